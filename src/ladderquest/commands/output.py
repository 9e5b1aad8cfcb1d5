"""How commands speak: sentences to standard error, columns and JSON to standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ladderquest.pack.text import clean, width

_GAP = "  "


def complain(message: str) -> None:
    """One sentence to standard error."""
    print(f"ladderquest: {clean(message, lines=False)}", file=sys.stderr)


def tell_notices(notices: Iterable[str]) -> None:
    """What the player should know beside the output."""
    for notice in notices:
        print(f"Note: {clean(notice, lines=False)}", file=sys.stderr)


def print_json(value: Any) -> None:
    """``value`` as JSON of ASCII characters, so that no encoding of a pipe can hurt it."""
    print(json.dumps(value, indent=2))


def print_columns(rows: Sequence[Sequence[str]], indent: str = "") -> None:
    """Rows of equally many cells, in columns as wide as their widest cell."""
    wide = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (text + " " * (cells - width(text)) for text, cells in zip(row, wide, strict=True))
        print(f"{indent}{_GAP.join(cells)}".rstrip())


def from_here(path: Path) -> str:
    """A path as short as it can be written from the current folder, safe to print."""
    try:
        short = path.absolute().relative_to(Path.cwd())
    except (ValueError, OSError):  # elsewhere, or the current folder is gone
        short = path
    return clean(str(short), lines=False)


def moment(stamp: str) -> str:
    """An ISO 8601 time as people read it: ``2026-11-20 09:45``."""
    return stamp[:16].replace("T", " ")


def counted(count: int, what: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
