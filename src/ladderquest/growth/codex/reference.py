"""Pages of the reference shelf: grades, ranks, milestones, roadblocks, shelves with what is on them,
articles, and the sources with their figures."""

from __future__ import annotations

from collections.abc import Iterator

from ladderquest.documents.document import AnyPart, Bullets, Entries, Heading, Paragraph, Table
from ladderquest.documents.reader import parts_of
from ladderquest.growth.codex.page import KINDS, Draft, Writer, ref
from ladderquest.growth.phrases import capitalised
from ladderquest.pack.codex import Article, Dimension, Entry, Grade, Milestones, Roadblock, Shelf
from ladderquest.pack.ladder import Source
from ladderquest.pack.model import Pack

__all__ = ["FIELDS", "fields_of", "grade_title", "reference_pages"]

FIELDS: dict[str, str] = {
    "reach": "Reach", "experience": "Experience", "scope": "Scope", "autonomy": "Autonomy",
    "impact": "Impact", "influence": "Influence", "project": "Typical project",
    "differentiator": "Differentiator", "blocker": "Blocker",
}  # fmt: skip
"""What grades are compared by: the fields of ``Grade`` and the words for them."""

Links = list[tuple[str, str]]


def reference_pages(pack: Pack) -> Iterator[Draft]:
    """A page for each of them; entries of a table stand in it and have none of their own."""
    for grade in pack.codex.grades:
        yield _grade(grade, pack)
    for dimension in pack.codex.dimensions:
        yield _dimension(dimension, pack)
    if pack.codex.ranks:
        yield _management(pack)
    for milestones in pack.codex.milestones:
        yield _milestones(milestones, pack)
    for roadblock in pack.codex.roadblocks:
        yield _roadblock(roadblock, pack)
    for shelf in pack.codex.shelves:
        yield _shelf(shelf, pack)
        if not shelf.table:
            yield from (_entry(entry, shelf, pack) for entry in shelf.entries)
    for article in pack.codex.articles:
        yield _article(article, pack)
    for source in pack.ladder.sources:
        yield _source(source, pack)


def grade_title(grade: Grade) -> str:
    """``L4: ML Engineer II``."""
    return f"{grade.grade}: {grade.title}"


def fields_of(grade: Grade, writer: Writer) -> dict[str, str]:
    """What a grade says by field, in the order of ``FIELDS``; what no source has is "". Sources are noted by
    field."""
    for field, word in FIELDS.items():
        if field in grade.sources:
            writer.cite(grade.sources[field], field=word.lower())
    return {field: writer.text(getattr(grade, field)) for field in FIELDS}


def _grade(grade: Grade, pack: Pack) -> Draft:
    writer = Writer(pack)
    told = [(FIELDS[field], text) for field, text in fields_of(grade, writer).items() if text]
    grades = list(pack.codex.grades)
    at = grades.index(grade)
    links = [
        *([(ref("level", grade.level), "Level")] if grade.level else []),
        *((ref("grade", each.id), "Grade below") for each in grades[max(0, at - 1) : at]),
        *((ref("grade", each.id), "Grade above") for each in grades[at + 1 : at + 2]),
    ]
    return writer.page(
        "grade", grade.id, grade_title(grade), grade.scope, [Entries(tuple(told))], links,
        names=(grade.grade, grade.title),
    )  # fmt: skip


def _dimension(dimension: Dimension, pack: Pack) -> Draft:
    writer = Writer(pack)
    writer.cite(dimension.source)
    titles = {level.id: level.title for level in pack.ladder.levels}
    steps = [(titles.get(step.level, step.level), writer.text(step.move)) for step in dimension.steps]
    parts: list[AnyPart] = [Paragraph(writer.text(dimension.about))]
    if steps:
        parts += [Heading(2, "What to do next, by the level that your decisions show"), Entries(tuple(steps))]
    links = [(ref("level", step.level), "Level") for step in dimension.steps]
    return writer.page("dimension", dimension.id, dimension.title, dimension.about, parts, links)


def _management(pack: Pack) -> Draft:
    writer = Writer(pack)
    rows = []
    for rank in pack.codex.ranks:
        writer.cite(rank.source)
        rows.append((rank.title, writer.text(rank.scope), writer.text(rank.reports), writer.text(rank.focus)))
    ranks = pack.codex.ranks
    about = f"{ranks[0].title} to {ranks[-1].title}: scope, how many people, and what counts."
    table = Table(("Rank", "Scope", "Reports", "Focus"), tuple(rows))
    names = [rank.title for rank in ranks]
    return writer.page("management", "track", "The management track", about, [table], names=names)


