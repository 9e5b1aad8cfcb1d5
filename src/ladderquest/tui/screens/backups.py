"""The backups of the player, and going back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen

from ladderquest.saves.backups import Backup, backups_of
from ladderquest.saves.errors import SavesError
from ladderquest.saves.merge import Merged
from ladderquest.saves.transfer import restore_into
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from ladderquest.tui.house import House

_ABOUT = (
    "Your settings and your placement go back to what they were then, and runs that are gone or shorter now "
    "come back. Runs that went on since stay as they are. What is here now is backed up first."
)
_NONE = "There is no backup yet. One is made on every day that you play."
_WHY = {"before-restore": "before you went back to a backup"}


class BackupsPanel(ModalScreen[None]):
    """Pick a backup, and go back to it."""

    BINDINGS = [Binding("escape,q", "close", "close", show=False, id="backups.close")]

    class Restored(Message):
        """What came of it, or why nothing did."""

        def __init__(self, backup: Backup, merged: Merged | None, problem: str = "") -> None:
            super().__init__()
            self.backup = backup
            self.merged = merged
            self.problem = problem

    def __init__(self) -> None:
        super().__init__()
        self._busy = False
        self._backups: list[Backup] = []

    @property
    def house(self) -> House:
        """The app, as screens see it."""
        return cast("House", self.app)

    def compose(self) -> ComposeResult:
        """What it does, and the days there are."""
        store, problem = self.house.game.store, ""
        try:
            self._backups = backups_of(store.folder) if not store.read_only else []
            problem = store.refused
        except SavesError as error:
            problem = str(error)
        with Vertical(classes="panel"):
            yield Prose("Go back to a backup", classes="strong")
            with VerticalScroll(classes="panel-body", can_focus=False):
                if self._backups:
                    yield Prose(_ABOUT)
                    yield Choices([Item(each.said, _why(each)) for each in self._backups], cursor=0)
                else:
                    yield Prose(problem or _NONE)
            yield Prose("enter goes back; q closes" if self._backups else "q closes", classes="quiet close")

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Go back to it. The disk may be slow, and nothing else may be saved meanwhile."""
        backup, store = self._backups[event.index], self.house.game.store
        if self._busy:
            return
        self._busy = True
        self.query_one(".close", Prose).say(f"Bringing back {backup.said} …")

        def restore() -> None:
            try:
                self.post_message(self.Restored(backup, restore_into(store, backup)))
            except SavesError as error:
                self.post_message(self.Restored(backup, None, str(error)))

        self.run_worker(restore, thread=True)

    def on_backups_panel_restored(self, event: Restored) -> None:
        """Say what came back, on the ladder as it is now."""
        self._busy = False
        if event.merged is None:
            self.query_one(".close", Prose).say("enter goes back; q closes")
            self.notify(event.problem, severity="error", timeout=15, markup=False)
            return
        self.house.apply_settings()
        self.house.go_home(_told(event.backup, event.merged))

    def action_close(self) -> None:
        """Close, unless something is on its way."""
        if not self._busy:
            self.dismiss()


def _why(backup: Backup) -> str:
    if backup.why.startswith("layout-"):
        return "before the saves took on a newer layout"
    return _WHY.get(backup.why, "")


def _told(backup: Backup, merged: Merged) -> str:
    came = len(merged.changed)
    runs = "no run was missing" if not came else "1 run came back" if came == 1 else f"{came} runs came back"
    return f"Back at the backup of {backup.said}: {runs}."
