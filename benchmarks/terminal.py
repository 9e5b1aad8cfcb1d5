"""A program in a pseudo-terminal of 80x24, and how long it takes to show something."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from fcntl import ioctl
from types import TracebackType
from typing import Self

QUIET = 0.15
"""Seconds without output after which a screen counts as finished."""
PATIENCE = 30.0


class Terminal:
    """Start a command; ``started`` is the moment before. A context manager that kills what is left."""

    def __init__(self, command: Sequence[str]) -> None:
        self.seen = b""
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
            environment.pop("NO_COLOR", None)
            os.execvpe(command[0], list(command), environment)
        ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def wait_for(self, text: str, since: float) -> float:
        """Seconds from ``since`` until ``text`` has been written. Raises ``TimeoutError``."""
        self.seen = b""
        while text.encode() not in self.seen:
            self._read(since)
        return time.perf_counter() - since

    def press(self, key: bytes) -> float:
        """Seconds from a key to the first output that it causes."""
        self.settle()
        since = time.perf_counter()
        os.write(self.fd, key)
        self._read(since)
        return time.perf_counter() - since

    def press_for(self, key: bytes, text: str) -> float:
        """Seconds from a key until ``text`` has been written."""
        self.settle()
        since = time.perf_counter()
        os.write(self.fd, key)
        return self.wait_for(text, since)

    def settle(self) -> None:
        """Read until nothing more comes."""
        while select.select([self.fd], [], [], QUIET)[0]:
            self.seen += os.read(self.fd, 65536)

    def _read(self, since: float) -> None:
        if not select.select([self.fd], [], [], PATIENCE)[0] or time.perf_counter() - since > PATIENCE:
            raise TimeoutError(f"nothing new within {PATIENCE:.0f} seconds; last seen: {self.seen[-300:]!r}")
        self.seen += os.read(self.fd, 65536)
