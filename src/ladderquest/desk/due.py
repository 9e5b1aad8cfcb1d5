"""What is due: looked up, done, and kept."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import datetime
from typing import NamedTuple

import msgspec

from ladderquest.desk.desk import Desk
from ladderquest.desk.plan import plan_of
from ladderquest.game import Game, GameError
from ladderquest.growth.due import Due, DueItem, what_is_due
from ladderquest.growth.moments import instant
from ladderquest.growth.reading import Reading, comes_back, read_review
from ladderquest.growth.review_scene import NotThere, ReviewScene, review_scene
from ladderquest.growth.reviews import cards, grade, reviewed
from ladderquest.growth.work import AnyKept, Cameback, Card
from ladderquest.pack.loader import UnknownId
from ladderquest.pack.text import clean
from ladderquest.play import JournalError, StoryError
from ladderquest.play.moves import Rate

LONGEST_NOTE = 2_000
GONE = "This is not there any more: it was done or taken away elsewhere."


class Review(NamedTuple):
    """A review that is open: its card, and the situation that it shows."""

    card: Card
    scene: ReviewScene


class Looked(NamedTuple):
    """What a review came to: the reading beside the key, when the decision comes back in words, and the
    Future of its save."""

    reading: Reading
    again: str
    saved: Future[None]


def due_at(desk: Desk) -> Due:
    """What is due at this desk."""
    game = desk.game
    lines: dict[str, str] = {}
    if any(edit.due and edit.text is None for edit in desk.work.plan.values()):
        lines = {line.id: line.text for line in plan_of(desk).lines}
    return what_is_due(
        desk.work,
        desk.notes,
        game.pack.workbook.comebacks,
        started=game.store.profile.created,
        now=desk.now,
        lines=lines,
    )


def open_review(desk: Desk, card_id: str) -> Review:
    """The review of a card. Waits for the disk. Raises ``GameError`` for one that cannot be shown, and what
    opening a run raises."""
    card = cards(desk.work.cards, desk.notes, desk.now).get(card_id)
    if card is None:
        raise GameError(GONE)
    try:
        run = desk.game.open(card.run).run
    except UnknownId:
        raise GameError(GONE) from None
    except (JournalError, StoryError) as error:
        raise GameError(f"The run of this decision cannot be played any more: {error}.") from None
    seen = {each.world for each in desk.notes if each.scenario == card.scenario}
    try:
        return Review(card, review_scene(card, run, seen))
    except NotThere as error:
        raise GameError(str(error)) from None


def hand_in(game: Game, review: Review, answer: Rate, confidence: int | None = None) -> Looked:
    """Keep a review. Raises ``IllegalDecision`` for ratings that are not those of its options, ``GameError``
    where nothing can be saved. The reading is there at once; a save that fails is the Future's to tell."""
    game.must_write()
    review.scene.check(answer)
    ratings, now = answer.by_option, game.now()
    reading = read_review(review.scene, ratings)
    mark = grade(ratings, reading.key, confidence)
    card = reviewed(review.card, ratings, mark, now, confidence=confidence)
    return Looked(reading, _again(card, now), game.store.work.keep(card))


def _again(card: Card, now: datetime) -> str:
    due = instant(card.due)
    return comes_back((due.astimezone(now.tzinfo).date() - now.date()).days if due else 1)


def settle(desk: Desk, item: DueItem, state: str, note: str = "") -> Future[None]:
    """Mark a thing as ``done`` or ``dropped``, with a note where one is kept. Raises ``GameError`` where it
    cannot be: for a review, a checkpoint to drop, a note that is too long."""
    game = desk.game
    game.must_write()
    note = clean(note).strip()
    if len(note) > LONGEST_NOTE:
        raise GameError(
            f"That note has {len(note):,} characters, and {LONGEST_NOTE:,} are the most. Shorten it."
        )
    if state not in ("done", "dropped"):
        raise GameError(f"There is no {state!r} here: a thing is done or dropped.")
    return game.store.work.keep(_settled(desk, item, state, note))


def _settled(desk: Desk, item: DueItem, state: str, note: str) -> AnyKept:
    stamp, work = desk.game.stamp(), desk.game.store.work.read()
    if item.kind == "review":
        raise GameError("A review is done by rating its options.")
    if item.kind == "comeback":
        if state != "done":
            raise GameError("A checkpoint is done or it waits; it cannot be dropped.")
        return Cameback(id=item.id, changed=stamp)
    entry = work.actions.get(item.id) if item.kind == "action" else work.plan.get(item.id)
    if entry is None:
        raise GameError(GONE)
    return msgspec.structs.replace(entry, state=state, note=note or entry.note, changed=stamp)
