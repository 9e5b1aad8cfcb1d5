"""The keys never wait for the disk: every ``fsync`` is held while they are pressed."""

from __future__ import annotations

import errno
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from textual.widgets import Input

from ladderquest.saves import PlayerStore
from ladderquest.tui.leaving import LeavingPanel
from ladderquest.tui.panels import HelpPanel, NewsPanel
from ladderquest.tui.screens.debrief import DebriefScreen, TalkPanel
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.opening import OpeningScreen
from ladderquest.tui.screens.placement import PlacementScreen
from ladderquest.tui.screens.players import PlayersScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from ladderquest.tui.screens.settings import SettingsPanel
from tests.tui.disk import HeldDisk
from tests.tui.driving import Driver, House
from tests.tui.packs import edited
from tests.tui.stories import decide_without_a_screen, play_to_the_end_without_a_screen

CONSEQUENCE = "Then I look at the table, and you at the job."


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[HeldDisk]:
    with HeldDisk(monkeypatch) as held:
        yield held


@asynccontextmanager
async def at_the_end(disk: HeldDisk) -> AsyncIterator[None]:
    """Whatever happens, the disk answers before the app closes."""
    try:
        yield
    finally:
        disk.release()


@asynccontextmanager
async def opened(
    house: House, disk: HeldDisk, store: PlayerStore | None, *, scenario: str | None = None
) -> AsyncIterator[Driver]:
    """A running app."""
    async with house.opened(store, scenario=scenario) as game, at_the_end(disk):
        yield game


async def held(game: Driver, disk: HeldDisk, *keys: str) -> None:
    """Press keys on a held disk, and see that it is waited for."""
    disk.hold()
    for key in keys:
        await game.pilot.press(key)
    await game.until(lambda: disk.waiting > 0, "a sync")


async def help_opens(game: Driver) -> None:
    """Help opens and closes."""
    await game.pilot.press("question_mark")
    await game.until(lambda: isinstance(game.app.screen, HelpPanel), "help")
    await game.pilot.press("q")
    await game.until(lambda: not isinstance(game.app.screen, HelpPanel), "the end of help")


async def test_a_story_begins_while_the_pointer_moves(house: House, disk: HeldDisk) -> None:
    async with opened(house, disk, house.player()) as game:
        await held(game, disk, "enter")
        await game.pilot.press("down")
        assert game.choices.cursor == 1
        await help_opens(game)
        await game.pilot.press("up", "enter")  # one thing at a time
        await game.shows("Opening the story …")
        assert isinstance(game.app.screen, HomeScreen)
        disk.release()
        await game.comes(ScenarioScreen)
        assert len(game.app.game.store.runs) == 1


async def test_a_story_that_somebody_left_for_placement_opens_behind_their_back(
    house: House, disk: HeldDisk
) -> None:
    async with opened(house, disk, house.player()) as game:
        await held(game, disk, "enter", "w")
        await game.until(lambda: isinstance(game.app.screen, PlacementScreen), "placement")
        await game.pilot.press("y")
        await game.until(lambda: bool(game.app.screen.query(Input)), "the case")
        await game.pilot.press(*"my case")
        disk.release()
        await game.settled()
        assert isinstance(game.app.screen, PlacementScreen), "nobody is pulled away from what they write"
        assert game.one(Input).value == "my case"
        assert len(game.app.game.store.runs) == 1


async def test_the_story_asked_for_at_the_start_opens_behind_its_title(house: House, disk: HeldDisk) -> None:
    ada = house.player()
    disk.hold()
    app = house.app(ada, scenario="tiny")
    async with app.run_test(size=(80, 24), notifications=True) as pilot, at_the_end(disk):
        game = Driver(app, pilot)
        await game.until(lambda: disk.waiting > 0, "a sync")
        assert isinstance(app.screen, OpeningScreen)
        await help_opens(game)
        disk.release()
        await game.comes(ScenarioScreen)


