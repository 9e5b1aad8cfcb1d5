"""Days put into buckets that fit their span, and counts over time as a picture in text cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

MOST_BUCKETS = 12
MOST_MARKS = 12
"""Marks on either side of the picture."""

EARLIER = "earlier"
FED, AVOIDED = "▮", "▯"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Bucket(msgspec.Struct, frozen=True):
    """A stretch of time and how many decisions in it fed something, and avoided it."""

    label: str
    fed: int
    avoided: int


class _Kind(NamedTuple):
    """A length of bucket: its number for a day, and the label of a number."""

    name: str

    def number(self, day: date) -> int:
        if self.name == "week":
            return (day.toordinal() - 1) // 7  # weeks begin on Monday, as 1 January of the year 1 did
        months = day.year * 12 + day.month - 1
        return months if self.name == "month" else months // 3

    def label(self, number: int) -> str:
        if self.name == "week":
            first = date.min + timedelta(days=number * 7)
            return f"{first.day:>2} {_MONTHS[first.month - 1]}"
        if self.name == "month":
            return f"{_MONTHS[number % 12]} {number // 12}"
        return f"{number // 4} Q{number % 4 + 1}"


_KINDS = tuple(map(_Kind, ("week", "month", "quarter")))


def buckets(fed: Sequence[date], avoided: Sequence[date], today: date) -> tuple[Bucket, ...]:
    """All time from the first day to ``today`` in weeks, months or quarters: the shortest of which twelve
    are enough. What is older than twelve quarters stands first, as one. A day after ``today`` (a clock was
    wrong, or a player has travelled) counts as today. Nothing for no days."""
    if not fed and not avoided:
        return ()
    days = [[min(day, today) for day in each] for each in (fed, avoided)]
    first = min(min(each, default=today) for each in days)
    kinds = [kind for kind in _KINDS if kind.number(today) - kind.number(first) < MOST_BUCKETS]
    kind = kinds[0] if kinds else _KINDS[-1]
    last = kind.number(today)
    numbers = range(max(kind.number(first), last - MOST_BUCKETS + 1), last + 1)
    cut = kind.number(first) < numbers[0]

    def bucket(number: int) -> Bucket:
        older = cut and number == numbers[0]
        counts = [
            sum(kind.number(day) == number or (older and kind.number(day) < number) for day in each)
            for each in days
        ]
        return Bucket(EARLIER if older else kind.label(number), counts[0], counts[1])

    return tuple(bucket(number) for number in numbers)


def length_of(found: Sequence[Bucket]) -> str:
    """What a row is: ``week``, ``month`` or ``quarter``."""
    label = found[-1].label if found else ""
    return "quarter" if " Q" in label else "month" if label[:3] in _MONTHS else "week"


def picture(found: Sequence[Bucket]) -> list[str]:
    """A row a bucket, the newest last: what was fed to the left of the line, what was avoided to the right,
    each with its count. Nothing for no buckets."""
    if not found:
        return []
    most = max(max(each.fed, each.avoided) for each in found)
    unit = max(1, -(-most // MOST_MARKS))
    room = min(most, MOST_MARKS)
    side = max(room + 1 + len(str(most)), len("avoided"))
    label = max(len(each.label) for each in found)
    lines = [f"{'':<{label}}  {'fed':>{side}} │ avoided"]
    for each in found:
        left = f"{FED * -(-each.fed // unit)} {each.fed}" if each.fed else ""
        right = f"{each.avoided} {AVOIDED * -(-each.avoided // unit)}" if each.avoided else ""
        lines.append(f"{each.label:<{label}}  {left:>{side}} │ {right}".rstrip())
    if unit > 1:
        lines.append(f"A mark stands for up to {unit} decisions.")
    return lines
