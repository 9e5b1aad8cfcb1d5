"""How ``allocate`` is asked: one number an item, in the order in which they stand."""

from __future__ import annotations

from ladderquest.plain.console import Console, menu, number
from ladderquest.plain.moves.base import Asker, NotUnderstood, Reading
from ladderquest.play import Run
from ladderquest.play.moves import Allocate, AllocateOffer


class AllocateAsker(Asker[AllocateOffer]):
    """See the module."""

    tag = "allocate"

    def show(self, console: Console, run: Run, offer: AllocateOffer) -> None:
        console.say(offer.ask)
        entries = []
        for place, item in enumerate(offer.items, start=1):
            bounds = "" if (item.least, item.most) == (0, offer.total) else f" ({item.least} to {item.most})"
            entries.append((str(place), item.says + bounds))
        menu(console, entries)
        console.say(self.how(run, offer))

    def how(self, run: Run, offer: AllocateOffer) -> str:
        count, total = len(offer.items), offer.total
        return (
            f"Answer with {count} numbers that add up to {total} ({offer.unit}), one for each in this order, "
            "with spaces between them."
        )

    def read(self, run: Run, offer: AllocateOffer, line: str) -> Reading:
        words = line.replace(",", " ").split()
        amounts = [number(word) for word in words]
        if len(amounts) != len(offer.items) or None in amounts:
            raise NotUnderstood(self.how(run, offer))
        given = {item.id: amount or 0 for item, amount in zip(offer.items, amounts, strict=True)}
        problem = offer.problem(given)
        if problem:
            raise NotUnderstood(f"{problem[:1].upper()}{problem[1:]}. {self.how(run, offer)}")
        return Reading(Allocate.of(given))
