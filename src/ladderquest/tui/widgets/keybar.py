"""The line of keys at the foot of a screen: what works here, shown where it works, and clickable."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

GAP = "  "


class Hint(NamedTuple):
    """A key as shown, what it does in a word or two, and the screen action that a click runs."""

    key: str
    label: str
    action: str = ""


class KeyBar(Widget):
    """All the hints on one line, drawn as one piece of text: a screen of many small widgets would be slower
    to open. The last hint, help, stands on the right and stays in sight where the others do not all fit."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; background: $surface; text-wrap: nowrap; }
    """

    def __init__(self, hints: list[Hint]) -> None:
        super().__init__()
        self.hints = hints

    def show(self, hints: list[Hint]) -> None:
        """Show these hints instead."""
        if hints != self.hints:
            self.hints = hints
            self.refresh()

    def render(self) -> Content:
        """The line, as wide as there is room."""
        if not self.hints:
            return Content("")
        *others, last = [self._hint(hint) for hint in self.hints]
        line = Content(GAP).join(others)
        room = self.size.width - last.cell_length - len(GAP)
        return Content.assemble(line.truncate(room, pad=True) if room > 0 else "", GAP, last)

    def _hint(self, hint: Hint) -> Content:
        text = Content.assemble((hint.key, "bold $accent"), " ", (hint.label, "$quiet"))
        # not "@click": Textual would dress it up as a link
        return text.stylize(Style.from_meta({"hint": hint.action})) if hint.action else text

    async def on_click(self, event: events.Click) -> None:
        """A click does what the key does."""
        action = event.style.meta.get("hint")
        if action:
            await self.screen.run_action(action)
