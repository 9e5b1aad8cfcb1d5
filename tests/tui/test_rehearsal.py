"""A scenario that is written while it is played: saves are followed, mistakes are shown, nothing is lost."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest

from benchmarks.neutral import SCENARIO_FILE, write_pack
from benchmarks.stories import make_story
from ladderquest.authoring.drawing import Span
from ladderquest.authoring.map import RunMap
from ladderquest.tui.beats import Consequence
from ladderquest.tui.rehearsal import Trouble
from ladderquest.tui.screens.debrief import DebriefScreen
from ladderquest.tui.screens.map import MapScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from tests.cli.terminal import change, copy_of_sample
from tests.tui.driving import Driver
from tests.tui.stories import rehearsal_of

TELL = "Tell Mira what you know before you know the cause"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copy_of_sample(tmp_path)


@asynccontextmanager
async def rehearsing(pack: Path, *file: str, watch: bool = True) -> AsyncIterator[Driver]:
    """A scenario, the sample's if no other is named, played from its file."""
    app = rehearsal_of(pack, *file, watch=watch)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.settled()
        yield driver


async def says(driver: Driver, *texts: str) -> None:
    """Wait until these have been said in the corner."""
    for text in texts:
        await driver.until(lambda text=text: any(text in each for each in driver.notices), text)  # type: ignore[misc]


async def test_a_save_is_played_at_once_at_the_same_question(pack: Path) -> None:
    async with rehearsing(pack) as driver:
        await driver.decide(TELL)
        await driver.read_on()
        await driver.shows("Two pages are open, and time for one.")
        change(
            pack,
            ("Two pages are open", "Three pages are open"),
            ("says: The disk was", "says: The disks were"),
        )
        await driver.shows("Three pages are open, and time for one.")
        await says(driver, "Reloaded. Changed: look, stand. You are where you were.")
        assert [each.scene for each in driver.decided] == ["morning"]


async def test_what_follows_from_a_decision_is_told_again_as_it_is_now(pack: Path) -> None:
    async with rehearsing(pack) as driver:
        await driver.decide(TELL)
        await driver.shows("Then I look at the table")
        change(pack, ("Then I look at the table", "Then she looks at the table"))
        await driver.shows("Then she looks at the table")
        assert isinstance(driver.stage.beat, Consequence)


async def test_a_decision_that_no_longer_stands_leads_back_to_where_one_does(pack: Path) -> None:
    async with rehearsing(pack) as driver:
        await driver.decide(TELL)
        await driver.read_on()
        change(pack, ("- id: tell\n", "- id: told_her\n"))
        await says(driver, "no option 'tell' here", "You are back at Tuesday, 08:10, 1 decision earlier")
        await driver.shows(TELL)
        assert driver.one_screen(ScenarioScreen).sitting.run.steps == []


async def test_a_broken_file_is_told_and_the_last_sound_edition_goes_on(pack: Path) -> None:
    async with rehearsing(pack) as driver:
        change(pack, ("budget: 1", "budget: one"), ("goto: stand\n\n", "goto: stant\n\n"))
        await driver.shows("Not reloaded: 2 errors. You play on with the last sound edition.")
        await driver.shows("`budget` must be a whole number from 1 to 9, not 'one'", "did you mean stand?")
        assert driver.one(Trouble).region.height == 3
        await driver.decide(TELL)  # the story goes on meanwhile
        await driver.read_on()
        await driver.shows("Two pages are open", "Not reloaded")
        change(pack, ("budget: one", "budget: 2"))
        await driver.shows("Not reloaded: 1 error.")
        change(pack, ("goto: stant\n\n", "goto: stand\n\n"))
        await says(driver, "Reloaded. Changed: look.")
        await driver.until(lambda: "Not reloaded" not in driver.words, "a screen without findings")


async def test_the_findings_go_along_to_other_screens(pack: Path) -> None:
    async with rehearsing(pack) as driver:
        change(pack, ("budget: 1", "budget: one"))
        await driver.shows("Not reloaded: 1 error.")
        await driver.press("q")
        await driver.shows("LadderQuest", "Not reloaded: 1 error.")


