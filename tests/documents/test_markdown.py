"""Markdown, read by a parser of it: CommonMark with GitHub's extensions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ladderquest.documents.document import Bullets, Document, Entries, Heading, Paragraph, Table
from ladderquest.documents.markdown import to_markdown
from tests.documents.inventing import TRICKY, documents, read_in, tricky

OURS = {
    "heading_open", "paragraph_open", "bullet_list_open", "list_item_open", "blockquote_open", "fence",
    "table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open", "strong_open", "inline",
    "text", "text_special", "html_inline",
}  # fmt: skip
"""Everything that is written on purpose. No link, no picture, no rule, no code in a line, no HTML."""


def tokens(text: str) -> Iterator[Token]:
    parser = MarkdownIt("gfm-like")
    assert parser.linkify is not None
    parser.linkify.set({"fuzzy_link": False})  # GitHub makes no link of nope.invalid alone
    for token in parser.parse(text):
        yield token
        yield from token.children or ()


def read_back(text: str) -> list[str]:
    found = []
    for token in tokens(text):
        if token.type in ("text", "text_special", "fence"):
            found.append(token.content)
        else:
            found.append(" ")
    return "".join(found).split()


def only_ours(text: str) -> None:
    for token in tokens(text):
        if not token.type.endswith("_close"):
            assert token.type in OURS, token
        if token.type == "html_inline":
            assert token.content == "<br>"


@pytest.mark.parametrize("text", TRICKY, ids=range(len(TRICKY)))
def test_what_looks_like_markup_is_a_text(text: str) -> None:
    document = tricky(text)
    written = to_markdown(document)
    only_ours(written)
    assert read_back(written) == read_in(document)
    kinds = [token.type for token in tokens(written)]
    assert kinds.count("heading_open") == 3
    assert kinds.count("table_open") == 2
    assert kinds.count("tr_open") == 6
    assert kinds.count("blockquote_open") == 1


@given(documents)
def test_what_goes_in_comes_out(document: Document) -> None:
    written = to_markdown(document)
    only_ours(written)
    assert read_back(written) == read_in(document)


MARKUP = st.text(st.sampled_from("*_`#>-+=|[](){}<>!&\\\\~$@.:/;'\"1a ab  \n"), max_size=30)


@given(st.builds(tricky, MARKUP))
def test_no_heap_of_marks_is_markup(document: Document) -> None:
    written = to_markdown(document)
    only_ours(written)
    assert read_back(written) == read_in(document)


def test_it_reads_well_as_it_is() -> None:
    document = Document(
        "Three and a half points",
        (
            Heading(1, "How it went"),
            Paragraph("It was 81.4 % (of 1,000).\nThat is all."),
            Paragraph("You decided: ask first", "accent"),
            Paragraph("It said:\n  02:14  open\n  02:15  shut", "quote"),
            Bullets(("one", "two\n\nmore of two")),
            Entries((("Monday", "asked"), ("", "Came back: yes"), ("Tuesday", "shipped"))),
            Heading(2, "Levels"),
            Table(("Level", "What"), (("L3", "a | b\n\nc"),)),
        ),
    )
    assert (
        to_markdown(document)
        == """\
# Three and a half points

## How it went

It was 81.4 % (of 1,000). That is all.

**You decided: ask first**

> It said:
>
> ```text
> 02:14  open
> 02:15  shut
> ```

- one
- two

  more of two

- **Monday** asked

  Came back: yes
- **Tuesday** shipped

### Levels

| Level | What |
| --- | --- |
| L3 | a \\| b<br>c |
"""
    )