def _milestones(milestones: Milestones, pack: Pack) -> Draft:
    writer = Writer(pack)
    writer.cite(milestones.source)
    parts: list[AnyPart] = [
        Paragraph(writer.text(milestones.when), "quiet"),
        Bullets(tuple(writer.text(item.text) for item in milestones.items)),
    ]
    links = [(ref("level", milestones.level), "Level that it leads to")]
    return writer.page("milestones", milestones.id, milestones.title, milestones.when, parts, links)


def _roadblock(roadblock: Roadblock, pack: Pack) -> Draft:
    writer = Writer(pack)
    writer.cite(roadblock.source)
    how, out = writer.text(roadblock.mechanism), writer.text(roadblock.unlocks)
    links = [
        *([(ref("trap", roadblock.trap), "Trap behind it")] if roadblock.trap else []),
        *((ref("phase", phase), "Phase where it is met") for phase in roadblock.phases),
    ]
    parts = [Entries((("How it works", how), ("What unlocks it", out)))]
    return writer.page("roadblock", roadblock.id, roadblock.title, roadblock.mechanism, parts, links)


def _shelf(shelf: Shelf, pack: Pack) -> Draft:
    writer = Writer(pack)
    writer.cite(shelf.source)
    parts: list[AnyPart] = [Paragraph(writer.text(shelf.about))]
    if shelf.table and shelf.entries:
        parts.append(_table(shelf, writer))
    for entry in shelf.entries:
        writer.cite(entry.source or shelf.source)
        said = [] if shelf.table and not entry.text else _said(entry, writer, points=not shelf.table)
        parts += [Heading(2, writer.text(entry.title)), *said] if said or not shelf.table else []
    links = [*_see(shelf.see), *(link for entry in shelf.entries for link in _see(entry.see))]
    if not shelf.table:
        links += [(ref("entry", f"{shelf.id}.{entry.id}"), "By itself") for entry in shelf.entries]
    names = [entry.title for entry in shelf.entries]
    return writer.page("shelf", shelf.id, shelf.title, shelf.about, parts, links, names=names)


def _table(shelf: Shelf, writer: Writer) -> Table:
    labels = [point.label for point in shelf.entries[0].points]
    rows = []
    for entry in shelf.entries:
        points = {point.label: writer.text(point.text) for point in entry.points}
        rows.append((writer.text(entry.title), *(points.get(label, "") for label in labels)))
    return Table(("", *labels), tuple(rows))


def _said(entry: Entry, writer: Writer, *, points: bool = True) -> list[AnyPart]:
    found: list[AnyPart] = [Paragraph(writer.text(entry.text))] if entry.text.strip() else []
    if points and entry.points:
        found.append(Entries(tuple((point.label, writer.text(point.text)) for point in entry.points)))
    return found


def _entry(entry: Entry, shelf: Shelf, pack: Pack) -> Draft:
    writer = Writer(pack)
    writer.cite(entry.source or shelf.source)
    links = [
        (ref("shelf", shelf.id), "Shelf"),
        *((ref("phase", phase), "Phase") for phase in entry.phases),
        *_see(entry.see),
    ]
    return writer.page(
        "entry", f"{shelf.id}.{entry.id}", entry.title, shelf.title, _said(entry, writer), links,
        names=[point.label for point in entry.points],
    )  # fmt: skip


def _article(article: Article, pack: Pack) -> Draft:
    writer = Writer(pack)
    parts = [Paragraph(writer.text(article.about), "quiet"), *parts_of(writer.text(article.text))]
    writer.cite(*article.sources)
    return writer.page("article", article.id, article.title, article.about, parts, _see(article.see))


def _source(source: Source, pack: Pack) -> Draft:
    writer = Writer(pack)
    parts: list[AnyPart] = [Paragraph(f"{capitalised(source.year)}.", "quiet")]
    if source.note.strip():
        parts.append(Paragraph(writer.text(source.note)))
    figures = [(figure.about, figure.says) for figure in pack.codex.figures if figure.source == source.id]
    if figures:
        parts += [Heading(2, "Figures that are from it"), Table(("Figure", "It says"), tuple(figures))]
    return writer.page("source", source.id, source.title, source.note or source.year, parts)


def _see(links: tuple[str, ...]) -> Links:
    return [(link, KINDS.get(link.partition(":")[0], "")) for link in links]
