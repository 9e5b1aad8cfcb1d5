import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladderquest.documents.document import (
    AnyPart,
    Bullets,
    Dated,
    Dates,
    Document,
    Entries,
    Heading,
    Paragraph,
    Table,
)
from ladderquest.documents.text import NARROWEST, to_text, wrap
from ladderquest.pack.text import width
from tests.documents.inventing import documents


def written(*parts: AnyPart, room: int = 40) -> list[str]:
    """The lines below the title and the empty line after it."""
    lines = to_text(Document("T", parts), room).split("\n")
    assert lines[:2] == ["T", "="]
    assert lines[-1] == ""
    return lines[3:-1]


def test_title_and_headings_are_underlined_as_far_as_they_go() -> None:
    document = Document("A title", (Heading(1, "How it went"), Heading(2, "First"), Paragraph("Text.")))
    assert to_text(document) == ("A title\n=======\n\n\nHow it went\n-----------\n\nFirst\n.....\n\nText.\n")


def test_prose_flows_anew_and_keeps_its_paragraphs() -> None:
    text = "Lines that an author\nhas broken somewhere\nelse.\n\n\nAnother paragraph."
    assert written(Paragraph(text), room=30) == [
        "Lines that an author has",
        "broken somewhere else.",
        "",
        "Another paragraph.",
    ]


def test_an_indented_line_stays_a_line_and_keeps_its_indent_when_it_wraps() -> None:
    text = "It said:\n  02:14  open   failed\n  02:15  a line that is longer than the room\n \nSo\nwhat."
    assert written(Paragraph(text), room=30) == [
        "It said:",
        "  02:14  open   failed",
        "  02:15 a line that is longer",
        "  than the room",
        "",
        "So what.",
    ]


def test_quotes_are_indented_and_empty_paragraphs_leave_no_gap() -> None:
    assert written(Paragraph("One."), Paragraph(" \n"), Paragraph("Two.\n\nThree.", "quote")) == [
        "One.",
        "",
        "  Two.",
        "",
        "  Three.",
    ]


def test_bullets_hang() -> None:
    assert written(Bullets(("one two three four five", "six")), room=20) == [
        "- one two three four",
        "  five",
        "- six",
    ]


def test_entries_have_their_labels_in_a_column() -> None:
    entries = Entries((("Mon", "asked for the clause today"), ("", "Came back."), ("Tue, noon", "read")))
    assert written(entries, room=30) == [
        "Mon        asked for the",
        "           clause today",
        "           Came back.",
        "Tue, noon  read",
    ]
    assert written(Entries((("", "no labels at all"),))) == ["no labels at all"]


def test_dates_are_read_as_entries() -> None:
    dates = Dates((Dated("a", "2026-11-25", "Hand it in", "Two pages."), Dated("b", "2026-12-02", "Read it")))
    assert written(dates) == ["2026-11-25  Hand it in", "", "            Two pages.", "2026-12-02  Read it"]


def test_a_long_label_takes_a_third_at_most_and_wraps() -> None:
    assert written(Entries((("Monday in the big room", "asked"),)), room=30) == [
        "Monday in   asked",
        "the big",
        "room",
    ]


def test_a_table_wraps_its_cells() -> None:
    table = Table(
        ("Level", "What unlocks it"), (("Mid", "Works out which problem is worth solving"), ("S", "x"))
    )
    assert written(table, room=32) == [
        "Level  What unlocks it",
        "-----  -------------------------",
        "Mid    Works out which problem",
        "       is worth solving",
        "S      x",
    ]


def test_a_table_with_too_many_columns_becomes_lists() -> None:
    header = tuple(f"column {n}" for n in range(6))
    table = Table(header, (tuple("abcdef"), tuple("uvwxyz")))
    lines = written(table, room=30)
    assert lines[0] == "column 0  a"
    assert lines[5:8] == ["column 5  f", "", "column 0  u"]


def test_words_longer_than_a_line_are_cut() -> None:
    assert wrap("see abcdefghij now", 8) == ["see", "abcdefgh", "ij now"]


def test_wide_characters_count_for_two_and_break_anywhere_but_before_a_full_stop() -> None:
    assert wrap("検索基盤を移行。", 8) == ["検索基盤", "を移行。"]
    assert wrap("検索基盤。移行", 8) == ["検索基", "盤。移行"]
    assert wrap("run 検索基盤", 8) == ["run 検索", "基盤"]


def test_a_no_break_space_does_not_break() -> None:
    assert wrap("about 81.4\u00a0% of it", 10) == ["about", "81.4\u00a0% of", "it"]


def test_what_a_terminal_would_obey_is_not_written() -> None:
    hostile = "a\x1b]52;c;eA==\x07b \u202ec\u200b \x9b31m[/]"
    lines = written(Paragraph(hostile), Bullets((hostile,)), Entries(((hostile, hostile),)), room=60)
    text = "\n".join(lines)
    assert "[/]" in text
    assert not set(text) & set("\x1b\x07\x9b\u202e\u200b")


def test_a_width_that_nothing_fits_in_is_refused() -> None:
    with pytest.raises(ValueError, match="20 at least"):
        to_text(Document("T", ()), NARROWEST - 1)


@given(documents, st.integers(NARROWEST, 100))
def test_no_line_is_wider_than_asked_and_nothing_is_a_control(document: Document, room: int) -> None:
    text = to_text(document, room)
    assert text.endswith("\n")
    for line in text.split("\n"):
        assert width(line) <= room
        assert not line.endswith(" ")
    assert {c for c in text if unicodedata.category(c) in ("Cc", "Cs")} <= {"\n"}
    assert not set(text) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f")


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\u00a0"), max_size=200))
def test_wrapping_loses_no_word(text: str) -> None:
    from ladderquest.pack.text import clean

    kept = clean(text, lines=False).replace(" ", "")
    assert "".join(wrap(text, NARROWEST)).replace(" ", "") == kept
