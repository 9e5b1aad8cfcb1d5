"""How a move is asked in the app: a widget that shows what is on offer and posts the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message

from ladderquest.play import AnyAnswer
from ladderquest.tui.widgets.keybar import Hint

if TYPE_CHECKING:
    from ladderquest.desk.drafts import StoryPage


class Ask(Vertical):
    """Base of them all. ``hints`` are its keys, for the key bar; ``writing``: whether letters are text."""

    DEFAULT_CSS = """
    Ask { height: auto; width: 100%; }
    """

    @dataclass
    class Answered(Message):
        """The player has answered. ``changes`` counts changed answers; ``lines`` are the lines marked, and
        ``words`` is what was written; ``confidence`` is in per cent, if they have been ``asked_how_sure``
        they are, and said so."""

        answer: AnyAnswer
        changes: int = 0
        lines: tuple[int, ...] | None = None
        words: str | None = None
        confidence: int | None = None
        asked_how_sure: bool = False

    class KeysChanged(Message):
        """Other keys work than before."""

    writing: bool = False
    page: StoryPage | None = None
    """What is written on, and kept half written; given by the stage where the story asks for a page."""

    def hints(self) -> list[Hint]:
        """The keys that work here."""
        return []

    def settle(self, settled: bool) -> None:
        """Show the answer as given, or open again after a save that failed."""

    def leaving(self, *, back: bool = False) -> str:
        """A word to hold back, once, a player who would lose something by leaving, or by going ``back``; ""
        lets them go."""
        return ""

    def put_away(self) -> None:
        """Send to the disk what has only been typed so far."""

    def done(self) -> None:
        """The story has gone on from here: nothing that was begun is kept any more."""

    def begin(self) -> None:
        """The question has come up."""
        self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard where the answer is given."""
        for child in self.query("*"):
            if child.focusable:
                child.focus(scroll_visible=False)
                return
