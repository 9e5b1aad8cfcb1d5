"""``allocate``: what is on offer, what is refused, what the story sees of it, how votes become one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladderquest.pack.model import AllocateScene, Result, Share
from ladderquest.play import IllegalDecision, Program, State, advance, assess, legal, walk
from ladderquest.play.engine import summarise
from ladderquest.play.moves import MOVES, Allocate, AllocateOffer, Summary
from ladderquest.play.state import Told
from tests.play.stories import end, opened, prose, rated, to, value

ITEMS = (
    Share(id="tests", says="Tests", steps=(2, 4)),
    Share(id="docs", says="The page", steps=(1,), most=3),
    Share(id="demo", says="The demo", steps=(3,), least=1),
)
RESULTS = (
    Result(
        id="covered",
        when="share.tests >= 2 and share.docs >= 1",
        rating=rated(("share.demo >= 3", 5), 4),
        effect="days = share.tests",
        then=prose("It holds."),
    ),
    Result(id="shown", when="share.demo >= 3", rating=rated(2), then=prose("It shines.")),
    Result(id="other", rating=rated(1), then=prose("It is thin.")),
)


def allocate(**fields: Any) -> AllocateScene:
    given: dict[str, Any] = {
        "ask": "Where do they go?",
        "total": 8,
        "unit": "days",
        "items": ITEMS,
        "results": RESULTS,
    }
    return AllocateScene(id="a", text=prose("A week."), goto=to("end"), **(given | fields))


def shares(tests: int, docs: int, demo: int) -> Allocate:
    return Allocate.of({"tests": tests, "docs": docs, "demo": demo})


@pytest.fixture
def at() -> tuple[Program, State]:
    return opened(allocate(), end())[:2]


def test_items_are_offered_in_author_order_with_what_fits(at: tuple[Program, State]) -> None:
    offer = legal(*at)
    assert isinstance(offer, AllocateOffer)
    assert (offer.ask, offer.total, offer.unit) == ("Where do they go?", 8, "days")
    assert [(item.id, item.least, item.most) for item in offer.items] == [
        ("tests", 0, 8), ("docs", 0, 3), ("demo", 1, 8),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (shares(2, 1, 4), "1 of 8 days are not given to anything yet"),
        (shares(4, 3, 4), "that is 11 days, and there are 8"),
        (shares(3, 5, 0), "The page takes 0 to 3 days"),
        (shares(5, 3, 0), "The demo takes 1 to 8 days"),
        (shares(-1, 3, 6), "Tests takes 0 to 8 days"),
        (Allocate((("tests", 8),)), "give every one of demo, docs, tests its amount"),
        (Allocate((("tests", 2), ("docs", 1), ("demo", 5))), "give every one of"),
    ],
    ids=["too few", "too many", "over the most", "under the least", "below zero", "missing", "unsorted"],
)
def test_what_does_not_add_up_is_refused(answer: Allocate, reason: str, at: tuple[Program, State]) -> None:
    with pytest.raises(IllegalDecision, match=reason):
        advance(*at, answer)


@pytest.mark.parametrize(
    ("answer", "told", "days"),
    [(shares(3, 1, 4), "It holds.", 2), (shares(5, 2, 1), "It holds.", 4), (shares(1, 0, 7), "It shines.", 3),
     (shares(6, 0, 2), "It is thin.", 3)],
    ids=["between two steps", "the second step", "only shown", "thin"],
)  # fmt: skip
def test_the_story_sees_the_step_that_was_reached(
    answer: Allocate, told: str, days: int, at: tuple[Program, State]
) -> None:
    program, state = at
    after, events = advance(program, state, answer)
    assert [event.text for event in events if isinstance(event, Told)] == [told]
    assert value(program, after, "days") == days
    assert value(program, after, "share.tests") == 0, "the answer is forgotten"


def test_an_answer_is_rated_by_what_it_reached(at: tuple[Program, State]) -> None:
    worth = assess(*at, shares(3, 1, 4))
    assert worth is not None
    assert (worth.rating, worth.best) == (5, 5)
    thin = assess(*at, shares(6, 0, 2))
    assert thin is not None
    assert (thin.rating, thin.best) == (1, 5)


def test_a_walk_knows_one_answer_of_every_class(at: tuple[Program, State]) -> None:
    program, state = at
    every = [
        shares(tests, docs, 8 - tests - docs)
        for tests in range(9)
        for docs in range(4)
        if 8 - tests - docs >= 1
    ]
    reached = {advance(program, state, answer)[0] for answer in every}
    found = list(walk(program, state))
    assert {advance(program, state, answer)[0] for answer in found} == reached
    assert len(found) < len(every)


def test_an_allocation_in_words_has_every_item_in_author_order(at: tuple[Program, State]) -> None:
    told = summarise(*at, shares(3, 1, 4))
    assert told == Summary("Where do they go?", "Tests: 3 · The page: 1 · The demo: 4 (days)")


def test_votes_are_medians_scaled_to_the_total(at: tuple[Program, State]) -> None:
    program, state = at
    scene, move = program.scene("a"), MOVES["allocate"]
    votes = [shares(4, 2, 2), shares(4, 0, 4), shares(1, 3, 4)]
    assert move.aggregate(program, scene, state, votes) == shares(3, 2, 3)
    with pytest.raises(ValueError, match="no votes"):
        move.aggregate(program, scene, state, [])


@given(
    st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 3)).filter(lambda each: sum(each) <= 7),
        min_size=1,
        max_size=9,
    )
)
def test_whatever_a_room_votes_can_be_done(rows: list[tuple[int, int]]) -> None:
    program, state, _ = opened(allocate(), end())
    votes = [shares(tests, docs, 8 - tests - docs) for tests, docs in rows]
    answer = MOVES["allocate"].aggregate(program, program.scene("a"), state, votes)
    advance(program, state, answer)
    if len(set(votes)) == 1:
        assert answer == votes[0]
    assert answer == MOVES["allocate"].aggregate(program, program.scene("a"), state, votes[::-1])
