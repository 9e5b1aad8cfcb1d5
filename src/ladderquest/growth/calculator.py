"""The calculator beside the A/B exercise: numbers as people write them, and what follows from them in words.

One rule for rates everywhere: they are per cent, with or without the sign. ``4`` and ``4 %`` are 4 %, and
``0.04`` is 0.04 %. A face shows ``FIELDS`` and asks ``before_told`` and ``after_told`` after every change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil
from typing import Literal, NamedTuple

from ladderquest.growth.experiments import (
    Counts,
    days_for,
    newcombe,
    p_value,
    people_per_arm,
    power_with,
    wald,
)

Kind = Literal["rate", "change", "count"]
Lines = list[tuple[str, str]]
"""(what, how much) from top to bottom; a sentence about a field has an empty ``what``."""

LONGEST = 16
MOST_PEOPLE = 10**12
LETTERS = "0123456789.,%+- "
"""What a field takes in."""
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?|[+-]?[.,]\d+")
_GROUPED = re.compile(r"\d{1,3}(?:[, ]\d{3})+")
_SMALLEST_P = 0.0001
_THIN = 5


class Field(NamedTuple):
    """A number to give. ``rule`` says how it is read; an ``optional`` one may stay empty."""

    id: str
    label: str
    kind: Kind
    rule: str
    start: str = ""
    optional: bool = False


BEFORE: tuple[Field, ...] = (
    Field("baseline", "Rate today", "rate", "per cent: 4 and 4 % are the same", "4 %"),
    Field("change", "Change to find", "change", "0.5: 4 to 4.5 %; 10 %: 4 to 4.4 %", "0.5"),
    Field("alpha", "Significance", "rate", "false alarms you accept, per cent", "5 %"),
    Field("power", "Power", "rate", "how often a real change is found", "80 %"),
    Field("daily", "People a day", "count", "both arms together; may stay empty", "", True),
    Field("people", "People an arm", "count", "that you can have; may stay empty", "", True),
)
AFTER: tuple[Field, ...] = (
    Field("people_a", "A: people", "count", "who saw the old one"),
    Field("hits_a", "A: of them", "count", "who did what is counted"),
    Field("people_b", "B: people", "count", "who saw the new one"),
    Field("hits_b", "B: of them", "count", "who did what is counted"),
)
FIELDS = BEFORE + AFTER


class NotANumber(ValueError):
    """What stands in a field cannot be used; the message is one sentence for the player."""


def start_values() -> dict[str, str]:
    """What the fields begin with, by id."""
    return {field.id: field.start for field in FIELDS}


# --- reading -----------------------------------------------------------------------------------------


def read_rate(field: Field, text: str) -> float:
    """A rate as a fraction between 0 and 1, neither included. Raises ``NotANumber``."""
    number = _number(field, text.replace("%", " ")) / 100
    if not 0 < number < 1:
        raise NotANumber(
            f"{field.label}: {_short(text)} is no rate: give a per cent between 0 and 100, such as 4."
        )
    return number


def read_change(field: Field, text: str, baseline: float) -> float:
    """The rate that ``baseline`` becomes: points added, or with a per cent sign a share of it. Raises
    ``NotANumber``."""
    number = _number(field, text.replace("%", " ")) / 100
    if number == 0:
        raise NotANumber(f"{field.label}: no number of people finds a change of zero; give one that matters.")
    after = baseline * (1 + number) if "%" in text else baseline + number
    if not 0 < after < 1:
        raise NotANumber(
            f"{field.label}: {rate_told(baseline)} would become {rate_told(after)}; a rate stays between "
            "0 and 100 %."
        )
    return after


def read_count(field: Field, text: str) -> int:
    """A whole number of people, 0 included; thousands may be set apart by a comma or a space. Raises
    ``NotANumber``."""
    written = text.strip()
    if not written:
        raise NotANumber(f"{field.label}: a number is missing.")
    if _GROUPED.fullmatch(written):
        written = written.replace(",", "").replace(" ", "")
    if written.startswith("-") and _NUMBER.fullmatch(written):
        raise NotANumber(f"{field.label}: {_short(text)} is less than nobody; give 0 or more.")
    if not (written.isascii() and written.isdecimal()) or len(written) > LONGEST:
        raise NotANumber(f"{field.label}: give a whole number, such as 12,000.")
    if int(written) > MOST_PEOPLE:
        raise NotANumber(f"{field.label}: that is more people than there are; check the digits.")
    return int(written)


def _number(field: Field, text: str) -> float:
    written = text.strip()
    if not written:
        raise NotANumber(f"{field.label}: a number is missing.")
    if len(written) > LONGEST or not _NUMBER.fullmatch(written):
        raise NotANumber(f"{field.label}: {_short(text)} is no number; write it as 4 or 4.5.")
    return float(written.replace(",", "."))


def _short(text: str) -> str:
    return repr(text.strip() if len(text) <= LONGEST else f"{text.strip()[:LONGEST]}…")


# --- results -----------------------------------------------------------------------------------------


def before_told(given: Mapping[str, str]) -> Lines:
    """What a test needs before it begins; one sentence where a field cannot be used."""
    fields = {field.id: field for field in BEFORE}
    try:
        baseline = read_rate(fields["baseline"], given["baseline"])
        after = read_change(fields["change"], given["change"], baseline)
        alpha = read_rate(fields["alpha"], given["alpha"])
        power = read_rate(fields["power"], given["power"])
        if alpha >= power:
            raise NotANumber("Power: it must be higher than the significance, or a coin would do as well.")
        daily, people = (
            read_count(fields[name], given[name]) if given[name].strip() else None
            for name in ("daily", "people")
        )
        if daily == 0 or people == 0:
            raise NotANumber("With nobody coming there is no test: give 1 or more, or leave it empty.")
    except NotANumber as error:
        return [("", str(error))]
    needed = max(1, ceil(people_per_arm(baseline, after, alpha=alpha, power=power)))
    change = f"{rate_told(baseline)} → {rate_told(after)}"
    lines = [("To find", change), ("People an arm", f"{needed:,}, {2 * needed:,} in all")]
    if daily is not None:
        days = days_for(needed, daily)
        lines.append(("Days", f"{days:,}; {ceil(days / 7) * 7:,} in whole weeks"))
    if people is not None:
        found = power_with(baseline, after, people, alpha=alpha)
        lines.append((f"With {people:,} an arm", f"it is found {per_cent(found)} of the time"))
    return lines


def after_told(given: Mapping[str, str]) -> Lines:
    """What a test has come to; nothing while all its fields are empty, one sentence where one cannot be
    used."""
    if not any(given[field.id].strip() for field in AFTER):
        return []
    try:
        alpha = read_rate(next(field for field in BEFORE if field.id == "alpha"), given["alpha"])
        first, second = (_counts(given, arm) for arm in "ab")
    except NotANumber as error:
        return [("", str(error))]
    sure = per_cent(1 - alpha)
    low, high = newcombe(first, second, alpha)
    wide = wald(first, second, alpha)
    lines = [
        ("Rates", f"A {rate_told(first.rate)}, B {rate_told(second.rate)}"),
        ("B minus A", f"{points(second.rate - first.rate)} points{_share(first, second)}"),
        (f"{sure} interval", f"{points(low)} to {points(high)} points by Newcombe"),
        ("the same by Wald", f"{points(wide.low)} to {points(wide.high)} points"),
        ("p, two-sided", p_told(p_value(first, second))),
    ]
    if _is_thin(first, second):
        lines.append(("", "Fewer than five on one side: the p value is rough; go by the Newcombe interval."))
    elif low <= 0 <= high:
        lines.append(("", "Zero lies between them: these numbers fit no difference at all."))
    return lines


def _counts(given: Mapping[str, str], arm: str) -> Counts:
    people_field, hits_field = (field for field in AFTER if field.id.endswith(f"_{arm}"))
    people, hits = (read_count(field, given[field.id]) for field in (people_field, hits_field))
    if people == 0:
        raise NotANumber(f"{people_field.label}: with nobody there is no rate; give 1 or more.")
    if hits > people:
        raise NotANumber(f"{hits_field.label}: {hits:,} of {people:,} is more than all of them.")
    return Counts(hits, people)


def _share(first: Counts, second: Counts) -> str:
    """The difference as a share of the old rate, as dashboards have it."""
    if not first.hits:
        return ""
    return f", {100 * (second.rate / first.rate - 1):+,.1f} % of A's rate"


def _is_thin(first: Counts, second: Counts) -> bool:
    """Whether the normal approximation is out of its depth: the usual rule of five expected a cell."""
    pooled = (first.hits + second.hits) / (first.people + second.people)
    return min(first.people, second.people) * min(pooled, 1 - pooled) < _THIN


# --- numbers in words --------------------------------------------------------------------------------


def rate_told(rate: float) -> str:
    """``4 %``, ``4.45 %``: as many digits as say something, at most three after the point."""
    return f"{_trimmed(rate * 100, 3)} %"


def per_cent(share: float) -> str:
    """``80 %``, ``99.9 %``: a share to one digit, never rounded up to certainty."""
    if share > 0.9995 and share < 1:
        return "more than 99.9 %"
    return f"{_trimmed(share * 100, 1)} %"


def points(difference: float) -> str:
    """A difference of rates in points, with its sign: ``+1.20``, ``-0.05``."""
    text = f"{difference * 100:+.2f}"
    return "0.00" if float(text) == 0 else text


def p_told(value: float) -> str:
    """A p value: ``0.031``, ``below 0.0001``."""
    return (
        f"below {_SMALLEST_P}" if value < _SMALLEST_P else f"{value:.4f}" if value < 0.01 else f"{value:.3f}"
    )


def _trimmed(number: float, digits: int) -> str:
    text = f"{number:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
