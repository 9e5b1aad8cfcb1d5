"""A countdown for what is said aloud. It is told the time; it does not know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

CELLS = 30
"""Cells of the picture: at 60 seconds one goes every two."""
STEP = 10
"""Seconds between two pictures where motion is reduced."""


@dataclass(frozen=True)
class Speaking:
    """Somebody has been speaking since ``began``; ``target`` is the seconds it should take."""

    target: int
    began: datetime

    def seconds(self, now: datetime) -> int:
        """How long it has taken so far, in whole seconds; 0 where the clock went back."""
        return max(0, int((now - self.began).total_seconds()))

    def told(self, now: datetime, *, still: bool = False) -> str:
        """What is left, or how far over. ``still`` changes only every ``STEP`` seconds."""
        gone = self.seconds(now)
        if still:
            gone -= gone % STEP
        left = self.target - gone
        about = "about " if still and gone else ""
        if left < 0:
            return f"{about}{-left} s over"
        return f"{about}{left} s left"

    def picture(self, now: datetime, *, still: bool = False) -> str:
        """What is left of the time, in cells: full ones for what is still to come."""
        gone = self.seconds(now)
        if still:
            gone -= gone % STEP
        full = max(0, CELLS - gone * CELLS // max(1, self.target))
        return "▮" * full + "▯" * (CELLS - full)
