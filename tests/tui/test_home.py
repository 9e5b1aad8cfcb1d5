"""The ladder, and the settings over it."""

import pytest

from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.phase import PhaseScreen
from ladderquest.tui.screens.players import PlayersScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from ladderquest.tui.screens.settings import SettingsPanel
from ladderquest.tui.widgets.rung import Beside
from tests.tui.conftest import content
from tests.tui.driving import House


async def test_enter_begins_the_first_story_and_later_goes_on_with_it(house: House) -> None:
    async with house.opened(house.player()) as game:
        await game.shows(
            "Ada", "Begin: The nightly job", "A job that you wrote fails", "5 minutes", "0 of 1 played"
        )
        await game.press("enter")
        await game.comes(ScenarioScreen)
        await game.decide("Tell Mira")
        await game.press("q")
        # first: on a slow machine what is said in the corner may be gone before the ladder has been read
        assert "Saved. The nightly job goes on with the next question; p tells what followed." in game.notices
        await game.comes(HomeScreen)
        await game.shows("Go on: The nightly job")
        await game.press("enter")
        await game.comes(ScenarioScreen)
        await game.shows("What do you read?")
        assert len(game.app.game.store.runs) == 1


async def test_a_number_opens_its_phase_at_once(house: House) -> None:
    async with house.opened(house.player()) as game:
        for number, slogan in (("1", "here is why"), ("2", "own the problem")):
            await game.press(number)
            await game.comes(PhaseScreen)
            await game.shows(slogan)
            await game.press("q")
            await game.comes(HomeScreen)
        await game.press("3")
        assert isinstance(game.app.screen, HomeScreen), "this pack has no third phase"


async def test_all_four_phases_of_the_content_open_by_their_number(house: House) -> None:
    house.pack = content()
    async with house.opened(house.player()) as game:
        await game.shows("The fork: to lead the work, or to lead people")
        for number in "1234":
            await game.press(number)
            await game.shows(f"Phase {number}:")
            await game.press("escape")
            await game.comes(HomeScreen)


async def test_the_arrows_move_and_enter_opens(house: House) -> None:
    async with house.opened(house.player()) as game:
        await game.press("down", "down", "down", "up", "enter")
        assert (await game.comes(PhaseScreen)).phase == 1
        await game.press("b")
        await game.comes(HomeScreen)
        await game.press("down", "enter")  # the pointer stands on the phase one comes from
        assert (await game.comes(PhaseScreen)).phase == 2


async def test_the_mouse_opens_too(house: House) -> None:
    async with house.opened(house.player()) as game:
        await game.click(game.choice("Mid to senior"))
        assert isinstance(game.app.screen, HomeScreen)
        await game.click(game.choice("Mid to senior"))
        await game.comes(PhaseScreen)


async def test_u_lets_go_of_the_player_and_asks_who_plays(house: House) -> None:
    async with house.opened(house.player()) as game:
        await game.press("u")
        await game.comes(PlayersScreen)
        with house.saves.open(house.saves.players()[0].id) as free:
            assert not free.read_only


async def test_q_leaves_the_game(house: House) -> None:
    async with house.opened(house.player()) as game:
        await game.pilot.press("q")
        await game.until(lambda: game.app.return_code == 0, "the end of the game")
    assert not house.player().read_only


SETTINGS = (
    ("1", "explain_as_i_go", "Explain as I go"),
    ("2", "rewind_always", "Let me go back in a first run"),
    ("3", "ask_confidence", "How sure are you?"),
    ("4", "reduced_motion", "No motion"),
)


@pytest.mark.parametrize(("key", "field", "caption"), SETTINGS)
async def test_a_setting_is_switched_and_stays_switched(
    house: House, key: str, field: str, caption: str
) -> None:
    async with house.opened(house.player()) as game:
        await game.press("s")
        await game.comes(SettingsPanel)
        await game.shows(f"{caption}: no")
        await game.press(key, "enter")
        await game.shows(f"{caption}: yes")
    with house.player() as store:
        assert getattr(store.profile.settings, field) is True
    async with house.opened(house.player()) as game:
        await game.press("s", key, "enter")
        await game.shows(f"{caption}: no")
    assert getattr(house.player().profile.settings, field) is False


async def test_the_colours_change_at_once_and_come_back_with_the_player(house: House) -> None:
    async with house.opened(house.player()) as game:
        assert game.app.theme == "ladder-night"
        await game.press("s", "up", "5", "enter")
        await game.shows("Colours: light")
        assert game.app.theme == "ladder-paper"
    async with house.opened(house.player()) as game:
        assert game.app.theme == "ladder-paper"
        await game.press("s", "5", "enter")
        await game.shows("Colours: dark")
        assert game.app.theme == "ladder-night"


async def test_one_players_colours_are_not_the_next_ones(house: House) -> None:
    house.player("Grace").close()
    async with house.opened(house.player("Ada")) as game:
        await game.press("s", "5", "enter", "q", "u")
        assert game.app.theme == "ladder-paper"
        await game.comes(PlayersScreen)
        await game.click(game.choice("Grace"))
        await game.click(game.choice("Grace"))
        await game.comes(HomeScreen)
        assert game.app.theme == "ladder-night"


async def test_no_motion_is_no_motion(house: House) -> None:
    async with house.opened(house.player()) as game:
        await game.press("s", "4", "enter")
        await game.shows("No motion: yes")
        assert game.app.animation_level == "none"


@pytest.mark.parametrize("key", ["q", "escape", "s"])
async def test_the_settings_close(house: House, key: str) -> None:
    async with house.opened(house.player()) as game:
        await game.press("s")
        await game.comes(SettingsPanel)
        await game.press(key)
        await game.comes(HomeScreen)
        await game.press("enter")  # and the keyboard is back on the ladder
        await game.comes(ScenarioScreen)


async def test_a_theme_from_the_palette_is_kept(house: House) -> None:
    async with house.opened(house.player()) as game:
        game.app.theme = "nord"
        store = game.app.game.store
        await game.until(lambda: store.profile.settings.theme == "nord", "the theme in the settings")
        folder = store.folder
    assert '"theme":"nord"' in (folder / "player.json").read_text().replace(" ", "")


async def test_what_stands_beside_the_ladder_is_there_as_soon_as_there_is_room(house: House) -> None:
    async with house.opened(house.player()) as game:
        await game.press("down", "down")
        beside = game.one(Beside)
        await game.resize(120, 40)
        await game.until(lambda: "Junior to mid" in game.lines(beside)[0], "the rung under the pointer")
        await game.press("down")
        await game.until(lambda: "Mid to senior" in game.lines(beside)[0], "the one below")
        await game.resize(80, 24)
        await game.press("up")
        await game.resize(120, 40)
        await game.until(lambda: "Junior to mid" in game.lines(beside)[0], "the one above")
