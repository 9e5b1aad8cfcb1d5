"""``work.json``: what the player keeps beside the runs (see ``growth.work``), a table a kind.

Apart from ``player.json``, which is read before the first frame: three years of evidence are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from tinydb import where

from ladderquest.growth.work import KINDS, AnyKept, Kept, Work
from ladderquest.saves.errors import DamagedFile
from ladderquest.saves.layout import cleaned
from ladderquest.saves.profile import WORK_FILE
from ladderquest.saves.storage import open_tables

Key = tuple[type[Kept], str]
"""An entry: its kind and its id."""


class WorkFile:
    """The file itself. Only one thread may use an instance."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / WORK_FILE
        self._db, self._storage = open_tables(self.path)

    def read(self) -> Work:
        """Everything kept; nothing where there is no file. Raises ``DamagedFile`` for a file that holds
        something else, ``NewerSave``, ``SavesError``."""
        if self._storage.read() is None:
            return Work()
        try:
            return msgspec.convert(
                {
                    field: {row["id"]: dict(row) for row in self._db.table(field).all()}
                    for field in KINDS.values()
                },
                Work,
            )
        except (msgspec.ValidationError, LookupError) as error:
            raise DamagedFile(self.path, f"it holds an entry that is none ({error})") from error

    def write(self, changes: Mapping[Key, AnyKept | None]) -> None:
        """Save entries, and drop those that are None, in one write. Raises ``SaveFailed``."""
        with self._storage.together():
            for (kind, entry_id), entry in changes.items():
                table = self._db.table(KINDS[kind])
                # put anew, not updated: an update would keep the fields that are gone from the entry
                table.remove(where("id") == entry_id)
                if entry is not None:
                    table.insert(cleaned(msgspec.to_builtins(entry)))


def keys_of(work: Work) -> Iterable[tuple[Key, AnyKept]]:
    """Every entry with its key."""
    for kind, field in KINDS.items():
        for entry_id, entry in getattr(work, field).items():
            yield (kind, entry_id), entry
