"""Any ``Document`` on the screen: one widget a part, so that a long report scrolls and re-wraps."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from ladderquest.documents.document import (
    AnyPart,
    Bullets,
    Dates,
    Document,
    Entries,
    Heading,
    Paragraph,
    Table,
)
from ladderquest.documents.text import NARROWEST, to_text
from ladderquest.tui.widgets.prose import Prose


class TableView(Widget):
    """A table, laid out anew for every width."""

    DEFAULT_CSS = """
    TableView { height: auto; width: 100%; margin-bottom: 1; }
    """

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._document = Document("", (table,))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Lines of the table; Textual asks before the size is known."""
        return len(self._lines(width))

    def render(self) -> Content:
        """All of it."""
        return Content("\n".join(self._lines(self.content_size.width)))

    def _lines(self, width: int) -> list[str]:
        return to_text(self._document, max(NARROWEST, width)).rstrip("\n").split("\n")


class DocumentView(Vertical):
    """The parts of a document, in order."""

    DEFAULT_CSS = """
    DocumentView { height: auto; width: 100%; }
    DocumentView .heading1 { text-style: bold; margin: 1 0 1 0; width: 100%; height: auto; }
    DocumentView .heading2 { color: $accent; width: 100%; height: auto; }
    DocumentView .quote { padding-left: 2; color: $secondary; }
    DocumentView .pair { height: auto; width: 100%; }
    DocumentView .label { width: 22; color: $quiet; height: auto; padding-right: 2; }
    DocumentView .bullet { width: 3; color: $accent; }
    DocumentView .value { width: 1fr; height: auto; }
    DocumentView .block { height: auto; width: 100%; margin-bottom: 1; }
    """

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document

    def compose(self) -> ComposeResult:
        """Every part."""
        for part in self.document.parts:
            yield from self._part(part)

    def _part(self, part: AnyPart) -> list[Widget]:
        if isinstance(part, Heading):
            return [Static(Content(part.text), classes=f"heading{part.level}")]
        if isinstance(part, Paragraph):
            return [Prose(part.text, classes=part.role)]
        if isinstance(part, Bullets):
            rows = [self._pair(Static(Content("·"), classes="bullet"), item) for item in part.items]
            return [Vertical(*rows, classes="block bullets")]
        if isinstance(part, Entries):
            rows = [self._pair(Static(Content(label), classes="label"), text) for label, text in part.entries]
            return [Vertical(*rows, classes="block")]
        if isinstance(part, Dates):
            return self._part(part.entries())
        assert isinstance(part, Table)
        return [TableView(part)]

    def _pair(self, label: Static, text: str) -> Horizontal:
        return Horizontal(label, Static(Content(text), classes="value"), classes="pair")
