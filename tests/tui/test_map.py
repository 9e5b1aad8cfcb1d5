"""The map on the screen: from the debrief, with nothing told that was not seen."""

from ladderquest.tui.screens.debrief import DebriefScreen
from ladderquest.tui.screens.map import MapScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from tests.tui.driving import Driver, House
from tests.tui.stories import play_to_the_end_without_a_screen


async def mapped(game: Driver) -> MapScreen:
    await game.press("1", "enter")
    await game.comes(DebriefScreen)
    await game.press("m")
    return await game.comes(MapScreen)


def place(game: Driver) -> int:
    """The column in which the first box stands."""
    return max(line.find("Tuesday, 08:10") for line in game.lines())


async def test_it_opens_from_the_debrief_and_leads_back(house: House) -> None:
    store = house.player()
    play_to_the_end_without_a_screen(house, store)
    async with house.opened(store) as game:
        await mapped(game)
        await game.shows("Tuesday, 08:10", "━ your way", "5 of 7 scenes")
        read = game.words
        for _ in range(3):
            await game.press("space")
            read += game.words
        assert "A morning that others" in read
        assert "an ending" in read
        assert "Green again" not in read
        await game.press("pageup", "pageup", "pageup")
        await game.shows("Tuesday, 08:10")
        for back in ("q", "escape", "m"):
            await game.press(back)
            await game.comes(DebriefScreen)
            await game.press("m")
            await game.comes(MapScreen)
        await game.click_key("back")
        await game.comes(DebriefScreen)


async def test_it_moves_and_fits_another_window(house: House) -> None:
    store = house.player()
    play_to_the_end_without_a_screen(house, store)
    async with house.opened(store) as game:
        await mapped(game)
        top = game.text
        await game.press("down", "down", "down")
        assert game.text != top
        await game.press("k", "k", "up")
        assert game.text == top
        await game.resize(120, 40)
        await game.until(lambda: place(game) > 40, "the map in the middle of the wide window")
        await game.resize(80, 24)
        await game.until(lambda: game.text == top, "the map as it was")
        await game.press("question_mark")
        await game.shows("Every box is a scene")


async def test_who_plays_has_no_map_before_the_ending(house: House) -> None:
    async with house.playing() as game:
        await game.press("m")
        assert isinstance(game.app.screen, ScenarioScreen)
        assert " m map" not in game.text
