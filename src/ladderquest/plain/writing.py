"""Several answers in a row: a question a field, each said again until what stands there will do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ladderquest.plain.console import Console, InputEnded

LEAVE, EMPTY, MORE = "/q", "-", "\\"
HOW = f"One line a question; after {MORE} it goes on in the next one. `{LEAVE}` leaves and keeps nothing."
HOW_TO_EDIT = f"{HOW} An empty line leaves a field as it is, `{EMPTY}` empties it."
LOST = "What you had begun to write is not kept."


class Left(Exception):
    """The player left what they were writing."""


class Question(NamedTuple):
    """A field: its name, what is asked, what stands there already, and what is wrong with an answer ("" if
    nothing is)."""

    name: str
    asks: str
    stands: str
    problem: Callable[[str], str]


def ask_all(console: Console, questions: Sequence[Question]) -> dict[str, str]:
    """Name -> answer. Raises ``Left``, and ``InputEnded`` after a word on what is lost by it."""
    answers: dict[str, str] = {}
    try:
        for question in questions:
            answers[question.name] = ask_one(console, question)
    except InputEnded:
        console.say(LOST)
        raise
    return answers


def ask_one(console: Console, question: Question) -> str:
    """One answer that will do. Raises ``Left`` and ``InputEnded``."""
    console.say(question.asks)
    if question.stands:
        console.say(f"  now: {' '.join(question.stands.split())}")
    while True:
        answer = _lines(console)
        if answer == LEAVE:
            raise Left
        if not answer:
            answer = question.stands
        elif answer == EMPTY:
            answer = ""
        wrong = question.problem(answer)
        if not wrong:
            return answer
        console.say(wrong)


def sure(console: Console, what: str) -> bool:
    """Whether a question is answered with yes. Raises ``InputEnded``."""
    console.say(f"{what} y does it, anything else does not.")
    return console.ask().lower() in ("y", "yes")


def _lines(console: Console) -> str:
    lines = [console.ask()]
    while lines[-1].endswith(MORE):
        lines[-1] = lines[-1].removesuffix(MORE).rstrip()
        lines.append(console.ask())
    return "\n".join(lines).strip()
