#!/usr/bin/env python3
"""Measure LadderQuest and inkjs on the same stories, in turn, in one go: ``make bench-ink``.

    python -m benchmarks.against_ink [--rounds 5] [--choices 20000] [--seed 1] [--inkjs 2.4.0]

Needs node and npm: inkjs is installed into a temporary folder, which is removed again. Every measure is a
process of its own. Prints ratios of medians beside their budgets; a ratio that leaves its budget is printed,
not raised.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

if not __package__:  # run as a file
    sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from benchmarks.ink import emit_ink
from benchmarks.neutral import write_pack
from benchmarks.our_side import READY
from benchmarks.stories import make_story

ROOT = Path(__file__).resolve().parents[1]
SMALL, LARGE = 500, 5_000
PLAYS = 3
"""Plays a round: ours takes a tenth of a second, which a busy machine can hide."""
WORKER = ROOT / "benchmarks" / "ink_worker.mjs"


class Row(NamedTuple):
    """One comparison: two figures with their unit, and the least or the most that the first may be, as a
    multiple of the second."""

    what: str
    ours: float
    against: str
    theirs: float
    unit: str
    least: float | None = None
    most: float | None = None

    def __str__(self) -> str:
        ratio = self.ours / self.theirs
        within = (self.least is None or ratio >= self.least) and (self.most is None or ratio <= self.most)
        budget = f"at least {self.least:g} x" if self.least is not None else f"at most {self.most:g} x"
        figures = f"{_figure(self.ours)} {self.unit}  {_figure(self.theirs)} {self.unit}"
        verdict = "within" if within else "OUTSIDE"
        return f"{self.what:<34} {figures}  {ratio:6.2f} x  {verdict} {budget}  ({self.against})"


def _figure(value: float) -> str:
    return f"{value:9,.0f}" if value >= 1_000 else f"{value:9.3f}"


class Sides:
    """Both engines, ready to be measured on the two stories."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        for scenes in (SMALL, LARGE):
            story = make_story(scenes, seed)
            write_pack(folder / f"pack-{scenes}", story)
            (folder / f"{scenes}.ink").write_text(emit_ink(story), encoding="utf-8")

    def ink(self, task: str, *arguments: str) -> dict[str, Any]:
        """A measure of inkjs."""
        heap = "--max-old-space-size=4096"
        return _told(["node", heap, str(WORKER), task, str(self.folder), *arguments])

    def ours(self, task: str, scenes: int, cache: str, *arguments: str) -> dict[str, Any]:
        """A measure of ours, with the cache of that name."""
        places = [str(self.folder / f"pack-{scenes}"), str(self.folder / cache)]
        return _told([sys.executable, "-m", "benchmarks.our_side", task, *places, *arguments])

    def once(self, number: int, choices: int, seed: int) -> dict[str, float]:
        """One round of everything, ours and theirs in turn."""
        play = [str(choices), str(seed)]
        found: dict[str, float] = {}
        compiled = {scenes: str(self.folder / f"{scenes}.json") for scenes in (SMALL, LARGE)}
        for scenes in (SMALL, LARGE):
            cache = f"cache-{scenes}-{number}"
            found[f"first {scenes}"] = self.ours("ready", scenes, cache)["seconds"]
            theirs = self.ink("compile", str(self.folder / f"{scenes}.ink"), compiled[scenes])
            found[f"again {scenes}"] = self.ours("ready", scenes, cache)["seconds"]
            found |= {f"compile {scenes}": theirs["compile_s"], f"load {scenes}": theirs["load_s"]}
            pairs = [
                (self.ours("play", scenes, cache, *play), self.ink("play", compiled[scenes], *play))
                for _ in range(PLAYS)
            ]
            for mine, others in pairs:
                if mine["hash"] != others["hash"]:
                    raise SystemExit(f"the engines disagree on {scenes} scenes: {mine}, {others}")
            found[f"ours {scenes}"] = median(mine["choices_per_s"] for mine, _ in pairs)
            found[f"ink {scenes}"] = median(others["choices_per_s"] for _, others in pairs)
        return found


def _told(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command[:3])} ... failed:\n{done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def rows(found: dict[str, float]) -> list[Row]:
    """The table. ``found``: medians by the keys of ``Sides.once``."""
    ready, size = READY[0], f"{LARGE:,} scenes"
    small, large, pace = found[f"ours {SMALL}"], found[f"ours {LARGE}"], "choices/s"
    first, again = found[f"first {LARGE}"], found[f"again {LARGE}"]
    compiled, loaded = found[f"compile {LARGE}"], found[f"load {LARGE}"]
    return [
        Row(f"play, {SMALL} scenes", small, "inkjs", found[f"ink {SMALL}"], pace, least=8),
        Row(f"play, {size}", large, f"ours, {SMALL} scenes", small, pace, least=0.5),
        Row(f"play, {size}", large, "inkjs", found[f"ink {LARGE}"], pace, least=4),
        Row(f"first {ready}, {size}", first, "inkjs compile", compiled, "s", most=0.5),
        Row(f"unchanged {ready}, {size}", again, "inkjs load of compiled JSON", loaded, "s", most=1),
    ]


def install(folder: Path, version: str) -> None:
    """inkjs into ``folder``, or an exit with a sentence."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise SystemExit(
                f"{program} was not found, and this comparison runs inkjs: install Node.js 18 or newer"
            )
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder)]
    done = subprocess.run(
        [*command, f"inkjs@{version}"], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode != 0 or not (folder / "node_modules" / "inkjs").is_dir():
        said = (done.stderr or done.stdout).strip().splitlines()
        raise SystemExit(f"npm could not install inkjs {version}: {said[-1] if said else 'no reason given'}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure LadderQuest and inkjs on the same stories.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--choices", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inkjs", default="2.4.0", help="the version to compare with")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        install(folder, given.inkjs)
        sides = Sides(folder, given.seed)
        rounds = []
        for number in range(given.rounds):
            print(f"round {number + 1} of {given.rounds}", file=sys.stderr)
            rounds.append(sides.once(number, given.choices, given.seed))
    found = {key: median(each[key] for each in rounds) for key in rounds[0]}
    print(
        f"medians of {given.rounds} rounds, in turn: {given.choices:,} choices with seed {given.seed}; "
        f"inkjs {given.inkjs}, Python {sys.version.split()[0]}; both engines came to the same digests"
    )
    for row in rows(found):
        print(row)


if __name__ == "__main__":
    main()
