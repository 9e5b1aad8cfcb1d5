"""A debrief saved to a file, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Run, seed_of

ENDED = ("1", "tell", "quota", "3", "full a")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def told(play: Run, *lines: str) -> str:
    said = play(*ENDED, *lines, "q", seed=seed_of("disk"))
    assert (said.code, said.err) == (0, "")
    return " ".join(said.out.split())


def test_o_with_a_file_or_a_format_writes_the_whole_debrief(play: Run, here: Path) -> None:
    said = told(play, "o mine.md", "o html")
    named, made = sorted(here.iterdir(), key=lambda path: path.suffix, reverse=True)
    assert (named.name, made.suffix) == ("mine.md", ".html")
    assert made.name.startswith("debrief-tiny-ada-20")
    assert named.read_text(encoding="utf-8").startswith("# The nightly job\n")
    assert made.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert f"Written: {named}".replace(" ", "") in said.replace(" ", "")


def test_o_alone_says_how_and_a_slip_is_a_sentence(play: Run, here: Path) -> None:
    (here / "there.txt").write_text("mine", encoding="utf-8")
    said = told(play, "o", "o there.txt", "o nowhere/x.md", "o report", "o ics", "o .", "?")
    for text in (
        "Say where: `o` with a file, as in `o debrief.html`, or with one of text, markdown",
        'Not written: "there.txt" exists already, and nothing is written over it without !.',
        'Not written: "nowhere/x.md" cannot be written: there is no such folder.',
        "Not written: the name of the file says no format",
        "Not written: this cannot be ics: there is no date in it",
        'Not written: "." is a folder: name a file in it.',
        "saves the debrief to a file",
    ):
        assert text in said
    assert [path.name for path in here.iterdir()] == ["there.txt"]
    assert (here / "there.txt").read_text(encoding="utf-8") == "mine"


def test_an_exclamation_mark_writes_over(play: Run, here: Path) -> None:
    (here / "there.txt").write_text("mine", encoding="utf-8")
    assert "Written: " in told(play, "o there.txt !")
    assert (here / "there.txt").read_text(encoding="utf-8").startswith("The nightly job")
