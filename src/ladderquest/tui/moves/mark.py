"""How ``mark`` is asked: the artefact with a cursor."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ladderquest.play import Run
from ladderquest.play.moves import MarkOffer
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.widgets.artefact import MarkView
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose


class MarkAsk(Ask):
    """See the module."""

    def __init__(self, run: Run, offer: MarkOffer) -> None:
        super().__init__()
        self.offer = offer
        self.artefact = run.program.artefacts[offer.artefact]

    def compose(self) -> ComposeResult:
        """The question, the artefact, and how many marks are set."""
        yield Prose(self.offer.ask, classes="accent")
        yield MarkView(self.artefact.title, self.artefact.kind, self.offer.lines, self.offer.limit)
        yield Static(self._count(0), id="marks")

    def _count(self, marked: int) -> Content:
        return Content.styled(f"Marked {marked} of up to {self.offer.limit}", "$quiet")

    def hints(self) -> list[Hint]:
        """Move, mark, hand in."""
        return [
            Hint("↑↓", "move", spare=True),
            Hint("space", "mark", "focused.mark"),
            Hint("enter", "hand in", "focused.hand_in"),
        ]

    def on_mark_view_marked(self, event: MarkView.Marked) -> None:
        """Count the marks, or say that there are no more."""
        self.query_one("#marks", Static).update(self._count(len(event.marked)))
        if event.full:  # said where it is seen: the count may stand below the window
            word = f"Up to {self.offer.limit} marks: take one back to mark another."
            self.app.notify(word, timeout=3, markup=False)

    def on_mark_view_handed_in(self, event: MarkView.HandedIn) -> None:
        """Answer with the places under the marks."""
        if event.marked:
            answer = self.offer.answer(event.marked)
            self.post_message(self.Answered(answer, event.changes, tuple(i + 1 for i in event.marked)))
        else:
            word = "Space marks the line under the cursor; then hand in."
            self.app.notify(word, timeout=3, markup=False)

    def settle(self, settled: bool) -> None:
        """Take the cursor away."""
        view = self.query_one(MarkView)
        view.settled = settled
        view.draw()
