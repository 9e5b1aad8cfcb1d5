"""Evidence on paper."""

from __future__ import annotations

from datetime import date

from ladderquest.documents.document import Table
from ladderquest.documents.text import to_text
from ladderquest.growth.evidence import FIELDS
from ladderquest.growth.gates import gates, item_texts
from ladderquest.growth.packet import JOURNAL_HEADER, journal, packet, reading
from ladderquest.growth.work import Evidence, Work
from tests.growth.test_gates import FIRST, PACK, SECOND, THIRD, entry, waiver, work

FULL = Evidence(
    id="9",
    changed="now",
    items=(FIRST, THIRD),
    day="2026-11-20",
    context="The context.",
    role="The role.",
    did="First this.\nThen that.",
    outcome="The outcome.",
    link="The link.",
    people="The people.",
)


def told(kept: Work) -> str:
    return to_text(packet(gates(PACK, kept, ()), "Ada", date(2026, 11, 21)), 100)


def test_the_packet_says_every_field_every_gap_and_every_waiver() -> None:
    said = told(work(FULL, waiver(SECOND)))
    assert said.startswith("Evidence of Ada\n")
    assert "As of 2026-11-21." in said
    assert "1 of 1 with evidence; one does not apply." in said
    for field in FIELDS:
        if field.name not in ("day", "did"):
            assert said.count(f"The {field.name}.") == 2, "it is evidence for two items"
    assert "Does not apply: No model of ours runs." in said
    assert "No evidence yet." in told(Work())
    first, _, then = said.partition("First this.\n")
    assert first
    assert then.lstrip().startswith("Then that."), "what was written in lines stays in lines"


def test_nothing_is_told_as_evidence_that_was_played() -> None:
    assert "The nightly job" not in told(work(FULL))


def test_the_journal_is_a_table_for_a_spreadsheet_the_newest_day_first() -> None:
    older = entry("1", SECOND, "left", day="2026-01-02")
    (table,) = journal([older, FULL], item_texts(PACK), "Ada").parts
    assert isinstance(table, Table)
    assert table.header == JOURNAL_HEADER
    assert [row[0] for row in table.rows] == ["2026-11-20", "2026-01-02"]
    texts = item_texts(PACK)
    assert table.rows[0][1] == f"{texts[FIRST]}; {texts[THIRD]}"
    assert table.rows[1][1] == f"{texts[SECOND]}; left"
    assert table.rows[0][2:] == (
        "The context.", "The role.", "First this.\n\nThen that.", "The outcome.", "The link.", "The people.",
    )  # fmt: skip


def test_the_journal_to_be_read_holds_the_same() -> None:
    said = to_text(reading([FULL], item_texts(PACK), "Ada"), 72)
    for words in ("2026-11-20", item_texts(PACK)[FIRST], "The context.", "The people."):
        assert words in said
    assert said.count("2026-11-20") == 1


def test_an_empty_journal_says_so() -> None:
    for made in (journal([], {}, "Ada"), reading([], {}, "Ada")):
        assert "No entry yet." in to_text(made)
