from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ladderquest.growth.level_words import count_signals, level_words
from tests.growth.story import ladder

SIGNALS = [signal.id for signal in ladder().signals]


def said(**counts: int) -> list[str]:
    return [words.says for words in level_words(Counter(counts), ladder())]


def test_two_kinds_are_told_from_the_lower_level_to_the_higher() -> None:
    assert said(reframed=2, given=4) == [
        "Four times you solved the task as it was given, and twice you changed the task before solving it; "
        "committees call the second of these senior-level scope."
    ]


def test_one_kind_and_three_kinds() -> None:
    assert said(given=3) == [
        "Three times you solved the task as it was given; committees call that junior-level scope."
    ]
    assert said(given=1, through=1, reframed=1) == [
        "Once you solved the task as it was given, once you carried it through, and once you changed the "
        "task before solving it; committees call the third of these senior-level scope."
    ]


def test_nothing_is_said_on_fewer_than_three_decisions_of_a_dimension() -> None:
    assert said(given=2) == []
    assert said(given=1, reframed=1, told=2) == []
    assert [words.dimension for words in level_words(Counter(given=2, told=3), ladder())] == ["influence"]


@given(st.lists(st.lists(st.sampled_from(SIGNALS), unique=True), max_size=2))
def test_two_decisions_never_earn_a_level_word_whatever_they_showed(shown: list[list[str]]) -> None:
    assert level_words(count_signals(shown, ladder()), ladder()) == ()


def test_a_decision_speaks_once_in_a_dimension_by_its_highest_signal() -> None:
    assert count_signals([("given", "reframed", "told")], ladder()) == Counter(reframed=1, told=1)


def test_signals_that_the_ladder_lost_are_left_out() -> None:
    assert count_signals([("gone", "given")], ladder()) == Counter(given=1)


def test_counts_of_several_runs_add_up() -> None:
    first = count_signals([("given",), ("given",)], ladder())
    second = count_signals([("reframed",)], ladder())
    assert level_words(first, ladder()) == ()
    assert len(level_words(first + second, ladder())) == 1
