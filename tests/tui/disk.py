"""A disk that is slow for as long as a test says: every ``fsync`` waits for a word."""

from __future__ import annotations

import os
import threading
from types import TracebackType
from typing import Self

import pytest

PATIENCE = 8.0
"""Seconds after which a sync goes on by itself: a test that failed must not keep its threads for ever."""


class HeldDisk:
    """While it is held, whoever syncs waits. A context manager that lets everything go at the end."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._open = threading.Event()
        self._open.set()
        self._fsync = os.fsync
        self._guard = threading.Lock()
        self.waiting = 0
        self.problem: OSError | None = None
        monkeypatch.setattr(os, "fsync", self.fsync)

    def fsync(self, handle: int) -> None:
        """Wait for the word, then sync; or fail as the test says."""
        assert threading.current_thread() is not threading.main_thread() or self._open.is_set(), (
            "the event loop waits for the disk"
        )
        with self._guard:
            self.waiting += 1
        try:
            self._open.wait(PATIENCE)
        finally:
            with self._guard:
                self.waiting -= 1
        if self.problem is not None:
            raise self.problem
        self._fsync(handle)

    def hold(self) -> None:
        """From now on nothing reaches the disk."""
        self._open.clear()

    def release(self, problem: OSError | None = None) -> None:
        """The disk answers; with a ``problem`` it refuses from now on."""
        self.problem = problem
        self._open.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