async def test_a_run_that_has_ended_stays_as_it_was_and_a_new_one_is_of_the_file_as_it_is(pack: Path) -> None:
    async with rehearsing(pack) as driver:
        for caption in (TELL, "Disk quota page"):
            await driver.decide(caption)
            await driver.read_on()
        await driver.press("down", "down", "space", "enter")
        await driver.read_on()
        await driver.press("1", "enter")
        await driver.read_on()
        await driver.press("space")
        await driver.comes(DebriefScreen)
        change(pack, ("time for one.", "time for two."), ("title: The nightly job", "title: The job"))
        await driver.until(lambda: driver.app.pack.scenarios[0].title == "The job", "the new edition")
        assert driver.one_screen(DebriefScreen).sitting.scenario.title == "The nightly job"
        await says(driver, "Reloaded. This run has ended and stays as it was played; the next one is new.")
        await driver.press("n")
        screen = await driver.comes(ScenarioScreen)
        assert screen.sitting.scenario.title == "The job"


async def test_the_ladder_says_what_becomes_of_the_run_and_that_the_file_was_read(pack: Path) -> None:
    async with rehearsing(pack) as driver:
        await driver.decide(TELL)
        await driver.press("q")
        await says(driver, "Kept until you leave the game.")
        change(pack, ("time for one.", "time for two."))
        await says(driver, "Reloaded. The next run plays what is new.")


async def test_a_scenario_with_another_id_is_another_one(pack: Path) -> None:
    async with rehearsing(pack) as driver:
        await driver.decide(TELL)
        change(pack, ("id: tiny\n", "id: other\n"))
        await says(driver, "The id is other now. This run is one of tiny, and stays as it is.")
        await driver.read_on()
        await driver.shows("Two pages are open")


async def test_the_whole_map_is_there_and_follows(pack: Path) -> None:
    async with rehearsing(pack) as driver:
        await driver.decide(TELL)
        await driver.read_on()
        assert " m map" in driver.text
        await driver.press("m")
        await driver.comes(MapScreen)
        await driver.shows("▸ look", "morning", "2 of 7 scenes")
        change(pack, ("{id: restarted, title: Green again}", "{id: restarted, title: Grey again}"))
        await says(driver, "Reloaded. Changed: restarted.")
        await driver.comes(MapScreen)
        await driver.press("space")
        await driver.shows("Grey again")
        await driver.press("q")
        await driver.comes(ScenarioScreen)
        await driver.shows("Two pages are open")


async def test_the_map_of_a_long_scenario_is_drawn_while_the_keys_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, drawn = Event(), RunMap.drawn

    def drawn_late(self: RunMap, width: int) -> list[list[Span]]:
        go_on.wait()
        return drawn(self, width)

    monkeypatch.setattr(RunMap, "drawn", drawn_late)
    async with rehearsing(write_pack(tmp_path / "pack", make_story(400, 1)), SCENARIO_FILE) as driver:
        await driver.press("m")
        await driver.comes(MapScreen)
        await driver.shows("1 of 401 scenes", "Drawing 401 scenes …")
        await driver.press("q")
        await driver.comes(ScenarioScreen)
        await driver.press("m")
        await driver.comes(MapScreen)
        go_on.set()
        await driver.shows("▸ s00000")


async def test_what_is_wrong_is_not_read_as_markup(pack: Path) -> None:
    async with rehearsing(pack) as driver:
        change(pack, ("minutes: 5", "minutes: '[/] [bold]'"))
        await driver.shows("not '[/] [bold]'")


async def test_an_author_may_go_back_to_any_question(pack: Path) -> None:
    async with rehearsing(pack) as driver:
        await driver.decide(TELL)
        await driver.read_on()
        await driver.press("b", "enter")
        await driver.shows(TELL)


async def test_without_watching_the_file_is_left_alone(pack: Path) -> None:
    async with rehearsing(pack, watch=False) as driver:
        change(pack, ("Tuesday, 08:10", "Wednesday, 08:10"))
        rehearsal = driver.app.rehearsal  # type: ignore[attr-defined]
        assert rehearsal.draft.changed()
        assert not rehearsal.look()
        await driver.shows("Tuesday, 08:10")
