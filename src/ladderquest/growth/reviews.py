"""Spaced reviews: which decisions come back, when, and what a review does to that.

A decision that went badly becomes a card. FSRS (the ``fsrs`` package) says when it comes back, from how the
reviews of it went. Moments are UTC; "today" is a day of the player's calendar, in the zone of ``now``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from math import isfinite
from typing import TYPE_CHECKING, Any, cast

import msgspec

from ladderquest.growth.looking_back import DecisionNote, RunNotes
from ladderquest.growth.moments import instant
from ladderquest.growth.work import Card, Reviewed

if TYPE_CHECKING:
    from fsrs import Scheduler

MOST_A_DAY = 5
WEAK_GAP, WEAK_GAP_CONTESTED = 2, 3
"""So far below the best within reach a decision is weak; where good engineers differ, so far."""

NEAR, FAR = 1, 2
"""A top choice that the key rates within ``NEAR`` of its best is right; a rating ``FAR`` from the key's is
another view."""

LONGEST_DAYS = 365
"""However well the reviews go, a decision comes back once a year."""

SURE, UNSURE = 80, 50
"""Per cent: from here on somebody is sure, below that unsure."""

CONFIDENCES = ((20, "a guess"), (50, "leaning that way"), (75, "fairly sure"), (95, "sure"))
"""What "how sure are you?" can be answered with: per cent, and in words."""

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
_REVIEW = 2  # FSRS's state of a card that has been reviewed; without learning steps, of every one


class Weak(msgspec.Struct, frozen=True):
    """A decision that went badly, with the run that it was taken in."""

    notes: RunNotes
    decision: DecisionNote

    @property
    def card(self) -> str:
        """The id of its card."""
        return f"{self.notes.scenario}/{self.decision.scene}"

    @property
    def moment(self) -> datetime | None:
        """When it was taken, as far as anybody noted it."""
        return instant(self.decision.on) or instant(self.notes.finished_on)


class Due(msgspec.Struct, frozen=True):
    """A card and the day (the player's) on which it is or was due."""

    card: Card
    day: date


# --- which decisions come back ---------------------------------------------------------------------


def is_weak(decision: DecisionNote) -> bool:
    """Whether a decision is worth a second look: it fed a trap, or a clearly better option was in reach. A
    good bet that lost is none, and where good engineers differ only a far miss is."""
    if not decision.reviewable or decision.lost_bet:
        return False
    gap = decision.best - decision.rating
    if decision.contested:
        return gap >= WEAK_GAP_CONTESTED
    return bool(decision.feeds) or gap >= WEAK_GAP


def weak_decisions(notes: Iterable[RunNotes]) -> dict[str, Weak]:
    """Card id -> the newest weak decision there; a better one later takes nothing back."""
    newest: dict[str, Weak] = {}
    for each in notes:
        for decision in each.decisions:
            if is_weak(decision):
                weak = Weak(each, decision)
                known = newest.get(weak.card)
                if known is None or _order(weak) > _order(known):
                    newest[weak.card] = weak
    return newest


def _order(weak: Weak) -> tuple[float, str, int]:
    taken = weak.moment
    return taken.timestamp() if taken else float("-inf"), weak.notes.run, weak.decision.seq


def cards(kept: Mapping[str, Card], notes: Sequence[RunNotes], now: datetime) -> dict[str, Card]:
    """Every card that the player has: those kept, brought up to date by newer weak decisions, and those that
    nobody has reviewed yet. A card without a finished run to show it from waits until there is one."""
    there = {each.run for each in notes}
    found = {id_: card for id_, card in kept.items() if card.run in there and _usable(card)}
    for id_, weak in weak_decisions(notes).items():
        known = found.get(id_)
        if known is None:
            found[id_] = _made(weak, kept.get(id_), now)
        elif (known.run, known.seq) != (weak.notes.run, weak.decision.seq):
            found[id_] = _renewed(known, weak, now)
    return found


def _usable(card: Card) -> bool:
    """Whether its moments and its memory can be read: files are merged, and travel."""
    try:
        memory = _unpacked(card.memory)
    except (KeyError, TypeError, ValueError):
        return False
    numbers = (memory.stability, memory.difficulty)
    whole = all(number is not None and isfinite(number) and number > 0 for number in numbers)
    return whole and memory.state == _REVIEW and instant(card.due) is not None


def _made(weak: Weak, before: Card | None, now: datetime) -> Card:
    """A new card. The decision itself is the first review, and it went badly; ``before`` is a card of the
    same decision that cannot be shown any more."""
    # nobody knows when an undated one was taken: it is due by now
    taken = min(weak.moment or now - timedelta(days=1), now).astimezone(UTC)
    memory, due = _scheduled(None, AGAIN, taken)
    return Card(
        id=weak.card,
        changed=taken.isoformat(timespec="seconds"),
        scenario=weak.notes.scenario,
        scene=weak.decision.scene,
        run=weak.notes.run,
        seq=weak.decision.seq,
        due=due,
        memory=memory,
        reviews=before.reviews if before else (),
    )


def _renewed(card: Card, weak: Weak, now: datetime) -> Card:
    """The card shown from a newer decision; one taken after the last review went badly like a review. What
    was decided before that is no news."""
    taken = weak.moment
    last = last_review(card)
    if taken is None or (last is not None and taken <= last):
        return card
    memory, due = _scheduled(card.memory, AGAIN, min(taken, now))
    return msgspec.structs.replace(card, run=weak.notes.run, seq=weak.decision.seq, memory=memory, due=due)


# --- when they come back ---------------------------------------------------------------------------


def due_cards(found: Mapping[str, Card], now: datetime) -> tuple[list[Due], list[Due]]:
    """(today's reviews, those to come), the longest overdue first. At most ``MOST_A_DAY`` a day: what was
    reviewed today counts and is not shown again; what does not fit waits in the second list."""
    zone, today = now.tzinfo, now.date()
    ready: list[Due] = []
    later: list[Due] = []
    for card in found.values():
        due = Due(card, _day(card.due, zone, today))
        last = last_review(card)
        seen = last is not None and bool(card.reviews) and last.astimezone(zone).date() >= today
        (later if seen or due.day > today else ready).append(due)
    order = sorted(ready, key=lambda due: (instant(due.card.due) or now, due.card.id))
    left = max(0, MOST_A_DAY - done_today(found.values(), now))
    waiting = sorted([*order[left:], *later], key=lambda due: (due.day, due.card.id))
    return order[:left], waiting


def done_today(found: Iterable[Card], now: datetime) -> int:
    """How many reviews the player has done on their calendar's today."""
    days = (_day(each.at, now.tzinfo, date.min) for card in found for each in card.reviews)
    return sum(day == now.date() for day in days)


def last_review(card: Card) -> datetime | None:
    """When the card was reviewed last: a review of it, or the decision that made it."""
    known = [instant(each.at) for each in card.reviews]
    known.append(instant(str(card.memory.get("last_review") or "")))
    return max((each for each in known if each is not None), default=None)


def reviewed(
    card: Card, ratings: Mapping[str, int], grade: int, now: datetime, *, confidence: int | None = None
) -> Card:
    """The card after a review. A clock that went back since the last one does not undo it: the review counts
    as of then."""
    last = last_review(card)
    at = max(now, last) if last is not None else now
    memory, due = _scheduled(card.memory, grade, at)
    entry = Reviewed(
        at=now.isoformat(timespec="seconds"), ratings=dict(ratings), grade=grade, confidence=confidence
    )
    return msgspec.structs.replace(
        card,
        changed=now.isoformat(timespec="seconds"),
        memory=memory,
        due=due,
        reviews=(*card.reviews, entry),
    )


def grade(mine: Mapping[str, int], key: Mapping[str, int], confidence: int | None = None) -> int:
    """FSRS's grade of a review: ``mine`` and ``key`` are option id -> 1 to 5, in the same situation.

    Again: what the player rates highest is not within ``NEAR`` of the key's best (of several alike, the
    weakest counts: rating all alike picks none). Hard: right, but unsure, or with another view of more than
    half of the options. Easy: right and sure, with no other view. Good: right otherwise."""
    rated = {option: rating for option, rating in mine.items() if option in key}
    if not rated:
        return GOOD  # the key says nothing here that one could differ from
    top = max(rated.values())
    picked = min(key[option] for option, rating in rated.items() if rating == top)
    if picked < max(key[option] for option in rated) - NEAR:
        return AGAIN
    other = sum(abs(rating - key[option]) >= FAR for option, rating in rated.items())
    if 2 * other > len(rated) or (confidence is not None and confidence < UNSURE):
        return HARD
    return EASY if confidence is not None and confidence >= SURE and not other else GOOD


# --- FSRS ------------------------------------------------------------------------------------------


def _scheduler() -> Scheduler:
    from fsrs import Scheduler  # nobody but a review needs it

    return Scheduler(
        learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=LONGEST_DAYS
    )


Memory = dict[str, int | float | str | None]


def _scheduled(memory: Memory | None, grade: int, at: datetime) -> tuple[Memory, str]:
    """The memory after a review at a moment, and when the card is due then."""
    from fsrs import Card as Remembered
    from fsrs import Rating

    moment = at.astimezone(UTC)
    before = _unpacked(memory) if memory is not None else Remembered(card_id=0, due=moment)
    after, _ = _scheduler().review_card(before, Rating(grade), moment)
    return cast(Memory, dict(after.to_dict())), after.due.isoformat(timespec="seconds")


def _unpacked(memory: Memory) -> Any:
    from fsrs import Card as Remembered

    found = Remembered.from_dict(cast(Any, memory))
    if found.last_review is not None and found.last_review.tzinfo is None:
        raise ValueError("a moment without a zone")
    return found


# --- moments ---------------------------------------------------------------------------------------


def _day(stamp: str, zone: tzinfo | None, otherwise: date) -> date:
    found = instant(stamp)
    try:
        return found.astimezone(zone).date() if found else otherwise
    except OverflowError:
        return otherwise
