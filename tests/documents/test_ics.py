"""iCalendar, read by the package of that name."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from ladderquest.documents.document import Dated, Dates, Document, Paragraph
from ladderquest.documents.ics import to_ics
from tests.documents.inventing import TRICKY, dated, words

NOW = datetime(2026, 11, 25, 18, 30, tzinfo=timezone(timedelta(hours=2)))


def read(written: str) -> Calendar:
    found = Calendar.from_ical(written)
    assert isinstance(found, Calendar)
    return found


def one(each: Dated) -> dict[str, object]:
    calendar = read(to_ics(Document("Mine", (Dates((each,)),)), NOW))
    assert [error for event in calendar.events for error in event.errors] == []
    (event,) = calendar.events
    assert {component.name for component in calendar.walk()} == {"VCALENDAR", "VEVENT"}
    return {key: event.decoded(key) for key in event} | {"texts": event}


@pytest.mark.parametrize("text", TRICKY, ids=range(len(TRICKY)))
def test_whatever_it_looks_like_it_is_a_text(text: str) -> None:
    event = one(Dated("x", "2026-11-25", text, text))["texts"]
    assert words(str(event["SUMMARY"])) == words(text)  # type: ignore[index]
    assert words(str(event["DESCRIPTION"])) == words(text)  # type: ignore[index]


@given(dated)
def test_what_goes_in_comes_out(each: Dated) -> None:
    found = one(each)
    event = found["texts"]
    assert str(event["UID"]) == f"{each.id}@ladderquest"  # type: ignore[index]
    assert words(str(event["SUMMARY"])) == words(each.title)  # type: ignore[index]
    assert words(str(event.get("DESCRIPTION", ""))) == words(each.note)  # type: ignore[attr-defined]
    assert found["DTSTART"] == date.fromisoformat(each.day)


def test_an_event_takes_the_whole_day_and_leaves_it_free() -> None:
    written = to_ics(Document("Mine", (Dates((Dated("x", "2026-11-25", "Hand in"),)),)), NOW)
    assert "DTSTART;VALUE=DATE:20261125\r\n" in written
    assert "TRANSP:TRANSPARENT\r\n" in written
    assert "X-WR-CALNAME:Mine\r\n" in written
    assert "\n" not in written.replace("\r\n", "")
    assert max(len(line.encode()) for line in written.split("\r\n")) <= 75


def test_a_second_calendar_takes_the_place_of_the_first() -> None:
    first = one(Dated("x", "2026-11-25", "Hand in"))
    document = Document("Mine", (Dates((Dated("x", "2026-12-01", "Hand it in"),)),))
    (second,) = read(to_ics(document, NOW + timedelta(hours=1))).events
    assert second.decoded("UID") == first["UID"]
    assert first["DTSTAMP"] == datetime(2026, 11, 25, 16, 30, tzinfo=UTC)
    assert second.decoded("DTSTAMP") == datetime(2026, 11, 25, 17, 30, tzinfo=UTC)


@given(st.lists(dated, min_size=1, max_size=5, unique_by=lambda each: each.id))
def test_every_date_is_an_event(dates: list[Dated]) -> None:
    parts = (Dates(tuple(dates[:2])), Paragraph("x"), Dates(tuple(dates[2:])))
    events = read(to_ics(Document("Mine", parts), NOW)).events
    assert [str(event["UID"]) for event in events] == [f"{each.id}@ladderquest" for each in dates]


def test_a_document_without_dates_is_refused() -> None:
    with pytest.raises(ValueError, match="no date"):
        to_ics(Document("T", (Dates(()),)), NOW)


@pytest.mark.parametrize("day", ["2026-02-30", "20261125", "2026-W01-1", "", "tomorrow", "2026-11-25T10:00"])
def test_a_day_that_no_calendar_has_is_refused(day: str) -> None:
    with pytest.raises(ValueError):
        Dated("x", day, "Hand in")
