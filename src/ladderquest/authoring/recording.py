"""Blind readings written down: a file begun, or lines added to one; every line of others stays as it is."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec

from ladderquest.authoring.schema import modeline
from ladderquest.pack.reader import Mapping, Reading, read
from ladderquest.pack.reader import Sequence as Entries
from ladderquest.pack.readings import READINGS, BlindGuess, BlindReading, read_readings

__all__ = ["CannotAdd", "begun", "extended"]

_WIDTH = 110


class CannotAdd(Exception):
    """A file is written in a way that lines cannot be added to; the message says what to do."""


def begun(scenario: str, about: str, *, in_pack: bool) -> str:
    """A new file, in which nobody has said anything yet. ``in_pack``: it will lie in the folder of a pack, so
    that editors find its schema."""
    head = f"{modeline(f'{READINGS}/{scenario}.yaml')}\n" if in_pack else ""
    return f"{head}scenario: {scenario}\nabout: >-\n{_folded(about)}\n"


def extended(text: str, readings: Sequence[BlindReading], guesses: Sequence[BlindGuess]) -> str:
    """``text`` (a sound file) with more in it. Raises ``CannotAdd``."""
    if "\r\n" in text and text.count("\r\n") == text.count("\n"):
        return extended(text.replace("\r\n", "\n"), readings, guesses).replace("\n", "\r\n")
    before = read_readings(text.encode(), "the file").value
    if before is None:
        raise CannotAdd("it cannot be read")
    wanted = msgspec.structs.replace(
        before, readings=(*before.readings, *readings), guesses=(*before.guesses, *guesses)
    )
    text = text.removeprefix("\ufeff")
    for key, lines in (
        ("readings", [line for each in readings for line in _reading(each)]),
        ("guesses", [_guess(each) for each in guesses]),
    ):
        if lines:
            text = _added(text, key, lines)
    if read_readings(text.encode(), "the file").value != wanted:
        raise CannotAdd("its lists are written in a way that cannot be added to; begin another file with -o")
    return text


def _added(text: str, key: str, lines: Sequence[str]) -> str:
    """``text`` with further entries behind those of the list ``key``."""
    reading = read(text.encode(), "the file")
    root = reading.root
    if not isinstance(root, Mapping) or text.lstrip().startswith("{"):
        raise CannotAdd("it is written in brackets; begin another file with -o")
    if key not in root.keys:
        return f"{text.rstrip()}\n\n{key}:\n{_set(lines, 2)}\n"
    found = root.items.get(key)
    if not isinstance(found, Entries) or reading.text[found.at] != "-":
        raise CannotAdd(f"its `{key}` are no list with an entry on each line; begin another file with -o")
    later = [at for at in root.keys.values() if at > root.keys[key]]
    kept = reading.text.split("\n")
    end = reading.place(min(later))[0] - 1 if later else len(kept)
    while end and (not kept[end - 1].strip() or kept[end - 1].startswith("#")):
        end -= 1  # what stands above the next key belongs to that
    indent = _column(reading, found) - 1
    return "\n".join([*kept[:end], *_set(lines, indent).split("\n"), *(kept[end:] or [""])])


def _column(reading: Reading, found: Entries) -> int:
    return reading.place(found.at)[1]


def _set(lines: Sequence[str], indent: int) -> str:
    return "\n".join(f"{' ' * indent}{line}" for line in lines)


def _reading(each: BlindReading) -> list[str]:
    lines = [f"- decision: {each.decision}", f"  world: {each.world}"]
    if each.path:
        steps = [_step(step.scene, step.took) for step in each.path]
        lines += ["  path:", *(f"    - {step}" for step in steps)]
    if each.known:
        lines.append(f"  known: [{', '.join(each.known)}]")
    lines.append(f"  reader: {_quoted(each.reader)}")
    lines.append(
        f"  ratings: {{{', '.join(f'{option}: {stars}' for option, stars in each.ratings.items())}}}"
    )
    return lines


def _step(scene: str, took: Sequence[str]) -> str:
    return f"{{scene: {scene}, took: [{', '.join(took)}]}}" if took else f"{{scene: {scene}}}"


def _guess(each: BlindGuess) -> str:
    return f"- {{decision: {each.decision}, reader: {_quoted(each.reader)}, option: {each.option}}}"


def _quoted(text: str) -> str:
    """In double quotes, which YAML reads like JSON."""
    return json.dumps(text, ensure_ascii=False)


def _folded(text: str) -> str:
    """Prose under a ``>-``, set in by two."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= _WIDTH:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join(f"  {each}" for each in (*lines, line))
