"""What it costs to save one decision: after how much history, and beside other ways to keep it.

    python -m benchmarks.saving [--rounds N]

Every side saves the same decisions, taken in an endless story: the record of the decision and the note of
when it was taken, in one go. Ours is measured as a player meets it, from the answer to the moment when its
consequence may be shown. All sides take their turns in every round, so that a busy moment meets them all.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import msgspec
from tinydb import TinyDB

from benchmarks.neutral import write_pack
from benchmarks.stories import make_story
from ladderquest.game import Game, Sitting
from ladderquest.growth.summary import summarise_run
from ladderquest.pack.loader import load_pack
from ladderquest.pack.model import Pack
from ladderquest.play import AnyRecord, Note, Proposal, Run, walk
from ladderquest.saves.players import Saves

HISTORIES = (1, 100, 10_000)
"""Decisions that were saved before."""
RUNS = 200
"""Runs that the longest history is spread over, where it is not one run."""
ROUNDS = 100
"""As many as fill two segments: the file that is written is small in some rounds and large in others."""
SPREAD = 0.25
"""How far from 1 the ratio of a save after a history to the first save may be."""
SCENES = 50
WARM_UP = 3
_CHUNK = 100
NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)

Save = Callable[[], float]
"""Save one more decision; seconds that it took."""


class Saver(NamedTuple):
    """One side: what it is called, the decisions before the first measure, and how it saves."""

    name: str
    history: int
    save: Save


class Cost(NamedTuple):
    """Medians in seconds: saving after ``history`` decisions, and the one it is measured against.
    ``spread`` is how far from 1 their ratio may be, None where nothing is promised."""

    name: str
    history: int
    seconds: float
    against: float
    spread: float | None = None

    def __str__(self) -> str:
        ratio = self.seconds / self.against
        times = f"{self.name:<34} {self.history:>6} decisions {self.seconds * 1000:9.2f} ms  {ratio:6.2f} x"
        if self.spread is None:
            return times
        verdict = "within" if abs(ratio - 1) <= self.spread else "OUTSIDE"
        return f"{times}  {verdict} 1 ± {self.spread:g}"


class Player:
    """Somebody who answers at random in an endless story."""

    def __init__(self, pack: Pack, folder: Path, name: str, seed: int = 1) -> None:
        self._dice = random.Random(seed)
        self.store = Saves(folder).create(name)
        self.game = Game(pack, self.store, now=lambda: NOW, dice=lambda: self._dice.randrange(2**32))
        self._scenario = pack.scenarios[0].id
        self.sitting = self.begin()

    def begin(self) -> Sitting:
        """Sit down to a new run."""
        self.sitting = self.game.begin(self._scenario)
        return self.sitting

    def rest(self) -> None:
        """Wait until the writer has nothing left to do: a player reads meanwhile."""
        self.store.update().result()

    def propose(self) -> Proposal:
        """The next decision, not saved."""
        run = self.sitting.run
        return run.propose(self._answer(run), Note(at=self.game.stamp(), seconds=20.0))

    def save(self) -> float:
        """Decide and wait; seconds from the answer until what follows may be shown."""
        answer, note = self._answer(self.sitting.run), Note(at=self.game.stamp(), seconds=20.0)
        self.rest()  # so that no side is measured colder than another
        since = time.perf_counter()
        self.sitting.wait(self.sitting.decide(answer, note))
        return time.perf_counter() - since

    def live(self, decisions: int) -> None:
        """Add so many decisions to the run, many in one save, and open it again as a player would."""
        run, run_id = self.sitting.run, self.sitting.run_id
        steps, records = list(run.steps), list[AnyRecord]()
        for number in range(1, decisions + 1):
            proposal = Run(run.program, run.records, (run.opening_state, run.opening), steps[-1:]).propose(
                self._answer_at(run, steps), Note(at=self.game.stamp(), seconds=20.0)
            )
            steps.append(proposal.steps[-1])
            run.records.extend(proposal.records)
            records.extend(proposal.records)
            if number % _CHUNK == 0 or number == decisions:
                run.steps = list(steps)
                summary = summarise_run(run_id, run)
                self.store.append(run_id, tuple(records), summary).result()
                records.clear()
        self.sitting = self.game.open(run_id)

    def _answer(self, run: Run) -> Any:
        return self._dice.choice(walk(run.program, run.state))

    def _answer_at(self, run: Run, steps: list[Any]) -> Any:
        state = steps[-1].after if steps else run.opening_state
        return self._dice.choice(walk(run.program, state))


# --- ours --------------------------------------------------------------------------------------------


def ours(pack: Pack, folder: Path, ending: ExitStack) -> Iterator[Saver]:
    """Our saves after every history: in one run, and the longest spread over many."""
    names = (f"{number}" for number in range(1_000_000))

    def first() -> float:
        player = Player(pack, folder, next(names))
        player.live(1)
        taken = player.save()
        player.store.close()
        return taken

    yield Saver("ours", HISTORIES[0], first)
    for history in HISTORIES[1:]:
        player = Player(pack, folder, next(names))
        ending.callback(player.store.close)
        player.live(history)
        yield Saver("ours, in one run", history, player.save)
    player = Player(pack, folder, next(names))
    ending.callback(player.store.close)
    for number in range(RUNS):
        player.live(HISTORIES[-1] // RUNS)
        if number < RUNS - 1:
            player.begin()
    yield Saver(f"ours, in {RUNS} runs", HISTORIES[-1], player.save)


# --- others ------------------------------------------------------------------------------------------


def rows_from(pack: Pack, folder: Path) -> Iterator[list[dict[str, Any]]]:
    """What the decisions of a run come to as rows, for ever; they repeat after a while."""
    player = Player(pack, folder, "for the others")
    proposals = []
    for _ in range(_CHUNK):
        proposals.append(player.propose())
        player.sitting.run.commit(proposals[-1])
    player.store.close()
    seq = 0
    while True:
        for proposal in proposals:
            rows = [
                {**msgspec.to_builtins(record), "seq": seq + i} for i, record in enumerate(proposal.records)
            ]
            seq += len(rows)
            yield rows


def timed(act: Callable[[], object]) -> float:
    """Seconds that something takes."""
    since = time.perf_counter()
    act()
    return time.perf_counter() - since


def stock_tinydb(rows: Iterator[list[dict[str, Any]]], folder: Path, ending: ExitStack) -> Iterator[Saver]:
    """TinyDB as it comes, with ``JSONStorage`` (which syncs nothing): one file for all decisions."""
    for history in HISTORIES:
        base = ending.enter_context(TinyDB(folder / f"stock-{history}.json"))
        table = base.table("records")
        table.insert_multiple(row for _ in range(history) for row in next(rows))

        def save(table: Any = table) -> float:
            new = next(rows)
            return timed(lambda: table.insert_multiple(new))

        yield Saver("stock TinyDB, JSONStorage", history, save)


def sqlite(
    rows: Iterator[list[dict[str, Any]]], folder: Path, ending: ExitStack, journal: str
) -> Iterator[Saver]:
    """sqlite3 with a commit for every decision, as safe as it can be told to be."""
    for history in HISTORIES:
        base = sqlite3.connect(folder / f"{journal}-{history}.sqlite", isolation_level=None)
        ending.callback(base.close)
        base.execute(f"PRAGMA journal_mode={journal}")
        base.execute("PRAGMA synchronous=FULL")
        base.execute("CREATE TABLE records (run TEXT, seq INTEGER, record TEXT, PRIMARY KEY (run, seq))")
        numbers = iter(range(10_000_000))

        def write(new: list[dict[str, Any]], base: sqlite3.Connection = base, numbers: Any = numbers) -> None:
            base.execute("BEGIN IMMEDIATE")
            said = [("a", next(numbers), json.dumps(row)) for row in new]
            base.executemany("INSERT INTO records VALUES (?, ?, ?)", said)
            base.execute("COMMIT")

        write([row for _ in range(history) for row in next(rows)])

        def save(write: Any = write) -> float:
            new = next(rows)
            return timed(lambda: write(new))

        yield Saver(f"sqlite3, {journal}, FULL", history, save)


# --- measuring ---------------------------------------------------------------------------------------


def measure(rounds: int) -> list[Cost]:
    """The cost of a save on every side, in turn, after a few rounds that do not count."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as ending:
        folder = Path(name)
        pack = load_pack(write_pack(folder / "pack", make_story(SCENES, endless=True))).pack
        if pack is None:
            raise SystemExit("the story is no pack of ours any more: run tests/benchmarks")
        rows = rows_from(pack, folder / "saves")
        savers = [
            *ours(pack, folder / "saves", ending),
            *stock_tinydb(rows, folder, ending),
            *sqlite(rows, folder, ending, "WAL"),
            *sqlite(rows, folder, ending, "DELETE"),
        ]
        for saver in savers * WARM_UP:
            saver.save()
        taken: list[list[float]] = [[] for _ in savers]
        order, dice = list(range(len(savers))), random.Random(1)
        for _ in range(rounds):
            dice.shuffle(order)  # a save feels what the disk did just before: everybody follows everybody
            for place in order:
                taken[place].append(savers[place].save())
    medians = [median(times) for times in taken]
    first = medians[0]
    return [
        Cost(
            saver.name,
            saver.history,
            seconds,
            first,
            SPREAD if saver.name.startswith("ours,") else None,
        )
        for saver, seconds in zip(savers, medians, strict=True)
    ]


def report(rounds: int = ROUNDS) -> Iterator[str]:
    """The table, line by line; ratios are to our own first save."""
    yield f"one more decision saved, after so many; medians of {rounds} rounds, measured in turn"
    yield from map(str, measure(rounds))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What it costs to save one decision.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    for line in report(parser.parse_args().rounds):
        print(line)


if __name__ == "__main__":
    main()
