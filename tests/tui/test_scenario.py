"""The keys of a story: read, pick, decide, look around, leave and come back."""

import pytest

from ladderquest.saves import Settings
from ladderquest.tui.panels import TextPanel
from ladderquest.tui.screens.calculator import CalculatorScreen, NumberField
from ladderquest.tui.screens.checkpoints import CheckpointPanel
from ladderquest.tui.screens.debrief import DebriefScreen
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from ladderquest.tui.widgets.artefact import ArtefactPanel
from ladderquest.tui.widgets.side import Side
from tests.tui.driving import House
from tests.tui.packs import edited
from tests.tui.stories import decide_without_a_screen, play_to_the_end_without_a_screen


async def test_a_story_opens_with_its_text_its_question_and_what_is_there(house: House) -> None:
    async with house.playing() as game:
        await game.shows("The nightly job", "Tuesday, 08:10", "forwards a mail with no text in it, Ada.")
        await game.shows(
            "Open here: nightly.log (a)", "Hours left ▮▮▮▮ 4", "Clues 0 of 3", "1-2 pick", "enter decide"
        )
        assert "path" not in game.words, "there is no way to look back on yet"


async def test_a_number_picks_and_enter_decides(house: House) -> None:
    async with house.playing() as game:
        await game.press("1")
        await game.shows("▸ 1 Tell Mira")
        await game.press("2")
        await game.shows("▸ 2 Restart the job")
        assert game.decided == []
        await game.press("enter")
        await game.shows("It runs. Tomáš Bednář sends a thumb.", "Hours left 4 → 3")
        assert [each.scene for each in game.decided] == ["morning"]


async def test_the_arrows_pick_from_either_end_and_step_over_what_is_closed(house: House) -> None:
    async with house.playing() as game:
        await game.press("down")
        assert game.choices.cursor == 0
        await game.press("down", "down", "down")
        assert game.choices.cursor == 1
        await game.press("up")
        assert game.choices.cursor == 0
    async with house.playing(name="Grace") as game:
        await game.press("up")
        assert game.choices.cursor == 1
        await game.press("k", "j", "enter")
        await game.shows("It runs.")


async def test_enter_without_a_pick_decides_nothing(house: House) -> None:
    async with house.playing() as game:
        await game.press("enter", "enter")
        assert game.choices.cursor is None
        assert game.decided == []


async def test_enter_twice_decides_once(house: House) -> None:
    async with house.playing() as game:
        await game.press("1")
        await game.pilot.press("enter", "enter")
        await game.settled()
        assert len(game.decided) == 1


async def test_the_first_click_picks_and_the_second_decides(house: House) -> None:
    async with house.playing() as game:
        await game.click(game.choice("Restart"))
        assert game.choices.cursor == 1
        assert game.decided == []
        await game.click(game.choice("Tell Mira"))
        assert game.choices.cursor == 0
        await game.click(game.choice("Tell Mira"))
        await game.shows("Then I look at the table, and you at the job.")
        assert len(game.decided) == 1


async def test_what_happened_stands_alone_and_what_was_heard_comes_after_it(house: House) -> None:
    async with house.playing() as game:
        await game.decide("Tell Mira")
        await game.shows(
            "▸ Tell Mira", "Hours left 4 → 3", "Mira Osei will remember what you promised", "space go on"
        )
        assert "She would ask for it by ten." not in game.words
        await game.press("space")
        await game.shows(
            "▸ Tell Mira", "Mira Osei: Heard that there is no cause yet. She would ask for it by ten."
        )
        assert "Two pages are open" not in game.words
        await game.press("enter")
        await game.shows("Two pages are open", "What do you read?")


async def test_space_turns_the_page_before_it_goes_on(house: House) -> None:
    house.pack = edited(("It runs. {cast.tomas}", "It runs.\n\n\n          " * 12 + "{cast.tomas}"))
    async with house.playing(size=(60, 16)) as game:
        await game.decide("Restart")
        await game.shows("▾ more below")
        assert "sends a thumb." not in game.words
        for _ in range(3):
            await game.press("space")
        await game.shows("sends a thumb.")
        assert "What do you read?" not in game.words
        await game.press("pageup", "pageup", "pageup")
        await game.shows("▸ Restart the job now")
        await game.press("pagedown", "pagedown", "pagedown")
        await game.shows("sends a thumb.")
        await game.read_on()
        await game.shows("What do you read?")


