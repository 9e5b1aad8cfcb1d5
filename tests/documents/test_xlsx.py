"""XLSX, opened by openpyxl."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.workbook import Workbook

from ladderquest.documents.document import Bullets, Dated, Dates, Document, Entries, Heading, Paragraph, Table
from ladderquest.documents.xlsx import MOST_IN_A_CELL, to_xlsx
from tests.documents.inventing import TRICKY, rows, tricky, words

NOW = datetime(2026, 11, 25, 18, 30, tzinfo=UTC)


def opened(document: Document) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(document, NOW)))


def cells(book: Workbook, name: str) -> list[list[str]]:
    return [[str(cell or "") for cell in row] for row in book[name].iter_rows(values_only=True)]


def spoken(rows: list[list[str]]) -> list[list[list[str]]]:
    """The words of every cell."""
    return [[words(text) for text in row] for row in rows]


TEXTS = [text for text in TRICKY if "_x0041_" not in text]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_whatever_it_looks_like_it_is_a_text(text: str) -> None:
    book = opened(tricky(text))
    table, dates, said = book.worksheets
    assert spoken(cells(book, table.title)) == spoken([[text, "b"], [text, text], ["", text]])
    assert spoken(cells(book, dates.title))[1][1:] == spoken([[text, text]])[0]
    assert [row[1] for row in spoken(cells(book, said.title))].count(words(text)) >= 3
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "d"}  # n is a cell without anything
    assert all(cell.hyperlink is None for sheet in book for row in sheet.iter_rows() for cell in row)


def test_what_the_standard_reads_as_a_letter_is_escaped_as_the_standard_says() -> None:
    raw = to_xlsx(Document("T", (Table(("_x0041_ and _x",), ()),)), NOW)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    # ECMA-376, 22.9.2.19: a reader decodes _xHHHH_; openpyxl does not, so it is read here as it stands
    assert "<t>_x005F_x0041_ and _x</t>" in sheet


def test_what_would_be_computed_stays_a_text_when_it_is_edited() -> None:
    book = opened(Document("T", (Table(("a",), (("=1+1",), ("#N/A",), ("x",))),)))
    marked = [(cell.value, cell.data_type, cell.quotePrefix) for (cell,) in book["T"].iter_rows(min_row=2)]
    assert marked == [("=1+1", "s", True), ("#N/A", "s", False), ("x", "s", False)]


@settings(max_examples=50)
@given(rows)
def test_a_table_comes_out_cell_by_cell(table: Table) -> None:
    book = opened(Document("T", (table,)))
    assert spoken(cells(book, "T")) == spoken([list(row) for row in (table.header, *table.rows)])


def test_a_sheet_a_table_and_the_rest_last() -> None:
    document = Document(
        "Plan",
        (
            Paragraph("Read this."),
            Heading(1, "Levels: what/which [all]?"),
            Table(("Level", "What"), (("L3", "one\n\ntwo"),)),
            Heading(1, "History"),
            Table(("a",), ()),
            Heading(1, "history of it"),
            Table(("a",), ()),
            Heading(1, "When"),
            Dates((Dated("x", "2026-11-25", "Hand in", "Two pages."),)),
            Heading(1, "Points"),
            Bullets(("one",)),
            Entries((("Mon", "ask"), ("", "again"))),
        ),
    )
    book = opened(document)
    assert book.sheetnames == [
        "Levels  what which  all", "History of it", "history of it (2)", "When", "Text",
    ]  # fmt: skip
    assert cells(book, "Levels  what which  all") == [["Level", "What"], ["L3", "one\ntwo"]]
    day = book["When"]["A2"]
    assert (day.value, day.number_format) == (datetime(2026, 11, 25), "yyyy-mm-dd")  # noqa: DTZ001
    assert cells(book, "Text") == [
        ["Plan", ""], ["", "Read this."], ["Points", ""], ["•", "one"], ["Mon", "ask"], ["", "again"],
    ]  # fmt: skip
    assert book.properties.title == "Plan"
    assert book.properties.created == NOW.replace(tzinfo=None)


def test_without_a_table_it_is_one_sheet_of_its_parts() -> None:
    book = opened(Document("A debrief", (Heading(1, "How it went"), Paragraph("Well."), Heading(2, "Empty"))))
    assert book.sheetnames == ["A debrief"]
    assert cells(book, "A debrief") == [
        ["A debrief", ""], ["How it went", ""], ["", "Well."], ["Empty", ""],
    ]  # fmt: skip
    assert opened(Document("", ())).sheetnames == ["Text"]


def test_names_of_sheets_are_short_and_differ() -> None:
    heading = "A heading that is much longer than the name of a sheet may be"
    tables = [Table(("a",), ())] * 12
    names = opened(Document("T", (Heading(1, heading), *tables))).sheetnames
    assert names[0] == "A heading that is much longer t"
    assert names[11] == "A heading that is much lon (12)"
    assert max(map(len, names)) == 31


def test_a_text_that_no_cell_takes_goes_on_below() -> None:
    long = "a" * MOST_IN_A_CELL + "b" * 10
    book = opened(Document("T", (Table(("x", "y"), ((long, "z"), ("next", ""))),)))
    assert cells(book, "T") == [["x", "y"], [long[:MOST_IN_A_CELL], "z"], ["b" * 10, ""], ["next", ""]]
