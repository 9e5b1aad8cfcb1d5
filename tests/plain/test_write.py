"""A page to write on, line by line: until a dot."""

import errno
import os
from pathlib import Path

import pytest

from ladderquest.play.journal import Annotated
from ladderquest.play.words import MOST_CHARACTERS
from ladderquest.saves.players import Saves
from ladderquest.saves.profile import Settings
from tests.cli.terminal import Run, copy_of_sample, seed_of
from tests.pack.pages import BEHIND, EDITS
from tests.plain.test_story import TOLD
from tests.saves.faults import broken


@pytest.fixture
def write(tmp_path: Path, play: Run) -> Run:
    """The sample with a page before its first question, in the world of the disk."""
    pack = copy_of_sample(tmp_path / "own", *EDITS)

    def writing(*lines: str) -> object:
        return play(*lines, seed=seed_of("disk"), pack=pack)

    return writing  # type: ignore[return-value]


def words(tmp_path: Path) -> list[str]:
    """What is noted as written, in the order of the journal."""
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id) as ada:
        records = ada.load(ada.runs[-1].run).records
    return [each.words for each in records if isinstance(each, Annotated) and each.words is not None]


def test_lines_are_written_until_a_dot_and_kept_as_they_are(tmp_path: Path, write: Run) -> None:
    out = write("q and a", "", "b is better than c", "hint", "..5 is text", "p", ".", "q").out
    said = " ".join(out.split())
    assert "A line with a single `.` hands them in, `hint` opens a hint (2 in all), `..` throws" in said
    assert "Hint 1 of 2. Begin with what you know." in out
    assert "Say what you do not know." not in out
    assert "Handed in: 12 words." in out
    assert 'You: Wrote 12 words: "q and a b is better than c ..5 is text p"' in said
    assert "It stands there now." in out
    assert "Mira Osei will remember this." in out
    assert words(tmp_path) == ["q and a\n\nb is better than c\n..5 is text\np"]


def test_commands_work_until_the_first_line_is_written(write: Run) -> None:
    out = write("p", "?", "b", "b 1", "b is a letter.", ".", "p").out
    assert "This is the start: nothing has been decided yet." in out
    assert out.count("There is nothing to go back to: this is the start.") == 2
    assert 'Wrote 4 words: "b is a letter."' in " ".join(out.rpartition("> p")[2].split())


def test_hints_come_one_at_a_time_and_end(write: Run) -> None:
    out = write("HINT", "hint", "hint", "Now.", ".").out
    places = [out.index(text) for text in ("Hint 1 of 2.", "Hint 2 of 2.", "That was the last of 2 hints.")]
    assert places == sorted(places)


def test_an_empty_page_is_handed_in_by_who_asks_twice(tmp_path: Path, write: Run) -> None:
    out = write(".", ".", "q").out
    assert out.count("The page is empty. A second `.` hands it in as it is; or write.") == 1
    assert "You: Left the page empty" in out
    assert words(tmp_path) == [""]


def test_a_page_that_is_thrown_away_leaves_nothing(tmp_path: Path, write: Run) -> None:
    out = write("Nonsense", "..", "p", "Sense.", ".", "q").out
    assert "The page is thrown away, and nothing was handed in." in out
    assert "nothing has been decided yet" in out
    assert words(tmp_path) == ["Sense."]


def test_a_page_that_the_input_ends_in_is_not_handed_in(write: Run) -> None:
    left = write("Half a page")
    assert left.code == 0
    assert "Handed in" not in left.out
    assert "What do you write before you look?" in write("q").out


def test_what_is_too_long_is_cut_and_said(tmp_path: Path, write: Run) -> None:
    out = write("x" * 100_000 + "\x1b[2J", ".", "q").out
    assert "A page holds 6,000 characters: what is beyond them was left out." in " ".join(out.split())
    assert words(tmp_path) == ["x" * MOST_CHARACTERS]


def test_the_debrief_has_words_model_and_questions_and_nothing_before_it_has(write: Run) -> None:
    out = write("It failed [/].", "- the disk?", ".", *TOLD, "q").out
    before, _, after = out.partition("The end: ")
    for text in (
        "The job failed at 02:14.",
        "Whether the disk is full is open.",
        "Is it said what is known?",
    ):
        assert text not in before
        assert text in after
    part = after.partition("What you wrote")[2].partition("What was true")[0]
    assert "  It failed [/].\n\n  - the disk?\n" in part
    assert "Strong   The time and the line." in part
    assert "Nobody counts them." in part


# --- half a page -----------------------------------------------------------------------------------

BEGUN = "Here is what you had written by "
WAITS = "What you have written waits on its page."


def pages(tmp_path: Path) -> list[str]:
    """The pages that wait."""
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id) as ada:
        return [page.text for page in ada.work.read().page_drafts.values()]


def test_half_a_page_waits_for_who_comes_back(tmp_path: Path, write: Run) -> None:
    assert WAITS in write("Half a page", "", "  of mine").out
    assert pages(tmp_path) == ["Half a page\n\nof mine"]
    said = write("and the rest", ".", "q").out
    begun = said.partition(BEGUN)[2]
    assert "yet.\n\n  Half a page\n\n  of mine\n\nLines that you write now go" in begun
    assert "Handed in: 8 words." in said
    assert words(tmp_path) == ["Half a page\n\nof mine\nand the rest"]
    assert pages(tmp_path) == []


def test_a_page_that_waits_is_handed_in_as_it_is_thrown_away_or_left(tmp_path: Path, write: Run) -> None:
    write("Half a page")
    assert BEGUN in write("q").out
    assert pages(tmp_path) == ["Half a page"]
    said = write("..", "Another", "..", "q").out
    assert said.count("The page is thrown away") == 2
    assert pages(tmp_path) == []
    assert BEGUN not in write("Half again").out
    assert "Handed in: 2 words." in write(".", "q").out
    assert words(tmp_path) == ["Half again"]


def test_a_page_without_a_line_says_nothing_of_waiting(tmp_path: Path, write: Run) -> None:
    assert WAITS not in write("hint").out
    assert pages(tmp_path) == []


def test_going_back_drops_a_page_of_who_says_it_twice(tmp_path: Path, play: Run) -> None:
    pack = copy_of_sample(tmp_path / "own", *BEHIND)

    def again(*lines: str) -> str:
        return play(*lines, seed=seed_of("disk"), pack=pack).out

    again("q")
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id) as ada:
        ada.update(settings=Settings(rewind_always=True)).result()
    again("tell", "Half")
    assert pages(tmp_path) == ["Half"]
    said = again("b 1", "q")
    assert "Going back drops what is on this page. The same once more goes back." in said
    assert pages(tmp_path) == ["Half"]
    said = again("b 1", "b 1", "tell", "q")
    assert "You are back before decision 1." in said
    assert said.count(BEGUN) == 1, "it stood there before, and not after"
    assert pages(tmp_path) == []


def test_a_second_window_shows_the_page_and_takes_nothing(tmp_path: Path, write: Run) -> None:
    write("Half a page")
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id) as first:
        said = write("and more", "..", ".", "q").out
        assert BEGUN in said
        assert WAITS not in said
        assert "this one can look but not save" in " ".join(said.split())
        assert [page.text for page in first.work.read().page_drafts.values()] == ["Half a page"]


def test_a_full_disk_is_said_behind_a_page(write: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("q")
    monkeypatch.setattr(os, "fsync", broken(errno.ENOSPC))
    said = " ".join(write("Half a page").out.split())
    assert "What you have written is not saved: cannot save to" in said
    assert WAITS not in said
