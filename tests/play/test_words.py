"""Free text as it is kept: clean, capped, counted."""

from hypothesis import given
from hypothesis import strategies as st

from ladderquest.pack.text import clean
from ladderquest.play.words import (
    MOST_CHARACTERS,
    count_words,
    is_too_long,
    kept,
    opening_words,
    words_told,
)


def test_what_is_kept_is_what_was_written_but_for_what_nobody_sees() -> None:
    assert kept("  Chosen: 32.\r\n\r\nRuled out:\t200.\x1b[2J\u202e \n") == (
        "Chosen: 32.\n\nRuled out:    200.[2J"
    )


def test_a_page_holds_so_much_and_no_more() -> None:
    full = "x" * MOST_CHARACTERS
    assert kept(full) == full
    assert not is_too_long(full + "  \n ")
    assert kept(full + "y") == full
    assert is_too_long(full + "y")
    book = "word " * 100_000
    assert len(kept(book)) <= MOST_CHARACTERS
    assert is_too_long(book)
    assert not is_too_long("a" + " " * 100_000)


@given(st.text(max_size=400))
def test_keeping_twice_changes_nothing_and_what_is_kept_is_clean(text: str) -> None:
    once = kept(text)
    assert kept(once) == once
    assert clean(once) == once
    assert count_words(once) == count_words(clean(text))


def test_counts_and_first_words() -> None:
    assert [words_told(count) for count in (0, 1, 2)] == ["no words", "1 word", "2 words"]
    assert opening_words("One\n two  three") == "One two three"
    assert opening_words("one two three", 9) == "one two …"
    assert opening_words("x" * 70) == "x" * 58 + " …"
