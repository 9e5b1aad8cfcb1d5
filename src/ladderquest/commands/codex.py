"""``codex``: what there is to know about the ladder, page by page."""

from __future__ import annotations

import shutil
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from ladderquest.commands.output import complain, print_columns, print_json
from ladderquest.commands.where import options_of
from ladderquest.documents.document import Document
from ladderquest.documents.text import NARROWEST, to_text
from ladderquest.growth.codex import (
    FEWEST,
    MOST,
    Found,
    Index,
    Page,
    UnknownRung,
    as_document,
    build,
    comparison,
    find,
    rung_named,
    rungs,
    suggestions,
)
from ladderquest.growth.phrases import short
from ladderquest.options import open_pack
from ladderquest.pack.findings import excerpt
from ladderquest.pack.model import Pack

FOUND_NOTHING, USAGE = 1, 2
COMPARE = "compare"
_WIDEST, _WIDEST_COMPARISON = 80, 120


def codex(arguments: Namespace) -> int:
    """Print the page that ``arguments.topic`` means, or list what it may mean; without a topic the parts of
    the codex. Nobody's runs are looked at, so nothing is told that would give a story away."""
    topic: list[str] = arguments.topic
    pack = open_pack(options_of(arguments))
    if topic[:1] == [COMPARE]:
        return _compare(pack, topic[1:], json=arguments.json)
    index, words = build(pack), " ".join(topic)
    if not words.strip():
        _list(index, json=arguments.json)
        return 0
    found = find(index, words)
    if found.page is None and not found.hits:
        return _nothing(index, words, json=arguments.json)
    if arguments.json:
        print_json(_page(found.page) if found.page else {"hits": _hits(found)})
    elif found.page is not None:
        _print(as_document(found.page), _WIDEST)
    else:
        _print_hits(found)
    return 0


def _list(index: Index, *, json: bool) -> None:
    if json:
        groups = [{**_brief(group), "pages": [link.to for link in group.links]} for group in index.groups]
        print_json({"groups": groups})
        return
    print_columns([(group.to, f"{group.title} ({len(group.links)})") for group in index.groups])
    print()
    print("`ladderquest codex TOPIC` prints a page, or finds those that have its words.")


def _print_hits(found: Found) -> None:
    wide = _columns(_WIDEST)
    for hit in found.hits:
        page = hit.page
        print(f"{page.to}  {short(page.title, max(NARROWEST, wide - len(page.to) - 2))}")
        print(f"    {short(hit.line, wide - 4)}")
    print()
    print("`ladderquest codex` with one of these prints its page.")


def _nothing(index: Index, words: str, *, json: bool) -> int:
    close = [page.to for page in suggestions(index, words)]
    if json:
        print_json({"hits": [], "suggestions": close})
        return FOUND_NOTHING
    hint = f"; perhaps {', '.join(close)}" if close else "; `ladderquest codex` lists what there is"
    complain(f"the codex has nothing on {excerpt(words)!r}{hint}.")
    return FOUND_NOTHING


def _compare(pack: Pack, words: Sequence[str], *, json: bool) -> int:
    if not FEWEST <= len(words) <= MOST:
        complain(f"compare takes {FEWEST} or {MOST} levels, as in `ladderquest codex compare L4 L5`.")
        return USAGE
    known = rungs(pack)
    try:
        chosen = [known[rung_named(word, known)] for word in words]
    except UnknownRung as unknown:
        complain(str(unknown))
        return USAGE
    if json:
        print_json({"compared": [{"id": rung.id, "title": rung.title, **dict(rung.says)} for rung in chosen]})
    else:
        _print(comparison(chosen), _WIDEST_COMPARISON if len(chosen) == MOST else _WIDEST)
    return 0


def _print(document: Document, widest: int) -> None:
    print(to_text(document, _columns(widest)), end="")


def _columns(widest: int) -> int:
    return max(NARROWEST, min(widest, shutil.get_terminal_size((widest, 24)).columns))


def _brief(page: Page) -> dict[str, Any]:
    return {"page": page.to, "kind": page.kind, "id": page.id, "title": page.title, "about": page.about}


def _page(page: Page) -> dict[str, Any]:
    return {
        **_brief(page),
        "text": to_text(as_document(page, links=False)),
        "links": [{"page": link.to, "title": link.title, "what": link.what} for link in page.links],
        "sources": list(page.sources),
    }


def _hits(found: Found) -> list[dict[str, Any]]:
    return [{**_brief(hit.page), "line": hit.line} for hit in found.hits]
