"""Promotion meetings: a scene at the end of a phase in which the cast argues about the player."""

from __future__ import annotations

import re
from typing import Annotated

from msgspec import Meta

from ladderquest.pack.base import Line, Name, Names, Slug, Struct

SLOT = re.compile(r"\{([a-z]*)\}")
"""What stands in a text for something of this player's."""

SLOTS = ("player", "quote", "scenario", "when", "whom", "times")
"""Their name; a decision in their own words, the story it is from and the time in it; whom they promised
something; how often, in words."""

QUOTED = ("fed", "dodged", "shown", "only", "excellent", "contested")
"""What an exchange can be about that has a decision to quote."""

About = Annotated[str, Meta(pattern=r"^(fed|dodged|shown|only|kept|owed|excellent|contested|quiet)$")]
"""What has to be so of the player's decisions: ``fed`` or ``dodged`` a trap; ``shown`` a signal twice or
more; ``only`` this signal twice or more, and none of a higher level in its dimension; a promise ``kept`` or
still ``owed``; an ``excellent`` decision, of the highest rating; a ``contested`` one. ``quiet`` is for any
player."""

Verdict = Annotated[str, Meta(pattern=r"^(fed|little|owed|quiet)$")]


class Voice(Struct, frozen=True, kw_only=True):
    """What one of the cast says."""

    who: Name
    says: str


class Exchange(Struct, frozen=True, kw_only=True):
    """Something said about the player and what others answer, where ``about`` holds. Nobody speaks twice
    running. What it quotes is one decision, which no other exchange quotes then."""

    id: Slug
    about: About
    trap: Slug | None = None
    signal: Slug | None = None
    whom: Name | None = None
    lines: tuple[Voice, ...]


class Closing(Struct, frozen=True, kw_only=True):
    """How it ends. ``fed``: a trap was fed twice or more, and more often than avoided; of several the one fed
    most often. ``little``: nothing speaks for the player. ``owed``: a promise stands open. ``quiet``: none of
    these."""

    id: Slug
    about: Verdict
    trap: Slug | None = None
    whom: Name | None = None
    promoted: bool = False
    lines: tuple[Voice, ...]


class Meeting(Struct, frozen=True, kw_only=True):
    """The meeting that ends a phase. A text may show ``{player}``, ``{quote}``, ``{scenario}``, ``{when}``,
    ``{whom}`` and ``{times}``, each where ``about`` has one."""

    id: Slug
    phase: Annotated[int, Meta(ge=1, le=4)]
    title: Line
    at: Line
    present: Names
    opening: str
    lines: tuple[Voice, ...] = ()
    exchanges: tuple[Exchange, ...]
    closings: tuple[Closing, ...]


class MeetingsFile(Struct, frozen=True, kw_only=True):
    """``meetings.yaml``; a pack may have none."""

    meetings: tuple[Meeting, ...] = ()
