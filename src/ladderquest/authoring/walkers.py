"""Walkers: play a scenario through the ordinary engine, again and again, and keep what went wrong.

``random`` answers as chance has it, ``least-used`` takes what it has taken least so far, and ``search`` (in
``exhaustive``) looks at every state there is. All of them are pure: the same arguments give the same walk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import msgspec

from ladderquest.authoring.coverage import Recorder, Tally
from ladderquest.authoring.dice import Dice
from ladderquest.authoring.reading import Reading
from ladderquest.authoring.relevance import Recalls, Relevance
from ladderquest.play import (
    AnyAnswer,
    Event,
    IllegalDecision,
    Program,
    State,
    StoryError,
    follow,
    start,
    walk,
)

__all__ = ["Failure", "Kind", "Limits", "Pick", "Progress", "Walked", "Way", "least_used", "runs", "uniform"]

Kind = Literal["stuck", "no-way-on", "circle", "endless"]

Progress = Callable[[float], None]
"""Told the share (0 to 1) that is done, every few hundred choices."""

EVERY = 256
"""Choices between two calls of ``Progress``."""

MOST_READ_RUNS = 200
MOST_READ_CHOICES = 20_000
"""Words are counted on the first runs only: that takes most of the time, and the spread shows soon."""


class Limits(NamedTuple):
    """When to stop: after so many runs or choices, whichever comes first. ``seed`` decides every chance."""

    runs: int = 1_000
    choices: int = 200_000
    seed: int = 0


class Way(msgspec.Struct, frozen=True):
    """A run as far as it went: whoever gives these answers in this world gets to the same place."""

    world: str
    recalls: dict[str, int]
    answers: tuple[AnyAnswer, ...]


class Failure(msgspec.Struct, frozen=True):
    """Something that goes wrong for a player. ``answer`` is what was answered in ``scene``, None where it
    is the scene itself; ``message`` says what happens; ``way`` is the shortest one there that was found."""

    kind: Kind
    scene: str
    answer: AnyAnswer | None
    message: str
    way: Way
    count: int = 1


class Walked:
    """What walks came to. ``lengths`` are decisions of the runs that ended, ``read`` (words, choices, pages)
    of those whose words were counted; ``cut`` counts runs that the limit of choices broke off. After a
    search, ``states`` is how many it told apart, and ``exhausted`` whether there are no others."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.tallies = {world.id: Tally() for world in program.scenario.worlds}
        self.failures: dict[tuple[Kind, str, AnyAnswer | None], Failure] = {}
        self.shortest: dict[str, Way] = {}
        self.lengths: list[int] = []
        self.read: list[tuple[int, int, int]] = []
        self.choices = 0
        self.runs = 0
        self.cut = 0
        self.states = 0
        self.exhausted = False

    def fail(self, kind: Kind, scene: str, answer: AnyAnswer | None, message: str, way: Way) -> None:
        """Note a failure, once for each place where it happens, with the shortest way to it."""
        key = (kind, scene, answer)
        known = self.failures.get(key)
        if known is None:
            self.failures[key] = Failure(kind, scene, answer, message, way)
            return
        if len(way.answers) >= len(known.way.answers):
            way = known.way
        self.failures[key] = msgspec.structs.replace(known, count=known.count + 1, way=way)

    def end(self, ending: str, way: Way) -> None:
        """Note a way to an ending, if it is the shortest so far."""
        known = self.shortest.get(ending)
        if known is None or len(way.answers) < len(known.answers):
            self.shortest[ending] = way


Pick = Callable[[str, Sequence[AnyAnswer]], AnyAnswer]
"""Chooses one of the answers that are possible in a scene now."""


def uniform(dice: Dice) -> Pick:
    """Every answer with the same chance."""

    def pick(_: str, offered: Sequence[AnyAnswer]) -> AnyAnswer:
        return offered[dice.below(len(offered))]

    return pick


def least_used(dice: Dice) -> Pick:
    """One of the answers given least often in this scene so far: what is rare comes up early."""
    used: dict[tuple[str, AnyAnswer], int] = {}

    def pick(scene: str, offered: Sequence[AnyAnswer]) -> AnyAnswer:
        counts = [used.get((scene, answer), 0) for answer in offered]
        least = min(counts)
        rare = [answer for answer, count in zip(offered, counts, strict=True) if count == least]
        answer = rare[dice.below(len(rare))] if len(rare) > 1 else rare[0]
        used[scene, answer] = least + 1
        return answer

    return pick


def nothing(share: float) -> None:
    """Progress that nobody watches."""


def longest_run(program: Program) -> int:
    """Decisions after which a run counts as endless: no scenario of this size takes so many, unless chance
    keeps it in a circle."""
    return 1_000 + 20 * len(program.sources)


