"""The plan: what to do next, why, and what the player makes of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from ladderquest.desk import plan as desk_plan
from ladderquest.desk.desk import Desk
from ladderquest.game import GameError
from ladderquest.growth.phrases import short
from ladderquest.growth.plan import HORIZONS, Plan, PlanLine
from ladderquest.growth.work import State
from ladderquest.tui.page import HELP, SAVING, Column, Page, TitleLine
from ladderquest.tui.panels import TextPanel
from ladderquest.tui.screens.plan_line import Changed, LinePanel
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose

_TEXT, _REASON = 150, 120
_NEWEST = 10
"""Closed lines of a kind that are shown: three years of them are for the export."""
_WORD = "Every line says why it is there. Change what you like: it stays changed."


class Lines(Choices):
    """The lines with their horizons between them. A number is that of the line, not of the row."""

    def action_pick(self, index: int) -> None:
        """The line with this number."""
        for row, item in enumerate(self.items):
            if item.open and item.key == str(index + 1):
                super().action_pick(row)


class PlanScreen(Page):
    """The plan of the player, made anew whenever it is opened."""

    CSS_PATH: ClassVar[str] = "plan.tcss"
    ABOUT = (
        "What to do next, soonest first. Every line says why it is there: a decision of yours, a gap in "
        "your evidence, something you set out to try. The plan is made anew each time you look, and keeps "
        "all that you change: your words, your days, your order, what is done and what you dropped.\n\n"
        "Enter shows a line in full. e changes its words, its day and its note, + and - move it, h moves it "
        "to another time, space says that it is done, x drops it, a adds one of your own. What is done or "
        "dropped stands at the end, where space opens it again. c goes to the page of the codex that goes "
        "with a line."
    )
    BINDINGS = [
        Binding("a", "add", "add a line", show=False, id="plan.add"),
        Binding("e", "edit", "change", show=False, id="plan.edit"),
        Binding("space", "done", "done, or open again", show=False, id="plan.done"),
        Binding("x", "drop", "drop", show=False, id="plan.drop"),
        Binding("plus", "shift(-1)", "earlier", show=False, id="plan.earlier"),
        Binding("minus", "shift(1)", "later", show=False, id="plan.later"),
        Binding("h", "horizon", "another time", show=False, id="plan.horizon"),
        Binding("c", "codex", "codex", show=False, id="plan.codex"),
        Binding("q,escape,b", "leave", "back", show=False, id="plan.leave"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.plan: Plan = desk_plan.plan_of(desk)
        self.rows: list[PlanLine | None] = []

    def compose_page(self) -> ComposeResult:
        """A word on what this is, then the lines."""
        yield TitleLine("Plan", self.house.game.store.profile.name)
        with Column(id="text"), Vertical(classes="column"):
            yield Prose(
                "Every line says why it is there. Change what you like: it stays changed.", classes="quiet"
            )
            with Vertical(id="lines"):
                yield self._lines(None)

    def on_mount(self) -> None:
        """The keyboard goes to the lines."""
        self._take_focus()

    def later(self) -> None:
        """What is changed from now on is changed now."""
        self.desk = self.desk.again()

    def _take_focus(self) -> None:
        for lines in self.query(Lines):
            lines.focus(scroll_visible=False)

    def _lines(self, line_id: str | None) -> Lines:
        """The rows as they stand now, the pointer on ``line_id``, or on the first line."""
        self.rows, items = [], []
        numbers = {line.id: number for number, line in enumerate(self.plan.lines, start=1)}
        sections = [(title, self.plan.of(horizon)) for horizon, title in HORIZONS.items()]
        for title, closed in (("Done", self.plan.done), ("Dropped", self.plan.dropped)):
            more = f" (the newest {_NEWEST} of {len(closed)})" if len(closed) > _NEWEST else ""
            sections.append((title + more, list(closed[:_NEWEST])))
        for title, lines in sections:
            if lines:
                items.append(Item(title, open=False, heading=True))
                self.rows.append(None)
            for line in lines:
                items.append(_item(line, numbers[line.id]))
                self.rows.append(line)
        if not items:
            items.append(
                Item("Nothing is open. Play a story, or add a line with a.", open=False, heading=True)
            )
            self.rows.append(None)
        first = next((row for row, line in enumerate(self.rows) if line is not None), None)
        at = next((row for row, line in enumerate(self.rows) if line and line.id == line_id), first)
        return Lines(items, cursor=at, classes="airy")

    @property
    def pointed(self) -> PlanLine | None:
        """The line under the pointer."""
        cursor = self.query_one(Lines).cursor
        return None if cursor is None else self.rows[cursor]

    async def _again(self, line_id: str | None) -> None:
        """Show the plan as it is now."""
        self.desk = self.desk.again()
        self.plan = desk_plan.plan_of(self.desk)
        box = self.query_one("#lines")
        async with box.batch():
            await box.remove_children()
            await box.mount(self._lines(line_id))
        self._take_focus()
        self.refresh_hints()

    def hints(self) -> list[Hint]:
        """Read, change, leave."""
        there = bool(self.plan.lines)
        line = [
            Hint("enter", "read", "focused.decide"),
            Hint("space", "done", "done"),
            Hint("e", "change", "edit"),
            Hint("+ -", "move"),
            Hint("x", "drop", "drop"),
        ]
        rest = [Hint("h", "time", "horizon"), Hint("c", "codex", "codex")]
        return [
            *(line if there else []),
            Hint("a", "add", "add"),
            *(rest if there else []),
            Hint("q", "back", "leave"),
            HELP,
        ]

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """The whole line, with its reason."""
        line = self.rows[event.index]
        if line is not None:
            self.app.push_screen(TextPanel(_when(line), _in_full(line)))

    # --- changing it -----------------------------------------------------------------------------

    def _keep(self, act: Callable[[], Future[None]], line_id: str | None) -> None:
        """Change something and show the plan as it is then; or say why not."""
        try:
            saved = act()
        except GameError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.wait_for(SAVING)
        self.house.errands.when_saved(saved, lambda: self.wait_for(""), lambda: self.wait_for(""))
        self.call_later(self._again, line_id)

    def _set(self, state: State) -> None:
        line = self.pointed
        if line is not None:
            new: State = "open" if line.state != "open" else state
            self._keep(lambda: desk_plan.change(self.desk, line, state=new), line.id)

    def action_done(self) -> None:
        """Done; or open again, if it was closed."""
        self._set("done")

    def action_drop(self) -> None:
        """Dropped; or open again."""
        self._set("dropped")

    def action_shift(self, by: int) -> None:
        """Earlier or later among the lines of the same time."""
        line = self.pointed
        if line is not None and line.state == "open":
            self._keep(lambda: desk_plan.shift(self.desk, self.plan.open, line, by), line.id)

    def action_horizon(self) -> None:
        """The next time, and from the last one to the first."""
        line = self.pointed
        if line is not None and line.state == "open":
            order = list(HORIZONS)
            horizon = order[(order.index(line.horizon) + 1) % len(order)]
            self._keep(lambda: desk_plan.change(self.desk, line, horizon=horizon), line.id)

    def action_edit(self) -> None:
        """Change the words, the day, the note."""
        line = self.pointed
        if line is not None:
            self.app.push_screen(LinePanel(line, self.desk.today), lambda to: self._changed(line, to))

    def action_add(self) -> None:
        """A line of one's own."""
        self.app.push_screen(LinePanel(None, self.desk.today), lambda to: self._changed(None, to))

    def _changed(self, line: PlanLine | None, to: Changed | None) -> None:
        if to is None:
            return
        if line is None:
            self._keep(lambda: desk_plan.add(self.desk, to.text, due=to.due, note=to.note), None)
        else:
            text = to.text if to.text != line.text else None
            self._keep(
                lambda: desk_plan.change(self.desk, line, text=text, due=to.due, note=to.note), line.id
            )

    def action_codex(self) -> None:
        """The page that goes with the line."""
        line = self.pointed
        if line is not None and line.see:
            self.house.go("codex", line.see)
        elif line is not None:
            self.notify("No page of the codex goes with this line.", markup=False)

    def action_leave(self) -> None:
        """Back to where one was."""
        self.dismiss()


def _item(line: PlanLine, number: int) -> Item:
    key = str(number) if number <= 9 else "·"
    due = f"By {line.due}. " if line.due and line.state == "open" else ""
    note = line.note if line.state != "open" else due + line.reason
    return Item(short(line.text, _TEXT), short(note, _REASON) if note else "", key=key)


def _when(line: PlanLine) -> str:
    return {"open": HORIZONS[line.horizon], "done": "Done", "dropped": "Dropped"}[line.state]


def _in_full(line: PlanLine) -> list[tuple[str, str]]:
    entries = [("", line.text), ("Why", line.reason)]
    entries += [("By", line.due)] if line.due else []
    entries += [("Your note", line.note)] if line.note else []
    entries += [("As it was suggested", line.suggested)] if line.suggested else []
    return entries
