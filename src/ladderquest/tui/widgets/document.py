"""Any ``Document`` on the screen, laid out anew for every width. It is one widget and not one a part: reports
are long, and each widget costs."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

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
from ladderquest.documents.prose import reflow
from ladderquest.documents.text import NARROWEST, to_text

LABEL, BULLET, INDENT = 22, 3, 2
"""Cells of an entry's label and of a bullet, both with the room behind them; and those before a quotation."""
_GAP = 2
_COLOURS = {"quiet": "$quiet", "accent": "$accent", "trap": "$trap", "dodge": "$dodge", "quote": "$secondary"}


class DocumentView(Widget):
    """The parts of a document, in order."""

    DEFAULT_CSS = """
    DocumentView { height: auto; width: 100%; }
    """

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document
        self._laid_out: tuple[int, list[Content]] = (-1, [])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Lines of all parts; Textual asks before the size is known."""
        return len(self._lines(width))

    def render(self) -> Content:
        """All of them."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        if self._laid_out[0] != width:
            lines: list[Content] = []
            for part in self.document.parts:
                if isinstance(part, Heading) and part.level == 1 and (not lines or lines[-1]):
                    lines.append(Content(""))  # the line above a section
                lines += _part(part, max(1, width))
            self._laid_out = (width, lines)
        return self._laid_out[1]


def _part(part: AnyPart, width: int) -> list[Content]:
    """The lines of a part, and the empty one below it."""
    if isinstance(part, Heading):
        if part.level == 1:
            return [*Content.styled(part.text, "bold").wrap(width), Content("")]
        return Content.styled(part.text, "$accent").wrap(width)
    if isinstance(part, Paragraph):
        indent = INDENT if part.role == "quote" else 0
        text = Content.styled(reflow(part.text), _COLOURS.get(part.role, ""))
        return [*(line.pad_left(indent) for line in text.wrap(max(1, width - indent))), Content("")]
    if isinstance(part, Bullets):
        bullet = Content.styled("·", "$accent")
        return [*(line for item in part.items for line in _pair(bullet, BULLET, 0, item, width)), Content("")]
    if isinstance(part, Dates):
        return _part(part.entries(), width)
    if isinstance(part, Table):
        table = to_text(Document("", (part,)), max(NARROWEST, width)).rstrip("\n")
        return [*Content(table).split("\n", allow_blank=True), Content("")]
    assert isinstance(part, Entries)
    return [*(line for entry in part.entries for line in _entry(*entry, width)), Content("")]


def _entry(label: str, text: str, width: int) -> list[Content]:
    return _pair(Content.styled(label, "$quiet"), LABEL, _GAP, text, width)


def _pair(label: Content, room: int, gap: int, text: str, width: int) -> list[Content]:
    """A label in its column, ``gap`` of whose ``room`` stays free, with its text beside it."""
    left = label.wrap(room - gap)
    right = Content(text).wrap(max(1, width - room))
    count = max(len(left), len(right))
    left += [Content("")] * (count - len(left))
    right += [Content("")] * (count - len(right))
    return [
        Content.assemble(one.pad_right(room - one.cell_length), other)
        for one, other in zip(left, right, strict=True)
    ]
