"""What is due: the list, the line on the ladder, and doing each thing."""

import errno
import os

import msgspec
import pytest

from ladderquest.saves import PlayerStore, Settings
from ladderquest.tui.moves.rate import Ratings
from ladderquest.tui.screens.due import DueScreen, SettlePanel
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.review import ReviewScreen
from ladderquest.tui.widgets.artefact import ArtefactPanel
from tests.tui.conftest import sample
from tests.tui.disk import HeldDisk
from tests.tui.driving import Driver, House
from tests.tui.waiting import play_poorly, set_out, with_checkpoints

CARD = "tiny/morning"


def waiting(house: House, *, confidence: bool = False) -> PlayerStore:
    """Ada, with a review, an action and a checkpoint due, the last since five days."""
    house.pack = with_checkpoints(sample())
    store = house.player()
    store.profile = msgspec.structs.replace(
        store.profile, created="2026-11-15T09:00:00+00:00", settings=Settings(ask_confidence=confidence)
    )
    play_poorly(house.pack, store)
    set_out(store)
    return store


def order(game: Driver) -> list[str]:
    """The options as they stand there."""
    return [item.text for item in game.one(Ratings).items if item.open]


async def rate(game: Driver, **ratings: str) -> None:
    """Give the options that begin with these words (``_`` for a space) their numbers, and hand in."""
    wanted = {words.replace("_", " "): number for words, number in ratings.items()}
    await game.press(
        *(wanted[next(w for w in wanted if text.startswith(w))] for text in order(game)), "enter"
    )


RATED = {"Restart": "3", "Tell": "4"}

# --- the ladder --------------------------------------------------------------------------------------


async def test_the_ladder_says_what_is_due_in_the_line_that_was_kept_for_it(house: House) -> None:
    async with house.opened(waiting(house)) as game:
        await game.shows("d Due: 1 review · The next milestone · Ask Dana which gap she sees")
        line = next(n for n, text in enumerate(game.lines()) if "Due: 1 review" in text)
        assert game.lines()[line + 1].strip() == "", "one line, so that nothing moves when it comes"
        await game.press("d")
        await game.comes(DueScreen)
        await game.press("q")
        await game.comes(HomeScreen)
        await game.press("down", "enter")
        await game.comes(DueScreen)


async def test_where_nothing_is_due_the_ladder_says_so_and_the_list_what_comes_next(house: House) -> None:
    async with house.opened(house.player()) as game:
        await game.shows("Nothing is due today")
        await game.press("d")
        await game.comes(DueScreen)
        await game.shows("Nothing is due today. Reviews come from decisions of stories")
        await game.press("enter", "space")
        for key in ("escape", "b", "d"):
            await game.press(key)
            await game.comes(HomeScreen)
            await game.press("d")


async def test_the_line_follows_what_was_done(house: House) -> None:
    async with house.opened(waiting(house)) as game:
        await game.press("d", "1", "enter")
        await game.shows("The next milestone Write down one milestone. ▸ 1 It is done")
        await game.press("enter")
        await game.shows("Done: The next milestone")
        await game.press("q")
        await game.comes(HomeScreen)
        await game.shows("Due: 1 review · Ask Dana")


# --- the list ----------------------------------------------------------------------------------------


async def test_the_list_has_the_longest_overdue_first_and_what_is_to_come_below(house: House) -> None:
    async with house.opened(waiting(house)) as game:
        await game.press("d")
        await game.shows(
            "Due today: one review, one checkpoint and one action.",
            "1 Checkpoint: The next milestone Since 15 November. Day 0: Write down one milestone.",
            "2 Review: The nightly job · Tuesday, 08:10 Since 18 November. Decided on 17 November;",
            "3 At work: Ask Dana which gap she sees Since yesterday. You set yourself this on 11 November.",
            "To come Sunday Five years in a minute",
        )


async def test_an_action_is_done_with_a_note(house: House) -> None:
    store = waiting(house)
    async with house.opened(store) as game:
        await game.press("d", "3", "enter")
        await game.comes(SettlePanel)
        await game.press("tab")
        await game.write("She sees scope")
        await game.press("enter", "enter")
        await game.comes(DueScreen)
        await game.shows("Done: Ask Dana which gap she sees")
        assert "At work" not in game.words
        action = store.work.read().actions["gap"]
        assert (action.state, action.note) == ("done", "She sees scope")


async def test_an_action_can_be_dropped_or_left_as_it_is(house: House) -> None:
    store = waiting(house)
    async with house.opened(store) as game:
        await game.press("d", "3", "enter", "escape")
        await game.comes(DueScreen)
        assert store.work.read().actions["gap"].state == "open"
        await game.press("enter", "2", "enter")
        await game.shows("Dropped: Ask Dana which gap she sees")
        assert store.work.read().actions["gap"].state == "dropped"


# --- a review ----------------------------------------------------------------------------------------


