"""How ``investigate`` is asked: looks with their price, one at a time, and 0 to go on."""

from __future__ import annotations

from ladderquest.plain.console import Console, menu, number
from ladderquest.plain.moves.base import Asker, NotUnderstood, Reading
from ladderquest.play import Run
from ladderquest.play.moves import Investigate, InvestigateOffer, LookOffer

_STOP = ("0", "done")


class InvestigateAsker(Asker[InvestigateOffer]):
    """See the module. A look keeps its number for as long as one looks."""

    tag = "investigate"

    def show(self, console: Console, run: Run, offer: InvestigateOffer) -> None:
        console.say(f"{offer.ask} ({_looks(offer.left)} left)")
        console.gap()
        entries = [
            (str(place) if look.open else "-", _told(look))
            for place, look in enumerate(_shown(offer), start=1)
        ]
        menu(console, [*entries, ("0", "Leave it at that and go on")])

    def how(self, run: Run, offer: InvestigateOffer) -> str:
        return "Answer with the number of one look, or with 0 (or `done`) to go on."

    def read(self, run: Run, offer: InvestigateOffer, line: str) -> Reading:
        if len(line.split()) > 1:
            raise NotUnderstood("One look at a time: answer with one number.")
        if line in _STOP:
            return Reading(Investigate(None))
        looks, place = _shown(offer), number(line)
        look = next((look for look in looks if look.id == line), None)
        if place is not None and 1 <= place <= len(looks):
            look = looks[place - 1]
        if look is None:
            raise NotUnderstood(f"There is no look {line!r} here: the numbers run from 0 to {len(looks)}.")
        if not look.open:
            raise NotUnderstood(f"That is closed: {look.why}.")
        return Reading(Investigate(look.id))


def _shown(offer: InvestigateOffer) -> list[LookOffer]:
    return [look for look in offer.looks if look.shown]


def _told(look: LookOffer) -> str:
    if not look.open:
        return f"{look.says} ({look.why})"
    return look.says if look.cost == 1 else f"{look.says} ({_price(look.cost)})"


def _price(cost: int) -> str:
    return f"takes {_looks(cost)}" if cost else "costs nothing"


def _looks(count: int) -> str:
    return f"{count} look" if count == 1 else f"{count} looks"
