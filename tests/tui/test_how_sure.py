"""How sure are you? A second beat after an answer, for those who switched it on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ladderquest.play.journal import Annotated
from ladderquest.saves import PlayerStore, Settings
from ladderquest.tui.screens.checkpoints import CheckpointPanel
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from tests.tui.driving import Driver, House
from tests.tui.looking_back import played
from tests.tui.stories import TOLD, decide_without_a_screen
from tests.tui.test_pictures import NIGHT, PAPER, SMALL, lead

ASKED = "How sure are you that nothing else on offer here is better?"


@pytest.fixture
def ada(house: House) -> PlayerStore:
    store = house.player()
    store.update(settings=Settings(ask_confidence=True, reduced_motion=True)).result()
    return store


def confidences(game: Driver) -> list[int | None]:
    """What the disk has, a decision after the other."""
    store = game.app.game.store
    records = store.load(store.runs[-1].run).records
    said = {record.of: record.confidence for record in records if isinstance(record, Annotated)}
    return [said.get(decided.seq) for decided in game.decided]


@pytest.mark.parametrize(("key", "percent"), [("1", 20), ("2", 40), ("3", 60), ("4", 80), ("5", 95)])
async def test_a_number_says_how_sure_before_anything_follows(
    house: House, ada: PlayerStore, key: str, percent: int
) -> None:
    async with house.opened(ada, scenario="tiny") as game:
        await game.decide("Restart")
        await game.shows(ASKED, "80 % quite sure", "1-5 how sure", "space skip")
        assert "It runs." not in game.words
        assert game.decided == [], "it is saved together with how sure one was"
        await game.press(key)
        await game.shows("It runs. Tomáš Bednář sends a thumb.")
        assert confidences(game) == [percent]


async def test_space_goes_on_without_and_the_arrows_and_the_mouse_work_too(
    house: House, ada: PlayerStore
) -> None:
    async with house.opened(ada, scenario="tiny") as game:
        await game.decide("Restart")
        await game.press("enter")  # nothing is picked yet
        await game.shows(ASKED)
        await game.press("space")
        await game.shows("It runs.")
        assert confidences(game) == [None]
    async with house.opened(house.player("Ben"), scenario="tiny") as game:
        game.app.game.keep_settings(Settings(ask_confidence=True)).result()
        await game.decide("Restart")
        await game.press("down", "down", "enter")
        assert confidences(game) == [40]


async def test_b_takes_the_answer_back(house: House, ada: PlayerStore) -> None:
    async with house.opened(ada, scenario="tiny") as game:
        await game.decide("Restart")
        await game.shows(ASKED)
        await game.press("b")
        assert ASKED not in game.words
        assert isinstance(game.app.screen, ScenarioScreen)
        await game.decide("Tell Mira")
        await game.press("4")
        await game.shows("Then I look at the table")
        assert confidences(game) == [80]


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_leaving_there_keeps_the_answer(house: House, ada: PlayerStore, key: str) -> None:
    async with house.opened(ada, scenario="tiny") as game:
        await game.decide("Restart")
        await game.shows(ASKED)
        await game.press(key)
        await game.comes(HomeScreen)
        assert [each.scene for each in game.decided] == ["morning"]
        assert confidences(game) == [None]
        await game.press("enter")
        await game.shows("What do you read?")


async def test_what_is_not_rated_is_not_asked_about(house: House, ada: PlayerStore) -> None:
    decide_without_a_screen(house, ada, 1)
    async with house.opened(ada, scenario="tiny") as game:
        await game.press("1", "enter")
        assert ASKED not in game.words
        assert len(game.decided) == 2


async def test_marks_and_claims_are_asked_about(house: House, ada: PlayerStore) -> None:
    decide_without_a_screen(house, ada, 2)
    async with house.opened(ada, scenario="tiny") as game:
        await game.press("down", "space", "enter")
        await game.shows(ASKED)
        await game.press("5")
        assert confidences(game)[-1] == 95


async def test_nobody_is_asked_who_did_not_want_it(house: House) -> None:
    async with house.playing() as game:
        await game.decide("Restart")
        await game.shows("It runs.")
        assert confidences(game) == [None]


async def test_going_back_works_as_before(house: House, ada: PlayerStore) -> None:
    ada.update(settings=Settings(ask_confidence=True, rewind_always=True)).result()
    decide_without_a_screen(house, ada, 1)
    async with house.opened(ada, scenario="tiny") as game:
        await game.press("b")
        await game.comes(CheckpointPanel)
        await game.press("1", "enter")
        await game.decide("Restart")
        await game.shows(ASKED)
        await game.press("3")
        await game.shows("It runs.")
        assert confidences(game)[-1] == 60


async def test_a_panel_over_it_gives_the_keyboard_back(house: House, ada: PlayerStore) -> None:
    async with house.opened(ada, scenario="tiny") as game:
        await game.decide("Restart")
        await game.press("question_mark", "q", "2")
        assert confidences(game) == [40]


async def test_the_debrief_tells_it_back(house: House, ada: PlayerStore) -> None:
    played(house, ada, TOLD, sure=80)
    async with house.opened(ada) as game:
        await game.press("1", "enter")
        read = game.words
        for _ in range(10):
            await game.press("space")
            read += game.words
        assert "How sure you were" in read
        assert "When you said 80 %, 3 of 3 were as good as anything on offer." in read


@pytest.mark.parametrize("theme", [NIGHT, PAPER])
def test_picture(house: House, snap_compare: Callable[..., bool], ada: PlayerStore, theme: str) -> None:
    ada.update(settings=Settings(theme=theme, reduced_motion=True, ask_confidence=True)).result()
    app = house.app(ada, scenario="tiny")
    assert snap_compare(app, terminal_size=SMALL, run_before=lambda pilot: lead(pilot, "2 enter down"))