async def test_a_decision_waits_and_the_keys_do_not(house: House, disk: HeldDisk) -> None:
    async with opened(house, disk, house.player(), scenario="tiny") as game:
        await held(game, disk, "1", "enter")
        assert game.choices.has_class("decided"), "what was chosen is marked at once"
        await game.shows("Saving …")
        await help_opens(game)
        await game.pilot.press("p")
        await game.shows("The way so far")
        await game.pilot.press("q")
        assert CONSEQUENCE not in game.words
        disk.release()
        await game.shows(CONSEQUENCE)
        assert "Saving" not in game.words


async def test_who_leaves_while_a_decision_is_saved_leaves_when_it_is(house: House, disk: HeldDisk) -> None:
    async with opened(house, disk, house.player(), scenario="tiny") as game:
        await held(game, disk, "1", "enter", "q")
        await game.shows("Saving …")
        assert isinstance(game.app.screen, ScenarioScreen)
        disk.release()
        await game.comes(HomeScreen)
        await game.shows("Saved. The nightly job")
        assert len(game.decided) == 1


async def test_going_back_waits_and_the_keys_do_not(house: House, disk: HeldDisk) -> None:
    ada = house.player()
    play_to_the_end_without_a_screen(house, ada)
    decide_without_a_screen(house, ada, 1)
    async with opened(house, disk, ada, scenario="tiny") as game:
        await held(game, disk, "b", "enter")
        await help_opens(game)
        disk.release()
        await game.shows("forwards a mail")


async def test_an_edited_story_moves_while_the_pointer_does(house: House, disk: HeldDisk) -> None:
    ada = house.player()
    decide_without_a_screen(house, ada, 3)
    house.pack = edited(("clue: quota, effect: hours -= 1", "clue: quota, effect: hours -= 2"))
    async with opened(house, disk, ada) as game:
        await held(game, disk, "enter")
        await game.pilot.press("down")
        assert game.choices.cursor == 1
        disk.release()
        await game.comes(NewsPanel)
        assert "2 decisions earlier" in game.news[0]


async def test_settings_change_at_once(house: House, disk: HeldDisk) -> None:
    async with opened(house, disk, house.player()) as game:
        await held(game, disk, "s", "enter")
        await game.shows("Explain as I go: yes")
        await game.pilot.press("down", "enter")
        await game.shows("Let me go back in a first run: yes")
        await game.pilot.press("q")
        await game.until(lambda: not isinstance(game.app.screen, SettingsPanel), "the ladder")
        await help_opens(game)


async def test_a_setting_that_could_not_be_saved_is_told_until_it_is_read(
    house: House, disk: HeldDisk
) -> None:
    async with opened(house, disk, house.player()) as game:
        await held(game, disk, "s", "enter", "q")
        disk.release(OSError(errno.EIO, os.strerror(errno.EIO)))
        await game.comes(NewsPanel)
        assert game.news[0].startswith("Not saved: cannot save to ")
        disk.release()
        await game.press("q")
        await game.comes(HomeScreen)


async def test_placement_is_kept_while_the_ladder_is_there(house: House, disk: HeldDisk) -> None:
    ada = house.player(placed=False)
    async with opened(house, disk, ada) as game:
        await game.press(*"nnnnn"[: len(house.pack.placement.questions)])
        await held(game, disk, "enter")
        await game.until(lambda: isinstance(game.app.screen, HomeScreen), "the ladder")
        await help_opens(game)


async def test_a_player_is_made_while_the_name_is_still_typed(house: House, disk: HeldDisk) -> None:
    async with opened(house, disk, None) as game:
        await game.write("Ada")
        await held(game, disk, "enter", "x")
        assert game.one(Input).value == "Adax"
        await game.shows("Making a player …")
        disk.release()
        await game.comes(PlacementScreen)
        assert game.app.game.store.profile.name == "Ada"


async def test_a_damaged_player_is_opened_while_the_pointer_moves(house: House, disk: HeldDisk) -> None:
    for name in ("Grace", "Ada"):
        with house.player(name) as store:
            decide_without_a_screen(house, store, 1)
    (store.folder / "player.json").write_text("{")
    async with opened(house, disk, None) as game:
        await game.press(str(game.choice("Ada").index + 1))
        await held(game, disk, "enter", "down")
        assert game.choices.cursor != game.choice("Ada").index
        assert isinstance(game.app.screen, PlayersScreen)
        disk.release()
        await game.comes(NewsPanel)
        assert "The profile of Ada could not be read" in game.news[0]


