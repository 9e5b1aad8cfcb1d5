"""Going back to a backup from the app."""

from __future__ import annotations

import msgspec

from ladderquest.saves.backups import backups_of
from ladderquest.tui.panels import NewsPanel
from ladderquest.tui.screens.backups import BackupsPanel
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from ladderquest.tui.widgets.choices import Choices
from tests.tui.driving import House
from tests.tui.stories import decide_without_a_screen


async def test_a_run_that_is_gone_comes_back_with_the_settings_of_then(house: House) -> None:
    store = house.player()
    sitting = decide_without_a_screen(house, store, 2)
    store.close()
    store = house.player()  # the second session backs up what the first one left
    store.update(settings=msgspec.structs.replace(store.profile.settings, reduced_motion=True)).result()
    store.close()
    for file in (store.folder / "runs").iterdir():
        file.unlink()
    async with house.opened(house.player()) as game:
        assert game.app.game.store.runs == []
        await game.shows("brings it back")
        await game.press("q", "s", "6", "enter")
        await game.comes(BackupsPanel)
        await game.shows("What is here now is backed up first.", "▸ 1")
        await game.press("enter")
        await game.comes(HomeScreen)
        await game.shows("1 run came back.", "Go on: The nightly job")
        settings = game.app.game.store.profile.settings
        assert settings.reduced_motion is False
        assert [run.run for run in game.app.game.store.runs] == [sitting.run_id]
    assert [backup.why for backup in backups_of(store.folder)] == ["before-restore", ""]


async def test_a_second_window_cannot_go_back(house: House) -> None:
    store = house.player()
    decide_without_a_screen(house, store, 1)
    store.close()
    with house.player() as first:
        first.load(first.runs[0].run)  # behind the backup of the day
        async with house.opened(house.player()) as game:
            await game.press("s", "6", "enter")
            await game.comes(BackupsPanel)
            await game.shows("This player is open in another window")
            assert not game.app.screen.query(Choices)
            await game.press("q")
            await game.comes(HomeScreen)


async def test_nobody_has_backups_on_the_first_day(house: House) -> None:
    async with house.opened(house.player()) as game:
        await game.press("s", "6", "enter")
        await game.comes(BackupsPanel)
        await game.shows("There is no backup yet. One is made on every day that you play.")


async def test_a_backup_that_is_damaged_is_told_and_nothing_is_changed(house: House) -> None:
    store = house.player()
    decide_without_a_screen(house, store, 1)
    store.close()
    house.player().close()
    (backup,) = backups_of(store.folder)
    backup.path.write_bytes(b"PK")
    async with house.opened(house.player()) as game:
        await game.press("s", "6", "enter")
        await game.comes(BackupsPanel)
        await game.press("enter")
        await game.until(lambda: any("no export" in each for each in game.notices), "why not")
        assert isinstance(game.app.screen, BackupsPanel)


async def test_damage_is_told_before_a_story_that_was_asked_for_at_the_start(house: House) -> None:
    store = house.player()
    decide_without_a_screen(house, store, 1)
    store.close()
    house.player().close()
    (store.folder / "player.json").write_bytes(b"{")
    async with house.opened(house.player(), scenario="tiny") as game:
        await game.comes(NewsPanel)
        await game.shows("The profile of Ada could not be read", "those of the backup of")
        while isinstance(game.app.screen, NewsPanel):
            await game.press("space")
        await game.comes(ScenarioScreen)
