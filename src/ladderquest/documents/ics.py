"""The dates of a document as a calendar (RFC 5545): all-day events that leave the day free.

An event has the same UID every time, so that a calendar that has it already takes over what has changed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar, Event

from ladderquest import __version__
from ladderquest.documents.document import Dated, Dates, Document
from ladderquest.documents.prose import line_of
from ladderquest.pack.text import clean

__all__ = ["dates_of", "to_ics"]


def dates_of(document: Document) -> list[Dated]:
    """Everything in the document that is on a day."""
    return [each for part in document.parts if isinstance(part, Dates) for each in part.dates]


def to_ics(document: Document, now: datetime) -> str:
    """The calendar as of ``now`` (with a zone). Raises ``ValueError`` without a date: a calendar without an
    event is none."""
    dates = dates_of(document)
    if not dates:
        raise ValueError("there is no date in this document")
    calendar = Calendar()
    calendar.add("prodid", f"-//LadderQuest//LadderQuest {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", line_of(document.title))
    for each in dates:
        calendar.add_component(_event(each, now.astimezone(UTC)))
    return str(calendar.to_ical(), "utf-8")


def _event(dated: Dated, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{line_of(dated.id)}@ladderquest")
    event.add("dtstamp", now)
    event.add("last-modified", now)
    event.add("dtstart", date.fromisoformat(dated.day))  # a day without an end is that day
    event.add("summary", line_of(dated.title))
    if dated.note.strip():
        event.add("description", clean(dated.note).strip("\n"))
    event.add("transp", "TRANSPARENT")
    return event
