"""Kill the game at random moments, and look at what is there afterwards.

    python -m benchmarks.faults [--kills N] [--seed S]

Three kinds take turns: plain mode that is played through a pipe, the app in a pseudo-terminal, and a program
that saves as fast as it can. What each has shown as saved is written down until it dies (SIGKILL). Then the
player is opened again, and ``runs`` and ``show`` are asked: everything that was shown has to be there, or
the player has to be told what is not. Exit code 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.neutral import write_pack
from benchmarks.saving import Player
from benchmarks.victims import DESK, SCENARIO, Victim, kill_app, kill_plain, kill_writer
from ladderquest.cli import main as ladderquest
from ladderquest.pack.loader import load_pack
from ladderquest.play.journal import live_path
from ladderquest.saves import PlayerStore, Saves

NAME = "Ada"
KILLS = 500
DECISIONS, HISTORIES = 20_000, (1, 200)
"""A long past: so many decisions, in so many runs."""
RENEWED = 25
"""Kills that one player lives through before the next one begins: journals stay short enough to be quick."""
CUT_OFF = "The last session was cut off while it was saving."


@dataclass
class Tally:
    """What came of the kills of one kind. ``acknowledged`` counts decisions that were shown as saved,
    ``told`` players who were told of damage, ``lost`` decisions that were shown and are not there, and
    ``wrong`` has a sentence for everything else that should not be."""

    kind: str
    kills: int = 0
    writing: int = 0
    acknowledged: int = 0
    told: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kind:<8} {self.kills:>5} kills, {self.writing:>4} during a write, "
            f"{self.acknowledged:>7} decisions shown as saved, {self.lost} lost, {self.told} told"
        )


class Campaign:
    """Kills of one kind, one after the other, in a folder of its own."""

    def __init__(self, kind: str, victim: Victim, folder: Path, dice: random.Random) -> None:
        self.tally = Tally(kind)
        self._victim = victim
        self._folder = folder
        self._dice = dice
        self._pack = desk_pack(folder / "pack")
        self._saves = folder
        self._kept = 0

    def kill(self) -> None:
        """Play, kill, look."""
        tally = self.tally
        if tally.kills % RENEWED == 0:
            self._saves, self._kept = self._folder / f"saves-{tally.kills}", 0
        tally.kills += 1
        shown = self._victim(self._saves, self._pack, self._dice)
        left = list(self._saves.rglob("*.tmp"))
        tally.writing += bool(left)
        tally.acknowledged += max(0, shown - self._kept)
        kept, notices = reopened(self._saves)
        tally.lost += max(0, shown - kept)
        tally.told += any(CUT_OFF not in notice for notice in notices)
        if bool(left) != any(CUT_OFF in notice for notice in notices) and kept:
            tally.wrong.append(f"{len(left)} unfinished pieces, and the player was told {notices}")
        if list(self._saves.rglob("*.tmp")) and kept:
            tally.wrong.append("an unfinished piece was not cleared away")
        tally.wrong += commands(self._saves, kept)
        self._kept = kept


def reopened(folder: Path) -> tuple[int, list[str]]:
    """How many decisions the killed player has, and what they are told on opening. Raises what opening
    raises."""
    card = Saves(folder).find(NAME)
    if card is None:
        return 0, []  # killed before there was a player
    with Saves(folder).open(card.id) as store:
        return decisions(store), store.notices


def decisions(store: PlayerStore) -> int:
    """How many decisions there are in the only run of a player. Raises ``AssertionError`` where the list of
    runs and the journal differ."""
    if not store.runs:
        return 0
    (run,) = store.runs
    loaded = store.load(run.run)
    kept = len(live_path(loaded.records))
    if loaded.edition is None or (run.records, run.decisions) != (len(loaded.records), kept):
        raise AssertionError(f"the run has {kept} decisions, and its card says {run}")
    return kept


def commands(folder: Path, kept: int) -> list[str]:
    """What ``runs`` and ``show`` say that is not so."""
    if not kept:
        return []
    said = command("runs", folder)
    (run,) = said["runs"]
    shown = command("show", folder, str(run["run"]))
    wrong = []
    if run["decisions"] != kept:
        wrong.append(f"`runs` counts {run['decisions']} decisions, and there are {kept}")
    if len(shown["decisions"]) != kept:
        wrong.append(f"`show` has {len(shown['decisions'])} decisions, and there are {kept}")
    return wrong


def command(word: str, folder: Path, *more: str) -> dict[str, list[dict[str, object]]]:  # JSON
    """What a command prints as JSON. Raises ``AssertionError`` if it fails."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = ladderquest([word, *more, "--saves", str(folder), "--player", NAME, "--json"])
    if code:
        raise AssertionError(f"`{word}` ends with {code}")
    return dict(json.loads(out.getvalue()))


