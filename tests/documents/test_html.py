"""HTML, read by a parser that does what a browser does."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from hypothesis import given

from ladderquest.documents.document import Dated, Dates, Document, Entries, Heading, Paragraph, Table
from ladderquest.documents.html import to_html
from tests.documents.inventing import TRICKY, documents, read_in, tricky, words

FRAME = {"html", "head", "meta", "title", "style", "body", "main"}
OURS = {
    "h1", "h2", "h3", "p", "blockquote", "pre", "ul", "li", "dl", "div", "dt", "dd", "table", "thead",
    "tbody", "tr", "th", "td", "time",
}  # fmt: skip
ATTRIBUTES = {"class", "dir", "scope", "datetime"}


def parsed(text: str, *, strict: bool = False) -> Any:
    return html5lib.HTMLParser(strict=strict, namespaceHTMLElements=False).parse(text)


def read_back(tree: Any) -> list[str]:
    return " ".join(tree.find("body/main").itertext()).split()


def only_ours(tree: Any) -> None:
    assert {element.tag for element in tree.iter()} <= FRAME | OURS
    for element in tree.find("body").iter():
        assert set(element.attrib) <= ATTRIBUTES
        assert element.get("class", "") in ("", "wide", "entry", "quiet", "quote", "trap", "dodge", "accent")


@pytest.mark.parametrize("text", TRICKY, ids=range(len(TRICKY)))
def test_what_looks_like_markup_is_a_text(text: str) -> None:
    document = tricky(text)
    tree = parsed(to_html(document), strict=True)
    only_ours(tree)
    assert read_back(tree) == read_in(document)
    assert tree.find("head/title").text.split() == words(text)


@given(documents)
def test_what_goes_in_comes_out(document: Document) -> None:
    tree = parsed(to_html(document))
    only_ours(tree)
    assert read_back(tree) == read_in(document)


def test_nothing_is_run_or_fetched_and_only_its_own_style_counts() -> None:
    tree = parsed(to_html(Document("T", (Paragraph("x"),))), strict=True)
    (policy,) = (meta.get("content") for meta in tree.iter("meta") if meta.get("http-equiv"))
    seal = base64.b64encode(hashlib.sha256(tree.find("head/style").text.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{seal}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in tree.find("head/style").text
    assert "@import" not in tree.find("head/style").text


def outline(tree: Any) -> Iterator[tuple[str, str]]:
    for element in tree.find("body").iter():
        if element.tag in ("h1", "h2", "h3"):
            yield element.tag, element.text


def test_it_has_the_shape_of_what_it_says() -> None:
    document = Document(
        "Plan",
        (
            Heading(1, "Now"),
            Heading(2, "This week"),
            Entries((("", "first of all"), ("Mon", "ask"), ("", "again"))),
            Paragraph("It said:\n  a   b\n    c", "quote"),
            Table(("Level", "What"), (("L3", "one\n\ntwo"),)),
            Dates((Dated("x", "2026-11-25", "Hand in"),)),
        ),
    )
    tree = parsed(to_html(document), strict=True)
    assert tree.get("lang") == "en"
    assert list(outline(tree)) == [("h1", "Plan"), ("h2", "Now"), ("h3", "This week")]
    (entry,) = tree.iter("dl")
    assert [(each.tag, each.text) for each in entry.iter() if each.tag in ("dt", "dd")] == [
        ("dt", "Mon"),
        ("dd", "ask"),
        ("dd", "again"),
    ]
    assert tree.find(".//blockquote/pre").text == "a   b\n  c"
    assert [each.get("scope") for each in tree.iter("th")] == ["col"] * 5
    assert [each.text for each in tree.findall(".//td/p")] == ["one", "two"]
    assert tree.find(".//td/time").get("datetime") == "2026-11-25"
