"""What every screen does: it explains itself, and it says so when the window is too small for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from ladderquest.tui.page import Page
from ladderquest.tui.panels import HelpPanel
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from ladderquest.tui.widgets.side import Side
from tests.tui.driving import CAP, Driver, House
from tests.tui.stories import decide_without_a_screen, play_to_the_end_without_a_screen

SCREENS = ("players", "placement", "home", "phase", "scenario", "debrief")


@asynccontextmanager
async def opened(house: House, screen: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driver]:
    """The app on one of its screens."""
    store = house.player(placed=screen != "placement")
    if screen == "debrief":
        play_to_the_end_without_a_screen(house, store)
    if screen == "players":
        store.close()
    scenario = "tiny" if screen == "scenario" else None
    async with house.opened(None if screen == "players" else store, scenario=scenario, size=size) as game:
        if screen in ("phase", "debrief"):
            await game.press("1", *(("enter",) if screen == "debrief" else ()))
        yield game


@pytest.mark.parametrize("screen", SCREENS)
async def test_help_says_what_the_screen_is_for_and_names_its_keys(house: House, screen: str) -> None:
    async with opened(house, screen) as game:
        page = game.one_screen(Page)
        assert "? help" in game.lines()[-1]
        for key in ("question_mark", "f1"):
            await game.press(key)
            panel = await game.comes(HelpPanel)
            told = "".join(str(static.render()) for static in panel.query("Static"))
            assert page.ABOUT.split(". ")[0] in told
            for hint in page.hints():
                assert hint.key == "?" or hint.label in told
            await game.press("question_mark")
            assert game.app.screen is page


async def test_help_is_longer_than_the_window_and_scrolls(house: House) -> None:
    async with house.playing(size=(60, 16)) as game:
        await game.press("question_mark")
        await game.comes(HelpPanel)
        assert "ctrl+q" not in game.words
        await game.press(*["pagedown"] * 4)
        await game.shows("ctrl+q leave the game")
        await game.press(*["pageup"] * 4, "down", "up", "j", "k")
        await game.shows("You are in a story that goes on")


@pytest.mark.parametrize("screen", SCREENS)
async def test_a_window_that_is_too_small_says_so_and_loses_nothing(house: House, screen: str) -> None:
    async with opened(house, screen) as game:
        before = game.text
        had_the_keyboard = game.app.focused
        await game.resize(40, 10)
        await game.shows(
            "This window is 40×10. LadderQuest needs 60×16: make it larger, or leave with ctrl+q and play "
            "with --plain. Nothing is lost."
        )
        assert game.words.startswith("This window"), "nothing else is on the screen"
        await game.resize(59, 24)
        await game.shows("This window is 59×24.")
        await game.resize(80, 15)
        await game.shows("This window is 80×15.")
        await game.resize(80, 24)
        await game.until(lambda: game.text == before, "the same screen as before")
        assert game.app.focused is had_the_keyboard


async def test_the_question_is_answered_after_the_window_has_been_small(house: House) -> None:
    async with house.playing() as game:
        await game.resize(40, 10)
        await game.resize(80, 24)
        await game.decide("Tell Mira")
        await game.shows("Then I look at the table")


async def test_a_question_that_hears_late_that_it_was_hidden_keeps_the_keyboard(house: House) -> None:
    async with house.playing() as game:
        question = game.app.focused
        assert question is not None
        go_on, resizing = asyncio.Event(), list[asyncio.Task[None]]()
        question.call_later(go_on.wait)  # busy: whatever it is told meanwhile waits in its queue
        for size, shown in (((40, 10), False), ((80, 24), True)):
            resizing.append(asyncio.create_task(game.pilot.resize_terminal(*size)))  # waits for the question
            async with asyncio.timeout(CAP):
                while bool(question.region) is not shown:  # noqa: ASYNC110 - there is no event for it
                    await asyncio.sleep(0.001)
        go_on.set()
        await asyncio.gather(*resizing)
        await game.decide("Tell Mira")
        await game.shows("Then I look at the table")


async def test_a_window_that_is_small_from_the_start_can_be_made_larger(house: House) -> None:
    async with house.playing(size=(40, 10)) as game:
        await game.shows("This window is 40×10.")
        await game.resize(80, 24)
        await game.shows("forwards a mail")
        await game.decide("Tell Mira")
        await game.shows("Then I look at the table")


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (119, 30), (120, 40), (160, 50), (250, 70)])
async def test_the_text_keeps_its_width(house: House, size: tuple[int, int]) -> None:
    async with house.playing(size=size) as game:
        await game.decide("Tell Mira")
        await game.read_on()
        column = game.app.screen.query_one("#beat")
        assert column.region.width - 6 <= 72
        assert game.one(Side).display is (size[0] >= 120)
        assert game.text.count("\n") + 1 == size[1]


async def test_without_colour(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    ada = house.player()
    decide_without_a_screen(house, ada, 2)
    async with house.opened(ada) as game:
        assert game.app.theme == "ansi-dark"
        await game.press("s", "5", "enter", "q")
        assert game.app.theme == "ansi-dark"
        await game.comes(HomeScreen)
        await game.press("enter")
        await game.comes(ScenarioScreen)
        await game.shows("Which line would you show to Mira?", "1▸")
        styles = [part.style for row in game.app.screen._compositor.render_strips() for part in row]
        assert styles


async def test_a_narrow_bar_keeps_help_in_sight(house: House) -> None:
    ada = house.player()
    play_to_the_end_without_a_screen(house, ada)
    decide_without_a_screen(house, ada, 3)
    async with house.opened(ada, scenario="tiny", size=(60, 16)) as game:
        assert game.lines()[-1].endswith("? help")
        await game.click_key("help")
        await game.comes(HelpPanel)


async def test_the_mouse_does_what_the_keys_at_the_foot_do(house: House) -> None:
    async with opened(house, "home") as game:
        await game.click_key("go on")
        await game.comes(ScenarioScreen)
        await game.click_key("leave")
        await game.comes(HomeScreen)
        await game.click_key("phase")
        assert isinstance(game.app.screen, HomeScreen), "a range of keys has nothing to click"
