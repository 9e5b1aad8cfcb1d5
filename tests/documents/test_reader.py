"""Markdown of a few forms, read into a document."""

from hypothesis import given
from hypothesis import strategies as st

from ladderquest.documents.document import Bullets, Document, Heading, Paragraph, Table
from ladderquest.documents.reader import document_of, parts_of
from ladderquest.documents.text import to_text


def test_every_form() -> None:
    page = (
        "# A title\n\nTwo lines\nof [words](page.md).\n\n## One\n### Two\nText.\n\n"
        "```yaml\na: 1\n\n  b: 2\n```\n\n- one\n  more\n- two\n\n1. first\n2. second\n\n"
        "| a | b |\n|---|:-:|\n| 1 | x \\| y |\n"
    )
    assert document_of(page) == Document(
        "A title",
        (
            Paragraph("Two lines\nof words."),
            Heading(1, "One"),
            Heading(2, "Two"),
            Paragraph("Text."),
            Paragraph("  a: 1\n  \n    b: 2"),
            Bullets(("one more", "two")),
            Bullets(("first", "second")),
            Table(("a", "b"), (("1", "x | y"),)),
        ),
    )


def test_a_table_with_cells_too_few_or_too_many_keeps_its_columns() -> None:
    assert parts_of("|a|b|\n|-|-|\n|1|\n|1|2|3|\n") == (Table(("a", "b"), (("1", ""), ("1", "2"))),)


def test_bars_without_a_rule_are_text() -> None:
    assert parts_of("| a | b |\n| c | d |") == (Paragraph("| a | b |\n| c | d |"),)


def test_what_nobody_closes_is_not_lost() -> None:
    assert parts_of("```\nlast words") == (Paragraph("  last words\n  "),)


def test_what_it_does_not_know_stays_text() -> None:
    text = "<b>bold</b> *and* ![image](x"
    assert parts_of(text) == (Paragraph(text),)


@given(st.text(alphabet="#-|`[]() \n1.ab", max_size=200))
def test_whatever_is_written_can_be_read(text: str) -> None:
    to_text(Document("", parts_of(text)), 40)
