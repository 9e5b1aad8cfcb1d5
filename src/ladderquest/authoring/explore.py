"""Witnesses: what a scenario's runs really get to, found by playing it.

Three ways, one after the other, until everything that is possible has been met or the budget is spent: every
scene once by the shortest way; walks that always take what was taken least; and every state there is, where
there are few enough. The same scenario is always played the same way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, product

import msgspec

from ladderquest.authoring.aim import aimed, lacking
from ladderquest.authoring.dice import Dice
from ladderquest.authoring.effort import Effort
from ladderquest.authoring.steps import Target
from ladderquest.authoring.ways import distances_to, targets_of
from ladderquest.pack.model import ChooseScene, DefendScene, InvestigateScene
from ladderquest.pack.syntax import parse_condition
from ladderquest.play import (
    AnyAnswer,
    IllegalDecision,
    Program,
    State,
    StoryError,
    advance,
    follow,
    start,
    uses,
    walk,
    walks_all,
)
from ladderquest.play.state import Entered, Event, Returned

__all__ = ["Broken", "Explored", "Trail", "explore"]

FIRST_STEPS = 2_000
STEPS_A_TARGET = 1
MORE_STEPS = 10_000
SCENES_OF_A_WALK = 1_000
FEW_STATES = 2_000
MOST_STATES = 20_000
MANY_SCENES = 300
MOST_AIMED = 60_000
AIMED_STATES = 150
FARTHEST = 12
FROM_A_SCENE = 8
MOST_SAMPLES = 24
MOST_STARTS = 32
LONGEST_WALK = 5_000
MOST_OPENINGS = 256
MOST_WORK = 1_500_000
WORK_A_SCENE = 2_000
"""Units of ``effort`` that a scenario may take in all, and more for each of its scenes. Those that people
write take a tenth of it; 2,000 options in a scene, or 40 places to mark, do not stop a check."""


class Trail(msgspec.Struct, frozen=True, eq=False):
    """How a state was reached: from which, by which answer (the first of a run has neither), and what can be
    answered there."""

    state: State
    answers: tuple[AnyAnswer, ...]
    before: Trail | None = None
    answer: AnyAnswer | None = None

    def path(self) -> list[tuple[str, AnyAnswer]]:
        """(scene, answer) of every decision from the opening on."""
        found: list[tuple[str, AnyAnswer]] = []
        at: Trail | None = self
        while at is not None and at.before is not None and at.answer is not None:
            found.append((at.before.state.scene, at.answer))
            at = at.before
        return found[::-1]


@dataclass(frozen=True)
class Broken:
    """A state where nothing can be answered, or from which an answer leads nowhere; then with the reason.
    Without a ``trail`` the story broke off before anything was asked."""

    world: str
    trail: Trail | None = None
    why: str = ""


@dataclass
class Explored:
    """What the walks came to. ``reached`` has been met; ``broken`` is the first failure of every scene;
    ``samples`` are states in which something is asked, scene -> states, some of every world; ``all_states``
    tells whether every state there is was visited; ``steps`` counts the choices made."""

    reached: set[Target] = field(default_factory=set)
    broken: dict[str, Broken] = field(default_factory=dict)
    samples: dict[str, list[State]] = field(default_factory=dict)
    all_states: bool = False
    steps: int = 0


def explore(program: Program, possible: set[Target]) -> Explored:
    """Play ``program`` until everything in ``possible`` was reached, or until the budgets above are spent."""
    explorer = _Explorer(program.compile(), possible)
    few = len(program.sources) <= MANY_SCENES  # of many scenes, nobody visits every state
    explorer.each_scene()
    explorer.least_used(max(FIRST_STEPS, STEPS_A_TARGET * len(possible)))
    if explorer.missing and few:
        explorer.every_state(FEW_STATES)
    if explorer.missing and not explorer.found.all_states:
        if len(program.sources) <= SCENES_OF_A_WALK:  # past that, aiming costs less than walking on
            explorer.least_used(MORE_STEPS)
        explorer.aim()
        if explorer.missing and few:
            explorer.every_state(MOST_STATES)
    return explorer.found


class _Explorer:
    """The work of ``explore``."""

    def __init__(self, program: Program, possible: set[Target]) -> None:
        self.program = program
        self.missing = set(possible)
        self.found = Explored()
        self._taken: dict[tuple[str, str], set[tuple[int, ...]]] = {}
        self._effort = Effort(program)
        self._left = MOST_WORK + WORK_A_SCENE * len(program.sources)
        self._starts: list[State] = []
        for recalls, world in islice(_openings(program), _most_openings(program)):
            try:
                state, events = start(program, seed=0, recalls=recalls, world=world)
            except (
                IllegalDecision,
                StoryError,
            ) as error:  # more scenes that ask nothing than a run may pass through
                self.found.broken.setdefault(program.scenario.start, Broken(world, why=str(error)))
                continue
            self._starts.append(state)
            self._passed(events)  # on the way to the first question
        self._uses: dict[str, dict[AnyAnswer, int]] = {}
        self._blocks = {("later", "", block.id) for block in program.scenario.later}
        self._dice = Dice(1)
        self._most_samples = MOST_SAMPLES if len(program.sources) <= MANY_SCENES else FROM_A_SCENE

    # --- three ways ------------------------------------------------------------------------------

    def each_scene(self) -> None:
        """Breadth first, each scene expanded once a world: the shortest way to each."""
        for states in self._by_world().values():
            ahead = deque(self._open(state) for state in states[:1])
            known: set[tuple[str, tuple[str, ...]]] = {(trail.state.scene, ()) for trail in ahead}
            while ahead and self._left > 0:
                for after in self._steps(ahead.popleft()):
                    key = (after.state.scene, tuple(sorted(after.state.spent)))
                    if key not in known and after.state.ending is None:
                        known.add(key)
                        ahead.append(after)

    def least_used(self, most: int) -> None:
        """Walks from every start in turn that take what was taken least so far."""
        budget = self.found.steps + most
        turn = 0
        turns = len(self._starts) * MOST_SAMPLES
        while self._starts and self._has(budget) and (self.missing or turn < turns):
            trail: Trail | None = self._open(self._starts[turn % len(self._starts)])
            turn += 1
            for _ in range(LONGEST_WALK):
                if trail is None or trail.state.ending is not None or not self._has(budget):
                    break
                trail = self._least_used_step(trail)

    def aim(self) -> None:
        """For every option, look and claim that is still missing: towards a state in which it is open."""
        into: dict[str, list[str]] = {}
        for scene in self.program.scenario.scenes:
            for after in targets_of(scene):
                into.setdefault(after, []).append(scene.id)
        budget = self.found.steps + MOST_AIMED
        samples, named = self.found.samples, self.program.reader
        distances: dict[str, int] = {}
        around = ""
        for target, when in _gated(self.program):
            if target in self.missing and self._has(budget):
                lack = lacking(parse_condition(when), True, named)
                if around != target[1]:  # options of a scene stand together
                    around = target[1]
                    distances = distances_to(around, into, FARTHEST)
                states = (state for scene in distances for state in samples.get(scene, ())[:FROM_A_SCENE])
                aimed(states, lack, distances, self._states, AIMED_STATES)

    def _states(self, state: State) -> Iterator[State]:
        return (after.state for after in self._steps(Trail(state, walk(self.program, state))))

    def every_state(self, most: int) -> None:
        """Breadth first over all states, as long as there are no more than ``most``."""
        ahead = deque(self._open(state) for state in self._starts)
        known = {_key(trail.state) for trail in ahead}
        while ahead:
            if len(known) > most or not self.missing or self._left <= 0:
                return
            for after in self._steps(ahead.popleft()):
                key = _key(after.state)
                if key not in known:
                    known.add(key)
                    if after.state.ending is None:
                        ahead.append(after)
        breaks_off = any(broken.why for broken in self.found.broken.values())
        cut = self._left <= 0 or not walks_all(self.program)
        self.found.all_states = _enumerable(self.program) and not breaks_off and not cut

    # --- one step --------------------------------------------------------------------------------

    def _has(self, budget: int) -> bool:
        """Whether there is something left of this budget of steps, and of the whole budget of work."""
        return self.found.steps < budget and self._left > 0

    def _by_world(self) -> dict[str, list[State]]:
        found: dict[str, list[State]] = {}
        for state in self._starts:
            found.setdefault(self.program.world(state.values), []).append(state)
        return found

    def _open(self, state: State) -> Trail:
        return self._arrived(state)

    def _least_used_step(self, trail: Trail) -> Trail | None:
        answers = trail.answers
        if not answers:
            return None
        used = self._uses.setdefault(trail.state.scene, {})
        first = self._dice.below(len(answers))
        answer = min((*answers[first:], *answers[:first]), key=lambda each: used.get(each, 0))
        used[answer] = used.get(answer, 0) + 1
        return self._step(trail, answer)

    def _steps(self, trail: Trail) -> Iterator[Trail]:
        for answer in trail.answers:
            if self._left <= 0:
                return
            after = self._step(trail, answer)
            if after is not None:
                yield after

    def _step(self, trail: Trail, answer: AnyAnswer) -> Trail | None:
        program, state = self.program, trail.state
        self.found.steps += 1
        try:
            after = follow(program, state, answer)
        except (IllegalDecision, StoryError) as error:
            self._break(trail, str(error))
            if isinstance(error, StoryError):  # it was on offer, and what lies behind it nobody knows
                self._use(state, answer)
            return None
        if self.missing:
            self._use(state, answer)
            self._reach(("scene", "", after.scene))
            if after.turn - state.turn > 1 or not self.missing.isdisjoint(self._blocks):
                self._passed(advance(program, state, answer)[1])
        return self._arrived(after, trail, answer)

    def _passed(self, events: Iterable[Event]) -> None:
        """Notes what a state does not show: scenes that were passed through, and what came due."""
        for event in events:
            if isinstance(event, Entered):
                self._reach(("scene", "", event.scene))
            elif isinstance(event, Returned):
                self._reach(("later", "", event.block))

    def _use(self, state: State, answer: AnyAnswer) -> None:
        for kind, name in uses(self.program, state, answer):
            self._reach((kind, state.scene, name))

    def _reach(self, target: Target) -> None:
        if target not in self.found.reached:
            self.found.reached.add(target)
            self.missing.discard(target)

    def _arrived(self, state: State, before: Trail | None = None, answer: AnyAnswer | None = None) -> Trail:
        self._left -= self._effort.of(state.scene)
        trail = Trail(state, walk(self.program, state), before, answer)
        if state.ending is not None:
            self._reach(("ending", "", state.ending))
            return trail
        if not state.spent:
            self._sample(state)
        if not trail.answers:
            self._break(trail)
        return trail

    def _break(self, trail: Trail, why: str = "") -> None:
        world = self.program.world(trail.state.values)
        self.found.broken.setdefault(trail.state.scene, Broken(world, trail, why))

    def _sample(self, state: State) -> None:
        taken = self._taken.setdefault((state.scene, self.program.world(state.values)), set())
        if len(taken) < self._most_samples and state.values not in taken:
            taken.add(state.values)
            self.found.samples.setdefault(state.scene, []).append(state)


def _key(state: State) -> tuple[object, ...]:
    due = tuple(sorted((turn - state.turn, block) for turn, block in state.due))
    return state.scene, state.values, due, state.spent


def _gated(program: Program) -> Iterator[tuple[Target, str]]:
    """Whatever has a ``when`` that a state alone decides, with the condition."""
    for scene in program.scenario.scenes:
        match scene:
            case ChooseScene():
                for option in scene.options:
                    if option.when is not None:
                        yield ("option", scene.id, option.id), option.when
            case InvestigateScene():
                for look in scene.looks:
                    if look.when is not None:
                        yield ("look", scene.id, look.clue), look.when
            case DefendScene():
                for claim in scene.claims:
                    if claim.when is not None:
                        yield ("claim", scene.id, claim.id), claim.when


def _memories(program: Program) -> Iterator[tuple[str, tuple[int, ...], bool]]:
    """Every memory that is recalled, with values that stand for all of them, and whether they are all."""
    for name, quantity in program.quantities.items():
        if name.startswith("recall."):
            some = tuple(dict.fromkeys((quantity.initial, quantity.low, quantity.high)))
            every = quantity.high - quantity.low < len(some)
            yield name.removeprefix("recall."), some, every


def _openings(program: Program) -> Iterator[tuple[dict[str, int], str]]:
    """The openings: every world with every choice of memories, at most ``MOST_STARTS`` of a world."""
    memories = list(_memories(program))
    names = [name for name, _, _ in memories]
    for values in islice(product(*(some for _, some, _ in memories)), MOST_STARTS):
        for world in program.scenario.worlds:
            yield dict(zip(names, values, strict=True)), world.id


def _enumerable(program: Program) -> bool:
    """Whether ``_openings`` has every opening there is."""
    count = 1
    for _, values, every in _memories(program):
        count *= len(values) if every else MOST_STARTS + 1
    return count <= MOST_STARTS and count * len(program.scenario.worlds) <= _most_openings(program)


def _most_openings(program: Program) -> int:
    return max(MOST_OPENINGS, len(program.scenario.worlds))