def desk_pack(folder: Path) -> Path:
    """A pack with one story that never ends and numbers what it tells."""
    write_pack(folder)
    file = folder / "scenarios" / "phase-1" / f"{SCENARIO}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(DESK, encoding="utf-8")
    return folder


def histories(decisions: int, runs: int) -> list[str]:
    """Save so many decisions in so many runs, open the player again, with and without the index, and say
    what is not as it was."""
    wrong = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pack = load_pack(desk_pack(folder / "pack")).pack
        if pack is None:
            raise SystemExit("the numbered story is no pack of ours any more: run tests/benchmarks")
        player = Player(pack, folder / "saves", NAME)
        saved = {}
        for number in range(runs):
            if number:
                player.begin()
            player.live(decisions // runs)
            saved[player.sitting.run_id] = list(player.sitting.run.records)
        cards = player.store.runs
        player.store.close()
        for index in ("kept", "lost"):
            if index == "lost":
                (player.store.folder / "player.json").unlink()
            with Saves(folder / "saves").open(player.store.player) as store:
                if store.runs != cards or bool(store.notices) != (index == "lost"):
                    wrong.append(
                        f"index {index}: {len(store.runs)} runs, and the player is told {store.notices}"
                    )
                found = {run: list(store.load(run).records) for run in saved}
                if found != saved:
                    wrong.append(f"index {index}: the records are not those that were saved")
    return wrong


KINDS: dict[str, Victim] = {"plain": kill_plain, "app": kill_app, "writer": kill_writer}


def campaign(
    kills: int, seed: int, kinds: dict[str, Victim] = KINDS, each: Callable[[Tally], None] = lambda _: None
) -> list[Tally]:
    """Kill so often, the kinds in turn. ``each`` is called with the tally after every kill."""
    with tempfile.TemporaryDirectory() as name:
        campaigns = [
            Campaign(kind, victim, Path(name) / kind, random.Random(f"{seed} {kind}"))
            for kind, victim in kinds.items()
        ]
        for number in range(kills):
            chosen = campaigns[number % len(campaigns)]
            chosen.kill()
            each(chosen.tally)
        return [chosen.tally for chosen in campaigns]


def main() -> int:
    """Kill and print."""
    parser = argparse.ArgumentParser(description="Kill the game at random moments, and look what is there.")
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    done = iter(range(1, given.kills + 1))

    def progress(_: Tally) -> None:
        number = next(done)
        if number % 50 == 0 and number < given.kills:
            print(f"{number} ...", file=sys.stderr)

    os.environ.pop("LADDERQUEST_SAVES", None)
    tallies = campaign(given.kills, given.seed, each=progress)
    for tally in tallies:
        print(tally)
        for sentence in tally.wrong:
            print(f"  {sentence}")
    wrong = [sentence for runs in HISTORIES for sentence in histories(DECISIONS, runs)]
    print(f"{DECISIONS} decisions in one run, and in {HISTORIES[1]}: {'; '.join(wrong) or 'all there'}")
    return int(bool(wrong) or any(tally.lost or tally.wrong for tally in tallies))


if __name__ == "__main__":
    sys.exit(main())
