"""Written work line by line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import msgspec
import pytest

from ladderquest.game import Game
from ladderquest.growth.work import Draft
from ladderquest.plain.console import Console, InputEnded
from ladderquest.plain.visiting import visit
from ladderquest.play.words import TOO_LONG
from ladderquest.saves.players import Saves
from tests.cli.terminal import SAMPLE, Run, Said
from tests.growth.workbooks import BOOK, VISION, version, write_book
from tests.pack.packs import copy_of_sample
from tests.tui.conftest import sample


@pytest.fixture
def home(run: Run, tmp_path: Path) -> Run:
    """``home(*lines)``: plain mode as Ada, in a pack with exercises, past placement."""
    pack = copy_of_sample(tmp_path)
    write_book(pack)
    run("--plain", "--pack", pack, "--player", "Ada", lines=("skip", "q"))

    def at_home(*lines: str) -> Said:
        return run("--plain", "--pack", pack, "--player", "Ada", lines=("skip", *lines))

    return at_home


def kept(tmp_path: Path) -> dict[str, Draft]:
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id) as store:
        return dict(store.work.read().drafts)


def flat(said: Said) -> str:
    return " ".join(said.out.split())


def test_the_list_goes_by_phase_and_says_how_each_stands(home: Run) -> None:
    said = flat(home("e", "?"))
    assert "For every phase 1 Five years in a minute (20 minutes). New. Comes back on day 7 and 21." in said
    assert "Phase 2 3 Four percent in two days (10 minutes). New." in said
    assert "`e 1` opens the first, `e c` the calculator of an A/B test." in said
    assert "e written work: exercises, and what you wrote" in said


def test_a_pack_without_exercises_says_so(run: Run) -> None:
    said = run("--plain", "--pack", SAMPLE, "--player", "Ada", lines=("skip", "e", "e 1"))
    assert said.out.count("There are no exercises in this pack.") == 2


def test_write_hand_in_score_and_read_both_versions(home: Run, tmp_path: Path) -> None:
    said = home(
        "e vision", "1", "Search", "", "for four teams", ".", "i", "2", "I built it", ".", "h", "i",
        "r", "s", "x", "", "1", "-", "Anew", ".", "i", "v", "v 1", "v 7", "dance", "q", "e 9",
    )  # fmt: skip
    text = flat(said)
    assert "Kept: 4 words." in text
    assert "Part 2 has no words of your own yet: write something there, then hand in." in text
    assert "Hint 1 of 2. Name the people who use it." in text
    assert "one hint open." in text
    assert VISION.model in text
    assert "Answer with s, f or m; an empty line leaves it as it is, `q` stops." in text
    assert "One version, " in text
    assert "1 strong, 1 not scored." in text
    assert "3 words shorter: 7, then 4. Part 2 as before." in text
    assert "There is no version '7': the numbers run from 1 to 2." in text
    assert "There is no 'dance' here." in text
    assert "There is no exercise '9': the numbers run from 1 to 3." in text
    first, second = (
        each for each in sorted(kept(tmp_path).values(), key=lambda d: d.id) if each.id[0] == "0"
    )
    assert first.words == {"work": "Search\n\nfor four teams", "why": "I built it"}
    assert first.scores == {"concrete": "strong"}
    assert second.words == {"work": "Anew", "why": "I built it"}


def test_lines_go_behind_what_is_there_and_a_dot_at_once_leaves_it(home: Run, tmp_path: Path) -> None:
    said = flat(home("e 1", "1", "One", ".", "1", "Two", ".", "1", ".", "l"))
    assert "They go behind what is there; a first line `-` begins anew." in said
    assert kept(tmp_path)["vision/open"].words == {"work": "One\nTwo"}
    assert "1. What do you work on in five years? (2 words)" in said


def test_what_was_typed_when_the_input_ends_is_kept(home: Run, tmp_path: Path) -> None:
    said = home("e 1", "1", "Nothing comes after this")
    assert said.code == 0
    assert kept(tmp_path)["vision/open"].words["work"] == "Nothing comes after this"
    assert "Begun, 1 of 2 parts, 4 words" in flat(home("e"))


def test_an_interrupt_in_the_middle_of_a_page_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = game_at(tmp_path)
    console = Console(StringIO("1\nSearch\n"), StringIO())
    ask = Console.ask

    def ask_until(self: Console) -> str:
        try:
            return ask(self)
        except InputEnded:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(Console, "ask", ask_until)
    with pytest.raises(KeyboardInterrupt):
        visit("e", "1", console, game)
    game.store.close()
    assert kept(tmp_path)["vision/open"].words["work"] == "Search"


def test_a_very_long_page_gets_a_sentence(home: Run, tmp_path: Path) -> None:
    said = home("e 2", "1", "word " * 20_000, ".")
    assert TOO_LONG in flat(said)
    assert kept(tmp_path)["note/open"].words["note"].startswith("word word")


def test_the_model_answer_before_ones_own_words_is_for_who_asks_twice(home: Run, tmp_path: Path) -> None:
    said = flat(home("e 2", "m", "h", "m", "m", "1", "Mine", ".", "i"))
    assert said.count("The model answer opens behind your own words.") == 2
    assert "The model answer was looked at before this was written." in said
    assert [each.shown for each in kept(tmp_path).values() if each.id != "note/open"] == [True]
    once = flat(home("e 3", "1", "Mine", ".", "m"))
    assert "Every part has words of yours: `i` hands in, and the model answer follows." in once
    assert BOOK.exercises[2].model not in once


def test_somebody_else_who_only_looks_writes_nothing(home: Run, tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id):
        said = flat(home("e 1", "1", "x", ".", "h", "i", "q"))
    assert said.count("so this one can look but not save") > 3
    assert kept(tmp_path) == {}


# --- aloud, with a clock of its own --------------------------------------------------------------------


def game_at(tmp_path: Path, *, step: float = 0.0) -> Game:
    """A game whose clock goes ``step`` seconds with every look at it."""
    store = Saves(tmp_path / "saves").create("Ada")
    looks = [datetime(2026, 11, 20, 9, 45, tzinfo=UTC)]

    def now() -> datetime:
        looks.append(looks[-1] + timedelta(seconds=step))
        return looks[-1]

    return Game(msgspec.structs.replace(sample(), workbook=BOOK), store, now=now, dice=lambda: 1)


def test_an_empty_line_starts_the_clock_and_another_one_stops_it(tmp_path: Path) -> None:
    game, out = game_at(tmp_path, step=55), StringIO()
    game.store.work.keep(version(7)).result()
    visit("e", "1", Console(StringIO("t\n\n\nq\nt\n\nq\nt 2\n\n\nt 3\nq\n"), out), game)
    assert "It took 55 seconds aloud; 60 were asked for: 5 to spare." in out.getvalue()
    assert out.getvalue().count("It took") == 2, "q leaves the clock"
    game.store.close()
    assert kept(tmp_path)["v07"].seconds == {"work": 55, "why": 55}


def test_what_is_being_written_is_timed_too(tmp_path: Path) -> None:
    game, out = game_at(tmp_path, step=70), StringIO()
    visit("e", "1", Console(StringIO("1\nSearch\n.\nt\n\n\nq\nq\n"), out), game)
    game.store.close()
    assert kept(tmp_path)["vision/open"].seconds == {"work": 70}


# --- the calculator ------------------------------------------------------------------------------------


def test_the_calculator_takes_a_number_by_its_place(home: Run) -> None:
    said = flat(
        home("e c", "2 10 %", "5 12,000", "7 1000", "8 40", "9 1000", "10 55", "1 140", "77 1", "q", "e")
    )
    assert "2 Change to find: 0.5 (0.5: 4 to 4.5 %; 10 %: 4 to 4.4 %)" in said
    assert "People an arm: 39,475, 78,950 in all Days: 7; 7 in whole weeks" in said
    assert "A: of them: a number is missing." in said
    assert "95 % interval: -0.38 to +3.41 points by Newcombe" in said
    assert "Rate today: '140' is no rate" in said
    assert "There is no number '77' here: they run from 1 to 10." in said
    assert "Four percent in two days" in said.partition("There is no number")[2]


def test_the_calculator_lies_beside_its_exercise_only(home: Run) -> None:
    said = flat(home("e 3", "c", "1 30", "q", "c", "q", "q", "e 1", "c"))
    assert "c the calculator" in said
    assert said.count("30 % → 30.5 %") == 2, "what was given is there again"
    assert "There is no 'c' here." in said
