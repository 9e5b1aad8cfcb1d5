"""What a mentor and a facilitator need of a scenario; apart from it, since what is played never holds it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from ladderquest.pack.base import Line, Name, Slug, Struct

Minutes = Annotated[int, Meta(ge=1, le=60)]


class Talk(Struct, frozen=True, kw_only=True):
    """A stretch of a conversation between a mentor and an engineer who has played: what to ask, and what to
    listen for in the answer."""

    minutes: Minutes
    title: Line
    ask: str
    listen: str = ""


class Stop(Struct, frozen=True, kw_only=True):
    """A decision at which a room stops: the scene, what to put to the room between the two votes, what rooms
    are likely to argue about, and what to draw out of those who are fewer."""

    scene: Name
    minutes: Minutes
    prompt: str
    argue: str
    minority: str


class Guide(Struct, frozen=True, kw_only=True):
    """The guide of one scenario; ``id`` is that of the scenario. ``brief`` is the mentor's page: what it is
    about, what differs between the worlds, where people stumble. ``one_to_one`` is a script of 30 minutes.
    ``room`` are three or four stops, with ``opening`` and ``close`` 45 minutes altogether."""

    id: Slug
    brief: str
    one_to_one: tuple[Talk, ...]
    opening: str
    opening_minutes: Minutes
    room: tuple[Stop, ...]
    close: str
    close_minutes: Minutes
