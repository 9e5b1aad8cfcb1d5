"""Written work in the app: the list, writing, handing in, scoring, versions, the clock, the calculator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from ladderquest.growth.work import Draft
from ladderquest.play.words import MOST_CHARACTERS, TOO_LONG
from ladderquest.saves import PlayerStore, Settings
from ladderquest.tui.app import LadderQuestApp
from ladderquest.tui.panels import NewsPanel
from ladderquest.tui.screens.calculator import CalculatorScreen, NumberField
from ladderquest.tui.screens.exercise import ExerciseScreen
from ladderquest.tui.screens.exercises import ExercisesScreen, Shelf
from ladderquest.tui.screens.handed_in import CriterionPanel, HandedInScreen
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.speaking import SpeakingPanel
from ladderquest.tui.screens.versions import VersionsScreen
from ladderquest.tui.widgets.pad import Pad, Sheet
from tests.growth.workbooks import BOOK, VISION, version
from tests.tui.conftest import sample
from tests.tui.disk import HeldDisk
from tests.tui.driving import Driver, House, house_at


@pytest.fixture
def desk(tmp_path: Path) -> House:
    """A house whose pack has exercises."""
    return house_at(tmp_path, msgspec.structs.replace(sample(), workbook=BOOK))


async def write(game: Driver, text: str) -> None:
    """A text into the pad that has the keyboard, as a paste would put it there."""
    game.one(Sheet).insert(text)
    await game.settled()


async def open_exercise(game: Driver, number: int = 1) -> None:
    await game.press("e")
    await game.comes(ExercisesScreen)
    await game.press(str(number), "enter")
    await game.until(lambda: not isinstance(game.app.screen, ExercisesScreen), "the exercise")
    await game.settled()


def drafts(store: PlayerStore) -> dict[str, Draft]:
    return dict(store.work.read().drafts)


def on_disk(house: House, name: str = "Ada") -> dict[str, Draft]:
    """What a new session finds; the old one must be closed."""
    with house.player(name) as store:
        return drafts(store)


# --- the list ------------------------------------------------------------------------------------------


async def test_the_list_goes_by_phase_and_says_how_each_stands(desk: House) -> None:
    ada = desk.player()
    ada.work.keep(version(7, exercise="note", words={"note": "Which gap?"})).result()
    async with desk.opened(ada) as game:
        await game.press("e")
        await game.comes(ExercisesScreen)
        await game.shows(
            "For every phase",
            "Five years in a minute New · 20 minutes · comes back on day 7 and 21",
            "Phase 1",
            "One version, 7 November 2026; 1 not scored",
            "Phase 2",
            "c Calculator",
        )
        assert game.one(Shelf).has_focus


async def test_a_pack_without_exercises_says_so(house: House) -> None:
    async with house.opened(house.player()) as game:
        await game.press("e")
        await game.comes(ExercisesScreen)
        await game.shows("There are no exercises in this pack.")
        await game.press("enter", "c", "q")
        await game.comes(HomeScreen)


@pytest.mark.parametrize("key", ["q", "escape", "b"])
async def test_back_from_an_exercise_to_the_list_and_from_there_to_the_ladder(desk: House, key: str) -> None:
    async with desk.opened(desk.player()) as game:
        await open_exercise(game)
        await game.comes(ExerciseScreen)
        await game.press(key)
        await game.comes(ExercisesScreen)
        await game.press(key)
        await game.comes(HomeScreen)


async def test_an_exercise_opens_by_its_id_from_anywhere_and_an_unknown_one_opens_the_list(
    desk: House,
) -> None:
    async with desk.opened(desk.player()) as game:
        game.app.go("write", "vision")
        await game.comes(ExerciseScreen)
        await game.press("q")
        await game.comes(HomeScreen)
        game.app.go("write", "nothing-like-it")
        await game.comes(ExercisesScreen)


# --- writing -------------------------------------------------------------------------------------------


async def test_write_hand_in_and_compare(desk: House) -> None:
    ada = desk.player()
    async with desk.opened(ada) as game:
        await open_exercise(game)
        await game.shows("part 1 of 2", VISION.about, "What do you work on in five years?", "enter write")
        await game.press("enter", "S", "q", "m")
        assert game.one(Pad).text == "Sqm", "a letter is text while one writes"
        await game.shows("^s hand in ^t hint (2) tab other keys")
        await game.press("tab", "ctrl+s")
        await game.shows("Part 2 has no words of your own yet: write something there, then hand in.")
        await game.press("right")
        await game.shows("part 2 of 2", "Why does that need you?", "It needs somebody who")
        await game.press("pageup")
        await game.shows(VISION.about)
        await game.press("enter")
        await write(game, " stays")
        await game.press("ctrl+t")
        await game.shows("Hint 1 of 2. Name the people who use it.", "^t hint (1)")
        await game.press("ctrl+s")
        await game.comes(HandedInScreen)
        await game.shows("Version 1 of 1, 20 November 2026; 6 words; one hint open.", "Sqm")
        await game.press("space", "space")
        await game.shows("A model answer", "2 not scored")
        await game.press("q")
        await game.comes(ExercisesScreen)
        await game.shows("One version, 20 November 2026; 2 not scored")
    (handed,) = [each for each in on_disk(desk).values() if each.id != "vision/open"]
    assert handed.words == {"work": "Sqm", "why": "It needs somebody who stays"}
    assert (handed.hints, handed.shown) == (1, False)


async def test_words_survive_leaving_the_screen(desk: House) -> None:
    async with desk.opened(desk.player()) as game:
        await open_exercise(game)
        await game.press("enter")
        await write(game, "Search for four teams")
        await game.press("escape", "q")
        await game.comes(ExercisesScreen)
        await game.shows("Begun, 1 of 2 parts, 4 words")
        await game.press("enter")
        await game.comes(ExerciseScreen)
        assert game.one(Pad).text == "Search for four teams"


async def test_words_survive_going_to_another_part_and_a_panel(desk: House) -> None:
    async with desk.opened(desk.player()) as game:
        await open_exercise(game)
        await game.press("enter")
        await write(game, "One")
        await game.press("tab", "n", "enter", "ctrl+a")
        await write(game, " Two")
        await game.press("tab", "question_mark")
        await game.shows("Everything you type is kept")
        await game.press("q", "p")
        assert game.one(Pad).text == "One"


async def test_words_that_were_just_typed_survive_leaving_the_game(desk: House) -> None:
    async with desk.opened(desk.player()) as game:
        await open_exercise(game)
        await game.press("enter")
        await write(game, "Nobody pressed anything after this")
        game.app.leaving.leave()
        await game.pilot.pause()
        await game.until(lambda: not game.app.is_running, "the end")
    assert on_disk(desk)["vision/open"].words["work"] == "Nobody pressed anything after this"


async def test_a_crash_loses_seconds_and_not_more(
    desk: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ladderquest.tui.soon.KEEP_AFTER", 0.01)
    ada = desk.player()
    async with desk.opened(ada) as game:
        await open_exercise(game)
        await game.press("enter")
        await write(game, "Typed, and nothing else")

        def file() -> str:
            return "".join(path.read_text() for path in tmp_path.glob("saves/*/work.json"))

        await game.until(lambda: "Typed, and nothing else" in file(), "the words on disk")


async def test_a_page_that_is_only_looked_at_is_not_begun(desk: House) -> None:
    ada = desk.player()
    async with desk.opened(ada) as game:
        await open_exercise(game)
        await game.press("right", "enter", "tab", "q")
        await game.comes(ExercisesScreen)
        assert drafts(ada) == {}


async def test_a_paste_of_a_hundred_thousand_characters_gets_a_sentence_and_loses_nothing_before_it(
    desk: House,
) -> None:
    ada = desk.player()
    async with desk.opened(ada) as game:
        await open_exercise(game)
        await game.press("enter")
        await write(game, "First. ")
        await write(game, "word " * 20_000)
        await game.shows(TOO_LONG)
        await game.press("tab", "q")
        await game.comes(ExercisesScreen)
    words = on_disk(desk)["vision/open"].words["work"]
    assert words.startswith("First. word word")
    assert MOST_CHARACTERS - 5 <= len(words) <= MOST_CHARACTERS


async def test_the_model_answer_before_ones_own_words_is_for_who_asks_twice(desk: House) -> None:
    async with desk.opened(desk.player()) as game:
        await open_exercise(game, 2)
        await game.press("m")
        await game.shows("The model answer opens behind your own words. m once more opens it now")
        await game.press("enter", "x", "tab", "m")
        await game.shows("Every part has words of yours. Hand in")
        await game.press("enter", "backspace", "tab", "m", "m")
        await game.shows("Which of my gaps do you see")
        await game.press("m", "enter")
        await write(game, "My own")
        await game.press("ctrl+s")
        await game.comes(HandedInScreen)
        await game.shows("The model answer was looked at before this was written.")


async def test_who_may_not_save_may_look(desk: House) -> None:
    with desk.player() as first, desk.player() as second:
        first.work.keep(version(7)).result()
        async with desk.opened(second) as game:
            await open_exercise(game, 2)
            await game.shows("This player is open in another window")
            assert "enter write" not in game.words
            await game.press("enter", "x", "ctrl+t", "ctrl+s")
            await game.shows("look but not save")
            assert game.one(Pad).text == ""
        assert set(drafts(first)) == {"v07"}


async def test_a_disk_that_refuses_is_told_of_and_the_words_stay(
    desk: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = desk.player()
    with HeldDisk(monkeypatch) as disk:
        async with desk.opened(ada) as game:
            await open_exercise(game)
            await game.press("enter")
            await write(game, "Search")
            disk.release(OSError(28, "No space left on device"))
            await game.press("tab", "right")
            await game.until(lambda: isinstance(game.app.screen, NewsPanel), "what went wrong")
            assert "the disk is full" in game.news[0]
            disk.release()
            await game.press("q", "left")
            assert game.one(Pad).text == "Search"
            await game.press("enter")
            await write(game, " again")
            await game.press("tab", "q")
            await game.comes(ExercisesScreen)
    assert on_disk(desk)["vision/open"].words["work"] == "Search again"


# --- what was handed in --------------------------------------------------------------------------------


async def test_the_rubric_is_scored_a_line_at_a_time(desk: House) -> None:
    ada = desk.player()
    ada.work.keep(version(7)).result()
    async with desk.opened(ada) as game:
        await open_exercise(game)
        await game.press("r")
        await game.comes(CriterionPanel)
        await game.shows("1 of 2: Somebody else could retell it.", "A place, people, a thing.")
        await game.press("1", "enter")
        await game.shows("2 of 2: It could only be yours.")
        await game.press("q")
        await game.comes(HandedInScreen)
        assert drafts(ada)["v07"].scores == {"concrete": "strong"}
        await game.press("r")
        await game.shows("2 of 2: It could only be yours.")
        await game.press("3", "enter")
        await game.comes(HandedInScreen)
        await game.press("space", "space")
        await game.shows("1 strong, 1 missing")
        await game.press("r")
        await game.shows("1 of 2:")
        await game.press("enter", "2", "enter")
    assert on_disk(desk)["v07"].scores == {"concrete": "strong", "mine": "fair"}


async def test_a_new_version_begins_with_the_old_words_and_both_are_read(desk: House) -> None:
    ada = desk.player()
    ada.work.keep(version(7, words={"work": "Search", "why": "I built it"})).result()
    async with desk.opened(ada) as game:
        await open_exercise(game)
        assert "v versions" not in game.words
        await game.press("n")
        await game.comes(ExerciseScreen)
        await game.shows("A new version begins with the words of your last one.")
        await game.press("enter")
        await write(game, " for four teams")
        await game.press("ctrl+s")
        await game.comes(HandedInScreen)
        await game.press("v")
        await game.comes(VersionsScreen)
        await game.shows("versions 1 and 2 of 2", "3 words longer: 4, then 7. Part 2 as before.")
        await game.shows("7 November 2026, 4 words", "Before Search", "After Search for four teams")
        await game.press("left", "right", "question_mark", "q", "v")
        await game.comes(HandedInScreen)
    texts = [each.words.get("work") for each in on_disk(desk).values()]
    assert "Search" in texts
    assert "Search for four teams" in texts


async def test_three_versions_are_gone_through_pair_by_pair_side_by_side_in_a_wide_window(
    desk: House,
) -> None:
    ada = desk.player()
    ada.work.keep(version(1), version(7), version(21)).result()
    async with desk.opened(ada, size=(120, 40)) as game:
        await open_exercise(game)
        await game.press("v")
        await game.shows("versions 2 and 3 of 3")
        line = next(each for each in game.lines() if "Search 7" in each)
        assert "Search 21" in line
        await game.press("left")
        await game.shows("versions 1 and 2 of 3", "Search 1 ")
        await game.press("left")
        await game.shows("versions 1 and 2 of 3")
        await game.press("right", "right")
        await game.shows("versions 2 and 3 of 3")


# --- aloud ---------------------------------------------------------------------------------------------


class Hand:
    """The hand of a clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 9, 45, tzinfo=UTC)

    def on(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def ticking(desk: House, store: PlayerStore) -> tuple[LadderQuestApp, Hand]:
    hand = Hand()
    return LadderQuestApp(desk.pack, desk.saves, now=lambda: hand.now, dice=lambda: 1, store=store), hand


async def test_the_clock_is_started_stopped_and_kept(desk: House) -> None:
    ada = desk.player()
    ada.work.keep(version(7)).result()
    app, hand = ticking(desk, ada)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        game = Driver(app, pilot)
        await open_exercise(game)
        await game.press("t")
        await game.comes(SpeakingPanel)
        await game.shows("60 seconds. From memory if you can", "Search 7", "space starts the clock")
        await game.press("space")
        hand.on(20.9)
        await game.shows("40 s left", "▮" * 20 + "▯" * 10)
        hand.on(50.2)
        await game.shows("11 s over", "▯" * 30)
        await game.press("space")
        await game.shows("It took 71 seconds aloud; 60 were asked for: 11 over.")
        await game.press("n")
        await game.shows("space starts the clock")
        await game.press("space")
        hand.on(58)
        await game.press("enter")
        await game.shows("It took 58 seconds aloud; 60 were asked for: 2 to spare.")
        await game.press("enter")
        await game.shows("Why does that need you?", "I built it", "space starts the clock")
        await game.press("space", "q")
        await game.comes(HandedInScreen)
        await game.shows("Aloud, 60 seconds asked for: part 1 in 58 and part 2 not timed.")
        await game.press("t")
        await game.shows("Why does that need you?", "space starts the clock")
        await game.press("escape")
    assert on_disk(desk)["v07"].seconds == {"work": 58}


async def test_what_is_being_written_is_timed_too_and_less_motion_is_less_motion(desk: House) -> None:
    ada = desk.player()
    ada.update(settings=Settings(reduced_motion=True)).result()
    app, hand = ticking(desk, ada)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        game = Driver(app, pilot)
        await open_exercise(game)
        await game.press("t", "space")
        hand.on(27)
        await game.shows("about 40 s left", "▮" * 20 + "▯" * 10)
        await game.press("space", "enter")
        await game.comes(ExerciseScreen)
        await game.shows("It took 27 seconds aloud")
        await game.press("q")
        await game.comes(ExercisesScreen)
    assert on_disk(desk)["vision/open"].seconds == {"work": 27}


# --- the calculator ------------------------------------------------------------------------------------


async def test_the_calculator_counts_with_every_key(desk: House) -> None:
    async with desk.opened(desk.player()) as game:
        await open_exercise(game, 3)
        await game.press("c")
        await game.comes(CalculatorScreen)
        await game.shows("4 % → 4.5 %", "25,551, 51,102 in all", "per cent: 4 and 4 % are the same")
        await game.press("down", "1", "0", "%")
        await game.shows("4 % → 4.4 %", "39,475, 78,950 in all")
        await game.press("backspace", "backspace", "backspace", "0")
        await game.shows("no number of people finds a change of zero")
        await game.press("x")
        await game.shows("25,551, 51,102 in all")
        await game.press("up", "up")
        assert game.app.focused is game.app.screen.query(NumberField).last()
        await game.press("a", "b", "5", "5")
        assert game.app.screen.query(NumberField).last().value == "55", "letters are no numbers"
        await game.shows("a number is missing")
        await game.press("question_mark")
        await game.shows("Newcombe (1998)")
        await game.press("q", "q")
        await game.comes(ExerciseScreen)
        await game.press("c")
        assert game.app.screen.query(NumberField).last().value == "55", "what was given is there again"


async def test_the_result_of_a_test_comes_into_sight(desk: House) -> None:
    async with desk.opened(desk.player()) as game:
        await game.press("e")
        await game.comes(ExercisesScreen)
        await game.press("c")
        await game.comes(CalculatorScreen)
        for _ in range(6):
            await game.press("tab")
        for number in ("1000", "40", "1000"):
            await game.press(*number, "tab")
        await game.press("5", "5")
        await game.shows("+1.50 points", "-0.38 to +3.41 points by Newcombe", "p, two-sided 0.115")
        await game.shows("Zero lies between them", "B: of them")
        await game.press("escape")
        await game.comes(ExercisesScreen)
