"""What the codex names must exist: sources, traps, figures, links, and fields of its own."""

from pathlib import Path

import pytest

from ladderquest.pack.loader import load_pack
from tests.pack.packs import copy_of_sample, edit

GRADES = """\
grades:
  - id: l3
    grade: L3
    title: Engineer
    level: LEVEL
    scope: a task, in {figure.years}
    autonomy: little
    impact: some
    sources: {scope: SOURCE}
"""
FIGURES = "figures:\n  - {id: years, about: Years, says: two years, source: SOURCE}\n"
ROADBLOCKS = """\
roadblocks:
  - id: stuck
    title: Stuck
    mechanism: it sticks
    unlocks: pull
    trap: TRAP
    phases: [1]
    source: SOURCE
"""
SHELVES = """\
shelves:
  - id: notes
    title: Notes
    about: Some
    entries:
      - {id: one, title: One, text: "text", see: ["grade:l3", "management:track"]}
    source: SOURCE
"""
FILES = {
    "ladder/grades.yaml": GRADES,
    "ladder/figures.yaml": FIGURES,
    "ladder/roadblocks.yaml": ROADBLOCKS,
    "codex/shelves.yaml": SHELVES,
}


def with_codex(folder: Path) -> Path:
    """A copy of the sample pack, with a codex."""
    root = copy_of_sample(folder)
    ladder = load_pack(root).pack
    assert ladder is not None
    names = {
        "SOURCE": ladder.ladder.sources[0].id,
        "LEVEL": ladder.ladder.levels[0].id,
        "TRAP": ladder.ladder.traps[0].id,
    }
    for name, text in FILES.items():
        for word, real in names.items():
            text = text.replace(word, real)
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_a_codex_that_names_what_there_is_is_loaded(tmp_path: Path) -> None:
    loaded = load_pack(with_codex(tmp_path))
    assert [str(finding) for finding in loaded.findings] == []
    assert loaded.pack is not None
    assert [grade.id for grade in loaded.pack.codex.grades] == ["l3"]
    assert [shelf.id for shelf in loaded.pack.codex.shelves] == ["notes"]


CASES = {
    "a figure": ("ladder/grades.yaml", "{figure.years}", "{figure.year}", "no figure 'year'"),
    "a field": ("ladder/grades.yaml", "{scope: ", "{scoop: ", "no field 'scoop'"),
    "a level": ("ladder/grades.yaml", "level: ", "level: no-", "no level 'no-"),
    "a source": ("ladder/figures.yaml", "source: ", "source: no-", "no source 'no-"),
    "a trap": ("ladder/roadblocks.yaml", "trap: ", "trap: no-", "no trap 'no-"),
    "a phase": ("ladder/roadblocks.yaml", "phases: [1]", "phases: [9]", "no phase '9'"),
    "a kind of link": ("codex/shelves.yaml", "grade:l3", "grad:l3", "no kind of page 'grad'"),
    "what a link leads to": ("codex/shelves.yaml", "grade:l3", "grade:l4", "no grade 'l4'"),
    "a page": ("codex/shelves.yaml", "management:track", "management:trick", "no page 'trick'"),
}


@pytest.mark.parametrize("what", CASES)
def test_what_does_not_exist_is_a_finding_where_it_is_named(what: str, tmp_path: Path) -> None:
    name, old, new, says = CASES[what]
    root = with_codex(tmp_path)
    line, _ = edit(root, name, old, new)
    (finding,) = load_pack(root).findings
    assert (finding.code, finding.file, finding.line) == ("LQ302", name, line)
    assert says in finding.message


def test_two_entries_of_a_shelf_have_two_ids(tmp_path: Path) -> None:
    root = with_codex(tmp_path)
    edit(root, "codex/shelves.yaml", "    source:", "      - {id: one, title: Two, text: more}\n    source:")
    assert [finding.code for finding in load_pack(root).findings] == ["LQ301"]
