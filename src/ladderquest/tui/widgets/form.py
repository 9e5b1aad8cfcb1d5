"""Several fields to write in, each with its label, what it asks for, and a sentence where something is wrong
with what stands there. Nothing that was typed goes away by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static, TextArea
from textual.widgets.text_area import Edit, EditResult

from ladderquest.pack.text import clean
from ladderquest.tui.widgets.field import Field
from ladderquest.tui.widgets.prose import Prose


class Blank(NamedTuple):
    """A field: its name, its label, what to write there, what stands there already, and whether it takes
    several lines."""

    name: str
    label: str
    asks: str = ""
    text: str = ""
    lines: bool = False


class Area(TextArea):
    """Several lines to write in. What is pasted there comes from anywhere, and is taken in clean."""

    DEFAULT_CSS = """
    Area { height: auto; min-height: 2; max-height: 8; border: none; padding: 0 1; background: $pick; }
    Area:focus { border: none; }
    """

    def __init__(self, text: str, *, id: str) -> None:
        super().__init__(clean(text), id=id, compact=True, highlight_cursor_line=False)

    def edit(self, edit: Edit) -> EditResult:
        """Make a change: every key and every paste comes through here."""
        return super().edit(replace(edit, text=clean(edit.text)))


class Form(Vertical):
    """The fields, in order; tab moves between them."""

    DEFAULT_CSS = """
    Form { height: auto; width: 100%; }
    Form .blank { height: auto; width: 100%; }
    Form .asks { height: auto; width: 100%; }
    Form .problem { display: none; color: $trap; margin-bottom: 0; }
    Form .wrong { display: block; }
    Form Input, Form Area { margin-bottom: 1; }
    """

    def __init__(self, blanks: Sequence[Blank]) -> None:
        super().__init__()
        self.blanks = blanks

    def compose(self) -> ComposeResult:
        """Label, field, and room for a sentence."""
        for blank in self.blanks:
            asks = Content.assemble((blank.label, "$accent"), ("  " + blank.asks, "$quiet"))
            with Vertical(id=f"{blank.name}-blank", classes="blank"):
                yield Static(asks, classes="asks")
                yield Prose("", classes="problem", id=f"{blank.name}-problem")
                if blank.lines:
                    yield Area(blank.text, id=f"{blank.name}-field")
                else:
                    # selected on focus, one key would put itself in place of all that stands there
                    text = clean(blank.text, lines=False)
                    yield Field(text, id=f"{blank.name}-field", select_on_focus=False)

    def begin(self, name: str = "") -> None:
        """The keyboard goes to a field, or to the first one; the writing goes on at its end."""
        field = self._field(name or self.blanks[0].name)
        field.focus()
        if isinstance(field, Input):
            field.cursor_position = len(field.value)
        else:
            field.move_cursor(field.document.end)

    @property
    def values(self) -> dict[str, str]:
        """Field -> what stands there, as it was typed."""
        return {blank.name: self._text(blank.name) for blank in self.blanks}

    @property
    def touched(self) -> bool:
        """Whether anything stands there now that did not stand there at first."""
        return any(self._text(blank.name) != clean(blank.text, lines=blank.lines) for blank in self.blanks)

    def tell(self, problems: Mapping[str, str]) -> None:
        """Say beside each field what is wrong with it, and nothing where nothing is; the keyboard goes to the
        first that something is wrong with."""
        for blank in self.blanks:
            says = self.query_one(f"#{blank.name}-problem", Prose)
            says.say(problems.get(blank.name, ""))
            says.set_class(blank.name in problems, "wrong")
        wrong = next((blank.name for blank in self.blanks if blank.name in problems), None)
        if wrong is not None:
            self._field(wrong).focus(scroll_visible=False)
            block = self.query_one(f"#{wrong}-blank")
            self.call_after_refresh(block.scroll_visible, animate=False)  # the sentence has its place then

    def _text(self, name: str) -> str:
        field = self._field(name)
        return field.value if isinstance(field, Input) else field.text

    def _field(self, name: str) -> Field | Area:
        found = self.query_one(f"#{name}-field")
        assert isinstance(found, Field | Area)
        return found