def stuck_message(scene: str) -> str:
    """The sentence for a scene in which nothing can be answered."""
    return f"nothing can be answered in scene {scene!r}, and it is no ending"


def runs(
    program: Program, limits: Limits, pick: Callable[[Dice], Pick], progress: Progress = nothing
) -> Walked:
    """Play from the start to an ending, run after run: every world as often as the others, with all sorts of
    memories of earlier scenarios."""
    walker = _Walker(program, limits, pick, progress)
    while walker.walked.runs < limits.runs and walker.walked.choices < limits.choices:
        walker.run()
    progress(1.0)
    return walker.walked


class _Walker:
    """Plays runs into one ``Walked``."""

    def __init__(
        self, program: Program, limits: Limits, pick: Callable[[Dice], Pick], progress: Progress
    ) -> None:
        self.walked = Walked(program)
        self._program = program
        self._limits = limits
        self._dice = Dice(limits.seed)
        self._pick = pick(self._dice)
        self._progress = progress
        self._recorder = Recorder(program)
        self._memories = Relevance(program).memories
        self._worlds = [world.id for world in program.scenario.worlds]
        self._first = self._dice.below(len(self._worlds))
        self._most = longest_run(program)
        self._openings: dict[tuple[object, ...], tuple[State, tuple[Event, ...]]] = {}
        self._words: dict[str, int] = {}
        self._read = 0

    def run(self) -> None:
        """One run."""
        walked = self.walked
        world = self._worlds[(self._first + walked.runs) % len(self._worlds)]
        recalls = {name: values[self._dice.below(len(values))] for name, values in self._memories.items()}
        walked.runs += 1
        walked.tallies[world].runs += 1
        answers: list[AnyAnswer] = []
        reads = walked.runs <= MOST_READ_RUNS and self._read < MOST_READ_CHOICES
        reading = Reading(self._program, self._words) if reads else None
        ending = self._play(world, recalls, answers, reading)
        self._recorder.closed(walked.tallies[world], ending)
        if ending is None:
            return
        walked.lengths.append(len(answers))
        walked.end(ending, Way(world, recalls, tuple(answers)))
        if reading is not None:
            walked.read.append((reading.words, len(answers), reading.pages))
            self._read += len(answers)

    def _open(self, world: str, recalls: Recalls) -> tuple[State, tuple[Event, ...]]:
        key = (world, *recalls.values())
        found = self._openings.get(key)
        if found is None:
            found = self._openings[key] = start(self._program, seed=0, recalls=recalls, world=world)
        return found

    def _play(
        self, world: str, recalls: dict[str, int], answers: list[AnyAnswer], reading: Reading | None
    ) -> str | None:
        """The ending that the run came to, or None. ``answers`` are added to."""
        walked, program, recorder = self.walked, self._program, self._recorder
        tally = walked.tallies[world]
        scene, answer = program.scenario.start, None
        try:
            state, events = self._open(world, recalls)
            recorder.opened(tally, events)
            if reading is not None:
                reading.read(None, state, events)
            while state.ending is None:
                scene, answer = state.scene, None
                offered = walk(program, state)
                if not offered:
                    message = stuck_message(scene)
                    walked.fail("stuck", scene, None, message, Way(world, recalls, tuple(answers)))
                    return None
                if len(answers) >= self._most:
                    self._endless(Way(world, recalls, tuple(answers)))
                    return None
                if walked.choices >= self._limits.choices:
                    walked.cut += 1
                    return None
                answer = self._pick(scene, offered)
                answers.append(answer)
                self._tick()
                if reading is None:
                    state = recorder.step(tally, state, answer)
                else:
                    before = state
                    state, events = recorder.told_step(tally, before, answer)
                    reading.read(before, state, events)
        except (StoryError, IllegalDecision) as error:
            kind: Kind = "circle" if isinstance(error, StoryError) else "no-way-on"
            walked.fail(kind, scene, answer, str(error), Way(world, recalls, tuple(answers)))
            return None
        return state.ending

    def _endless(self, way: Way) -> None:
        """Note a run that does not end, at the scene that it met most often of late."""
        met: dict[str, int] = {}
        again, _ = self._open(way.world, way.recalls)
        scenes = [again.scene]
        for answer in way.answers:
            again = follow(self._program, again, answer)
            scenes.append(again.scene)
        for scene in scenes[len(scenes) // 2 :]:
            met[scene] = met.get(scene, 0) + 1
        most = max(met, key=lambda scene: met[scene])
        among = ", ".join(sorted(met)[:8])
        message = f"no ending after {len(way.answers):,} decisions, going round in {len(met)} scenes: {among}"
        self.walked.fail("endless", most, None, message, way)

    def _tick(self) -> None:
        walked, limits = self.walked, self._limits
        walked.choices += 1
        if walked.choices % EVERY == 0:
            self._progress(max(walked.choices / limits.choices, (walked.runs - 1) / limits.runs))
