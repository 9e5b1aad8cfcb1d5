"""The plan line by line."""

from pathlib import Path

import pytest

from ladderquest.growth.work import PlanEdit
from ladderquest.saves import Saves
from tests.cli.terminal import SAMPLE, Run, Said


@pytest.fixture
def home(run: Run) -> Run:
    """``home(*lines)``: plain mode without a scenario, as Ada, who has been placed."""
    run("--plain", "--pack", SAMPLE, "--player", "Ada", lines=("n",) * 5)

    def at_home(*lines: str) -> Said:
        return run("--plain", "--pack", SAMPLE, "--player", "Ada", lines=lines)

    return at_home


def edits(folder: Path) -> list[PlanEdit]:
    saves = Saves(folder / "saves")
    with saves.open(saves.players()[0].id) as store:
        return list(store.work.read().plan.values())


def test_the_plan_is_read_line_by_line(home: Run) -> None:
    said = home("p", "p 1")
    assert "Plan of Ada" in said.out
    assert "This week" in said.out
    assert said.out.count("Why") > 3


def test_a_line_is_changed_in_every_way(home: Run, tmp_path: Path) -> None:
    said = home(
        "p text 1 Ask Mira about the Retry Budget", "p note 1 She is back on Monday", "p when 1 month", "p",
    )  # fmt: skip
    assert "Ask Mira about the Retry Budget" in said.out
    (edit,) = edits(tmp_path)
    assert (edit.text, edit.note, edit.horizon) == (
        "Ask Mira about the Retry Budget", "She is back on Monday", "month",
    )  # fmt: skip
    assert "By 2" in " ".join(home("p by 1 tomorrow", "p 1").out.split())


def test_done_and_dropped_lines_keep_their_number_at_the_end(home: Run, tmp_path: Path) -> None:
    said = home("p done 1 It went well", "p drop 1")
    assert "Done" in said.out
    assert "It went well" in said.out
    assert "Dropped" in said.out
    assert {edit.state for edit in edits(tmp_path)} == {"done", "dropped"}


def test_a_line_of_ones_own_and_the_order(home: Run, tmp_path: Path) -> None:
    said = home("p add Walk to work", "p 99", "p down 1", "p up 2")
    assert "Walk to work" in said.out
    assert "there is no line '99': the numbers run from 1 to" in said.out
    assert any(edit.own and edit.text == "Walk to work" for edit in edits(tmp_path))
    assert any(edit.place == 0 for edit in edits(tmp_path))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("p add", "needs words"),
        ("p dance", "lists what there is"),
        ("p by 1 soonish", "type a date like 2027-01-31"),
        ("p by 1 2020-01-01", "is past"),
        ("p when 1 never", "choose week, month, quarter, later"),
        ("p text 0 x", "the numbers run from 1"),
        (f"p text 1 {'x' * 700}", "a line holds 600"),
    ],
    ids=["no words", "no command", "no date", "a day that is over", "no time", "no line", "too long"],
)
def test_what_cannot_be_done_is_told_in_a_sentence(line: str, said: str, home: Run, tmp_path: Path) -> None:
    told = home(line)
    assert told.code == 0
    assert said in " ".join(told.out.split())
    assert edits(tmp_path) == []


def test_help_lists_what_can_be_done(home: Run) -> None:
    assert "p when 3 month" in home("p ?").out
    assert "plan: what to do next" in home("?").out
