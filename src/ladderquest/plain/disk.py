"""Waiting for the disk line by line: what takes long is said, and no signal loses what is on its way."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from ladderquest.plain.console import Console
from ladderquest.saves.errors import SavesError

MOMENT = 0.4
"""Seconds that a save may take before somebody is told that it is waited for."""
_SLOW = "Saving … The disk is slow; everything before this is safe already."
_LEAVING = "Saving … The game ends as soon as the last answer is saved."


class Ended(KeyboardInterrupt):
    """The system ends the game. ``code`` is what it exits with."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.code = 128 + number


class Way:
    """The way out of the game. Once it is ``begun``, no signal breaks it off: a terminal that is closed ends
    the input and sends one as well, in either order."""

    begun = False


@contextmanager
def signals(console: Console) -> Iterator[Way]:
    """What ends a program (ctrl+c, SIGTERM; SIGHUP when the terminal is closed) ends the game in good order.
    One that is ignored stays ignored."""
    way = Way()

    def end(number: int, _: object) -> None:
        _mute(console, number)
        if not way.begun:
            raise KeyboardInterrupt if number == signal.SIGINT else Ended(number)

    with _handled(("SIGINT", "SIGTERM", "SIGHUP"), end):
        yield way


def _mute(console: Console, number: int) -> None:
    if number == getattr(signal, "SIGHUP", None):
        console.mute()  # nobody reads any more


@contextmanager
def _handled(names: Sequence[str], handler: Callable[[int, object], None]) -> Iterator[None]:
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        numbers = []  # signals belong to the main thread
    before = {number: signal.getsignal(number) for number in numbers}
    for number, own in before.items():
        if own is not signal.SIG_IGN:
            signal.signal(number, handler)
    try:
        yield
    finally:
        for number, own in before.items():
            signal.signal(number, own)


def wait(console: Console, saved: Future[Any]) -> None:
    """Wait until something is on disk. Raises ``SavesError`` if it is not, and ``KeyboardInterrupt`` for one
    that came meanwhile, after the disk has answered and a failure was said."""
    interrupt = _answer(console, saved, _SLOW)
    if interrupt is None:
        saved.result()
        return
    error = saved.exception()
    if isinstance(error, SavesError):
        console.say(f"Not saved: {error} Your last answer is lost; everything before it is saved.")
    raise interrupt


def finish(console: Console, close: Callable[[], None]) -> None:
    """Do what ends the game, whatever signals come. Raises what ``close`` raises."""
    closed: Future[None] = Future()

    def work() -> None:
        try:
            close()
        except BaseException as error:  # noqa: BLE001 - it belongs to who waits
            closed.set_exception(error)
        else:
            closed.set_result(None)

    threading.Thread(target=work, name="closing", daemon=True).start()
    _answer(console, closed, _LEAVING)
    closed.result()


def _answer(console: Console, saved: Future[Any], word: str) -> KeyboardInterrupt | None:
    """Wait for the disk, with ``word`` after a moment; the first interrupt that came meanwhile. They are
    noted and not raised: one that comes while another one is handled would break off the waiting."""
    noted: list[KeyboardInterrupt] = []

    def note(number: int, _: object) -> None:
        _mute(console, number)
        noted.append(KeyboardInterrupt() if number == signal.SIGINT else Ended(number))

    said = ""
    with _handled(("SIGINT", "SIGTERM", "SIGHUP"), note):
        while True:
            try:
                saved.exception(timeout=MOMENT)
            except TimeoutError:
                word = _LEAVING if noted else word
                if word != said:
                    console.say(word)
                    console.flush()
                    said = word
            else:
                return noted[0] if noted else None
