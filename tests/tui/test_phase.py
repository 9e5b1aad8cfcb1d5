"""One rung of the ladder."""

import pytest

from ladderquest.saves import PlayerStore
from ladderquest.tui.screens.debrief import DebriefScreen
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.phase import PhaseScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from tests.tui.driving import Driver, House
from tests.tui.stories import decide_without_a_screen, play_to_the_end_without_a_screen


async def phase(game: Driver, number: str = "1") -> None:
    await game.press(number)
    await game.comes(PhaseScreen)


async def test_a_new_story_begins(house: House) -> None:
    async with house.opened(house.player()) as game:
        await phase(game)
        await game.shows(
            "Phase 1: Junior to mid", "Ada", "The nightly job", "A job that you wrote", "5 minutes."
        )
        await game.shows("□ You explained a choice", "Only evidence from your work ticks these")
        assert "again" not in game.words, "there is nothing to play again"
        await game.press("enter")
        await game.comes(ScenarioScreen)


async def test_an_open_story_goes_on(house: House) -> None:
    ada = house.player()
    decide_without_a_screen(house, ada, 1)
    async with house.opened(ada) as game:
        await phase(game)
        await game.shows("open, 1 decision so far")
        await game.press("1", "enter")
        await game.comes(ScenarioScreen)
        await game.shows("What do you read?")
    assert len(ada.runs) == 1


async def test_a_finished_story_opens_its_debrief_and_n_plays_it_again(house: House) -> None:
    ada = house.player()
    play_to_the_end_without_a_screen(house, ada)
    async with house.opened(ada) as game:
        await phase(game)
        await game.shows("played: 1 of 2 endings, 1 of 2 truths seen", "n again")
        await game.press("enter")
        await game.comes(DebriefScreen)
        await game.shows("q leave")
        await game.press("q")
        await game.comes(PhaseScreen)
        await game.press("n")
        await game.comes(ScenarioScreen)
        assert [run.world for run in ada.runs] == ["disk", "loader"], "the truth not seen yet comes first"


async def test_a_phase_without_stories_says_so(house: House) -> None:
    async with house.opened(house.player()) as game:
        await phase(game, "2")
        await game.shows("No stories in this pack yet.")
        assert "enter play" not in game.words
        await game.press("enter", "n", "1")
        assert isinstance(game.app.screen, PhaseScreen)


async def test_t_tells_of_the_traps(house: House) -> None:
    async with house.opened(house.player()) as game:
        await phase(game)
        await game.press("t")
        await game.shows(
            "Working alone", "Why it works on good engineers: Asking has looked like weakness before."
        )
        assert "The fastest hands" not in game.words, "that one lives in the second phase"
        await game.press("t")
        assert isinstance(game.app.screen, PhaseScreen)


async def test_the_text_is_read_page_by_page(house: House) -> None:
    async with house.opened(house.player(), size=(60, 16)) as game:
        await phase(game)
        assert "Working alone" not in game.words
        for _ in range(4):
            await game.press("space")
        await game.shows("Traps that live here", "Working alone")
        for _ in range(4):
            await game.press("pageup")
        await game.shows('from "it works" to "here is why"')


@pytest.mark.parametrize("key", ["q", "escape", "b"])
async def test_back_to_the_ladder(house: House, key: str) -> None:
    async with house.opened(house.player()) as game:
        await phase(game)
        await game.press(key)
        await game.comes(HomeScreen)


async def test_somebody_else_who_only_looks_begins_nothing(house: House) -> None:
    with house.player() as first, house.player() as second:
        assert isinstance(first, PlayerStore)
        async with house.opened(second) as game:
            await phase(game)
            await game.press("n")
            assert isinstance(game.app.screen, PhaseScreen)
            assert (
                "This player is open in another window, so this one can look but not save."
                in game.notices[-1]
            )
        assert first.runs == []


async def test_a_story_begun_again_keeps_the_way_to_its_debrief(house: House) -> None:
    ada = house.player()
    play_to_the_end_without_a_screen(house, ada)
    decide_without_a_screen(house, ada, 1)
    async with house.opened(ada) as game:
        await phase(game)
        await game.shows("1 decision so far; played: 1 of", "d debrief")
        await game.press("d")
        await game.comes(DebriefScreen)
        await game.press("q")
        await game.comes(PhaseScreen)
        await game.press("q")
        await game.shows("1 of 1 played")