async def test_somebody_else_plays_as_soon_as_everything_is_saved(house: House, disk: HeldDisk) -> None:
    async with opened(house, disk, house.player()) as game:
        await held(game, disk, "s", "enter", "q", "u")
        await game.pilot.press("down")
        assert game.choices.cursor == 1
        assert isinstance(game.app.screen, HomeScreen)
        disk.release()
        await game.comes(PlayersScreen)
    assert house.player().profile.settings.explain_as_i_go


async def test_a_talk_mark_waits_and_a_second_one_follows_it(house: House, disk: HeldDisk) -> None:
    ada = house.player()
    play_to_the_end_without_a_screen(house, ada)
    async with opened(house, disk, ada) as game:
        await game.press("1", "enter")
        await game.comes(DebriefScreen)
        await held(game, disk, "t", "enter")
        await help_opens(game)
        await game.pilot.press("t", "enter")
        await game.shows("Saving …")
        disk.release()
        await game.until(lambda: len(game.notices) == 1, "what was noted")
        await game.settled()
        await game.press("t")
        panel = game.one_screen(TalkPanel)
        assert [talk.wanted for talk in panel.talks].count(True) == 1
        await game.press("down", "enter")
        await game.until(lambda: len(game.notices) == 2, "the second one")


async def test_who_leaves_the_debrief_while_it_goes_back_finds_the_ladder_as_it_is(
    house: House, disk: HeldDisk
) -> None:
    ada = house.player()
    play_to_the_end_without_a_screen(house, ada)
    async with opened(house, disk, ada) as game:
        await game.press("1", "enter")
        await game.comes(DebriefScreen)
        await held(game, disk, "b", "enter", "q")
        await game.shows("Saving …")
        disk.release()
        await game.comes(HomeScreen)
        await game.shows("Go on: The nightly job")


# --- leaving ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [("q", "q"), ("ctrl+q",), ("ctrl+q", "ctrl+q", "ctrl+c", "ctrl+q")])
async def test_leaving_waits_for_the_last_write_and_says_so(
    house: House, disk: HeldDisk, keys: tuple[str, ...]
) -> None:
    app = house.app(house.player(), scenario="tiny" if keys[0] != "q" else None)
    async with app.run_test(size=(80, 24), notifications=True) as pilot, at_the_end(disk):
        game = Driver(app, pilot)
        await game.settled()
        if keys[0] == "q":
            await held(game, disk, "s", "enter", *keys)
        else:
            await held(game, disk, "1", "enter", *keys)
        await game.until(lambda: isinstance(app.screen, LeavingPanel), "the word")
        await game.shows("The game closes as soon as the last of it is saved")
        await pilot.press("escape", "q", "enter", "ctrl+c", "ctrl+q")
        assert isinstance(app.screen, LeavingPanel)
        assert app.return_code is None
        disk.release()
        await game.until(lambda: app.return_code == 0, "the end")
    ada = house.player()
    if keys[0] == "q":
        assert ada.profile.settings.explain_as_i_go
    else:
        assert [run.decisions for run in ada.runs] == [1]


async def test_who_leaves_and_loses_the_last_decision_is_told_before(house: House, disk: HeldDisk) -> None:
    async with opened(house, disk, house.player(), scenario="tiny") as game:
        await held(game, disk, "1", "enter", "ctrl+q")
        await game.until(lambda: isinstance(game.app.screen, LeavingPanel), "the word")
        disk.release(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        await game.comes(NewsPanel)
        assert "the disk is full" in game.news[0]
        assert "Nothing before it is lost" in game.news[0]
        assert game.app.return_code is None
        disk.release()
        await game.press("q")
        await game.pilot.press("ctrl+q")
        await game.until(lambda: game.app.return_code == 0, "the end")
