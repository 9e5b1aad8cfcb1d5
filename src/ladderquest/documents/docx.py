"""Documents for a word processor (Office Open XML), by python-docx.

Only the styles of its template are used (Title, Heading, List Bullet, Quote, Table Grid), so that another
template can restyle all of it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ladderquest.documents.document import (
    AnyPart,
    Bullets,
    Dates,
    Document,
    Entries,
    Heading,
    Paragraph,
    Role,
    Table,
)
from ladderquest.documents.prose import Passage, line_of, passages

if TYPE_CHECKING:
    from docx.document import Document as Written
    from docx.section import Section
    from docx.table import Table as Grid
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph as Line

__all__ = ["to_docx"]

_MOST_IN_A_PROPERTY = 255
_PAGE = (Mm(210), Mm(297))
_MARGIN = Mm(20)
_ROOM = 170
"""Millimetres between the margins."""
_LABEL = 38
_DATES = (32, 58, 80)
_NARROW, _WIDE = 14, 60
"""Letters: what a column counts for at least and at most when the room is shared."""
_TEXT_FONT = "Calibri"
_LOG_FONT = "Courier New"
_SMALL = Pt(9)
_FEW = 6
"""Columns from which a table is set small."""
_COLOURS: dict[Role, RGBColor] = {
    "quiet": RGBColor(0x59, 0x63, 0x6E),
    "trap": RGBColor(0x9A, 0x34, 0x12),
    "dodge": RGBColor(0x1A, 0x6B, 0x35),
}
_BOLD: frozenset[Role] = frozenset({"accent", "trap", "dodge"})


def to_docx(document: Document, now: datetime) -> bytes:
    """The file, made ``now`` (with a zone). Prints on A4, and on Letter with wider margins."""
    written = docx.Document()
    _set_up(written, document, now)
    title = line_of(document.title)
    if title:
        written.add_paragraph(title, "Title")
    for part in document.parts:
        _part(written, part)
    raw = io.BytesIO()
    written.save(raw)
    return raw.getvalue()


def _set_up(written: Written, document: Document, now: datetime) -> None:
    about = written.core_properties
    about.title = line_of(document.title)[:_MOST_IN_A_PROPERTY]
    about.author = about.last_modified_by = "LadderQuest"
    about.comments = ""  # the template's own says that python-docx made it
    about.created = about.modified = now.astimezone(UTC).replace(tzinfo=None)
    page: Section = written.sections[0]
    page.page_width, page.page_height = _PAGE
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    written.styles["Normal"].font.name = _TEXT_FONT
    written.styles["Normal"].font.size = Pt(11)


def _part(written: Written, part: AnyPart) -> None:
    if isinstance(part, Heading):
        if line_of(part.text):
            written.add_paragraph(line_of(part.text), f"Heading {part.level}")
    elif isinstance(part, Paragraph):
        for passage in passages(part.text):
            _say(written.add_paragraph(style="Quote" if part.role == "quote" else None), passage, part.role)
    elif isinstance(part, Bullets):
        for item in part.items:
            _bullet(written, item)
    elif isinstance(part, Entries):
        _entries(written, part.entries)
    elif isinstance(part, Dates):
        _table(written, part.table(), _DATES)
    else:
        _table(written, part)


def _say(line: Line, passage: Passage, role: Role = "") -> None:
    """Put a passage into an empty paragraph."""
    run = line.add_run(passage.text)
    if passage.log:
        run.font.name = _LOG_FONT
        run.font.size = _SMALL
    if role in _BOLD:
        run.bold = True
        # what is bold leads to what stands below it: a page does not end between them
        line.paragraph_format.keep_with_next = role in ("trap", "dodge")
    if role in _COLOURS:
        run.font.color.rgb = _COLOURS[role]


def _bullet(written: Written, item: str) -> None:
    for number, passage in enumerate(passages(item)):
        _say(written.add_paragraph(style="List Continue" if number else "List Bullet"), passage)


def _entries(written: Written, entries: Sequence[tuple[str, str]]) -> None:
    """Labels and texts in a table without lines; without any label, paragraphs."""
    if not any(line_of(label) for label, _ in entries):
        for _, text in entries:
            for passage in passages(text):
                _say(written.add_paragraph(), passage)
        return
    grid = _grid(written, len(entries), (_LABEL, _ROOM - _LABEL), style=None)
    for row, (label, text) in zip(grid.rows, entries, strict=True):
        _fill(row.cells[0], label, bold=True)
        _fill(row.cells[1], text)
    written.add_paragraph()


def _table(written: Written, table: Table, columns: Sequence[int] | None = None) -> None:
    if not table.header:
        return
    grid = _grid(written, 1 + len(table.rows), columns or _shares(table), style="Table Grid")
    small = len(table.header) > _FEW
    first, *rest = grid.rows
    _repeat(first)
    for cell, text in zip(first.cells, table.header, strict=True):
        _fill(cell, text, bold=True, small=small)
    for row, texts in zip(rest, table.rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            _fill(cell, text, small=small)
    written.add_paragraph()


def _shares(table: Table) -> list[int]:
    """Millimetres for each column: the more, the longer its longest cell."""
    columns = zip(table.header, *table.rows, strict=True)
    longest = [max(_NARROW, min(_WIDE, max(map(len, column)))) for column in columns]
    return [_ROOM * each // sum(longest) for each in longest]


def _grid(written: Written, rows: int, columns: Sequence[int], *, style: str | None) -> Grid:
    """A table whose rows stay whole at the end of a page; ``columns`` in millimetres."""
    grid: Grid = written.add_table(rows, len(columns), style)
    grid.alignment = WD_TABLE_ALIGNMENT.LEFT
    grid.autofit = False
    for column, millimetres in zip(grid.columns, columns, strict=True):
        column.width = Mm(millimetres)
    for row in grid.rows:
        for cell, millimetres in zip(row.cells, columns, strict=True):
            cell.width = Mm(millimetres)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return grid


def _repeat(row: _Row) -> None:
    """Say the row again at the top of each page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _fill(cell: _Cell, text: str, *, bold: bool = False, small: bool = False) -> None:
    for number, passage in enumerate(passages(text)):
        line = cell.add_paragraph() if number else cell.paragraphs[0]
        line.paragraph_format.space_after = Pt(3)
        _say(line, passage)
        for run in line.runs:
            run.bold = bold or None
            if small:
                run.font.size = _SMALL
