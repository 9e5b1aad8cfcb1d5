"""What can go wrong with saves. The text of each error is one sentence for the player."""

from __future__ import annotations

import errno
from pathlib import Path

from ladderquest.pack.text import clean

_ELSEWHERE = "Choose another folder with --saves DIR or LADDERQUEST_SAVES."
_ROOM = "Free some space there and try again."
_BACK = "Put it back, or choose another folder with --saves DIR or LADDERQUEST_SAVES."

_KNOWN = {
    errno.EACCES: ("permission denied", _ELSEWHERE),
    errno.EPERM: ("permission denied", _ELSEWHERE),
    errno.EROFS: ("the disk is read-only", _ELSEWHERE),
    errno.ENOSPC: ("the disk is full", _ROOM),
    errno.EDQUOT: ("your share of the disk is used up", _ROOM),
    errno.EFBIG: ("the file would be larger than is allowed here", _ROOM),
    errno.ENOENT: ("the folder is gone", _BACK),
    errno.ENOTDIR: ("a part of this path is a file, not a folder", _ELSEWHERE),
    errno.EEXIST: ("a file of that name is in the way", _ELSEWHERE),
    errno.EISDIR: ("a folder of that name is in the way", _ELSEWHERE),
}


class SavesError(Exception):
    """Something about the saves that the player should know; the message is the sentence to show."""


class DamagedFile(SavesError):
    """A file that cannot be understood. ``path`` is the file, ``reason`` says why, without the path."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{shown(path)} cannot be read: {reason}")
        self.path = path
        self.reason = reason


class NewerSave(SavesError):
    """A file that a newer LadderQuest wrote. It is left exactly as it is."""


class SaveFailed(SavesError):
    """Something was not saved. What was on disk before is still there."""


def shown(path: Path) -> str:
    """A path as it may be shown: in quotes, without anything that a terminal obeys."""
    return f'"{clean(str(path), lines=False)}"'


def sentence(error: SavesError) -> str:
    """An error as a sentence of its own: that of a damaged file may be a part of one."""
    return f"{error}." if isinstance(error, DamagedFile) else str(error)


def cannot(what: str, path: Path, error: OSError | ValueError) -> str:
    """The sentence for a failed system call: what cannot be done, where, why, and what to do."""
    number = error.errno if isinstance(error, OSError) else None
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    reason, advice = _KNOWN.get(number or 0, (words.lower(), _ELSEWHERE))
    return f"cannot {what} {shown(path)}: {reason}. {advice}"
