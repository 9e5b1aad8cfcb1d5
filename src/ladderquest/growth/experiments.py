"""Two rates compared: how many people a test needs, what it can see, and what it has seen.

Closed formulas for two independent proportions, arms of equal size where a size is planned, everything
two-sided. Rates are fractions from 0 to 1 here; how people write them is ``growth.calculator``'s part.
"""

from __future__ import annotations

from math import ceil, sqrt
from statistics import NormalDist
from typing import NamedTuple

_NORMAL = NormalDist()


class Interval(NamedTuple):
    """From, to."""

    low: float
    high: float


class Counts(NamedTuple):
    """What an arm came to: ``hits`` of ``people``."""

    hits: int
    people: int

    @property
    def rate(self) -> float:
        """The share that was hit."""
        return self.hits / self.people


def quantile(alpha: float) -> float:
    """How many standard errors leave ``alpha`` outside, half of it on each side: 1.96 for 0.05."""
    return _NORMAL.inv_cdf(1 - alpha / 2)


def people_per_arm(first: float, second: float, *, alpha: float = 0.05, power: float = 0.8) -> float:
    """How many people each arm needs so that a difference between the rates ``first`` and ``second`` is
    found with ``power`` at a significance of ``alpha``; to be rounded up. Raises ``ValueError`` for equal
    rates, since no number finds a difference that is not there.

    Fleiss, Levin & Paik, *Statistical Methods for Rates and Proportions*, 3rd ed. 2003, chapter 4, without
    the continuity correction; what R's ``power.prop.test`` solves for with ``strict = FALSE``."""
    if first == second:
        raise ValueError("two equal rates have no difference to find")
    pooled = (first + second) / 2
    by_chance = quantile(alpha) * sqrt(2 * pooled * (1 - pooled))
    by_power = _NORMAL.inv_cdf(power) * sqrt(first * (1 - first) + second * (1 - second))
    return max(0.0, by_chance + by_power) ** 2 / (first - second) ** 2


def power_with(first: float, second: float, people: float, *, alpha: float = 0.05) -> float:
    """The chance that ``people`` in each arm find the difference: ``people_per_arm`` solved for the power.
    The side that is wrong does not count, so that equal rates give ``alpha / 2``."""
    pooled = (first + second) / 2
    spread = sqrt(first * (1 - first) + second * (1 - second))
    reach = sqrt(people) * abs(first - second) - quantile(alpha) * sqrt(2 * pooled * (1 - pooled))
    if spread == 0:  # 0 % against 100 %: nothing varies
        return 1.0 if reach > 0 else 0.0
    return _NORMAL.cdf(reach / spread)


def days_for(people: float, per_day: float) -> int:
    """Whole days until both arms have ``people`` each, where ``per_day`` come and are shared evenly."""
    return max(1, ceil(2 * ceil(people) / per_day))


def wilson(counts: Counts, alpha: float = 0.05) -> Interval:
    """The score interval of one rate. Wilson, *Probable inference, the law of succession, and statistical
    inference*, JASA 22 (1927), 209-212; no continuity correction."""
    z, (hits, n) = quantile(alpha), counts
    rate, weight = counts.rate, z * z / counts.people
    middle = (rate + weight / 2) / (1 + weight)
    half = z * sqrt(rate * (1 - rate) / n + weight / (4 * n)) / (1 + weight)
    low = 0.0 if hits == 0 else max(0.0, middle - half)  # both are exact at the ends; floating point is not
    return Interval(low, 1.0 if hits == n else min(1.0, middle + half))


def newcombe(first: Counts, second: Counts, alpha: float = 0.05) -> Interval:
    """The interval of ``second`` minus ``first`` from the score intervals of both: stays within -1 and 1 and
    holds for few people and rates near 0. Newcombe, *Interval estimation for the difference between
    independent proportions*, Statistics in Medicine 17 (1998), 873-890, method 10."""
    change = second.rate - first.rate
    one, two = wilson(first, alpha), wilson(second, alpha)
    down = sqrt((second.rate - two.low) ** 2 + (one.high - first.rate) ** 2)
    up = sqrt((two.high - second.rate) ** 2 + (first.rate - one.low) ** 2)
    return Interval(change - down, change + up)


def wald(first: Counts, second: Counts, alpha: float = 0.05) -> Interval:
    """The interval of ``second`` minus ``first`` that textbooks begin with: the difference, plus and minus
    its standard error unpooled. The same paper's method 1: too short for few people and rates near 0."""
    half = quantile(alpha) * sqrt(sum(c.rate * (1 - c.rate) / c.people for c in (first, second)))
    change = second.rate - first.rate
    return Interval(change - half, change + half)


def z_pooled(first: Counts, second: Counts) -> float:
    """How many standard errors lie between the rates if both were one: the pooled z test, Fleiss, Levin &
    Paik, chapter 3, without the continuity correction; its square is Pearson's chi-squared. 0 where nothing
    varies."""
    pooled = (first.hits + second.hits) / (first.people + second.people)
    error = sqrt(pooled * (1 - pooled) * (1 / first.people + 1 / second.people))
    return (second.rate - first.rate) / error if error else 0.0


def p_value(first: Counts, second: Counts) -> float:
    """How often chance alone sets two arms of one rate at least this far apart, in either direction."""
    return min(1.0, 2 * _NORMAL.cdf(-abs(z_pooled(first, second))))
