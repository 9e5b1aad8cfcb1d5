"""DOCX, opened by python-docx."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import docx
import pytest
from docx.table import Table as Grid
from docx.text.paragraph import Paragraph as Line
from hypothesis import given, settings

from ladderquest.documents.document import Dated, Dates, Document, Entries, Heading, Paragraph, Table
from ladderquest.documents.docx import to_docx
from tests.documents.inventing import TRICKY, documents, read_in, tricky

if TYPE_CHECKING:
    from docx.document import Document as Written

NOW = datetime(2026, 11, 25, 18, 30, tzinfo=timezone(timedelta(hours=2)))


def opened(document: Document) -> Written:
    return docx.Document(io.BytesIO(to_docx(document, NOW)))


def read_back(written: Written) -> list[str]:
    found: list[str] = []
    for each in written.iter_inner_content():
        if isinstance(each, Line):
            found += each.text.split()
        else:
            found += [word for row in each.rows for cell in row.cells for word in cell.text.split()]
    return found


@pytest.mark.parametrize("text", TRICKY, ids=range(len(TRICKY)))
def test_whatever_it_looks_like_it_is_a_text(text: str) -> None:
    document = tricky(text)
    written = opened(document)
    assert read_back(written) == read_in(document)
    for what in ("w:hyperlink", "w:fldSimple", "w:instrText", "w:drawing", "w:object"):
        assert written.element.xpath(f"//{what}") == []


@settings(max_examples=40)
@given(documents)
def test_what_goes_in_comes_out(document: Document) -> None:
    assert read_back(opened(document)) == read_in(document)


def test_it_has_the_styles_that_a_template_knows() -> None:
    document = Document(
        "T" * 300,
        (
            Heading(1, "One"),
            Heading(2, "Two"),
            Paragraph("It said:\n  a   b\n    c", "quote"),
            Entries((("Mon", "ask"), ("", "again"))),
            Table(("Level", "What"), (("L3", "one\n\ntwo"),)),
            Dates((Dated("x", "2026-11-25", "Hand in"),)),
        ),
    )
    written = opened(document)
    assert [
        (line.style.name if line.style else "", line.text) for line in written.paragraphs if line.text
    ] == [
        ("Title", "T" * 300),
        ("Heading 1", "One"),
        ("Heading 2", "Two"),
        ("Quote", "It said:"),
        ("Quote", "a   b\n  c"),
    ]
    entries, table, dates = written.tables
    assert cells(entries) == [["Mon", "ask"], ["", "again"]]
    assert cells(table) == [["Level", "What"], ["L3", "one\ntwo"]]
    assert cells(dates) == [["Day", "What", "Note"], ["2026-11-25", "Hand in", ""]]
    for grid in written.tables:
        assert len(grid._tbl.xpath(".//w:cantSplit")) == len(grid.rows)
    assert len(table._tbl.xpath(".//w:tr[1]//w:tblHeader")) == 1
    about = written.core_properties
    assert (about.title, about.author) == ("T" * 255, "LadderQuest")
    assert about.created == datetime(2026, 11, 25, 16, 30, tzinfo=UTC).replace(tzinfo=about.created.tzinfo)


def cells(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]
