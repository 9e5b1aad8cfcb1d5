"""Bringing the runs of another folder into a player's: by id, and never over what is there.

Both folders belong to one player, or to a player and the copy of one: an import, or a backup that is
restored. A journal only grows, so that of two journals with one id either one continues the other, or the
run was played on in two places; then it becomes two runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ladderquest.play import AnyRecord
from ladderquest.play.journal import Migrated, Started, header
from ladderquest.saves.errors import DamagedFile, SavesError
from ladderquest.saves.runs import (
    RUNS,
    SEGMENT,
    Journal,
    RunFiles,
    read_edition,
    read_journal,
    rows_of,
    scan,
    store_edition,
)

__all__ = ["Merged", "merge_runs", "write_records"]


@dataclass
class Merged:
    """What came of a merge: run ids by what was done with them, ``apart`` by (id, id of the new run), and
    sentences about runs of which something could not be read."""

    added: list[str] = field(default_factory=list)
    continued: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    placement: bool = False
    """Whether the placement was taken over as well."""
    kept: int = 0
    """How many entries of the evidence, the written work, the reviews and the plan came in or are newer."""

    @property
    def changed(self) -> list[str]:
        """The ids of runs that are other than before."""
        return [*self.added, *self.continued, *(new for _, new in self.apart)]


def merge_runs(
    folder: Path, source: Path, new_id: Callable[[], str], player: str, *, absent: bool = False
) -> Merged:
    """Bring all runs of the player folder ``source`` into ``folder``, or with ``absent`` those that are not
    there at all, with the editions that they were played on. ``new_id`` makes the id of a run that went two
    ways. Raises ``SavesError``; what was merged before stays, and merging again goes on from there."""
    merged = Merged()
    here = scan(folder / RUNS)
    for run_id, files in sorted(scan(source / RUNS).items()):
        if absent and run_id in here:
            continue
        try:
            theirs = read_journal(files)
        except SavesError as error:  # of a newer version, say
            merged.unreadable.append(str(error))
            continue
        if theirs.broken is not None:
            kept = f"its first {len(theirs.records)} records came along" if theirs.records else "left out"
            merged.unreadable.append(f"Run {run_id} is damaged ({theirs.broken.reason}): {kept}.")
        if not theirs.records:
            continue
        _take_editions(folder, source, theirs.records, merged)
        mine = read_journal(here.get(run_id, RunFiles({}, None, 0))).records
        both = min(len(mine), len(theirs.records))
        if mine[:both] != theirs.records[:both]:
            apart = new_id()
            write_records(folder, apart, theirs.records, 0, player)
            merged.apart.append((run_id, apart))
        elif len(theirs.records) > len(mine):
            write_records(folder, run_id, theirs.records, len(mine), player)
            (merged.continued if mine else merged.added).append(run_id)
        else:
            (merged.same if len(mine) == both == len(theirs.records) else merged.ahead).append(run_id)
    return merged


def write_records(folder: Path, run_id: str, records: Sequence[AnyRecord], first: int, player: str) -> None:
    """Append ``records`` from number ``first`` on, in pieces that fit a segment."""
    journal = Journal(folder / RUNS, run_id)
    rows = rows_of(records[first:])
    while rows:
        room = SEGMENT - journal.in_live % SEGMENT
        journal.append(rows[:room], player)
        rows = rows[room:]


def _take_editions(folder: Path, source: Path, records: Sequence[AnyRecord], merged: Merged) -> None:
    for hashes in _editions(records):
        try:
            edition = read_edition(source, hashes)
        except DamagedFile:
            edition = None
        except SavesError as error:
            merged.unreadable.append(str(error))
            continue
        if edition is not None:
            store_edition(folder, edition, hashes)
        else:
            told = f'The scenario "{header(records).scenario}" as it was played could not be read there.'
            merged.unreadable.append(f"{told} Its runs go on with it as it is here.")


def _editions(records: Sequence[AnyRecord]) -> Iterator[tuple[str, str]]:
    yield from dict.fromkeys((r.rules, r.text) for r in records if isinstance(r, Started | Migrated))
