"""What all screens share: a title line, a column of text, keys, help, a word when there is no room."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from ladderquest.tui.widgets.keybar import Hint, KeyBar

if TYPE_CHECKING:
    from ladderquest.tui.house import House

LEAST_WIDTH, LEAST_HEIGHT = 60, 16
WIDE, BROAD = 120, 150
"""Columns from which there is a column at the side, and from which it has room for artefacts."""
COLUMN = 72
"""Cells that text takes at most, whatever the window."""
HELP = Hint("?", "help", "help")
SAVING = "Saving …"
MOMENT = 0.4
"""Seconds that something may take before the foot of the screen says what is waited for."""


class TitleLine(Widget):
    """Where one is: the title on the left, the time or the player on the right."""

    DEFAULT_CSS = """
    TitleLine { dock: top; height: 1; padding: 0 1; margin-bottom: 1; text-wrap: nowrap; }
    """

    def __init__(self, title: str, corner: str = "") -> None:
        super().__init__()
        self.texts = (title, corner)

    def render(self) -> Content:
        """Both, with the room between them; a long title gives way."""
        title, corner = Content.styled(self.texts[0], "bold"), Content.styled(self.texts[1], "$quiet")
        room = self.size.width - corner.cell_length - 1
        return Content.assemble(title.truncate(max(1, room), ellipsis=True, pad=True), " ", corner)

    def show(self, title: str, corner: str) -> None:
        """Show these instead."""
        self.texts = (title, corner)
        self.refresh()


class Column(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The column that the text stands in: at most 72 characters, whatever the window."""

    DEFAULT_CSS = """
    Column { scrollbar-size-vertical: 1; }
    Column > .column { height: auto; max-width: 78; padding: 0 3; }
    """


class Page(Screen[None]):
    """A screen of the house. Subclasses give ``ABOUT`` (what ``?`` explains) and ``hints``."""

    ABOUT: ClassVar[str] = ""
    lists_runs: ClassVar[bool] = False
    """Whether it shows how the runs stood when it was opened, and is out of date when one is lost."""
    passing: ClassVar[bool] = False
    """Whether it only stands in for another one, and whatever is laid over it goes with it."""
    AUTO_FOCUS = ""  # a screen opens at its first line; it gives the keyboard away itself
    BINDINGS = [
        Binding("question_mark,f1", "help", "what this screen does", show=False, id="page.help"),
        Binding("pageup", "page(-1)", "page up", show=False, id="page.up"),
        Binding("pagedown", "page(1)", "page down", show=False, id="page.down"),
    ]

    held: Widget | None = None
    as_it_was = False
    """Whether it comes back without anything that its styles hang on having changed."""
    _moment: Timer | None = None

    @property
    def house(self) -> House:
        """The app, as screens see it."""
        return cast("House", self.app)

    def hints(self) -> list[Hint]:
        """The keys that work here now, most useful first."""
        return [HELP]

    def first_hints(self) -> list[Hint]:
        """The keys to open with; none for a screen that has to build itself first."""
        return self.hints()

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        yield from self.compose_page()
        yield KeyBar(self.first_hints())

    def compose_page(self) -> ComposeResult:
        """Everything but the keys."""
        yield from ()

    def on_resize(self) -> None:
        """Take the classes that fit the window. Where it is too small there is only a sentence; what is
        hidden loses the keyboard, so it is given back when there is room again."""
        size = self.app.size
        small, was_small = size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT, self.has_class("-small")
        if small:
            self.held = self.focused or self.held
            self._say_too_small(size)
        # by hand: Textual's breakpoints set a class at every size, and style the whole screen again
        for name, there in (
            ("-small", small),
            ("-wide", size.width >= WIDE),
            ("-broad", size.width >= BROAD),
        ):
            self.set_class(there, name)
        if was_small and not small:
            self.app.stylesheet.update(self)  # now: what is hidden cannot have the keyboard
            self._give_back_focus()
            if self.held is not None:
                # The word that it was hidden may still wait in its queue, and when it reads that it lets the
                # keyboard go, hidden or not: so again from behind it in the same queue.
                self.held.call_later(self._give_back_focus)

    def _say_too_small(self, size: Size) -> None:
        word = (
            f"This window is {size.width}×{size.height}. LadderQuest needs {LEAST_WIDTH}×{LEAST_HEIGHT}: "
            "make it larger, or leave with ctrl+q and play with --plain. Nothing is lost."
        )
        for sentence in self.query("#too-small").results(Static):
            sentence.update(Content(word))
            return
        self.mount(Static(Content(word), id="too-small"))

    def _give_back_focus(self) -> None:
        """The keyboard to what had it before the window was too small, or to the first that can have it."""
        usable = self.focus_chain
        if self.held in usable:
            self.set_focus(self.held, scroll_visible=False)
        elif self.focused is None and usable:
            self.set_focus(usable[0], scroll_visible=False)

    async def on_event(self, event: events.Event) -> None:
        """Textual styles every widget of a page that is pushed, which takes longest where there are many."""
        if isinstance(event, events.ScreenResume) and self.as_it_was:
            event.refresh_styles = self.as_it_was = False
        await super().on_event(event)

    def later(self) -> None:
        """Time has passed since the page was made, which is in front again now; nothing else has changed."""

    def put_away(self) -> None:
        """Send to the disk what has only been typed so far. Called before the game is left."""

    def on_screen_suspend(self) -> None:
        """Something else comes to the front: nothing typed waits behind it."""
        self.put_away()

    def refresh_hints(self) -> None:
        """Show the keys that work now."""
        self.query_one(KeyBar).show(self.hints())

    def wait_for(self, word: str) -> None:
        """Say what is waited for, if it takes longer than a moment; "" when it has come."""
        if self._moment is not None:
            self._moment.stop()
        self._moment = self.set_timer(MOMENT, lambda: self.say_waiting(word)) if word else None
        if not word:
            self.say_waiting("")

    def say_waiting(self, word: str) -> None:
        """Say at the foot what is waited for; "" takes it away."""
        for bar in self.query(KeyBar):
            bar.wait(word)

    def action_page(self, pages: int) -> None:
        """Scroll the text by a page, and what stands beside it."""
        for column in self.query(VerticalScroll):
            if pages > 0:
                column.scroll_page_down(animate=False)
            else:
                column.scroll_page_up(animate=False)

    def action_help(self) -> None:
        """Explain this screen."""
        from ladderquest.tui.panels import HelpPanel

        self.app.push_screen(HelpPanel(self.ABOUT, self._keys()))

    def _keys(self) -> list[tuple[str, str]]:
        found = [(hint.key, hint.label) for hint in self.hints() if hint != HELP]
        return [*found, ("pgup pgdn", "scroll"), ("^p", "everything else"), ("ctrl+q", "leave the game")]
