"""The page of every code, ``docs/diagnostics/LQ203.md``: where it is, and what it says as a document.

The pages are Markdown of a few forms: headings, paragraphs, lists of ``-`` and ``1.``, fenced blocks, links
between pages.
"""

from __future__ import annotations

import re
from pathlib import Path

from ladderquest.authoring.diagnostics import CODES
from ladderquest.documents.document import AnyPart, Bullets, Document, Heading, Paragraph

__all__ = ["FAMILIES", "document_of", "family_of", "meant", "page_of", "pages_root"]

FAMILIES: dict[str, str] = {
    "LQ1": "files and syntax",
    "LQ2": "keys and values",
    "LQ3": "what is named",
    "LQ4": "conditions, effects and replacements",
    "LQ5": "what can be reached",
    "LQ6": "rules for decisions and scenarios",
    "LQ7": "what is never used",
    "LQ8": "what the pack practises",
    "LQ9": "text on the screen",
}
"""The first three characters of a code -> what its family is about."""

_INDENT = "  "
_FENCE = re.compile(r"^```(\w*)$")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ITEM = re.compile(r"^(?:- |\d+\. )")


def family_of(code: str) -> str:
    """The key of ``FAMILIES`` that ``code`` belongs to."""
    return code[:3]


def meant(word: str) -> str | None:
    """The code that somebody who writes ``LQ203``, ``lq203`` or ``203`` means; None if there is none."""
    code = word.strip().upper()
    code = code if code.startswith("LQ") else f"LQ{code}"
    return code if code in CODES else None


def pages_root() -> Path:
    """The folder of the pages: installed beside the package, or in the checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "docs" / "diagnostics"
    return installed if installed.is_dir() else package.parents[1] / "docs" / "diagnostics"


def page_of(code: str) -> str:
    """The page as Markdown. Raises ``OSError`` if it was not installed."""
    return (pages_root() / f"{code}.md").read_text(encoding="utf-8")


def document_of(page: str) -> Document:
    """A page as a document that every format can write. Fenced blocks become indented lines."""
    title, _, rest = page.partition("\n")
    parts: list[AnyPart] = []
    chunk: list[str] = []
    fenced: list[str] | None = None
    for line in [*rest.splitlines(), ""]:
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
    return Document(title.removeprefix("# "), tuple(parts))


def _prose(lines: list[str]) -> list[AnyPart]:
    """Lines without an empty one among them as what they are."""
    if not lines:
        return []
    if lines[0].startswith("## "):
        return [Heading(1, lines[0].removeprefix("## ")), *_prose(lines[1:])]
    if _ITEM.match(lines[0]):
        items: list[str] = []
        for line in lines:
            if _ITEM.match(line):
                items.append(_ITEM.sub("", line))
            else:
                items[-1] += f" {line.strip()}"
        return [Bullets(tuple(items))]
    return [Paragraph("\n".join(lines))]
