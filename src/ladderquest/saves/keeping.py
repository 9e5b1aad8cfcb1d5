"""What the player keeps beside the runs, open: read once, changed at once, written behind."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ladderquest.growth.moments import moment
from ladderquest.growth.work import AnyKept, Kept, Work, with_entry, without
from ladderquest.saves.backups import Backup, newest_sound, unpacked
from ladderquest.saves.errors import DamagedFile, SavesError, shown
from ladderquest.saves.layout import cleaned
from ladderquest.saves.storage import mode_of, set_aside
from ladderquest.saves.work import Key, WorkFile, keys_of

if TYPE_CHECKING:
    from ladderquest.saves.store import PlayerStore

_WHAT = "Your evidence, written work, reviews and plan"


class Keeping:
    """The work of one player. ``read`` waits for the disk the first time; everything is at hand then.

    A change holds at once for this session. Its Future resolves when it is safe on disk or holds
    ``SaveFailed``; every later change tries again with those before it."""

    def __init__(self, store: PlayerStore) -> None:
        self._store = store
        self._file: WorkFile | None = None
        self._work: Work | None = None
        self._owed: dict[Key, AnyKept | None] = {}
        self._guard = threading.Lock()

    def read(self) -> Work:
        """Everything kept. Damage is set aside, brought back from a backup if there is one, and told in the
        notices of the store. Raises ``SavesError`` and ``NewerSave`` where nothing can be read."""
        if self._work is None:
            self._store.ask(self._look)
        assert self._work is not None
        return self._work

    def keep(self, *entries: AnyKept, drop: Iterable[Key] = ()) -> Future[None]:
        """Add entries, or put them in place of those with their ids, and take those to ``drop`` away for
        good, all in one write. All texts are cleaned."""
        clean = [msgspec.convert(cleaned(msgspec.to_builtins(entry)), type(entry)) for entry in entries]
        self.read()
        with self._guard:
            for kind, entry_id in drop:
                assert self._work is not None
                self._work = without(self._work, kind, entry_id)
                self._owed[kind, entry_id] = None
            for entry in clean:
                self._put(entry)
        return self._store.save(self._write)

    def drop(self, kind: type[Kept], entry_id: str) -> Future[None]:
        """Take an entry away for good."""
        return self.keep(drop=[(kind, entry_id)])

    def look_ahead(self) -> None:
        """Read behind what is being written, so that ``read`` need not wait when it is asked. What is wrong
        is said then."""
        if self._work is None:
            self._store.save(self._look)

    def _put(self, entry: AnyKept) -> None:
        assert self._work is not None
        self._work = with_entry(self._work, entry)
        self._owed[type(entry), entry.id] = entry

    # --- on the writer's thread ------------------------------------------------------------------

    def _look(self) -> None:
        if self._work is None:
            self._load()

    def take(self, source: Path) -> int:
        """Bring in what the player folder ``source`` has: what is not here, and what is newer there. Returns
        how many entries that are. Raises ``SavesError``."""
        theirs = WorkFile(source).read()
        mine = dict(keys_of(self._work if self._work is not None else self._load()))
        taken = [entry for key, entry in keys_of(theirs) if key not in mine or _newer(entry, mine[key])]
        if taken:
            with self._guard:
                for entry in taken:
                    self._put(entry)
            self._write()
        return len(taken)

    def _write(self) -> None:
        with self._guard:
            wanted = dict(self._owed)
        if not wanted:
            return  # a save that failed before was made good by the one after it
        self._opened().write(wanted)
        with self._guard:
            for key, entry in wanted.items():
                if self._owed.get(key) is entry:
                    self._owed.pop(key, None)
        self._store.note_keeping()

    def _opened(self) -> WorkFile:
        if self._file is None:
            self._file = WorkFile(self._store.folder)
        return self._file

    def _load(self) -> Work:
        file = self._opened()
        try:
            work, damage = file.read(), None
            if self._store.profile.keeps and mode_of(file.path) is None:
                damage = DamagedFile(file.path, "the file is missing")
        except DamagedFile as error:
            work, damage = Work(), error
        if damage is not None:
            work = self._recover(damage)
        self._work = work
        return work

    def _recover(self, damage: DamagedFile) -> Work:
        """What the newest backup has, if one has anything; tells the player."""
        told = f"{_WHAT} could not be read: {damage.reason}."
        repair = not self._store.read_only
        if repair and mode_of(damage.path) is not None:
            told += f" The file was set aside as {shown(set_aside(damage.path))}."
        self._file = None
        found = self._backed_up() if repair else None
        if found is None:
            self._store.notices.append(f"{told} No backup has them: they begin anew.")
            return Work()
        backup, work = found
        self._store.notices.append(f"{told} They are as in the backup of {backup.said} now.")
        self._opened().write(dict(keys_of(work)))
        return work

    def _backed_up(self) -> tuple[Backup, Work] | None:
        found = newest_sound(self._store.folder)
        if found is None:
            return None
        try:
            with unpacked(found[1], self._store.folder) as copy:
                work = WorkFile(copy).read()
        except SavesError:
            return None
        return None if work == Work() else (found[0], work)


def _newer(one: AnyKept, other: AnyKept) -> bool:
    """Whether the first was changed after the second; of the same moment, one of them for everybody."""

    def place(entry: AnyKept) -> tuple[float, bytes]:
        return moment(entry.changed) or float("-inf"), msgspec.json.encode(entry)

    return place(one) > place(other)
