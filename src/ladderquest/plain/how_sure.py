"""How sure a player is, asked line by line after an answer and before anything that follows from it."""

from __future__ import annotations

from ladderquest.growth.calibration import ANSWERS, ASKED
from ladderquest.plain.console import Console, InputEnded, menu, number
from ladderquest.plain.moves import NotUnderstood

_HOW = "A number from 1 to 5; an empty line goes on without saying, `b` lets you answer the question again."


def ask_how_sure(console: Console) -> int | None:
    """Per cent, or None for a player who does not say. Where the input ends, the answer before counts
    without. Raises ``NotUnderstood`` for a player who takes that answer back."""
    console.gap()
    console.say(ASKED)
    console.gap()
    menu(console, [(str(n), f"{percent} %, {said}") for n, (percent, said) in enumerate(ANSWERS.items(), 1)])
    console.gap()
    while True:
        try:
            line = console.ask().lower()
        except InputEnded:
            return None
        place = number(line)
        if place is not None and 1 <= place <= len(ANSWERS):
            return list(ANSWERS)[place - 1]
        if line == "b":
            raise NotUnderstood("Taken back. Answer the question again.")
        if line in ("q", "quit", "exit"):
            console.say("Not said. Your answer counts; `q` at the next question leaves.")
            return None
        if not line:
            return None
        console.say(_HOW)
