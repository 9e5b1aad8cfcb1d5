"""The tables of a document as comma-separated values, as RFC 4180 has them.

A file is one table. Where a document has more of them, each row begins with the heading that its table
stands under, and rows are filled up to the widest.
"""

from __future__ import annotations

import csv
import io
import re

from ladderquest.documents.document import Dates, Document, Heading, Table
from ladderquest.documents.prose import line_of, passages

__all__ = ["tables_of", "to_csv"]

SECTION = "Section"
_FORMULA = re.compile(r"[=+\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"
                      r"\N{FULLWIDTH COMMERCIAL AT}]")  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?\s?%?", re.ASCII)


def tables_of(document: Document) -> list[tuple[str, Table]]:
    """Every table with the heading that it stands under; dates are one too."""
    found: list[tuple[str, Table]] = []
    heading = line_of(document.title)
    for part in document.parts:
        if isinstance(part, Heading):
            heading = line_of(part.text)
        elif isinstance(part, Dates):
            found.append((heading, part.table()))
        elif isinstance(part, Table) and part.header:
            found.append((heading, part))
    return found


def to_csv(document: Document) -> str:
    """The tables, lines ended by CR LF. A cell that a spreadsheet would compute begins with an apostrophe,
    which makes it a text there; plain numbers stay as they are. Raises ``ValueError`` without a table."""
    tables = tables_of(document)
    if not tables:
        raise ValueError("there is no table in this document")
    rows = [list(row) for row in _rows(tables)]
    room = max(map(len, rows))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for row in rows:
        cells = [_cell(text) for text in row] + [""] * (room - len(row))
        writer.writerow(cells)
    return written.getvalue()


def _rows(tables: list[tuple[str, Table]]) -> list[tuple[str, ...]]:
    if len(tables) == 1:
        [(_, table)] = tables
        return [table.header, *table.rows]
    rows: list[tuple[str, ...]] = []
    header: tuple[str, ...] = ()
    for heading, table in tables:
        if table.header != header:
            header = table.header
            rows.append((SECTION, *header))
        rows += [(heading, *row) for row in table.rows]
    return rows


def _cell(text: str) -> str:
    lines = "\n".join(passage.text for passage in passages(text))
    bare = lines.lstrip()
    return f"'{lines}" if _FORMULA.match(bare) and not _NUMBER.fullmatch(bare) else lines
