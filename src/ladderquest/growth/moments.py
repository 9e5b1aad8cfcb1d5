"""Moments as notes carry them, read with care: a note may have none, or one that nobody can read."""

from __future__ import annotations

from datetime import date, datetime, tzinfo


def moment(text: str) -> float | None:
    """Seconds of an ISO 8601 moment, for sorting; None where there is none."""
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def instant(text: str) -> datetime | None:
    """An ISO 8601 moment, to reckon with; None where there is none, or none with a zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def day_in(text: str, zone: tzinfo | None) -> date | None:
    """The day of an ISO 8601 moment on a calendar in ``zone``; None where there is none."""
    try:
        return datetime.fromisoformat(text).astimezone(zone).date()
    except (ValueError, OverflowError, OSError):
        return None
