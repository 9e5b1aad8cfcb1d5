"""Opening a player: what is damaged is set aside, what can be made again is, and the player is told.

Nothing here runs without the player's lock but for reading: with ``repair`` false nothing is changed on
disk, and what is found holds for this session only.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from ladderquest.growth.summary import RunSummary, summarise_run
from ladderquest.pack.model import Edition
from ladderquest.pack.syntax import ExpressionError
from ladderquest.pack.text import clean
from ladderquest.play import AnyRecord, IllegalDecision, JournalError, Program, Run, StoryError
from ladderquest.play.journal import Annotated, header, live_path
from ladderquest.saves import ids
from ladderquest.saves.backups import BACKUPS, Backup, backups_of, newest_sound, unpacked
from ladderquest.saves.errors import DamagedFile, NewerSave, SaveFailed, SavesError, shown
from ladderquest.saves.merge import merge_runs, write_records
from ladderquest.saves.profile import Entry, PlayerFile, Profile, player_name
from ladderquest.saves.runs import (
    RUNS,
    SCENARIOS,
    RunFiles,
    edition_of,
    names_in,
    read_edition,
    read_journal,
    rescue,
    scan,
)
from ladderquest.saves.storage import clear_temporaries, is_folder, make_folder, mode_of, set_aside

_LOST = "Recovered player"
# what compiling or replaying an edition that does not fit its journal can raise
UNPLAYABLE = (
    JournalError,
    StoryError,
    IllegalDecision,
    ExpressionError,
    LookupError,
    StopIteration,
    ValueError,
)


class Opened(NamedTuple):
    """A player as found: the profile, the runs, which of both ``player.json`` does not know yet, which it
    should forget, and what to tell the player."""

    file: PlayerFile
    profile: Profile
    entries: dict[str, Entry]
    changed: set[str]
    gone: set[str]
    rebuilt: bool
    notices: list[str]


class LoadedRun(NamedTuple):
    """A journal, and the edition its newest part was played on; None if that edition is lost, and a
    notice says so: the scenario of the pack then has to do."""

    records: tuple[AnyRecord, ...]
    edition: Edition | None


def open_player(folder: Path, *, repair: bool) -> Opened:
    """Read a player's folder and put right what is not. Raises ``NewerSave`` for a profile that is newer
    than this program, ``SavesError`` where there is no player or the system refuses."""
    notices: list[str] = []
    if repair:
        for name in (RUNS, SCENARIOS):
            _ready(folder / name, notices)
        if clear_temporaries([folder, *(folder / part for part in (RUNS, SCENARIOS, BACKUPS))]):
            notices.append(
                "The last session was cut off while it was saving. The unfinished piece was cleared away."
            )
    file = PlayerFile(folder)
    damage: DamagedFile | None = None
    try:
        found = file.read()
    except DamagedFile as error:
        found, damage = None, error
    if found is None and damage is None:
        if not scan(folder / RUNS) and not backups_of(folder):
            raise SavesError(f"there is no player in {shown(folder)}.")
        damage = DamagedFile(file.path, "it is missing")
    if damage is None and found is not None:
        profile, entries = found
    else:
        profile, entries = Profile(recovered_name(folder) or _LOST, ids.now().isoformat()), {}
    backup = _backed_up_profile(folder) if damage is not None and repair else None
    if backup is not None:  # the name in the runs is the newer one, if anybody changed it
        profile = msgspec.structs.replace(backup[1], name=recovered_name(folder) or backup[1].name)
    changed, gone = _reconcile(folder, profile.name, entries, notices, repair=repair)
    if damage is not None:
        told = _profile_lost(damage, profile, entries, backup[0] if backup else None, repair=repair)
        notices.insert(0, told)
        file = PlayerFile(folder)
    return Opened(file, profile, entries, changed, gone, damage is not None, notices)


def recovered_name(folder: Path) -> str | None:
    """The player's name as the runs have it, for a folder whose profile is lost."""
    for name in names_in(folder / RUNS):
        try:
            return player_name(name)
        except SavesError:
            continue  # a name that nobody could have given; an older file may have a real one
    return None


