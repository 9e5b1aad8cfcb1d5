"""The calculator of an A/B test: what it needs before, and what it has come to after."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from ladderquest.growth.calculator import (
    AFTER,
    BEFORE,
    FIELDS,
    LETTERS,
    LONGEST,
    Field,
    Lines,
    after_told,
    before_told,
    start_values,
)
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.widgets import field as fields
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose

LABEL = 18


class NumberField(fields.Field):
    """A field that takes digits and what belongs to numbers; letters are keys of the screen here."""

    BINDINGS = [
        Binding("down", "screen.step(1)", "next field", show=False, id="number.next"),
        Binding("up", "screen.step(-1)", "field before", show=False, id="number.previous"),
        Binding("q", "screen.leave", "back", show=False, id="number.leave", priority=True),
        Binding("x", "screen.clear", "start again", show=False, id="number.clear", priority=True),
        Binding("question_mark", "screen.help", "help", show=False, id="number.help", priority=True),
    ]

    def __init__(self, field: Field, value: str) -> None:
        super().__init__(value, id=field.id, max_length=LONGEST, select_on_focus=True)
        self.about = field
        self.cursor_blink = False

    def replace(self, text: str, start: int, end: int) -> None:
        """Put ``text`` there, without what is no part of a number."""
        super().replace("".join(letter for letter in text if letter in LETTERS), start, end)


class CalculatorScreen(Page):
    """Fields on the left, what follows from them below; every key counts at once."""

    CSS_PATH: ClassVar[str] = "calculator.tcss"
    ABOUT = (
        "Before the test: how many people each arm needs so that a change of this size is found. Rates are "
        "per cent: 4 and 4 % are both 4 %, and 0.04 is 0.04 %. A change of 0.5 means points, from 4 to "
        "4.5 %; a change of 10 % means a tenth of the rate, from 4 to 4.4 %.\n\n"
        "After it: the difference, an interval for it, and the p value. Two-sided; no correction for looking "
        "often. Formulas: Fleiss, Levin & Paik for sample size and test, Newcombe (1998) for the interval."
    )
    BINDINGS = [
        Binding("x", "clear", "start again", show=False, id="calculator.clear"),
        Binding("q,escape,b", "leave", "back", show=False, id="calculator.leave"),
    ]

    def __init__(self, numbers: dict[str, str] | None = None) -> None:
        """``numbers`` are what was given before, by field; they are changed with what is given now."""
        super().__init__()
        self.numbers = {} if numbers is None else numbers
        self.numbers.update({**start_values(), **self.numbers})

    def compose_page(self) -> ComposeResult:
        """Two groups of fields, each with its results."""
        yield TitleLine("Calculator", "an A/B test")
        with Column(id="text"), Vertical(classes="column"):
            yield Prose("Before the test", classes="strong close")
            yield from (self._row(field) for field in BEFORE)
            yield Static(self._lines(before_told(self.numbers)), id="before")
            yield Prose("After it", classes="strong close")
            yield from (self._row(field) for field in AFTER)
            yield Static(self._lines(after_told(self.numbers)), id="after")

    def _row(self, field: Field) -> Horizontal:
        return Horizontal(
            Static(Content(field.label), classes="label"),
            NumberField(field, self.numbers[field.id]),
            Static(Content(field.rule), classes="rule"),
            classes="row",
        )

    def on_mount(self) -> None:
        """The keyboard goes to the first field."""
        self.query(NumberField).first().focus(scroll_visible=False)

    def hints(self) -> list[Hint]:
        """Move, clear, leave."""
        return [
            Hint("↑↓ tab", "field", "step(1)"),
            Hint("x", "start again", "clear"),
            Hint("q", "back", "leave"),
            HELP,
        ]

    @property
    def given(self) -> dict[str, str]:
        """What stands in the fields."""
        return {each.about.id: each.value for each in self.query(NumberField)}

    def on_input_changed(self, event: Input.Changed) -> None:
        """Calculate."""
        event.stop()
        given = self.given
        if len(given) == len(FIELDS):
            self.numbers.update(given)
            self.query_one("#before", Static).update(self._lines(before_told(given)))
            self.query_one("#after", Static).update(self._lines(after_told(given)))
            results = "#after" if event.input.id in {field.id for field in AFTER} else "#before"
            self.call_after_refresh(self._show_results, results)

    def _show_results(self, which: str) -> None:
        """Keep in sight what follows from the field that is written in, and the field."""
        self.query_one(which).scroll_visible(animate=False)
        if self.focused is not None:
            self.focused.scroll_visible(animate=False)

    def _lines(self, lines: Lines) -> Content:
        told = []
        for label, text in lines:
            if label:
                told.append(Content.assemble((f"{label:<{LABEL}}", "$quiet"), (text, "bold")))
            else:
                told.append(Content.styled(text, "$accent"))
        return Content("\n").join(told)

    def action_step(self, step: int) -> None:
        """The next field, or the one before."""
        if step > 0:
            self.focus_next(NumberField)
        else:
            self.focus_previous(NumberField)

    def action_clear(self) -> None:
        """Every field as it was."""
        for each in self.query(NumberField):
            each.value = each.about.start

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss()
