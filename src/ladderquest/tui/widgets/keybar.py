"""The line of keys at the foot of a screen: what works here, shown where it works, and clickable."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

GAP = "  "


class Hint(NamedTuple):
    """A key as shown, what it does in a word or two, and the screen action that a click runs. A ``spare``
    one is the first to go where there is no room for all."""

    key: str
    label: str
    action: str = ""
    spare: bool = False


class KeyBar(Widget):
    """All the hints on one line, drawn as one piece of text: a screen of many small widgets would be slower
    to open. The last hint, help, stands on the right and stays in sight where the others do not all fit."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; background: $surface; text-wrap: nowrap; }
    """

    def __init__(self, hints: list[Hint]) -> None:
        super().__init__()
        self.hints = hints
        self.waiting = ""

    def wait(self, word: str) -> None:
        """Say what is waited for in front of the keys, which work on; "" takes it away."""
        if word != self.waiting:
            self.waiting = word
            self.refresh()

    def show(self, hints: list[Hint]) -> None:
        """Show these hints instead."""
        if hints != self.hints:
            self.hints = hints
            self.refresh()

    def render(self) -> Content:
        """The line, as wide as there is room."""
        if not self.hints:
            return Content(self.waiting)
        *hints, help_ = self.hints
        if self.waiting:
            hints.insert(0, Hint(self.waiting, ""))
        last = self._hint(help_)
        room = self.size.width - last.cell_length - len(GAP)
        line = self._line(hints)
        while line.cell_length > room and len(hints) > 2:
            # of the others, the way out stands last and is worth more than what stands before it
            hints.pop(next((place for place, hint in enumerate(hints) if hint.spare), -2))
            line = self._line(hints)
        return Content.assemble(line.truncate(room, pad=True) if room > 0 else "", GAP, last)

    def _line(self, hints: list[Hint]) -> Content:
        return Content(GAP).join([self._hint(hint) for hint in hints])

    def _hint(self, hint: Hint) -> Content:
        text = Content.styled(hint.key, "bold $accent")
        if hint.label:
            text = Content.assemble(text, " ", (hint.label, "$quiet"))
        # not "@click": Textual would dress it up as a link
        return text.stylize(Style.from_meta({"hint": hint.action})) if hint.action else text

    async def on_click(self, event: events.Click) -> None:
        """A click does what the key does."""
        action = event.style.meta.get("hint")
        if action:
            await self.screen.run_action(action)
