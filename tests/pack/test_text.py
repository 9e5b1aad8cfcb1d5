import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladderquest.pack.text import clean, is_clean, names_after, nearest, width

OVERRIDES = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("plain text, line\nby line", "plain text, line\nby line"),
        ("[/] and [bold]stay[/bold]", "[/] and [bold]stay[/bold]"),
        ("\x1b]52;c;aGk=\x07copied", "]52;c;aGk=copied"),
        ("red\x1b[31m, \x9b31m too", "red[31m, 31m too"),
        ("a\tb", "a    b"),
        ("one\r\ntwo\rthree\u2028four\u2029five\x85six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("abc\u202egnp.exe\u202c", "abcgnp.exe"),
        ("\u2067isolated\u2069\u200e\u200f\u061c", "isolated"),
        ("שלום مرحبا", "שלום مرحبا"),
        ("zero\u200bwidth\u200d\u200c\u2060\ufeff", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("tag\U000e0068\U000e0069\U000e007f", "tag"),
        ("\ufff9note\ufffaabove\ufffb", "noteabove"),
        ("half \ud83d pair", "half  pair"),
        ("\u3164\uffa0\u115fblank", "blank"),
        ("cafe\u0301", "café"),
        ("z" + "\u0335" * 30, "z" + "\u0335" * 4),
        ("Tomáš Bednář, 山田太郎", "Tomáš Bednář, 山田太郎"),
    ],
)
def test_what_is_left_of_hostile_text(dirty: str, cleaned: str) -> None:
    assert clean(dirty) == cleaned


@pytest.mark.parametrize(
    "written",
    [
        rb'"\u202e"',
        rb'"\b"',
        rb'"\f"',
        rb'"\r\n"',
        rb'"\t"',
        rb'"\\\b"',
        b'"\x7f"',
        '"\u202e"'.encode(),
        b'"\xc2\x9b"',
    ],
)
def test_json_can_hide_what_is_not_clean(written: bytes) -> None:
    assert clean(msgspec.json.decode(written)) != msgspec.json.decode(written)
    assert not is_clean(written)


@given(st.lists(st.text(st.sampled_from('a\\bntu"/\n\r\b\x7f\u202e\u0301é\U000e0041'), max_size=8)))
def test_json_is_clean_when_every_text_in_it_is(texts: list[str]) -> None:
    written = msgspec.json.encode(texts)
    if is_clean(written):
        assert [clean(text) for text in texts] == texts
    ours = msgspec.json.encode([clean(text) for text in texts])
    assert (
        is_clean(ours) or b"\\n\xcc\x81" in ours
    )  # an accent on the n of a line break, which costs time only


@pytest.mark.parametrize("before", [0, 65_000, 65_536, 200_000])
def test_nothing_hides_far_behind(before: int) -> None:
    texts = ["x" * before, "é, ≥ 3", "y" * before]
    assert is_clean(msgspec.json.encode(texts))
    for odd in ("a\u202eb", "e\u0301", "z" + "\u0335" * 5):
        assert not is_clean(msgspec.json.encode([*texts, odd]))
        assert not is_clean(msgspec.json.encode([*texts, odd, *texts]))


def test_one_line_stays_one_line() -> None:
    assert clean("a\r\nb\u2028c", lines=False) == "a b c"


@given(st.text(st.characters(), max_size=60))
def test_cleaning_leaves_nothing_that_a_terminal_obeys_and_is_done_once(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    for character in cleaned.replace("\n", ""):
        assert unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in OVERRIDES
    cleaned.encode("utf-8")


@pytest.mark.parametrize(
    ("text", "cells"),
    [("abc", 3), ("山田", 4), ("café", 4), ("cafe\u0301", 4), ("ｈｉ", 4), ("", 0), ("한", 2)],
)
def test_width_counts_cells(text: str, cells: int) -> None:
    assert width(text) == cells


def test_nearest_is_the_close_one_or_none() -> None:
    assert nearest("optoins", ["options", "goto"]) == "options"
    assert nearest("Goto", ["options", "goto"]) == "goto"
    assert nearest("xyzzy", ["options", "goto"]) is None
    assert nearest("xyzzy", []) is None


def test_nearest_among_thousands() -> None:
    names = [f"s{number:05}" for number in range(5_000)]
    assert nearest("t01234", names) == "s01234"
    assert nearest("s0123", names) in names
    assert nearest("desk", names) is None


def test_names_stand_behind_a_prefix_that_is_a_word_of_its_own() -> None:
    written = msgspec.json.encode(
        ["visits.a > 1 and\nvisits.b_2", "revisits.c {visits.d}", "visits", "visits.A"]
    )
    assert names_after(written, b"visits.") == {"a", "b_2", "d"}
    assert names_after(written, b"visits.", b"{") == {"a", "b_2", "d", "visits"}
