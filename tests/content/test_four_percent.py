"""Four percent: the figures that its people say, worked out again from what players see."""

import re
from functools import cache
from math import e, log

import pytest

from ladderquest.growth.calculator import AFTER, after_told, before_told, start_values
from ladderquest.growth.experiments import Counts, newcombe, p_value, people_per_arm, wald
from ladderquest.pack.loader import content_root, load_pack
from ladderquest.pack.model import ChooseScene, Option, Scenario

A_DAY, A_DAY_OFF = 9_500, 1_000
FORTNIGHT = 10 * A_DAY + 4 * A_DAY_OFF
VISITS_A_POINT, A_CHAT, A_DAYS_CARDS = A_DAY / 100, 4.20, 57


@cache
def scenario() -> Scenario:
    loaded = load_pack(content_root())
    assert loaded.pack is not None
    return next(each for each in loaded.pack.scenarios if each.id == "four-percent")


def artefact(name: str) -> str:
    found = next(each for each in scenario().artefacts if each.id == name)
    return "\n".join(each.text for each in found.text)


def clue(name: str, world: str = "") -> str:
    found = next(each for each in scenario().clues if each.id == name)
    return " ".join(" ".join(each.text.split()) for each in found.text if world in (each.when or ""))


def fact(world: str, name: str) -> str:
    return str(next(each for each in scenario().worlds if each.id == world).facts[name])


def option(scene: str, name: str) -> Option:
    found = next(each for each in scenario().scenes if each.id == scene)
    assert isinstance(found, ChooseScene)
    return next(each for each in found.options if each.id == name)


