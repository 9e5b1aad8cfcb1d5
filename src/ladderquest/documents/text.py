"""Documents as plain text: for plain mode, a pipe, a mail.

Nothing but characters and line breaks. Widths are counted in terminal cells, so that wide characters
stay within the column too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ladderquest.documents.document import (
    AnyPart,
    Bullets,
    Dates,
    Document,
    Entries,
    Heading,
    Paragraph,
    Table,
)
from ladderquest.documents.prose import paragraphs, spaced
from ladderquest.pack.text import clean, width

__all__ = ["NARROWEST", "to_text", "wrap"]

NARROWEST = 20
"""Cells: the least width that a document can be written in."""

_GAP = "  "
_WIDEST_LABEL = 22
_NARROWEST_CELL = 8
_UNDERLINES = {1: "-", 2: "."}
# A line of Chinese or Japanese may break between any two characters, but not before or after these.
_NEVER_FIRST = frozenset("、。，．：；！？）」』】〉》〕”’ー々・…ぁぃぅぇぉっゃゅょァィゥェォッャュョ")
_NEVER_LAST = frozenset("（「『【〈《〔“‘")


def to_text(document: Document, width: int = 72) -> str:
    """The document in lines of at most ``width`` cells, with a line break at its end. Words that are longer
    than a line are cut. Raises ``ValueError`` below ``NARROWEST`` cells."""
    if width < NARROWEST:
        raise ValueError(f"a document cannot be written in {width} cells: {NARROWEST} at least")
    lines = _underlined(document.title, "=", width)
    for part in document.parts:
        written = _part(part, width)
        if written:
            lines += ["", "", *written] if isinstance(part, Heading) and part.level == 1 else ["", *written]
    return "\n".join(line.rstrip(" ") for line in lines).strip("\n") + "\n"


def wrap(text: str, room: int) -> list[str]:
    """One paragraph as lines of at most ``room`` cells (2 at least), without trailing spaces. Every stretch
    of white space is one space; a no-break space stays and does not break."""
    lines: list[str] = []
    line, used = "", 0
    for word in clean(text, lines=False).split(" "):
        joint = " " if line else ""
        for piece in _pieces(word, room):
            cells = width(piece)
            if line and used + len(joint) + cells > room:
                lines.append(line)
                line, used, joint = "", 0, ""
            line += joint + piece
            used += len(joint) + cells
            joint = ""
    return [*lines, line] if line else lines


def _pieces(word: str, room: int) -> Iterator[str]:
    """``word`` cut where a line may break in it: between wide characters, and wherever ``room`` ends."""
    piece, used, last = "", 0, ""
    for character in word:
        cells = width(character)
        wide = cells == 2 or (last != "" and width(last) == 2 and cells > 0)
        may_break = wide and character not in _NEVER_FIRST and last not in _NEVER_LAST
        if piece and (may_break or used + cells > room):
            yield piece
            piece, used = "", 0
        piece += character
        used += cells
        last = character if cells else last
    if piece:
        yield piece


def _part(part: AnyPart, room: int) -> list[str]:
    if isinstance(part, Heading):
        return _underlined(part.text, _UNDERLINES[part.level], room)
    if isinstance(part, Paragraph):
        indent = _GAP if part.role == "quote" else ""
        return [indent + line if line else "" for line in _flow(part.text, room - len(indent))]
    if isinstance(part, Bullets):
        return [line for item in part.items for line in _hang("-", 1, item, room, " ")]
    if isinstance(part, Entries):
        return _entries(part.entries, room)
    if isinstance(part, Dates):
        return _entries(part.entries().entries, room)
    return _table(part, room)


def _underlined(text: str, underline: str, room: int) -> list[str]:
    lines = wrap(text, room)
    return [*lines, underline * max(map(width, lines))] if lines else []


def _flow(text: str, room: int) -> list[str]:
    """Several paragraphs, an empty line between them; indented lines stay lines of their own."""
    lines: list[str] = []
    for paragraph in paragraphs(spaced(text)):
        lines += [""] if lines else []
        for line in paragraph.split("\n"):
            lines += _indented(line, room) if line.startswith("  ") else wrap(line, room)
    return lines


def _indented(line: str, room: int) -> list[str]:
    if width(line) <= room:
        return [line]
    indent = " " * min(len(line) - len(line.lstrip(" ")), max(0, room - _NARROWEST_CELL))
    return [indent + piece for piece in wrap(line, room - len(indent))]


def _hang(label: str, column: int, text: str, room: int, gap: str = _GAP) -> list[str]:
    """``label`` in a column of its own, ``text`` beside it."""
    return _beside([wrap(label, column), _flow(text, room - column - len(gap))], [column], gap)


def _beside(cells: Sequence[list[str]], columns: Sequence[int], gap: str = _GAP) -> list[str]:
    """Wrapped cells side by side; every column but the last is filled up to its width."""
    lines = []
    for row in range(max(map(len, cells))):
        here = [cell[row] if row < len(cell) else "" for cell in cells]
        filled = [text + " " * (cells - width(text)) for text, cells in zip(here, columns, strict=False)]
        lines.append(gap.join([*filled, *here[len(filled) :]]))
    return lines


def _entries(entries: Sequence[tuple[str, str]], room: int) -> list[str]:
    widest = max((width(clean(label, lines=False)) for label, _ in entries), default=0)
    column = min(widest, _WIDEST_LABEL, room // 3)
    if column == 0:
        return [line for _, text in entries for line in _flow(text, room)]
    return [line for label, text in entries for line in _hang(label, column, text, room)]


def _table(table: Table, room: int) -> list[str]:
    columns = _columns(table, room)
    if columns is None:
        # too many columns for the width: every row becomes a list of its cells
        stacked: list[str] = []
        for row in table.rows:
            lines = _entries(tuple(zip(table.header, row, strict=True)), room)
            stacked += ["", *lines] if stacked else lines
        return stacked
    lines = _beside([wrap(text, cells) for text, cells in zip(table.header, columns, strict=True)], columns)
    lines.append(_GAP.join("-" * cells for cells in columns))
    for row in table.rows:
        lines += _beside([_flow(text, cells) for text, cells in zip(row, columns, strict=True)], columns)
    return lines


def _columns(table: Table, room: int) -> list[int] | None:
    """Widths that share ``room``: narrow columns keep theirs, the others split what is left evenly. None
    where that would leave a column too narrow to read."""
    if not table.header:
        return None
    wanted = [
        max(2, *(width(clean(text, lines=False)) for text in column))
        for column in zip(table.header, *table.rows, strict=True)
    ]
    left = room - len(_GAP) * (len(wanted) - 1)
    found = dict.fromkeys(range(len(wanted)), 0)
    for done, index in enumerate(sorted(found, key=lambda index: wanted[index])):
        found[index] = min(wanted[index], left // (len(wanted) - done))
        if found[index] < min(wanted[index], _NARROWEST_CELL):
            return None
        left -= found[index]
    return [found[index] for index in range(len(wanted))]
