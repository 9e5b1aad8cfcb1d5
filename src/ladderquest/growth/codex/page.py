"""What a page of the codex is, and the desk at which one is written: figures put in, sources noted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ladderquest.documents.document import AnyPart, Bullets, Document, Heading, Paragraph
from ladderquest.growth.phrases import short
from ladderquest.pack.model import Pack
from ladderquest.pack.reference_checks import FIGURE

__all__ = ["KINDS", "Cited", "Draft", "Link", "Page", "Writer", "as_document", "ref", "source_lines"]

KINDS: dict[str, str] = {
    "group": "Part", "level": "Level", "grade": "Grade", "dimension": "Dimension",
    "management": "Management", "phase": "Phase", "gate": "Gate item", "milestones": "Milestones",
    "family": "Traps", "trap": "Trap", "roadblock": "Roadblock", "article": "Article", "shelf": "Shelf",
    "entry": "On a shelf", "exercise": "Exercise", "scenario": "Story", "source": "Source",
}  # fmt: skip
"""Every kind of page -> the word for it. Of equally good hits, the kinds named first come first."""

_ABOUT = 140

Cited = tuple[tuple[str, tuple[str, ...]], ...]
"""Sources by title and year, each with what is from it (nothing: all the rest)."""


class Link(msgspec.Struct, frozen=True):
    """A way to another page: ``to`` is its kind and id (``trap:lone-wolf``), ``what`` says what it is to the
    page that it stands on ("Story that practises it")."""

    to: str
    title: str
    what: str


class Page(msgspec.Struct, frozen=True):
    """One page. ``about`` is one line. ``names`` are other words by which it is looked for: ids, names of
    what it holds. ``parts`` is what it says; ``sources`` where that is from, a line each."""

    kind: str
    id: str
    title: str
    about: str
    parts: tuple[AnyPart, ...]
    links: tuple[Link, ...]
    sources: tuple[str, ...]
    names: tuple[str, ...] = ()

    @property
    def to(self) -> str:
        """What a link to this page says."""
        return ref(self.kind, self.id)


class Draft(msgspec.Struct, frozen=True):
    """A page whose links have no titles yet: ``links`` are (to, what), some of which may lead nowhere."""

    page: Page
    links: tuple[tuple[str, str], ...]


def ref(kind: str, id_: object) -> str:
    """The name of a page: ``trap:lone-wolf``."""
    return f"{kind}:{id_}"


def as_document(page: Page, *, links: bool = True) -> Document:
    """The page as a report. With ``links`` it lists where it leads, by what has to be typed to get there; a
    face that can be pointed at shows that itself."""
    parts = list(page.parts)
    if links and page.kind == "scenario":
        parts.append(Paragraph(f"To play it: ladderquest play {page.id}", "quiet"))
    if links and page.links:
        lines = tuple(f"{link.what}: {link.title} ({link.to})" for link in page.links)
        parts += [Heading(2, "From here"), Bullets(lines)]
    if page.sources:
        parts.append(Paragraph(f"Source: {'; '.join(page.sources)}.", "quiet"))
    return Document(page.title, tuple(parts))


class Writer:
    """Writes one page of a pack: every figure that a text names is put in, and its source noted."""

    def __init__(self, pack: Pack) -> None:
        self._figures = {figure.id: figure for figure in pack.codex.figures}
        self._sources = {source.id: source for source in pack.ladder.sources}
        self._cited: dict[str, list[str]] = {}

    def cite(self, *sources: str, field: str = "") -> None:
        """Note where something is from; with ``field``, what it was."""
        for source in sources:
            fields = self._cited.setdefault(source, [])
            if field and field not in fields:
                fields.append(field)

    def text(self, text: str) -> str:
        """``text`` with its figures. One that the pack does not have stays as it was written."""

        def says(name: str) -> str:
            figure = self._figures.get(name)
            if figure is None:
                return f"{{figure.{name}}}"
            self.cite(figure.source)
            return figure.says

        return FIGURE.sub(lambda found: says(found[1]), text).strip()

    def page(
        self,
        kind: str,
        id_: object,
        title: str,
        about: str,
        parts: Iterable[AnyPart],
        links: Iterable[tuple[str, str]] = (),
        *,
        names: Sequence[str] = (),
    ) -> Draft:
        """The page; ``about`` is made short, ``names`` gets its id."""
        page = Page(
            kind=kind,
            id=str(id_),
            title=self.text(title),
            about=short(self.text(about), _ABOUT),
            parts=tuple(parts),
            links=(),
            sources=source_lines(self.cited),
            names=(str(id_), *names),
        )
        return Draft(page, tuple(links))

    @property
    def cited(self) -> Cited:
        """The sources that were noted, and what is from each, in the order in which they came."""
        return tuple(
            (f"{self._sources[id_].title}, {self._sources[id_].year}", tuple(fields))
            for id_, fields in self._cited.items()
            if id_ in self._sources
        )


def source_lines(cited: Cited) -> tuple[str, ...]:
    """A line for each source: its title and year, and what is from it."""
    fields: dict[str, dict[str, None]] = {}
    for source, named in cited:
        fields.setdefault(source, {}).update(dict.fromkeys(named))
    return tuple(f"{source} ({', '.join(named)})" if named else source for source, named in fields.items())