def numbers(text: str) -> list[int]:
    return [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", text)]


def arms(line: str) -> tuple[Counts, Counts]:
    people_a, hits_a, people_b, hits_b = numbers(line)[-4:]
    return Counts(hits_a, people_a), Counts(hits_b, people_b)


def row(start: str) -> tuple[Counts, Counts]:
    return arms(next(each for each in artefact("board").splitlines() if each.startswith(start)))


def points(first: Counts, second: Counts) -> float:
    return 100 * (second.rate - first.rate)


def together(each: list[tuple[Counts, Counts]]) -> tuple[Counts, Counts]:
    first, second = (Counts(*map(sum, zip(*arm, strict=True))) for arm in zip(*each, strict=True))
    return first, second


def test_the_screen_adds_up_and_says_what_the_calculator_says() -> None:
    old, new = row("all")
    assert (old, new) == together([row("Mon"), row("Tue")])
    fields = start_values() | dict(
        zip(
            (field.id for field in AFTER), map(str, (old.people, old.hits, new.people, new.hits)), strict=True
        )
    )
    told = dict(after_told(fields))
    assert told["Rates"] == "A 50 %, B 51.996 %"
    assert told["B minus A"] == "+2.00 points, +4.0 % of A's rate"
    assert told["95 % interval"] == "+0.57 to +3.42 points by Newcombe"
    assert told["p, two-sided"] == "0.0059"
    board, deck = artefact("board"), artefact("deck")
    assert "50.0 %                  52.0 %" in board
    assert "+4.0 %" in board
    assert f"p {p_value(old, new):.3f}" in board
    low, high = (100 * each for each in newcombe(old, new))
    assert f"+{low:.1f} to +{high:.1f} points (95 %)" in deck
    assert f"so {100 * (1 - p_value(old, new)):.1f} % sure" in deck
    assert old.people + new.people == 2 * A_DAY


def test_a_point_is_worth_nineteen_chats_and_a_card_pays_from_seven_tenths() -> None:
    chats_a_point = VISITS_A_POINT / 5
    assert chats_a_point == 19
    assert f"{2 * chats_a_point:.0f} chats" in artefact("deck")
    low, high = (100 * each * chats_a_point for each in newcombe(*row("all")))
    assert (round(low), round(high)) == (11, 65)
    turns = A_DAYS_CARDS / A_CHAT / chats_a_point
    assert round(turns, 1) == 0.7
    assert round(turns / 5, 2) == 0.14
    assert round(4 * chats_a_point) == 76
    for world in ("agreed", "reset"):
        assert int(fact(world, "chats")) == round(float(fact(world, "effect")) * chats_a_point)
    assert "From 0.7 points on: 57" in option("price", "per_chat").says
    assert "From 0.14 points on: 57" in option("price", "per_visit").says


def test_two_weeks_find_what_the_page_says() -> None:
    assert f"{FORTNIGHT:,} visits, to find 0.9 points" in clue("page")
    needed = people_per_arm(0.5, 0.509)
    assert FORTNIGHT / 2 >= needed > 0.95 * FORTNIGHT / 2
    fields = start_values() | {"baseline": "50", "change": "0.9", "people": str(A_DAY)}
    assert dict(before_told(fields))["With 9,500 an arm"] == "it is found 23.6 % of the time"


def test_the_first_look_was_within_its_limit() -> None:
    text = clue("page", "agreed")
    seen, half = (numbers(text)[i] for i in (numbers(text).index(19_000), numbers(text).index(49_500)))
    first, later, last = (float(each) for each in re.findall(r"0\.0\d+", text))
    assert seen == sum(arm.people for arm in row("all"))
    spent = [0.05 * log(1 + (e - 1) * each / FORTNIGHT) for each in (seen, half, FORTNIGHT)]
    assert first == round(spent[0], 3), "at the first look the limit is all that may be spent by then"
    assert p_value(*row("all")) < first
    assert spent[1] - spent[0] < later < last < 0.05, "a limit is more than what its look adds"
    assert spent[2] == pytest.approx(0.05)


def test_the_four_starts_together_are_hardly_more_than_nothing() -> None:
    starts = [
        (Counts(*numbers(a)), Counts(*numbers(b)))
        for a, b in re.findall(r"A ([\d,]+ of [\d,]+), B ([\d,]+ of [\d,]+)", clue("starts", "reset"))
    ]
    assert [round(points(*each), 1) for each in starts] == [-0.9, -0.3, 0.2]
    old, new = together([*starts, row("all")])
    low, high = (100 * each for each in newcombe(old, new))
    assert (round(points(old, new), 1), round(low, 1), round(high, 1)) == (0.2, -0.5, 0.8)
    assert old.people + new.people == 10 * A_DAY
    told = " ".join(each.text for each in option("noon", "pool").then)
    assert f"{old.hits:,} of {old.people:,} with links, {new.hits:,} of {new.people:,} with" in told
    assert f"{points(old, new):.1f} points, {low:.1f} to {high:.1f}." in " ".join(told.split())


def test_two_thirds_are_left() -> None:
    spread = float(re.findall(r"standard deviation of (\d\.\d) point", clue("history"))[0])
    old, new = row("all")
    wide = wald(old, new)
    error = 100 * (wide.high - wide.low) / 2 / 1.95996
    kept = spread**2 / (spread**2 + error**2)
    assert kept == pytest.approx(2 / 3, abs=0.02)
    assert round(kept * points(old, new), 1) == float(fact("agreed", "effect"))


def test_the_whiteboard_and_the_fortnight_go_by_the_same_formula() -> None:
    tenth = FORTNIGHT // 10
    assert f"{FORTNIGHT:,} visits, {tenth:,} a tenth" in next(
        each.title for each in scenario().artefacts if each.id == "tenths"
    )
    rows = re.findall(r"^ +(\d) +(\d) +(\d\.\d)", artefact("tenths"), re.MULTILINE)
    assert len(rows) == 5
    for links, card, found in rows:
        share = 2 / (1 / int(links) + 1 / int(card)) * tenth
        least, most = float(found) - 0.06, float(found) + 0.06
        assert people_per_arm(0.5, 0.5 + most / 100) <= share <= people_per_arm(0.5, 0.5 + least / 100)
    for name, links, card in (("three", 4, 4), ("two", 2, 8), ("one", 1, 9)):
        for world in ("agreed", "reset"):
            rate = 0.5 + float(fact(world, "effect")) / 100
            old, new = (Counts(round(n * tenth * at), n * tenth) for n, at in ((links, 0.5), (card, rate)))
            low, high = (100 * each for each in newcombe(old, new))
            told_low, told_high = (float(each) for each in fact(world, name).split(" to "))
            assert told_low == pytest.approx(low, abs=0.06), (world, name)
            assert told_high == pytest.approx(high, abs=0.06), (world, name)
