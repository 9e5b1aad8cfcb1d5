"""Lines out and lines in."""

import io

import pytest

from ladderquest.pack.text import width
from ladderquest.plain.console import Console, InputEnded, menu, number
from ladderquest.plain.moves import ASKERS
from ladderquest.play.moves import MOVES
from tests.cli.terminal import Run, seed_of


def said(text: str, columns: int = 72) -> str:
    out = io.StringIO()
    Console(io.StringIO(), out, columns=columns).say(text)
    return out.getvalue()


def test_every_move_can_be_asked() -> None:
    assert ASKERS.keys() == MOVES.keys()


def test_prose_is_wrapped_anew_and_what_is_set_in_stays_as_it_is() -> None:
    text = "One line\nand its end.\n\n  02:14   a   log\n  02:15   its second line\n\nThe last."
    assert (
        said(text) == "One line and its end.\n\n  02:14   a   log\n  02:15   its second line\n\nThe last.\n"
    )


@pytest.mark.parametrize(("columns", "widest"), [(30, 30), (72, 72), (200, 72), (0, 20), (5, 20)])
def test_prose_is_as_wide_as_the_window_and_never_wider_than_a_page(columns: int, widest: int) -> None:
    lines = said("ab " * 200, columns).splitlines()
    assert widest - 3 < max(map(width, lines)) <= widest


def test_wide_letters_count_double() -> None:
    assert max(map(width, said("漢字" * 60, 40).splitlines())) == 40


def test_a_list_keeps_its_texts_in_one_column() -> None:
    out = io.StringIO()
    menu(Console(io.StringIO(), out, columns=24), [("9", "nine"), ("10", "ten and some more words")])
    assert out.getvalue() == "   9  nine\n  10  ten and some more\n      words\n"


def test_answers_come_clean_and_without_spaces_around_them() -> None:
    out = io.StringIO()
    console = Console(io.StringIO("  2\x1b[A \u202e\r\nb"), out, echo=True)
    assert (console.ask(), console.ask()) == ("2[A", "b")
    with pytest.raises(InputEnded):
        console.ask()
    assert out.getvalue() == "> 2[A\n> b\n> \n"


@pytest.mark.parametrize(
    ("word", "value"), [("12", 12), ("-1", None), ("1.5", None), ("²", None), ("", None)]
)
def test_numbers(word: str, value: int | None) -> None:
    assert number(word) == value


def test_a_narrow_window_narrows_the_whole_story(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "44")
    lines = ("tell", "quota", "3", "full a", "p", "?", "c")
    out = run(
        "play", "tiny", "--plain", "--pack", "tests/pack/sample", "--seed", seed_of("disk"), lines=lines
    ).out
    assert "The end:" in out
    assert [line for line in out.splitlines() if width(line) > 44 and "  02:" not in line] == []
