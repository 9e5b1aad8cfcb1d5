"""A report, built once by the part that knows its meaning; every format writes any of them.

All text is plain: no markup language, nothing to escape. It has been cleaned where it entered. Within a
text a blank line starts a new paragraph; a single line break is a space, so that prose flows anew at every
width. Only a line that begins with two spaces or more stays a line (a quoted log).
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Literal

import msgspec

Role = Literal["", "quiet", "quote", "trap", "dodge", "accent"]
"""What a paragraph is, beyond its words. A format may colour or indent it; no role carries meaning alone."""


class Part(msgspec.Struct, frozen=True, tag=True):
    """Base of the parts of a document."""


class Heading(Part, frozen=True):
    """A heading. ``level`` 1 opens a section, 2 something within it."""

    level: Literal[1, 2]
    text: str


class Paragraph(Part, frozen=True):
    """Prose."""

    text: str
    role: Role = ""


class Bullets(Part, frozen=True):
    """A list without an order that matters."""

    items: tuple[str, ...]


class Entries(Part, frozen=True):
    """(label, text) pairs, labels in a column on the left: a timeline, or points by name. A label may be
    empty: its text then belongs to the entry above."""

    entries: tuple[tuple[str, str], ...]


class Table(Part, frozen=True):
    """Rows under a header. Raises ``ValueError`` for a row of another length than the header's."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.header):
                raise ValueError(f"row {number} has {len(row)} cells under a header of {len(self.header)}")


_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def is_day(text: str) -> bool:
    """Whether ``text`` is a day of the calendar as ISO 8601 writes it, with hyphens."""
    found = _DAY.fullmatch(text)
    if found is None:
        return False
    year, month, day = map(int, found.groups())
    return year > 0 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


class Dated(msgspec.Struct, frozen=True):
    """Something on a day. ``id`` stays the same for the same thing, so that a calendar that has it already
    moves it instead of showing it twice; ``day`` is ISO 8601 (``2026-11-25``). Raises ``ValueError`` for a
    day that no calendar has."""

    id: str
    day: str
    title: str
    note: str = ""

    def __post_init__(self) -> None:
        if not is_day(self.day):
            raise ValueError(f"{self.day!r} is not a day as in 2026-11-25")


class Dates(Part, frozen=True):
    """Days with what is on them, in the order in which they are read."""

    dates: tuple[Dated, ...]

    def entries(self) -> Entries:
        """The same to read: the day is the label."""
        texts = (f"{each.title}\n\n{each.note}" if each.note.strip() else each.title for each in self.dates)
        return Entries(tuple((each.day, text) for each, text in zip(self.dates, texts, strict=True)))

    def table(self) -> Table:
        """The same in columns."""
        return Table(("Day", "What", "Note"), tuple((each.day, each.title, each.note) for each in self.dates))


AnyPart = Heading | Paragraph | Bullets | Entries | Table | Dates


class Document(msgspec.Struct, frozen=True):
    """A whole report."""

    title: str
    parts: tuple[AnyPart, ...]
