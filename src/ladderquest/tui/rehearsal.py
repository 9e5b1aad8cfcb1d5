"""The app in an author's hands: the file that is played is followed, and its mistakes are in sight."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ladderquest.draft import Rehearsal
from ladderquest.game import Sitting
from ladderquest.options import dice, now
from ladderquest.pack.findings import Finding
from ladderquest.pack.text import clean
from ladderquest.saves.players import Saves
from ladderquest.saves.store import PlayerStore
from ladderquest.tui.app import LadderQuestApp, run_to_the_end
from ladderquest.tui.house import Problem
from ladderquest.tui.screens.debrief import DebriefScreen
from ladderquest.tui.screens.map import MapScreen
from ladderquest.tui.screens.scenario import ScenarioScreen

EVERY = 0.3
"""Seconds between two looks at the file."""
MOST = 3
"""Findings that are shown; more is a list for ``check``."""


class Trouble(Static):
    """What is wrong with the file, until it is mended. It stands above the keys and takes no room without."""

    DEFAULT_CSS = """
    Trouble { height: auto; width: 100%; padding: 0 1; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: tuple[Finding, ...] = ()

    def say(self, rehearsal: Rehearsal) -> None:
        """Show the first findings; nothing where there is none."""
        if self._said == rehearsal.findings:
            return
        self._said = rehearsal.findings
        own = clean(str(rehearsal.draft.path), lines=False)
        lines = [Content.styled(rehearsal.trouble, "bold $trap")] if self._said else []
        lines += [Content(str(each).removeprefix(f"{own}:")) for each in self._said[:MOST]]
        self.update(Content("\n").join(lines))
        self.display = bool(lines)


class RehearsalApp(LadderQuestApp):
    """Plays the file of ``rehearsal``."""

    author: ClassVar[bool] = True

    class Looked(Message):
        """The file was saved, and has been loaded again as far as it could be."""

    def __init__(
        self,
        rehearsal: Rehearsal,
        saves: Saves,
        store: PlayerStore,
        *,
        seed: int | None = None,
    ) -> None:
        self.rehearsal = rehearsal
        self.saved_word = rehearsal.saved_word
        self._looking = False
        [scenario] = rehearsal.pack.scenarios
        super().__init__(
            rehearsal.pack, saves, now=now, dice=dice, store=store, scenario=scenario.id, seed=seed
        )

    def on_mount(self) -> None:
        """Begin to look."""
        if self.rehearsal.watch:
            self.set_interval(EVERY, self._look)

    def _look(self) -> None:
        self._show_trouble()
        self._follow()
        if not self._looking:
            self._looking = True
            self.run_worker(self._read, thread=True)

    def _read(self) -> None:
        # a thread of its own: the disk may be far away, and a large file takes its time
        try:
            saved = self.rehearsal.look()
        finally:
            self._looking = False
        if saved:
            self.post_message(self.Looked())

    def on_rehearsal_app_looked(self) -> None:
        """Show what came of it."""
        self.pack = self.rehearsal.pack
        self.game.pack = self.rehearsal.pack
        self.clear_notifications()  # they would lie over what is said now
        self._show_trouble()
        page = self.page
        if isinstance(page, ScenarioScreen | DebriefScreen):
            word = self.rehearsal.left_behind(page.sitting)
            if word:
                self.notify(word, timeout=15, markup=False)
        elif not self.rehearsal.findings:
            self.notify("Reloaded. The next run plays what is new.", timeout=5, markup=False)
        self._follow()

    def _show_trouble(self) -> None:
        page = self.page
        if page is None or not page.is_mounted:
            return
        for trouble in page.query(Trouble):
            trouble.say(self.rehearsal)
            return
        if self.rehearsal.findings:
            trouble = Trouble()
            trouble.say(self.rehearsal)
            page.mount(trouble)

    def _follow(self) -> None:
        """Move the story that is on the screen to the newest edition, as soon as nothing is on its way to the
        disk and nothing but its map lies over it."""
        page, mapped = self.screen, False
        if isinstance(page, MapScreen):
            page, mapped = self.screen_stack[-2], True
        if not isinstance(page, ScenarioScreen) or page.busy or not self.rehearsal.behind(page.sitting):
            return
        reading = page.stage.ask is None and bool(page.sitting.run.steps)
        decided = len(page.sitting.run.steps)

        def moved(found: tuple[Sitting, str]) -> None:
            sitting, word = found
            sitting.notice = ""  # it is part of what is said here
            page.put_away()
            again = reading and len(sitting.run.steps) == decided
            self._show(ScenarioScreen(sitting, again=again))
            if mapped:
                self.show_map(sitting)
            self.notify(word, timeout=5, markup=False)

        def failed(error: Problem) -> None:
            page.busy = False
            self.news.tell("", str(error))

        if not self.errands.word:
            page.busy = True  # what is decided now would be decided on the old edition
            self.errands.send("Reloading …", lambda: self.rehearsal.follow(page.sitting), moved, failed)


def run(rehearsal: Rehearsal, saves: Saves, store: PlayerStore, *, seed: int | None) -> int:
    """Play the file in the app; returns the exit code."""
    app = RehearsalApp(rehearsal, saves, store, seed=seed)
    return run_to_the_end(app)
