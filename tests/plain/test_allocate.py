"""Amounts to split, on one line."""

from pathlib import Path

import pytest

from tests.cli.terminal import Run, copy_of_sample, seed_of
from tests.pack.pages import SPLIT_EDITS
from tests.plain.test_story import TOLD


@pytest.fixture
def split(tmp_path: Path, play: Run) -> Run:
    """The sample with hours to split before its first question, in the world of the disk."""
    pack = copy_of_sample(tmp_path / "own", *SPLIT_EDITS)

    def splitting(*lines: str) -> object:
        return play(*lines, seed=seed_of("disk"), pack=pack)

    return splitting  # type: ignore[return-value]


def test_the_items_stand_with_their_bounds_and_one_line_answers(split: Run) -> None:
    out = split("2, 1 2", "p", "q").out
    said = " ".join(out.split())
    assert "Where do they go?" in said
    assert "1 Finding the cause 2 Checking the table (0 to 2) 3 Telling people (1 to 5)" in said
    assert "Answer with 3 numbers that add up to 5 (hours), one for each in this order" in said
    assert "You: Finding the cause: 2 · Checking the table: 1 · Telling people: 2 (hours)" in said
    assert "Both are done, and neither is finished." in said
    assert "Mira Osei: Heard where the hours went." in said
    assert said.count("Finding the cause: 2 · Checking the table: 1") == 2, "the road has it too"


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("2 1", "Answer with 3 numbers"),
        ("2 1 1 1", "Answer with 3 numbers"),
        ("two 1 2", "Answer with 3 numbers"),
        ("2 1 1", "1 of 5 hours are not given to anything yet. Answer with"),
        ("3 1 2", "That is 6 hours, and there are 5. Answer with"),
        ("2 3 0", "Checking the table takes 0 to 2 hours. Answer with"),
        ("4 1 0", "Telling people takes 1 to 5 hours. Answer with"),
        ("-1 1 5", "Answer with 3 numbers"),
        ("99 0 1", "Finding the cause takes 0 to 5 hours. Answer with"),
        ("9" * 5000, "Answer with 3 numbers"),
    ],
    ids=[
        "too few",
        "too many",
        "a word",
        "not all",
        "more than all",
        "over the most",
        "under the least",
        "below zero",
        "more than there is",
        "no end",
    ],
)
def test_what_does_not_add_up_is_refused_with_the_reason_and_asked_again(
    split: Run, line: str, word: str
) -> None:
    said = " ".join(split(line, "4 0 1", "q").out.split())
    assert word in said.partition("You: ")[0].partition("spaces between them.")[2]
    assert "You know a great deal about one thing." in said


def test_the_debrief_tells_what_was_given(split: Run) -> None:
    after = split("1 2 2", *TOLD, "q").out.partition("The end: ")[2]
    assert "Finding the cause: 1 · Checking the table: 2 · Telling people: 2 (hours)" in " ".join(
        after.split()
    )
