"""By the 30th: the figures that its people say, worked out again from what players see."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from math import sqrt

import pytest

from ladderquest.pack.loader import content_root, load_pack
from ladderquest.pack.model import Block, ChooseScene, Scenario

Z_95 = 1.96
WINTER = timezone(timedelta(hours=1))
"""Central European Time, from the last Sunday of October on."""


@cache
def scenario() -> Scenario:
    loaded = load_pack(content_root())
    assert loaded.pack is not None
    return next(each for each in loaded.pack.scenarios if each.id == "by-the-30th")


def artefact(name: str, **true: bool) -> str:
    """The artefact, with those of its blocks whose condition is among ``true``."""
    found = next(each for each in scenario().artefacts if each.id == name)
    return "\n".join(each.text for each in found.text if each.when is None or true.get(each.when, False))


def fact(world: str, name: str) -> str:
    return str(next(each for each in scenario().worlds if each.id == world).facts[name])


def words(text: tuple[Block, ...]) -> str:
    return " ".join(" ".join(each.text for each in text).split())


def told_at(scene: str) -> str:
    return words(next(each for each in scenario().scenes if each.id == scene).text)


def clue(name: str) -> str:
    return words(next(each for each in scenario().clues if each.id == name).text)


def then_of(scene: str, option: str) -> str:
    found = next(each for each in scenario().scenes if each.id == scene)
    assert isinstance(found, ChooseScene)
    return words(next(each for each in found.options if each.id == option).then)


def paired(worse: int, better: int, questions: int) -> tuple[float, float, float]:
    """The change in points and the ends of its 95 % interval (Wald, for paired answers)."""
    change = (better - worse) / questions
    error = sqrt(worse + better - (better - worse) ** 2 / questions) / questions
    return tuple(round(100 * each, 1) for each in (change, change - Z_95 * error, change + Z_95 * error))  # type: ignore[return-value]


ROW = re.compile(
    r"^(\S.*?) +(\d+) +(\d+) +(\d+)(?: +([-+][\d.]+) +([-+][\d.]+) to ([-+][\d.]+)( +!)?)?$", re.M
)


def table() -> dict[str, re.Match[str]]:
    return {found[1]: found for found in ROW.finditer(artefact("table"))}


def counts(row: re.Match[str]) -> tuple[int, int, int]:
    return int(row[3]), int(row[4]), int(row[2])


def test_the_lines_of_the_table_add_up() -> None:
    rows = table()
    every = rows.pop("all")
    assert tuple(map(sum, zip(*map(counts, rows.values()), strict=True))) == counts(every)
    worse, better, questions = counts(every)
    before, after = map(int, re.search(r"right (\d+) -> (\d+)", artefact("table")).groups())  # type: ignore[union-attr]
    assert after == before - worse + better
    assert f"{100 * before / questions:.1f}, {100 * after / questions:.1f} %".replace(
        ", ", " -> "
    ) in artefact("table")
    shown = [name for name in rows if "lines more" not in name]
    hidden = int(next(name for name in rows if "lines more" in name).split()[0])
    assert len(shown) + hidden == 24


@pytest.mark.parametrize("name", ["pt reimbursement", "de rooms", "pt leave", "es access", "all"])
def test_a_line_is_red_where_its_interval_is_below_zero(name: str) -> None:
    row = table()[name]
    change, low, high = paired(*counts(row))
    assert (change, low, high) == tuple(float(row[each]) for each in (5, 6, 7))
    assert bool(row[8]) == (high < 0)


def test_of_24_lines_about_one_is_red_for_nothing() -> None:
    assert round(24 * (1 - 0.95)) == 1
    assert "cuts them into 24 lines" in told_at("board")
    assert sum(bool(row[8]) for row in table().values()) == 2


@pytest.mark.parametrize("world", ["noise", "segment"])
def test_the_new_questions_say_what_they_are_said_to_say(world: str) -> None:
    worse, better, now = (int(fact(world, each)) for each in ("down", "up", "now"))
    assert "103 right" in clue("fresh")
    assert now == 103 - worse + better
    change, low, high = paired(worse, better, 120)
    assert fact(world, "change") == (
        f"{-change} points worse, from {-low} worse to {abs(high)} {'better' if high > 0 else 'worse'}"
    )


def test_the_page_stops_what_the_table_would_have_stopped() -> None:
    """By the rule of the model page: stop if the difference is more than twice the root of both together."""

    def stops(worse: int, better: int) -> bool:
        return worse - better > 2 * sqrt(worse + better)

    assert not stops(12, 8)
    assert stops(19, 5)
    assert not stops(*counts(table()["all"])[:2])
    assert not stops(int(fact("noise", "down")), int(fact("noise", "up")))
    assert stops(int(fact("segment", "down")), int(fact("segment", "up")))


def test_a_segment_of_61_is_hidden_in_2340_and_a_dearer_answer_for_it_is_cheap() -> None:
    assert "2,340" in told_at("ticket")
    assert round(100 * 61 / 2_340, 1) == 2.6
    assert round(61 * 4.6 / 100, 1) == 2.8
    assert "3.4 x price" in artefact("mail")
    worse, better = int(fact("segment", "down")), int(fact("segment", "up"))
    assert round(61 * (worse - better) / 120) == 11


def test_the_day_is_a_friday_and_ten_in_utc_is_eleven_here() -> None:
    day, hour = re.search(r"retired on (\d+) October 2026, (\d+):00 UTC", artefact("mail")).groups()  # type: ignore[union-attr]
    end = datetime(2026, 10, int(day), int(hour), tzinfo=UTC).astimezone(WINTER)
    assert end.date() > date(2026, 10, 25)
    assert date(2026, 10, 25).strftime("%A") == "Sunday"
    assert (end.strftime("%A"), end.hour) == ("Friday", 11)
    assert (end - datetime(2026, 10, 28, 23, tzinfo=WINTER)).total_seconds() == 36 * 3600
    for scene in scenario().scenes:
        for name, number, month in re.findall(r"^(\w+day), (\d+) (October|November)", scene.at or ""):
            assert date(2026, 10 if month == "October" else 11, int(number)).strftime("%A") == name, scene.id


COMPLAINTS = [  # a road's conditions -> what they come to in the week after the move
    (("not spelled and not (world.segment and lane == 0)", "not tidied"), 26),
    (("not spelled and world.segment and lane == 0", "not tidied"), 38),
    (("spelled", "not tidied"), 35),
    (("not spelled and not (world.segment and lane == 0)", "tidied"), 43),
    (("not spelled and world.segment and lane == 0", "tidied"), 55),
    (("spelled", "tidied"), 52),
]


@pytest.mark.parametrize(("true", "total"), COMPLAINTS)
def test_complaints_add_up_by_kind_whatever_was_released(true: tuple[str, ...], total: int) -> None:
    text = artefact("complaints", **dict.fromkeys(true, True))
    kinds = [
        list(map(int, found))
        for found in re.findall(r"^(?:wrong|gives|slow|other)\D.*?(\d+) +(\d+)$", text, re.M)
    ]
    before, after = map(sum, zip(*kinds, strict=True))
    assert (before, after) == (23, total)
    assert any(re.search(rf"^all +23 +{total}$", block.text.strip(), re.M) for block in _totals())


def _totals() -> list[Block]:
    found = next(each for each in scenario().artefacts if each.id == "complaints")
    return [block for block in found.text if block.text.startswith("all ")]


def test_six_weeks_average_23_and_chance_alone_goes_from_14_to_32() -> None:
    found = re.search(r"26 Oct +([\d ]+?) +a week +(\d+)", artefact("complaints"))
    assert found is not None
    weeks = [int(each) for each in found[1].split()]
    mean = sum(weeks) / len(weeks)
    assert (len(weeks), mean) == (6, int(found[2]))
    assert (min(weeks), max(weeks)) == (19, 27)
    assert (round(mean - Z_95 * sqrt(mean)), round(mean + Z_95 * sqrt(mean))) == (14, 32)


def test_late_claims_cost_84_each() -> None:
    assert "84 on average" in clue("stake")
    ends = told_at("end_one")
    assert (
        f"Nine claims at São Brás had been filed too late by the time you rang, 84 each, {9 * 84} together"
        in ends
    )
    assert (
        f"31 claims, filed after the 30th day and before the 60th, as they had been told. {31 * 84:,} in all"
        in ends
    )
    assert f"Nine claims have been filed too late meanwhile, {9 * 84} in all" in told_at("end_two")
    assert f"31 claims, filed after the 30th day, {31 * 84:,} in all" in told_at("end_late")
    assert "Six claims" in told_at("end_late")
    assert f"rang, {6 * 84} together" in told_at("end_late")


def test_what_a_week_brings_a_day_brings_a_fifth_of() -> None:
    """The tidied prompt by itself: 17 messages a week more, so about four on its first working day."""
    found = re.search(r"no answer +(\d+) +(\d+)", artefact("complaints", tidied=True))
    assert found is not None
    usual, week = map(int, found.groups())
    assert round(week / 5) == usual == 4
    assert "four messages of one kind" in told_at("page")


def test_the_tidied_prompt_is_a_diff_that_applies() -> None:
    lines = artefact("tidy").splitlines()
    old, new = map(int, re.search(r"@@ -1,(\d+) \+1,(\d+) @@", artefact("tidy")).groups())  # type: ignore[union-attr]
    body = lines[next(n for n, line in enumerate(lines) if line.startswith("@@")) + 1 :]
    assert sum(line[:1] in " -" for line in body) == old
    assert sum(line[:1] in " +" for line in body) == new
