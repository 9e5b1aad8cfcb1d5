"""Pages that are kept: shown again as they were left, and never when what they show has changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ladderquest.growth.work import Evidence
from ladderquest.saves import Settings
from ladderquest.tui.app import LadderQuestApp
from ladderquest.tui.page import Page
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.phase import PhaseScreen
from ladderquest.tui.screens.plan import PlanScreen
from ladderquest.tui.screens.players import PlayersScreen
from ladderquest.tui.screens.traps import FamilyScreen, TrapsScreen
from ladderquest.tui.theme import PAPER
from tests.tui.driving import Driver, House
from tests.tui.looking_back import HASTE, played
from tests.tui.stories import TOLD

PAGES: dict[str, type[Page]] = {"t": TrapsScreen, "p": PlanScreen, "1": PhaseScreen}


async def opened(game: Driver, key: str) -> object:
    """The page that a key of the ladder opens; left again."""
    await game.press(key)
    page = await game.comes(PAGES[key])
    await game.press("q")
    await game.comes(HomeScreen)
    return page


@pytest.mark.parametrize("key", PAGES)
async def test_a_page_comes_back_if_nothing_has_changed(house: House, key: str) -> None:
    async with house.opened(house.player()) as game:
        first = await opened(game, key)
        assert await opened(game, key) is first
        assert await opened(game, key) is first


async def test_it_comes_back_as_it_was_left_and_works_as_before(house: House) -> None:
    ada = house.player()
    played(house, ada, TOLD, HASTE)
    async with house.opened(ada) as game:
        await game.press("t", "down", "down")
        at = game.choices.cursor
        await game.press("q", "t")
        assert game.choices.cursor == at
        assert game.app.screen.focused is game.choices
        await game.press("enter")
        await game.comes(FamilyScreen)


@pytest.mark.parametrize("key", ["t", "p"])
async def test_new_work_makes_a_new_page(house: House, key: str) -> None:
    async with house.opened(house.player()) as game:
        first = await opened(game, key)
        evidence = Evidence(
            id="e1", changed="2026-11-20T09:45:00+00:00", items=(), day="2026-11-20", did="A review."
        )
        game.app.game.store.work.keep(evidence).result()
        assert await opened(game, key) is not first


@pytest.mark.parametrize("key", PAGES)
async def test_a_run_makes_a_new_page(house: House, key: str) -> None:
    ada = house.player()
    async with house.opened(ada) as game:
        first = await opened(game, key)
        played(house, ada, TOLD, HASTE)
        assert await opened(game, key) is not first


async def test_a_plan_that_was_changed_is_made_anew_and_shows_the_change(house: House) -> None:
    async with house.opened(house.player()) as game:
        await game.press("p", "x")
        await game.shows("Dropped")
        page = game.app.screen
        await game.press("q", "p")
        assert await game.comes(PlanScreen) is not page
        await game.shows("Dropped")


@pytest.mark.parametrize("key", PAGES)
async def test_another_window_or_theme_makes_a_new_page(house: House, key: str) -> None:
    async with house.opened(house.player()) as game:
        first = await opened(game, key)
        await game.resize(120, 40)
        wide = await opened(game, key)
        assert wide is not first
        game.app.game.keep_settings(Settings(theme=PAPER.name)).result()
        game.app.apply_settings()
        await game.settled()
        light = await opened(game, key)
        assert light is not wide


async def test_the_ladder_comes_back_with_the_pointer_on_the_phase_that_was_left(house: House) -> None:
    async with house.opened(house.player()) as game:
        await game.press("1", "q")
        home = await game.comes(HomeScreen)
        await game.press("2", "q")
        assert await game.comes(HomeScreen) is home
        assert game.choices.items[game.choices.cursor or 0].key == "2"
        game.app.go_home()
        await game.settled()
        assert game.app.screen is home
        assert game.choices.cursor == 0


async def test_another_player_finds_none_of_them(house: House) -> None:
    house.player("Bea").close()
    async with house.opened(house.player()) as game:
        first = await opened(game, "p")
        await game.press("u")
        await game.comes(PlayersScreen)
        await game.decide("Bea")
        await game.comes(HomeScreen)
        await game.press("p")
        assert await game.comes(PlanScreen) is not first
        await game.shows("Bea")


async def test_what_is_changed_on_a_page_that_came_back_is_changed_now(house: House) -> None:
    moment = datetime(2026, 11, 20, 9, 45, tzinfo=UTC)
    app = LadderQuestApp(house.pack, house.saves, now=lambda: moment, dice=lambda: 1, store=house.player())
    async with app.run_test(size=(80, 24)) as pilot:
        game = Driver(app, pilot)
        first = await opened(game, "p")
        moment = moment.replace(hour=17)
        await game.press("p", "a", *"Ask Mira", "ctrl+s")
        assert game.app.screen is first
        await game.shows("Ask Mira")
        [line] = [each for each in app.game.store.work.read().plan.values() if each.own]
        assert "T17:45" in line.changed


async def test_a_ladder_left_before_it_stands_is_no_trouble(house: House) -> None:
    async with house.opened(house.player()) as game:
        for _ in range(3):
            game.app.go_home()
            game.app.show_phase(1)
            game.app.show_phase(2)
        await game.settled()
        await game.comes(PhaseScreen)
