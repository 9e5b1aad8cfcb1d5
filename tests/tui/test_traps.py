"""The trap log: families, traps, decisions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ladderquest.saves import Settings
from ladderquest.tui.screens.debrief import DebriefScreen
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.traps import FamilyScreen, TrapScreen, TrapsScreen
from tests.tui.driving import Driver, House
from tests.tui.looking_back import HASTE, played
from tests.tui.stories import TOLD, decide_without_a_screen
from tests.tui.test_pictures import NIGHT, PAPER, SMALL, lead


async def families(game: Driver) -> None:
    await game.press("t")
    await game.comes(TrapsScreen)


async def test_from_the_families_to_the_decision_and_its_debrief(house: House) -> None:
    ada = house.player()
    played(house, ada, TOLD, HASTE, HASTE)
    async with house.opened(ada) as game:
        await families(game)
        await game.shows("So far: three playings of stories.", "fed twice, not avoided")
        await game.decide("Speed over the problem")
        await game.comes(FamilyScreen)
        await game.shows("The fastest hands", "Over time, a row a week:", "12 Oct ▮ 1 │")
        await game.press("enter")
        await game.comes(TrapScreen)
        await game.shows("Expects speed to be enough.", "Your decisions: fed twice, not avoided.")
        for _ in range(3):
            await game.press("space")
        await game.shows("1 Fed: “Restart the job now and read the log while it runs”")
        await game.shows("The nightly job · Tuesday, 08:10 · 14 November 2026")
        await game.press("enter")
        await game.comes(DebriefScreen)
        await game.shows("Green again")
        await game.press("q")
        await game.shows("enter its debrief")


async def test_a_trap_not_met_can_be_read_and_says_so(house: House) -> None:
    async with house.opened(house.player()) as game:
        await families(game)
        await game.shows("No story has been played to an ending yet", "not met so far")
        await game.press("1", "enter", "enter")
        await game.comes(TrapScreen)
        await game.shows("Works in isolation and does not ask.", "Not met so far.")
        assert "debrief" not in game.words


async def test_a_run_without_an_ending_is_not_in_it(house: House) -> None:
    ada = house.player()
    decide_without_a_screen(house, ada, 3)
    async with house.opened(ada) as game:
        await families(game)
        await game.shows("No story has been played to an ending yet")
        assert "avoided" not in game.words


@pytest.mark.parametrize("key", ["q", "escape", "b"])
async def test_back_step_by_step(house: House, key: str) -> None:
    async with house.opened(house.player()) as game:
        await families(game)
        await game.press("enter", "enter")
        await game.comes(TrapScreen)
        await game.press(key)
        await game.comes(FamilyScreen)
        await game.press(key)
        await game.comes(TrapsScreen)
        await game.press(key)
        await game.comes(HomeScreen)


async def test_a_trap_opens_by_its_name(house: House) -> None:
    async with house.opened(house.player()) as game:
        game.app.go("traps", "trap:lone-wolf")
        await game.comes(TrapScreen)
        await game.press("q")
        game.app.go("traps", "no-such-trap")
        await game.comes(TrapsScreen)


async def test_how_sure_one_was_stands_below(house: House) -> None:
    ada = house.player()
    played(house, ada, TOLD, HASTE, sure=80)
    async with house.opened(ada, size=(80, 50)) as game:
        await families(game)
        await game.press("space")
        await game.shows("How sure you were", "80 % ▮▮▮▯▯▯ 3 of 6", "When you said 80 %, 3 of 6 were as good")


async def test_without_a_codex_x_does_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ladderquest.tui.screens.traps.PLACES", {})
    async with house.opened(house.player()) as game:
        game.app.go("traps", "lone-wolf")
        screen = await game.comes(TrapScreen)
        assert "x codex" not in game.words
        await game.press("x")
        assert game.app.screen is screen


async def test_with_a_codex_x_leads_to_the_page_of_the_trap(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[tuple[str, str]] = []
    monkeypatch.setattr("ladderquest.tui.screens.traps.PLACES", {"codex": None})
    async with house.opened(house.player()) as game:
        game.app.go("traps", "lone-wolf")
        await game.comes(TrapScreen)
        await game.shows("x codex")
        monkeypatch.setattr(game.app, "go", lambda place, about: went.append((place, about)))
        await game.press("x")
    assert went == [("codex", "trap:lone-wolf")]


PICTURES = {"families": "t", "family": "t 2 enter", "trap": "t 2 enter enter space"}


@pytest.mark.parametrize("theme", [NIGHT, PAPER])
@pytest.mark.parametrize("name", PICTURES)
def test_picture(house: House, snap_compare: Callable[..., bool], name: str, theme: str) -> None:
    store = house.player()
    store.update(settings=Settings(theme=theme, reduced_motion=True)).result()
    played(house, store, TOLD, HASTE, HASTE, sure=80)
    app = house.app(store)
    assert snap_compare(app, terminal_size=SMALL, run_before=lambda pilot: lead(pilot, PICTURES[name]))
