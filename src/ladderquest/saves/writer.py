"""The one thread that writes: jobs in the order in which they were handed in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class Writer:
    """A thread and its queue. ``idle`` runs on the thread whenever the queue is empty after a job.

    The thread is a daemon: a program that dies without ``close`` is not kept alive by it, and nothing is
    lost by that which a finished Future has promised."""

    def __init__(self, name: str, idle: Callable[[], None]) -> None:
        self._queue: SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = SimpleQueue()
        self._idle = idle
        self._idled: Future[None] | None = None
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def do(self, job: Callable[[], T]) -> Future[T]:
        """Run ``job`` after everything handed in before. The Future cannot be cancelled: a record that
        somebody no longer waits for is still the one that the next one follows."""
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        self._queue.put((job, future))
        return future

    def close(self) -> None:
        """Wait until everything handed in is done, and end the thread. Raises what ``idle`` raised."""
        self._queue.put(None)
        self._thread.join()
        if self._idled is not None:
            self._idled.result()

    def _work(self) -> None:
        while (item := self._queue.get()) is not None:
            _settle(*item)
            if self._queue.empty():
                idled: Future[None] = Future()
                _settle(self._idle, idled)
                self._idled = idled if idled.exception() else self._idled


def _settle(job: Callable[[], Any], future: Future[Any]) -> None:
    try:
        result = job()
    except BaseException as error:  # noqa: BLE001 - whatever it is, it belongs to who asked
        future.set_exception(error)
    else:
        future.set_result(result)
