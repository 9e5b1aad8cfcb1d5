"""What playing a scenario by itself shows its author: what was reached, how it ends, how long it takes, and
everything that goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import mean, median
from typing import Literal

import msgspec

from ladderquest.authoring.coverage import KINDS, Element, elements, reached
from ladderquest.authoring.exhaustive import search
from ladderquest.authoring.reading import SECONDS_A_DECISION, WORDS_A_MINUTE, minutes
from ladderquest.authoring.walkers import (
    Failure,
    Kind,
    Limits,
    Progress,
    Walked,
    Way,
    least_used,
    nothing,
    runs,
    uniform,
)
from ladderquest.pack.convert import Path
from ladderquest.play import AnyAnswer, Program, follow, start
from ladderquest.play.engine import summarise
from ladderquest.play.moves import Allocate, Choose, Defend, Investigate, Rate, Write

__all__ = [
    "WALKERS", "Coverage", "EndingShare", "Line", "Minutes", "Part", "Report", "Spread", "Step", "Told",
    "TrapShare", "Walker", "Wrong", "autoplay",
]  # fmt: skip

Walker = Literal["random", "least-used", "exhaustive"]
WALKERS: tuple[Walker, ...] = ("random", "least-used", "exhaustive")

Line = Callable[[Path], tuple[int, int]]
"""Line and column (from 1) of a value in the scenario's file."""

SEARCHED = 0.7
"""The share of an exhaustive walk that counts as search; runs for the distributions follow."""


class Spread(msgspec.Struct, frozen=True):
    """Numbers of runs."""

    least: float
    median: float
    mean: float
    most: float


class Part(msgspec.Struct, frozen=True):
    """Something that was not reached in some world. ``verdict``: ``never`` is proved, ``undecided`` says only
    that no walk came by. ``missing`` names the worlds; all of them where it was not reached at all."""

    id: str
    scene: str
    line: int
    column: int
    verdict: Literal["never", "undecided"]
    missing: tuple[str, ...]


class Coverage(msgspec.Struct, frozen=True):
    """How much of one kind was reached. ``missing`` was reached nowhere, ``partly`` in some worlds only."""

    kind: str
    reached: int
    total: int
    missing: tuple[Part, ...]
    partly: tuple[Part, ...]


class Step(msgspec.Struct, frozen=True):
    """One decision: ``answer`` in ids, ``said`` in the words that players see."""

    scene: str
    answer: str
    said: str


class Told(msgspec.Struct, frozen=True):
    """A way, step by step. ``recalls`` is what earlier scenarios had left behind; what is not named there is
    as it is for a new player."""

    world: str
    recalls: dict[str, int]
    steps: tuple[Step, ...]


class EndingShare(msgspec.Struct, frozen=True):
    """How often runs came to an ending, by world. ``exact``: no way to it is shorter than ``shortest``."""

    id: str
    title: str
    runs: dict[str, int]
    exact: bool
    shortest: Told | None


class TrapShare(msgspec.Struct, frozen=True):
    """In how many runs a trap was fed and dodged at least once, by world."""

    id: str
    fed: dict[str, int]
    dodged: dict[str, int]


class Minutes(msgspec.Struct, frozen=True):
    """What a run takes, by its words and decisions. ``off``: the median differs from ``declared`` by more
    than a third."""

    declared: int
    minutes: Spread
    words: Spread
    runs: int
    off: bool
    words_a_minute: int = WORDS_A_MINUTE
    seconds_a_decision: int = SECONDS_A_DECISION


class Wrong(msgspec.Struct, frozen=True):
    """A failure, with its place and the shortest way to it that was found."""

    kind: Kind
    scene: str
    answer: str
    line: int
    column: int
    message: str
    count: int
    way: Told


class Report(msgspec.Struct, frozen=True):
    """What one scenario came to. The exhaustive walker ``searched`` so many choices in so many ``states``,
    and knows whether it ``exhausted`` them; None for other walkers. ``runs`` were begun (by world) and made
    ``choices``; ``ended`` came to an ending, and ``cut`` were broken off by the limit of choices."""

    scenario: str
    title: str
    walker: Walker
    seed: int
    states: int | None
    searched: int | None
    exhausted: bool | None
    choices: int
    runs: dict[str, int]
    ended: int
    cut: int
    decisions: Spread | None
    minutes: Minutes | None
    coverage: tuple[Coverage, ...]
    endings: tuple[EndingShare, ...]
    traps: tuple[TrapShare, ...]
    failures: tuple[Wrong, ...]

    @property
    def whole(self) -> bool:
        """Whether everything was reached in some world."""
        return all(each.reached == each.total for each in self.coverage)


def autoplay(
    program: Program, walker: Walker, limits: Limits, line: Line, progress: Progress = nothing
) -> Report:
    """Play a scenario with a walker, and tell what came of it. The same arguments give the same report."""
    if walker == "exhaustive":
        found = search(program, limits, lambda share: progress(share * SEARCHED))
        played = runs(program, limits, uniform, lambda share: progress(SEARCHED + share * (1 - SEARCHED)))
    else:
        found = None
        played = runs(program, limits, uniform if walker == "random" else least_used, progress)
    return _Reporter(program, line, played, found).report(walker, limits.seed)


