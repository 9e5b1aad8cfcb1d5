"""The journals on disk: one live file a run, sealed segments before it, and the editions played on.

A run's records are its sealed segments in order (``<id>.0001.json`` ...) and then its live file
(``<id>.json``). Only the live file is ever written; a full one is sealed by giving it its number.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from tinydb.table import Document

from ladderquest.pack.base import SCHEMA as PACK_SCHEMA
from ladderquest.pack.cache import hashes as content_hashes
from ladderquest.pack.model import Edition
from ladderquest.play.journal import JOURNAL_SCHEMA, AnyRecord, JournalError, Migrated, Started, live_path
from ladderquest.saves import ids
from ladderquest.saves.errors import DamagedFile, SaveFailed, SavesError, cannot
from ladderquest.saves.layout import META, cleaned, refuse_newer
from ladderquest.saves.storage import make_folder, mode_of, open_tables, set_aside, sync_folder

SEGMENT = 100
"""Records that a segment holds at most, unless one save alone brings more: a save is never split. A save
writes the whole live file, so it is this that one more decision costs: with 200 it was a quarter more."""

RUNS, SCENARIOS = "runs", "scenarios"
_FILE = re.compile(r"([0-9a-z]+)(?:\.([0-9]{4,6}))?\.json")
_HASH = re.compile(r"[0-9A-Za-z]{4,128}")


def is_run_file(name: str) -> bool:
    """Whether a file of that name is one of a run's."""
    match = _FILE.fullmatch(name)
    return match is not None and ids.is_id(match[1])


def hashes_in(name: str) -> tuple[str, str] | None:
    """The (rules, text) hashes of the edition in a file of that name; None if it is no name of one."""
    rules, _, text = name.removesuffix(".json").partition("-")
    named = name.endswith(".json") and _HASH.fullmatch(rules) and _HASH.fullmatch(text)
    return (rules, text) if named else None


class RunFiles(NamedTuple):
    """What a folder holds of one run: sealed segments by number, the live file, bytes altogether."""

    sealed: dict[int, Path]
    live: Path | None
    size: int

    @property
    def in_order(self) -> list[tuple[int, Path]]:
        """(number, path), oldest first; the live file has the number after the last."""
        found = sorted(self.sealed.items())
        return [*found, (found[-1][0] + 1 if found else 1, self.live)] if self.live else found


class Broken(NamedTuple):
    """Where a journal breaks: why, and the files that cannot be used for it."""

    reason: str
    paths: tuple[Path, ...]


class Contents(NamedTuple):
    """A journal as read: the records that hold together, the bytes they take, what is broken if anything
    is, and the name of the player in the newest file."""

    records: tuple[AnyRecord, ...]
    size: int
    broken: Broken | None
    player: str


def scan(folder: Path) -> dict[str, RunFiles]:
    """Every run in a ``runs`` folder, by id, without opening a file. Raises ``SavesError``."""
    found: dict[str, RunFiles] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                match = _FILE.fullmatch(entry.name)
                if match is None or not ids.is_id(match[1]):
                    continue
                try:
                    bytes_here = entry.stat().st_size
                except FileNotFoundError:
                    continue  # sealed by another process between the listing and the question
                except OSError:
                    bytes_here = 0  # a link in a circle, say: one bad file hides no others, reading it tells
                files = found.get(match[1], RunFiles({}, None, 0))
                size, path = files.size + bytes_here, folder / entry.name
                if match[2]:
                    found[match[1]] = RunFiles(files.sealed | {int(match[2]): path}, files.live, size)
                else:
                    found[match[1]] = RunFiles(files.sealed, path, size)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SavesError(cannot("read", folder, error)) from error
    return found


