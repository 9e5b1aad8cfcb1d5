"""``python -m benchmarks``: measure everything, print one table."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import saving
from benchmarks.players import make_player
from benchmarks.terminal import Terminal

PYTHON = sys.executable
ROUNDS = 15
VISITS = 7
KEYS = 40
UP, DOWN = b"\x1b[A", b"\x1b[B"
SCREENS = [("phase", b"3", "Phase 3"), ("trap log", b"t", "Trap"), ("plan", b"p", "says why it is there")]
"""Screens that the ladder leads to: their keys on it, and what stands there and not on it."""


class Row(NamedTuple):
    """One comparison: our median, the other's, and the budget, if any, for the first over the second."""

    what: str
    ours: float
    against: str
    theirs: float
    budget: float | None = None

    def __str__(self) -> str:
        ratio = self.ours / self.theirs
        verdict = "no budget"
        if self.budget is not None:
            verdict = f"{'within' if ratio <= self.budget else 'OVER'} {self.budget:g} x"
        times = f"{self.ours * 1000:8.1f} ms  {self.theirs * 1000:8.1f} ms"
        return f"{self.what:<34} {times}  {ratio:5.2f} x  {verdict}  ({self.against})"


def in_turn(ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> tuple[float, float]:
    """The medians of two measurements taken A B A B, after one of each that does not count."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return median(a for a, _ in pairs), median(b for _, b in pairs)


def timed(*command: str) -> float:
    """Seconds that a command takes as a whole process."""
    since = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - since


def version() -> Row:
    """``ladderquest --version`` against an empty interpreter."""
    ours, theirs = in_turn(
        lambda: timed(PYTHON, "-m", "ladderquest", "--version"), lambda: timed(PYTHON, "-c", "pass"), ROUNDS
    )
    return Row("ladderquest --version", ours, "python -c pass", theirs, 5)


def game(folder: Path) -> list[str]:
    """The command that opens the game on the player with a past."""
    return [PYTHON, "-m", "ladderquest", "--saves", str(folder), "--player", "veteran"]


def first_frame(folder: Path) -> Row:
    """The home screen of a player with 200 runs against a hello-world app."""

    def shown(command: list[str], text: str) -> float:
        with Terminal(command) as terminal:
            return terminal.wait_for(text, terminal.started)

    ours, theirs = in_turn(
        lambda: shown(game(folder), "Own the problem"),
        lambda: shown([PYTHON, "-m", "benchmarks.hello"], "hello world"),
        ROUNDS,
    )
    return Row("first useful frame, 200 runs", ours, "hello-world app", theirs, 1.5)


def keys_and_screens(folder: Path) -> list[Row]:
    """A key on a scenario screen, and changes of screen, against the hello-world app's."""
    with Terminal(game(folder)) as ours, Terminal([PYTHON, "-m", "benchmarks.hello"]) as theirs:
        ours.wait_for("Own the problem", ours.started)
        theirs.wait_for("hello world", theirs.started)

        def changed(terminal: Terminal, key: bytes, text: str) -> float:
            taken = terminal.press_for(key, text)
            terminal.press(b"q")
            return taken

        rows = []
        for name, key, text in SCREENS:
            ours_and_theirs = in_turn(
                partial(changed, ours, key, text), partial(changed, theirs, b"n", "second screen"), ROUNDS
            )
            rows.append(Row(f"change of screen, home to {name}", *_against_push(*ours_and_theirs), 1.5))
        for _ in range(4):  # from the third phase up, past what is due, to what to go on with
            ours.press(UP)
        ours.press_for(b"\r", "leave")
        ours.press(DOWN)  # to the first option: from here there is always one to go to
        arrows = iter([DOWN, UP] * KEYS)
        counts = iter([DOWN] * 2 * KEYS)
        keys = in_turn(lambda: ours.press(next(arrows)), lambda: theirs.press(next(counts)), KEYS)
    return [*rows, Row("key to repaint, scenario screen", keys[0], "hello-world app", keys[1], 3)]


def first_visits(folder: Path) -> list[Row]:
    """The same changes of screen in a game that has been opened this moment: the page has to be made, and its
    modules may have to be read."""

    def opened(command: list[str], ready: str, key: bytes, text: str) -> float:
        with Terminal(command) as terminal:
            terminal.wait_for(ready, terminal.started)
            return terminal.press_for(key, text)

    hello = [PYTHON, "-m", "benchmarks.hello"]
    rows = []
    for name, key, text in SCREENS:
        ours_and_theirs = in_turn(
            partial(opened, game(folder), "Own the problem", key, text),
            partial(opened, hello, "hello world", b"n", "second screen"),
            VISITS,
        )
        rows.append(Row(f"first visit, home to {name}", *_against_push(*ours_and_theirs)))
    return rows


def _against_push(ours: float, theirs: float) -> tuple[float, str, float]:
    return ours, "push_screen of one Static", theirs


def keys_on_a_slow_disk(folder: Path) -> Row:
    """An arrow while a changed setting is on its way to a disk that takes 200 ms a sync, against the same on
    the disk as it is."""
    slow, fast = folder / "slow", folder / "fast"
    for own in (slow, fast):
        make_player(own, runs=1)
    hindered = [PYTHON, "-m", "benchmarks.slow", *game(slow)[3:]]
    with Terminal(hindered) as ours, Terminal(game(fast)) as theirs:
        for terminal in (ours, theirs):
            terminal.wait_for("Own the problem", terminal.started)
            terminal.press_for(b"s", "No motion")

        def after_a_save(terminal: Terminal, arrow: bytes) -> float:
            terminal.press(b"\r")  # a setting changes, and is saved with two syncs
            return terminal.press(arrow)

        arrows, others = iter([DOWN, UP] * KEYS), iter([DOWN, UP] * KEYS)
        keys = in_turn(
            lambda: after_a_save(ours, next(arrows)), lambda: after_a_save(theirs, next(others)), KEYS
        )
    return Row("key to repaint, fsync of 200 ms", keys[0], "the same with the disk as it is", keys[1], 1.25)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_player(folder, runs=200, evidence=500)
        rows = [version(), first_frame(folder), *keys_and_screens(folder), *first_visits(folder)]
        rows.append(keys_on_a_slow_disk(folder))
    print(f"medians of {ROUNDS} rounds ({KEYS} keys), measured in turn; Python {sys.version.split()[0]}")
    for row in rows:
        print(row)
    for line in saving.report():
        print(line)


if __name__ == "__main__":
    main()