class _Reporter:
    """Makes one report. ``found`` is the search, if there was one."""

    def __init__(self, program: Program, line: Line, played: Walked, found: Walked | None) -> None:
        self._program = program
        self._line = line
        self._played = played
        self._found = found
        self._exhausted = found is not None and found.exhausted

    def report(self, walker: Walker, seed: int) -> Report:
        scenario, played, found = self._program.scenario, self._played, self._found
        return Report(
            scenario=scenario.id,
            title=scenario.title,
            walker=walker,
            seed=seed,
            states=None if found is None else found.states,
            searched=None if found is None else found.choices,
            exhausted=None if found is None else found.exhausted,
            choices=played.choices,
            runs={world: tally.runs for world, tally in played.tallies.items()},
            ended=len(played.lengths),
            cut=played.cut,
            decisions=_spread(played.lengths),
            minutes=self._minutes(),
            coverage=self._coverage(),
            endings=self._endings(),
            traps=self._traps(),
            failures=self._failures(),
        )

    def _minutes(self) -> Minutes | None:
        read = self._played.read
        taken, words = _spread([minutes(*each) for each in read]), _spread([words for words, _, _ in read])
        if taken is None or words is None:
            return None
        declared = self._program.scenario.minutes
        off = abs(taken.median - declared) > declared / 3
        return Minutes(declared, taken, words, len(read), off)

    def _coverage(self) -> tuple[Coverage, ...]:
        walks = [self._played] if self._found is None else [self._found, self._played]
        met = {
            world: {key for walk in walks for key in reached(walk.tallies[world], self._program)}
            for world in self._played.tallies
        }
        every = elements(self._program.scenario)
        return tuple(
            self._of_kind(kind, [each for each in every if each.kind == kind], met)
            for kind in KINDS
            if any(each.kind == kind for each in every)
        )

    def _of_kind(
        self, kind: str, every: Sequence[Element], met: dict[str, set[tuple[str, str, str]]]
    ) -> Coverage:
        missing: list[Part] = []
        partly: list[Part] = []
        for each in every:
            lacking = tuple(world for world, keys in met.items() if each[:3] not in keys)
            if lacking:
                verdict: Literal["never", "undecided"] = "never" if self._exhausted else "undecided"
                part = Part(each.id, each.scene, *self._line(each.path), verdict, lacking)
                (missing if len(lacking) == len(met) else partly).append(part)
        return Coverage(kind, len(every) - len(missing), len(every), tuple(missing), tuple(partly))

    def _endings(self) -> tuple[EndingShare, ...]:
        shortest = (self._found or self._played).shortest
        if not self._exhausted:  # a run may have got where the search did not come
            for ending, way in self._played.shortest.items():
                known = shortest.get(ending)
                if known is None or len(way.answers) < len(known.answers):
                    shortest = {**shortest, ending: way}
        return tuple(
            EndingShare(
                ending.id,
                ending.title,
                {world: tally.ended.get(ending.id, 0) for world, tally in self._played.tallies.items()},
                self._exhausted,
                self._tell(shortest[ending.id]) if ending.id in shortest else None,
            )
            for ending in self._program.scenario.endings
        )

    def _traps(self) -> tuple[TrapShare, ...]:
        every = elements(self._program.scenario)
        traps = dict.fromkeys(each.id for each in every if each.kind in ("traps fed", "traps dodged"))
        tallies = self._played.tallies.items()
        return tuple(
            TrapShare(
                trap,
                {world: tally.fed.get(trap, 0) for world, tally in tallies},
                {world: tally.dodged.get(trap, 0) for world, tally in tallies},
            )
            for trap in traps
        )

    def _failures(self) -> tuple[Wrong, ...]:
        failures = dict((self._found or self._played).failures)
        if not self._exhausted:
            failures = {**self._played.failures, **failures}
        made = [self._wrong(failure) for failure in failures.values()]
        return tuple(sorted(made, key=lambda each: (each.line, each.column, each.kind, each.answer)))

    def _wrong(self, failure: Failure) -> Wrong:
        answer = "" if failure.answer is None else brief(failure.answer)
        place = self._line(self._path(failure.scene, failure.answer))
        way = self._tell(failure.way)
        return Wrong(failure.kind, failure.scene, answer, *place, failure.message, failure.count, way)

    def _path(self, scene_id: str, answer: AnyAnswer | None) -> Path:
        scenes = self._program.scenario.scenes
        at = next(at for at, scene in enumerate(scenes) if scene.id == scene_id)
        if isinstance(answer, Choose):
            options = list(self._program.scene(scene_id).outcomes)
            return ("scenes", at, "options", options.index(answer.option), "id")
        return ("scenes", at, "id")

    def _tell(self, way: Way) -> Told:
        program = self._program
        steps: list[Step] = []
        if way.answers:
            state, _ = start(program, seed=0, recalls=way.recalls, world=way.world)
            for at, answer in enumerate(way.answers):
                said = summarise(program, state, answer).answered
                steps.append(Step(state.scene, brief(answer), said))
                if at + 1 < len(way.answers):  # the last one may be what fails
                    state = follow(program, state, answer)
        usual = {name: quantity.initial for name, quantity in program.quantities.items()}
        unusual = {k: v for k, v in way.recalls.items() if v != usual[f"recall.{k}"]}
        return Told(way.world, unusual, tuple(steps))


def brief(answer: AnyAnswer) -> str:
    """An answer in ids."""
    match answer:
        case Choose():
            return answer.option
        case Investigate():
            return answer.look or "(no further look)"
        case Defend():
            return " + ".join([answer.claim, *answer.exhibits])
        case Allocate():
            return " + ".join(f"{amount} {item}" for item, amount in answer.shares)
        case Write():
            return "(words)"
        case Rate():
            return " + ".join(f"{option} {rating}" for option, rating in answer.ratings)
        case _:
            elsewhere = [f"{answer.elsewhere} elsewhere"] if answer.elsewhere else []
            return " + ".join([*answer.places, *elsewhere])


def _spread(numbers: Iterable[float]) -> Spread | None:
    found = sorted(numbers)
    return Spread(found[0], median(found), mean(found), found[-1]) if found else None
