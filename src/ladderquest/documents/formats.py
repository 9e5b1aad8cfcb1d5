"""The formats that a document can be written in: what each is, what it needs, and whether it fits.

Nothing of a format is imported before it is written, so that a list of them costs nothing.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ladderquest.documents.document import Document

__all__ = ["FORMATS", "Format", "FormatError", "fitting", "format_of_name", "misfit", "write"]


class FormatError(Exception):
    """A document cannot be written in a format; the message is one sentence with what to do, without its
    full stop."""


class Format(NamedTuple):
    """A format: its name, the extension of its files (with the others that mean it), what it is, whether its
    files are text, the extra of the package that it needs ("" for none) with the modules that come with it,
    and the part that a document must have ("" for none)."""

    name: str
    extensions: tuple[str, ...]
    what: str
    is_text: bool = True
    extra: str = ""
    modules: tuple[str, ...] = ()
    wants: str = ""

    @property
    def extension(self) -> str:
        """The extension of new files, with its dot."""
        return self.extensions[0]


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("text", (".txt", ".text"), "plain text, 72 columns"),
        Format("markdown", (".md", ".markdown"), "Markdown, for a wiki or a pull request"),
        Format("html", (".html", ".htm"), "a page for a browser, which prints well"),
        Format("docx", (".docx",), "a document for a word processor", False, "docx", ("docx", "lxml")),
        Format("xlsx", (".xlsx",), "a workbook, a sheet a table", False, "docx", ("openpyxl", "et_xmlfile")),
        Format("csv", (".csv",), "its tables, for a spreadsheet", wants="table"),
        Format("ics", (".ics",), "its dates, for a calendar", wants="date"),
    )
}
"""Every format by its name, in the order in which they are offered."""


def format_of_name(file_name: str) -> Format | None:
    """The format that a file's extension means, whatever its case; None if it means none."""
    folded = file_name.lower()
    return next((each for each in FORMATS.values() if folded.endswith(each.extensions)), None)


def misfit(document: Document, chosen: Format) -> str:
    """Why ``document`` cannot be written so, as the end of a sentence; "" if it can."""
    if not chosen.wants:
        return ""
    from ladderquest.documents.document import Dates, Table

    kinds = (Dates,) if chosen.wants == "date" else (Dates, Table)
    if any(isinstance(p, kinds) and (p.dates if isinstance(p, Dates) else p.header) for p in document.parts):
        return ""
    return f"there is no {chosen.wants} in it"


def fitting(document: Document) -> list[Format]:
    """The formats that ``document`` can be written in; whether their extras are here shows in writing."""
    return [each for each in FORMATS.values() if not misfit(document, each)]


def write(document: Document, chosen: Format, now: datetime) -> bytes:
    """The bytes of the file, made ``now`` (with a zone). Raises ``FormatError`` where the document does not
    fit, or where what writes it is not installed."""
    why = misfit(document, chosen)
    if why:
        others = ", ".join(each.name for each in fitting(document))
        raise FormatError(f"this cannot be {chosen.name}: {why}; there is {others}")
    made = _writer(chosen)(document, now)
    # Excel takes a CSV file without the mark for one of its own old alphabets
    return made.encode("utf-8-sig" if chosen.name == "csv" else "utf-8") if isinstance(made, str) else made


def _writer(chosen: Format) -> Callable[[Document, datetime], str | bytes]:
    try:
        module = importlib.import_module(f"ladderquest.documents.{chosen.name}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in chosen.modules:
            raise
        raise FormatError(
            f"writing {chosen.name} needs a part that is not installed here: "
            f'pip install "ladderquest[{chosen.extra}]"'
        ) from None
    made: Callable[..., str | bytes] = getattr(module, f"to_{chosen.name}")
    if chosen.name in _DATED:
        return made
    return lambda document, _: made(document)


_DATED = frozenset({"docx", "xlsx", "ics"})
"""Formats whose files say when they were made."""
