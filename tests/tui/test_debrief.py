"""What it came to."""

import pytest

from ladderquest.play.journal import Annotated
from ladderquest.saves import PlayerStore
from ladderquest.tui.screens.checkpoints import CheckpointPanel
from ladderquest.tui.screens.debrief import DebriefScreen, TalkPanel
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.phase import PhaseScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from ladderquest.tui.widgets.document import DocumentView
from tests.tui.driving import Driver, House
from tests.tui.stories import play_to_the_end_without_a_screen


@pytest.fixture
def ada(house: House) -> PlayerStore:
    store = house.player()
    play_to_the_end_without_a_screen(house, store)
    return store


async def debriefed(game: Driver) -> DebriefScreen:
    await game.press("1", "enter")
    return await game.comes(DebriefScreen)


async def test_it_is_read_page_by_page_to_its_end(house: House, ada: PlayerStore) -> None:
    async with house.opened(ada) as game:
        await debriefed(game)
        await game.shows("A morning that others can follow", "The cause was a full disk", "How it went")
        read = game.words
        for _ in range(8):
            await game.press("space")
            read += game.words
        for part in (
            "decisions that shaped it",
            "Avoided: Working alone",
            "The disk had been full since Tuesday.",
            "This story has two endings and two truths",
            "This week",
            "Ask who reads the table",
        ):
            assert part in read
        assert "Ask who reads the table" in game.words
        await game.press(*["pageup"] * 8)
        await game.shows("A morning that others can follow")
        await game.press("down", "j", "down")
        assert "A morning that others can follow" not in game.words
        await game.press("up", "k", "up")
        await game.shows("A morning that others can follow")


async def test_t_marks_a_decision_to_talk_about_and_takes_the_mark_back(
    house: House, ada: PlayerStore
) -> None:
    def noted() -> list[tuple[int, bool]]:
        records = ada.load(ada.runs[-1].run).records
        return [(r.of, r.talk) for r in records if isinstance(r, Annotated) and r.talk is not None]

    async with house.opened(ada) as game:
        screen = await debriefed(game)
        await game.press("t")
        await game.comes(TalkPanel)
        await game.shows("I want to talk about", "Tuesday, 08:10: Tell Mira", "Disk quota page")
        await game.press("down", "enter")
        await game.comes(DebriefScreen)
        assert game.notices[-1].startswith("Noted: to talk about: ")
        assert [talk.wanted for talk in screen.debrief.decisions] == [False, True, False, False]
        assert [wanted for _, wanted in noted()] == [True]
        document = game.one(DocumentView).document
        assert "To talk about" in str(document)
        await game.press("t")
        await game.shows("marked; enter takes it back")
        await game.press("2", "enter")
        assert game.notices[-1].startswith("No longer marked: ")
        assert [wanted for _, wanted in noted()] == [True, False]
        assert len({of for of, _ in noted()}) == 1


async def test_marking_keeps_the_readers_place(house: House, ada: PlayerStore) -> None:
    async with house.opened(ada) as game:
        screen = await debriefed(game)
        await game.press("space", "space")
        at = screen.query_one("#text").scroll_y
        assert at > 0
        await game.press("t", "enter")
        await game.comes(DebriefScreen)
        await game.until(lambda: screen.query_one("#text").scroll_y == at, "the line read last")


@pytest.mark.parametrize("key", ["t", "q", "escape"])
async def test_marking_nothing(house: House, ada: PlayerStore, key: str) -> None:
    async with house.opened(ada) as game:
        await debriefed(game)
        await game.press("t", key)
        await game.comes(DebriefScreen)
        assert game.notices == []


async def test_b_goes_back_to_a_question_and_q_stays(house: House, ada: PlayerStore) -> None:
    async with house.opened(ada) as game:
        await debriefed(game)
        await game.press("b")
        await game.comes(CheckpointPanel)
        await game.press("q")
        await game.comes(DebriefScreen)
        await game.press("b")
        await game.shows("then: The disk was full", "then: Tell Mira what you know")
        await game.press("3", "enter")
        await game.comes(ScenarioScreen)
        await game.shows("What do you read?", "Hours left ▮▮▮▯ 3", "Clues 0 of 3")
        assert len(ada.runs) == 1
        assert ada.runs[0].ending is None
        assert ada.runs[0].endings_seen == ("explained",), "the road left is kept"


async def test_n_plays_again_in_the_truth_not_seen_yet(house: House, ada: PlayerStore) -> None:
    async with house.opened(ada) as game:
        await debriefed(game)
        await game.press("n")
        await game.comes(ScenarioScreen)
        assert [run.world for run in ada.runs] == ["disk", "loader"]


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_back_to_where_it_was_opened(house: House, ada: PlayerStore, key: str) -> None:
    async with house.opened(ada) as game:
        await debriefed(game)
        await game.press(key)
        await game.comes(PhaseScreen)
        await game.press(key)
        await game.comes(HomeScreen)
        await game.shows("Every story is played", "▮ 1 of 1 played")
