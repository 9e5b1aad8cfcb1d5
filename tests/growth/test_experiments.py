"""Two rates compared: against published values, and what holds for all of them."""

from math import ceil, sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ladderquest.growth.experiments import (
    Counts,
    Interval,
    days_for,
    newcombe,
    p_value,
    people_per_arm,
    power_with,
    quantile,
    wald,
    wilson,
    z_pooled,
)

RATES = st.floats(0.001, 0.999)
ALPHAS = st.floats(0.001, 0.3)
PEOPLE = st.integers(1, 10**6)


@st.composite
def counts(draw: st.DrawFn) -> Counts:
    people = draw(PEOPLE)
    return Counts(draw(st.integers(0, people)), people)


# --- published -----------------------------------------------------------------------------------------


def test_sample_size_and_power_are_those_of_r() -> None:
    # the examples in the manual page of R's stats::power.prop.test, with the results that its comments give
    assert power_with(0.50, 0.75, 50) == pytest.approx(0.740, abs=0.0005)
    assert people_per_arm(0.50, 0.75, power=0.90) == pytest.approx(76.7, abs=0.05)


def test_with_its_continuity_correction_the_sample_size_is_that_of_zar() -> None:
    # Zar, Biostatistical Analysis, 4th ed. 1999, example 24.26: 0.45 against 0.25 at a power of 90 %, as
    # computed in the UNISTAT user guide, 6.7.6.1; Fleiss's correction is applied here by hand
    plain = people_per_arm(0.45, 0.25, power=0.90)
    corrected = plain / 4 * (1 + sqrt(1 + 4 / (plain * 0.20))) ** 2
    assert corrected == pytest.approx(127.2343, abs=0.0001)


NEWCOMBE = {  # Newcombe 1998, table II: (A, B) -> the intervals of methods 1 (Wald) and 10 (score)
    "a": ((48, 80), (56, 70), (0.0575, 0.3425), (0.0524, 0.3339)),
    "b": ((3, 10), (9, 10), (0.2605, 0.9395), (0.1705, 0.8090)),
    "c": ((2, 7), (6, 7), (0.1481, 0.9947), (0.0582, 0.8062)),
    "d": ((0, 29), (5, 56), (0.0146, 0.1640), (-0.0381, 0.1926)),
    "e": ((0, 20), (0, 10), (0.0, 0.0), (-0.1611, 0.2775)),
    "f": ((0, 10), (0, 10), (0.0, 0.0), (-0.2775, 0.2775)),
    "g": ((0, 20), (10, 10), (1.0, 1.0), (0.6791, 1.0)),
    "h": ((0, 10), (10, 10), (1.0, 1.0), (0.6075, 1.0)),
}


@pytest.mark.parametrize("name", NEWCOMBE)
def test_intervals_are_those_of_newcombes_table(name: str) -> None:
    first, second, by_wald, by_score = NEWCOMBE[name]
    assert wald(Counts(*first), Counts(*second)) == pytest.approx(by_wald, abs=0.00006)
    assert newcombe(Counts(*first), Counts(*second)) == pytest.approx(by_score, abs=0.00006)


def test_the_z_test_is_that_of_a_textbook() -> None:
    # Penn State, STAT 415, lesson 9.4: 41 of 195 smokers against 351 of 605 others, Z = 8.99
    smokers, others = Counts(41, 195), Counts(351, 605)
    assert z_pooled(smokers, others) == pytest.approx(8.99, abs=0.005)
    assert p_value(smokers, others) < 1e-15


def test_the_quantiles_are_those_of_every_table() -> None:
    assert [round(quantile(alpha), 3) for alpha in (0.10, 0.05, 0.01)] == [1.645, 1.960, 2.576]


# --- what holds for all --------------------------------------------------------------------------------


@given(RATES, RATES, ALPHAS, st.floats(0.5, 0.99))
def test_the_people_asked_for_have_the_power_asked_for(
    first: float, second: float, alpha: float, power: float
) -> None:
    assume(abs(first - second) > 0.001)
    people = people_per_arm(first, second, alpha=alpha, power=power)
    assert power_with(first, second, people, alpha=alpha) == pytest.approx(power, abs=1e-6)
    assert power_with(first, second, ceil(people) + 1, alpha=alpha) >= power - 1e-9


@given(RATES, RATES, st.integers(1, 10**5), st.integers(1, 10**5), ALPHAS)
def test_more_people_never_have_less_power(
    first: float, second: float, people: int, more: int, alpha: float
) -> None:
    less, much = (power_with(first, second, n, alpha=alpha) for n in (people, people + more))
    assert 0 <= less <= much <= 1


@given(RATES, RATES)
def test_neither_order_nor_what_is_counted_changes_the_sample_size(first: float, second: float) -> None:
    assume(abs(first - second) > 0.001)
    people = people_per_arm(first, second)
    assert people_per_arm(second, first) == pytest.approx(people)
    assert people_per_arm(1 - first, 1 - second) == pytest.approx(people)


def test_there_is_no_number_for_no_difference() -> None:
    with pytest.raises(ValueError, match="no difference"):
        people_per_arm(0.04, 0.04)


@given(counts(), counts(), ALPHAS)
def test_the_intervals_hold_the_difference_and_turn_with_it(
    first: Counts, second: Counts, alpha: float
) -> None:
    change = second.rate - first.rate
    for interval in (newcombe, wald):
        low, high = interval(first, second, alpha)
        assert low - 1e-9 <= change <= high + 1e-9
        turned = interval(second, first, alpha)
        assert turned == pytest.approx((-high, -low), abs=1e-9)
    low, high = newcombe(first, second, alpha)
    assert -1 - 1e-9 <= low <= high <= 1 + 1e-9


@given(counts(), counts(), st.integers(2, 50))
def test_the_interval_shrinks_with_more_of_the_same(first: Counts, second: Counts, times: int) -> None:
    one, two = (Counts(each.hits * times, each.people * times) for each in (first, second))

    def width(interval: Interval) -> float:
        return interval.high - interval.low

    assert width(newcombe(one, two)) < width(newcombe(first, second))
    assert width(wald(one, two)) <= width(wald(first, second))


@given(counts(), ALPHAS)
def test_the_interval_of_one_rate_holds_it(one: Counts, alpha: float) -> None:
    low, high = wilson(one, alpha)
    assert 0 <= low <= one.rate + 1e-12
    assert one.rate - 1e-12 <= high <= 1


@given(counts(), counts())
def test_the_p_value_is_a_chance_and_does_not_know_which_arm_is_which(first: Counts, second: Counts) -> None:
    assert 0 <= p_value(first, second) <= 1
    assert p_value(first, second) == pytest.approx(p_value(second, first))


@given(st.floats(1, 10**6), st.integers(1, 10**6))
def test_days_are_enough_and_one_fewer_are_not(people: float, per_day: int) -> None:
    days = days_for(people, per_day)
    assert days * per_day >= 2 * people
    assert days == 1 or (days - 1) * per_day < 2 * ceil(people)
