"""Amounts to split: the keys that give and take, what is refused, and what is handed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from ladderquest.play.moves import Allocate
from ladderquest.saves import Settings
from ladderquest.tui.screens.scenario import ScenarioScreen
from ladderquest.tui.widgets.shares import Shares
from tests.pack.pages import SPLIT_EDITS
from tests.tui.driving import Driver, House
from tests.tui.packs import edited
from tests.tui.test_pictures import NIGHT, PAPER, SMALL, WIDE, lead


@asynccontextmanager
async def splitting(
    house: House, *edits: tuple[str, str], size: tuple[int, int] = SMALL
) -> AsyncIterator[Driver]:
    """The sample, opened where hours are split; ``edits`` are made to the scene."""
    (start, scenes), told = SPLIT_EDITS, SPLIT_EDITS[1][1]
    for old, new in edits:
        assert old in told
        told = told.replace(old, new)
    house.pack = edited(start, (scenes[0], told))
    async with house.playing(size=size) as game:
        await game.shows("Where do they go?", "← → take, give", "enter hand in")
        yield game


def amounts(game: Driver) -> list[int]:
    return list(game.one(Shares).amounts.values())


async def test_only_what_an_item_takes_at_least_is_given_to_begin_with(house: House) -> None:
    async with splitting(house) as game:
        await game.shows("▸ Finding the cause 0 ▯▯▯▯▯", "Telling people 1 ▮▯▯▯▯", "4 of 5 hours left to give")


async def test_keys_give_take_and_hand_in(house: House) -> None:
    async with splitting(house) as game:
        await game.press("right", "plus", "l", "left", "down", "1", "down", "down", "2", "up", "j")
        assert amounts(game) == [2, 1, 2]
        await game.shows("▸ Telling people 2 ▮▮▯▯▯", "0 of 5 hours left to give")
        await game.press("enter")
        await game.shows(
            "▸ Finding the cause: 2 · Checking the table: 1 · Telling people: 2 (hours)",
            "Both are done, and neither is finished.",
        )
        assert game.decided[-1].answer == Allocate.of({"cause": 2, "table": 1, "told": 2})
        await game.read_on()
        await game.press("p")
        await game.shows("Finding the cause: 2 · Checking the table: 1")


async def test_the_mind_that_was_changed_is_counted_once_all_was_given(house: House) -> None:
    async with splitting(house) as game:
        await game.press("3", "2", "3", "down", "1", "h", "right", "enter")
        await game.shows("Both are done")
        notes = game.one_screen(ScenarioScreen).sitting.run.notes(game.decided[-1].seq)
        assert notes.changes == 2


@pytest.mark.parametrize(
    ("keys", "word", "held"),
    [
        (("left",), "Between 0 and 5 hours can go here.", [0, 0, 1]),
        (("down", "3"), "Between 0 and 2 hours can go here.", [0, 0, 1]),
        (("down", "down", "minus"), "Between 1 and 5 hours can go here.", [0, 0, 1]),
        (("3", "down", "2"), "Only 1 hours left: take some away elsewhere first.", [3, 0, 1]),
        (("4", "down", "right"), "All of it is given: take some away elsewhere first.", [4, 0, 1]),
        (("3", "enter"), "1 of 5 hours are not given to anything yet.", [3, 0, 1]),
    ],
    ids=["below zero", "over the most", "under the least", "more than there is", "nothing left", "not all"],
)
async def test_what_cannot_be_done_is_said_and_left(
    house: House, keys: tuple[str, ...], word: str, held: list[int]
) -> None:
    async with splitting(house) as game:
        await game.press(*keys)
        await game.shows(word)
        assert amounts(game) == held
        assert game.decided == []
        await game.press("up", "0")
        assert word not in game.words


async def test_what_is_handed_in_is_greyed_and_answers_no_more(house: House) -> None:
    async with splitting(house) as game:
        shares = game.one(Shares)
        await game.press("4")
        game.ask.settle(True)
        await game.press("3", "down", "right", "enter")
        await game.click(shares, at=(6, 1))
        assert (amounts(game), shares.cursor, game.decided) == ([4, 0, 1], 0, [])
        assert shares.styles.opacity < 1
        assert "▸" not in "".join(game.lines(shares))
        game.ask.settle(False)
        await game.press("enter")
        await game.shows("You know a great deal about one thing.")
        assert shares.styles.opacity < 1


async def test_a_click_goes_to_a_row_of_any_height(house: House) -> None:
    long = "Checking the table of yesterday line by line with the people who read it every Tuesday at ten"
    async with splitting(house, ("says: Checking the table", f"says: {long}"), size=(60, 20)) as game:
        shares = game.one(Shares)
        assert shares.region.height > 5
        for line, cursor in ((1, 1), (2, 1), (shares.region.height - 4, 2), (0, 0)):
            await game.click(shares, at=(6, line))
            assert shares.cursor == cursor
        await game.click(shares, at=(6, shares.region.height - 1))
        assert shares.cursor == 0, "what is left is no row"
        await game.shows("every Tuesday at ten", "4 of 5 hours left to give")


async def test_many_are_given_by_a_bar_that_fits(house: House) -> None:
    async with splitting(house, ("total: 5", "total: 90")) as game:
        await game.press("9", *["right"] * 36)
        await game.shows("Finding the cause 45 ▮▮▮▮▮▮▮▮▮▮▮▮▮▮▮▯", "44 of 90 hours left to give")


@pytest.mark.parametrize(
    ("size", "theme", "keys"),
    [(SMALL, NIGHT, "2 down 1 down 9"), (SMALL, PAPER, "2 down 1 down 2 up"), (WIDE, NIGHT, "4 enter")],
    ids=["some", "all", "handed-in"],
)
def test_picture(
    house: House, snap_compare: Callable[..., bool], size: tuple[int, int], theme: str, keys: str
) -> None:
    house.pack = edited(*SPLIT_EDITS)
    store = house.player()
    store.update(settings=Settings(theme=theme, reduced_motion=True)).result()
    app = house.app(store, scenario="tiny")
    assert snap_compare(app, terminal_size=size, run_before=lambda pilot: lead(pilot, keys))
