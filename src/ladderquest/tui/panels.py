"""What is laid over a screen, to read and close again."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ladderquest.tui.widgets.prose import Prose


class Panel(ModalScreen[None]):
    """Something laid over a screen, to read and close again."""

    BINDINGS = [
        Binding("escape,q,space,enter", "close", "close", show=False, id="panel.close"),
        Binding("up,k", "scroll(-1)", "up", show=False, id="panel.up"),
        Binding("down,j", "scroll(1)", "down", show=False, id="panel.down"),
        Binding("pageup", "scroll(-10)", "page up", show=False),
        Binding("pagedown", "scroll(10)", "page down", show=False),
    ]

    def __init__(self, title: str, *, closes: str = "") -> None:
        super().__init__()
        self.heading = title
        self._closes = closes

    def compose(self) -> ComposeResult:
        """A titled box with what the subclass puts in it."""
        with Vertical(classes="panel"):
            yield Prose(self.heading, classes="strong")
            with VerticalScroll(classes="panel-body", can_focus=False):
                yield from self.compose_body()
            yield Prose(
                "q or escape closes" if not self._closes else f"{self._closes}, q or escape closes",
                classes="quiet close",
            )

    def compose_body(self) -> ComposeResult:
        """What the panel says."""
        yield from ()

    def action_close(self) -> None:
        """Close the panel."""
        self.dismiss()

    def action_scroll(self, lines: int) -> None:
        """Scroll what the panel says."""
        self.query_one(".panel-body").scroll_relative(y=lines, animate=False)

    def on_key(self, event: events.Key) -> None:
        """The key that opened a panel closes it, and goes no further: it would open the panel again."""
        if event.key in (self._closes, "question_mark"):
            event.stop()
            self.dismiss()


class HelpPanel(Panel):
    """What a screen is for, and its keys."""

    def __init__(self, about: str, keys: list[tuple[str, str]]) -> None:
        super().__init__("Help", closes="?")
        self._about = about
        self._keys = keys

    def compose_body(self) -> ComposeResult:
        """The explanation, then the keys."""
        yield Prose(self._about)
        wide = max(len(key) for key, _ in self._keys)
        lines = [Content.assemble((f"{key:<{wide}}  ", "bold $accent"), label) for key, label in self._keys]
        yield Static(Content("\n").join(lines))


class TextPanel(Panel):
    """Texts under headings: clues, the path so far, an explanation."""

    def __init__(
        self, title: str, entries: list[tuple[str, str]], *, closes: str = "", empty: str = ""
    ) -> None:
        super().__init__(title, closes=closes)
        self.entries = entries
        self._empty = empty

    def compose_body(self) -> ComposeResult:
        """Each heading with its text."""
        if not self.entries:
            yield Prose(self._empty, classes="quiet")
        for heading, text in self.entries:
            if heading:
                yield Prose(heading, classes="accent close")
            if text:
                yield Prose(text)


class NewsPanel(TextPanel):
    """What a player has to know: it stays until it is closed. Space reads on."""

    def action_close(self) -> None:
        """Close it when its end has been seen; before that, read on."""
        body = self.query_one(".panel-body")
        if body.max_scroll_y > round(body.scroll_y):
            body.scroll_page_down(animate=False)
        else:
            self.dismiss()
