"""All pages of a pack, linked with each other, and the parts that they are listed in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from msgspec import structs

from ladderquest.documents.document import Paragraph
from ladderquest.growth.codex.ladder import ladder_pages
from ladderquest.growth.codex.page import KINDS, Draft, Link, Page
from ladderquest.growth.codex.practice import practice_pages
from ladderquest.growth.codex.reference import reference_pages
from ladderquest.growth.codex.words import Words
from ladderquest.pack.model import Pack

__all__ = ["Index", "build"]


class _Group(NamedTuple):
    """A part of the codex: its title, what it is, and the kinds of pages that it lists."""

    title: str
    about: str
    kinds: tuple[str, ...]


_GROUPS = {
    "levels": _Group(
        "Levels and tracks",
        "Every level and grade by what it takes, the dimensions they differ in, both tracks.",
        ("level", "grade", "dimension", "milestones", "management"),
    ),
    "phases": _Group(
        "Phases and gates",
        "What changes in each phase, the traps there, and what it asks before you move on.",
        ("phase",),
    ),
    "traps": _Group("Plateau traps", "How each works, what unlocks it, and when it is right.", ("family",)),
    "stuck": _Group("Roadblocks", "Ways of being stuck, and what unlocks them.", ("roadblock",)),
    "articles": _Group("Articles", "Something to read.", ("article",)),
    "shelves": _Group("Shelves", "Tables and lists to look things up in.", ("shelf",)),
    "exercises": _Group("Exercises", "Written work, and what each asks for.", ("exercise",)),
    "stories": _Group("Stories", "Every story, with what it practises.", ("scenario",)),
    "sources": _Group("Sources", "Where all of this is from, with the figures of each.", ("source",)),
}

_TELLING = frozenset({"roadblock", "article", "shelf", "exercise", "milestones"})
"""Kinds of pages that are told of on the pages which they lead to."""


class Index:
    """The codex of a pack. ``pages`` by name (``trap:lone-wolf``), ``groups`` are those to begin with: every
    page can be reached from them. Every link leads to a page."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.pages = {page.to: page for page in pages}

    @property
    def groups(self) -> list[Page]:
        """The parts of the codex that have pages."""
        return [page for page in self.pages.values() if page.kind == "group"]

    @cached_property
    def words(self) -> Words:
        """What the pages say, word by word; made when somebody searches."""
        return Words(self.pages.values())


def build(pack: Pack, finished: Collection[str] = ()) -> Index:
    """The codex of ``pack``. ``finished`` names the scenarios that the player has played to an end: of others
    nothing is told that gives them away."""
    drafts = list(chain(ladder_pages(pack), reference_pages(pack), practice_pages(pack, finished)))
    titles = {draft.page.to: draft.page for draft in drafts}
    told = _told_back(drafts)
    pages = [_linked(draft, titles, told.get(draft.page.to, [])) for draft in drafts]
    return Index([*_groups(pages), *pages])


def _told_back(drafts: Iterable[Draft]) -> dict[str, list[str]]:
    """By page: which pages of the kinds in ``_TELLING`` lead there."""
    found: dict[str, list[str]] = {}
    for draft in drafts:
        if draft.page.kind in _TELLING:
            for to, _ in draft.links:
                found.setdefault(to, []).append(draft.page.to)
    return found


def _linked(draft: Draft, pages: dict[str, Page], told: Iterable[str]) -> Page:
    """The page with the titles of its links: each once, none to itself, none that leads nowhere."""
    links: dict[str, Link] = {}
    for to, what in chain(draft.links, ((to, KINDS[to.partition(":")[0]]) for to in told)):
        if to in pages and to not in links and to != draft.page.to:
            links[to] = Link(to, pages[to].title, what)
    return structs.replace(draft.page, links=tuple(links.values()))


def _groups(pages: Iterable[Page]) -> Iterable[Page]:
    by_kind: dict[str, list[Page]] = {}
    for page in pages:
        by_kind.setdefault(page.kind, []).append(page)
    for id_, group in _GROUPS.items():
        links = tuple(
            Link(page.to, page.title, KINDS[kind]) for kind in group.kinds for page in by_kind.get(kind, ())
        )
        if links:
            yield Page("group", id_, group.title, group.about, (Paragraph(group.about),), links, (), (id_,))
