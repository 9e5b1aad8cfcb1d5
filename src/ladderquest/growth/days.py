"""Days as people type them, and as they are said: of something that has happened, of something to come.

``today`` is the day in the player's own calendar: at half past eleven at night in Auckland it is a later one
than in London. What is wrong with a day is a ``ValueError`` of one sentence that says what to type."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MINYEAR, date, timedelta

from ladderquest.growth.phrases import counted
from ladderquest.pack.text import clean

FIRST = date(1970, 1, 1)
"""Nobody's evidence is older."""

FURTHEST = 3653
"""Days ahead, ten years: what is due later than that was a slip."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
SOME_DAY = ("", "some day", "someday", "-")
PAST_DAY = "type the day as 2026-01-31, or `today` or `yesterday`"
DUE_DAY = "type a date like 2027-01-31, `tomorrow`, `friday`, `in 2 weeks`, or nothing for some day"

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SPAN = re.compile(r"(?:in )?([0-9]{1,4}|[a-z]+) (day|week|month|quarter|year)s?")
_WORDS = {"a": 1, "an": 1, **{counted(number): number for number in range(1, 13)}}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_LONGEST = 40


def day_of(typed: str, today: date) -> date:
    """The day on which something happened. Raises ``ValueError``."""
    words = _words(typed)
    if not words:
        raise ValueError(f"There is no day yet: {PAST_DAY}.")
    near = {"today": 0, "yesterday": 1}
    day = today - timedelta(days=near[words]) if words in near else _date(words, typed, PAST_DAY)
    if day > today:
        raise ValueError(
            f"{day} is still to come: where you are it is {today}. Give the day on which it happened."
        )
    if day < FIRST:
        raise ValueError(f"{day} is before {FIRST.year}: give the day on which it happened.")
    return day


def due_day(typed: str, today: date) -> date | None:
    """The day by which something is to be done; None for some day. Raises ``ValueError``.

    Understood: a date, ``today``, ``tomorrow``, a weekday (the next one that is not today), ``next week``,
    ``in 3 days``, ``two weeks``, ``in a month``, ``in a quarter``, ``in a year``."""
    words = _words(typed)
    if words in SOME_DAY:
        return None
    day = _ahead(words, today) or _date(words, typed, DUE_DAY)
    if day < today:
        raise ValueError(f"{day} is past: where you are it is {today}. Give a day from today on.")
    if (day - today).days > FURTHEST:
        raise ValueError(f"{day} is more than ten years ahead: give an earlier day.")
    return day


def told(day: date, today: date) -> str:
    """A day as it is said: ``today``, ``tomorrow``, ``Friday`` within a week, else the weekday and the
    date."""
    ahead = (day - today).days
    if ahead in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[ahead + 1]
    name = WEEKDAYS[day.weekday()]
    return f"{name}, {day}"


def parsed(day: str) -> date | None:
    """A kept day; None for "" and for what is none."""
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _words(typed: str) -> str:
    return " ".join(clean(typed, lines=False).casefold().split())


def _date(words: str, typed: str, how: str) -> date:
    found = _ISO.fullmatch(words)
    shown = clean(typed, lines=False).strip()
    shown = shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"
    if found is None:
        raise ValueError(f"'{shown}' is no day that can be read: {how}.")
    year, month, day = map(int, found.groups())
    try:
        return date(max(year, MINYEAR), month, day)
    except ValueError:
        raise ValueError(f"There is no {shown} in the calendar: {how}.") from None


def _ahead(words: str, today: date) -> date | None:
    """What a few words say of a day to come; None for others, and for what is beyond every calendar."""
    near = {"today": 0, "tomorrow": 1, "next week": 7}
    if words in near:
        return today + timedelta(days=near[words])
    weekday = words.removeprefix("on ").removeprefix("next ").removeprefix("by ")
    for number, name in enumerate(WEEKDAYS):
        if weekday in (name.casefold(), name[:3].casefold()):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    found = _SPAN.fullmatch(words.replace("next ", "a ") if words.startswith("next ") else words)
    if found is None or not (found[1].isdecimal() or found[1] in _WORDS):
        return None
    count = int(found[1]) if found[1].isdecimal() else _WORDS[found[1]]
    try:
        if found[2] in _MONTHS:
            return _months_on(today, count * _MONTHS[found[2]])
        return today + timedelta(days=count * (7 if found[2] == "week" else 1))
    except (OverflowError, ValueError):
        return date.max  # far beyond ten years, and said to be


def _months_on(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
