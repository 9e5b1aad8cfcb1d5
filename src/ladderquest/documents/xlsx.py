"""Documents for a spreadsheet (Office Open XML), by openpyxl: a sheet a table, and one for what is said
beside them.

Every cell is a text or a day; none is a formula, whatever it begins with.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from ladderquest.documents.csv import tables_of
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
from ladderquest.documents.prose import line_of, passages

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["MOST_IN_A_CELL", "to_xlsx"]

MOST_IN_A_CELL = 16_000
"""Letters. A cell takes 32,767 of UTF-16, where a letter may be two; what is longer goes on in the cell
below."""

_MOST_IN_A_NAME = 31
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDEST = 60
_NARROWEST = 10
_TOP = Alignment(vertical="top", wrap_text=True)
_BOLD = Font(bold=True)
_DAY = "yyyy-mm-dd"
_LINE, _HIGHEST = 15, 409
"""Points: a line of text, and the highest row that there is."""


def to_xlsx(document: Document, now: datetime) -> bytes:
    """The file, made ``now`` (with a zone). A document without tables is one sheet of its parts; with them,
    the sheet of the rest comes last, if there is any."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "LadderQuest"
    book.properties.title = line_of(document.title)
    book.properties.created = book.properties.modified = now.astimezone(UTC).replace(tzinfo=None)
    tables = tables_of(document)
    for heading, table in tables:
        _fill_table(_sheet(book, heading or "Table"), table)
    said = list(_said(document))
    if said or not tables:
        _fill_text(_sheet(book, "Text" if tables else line_of(document.title) or "Text"), document, said)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def _sheet(book: Workbook, wanted: str) -> Worksheet:
    """A new sheet whose name is allowed and not taken, whatever its case."""
    plain = _NOT_IN_A_NAME.sub(" ", wanted).strip(" '")[:_MOST_IN_A_NAME].strip(" '") or "Sheet"
    if plain.casefold() == "history":  # a name that Excel keeps for itself
        plain = "History of it"
    taken = {name.casefold() for name in book.sheetnames}
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        end = f" ({number})"
        name = plain[: _MOST_IN_A_NAME - len(end)] + end
    sheet: Worksheet = book.create_sheet()
    sheet.title = name
    return sheet


def _said(document: Document) -> Iterator[tuple[str, str]]:
    """(label, text) of every part that is no table. Headings that nothing but a table follows are on its
    sheet."""
    pending: list[tuple[str, str]] = []
    for part in document.parts:
        if isinstance(part, Heading):
            pending = [*pending, (part.text, "")] if part.level == 2 else [(part.text, "")]
            continue
        rows = list(_rows(part))
        if rows:
            yield from pending
            pending = []
            yield from rows
    if not any(isinstance(part, Table | Dates) for part in document.parts):
        yield from pending


def _rows(part: AnyPart) -> Iterator[tuple[str, str]]:
    if isinstance(part, Paragraph):
        yield from (("", passage.text) for passage in passages(part.text))
    elif isinstance(part, Bullets):
        yield from (("•", item) for item in part.items)
    elif isinstance(part, Entries):
        yield from part.entries


def _fill_text(sheet: Worksheet, document: Document, said: Sequence[tuple[str, str]]) -> None:
    row = _write(sheet, 1, (line_of(document.title), ""), head=True)
    for label, text in said:
        row = _write(sheet, row, (line_of(label), text), head=not text)
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 90
    _print_well(sheet)


def _fill_table(sheet: Worksheet, table: Table) -> None:
    days = table.header[0] == "Day"
    below = _write(sheet, 1, table.header, head=True)
    for row in table.rows:
        below = _write(sheet, below, row, days=days)
    for number, column in enumerate(zip(table.header, *table.rows, strict=True), start=1):
        longest = max(len(line) for text in column for line in [*text.split("\n"), ""])
        wide = max(_NARROWEST, min(_WIDEST, longest + 2))
        sheet.column_dimensions[get_column_letter(number)].width = wide
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    _print_well(sheet)


def _print_well(sheet: Worksheet) -> None:
    """Rows as high as their texts (not every program works that out), and pages as wide as the sheet."""
    widths = [sheet.column_dimensions[get_column_letter(n)].width for n in range(1, sheet.max_column + 1)]
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        lines = max(_lines(value, width) for value, width in zip(row, widths, strict=True))
        if lines > 1:
            sheet.row_dimensions[number].height = min(_HIGHEST, _LINE * lines)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _lines(value: object, width: float) -> int:
    """How many lines a text takes in a column, about."""
    texts = value.split("\n") if isinstance(value, str) else [""]
    return sum(1 + int(len(text) / width) for text in texts)


def _write(
    sheet: Worksheet, first: int, texts: Sequence[str], *, head: bool = False, days: bool = False
) -> int:
    """Fill row ``first``, and more of them where a text is longer than a cell takes; the row below."""
    pieces = [_pieces(text) for text in texts]
    for column, cells in enumerate(pieces, start=1):
        for row, text in enumerate(cells, start=first):
            _put(sheet, row, column, text, head=head, day=days and column == 1)
    return first + max(map(len, pieces))


def _pieces(text: str) -> list[str]:
    whole = "\n".join(passage.text for passage in passages(text))
    whole = _ESCAPED.sub("_x005F_", whole)  # or a reader takes "_x0041_" for an A
    return [whole[at : at + MOST_IN_A_CELL] for at in range(0, len(whole), MOST_IN_A_CELL)] or [""]


def _put(sheet: Worksheet, row: int, column: int, text: str, *, head: bool, day: bool) -> None:
    cell = sheet.cell(row, column)
    found = _day(text) if day else None
    if found is not None:
        cell.value = found
        cell.number_format = _DAY
    elif text:
        cell.value = text
        cell.data_type = "s"  # openpyxl takes what begins with = for a formula, and #N/A for an error
        cell.quotePrefix = text[:1] in ("=", "+", "-", "@")  # so does whoever edits the cell
    cell.alignment = _TOP
    if head:
        cell.font = _BOLD


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
