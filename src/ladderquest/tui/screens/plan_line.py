"""A line of the plan, to be written: its words, its day, a note."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from ladderquest.desk.plan import day_problem, problem_of
from ladderquest.growth.plan import PlanLine
from ladderquest.tui.widgets.field import Field
from ladderquest.tui.widgets.keybar import Hint, KeyBar
from ladderquest.tui.widgets.pad import Pad
from ladderquest.tui.widgets.prose import Prose


class Changed(NamedTuple):
    """A line as it was written."""

    text: str
    due: str
    note: str


class LinePanel(ModalScreen[Changed | None]):
    """Asks for a line; None if it is left as it was."""

    BINDINGS = [
        Binding("ctrl+s,f2", "save", "keep", show=False, id="line.save", priority=True),
        Binding("escape,f10", "leave", "leave", show=False, id="line.leave", priority=True),
        Binding("tab", "app.focus_next", "next field", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", "field before", show=False, priority=True),
    ]

    def __init__(self, line: PlanLine | None, today: date) -> None:
        super().__init__()
        self.line = line
        self.today = today
        self.warned = False

    def compose(self) -> ComposeResult:
        """What this is, or what is wrong with it; three fields; the keys."""
        line = self.line
        with Vertical(classes="panel"):
            yield Prose("Change a line" if line else "A line of your own", classes="strong", id="say")
            with VerticalScroll(classes="panel-body", can_focus=False):
                yield Prose("What you will do", classes="accent close")
                yield Pad(line.text if line else "", id="words")
                yield Prose(
                    "By when (friday, in 2 weeks, 2027-01-31; empty for no day)", classes="accent close"
                )
                yield Field(line.due if line else "", placeholder="no day", max_length=40, id="due")
                yield Prose("Note", classes="accent close")
                yield Pad(line.note if line else "", id="note")
                if line is not None and line.suggested:
                    yield Prose(f"It was suggested as: {line.suggested}", classes="quiet")
            yield KeyBar(
                [
                    Hint("^s", "keep", "save"),
                    Hint("tab", "next field"),
                    Hint("esc", "leave", "leave"),
                ]
            )

    def on_mount(self) -> None:
        """Write at once."""
        self.query_one("#words", Pad).take_focus()

    @property
    def written(self) -> Changed:
        """The fields as they stand."""
        return Changed(
            self.query_one("#words", Pad).text.strip(),
            self.query_one("#due", Field).value.strip(),
            self.query_one("#note", Pad).text.strip(),
        )

    def action_save(self) -> None:
        """Keep it, or say what is wrong and go there."""
        to = self.written
        for problem, where in (
            (problem_of(to.text), "#words"),
            (day_problem(to.due, self.today), "#due"),
            (problem_of(to.note, what="note"), "#note"),
        ):
            if problem:
                self._say(problem)
                field = self.query_one(where)
                if isinstance(field, Pad):
                    field.take_focus()
                else:
                    field.focus()
                return
        self.dismiss(to)

    def _say(self, word: str) -> None:
        """At the top, which is always in sight."""
        heading = self.query_one("#say", Prose)
        heading.say(word)
        heading.add_class("trap")

    def action_leave(self) -> None:
        """Leave it as it was; words that would be lost are asked about once."""
        line = self.line
        before = Changed(line.text, line.due, line.note) if line else Changed("", "", "")
        if self.written != before and not self.warned:
            self.warned = True
            self._say("This is not kept yet: ctrl+s keeps it, escape once more leaves it.")
            return
        self.dismiss(None)
