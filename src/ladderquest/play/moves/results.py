"""What moves with results have in common: the answer is put where the results' conditions read it, and the
first result that holds is what it comes to."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from ladderquest.pack.expressions import Values
from ladderquest.pack.model import AnsweredScene
from ladderquest.play.compiled import CompiledOutcome, CompiledScene
from ladderquest.play.moves.base import MOST_TRIED, Answer, IllegalDecision, Move, Work
from ladderquest.play.program import Program
from ladderquest.play.state import State

SceneT = TypeVar("SceneT", bound=AnsweredScene)
AnswerT = TypeVar("AnswerT", bound=Answer)
OfferT = TypeVar("OfferT")


class ResultMove(Move[SceneT, AnswerT, OfferT]):
    """Base of ``mark``, ``defend`` and ``allocate``."""

    @abstractmethod
    def named(self, scene: CompiledScene, answer: AnswerT) -> dict[str, int]:
        """The answer by the names under which the results see it. What is not named is 0."""

    @abstractmethod
    def said(self, work: Work, scene: CompiledScene, answer: AnswerT, values: Values) -> str:
        """The answer as a caption, in the state with ``values``."""

    def parts(self, answer: AnswerT) -> tuple[tuple[str, str], ...]:
        """What the author wrote that the answer uses beside its result, as (kind, id)."""
        return ()

    def apply(self, work: Work, scene: CompiledScene, answer: AnswerT) -> str:
        work.set_answer(scene, self.named(scene, answer))
        result = _first(work, scene)
        target = work.follow(result, lambda values: self.said(work, scene, answer, values))
        work.set_answer(scene, {})
        return target

    def outcome(self, work: Work, scene: CompiledScene, answer: AnswerT) -> CompiledOutcome:
        work.set_answer(scene, self.named(scene, answer))
        return _first(work, scene)

    def uses(
        self, program: Program, scene: CompiledScene, state: State, answer: AnswerT
    ) -> tuple[tuple[str, str], ...]:
        result = self.outcome(Work(program, state), scene, answer).source.id
        return (*self.parts(answer), ("result", result))

    def classes(
        self, program: Program, scene: CompiledScene, state: State, every: Iterable[AnswerT]
    ) -> Iterator[AnswerT]:
        """Of ``every`` answer, the first of each class that the scenario can tell apart: those with another
        result, another part, or other values where more than the choice of the result depends on them."""
        seen: set[tuple[object, ...]] = set()
        work = Work(program, state)
        for answer in islice(every, MOST_TRIED):
            found = self.outcome(work, scene, answer).source.id
            values: Sequence[int] = work.values
            result = (found, self.parts(answer), *(values[slot] for slot in scene.told_apart))
            if result not in seen:
                seen.add(result)
                yield answer


def _first(work: Work, scene: CompiledScene) -> CompiledOutcome:
    """The first result whose condition holds; the answer must be set."""
    for outcome in scene.outcomes.values():
        if outcome.open(work.values):
            return outcome
    raise IllegalDecision("the story has no result for this answer")
