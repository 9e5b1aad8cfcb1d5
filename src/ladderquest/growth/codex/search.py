"""Finding pages: all words, in any order, each from its beginning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from ladderquest.growth.codex.index import Index
from ladderquest.growth.codex.page import KINDS, Page
from ladderquest.growth.codex.words import fold, lines_of
from ladderquest.pack.text import nearest

__all__ = ["MOST_HITS", "Found", "Hit", "find", "search", "suggestions"]

MOST_HITS = 30
_LINE = 110
_LEAST_BEFORE = 30
_ORDER = {kind: place for place, kind in enumerate(KINDS)}


class Hit(msgspec.Struct, frozen=True):
    """A page, and the line of it in which it was found."""

    page: Page
    line: str


class Found(NamedTuple):
    """The ``page`` that is meant; or None, and the ``hits`` among which it may be, best first (or none)."""

    page: Page | None
    hits: tuple[Hit, ...]


def search(index: Index, words: str, most: int = MOST_HITS) -> tuple[Hit, ...]:
    """The pages that have all of ``words``, best first, ``most`` of them at most: a word in a title weighs
    more than one in a name, in the line about a page, in its text. Case and accents do not count, the
    beginning of a word is enough, and one slip in a longer word of a title is forgiven. No words find
    nothing."""
    wanted = list(dict.fromkeys(fold(words)))
    if not wanted:
        return ()
    known = index.words
    scores: dict[int, int] = known.having(wanted[0])
    for word in wanted[1:]:
        if not scores:
            break  # whatever else was asked for
        worth = known.having(word)
        scores = {number: score + worth[number] for number, score in scores.items() if number in worth}
    best = sorted(scores, key=lambda number: (-scores[number], _ORDER[known.pages[number].kind], number))
    return tuple(Hit(known.pages[number], _line(known.pages[number], wanted)) for number in best[:most])


def find(index: Index, words: str) -> Found:
    """What somebody means who writes ``trap:ai-crutch``, ``phase 1``, ``ai-crutch``, a title, or words to
    search for."""
    wanted = words.strip().casefold()
    for name in (wanted, wanted.replace(" ", ":", 1)):
        if name in index.pages:
            return Found(index.pages[name], ())
    for named in (
        [page for page in index.pages.values() if page.id == wanted],
        [page for page in index.pages.values() if wanted and fold(page.title) == fold(words)],
    ):
        if len(named) == 1:
            return Found(named[0], ())
    hits = search(index, words)
    return Found(hits[0].page, hits) if len(hits) == 1 else Found(None, hits)


def suggestions(index: Index, words: str, most: int = 3) -> tuple[Page, ...]:
    """Pages that may have been meant where nothing is found: those with one of the words, or with the word of
    a title or an id that is nearest to it."""
    known = index.words
    found: dict[str, Page] = {}
    for word in dict.fromkeys(fold(words)):
        close = word if known.having(word) else nearest(word, known.prominent)
        for hit in search(index, close or "", most):
            found.setdefault(hit.page.to, hit.page)
    return tuple(found.values())[:most]


def _line(page: Page, wanted: Sequence[str]) -> str:
    """The line with most of the words; of equals the first, where the line about the page comes first. That
    line too where the title says it all."""
    if _count(page.title, wanted) == len(wanted):
        return page.about
    lines = [page.about, *lines_of(page.parts)]
    counts = [_count(line, wanted) for line in lines]
    most = max(counts)
    return _around(lines[counts.index(most)], wanted) if most else page.about


def _count(line: str, wanted: Sequence[str]) -> int:
    words = fold(line)
    return sum(any(word.startswith(each) for word in words) for each in wanted)


def _around(line: str, wanted: Sequence[str]) -> str:
    """The line, cut so that the first of the words is in it."""
    if len(line) <= _LINE:
        return line
    words = line.split(" ")
    first = next(
        (at for at, word in enumerate(words) if any(f.startswith(w) for f in fold(word) for w in wanted)), 0
    )
    start = first
    while start and len(" ".join(words[start - 1 : first])) < _LEAST_BEFORE:
        start -= 1
    start = 0 if len(" ".join(words[:first])) < _LEAST_BEFORE else start
    cut = "… " if start else ""
    end = len(words)
    while end > first + 1 and len(cut + " ".join(words[start:end])) > _LINE:
        end -= 1
    return f"{cut}{' '.join(words[start:end])}{' …' if end < len(words) else ''}"
