"""How a move is asked line by line: what is printed, and what a line of input means."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from ladderquest.plain.console import Console, menu, number
from ladderquest.play import AnyAnswer, Run
from ladderquest.play.moves import Offer

if TYPE_CHECKING:
    from ladderquest.desk.drafts import StoryPage

OfferT = TypeVar("OfferT")
PickT = TypeVar("PickT", bound=Offer)


class NotUnderstood(Exception):
    """A line that is no answer here; the message is one sentence for the player."""


@dataclass(frozen=True)
class Reading:
    """What was read came to. ``lines`` are artefact lines marked, from 1; ``words`` is what was written."""

    answer: AnyAnswer
    lines: tuple[int, ...] | None = None
    words: str | None = None


class Asker(ABC, Generic[OfferT]):
    """One kind of question. ``OfferT`` is what its move offers."""

    tag: str

    @abstractmethod
    def show(self, console: Console, run: Run, offer: OfferT) -> None:
        """Print the question and what may be answered."""

    @abstractmethod
    def how(self, run: Run, offer: OfferT) -> str:
        """How to answer, in one sentence."""

    @abstractmethod
    def read(self, run: Run, offer: OfferT, line: str) -> Reading:
        """What ``line`` (not empty) answers. Raises ``NotUnderstood``."""

    def is_text(self, line: str) -> bool:
        """Whether ``line`` is an answer although it begins like a command."""
        return False

    def read_on(
        self, console: Console, run: Run, offer: OfferT, line: str, page: StoryPage | None = None
    ) -> Reading:
        """The same for an answer that may take more lines than the first; most do not. ``page`` is what it is
        written on, if it is."""
        return self.read(run, offer, line)


def show_offers(console: Console, offers: Sequence[Offer]) -> None:
    """Open offers with their numbers, from 1; closed ones below, with the reason."""
    opened, closed = opened_of(offers), [offer for offer in offers if not offer.open and offer.shown]
    entries = [(str(place), offer.says) for place, offer in enumerate(opened, start=1)]
    menu(console, [*entries, *(("-", f"{offer.says} (closed: {offer.why})") for offer in closed)])


def opened_of(offers: Sequence[PickT]) -> list[PickT]:
    """The offers that have a number."""
    return [offer for offer in offers if offer.open]


def pick(offers: Sequence[PickT], word: str, what: str) -> PickT:
    """The open offer with this number (from 1) or id. Raises ``NotUnderstood``."""
    opened = opened_of(offers)
    place = number(word)
    if place is not None and 1 <= place <= len(opened):
        return opened[place - 1]
    named = next((offer for offer in offers if offer.id == word and offer.shown), None)
    if named is None:
        raise NotUnderstood(f"There is no {what} {word!r} here: {numbers(len(opened))}.")
    if not named.open:
        raise NotUnderstood(f"That is closed: {named.why}.")
    return named


def numbers(count: int) -> str:
    """``the numbers run from 1 to 3``."""
    return f"the numbers run from 1 to {count}" if count > 1 else "there is only 1"
