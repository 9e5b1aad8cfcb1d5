"""CSV, read by Python's reader, which follows RFC 4180 when it is told to be strict."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given

from ladderquest.documents.csv import to_csv
from ladderquest.documents.document import Dated, Dates, Document, Heading, Paragraph, Table
from ladderquest.pack.text import clean
from tests.documents.inventing import rows, words


def read(written: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written, newline=""), strict=True))


def one(*cells: str) -> list[str]:
    table = Table(tuple("abcdefghij"[: len(cells)]), (cells,))
    return read(to_csv(Document("T", (table,))))[1]


@given(rows)
def test_a_table_comes_out_cell_by_cell(table: Table) -> None:
    written = to_csv(Document("T", (Paragraph("x"), table)))
    for found, wanted in zip(read(written), (table.header, *table.rows), strict=True):
        for cell, text in zip(found, wanted, strict=True):
            assert words(cell) in (words(text), words("'" + clean(text).lstrip()))
            assert cell[:1] not in ("=", "@")
    assert written.endswith("\r\n")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1", "=cmd|' /C calc'!A0", "\uff1d1+1", "-", "- a point", "\t=1"],
)
def test_what_a_spreadsheet_would_compute_is_marked_as_a_text(text: str) -> None:
    assert one("x", text) == ["x", f"'{text.strip()}"]


@pytest.mark.parametrize("text", ["-3", "+3", "-3.5 %", "+1,5", "a=b", "1-2", "'quoted"])
def test_numbers_and_other_texts_stay_as_they_are(text: str) -> None:
    assert one(text) == [text]


def test_commas_quotes_and_lines_stay_in_their_cell() -> None:
    table = Table(("a", "b"), (('say "so", then', "one\n\ntwo\n  three"),))
    written = to_csv(Document("T", (table,)))
    assert written == 'a,b\r\n"say ""so"", then","one\ntwo\nthree"\r\n'


def test_several_tables_say_where_they_stood_and_have_one_width() -> None:
    document = Document(
        "T",
        (
            Table(("a", "b"), (("1", "2"),)),
            Heading(1, "More"),
            Table(("a", "b"), (("3", "4"),)),
            Heading(2, "When"),
            Dates((Dated("x", "2026-11-25", "Hand in", "Two pages."),)),
        ),
    )
    assert read(to_csv(document)) == [
        ["Section", "a", "b", ""],
        ["T", "1", "2", ""],
        ["More", "3", "4", ""],
        ["Section", "Day", "What", "Note"],
        ["When", "2026-11-25", "Hand in", "Two pages."],
    ]


def test_a_document_without_tables_is_refused() -> None:
    with pytest.raises(ValueError, match="no table"):
        to_csv(Document("T", (Paragraph("x"), Table((), ()))))
