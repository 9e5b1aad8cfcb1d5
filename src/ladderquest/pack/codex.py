"""The reference shelf of a pack: everything about the ladder that is looked up rather than played."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from ladderquest.pack.base import Line, Slug, Slugs, Struct

Link = Annotated[str, Meta(pattern=r"^[a-z]+:[a-z0-9][a-z0-9_.-]*$", max_length=80)]
"""Somewhere else in the codex, as ``kind:id``: ``trap:lone-wolf``, ``phase:2``, ``shelf:patterns``."""

Links = tuple[Link, ...]


class Grade(Struct, frozen=True, kw_only=True):
    """A grade of the individual track, L3 to L8+, side by side with the others by the same fields. ``level``
    is the rung that it belongs to. ``sources`` says by field where it comes from; a field that is "" is in
    none of them."""

    id: Slug
    grade: Line
    title: Line
    level: Slug | None = None
    experience: str = ""
    reach: str = ""
    scope: str
    autonomy: str
    impact: str
    influence: str = ""
    project: str = ""
    differentiator: str = ""
    blocker: str = ""
    sources: dict[Slug, Slug]


class Rank(Struct, frozen=True, kw_only=True):
    """A rank of the management track. ``reports`` is how many people."""

    id: Slug
    title: Line
    scope: str
    reports: Line
    focus: str
    source: Slug


class Milestone(Struct, frozen=True, kw_only=True):
    """One thing to have done."""

    id: Slug
    text: str


class Milestones(Struct, frozen=True, kw_only=True):
    """Things to have done by some time before a level, as ``when`` says."""

    id: Slug
    title: Line
    when: Line
    level: Slug
    items: tuple[Milestone, ...]
    source: Slug


class Roadblock(Struct, frozen=True, kw_only=True):
    """A way of being stuck: why it happens, and what unlocks it."""

    id: Slug
    title: Line
    mechanism: str
    unlocks: str
    trap: Slug | None = None
    phases: tuple[int, ...] = ()
    source: Slug


class Figure(Struct, frozen=True, kw_only=True):
    """A number with where and when it is from; every other place names it, as ``{figure.<id>}``."""

    id: Slug
    about: Line
    says: Line
    source: Slug


class Point(Struct, frozen=True, kw_only=True):
    """One named thing about an entry of a shelf."""

    label: Line
    text: str


class Entry(Struct, frozen=True, kw_only=True):
    """One thing on a shelf."""

    id: Slug
    title: Line
    text: str = ""
    points: tuple[Point, ...] = ()
    phases: tuple[int, ...] = ()
    see: Links = ()
    source: Slug | None = None


class Shelf(Struct, frozen=True, kw_only=True):
    """Things of one kind: career patterns, company notes, questions people ask. Entries without a ``source``
    have the shelf's. A ``table`` is shown as one: its entries all have points with the same labels. Entries
    of a shelf with ``moves`` are things to do, which the plan may propose to those in their ``phases``."""

    id: Slug
    title: Line
    about: str
    table: bool = False
    moves: bool = False
    entries: tuple[Entry, ...]
    see: Links = ()
    source: Slug


class Article(Struct, frozen=True, kw_only=True):
    """Something to read. ``text`` is Markdown: paragraphs, ``##`` headings, lists with ``-``, tables."""

    id: Slug
    title: Line
    about: Line
    text: str
    see: Links = ()
    sources: Slugs


class Step(Struct, frozen=True, kw_only=True):
    """What to do next in a dimension for those whose decisions show ``level`` most."""

    level: Slug
    move: str


class Dimension(Struct, frozen=True, kw_only=True):
    """What levels differ in: scope, autonomy, impact, influence. ``signals`` speak of it by its id."""

    id: Slug
    title: Line
    about: str
    steps: tuple[Step, ...] = ()
    source: Slug


class Codex(Struct, frozen=True, kw_only=True):
    """What ``ladder/`` and ``codex/`` hold beside the ladder itself; a pack may have none of it."""

    dimensions: tuple[Dimension, ...] = ()
    grades: tuple[Grade, ...] = ()
    ranks: tuple[Rank, ...] = ()
    milestones: tuple[Milestones, ...] = ()
    roadblocks: tuple[Roadblock, ...] = ()
    figures: tuple[Figure, ...] = ()
    shelves: tuple[Shelf, ...] = ()
    articles: tuple[Article, ...] = ()
