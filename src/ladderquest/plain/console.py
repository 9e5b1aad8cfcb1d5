"""Lines out and lines in: all that plain mode knows of a terminal."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import TextIO

from ladderquest.documents.prose import paragraphs
from ladderquest.documents.text import NARROWEST, wrap
from ladderquest.pack.text import clean
from ladderquest.pack.text import width as cells

WIDEST = 72
"""Cells that prose takes at most, whatever the window."""

PROMPT = "> "
_MOST_DIGITS = 6


class InputEnded(Exception):
    """There are no more answers to read."""


class Console:
    """Writes wrapped lines and reads one answer a line; no colour, no cursor movement."""

    def __init__(self, reads: TextIO, writes: TextIO, *, columns: int = WIDEST, echo: bool = False) -> None:
        """``columns``: cells of the window. ``echo``: write every answer behind its prompt, for input that
        nobody typed there, so that a transcript can be read."""
        self._reads = reads
        self._writes = writes
        self._echo = echo
        self._blank = True
        self.width = max(NARROWEST, min(WIDEST, columns))

    def flush(self) -> None:
        """Let everything be seen that was written."""
        self._writes.flush()

    def mute(self) -> None:
        """From now on nobody reads what is written."""
        self._writes = StringIO()

    def line(self, text: str = "") -> None:
        """One line as it is."""
        self._writes.write(f"{text.rstrip()}\n")
        self._blank = not text.strip()

    def gap(self) -> None:
        """An empty line, unless the last one was."""
        if not self._blank:
            self.line()

    def say(self, text: str) -> None:
        """Prose: wrapped anew, an empty line between paragraphs; lines that are set in stay as they are."""
        for number, paragraph in enumerate(paragraphs(text)):
            if number:
                self.gap()
            for line in paragraph.split("\n"):
                for piece in [line] if line.startswith("  ") else wrap(line, self.width):
                    self.line(piece)

    def passage(self, text: str) -> None:
        """Prose with an empty line above; nothing where there is no text."""
        if text.strip():
            self.gap()
            self.say(text)

    def item(self, label: str, text: str, column: int = 1) -> None:
        """An entry of a list: ``label`` on the left, ``text`` wrapped beside it."""
        head = f"  {' ' * (column - cells(label))}{label}  "
        for piece in wrap(text, max(NARROWEST // 2, self.width - cells(head))):
            self.line(head + piece)
            head = " " * cells(head)

    def as_it_is(self, text: str) -> None:
        """Lines that have been laid out already."""
        for line in text.rstrip("\n").split("\n"):
            self.line(line)

    def ask(self) -> str:
        """The next answer, without spaces around it. Raises ``InputEnded``."""
        self._writes.write(PROMPT)
        self._writes.flush()
        read = self._reads.readline()
        if not read:
            self.line()
            raise InputEnded
        answer = clean(read, lines=False).strip()
        if self._echo:
            self.line(answer)
        self._blank = False
        return answer


def menu(console: Console, entries: list[tuple[str, str]]) -> None:
    """A list whose labels stand in one column."""
    column = max((cells(label) for label, _ in entries), default=1)
    for label, text in entries:
        console.item(label, text, column)


def number(word: str) -> int | None:
    """The whole number that ``word`` is, or None."""
    return int(word) if word.isdecimal() and len(word) <= _MOST_DIGITS else None


Clock = Callable[[], float]
"""Seconds from some moment on, never going back."""