def _ready(folder: Path, notices: list[str]) -> None:
    if mode_of(folder) is not None and not is_folder(folder):
        aside = set_aside(folder)
        notices.append(f"{shown(folder)} should be a folder. What was there is now {shown(aside)}.")
    make_folder(folder)


def _backed_up_profile(folder: Path) -> tuple[Backup, Profile] | None:
    """The profile in the newest backup that can be read, and that backup. Runs in it that are not here at all
    come back with it: where the profile is lost, so may be whole folders."""
    found = newest_sound(folder)
    if found is None:
        return None
    try:
        with unpacked(found[1], folder) as copy:
            profile = PlayerFile(copy).read()
            merge_runs(folder, copy, ids.new_id, found[1].contents.name, absent=True)
    except SavesError:
        return None
    return None if profile is None else (found[0], profile[0])


def _from_backup(folder: Path, run_id: str, kept: Sequence[AnyRecord]) -> tuple[int, str] | None:
    """Bring back what the newest sound backup has of a run behind the records ``kept``; returns how many
    records there are then, and the time of the backup. None if it has no more. Raises ``SaveFailed``."""
    found = newest_sound(folder)
    if found is None or not any(name.startswith(f"{RUNS}/{run_id}.") for name in found[1].files):
        return None
    with unpacked(found[1], folder) as copy:
        records = read_journal(scan(copy / RUNS)[run_id]).records
    if len(records) <= len(kept) or records[: len(kept)] != tuple(kept):
        return None
    write_records(folder, run_id, records, len(kept), "")
    return len(records), found[0].said


def _profile_lost(
    damage: DamagedFile, profile: Profile, entries: dict[str, Entry], backup: Backup | None, *, repair: bool
) -> str:
    """Set the damaged profile aside; returns what to tell."""
    count = len(entries)
    runs = "no runs were" if not count else "1 run was" if count == 1 else f"{count} runs were"
    told = f"The profile of {profile.name} could not be read: {damage.reason}."
    if repair and mode_of(damage.path) is not None:
        told += f" It was set aside as {shown(set_aside(damage.path))}."
    told += f" From their own files {runs} brought back"
    told += "" if profile.name == _LOST or not count else ", and the name"
    if backup is not None:
        return f"{told}. The settings and the placement are those of the backup of {backup.said}."
    return f"{told}. The settings and the placement were not: please give them again."


def _reconcile(
    folder: Path, player: str, entries: dict[str, Entry], notices: list[str], *, repair: bool
) -> tuple[set[str], set[str]]:
    """Bring ``entries`` in line with the journals. Sizes tell which have to be read: a journal only grows.
    Returns (ids of entries made again, ids of entries dropped)."""
    changed, gone = set(), set()
    found = scan(folder / RUNS)
    missing = sorted(entries.keys() - found.keys())
    backup = newest_sound(folder) if missing else None
    for run_id in missing:
        title = entries.pop(run_id).summary.title
        gone.add(run_id)
        told = f'A run of "{title}" is gone: its file {run_id}.json is missing from the saves.'
        if backup is not None and f"{RUNS}/{run_id}.json" in backup[1].files:
            told += f" The backup of {backup[0].said} has it: `ladderquest saves restore` brings it back."
        notices.append(told)
    for run_id, files in sorted(found.items()):
        known = entries.get(run_id)
        if known is not None and known.size == files.size:
            continue
        try:
            entry = recount(folder, run_id, player, known, notices, repair=repair)
        except SavesError as error:  # newer, or not ours to read: it stays as it is, and so does its entry
            notices.append(str(error))
            continue
        if entry is None:
            entries.pop(run_id, None)
            gone.add(run_id)
        else:
            entries[run_id] = entry
            changed.add(run_id)
    return changed, gone


