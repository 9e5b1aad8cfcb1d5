"""Putting a report into a file: its format, its name, and writing all of it or nothing."""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
from datetime import date, datetime
from pathlib import Path

from ladderquest.desk.exports import ExportError, InTheWay
from ladderquest.documents.document import Document
from ladderquest.documents.formats import FORMATS, Format, FormatError, format_of_name, write
from ladderquest.pack.files import is_folder
from ladderquest.saves.errors import shown


def stem_of(what: str, player: str, day: date) -> str:
    """The name of a new file without its extension, that any system takes: ``debrief-ada-2026-11-25``."""
    plain = ("-".join(re.findall(r"[a-z0-9]+", text.casefold()))[:40].strip("-") for text in (what, player))
    return f"{'-'.join(each for each in plain if each) or 'report'}-{day.isoformat()}"


def format_called(name: str | None, path: str | None) -> Format:
    """The format of this name, or else the one that the name of the file means; text if neither is given.
    Raises ``ExportError``."""
    if name is not None:
        return FORMATS[name]
    if path is None or path == "-":
        return FORMATS["text"]
    found = format_of_name(path)
    if found is not None:
        return found
    if is_folder(Path(path)):
        raise ExportError(_is_a_folder(Path(path)))
    known = ", ".join(each.extension for each in FORMATS.values())
    raise ExportError(f"the name of the file says no format: end it in one of {known}")


def export_file(
    document: Document, chosen: Format, path: Path, now: datetime, *, force: bool = False, unless: str = ""
) -> Path:
    """Write ``document`` to ``path``: all of it or nothing, for its owner only. What is there already stays,
    unless ``force`` says otherwise; ``unless`` tells how that is said. Returns where the file is. Raises
    ``ExportError``, also for what the format lacks."""
    raw = encoded(document, chosen, now)
    if not str(path).strip() or "\0" in str(path):
        raise ExportError("that names no file")
    try:
        path = path.expanduser()
        kind = path.stat().st_mode
    except FileNotFoundError:
        kind = 0
    except (OSError, ValueError, RuntimeError) as error:  # a home that nobody has
        raise ExportError(_cannot(path, error)) from None
    if stat.S_ISDIR(kind):
        raise ExportError(_is_a_folder(path))
    if kind and not stat.S_ISREG(kind):
        return _through(path, raw)  # a device or a pipe is written to, and nothing takes its place
    if kind and not force:
        raise InTheWay(_in_the_way(path, unless))
    try:
        _put(path.resolve(), raw, force=force)
    except FileExistsError:
        raise InTheWay(_in_the_way(path, unless)) from None
    except (OSError, ValueError) as error:
        raise ExportError(_cannot(path, error)) from None
    return path


def encoded(document: Document, chosen: Format, now: datetime) -> bytes:
    """The bytes of the file. Raises ``ExportError``."""
    try:
        return write(document, chosen, now)
    except FormatError as error:
        raise ExportError(str(error)) from None


def _through(path: Path, raw: bytes) -> Path:
    try:
        path.write_bytes(raw)
    except OSError as error:
        raise ExportError(_cannot(path, error)) from None
    return path


def _put(path: Path, raw: bytes, *, force: bool) -> None:
    """A new file beside it first, then that in its place."""
    handle, name = tempfile.mkstemp(prefix=".ladderquest-", suffix=".tmp", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        if force or not _linked(made, path):
            made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def _linked(made: Path, path: Path) -> bool:
    """Give the file its name only if nobody else has taken it meanwhile; whether this system can do that.
    Raises ``FileExistsError``."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError, AttributeError):
        if path.exists():
            raise FileExistsError(errno.EEXIST, "File exists", str(path)) from None
        return False
    return True


_REASONS = {
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "the disk is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EFBIG: "the file would be larger than is allowed here",
    errno.ENOENT: "there is no such folder",
    errno.ENOTDIR: "a part of this path is a file, not a folder",
    errno.ENAMETOOLONG: "the name is too long",
}


def _cannot(path: Path, error: Exception) -> str:
    number = error.errno if isinstance(error, OSError) else None
    words = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return f"{shown(path)} cannot be written: {_REASONS.get(number or 0, words.lower())}"


def _is_a_folder(path: Path) -> str:
    return f"{shown(path)} is a folder: name a file in it"


def _in_the_way(path: Path, unless: str) -> str:
    return f"{shown(path)} exists already, and nothing is written over it{unless}"
