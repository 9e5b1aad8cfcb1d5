"""Things to try at work: which are open, by when, and what came of the others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ladderquest.growth.days import due_day, parsed, told
from ladderquest.growth.evidence import MOST
from ladderquest.growth.work import Action
from ladderquest.pack.text import clean

NO_TEXT = "Say what you want to try: an action needs its words."


def ordered(actions: Iterable[Action]) -> list[Action]:
    """The open ones by their day (those for some day behind them), then what was done or dropped, the newest
    first."""
    there = list(actions)
    going = sorted(
        (action for action in there if action.state == "open"),
        key=lambda action: (not action.due, action.due, action.id),
    )
    rest = [action for action in there if action.state != "open"]
    return [*going, *sorted(rest, key=lambda action: (action.changed, action.id), reverse=True)]


def standing(action: Action, today: date) -> str:
    """Where an action stands, in words: ``by Friday, 2026-11-27``, ``was for 2026-11-20``, ``some day``,
    ``done``, ``dropped``."""
    if action.state != "open":
        return action.state
    due = parsed(action.due)
    if due is None:
        return "some day"
    return f"was for {due}" if due < today else f"by {told(due, today)}"


def problems(text: str, due: str, today: date, *, stands: str = "") -> dict[str, str]:
    """``text`` and ``due`` -> what is wrong with them, in a sentence; empty if nothing is. ``stands``: the
    day that the action has already, which may lie behind."""
    found = {}
    if not clean(text).strip():
        found["text"] = NO_TEXT
    elif sentence := too_long(text):
        found["text"] = sentence
    if due.strip() != stands or not stands:
        try:
            due_day(due, today)
        except ValueError as error:
            found["due"] = str(error)
    return found


def too_long(text: str) -> str:
    """A sentence for a text that does not fit; "" for one that does."""
    length = len(clean(text).strip())
    return f"This is {length:,} characters long, and {MOST:,} fit: shorten it." if length > MOST else ""
