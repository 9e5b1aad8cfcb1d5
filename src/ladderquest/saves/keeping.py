"""What the player keeps beside the runs, open: read once, changed at once, written behind."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

import msgspec

from ladderquest.growth.work import AnyKept, Kept, Work, with_entry, without
from ladderquest.saves.errors import DamagedFile, shown
from ladderquest.saves.layout import cleaned
from ladderquest.saves.storage import set_aside
from ladderquest.saves.work import Key, WorkFile

T = TypeVar("T")


class Keeping:
    """The work of one player. ``read`` waits for the disk the first time; everything else is at hand then.

    A change holds at once for this session. Its Future resolves when it is safe on disk or holds
    ``SaveFailed``; every later change tries again with those before it."""

    def __init__(
        self,
        folder: Path,
        *,
        save: Callable[[Callable[[], None]], Future[None]],
        ask: Callable[[Callable[[], Work]], Work],
        notices: list[str],
        repair: bool,
    ) -> None:
        """``save`` hands a job to the writer, ``ask`` waits for the answer of one; ``repair``: whether what
        is damaged may be set aside."""
        self._folder = folder
        self._save, self._ask = save, ask
        self._notices, self._repair = notices, repair
        self._file: WorkFile | None = None
        self._work: Work | None = None
        self._owed: dict[Key, AnyKept | None] = {}

    def read(self) -> Work:
        """Everything kept. Raises ``SavesError`` and ``NewerSave`` where it cannot be read."""
        if self._work is None:
            self._work = self._ask(self._load)
        return self._work

    def keep(self, *entries: AnyKept) -> Future[None]:
        """Add entries, or put them in place of those with their ids. All texts are cleaned."""
        clean = [msgspec.convert(cleaned(msgspec.to_builtins(entry)), type(entry)) for entry in entries]
        work = self.read()
        for entry in clean:
            work = with_entry(work, entry)
        return self._change(work, {(type(entry), entry.id): entry for entry in clean})

    def drop(self, kind: type[Kept], entry_id: str) -> Future[None]:
        """Take an entry away for good."""
        return self._change(without(self.read(), kind, entry_id), {(kind, entry_id): None})

    def forget(self) -> None:
        """Read again what is on disk: somebody else has written there."""
        self._file, self._work = None, None

    def _change(self, work: Work, changes: dict[Key, AnyKept | None]) -> Future[None]:
        self._work = work
        self._owed |= changes

        def job() -> None:
            wanted = dict(self._owed)
            if wanted:
                self._opened().write(wanted)
            for key, entry in wanted.items():
                if self._owed.get(key, entry) is entry:
                    self._owed.pop(key, None)

        return self._save(job)

    # --- on the writer's thread ------------------------------------------------------------------

    def _opened(self) -> WorkFile:
        if self._file is None:
            self._file = WorkFile(self._folder)
        return self._file

    def _load(self) -> Work:
        try:
            return self._opened().read()
        except DamagedFile as error:
            self._file = None
            told = f"Your evidence, written work and plan could not be read: {error.reason}."
            if self._repair:
                told += f" The file was set aside as {shown(set_aside(error.path))}."
            self._notices.append(told)
            return Work()
