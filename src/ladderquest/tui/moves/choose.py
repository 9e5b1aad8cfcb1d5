"""How ``choose`` is asked: numbered options, in the order that the run's seed gives them."""

from __future__ import annotations

from textual.app import ComposeResult

from ladderquest.play import Run
from ladderquest.play.moves import Choose, ChooseOffer
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.keybar import Hint


class ChooseAsk(Ask):
    """See the module."""

    def __init__(self, run: Run, offer: ChooseOffer) -> None:
        super().__init__()
        order = run.shown_order(len(offer.options))
        shown = [offer.options[index] for index in order if offer.options[index].shown]
        # closed options stand below the open ones, so that the numbers run from 1 without a hole
        self.options = sorted(shown, key=lambda option: not option.open)

    def compose(self) -> ComposeResult:
        """The list."""
        yield Choices([Item(option.says, option.why, option.open) for option in self.options])

    def hints(self) -> list[Hint]:
        """Pick and decide."""
        count = sum(option.open for option in self.options)
        return [Hint(f"1-{count}", "pick"), Hint("enter", "decide", "focused.decide")]

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Answer with the option."""
        event.stop()
        self.post_message(self.Answered(Choose(self.options[event.index].id), event.changes))

    def settle(self, settled: bool) -> None:
        """Grey what was not chosen."""
        self.query_one(Choices).settle(settled)
