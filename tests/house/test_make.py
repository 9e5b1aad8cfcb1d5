"""`make` says in a sentence what it lacks; run in a folder with a space, as a stranger's may have."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.tree import ROOT, environment

OLD = '#!/bin/sh\ncase "$2" in *version_info*) exit 1;; *python_version*) echo 3.9.2;; esac\n'
BARE = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "a folder"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *words], cwd=folder, capture_output=True, text=True, env=environment())


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (OLD, "is 3.9.2, and LadderQuest needs Python 3.11 or newer"),
        (BARE, "cannot make virtual environments"),
        (None, "is not a Python that runs"),
    ],
    ids=["too old", "without venv", "missing"],
)
def test_an_unfit_python_is_refused_in_a_sentence(checkout: Path, script: str | None, sentence: str) -> None:
    python = checkout / "my python"
    if script is not None:
        python.write_text(script, encoding="utf-8")
        python.chmod(0o755)
    done = make(checkout, "play", f"PYTHON={python}")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "PYTHON=" in done.stderr or "python3-venv" in done.stderr
    assert not (checkout / ".venv").exists()


def test_without_a_target_everything_that_can_be_made_is_listed(checkout: Path) -> None:
    done = make(checkout)
    assert done.returncode == 0
    listed = {line.split()[1] for line in done.stdout.splitlines() if line.startswith("  make ")}
    assert {"play", "test", "lint", "format", "bench", "snapshots", "wheel", "clean"} <= listed


def test_what_is_installed_already_is_not_installed_again(checkout: Path) -> None:
    """With a stamp newer than what it was made from, `make play` goes straight to the game."""
    (checkout / ".venv" / "bin").mkdir(parents=True)
    game = checkout / ".venv" / "bin" / "python"
    game.write_text('#!/bin/sh\necho "started with: $*"\n', encoding="utf-8")
    game.chmod(0o755)
    (checkout / ".venv" / ".ready").touch()
    done = make(checkout, "play", "ARGS=play why-this-way --plain")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "started with: -m ladderquest play why-this-way --plain\n"
