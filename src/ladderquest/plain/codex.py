"""The codex line by line: its parts, a search, a page with where it leads, levels side by side."""

from __future__ import annotations

from collections.abc import Sequence

from ladderquest.desk.codex import codex_of, rungs_of
from ladderquest.documents.document import Document
from ladderquest.documents.text import to_text
from ladderquest.game import Game
from ladderquest.growth.codex import (
    FEWEST,
    MOST,
    Index,
    Page,
    UnknownRung,
    as_document,
    comparison,
    find,
    rung_named,
    suggestions,
)
from ladderquest.pack.findings import excerpt
from ladderquest.plain.console import Console

COMPARE = "compare"


def look_up(words: str, console: Console, game: Game) -> None:
    """What ``words`` ask for; the parts of the codex, if none. Needs no disk, raises nothing."""
    console.gap()
    first, *rest = words.split() or [""]
    if first == COMPARE:
        _compare(rest, console, game)
    elif not words:
        _list(codex_of(game), console)
    else:
        _find(words, codex_of(game), console)
    console.gap()


def _list(index: Index, console: Console) -> None:
    for group in index.groups:
        _line(console, group, f"{group.about} ({len(group.links)})")
    console.gap()
    console.say(
        "`x` with a name opens a page, as in `x group:traps`; with other words it searches. "
        "`x compare` shows two levels side by side, `x compare l4 l6` those."
    )


def _find(words: str, index: Index, console: Console) -> None:
    found = find(index, words)
    if found.page is not None:
        _print(as_document(found.page), console)
        if found.page.links:
            console.gap()
            console.say(f"`x` with a name in brackets opens it, as in `x {found.page.links[0].to}`.")
    elif found.hits:
        for hit in found.hits:
            _line(console, hit.page, hit.line)
        console.gap()
        console.say(f"`x` with a name in brackets opens it, as in `x {found.hits[0].page.to}`.")
    else:
        close = ", ".join(f"`x {page.to}`" for page in suggestions(index, words))
        hint = f"Perhaps {close}." if close else "`x` alone lists what there is."
        console.say(f"The codex has nothing on {excerpt(words)!r}. {hint}")


def _compare(words: Sequence[str], console: Console, game: Game) -> None:
    known, at = rungs_of(game)
    if not words:  # where the player stands, and what comes next
        at = max(0, min(at, len(known) - FEWEST))
        words = [rung.id for rung in known[at : at + FEWEST]]
    if not FEWEST <= len(words) <= MOST:
        console.say(f"{FEWEST} or {MOST} levels stand side by side, as in `x compare l4 l5`.")
        return
    try:
        chosen = [known[rung_named(word, known)] for word in words]
    except UnknownRung as unknown:
        console.say(str(unknown))
        return
    _print(comparison(chosen), console)


def _print(document: Document, console: Console) -> None:
    console.as_it_is(to_text(document, console.width))


def _line(console: Console, page: Page, text: str) -> None:
    """A page by its title, with its name and a line of text below."""
    console.say(f"{page.title} ({page.to})")
    console.item("", text)
