"""What stands on the screen while the story that was asked for at the start is opened."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult

from ladderquest.tui.page import HELP, Page, TitleLine
from ladderquest.tui.widgets.keybar import Hint


class OpeningScreen(Page):
    """A title, until the disk has answered. ``begin`` asks it."""

    ABOUT = "The story that you asked for is being opened; it appears as soon as the disk has answered."

    passing = True

    def __init__(self, title: str, begin: Callable[[], None]) -> None:
        super().__init__()
        self._title = title
        self._begin = begin

    def compose_page(self) -> ComposeResult:
        """The title of what is to come."""
        yield TitleLine(self._title)

    def on_mount(self) -> None:
        """Ask the disk."""
        self._begin()

    def hints(self) -> list[Hint]:
        """The way out."""
        return [Hint("^q", "leave", "app.quit"), HELP]
