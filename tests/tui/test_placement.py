"""Where am I now."""

import pytest
from textual.widgets import Input

from ladderquest.saves import PlayerStore
from ladderquest.tui.screens.home import HomeScreen, Rungs
from ladderquest.tui.screens.placement import PlacementScreen
from tests.tui.driving import Driver, House

QUESTIONS = (
    "explained a change",
    "owned a system",
    "changed what a project",
    "shipped without you",
    "another team",
)


@pytest.fixture
def newcomer(house: House) -> PlayerStore:
    return house.player("Ada", placed=False)


async def say_yes(game: Driver, example: str) -> None:
    await game.press("y")
    await game.write(example)
    await game.press("enter")


async def test_five_questions_and_what_they_come_to(house: House, newcomer: PlayerStore) -> None:
    async with house.opened(newcomer) as game:
        await game.comes(PlacementScreen)
        await game.shows("Five questions about what you have done", "1 of 5")
        for number, question in enumerate(QUESTIONS, start=1):
            await game.shows(question, f"{number} of 5")
            await (say_yes(game, "the loader") if number in (1, 2) else game.press("n"))
        await game.shows(
            "Where to start", "Two of five with a case.", "Two phases fit", "Phase 1: Junior to mid"
        )
        assert "Phase 2: Mid to senior" in game.words
        await game.press("2", "enter")
        await game.comes(HomeScreen)
        assert game.one(Rungs).items[game.one(Rungs).cursor or 0].key == "2"
    placement = house.player().profile.placement
    assert placement is not None
    assert (placement.count, placement.phase) == (2, 2)
    assert placement.answers["explained"].example == "the loader"
    assert not placement.answers["scoped"].yes


async def test_a_yes_without_its_case_is_said_once_and_then_counts_as_a_no(
    house: House, newcomer: PlayerStore
) -> None:
    async with house.opened(newcomer) as game:
        await game.press("y")
        await game.shows("Which change was it?")
        await game.press("enter")
        await game.shows("A yes needs its case", "Press enter again to leave it at that.")
        await game.press("enter")
        await game.shows("2 of 5")
        await game.press("n", "n", "n", "n")
        await game.shows("No yes with a case", "One yes came without its case and counts as a no.")
        assert "Phase 2" not in game.words
        await game.press("enter")
        await game.comes(HomeScreen)
    placement = house.player().profile.placement
    assert placement is not None
    assert (placement.count, placement.phase) == (0, 1)


async def test_one_word_is_no_case_and_can_be_made_longer(house: House, newcomer: PlayerStore) -> None:
    async with house.opened(newcomer) as game:
        await say_yes(game, "loader")
        await game.shows("One word is too short for a case.")
        await game.write(" rewritten")
        await game.press("enter")
        await game.shows("2 of 5")
        await game.press("n", "n", "n", "n")
        await game.shows("One of five with a case.")


async def test_back_to_the_question_and_to_the_one_before(house: House, newcomer: PlayerStore) -> None:
    async with house.opened(newcomer) as game:
        await game.press("b")
        await game.shows("1 of 5")
        await game.press("n", "n")
        await game.shows("3 of 5")
        await game.press("b")
        await game.shows("2 of 5", QUESTIONS[1])
        await game.press("escape")
        await game.shows("1 of 5")
        await game.press("y")
        await game.press("b", "y", "s", "question_mark")  # only letters here
        assert game.one(Input).value == "bys?"
        await game.press("escape")
        await game.shows("y yes n no", QUESTIONS[0])
        assert not game.app.screen.query(Input)


async def test_skip_goes_to_the_ladder_and_keeps_nothing(house: House, newcomer: PlayerStore) -> None:
    async with house.opened(newcomer) as game:
        await game.press("n", "s")
        await game.comes(HomeScreen)
    assert house.player(placed=False).profile.placement is None


async def test_somewhere_else_keeps_the_route_and_opens_the_ladder(
    house: House, newcomer: PlayerStore
) -> None:
    async with house.opened(newcomer) as game:
        await game.press("n", "n", "n", "n", "n")
        await game.shows("Somewhere else on the ladder")
        await game.press("b", "s", "y")  # nothing of this counts any more
        await game.shows("Somewhere else on the ladder")
        await game.press("down", "enter")
        await game.comes(HomeScreen)
    placement = house.player().profile.placement
    assert placement is not None
    assert placement.phase == 1


async def test_a_hostile_case_is_kept_without_what_cannot_be_seen(
    house: House, newcomer: PlayerStore
) -> None:
    async with house.opened(newcomer) as game:
        await game.press("y")
        game.one(Input).value = "[/] the \x1b]52;c;aGk=\x07loader \u202ebackwards"
        await game.press("enter", "n", "n", "n", "n")
        await game.shows("One of five with a case.")
        await game.press("enter")
        await game.comes(HomeScreen)
    placement = house.player().profile.placement
    assert placement is not None
    assert placement.answers["explained"].example == "[/] the ]52;c;aGk=loader backwards"


async def test_w_asks_again_whoever_has_been_placed(house: House) -> None:
    async with house.opened(house.player()) as game:
        await game.comes(HomeScreen)
        await game.press("w")
        await game.comes(PlacementScreen)
        await game.shows("1 of 5")
