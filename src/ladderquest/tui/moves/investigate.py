"""How ``investigate`` is asked: looks with their price, one at a time, and a way to stop."""

from __future__ import annotations

from textual.app import ComposeResult

from ladderquest.play import Run
from ladderquest.play.moves import Investigate, InvestigateOffer
from ladderquest.play.moves.investigate import LookOffer
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose

STOP = "Leave it at that and go on"


class InvestigateAsk(Ask):
    """See the module."""

    def __init__(self, run: Run, offer: InvestigateOffer) -> None:
        super().__init__()
        self.offer = offer
        self.looks = [look for look in offer.looks if look.shown]

    def compose(self) -> ComposeResult:
        """The question with what is left, the looks, and the way out."""
        left = self.offer.left
        yield Prose(f"{self.offer.ask} ({left} look{'s' if left != 1 else ''} left)", classes="accent")
        items = [Item(look.says, self._note(look), look.open) for look in self.looks]
        yield Choices([*items, Item(STOP)])

    def _note(self, look: LookOffer) -> str:
        if look.why:
            return look.why
        return "" if look.cost == 1 else f"takes {look.cost} looks" if look.cost else "costs nothing"

    def hints(self) -> list[Hint]:
        """Pick and look."""
        return [Hint(f"1-{len(self.looks) + 1}", "pick"), Hint("enter", "look", "focused.decide")]

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Look, or stop looking."""
        event.stop()
        look = self.looks[event.index].id if event.index < len(self.looks) else None
        self.post_message(self.Answered(Investigate(look), event.changes))

    def settle(self, settled: bool) -> None:
        """Grey what was not chosen."""
        self.query_one(Choices).settle(settled)
