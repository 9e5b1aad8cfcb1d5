"""Text on the screen. Everything that was written elsewhere goes through here as literal text."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from ladderquest.documents.prose import reflow


class Prose(Static):
    """A text, re-wrapped to its column. ``classes`` gives it its role: quiet, accent, trap, dodge, quote."""

    DEFAULT_CSS = """
    Prose { width: 100%; height: auto; margin-bottom: 1; }
    Prose.quiet { color: $quiet; }
    Prose.accent { color: $accent; }
    Prose.trap { color: $trap; }
    Prose.dodge { color: $dodge; }
    Prose.strong { text-style: bold; }
    Prose.close { margin-bottom: 0; }
    """

    def __init__(self, text: str, *, classes: str = "", id: str | None = None) -> None:
        super().__init__(Content(reflow(text)), classes=classes, id=id)

    def say(self, text: str) -> None:
        """Say this instead."""
        self.update(Content(reflow(text)))


def change_line(label: str, before: int, after: int) -> Content:
    """A change shown as a change: ``days left  3 → 2``."""
    return Content.assemble((f"{label}  ", "$quiet"), str(before), (" → ", "$quiet"), (str(after), "bold"))
