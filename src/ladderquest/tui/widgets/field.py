"""A line to write in. What is pasted there comes from anywhere."""

from __future__ import annotations

from textual.widgets import Input

from ladderquest.pack.text import clean


class Field(Input):
    """An ``Input`` that takes text in only as it will be kept: clean, on one line."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Put ``text`` there: every key and every paste comes through here."""
        super().replace(clean(text, lines=False), start, end)
