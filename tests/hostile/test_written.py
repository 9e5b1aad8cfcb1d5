"""Hostile exercises, and hostile words in them: every screen of written work, and the same line by line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ladderquest.documents.text import to_text
from ladderquest.growth.exercises import draft_of, handed_in, standing, with_score, with_words
from ladderquest.growth.exports import exercises
from ladderquest.growth.work import Work, with_entry
from ladderquest.growth.workbook import as_document, comparison_document, version_document
from ladderquest.pack.loader import load_pack
from tests.cli.terminal import Run, copy_of_sample
from tests.growth.workbooks import write_book
from tests.hostile.packs import FILE, hostile_pack
from tests.hostile.payloads import ARABIC, HEBREW, PAYLOADS, obeyed
from tests.hostile.test_commands import NAME
from tests.hostile.test_terminal import Watched, side_by_side
from tests.hostile.test_words import ALL

SCREENS = {
    "ExercisesScreen": "enter open c calculator",
    "ExerciseScreen": "^s hand in",
    "TextPanel": "m, q or escape closes",
    "HandedInScreen": "r score it n new version",
    "CriterionPanel": "1-3 pick, enter scores",
    "VersionsScreen": "versions 1 and 2 of 2",
    "SpeakingPanel": "space when you have said it",
    "CalculatorScreen": "x start again q back",
}
"""What stands on each screen of written work and on nothing else."""


@pytest.fixture
def with_exercises(tmp_path: Path) -> Path:
    """The sample pack with exercises."""
    pack = copy_of_sample(tmp_path)
    write_book(pack)
    return pack


def test_every_screen_of_written_work(tmp_path: Path, with_exercises: Path) -> None:
    found = side_by_side(walked, tmp_path, with_exercises)
    assert "[@click=app.quit]" in found.text


def walked(folder: Path, pack: Path, name: str, pasted: str) -> bytes:
    """Two versions of an exercise, with everything that lies beside it."""
    text = f"\x1b[200~[@click=app.quit]x[/] {ARABIC} {pasted}\nfor four teams\x1b[201~"
    with Watched(folder, "--pack", str(pack), "--player", name) as terminal:
        terminal.shows("skip")
        terminal.rest()
        terminal.move("s", "e")
        terminal.shows("c calculator")
        terminal.rest()
        terminal.move("c", f"\x1b[200~1{pasted}\x1b[201~", "q", "enter")
        terminal.shows("hand in")
        terminal.rest()
        terminal.move("m", "m", "q", "\x14", "enter", text, "\t", "n", "enter", text, "\x13")
        terminal.shows("score it")
        terminal.rest()
        terminal.move("r", "enter", "enter", "t", " ", "q", "n", "enter", text, "\x13")
        terminal.shows("versions")
        terminal.rest()
        terminal.move("v", "q", "?", "q", "q", "q")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        missing = [
            kind for kind, text in SCREENS.items() if not any(text in words for words in terminal.seen)
        ]
        assert missing == []
        return terminal.raw


def test_written_work_line_by_line(harmless: Run, tmp_path: Path, with_exercises: Path) -> None:
    pack = hostile_pack(tmp_path / "wild", source=with_exercises)
    words = f"Search {HEBREW} {ARABIC} {ALL}".replace("\n", " ")
    said = harmless(
        "--plain", "--pack", pack, "--player", NAME,
        lines=(
            "skip", "e", f"e {ALL}", "e c", f"1 {ALL}", f"{ALL}", "q", "e 1", "1", words, ".",
            "2", words, ".", "h", "i", "r", "s", "f", "v", "1", words, ".", "i", "v",
            f"v {ALL}", f"x{ALL}", "t", "", "", "q",
        ),
    )  # fmt: skip
    assert said.code == 0
    assert said.out.count("Version ") == 3
    for kept in (HEBREW, ARABIC, "[@click=app.quit]x[/]", "Score"):
        assert kept in said.out
    assert FILE not in said.out


def test_documents_of_hostile_written_work(tmp_path: Path, with_exercises: Path) -> None:
    pack = load_pack(hostile_pack(tmp_path / "wild", source=with_exercises)).pack
    assert pack is not None
    work = Work()
    for number, payload in enumerate([*PAYLOADS.values(), ALL, HEBREW]):
        stamp = f"2026-11-20T09:{number:02}:00+00:00"
        for exercise in pack.workbook.exercises:
            draft = draft_of(standing(exercise, work), stamp)
            for part in exercise.parts:
                draft = with_words(draft, part.id, f"mine {payload}", stamp)
            version, emptied = handed_in(draft, f"{exercise.id}{number:02}", stamp)
            version = with_score(version, exercise.rubric[0].id, "fair", stamp)
            work = with_entry(with_entry(work, version), emptied)
    written = exercises(work, pack.workbook, NAME, datetime(2026, 11, 25, tzinfo=UTC))
    assert written is not None
    documents = [written]
    for exercise in pack.workbook.exercises:
        found = standing(exercise, work)
        documents += [as_document(found), version_document(found, len(found.versions) - 1)]
        documents.append(comparison_document(exercise, *found.versions[-2:]))
    for document in documents:
        said = to_text(document)
        assert obeyed(said) == []
        assert HEBREW in said
