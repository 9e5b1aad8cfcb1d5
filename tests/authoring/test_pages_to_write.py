"""A scene that asks to write, in the hands of its author: what is found in it, and where it shows up."""

import re
from pathlib import Path

import pytest

from ladderquest.authoring.checking import check_pack
from ladderquest.authoring.graph import graph_of
from ladderquest.pack.loader import load_pack
from tests.cli.terminal import Run, copy_of_sample
from tests.pack.packs import TINY, edit
from tests.pack.pages import EDITS


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of_sample(tmp_path / "own", *EDITS)


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("who: mira, says: Heard that somebody writes", "who: mirra, says: Heard that", "LQ302", "mirra"),
        ("{when: world.disk, text: Whether", "{when: world.disc, text: Whether", "LQ401", "world.disc"),
        ("- Begin with what you know.", '- "Begin with {hoars}."', "LQ403", "hoars"),
        ("effect: owes.mira += 1\n    then", "effect: owes.mirra += 1\n    then", "LQ402", "owes.mirra"),
        ("- {id: open, text: Is it said what", "- {id: known, text: Is it said what", "LQ301", "known"),
        ("    goto: morning\n", "    goto: mourning\n", "LQ302", "mourning"),
    ],
    ids=["heard", "model", "hint", "effect", "rubric", "goto"],
)
def test_what_a_page_names_must_exist(root: Path, old: str, new: str, code: str, said: str) -> None:
    line, column = edit(root, TINY, old, new)
    found = [each for each in load_pack(root).findings if each.code == code]
    assert len(found) == 1
    assert said in found[0].message
    assert found[0].line == line
    assert found[0].column >= column


def test_a_condition_of_the_model_that_never_holds_is_found(root: Path) -> None:
    edit(root, TINY, "{when: world.disk, text: Whether", "{when: told, text: Whether")
    found = [each for each in check_pack(root).findings if each.file == TINY and "told" in each.message]
    assert [each.code for each in found if each.code.startswith("LQ5")] != []


def test_a_page_is_on_the_map_and_walked_once(root: Path, run: Run) -> None:
    loaded = load_pack(root)
    assert loaded.pack is not None
    graph = graph_of(loaded.pack.scenarios[0])
    assert next((edge.source, edge.target, edge.by) for edge in graph.edges) == ("note", "morning", "")
    assert graph.nodes[0].move == "write"
    said = run("autoplay", "tiny", "--pack", root, "--walker", "exhaustive")
    assert said.code == 0, said.out
    assert re.search(r"moves +5/5 +all", said.out)
    assert "note" in said.out
    assert "(words): Wrote an answer" in said.out
