"""Documents of every kind, invented; and what a person reads in one, word by word."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from ladderquest.documents.document import (
    Bullets,
    Dated,
    Dates,
    Document,
    Entries,
    Heading,
    Paragraph,
    Table,
)
from ladderquest.pack.text import clean

texts = st.text(
    st.one_of(st.characters(), st.sampled_from("ab  \n\t検。（e\u0301\u00a0\x1b\u202e")), max_size=80
)
titles = st.text(
    st.one_of(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Z", "M", "Cn", "Co"])), min_size=1
)
rows = st.integers(1, 7).flatmap(
    lambda n: st.builds(
        Table,
        st.tuples(*[texts] * n),
        st.lists(st.tuples(*[texts] * n), max_size=3).map(tuple),
    )
)
dated = st.builds(Dated, st.uuids().map(str), st.dates().map(lambda day: day.isoformat()), titles, texts)
parts = st.one_of(
    st.builds(Heading, st.sampled_from([1, 2]), texts),
    st.builds(Paragraph, texts, st.sampled_from(["", "quiet", "quote", "trap", "dodge", "accent"])),
    st.builds(Bullets, st.lists(texts, max_size=3).map(tuple)),
    st.builds(Entries, st.lists(st.tuples(texts, texts), max_size=3).map(tuple)),
    rows,
    st.builds(Dates, st.lists(dated, max_size=3).map(tuple)),
)
documents = st.builds(Document, texts, st.lists(parts, max_size=4).map(tuple))

TRICKY = (
    "* not a list", "+ nor this", "- nor this", "1. nor this", "12) nor this", "# no heading", "> no quote",
    "---", "***", "===", "`code`", "``` fence", "~~~", "**bold** and _slanted_ and ~~gone~~", "| a | b |",
    "a \\| b", "ends with \\", "[link](http://nope.invalid)", "![picture](x.png)", "<b>bold</b>",
    "<script>alert(1)</script>", "</title></style><img src=x onerror=alert(1)>", "<!-- gone -->",
    "&amp; &lt;", "http://nope.invalid/a?b=c&d", "www.nope.invalid", "ada@example.org",
    "<http://nope.invalid>", "[ref]: http://nope.invalid", "C# and #12 and @ada", "$x$ and $1,000",
    "=1+1", "+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://nope.invalid";"click")', "#N/A", "_x0041_",
    "a,b;c", 'say "so"', "'tis", "  set in\n  twice", "first\n\nsecond\n\n  02:14  open   failed",
    "BEGIN:VEVENT", "a\\nb", "%2C and %3A", "{{ x }} ${x}", "}</style>", "javascript:alert(1)",
    "data:text/html,x", "\u05e0\u05d5\u05e2\u05d4 \u0645\u0631\u064a\u0645", "z\u0301\u0301 \U0001f600",
)  # fmt: skip
"""Texts that one format or another would read as something else than a text."""


def tricky(text: str) -> Document:
    """A document with a text everywhere in it."""
    return Document(
        text,
        (
            Heading(1, text),
            Heading(2, text),
            *(Paragraph(text, role) for role in ("", "quiet", "quote", "trap", "dodge", "accent")),
            Bullets((text, f"{text}\n\n{text}")),
            Entries((("", text), (text, text), ("", text), (text, ""))),
            Table((text, "b"), ((text, text), ("", text))),
            Dates((Dated("one", "2026-11-25", text or "x", text), Dated("two", "2026-11-26", "Two"))),
        ),
    )


def read_in(document: Document) -> list[str]:
    """Every word of the document in the order in which it is read."""
    return [word for text in _texts(document) for word in words(text)]


def words(text: str) -> list[str]:
    """The words of a text, clean."""
    return clean(text).split()


def _texts(document: Document) -> Iterator[str]:
    yield document.title
    for part in document.parts:
        if isinstance(part, Heading | Paragraph):
            yield part.text
        elif isinstance(part, Bullets):
            yield from part.items
        elif isinstance(part, Entries):
            yield from (text for entry in part.entries for text in entry)
        else:
            table = part.table() if isinstance(part, Dates) else part
            if table.header:
                yield from (text for row in (table.header, *table.rows) for text in row)
