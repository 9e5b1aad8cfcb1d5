"""Written work and the days to come back: what CONTENT asks of each, and figures worked out again."""

import re
from functools import cache
from math import sqrt
from statistics import NormalDist

import pytest

from ladderquest.pack.loader import content_root, load_pack
from ladderquest.pack.model import Pack, WriteScene
from ladderquest.pack.workbook import Exercise

SPEAKING = 150
"""Words that one says in a minute, at most, without hurry."""


@cache
def pack() -> Pack:
    loaded = load_pack(content_root())
    assert loaded.pack is not None, [str(finding) for finding in loaded.findings]
    return loaded.pack


@cache
def exercise(name: str) -> Exercise:
    return next(each for each in pack().workbook.exercises if each.id == name)


def names() -> list[str]:
    return [each.id for each in pack().workbook.exercises]


def test_all_written_work_is_there() -> None:
    assert set(names()) == {
        "scope-test", "next-level", "five-year-vision", "target-companies", "impact-reframing",
        "design-failure-modes", "three-questions", "promotion-strategy", "depth-and-breadth",
        "manager-conversation", "ab-readout",
    }  # fmt: skip
    assert len(exercise("impact-reframing").parts) == 3
    assert [part.id for part in exercise("design-failure-modes").parts] == ["slow-store", "bad-data", "shift"]
    assert [part.id for part in exercise("three-questions").parts] == ["five-years", "track", "passed-over"]
    assert exercise("ab-readout").calculator == "ab"
    verdicts = exercise("promotion-strategy").rubric[-1]
    assert [text.split(":")[0] for text in (verdicts.strong, verdicts.fair, verdicts.missing)] == [
        "Strong hire", "Lean hire", "No hire",
    ]  # fmt: skip


@pytest.mark.parametrize("name", names())
def test_an_exercise_can_be_done_and_read_against_its_rubric(name: str) -> None:
    found = exercise(name)
    assert len(found.about.split()) >= 50, "a set-up that says all that is needed"
    assert len(found.hints) >= 2
    assert len(found.rubric) >= 3
    assert len(found.model.split()) >= 120
    figures = re.findall(r"\b(?:[\d,.]+|two|three|four|five|six|eight|ten|third|half)\b", found.model.lower())
    assert len(figures) >= 3, "a model answer says how much, how many and when"
    for line in found.rubric:
        assert line.text.endswith("?") or name == "promotion-strategy", line.id
        assert len({line.strong, line.fair, line.missing}) == 3, line.id


@pytest.mark.parametrize("name", names())
def test_no_hint_gives_the_model_away(name: str) -> None:
    """No run of six words of a hint stands in the model answer."""
    found = exercise(name)
    model = _runs(found.model)
    for hint in found.hints:
        assert not _runs(hint) & model, hint


def _runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


@pytest.mark.parametrize("name", [each for each in names() if exercise(each).speak])
def test_what_is_spoken_in_a_minute_can_be_said_in_one(name: str) -> None:
    found = exercise(name)
    assert found.speak == 60
    said = found.model.split("\n\n") if len(found.parts) > 1 else [found.model]
    assert len(said) == len(found.parts)
    assert all(80 <= len(text.split()) <= SPEAKING + 5 for text in said)


def test_traps_that_no_scenario_shows_are_met_in_two_exercises() -> None:
    for trap in ("lopsided", "credential-collecting"):
        assert sum(trap in each.traps for each in pack().workbook.exercises) >= 2, trap


def test_there_is_something_to_come_back_for_on_each_day_of_the_source() -> None:
    found = pack().workbook.comebacks
    assert [each.day for each in found] == [0, 3, 7, 14, 21]
    assert [each.exercise for each in found] == [
        None, "next-level", "five-year-vision", "target-companies", "five-year-vision",
    ]  # fmt: skip


@pytest.mark.parametrize("scenario", [each.id for each in pack().scenarios])
def test_a_page_in_a_story_has_hints_a_rubric_and_a_consequence(scenario: str) -> None:
    scenes = next(each.scenes for each in pack().scenarios if each.id == scenario)
    pages = [scene for scene in scenes if isinstance(scene, WriteScene)]
    if scenario in ("demo-on-thursday", "why-this-way"):
        assert pages, "where players meet it"
    for page in pages:
        assert len(page.hints) >= 2
        assert len(page.rubric) >= 3
        assert page.then
        assert page.heard


# --- the experiment ----------------------------------------------------------------------------------

