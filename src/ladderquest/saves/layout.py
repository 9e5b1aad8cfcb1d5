"""How the files of saves are laid out: their version, their checksum, and the steps from older versions.

A file is JSON that any TinyDB reads: tables of numbered documents. Its table ``meta`` comes last and says
which version of the layout it has, which LadderQuest wrote it, and a checksum of all that stands before the
checksum, so that a bit that has flipped, or an edit by hand, is never taken for what was saved.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from ladderquest import __version__
from ladderquest.pack.text import clean, is_clean
from ladderquest.saves.errors import DamagedFile, NewerSave, shown

SCHEMA = 3
"""Version of the layout. 1: no checksum. 2: ``sum`` in ``meta``. 3: ``work.json``, and ``confidence``."""

META = 1
"""The document of the table ``meta``."""

Tables = dict[str, dict[str, dict[str, Any]]]

_DECODER = msgspec.json.Decoder(Tables)
_SUM = 32  # hexadecimal digits
_TAIL = b'"}}}'
_NO_SUM = b'"sum":"' + _TAIL


def _from_1(tables: Tables) -> Tables:
    """There was no checksum; nothing else was different. The next write adds it."""
    return tables


def _from_2(tables: Tables) -> Tables:
    """Nothing was kept beside the runs, and a decision had no ``confidence``. What was there is as it was."""
    return tables


MIGRATIONS: dict[int, Callable[[Tables], Tables]] = {1: _from_1, 2: _from_2}
"""Version -> the step from it to the next one."""


def encoded(tables: Tables) -> bytes:
    """``tables`` as they are written now. Their version and checksum are put into them as well. Raises
    ``TypeError``, ``ValueError`` or ``RecursionError`` for what JSON cannot say."""
    meta = tables.setdefault("meta", {}).setdefault(str(META), {})
    meta |= {"schema": SCHEMA, "version": __version__}
    return sealed(tables)


def sealed(tables: Tables) -> bytes:
    """``tables``, which say themselves what version they have, with the checksum at their end."""
    metas = tables.pop("meta")
    meta = metas.pop(str(META))
    meta.pop("sum", None)
    meta["sum"] = ""
    tables["meta"] = {**metas, str(META): meta}
    raw = json.dumps(tables, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode()
    before = raw.removesuffix(_TAIL)
    told = _sum(before)
    meta["sum"] = told
    return before + told.encode() + _TAIL


def decoded(path: Path, raw: bytes) -> tuple[Tables, int]:
    """The tables that ``raw``, found in ``path``, holds, in the layout of today and cleaned; and the version
    that it is in. Raises ``DamagedFile`` and ``NewerSave``."""
    if not raw.strip():
        raise DamagedFile(path, "it is empty")
    try:
        tables: Tables = _DECODER.decode(raw)
        odd = [key for table in tables.values() for key in table if not (key.isascii() and key.isdecimal())]
    except msgspec.ValidationError as error:
        raise DamagedFile(path, f"it does not hold tables ({error})") from error
    except (ValueError, RecursionError) as error:
        raise DamagedFile(path, f"it breaks off or is garbled ({error})") from error
    meta = tables.get("meta", {}).get(str(META), {})
    schema = meta.get("schema")
    if type(schema) is not int or odd or schema < 1:
        raise DamagedFile(path, "it is not a save of LadderQuest")
    if "sum" in meta or schema > 1:  # before the version is believed: a flipped bit makes a 3 of a 2
        newer = schema > SCHEMA and "sum" not in meta
        if not newer and not _sound(raw):
            raise DamagedFile(path, "its checksum is wrong: something other than LadderQuest has changed it")
    refuse_newer(path, schema, SCHEMA, str(meta.get("version", "")))
    for version in range(schema, SCHEMA):
        tables = MIGRATIONS[version](tables)
    if not is_clean(raw):  # most files are: then there is nothing to clean in any of their texts
        tables = {name: cleaned(table) for name, table in tables.items()}
    return tables, schema


def _sound(raw: bytes) -> bool:
    before, told = raw[: -_SUM - len(_TAIL)], raw[-_SUM - len(_TAIL) :]
    return before.endswith(_NO_SUM.removesuffix(_TAIL)) and told == _sum(before).encode() + _TAIL


def _sum(raw: bytes) -> str:
    return blake2b(raw, digest_size=_SUM // 2).hexdigest()


def refuse_newer(path: Path, schema: int, ours: int, version: str) -> None:
    """Raise ``NewerSave`` if ``schema``, found in ``path``, is above ``ours``."""
    if schema > ours:
        wanted = clean(version, lines=False)[:40] or "a newer version"
        raise NewerSave(
            f"{shown(path)} was saved by LadderQuest {wanted}, and this is {__version__}, which cannot read "
            f"it. It was left as it is: install LadderQuest {wanted} or newer to go on."
        )


def cleaned(value: Any) -> Any:
    """JSON-like data with every text in it cleaned, keys included."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {cleaned(key): cleaned(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(each) for each in value]
    return value
