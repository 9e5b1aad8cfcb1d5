"""How ``defend`` is asked: numbered claims, lettered exhibits, both answered on one line."""

from __future__ import annotations

from string import ascii_lowercase

from ladderquest.plain.console import Console, menu
from ladderquest.plain.moves.base import Asker, NotUnderstood, Reading, pick, show_offers
from ladderquest.play import Run
from ladderquest.play.moves import Defend, DefendOffer, Offer


class DefendAsker(Asker[DefendOffer]):
    """See the module."""

    tag = "defend"

    def show(self, console: Console, run: Run, offer: DefendOffer) -> None:
        console.say(offer.ask)
        console.gap()
        console.say("What you say:")
        show_offers(console, offer.claims)
        console.gap()
        if offer.exhibits:
            console.say(f"What you can put beside it, {offer.limit} at most:")
            menu(console, [(letter, exhibit.says) for letter, exhibit in _lettered(offer)])
        else:
            console.say("You have found nothing that you could put beside it.")
        console.gap()
        console.say(self.how(run, offer))

    def how(self, run: Run, offer: DefendOffer) -> str:
        if not offer.exhibits:
            return "Answer with the number of what you say."
        letters = " ".join(letter for letter, _ in _lettered(offer)[: offer.limit])
        many = "letters" if offer.limit > 1 else "letter"
        return (
            f"Answer with the number of what you say and the {many} of what you put beside it, "
            f"such as `1 {letters}`, or with the number alone."
        )

    def read(self, run: Run, offer: DefendOffer, line: str) -> Reading:
        claim, *rest = line.replace(",", " ").split() or [line]
        picked = pick(offer.claims, claim, "claim")
        exhibits = {_exhibit(offer, word) for word in rest}
        return Reading(Defend(picked.id, tuple(sorted(exhibits))))


def _lettered(offer: DefendOffer) -> list[tuple[str, Offer]]:
    count = len(ascii_lowercase)
    return [(ascii_lowercase[i % count] * (i // count + 1), each) for i, each in enumerate(offer.exhibits)]


def _exhibit(offer: DefendOffer, word: str) -> str:
    for letter, exhibit in _lettered(offer):
        if word.lower() == letter or word == exhibit.id:
            return exhibit.id
    if not offer.exhibits:
        raise NotUnderstood("There is nothing to put beside it: answer with the number alone.")
    letters = ", ".join(letter for letter, _ in _lettered(offer))
    raise NotUnderstood(f"There is no exhibit {word!r}: there is {letters}.")
