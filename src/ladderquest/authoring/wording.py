"""What an edit is called, and what it can do to a save by its nature."""

from __future__ import annotations

from typing import Any, Literal

from ladderquest.authoring.differences import GONE, Change, Ids
from ladderquest.pack.findings import excerpt

__all__ = ["DECLARED", "Kind", "called", "may_move", "short"]

Kind = Literal["text", "added", "removed", "changed", "renamed"]

DECLARED = frozenset(
    {"cast", "memories", "recalls", "variables", "worlds", "clues", "artefacts", "later", "endings"}
    | {"scenes", "options", "claims", "remembers", "rubric"}
)
"""Lists to which an entry can be added without any save noticing: it is asked for by its id or not at all.
Not so a look (a visit is over when no look is open), a result (the first that holds counts), a place (its
line is no other line any more) or an item (all of the amount is given, and every item named)."""

_FIELDS: dict[str, frozenset[str]] = {
    "scenario": frozenset({"start"}),
    "variables": frozenset({"initial", "min", "max"}),
    "memories": frozenset({"initial", "min", "max"}),
    "artefacts": frozenset({"text"}),
    "places": frozenset({"at"}),
    "later": frozenset({"effect"}),
    "scenes": frozenset({"enter", "goto", "effect", "budget", "limit", "artefact", "exhibits", "total"}),
    "options": frozenset({"when", "effect", "goto"}),
    "results": frozenset({"when", "effect", "goto"}),
    "looks": frozenset({"when", "effect", "cost"}),
    "claims": frozenset({"when"}),
    "items": frozenset({"steps", "least", "most"}),
}
"""Fields on which it depends where a story goes. All others are words, or what decisions are worth."""

_NOUNS = {
    "recalls": "recalled memory",
    "variables": "variable",
    "worlds": "world",
    "clues": "clue",
    "artefacts": "artefact",
    "places": "place",
    "later": "delayed block",
    "endings": "ending",
    "scenes": "scene",
    "options": "option",
    "results": "result",
    "looks": "look",
    "claims": "claim",
    "items": "item",
    "rubric": "question",
    "remembers": "remembered memory",
    "memories": "memory",
    "cast": "member of the cast",
}


def may_move(change: Change) -> bool:
    """Whether a save could notice. What this denies, no run may prove."""
    owner = change.path[-2]
    if change.kind == "added":
        return owner not in DECLARED
    if change.kind == "removed":
        return owner not in ("endings", "remembers", "rubric", "cast", "memories")
    if change.kind == "order":
        return change.path[-1] == "results"
    if owner == "scenes":
        return True  # another move
    if owner == "facts":
        return True
    lists = change.path[-3] if len(change.path) > 2 else owner
    return change.path[-1] in _FIELDS.get(lists, ())


def called(change: Change) -> str:
    """What a difference is about: ``the effect of option 'wait' in scene 'desk'``."""
    if change.kind == "order":
        return f"the order of the {change.path[-1]}{_within(change.path[:-1])}"
    if change.kind in ("added", "removed") or change.path[-2] == "scenes":
        thing = _entry(change.path)
        return f"the move of {thing}" if change.kind == "changed" else thing
    if change.path[-2] == "facts":
        return f"fact `{change.path[-1]}`{_within(change.path[:-2])}"
    return f"`{change.path[-1]}`{_within(change.path[:-1])}"


def short(value: Any) -> str:
    """A value as one can quote it: ``days -= 1``, ``3``, ``nothing``."""
    if value is GONE or value in ("", ()):
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    return f"`{excerpt(value)}`" if isinstance(value, str) else str(value)


def _entry(path: Ids) -> str:
    return f"{_NOUNS[path[-2]]} {path[-1]!r}{_within(path[:-2], ' in ')}"


def _within(path: Ids, joint: str = " of ") -> str:
    """What something is a part of; "" for the scenario itself."""
    return f"{joint}{_entry(path)}" if len(path) > 1 and path[-2] in _NOUNS else ""
