"""Things to try at work."""

from __future__ import annotations

from datetime import date
from typing import Any

from ladderquest.growth.actions import NO_TEXT, ordered, problems, standing
from ladderquest.growth.work import Action

TODAY = date(2026, 11, 20)


def action(id_: str = "1", **fields: Any) -> Action:
    return Action(**({"id": id_, "changed": "2026-11-20", "made": "", "text": "Ask."} | fields))


def test_the_open_ones_by_their_day_then_the_rest_newest_first() -> None:
    there = [
        action("some-day"),
        action("later", due="2026-12-01"),
        action("old", state="done", changed="2026-10-01"),
        action("sooner", due="2026-11-27"),
        action("new", state="dropped", changed="2026-11-01"),
    ]
    assert [each.id for each in ordered(there)] == ["sooner", "later", "some-day", "new", "old"]


def test_where_an_action_stands() -> None:
    assert standing(action(), TODAY) == "some day"
    assert standing(action(due="2026-11-20"), TODAY) == "by today"
    assert standing(action(due="2026-11-27"), TODAY) == "by Friday, 2026-11-27"
    assert standing(action(due="2026-11-19"), TODAY) == "was for 2026-11-19"
    assert standing(action(due="2026-11-19", state="done"), TODAY) == "done"


def test_an_action_needs_words_that_fit_and_a_day_that_is_not_past() -> None:
    assert problems("Ask.", "", TODAY) == {}
    assert problems("Ask.", "in 2 weeks", TODAY) == {}
    assert problems(" \n", "friday", TODAY) == {"text": NO_TEXT}
    found = problems("x" * 102_400, "2026-11-19", TODAY)
    assert found["text"].startswith("This is 102,400 characters long, and 4,000 fit")
    assert "is past" in found["due"]


def test_a_day_that_has_gone_by_may_stay_while_the_words_are_edited() -> None:
    assert problems("Ask.", "2026-11-01", TODAY, stands="2026-11-01") == {}
    assert "due" in problems("Ask.", "2026-11-02", TODAY, stands="2026-11-01")
