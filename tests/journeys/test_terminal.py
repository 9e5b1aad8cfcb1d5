"""Whole stories through a real terminal, with the content that the game comes with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import SAMPLE
from tests.journeys.terminal import Terminal


def place(terminal: Terminal, name: str = "Ada") -> None:
    """A new player, through placement to the ladder."""
    terminal.shows("What shall we call you?")
    terminal.press(name, "enter")
    terminal.shows("1 of 5")
    terminal.press("y")
    terminal.shows("a sentence is enough")
    terminal.press("Chunk overlap, reviewed by Tomasz in May.", "enter")
    for number in range(2, 6):
        terminal.shows(f"{number} of 5")
        terminal.press("n")
    terminal.shows("Where to start", "One of five with a case.", "Phase 1")
    terminal.press("enter")
    terminal.shows("Begin: Why this way?")
    terminal.rest()


def question(terminal: Terminal) -> list[str]:
    """The line at which the story stands: title and text, without what the keys' line says."""
    return [line for line in terminal.lines[:-1] if line]


def begun(folder: Path, *, decisions: int = 1) -> Terminal:
    """Ada, in the middle of *Why this way?*, before a question."""
    terminal = Terminal(folder, "play", "why-this-way", "--player", "Ada", "--seed", "7")
    terminal.shows("Why this way?", "q leave")
    terminal.rest()
    for _ in range(decisions):
        terminal.answer()
        terminal.question()
    return terminal


def test_from_a_new_player_to_the_debrief_with_a_pause(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        place(terminal)
        terminal.move("enter")  # placement has left the pointer on the first phase
        terminal.shows("Phase 1:", "1 Why this way?", "enter play")
        terminal.move("enter")
        terminal.shows("Why this way?", "enter decide")
        terminal.rest()
        for _ in range(3):
            terminal.answer()
            terminal.question()
        left = question(terminal)
        terminal.press("q")
        terminal.shows("Go on: Why this way?")
        terminal.press("q")
        assert terminal.ended() == 0

    with Terminal(tmp_path) as terminal:
        terminal.shows("Go on: Why this way?", "Ada")
        terminal.rest()
        terminal.move("enter")
        terminal.until(lambda: question(terminal) == left, "the same line")
        for _ in range(200):
            if not terminal.answer():
                break
        terminal.shows("debrief", "read on")
        terminal.until(lambda: terminal.lines[0].startswith(" Why this way?"), "the debrief")
        terminal.press("q")
        terminal.shows("1 of 5 played")
        terminal.press("q")
        assert terminal.ended() == 0


def test_ctrl_c_stops_nothing_and_ctrl_q_loses_nothing(tmp_path: Path) -> None:
    with begun(tmp_path) as terminal:
        left = question(terminal)
        terminal.press("ctrl+c")
        terminal.rest()
        terminal.press("?")
        terminal.shows("Help")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    with begun(tmp_path, decisions=0) as terminal:
        terminal.until(lambda: question(terminal) == left, "the same line")


def test_a_kill_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    with begun(tmp_path, decisions=2) as terminal:
        left = question(terminal)
        assert terminal.kill() == -9
    with begun(tmp_path, decisions=0) as terminal:
        terminal.until(lambda: question(terminal) == left, "the same line")


def test_a_kill_while_the_consequence_is_read_keeps_the_decision(tmp_path: Path) -> None:
    with begun(tmp_path, decisions=0) as terminal:
        time = terminal.lines[0].removeprefix(" Why this way?").strip()
        terminal.answer()
        terminal.shows("space go on")
        terminal.kill()
    with begun(tmp_path, decisions=0) as terminal:
        terminal.press("p")
        terminal.shows("The way so far", time)


def test_a_second_window_looks_and_says_so(tmp_path: Path) -> None:
    with begun(tmp_path) as first:
        left = question(first)
        with Terminal(tmp_path) as second:
            second.shows("This player is open in another window", "Go on: Why this way?")
            second.rest()
            second.move("enter")
            second.shows(" ".join(left[0].split()), "q leave")
            second.press("ctrl+q")
            assert second.ended() == 0
        first.answer()
        first.press("ctrl+q")
        assert first.ended() == 0
    with Terminal(tmp_path) as again:
        again.shows("Go on: Why this way?")
        assert "open in another window" not in again.words
        again.press("enter")
        again.until(lambda: "Go on:" not in again.words, "the story")
        again.rest()
        again.answer()
        again.press("ctrl+q")
        assert again.ended() == 0


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_without_a_screen_is_played_line_by_line(tmp_path: Path, term: str) -> None:
    with Terminal(tmp_path, "play", "why-this-way", "--player", "Ada", "--seed", "7", term=term) as terminal:
        terminal.shows("Why this way?", "1", "2")
        terminal.rest()
        terminal.press("1\r")
        terminal.rest()
        terminal.press("q\r")
        assert terminal.ended() == 0
        assert b"\x1b" not in terminal.raw
        assert b"Saved" in terminal.raw
    with begun(tmp_path, decisions=0) as terminal:  # the same run, in the app
        terminal.press("p")
        terminal.shows("The way so far")


CLIPBOARD, TITLE = "\x1b]52;c;aGFja2Vk\x07", "\x1b]0;owned\x07"


def test_no_name_and_no_pack_reaches_the_terminal_behind_the_screen(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SAMPLE, pack)
    file = pack / "scenarios/phase-1/tiny.yaml"
    text = file.read_text(encoding="utf-8")
    title = "title: The nightly job"
    assert title in text
    bait = '"The \\e]52;c;aGFja2Vk\\anightly \\u202ejob [/][@click=app.quit]x[/]"'
    file.write_text(text.replace(title, f"title: {bait}"), encoding="utf-8")
    with Terminal(tmp_path, "--player", f"E{CLIPBOARD}v{TITLE}e [/]", pack=pack) as terminal:
        terminal.shows("1 of 5")
        terminal.press("y")
        terminal.shows("a sentence is enough")
        terminal.press(f"\x1b[200~The loader {CLIPBOARD} of May\x1b[201~")
        terminal.shows("The loader")
        terminal.rest()
        terminal.press("enter")
        terminal.shows("2 of 5")
        terminal.press("s")
        terminal.shows(
            "Begin: The ]52;c;aGFja2Vknightly job [/][@click=app.quit]x[/]", "E]52;c;aGFja2Vkv]0;ownede [/]"
        )
        terminal.rest()
        terminal.move("enter")
        terminal.shows("Tomáš Bednář forwards a mail", "x[/]")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
    for trick in (b"\x1b]52", b"\x9d52", b"\x1b]0;owned", "\u202e".encode()):
        assert trick not in terminal.raw
