"""Grades side by side; in a pack without grades, levels."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ladderquest.documents.document import Document, Paragraph, Table
from ladderquest.growth.codex.ladder import level_of_phase
from ladderquest.growth.codex.page import Cited, Writer, source_lines
from ladderquest.growth.codex.reference import FIELDS, fields_of, grade_title
from ladderquest.growth.codex.words import fold
from ladderquest.growth.phrases import listed
from ladderquest.pack.findings import excerpt
from ladderquest.pack.model import Pack
from ladderquest.pack.text import nearest

__all__ = ["FEWEST", "MOST", "Rung", "UnknownRung", "comparison", "placed_at", "rung_named", "rungs"]

FEWEST, MOST = 2, 3
"""How many rungs stand side by side."""


class UnknownRung(LookupError):
    """There is no such rung; the message is one sentence."""


class Rung(msgspec.Struct, frozen=True):
    """Something to compare: a grade, or a level in a pack without grades. ``names`` is all that it goes by.
    ``level`` is the id of its level ("" if none), ``says`` what it says by field, ``cited`` from where."""

    id: str
    title: str
    level: str
    says: tuple[tuple[str, str], ...]
    cited: Cited
    names: tuple[str, ...]


def rungs(pack: Pack) -> tuple[Rung, ...]:
    """All that can be compared, from the bottom up."""
    if not pack.codex.grades:
        return tuple(_of_levels(pack))
    titles = {level.id: level.title for level in pack.ladder.levels}
    found = []
    for grade in pack.codex.grades:
        writer = Writer(pack)
        fields = fields_of(grade, writer)
        level = titles.get(grade.level or "", "")
        says = (("Level", level), *((FIELDS[field], text) for field, text in fields.items()))
        title = writer.text(grade_title(grade))
        names = (grade.id, grade.grade, grade.title, grade.level or "", level)
        found.append(Rung(grade.id, title, grade.level or "", says, writer.cited, names))
    return tuple(found)


def _of_levels(pack: Pack) -> list[Rung]:
    found = []
    for level in pack.ladder.levels:
        writer = Writer(pack)
        writer.cite(level.source)
        says = (
            ("Usual time", writer.text(level.tenure)),
            ("What leads on", writer.text(level.unlocks)),
            ("Where people stay", writer.text(level.plateau)),
        )
        found.append(Rung(level.id, level.title, level.id, says, writer.cited, (level.id, level.title)))
    return found


def rung_named(word: str, known: Sequence[Rung]) -> int:
    """Which of ``known`` somebody means by ``L4``, ``l4``, ``mid`` or a title. Raises ``UnknownRung``."""
    wanted = fold(word.partition(":")[2] or word)
    for at, rung in enumerate(known):
        if wanted and wanted in [fold(name) for name in rung.names]:
            return at
    names = [name for rung in known for name in (rung.id, rung.level) if name]
    close = nearest(word, names)
    hint = f"did you mean {close}?" if close else f"there is {listed([rung.id for rung in known])}."
    raise UnknownRung(f"There is no level {excerpt(word)!r} to compare: {hint}")


def placed_at(pack: Pack, phase: int | None, known: Sequence[Rung]) -> int:
    """The rung of somebody placed in ``phase``: the first grade of the level that one leaves there. The first
    of all where nothing is known."""
    level = level_of_phase(pack, phase) if phase is not None else None
    return next((at for at, rung in enumerate(known) if level is not None and rung.level == level.id), 0)


def comparison(chosen: Sequence[Rung]) -> Document:
    """Two or three rungs side by side, a row a field; fields that none of them has are left out. Raises
    ``ValueError`` for fewer or more."""
    if not FEWEST <= len(chosen) <= MOST:
        raise ValueError(f"{len(chosen)} rungs cannot stand side by side: name {FEWEST} or {MOST}")
    fields = {field: None for rung in chosen for field, text in rung.says if text}
    told = [dict(rung.says) for rung in chosen]
    rows = tuple((field, *(each.get(field) or "-" for each in told)) for field in fields)
    sources = source_lines(tuple(each for rung in chosen for each in rung.cited))
    table = Table(("", *(rung.title for rung in chosen)), rows)
    closing = [Paragraph(f"Source: {'; '.join(sources)}.", "quiet")] if sources else []
    return Document(listed([rung.title for rung in chosen]), (table, *closing))
