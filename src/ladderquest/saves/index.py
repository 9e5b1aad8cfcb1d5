"""The index of a player's runs: what ``player.json`` knows of them, and what it does not know yet."""

from __future__ import annotations

import threading
from collections.abc import Callable

from ladderquest.growth.summary import RunSummary
from ladderquest.saves.errors import SavesError
from ladderquest.saves.profile import Entry, Profile
from ladderquest.saves.recover import Opened


class Index:
    """Changed and written by the writer's thread, read by any."""

    def __init__(self, opened: Opened, profile: Callable[[], Profile]) -> None:
        """``opened``: the player as found; ``profile`` gives theirs as it is now."""
        self._file, self._entries = opened.file, opened.entries
        self._changed, self._gone = opened.changed, opened.gone
        self._profile = profile
        self._guard = threading.Lock()
        self.due = bool(opened.changed or opened.gone or opened.rebuilt)
        """Whether it is to be written when the writer is idle."""

    @property
    def entries(self) -> dict[str, Entry]:
        """All entries by run id."""
        with self._guard:
            return dict(self._entries)

    @property
    def runs(self) -> list[RunSummary]:
        """The summaries of all runs, oldest first."""
        return [entry.summary for _, entry in sorted(self.entries.items())]

    def get(self, run_id: str) -> Entry | None:
        """The entry of a run, if there is one."""
        return self._entries.get(run_id)

    def put(self, run_id: str, entry: Entry | None) -> None:
        """This is what is known of a run; None: it is gone."""
        with self._guard:
            if entry is None:
                self._entries.pop(run_id, None)
            else:
                self._entries[run_id] = entry
        if entry is None:
            self._gone.add(run_id)
            self._changed.discard(run_id)
        else:
            self._changed.add(run_id)
            self._gone.discard(run_id)

    def write(self) -> None:
        """Save the profile and everything that has changed. Raises ``SaveFailed``; then it is still due."""
        changed = {run_id: self._entries[run_id] for run_id in self._changed if run_id in self._entries}
        self.due = True
        self._file.write(self._profile(), changed, self._gone)
        self._changed.clear()
        self._gone.clear()
        self.due = False

    def write_if_due(self) -> None:
        """The same where nobody waits for it: a profile that was not saved has told its own caller, and of a
        cache nobody needs to know."""
        if self.due:
            try:
                self.write()
            except SavesError:
                return

    def write_last(self) -> None:
        """The same at the end, if anything at all has changed."""
        self.due = self.due or bool(self._changed or self._gone)
        self.write_if_due()
