"""Free text that a player writes: how much of it is kept, and how it is counted.

The story never depends on it. It is kept beside a decision or an exercise, word for word, once clean."""

from __future__ import annotations

from ladderquest.pack.text import clean

MOST_CHARACTERS = 6_000
"""What one page holds: about a thousand words, four times what anything here asks for."""
TOO_LONG = f"A page holds {MOST_CHARACTERS:,} characters: what is beyond them was left out."


def kept(text: str) -> str:
    """``text`` as it is kept: clean, without space at its ends, at most ``MOST_CHARACTERS`` long.

    Of a text that is far longer only the front is read at all, so that a pasted book costs no more."""
    return clean(text[: 4 * MOST_CHARACTERS]).strip()[:MOST_CHARACTERS].rstrip()


def is_too_long(text: str) -> bool:
    """Whether ``kept`` leaves something out at the end."""
    return len(clean(text[: 4 * MOST_CHARACTERS]).strip()) > MOST_CHARACTERS or (
        len(text) > 4 * MOST_CHARACTERS and bool(text[4 * MOST_CHARACTERS :].strip())
    )


def count_words(text: str) -> int:
    """How many words ``text`` has: runs of anything but white space."""
    return len(text.split())


def words_told(count: int) -> str:
    """``count`` in words: "no words", "1 word", "240 words"."""
    return "no words" if count == 0 else "1 word" if count == 1 else f"{count} words"


def opening_words(text: str, most: int = 60) -> str:
    """The first words of ``text`` on one line, ``most`` characters at most, with dots where it goes on."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    head, _, _ = line[: most - 1].rpartition(" ")
    return f"{head or line[: most - 2]} …"
