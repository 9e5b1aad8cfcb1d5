"""The codex: everything about the ladder as pages that lead to each other, can be searched, and compared."""

from __future__ import annotations

from ladderquest.growth.codex.compare import (
    FEWEST,
    MOST,
    Rung,
    UnknownRung,
    comparison,
    placed_at,
    rung_named,
    rungs,
)
from ladderquest.growth.codex.index import Index, build
from ladderquest.growth.codex.page import KINDS, Link, Page, as_document
from ladderquest.growth.codex.search import Found, Hit, find, search, suggestions

__all__ = [
    "FEWEST",
    "KINDS",
    "MOST",
    "Found",
    "Hit",
    "Index",
    "Link",
    "Page",
    "Rung",
    "UnknownRung",
    "as_document",
    "build",
    "comparison",
    "find",
    "placed_at",
    "rung_named",
    "rungs",
    "search",
    "suggestions",
]
