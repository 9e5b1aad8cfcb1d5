"""What an entry of the evidence journal needs, and what it may hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladderquest.growth.evidence import (
    FIELDS,
    MOST,
    NO_ITEM,
    NOTHING_DONE,
    Typed,
    as_typed,
    evidence_of,
    problems,
)
from ladderquest.growth.work import Evidence

TODAY = date(2026, 11, 20)
BEFORE = Evidence(id="1", changed="then", items=("a",), day="2026-01-01", run="r", scenario="s", seq=7)


def typed(**fields: Any) -> Typed:
    return Typed(**({"items": ("a",), "day": "today", "did": "Wrote it down"} | fields))


def test_a_day_an_item_and_what_was_done_are_enough() -> None:
    assert problems(typed(), TODAY) == {}
    assert problems(typed(did="", outcome="40 ms less"), TODAY) == {}


def test_every_field_that_lacks_something_says_so_for_itself() -> None:
    found = problems(Typed(items=()), TODAY)
    assert list(found) == ["items", "day", "did"]
    assert found["items"] == NO_ITEM
    assert found["did"] == NOTHING_DONE
    assert "did" in problems(typed(did=" \n "), TODAY)


@pytest.mark.parametrize("name", [field.name for field in FIELDS])
def test_a_hundred_kilobytes_are_one_sentence_with_how_long_they_are(name: str) -> None:
    found = problems(typed(**{name: "x" * 102_400}), TODAY)
    assert list(found) == [name]
    assert found[name].startswith("This is 102,400 characters long, and 4,000 fit.")


def test_what_fits_is_counted_as_it_will_be_kept() -> None:
    assert problems(typed(did="x" * MOST + "\n  "), TODAY) == {}
    assert problems(typed(did="\u200b" * 10 + "x" * MOST), TODAY) == {}
    assert "did" in problems(typed(did="x" * MOST + "y"), TODAY)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "https://example.org",
        "http://wiki:8080/page?x=1#top",
        "HTTPS://Example.ORG/a_(b)",
        "https://bücher.example/ä",
        "https://[::1]/x",
        " https://example.org ",
    ],
)
def test_links_that_lead_somewhere(link: str) -> None:
    assert problems(typed(link=link), TODAY) == {}


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("www.example.org/7", "type https://www.example.org/7."),
        ("example.org", "'example.org' is no link"),
        ("ticket 4711", "is no link"),
        ("https://", "is no link"),
        ("https://.", "is no link"),
        ("https:///path", "is no link"),
        ("https://[bad", "is no link"),
        ("https://example.org:port", "is no link"),
        ("javascript:alert(1)", "is no link"),
        ("file:///etc/passwd", "is no link"),
        ("ftp://example.org", "is no link"),
        ("https://example.org and more", "is no link"),
        ("https://a.example\nhttps://b.example", "is no link"),
    ],
)
def test_links_that_do_not(link: str, says: str) -> None:
    found = problems(typed(link=link), TODAY)
    assert list(found) == ["link"]
    assert says in found["link"]
    assert "https://" in found["link"]


def test_what_is_kept_is_clean_and_remembers_where_it_began() -> None:
    entry = evidence_of(
        typed(items=("b", "a", "b"), day="yesterday", did="  one\r\ntwo\x1b[31m ", people="Ada\nBen"),
        BEFORE,
        today=TODAY,
        changed="now",
    )
    assert entry == Evidence(
        id="1", changed="now", items=("b", "a"), day="2026-11-19", did="one\ntwo[31m", people="Ada Ben",
        run="r", scenario="s", seq=7,
    )  # fmt: skip


def test_what_has_a_problem_is_not_kept() -> None:
    with pytest.raises(ValueError, match="still to come"):
        evidence_of(typed(day="2026-11-21"), BEFORE, today=TODAY, changed="now")


texts = st.text(max_size=60)
entries = st.builds(
    Typed,
    items=st.lists(st.sampled_from("abc"), min_size=1, unique=True).map(tuple),
    day=st.dates(date(1970, 1, 1), TODAY).map(str),
    did=texts.map(lambda text: text + "x"),
    **dict.fromkeys(("context", "role", "outcome", "people"), texts),
)


@given(entries)
def test_editing_and_keeping_without_a_change_loses_nothing(entry: Typed) -> None:
    kept = evidence_of(entry, BEFORE, today=TODAY, changed="now")
    again = evidence_of(as_typed(kept), kept, today=TODAY, changed="later")
    assert msgspec.structs.replace(again, changed="now") == kept


@given(entries, st.sampled_from([field.name for field in FIELDS if field.name not in ("day", "link", "did")]))
def test_editing_one_field_leaves_the_others(entry: Typed, name: str) -> None:
    kept = evidence_of(entry, BEFORE, today=TODAY, changed="now")
    edited = msgspec.structs.replace(as_typed(kept), **{name: "something else"})
    again = evidence_of(edited, kept, today=TODAY, changed="now")
    assert msgspec.structs.replace(again, **{name: getattr(kept, name)}) == kept
    assert getattr(again, name) == "something else"
