"""However the game ends while the disk is slow, in a real terminal: the last decision is not lost."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from threading import Timer

import pytest

from ladderquest.saves import Saves
from tests.journeys.terminal import Terminal

WORD = "The disk is slow. The game closes as soon as the last of it is"


def begun(folder: Path, gate: Path, *words: str) -> Terminal:
    """Ada, before the first question of *Why this way?*."""
    terminal = Terminal(folder, "play", "why-this-way", "--player", "Ada", "--seed", "7", *words, gate=gate)
    terminal.shows("Why this way?", "q leave" if not words else "2")
    terminal.rest(0.3)
    while not words and "space go on" in terminal.lines[-1]:
        terminal.move("space")
    return terminal


def decisions(folder: Path) -> list[int]:
    saves = Saves(folder / "saves")
    with saves.open(saves.players()[0].id) as ada:
        assert not ada.read_only, "whoever has ended has let go of the player"
        assert ada.notices == []
        return [run.decisions for run in ada.runs]


@pytest.fixture
def gate(tmp_path: Path) -> Path:
    return tmp_path / "held"


def ctrl_q(terminal: Terminal) -> None:
    terminal.press("ctrl+q")


def sent(number: int) -> Callable[[Terminal], None]:
    return lambda terminal: terminal.signal(number)


@pytest.mark.parametrize(
    ("leave", "code"),
    [(ctrl_q, 0), (sent(signal.SIGTERM), 143), (sent(signal.SIGINT), 130)],
    ids=["ctrl+q", "SIGTERM", "SIGINT"],
)
def test_the_app_waits_for_the_last_write_and_says_so(
    tmp_path: Path, gate: Path, leave: Callable[[Terminal], None], code: int
) -> None:
    with begun(tmp_path, gate) as terminal:
        gate.touch()
        terminal.press("1", "enter")
        terminal.shows("Saving …")
        leave(terminal)
        terminal.shows(WORD)
        terminal.press("ctrl+c", "ctrl+q", "q")
        terminal.rest(0.3)
        assert WORD in terminal.words
        gate.unlink()
        assert terminal.ended() == code
        assert b"Traceback" not in terminal.raw
    assert decisions(tmp_path) == [1]


def test_a_terminal_that_is_closed_loses_nothing(tmp_path: Path, gate: Path) -> None:
    with begun(tmp_path, gate) as terminal:
        gate.touch()
        terminal.press("1", "enter")
        terminal.shows("Saving …")
        release = Timer(0.2, gate.unlink)
        release.start()
        terminal.hang_up()
        release.join()
    assert decisions(tmp_path) == [1]


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl+c", "SIGTERM"]
)
def test_line_by_line_the_last_write_is_waited_for_whatever_comes(
    tmp_path: Path, gate: Path, number: int, code: int
) -> None:
    with begun(tmp_path, gate, "--plain") as terminal:
        gate.touch()
        terminal.press("1\r")
        terminal.shows("Saving … The disk is slow")
        terminal.signal(number)
        terminal.shows("The game ends as soon as the last answer is saved")
        terminal.press("ctrl+c", "ctrl+c")
        terminal.signal(signal.SIGTERM)
        terminal.rest(0.3)
        gate.unlink()
        assert terminal.ended() == code
        assert b"Traceback" not in terminal.raw
        assert b"Saved. `ladderquest play why-this-way` comes back to this line." in terminal.raw
    assert decisions(tmp_path) == [1]


def test_line_by_line_a_terminal_that_is_closed_loses_nothing(tmp_path: Path, gate: Path) -> None:
    with begun(tmp_path, gate, "--plain") as terminal:
        gate.touch()
        terminal.press("1\r")
        terminal.shows("Saving …")
        release = Timer(0.2, gate.unlink)
        release.start()
        terminal.hang_up()
        release.join()
    assert decisions(tmp_path) == [1]
