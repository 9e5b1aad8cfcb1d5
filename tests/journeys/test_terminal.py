"""Whole stories through a real terminal, with the content that the game comes with."""

from __future__ import annotations

from pathlib import Path

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
    terminal.shows("Why this way?", "enter decide")
    terminal.rest()
    for _ in range(decisions):
        terminal.answer()
        terminal.question()
    return terminal


def test_from_a_new_player_to_the_debrief_with_a_pause(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        place(terminal)
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
        terminal.shows("1 of 2 played")
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
        assert question(terminal) == left


def test_a_kill_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    with begun(tmp_path, decisions=2) as terminal:
        left = question(terminal)
        assert terminal.kill() == -9
    with begun(tmp_path, decisions=0) as terminal:
        assert question(terminal) == left


def test_a_kill_while_the_consequence_is_read_keeps_the_decision(tmp_path: Path) -> None:
    with begun(tmp_path, decisions=0) as terminal:
        first = question(terminal)
        terminal.answer()
        terminal.kill()
    with begun(tmp_path, decisions=0) as terminal:
        assert question(terminal) != first
        terminal.press("p")
        terminal.shows("The way so far")
