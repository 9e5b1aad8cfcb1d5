"""Documents as one HTML file: to read in light and dark, to print, to send.

Every text is escaped. There is no script and nothing is fetched; a Content-Security-Policy says so, and lets
only this style sheet in, by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape

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
from ladderquest.documents.prose import line_of, passages

__all__ = ["to_html"]

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --quiet: #59636e; --paper: #ffffff; --line: #d1d9e0;
  --wash: #f6f8fa; --accent: #0550ae; --trap: #9a3412; --dodge: #1a6b35; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --quiet: #9aa4af; --paper: #14181d; --line: #3a424b; --wash: #1d232a;
    --accent: #79b8ff; --trap: #ffa772; --dodge: #7ddc93; }
}
@page { margin: 18mm 16mm; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; break-after: avoid; }
h1 { font-size: 1.9rem; margin: 0 0 1.5rem; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .8rem; }
h2 { padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .5rem; }
p, ul, dl, pre, blockquote { margin: 0 0 .8rem; }
p, dd, li { orphans: 3; widows: 3; }
ul { padding-inline-start: 1.3rem; }
li, .entry, tr, pre, blockquote { break-inside: avoid; }
li > p:last-child, dd > p:last-child, td > p:last-child { margin-bottom: .3rem; }
.quiet { color: var(--quiet); }
.accent { font-weight: 600; }
.trap, .dodge, blockquote { padding-inline-start: .8rem; border-inline-start: 3px solid var(--line); }
.trap { border-color: var(--trap); color: var(--trap); font-weight: 600; }
.dodge { border-color: var(--dodge); color: var(--dodge); font-weight: 600; }
blockquote { margin-inline: 0; }
pre { padding: .6rem .8rem; background: var(--wash); white-space: pre-wrap; font-size: .85rem;
  font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.entry { display: grid; grid-template-columns: minmax(5rem, 11rem) 1fr; gap: 0 1rem; }
dt { color: var(--quiet); font-weight: 600; }
dd { margin: 0 0 .45rem; grid-column: 2; }
.wide { overflow-x: auto; margin: 0 0 1rem; padding-inline-end: 1px; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
thead { display: table-header-group; }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border: 1px solid var(--line);
  overflow-wrap: break-word; }
th { background: var(--wash); }
td > p { margin-bottom: .3rem; }
time { white-space: nowrap; }
@media (max-width: 34rem) { .entry { grid-template-columns: 1fr; } dd { grid-column: 1; } }
@media print {
  :root { color-scheme: light; --ink: #000000; --quiet: #444444; --paper: #ffffff; --line: #999999;
    --wash: #f2f2f2; --accent: #0550ae; --trap: #7a2a0e; --dodge: #14532b; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  .wide { overflow: visible; }
  table { font-size: 9.5pt; }
}
"""


def to_html(document: Document, lang: str = "en") -> str:
    """The document as a page in the language ``lang`` (a BCP 47 tag), with a line break at its end."""
    title = escape(line_of(document.title))
    seal = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{seal}'; base-uri 'none'; form-action 'none'"
    body = [f"<h1>{title}</h1>" if title else "", *(_part(part) for part in document.parts)]
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{escape(lang)}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="generator" content="LadderQuest">',
            f"<title>{title or 'LadderQuest'}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            *(block for block in body if block),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _part(part: AnyPart) -> str:
    if isinstance(part, Heading):
        text = escape(line_of(part.text))
        return f'<h{part.level + 1} dir="auto">{text}</h{part.level + 1}>' if text else ""
    if isinstance(part, Paragraph):
        return _paragraph(part)
    if isinstance(part, Bullets):
        items = "\n".join(f'<li dir="auto">{_flow(item)}</li>' for item in part.items)
        return f"<ul>\n{items}\n</ul>" if items else ""
    if isinstance(part, Entries):
        return _entries(part.entries)
    if isinstance(part, Dates):
        return _table(part.table(), days=True)
    return _table(part)


def _paragraph(part: Paragraph) -> str:
    if part.role == "quote":
        text = _blocks(part.text)
        return f"<blockquote>\n{text}\n</blockquote>" if text else ""
    return _blocks(part.text, part.role)


def _blocks(text: str, role: str = "") -> str:
    """Every paragraph as an element of its own."""
    kind = f' class="{role}"' if role else ""
    return "\n".join(
        # a line break right behind the tag belongs to the tag
        f"<pre>\n{escape(passage.text)}</pre>"
        if passage.log
        else f'<p{kind} dir="auto">{escape(passage.text)}</p>'
        for passage in passages(text)
    )


def _flow(text: str) -> str:
    """What stands in a cell or an item: a single line needs no paragraph."""
    found = passages(text)
    return escape(found[0].text) if len(found) == 1 and not found[0].log else _blocks(text)


def _entries(entries: Iterable[tuple[str, str]]) -> str:
    rows = list(_labelled(entries))
    before = "\n".join(_blocks(text) for text in rows.pop(0)[1]) if rows and not rows[0][0] else ""
    groups = "\n".join(_entry(label, texts) for label, texts in rows)
    return "\n".join(block for block in (before, f"<dl>\n{groups}\n</dl>" if groups else "") if block)


def _entry(label: str, texts: Iterable[str]) -> str:
    said = "".join(f'<dd dir="auto">{_flow(text)}</dd>' for text in texts)
    return f'<div class="entry"><dt dir="auto">{escape(label)}</dt>{said}</div>'


def _labelled(entries: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Each label with its texts; the first may have none."""
    label, texts = "", list[str]()
    for name, text in entries:
        if line_of(name):
            if label or texts:
                yield label, texts
            label, texts = line_of(name), []
        texts.append(text)
    if label or texts:
        yield label, texts


def _table(table: Table, *, days: bool = False) -> str:
    if not table.header:
        return ""
    head = "".join(f'<th scope="col" dir="auto">{_flow(text)}</th>' for text in table.header)
    lines = ([_cell(text, day=days and not place) for place, text in enumerate(row)] for row in table.rows)
    rows = "\n".join(f"<tr>{''.join(cells)}</tr>" for cells in lines)
    return (
        f'<div class="wide"><table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n'
        "</table></div>"
    )


def _cell(text: str, *, day: bool) -> str:
    inner = f'<time datetime="{escape(text)}">{escape(text)}</time>' if day else _flow(text)
    return f'<td dir="auto">{inner}</td>'
