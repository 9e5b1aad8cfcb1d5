from hypothesis import given
from hypothesis import strategies as st

from ladderquest.growth.calibration import (
    ANSWERS,
    LEAST_DECISIONS,
    WIDEST,
    calibration,
    calibration_parts,
    plot,
    told,
)
from ladderquest.growth.looking_back import DecisionNote
from tests.growth.noting import decision

DECISIONS = st.lists(
    st.builds(
        lambda confidence, rating: decision(1, confidence=confidence, rating=rating),
        st.none() | st.integers(-5, 120),
        st.integers(1, 5),
    ),
    max_size=60,
)


def said(percent: int, best: int, of: int) -> list[DecisionNote]:
    """So many decisions at a confidence, of which ``best`` were as good as anything on offer."""
    return [decision(n, confidence=percent, rating=5 if n < best else 2) for n in range(of)]


def test_counts_are_told_for_each_confidence() -> None:
    found = calibration([*said(80, 5, 7), *said(95, 1, 3)])
    assert [told(each) for each in found.stated] == [
        "When you said 80 %, 5 of 7 were as good as anything on offer.",
        "When you said 95 %, 1 of 3 was as good as anything on offer.",
    ]
    assert plot(found) == [
        " 80 %  ▮▮▮▮▮▯▯  5 of 7",
        " 95 %  ▮▯▯      1 of 3",
        "▮ as good as anything on offer",
        "▯ something better was on offer",
    ]


def test_nothing_is_said_below_three_decisions_of_one_confidence() -> None:
    found = calibration([*said(80, 2, 2), *said(20, 0, 2)])
    assert (found.stated, found.asked) == ((), 4)
    (part,) = calibration_parts(found)
    assert "told from three decisions at the same confidence" in str(part)
    assert calibration_parts(calibration([decision(1)])) == []


@given(DECISIONS)
def test_every_confidence_stated_is_counted_once(decisions: list[DecisionNote]) -> None:
    found = calibration(decisions)
    stated = [each for each in decisions if each.confidence is not None and 0 <= each.confidence <= 100]
    assert found.asked == len(stated)
    for each in found.stated:
        assert each.percent in ANSWERS
        assert each.decisions >= LEAST_DECISIONS
        assert 0 <= each.best <= each.decisions
    assert sum(each.decisions for each in found.stated) <= found.asked


@given(DECISIONS, st.integers(1, 30))
def test_the_bars_are_as_long_as_what_they_stand_for_and_never_too_long(
    decisions: list[DecisionNote], more: int
) -> None:
    found = calibration([*decisions, *said(60, more // 2, more)])
    for line, each in zip(plot(found), found.stated, strict=False):
        assert line.endswith(f"{each.best} of {each.decisions}")
        assert line.count("▮") + line.count("▯") <= WIDEST + 1
        assert ("▮" in line) == (each.best > 0)


def test_a_good_choice_among_bad_ones_counts_as_good() -> None:
    least_bad = [decision(n, confidence=40, rating=2, best=2) for n in range(3)]
    assert calibration(least_bad).stated[0].best == 3


def test_an_odd_confidence_counts_with_the_nearest() -> None:
    assert [each.percent for each in calibration(said(30, 1, 3)).stated] == [20]
    assert [each.percent for each in calibration(said(100, 1, 3)).stated] == [95]
