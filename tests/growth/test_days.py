"""Days as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladderquest.growth.days import FURTHEST, day_of, due_day, parsed, told

TODAY = date(2026, 11, 20)
"""A Friday."""

DUE = {
    "": None,
    "  ": None,
    "some day": None,
    "2026-12-01": date(2026, 12, 1),
    "2026-12-1": date(2026, 12, 1),
    "today": TODAY,
    " Tomorrow ": date(2026, 11, 21),
    "saturday": date(2026, 11, 21),
    "Mon": date(2026, 11, 23),
    "thursday": date(2026, 11, 26),
    "friday": date(2026, 11, 27),
    "next friday": date(2026, 11, 27),
    "by friday": date(2026, 11, 27),
    "next week": date(2026, 11, 27),
    "in 3 days": date(2026, 11, 23),
    "two weeks": date(2026, 12, 4),
    "in a month": date(2026, 12, 20),
    "next month": date(2026, 12, 20),
    "in 3 months": date(2027, 2, 20),
    "in a quarter": date(2027, 2, 20),
    "in a year": date(2027, 11, 20),
}


@pytest.mark.parametrize("typed", DUE, ids=repr)
def test_when_something_is_due(typed: str) -> None:
    assert due_day(typed, TODAY) == DUE[typed]


def test_a_month_that_is_shorter_ends_on_its_last_day() -> None:
    assert due_day("in 1 month", date(2027, 1, 31)) == date(2027, 2, 28)
    assert due_day("in 13 months", date(2026, 12, 31)) == date(2028, 1, 31)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("yesterday", "'yesterday' is no day that can be read: type a date"),
        ("soon", "'soon' is no day"),
        ("in some weeks", "'in some weeks' is no day"),
        ("2026-11-19", "2026-11-19 is past: where you are it is 2026-11-20."),
        ("2026-02-30", "There is no 2026-02-30 in the calendar"),
        ("0000-01-01", "is past"),
        ("2036-11-22", "more than ten years ahead"),
        ("in 9999 years", "more than ten years ahead"),
        ("in 9999 weeks", "more than ten years ahead"),
        ("in 99999 days", "is no day"),
        ("20261201", "is no day"),
        ("２０２６-１２-０１", "is no day"),
        ("x" * 100_000, f"'{'x' * 40}…' is no day"),
    ],
    ids=lambda text: text[:20],
)
def test_what_cannot_be_due(typed: str, says: str) -> None:
    with pytest.raises(ValueError) as refused:
        due_day(typed, TODAY)
    assert says in str(refused.value)
    assert len(str(refused.value)) < 250


@given(st.text(max_size=30), st.dates(date(1980, 1, 1), date(2200, 1, 1)))
def test_whatever_is_typed_is_a_day_from_today_on_or_a_sentence(typed: str, today: date) -> None:
    says, due = "", None
    try:
        due = due_day(typed, today)
    except ValueError as error:
        says = str(error)
    assert says == "" or (due is None and says.endswith("."))
    assert due is None or today <= due <= today + timedelta(days=FURTHEST)


@given(st.integers(0, FURTHEST), st.dates(date(1980, 1, 1), date(2200, 1, 1)))
def test_a_date_that_was_kept_is_read_as_itself(ahead: int, today: date) -> None:
    day = today + timedelta(days=ahead)
    assert due_day(day.isoformat(), today) == day
    assert day_of(today.isoformat(), day) == today


def test_when_something_has_happened() -> None:
    assert day_of("today", TODAY) == TODAY
    assert day_of("Yesterday", TODAY) == date(2026, 11, 19)
    assert day_of("1970-01-01", TODAY) == date(1970, 1, 1)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "There is no day yet: type the day as 2026-01-31, or `today` or `yesterday`."),
        ("2026-11-21", "2026-11-21 is still to come: where you are it is 2026-11-20."),
        ("1969-12-31", "1969-12-31 is before 1970"),
        ("tomorrow", "is no day that can be read"),
        ("31.01.2026", "type the day as 2026-01-31"),
        ("2026-13-01", "There is no 2026-13-01 in the calendar"),
    ],
)
def test_what_cannot_have_happened(typed: str, says: str) -> None:
    with pytest.raises(ValueError) as refused:
        day_of(typed, TODAY)
    assert says in str(refused.value)


def test_the_day_is_that_of_the_players_own_calendar() -> None:
    moment = datetime(2026, 11, 20, 11, 30, tzinfo=UTC)
    auckland = moment.astimezone(timezone(timedelta(hours=13))).date()
    honolulu = moment.astimezone(timezone(timedelta(hours=-12))).date()
    assert day_of("2026-11-21", auckland) == date(2026, 11, 21)
    assert day_of("today", honolulu) == date(2026, 11, 19)
    with pytest.raises(ValueError):
        day_of("2026-11-20", honolulu)


def test_days_are_told_as_people_say_them() -> None:
    days = [TODAY + timedelta(days=ahead) for ahead in (-1, 0, 1, 7)]
    assert [told(day, TODAY) for day in days] == ["yesterday", "today", "tomorrow", "Friday, 2026-11-27"]
    assert (parsed(""), parsed("2026-11-20")) == (None, TODAY)
