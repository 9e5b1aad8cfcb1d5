"""The plan line by line: read, changed, put in order."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from ladderquest.desk import plan as desk_plan
from ladderquest.desk.desk import Desk
from ladderquest.documents.text import to_text
from ladderquest.game import GameError
from ladderquest.growth.plan import HORIZONS, Plan, PlanLine
from ladderquest.growth.work import State
from ladderquest.plain.console import Console, menu, number
from ladderquest.plain.disk import wait

COMMANDS = [
    ("p", "the plan"),
    ("p 3", "line 3 in full"),
    ("p done 3", "it is done; words behind it are its note, here and below"),
    ("p drop 3", "it is dropped"),
    ("p open 3", "it is open again"),
    ("p add WORDS", "a line of your own"),
    ("p text 3 WORDS", "other words for line 3"),
    ("p note 3 WORDS", "a note on it"),
    ("p by 3 friday", "its day: a date, a weekday, `in 2 weeks`; without one it has none"),
    ("p when 3 month", f"another time: {', '.join(HORIZONS)}"),
    ("p up 3", "earlier; `p down 3` is later"),
]
_STATES: dict[str, State] = {"done": "done", "drop": "dropped", "open": "open"}
_WITH_LINE = (*_STATES, "text", "note", "by", "when", "up", "down")


def visit(console: Console, desk: Desk, rest: str) -> None:
    """Do what was typed behind the letter. Raises ``GameError`` for what cannot be done, ``SavesError``."""
    word, _, more = rest.partition(" ")
    made = desk_plan.plan_of(desk)
    if not rest:
        _show(console, desk)
    elif word == "?":
        menu(console, COMMANDS)
    elif number(word) is not None and not more:
        line = _line(made, word)
        menu(console, [("", line.text), ("Why", line.reason), *_more(line)])
    elif word == "add":
        wait(console, desk_plan.add(desk, more))
        _show(console, desk.again())
    elif word in _WITH_LINE:
        which, _, words = more.strip().partition(" ")
        wait(console, _change(desk, made, word, _line(made, which), words.strip()))
        _show(console, desk.again())
    else:
        raise GameError(f"there is no {rest[:40]!r} in the plan: `p ?` lists what there is.")


def _show(console: Console, desk: Desk) -> None:
    console.gap()
    console.as_it_is(to_text(desk_plan.plan_document(desk), console.width))
    console.gap()
    console.say("`p 1` shows a line in full, `p ?` says how to change one.")


def _line(made: Plan, word: str) -> PlanLine:
    place = number(word)
    if place is None or not 1 <= place <= len(made.lines):
        most = len(made.lines)
        raise GameError(f"there is no line {word!r}: the numbers run from 1 to {most}.")
    return made.lines[place - 1]


def _more(line: PlanLine) -> list[tuple[str, str]]:
    found = [("By", line.due)] if line.due else []
    found += [("Note", line.note)] if line.note else []
    found += [("Was", line.suggested)] if line.suggested else []
    found += [("See", f"`x {line.see}`")] if line.see else []
    return found


def _change(desk: Desk, made: Plan, word: str, line: PlanLine, words: str) -> Future[None]:
    if word in _STATES:
        return desk_plan.change(desk, line, state=_STATES[word], note=words or None)
    acts: dict[str, Callable[[], Future[None]]] = {
        "text": lambda: desk_plan.change(desk, line, text=words),
        "note": lambda: desk_plan.change(desk, line, note=words),
        "by": lambda: desk_plan.change(desk, line, due=words),
        "when": lambda: desk_plan.change(desk, line, horizon=words),
        "up": lambda: desk_plan.shift(desk, made.open, line, -1),
        "down": lambda: desk_plan.shift(desk, made.open, line, 1),
    }
    return acts[word]()
