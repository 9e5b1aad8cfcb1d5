"""What is due, line by line."""

from pathlib import Path

import msgspec
import pytest

from ladderquest.growth.work import Action
from ladderquest.saves import PlayerStore, Saves
from tests.cli.terminal import SAMPLE, Run, Said, seed_of
from tests.tui.conftest import sample
from tests.tui.waiting import play_poorly

NO = ("n",) * 5
RATINGS = ("2 4", "4,2", "24")


@pytest.fixture
def saves(tmp_path: Path) -> Saves:
    """Ada has played to a poor end three days before a day that is long past."""
    found = Saves(tmp_path / "saves")
    with found.create("Ada") as store:
        play_poorly(sample(), store, days=900)
        store.work.keep(
            Action(id="gap", changed="2024-01-01", text="Ask which gap", made="2024-01-01", due="2024-01-02")
        ).result()
    return found


@pytest.fixture
def home(run: Run, saves: Saves) -> Run:
    """``home(*lines)``: plain mode as Ada."""

    def at_home(*lines: str) -> Said:
        return run("--plain", "--pack", SAMPLE, "--player", "Ada", lines=(*lines, "q"))

    return at_home


def opened(saves: Saves) -> PlayerStore:
    return saves.open(saves.players()[0].id)


def test_d_lists_what_is_due_with_numbers(home: Run) -> None:
    said = home("d")
    assert said.code == 0
    assert "Due today: one review and one action." in said.out
    assert "  1  Ask which gap (at work, since 2 January 2024)." in said.out
    assert "  2  The nightly job · Tuesday, 08:10 (review," in said.out
    assert "`d 1` does the first." in said.out
    assert "d  what is due" in home("?").out


def test_a_review_is_rated_on_one_line_and_told_in_words(home: Run, saves: Saves) -> None:
    said = home("d 2", "p", "a", "2 4")
    assert "The nightly job, a review: Tuesday, 08:10" in said.out
    assert "The nightly job failed and the table is read at ten." in said.out
    assert "nightly.log (log)" in said.out
    assert "How effective is each? 1 makes it worse, 5 is the best one could do." in said.out
    assert "Answer with 2 numbers from 1 to 5, the first for a" in said.out
    assert "What the key sees most in" in said.out
    assert "It comes back" in said.out
    with opened(saves) as store:
        card = store.work.read().cards["tiny/morning"]
        assert sorted(card.reviews[0].ratings.values()) == [2, 4]
    assert "Due today: one action." in home("d").out


@pytest.mark.parametrize("line", RATINGS, ids=["spaces", "comma", "together"])
def test_ratings_may_be_written_in_any_of_these_ways(home: Run, saves: Saves, line: str) -> None:
    assert "It comes back" in home("d 2", line).out


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("3", "There are 2 options, and this is 1."),
        ("1 2 3", "There are 2 options, and this is 3."),
        ("0 3", "'0' is no rating: they run from 1 to 5."),
        ("3 six", "'six' is no rating: they run from 1 to 5."),
    ],
    ids=["one", "three", "zero", "word"],
)
def test_a_line_that_is_no_rating_is_a_sentence_and_asked_again(
    home: Run, saves: Saves, line: str, word: str
) -> None:
    assert word in home("d 2", line, "q").out
    with opened(saves) as store:
        assert store.work.read().cards == {}


def test_a_review_can_be_left_for_later(home: Run) -> None:
    assert "Left as it is: it waits." in home("d 2", "q").out
    assert "one review" in home("d").out


def test_who_wants_to_be_asked_says_how_sure_they_are(home: Run, saves: Saves) -> None:
    with opened(saves) as store:
        store.update(settings=msgspec.structs.replace(store.profile.settings, ask_confidence=True)).result()
    said = home("d 2", "2 4", "9", "3")
    assert "How sure are you" in said.out
    assert "Answer with a number from 1 to 4." in said.out
    with opened(saves) as store:
        assert store.work.read().cards["tiny/morning"].reviews[0].confidence == 75


def test_an_action_is_done_with_a_note_as_it_was_typed(home: Run, saves: Saves) -> None:
    said = home("d 1", "maybe", "done", "Dana sees Scope")
    assert "Answer with `done` or `dropped`, or with nothing." in said.out
    assert "Done: Ask which gap" in said.out
    with opened(saves) as store:
        action = store.work.read().actions["gap"]
        assert (action.state, action.note) == ("done", "Dana sees Scope")


def test_an_action_can_be_dropped_or_left(home: Run, saves: Saves) -> None:
    assert "Left as it is: it waits." in home("d 1", "").out
    assert "Dropped: Ask which gap" in home("d 1", "dropped", "").out


def test_a_number_that_is_not_there_is_a_sentence(home: Run) -> None:
    assert "There is no '7' among what is due: the numbers run from 1 to 2." in home("d 7").out
    assert "There is no 'x' among what is due" in home("d x").out


def test_nothing_due_says_where_reviews_come_from(run: Run) -> None:
    said = run("--plain", "--pack", SAMPLE, "--player", "Ben", lines=(*NO, "d", "d 1", "q"))
    assert "Nothing is due today. Reviews come from decisions of stories" in said.out
    assert said.out.count("Nothing is due today.") == 2


def test_a_run_that_cannot_be_read_any_more_ends_nothing(home: Run, saves: Saves) -> None:
    with opened(saves) as store:
        folder = store.folder / "runs"
    before = home("d")
    assert "one review" in before.out
    for file in folder.iterdir():
        file.write_bytes(b"")
    said = home("d", "d 2")
    assert said.code == 0


def test_seed_of_the_disk_is_the_one_played(saves: Saves) -> None:
    with opened(saves) as store:
        assert store.runs[0].world == "disk"
        assert store.load(store.runs[0].run).records[0].seed == int(seed_of("disk"))  # type: ignore[union-attr]
