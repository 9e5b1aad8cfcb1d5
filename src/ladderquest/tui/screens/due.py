"""What is due: reviews, checkpoints, actions, lines of the plan; enter does the thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input

from ladderquest.desk.desk import Desk
from ladderquest.desk.due import Review, due_at, open_review, settle
from ladderquest.documents.document import Document, Entries
from ladderquest.game import GameError
from ladderquest.growth.due import MOST_UPCOMING, Due, DueItem, since, summary
from ladderquest.growth.phrases import capitalised
from ladderquest.saves.errors import SavesError
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.places import PLACES
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.document import DocumentView
from ladderquest.tui.widgets.field import Field
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from ladderquest.tui.house import Problem

WORDS = {"review": "Review", "comeback": "Checkpoint", "action": "At work", "plan": "Plan"}


class DueScreen(Page):
    """The list of a day. It is made anew whenever one comes back to it."""

    CSS_PATH: ClassVar[str] = "due.tcss"
    ABOUT = (
        "What is due today, the longest overdue first. Enter does the thing: a review puts a decision of "
        "yours before you once more, at most five on a day; a checkpoint opens what is to be written, or is "
        "marked as done; an action that you set yourself is done or dropped, with a note of what came of "
        "it.\n\n"
        "Below stands what comes next. Nothing is lost by coming late: what is due waits."
    )
    BINDINGS = [
        Binding("space", "page(1)", "read on", show=False, id="due.page_down"),
        Binding("q,escape,b,d", "leave", "back", show=False, id="due.leave"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.due: Due = due_at(desk)

    def compose_page(self) -> ComposeResult:
        """The list, and what is to come."""
        yield TitleLine("Due", self.desk.game.store.profile.name)
        with Column(id="text"), Vertical(id="due", classes="column"):
            yield from self._list(0)

    def _list(self, cursor: int) -> ComposeResult:
        today = self.desk.today
        yield Prose(summary(self.due), classes="quiet")
        if self.due.today:
            items = [self._item(item) for item in self.due.today]
            yield Choices(items, cursor=min(cursor, len(items) - 1), classes="airy")
        coming = [(since(item, today), item.title) for item in self.due.upcoming[:MOST_UPCOMING]]
        if coming:
            yield Prose("To come", classes="strong")
            yield DocumentView(Document("", (Entries(tuple(coming)),)))

    def _item(self, item: DueItem) -> Item:
        late = f"{capitalised(since(item, self.desk.today))}. " if item.overdue else ""
        return Item(f"{WORDS[item.kind]}: {item.title}", late + item.reason)

    def on_mount(self) -> None:
        """The keyboard goes to the list."""
        self._take_focus()

    def _take_focus(self) -> None:
        for choices in self.query(Choices):
            choices.focus(scroll_visible=False)

    async def on_screen_resume(self) -> None:
        """What was done meanwhile is gone from the list."""
        await self._renew()

    async def _renew(self) -> None:
        desk = self.desk.again()
        due = due_at(desk)
        changed, self.desk, self.due = due != self.due, desk, due
        if changed:
            at = next((choices.cursor for choices in self.query(Choices)), 0) or 0
            holder = self.query_one("#due")
            async with self.batch():
                await holder.remove_children()
                await holder.mount_all(list(self._list(at)))
            self._take_focus()
            self.refresh_hints()

    def hints(self) -> list[Hint]:
        """Do it, or go back."""
        there = [Hint("1-9", "pick", spare=True), Hint("enter", "do it", "focused.decide")]
        return [*(there if self.due.today else []), Hint("q", "back", "leave"), HELP]

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Do what is picked."""
        item = self.due.today[event.index]
        try:
            self.house.game.must_write()  # better before the ratings than after them
        except GameError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        if item.kind == "review":
            self._review(item)
        else:
            self.app.push_screen(SettlePanel(item), lambda settled: self._settle(item, settled))

    def _review(self, item: DueItem) -> None:
        desk = self.desk

        def opened(review: Review) -> None:
            from ladderquest.tui.screens.review import ReviewScreen

            self.house.news.take(self.house.game.store.notices)
            if self.is_current:
                self.app.push_screen(ReviewScreen(review))
            self.house.news.speak()

        def failed(error: Problem) -> None:
            self.house.news.tell("", str(error))

        self.house.errands.send("Opening the review …", lambda: open_review(desk, item.id), opened, failed)

    def _settle(self, item: DueItem, settled: Settled | None) -> None:
        if settled is None:
            return
        if settled.how == "write":
            self.house.go("write", item.exercise)
            return
        try:
            saved = settle(self.desk, item, settled.how, settled.note)
        except (GameError, SavesError) as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.call_later(self._renew)
        word = {"done": "Done", "dropped": "Dropped"}[settled.how]
        self.house.errands.when_saved(
            saved, lambda: self.notify(f"{word}: {item.title}", timeout=3, markup=False)
        )

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss()


class Settled(NamedTuple):
    """What is to become of a thing: ``done``, ``dropped``, or ``write`` for its exercise."""

    how: str
    note: str = ""


class SettlePanel(ModalScreen[Settled | None]):
    """Asks what becomes of a checkpoint, an action or a line of the plan; None leaves it as it is."""

    BINDINGS = [Binding("escape,q", "cancel", "close", show=False, id="settle.cancel")]

    def __init__(self, item: DueItem) -> None:
        super().__init__()
        self.item = item
        self.ways = self._ways()

    def _ways(self) -> list[tuple[str, str]]:
        if self.item.kind != "comeback":
            return [("done", "Done"), ("dropped", "Dropped: it is not worth it any more")]
        write = [("write", "Write it now")] if self.item.exercise and "write" in PLACES else []
        return [*write, ("done", "It is done")]

    @property
    def noted(self) -> bool:
        """Whether a note can be kept with it."""
        return self.item.kind != "comeback"

    def compose(self) -> ComposeResult:
        """What it is, a note, what becomes of it."""
        with Vertical(classes="panel"):
            yield Prose(self.item.title, classes="strong")
            with VerticalScroll(classes="panel-body", can_focus=False):
                if self.item.text not in ("", self.item.title):
                    yield Prose(self.item.text)
                if self.item.kind != "comeback":
                    yield Prose(self.item.reason, classes="quiet")
                yield Choices([Item(says) for _, says in self.ways], cursor=0)
                if self.noted:
                    yield Prose(
                        "What came of it (tab leads here and back)", classes="quiet close", id="note-word"
                    )
                    yield Field(id="note")
            yield Prose("enter keeps it; escape closes and changes nothing", classes="quiet close")

    def on_mount(self) -> None:
        """The keyboard goes to the ways."""
        self.query_one(Choices).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the note goes back to the ways."""
        event.stop()
        self.query_one(Choices).focus()

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Return it."""
        event.stop()
        note = self.query_one(Field).value if self.noted else ""
        self.dismiss(Settled(self.ways[event.index][0], note))

    def action_cancel(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)
