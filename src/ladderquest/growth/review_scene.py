"""The situation of a review: a decision as the player stood before it, told anew.

It is pinned: made from the player's own run, and replayed where that is possible in a world that they have
not seen. Nothing of it is kept, and the run does not notice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from ladderquest.growth.work import Card
from ladderquest.pack.model import ChooseScene, Variant
from ladderquest.play import (
    Event,
    IllegalDecision,
    Program,
    Run,
    State,
    Step,
    StoryError,
    advance,
    order,
    start,
)
from ladderquest.play.moves import MOVES, Offer, Rate, RateOffer


class NotThere(Exception):
    """A decision that cannot be shown any more; the message is one sentence for the player."""


class Pinned(Run):
    """A run as it stood before one decision. It has the clues and the resources of then; ``turn`` counts the
    reviews, and every one of them shows the options in another order."""

    def __init__(
        self, run: Run, opening: tuple[State, tuple[Event, ...]], steps: Sequence[Step], turn: int
    ) -> None:
        super().__init__(run.program, run.records, opening, steps)
        self.turn = turn

    def shown_order(self, n: int) -> tuple[int, ...]:
        """The permutation in which this review shows its ``n`` options."""
        return order(self.started.seed, f"review of {self.state.scene}", 1 + self.turn, n)


class ReviewScene(msgspec.Struct, frozen=True):
    """What a review shows. ``recap`` is the situation, ``known`` what could be known in it, ``clues``
    (source, finding) what was in hand; ``offer`` has the options in author order, in this review's words.
    ``world`` is the one that it plays in."""

    title: str
    at: str
    recap: str
    known: str
    clues: tuple[tuple[str, str], ...]
    offer: RateOffer
    pinned: Pinned
    world: str

    @property
    def shown(self) -> tuple[Offer, ...]:
        """The options to be rated, in the order in which they are shown."""
        rated = self.offer.rated
        return tuple(rated[place] for place in self.pinned.shown_order(len(rated)))

    def check(self, answer: Rate) -> None:
        """Raises ``IllegalDecision`` for ratings that are not those of the options here."""
        program, state = self.pinned.program, self.pinned.state
        MOVES["rate"].check(program, program.scene(state.scene), state, answer)


def review_scene(card: Card, run: Run, worlds_seen: Collection[str]) -> ReviewScene:
    """The situation of a card from its ``run``; ``worlds_seen`` are those that the player has played to an
    end. Raises ``NotThere`` where the run has no such decision any more."""
    program, turn = run.program, len(card.reviews)
    place = _place(card, run)
    if place is None:
        title = program.scenario.title
        raise NotThere(f"This decision of {title} is not on the road that you kept, so it cannot come back.")
    opening, steps = _elsewhere(run, place, worlds_seen, turn)
    pinned = Pinned(run, opening, steps, turn)
    state, scene = pinned.state, program.scene(pinned.state.scene)
    assert isinstance(scene.source, ChooseScene)
    offer: RateOffer = MOVES["rate"].legal(program, scene, state)
    recap = scene.source.recap or ""
    # the story's own words were read once: they come after all others, and then round again
    variants: tuple[Variant | None, ...] = (*scene.source.variants, None)
    variant = variants[turn % len(variants)]
    if variant is not None:
        recap, offer = variant.recap, _reworded(program, offer, variant, state)
    return ReviewScene(
        title=program.scenario.title,
        at=scene.at.at(state.values),
        recap=program.text(recap).at(state.values).strip(),
        known=scene.known.at(state.values).strip(),
        clues=tuple(pinned.clues()),
        offer=offer,
        pinned=pinned,
        world=program.world(state.values),
    )


def _place(card: Card, run: Run) -> int | None:
    """Which step of the live path it is; after a rewind, the newest that asks the same."""
    same = [place for place, step in enumerate(run.steps) if step.before.scene == card.scene]
    exact = [place for place in same if run.steps[place].decided.seq == card.seq]
    found = (exact or same)[-1:]
    scene = run.program.sources.get(card.scene)
    return found[0] if found and isinstance(scene, ChooseScene) and scene.recap else None


def _elsewhere(
    run: Run, place: int, worlds_seen: Collection[str], turn: int
) -> tuple[tuple[State, tuple[Event, ...]], tuple[Step, ...]]:
    """The way to the decision in a world that the player has not seen, where the same answers lead to the
    same question there; else their own. From review to review another one of those that do."""
    own = (run.opening_state, run.opening), tuple(run.steps[:place])
    unseen = [world.id for world in run.program.scenario.worlds if world.id not in worlds_seen]
    ways = [way for world in unseen if (way := _replayed(run, place, world)) is not None]
    return ways[turn % len(ways)] if ways else own


def _replayed(
    run: Run, place: int, world: str
) -> tuple[tuple[State, tuple[Event, ...]], tuple[Step, ...]] | None:
    started, program = run.started, run.program
    steps: list[Step] = []
    try:
        opening = start(program, seed=started.seed, recalls=started.recalls, world=world)
        state = opening[0]
        for step in run.steps[:place]:
            if state.scene != step.before.scene:
                return None
            after, events = advance(program, state, step.decided.answer)
            steps.append(Step(step.decided, state, after, events))
            state = after
    except (IllegalDecision, StoryError):
        return None
    return (opening, tuple(steps)) if state.scene == run.steps[place].before.scene else None


def _reworded(program: Program, offer: RateOffer, variant: Variant, state: State) -> RateOffer:
    said: Mapping[str, str] = variant.says
    return RateOffer(
        tuple(
            msgspec.structs.replace(each, says=program.text(said[each.id]).at(state.values))
            if each.id in said
            else each
            for each in offer.options
        )
    )
