"""The ladder and the placement as the pack holds them: levels, phases, gates, traps, signals, sources."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from ladderquest.pack.base import Line, Slug, Slugs, Struct


class Source(Struct, frozen=True, kw_only=True):
    """Where a fact comes from; facts name it by id."""

    id: Slug
    title: str
    year: str
    note: str = ""


class Level(Struct, frozen=True, kw_only=True):
    """A rung: what it takes to leave it and where people stay on it."""

    id: Slug
    title: Line
    tenure: str
    unlocks: str
    plateau: str
    source: Slug


Horizon = Annotated[str, Meta(pattern=r"^(week|month|quarter|later)$")]
"""How far off a move of the plan is: this week, this month, this quarter, the quarter after."""


class GateItem(Struct, frozen=True, kw_only=True):
    """One line of a "before you move on" list, or one of the signs that Phase 4 has in place of a gate.
    ``move`` is what one could do to have evidence for it, within ``within``; without it the plan has only the
    gap."""

    id: Slug
    text: str
    move: str = ""
    within: Horizon = "quarter"


class Contrast(Struct, frozen=True, kw_only=True):
    """A row of a phase's from -> to table."""

    dimension: Line
    before: str
    after: str


class Phase(Struct, frozen=True, kw_only=True):
    """One step of the ladder. ``before`` and ``after`` head the columns of ``contrasts``."""

    id: Annotated[int, Meta(ge=1, le=4)]
    title: Line
    slogan: Line
    about: str
    before: Line
    after: Line
    contrasts: tuple[Contrast, ...]
    gate_title: Line
    gate: tuple[GateItem, ...]
    traps: Slugs
    source: Slug


class Family(Struct, frozen=True, kw_only=True):
    """A group of traps, as players first meet them."""

    id: Slug
    title: Line


class Trap(Struct, frozen=True, kw_only=True):
    """A plateau trap: what one does, why good engineers do it, what unlocks it, and when it is right."""

    id: Slug
    family: Slug
    title: Line
    behaviour: str
    mechanism: str
    unlocks: str
    right_when: str
    levels: Slugs
    source: Slug


class Signal(Struct, frozen=True, kw_only=True):
    """What a decision showed of one dimension (scope, autonomy, impact, influence), in words that
    committees use: ``did`` completes "four times you ...", ``level`` is what they call it."""

    id: Slug
    dimension: Slug
    level: Slug
    did: Line


class Ladder(Struct, frozen=True, kw_only=True):
    """Everything under ``content/ladder/``."""

    sources: tuple[Source, ...]
    levels: tuple[Level, ...]
    phases: tuple[Phase, ...]
    families: tuple[Family, ...]
    traps: tuple[Trap, ...]
    signals: tuple[Signal, ...]


class Question(Struct, frozen=True, kw_only=True):
    """A placement question about evidence. ``example`` asks for the concrete case behind a yes."""

    id: Slug
    text: str
    example: Line


class Route(Struct, frozen=True, kw_only=True):
    """Where a count of evidenced answers leads: one phase, or several to choose from."""

    least: int
    most: int
    phases: tuple[int, ...]
    says: str


class Placement(Struct, frozen=True, kw_only=True):
    """``content/placement.yaml``."""

    intro: str
    questions: tuple[Question, ...]
    routes: tuple[Route, ...]
    source: Slug
