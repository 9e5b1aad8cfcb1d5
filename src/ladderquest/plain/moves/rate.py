"""How ``rate`` is asked: one number for every option, on one line, in the order in which they stand."""

from __future__ import annotations

from ladderquest.plain.console import Console, menu, number
from ladderquest.plain.moves.base import Asker, NotUnderstood, Reading
from ladderquest.play import Run
from ladderquest.play.moves import Offer, Rate, RateOffer
from ladderquest.play.moves.rate import ASK, LEAST, MOST


class RateAsker(Asker[RateOffer]):
    """See the module. Options have letters here, so that nobody takes their place for a rating."""

    tag = "rate"

    def show(self, console: Console, run: Run, offer: RateOffer) -> None:
        console.say(ASK)
        console.gap()
        entries = [
            (letter, option.says) for letter, option in zip("abcdefghi", _ordered(run, offer), strict=False)
        ]
        closed = [option for option in offer.options if not option.open and option.shown]
        menu(console, [*entries, *(("-", f"{option.says} (closed: {option.why})") for option in closed)])
        console.gap()
        console.say(self.how(run, offer))

    def how(self, run: Run, offer: RateOffer) -> str:
        count = len(offer.rated)
        if count == 1:
            return f"Answer with one number from {LEAST} to {MOST}."
        sample = " ".join(str(1 + (2 * place) % MOST) for place in range(count))
        return f"Answer with {count} numbers from {LEAST} to {MOST}, the first for a, such as `{sample}`."

    def read(self, run: Run, offer: RateOffer, line: str) -> Reading:
        words, options = line.replace(",", " ").split(), _ordered(run, offer)
        if len(words) == 1 and len(options) > 1 and words[0].isdecimal() and len(words[0]) == len(options):
            words = list(words[0])  # "4251" is as clear
        if len(words) != len(options):
            raise NotUnderstood(
                f"There are {len(options)} options, and this is {len(words)}. {self.how(run, offer)}"
            )
        ratings = []
        for word in words:
            rating = number(word)
            if rating is None or not LEAST <= rating <= MOST:
                raise NotUnderstood(f"{word!r} is no rating: they run from {LEAST} to {MOST}.")
            ratings.append(rating)
        pairs = ((option.id, rating) for option, rating in zip(options, ratings, strict=True))
        return Reading(Rate(tuple(sorted(pairs))))


def _ordered(run: Run, offer: RateOffer) -> list[Offer]:
    rated = offer.rated
    return [rated[place] for place in run.shown_order(len(rated))]
