"""The core loads no face, and asking for the version loads next to nothing."""

import json
import subprocess
import sys

import pytest

from ladderquest import __version__
from tests.house.tree import ROOT, environment

FACES_AND_DISKS = {"textual", "rich", "tinydb", "aiohttp", "filelock", "platformdirs"}


def loaded_by(module: str) -> set[str]:
    """Top-level names in `sys.modules` of a fresh interpreter after `import module`."""
    code = f"import {module}, json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment())
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


@pytest.mark.parametrize(
    "module",
    [
        "ladderquest.pack",
        "ladderquest.play",
        "ladderquest.growth",
        "ladderquest.documents",
        "ladderquest.authoring.autoplay",
        "ladderquest.authoring.checking",
    ],
)
def test_a_pure_floor_loads_no_face_and_no_store(module: str) -> None:
    loaded = loaded_by(module)
    assert "ladderquest" in loaded
    assert not loaded & FACES_AND_DISKS


@pytest.mark.parametrize("module", ["ladderquest.saves", "ladderquest.plain", "ladderquest.cli"])
def test_what_runs_without_a_screen_loads_no_textual(module: str) -> None:
    loaded = loaded_by(module)
    assert "ladderquest" in loaded
    assert "textual" not in loaded


def test_the_ladder_stands_before_anybody_has_looked_what_is_due() -> None:
    assert "fsrs" not in loaded_by("ladderquest.tui.screens.home")
    assert "fsrs" not in loaded_by("ladderquest.desk.due")


def test_the_version_is_told_without_the_app_the_store_or_the_content() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ladderquest", "--version"],
        capture_output=True,
        text=True,
        env=environment(),
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert __version__ in done.stdout
    # A line reads "import time:  self [us] | cumulative | name", the name indented by depth.
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line}
    assert "ladderquest" in imported
    tops = {name.partition(".")[0] for name in imported}
    assert not tops & (FACES_AND_DISKS | {"yaml", "msgspec", "importlib_metadata"})
    assert "importlib.metadata" not in imported
