"""Where a run stands, and what happened on the way there."""

from __future__ import annotations

import msgspec


class State(msgspec.Struct, frozen=True, gc=False):
    """Everything that decides what may come next. Immutable.

    ``values`` holds a whole number for every slot of the program (``Program.value`` reads it by name);
    ``turn`` counts scene entries; ``due`` holds (turn, block) of what is to come; ``spent`` the looks taken
    on this visit."""

    scene: str
    values: tuple[int, ...]
    turn: int = 0
    due: tuple[tuple[int, str], ...] = ()
    spent: tuple[str, ...] = ()
    ending: str | None = None


class Told(msgspec.Struct, frozen=True, gc=False):
    """What happened at once. ``said`` is the caption of what was decided, ``why`` its explanation, for
    those who ask."""

    text: str
    said: str = ""
    why: str = ""


class Changed(msgspec.Struct, frozen=True, gc=False):
    """A visible resource changed."""

    label: str
    before: int
    after: int


class Found(msgspec.Struct, frozen=True, gc=False):
    """A clue was found: its id, the name of its source, and what it says."""

    clue: str
    label: str
    text: str


class Owed(msgspec.Struct, frozen=True, gc=False):
    """A promise to ``who`` was made (``more`` above 0) or kept."""

    who: str
    more: int


class Heard(msgspec.Struct, frozen=True, gc=False):
    """What ``who`` (an id of the cast) took from the decision."""

    who: str
    says: str


class Returned(msgspec.Struct, frozen=True, gc=False):
    """Something set off earlier has come due."""

    block: str
    text: str


class Entered(msgspec.Struct, frozen=True, gc=False):
    """A scene was entered. ``last`` is false for scenes passed through on the way."""

    scene: str
    at: str
    text: str
    last: bool = True


class Ended(msgspec.Struct, frozen=True, gc=False):
    """The run has reached an ending."""

    ending: str
    title: str


Event = Told | Changed | Found | Owed | Heard | Returned | Entered | Ended
