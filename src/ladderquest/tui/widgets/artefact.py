"""An artefact as it looks: numbered lines, and a cursor where lines can be marked."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Spacing
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from ladderquest.tui.panels import TextPanel


class ArtefactView(Static):
    """The lines of an artefact under its title. Diffs get their two colours, beside their signs."""

    DEFAULT_CSS = """
    ArtefactView { width: 100%; height: auto; margin-bottom: 1; background: $surface; }
    """

    def __init__(self, title: str, kind: str, lines: tuple[str, ...], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.heading = title
        self.kind = kind
        self.lines = lines

    def on_mount(self) -> None:
        """Draw the lines."""
        self.draw(layout=True)

    def draw(self, *, layout: bool = False) -> None:
        """Draw the lines anew. Only the first time do they need room that they did not have."""
        rows = [Content.assemble((f" {self.kind}  ", "$quiet"), (self.heading, "bold"))]
        rows += [self.row(index, line) for index, line in enumerate(self.lines)]
        self.update(Content("\n").join(rows), layout=layout)

    def row(self, index: int, line: str) -> Content:
        """One line with its number."""
        return Content.assemble((f"{index + 1:>3}  ", "$quiet"), (line, self.line_style(line)))

    def line_style(self, line: str) -> str:
        """The colour of a line, where its kind has any."""
        if self.kind != "diff":
            return ""
        if line.startswith(("+++", "---", "@@", "diff ", "index ")):
            return "$quiet"
        return {"+": "$dodge", "-": "$trap"}.get(line[:1], "")


class ArtefactPanel(TextPanel):
    """Artefacts over the screen."""

    def __init__(self, views: list[ArtefactView]) -> None:
        super().__init__("Open here", [], closes="a")
        self._views = views

    def compose_body(self) -> ComposeResult:
        """Every artefact."""
        yield from self._views


class MarkView(ArtefactView, can_focus=True):
    """An artefact in which up to ``limit`` lines can be marked."""

    DEFAULT_CSS = """
    MarkView:focus { background: $surface; }
    """
    BINDINGS = [
        Binding("up,k", "move(-1)", "up", show=False, id="mark.up"),
        Binding("down,j", "move(1)", "down", show=False, id="mark.down"),
        Binding("space,x", "mark", "mark", show=False, id="mark.toggle"),
        Binding("enter", "hand_in", "hand in", show=False, id="mark.hand_in"),
    ]

    cursor: reactive[int] = reactive(0, init=False)

    @dataclass
    class Marked(Message):
        """The marks changed. ``full`` if one more was refused."""

        marked: tuple[int, ...]
        full: bool = False

    @dataclass
    class HandedIn(Message):
        """The marks were handed in. ``changes`` counts marks taken back."""

        marked: tuple[int, ...]
        changes: int

    def __init__(self, title: str, kind: str, lines: tuple[str, ...], limit: int) -> None:
        super().__init__(title, kind, lines)
        self.limit = limit
        self.marked: list[int] = []
        self._taken_back = 0
        self.settled = False

    def on_mount(self) -> None:
        """Draw, with the cursor on the first line that says something."""
        self.set_reactive(MarkView.cursor, next((i for i, line in enumerate(self.lines) if line.strip()), 0))
        self.draw(layout=True)

    def row(self, index: int, line: str) -> Content:
        """One line with number, mark and cursor."""
        here, marked = index == self.cursor and not self.settled, index in self.marked
        sign = Content.assemble(("▸" if here else " ", "$accent"), ("●" if marked else " ", "bold $accent"))
        style = self.line_style(line) + (" on $pick" if here else "") + (" bold" if marked else "")
        number = Content.assemble((f"{index + 1:>3}", "$quiet"))
        return Content.assemble(number, sign, (line or " ", style.strip()))

    def watch_cursor(self) -> None:
        """Keep the cursor in sight, with a line to spare on either side."""
        self.draw()
        line = Region(0, 1 + self.cursor, 1, 1)  # the title stands above the first line
        widget: Widget = self
        while not widget.allow_vertical_scroll and isinstance(widget.parent, Widget):
            line = line.translate(widget.virtual_region.offset)
            widget = widget.parent
        widget.scroll_to_region(line, spacing=Spacing(1, 0, 1, 0), animate=False, force=True)

    def action_move(self, step: int) -> None:
        """The next line that says something; beyond the first and the last, what stands above and below."""
        if self.settled:
            return
        place = self.cursor + step
        while 0 <= place < len(self.lines) and not self.lines[place].strip():
            place += step
        if 0 <= place < len(self.lines):
            self.cursor = place
            return
        for column in (each for each in self.ancestors if isinstance(each, VerticalScroll)):
            column.scroll_relative(y=step * len(self.lines), animate=False)

    def action_mark(self) -> None:
        """Mark the line under the cursor, or take the mark away."""
        if self.settled:
            return
        full = False
        if self.cursor in self.marked:
            self.marked.remove(self.cursor)
            self._taken_back += 1
        elif len(self.marked) < self.limit:
            self.marked.append(self.cursor)
        else:
            full = True
        self.draw()
        self.post_message(self.Marked(tuple(sorted(self.marked)), full))

    def action_hand_in(self) -> None:
        """Hand the marks in, if there are any."""
        if not self.settled:
            self.post_message(self.HandedIn(tuple(sorted(self.marked)), self._taken_back))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on the cursor's own line it marks."""
        line = event.y - 1
        if not self.settled and 0 <= line < len(self.lines) and self.lines[line].strip():
            if line == self.cursor:
                self.action_mark()
            self.cursor = line