async def test_e_explains_in_place_and_later_over_the_screen(house: House) -> None:
    async with house.playing() as game:
        await game.press("e")
        assert type(game.app.screen) is ScenarioScreen, "nothing has been decided"
        await game.decide("Tell Mira")
        why = "Saying what is not known yet let somebody else look at the other half."
        assert why not in game.words
        await game.press("e")
        assert type(game.app.screen) is ScenarioScreen
        await game.shows("▸ Tell Mira", why)
        await game.read_on()
        await game.shows("What do you read?")
        await game.press("e")
        await game.comes(TextPanel)
        await game.shows("The last decision", "Tell Mira", why)
        await game.press("e")
        await game.comes(ScenarioScreen)


async def test_explain_as_i_go_makes_the_why_a_beat_of_its_own(house: House) -> None:
    ada = house.player()
    ada.update(settings=Settings(explain_as_i_go=True)).result()
    async with house.opened(ada, scenario="tiny") as game:
        await game.decide("Restart")
        why = "Restarting answers the mail and leaves the cause where it was."
        await game.press("space")
        await game.shows("He would ask until when.")
        assert why not in game.words
        await game.press("space")
        await game.shows("He would ask until when.", why)
        await game.press("space")
        await game.shows("What do you read?")


async def test_a_opens_what_lies_here(house: House) -> None:
    async with house.playing() as game:
        await game.press("a")
        await game.comes(ArtefactPanel)
        await game.shows(
            "nightly.log", "1 02:00:01 start, 812 files {not replaced}", "4 02:14:11 retry in 60 s"
        )
        await game.press("a")
        await game.comes(ScenarioScreen)
        await game.decide("Tell Mira")
        await game.press("space")
        await game.press("a")
        assert type(game.app.screen) is ScenarioScreen, "nothing lies open in the second scene"


async def test_the_calculator_lies_over_the_question_and_leaves_it_as_it_was(house: House) -> None:
    house.pack = edited(("start: morning\n", "start: morning\ncalculator: ab\n"))
    async with house.playing() as game:
        await game.shows("= calculator")
        await game.press("2", "equals_sign")
        await game.comes(CalculatorScreen)
        await game.press("up", "5", "5")
        await game.shows("a number is missing")
        await game.press("q")
        await game.comes(ScenarioScreen)
        await game.shows("▸ 2 Restart the job")
        assert game.decided == [], "counting decides nothing"
        await game.press("equals_sign")
        await game.comes(CalculatorScreen)
        assert game.app.screen.query(NumberField).last().value == "55", "what was given is there again"
        await game.press("escape", "enter")
        await game.shows("It runs.")
        assert "calculator" not in game.words, "the key is named beside questions"


async def test_a_story_without_a_calculator_has_no_key_for_it(house: House) -> None:
    async with house.playing() as game:
        assert "calculator" not in game.words
        await game.press("equals_sign")
        assert type(game.app.screen) is ScenarioScreen


async def test_c_shows_what_was_found_out(house: House) -> None:
    async with house.playing() as game:
        await game.press("c")
        await game.shows("Clues", "Nothing found yet.")
        await game.press("c")
        await game.decide("Tell Mira")
        await game.read_on()
        await game.decide("Disk quota page")
        await game.shows("▸ Disk quota page", "38 % of the writes were refused.", "Clues 1 of 3")
        await game.read_on()
        await game.press("c")
        await game.shows("Disk quota page", "38 % of the writes were refused.")
        assert "Nothing found yet." not in game.words


async def test_p_shows_the_way_so_far(house: House) -> None:
    async with house.playing() as game:
        await game.press("p")
        await game.shows("This is the start.")
        await game.press("p")
        await game.decide("Tell Mira")
        await game.read_on()
        await game.press("p")
        await game.shows("The way so far", "Tuesday, 08:10", "Tell Mira what you know")


@pytest.mark.parametrize("letter", ["c", "p", "a", "e", "question_mark"])
async def test_panels_close_and_give_the_keyboard_back(house: House, letter: str) -> None:
    ada = house.player()
    decide_without_a_screen(house, ada, 0 if letter == "a" else 1)
    async with house.opened(ada, scenario="tiny") as game:
        for closes in (letter, "q", "escape", "space", "enter"):
            await game.press(letter)
            assert game.app.screen.is_modal
            await game.press(closes)
            assert type(game.app.screen) is ScenarioScreen, closes
        await game.press("1")
        assert game.choices.cursor == 0


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_leaving_and_coming_back_to_the_same_line(house: House, key: str) -> None:
    async with house.playing() as game:
        await game.decide("Tell Mira")
        await game.read_on()
        await game.press("1")
        before = [line for line in game.lines()[1:] if "▸" not in line]
        await game.press(key)
        await game.comes(HomeScreen)
    async with house.playing() as game:
        now = game.lines()[1:]
        assert [line for line in before if line.strip()] == [
            line for line in now if line in before and line.strip()
        ]
        assert game.choices.cursor is None, "a pick that is not decided does not count"
        assert len(game.decided) == 1