def read_journal(files: RunFiles) -> Contents:
    """Read all of a run's files. Damage ends the journal where it begins; ``NewerSave`` and ``SavesError``
    (the system refuses) are raised."""
    records: list[AnyRecord] = []
    ends: list[int] = []
    sizes: list[int] = []
    ordered = files.in_order
    broken, player = None, ""
    for place, (number, path) in enumerate(ordered):
        try:
            if number != place + 1:
                raise DamagedFile(path, f"segment {place + 1} before it is missing")
            found, size, player = _read_segment(path, len(records))
        except DamagedFile as error:
            broken = Broken(error.reason, tuple(path for _, path in ordered[place:]))
            break
        records += found
        ends.append(len(records))
        sizes.append(size)
    whole = _whole(records, ends)
    if whole < len(ends):
        reason = "its records contradict each other"
        broken = Broken(reason, tuple(path for _, path in ordered[whole:]))
    kept = ends[whole - 1] if whole else 0
    return Contents(tuple(records[:kept]), sum(sizes[:whole]), broken, player)


def _whole(records: Sequence[AnyRecord], ends: Sequence[int]) -> int:
    """How many segments, each ending at ``ends`` records, make a journal that holds together."""
    for count in range(len(ends), 0, -1):
        try:
            live_path(records[: ends[count - 1]])
        except JournalError:
            continue
        return count
    return 0


def _read_segment(path: Path, first: int) -> tuple[list[AnyRecord], int, str]:
    db, storage = open_tables(path)
    rows = db.table("records").all()
    meta = db.table("meta").get(doc_id=META)
    for row in rows:
        schema = row.get("schema")
        if row.get("record") == "started" and isinstance(schema, int):
            refuse_newer(path, schema, JOURNAL_SCHEMA, "")
    try:
        records = msgspec.convert(rows, list[AnyRecord])
    except msgspec.ValidationError as error:
        raise DamagedFile(path, f"it does not hold the records of a run ({error})") from error
    if not records:
        raise DamagedFile(path, "it holds no records")
    if [record.seq for record in records] != list(range(first, first + len(records))):
        raise DamagedFile(path, "records are missing from it")
    return records, storage.size, str(meta.get("name", "")) if isinstance(meta, Document) else ""


def rows_of(records: Sequence[AnyRecord]) -> list[dict[str, Any]]:
    """Records as they are written."""
    return [cleaned(msgspec.to_builtins(record)) for record in records]


class Journal:
    """A run's files, open for appending. Only one thread may use an instance; after an error it is of no
    more use: make another, which reads what is really on disk."""

    def __init__(self, folder: Path, run_id: str) -> None:
        files = scan(folder).get(run_id, RunFiles({}, None, 0))
        self._folder, self._run = folder, run_id
        self._sealed = max(files.sealed, default=0)
        self._live = folder / f"{run_id}.json"
        self._db, self._storage = open_tables(self._live)
        rows = self._db.table("records").all()
        self._sealed_size = files.size - self._storage.size
        self._count = len(rows)
        if rows:
            self._first = _seq(rows[0])
        elif files.sealed:
            last, _ = open_tables(files.sealed[self._sealed])
            self._first = 1 + max((_seq(row) for row in last.table("records")), default=-1)
        else:
            self._first = 0

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return self._sealed_size + self._storage.size

    @property
    def length(self) -> int:
        """Records in it."""
        return self._first + self._count

    @property
    def in_live(self) -> int:
        """Records in the live file; the next save may seal it."""
        return self._count

    def append(self, rows: list[dict[str, Any]], player: str) -> None:
        """Add rows in one write; ``player`` is kept beside them, for the day the profile is lost. Rows that
        are there already, from a save that failed after it took effect, are not added again. Raises
        ``SaveFailed`` if the rows do not continue the journal or cannot be written."""
        if not rows:
            return
        fresh = rows[self._already(rows) :]
        if fresh and self._count and self._count + len(fresh) > SEGMENT:
            self._seal()
        documents = [Document(row, row["seq"]) for row in fresh]
        with self._storage.together():
            self._db.table("meta").upsert(Document({"name": player}, META))
            self._db.table("records").insert_multiple(documents)
        self._count += len(fresh)

    def _already(self, rows: list[dict[str, Any]]) -> int:
        """How many of the rows are in the live file already."""
        start = rows[0]["seq"]
        if start > self.length:
            raise SaveFailed(
                f"record {start} of run {self._run} was not saved, because record {self.length} before it "
                "was not. Open the run again to go on from what is saved."
            )
        if start == self.length:
            return 0  # what comes next: nothing of it can be there, and nothing is read to know it
        there = self._db.table("records").all()[max(0, start - self._first) :]
        if start < self._first or any(old != new for old, new in zip(there, rows, strict=False)):
            raise SaveFailed(
                f"record {start} of run {self._run} is saved already, and differs. Nothing was changed: "
                "open the run again to go on from what is saved."
            )
        return min(len(there), len(rows))

    def _seal(self) -> None:
        sealed = self._folder / f"{self._run}.{self._sealed + 1:04}.json"
        try:
            if mode_of(sealed) is not None:
                raise FileExistsError(errno.EEXIST, "a file of that name is in the way")
            self._live.rename(sealed)
            sync_folder(self._folder)
        except OSError as error:
            raise SaveFailed(cannot("save to", sealed, error)) from error
        self._sealed += 1
        self._sealed_size += self._storage.size
        self._first, self._count = self.length, 0
        self._db, self._storage = open_tables(self._live)


