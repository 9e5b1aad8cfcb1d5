"""Which decisions come back and when: cards over months, five a day, calendars and clocks."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladderquest.growth.looking_back import DecisionNote, RunNotes
from ladderquest.growth.moments import instant
from ladderquest.growth.reviews import (
    AGAIN,
    EASY,
    GOOD,
    HARD,
    MOST_A_DAY,
    cards,
    done_today,
    due_cards,
    grade,
    is_weak,
    reviewed,
    weak_decisions,
)
from ladderquest.growth.work import Card, Reviewed

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def note(scene: str = "desk", **fields: Any) -> DecisionNote:
    """A weak, reviewable decision unless told otherwise."""
    given: dict[str, Any] = {
        "seq": 3,
        "asked": "",
        "answered": "",
        "rating": 2,
        "best": 5,
        "reviewable": True,
    }
    return DecisionNote(scene=scene, **(given | fields))


def run(name: str, *decisions: DecisionNote, at: datetime | None = NOON, scenario: str = "tiny") -> RunNotes:
    return RunNotes(
        run=name,
        scenario=scenario,
        title="Tiny",
        phase=1,
        world="w",
        ending="end",
        finished_on=at.isoformat() if at else "",
        decisions=decisions,
    )


def only(notes: Sequence[RunNotes], now: datetime, kept: dict[str, Card] | None = None) -> Card:
    (card,) = cards(kept or {}, notes, now).values()
    return card


# --- which come back ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "weak"),
    [
        ({}, True),
        ({"rating": 3}, True),
        ({"rating": 4}, False),
        ({"rating": 4, "feeds": ("lone-wolf",)}, True),
        ({"reviewable": False}, False),
        ({"rating": 5, "feeds": ("lone-wolf",), "lost_bet": True}, False),
        ({"rating": 3, "contested": True}, False),
        ({"rating": 4, "contested": True, "feeds": ("lone-wolf",)}, False),
        ({"rating": 2, "contested": True}, True),
    ],
    ids=[
        "far", "two-below", "one-below", "fed-a-trap", "no-recap", "lost-bet", "contested-two-below",
        "contested-fed", "contested-far",
    ],
)  # fmt: skip
def test_what_is_weak(fields: dict[str, Any], weak: bool) -> None:
    assert is_weak(note(**fields)) is weak


def test_a_scene_has_one_card_and_the_newest_weak_decision_counts() -> None:
    early, late = run("r1", note(seq=2)), run("r2", note(seq=7), at=NOON + timedelta(days=9))
    well = run("r3", note(rating=5), at=NOON + timedelta(days=20))
    found = weak_decisions([late, early, well])
    assert list(found) == ["tiny/desk"]
    assert (found["tiny/desk"].notes.run, found["tiny/desk"].decision.seq) == ("r2", 7)
    assert only([early, late, well], NOON + timedelta(days=30)).run == "r2"


def test_a_decision_taken_well_later_does_not_delete_the_card() -> None:
    weak, well = run("r1", note()), run("r2", note(rating=5), at=NOON + timedelta(days=1))
    kept = reviewed(only([weak], NOON), {"a": 1}, GOOD, NOON + timedelta(days=2))
    assert only([weak, well], NOON + timedelta(days=40), {kept.id: kept}) == kept


def test_a_weak_decision_after_a_review_is_shown_instead_and_counts_like_a_review_that_went_badly() -> None:
    first = run("r1", note())
    kept = reviewed(only([first], NOON), {"a": 5}, EASY, NOON + timedelta(days=2))
    again = run("r2", note(seq=9), at=NOON + timedelta(days=3))
    found = only([first, again], NOON + timedelta(days=5), {kept.id: kept})
    assert (found.run, found.seq, found.reviews) == ("r2", 9, kept.reviews)
    assert found.due < kept.due
    before = run("r0", note(seq=5), at=NOON - timedelta(days=9))
    assert only([before, first], NOON + timedelta(days=5), {kept.id: kept}) == kept


def test_a_card_whose_run_is_gone_waits_or_is_shown_from_another_one() -> None:
    kept = reviewed(only([run("gone", note())], NOON), {"a": 5}, GOOD, NOON)
    assert cards({kept.id: kept}, [], NOON) == {}
    found = only([run("r2", note(seq=8))], NOON + timedelta(days=9), {kept.id: kept})
    assert (found.run, found.seq, found.reviews) == ("r2", 8, kept.reviews)


@pytest.mark.parametrize(
    "memory",
    [{}, {"card_id": "x"}, {"stability": None}, {"stability": float("nan")}, {"state": 9}, {"due": "soon"}],
    ids=["empty", "no-number", "no-stability", "nan", "no-such-state", "no-moment"],
)
def test_a_card_that_cannot_be_read_is_made_again(memory: dict[str, Any]) -> None:
    notes = [run("r1", note())]
    card = only(notes, NOON)
    broken = msgspec.structs.replace(card, memory=card.memory | memory if memory else {})
    assert only(notes, NOON, {broken.id: broken}) == card


def test_an_undated_decision_is_due_by_now() -> None:
    found = cards({}, [run("r1", note(), at=None)], NOON)
    ready, _ = due_cards(found, NOON)
    assert [due.card.run for due in ready] == ["r1"]


# --- over months -------------------------------------------------------------------------------------


def test_intervals_grow_with_reviews_that_go_well_and_shrink_with_one_that_does_not() -> None:
    notes = [run("r1", note())]
    kept: dict[str, Card] = {}
    gaps, now = [], NOON
    for mark in (GOOD, GOOD, GOOD, GOOD, AGAIN, GOOD):
        card = only(notes, now, kept)
        due = instant(card.due)
        assert due is not None
        now = max(now, due)
        ready, _ = due_cards(cards(kept, notes, now), now)
        assert [each.card.id for each in ready] == [card.id]
        after = reviewed(card, {"a": 3}, mark, now)
        next_due = instant(after.due)
        assert next_due is not None
        gaps.append((next_due - now).days)
        kept = {after.id: after}
    assert gaps[0] >= 1
    assert gaps[0] < gaps[1] < gaps[2] < gaps[3]
    assert gaps[4] < gaps[3]
    assert len(only(notes, now, kept).reviews) == 6


def test_however_well_it_goes_it_comes_back_within_a_year() -> None:
    card, now = only([run("r1", note())], NOON), NOON
    for _ in range(12):
        due = instant(card.due)
        assert due is not None
        assert timedelta() <= due - now <= timedelta(days=365)
        now = due
        card = reviewed(card, {"a": 5}, EASY, now)
    assert len(card.reviews) == 12


def test_better_grades_come_back_later() -> None:
    card = only([run("r1", note())], NOON)
    now = NOON + timedelta(days=4)
    dues = [reviewed(card, {}, mark, now).due for mark in (AGAIN, HARD, GOOD, EASY)]
    assert dues == sorted(dues)
    assert dues[0] < dues[3]


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 23)), min_size=1, max_size=30),
    st.lists(st.integers(0, 3), min_size=1, max_size=40),
)
def test_never_more_than_five_a_day_and_nothing_is_lost(
    decided: list[tuple[int, int]], steps: list[int]
) -> None:
    """A player with any decisions behind them who comes on any days, and does all that is due, again and
    again: five at most on each, the longest overdue first, no card twice a day, and all cards stay."""
    notes = [
        run(f"r{n}", note(f"s{n}"), at=NOON - timedelta(days=day, hours=hour))
        for n, (day, hour) in enumerate(decided)
    ]
    kept: dict[str, Card] = {}
    now = NOON
    by_day: dict[date, list[str]] = {}
    for step in steps:
        now += timedelta(days=step, minutes=7)
        ready, later = due_cards(cards(kept, notes, now), now)
        assert len(ready) + len(later) == len(decided)
        assert [due.card.due for due in ready] == sorted(due.card.due for due in ready)
        if ready:
            first = ready[0].card
            kept[first.id] = reviewed(first, {"a": 1}, 1 + step, now)
            by_day.setdefault(now.date(), []).append(first.id)
        for done in by_day.values():
            assert len(done) == len(set(done)) <= MOST_A_DAY
        assert done_today(kept.values(), now) == len(by_day.get(now.date(), []))


# --- calendars and clocks ----------------------------------------------------------------------------


def test_today_is_the_players_and_not_that_of_utc() -> None:
    auckland, lima = ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Lima")
    card = only([run("r1", note(), at=datetime(2026, 11, 19, 12, tzinfo=UTC))], NOON)
    assert card.due.startswith("2026-11-20T12:00")
    evening = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
    there = [bool(due_cards({card.id: card}, evening.astimezone(zone))[0]) for zone in (auckland, UTC, lima)]
    assert there == [False, True, True]  # noon in Greenwich is one in the morning of the 21st in Auckland
    midnight = evening + timedelta(hours=1)
    assert due_cards({card.id: card}, midnight.astimezone(auckland))[0] != []
    assert due_cards({card.id: card}, datetime(2026, 11, 20, 3, tzinfo=UTC).astimezone(lima))[0] == []


def test_who_flies_west_after_a_review_does_not_get_it_again_on_the_day_they_live_twice() -> None:
    tokyo, lima = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/Lima")
    card = only([run("r1", note(), at=NOON - timedelta(days=3))], NOON)
    landed = datetime(2026, 11, 21, 0, 30, tzinfo=tokyo)
    after = reviewed(card, {"a": 1}, AGAIN, landed)
    home = (landed + timedelta(hours=9)).astimezone(lima)  # the 20th in Lima again
    assert home.date() < landed.date()
    ready, later = due_cards({after.id: after}, home)
    assert (ready, [due.card.id for due in later]) == ([], [card.id])
    next_day = home + timedelta(days=2)
    assert [due.card.id for due in due_cards({after.id: after}, next_day)[0]] == [card.id]


def test_a_clock_that_went_back_undoes_no_review_and_loses_no_card() -> None:
    card = only([run("r1", note(), at=NOON - timedelta(days=3))], NOON)
    ahead = reviewed(card, {"a": 1}, GOOD, NOON + timedelta(days=400))
    found = cards({ahead.id: ahead}, [run("r1", note(), at=NOON - timedelta(days=3))], NOON)
    assert found == {ahead.id: ahead}
    ready, later = due_cards(found, NOON)
    assert (ready, [due.card for due in later]) == ([], [ahead])
    again = reviewed(ahead, {"a": 2}, GOOD, NOON)
    assert len(again.reviews) == 2
    assert again.due >= ahead.due[:10]
    assert instant(again.due) is not None


def test_a_decision_from_the_future_is_due_the_day_after_today() -> None:
    card = only([run("r1", note(), at=NOON + timedelta(days=900))], NOON)
    assert card.due.startswith("2026-11-21")


# --- grades ------------------------------------------------------------------------------------------

KEY = {"a": 5, "b": 4, "c": 2, "d": 1}


@pytest.mark.parametrize(
    ("mine", "sure", "mark"),
    [
        ("5421", None, GOOD),
        ("4521", None, GOOD),
        ("5421", 95, EASY),
        ("5441", 95, GOOD),
        ("5421", 20, HARD),
        ("5254", None, AGAIN),
        ("5144", None, HARD),
        ("2251", None, AGAIN),
        ("2251", 95, AGAIN),
        ("3333", None, AGAIN),
    ],
    ids=[
        "as-the-key", "one-within-reach", "sure", "sure-but-another-view", "unsure", "two-on-top",
        "other-views", "wrong-one", "wrong-and-sure", "all-alike",
    ],
)  # fmt: skip
def test_grades(mine: str, sure: int | None, mark: int) -> None:
    assert grade(dict(zip(KEY, map(int, mine), strict=True)), KEY, sure) == mark


def test_what_the_key_does_not_rate_does_not_count() -> None:
    assert grade({"a": 5, "b": 4, "x": 5}, {"a": 5, "b": 4}) == GOOD
    assert grade({"x": 5}, {}) == GOOD


def test_a_review_keeps_what_was_said() -> None:
    card = reviewed(only([run("r1", note())], NOON), {"a": 4}, HARD, NOON, confidence=50)
    assert card.reviews == (Reviewed(NOON.isoformat(), {"a": 4}, HARD, 50),)
    assert card.changed == NOON.isoformat()
