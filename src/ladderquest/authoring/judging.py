"""What every answer is worth in the states that were sampled: what the rules for decisions are asked of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ladderquest.authoring.effort import Effort
from ladderquest.authoring.subject import Subject
from ladderquest.pack.convert import Path
from ladderquest.pack.model import AnsweredScene, ChooseScene, Option, Result, Scene
from ladderquest.play import AnyAnswer, Program, State, walk
from ladderquest.play.compiled import CompiledOutcome
from ladderquest.play.moves import MOVES, Work

__all__ = ["Decision", "Judged", "Standing", "decisions_of", "is_rated", "standing", "standings"]

MOST_JUDGED = 6_000
"""States that are judged in one scenario, shared evenly among its decisions."""
MOST_WORK = 800_000
"""Units of ``effort`` for that."""
LEAST_JUDGED = 2
"""States that are judged of every decision, however many there are."""


class Standing(NamedTuple):
    """What one answer comes to in one state; ``values`` are those that its rating was read from."""

    answer: AnyAnswer
    outcome: CompiledOutcome
    rating: int
    feeds: frozenset[str]
    values: tuple[int, ...]

    @property
    def id(self) -> str:
        """The option or result."""
        return self.outcome.source.id


class Judged(NamedTuple):
    """One sampled state of a decision, with everything that can be answered there."""

    state: State
    world: str
    standings: tuple[Standing, ...]

    @property
    def best(self) -> frozenset[str]:
        """The outcomes of the highest rating within reach."""
        return frozenset(each.id for each in self._wisest())

    @property
    def best_answers(self) -> frozenset[AnyAnswer]:
        """The answers that come to them: the same result can ask for another claim in another world."""
        return frozenset(each.answer for each in self._wisest())

    def _wisest(self) -> list[Standing]:
        most = max(each.rating for each in self.standings)
        return [each for each in self.standings if each.rating == most]


@dataclass(frozen=True)
class Decision:
    """A scene whose answers are rated, where it stands in the file, and what was sampled of it. ``judged`` is
    empty where no walk got there."""

    path: Path
    scene: ChooseScene | AnsweredScene
    judged: tuple[Judged, ...]

    @property
    def field(self) -> str:
        """The key under which its outcomes stand."""
        return "options" if isinstance(self.scene, ChooseScene) else "results"

    @property
    def outcomes(self) -> Sequence[Option | Result]:
        """Its options or results, in author order."""
        return self.scene.options if isinstance(self.scene, ChooseScene) else self.scene.results

    def outcome_path(self, outcome: str, *rest: str | int) -> Path:
        """Where the option or result with this id stands, or something within it."""
        index = next(index for index, each in enumerate(self.outcomes) if each.id == outcome)
        return (*self.path, self.field, index, *rest)


def is_rated(scene: Scene) -> bool:
    """Whether any answer of ``scene`` is rated. What nobody rates is a way to go, not a decision."""
    return any(outcome.rating for field in ("options", "results") for outcome in getattr(scene, field, ()))


def decisions_of(subject: Subject) -> list[Decision]:
    """Every rated decision of the scenario, in the order of the file."""
    rated = [(index, scene) for index, scene in enumerate(subject.scenario.scenes) if is_rated(scene)]
    share = max(LEAST_JUDGED, MOST_JUDGED // max(1, len(rated)))
    effort = Effort(subject.program)
    found = []
    for index, scene in rated:
        assert isinstance(scene, ChooseScene | AnsweredScene)  # nothing else has outcomes
        states = subject.samples.get(scene.id, [])
        most = max(LEAST_JUDGED, min(share, MOST_WORK // len(rated) // effort.of_all_answers(scene.id)))
        some = states[:: max(1, len(states) // most)][:most]
        judged = tuple(_judged(subject.program, some))
        found.append(Decision(("scenes", index), scene, judged))
    return found


def _judged(program: Program, states: Sequence[State]) -> Iterator[Judged]:
    for state in states:
        found = standings(program, state)
        if found:
            yield Judged(state, program.world(state.values), found)


def standings(program: Program, state: State) -> tuple[Standing, ...]:
    """Every rated answer in ``state``, one of every class that the scenario can tell apart."""
    found = (standing(program, state, answer) for answer in walk(program, state))
    return tuple(each for each in found if each is not None)


def standing(program: Program, state: State, answer: AnyAnswer) -> Standing | None:
    """What one legal answer comes to; None where it is not rated."""
    scene = program.scene(state.scene)
    work = Work(program, state)
    outcome = MOVES[scene.tag].outcome(work, scene, answer)
    if outcome is None or not outcome.source.rating:
        return None
    values = tuple(work.values)
    rating = next(worth for test, worth in outcome.worth(program).rating if test(values))
    feeds = frozenset(trap for test, trap in outcome.worth(program).feeds if test(values))
    return Standing(answer, outcome, rating, feeds, values)
