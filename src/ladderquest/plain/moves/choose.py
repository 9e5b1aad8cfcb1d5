"""How ``choose`` is asked: numbered options, in the order that the run's seed gives them."""

from __future__ import annotations

from ladderquest.plain.console import Console
from ladderquest.plain.moves.base import Asker, NotUnderstood, Reading, opened_of, pick, show_offers
from ladderquest.play import Run
from ladderquest.play.moves import Choose, ChooseOffer, Offer


class ChooseAsker(Asker[ChooseOffer]):
    """See the module."""

    tag = "choose"

    def show(self, console: Console, run: Run, offer: ChooseOffer) -> None:
        show_offers(console, _ordered(run, offer))

    def how(self, run: Run, offer: ChooseOffer) -> str:
        return f"Answer with a number from 1 to {len(opened_of(offer.options))}."

    def read(self, run: Run, offer: ChooseOffer, line: str) -> Reading:
        if len(line.split()) > 1:
            raise NotUnderstood("One number is enough here.")
        return Reading(Choose(pick(_ordered(run, offer), line, "option").id))


def _ordered(run: Run, offer: ChooseOffer) -> list[Offer]:
    return [offer.options[place] for place in run.shown_order(len(offer.options))]
