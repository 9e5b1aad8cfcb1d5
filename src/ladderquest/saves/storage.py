"""One file on disk that is always whole: the TinyDB storage that every save goes through.

A save is serialised first, written to a temporary file beside the old one, synced, and put in its place
in one step. Whoever reads finds the old state or the new one, whatever happened in between.
"""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage

from ladderquest import __version__
from ladderquest.pack.text import clean, is_clean
from ladderquest.saves import ids
from ladderquest.saves.errors import DamagedFile, NewerSave, SaveFailed, SavesError, cannot, shown

SCHEMA = 1
"""Version of the layout of saves. It is in the table ``meta`` of every file."""

META = 1
"""The document of the table ``meta``."""

Tables = dict[str, dict[str, dict[str, Any]]]

_DECODER = msgspec.json.Decoder(Tables)
_TEMPORARY = ".tmp"
# Windows refuses to replace a file that a virus scanner or an indexer has open; they let go soon.
_TRIES = 10 if os.name == "nt" else 1
_PAUSE = 0.02


class AtomicStorage(Storage):
    """The storage of one file. It keeps the last state in memory, so that a save does not read.

    ``size`` is the size of the file in bytes, as last read or written. After a failed write the state in
    memory is dropped: what is on disk counts, and the same write can be tried again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._state: Tables | None = None
        self._known = False
        self._held = False

    def read(self) -> Tables | None:
        """The tables; None if there is no file. Raises ``DamagedFile``, ``NewerSave``, and ``SavesError``
        where the system refuses."""
        if not self._known:
            raw = read_bytes(self.path)
            self.size = len(raw or b"")
            self._state = None if raw is None else _decode(self.path, raw)
            self._known = True
        return None if self._state is None else dict(self._state)

    def write(self, data: Tables) -> None:
        """Put ``data`` on disk, with the schema and the version that wrote it. Raises ``SaveFailed``."""
        self._state, self._known = data, True
        if not self._held:
            self._put(data)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several changes to the tables, one write at the end; none if the block raises."""
        self._held = True
        try:
            yield
        except BaseException:
            self._forget()
            raise
        finally:
            self._held = False
        if self._state is not None:
            self._put(self._state)

    def _put(self, data: Tables) -> None:
        meta = data.setdefault("meta", {}).setdefault(str(META), {})
        meta |= {"schema": SCHEMA, "version": __version__}
        try:
            raw = json.dumps(data, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode()
        except (TypeError, ValueError, RecursionError) as error:
            self._forget()
            raise SaveFailed(f"{shown(self.path)} was not saved: {error}") from error
        try:
            replace_file(self.path, raw)
        except OSError as error:
            self._forget()
            raise SaveFailed(cannot("save to", self.path, error)) from error
        self.size = len(raw)

    def _forget(self) -> None:
        self._state, self._known = None, False


def open_tables(path: Path) -> tuple[TinyDB, AtomicStorage]:
    """A file of ours as a TinyDB, and the storage beneath it. Nothing is read or written yet."""
    storage = AtomicStorage(path)
    return TinyDB(storage=lambda: storage), storage


def read_bytes(path: Path) -> bytes | None:
    """The content of an ordinary file; None if there is nothing. Raises ``DamagedFile`` for what is no
    file, ``SavesError`` where the system refuses."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SavesError(cannot("read", path, error)) from error
    raise DamagedFile(path, "it is a folder" if stat.S_ISDIR(mode) else "it is not an ordinary file")


def _decode(path: Path, raw: bytes) -> Tables:
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
    if type(schema) is not int or odd:
        raise DamagedFile(path, "it is not a save of LadderQuest")
    refuse_newer(path, schema, SCHEMA, str(meta.get("version", "")))
    if is_clean(raw):
        return tables  # most files, whole: there is nothing to clean in any of their texts
    return {name: cleaned(table) for name, table in tables.items()}


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


# --- the system ------------------------------------------------------------------------------------


def replace_file(path: Path, raw: bytes) -> None:
    """Make ``raw`` the content of ``path`` in one step that survives a crash. Raises ``OSError``, and then
    the old content stands, unless only the last step failed: syncing the folder."""
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}{_TEMPORARY}")
    try:
        _write_new(temporary, raw)
        _replace(temporary, path)
    except BaseException:
        # Best effort: the error that matters is already on its way, and opening clears leftovers.
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def _write_new(path: Path, raw: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o600)
    try:
        rest = memoryview(raw)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _replace(source: Path, target: Path) -> None:
    for remaining in reversed(range(_TRIES)):
        try:
            os.replace(source, target)  # noqa: PTH105 - the tests break the same calls that the system breaks
        except PermissionError:
            if not remaining:
                raise
            time.sleep(_PAUSE)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut. Windows has no such call and does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter, if it is not there. Raises ``SaveFailed``."""
    try:
        folder.mkdir(mode=0o700)
        sync_folder(folder.parent)
    except FileExistsError as error:
        if not folder.is_dir():
            raise SaveFailed(cannot("make the folder", folder, error)) from error
    except OSError as error:
        raise SaveFailed(cannot("make the folder", folder, error)) from error


def set_aside(path: Path) -> Path:
    """Rename what is damaged, so that nothing reads or overwrites it; returns the new path. Raises
    ``SaveFailed``."""
    base = f"{path.name}.damaged-{ids.stamp()}"
    aside, again = path.with_name(base), 1
    while aside.exists():
        again += 1
        aside = path.with_name(f"{base}-{again}")
    try:
        path.rename(aside)
        sync_folder(path.parent)
    except OSError as error:
        raise SaveFailed(cannot("set aside", path, error)) from error
    return aside


def clear_temporaries(folders: list[Path]) -> int:
    """Remove what interrupted writes left in ``folders``; returns how many there were. Only under the
    player's lock: without it they may be somebody's write under way."""
    cleared = 0
    for folder in folders:
        for leftover in folder.glob(f".*{_TEMPORARY}"):
            # One that cannot be removed does no harm; the next opening tries again.
            with suppress(OSError):
                leftover.unlink()
                cleared += 1
    return cleared
