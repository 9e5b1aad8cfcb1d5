"""All evidence by date, to read."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from ladderquest.desk.desk import Desk
from ladderquest.desk.gates import reading_of
from ladderquest.documents.text import to_text
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.widgets.keybar import Hint


class JournalScreen(Page):
    """The journal as one text: hundreds of entries as widgets would make it slow to open."""

    ABOUT = "Every entry of your evidence journal, the newest day first. Space reads on, q goes back."
    BINDINGS = [
        Binding("down,j", "line(1)", "down", show=False, id="journal.down"),
        Binding("up,k", "line(-1)", "up", show=False, id="journal.up"),
        Binding("space", "page(1)", "read on", show=False, id="journal.page_down"),
        Binding("q,escape,b", "leave", "back", show=False, id="journal.leave"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose_page(self) -> ComposeResult:
        """The document, without the title that stands above it already."""
        document = reading_of(self.desk)
        count = len(self.desk.work.evidence)
        yield TitleLine("Evidence journal", f"{count} entr{'y' if count == 1 else 'ies'}")
        _, _, body = to_text(document).partition("\n\n")
        with Column(id="text"), Vertical(classes="column"):
            yield Static(Content(body))

    def hints(self) -> list[Hint]:
        """Read, go back."""
        return [Hint("space", "read on", "page(1)"), Hint("q", "back", "leave"), HELP]

    def action_line(self, lines: int) -> None:
        """Scroll by a line."""
        self.query_one("#text", Column).scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Back to the gates."""
        self.dismiss()