def recount(
    folder: Path, run_id: str, player: str, known: Entry | None, notices: list[str], *, repair: bool
) -> Entry | None:
    """The entry of a run, made from its journal; None if nothing of it is left. Raises ``NewerSave``, and
    ``SavesError`` where the system refuses."""
    title = known.summary.title if known else ""
    records, size = read_run(folder, run_id, title, notices, repair=repair)
    if not records:
        return None
    try:
        edition = read_edition(folder, edition_of(records))
    except SavesError:
        edition = None  # told when the run is opened; here it only costs the summary
    summary = _summary(run_id, records, edition, player)
    if summary is not None:
        return Entry(summary, size)
    return Entry(_bare_summary(run_id, records, known), -1)


def read_run(
    folder: Path, run_id: str, title: str, notices: list[str], *, repair: bool
) -> tuple[tuple[AnyRecord, ...], int]:
    """A run's records as far as they hold together, and their size in bytes. What is damaged is set aside
    and told. Raises ``NewerSave``, and ``SavesError`` where the system refuses."""
    contents = read_journal(scan(folder / RUNS).get(run_id, RunFiles({}, None, 0)))
    if contents.broken is not None and not repair:
        # the process that holds the lock may have sealed a segment while we read: look again
        contents = read_journal(scan(folder / RUNS).get(run_id, RunFiles({}, None, 0)))
    broken = contents.broken
    if broken is not None:
        title = title or (header(contents.records).scenario if contents.records else "")
        told = f'A run of "{title}"' if title else f"Run {run_id}"
        told += f" could not be read: {broken.reason}."
        if repair:
            try:
                told += f" Set aside: {', '.join(shown(path) for path in rescue(broken))}."
            except SaveFailed as error:
                told += f" It stays where it is: {error}"
        kept = len(contents.records)
        try:
            back = _from_backup(folder, run_id, contents.records) if repair else None
        except SavesError as error:
            told, back = f"{told} It could not be brought back from a backup: {error}", None
        if back is not None:
            contents = read_journal(scan(folder / RUNS)[run_id])
            told += f" Its first {back[0]} records are there again, from the backup of {back[1]}."
        else:
            told += f" It goes on from its first {kept} records." if kept else " Nothing of it could be kept."
        notices.append(told)
    return contents.records, contents.size


def load_run(folder: Path, run_id: str, title: str, notices: list[str], *, repair: bool) -> LoadedRun:
    """A run to go on with. Raises ``SavesError`` if nothing of it can be read."""
    told = len(notices)
    records, _ = read_run(folder, run_id, title, notices, repair=repair)
    if not records:
        raise SavesError(
            notices[-1] if len(notices) > told else f'there is no run "{clean(run_id, lines=False)}".'
        )
    try:
        edition = read_edition(folder, edition_of(records))
        lost = "its file is missing"
    except NewerSave:
        raise
    except DamagedFile as error:
        edition, lost = None, error.reason
        if repair:
            lost += f", and was set aside as {shown(set_aside(error.path))}"
    if edition is None:
        scenario = header(records).scenario
        notices.append(
            f'The scenario "{scenario}" as it was when this run was played could not be read: {lost}. '
            "The run goes on with the scenario as it is now."
        )
    return LoadedRun(records, edition)


def _summary(
    run_id: str, records: Sequence[AnyRecord], edition: Edition | None, player: str
) -> RunSummary | None:
    """The summary of a run, by playing it again on its edition; None if that cannot be done."""
    if edition is None:
        return None
    try:
        run, _ = Run.load(Program(edition, player), edition_of(records), records)
        summary = summarise_run(run_id, run)
    except UNPLAYABLE:
        return None
    return msgspec.structs.replace(summary, records=len(records))


def _bare_summary(run_id: str, records: Sequence[AnyRecord], known: Entry | None) -> RunSummary:
    """What can be said of a run without its edition: what was known of it before, or its header."""
    count, decisions = len(records), len(live_path(records))
    if known is not None:
        return msgspec.structs.replace(known.summary, records=count, decisions=decisions)
    started = header(records)
    times = [record.at for record in records if isinstance(record, Annotated) and record.at]
    return RunSummary(
        run=run_id,
        scenario=started.scenario,
        title=started.scenario,
        phase=0,
        world=started.world,
        started_at=times[0] if times else "",
        touched_at=times[-1] if times else "",
        records=count,
        decisions=decisions,
    )
