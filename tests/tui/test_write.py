"""A page to write on: its keys, its hints, what is kept of it, and how it comes back in the debrief."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.events import Paste

from ladderquest.play import Note
from ladderquest.play.moves import Write
from ladderquest.play.words import MOST_CHARACTERS
from ladderquest.tui.screens.debrief import DebriefScreen
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from ladderquest.tui.theme import ROLES
from ladderquest.tui.widgets.pad import Pad, Sheet
from tests.pack.pages import EDITS
from tests.tui.driving import Driver, House
from tests.tui.packs import edited
from tests.tui.stories import TOLD, sitting


@asynccontextmanager
async def page(house: House, size: tuple[int, int] = (80, 24), name: str = "Ada") -> AsyncIterator[Driver]:
    """The sample, opened at its page."""
    house.pack = edited(*EDITS)
    async with house.playing(size=size, name=name) as game:
        await game.shows("What do you write before you look?", "enter write")
        yield game


async def paste(game: Driver, text: str) -> None:
    game.one(Sheet).post_message(Paste(text))
    await game.settled()


def words(game: Driver) -> str | None:
    """What is noted to the newest decision."""
    run = game.one_screen(ScenarioScreen).sitting.run
    return run.notes(run.steps[-1].decided.seq).words


async def test_the_page_is_written_and_handed_in_word_for_word(house: House) -> None:
    async with page(house) as game:
        await game.press("enter", *"q? e", "enter", *"2.")
        await game.shows("q? e", "3 words", "^s hand in", "tab other keys", "f1 help")
        assert game.decided == []
        await game.press("ctrl+s")
        await game.shows('▸ Wrote 3 words: "q? e 2."', "It stands there now.")
        assert game.decided[-1].answer == Write()
        assert words(game) == "q? e\n2."
        await game.read_on()
        await game.press("p")
        await game.shows('Wrote 3 words: "q? e 2."')


async def test_hints_open_one_at_a_time_and_nothing_else_does(house: House) -> None:
    async with page(house) as game:
        await game.shows("^t hint (2)")
        assert "Begin with" not in game.words
        await game.press("f3")
        await game.shows("Hint 1 of 2. Begin with what you know.", "^t hint (1)")
        assert "Say what" not in game.words
        await game.press("enter", "ctrl+t")
        await game.shows("Hint 2 of 2. Say what you do not know.")
        await game.press("ctrl+t", "ctrl+t")
        assert "hint (" not in game.words
        for kept_back in ("02:14", "Whether the disk", "Is it said", "The time and the line"):
            assert kept_back not in game.words


@pytest.mark.parametrize("key", ["tab", "escape"])
async def test_the_page_is_put_down_and_the_letters_are_keys_again(house: House, key: str) -> None:
    async with page(house) as game:
        await game.press("enter", *"a b", key)
        await game.shows("enter write", "q leave")
        await game.press("enter", *" c")
        await game.shows("a b c")
        await game.press(key, "q")
        await game.comes(HomeScreen)


async def test_an_empty_page_is_left_without_a_word_and_handed_in_by_who_asks_twice(house: House) -> None:
    async with page(house) as game:
        await game.press("f2")
        await game.shows("The page is empty. Hand in again to go on without writing")
        await game.press("enter", "x", "backspace", "ctrl+s")
        assert game.decided == [], "a page that was changed is asked about again"
        await game.press("ctrl+s")
        await game.shows("▸ Left the page empty")
        assert words(game) == ""
    async with page(house, name="Ben") as game:
        await game.press("q")
        await game.comes(HomeScreen)


async def test_the_mouse_does_what_the_keys_do(house: House) -> None:
    async with page(house) as game:
        await game.click_key("hint")
        await game.shows("Hint 1 of 2.")
        await game.click_key("write")
        await game.press("x")
        await game.click_key("other keys")
        await game.shows("q leave")
        await game.click_key("hand in")
        await game.shows("▸ Wrote 1 word")


async def test_what_is_pasted_is_clean_and_no_longer_than_a_page(house: House) -> None:
    async with page(house) as game:
        await game.press("enter")
        await paste(game, "a\x1b[2J\u202e\u200b[/]\tb\r\nc")
        assert game.one(Pad).text == "a[2J[/]    b\nc"
        await paste(game, "word " * 20_000)
        await game.shows("A page holds 6,000 characters: what is beyond them was left out.")
        await game.press("ctrl+s")
        noted = words(game)
        assert noted is not None
        assert noted.startswith("a[2J[/]    b\ncword word")
        assert MOST_CHARACTERS - 5 <= len(noted) <= MOST_CHARACTERS


async def test_a_page_stays_whole_in_sight_in_the_smallest_window(house: House) -> None:
    async with page(house, (60, 16)) as game:
        await game.press("ctrl+t", "ctrl+t", "enter", *"one", "enter", *"two")
        pad, stage = game.one(Pad), game.stage
        await game.until(lambda: pad.region.bottom <= stage.region.bottom, "the page in sight")
        assert pad.region.y >= stage.region.y
        await game.shows("one two", "2 words")


async def test_the_debrief_has_the_words_beside_the_model_and_the_questions(house: House) -> None:
    house.pack = edited(*EDITS)
    with house.player() as ada:
        story = sitting(house.pack, ada)
        story.wait(story.decide(Write(), Note(words="One line.\n\nAnd [/] another.")))
        for answer in TOLD:
            story.wait(story.decide(answer))
    async with house.opened(house.player(), size=(100, 200)) as game:
        await game.press("1", "enter")
        await game.comes(DebriefScreen)
        await game.shows(
            "What you wrote",
            "One line.",
            "And [/] another.",
            "One way to write it, for this run:",
            "The job failed at 02:14. Whether the disk is full is open.",
            "Is it said what is known?",
            "The time and the line.",
            "Nobody counts them.",
        )


class Desk(App[None]):
    """A pad and nothing else."""

    def __init__(self, pad: Pad) -> None:
        super().__init__()
        self.pad = pad
        self.said: list[tuple[str, int]] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return ROLES

    def compose(self) -> ComposeResult:
        yield self.pad

    def on_pad_changed(self, event: Pad.Changed) -> None:
        self.said.append((event.text, event.words))


@pytest.mark.parametrize(
    ("least", "most", "told"),
    [
        (0, 0, "2 words"),
        (5, 0, "2 words of 5 at least"),
        (0, 9, "2 words of 9 at most"),
        (5, 9, "2 words of 5 to 9"),
    ],
    ids=["none", "least", "most", "both"],
)
async def test_a_pad_says_what_to_aim_at(least: int, most: int, told: str) -> None:
    desk = Desk(Pad("Two words", least=least, most=most))
    async with desk.run_test() as pilot:
        await pilot.pause()
        assert str(desk.pad.query_one(".count").render()) == told


async def test_a_pad_begins_with_a_text_says_each_change_and_can_be_shut() -> None:
    desk = Desk(Pad("  Before\x1b  "))
    assert desk.pad.text == "Before"
    async with desk.run_test() as pilot:
        desk.pad.take_focus()
        await pilot.press(*" now")
        assert desk.said[-1] == ("Before now", 2)
        assert (desk.pad.text, desk.pad.words, desk.pad.writing) == ("Before now", 2, True)
        desk.pad.settle()
        await pilot.press("x")
        assert desk.pad.text == "Before now"
        desk.pad.settle(False)
        await pilot.press("x", "ctrl+z")
        assert desk.pad.text.startswith("Before")
