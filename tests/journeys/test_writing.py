"""An author at work: a scenario made from nothing, and played in a real terminal while it is edited."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.cli.terminal import SAMPLE
from tests.house.tree import environment
from tests.journeys.terminal import Terminal


def change(path: Path, old: str, new: str) -> None:
    """Save the file with something else in it, as editors do: a new file in the place of the old one."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    beside = path.with_name("saving.tmp")
    beside.write_text(text.replace(old, new), encoding="utf-8")
    beside.replace(path)


def test_a_new_scenario_is_written_while_it_is_played(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(SAMPLE, tmp_path / "pack"))
    made = subprocess.run(
        [sys.executable, "-m", "ladderquest", "new", "scenario", "two-days-in", "--pack", str(pack)],
        capture_output=True,
        text=True,
        env=environment(),
    )
    assert made.returncode == 0, made.stderr
    file = pack / "scenarios" / "phase-1" / "two-days-in.yaml"
    with Terminal(tmp_path, "play", str(file), "--watch", "--seed", "1", pack=None) as terminal:
        terminal.shows("Two days in", "The call with the owners of the queues is at two.", "enter decide")
        terminal.rest()
        terminal.answer()
        terminal.question()
        terminal.shows("Which line says since when it has been so?")

        change(file, "Which line says since when it has been so?", "Since when is it like that?")
        terminal.shows("Since when is it like that?", "Reloaded. Changed: since.")

        change(file, "budget: 2", "budget: two")
        terminal.shows("Not reloaded: 1 error.", "`budget` must be a whole number from 1 to 9, not 'two'")
        change(file, "budget: two", "budget: 3")
        terminal.until(lambda: "Not reloaded" not in terminal.text, "a screen without findings")
        terminal.rest()
        terminal.answer()
        terminal.question()
        terminal.shows("Where do you look before the call?", "3 looks")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
