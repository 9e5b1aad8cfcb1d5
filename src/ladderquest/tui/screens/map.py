"""The map of a scenario: its scenes from the start down, and the way that the run took."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from ladderquest.authoring.drawing import Span
from ladderquest.authoring.map import RunMap
from ladderquest.game import Sitting
from ladderquest.tui.page import HELP, Page, TitleLine
from ladderquest.tui.widgets.keybar import Hint

_EDGES = 4
_AT_ONCE = 300
"""Scenes whose map is drawn before the next key is read; of more, somebody would notice."""
_STYLES = {"taken": "bold $accent", "went": "bold $accent", "way": "$quiet", "unknown": "$quiet"}


class MapScreen(Page):
    """The map of a sitting; with ``whole`` all of it, as its author named it."""

    CSS_PATH: ClassVar[str] = "map.tcss"
    ABOUT = (
        "Every box is a scene; ways lead from the top down. Thick boxes and lines are where you went, thin "
        "ones where you did not. Scenes that you have not come to have a broken frame and a question mark: "
        "the map says that they exist, and not what they are. Roads that you left by going back are thin."
    )
    BINDINGS = [
        Binding("space", "page(1)", "read on", show=False, id="map.page_down"),
        Binding("down,j", "move(0, 1)", "down", show=False, id="map.down"),
        Binding("up,k", "move(0, -1)", "up", show=False, id="map.up"),
        Binding("right,l", "move(4, 0)", "right", show=False, id="map.right"),
        Binding("left,h", "move(-4, 0)", "left", show=False, id="map.left"),
        Binding("q,escape,m", "leave", "back", show=False, id="map.leave"),
    ]

    class Drawn(Message):
        """The map for a width, and the line that one stands on."""

        def __init__(self, wide: int, drawing: Content, here: int) -> None:
            super().__init__()
            self.wide = wide
            self.drawing = drawing
            self.here = here

    def __init__(self, sitting: Sitting, *, whole: bool) -> None:
        super().__init__()
        self.sitting = sitting
        self.map = RunMap(sitting.run, whole=whole)
        self._whole = whole
        self._wide = 0

    def compose_page(self) -> ComposeResult:
        """The legend, and the map in a field of its own."""
        yield TitleLine(self.sitting.scenario.title, "map")
        yield Static(self._legend(), id="legend")
        with ScrollableContainer(id="map", can_focus=False):
            yield Static(id="drawing")

    def _legend(self) -> Content:
        came, there = self.map.seen
        unseen = "" if self._whole else "┌╌┐ not seen   "
        rest = f"   ─ other ways   {unseen}{came} of {there} scenes"
        return Content.assemble(("━ your way", _STYLES["went"]), rest)

    def hints(self) -> list[Hint]:
        """Move about, and back."""
        return [Hint("↑↓←→", "move"), Hint("space", "further", "page(1)"), Hint("q", "back", "leave"), HELP]

    def on_resize(self) -> None:
        """Draw the map for the width that there is now."""
        super().on_resize()
        self.draw()

    def draw(self) -> None:
        """Draw the map, if it is not drawn for this width already."""
        wide = self.app.size.width - _EDGES
        if wide == self._wide:
            return
        self._wide = wide
        scenes = self.map.seen[1]
        if scenes <= _AT_ONCE:
            self._show(self._drawn(wide))
            return
        self.query_one("#drawing", Static).update(Content.styled(f"Drawing {scenes:,} scenes …", "$quiet"))
        self.run_worker(lambda: self.post_message(self._drawn(wide)), thread=True)

    def _drawn(self, wide: int) -> Drawn:
        lines = self.map.drawn(wide)
        here = next((y for y, line in enumerate(lines) if any("▸" in text for text, _ in line)), 0)
        return self.Drawn(wide, Content("\n").join(map(_line, lines)), here)

    def on_map_screen_drawn(self, event: Drawn) -> None:
        """Show a map that took its time, if the window is still as wide."""
        if event.wide == self._wide:
            self._show(event)

    def _show(self, drawn: Drawn) -> None:
        self.query_one("#drawing", Static).update(drawn.drawing)
        self.call_after_refresh(self._bring, drawn.here)

    def _bring(self, line: int) -> None:
        """Scroll so that a line of the map stands in the middle."""
        self._field.scroll_to(y=max(0, line - self._field.size.height // 2), animate=False)

    @property
    def _field(self) -> ScrollableContainer:
        return self.query_one("#map", ScrollableContainer)

    def action_page(self, pages: int) -> None:
        """Scroll by a page."""
        self._field.scroll_relative(y=pages * max(1, self._field.size.height - 2), animate=False)

    def action_move(self, x: int, y: int) -> None:
        """Scroll by a little."""
        self._field.scroll_relative(x=x, y=y, animate=False)

    def action_leave(self) -> None:
        """Back to the screen below."""
        self.app.pop_screen()


def _line(spans: list[Span]) -> Content:
    return Content("").join([Content.styled(text, _STYLES.get(role, "")) for text, role in spans])
