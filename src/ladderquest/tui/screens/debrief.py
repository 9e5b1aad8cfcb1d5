"""The debrief: the story retold, the decisions that shaped it, and one thing to do at work."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from ladderquest.documents.document import Document
from ladderquest.game import GameError, Pending, Sitting
from ladderquest.growth.debrief import Debrief, Talk, as_document
from ladderquest.play import IllegalDecision, Note
from ladderquest.saves.errors import SavesError
from ladderquest.tui.page import HELP, SAVING, Column, Page, TitleLine
from ladderquest.tui.screens.checkpoints import CheckpointPanel
from ladderquest.tui.screens.topics import TopicPanel
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.document import DocumentView
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose


class DebriefScreen(Page):
    """The debrief of a run that has ended; ``played_now`` if its last text was on the screen a moment ago,
    ``over`` if it lies over the page that it was opened from."""

    CSS_PATH: ClassVar[str] = "debrief.tcss"
    ABOUT = (
        "The story as you played it. Three decisions are opened: what each fed or avoided, why that trap "
        "works on good engineers, and the move that unlocks it. What could not be known is said, too.\n\n"
        "Press t to mark a decision that you want to talk about with somebody. Press b to go back to any "
        "question and take another road; the one you came by is kept. Press m for the map of the story, with "
        "the way you took and nothing told of the rest. Press x to look up a trap in the codex. Press n to "
        "play again: a truth that you have not seen comes first.\n\n"
        "Press g when something like it has happened at work: it begins an entry of your evidence journal "
        "for a gate item that this was practice for. Press w to keep the thing to try at work, with a day. "
        "Press o to save the debrief to a file, to send, to print or to work on."
    )
    BINDINGS = [
        Binding("space", "page(1)", "read on", show=False, id="debrief.page_down"),
        Binding("down,j", "line(1)", "down", show=False, id="debrief.down"),
        Binding("up,k", "line(-1)", "up", show=False, id="debrief.up"),
        Binding("t", "talk", "talk about it", show=False, id="debrief.talk"),
        Binding("g", "evidence", "evidence", show=False, id="debrief.evidence"),
        Binding("w", "work", "try it at work", show=False, id="debrief.work"),
        Binding("b", "back", "go back", show=False, id="debrief.back"),
        Binding("m", "map", "map", show=False, id="debrief.map"),
        Binding("n", "again", "play again", show=False, id="debrief.again"),
        Binding("x", "codex", "codex", show=False, id="debrief.codex"),
        Binding("o", "export", "save to a file", show=False, id="debrief.export"),
        Binding("q,escape", "leave", "leave", show=False, id="debrief.leave"),
    ]

    def __init__(self, sitting: Sitting, *, played_now: bool, over: bool = False) -> None:
        super().__init__()
        self.played_now = played_now
        self.over = over
        self.busy = self.left = False
        self.sitting = sitting
        self.debrief: Debrief = sitting.debrief()

    def compose_page(self) -> ComposeResult:
        """The whole document in one column."""
        yield TitleLine(self.sitting.scenario.title, "debrief")
        with Column(id="text"), Vertical(classes="column"):
            yield DocumentView(self._document())

    def _document(self) -> Document:
        return as_document(self.debrief, last_text=not self.played_now)

    def hints(self) -> list[Hint]:
        """Read, talk, go back, play again."""
        return [
            Hint("space", "read on", "page(1)"),
            Hint("t", "talk about it", "talk"),
            Hint("g", "evidence", "evidence"),
            *([Hint("w", "try it", "work")] if self.debrief.action else []),
            Hint("b", "back", "back"),
            Hint("m", "map", "map", spare=True),
            Hint("n", "again", "again", spare=True),
            Hint("x", "codex", "codex", spare=True),
            Hint("o", "save", "export", spare=True),
            Hint("q", "leave" if self.over else "ladder", "leave"),
            HELP,
        ]

    def action_line(self, lines: int) -> None:
        """Scroll by a line."""
        self.query_one("#text", Column).scroll_relative(y=lines, animate=False)

    def action_talk(self) -> None:
        """Mark a decision to talk about."""
        self.app.push_screen(TalkPanel(self.debrief.decisions), self._talk)

    def _talk(self, talk: Talk | None) -> None:
        if talk is not None:
            note = Note(at=self.sitting.game.stamp(), talk=not talk.wanted)
            words = "No longer marked" if talk.wanted else "Noted: to talk about"
            self._keep(lambda: self.sitting.annotate(talk.seq, note), lambda: self._talked(words, talk))

    def _talked(self, words: str, talk: Talk) -> None:
        self.debrief = self.sitting.debrief()
        self.notify(f"{words}: {talk.caption}", markup=False)
        self.call_later(self._redraw)

    def _keep(self, act: Callable[[], Pending], then: Callable[[], None]) -> None:
        """Send something to the disk; the screen goes on, and ``then`` follows when it is safe. One thing at
        a time: the next one has to follow it in the journal."""
        if self.busy:
            self.say_waiting(SAVING)
            return
        try:
            pending = act()
        except (GameError, SavesError, IllegalDecision) as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.busy = True
        self.wait_for(SAVING)

        def answered() -> None:
            self.busy = False
            self.wait_for("")

        def safe() -> None:
            answered()
            self.sitting.settle(pending)
            if self.left:  # the page below knows nothing of what was kept
                self.house.go_home()
            else:
                then()

        def failed() -> None:
            answered()
            self.left = False

        self.house.errands.when_saved(pending.saved, safe, failed)

    async def _redraw(self) -> None:
        """Show the document anew, where the reader was."""
        column = self.query_one("#text", Column)
        at = column.scroll_y
        holder = column.query_one(".column")
        await holder.remove_children()
        await holder.mount(DocumentView(self._document()))
        column.scroll_to(y=at, animate=False)

    def action_evidence(self) -> None:
        """Begin an entry of the evidence journal."""
        from ladderquest.tui.screens.taking import take_evidence

        take_evidence(self, self.sitting)

    def action_work(self) -> None:
        """Keep the thing to try at work, with a day."""
        from ladderquest.tui.screens.taking import take_action

        if self.debrief.action:
            take_action(self, self.sitting, self.debrief.action)

    def action_back(self) -> None:
        """Choose a question to go back to."""
        self.app.push_screen(CheckpointPanel(self.sitting.run), self._rewind)

    def _rewind(self, seq: int | None) -> None:
        if seq is not None:
            self._keep(lambda: self.sitting.rewind(seq), lambda: self.house.show_sitting(self.sitting))

    def action_export(self) -> None:
        """Save it to a file: all of it, with the last text of the story."""
        from ladderquest.desk.files import stem_of
        from ladderquest.tui.screens.export import ExportPanel

        game = self.sitting.game
        stem = stem_of(f"debrief-{self.sitting.scenario.id}", game.store.profile.name, game.now().date())
        self.app.push_screen(ExportPanel(as_document(self.debrief), stem))

    def action_map(self) -> None:
        """The map of the story, as far as it is known."""
        self.house.show_map(self.sitting)

    def action_codex(self) -> None:
        """The page of a trap that the debrief names, or all of the codex."""
        traps = {
            f"trap:{trap.id}": trap.title
            for each in self.debrief.opened
            for trap in (*each.fed, *each.avoided)
        }
        if traps:
            self.app.push_screen(TopicPanel({**traps, "": "Everything in the codex"}), self._look_up)
        else:
            self._look_up("")

    def _look_up(self, topic: str | None) -> None:
        if topic is not None:
            self.house.go("codex", topic)

    def action_again(self) -> None:
        """A new run of the same scenario."""
        self.house.begin(self.sitting.scenario.id)

    def action_leave(self) -> None:
        """Back to where it was opened, or to the ladder; what is on its way to the disk is waited for."""
        self.left = self.busy
        if self.left:
            self.say_waiting(SAVING)
        elif self.over:
            self.dismiss()
        else:
            self.house.go_home()


class TalkPanel(ModalScreen[Talk | None]):
    """Returns the decision to mark (or unmark), or None."""

    BINDINGS = [Binding("escape,q,t", "cancel", "close", show=False, id="talk.cancel")]

    def __init__(self, talks: tuple[Talk, ...]) -> None:
        super().__init__()
        self.talks = talks

    def compose(self) -> ComposeResult:
        """Every decision, newest last."""
        items = [
            Item(talk.caption, "marked; enter takes it back" if talk.wanted else "") for talk in self.talks
        ]
        with Vertical(classes="panel"):
            yield Prose("I want to talk about", classes="strong")
            with VerticalScroll(classes="panel-body", can_focus=False):
                yield Choices(items, cursor=0)
            yield Prose("enter marks it; q closes", classes="quiet close")

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Return it."""
        self.dismiss(self.talks[event.index])

    def action_cancel(self) -> None:
        """None of them."""
        self.dismiss(None)
