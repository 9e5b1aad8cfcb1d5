"""The list of formats: which fits, which a file name means, what is missing."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from datetime import UTC, datetime

import pytest

import ladderquest.documents
from ladderquest.documents.document import Dated, Dates, Document, Paragraph, Table
from ladderquest.documents.formats import FORMATS, FormatError, fitting, format_of_name, write

NOW = datetime(2026, 11, 25, 18, 30, tzinfo=UTC)
PROSE = Document("T", (Paragraph("x"), Table((), ()), Dates(())))
TABLE = Document("T", (Table(("a",), (("\u05e0",),)),))
DATES = Document("T", (Dates((Dated("x", "2026-11-25", "Hand in"),)),))


def test_every_writer_is_in_the_list() -> None:
    modules = {module.name for module in pkgutil.iter_modules(ladderquest.documents.__path__)}
    assert modules - {"document", "prose", "reader", "formats"} == FORMATS.keys()
    for name in FORMATS:
        assert hasattr(importlib.import_module(f"ladderquest.documents.{name}"), f"to_{name}")


def test_tables_and_dates_decide_what_fits() -> None:
    always = ["text", "markdown", "html", "docx", "xlsx"]
    assert [each.name for each in fitting(PROSE)] == always
    assert [each.name for each in fitting(TABLE)] == [*always, "csv"]
    assert [each.name for each in fitting(DATES)] == [*always, "csv", "ics"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_and_known_again_by_its_name(name: str) -> None:
    chosen = FORMATS[name]
    assert write(DATES, chosen, NOW)
    for extension in chosen.extensions:
        assert format_of_name(f"Report.2{extension.upper()}") is chosen


def test_a_name_without_an_extension_that_is_known_means_nothing() -> None:
    assert format_of_name("report") is None
    assert format_of_name("report.pdf") is None


def test_what_does_not_fit_is_said_with_what_does() -> None:
    with pytest.raises(FormatError, match="no date in it; there is text, markdown"):
        write(TABLE, FORMATS["ics"], NOW)


@pytest.mark.parametrize(("name", "gone"), [("docx", "docx"), ("docx", "lxml"), ("xlsx", "openpyxl")])
def test_a_missing_extra_is_said_with_what_installs_it(
    name: str, gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for loaded in [each for each in sys.modules if each.partition(".")[0] in FORMATS[name].modules]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.delitem(sys.modules, f"ladderquest.documents.{name}", raising=False)
    monkeypatch.setitem(sys.modules, gone, None)
    with pytest.raises(FormatError, match=r'pip install "ladderquest\[docx\]"'):
        write(DATES, FORMATS[name], NOW)


def test_text_is_utf_8_and_a_csv_file_says_so() -> None:
    assert write(TABLE, FORMATS["csv"], NOW) == "\ufeffa\r\n\u05e0\r\n".encode()
    assert "\u05e0".encode() in write(TABLE, FORMATS["markdown"], NOW)
