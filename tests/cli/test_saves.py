"""``saves``: what is kept, moved and brought back, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import SAMPLE, Run


def told(run: Run, *words: str | Path) -> Any:
    said = run("saves", *words, "--json")
    assert said.err == ""
    return json.loads(said.out)


@pytest.fixture
def played(play: Run, tmp_path: Path) -> Path:
    """The folder of saves after somebody called Ada has decided once."""
    assert play("tell", "q", "--player", "Ada").code == 0
    return tmp_path / "saves"


def profile(saves: Path) -> Path:
    (found,) = saves.glob("*/player.json")
    return found


def test_before_anybody_has_played_no_folder_is_made(run: Run, tmp_path: Path) -> None:
    assert run("saves").out == "Nobody has played here yet. `ladderquest` begins.\n"
    assert run("saves", "check").out == "Nobody has played here yet. `ladderquest` begins.\n"
    assert run("saves", "where").out == f"{tmp_path / 'saves'} (not there yet)\n"
    assert told(run, "list")["players"] == []
    assert run("saves", "export").code == 2
    assert not (tmp_path / "saves").exists()


def test_a_player_moves_to_another_machine_and_back(run: Run, played: Path, tmp_path: Path) -> None:
    (card,) = told(run)["players"]
    assert (card["name"], card["runs"], card["problem"]) == ("Ada", 1, None)
    there = ("--saves", tmp_path / "there")
    file = tmp_path / "ada.zip"
    assert run("saves", "export", "-o", file).out.startswith(f"Written: {file}\n")
    again = run("saves", "export", "-o", file)
    assert (again.code, "nothing is written over it" in again.err) == (2, True)
    came = run("saves", "import", file, *there)
    assert (came.code, came.out) == (0, "Ada is new here.\n  1 run came in\n")
    assert "after 1 decision" in run("play", "tiny", "--pack", SAMPLE, "--plain", *there, lines=("q",)).out
    back = told(run, "import", file, *there)
    assert (back["new"], len(back["same"])) == (False, 1)


def test_a_damaged_file_is_told_and_comes_back_from_a_backup(run: Run, play: Run, played: Path) -> None:
    play("q", "--player", "Ada")  # the second session backs up what the first one left
    assert told(run, "check")["sound"]
    (kept,) = told(run, "restore")["backups"]
    assert kept["id"] in run("saves", "restore").out
    profile(played).write_bytes(b"{")
    said = run("saves", "check")
    assert said.code == 1
    assert "Ada: 1 problem" in said.out
    assert "Problem: " in said.out
    assert told(run, "check")["sound"] is False
    assert "Problem: Ada: " in run("saves").out
    restored = run("saves", "restore", "newest")
    assert restored.code == 0
    assert restored.out.startswith("Ada is back at the backup of ")
    assert "The profile of Ada could not be read" in restored.out
    assert told(run, "check")["sound"]
    assert "Set aside before: " in run("saves", "check").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "nothing.zip"), 'there is no file "nothing.zip".'),
        (("import", " "), "FILE names no file."),
        (("export", "-o", " "), "-o names no file."),
        (("export", "--player", "Aad"), "(did you mean Ada?)"),
        (("restore", "2020-01-01"), "there is no backup"),
        (("expotr",), "there is no command 'expotr' (did you mean export?)"),
    ],
)
def test_a_slip_is_one_sentence(words: tuple[str, ...], said: str, run: Run, played: Path) -> None:
    answer = run("saves", *words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_files_are_for_their_owner_only(run: Run, play: Run, played: Path) -> None:
    play("q", "--player", "Ada")
    modes = {path: path.stat().st_mode & 0o777 for path in (played, *played.rglob("*"))}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
