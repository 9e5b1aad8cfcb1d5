"""The clock and the dice of this floor: the time of day, and ids that sort by when they were made."""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, datetime

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: ids are read aloud and typed
_TIME, _CHANCE = 10, 8
_PATTERN = re.compile(f"[{_DIGITS}]{{{_TIME + _CHANCE}}}")


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def stamp() -> str:
    """The time as a part of a file name: ``20261120T094512Z``."""
    return now().strftime("%Y%m%dT%H%M%SZ")


def new_id(after: str = "") -> str:
    """A new id: milliseconds since 1970 and chance, 18 lower-case letters and digits. It sorts behind
    ``after``, the newest id there is, even where the clock went back."""
    moment = time.time_ns() // 1_000_000
    if is_id(after):
        moment = max(moment, _number(after[:_TIME]) + 1)
    return _written(moment, _TIME) + _written(_chance(), _CHANCE)


def is_id(text: str) -> bool:
    """Whether ``text`` has the form of an id; nothing else becomes part of a path."""
    return _PATTERN.fullmatch(text) is not None


def _chance() -> int:
    return int.from_bytes(os.urandom(5 * _CHANCE // 8), "big")


def _written(number: int, digits: int) -> str:
    return "".join(_DIGITS[number >> 5 * place & 31] for place in reversed(range(digits)))


def _number(text: str) -> int:
    number = 0
    for digit in text:
        number = number << 5 | _DIGITS.index(digit)
    return number
