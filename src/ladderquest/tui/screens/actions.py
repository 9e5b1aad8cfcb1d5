"""Things to try at work: what is open, what came of the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widget import Widget

from ladderquest.desk.desk import Desk
from ladderquest.desk.gates import (
    begin_action,
    drop_action,
    evidence_from,
    keep_action,
    settle_action,
)
from ladderquest.growth import actions
from ladderquest.growth.work import Action, State
from ladderquest.tui.asking import AskPanel, WordsPanel, keep, may_write
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.form import Blank
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose

SIGN: dict[State, str] = {"open": "□", "done": "■", "dropped": "–"}


def action_panel(desk: Desk, action: Action) -> WordsPanel:
    """The words and the day of an action; its own day may stay, though it is past by now."""

    def check(values: dict[str, str]) -> dict[str, str]:
        today = desk.game.now().date()
        return actions.problems(values["text"], values["due"], today, stands=action.due)

    blanks = [
        Blank("text", "What to try", "one thing, small enough for a week", action.text, lines=True),
        Blank("due", "By when", "friday, in 2 weeks, 2027-01-31; nothing for some day", action.due),
    ]
    return WordsPanel("Try it at work", blanks, check)


class ActionsScreen(Page):
    """The open ones by their day, then the others."""

    ABOUT: ClassVar[str] = (
        "What you mean to try at work, the nearest day first; then what was done or dropped.\n\n"
        "n adds one, e or enter edits its words and its day. d says that it is done and o that it is "
        "dropped, each with a note of what came of it; either key opens it again. v turns it into an entry "
        "of the evidence journal, x deletes it after a question. q goes back."
    )
    BINDINGS = [
        Binding("n", "new", "new", show=False, id="actions.new"),
        Binding("e", "edit", "edit", show=False, id="actions.edit"),
        Binding("d", "settle('done')", "done", show=False, id="actions.done"),
        Binding("o", "settle('dropped')", "dropped", show=False, id="actions.dropped"),
        Binding("v", "evidence", "evidence", show=False, id="actions.evidence"),
        Binding("x", "delete", "delete", show=False, id="actions.delete"),
        Binding("space", "page(1)", "page down", show=False, id="actions.page_down"),
        Binding("q,escape,b", "leave", "back", show=False, id="actions.leave"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.pointed = ""

    @property
    def actions(self) -> list[Action]:
        """All of them, in order."""
        return actions.ordered(self.desk.work.actions.values())

    @property
    def action(self) -> Action | None:
        """The one under the pointer."""
        return next((action for action in self.actions if action.id == self.pointed), None)

    def compose_page(self) -> ComposeResult:
        """The list."""
        yield TitleLine("Try it at work", self.desk.game.store.profile.name)
        with Column(id="text"):
            yield Vertical(id="actions", classes="column")

    async def on_mount(self) -> None:
        """Show them."""
        await self._show()

    async def on_screen_resume(self) -> None:
        """Something may have been written meanwhile."""
        if self.query("#actions > *"):
            await self.renew()

    async def renew(self) -> None:
        """Show what is kept now."""
        self.desk = self.desk.again()
        await self._show()

    async def _show(self) -> None:
        there, holder = self.actions, self.query_one("#actions", Vertical)
        cursor = next((place for place, action in enumerate(there) if action.id == self.pointed), 0)
        self.pointed = there[cursor].id if there else ""
        items = [self._item(action) for action in there]
        widgets: list[Widget] = [Choices(items, cursor=cursor, classes="airy")] if items else []
        if not items:
            widgets = [
                Prose(
                    "Nothing yet. n adds something to try; so does w in a debrief.",
                    classes="quiet",
                )
            ]
        async with self.batch():
            await holder.remove_children()
            await holder.mount_all(widgets)
        for choices in self.query(Choices):
            choices.focus(scroll_visible=False)
        self.refresh_hints()

    def _item(self, action: Action) -> Item:
        note = actions.standing(action, self.desk.today)
        if action.note:
            note += f": {action.note}"
        return Item(action.text, note, key=SIGN[action.state])

    def hints(self) -> list[Hint]:
        """Add, edit, settle."""
        found = [Hint("n", "new", "new")]
        if self.action is not None:
            going = self.action.state == "open"
            found += [
                Hint("e", "edit", "edit"),
                Hint("d", "done" if going else "open again", "settle('done')"),
                *([Hint("o", "dropped", "settle('dropped')")] if going else []),
                Hint("v", "to evidence", "evidence"),
                Hint("x", "delete", "delete"),
            ]
        return [*found, Hint("q", "back", "leave"), HELP]

    def on_choices_moved(self, event: Choices.Moved) -> None:
        """Remember what is pointed at."""
        self.pointed = self.actions[event.index].id
        self.refresh_hints()

    def on_choices_decided(self, _: Choices.Decided) -> None:
        """Edit it."""
        self.action_edit()

    def action_new(self) -> None:
        """Add one."""
        if may_write(self):
            self._ask(begin_action(self.desk.game), "Noted.")

    def action_edit(self) -> None:
        """Edit its words and its day."""
        if self.action is not None and may_write(self):
            self._ask(self.action, "Changed.")

    def _ask(self, action: Action, word: str) -> None:
        def act(values: dict[str, str]) -> None:
            keep(self, lambda: keep_action(self.desk, action, values["text"], values["due"]), word)
            self.pointed = action.id

        self.app.push_screen(action_panel(self.desk, action), self._answered(act))

    def _answered(self, act: Callable[[dict[str, str]], None]) -> Callable[[dict[str, str] | None], None]:
        """What to do with what a panel returns, if it returns anything."""

        def answered(values: dict[str, str] | None) -> None:
            if values is not None:
                act(values)
                self.call_later(self.renew)

        return answered

    def action_settle(self, state: State) -> None:
        """It is done or dropped, with a note; or open again."""
        action = self.action
        if action is None or not may_write(self):
            return
        if action.state != "open":
            keep(self, lambda: settle_action(self.desk, action, "open", action.note), "Open again.")
            self.call_later(self.renew)
            return

        def check(values: dict[str, str]) -> dict[str, str]:
            sentence = actions.too_long(values["note"])
            return {"note": sentence} if sentence else {}

        def act(values: dict[str, str]) -> None:
            keep(self, lambda: settle_action(self.desk, action, state, values["note"]), f"Noted: {state}.")

        blanks = [Blank("note", "What came of it", "may stay empty", action.note, lines=True)]
        title = "Done" if state == "done" else "Dropped"
        self.app.push_screen(WordsPanel(title, blanks, check, about=action.text), self._answered(act))

    def action_evidence(self) -> None:
        """An entry of the journal out of it: its words and its note stand there already."""
        from ladderquest.tui.screens.evidence import EvidenceScreen

        if self.action is not None and may_write(self):
            self.app.push_screen(EvidenceScreen(self.desk, evidence_from(self.action)))

    def action_delete(self) -> None:
        """Delete it, if that is meant."""
        action = self.action
        if action is None or not may_write(self):
            return

        def answered(yes: bool | None) -> None:
            if yes:
                keep(self, lambda: drop_action(self.desk, action), "Deleted.")
                self.call_later(self.renew)

        self.app.push_screen(AskPanel("Delete this for good?", "deletes it", "keeps it"), answered)

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss()
