"""``PlayerStore``: one player's saves, open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

import msgspec

from ladderquest.growth.summary import RunSummary
from ladderquest.pack.model import Edition
from ladderquest.play import AnyRecord
from ladderquest.saves import ids
from ladderquest.saves.backups import Backup, backup_due, make_backup
from ladderquest.saves.errors import SaveFailed, SavesError, cannot
from ladderquest.saves.index import Index
from ladderquest.saves.layout import SCHEMA, cleaned
from ladderquest.saves.merge import Merged, merge_runs
from ladderquest.saves.profile import Entry, PlacementResult, PlayerFile, Profile, Settings, player_name
from ladderquest.saves.recover import LoadedRun, load_run, open_player, recount
from ladderquest.saves.runs import RUNS, Journal, rows_of, store_edition
from ladderquest.saves.writer import Writer

if TYPE_CHECKING:
    from filelock import FileLock

    from ladderquest.growth.looking_back import RunNotes
    from ladderquest.saves.keeping import Keeping
    from ladderquest.saves.lookback import LookBack

LOCK_FILE = "lock"
T = TypeVar("T")
_BUSY = (
    "This player is open in another window, so this one can look but not save. "
    "Close the other one and start again to play here."
)


class PlayerStore:
    """One player, open until ``close``; a context manager as well.

    Every write goes to one thread and returns a Future. It resolves when the write is safe on disk, or
    holds ``SaveFailed``; then the same call may be made again, and nothing is written twice. ``profile``
    changes at once, ``runs`` when the journal is safe. ``notices`` are sentences for the player: read-only,
    what was damaged and what came back; ``load`` may add to them. Call it from one thread."""

    def __init__(self, folder: Path) -> None:
        """Open the player in ``folder``. Raises ``NewerSave``, and ``SavesError`` where there is none."""
        self.player = folder.name
        self.folder = folder
        self._lock, self._refused = _take_lock(folder)
        self.read_only = self._lock is None
        try:
            opened = open_player(folder, repair=not self.read_only)
        except BaseException:
            _release(self._lock)
            raise
        self.profile = opened.profile
        self.notices = [self._refused, *opened.notices] if self._refused else opened.notices
        self._index = Index(opened, lambda: self.profile)
        self._journals: dict[str, Journal] = {}
        self._newest = max(opened.entries, default="")
        self._writer = None if self.read_only else Writer(f"saves of {folder.name}", self._index.write_if_due)
        if self._writer is not None:
            older = opened.file.schema < SCHEMA
            worth = bool(opened.entries) or self.profile.placement is not None or self.profile.keeps
            if worth and (older or backup_due(folder)):  # before anything is written over
                self._writer.do(lambda: self._back_up(f"layout-{opened.file.schema}" if older else ""))
            if self._index.due:
                self._writer.do(self._index.write_if_due)

    @property
    def refused(self) -> str:
        """Why nothing can be saved, in a sentence for the player; "" where it can be."""
        return self._refused

    # --- reading ---------------------------------------------------------------------------------

    @cached_property
    def work(self) -> Keeping:
        """Evidence, written work, reviews, the plan."""
        from ladderquest.saves.keeping import Keeping  # the first frame does not wait for it

        return Keeping(self)

    @cached_property
    def _lookback(self) -> LookBack:
        from ladderquest.saves.lookback import LookBack

        return LookBack(self.folder, keep=not self.read_only)

    @property
    def runs(self) -> list[RunSummary]:
        """The summaries of all runs, oldest first."""
        return self._index.runs

    def load(self, run_id: str) -> LoadedRun:
        """A run's journal and its edition, after all writes handed in before. Damage is set aside and
        told in ``notices``; what is left of the journal is what comes back. Waits for the disk. Raises
        ``SavesError`` if there is no such run or nothing of it can be read, ``NewerSave``."""
        return self.ask(lambda: self._load(run_id))

    def look_back(self) -> list[RunNotes]:
        """The notes of every run that stands at an ending, oldest first. Waits for the disk; runs that are
        new since the last time are read."""
        return self.ask(lambda: self._lookback.notes(self._index.entries, self.profile.name))

    def ask(self, job: Callable[[], T]) -> T:
        """What ``job`` comes to, after all writes handed in before."""
        return job() if self._writer is None else self._writer.do(job).result()

    def _load(self, run_id: str) -> LoadedRun:
        known = self._index.get(run_id)
        title = known.summary.title if known else ""
        told = len(self.notices)
        try:
            loaded = load_run(self.folder, run_id, title, self.notices, repair=not self.read_only)
        finally:
            if len(self.notices) > told and not self.read_only:
                self._recount(run_id, known)
                self._index.due = True
        return loaded

    def _recount(self, run_id: str, known: Entry | None) -> None:
        """Make the run's entry again from what is on the disk."""
        self._journals.pop(run_id, None)
        entry = recount(self.folder, run_id, self.profile.name, known, [], repair=False)
        self._index.put(run_id, entry)

    # --- writing ---------------------------------------------------------------------------------

    def new_run_id(self) -> str:
        """An id for a new run, behind all others."""
        self._newest = ids.new_id(self._newest)
        return self._newest

    def update(
        self,
        *,
        name: str | None = None,
        settings: Settings | None = None,
        placement: PlacementResult | None = None,
    ) -> Future[None]:
        """Replace what is given of the profile. It holds at once for this session; saving it may fail, and
        every later save of the profile tries again. Whether another player has the ``name`` is for
        ``Saves.unused_name`` to say. Raises ``SavesError`` for an unfit name."""
        given = {"settings": settings, "placement": placement}
        changes: dict[str, object] = {field: value for field, value in given.items() if value is not None}
        if name is not None:
            changes["name"] = player_name(name)
        profile = msgspec.structs.replace(self.profile, **changes)
        self.profile = msgspec.convert(cleaned(msgspec.to_builtins(profile)), Profile)
        return self.save(self._index.write)

    def note_keeping(self) -> None:
        """Remember, on the writer's thread, that there is something beside the runs, so that it is missed
        if its file is ever gone."""
        if not self.profile.keeps:
            self.profile = msgspec.structs.replace(self.profile, keeps=True)
            self._index.due = True

    def begin(
        self,
        run_id: str,
        records: Sequence[AnyRecord],
        edition: Edition,
        hashes: tuple[str, str],
        summary: RunSummary,
    ) -> Future[None]:
        """Save a new run: the edition it is played on, with its (rules, text) hashes, and its first
        records, the header among them. Raises ``ValueError`` for an id that ``new_run_id`` did not make."""
        if not ids.is_id(run_id):
            raise ValueError(f"{run_id!r} is no run id")
        rows = rows_of(records)

        def job() -> None:
            store_edition(self.folder, edition, hashes)
            self._append(run_id, rows, summary)

        return self.save(job)

    def append(self, run_id: str, records: Sequence[AnyRecord], summary: RunSummary) -> Future[None]:
        """Save new records of a run, all in one write, and the summary with them in it."""
        rows = rows_of(records)
        return self.save(lambda: self._append(run_id, rows, summary))

    def adopt(self, edition: Edition, hashes: tuple[str, str]) -> Future[None]:
        """Keep another edition, before a ``Migrated`` record that names it is appended."""
        return self.save(lambda: store_edition(self.folder, edition, hashes))

    def merge(self, source: Path, *, profile: bool = False) -> Future[Merged]:
        """Bring the runs of the player folder ``source`` in (see ``merge_runs``), and its placement if there
        is none here; with ``profile``, its settings and placement in place of those here. Raises
        ``SavesError`` for a profile that cannot be read."""
        found = PlayerFile(source).read()
        theirs, mine = found[0] if found else self.profile, self.profile
        placement = theirs.placement != mine.placement and (profile or mine.placement is None)
        self.profile = msgspec.structs.replace(
            mine,
            settings=theirs.settings if profile else mine.settings,
            placement=theirs.placement if placement else mine.placement,
        )

        def job() -> Merged:
            merged = merge_runs(self.folder, source, self.new_run_id, self.profile.name)
            merged.placement = placement
            for run_id in merged.changed:
                self._recount(run_id, None)
            merged.kept = self.work.take(source)
            self._index.write()
            return merged

        return self.save(job)

    def back_up(self, why: str) -> Future[Backup]:
        """Make a backup now; ``why`` in lower-case words with - between them."""
        return self.save(lambda: make_backup(self.folder, self.profile.name, why))

    def close(self) -> None:
        """Wait for everything handed in, save the index, let go of the lock. Twice is no harm."""
        writer, self._writer = self._writer, None
        try:
            if writer is not None:
                last = writer.do(self._index.write_last)
                writer.close()
                last.result()
        finally:
            self.read_only, self._refused = True, "The player was closed before."
            lock, self._lock = self._lock, None
            _release(lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- on the writer's thread ------------------------------------------------------------------

    def save(self, job: Callable[[], T]) -> Future[T]:
        """Hand a job to the writer. Its Future holds ``SaveFailed`` where it could not be done."""
        if self._writer is None:
            refused: Future[T] = Future()
            refused.set_exception(SaveFailed(f"Nothing was saved. {self._refused}"))
            return refused

        def save() -> T:
            try:
                return job()
            except SaveFailed:
                raise
            except SavesError as error:  # what has to be read before it can be added to
                raise SaveFailed(f"Nothing was saved: {error}") from error

        return self._writer.do(save)

    def _append(self, run_id: str, rows: list[dict[str, object]], summary: RunSummary) -> None:
        # taken out while in use: after a failure the next try reads what is really on disk
        journal = self._journals.pop(run_id, None) or Journal(self.folder / RUNS, run_id)
        journal.append(rows, self.profile.name)
        self._journals[run_id] = journal
        before = self._index.get(run_id)
        self._index.put(run_id, Entry(summary, journal.size))
        # Most decisions leave the index for later: a journal that outgrew its entry is counted again at
        # the next opening. What the home screen turns on is written when the writer is idle.
        if before is None or _turns(before.summary) != _turns(summary):
            self._index.due = True

    def _back_up(self, why: str) -> None:
        try:
            make_backup(self.folder, self.profile.name, why)
        except SavesError:
            return  # nobody asked for it, and what is saved is saved; the next opening tries again


def _turns(summary: RunSummary) -> tuple[str | None, bool]:
    return summary.ending, summary.finished


def _take_lock(folder: Path) -> tuple[FileLock | None, str]:
    """The player's lock, or why it cannot be had."""
    from filelock import FileLock, Timeout  # 40 ms that only opening a player has to pay

    lock = FileLock(folder / LOCK_FILE, timeout=0, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        return None, _BUSY
    except OSError as error:
        return None, f"{cannot('write to', folder, error)} Until then you can look, but nothing is saved."
    return lock, ""


def _release(lock: FileLock | None) -> None:
    if lock is not None:
        # If the system refuses, the lock goes with the process; everything else is done by now.
        with suppress(OSError):
            lock.release()
