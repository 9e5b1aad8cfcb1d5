"""A numbered list to pick from: by number, arrows or mouse; enter decides, so that a slip does not count."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

MOST = 9
"""Items that have a number key."""
NUMBER = 5
"""Cells of the pointer and the number."""
BESIDE_AT, LEAST_GAP = 34, 3
"""Where in a note's line something stands beside it, if there is room; and how far from it at least."""


class Item(NamedTuple):
    """One line of a list. ``note`` stands under it, quietly; a closed one cannot be picked; ``sign`` stands
    after its number and ``key`` in place of it. A closed ``heading`` stands at the margin, without either. Of
    ``beside`` the first text that there is room for stands in the note's last line: it may come later, and
    nothing moves."""

    text: str
    note: str = ""
    open: bool = True
    sign: str = ""
    key: str = ""
    heading: bool = False
    beside: tuple[str, ...] = ()


class Choice(Widget):
    """One item with its number, its text wrapped in a column of its own. It is one widget and not three: the
    screens are full of them, and each one costs."""

    def __init__(self, index: int, item: Item) -> None:
        super().__init__(classes="" if item.open or item.heading else "closed")
        self.index = index
        self.item = item
        self.here = False

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Lines of the wrapped text; Textual asks before the size is known."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Pointer and number beside the first line, the rest under it."""
        if self.item.heading:
            return Content.styled(self.item.text, "bold")
        first, *rest = self._lines(self.content_size.width)
        indent = " " * NUMBER
        return Content("\n").join([self._label() + first, *(indent + line for line in rest)])

    def _lines(self, width: int) -> list[Content]:
        room = max(1, width - NUMBER)
        lines = Content(self.item.text).wrap(room)
        if self.item.note:
            lines += [line.stylize("$quiet") for line in Content(self.item.note).wrap(room)]
            lines[-1] = self._with_beside(lines[-1], room)
        return lines

    def _with_beside(self, note: Content, room: int) -> Content:
        for text in self.item.beside:
            beside = Content.styled(text, "$quiet")
            left = room - note.cell_length - beside.cell_length
            if left >= LEAST_GAP:
                gap = min(left, max(LEAST_GAP, BESIDE_AT - note.cell_length))
                return Content.assemble(note, " " * gap, beside)
        return note

    def _label(self) -> Content:
        item = self.item
        number = item.key or (str(self.index + 1) if item.open and self.index < MOST else "·")
        style = "bold $accent" if item.open else "$quiet"
        label = Content.assemble(("▸ " if self.here else "  ", "$accent"), (number, style), item.sign)
        return label.pad_right(max(0, NUMBER - label.cell_length))

    def point(self, here: bool) -> None:
        """Show or take away the pointer."""
        self.here = here
        self.set_class(here, "here")
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """The first click picks, a second one on the same item decides."""
        event.stop()
        choices = self.parent
        if isinstance(choices, Choices):
            choices.clicked(self.index)


class Choices(Vertical, can_focus=True):
    """The list. ``cursor`` is None until something is picked."""

    DEFAULT_CSS = """
    Choices { height: auto; width: 100%; }
    Choices Choice { height: auto; width: 100%; }
    Choices Choice.here { background: $pick; }
    Choices Choice.closed { color: $quiet; }
    Choices.decided Choice { opacity: 45%; }
    Choices.decided Choice.here { opacity: 100%; }
    Choices.airy Choice { margin-bottom: 1; }
    """
    BINDINGS = [
        Binding("up,k", "move(-1)", "up", show=False, id="choices.up"),
        Binding("down,j", "move(1)", "down", show=False, id="choices.down"),
        Binding("enter", "decide", "decide", show=False, id="choices.decide"),
        *(Binding(str(n), f"pick({n - 1})", f"pick {n}", show=False) for n in range(1, MOST + 1)),
    ]

    cursor: reactive[int | None] = reactive[int | None](None, init=False)

    class Decided(Message):
        """An item was decided on. ``changes`` counts how often the pick changed before."""

        def __init__(self, choices: Choices, index: int, changes: int) -> None:
            super().__init__()
            self.choices = choices
            self.index = index
            self.changes = changes

        @property
        def control(self) -> Choices:
            """The list it came from."""
            return self.choices

    class Moved(Message):
        """The pointer is on another item."""

        def __init__(self, choices: Choices, index: int) -> None:
            super().__init__()
            self.choices = choices
            self.index = index

    def __init__(
        self, items: list[Item], *, cursor: int | None = None, id: str | None = None, classes: str = ""
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.items = items
        self._start = cursor
        self._picks = 0

    def compose(self) -> ComposeResult:
        """One row an item."""
        yield from (Choice(index, item) for index, item in enumerate(self.items))

    def on_mount(self) -> None:
        """Put the pointer where it starts, and leave the screen at its first line."""
        self.set_reactive(Choices.cursor, self._start)
        for choice in self.query(Choice):
            if choice.index == self._start:
                choice.point(True)

    def watch_cursor(self, before: int | None, now: int | None) -> None:
        """Move the pointer and keep it in sight."""
        for choice in self.query(Choice):
            if choice.index in (before, now):
                choice.point(choice.index == now)
                if choice.index == now:
                    choice.scroll_visible(animate=False)
        if now is not None:
            self.post_message(self.Moved(self, now))

    def action_move(self, step: int) -> None:
        """The next open item in a direction; from nowhere, the first or the last."""
        usable = [index for index, item in enumerate(self.items) if item.open]
        if not usable or self.has_class("decided"):
            return
        if self.cursor is None:
            self._pick(usable[0 if step > 0 else -1])
            return
        beyond = [index for index in usable if (index - self.cursor) * step > 0]
        if beyond:
            self._pick(beyond[0] if step > 0 else beyond[-1])

    def action_pick(self, index: int) -> None:
        """Pick an item by its number."""
        if index < len(self.items) and self.items[index].open and not self.has_class("decided"):
            self._pick(index)

    def _pick(self, index: int) -> None:
        if index != self.cursor:
            self._picks += 1
        self.cursor = index

    def action_decide(self) -> None:
        """Decide on what is picked."""
        if self.cursor is not None and not self.has_class("decided"):
            self.post_message(self.Decided(self, self.cursor, max(0, self._picks - 1)))

    def clicked(self, index: int) -> None:
        """A click on an item."""
        if index == self.cursor:
            self.action_decide()
        else:
            self.action_pick(index)

    def tell(self, index: int, item: Item) -> None:
        """Show another item in the same place. It must take as many lines as the one before."""
        self.items[index] = item
        for choice in self.query(Choice):
            if choice.index == index:
                choice.item = item
                choice.refresh()

    def settle(self, settled: bool = True) -> None:
        """Show that the decision is made (or, after a failed save, open again)."""
        self.set_class(settled, "decided")
