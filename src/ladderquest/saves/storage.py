"""One file on disk that is always whole: the TinyDB storage that every save goes through.

A save is serialised first, written to a temporary file beside the old one, synced, and put in its place
in one step. Whoever reads finds the old state or the new one, whatever happened in between.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tinydb import TinyDB
from tinydb.storages import Storage

from ladderquest.saves import ids
from ladderquest.saves.errors import DamagedFile, SaveFailed, SavesError, cannot, shown
from ladderquest.saves.layout import SCHEMA, Tables, decoded, encoded

TEMPORARY = ".tmp"
"""How the names end of files and folders that nobody needs once the process is gone that made them."""

# Windows refuses to replace a file that a virus scanner or an indexer has open; they let go soon.
_TRIES = 10 if os.name == "nt" else 1
_PAUSE = 0.02


class AtomicStorage(Storage):
    """The storage of one file. It keeps the last state in memory, so that a save does not read.

    ``size`` is the size of the file in bytes, as last read or written, ``schema`` the version of its layout.
    After a failed write the state in memory is dropped: what is on disk counts, and the same write can be
    tried again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self.schema = SCHEMA
        self._state: Tables | None = None
        self._known = False
        self._held = False

    def read(self) -> Tables | None:
        """The tables; None if there is no file. Raises ``DamagedFile``, ``NewerSave``, and ``SavesError``
        where the system refuses."""
        if not self._known:
            raw = read_bytes(self.path)
            self.size = len(raw or b"")
            self._state, self.schema = (None, SCHEMA) if raw is None else decoded(self.path, raw)
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
        try:
            raw = encoded(data)
        except (TypeError, ValueError, RecursionError) as error:
            self._forget()
            raise SaveFailed(f"{shown(self.path)} was not saved: {error}") from error
        try:
            replace_file(self.path, raw)
        except OSError as error:
            self._forget()
            raise SaveFailed(cannot("save to", self.path, error)) from error
        self.size, self.schema = len(raw), SCHEMA

    def _forget(self) -> None:
        self._state, self._known = None, False


def open_tables(path: Path) -> tuple[TinyDB, AtomicStorage]:
    """A file of ours as a TinyDB, and the storage beneath it. Nothing is read or written yet."""
    storage = AtomicStorage(path)
    return TinyDB(storage=lambda: storage), storage


def mode_of(path: Path) -> int | None:
    """The mode of what is at a path, None if there is nothing; a link that leads back to itself is one.
    Raises ``SavesError`` where the system refuses: then nobody knows what is there."""
    try:
        return os.stat(path).st_mode  # noqa: PTH116 - the tests break the same calls that the system breaks
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.ELOOP:
            return stat.S_IFLNK
        raise SavesError(cannot("read", path, error)) from error


def is_folder(path: Path) -> bool:
    """Whether a folder is at a path. Raises ``SavesError`` where the system refuses."""
    return stat.S_ISDIR(mode_of(path) or 0)


def names_of(folder: Path) -> list[str]:
    """What a folder holds, sorted; nothing where there is no folder. Raises ``SavesError`` where the system
    refuses."""
    try:
        return sorted(entry.name for entry in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise SavesError(cannot("read", folder, error)) from error


def read_bytes(path: Path) -> bytes | None:
    """The content of an ordinary file; None if there is nothing. Raises ``DamagedFile`` for what is no
    file, ``SavesError`` where the system refuses."""
    mode = mode_of(path)
    if mode is None:
        return None
    if not stat.S_ISREG(mode):
        raise DamagedFile(path, "it is a folder" if stat.S_ISDIR(mode) else "it is not an ordinary file")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SavesError(cannot("read", path, error)) from error


# --- the system ------------------------------------------------------------------------------------


def replace_file(path: Path, raw: bytes) -> None:
    """Make ``raw`` the content of ``path`` in one step that survives a crash. Raises ``OSError``, and then
    the old content stands, unless only the last step failed: syncing the folder."""
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}{TEMPORARY}")
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
        if not is_folder(folder):
            raise SaveFailed(cannot("make the folder", folder, error)) from error
    except OSError as error:
        raise SaveFailed(cannot("make the folder", folder, error)) from error


def set_aside(path: Path) -> Path:
    """Rename what is damaged, so that nothing reads or overwrites it; returns the new path. Raises
    ``SaveFailed``."""
    base = f"{path.name}.damaged-{ids.stamp()}"
    aside, again = path.with_name(base), 1
    while mode_of(aside) is not None:
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
        # What cannot be listed or removed does no harm; the next opening tries again.
        names: list[str] = []
        with suppress(SavesError):
            names = names_of(folder)
        for name in names:
            if name.startswith(".") and name.endswith(TEMPORARY):
                with suppress(OSError):
                    _remove(folder / name)
                    cleared += 1
    return cleared


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