Z = NormalDist().inv_cdf(0.975)


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _setup() -> dict[str, float]:
    """The figures of the set-up, read off its words."""
    about = " ".join(exercise("ab-readout").about.split())
    rates = re.search(r"from (\d+) to (\d+) %", about)
    daily = re.search(r"There are ([\d,]+) sessions a day, half for each arm", about)
    cost = re.search(r"costs ([\d,]+) dollars a month", about)
    early = re.search(r"has ([\d,]+) of ([\d,]+) sessions solved .*? and ([\d,]+) of", about)
    late = re.search(r"After fourteen days it has ([\d,]+) of ([\d,]+) and ([\d,]+) of", about)
    found = [rates, daily, cost, early, late]
    assert None not in found
    names = ("base", "wanted", "daily", "cost", "old2", "n2", "new2", "old14", "n14", "new14")
    texts = [text for match in found if match is not None for text in match.groups()]
    return dict(zip(names, map(_number, texts), strict=True))


def _size(p1: float, p2: float, power: float = 0.8) -> float:
    """Sessions in each arm for two proportions, two-sided 5 %: Fleiss, Levin and Paik, Statistical Methods
    for Rates and Proportions, chapter 4, without the correction for continuity."""
    mean, z_power = (p1 + p2) / 2, NormalDist().inv_cdf(power)
    spread = Z * sqrt(2 * mean * (1 - mean)) + z_power * sqrt(p1 * (1 - p1) + p2 * (1 - p2))
    return spread**2 / (p2 - p1) ** 2


def _power(p1: float, p2: float, n: float) -> float:
    mean = (p1 + p2) / 2
    null, real = sqrt(2 * mean * (1 - mean) / n), sqrt((p1 * (1 - p1) + p2 * (1 - p2)) / n)
    return NormalDist().cdf((p2 - p1 - Z * null) / real)


def _interval(old: float, new: float, n: float) -> tuple[float, float, float, float]:
    """Difference in points, both ends of its 95 % interval, and the p value of the pooled test."""
    a, b = old / n, new / n
    half = Z * sqrt((a * (1 - a) + b * (1 - b)) / n)
    pooled = (old + new) / (2 * n)
    p = 2 * (1 - NormalDist().cdf((b - a) / sqrt(2 * pooled * (1 - pooled) / n)))
    return (b - a) * 100, (b - a - half) * 100, (b - a + half) * 100, p


def test_the_model_of_the_experiment_says_what_its_set_up_comes_to() -> None:
    given, model = _setup(), " ".join(exercise("ab-readout").model.split())
    base, wanted, arm = given["base"] / 100, given["wanted"] / 100, given["daily"] / 2
    size = _size(base, wanted)
    assert f"about {round(size, -2):,.0f} sessions" in model
    assert f"{size / arm:.1f} days" in model
    assert given["n14"] == 14 * arm
    assert given["n2"] == 2 * arm
    assert f"power of {_power(base, wanted, given['n14']):.0%}".replace("%", " %") in model
    assert f"power for one point is {_power(base, wanted, given['n2']):.0%}".replace("%", " %") in model
    least = 100 * Z * sqrt(2 * 0.305 * 0.695 / given["n2"])
    assert f"{least:.2f} points" in model


def test_both_readouts_have_their_intervals() -> None:
    given, model = _setup(), " ".join(exercise("ab-readout").model.split())
    points, low, high, p = _interval(given["old2"], given["new2"], given["n2"])
    base = 100 * given["old2"] / given["n2"]
    assert f"{points / base:.0%}" == "4%"
    assert f"difference is {points:.1f} points" in model
    relative = [100 * end / base for end in (low, high)]
    assert f"from {low:.1f} to +{high:.1f}, or from {relative[0]:.1f} to +{relative[1]:.1f} %" in model
    assert f"p is {p:.2f}" in model
    points, low, high, p = _interval(given["old14"], given["new14"], given["n14"])
    assert f"up {points:.1f} points, 95 % interval {low:.1f} to {high:.1f}, p {p:.3f}" in model
    relative = [100 * each / base for each in (points, low, high)]
    assert "relative terms {:.1f} %, from {:.1f} to {:.1f}".format(*relative) in model


def test_what_a_solved_session_costs_is_worked_out_from_the_interval() -> None:
    given, model = _setup(), " ".join(exercise("ab-readout").model.split())
    points, low, high, _ = _interval(given["old14"], given["new14"], given["n14"])
    daily = given["daily"] / 100
    more, half = points * daily, (high - low) / 2 * daily
    assert f"{more:.0f} more solved sessions a day, give or take {half:.0f}" in model
    prices = [given["cost"] / 30 / (each * daily) for each in (points, low)]
    told = re.search(r"about ([\d.]+) dollars each, and ([\d.]+) at the low end", model)
    assert told is not None
    assert [float(each) for each in told.groups()] == pytest.approx(prices, abs=0.05)
