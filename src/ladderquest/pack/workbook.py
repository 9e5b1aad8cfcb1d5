"""Written work, and what players come back for: exercises, and the days on which they are due."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from ladderquest.pack.base import Calculator, Line, Slug, Slugs, Struct


class Criterion(Struct, frozen=True, kw_only=True):
    """A line of a rubric: what is looked at, and how a strong, a fair and a missing answer to it look."""

    id: Slug
    text: Line
    strong: str
    fair: str
    missing: str


class Part(Struct, frozen=True, kw_only=True):
    """One thing to write."""

    id: Slug
    ask: str
    starter: str = ""


class Exercise(Struct, frozen=True, kw_only=True):
    """Written work: written first, then compared. ``hints`` open one at a time, ``model`` only behind the own
    words. ``speak`` is how many seconds it should take aloud, 0 where it is only read; ``calculator`` names
    the one that lies beside it. ``phase`` 0 is for work that fits every phase."""

    id: Slug
    title: Line
    phase: Annotated[int, Meta(ge=0, le=4)]
    minutes: Annotated[int, Meta(ge=1, le=60)]
    about: str
    parts: tuple[Part, ...]
    hints: tuple[str, ...]
    model: str
    rubric: tuple[Criterion, ...]
    speak: Annotated[int, Meta(ge=0, le=600)] = 0
    calculator: Calculator | None = None
    traps: Slugs = ()
    practises: Slugs = ()
    source: Slug


class Comeback(Struct, frozen=True, kw_only=True):
    """Something to come back for, so many days after the player started. With an ``exercise`` it is done when
    that has been written on that day or after it; else when the player says so."""

    id: Slug
    day: Annotated[int, Meta(ge=0, le=365)]
    title: Line
    text: str
    exercise: Slug | None = None
    source: Slug


class Workbook(Struct, frozen=True, kw_only=True):
    """What ``exercises/`` and ``comebacks.yaml`` hold; a pack may have none of it."""

    exercises: tuple[Exercise, ...] = ()
    comebacks: tuple[Comeback, ...] = ()
