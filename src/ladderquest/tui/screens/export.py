"""Any document put into a file: choose a format, see the name, and be told where it went."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from ladderquest.desk.exports import ExportError, InTheWay
from ladderquest.desk.files import export_file
from ladderquest.documents.document import Document
from ladderquest.documents.formats import Format, fitting
from ladderquest.documents.text import to_text
from ladderquest.pack.text import clean
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.field import Field
from ladderquest.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from ladderquest.tui.house import House

_AGAIN = "Enter once more writes over it; or choose another name."
_COPIED = (
    "Sent to the clipboard of your terminal, as text. Not every terminal takes it, and none says whether it "
    "did: a file is sure."
)
_LIST = "enter takes the format; c copies the text; q or escape closes"
_NAME = "enter saves; tab goes back to the formats; escape closes"


class ExportPanel(ModalScreen[None]):
    """Save ``document`` under a name that begins as ``stem`` in the current folder."""

    DEFAULT_CSS = """
    ExportPanel #where { margin-top: 1; }
    ExportPanel Field { margin-bottom: 1; }
    """
    BINDINGS = [
        Binding("escape", "close", "close", show=False, id="export.close"),
        Binding("q", "close", "close", show=False, id="export.leave"),
        Binding("c", "copy", "copy", show=False, id="export.copy"),
        Binding("tab,shift+tab", "switch", "formats or name", show=False, priority=True, id="export.switch"),
    ]

    class Written(Message):
        """Where it went, or why it did not."""

        def __init__(self, path: Path | None, problem: str = "", *, in_the_way: bool = False) -> None:
            super().__init__()
            self.path = path
            self.problem = problem
            self.in_the_way = in_the_way

    def __init__(self, document: Document, stem: str) -> None:
        super().__init__()
        self.document = document
        self.busy = False
        self._stem = stem
        self._formats = fitting(document)
        self._format: Format = self._formats[0]
        self._asked = ""
        """The name that is in the way, once that was said."""

    @property
    def house(self) -> House:
        """The app, as screens see it."""
        return cast("House", self.app)

    def compose(self) -> ComposeResult:
        """Formats, then the name."""
        items = [Item(f"{each.name}: {each.what}") for each in self._formats]
        with Vertical(classes="panel"):
            yield Prose("Save to a file", classes="strong")
            with VerticalScroll(classes="panel-body", can_focus=False):
                yield Choices(items, cursor=0)
                yield Prose(f"Name{_here()}", classes="quiet close", id="where")
                yield Field(self._stem + self._format.extension, max_length=1_000)
                yield Prose("", id="told", classes="close")
            yield Prose(_LIST, classes="quiet close")

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Take the format; the name follows, unless it was changed."""
        field, before = self.query_one(Field), self._format
        self._format = self._formats[event.index]
        if field.value.endswith(before.extension):
            field.value = field.value.removesuffix(before.extension) + self._format.extension
        self._say("")
        field.focus()
        field.cursor_position = len(field.value)

    def on_descendant_focus(self) -> None:
        """Say the keys of what has the keyboard."""
        self.query_one(".panel > .close", Prose).say(_NAME if self.query_one(Field).has_focus else _LIST)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Write it. A file that is there already is written over when that was asked for twice."""
        if self.busy:
            return
        name, force = event.value.strip(), event.value.strip() == self._asked
        if not name:
            self._say("That names no file.", "trap")
            return
        now: datetime = self.house.game.now()
        self.busy, self._asked = True, ""
        self._say("Writing …")

        def work() -> None:
            try:
                path = export_file(self.document, self._format, Path(name), now, force=force)
            except ExportError as error:
                in_the_way = isinstance(error, InTheWay)
                self.post_message(self.Written(None, str(error), in_the_way=in_the_way))
            else:
                self.post_message(self.Written(path.absolute()))

        self.run_worker(work, thread=True)

    def on_export_panel_written(self, event: Written) -> None:
        """Say where it is, or why it is not."""
        self.busy = False
        if event.path is not None:
            self._say(f"Written: {clean(str(event.path), lines=False)}", "dodge")
            return
        problem = f"{event.problem[:1].upper()}{event.problem[1:]}."
        if event.in_the_way:
            self._asked = self.query_one(Field).value.strip()
            problem = f"{problem} {_AGAIN}"
        self._say(problem, "trap")

    def _say(self, text: str, role: str = "") -> None:
        told = self.query_one("#told", Prose)
        told.set_classes(f"close {role}".strip())
        told.say(text)
        self.call_after_refresh(told.scroll_visible, animate=False)

    def action_switch(self) -> None:
        """From the formats to the name, and back."""
        field = self.query_one(Field)
        (self.query_one(Choices) if field.has_focus else field).focus()

    def action_copy(self) -> None:
        """Send the text to the terminal's clipboard, which never says what came of it."""
        self.app.copy_to_clipboard(to_text(self.document))
        self._say(_COPIED)

    def action_close(self) -> None:
        """Close, unless something is on its way."""
        if not self.busy:
            self.dismiss()


def _here() -> str:
    """Which folder a name without one is in."""
    try:
        return f", in {clean(str(Path.cwd()), lines=False)}"
    except OSError:  # the folder is gone
        return ""
