"""Looking over everything a player has on disk, without a lock and without changing a byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ladderquest.saves.backups import BACKUPS, backups_of
from ladderquest.saves.bundle import read_bundle
from ladderquest.saves.errors import SavesError, sentence, shown
from ladderquest.saves.profile import PLAYER_FILE, WORK_FILE, PlayerFile
from ladderquest.saves.runs import RUNS, SCENARIOS, hashes_in, read_edition, read_journal, scan
from ladderquest.saves.storage import mode_of, names_of
from ladderquest.saves.work import WorkFile

_ASIDE = re.compile(r".*\.damaged-[0-9TZ]+(?:-[0-9]+)?")


class Inspected(NamedTuple):
    """How many runs and backups there are, how many files were read, what is wrong (a sentence each), and
    the files that were set aside at some time and that nobody needs."""

    runs: int
    backups: int
    files: int
    problems: list[str]
    aside: list[Path]


def inspect_player(folder: Path) -> Inspected:
    """Read every file of the player in ``folder``. A write under way elsewhere is no damage: every file is
    whole at any moment. Raises ``SavesError`` where the system refuses to list a folder."""
    problems: list[str] = []
    files = 0
    try:
        if PlayerFile(folder).read() is None:
            problems.append(f"{shown(folder / PLAYER_FILE)} is missing.")
        files += 1
    except SavesError as error:
        problems.append(sentence(error))
    if mode_of(folder / WORK_FILE) is not None:
        files += 1
        problem = _wrong(WorkFile(folder).read)
        problems += [sentence(problem)] if problem is not None else []
    runs = scan(folder / RUNS)
    for run_id, found in sorted(runs.items()):
        files += len(found.in_order)
        try:
            broken = read_journal(found).broken
            if broken is not None:  # a segment may have been sealed while we read: look again
                broken = read_journal(scan(folder / RUNS).get(run_id, found)).broken
        except SavesError as error:
            problems.append(sentence(error))
            continue
        if broken is not None:
            problems.append(f"Run {run_id} breaks at {shown(broken.paths[0])}: {broken.reason}.")
    for problem in (*_editions(folder), *_backups(folder)):
        files += 1
        if problem is not None:
            problems.append(sentence(problem))
    return Inspected(len(runs), len(backups_of(folder)), files, problems, sorted(_aside(folder)))


def _editions(folder: Path) -> Iterator[SavesError | None]:
    """What is wrong with each edition, None if nothing is."""
    for hashes in filter(None, map(hashes_in, names_of(folder / SCENARIOS))):
        yield _wrong(partial(read_edition, folder, hashes))


def _backups(folder: Path) -> Iterator[SavesError | None]:
    for backup in backups_of(folder):
        yield _wrong(partial(read_bundle, backup.path))


def _wrong(read: Callable[[], object]) -> SavesError | None:
    try:
        read()
    except SavesError as error:
        return error
    return None


def _aside(folder: Path) -> Iterator[Path]:
    for part in (folder, folder / RUNS, folder / SCENARIOS, folder / BACKUPS):
        yield from (part / name for name in names_of(part) if _ASIDE.fullmatch(name))
