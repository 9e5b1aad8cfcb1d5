"""Players with something to look back on: the sample's story played to its end, on days that a test names."""

from __future__ import annotations

from datetime import UTC, datetime

from ladderquest.play import AnyAnswer, Note
from ladderquest.play.moves import Choose, Defend, Investigate, Mark
from ladderquest.saves import PlayerStore
from tests.tui.driving import House
from tests.tui.stories import TOLD, sitting

HASTE: tuple[AnyAnswer, ...] = (
    Choose("restart"),
    Investigate("quota"),
    Mark(("retry",), 0),
    Defend("open_files", ()),
)
"""Restarted first, and looked later."""


def played(
    house: House, store: PlayerStore, *stories: tuple[AnyAnswer, ...], sure: int | None = None
) -> None:
    """Play the story once a month, from September on, with these answers, ``sure`` of each."""
    for month, answers in enumerate(stories, start=9):
        found = sitting(house.pack, store)
        for number, answer in enumerate(answers):
            at = datetime(2026, month, 14, 9, number, tzinfo=UTC).isoformat(timespec="seconds")
            found.wait(found.decide(answer, Note(at=at, confidence=sure)))
        assert found.run.ended


__all__ = ["HASTE", "TOLD", "played"]