def _seq(row: Mapping[str, object]) -> int:
    """The number of a row; -1, which nothing continues, for one that has none."""
    seq = row.get("seq")
    return seq if isinstance(seq, int) else -1


def rescue(broken: Broken) -> list[Path]:
    """Set aside the files that a damaged journal cannot use. Returns where they are now."""
    return [set_aside(path) for path in broken.paths]


# --- editions --------------------------------------------------------------------------------------


def edition_of(records: Sequence[AnyRecord]) -> tuple[str, str]:
    """(rules hash, text hash) that the newest part of a journal was played on."""
    return next((r.rules, r.text) for r in reversed(records) if isinstance(r, Migrated | Started))


def _edition_path(player: Path, hashes: tuple[str, str]) -> Path | None:
    if not all(_HASH.fullmatch(each) for each in hashes):
        return None  # hashes come out of files: what does not look like one never becomes a path
    return player / SCENARIOS / f"{hashes[0]}-{hashes[1]}.json"


def store_edition(player: Path, edition: Edition, hashes: tuple[str, str]) -> None:
    """Keep an edition in the player's folder, once. Raises ``SaveFailed``, and ``ValueError`` for hashes
    that are not its own."""
    path = _edition_path(player, hashes)
    if path is None or content_hashes(edition)[1] != hashes[1]:
        raise ValueError(f"{hashes!r} are not the hashes of this edition of {edition.scenario.id!r}")
    if mode_of(path) is not None:
        return
    make_folder(path.parent)
    db, storage = open_tables(path)
    with storage.together():
        db.table("edition").insert(msgspec.to_builtins(edition))


def read_edition(player: Path, hashes: tuple[str, str]) -> Edition | None:
    """The edition with these hashes, None if it is not there. Raises ``DamagedFile``, ``NewerSave``,
    ``SavesError``."""
    path = _edition_path(player, hashes)
    if path is None:
        return None
    db, storage = open_tables(path)
    if storage.read() is None:
        return None
    rows = db.table("edition").all()
    scenario = rows[0].get("scenario") if len(rows) == 1 else None
    schema = scenario.get("schema") if isinstance(scenario, dict) else None
    if isinstance(schema, int):
        refuse_newer(path, schema, PACK_SCHEMA, "")
    try:
        edition = msgspec.convert(rows[0] if len(rows) == 1 else None, Edition)
    except msgspec.ValidationError as error:
        raise DamagedFile(path, f"it holds no scenario ({error})") from error
    # The text hash covers everything. The rules hash is not asked: which keys are rules may grow.
    if content_hashes(edition)[1] != hashes[1]:
        raise DamagedFile(path, "what it holds is not what was saved")
    return edition


def names_in(folder: Path) -> Iterator[str]:
    """The player's name as the runs in a ``runs`` folder have it, newest run first."""
    for _, files in sorted(scan(folder).items(), reverse=True):
        for _, path in reversed(files.in_order):
            try:
                meta = open_tables(path)[0].table("meta").get(doc_id=META)
            except SavesError:
                continue  # another file may still know it
            if isinstance(meta, Document) and isinstance(meta.get("name"), str):
                yield meta["name"]
