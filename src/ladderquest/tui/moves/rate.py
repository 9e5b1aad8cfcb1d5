"""How ``rate`` is asked: every option gets a number from 1 to 5, and they are handed in together."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.message import Message

from ladderquest.play import Run
from ladderquest.play.moves import Rate, RateOffer
from ladderquest.play.moves.rate import ASK, LEAST, MOST
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose

UNRATED = "–"


class Ratings(Choices):
    """A list whose open items are rated: a number rates the one under the pointer, which goes on to the next
    that has none."""

    @dataclass
    class HandedIn(Message):
        """The ratings by item, None where one is missing; ``changes`` counts those changed."""

        ratings: list[int | None]
        changes: int

    def __init__(self, items: list[Item]) -> None:
        super().__init__([self._rated(item, None) for item in items], cursor=0)
        self.ratings: list[int | None] = [None] * sum(item.open for item in items)
        self.changed = 0

    def _rated(self, item: Item, rating: int | None) -> Item:
        return item._replace(key=UNRATED if rating is None else str(rating)) if item.open else item

    def action_pick(self, index: int) -> None:
        """A number rates."""
        self.rate(index + 1)

    def rate(self, rating: int) -> None:
        """Rate the item under the pointer."""
        place = self.cursor
        if place is None or self.has_class("decided") or not LEAST <= rating <= MOST:
            return
        before = self.ratings[place]
        self.changed += before not in (None, rating)
        self.ratings[place] = rating
        self.tell(place, self._rated(self.items[place], rating))
        if before is None:
            count = len(self.ratings)
            further = [n % count for n in range(place + 1, place + count)]
            self.cursor = next((n for n in further if self.ratings[n] is None), place)

    def clicked(self, index: int) -> None:
        """A click points at an item; one more on the same rates it one higher, and from the top anew."""
        if not self.items[index].open or self.has_class("decided"):
            return
        if index != self.cursor:
            self.cursor = index
            return
        before = self.ratings[index]
        self.ratings[index] = before or LEAST  # so that the pointer stays
        self.rate(LEAST if before in (None, MOST) else before + 1)

    def action_decide(self) -> None:
        """Hand in."""
        if not self.has_class("decided"):
            self.post_message(self.HandedIn(list(self.ratings), self.changed))


class RateAsk(Ask):
    """See the module."""

    def __init__(self, run: Run, offer: RateOffer) -> None:
        super().__init__()
        rated = offer.rated
        self.options = [rated[place] for place in run.shown_order(len(rated))]
        self.closed = [option for option in offer.options if not option.open and option.shown]

    def compose(self) -> ComposeResult:
        """The question and the options, closed ones below."""
        yield Prose(ASK, classes="accent")
        yield Ratings([Item(o.says, o.why, o.open) for o in (*self.options, *self.closed)])

    def hints(self) -> list[Hint]:
        """Rate, move, hand in."""
        return [
            Hint(f"{LEAST}-{MOST}", "rate"),
            Hint("↑↓", "move", spare=True),
            Hint("enter", "hand in", "focused.decide"),
        ]

    def on_ratings_handed_in(self, event: Ratings.HandedIn) -> None:
        """Answer, or point at what has no number yet."""
        event.stop()
        given = [rating for rating in event.ratings if rating is not None]
        if len(given) < len(event.ratings):
            self.query_one(Ratings).cursor = event.ratings.index(None)
            missing = len(event.ratings) - len(given)
            word = f"{missing} of them {'has' if missing == 1 else 'have'} no number yet: press one, 1 to 5."
            self.app.notify(word, timeout=3, markup=False)
            return
        pairs = sorted((option.id, rating) for option, rating in zip(self.options, given, strict=True))
        self.post_message(self.Answered(Rate(tuple(pairs)), event.changes))

    def settle(self, settled: bool) -> None:
        """Show the ratings as given."""
        self.query_one(Ratings).settle(settled)
