"""Documents as Markdown: CommonMark with GitHub's tables.

Every paragraph is one line, so that only its first characters can be taken for the front of a list or a
rule. Whatever else Markdown reads as markup gets a backslash, addresses too: nothing becomes a link that the
document does not say is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

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
from ladderquest.documents.prose import Passage, line_of, passages

__all__ = ["to_markdown"]

_MARKUP = re.compile(r"[\\`*_\[\]<>&|~#$@]|(?<=/)/|(?<=www)\.", re.IGNORECASE)
_FRONT = re.compile(r"[-+=:]|\d{1,9}(?=[.)])")
_FENCE = re.compile(r"`{3,}")


def to_markdown(document: Document) -> str:
    """The document, with a line break at its end."""
    blocks = [_heading(1, document.title)]
    for part in document.parts:
        blocks += _part(part)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _part(part: AnyPart) -> list[str]:
    if isinstance(part, Heading):
        return [_heading(part.level + 1, part.text)]
    if isinstance(part, Paragraph):
        return _paragraph(part)
    if isinstance(part, Bullets):
        return ["\n".join(_item(_blocks(item)) for item in part.items if line_of(item))]
    if isinstance(part, Entries):
        return ["\n".join(_item(blocks) for blocks in _entries(part.entries))]
    if isinstance(part, Dates):
        return [_table(part.table())]
    return [_table(part)]


def _heading(level: int, text: str) -> str:
    line = _inline(line_of(text))
    return f"{'#' * level} {line}" if line else ""


def _paragraph(part: Paragraph) -> list[str]:
    blocks = _blocks(part.text, strong=part.role == "accent")
    if part.role == "quote" and blocks:
        lines = "\n\n".join(blocks).split("\n")
        return ["\n".join(f"> {line}".rstrip(" ") for line in lines)]
    return blocks


def _blocks(text: str, *, strong: bool = False) -> list[str]:
    """The paragraphs of a text; lines that stay lines are in a fence."""
    return [_block(passage, strong=strong) for passage in passages(text)]


def _block(passage: Passage, *, strong: bool) -> str:
    if passage.log:
        longest = max((len(found) for found in _FENCE.findall(passage.text)), default=2)
        fence = "`" * (longest + 1)
        return f"{fence}text\n{passage.text}\n{fence}"
    if strong:
        return _strong(passage.text)
    return _front(_inline(passage.text))


def _strong(text: str) -> str:
    """In bold. Stars beside a space of any kind would be stars."""
    inner = _inline(text.strip())
    return f"**{inner}**" if inner else ""


def _inline(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _front(text: str) -> str:
    """A line whose first characters do not make a list or a rule of it."""
    found = _FRONT.match(text)
    if found is None:
        return text
    return f"{found[0]}\\{text[found.end() :]}" if found[0].isdecimal() else f"\\{text}"


def _item(blocks: Sequence[str]) -> str:
    """An item of a list; what follows its first paragraph is set in."""
    lines = "\n\n".join(blocks).split("\n")
    return "\n".join(f"{'  ' if number else '- '}{line}".rstrip(" ") for number, line in enumerate(lines))


def _entries(entries: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Items: the label in bold, then its text and that of the entries without a label below it."""
    blocks: list[str] = []
    for label, text in entries:
        name, said = _strong(line_of(label)), _blocks(text)
        if name and blocks:
            yield blocks
            blocks = []
        if name and said and not said[0].startswith("`"):
            blocks += [f"{name} {said[0]}", *said[1:]]
        else:
            blocks += [*([name] if name else []), *said]
    if blocks:
        yield blocks


def _table(table: Table) -> str:
    if not table.header:
        return ""
    rows = [table.header, ("---",) * len(table.header), *table.rows]
    return "\n".join(
        _row(row if number == 1 else [_cell(text) for text in row]) for number, row in enumerate(rows)
    )


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """A cell is one line; the line breaks in it are the only HTML that is written."""
    lines = [line_of(line) for passage in passages(text) for line in passage.text.split("\n")]
    return "<br>".join(_inline(line) for line in lines if line)