async def test_the_ending_leads_to_the_debrief(house: House) -> None:
    ada = house.player()
    decide_without_a_screen(house, ada, 3)
    async with house.opened(ada, scenario="tiny") as game:
        await game.press("1", "enter")
        await game.read_on()
        await game.shows(
            "Mira still waits for an answer.", "A morning that others can follow", "space debrief"
        )
        await game.press("space")
        await game.comes(DebriefScreen)


async def test_a_first_run_goes_forward(house: House) -> None:
    async with house.playing() as game:
        await game.decide("Tell Mira")
        await game.read_on()
        assert "b back" not in game.words
        await game.press("b")
        assert type(game.app.screen) is ScenarioScreen
        assert game.notices == ["A first run goes forward; going back opens when you have reached an ending."]


async def test_after_an_ending_b_goes_back_and_the_road_left_is_kept(house: House) -> None:
    ada = house.player()
    play_to_the_end_without_a_screen(house, ada)
    decide_without_a_screen(house, ada, 2)
    async with house.opened(ada, scenario="tiny") as game:
        await game.shows("Which line would you show to Mira?", "b back")
        await game.press("b")
        await game.comes(CheckpointPanel)
        await game.shows(
            "Go back to", "then: Disk quota page", "Tuesday, 08:10", "then: Tell Mira what you know"
        )
        await game.press("2", "enter")
        await game.comes(ScenarioScreen)
        await game.shows("forwards a mail", "Tell Mira", "Hours left ▮▮▮▮ 4", "Tuesday, 08:10")
        await game.decide("Restart")
        await game.shows("It runs.")
        assert [each.answer for each in game.decided][-1].option == "restart"  # type: ignore[union-attr]
        assert len(game.decided) == 3, "the two decisions of the old road are still there"


@pytest.mark.parametrize("key", ["b", "q", "escape"])
async def test_staying_where_one_is(house: House, key: str) -> None:
    ada = house.player()
    ada.update(settings=Settings(rewind_always=True)).result()
    decide_without_a_screen(house, ada, 1)
    async with house.opened(ada, scenario="tiny") as game:
        await game.press("b")
        await game.comes(CheckpointPanel)
        await game.press(key)
        await game.comes(ScenarioScreen)
        await game.shows("What do you read?")


async def test_the_setting_opens_going_back_in_a_first_run(house: House) -> None:
    ada = house.player()
    ada.update(settings=Settings(rewind_always=True)).result()
    async with house.opened(ada, scenario="tiny") as game:
        await game.press("b")
        assert type(game.app.screen) is ScenarioScreen, "there is nothing to go back to"
        await game.decide("Tell Mira")
        await game.read_on()
        await game.press("b", "enter")
        await game.shows("forwards a mail")
        assert len(game.decided) == 1


async def test_a_question_met_twice_is_told_by_what_was_decided_each_time(house: House) -> None:
    house.pack = edited(("sends a thumb.\n", "sends a thumb.\n        goto: morning\n"))
    ada = house.player()
    ada.update(settings=Settings(rewind_always=True)).result()
    async with house.opened(ada, scenario="tiny") as game:
        await game.decide("Restart")
        await game.read_on()
        await game.decide("Tell Mira")
        await game.read_on()
        await game.press("b")
        await game.shows("1 Tuesday, 08:10 then: Tell Mira", "2 Tuesday, 08:10 then: Restart the job")


async def test_a_wide_window_keeps_clues_and_way_beside_the_text(house: House) -> None:
    ada = house.player()
    decide_without_a_screen(house, ada, 2)
    async with house.opened(ada, scenario="tiny", size=(150, 40)) as game:
        await game.until(lambda: "The way so far" in "".join(game.lines(game.one(Side))), "the side column")
        side = " ".join(" ".join(game.lines(game.one(Side))).split())
        assert "Clues Disk quota page 38 % of the writes were refused." in side
        assert "The way so far Disk quota page Tuesday, 08:10 Tell Mira what you know" in side
        await game.resize(100, 30)
        await game.until(lambda: not game.one(Side).display, "a window without it")
        await game.resize(120, 40)
        await game.until(lambda: game.one(Side).display, "a window with it")


async def test_a_very_wide_window_keeps_what_lies_open_there_too(house: House) -> None:
    async with house.playing(size=(160, 50)) as game:
        await game.until(lambda: "retry in 60 s" in "".join(game.lines(game.one(Side))), "the artefact")
        assert "Open here" not in game.words
