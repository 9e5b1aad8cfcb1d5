"""Going back: every question of the way so far, newest first."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from ladderquest.play import Run
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.prose import Prose


class CheckpointPanel(ModalScreen[int | None]):
    """Returns the seq of the checkpoint to go back to, or None."""

    BINDINGS = [Binding("escape,q,b", "cancel", "stay", show=False, id="checkpoints.cancel")]

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.points = list(reversed(run.checkpoints()))
        answers: dict[int, str] = {}
        seq = 0
        for step in run.steps:
            answers[seq] = run.summary(step).answered
            seq = step.decided.seq
        self.items = [Item(p.at or p.scene, f"then: {answers[p.seq]}") for p in self.points]

    def compose(self) -> ComposeResult:
        """The questions."""
        with Vertical(classes="panel"):
            yield Prose("Go back to", classes="strong")
            with VerticalScroll(classes="panel-body", can_focus=False):
                yield Choices(self.items, cursor=0)
            yield Prose("enter goes back; the road you leave is kept. q stays here", classes="quiet close")

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Go back there."""
        self.dismiss(self.points[event.index].seq)

    def action_cancel(self) -> None:
        """Stay."""
        self.dismiss(None)
