"""A system of which one call fails: the layer between the saves and the disk that the fault tests put in."""

import errno
import fcntl
import io
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ERRORS = {
    "open": errno.ENOSPC,
    "open to read": errno.EIO,
    "write": errno.ENOSPC,
    "fsync": errno.EIO,
    "replace": errno.EIO,
    "rename": errno.EIO,
    "mkdir": errno.ENOSPC,
    "unlink": errno.EIO,
    "listdir": errno.EIO,
    "scandir": errno.EIO,
    "stat": errno.EIO,
    "flock": errno.ENOLCK,
    "chmod": errno.EPERM,
}
"""What can fail, and how it does unless somebody says otherwise."""
_OF_PATHS = ("replace", "rename", "mkdir", "unlink", "listdir", "scandir", "stat", "chmod")


class Failing:
    """Counts the calls that concern files below ``root`` while it is armed, and lets the one with the number
    ``at`` fail, or with ``lasting`` that one and all that follow. ``failed`` names what failed, in order. A
    write that fails has written half of what it was given: that is how a full disk does it."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self._root = os.fspath(root)
        self._guard = threading.Lock()
        self._handles: set[int] = set()
        self._armed = False
        self._write = os.write
        self.failed: list[str] = []
        self.arm(0)
        self.rest()
        for name in _OF_PATHS:
            patch.setattr(os, name, self._watched(name, getattr(os, name)))
        patch.setattr(os, "open", self._opening(os.open))
        patch.setattr(io, "open", self._watched("open to read", io.open))
        patch.setattr(os, "write", self._writing)
        patch.setattr(os, "fsync", self._of_handle("fsync", os.fsync))
        patch.setattr(fcntl, "flock", self._of_handle("flock", fcntl.flock))

    def arm(
        self, at: int, *, lasting: bool = False, error: int | None = None, only: tuple[str, ...] = ()
    ) -> None:
        """From now on count, and fail at call ``at``; ``error`` instead of the usual ones, ``only`` counts
        calls of these names."""
        self.failed = []
        self._at, self._lasting, self._error, self._only = at, lasting, error, only
        self._seen = 0
        self._armed = True

    def rest(self) -> None:
        """From now on everything works."""
        self._armed = False

    # --- the calls -------------------------------------------------------------------------------

    def _fails(self, name: str, what: object) -> bool:
        with self._guard:
            if not self._armed or (self._only and name not in self._only):
                return False
            self._seen += 1
            fails = self._seen >= self._at if self._lasting else self._seen == self._at
            if fails:
                self.failed.append(f"{name} {what}".replace(self._root, "..."))
            return fails

    def _raised(self, name: str) -> OSError:
        number = self._error or ERRORS[name]
        return OSError(number, os.strerror(number))

    def _ours(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(self._root)

    def _watched(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            if args and self._ours(args[0]) and self._fails(name, args[0]):
                raise self._raised(name)
            return call(*args, **kwargs)

        return watched

    def _opening(self, call: Callable[..., int]) -> Callable[..., int]:
        def opening(path: Any, *args: Any, **kwargs: Any) -> int:
            if not self._ours(path):
                return call(path, *args, **kwargs)
            if self._fails("open", path):
                raise self._raised("open")
            handle = call(path, *args, **kwargs)
            self._handles.add(handle)
            return handle

        return opening

    def _of_handle(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched(handle: int, *args: Any) -> Any:
            # a lock that never could be given back would be held by this very process at the next opening
            spared = self._lasting and args == (fcntl.LOCK_UN,)
            if handle in self._handles and not spared and self._fails(name, handle):
                raise self._raised(name)
            return call(handle, *args)

        return watched

    def _writing(self, handle: int, data: Any) -> int:
        if handle in self._handles and self._fails("write", f"{len(data)} bytes"):
            self._write(handle, data[: len(data) // 2])
            raise self._raised("write")
        return self._write(handle, data)
