"""Markdown of a few forms, read into a document: headings ``##`` and ``###``, paragraphs, lists with ``-``
and ``1.``, tables, fenced blocks, links.

Our own reader and not a whole parser of Markdown: pages are written in these forms only, whatever else
somebody puts into one (HTML, emphasis, an image) stays the text that it is, and nothing nests, so nothing can
be nested too deeply.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ladderquest.documents.document import AnyPart, Bullets, Document, Heading, Paragraph, Table

__all__ = ["document_of", "parts_of"]

_INDENT = "  "
_FENCE = re.compile(r"^```(\w*)$")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_ITEM = re.compile(r"^(?:- |\d+\. )")
_RULE = re.compile(r"^\|(?:[ ]*:?-+:?[ ]*\|)+$")
_BAR = re.compile(r"(?<!\\)\|")


def document_of(page: str) -> Document:
    """A page whose first line is its title (``# Title``)."""
    title, _, rest = page.partition("\n")
    return Document(title.removeprefix("# "), parts_of(rest))


def parts_of(text: str) -> tuple[AnyPart, ...]:
    """What a page says below its title. Fenced blocks become indented lines; of a link its words stay."""
    parts: list[AnyPart] = []
    chunk: list[str] = []
    fenced: list[str] | None = None
    for line in [*text.splitlines(), ""]:
        if fenced is not None:
            if line == "```":
                parts.append(Paragraph("\n".join(fenced)))
                fenced = None
            else:
                fenced.append(_INDENT + line)
        elif _FENCE.match(line):
            parts += _prose(chunk)
            chunk, fenced = [], []
        elif line.strip():
            chunk.append(_LINK.sub(r"\1", line))
        else:
            parts += _prose(chunk)
            chunk = []
    if fenced:  # nobody closed it
        parts.append(Paragraph("\n".join(fenced)))
    return tuple(parts)


def _prose(lines: Sequence[str]) -> list[AnyPart]:
    """Lines without an empty one among them as what they are."""
    found: list[AnyPart] = []
    for number, line in enumerate(lines):
        if not line.startswith(("## ", "### ")):
            return [*found, _block(lines[number:])]
        found.append(
            Heading(1, line.removeprefix("## ")) if line[2] == " " else Heading(2, line.removeprefix("### "))
        )
    return found


def _block(lines: Sequence[str]) -> AnyPart:
    if _ITEM.match(lines[0]):
        items: list[str] = []
        for line in lines:
            if _ITEM.match(line):
                items.append(_ITEM.sub("", line))
            else:
                items[-1] += f" {line.strip()}"
        return Bullets(tuple(items))
    if len(lines) > 1 and lines[0].startswith("|") and _RULE.match(lines[1].rstrip()):
        header, rows = _cells(lines[0]), [_cells(line) for line in lines[2:]]
        wide = len(header)
        return Table(header, tuple((*row, *[""] * wide)[:wide] for row in rows))
    return Paragraph("\n".join(lines))


def _cells(row: str) -> tuple[str, ...]:
    """The cells of a row of a table; a bar within one is written ``\\|``."""
    inner = row.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return tuple(cell.strip().replace("\\|", "|") for cell in _BAR.split(inner))
