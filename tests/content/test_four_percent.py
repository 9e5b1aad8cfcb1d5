"""Four percent: the figures that its people say, worked out again from what players see."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from math import e, log, sqrt
from random import Random

import pytest

from ladderquest.growth.calculator import AFTER, after_told, before_told, start_values
from ladderquest.growth.experiments import Counts, newcombe, p_value, people_per_arm, wald
from ladderquest.pack.loader import content_root, load_pack
from ladderquest.pack.model import AllocateScene, Block, ChooseScene, Option, Scenario

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


def words(text: Iterable[Block]) -> str:
    return " ".join(" ".join(each.text for each in text).split())


def told_at(scene: str) -> str:
    return words(next(each for each in scenario().scenes if each.id == scene).text)


def world_reveals(world: str) -> str:
    return words(next(each for each in scenario().worlds if each.id == world).reveals)


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
    assert scenario().calculator == "ab", "players can open it while they play"
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
    splits = {
        "even": ((5, 5), (4, 6)),
        "three": ((4, 4), (4, 5), (5, 4), (3, 7), (3, 6), (3, 5), (5, 3)),
        "two": ((2, 8), (2, 7), (2, 6), (2, 5), (3, 4), (4, 3), (5, 2)),
        "one": ((1, 9), (1, 8), (1, 7), (1, 6)),
    }
    for name, links, card in ((name, *split) for name, those in splits.items() for split in those):
        for world in ("agreed", "reset"):
            rate = 0.5 + float(fact(world, "effect")) / 100
            old, new = (Counts(round(n * tenth * at), n * tenth) for n, at in ((links, 0.5), (card, rate)))
            low, high = (100 * each for each in newcombe(old, new))
            told_low, told_high = (float(each) for each in fact(world, name).split(" to "))
            assert told_low == pytest.approx(low, abs=0.07), (world, name, links, card)
            assert told_high == pytest.approx(high, abs=0.07), (world, name, links, card)


def test_every_split_is_told_with_its_own_range() -> None:
    """The ranker takes three tenths at most, so that the card is never without a share."""
    found = next(each for each in scenario().scenes if each.id == "split")
    assert isinstance(found, AllocateScene)
    most = {item.id: item.most for item in found.items}
    assert most["ranker"] == 3
    assert found.total - sum(filter(None, most.values())) == 2
    halves, three_ways, rest, thin, nothing = (each.effect for each in found.results)
    assert "closer = share.links >= 5 and share.card >= 5 or share.card >= 6" in str(halves)
    assert "closer" not in f"{three_ways}{thin}{nothing}"
    assert "closer = share.links >= 3" in str(rest)


def test_looking_every_day_finds_something_in_a_test_of_nothing_in_five() -> None:
    assert "one of five tests of nothing" in words(option("wall", "no_reset").why)
    assert "one test in five" in world_reveals("reset")
    dice = Random(4)
    fortnight = [*[A_DAY] * 5, *[A_DAY_OFF] * 2] * 2
    looked = sum(is_found(fortnight, dice, either=True) for _ in range(4_000)) / 4_000
    again = sum(is_found([A_DAY] * 10, dice, anew=True) for _ in range(4_000)) / 4_000
    assert looked == pytest.approx(0.2, abs=0.025)
    assert again == pytest.approx(0.2, abs=0.025)


def is_found(days: list[int], dice: Random, *, either: bool = False, anew: bool = False) -> bool:
    """Whether p is below 0.05 at the end of a day, for the card or (``either``) for one of them."""
    total, visits, counted = 0.0, 0, 0
    for day in days:
        total, visits, counted = total + dice.gauss(0, sqrt(day)), visits + day, counted + 1
        z = total / sqrt(visits)
        if z > 1.96 or (either and z < -1.96):
            return True
        if anew and counted >= 2 and z < 0:
            total, visits, counted = 0.0, 0, 0
    return False


def test_last_month_says_next_to_nothing() -> None:
    known, together = (float(each) for each in re.findall(r"(?:^|now is )(\d+|0\.\d+)", clue("last_month")))
    wide = wald(*row("all"))
    left = sqrt(1 - known / 100 * together**2)
    middle, half = (wide.high + wide.low) / 2, (wide.high - wide.low) / 2
    told = [round(100 * (middle + side * half * left), 1) for side in (-1, 1)]
    assert told == [0.6, 3.4]
    assert "it goes from 0.6 to 3.4 to 0.6 to 3.4" in words(option("noon", "last_month_out").then)


def test_what_waiting_and_a_paid_slot_come_to() -> None:
    chats = int(fact("agreed", "chats"))
    after, in_it = 10 * chats, 10 * chats
    lost = [after + in_it * links / 10 + chats / 2 for links in (2, 5)]
    assert lost[0] == pytest.approx(312.5)
    assert lost[1] == pytest.approx(387.5)
    assert "some three hundred chats" in told_at("end_window")
    days = [date(2027, 3, 11) + timedelta(days) for days in range(112)]
    assert days[-1] == date(2027, 6, 30)
    paid = A_DAYS_CARDS * sum(day.weekday() < 5 for day in days)
    assert paid == pytest.approx(4_600, abs=50)
    assert "about 4,600" in told_at("end_sheet")
    quarter = 13 * (5 * A_DAY + 2 * A_DAY_OFF)
    beside = Counts(quarter // 20, quarter // 10), Counts(round(0.512 * 0.9 * quarter), round(0.9 * quarter))
    low, high = (100 * each for each in newcombe(*beside))
    assert f"1.2 points, {low:.1f} to {high:.1f}" in told_at("end_sheet")


def test_the_days_of_the_week_are_as_told() -> None:
    at = {scene.id: scene.at for scene in scenario().scenes}
    assert f"{date(2027, 3, 8):%a}  8 March" in artefact("board")
    for told, month, day in (("Friday", 3, 19), ("Thursday", 3, 25), ("Tuesday", 3, 30), ("Monday", 4, 12)):
        assert f"{date(2027, month, day):%A}" == told
        assert any(str(each).startswith(f"{told}, {day} ") for each in at.values()), told
    starts = clue("starts", "reset")
    for first, last in ((22, 23), (24, 26)):
        assert all(date(2027, 2, day).weekday() < 5 for day in range(first, last + 1))
    assert "22 and 23 Feb" in starts
    assert "24 to 26 Feb" in starts
    assert "2 to 4 March" in starts


def test_intervals_for_every_look_cost_half_of_the_width() -> None:
    wider = min(sqrt((1 + r) * log((1 + r) / (r * 0.05**2))) for r in (0.01 * n for n in range(1, 40))) / 1.96
    assert wider == pytest.approx(1.55, abs=0.01)
    assert round(14 / wider**2) == 6
    assert "what six days used to find" in words(option("wall", "always").then)
