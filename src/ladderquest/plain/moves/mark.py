"""How ``mark`` is asked: line numbers of the artefact, which stands above with its lines numbered."""

from __future__ import annotations

from ladderquest.plain.console import Console, number
from ladderquest.plain.moves.base import Asker, NotUnderstood, Reading
from ladderquest.play import Run
from ladderquest.play.moves import MarkOffer


class MarkAsker(Asker[MarkOffer]):
    """See the module."""

    tag = "mark"

    def show(self, console: Console, run: Run, offer: MarkOffer) -> None:
        console.say(offer.ask)
        console.say(self.how(run, offer))

    def how(self, run: Run, offer: MarkOffer) -> str:
        title, last = run.program.artefacts[offer.artefact].title, len(offer.lines)
        if offer.limit == 1:
            return f"Answer with the number of one line of {title}, 1 to {last}."
        return (
            f"Answer with the numbers of up to {offer.limit} lines of {title}, 1 to {last}, "
            f"with spaces between them."
        )

    def read(self, run: Run, offer: MarkOffer, line: str) -> Reading:
        marked: list[int] = []
        for word in line.replace(",", " ").split():
            place = number(word)
            if place is None:
                raise NotUnderstood(f"{word!r} is no line number. {self.how(run, offer)}")
            if not 1 <= place <= len(offer.lines):
                raise NotUnderstood(f"There is no line {place}: the last one is {len(offer.lines)}.")
            if place not in marked:
                marked.append(place)
        if not marked:
            raise NotUnderstood(self.how(run, offer))
        return Reading(offer.answer([place - 1 for place in marked]), tuple(sorted(marked)))