async def test_a_review_is_rated_with_numbers_and_told_in_words(house: House) -> None:
    store = waiting(house)
    async with house.opened(store) as game:
        await game.press("d", "2", "enter")
        await game.comes(ReviewScreen)
        await game.shows("The nightly job failed and the table is read at ten.", "1-5 rate", "Hours left 4")
        assert "rating" not in game.words
        await rate(game, Restart="5", Tell="2")
        await game.shows(
            "What the key sees most in", "Tell Mira what you know before you know the cause",
            "Saying what is not known yet let somebody else look at the other half.",
            "much less Tell Mira", "much more Restart the job", "It comes back",
        )  # fmt: skip
        kept = store.work.read().cards[CARD]
        assert kept.reviews[0].ratings == {"restart": 5, "tell": 2}
        assert kept.reviews[0].confidence is None
        await game.press("enter")
        await game.comes(DueScreen)
        await game.shows("Due today: one checkpoint and one action.")


async def test_a_number_can_be_changed_and_a_missing_one_is_asked_for(house: House) -> None:
    store = waiting(house)
    async with house.opened(store) as game:
        await game.press("d", "2", "enter")
        await game.press("4", "enter")
        assert "1 of them has no number yet: press one, 1 to 5." in game.notices
        await game.press("9", "2", "up", "1", "5", "enter")
        await game.shows("Your reading beside the key's")
        first, second = (text.split()[0].lower() for text in order_of(store, game))
        assert store.work.read().cards[CARD].reviews[0].ratings == {first: 5, second: 2}


def order_of(store: PlayerStore, game: Driver) -> list[str]:
    """The options in the order of the review that was done."""
    screen = game.one_screen(ReviewScreen)
    return [each.says for each in screen.review.scene.shown]


async def test_the_mouse_rates_too(house: House) -> None:
    store = waiting(house)
    async with house.opened(store) as game:
        await game.press("d", "2", "enter")
        restart, tell = game.choice("Restart"), game.choice("Tell")
        for choice, clicks in ((restart, 4), (tell, 6)):
            at = game.one(Ratings).cursor == choice.index
            for _ in range(clicks + (not at)):
                await game.click(choice)
        await game.press("enter")
        await game.shows("Your reading beside the key's")
        assert store.work.read().cards[CARD].reviews[0].ratings == {"restart": 4, "tell": 1}


async def test_what_was_in_hand_and_what_lay_open_can_be_looked_at(house: House) -> None:
    async with house.opened(waiting(house)) as game:
        await game.press("d", "2", "enter")
        await game.press("a")
        await game.comes(ArtefactPanel)
        await game.shows("open failed: too many open files")  # the world that Ada has not seen
        await game.press("a", "c")
        await game.shows("Nothing was found yet.")
        await game.press("c", "p")
        await game.shows("This was the start.")
        await game.press("p")
        await game.comes(ReviewScreen)


async def test_who_leaves_a_review_finds_it_there_again(house: House) -> None:
    store = waiting(house)
    async with house.opened(store) as game:
        for key in ("q", "escape", "b"):
            await game.press("d", "2", "enter", "3", key)
            await game.comes(DueScreen)
            await game.shows("one review")
            await game.press("q")
        assert store.work.read().cards == {}


async def test_who_wants_to_be_asked_says_how_sure_they_are(house: House) -> None:
    store = waiting(house, confidence=True)
    async with house.opened(store) as game:
        await game.press("d", "2", "enter")
        await rate(game, **RATED)
        await game.shows("How sure are you of the ones that you rate highest?", "1 a guess", "4 sure")
        await game.press("4", "enter")
        await game.shows("Your reading beside the key's")
        assert store.work.read().cards[CARD].reviews[0].confidence == 95


async def test_a_disk_that_is_full_is_said_and_the_ratings_stand_to_be_handed_in_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = waiting(house)
    async with house.opened(store) as game:
        await game.press("d", "2", "enter")
        with HeldDisk(monkeypatch) as disk:
            disk.release(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
            await rate(game, **RATED)
            await game.shows("Not saved")
            await game.press("q")
            disk.release()
        await game.comes(ReviewScreen)
        assert [each for each in game.one(Ratings).ratings if each is None] == []
        await game.press("enter")
        await game.shows("Your reading beside the key's")


async def test_in_a_second_window_the_list_can_be_read_and_nothing_done(house: House) -> None:
    with waiting(house):
        second = house.player()
        assert second.read_only
        async with house.opened(second) as game:
            await game.press("d")
            await game.shows("Due today")
            await game.press("2", "enter")
            assert any("another window" in said for said in game.notices)
            await game.comes(DueScreen)


async def test_a_run_that_cannot_be_read_any_more_is_said(house: House) -> None:
    store = waiting(house)
    async with house.opened(store) as game:
        await game.press("d")
        await game.comes(DueScreen)
        for file in (store.folder / "runs").iterdir():
            file.write_bytes(b"")
        await game.press("2", "enter")
        assert game.news
        await game.press("q")
        await game.comes(DueScreen)


async def test_every_screen_explains_itself(house: House) -> None:
    async with house.opened(waiting(house)) as game:
        await game.press("d", "question_mark")
        await game.shows("What is due today, the longest overdue first.", "enter do it")
        await game.press("q", "2", "enter", "question_mark")
        await game.shows("A decision of yours comes back", "1-5 rate")
