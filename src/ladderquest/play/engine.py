"""The pure engine: ``start``, ``legal``, ``advance``, and what a decision was worth.

No clock, no files, no randomness but the seed: the same program, seed and answers give the same states
and events on every machine, for ever. Saved runs depend on ``order`` and ``draw`` staying as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

import msgspec

from ladderquest.pack.expressions import Test, Values
from ladderquest.play.compiled import CompiledScene
from ladderquest.play.moves import MOST_TRIED, MOVES, AnyAnswer, AnyOffer, IllegalDecision, Summary, Work
from ladderquest.play.moves.base import Move
from ladderquest.play.program import Program
from ladderquest.play.state import Ended, Entered, Event, Returned, State

MOST_PASSED = 100
"""Scenes without a move that may follow one another; more is a circle."""


MOST_DUE = 64
"""Delayed blocks that may wait at a time."""


class StoryError(Exception):
    """The scenario itself cannot go on: too many scenes in a row ask nothing."""


class Assessment(msgspec.Struct, frozen=True):
    """What one decision was worth. Ratings run 1 to 5, by what could be known when it was taken.

    ``best`` is the highest rating within reach then. ``hindsight`` and ``best_hindsight`` are the same two
    with every clue in hand: where the choice was as good as any by what was known and is not in hindsight,
    a good bet lost."""

    outcome: str
    rating: int
    best: int
    hindsight: int
    best_hindsight: int
    feeds: tuple[str, ...]
    dodges: tuple[str, ...]
    shows: tuple[str, ...]
    contested: str | None

    @property
    def lost_bet(self) -> bool:
        """As good as any by what was known, and yet not in hindsight."""
        return self.rating == self.best and self.hindsight < self.best_hindsight


def draw(seed: int, what: str, n: int) -> int:
    """A number from 0 to n - 1, the same for the same seed and label."""
    digest = blake2b(f"{seed}\x1f{what}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % n


def order(seed: int, scene: str, visit: int, n: int) -> tuple[int, ...]:
    """The permutation in which faces show ``n`` options: a Fisher-Yates shuffle whose dice are the bytes
    of blake2b over seed, scene and visit (from 1)."""
    places = list(range(n))
    for last in range(n - 1, 0, -1):
        other = draw(seed, f"{scene}\x1f{visit}\x1f{last}", last + 1)
        places[last], places[other] = places[other], places[last]
    return tuple(places)


def start(
    program: Program, *, seed: int, recalls: Mapping[str, int] | None = None, world: str | None = None
) -> tuple[State, tuple[Event, ...]]:
    """The opening of a run: its first state, and what is read on the way to the first question.

    ``recalls`` carries memories of earlier scenarios (unknown ones are ignored, numbers clamped). ``world``
    fixes the facts; otherwise the seed draws them. Raises ``ValueError`` for a world that does not exist."""
    worlds = [w.id for w in program.scenario.worlds]
    if world is None:
        world = worlds[draw(seed, "world", len(worlds))]
    elif world not in worlds:
        raise ValueError(f"scenario {program.scenario.id!r} has no world {world!r}")
    values = list(program.initial)
    facts = next(w.facts for w in program.scenario.worlds if w.id == world)
    given = {f"recall.{k}": v for k, v in (recalls or {}).items()}
    given |= {f"world.{k}": int(v) for k, v in facts.items() if not isinstance(v, str)}
    given[f"world.{world}"] = 1
    for name, value in given.items():
        quantity = program.quantities.get(name)
        if quantity is not None:
            values[program.slots[name]] = min(quantity.high, max(quantity.low, value))
    events: list[Event] = []
    work = Work(program, State(program.scenario.start, tuple(values)), events)
    state = _enter(work, program.scenario.start)
    return state, tuple(events)


def legal(program: Program, state: State) -> AnyOffer | None:
    """What the current scene asks and offers, closed things with their reason; None at an ending."""
    if state.ending is not None:
        return None
    scene = program.scene(state.scene)
    offer: AnyOffer = _move(scene).legal(program, scene, state)
    return offer


def on_a_page(program: Program, state: State) -> bool:
    """Whether the current scene is answered in words on a page, which can be left half written."""
    return state.ending is None and _move(program.scene(state.scene)).on_a_page


def advance(program: Program, state: State, answer: AnyAnswer) -> tuple[State, tuple[Event, ...]]:
    """The state and the events after ``answer``. Raises ``IllegalDecision`` with the reason."""
    events: list[Event] = []
    return _step(program, state, answer, events), tuple(events)


def follow(program: Program, state: State, answer: AnyAnswer) -> State:
    """The state that ``advance`` would give, without the events: no text is read. For those who walk through
    a scenario by the million. Raises ``IllegalDecision`` as well."""
    return _step(program, state, answer, None)


def _step(program: Program, state: State, answer: AnyAnswer, events: list[Event] | None) -> State:
    scene, move = _accept(program, state, answer)
    work = Work(program, state, events)
    target: str | None = move.apply(work, scene, answer)
    if target is None:
        due = _schedule(work, state.turn)
        return State(state.scene, tuple(work.values), state.turn, due, work.spent, None)
    return _enter(work, target)


def assess(program: Program, state: State, answer: AnyAnswer) -> Assessment | None:
    """What ``answer`` would be worth in ``state``; None where nothing is rated."""
    scene, move = _accept(program, state, answer)
    work = Work(program, state)
    outcome = move.outcome(work, scene, answer)
    worth = outcome.worth(program) if outcome is not None else None
    if outcome is None or worth is None or not worth.rating:
        return None
    wiser = list(work.values)
    for slot in program.clue_slots:
        wiser[slot] = 1
    ratings, hindsights = [], []
    for other in move.walk(program, scene, state):
        each = Work(program, state)
        found = move.outcome(each, scene, other)
        rating = found.worth(program).rating if found is not None else ()
        if rating:
            ratings.append(_first(rating, each.values))
            for slot in program.clue_slots:
                each.values[slot] = 1
            hindsights.append(_first(rating, each.values))
    values = work.values
    return Assessment(
        outcome=outcome.source.id,
        rating=_first(worth.rating, values),
        best=max(ratings),
        hindsight=_first(worth.rating, wiser),
        best_hindsight=max(hindsights),
        feeds=tuple(trap for test, trap in worth.feeds if test(values)),
        dodges=tuple(trap for test, trap in worth.dodges if test(values)),
        shows=outcome.source.shows,
        contested=outcome.source.contested,
    )


def explain(program: Program, state: State, answer: AnyAnswer) -> str:
    """The ``why`` of an answer, as it reads after its effect; "" where there is none."""
    scene, move = _accept(program, state, answer)
    work = Work(program, state)
    outcome = move.outcome(work, scene, answer)
    if outcome is None:
        return ""
    after = outcome.consequence(program)
    work.apply(after.effect)
    return after.why.at(work.values)


def summarise(
    program: Program,
    state: State,
    answer: AnyAnswer,
    lines: Sequence[int] = (),
    words: str | None = None,
) -> Summary:
    """A decision in words; ``lines`` are marked artefact lines (from 1) and ``words`` what was written, where
    they were noted."""
    scene, move = _accept(program, state, answer)
    return move.summarise(program, scene, state, answer, lines, words)


def walk(program: Program, state: State) -> tuple[AnyAnswer, ...]:
    """Legal answers in ``state``, one of every class that the scenario can tell apart."""
    if state.ending is not None:
        return ()
    scene = program.scene(state.scene)
    return tuple(_move(scene).walk(program, scene, state))


def walks_all(program: Program) -> bool:
    """Whether ``walk`` finds every class of answers in every state: nothing has too many to look at."""
    scenes = (program.scene(scene) for scene in program.sources)
    return all(_move(scene).tries(program, scene) <= MOST_TRIED for scene in scenes if scene.tag in MOVES)


def uses(program: Program, state: State, answer: AnyAnswer) -> tuple[tuple[str, str], ...]:
    """What of the scene a legal answer uses, as (kind, id): option, look, claim, result."""
    scene = program.scene(state.scene)
    return _move(scene).uses(program, scene, state, answer)


def scene_text(program: Program, state: State) -> Entered:
    """The current scene as it reads now."""
    scene = program.scene(state.scene)
    return Entered(state.scene, scene.at.at(state.values), scene.text.at(state.values))


def digest(program: Program, state: State) -> str:
    """16 hex digits for a state. It covers what differs from its initial value, by name: a variable that
    is added to a scenario and not touched yet leaves it as it was. Facts of the world are not a matter of
    where a run stands; the header names the world."""
    initial = program.initial
    changed = {
        name: int(value)
        for name, slot in program.slots.items()
        if (value := state.values[slot]) != initial[slot] and not name.startswith("world.")
    }
    due = sorted((turn - state.turn, block) for turn, block in state.due)
    told = msgspec.json.encode([state.scene, sorted(changed.items()), due, state.spent, state.ending])
    return blake2b(told, digest_size=8).hexdigest()


def _move(scene: CompiledScene) -> Move[Any, Any, Any]:
    return MOVES[scene.tag]


def _accept(program: Program, state: State, answer: AnyAnswer) -> tuple[CompiledScene, Move[Any, Any, Any]]:
    if state.ending is not None:
        raise IllegalDecision("the story has ended")
    scene = program.scene(state.scene)
    move = MOVES[scene.tag]
    if type(answer) is not move.answers:
        raise IllegalDecision(
            f"scene {state.scene!r} asks to {scene.tag}, not to {answer.__struct_config__.tag}"
        )
    move.check(program, scene, state, answer)
    return scene, move


def _first(ratings: Sequence[tuple[Test, int]], values: Values) -> int:
    """The first rating that holds."""
    return next(rating for test, rating in ratings if test(values))


def _schedule(work: Work, turn: int) -> tuple[tuple[int, str], ...]:
    return _few((*work.state.due, *((turn + max(1, n), block) for n, block in work.due)))


def _few(due: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
    """``due``, unless that are too many: blocks that set off two others each would soon fill the memory."""
    if len(due) > MOST_DUE:
        raise StoryError(f"more than {MOST_DUE} delayed blocks wait at a time, {due[-1][1]!r} among them")
    return due


def _enter(work: Work, scene_id: str) -> State:
    """Enter scenes until one asks something or ends: count the visit, let what is due come back, apply
    the scene's own effect, read its text."""
    program, values, events, turn = work.program, work.values, work.events, work.state.turn
    due = _schedule(work, turn) if work.due else work.state.due
    for _ in range(MOST_PASSED):
        turn += 1
        scene = program.scene(scene_id)
        if scene.visits is not None:
            scene.visits.up(values)
        if due and any(when <= turn for when, _ in due):
            due = _come_due(work, due, turn)
        if scene.enter:
            before = tuple(values)
            work.due = []
            work.apply(scene.enter)
            due = _few((*due, *((turn + max(1, n), block) for n, block in work.due)))
            work.report(before)
        ending = scene.ending
        if events is not None:
            events.append(Entered(scene_id, scene.at.at(values), scene.text.at(values), not scene.passing))
            if ending is not None:
                events.append(Ended(ending, program.endings[ending].title))
        if not scene.passing:
            return State(scene_id, tuple(values), turn, due, (), ending)
        scene_id = work.jump(scene.goto)
    raise StoryError(f"more than {MOST_PASSED} scenes in a row ask nothing, {scene_id!r} among them")


def _come_due(work: Work, due: tuple[tuple[int, str], ...], turn: int) -> tuple[tuple[int, str], ...]:
    """Fire every block whose turn has come, oldest first; returns what still waits."""
    still = [(when, block) for when, block in due if when > turn]
    for _, block_id in sorted(entry for entry in due if entry[0] <= turn):
        block = work.program.later(block_id)
        before = tuple(work.values)
        work.due = []
        work.apply(block.effect)
        still += [(turn + max(1, n), again) for n, again in work.due]
        if work.events is not None:
            work.events.append(Returned(block_id, block.then.at(work.values)))
            work.report(before, block.heard)
    work.due = []
    return _few(tuple(still))
