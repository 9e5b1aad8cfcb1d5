"""``check --coverage``: what the scenarios of a pack are about."""

from pathlib import Path

from tests.authoring.house_pack import STEADY, copy_of_house
from tests.cli.terminal import Run
from tests.pack.packs import edit


def test_what_the_scenarios_of_a_pack_cover(run: Run, tmp_path: Path) -> None:
    root = copy_of_house(tmp_path)
    edit(root, STEADY, "practises: [explain-choice, ask-early, own-problem]", "practises: [explain-choice]")
    said = run("check", root, "--coverage")
    assert (said.code, said.err) == (0, "")
    lines = [line.split() for line in said.out.splitlines()]
    assert ["explain-choice", "steady"] in lines
    assert ["own-problem", "none"] in lines
    assert ["lone-wolf", "steady", "×2", "yes"] in lines
    assert max(map(len, said.out.splitlines())) <= 80


def test_coverage_of_one_file_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    said = run("check", copy_of_house(tmp_path) / "cast.yaml", "--coverage")
    assert (said.code, said.out) == (2, "")
    assert "a whole pack" in said.err


def test_there_is_no_coverage_of_a_pack_with_errors(run: Run, tmp_path: Path) -> None:
    root = copy_of_house(tmp_path)
    edit(root, STEADY, "goto: plan", "goto: plam")
    said = run("check", root, "--coverage")
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "ladderquest: There is no coverage to tell of while the pack has errors. Mend those first.\n"
    )
