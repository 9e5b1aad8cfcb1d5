"""The page of every code, ``docs/diagnostics/LQ203.md``: where it is, and what it says as a document."""

from __future__ import annotations

from pathlib import Path

from ladderquest.authoring.diagnostics import CODES
from ladderquest.documents.reader import document_of

__all__ = ["FAMILIES", "document_of", "family_of", "meant", "page_of", "pages_root"]

FAMILIES: dict[str, str] = {
    "LQ1": "files and syntax",
    "LQ2": "keys and values",
    "LQ3": "what is named",
    "LQ4": "conditions, effects and replacements",
    "LQ5": "what can be reached",
    "LQ6": "rules for decisions and scenarios",
    "LQ7": "what is never used",
    "LQ8": "what the pack practises, readers and guides",
    "LQ9": "text on the screen",
}
"""The first three characters of a code -> what its family is about."""


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
