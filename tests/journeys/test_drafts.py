"""Half a page and half a form in a real terminal: however the game ends, both are there again."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.terminal import copy_of_sample, seed_of
from tests.journeys.terminal import Terminal
from tests.pack.pages import EDITS

BEGUN = "It is not handed in yet."
TYPED = "It is not kept as an entry yet."
CTRL_S, CTRL_D = "\x13", "\x04"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copy_of_sample(tmp_path / "own", *EDITS)


def opened(folder: Path, pack: Path, *words: str) -> Terminal:
    """Ada, at the page of the sample."""
    terminal = Terminal(
        folder, "play", "tiny", "--player", "Ada", "--seed", seed_of("disk"), *words, pack=pack
    )
    terminal.shows("What do you write before you look?")
    terminal.rest(0.3)
    return terminal


def line(terminal: Terminal, text: str) -> None:
    """One line, and the prompt that comes when it was read."""
    terminal.press(f"{text}\r")
    terminal.until(lambda: terminal.words.endswith(f"> {text} >"), f"the prompt behind {text!r}")


def ctrl_q(terminal: Terminal) -> None:
    terminal.press("ctrl+q")
    assert terminal.ended() == 0


def ctrl_c(terminal: Terminal) -> None:
    terminal.press("ctrl+c")
    assert terminal.ended() == 130


def ctrl_d(terminal: Terminal) -> None:
    terminal.press(CTRL_D)
    assert terminal.ended() == 0


def sigterm(terminal: Terminal) -> None:
    terminal.signal(signal.SIGTERM)
    assert terminal.ended() == 143


def hung_up(terminal: Terminal) -> None:
    terminal.hang_up()


def killed(terminal: Terminal) -> None:
    """Some seconds after the last key, as a crash or the power would."""
    folder = next(terminal.folder.glob("saves/*"))
    file = folder / "work.json"
    terminal.until(lambda: file.exists() and "half of it" in file.read_text(), "the words on the disk")
    terminal.until(lambda: not [*folder.glob(".*.tmp")], "the end of the save")
    terminal.rest(0.3)
    terminal.kill()


def kept(folder: Path) -> str:
    """What is kept beside the runs, drafts among it."""
    return next(folder.glob("saves/*/work.json")).read_text()


@pytest.mark.parametrize("leave", [ctrl_q, sigterm, hung_up, killed])
def test_half_a_page_is_there_again(tmp_path: Path, pack: Path, leave: Callable[[Terminal], None]) -> None:
    with opened(tmp_path, pack) as terminal:
        terminal.move("enter")
        terminal.press("This is half of it")
        terminal.shows("This is half of it", "5 words")
        leave(terminal)
    with opened(tmp_path, pack) as terminal:
        terminal.shows(BEGUN, "This is half of it", "5 words")
        terminal.move("enter")
        terminal.press(", and this the rest")
        terminal.shows("This is half of it, and this the rest")
        terminal.press(CTRL_S)
        terminal.shows("Wrote 9 words")
        ctrl_q(terminal)
    assert "half of it" not in kept(tmp_path)


@pytest.mark.parametrize("leave", [ctrl_c, ctrl_d, sigterm, hung_up, killed])
def test_half_a_page_is_there_again_line_by_line(
    tmp_path: Path, pack: Path, leave: Callable[[Terminal], None]
) -> None:
    with opened(tmp_path, pack, "--plain") as terminal:
        line(terminal, "This is")
        line(terminal, "half of it")
        leave(terminal)
    with opened(tmp_path, pack, "--plain") as terminal:
        terminal.shows(BEGUN, "This is half of it")
        terminal.press("and the rest\r", ".\r")
        terminal.shows("Handed in: 8 words.")
        terminal.press("q\r")
        assert terminal.ended() == 0
    assert "half of it" not in kept(tmp_path)


@pytest.mark.parametrize("leave", [ctrl_q, sigterm, killed])
def test_half_a_form_is_there_again(tmp_path: Path, pack: Path, leave: Callable[[Terminal], None]) -> None:
    with opened(tmp_path, pack) as terminal:
        terminal.press("q")
        terminal.shows("Go on: The nightly job")
        terminal.rest(0.3)
        terminal.press("g")
        terminal.shows("Before you move on")
        terminal.rest()
        terminal.press("n")
        terminal.shows("Evidence", "new entry")
        terminal.rest()
        terminal.press("today")
        terminal.shows("today")
        terminal.move("\t")  # what is typed with it may reach the field before
        terminal.press("half of it")
        terminal.shows("today", "half of it")
        leave(terminal)
    with Terminal(tmp_path, "--player", "Ada", pack=pack) as terminal:
        terminal.shows("Go on: The nightly job")
        terminal.rest(0.3)
        terminal.press("g")
        terminal.shows("Before you move on", "no evidence yet")
        terminal.rest()
        terminal.press("n")
        terminal.shows(TYPED, "half of it")
        terminal.rest()
        terminal.press("escape")
        terminal.shows("d drops it")
        terminal.press("d")
        terminal.shows("Before you move on")
        terminal.rest()
        terminal.press("n")
        terminal.shows("new entry")
        terminal.rest()
        assert TYPED not in terminal.words
        ctrl_q(terminal)
