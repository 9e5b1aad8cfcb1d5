"""Evidence on paper: the promotion packet, gate by gate, and the journal, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ladderquest.documents.document import AnyPart, Bullets, Document, Entries, Heading, Paragraph, Table
from ladderquest.growth.evidence import FIELDS
from ladderquest.growth.gates import GONE, NO_TICK, Gate, GateLine, newest_first
from ladderquest.growth.work import Evidence

JOURNAL_HEADER = ("Day", "For", *(field.label for field in FIELDS if field.name != "day"))
"""Columns of the journal's table."""


def packet(gates: Sequence[Gate], name: str, today: date) -> Document:
    """The promotion packet of a player called ``name``: every item of every gate with its evidence, and what
    has none. Gaps and what does not apply are said, so that nobody has to guess."""
    parts: list[AnyPart] = [Paragraph(f"As of {today}. {NO_TICK}", "quiet")]
    for gate in gates:
        if not gate.lines:
            continue
        parts.append(Heading(1, f"{gate.name}: {gate.title}" if gate.key != GONE else gate.title))
        parts += [Paragraph(gate.count.sentence(), "quiet")] if gate.key != GONE else []
        for line in gate.lines:
            parts += _line(line)
    return Document(f"Evidence of {name}", tuple(parts))


def journal(entries: Iterable[Evidence], items: Mapping[str, str], name: str) -> Document:
    """All evidence by day, the newest first, as one table: fit for a spreadsheet. ``items``: id -> text of
    every gate item."""
    rows = tuple(
        (
            entry.day,
            "; ".join(items.get(item, item) for item in entry.items),
            *(_kept_lines(getattr(entry, field.name)) for field in FIELDS if field.name != "day"),
        )
        for entry in newest_first(entries)
    )
    title = f"Evidence journal of {name}"
    if not rows:
        return Document(title, (Paragraph("No entry yet.", "quiet"),))
    return Document(title, (Table(JOURNAL_HEADER, rows),))


def reading(entries: Iterable[Evidence], items: Mapping[str, str], name: str) -> Document:
    """All evidence by day like ``journal``, to be read: an entry after the other, each in full."""
    parts: list[AnyPart] = []
    for entry in newest_first(entries):
        parts += [Heading(2, entry.day), Bullets(tuple(items.get(item, item) for item in entry.items))]
        parts += entry_parts(entry)[1:]
    return Document(f"Evidence journal of {name}", tuple(parts or [Paragraph("No entry yet.", "quiet")]))


def entry_parts(entry: Evidence) -> list[AnyPart]:
    """One entry, to be read in full: its day, then every field that says something."""
    said = [(field.label, _kept_lines(getattr(entry, field.name))) for field in FIELDS if field.name != "day"]
    return [
        Paragraph(entry.day, "accent"),
        Entries(tuple((label, text) for label, text in said if text)),
    ]


def _kept_lines(text: str) -> str:
    """Every line that somebody wrote as a paragraph: in a document a single break is a space."""
    return "\n\n".join(line for line in text.split("\n") if line.strip())


def _line(line: GateLine) -> list[AnyPart]:
    text = f"{line.text} ({line.group})" if line.group else line.text
    parts: list[AnyPart] = [Heading(2, text)]
    if line.waived:
        parts.append(Paragraph(f"Does not apply: {line.waived}"))
    elif not line.entries:
        parts.append(Paragraph("No evidence yet.", "quiet"))
    for entry in line.entries:
        parts += entry_parts(entry)
    return parts
