"""Several answers in a row: a question a field, each said again until what stands there will do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from ladderquest.plain.console import Console, InputEnded

LEAVE, DROP, EMPTY, MORE = "/q", "/d", "-", "\\"
_LINES = f"One line a question; after {MORE} it goes on in the next one."
_STANDS = f"An empty line leaves a field as it is, `{EMPTY}` empties it."
HOW = f"{_LINES} `{LEAVE}` leaves and keeps nothing."
HOW_TO_EDIT = f"{HOW} {_STANDS}"
WAITS = f"{_LINES} `{LEAVE}` leaves, and what you have typed waits here; `{DROP}` drops it."
WAITS_TO_EDIT = f"{WAITS} {_STANDS}"
LOST = "What you had begun to write is not kept."


class Left(Exception):
    """The player left what they were writing."""


class Dropped(Left):
    """And wants nothing of it kept."""


class Question(NamedTuple):
    """A field: its name, what is asked, what stands there already, and what is wrong with an answer ("" if
    nothing is)."""

    name: str
    asks: str
    stands: str
    problem: Callable[[str], str]


def ask_all(
    console: Console, questions: Sequence[Question], typed: Callable[[str, str], None] | None = None
) -> dict[str, str]:
    """Name -> answer. ``typed`` is told name and answer as they come, to keep them. Raises ``Left``, and
    ``InputEnded``, after a word on what is lost by it where nothing is kept."""
    answers: dict[str, str] = {}
    try:
        for question in questions:
            told = partial(typed, question.name) if typed is not None else None
            answers[question.name] = ask_one(console, question, told)
    except InputEnded:
        if typed is None:
            console.say(LOST)
        raise
    return answers


def ask_one(console: Console, question: Question, typed: Callable[[str], None] | None = None) -> str:
    """One answer that will do; ``typed`` is told each that comes, right or wrong, line by line. Raises
    ``Left`` and ``InputEnded``."""
    console.say(question.asks)
    if question.stands:
        console.say(f"  now: {' '.join(question.stands.split())}")
    while True:
        answer = _lines(console, typed)
        if answer == LEAVE:
            raise Left
        if typed is not None and answer == DROP:
            raise Dropped
        if not answer:
            answer = question.stands
        elif answer == EMPTY:
            answer = ""
        if typed is not None:
            typed(answer)
        wrong = question.problem(answer)
        if not wrong:
            return answer
        console.say(wrong)


def sure(console: Console, what: str) -> bool:
    """Whether a question is answered with yes. Raises ``InputEnded``."""
    console.say(f"{what} y does it, anything else does not.")
    return console.ask().lower() in ("y", "yes")


def _lines(console: Console, typed: Callable[[str], None] | None) -> str:
    lines = [console.ask()]
    while lines[-1].endswith(MORE):
        lines[-1] = lines[-1].removesuffix(MORE).rstrip()
        if typed is not None and any(lines):
            typed("\n".join(lines).strip())
        lines.append(console.ask())
    return "\n".join(lines).strip()
