"""How ``allocate`` is asked: a row an item, and what is left to give."""

from __future__ import annotations

from textual.app import ComposeResult

from ladderquest.play import Run
from ladderquest.play.moves import Allocate, AllocateOffer
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose
from ladderquest.tui.widgets.shares import Shares


class AllocateAsk(Ask):
    """See the module."""

    def __init__(self, run: Run, offer: AllocateOffer) -> None:
        super().__init__()
        self.offer = offer

    def compose(self) -> ComposeResult:
        """The question and the rows."""
        yield Prose(self.offer.ask, classes="accent")
        yield Shares(self.offer)

    def hints(self) -> list[Hint]:
        """Move, give, hand in."""
        return [
            Hint("↑↓", "move", spare=True),
            Hint("← →", "take, give"),
            Hint("enter", "hand in", "focused.hand_in"),
        ]

    def on_shares_handed_in(self, event: Shares.HandedIn) -> None:
        """Answer with the amounts."""
        event.stop()
        self.post_message(self.Answered(Allocate.of(event.amounts), event.changes))

    def settle(self, settled: bool) -> None:
        """Grey what was given, and take the cursor away."""
        self.query_one(Shares).settle(settled)
