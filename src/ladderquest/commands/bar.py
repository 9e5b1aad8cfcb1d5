"""A progress bar: on standard error, and only where that is a terminal which can take a line back."""

from __future__ import annotations

import os
import shutil
import sys
from time import monotonic
from types import TracebackType

from ladderquest.pack.text import clean, width

__all__ = ["Bar"]

_CELLS = 24
_SECONDS = 0.1
_ERASE = "\r\x1b[K"


class Bar:
    """``with Bar() as bar: bar.show("name", share)``. Gone without a trace at the end, whatever happens."""

    def __init__(self) -> None:
        self._drawn = False
        self._next = 0.0
        self._wanted = sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown", "", None)

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def show(self, what: str, share: float) -> None:
        """Draw ``share`` (0 to 1) of ``what``; at most ten times a second."""
        if not self._wanted or (now := monotonic()) < self._next:
            return
        self._next = now + _SECONDS
        done = min(1.0, max(0.0, share))
        full = int(done * _CELLS)
        line = f"[{'#' * full}{'.' * (_CELLS - full)}] {int(done * 100):3} %  "
        room = shutil.get_terminal_size().columns - 1 - len(line)
        name = clean(what, lines=False)
        while width(name) > max(room, 0):
            name = name[:-1]
        sys.stderr.write(f"{_ERASE}{line}{name}")
        sys.stderr.flush()
        self._drawn = True

    def clear(self) -> None:
        """Take the bar off the line."""
        if self._drawn:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()
            self._drawn = False
