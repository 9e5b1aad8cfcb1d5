"""The rate move: every open option of a choice from 1 to 5, outside of stories."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladderquest.pack.model import Scene
from ladderquest.play import IllegalDecision, Program, State, advance, assess, legal
from ladderquest.play.moves import MOVES, Choose, Offer, Rate, RateOffer, Summary, Work
from tests.play.stories import ask, end, look_at, opened, option, rated

MOVE = MOVES["rate"]
CHOICE = ask(
    "a",
    "end",
    option("wait", says="Wait, {days} left", rating=rated(2)),
    option("ship", when="days >= 9", locked="Only {days} days left", rating=rated(5)),
    option("secret", when="clue.log"),
    option("tell", rating=rated(4)),
    option("ask", rating=rated(3)),
)
OPEN = ("ask", "tell", "wait")


def at(*scenes: Scene) -> tuple[Program, State]:
    program, state, _ = opened(*(scenes or (CHOICE,)), end())
    return program, state


def refusal(answer: Rate, *scenes: Scene) -> str:
    program, state = at(*scenes)
    with pytest.raises(IllegalDecision) as caught:
        MOVE.check(program, program.scene(state.scene), state, answer)
    return str(caught.value)


def rate(**ratings: int) -> Rate:
    return Rate(tuple(sorted(ratings.items())))


def test_open_options_are_rated_and_closed_ones_are_shown_with_their_reason() -> None:
    program, state = at()
    offer: RateOffer = MOVE.legal(program, program.scene("a"), state)
    assert [each.id for each in offer.options] == ["wait", "ship", "secret", "tell", "ask"]
    assert offer.options[1] == Offer("ship", "Take ship", False, "Only 3 days left")
    assert [each.id for each in offer.rated] == ["wait", "tell", "ask"]
    assert offer.rated[0].says == "Wait, 3 left"


def test_ratings_that_cannot_be_are_refused_with_their_reason() -> None:
    assert refusal(rate(wait=1, tell=2)) == "every open option wants a rating, and 'ask' has none"
    assert refusal(rate(wait=1, tell=2, ask=3, ship=4)) == "there is no open option 'ship' to rate here"
    assert refusal(rate(wait=1, tell=6, ask=3)) == "'tell' is rated 6: a rating is 1 to 5"
    assert refusal(rate(wait=0, tell=1, ask=3)) == "'wait' is rated 0: a rating is 1 to 5"
    unsorted = Rate((("wait", 1), ("tell", 2), ("ask", 3)))
    assert refusal(unsorted) == "the ratings must be sorted by option, each named once"
    twice = Rate((("ask", 3), ("ask", 4), ("tell", 2), ("wait", 1)))
    assert refusal(twice) == "the ratings must be sorted by option, each named once"
    assert refusal(rate(wait=1), look_at("a", "end", "log")) == "scene 'a' has no options to rate"


def test_no_story_takes_ratings() -> None:
    program, state = at()
    with pytest.raises(IllegalDecision, match="asks to choose, not to rate"):
        advance(program, state, rate(ask=1, tell=2, wait=3))
    with pytest.raises(IllegalDecision, match="no story asks for ratings"):
        MOVE.apply(Work(program, state), program.scene("a"), rate(ask=1, tell=2, wait=3))
    assert legal(program, state) != MOVE.legal(program, program.scene("a"), state)


def test_ratings_come_to_nothing_and_read_in_author_order() -> None:
    program, state = at()
    scene, answer = program.scene("a"), rate(ask=1, tell=5, wait=3)
    assert MOVE.outcome(Work(program, state), scene, answer) is None
    assert MOVE.uses(program, scene, state, answer) == ()
    assert MOVE.summarise(program, scene, state, answer) == Summary(
        "", "3: Wait, 3 left · 5: Take tell · 1: Take ask"
    )
    worth = assess(program, state, Choose("tell"))
    assert worth is not None
    assert worth.rating == 4


def test_one_answer_stands_for_all_of_them() -> None:
    program, state = at()
    scene = program.scene("a")
    (only,) = MOVE.walk(program, scene, state)
    MOVE.check(program, scene, state, only)
    assert MOVE.tries(program, scene) == 1


BALLOT = st.fixed_dictionaries({each: st.integers(1, 5) for each in OPEN}).map(lambda each: rate(**each))


@given(st.lists(BALLOT, min_size=1, max_size=9))
def test_votes_come_to_the_lower_median_of_each_option_whatever_their_order(votes: list[Rate]) -> None:
    program, state = at()
    scene = program.scene("a")
    found: Rate = MOVE.aggregate(program, scene, state, votes)
    MOVE.check(program, scene, state, found)
    assert MOVE.aggregate(program, scene, state, votes[::-1]) == found
    for each in OPEN:
        given_ = [vote.by_option[each] for vote in votes]
        middle = found.by_option[each]
        assert middle in given_
        assert 2 * sum(rating < middle for rating in given_) < len(given_)
        assert 2 * sum(rating <= middle for rating in given_) >= len(given_)


def test_of_two_in_the_middle_the_lower_counts_and_no_votes_are_no_answer() -> None:
    program, state = at()
    scene = program.scene("a")
    two = [rate(ask=2, tell=5, wait=1), rate(ask=3, tell=1, wait=1)]
    assert MOVE.aggregate(program, scene, state, two) == rate(ask=2, tell=1, wait=1)
    with pytest.raises(ValueError, match="no votes"):
        MOVE.aggregate(program, scene, state, [])
