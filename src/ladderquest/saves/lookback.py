"""``looked-back.json``: the notes of finished runs, so that looking back over 200 runs opens none of them.

A cache: a file that cannot be read is thrown away, and notes whose run has changed are made again."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from tinydb import where

from ladderquest.growth.looking_back import RunNotes, look_back
from ladderquest.play import Program, Run
from ladderquest.saves.errors import SavesError
from ladderquest.saves.layout import cleaned
from ladderquest.saves.profile import Entry
from ladderquest.saves.recover import UNPLAYABLE, load_run
from ladderquest.saves.runs import edition_of
from ladderquest.saves.storage import open_tables

CACHE_FILE = "looked-back.json"
_TABLE = "runs"


class _Row(msgspec.Struct, frozen=True):
    """The notes of a run whose files had ``size`` bytes then; None for one that has nothing to say."""

    run: str
    size: int
    notes: RunNotes | None


class LookBack:
    """The cache of one player. Only one thread may use an instance."""

    def __init__(self, folder: Path, *, keep: bool) -> None:
        """``keep``: whether what is made may be written."""
        self.folder = folder
        self.keep = keep
        self._rows: dict[str, _Row] | None = None

    def notes(self, entries: Mapping[str, Entry], player: str) -> list[RunNotes]:
        """The notes of every finished run, oldest first. Runs that cannot be read are left out: opening one
        says what is wrong with it."""
        rows = self._rows if self._rows is not None else self._read()
        wanted = {run_id: entry for run_id, entry in entries.items() if entry.summary.ending is not None}
        stale = {run_id for run_id, entry in wanted.items() if _size(rows, run_id) != entry.size}
        changed = {run_id: _Row(run_id, wanted[run_id].size, self._look(run_id, player)) for run_id in stale}
        rows = {run_id: row for run_id, row in (rows | changed).items() if run_id in wanted}
        self._rows = rows
        if changed and self.keep:
            with suppress(SavesError):  # it is made again next time
                self._write(changed)
        return [row.notes for _, row in sorted(rows.items()) if row.notes is not None]

    def _look(self, run_id: str, player: str) -> RunNotes | None:
        try:
            loaded = load_run(self.folder, run_id, "", [], repair=False)
            if loaded.edition is None:
                return None
            run, _ = Run.load(Program(loaded.edition, player), edition_of(loaded.records), loaded.records)
            return look_back(run_id, run)
        except (SavesError, *UNPLAYABLE):
            return None

    def _read(self) -> dict[str, _Row]:
        try:
            db, storage = open_tables(self.folder / CACHE_FILE)
            if storage.read() is None:
                return {}
            rows = [msgspec.convert(dict(row), _Row) for row in db.table(_TABLE).all()]
        except (SavesError, msgspec.ValidationError):
            if self.keep:
                with suppress(OSError):
                    (self.folder / CACHE_FILE).unlink()
            return {}
        return {row.run: row for row in rows}

    def _write(self, changed: Mapping[str, _Row]) -> None:
        db, storage = open_tables(self.folder / CACHE_FILE)
        with storage.together():
            table = db.table(_TABLE)
            for run_id, row in changed.items():
                table.upsert(cleaned(msgspec.to_builtins(row)), where("run") == run_id)


def _size(rows: Mapping[str, _Row], run_id: str) -> int | None:
    return rows[run_id].size if run_id in rows else None
