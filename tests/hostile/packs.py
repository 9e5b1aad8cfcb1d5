"""A pack whose every text is hostile, written as its author would have to write it: in YAML, with escapes."""

from __future__ import annotations

import shutil
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import msgspec

from ladderquest.pack.base import Condition, Effect
from ladderquest.pack.files import SHARED
from ladderquest.pack.guides import Guide, Stop, Talk
from ladderquest.pack.loader import load_pack
from ladderquest.pack.model import Member, Place, Remember
from ladderquest.pack.shared import values_of
from ladderquest.pack.text import clean
from tests.cli.terminal import SAMPLE, change
from tests.hostile.payloads import ARABIC, HEBREW, LONG, PAYLOADS, UNSEEN
from tests.pack.pages import BOTH_EDITS

FILE = f"{HEBREW} cafe\u0301 [@click=app.quit].yaml"
"""What the scenario's file is called. Its accent is one that clean text writes in another way."""

REFUSED = "ti\x1b]2;owned\x07\u202e\u200bny\x9b38;5;197m\n.yaml"
"""What no file of a pack may be called; one that is played by itself may."""

GUIDE = Guide(
    id="tiny",
    brief="What differs.",
    one_to_one=(Talk(minutes=30, title="Retell it", ask="What did you tell her?", listen="A name."),),
    opening="Read it aloud.",
    opening_minutes=5,
    room=(Stop(scene="morning", minutes=35, prompt="Why?", argue="Whether.", minority="Who else?"),),
    close="One thing each.",
    close_minutes=5,
)
"""The sample has none."""

_WORDS = {(Place, "at"), (Remember, "is")}
"""Fields whose texts must stay what they are, though their type does not say so."""


def hostile_pack(root: Path, *, file: str = FILE, source: Path = SAMPLE) -> Path:
    """The sample pack (or another ``source`` made of it), with a page to write and hours to split, in
    ``root`` with a payload in every text, and letters that nobody sees in every id, condition and effect.
    It is sound."""
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(source, Path(folder) / "pack"))
        change(copy, *BOTH_EDITS)
        pack = load_pack(copy).pack
    assert pack is not None
    pack = msgspec.structs.replace(pack, guides=(GUIDE,))
    writer = _Writer()
    files = {SHARED[field]: writer.builtins(value) for field, value in values_of(pack).items()}
    files[f"scenarios/phase-1/{file}"] = writer.builtins(pack.scenarios[0])
    for name, value in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(in_yaml(value) + "\n", encoding="utf-8")
    return root


class _Writer:
    """Structs of the format as plain values, with something hostile in every string."""

    def __init__(self) -> None:
        self._payloads = cycle(PAYLOADS.values())

    def builtins(self, value: msgspec.Struct) -> dict[str, Any]:
        kind = type(value)
        found: dict[str, Any] = {}
        for field in msgspec.structs.fields(kind):
            here = getattr(value, field.name)
            if here is None or here == () or here == field.default:
                continue
            stays = (kind, field.encode_name) in _WORDS
            said = self._value(here, field.type, stays=stays)
            if kind is Member and field.name == "name":
                said = f"{HEBREW} {ARABIC} {said}"
            if field.name == "right_when":
                said += f" {LONG}"
            found[field.encode_name] = said
        tag = value.__struct_config__.tag
        if value.__struct_config__.tag_field and tag not in ("goto", "ending"):
            found["move"] = tag
        return found

    def _value(self, value: Any, kind: Any, *, stays: bool) -> Any:
        if isinstance(value, msgspec.Struct):
            return self.builtins(value)
        if isinstance(value, tuple):
            return [self._value(each, get_args(kind)[0], stays=stays) for each in value]
        if isinstance(value, dict):
            return {f"{UNSEEN}{key}": self._value(each, str, stays=False) for key, each in value.items()}
        return self._text(value, kind, stays=stays) if isinstance(value, str) else value

    def _text(self, text: str, kind: Any, *, stays: bool) -> str:
        kinds = (kind, *get_args(kind))
        metas = [meta for each in kinds for meta in getattr(each, "__metadata__", ())]
        if stays or Condition in kinds or Effect in kinds or any(meta.pattern for meta in metas):
            return UNSEEN + text
        most = min((meta.max_length for meta in metas if meta.max_length), default=len(text) + 10_000)
        payload = next(self._payloads)
        one_line = "\n" not in clean(payload) or not metas
        told = payload if one_line and len(clean(payload)) + len(text) <= most else "\x1b[38;5;197m"
        return f"{told}{text}"


def in_yaml(value: Any) -> str:
    """Plain values as YAML on one line. JSON will not do: it writes a tag character as two halves."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{in_yaml(key)}: {in_yaml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(in_yaml, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(map(_escaped, value)) + '"'
    return str(value).lower()


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if " " <= character <= "~" else f"\\U{ord(character):08x}"
