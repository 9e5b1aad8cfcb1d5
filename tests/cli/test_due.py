"""``ladderquest due``."""

import json
from pathlib import Path

import pytest

from ladderquest.saves import Saves
from tests.cli.terminal import SAMPLE, Run
from tests.tui.conftest import sample
from tests.tui.waiting import play_poorly, set_out


@pytest.fixture
def ada(tmp_path: Path) -> None:
    with Saves(tmp_path / "saves").create("Ada") as store:
        play_poorly(sample(), store, days=900)
        set_out(store, days=900)


def test_due_of_nobody(run: Run) -> None:
    assert run("due").out == "Nobody has played here yet. `ladderquest` begins.\n"
    assert json.loads(run("due", "--json").out) == []


@pytest.mark.usefixtures("ada")
def test_what_is_due_is_listed_for_people_and_for_programs(run: Run) -> None:
    said = run("due", "--pack", SAMPLE)
    assert said.code == 0, "that something waits is no failure"
    assert "Due today: one review and one action." in said.out
    assert "The nightly job · Tuesday, 08:10" in said.out
    found = json.loads(run("due", "--pack", SAMPLE, "--json").out)
    assert [(each["kind"], each["id"]) for each in found] == [("action", "gap"), ("review", "tiny/morning")]
    assert all(set(each) == {"kind", "id", "title", "day", "overdue", "reason"} for each in found)
    assert found[0]["day"] == "2024-06-03"
    assert found[0]["overdue"] > 800


@pytest.mark.usefixtures("ada")
def test_nothing_is_written_by_looking(run: Run, tmp_path: Path) -> None:
    before = sorted(path.name for path in (tmp_path / "saves").rglob("work.json"))
    run("due", "--pack", SAMPLE)
    (work,) = (tmp_path / "saves").rglob("work.json")
    assert before == ["work.json"]
    assert "tiny/morning" not in work.read_text(encoding="utf-8")


def test_a_player_who_does_not_exist_is_a_sentence(run: Run, ada: None) -> None:
    said = run("due", "--player", "Adda")
    assert said.code == 2
    assert 'There is no player "Adda" (did you mean "Ada"?).' in said.err
