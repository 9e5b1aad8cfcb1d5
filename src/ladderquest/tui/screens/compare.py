"""Levels side by side."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar

from msgspec import structs
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from ladderquest.desk.codex import rungs_of
from ladderquest.desk.desk import Desk
from ladderquest.documents.document import Document
from ladderquest.growth.codex import FEWEST, MOST, UnknownRung, comparison, rung_named
from ladderquest.tui.page import HELP, WIDE, Column, Page, TitleLine
from ladderquest.tui.widgets.document import DocumentView
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose

TOO_FEW = "This pack has no levels to compare."


class CompareScreen(Page):
    """Two rungs, or three in a wide window; the one with the mark changes."""

    CSS_PATH: ClassVar[str] = "compare.tcss"
    ABOUT = (
        "Levels side by side, by scope, autonomy, impact, influence and the rest; it begins with yours, as "
        "your placement has it, and the next. The arrows left and right change the level with the mark ▸, c "
        "hands the mark on. In a window of 120 columns there are three."
    )
    BINDINGS = [
        Binding("right,l", "change(1)", "higher", show=False, id="compare.higher"),
        Binding("left,h", "change(-1)", "lower", show=False, id="compare.lower"),
        Binding("c", "mark", "other column", show=False, id="compare.mark"),
        Binding("space", "page(1)", "read on", show=False, id="compare.page_down"),
        Binding("down,j", "line(1)", "down", show=False, id="compare.down"),
        Binding("up,k", "line(-1)", "up", show=False, id="compare.up"),
        Binding("q,escape,b,m", "leave", "back", show=False, id="compare.leave"),
    ]

    def __init__(self, desk: Desk, first: str = "") -> None:
        """``first`` is the id of the level or grade to begin with; that of the player, if none."""
        super().__init__()
        self.known, at = rungs_of(desk.game)
        with suppress(UnknownRung):  # a level that no grade belongs to
            at = rung_named(first, self.known) if first else at
        begin = max(0, min(at, len(self.known) - FEWEST))
        self.chosen = [begin + place for place in range(MOST)]
        self.marked = 1
        self._beside = 0

    def compose_page(self) -> ComposeResult:
        """The table, as wide as there is room."""
        yield TitleLine("Side by side", "codex")  # which ones, it says as soon as the width is known
        with Column(id="text"):
            yield Vertical(id="table", classes="column")

    @property
    def enough(self) -> bool:
        """Whether there is anything to compare."""
        return len(self.known) >= FEWEST

    def hints(self) -> list[Hint]:
        """Change, mark, read, leave."""
        change = [Hint("←→", "change ▸"), Hint("c", "other column", "mark")] if self.enough else []
        return [*change, Hint("space", "read on", "page(1)"), Hint("q", "back", "leave"), HELP]

    def on_resize(self) -> None:
        """Two or three, as the window has room."""
        super().on_resize()
        beside = MOST if self.app.size.width >= WIDE and len(self.known) >= MOST else FEWEST
        if beside != self._beside:
            self._beside = beside
            self.marked = min(self.marked, beside - 1)
            self.call_later(self._draw)

    async def _draw(self) -> None:
        holder = self.query_one("#table")
        document = self._document() if self.enough else None
        if document is not None:
            self.query_one(TitleLine).show(document.title, "side by side")
        async with self.batch():
            await holder.remove_children()
            await holder.mount(
                Prose(TOO_FEW, classes="quiet") if document is None else DocumentView(document)
            )

    def _document(self) -> Document:
        last = len(self.known) - 1
        rungs = [self.known[min(place, last)] for place in self.chosen[: self._beside]]
        rungs[self.marked] = structs.replace(rungs[self.marked], title=f"▸ {rungs[self.marked].title}")
        return comparison(rungs)

    async def action_change(self, step: int) -> None:
        """Another level in the column with the mark."""
        last = len(self.known) - 1
        now = min(self.chosen[self.marked], last)
        self.chosen[self.marked] = min(last, max(0, now + step))
        if self.enough and self.chosen[self.marked] != now:
            await self._draw()

    async def action_mark(self) -> None:
        """The mark to the next column."""
        if self.enough:
            self.marked = (self.marked + 1) % self._beside
            await self._draw()

    def action_line(self, lines: int) -> None:
        """Scroll by a line."""
        self.query_one("#text", Column).scroll_relative(y=lines, animate=False)

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss()
