"""A scene that splits an amount, in the hands of its author: what is found in it, and where it shows up."""

import re
from pathlib import Path

import pytest

from ladderquest.authoring.checking import check_pack
from ladderquest.authoring.graph import graph_of
from ladderquest.pack.loader import load_pack
from tests.cli.terminal import Run, copy_of_sample
from tests.pack.packs import TINY, edit
from tests.pack.pages import SPLIT_EDITS


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of_sample(tmp_path / "own", *SPLIT_EDITS)


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("steps: [2, 4]", "steps: [4, 2]", "LQ307", "`steps` go up"),
        ("steps: [2, 4]", "steps: [2, 2]", "LQ307", "`steps` go up"),
        ("steps: [2, 4]", "steps: []", "LQ208", "`steps` is empty"),
        ("steps: [1], most: 2", "steps: [3], most: 2", "LQ307", "nobody can get to 3: 2 is the most"),
        ("steps: [1], most: 2", "steps: [1], least: 3, most: 2", "LQ307", "`least` is 3 and `most` is 2"),
        ("steps: [1, 2], least: 1", "steps: [1, 2], least: 6, most: 9", "LQ307", "`total` is 5"),
        ("{id: told, says: Telling", "{id: cause, says: Telling", "LQ301", "cause"),
        ("share.table >= 1", "share.tabel >= 1", "LQ401", "share.tabel"),
        ("owes.mira += share.table", "owes.mira += share.tabel", "LQ402", "share.tabel"),
        ("when: share.told >= 2", "when: share.tolled >= 2", "LQ401", "share.tolled"),
        ("who: mira, says: Heard where", "who: mirra, says: Heard where", "LQ302", "mirra"),
        ("goto: morning\n", "goto: mourning\n", "LQ302", "mourning"),
        ("says: Finding the cause", 'says: "Finding {hoars}"', "LQ403", "hoars"),
    ],
)
def test_what_a_split_holds_must_fit(root: Path, old: str, new: str, code: str, said: str) -> None:
    line, _ = edit(root, TINY, old, new)
    found = [each for each in load_pack(root).findings if each.code == code]
    assert said in found[0].message
    assert found[0].line == (line - 5 if "`total`" in said else line)


@pytest.mark.parametrize(
    "never",
    [
        "share.cause > 4",
        "share.cause == 3",
        "share.told == 0",
        "share.table >= 1 and share.told >= 1 and share.cause >= 4",
    ],
    ids=["over the last step", "between two steps", "under the least", "more than there is together"],
)
def test_a_result_that_no_split_comes_to_is_found(root: Path, never: str) -> None:
    edit(root, TINY, "when: share.cause >= 2 and share.table >= 1", f"when: {never}")
    found = [each for each in check_pack(root).findings if each.code == "LQ505"]
    assert ["no answer comes to `both`" in each.message for each in found] == [True]


@pytest.mark.parametrize(
    "ever",
    ["share.cause == 4", "share.cause == 0", "share.told == 1", "share.cause >= 2 and share.told >= 2"],
)
def test_a_result_that_some_split_comes_to_is_not(root: Path, ever: str) -> None:
    edit(root, TINY, "when: share.cause >= 2 and share.table >= 1", f"when: {ever}")
    assert [
        each for each in check_pack(root).findings if each.code == "LQ505" and "both" in each.message
    ] == []


def test_what_the_others_leave_bounds_what_an_item_comes_to(root: Path) -> None:
    edit(root, TINY, "steps: [2, 4]}", "steps: [2, 4], most: 2}")
    assert "LQ307" in {each.code for each in load_pack(root).findings}
    edit(root, TINY, "steps: [2, 4], most: 2}", "steps: [1, 2], most: 2}")
    edit(root, TINY, "when: share.cause >= 4", "when: share.told == 0")
    edit(root, TINY, "steps: [1, 2], least: 1}", "steps: [1, 2]}")
    found = [each for each in check_pack(root).findings if each.code == "LQ505"]
    assert ["no answer comes to `deep`" in each.message for each in found] == [True], "two and two leave one"


def test_a_condition_of_a_rating_that_never_holds_is_found(root: Path) -> None:
    edit(root, TINY, "{when: share.told >= 2, is: 5}", "{when: share.told >= 2 and share.cause >= 4, is: 5}")
    found = [each for each in check_pack(root).findings if "share.told" in each.message]
    assert [(each.code, "cannot hold here" in each.message) for each in found] == [("LQ405", True)]


def test_a_split_is_on_the_map_and_walked_in_every_way_that_differs(root: Path, run: Run) -> None:
    loaded = load_pack(root)
    assert loaded.pack is not None
    graph = graph_of(loaded.pack.scenarios[0])
    assert graph.nodes[0].move == "allocate"
    assert {(e.target, e.by) for e in graph.edges if e.source == "split"} == {
        ("morning", result) for result in ("both", "deep", "thin")
    }
    said = run("autoplay", "tiny", "--pack", root, "--walker", "exhaustive")
    assert said.code == 0, said.out
    assert re.search(r"moves +5/5 +all", said.out)
    assert re.search(r"results +9/9 +all", said.out)
