"""Every code has a page, and what a page shows is true: its examples are built and checked."""

import re
from pathlib import Path

import pytest

from ladderquest.authoring.checking import check_pack
from ladderquest.authoring.diagnostics import CODES, adjusted, is_adjustable
from ladderquest.authoring.pages import page_of, pages_root
from tests.authoring.examples import (
    EXAMPLE,
    SECTIONS,
    build,
    findings_of,
    parsed,
    renewed,
    renewed_index,
)

PAGES = sorted(path.stem for path in pages_root().glob("LQ*.md"))
WIDEST = 78  # `explain` indents an example by two


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(CODES) == PAGES


def test_the_example_pack_has_no_finding() -> None:
    assert check_pack(EXAMPLE).findings == ()


@pytest.mark.parametrize("code", PAGES)
def test_a_page_says_what_the_program_does(code: str) -> None:
    """Title, severity, findings with their places, what pack.yaml can do: all as `renewed` writes them."""
    text = page_of(code)
    assert text == renewed(code, text), "python -m tests.authoring.examples renews what is generated"


@pytest.mark.parametrize("code", PAGES)
def test_the_failing_example_fails_with_this_code_and_what_the_page_names(code: str) -> None:
    page = parsed(page_of(code))
    found, printed = findings_of(page.example("Fails"))
    codes = {finding.code for finding in found}
    assert code in codes, printed
    others = {other for other in codes - {code} if other not in page.about}
    assert not others, printed


@pytest.mark.parametrize("code", PAGES)
def test_the_passing_example_passes(code: str) -> None:
    found, printed = findings_of(parsed(page_of(code)).example("Passes"))
    assert found == [], printed


@pytest.mark.parametrize("code", PAGES)
def test_a_page_says_that_the_pack_may_think_otherwise_where_it_may(code: str) -> None:
    found, _ = findings_of(parsed(page_of(code)).example("Fails"))
    for wanted in ("note", "warning", "error"):
        made = {each.severity for each in adjusted(found, {code: wanted}) if each.code == code}
        assert made == ({wanted} if is_adjustable(code) else {CODES[code].severity})
    dropped = code not in {each.code for each in adjusted(found, {code: "off"})}
    assert dropped == is_adjustable(code) == (f"severities: {{{code}: off}}" in page_of(code))


def test_what_a_page_says_of_pack_yaml_is_so(tmp_path: Path) -> None:
    build(parsed(page_of("LQ310")).example("Fails"), tmp_path / "pack")
    manifest = tmp_path / "pack" / "pack.yaml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(f"{text}severities: {{LQ310: error}}\n", encoding="utf-8")
    assert [each.severity for each in check_pack(tmp_path / "pack").findings] == ["error"]
    manifest.write_text(f"{text}severities: {{LQ310: off}}\n", encoding="utf-8")
    assert check_pack(tmp_path / "pack").findings == ()


@pytest.mark.parametrize("code", PAGES)
def test_a_page_is_short_and_has_its_parts(code: str) -> None:
    text = page_of(code)
    page = parsed(text)
    assert list(page.sections) == SECTIONS
    assert 20 <= len(page.about.split()) <= 120
    assert 5 <= len(page.sections["What to do"].split()) <= 120
    for section in ("Fails", "Passes"):
        blocks = page.example(section)
        assert blocks
        assert all(len(line) <= WIDEST for _, block in blocks for line in block.splitlines())
    printed = text.partition("```text\n")[2].partition("```\n")[0]
    assert all(len(line) <= WIDEST for line in printed.splitlines() if re.match(" +\\d* \\| ", line))


def test_the_index_lists_every_code() -> None:
    text = (pages_root() / "index.md").read_text(encoding="utf-8")
    assert text == renewed_index(text), "python -m tests.authoring.examples renews the list"


def test_an_example_may_not_fail_where_nobody_sees_it() -> None:
    """A missing key of the file is named at its top, and this block does not show the top."""
    with pytest.raises(AssertionError, match=r"`summary` is on a line that is not shown: 'schema: 1'"):
        findings_of((("yaml", "minutes: 12\n# no summary here\n"),))
