"""Two versions of an exercise: side by side where there is room, else one after the other."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from ladderquest.growth.exercises import Standing, changes_told, day_told, length, scores_told
from ladderquest.growth.work import Draft
from ladderquest.growth.workbook import NOTHING, paired
from ladderquest.play.words import words_told
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose


class VersionsScreen(Page):
    """A version and the one before it; left and right go through them. ``found`` has one at the least."""

    CSS_PATH: ClassVar[str] = "versions.tcss"
    ABOUT = (
        "Two versions of the same exercise, the older one first, with what changed in words. In a window of "
        "120 columns or more they stand side by side. Left goes to older versions, right to newer ones. "
        "Nothing here can be changed: a new version is written from the exercise."
    )
    BINDINGS = [
        Binding("left,p", "go(-1)", "older", show=False, id="versions.older"),
        Binding("right,n", "go(1)", "newer", show=False, id="versions.newer"),
        Binding("space", "page(1)", "read on", show=False, id="versions.page_down"),
        Binding("down,j", "line(1)", "down", show=False, id="versions.down"),
        Binding("up,k", "line(-1)", "up", show=False, id="versions.up"),
        Binding("q,escape,b,v", "leave", "back", show=False, id="versions.leave"),
    ]

    def __init__(self, found: Standing) -> None:
        super().__init__()
        self.found = found
        self.place = len(found.versions) - 1

    def compose_page(self) -> ComposeResult:
        """The two."""
        yield TitleLine(self.found.exercise.title, self._corner())
        with Column(id="text"), Vertical(classes="column"):
            yield from self._pair()

    def _corner(self) -> str:
        count = len(self.found.versions)
        return f"versions {self.place} and {self.place + 1} of {count}" if count > 1 else "one version"

    def _pair(self) -> list[Widget]:
        exercise, after = self.found.exercise, self.found.versions[self.place]
        if self.place == 0:
            rows = [(ask, "", new) for ask, _, new in paired(exercise, after, after)]
            return [self._facts(after), *self._rows(rows, 0)]
        before = self.found.versions[self.place - 1]
        changed = Prose(" ".join(changes_told(exercise, before, after)), classes="accent")
        facts = Horizontal(self._facts(before), self._facts(after), classes="pair")
        return [changed, facts, *self._rows(paired(exercise, before, after), 1)]

    def _rows(self, rows: list[tuple[str, str, str]], older: int) -> list[Widget]:
        shown: list[Widget] = []
        for ask, old, new in rows:
            shown.append(Prose(ask, classes="accent close"))
            texts = [("Before", old), ("After", new)] if older else [("", new)]
            sides = []
            for label, text in texts:
                head = [Static(label, markup=False, classes="label")] if label else []
                words = Prose(text.replace("\n", "\n\n") or NOTHING, classes="" if text else "quiet")
                sides.append(Vertical(*head, words, classes="side"))
            shown.append(Horizontal(*sides, classes="pair"))
        return shown

    def _facts(self, version: Draft) -> Widget:
        told = [day_told(version.made), words_told(length(version))]
        if version.scores:
            told.append(scores_told(self.found.exercise, version))
        return Prose(", ".join(told), classes="quiet side")

    def hints(self) -> list[Hint]:
        """Older, newer, back."""
        found = [Hint("space", "read on", "page(1)")]
        if len(self.found.versions) > 2:
            found += [Hint("←", "older", "go(-1)"), Hint("→", "newer", "go(1)")]
        return [*found, Hint("q", "back", "leave"), HELP]

    def action_line(self, lines: int) -> None:
        """Scroll by a line."""
        self.query_one("#text", Column).scroll_relative(y=lines, animate=False)

    async def action_go(self, step: int) -> None:
        """Another pair."""
        place = self.place + step
        if not 1 <= place < len(self.found.versions):
            return
        self.place = place
        self.query_one(TitleLine).show(self.found.exercise.title, self._corner())
        holder = self.query_one("#text > .column")
        await holder.remove_children()
        await holder.mount(*self._pair())
        self.query_one("#text", Column).scroll_home(animate=False)

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss()
