"""``explain``: the page of a code as text, the list of codes, mistakes."""

import json
from pathlib import Path

import pytest

from ladderquest.authoring import pages
from ladderquest.authoring.diagnostics import CODES, is_adjustable
from ladderquest.authoring.pages import document_of, page_of, pages_root
from ladderquest.documents.document import Bullets, Document, Heading, Paragraph
from ladderquest.pack.text import width
from tests.cli.terminal import Run

PAGES = sorted(path.stem for path in pages_root().glob("LQ*.md"))


@pytest.mark.parametrize("word", ["LQ203", "lq203", "203", " Lq203 "])
def test_a_code_is_understood_however_it_is_written(word: str, run: Run) -> None:
    code, out, err = run("explain", word)
    assert (code, err) == (0, "")
    assert out.startswith("LQ203: wrong kind of value\n==========================\n\nSeverity: error\n")


@pytest.mark.parametrize("code", PAGES)
def test_a_page_is_plain_text_of_80_columns(code: str, run: Run) -> None:
    out = run("explain", code).out
    lines = out.splitlines()
    assert max(map(width, lines)) <= 80
    assert all(text not in out for text in ("```", "\x1b", "](", "## "))
    at = [lines.index(heading) for heading in ("Fails", "Passes", "What to do")]
    assert at == sorted(at)
    shown = page_of(code).partition("```yaml\n")[2].partition("```\n")[0]
    assert "".join(f"  {line}".rstrip() + "\n" for line in shown.splitlines()) in out


def test_a_narrow_window_gets_narrow_lines(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert max(map(width, run("explain", "302").out.splitlines())) <= 40


def test_for_programs_a_page_comes_with_its_facts(run: Run) -> None:
    assert json.loads(run("explain", "310", "--json").out) == {
        "code": "LQ310",
        "title": CODES["LQ310"].title,
        "severity": "warning",
        "adjustable": True,
        "page": page_of("LQ310"),
    }
    assert json.loads(run("explain", "302", "--json").out)["adjustable"] is False


def test_without_a_code_all_are_listed_by_family(run: Run) -> None:
    code, out, err = run("explain")
    assert (code, err) == (0, "")
    listed = [line.split()[0] for line in out.splitlines() if line.startswith("  LQ")]
    assert listed == sorted(CODES)
    assert out.startswith("LQ1xx: files and syntax\n\n  LQ101  error    the file is not UTF-8\n")
    assert max(map(len, out.splitlines())) <= 80
    found = json.loads(run("explain", "--json").out)["codes"]
    assert [entry["code"] for entry in found] == sorted(CODES)
    assert all(set(entry) == {"code", "title", "severity", "adjustable"} for entry in found)
    assert [entry["adjustable"] for entry in found] == [is_adjustable(code) for code in sorted(CODES)]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("LQ2033", 'there is no code "LQ2033" (did you mean LQ203?)'),
        ("2033", 'there is no code "2033" (did you mean LQ203?)'),
        ("recap", 'there is no code "recap"'),
        ("", 'there is no code ""'),
        ("\x1b]0;x", 'there is no code "]0;x"'),
    ],
)
def test_an_unknown_code_is_one_sentence(word: str, said: str, run: Run) -> None:
    assert run("explain", word) == (2, "", f"ladderquest: {said}; `ladderquest explain` lists them.\n")


def test_a_page_that_is_lost_is_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "pages_root", lambda: tmp_path)
    code, out, err = run("explain", "LQ302")
    assert (code, out) == (2, "")
    assert err.startswith("ladderquest: the page of LQ302 (an id leads nowhere) cannot be read: ")
    assert err.count("\n") == 1


def test_a_page_becomes_a_document() -> None:
    page = (
        "# LQ1: a title\n\nTwo lines\nof [LQ302](LQ302.md).\n\n## Fails\n\n"
        "```yaml\na: 1\n\n  b: 2\n```\n\n- one\n  more\n- two\n\n1. first\n2. second\n"
    )
    assert document_of(page) == Document(
        "LQ1: a title",
        (
            Paragraph("Two lines\nof LQ302."),
            Heading(1, "Fails"),
            Paragraph("  a: 1\n  \n    b: 2"),
            Bullets(("one more", "two")),
            Bullets(("first", "second")),
        ),
    )
