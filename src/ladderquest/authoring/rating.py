"""What somebody is shown who rates a scenario blindly: its decisions, each at the end of a stated path.

The path is the best-rated road, so that what lies behind a rater makes sense. Decisions that this road does
not come to are reached by leaving it once, or else by the first of many walks that gets there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b

from ladderquest.authoring.judging import is_rated, standing
from ladderquest.authoring.stated import known_in, taken_by
from ladderquest.pack.model import ChooseScene
from ladderquest.pack.readings import Taken
from ladderquest.play import (
    AnyAnswer,
    Program,
    State,
    StoryError,
    draw,
    follow,
    legal,
    order,
    scene_text,
    start,
    summarise,
    walk,
)
from ladderquest.play.moves import ChooseOffer, Investigate, Offer

__all__ = ["Situation", "Step", "shuffled", "situations"]

MOST_STEPS = 100
"""Answers on one road at most: some stories lead in circles."""
MOST_TURNINGS = 12
"""Answers by which the road is left in one state, the best-rated first."""
MOST_WALKS = 300
"""Walks that look for decisions to which one leaving of the road does not come."""


@dataclass(frozen=True)
class Step:
    """A decision on the way, in words: the scene, and what was answered."""

    scene: str
    answered: str


@dataclass(frozen=True)
class Situation:
    """A decision to be rated. ``options`` are those that can be taken there, in the order of the file; a
    world is told by nothing that is shown before it."""

    decision: str
    world: str
    path: tuple[Taken, ...]
    known: tuple[str, ...]
    before: tuple[Step, ...]
    state: State
    options: tuple[Offer, ...]


@dataclass(frozen=True)
class _Road:
    """A state with the way to it."""

    state: State
    path: tuple[Taken, ...] = ()
    before: tuple[Step, ...] = ()


def situations(program: Program, worlds: Sequence[str]) -> list[Situation]:
    """The rated ``choose`` decisions of the scenario in every one of ``worlds``, in the order of the story.
    What reads the same as in an earlier world is there once. Raises ``StoryError``."""
    found: list[Situation] = []
    seen: set[tuple[object, ...]] = set()
    for world in worlds:
        for each in _in_world(program, world):
            reads = _reads(program, each)
            if reads not in seen:
                seen.add(reads)
                found.append(each)
    return found


def shuffled(reader: str, situation: Situation) -> list[Offer]:
    """The options in an order that says nothing; the same one for the same reader."""
    seed = int.from_bytes(blake2b(reader.encode(), digest_size=4).digest(), "big")
    places = order(seed, f"{situation.decision} {situation.world}", 1, len(situation.options))
    return [situation.options[place] for place in places]


def _reads(program: Program, each: Situation) -> tuple[object, ...]:
    values = each.state.values
    entered = scene_text(program, each.state)
    papers = [program.artefact_lines(name, values) for name in program.sources[each.decision].artefacts]
    clues = [program.clue_text(clue, values) for clue in each.known]
    return (each.decision, entered.at, entered.text, *papers, *clues, each.before, each.options)


def _in_world(program: Program, world: str) -> list[Situation]:
    wanted = [
        scene.id for scene in program.scenario.scenes if isinstance(scene, ChooseScene) and is_rated(scene)
    ]
    opening = _Road(start(program, seed=0, world=world)[0])
    found: dict[str, _Road] = {}
    main = list(_along(program, opening))
    for search in (iter(main), _off(program, main), _anywhere(program, opening)):
        for road in search:
            found.setdefault(road.state.scene, road)
            if all(decision in found for decision in wanted):
                break
    roads = sorted((found[name] for name in wanted if name in found), key=lambda road: road.state.turn)
    return [_situation(program, world, road) for road in roads]


def _off(program: Program, roads: Sequence[_Road]) -> Iterator[_Road]:
    """Where one other answer at any of these places leads, if one goes on by the best-rated from there."""
    for road in roads:
        for answer in _ranked(program, road.state)[1:MOST_TURNINGS]:
            with suppress(StoryError):
                yield from _along(program, _taken(program, road, answer))


def _anywhere(program: Program, opening: _Road) -> Iterator[_Road]:
    """Where ``MOST_WALKS`` walks come to that take any answer as well as another; always the same walks."""
    for walked in range(MOST_WALKS):
        road = opening
        with suppress(StoryError):
            for step in range(MOST_STEPS):
                ranked = _ranked(program, road.state)
                if not ranked:
                    break
                yield road
                road = _taken(program, road, ranked[draw(walked, f"answer {step}", len(ranked))])


def _situation(program: Program, world: str, road: _Road) -> Situation:
    offer = legal(program, road.state)
    assert isinstance(offer, ChooseOffer)  # only rated `choose` scenes are looked for
    outcomes = program.scene(road.state.scene).outcomes
    rated = {name for name, outcome in outcomes.items() if outcome.source.rating}
    return Situation(
        decision=road.state.scene,
        world=world,
        path=road.path,
        known=known_in(program, road.state),
        before=road.before,
        state=road.state,
        options=tuple(each for each in offer.options if each.open and each.id in rated),
    )


def _along(program: Program, road: _Road) -> Iterator[_Road]:
    """The road and where the best-rated answers lead from there, state by state, to the ending."""
    for _ in range(MOST_STEPS):
        ranked = _ranked(program, road.state)
        if not ranked:  # an ending, or nothing that can be done
            return
        yield road
        road = _taken(program, road, ranked[0])


def _ranked(program: Program, state: State) -> list[AnyAnswer]:
    """The answers that can be given, the best-rated first; of those that nobody rates the first first, and
    as many looks as there can be."""
    rated = [(answer, standing(program, state, answer)) for answer in walk(program, state)]
    ranked = sorted(rated, key=lambda each: -each[1].rating if each[1] is not None else 0)
    return [answer for answer, _ in ranked]


def _taken(program: Program, road: _Road, answer: AnyAnswer) -> _Road:
    """The road with one more answer. Looks of one visit are one step of the path."""
    state, scene = road.state, road.state.scene
    took = taken_by(program, state, answer)
    path = road.path
    if isinstance(answer, Investigate) and state.spent:
        path = (*path[:-1], Taken(scene=scene, took=(*path[-1].took, *took)))
    else:
        path = (*path, Taken(scene=scene, took=took))
    before = (*road.before, Step(scene, summarise(program, state, answer).answered))
    return _Road(follow(program, state, answer), path, before)
