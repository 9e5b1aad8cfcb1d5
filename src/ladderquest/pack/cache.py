"""What loading a pack came to, kept by content, and the hashes by which content is known.

A cache that cannot be read or written is no cache: nothing here fails a load. An entry is a line with a
digest, so that damage is noticed, and JSON that the model checks again on the way in; no pickle.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from ladderquest import __version__
from ladderquest.pack.base import SCHEMA
from ladderquest.pack.findings import Finding
from ladderquest.pack.model import Edition, Pack
from ladderquest.pack.text import is_clean

__all__ = ["Cache", "KeptPack", "file_key", "hashes", "key_of", "revision_of"]

T = TypeVar("T")

_FORMAT = 2
_MOST_BYTES_OF_KEY = 20
_LEAST_KEPT = 2_000


class KeptPack(msgspec.Struct, frozen=True):
    """A pack as it was loaded, with everything that was found."""

    pack: Pack | None
    findings: tuple[Finding, ...]


def key_of(*parts: bytes | str) -> str:
    """A name for what ``parts`` are, together with the versions that decide what becomes of them."""
    made = blake2b(f"{_FORMAT} {SCHEMA} {__version__}".encode(), digest_size=_MOST_BYTES_OF_KEY)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        made.update(b"%d:" % len(data))
        made.update(data)
    return made.hexdigest()


def file_key(kind: type, name: str, data: bytes) -> str:
    """The key of one file as a ``kind``."""
    return key_of(kind.__name__, name, data)


def revision_of(*folders: Path) -> str:
    """A name for the program text in ``folders``: another one after any edit, so that what an older text
    worked out is not taken for what this one would."""
    files = sorted(each for folder in folders for each in folder.rglob("*.py"))
    stamps = ((each.name, stat.st_size, stat.st_mtime_ns) for each in files for stat in (each.stat(),))
    return key_of(*(f"{name} {size} {time}" for name, size, time in stamps))


def _seal(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).hexdigest().encode()


class Cache:
    """A folder of entries by key. Without a folder it is always empty."""

    def __init__(self, folder: Path | None) -> None:
        """``folder`` is made when something is kept."""
        self._folder = folder
        self._ready = False
        self._kept = 0

    def get(self, key: str, kind: type[T]) -> T | None:
        """The entry, or None if there is none that can be read as ``kind``."""
        if self._folder is None:
            return None
        try:
            digest, _, data = (self._folder / key).read_bytes().partition(b"\n")
            # a folder of saves may come from somebody else, and a digest can be made by anybody
            whole = digest == _seal(data) and is_clean(data)
            return msgspec.json.decode(data, type=kind) if whole else None
        except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
            return None

    def put(self, key: str, value: Any) -> None:
        """Keep ``value`` (anything that msgspec writes), in one piece or not at all."""
        if self._folder is None:
            return
        with suppress(OSError, ValueError, msgspec.MsgspecError):
            if not self._ready:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # it lies among the saves
                self._ready = True
            self._kept += 1
            temporary = self._folder / f".{key}.{os.getpid()}.tmp"
            try:
                data = msgspec.json.encode(value)
                temporary.touch(mode=0o600)
                temporary.write_bytes(_seal(data) + b"\n" + data)
                temporary.replace(self._folder / key)
            except BaseException:
                with suppress(OSError):
                    temporary.unlink()
                raise

    def trim(self, files: int) -> None:
        """After something was kept: lets the oldest entries go when there are far more than a pack of
        ``files`` files needs, so that years of edits do not fill a disk."""
        if self._folder is None or not self._kept:
            return
        with suppress(OSError):
            entries = [(entry.stat().st_mtime_ns, entry.path) for entry in os.scandir(self._folder)]
            for _, path in sorted(entries)[: -max(_LEAST_KEPT, 4 * files)]:
                with suppress(OSError):
                    Path(path).unlink()


# --- identity of content -----------------------------------------------------------------------------

_RULES = frozenset(
    {"scenario", "memories", "schema", "start", "recalls", "remembers", "memory", "later"}
    | {"id", "when", "effect", "enter", "goto", "to", "is"}
    | {"variables", "initial", "min", "max", "worlds", "facts", "clues", "endings"}
    | {"scenes", "move", "options", "results", "ending"}
    | {"looks", "clue", "cost", "budget", "limit", "claims", "exhibits"}
    | {"artefacts", "artefact", "places"}
)
"""Keys that decide where a story can go. Ratings, traps, signals, texts and labels do not."""


def hashes(edition: Edition) -> tuple[str, str]:
    """``(rules_hash, text_hash)`` of an edition, 16 hex digits each, the same on every machine.

    The first covers what decides where the story can go, the second everything."""
    whole = msgspec.to_builtins(edition)
    return _digest(_rules(whole)), _digest(whole)


def _digest(value: Any) -> str:
    return blake2b(msgspec.json.encode(value, order="sorted"), digest_size=8).hexdigest()


def _rules(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: entry if key == "facts" else _rules(entry) for key, entry in value.items() if key in _RULES
        }
    if isinstance(value, list | tuple):
        return [_rules(entry) for entry in value]
    return value
