"""``investigate``: spend a small budget on looks, one at a time, seeing each finding before the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ladderquest.pack.expressions import Values
from ladderquest.pack.model import InvestigateScene
from ladderquest.play.compiled import CompiledLook, CompiledScene
from ladderquest.play.moves.base import Answer, IllegalDecision, Move, Offer, Summary, Work, most_voted
from ladderquest.play.program import Program
from ladderquest.play.state import State, Told


class Investigate(Answer, frozen=True, tag="investigate"):
    """The clue to look for, or None to stop looking."""

    look: str | None = None


class LookOffer(Offer, frozen=True):
    """A look with its cost; ``taken`` ones are closed."""

    cost: int = 1
    taken: bool = False


class InvestigateOffer(msgspec.Struct, frozen=True, gc=False):
    """The looks, in author order, with what is left of the budget."""

    ask: str
    budget: int
    left: int
    looks: tuple[LookOffer, ...]


class InvestigateMove(Move[InvestigateScene, Investigate, InvestigateOffer]):
    """See the module."""

    tag = "investigate"
    answers = Investigate

    def legal(self, program: Program, scene: CompiledScene, state: State) -> InvestigateOffer:
        left = self._left(scene, state.spent)
        return InvestigateOffer(
            scene.ask.at(state.values),
            _source(scene).budget,
            left,
            tuple([self._offer(clue, look, state, left) for clue, look in scene.looks.items()]),
        )

    def _left(self, scene: CompiledScene, spent: Sequence[str]) -> int:
        """What is left of the budget."""
        return _source(scene).budget - sum(scene.looks[clue].source.cost for clue in spent)

    def _offer(self, clue: str, look: CompiledLook, state: State, left: int) -> LookOffer:
        cost = look.source.cost
        if state.values[look.slot]:
            return LookOffer(clue, look.label, False, "already seen", cost, True)
        if not look.open(state.values):
            return LookOffer(clue, look.label, False, look.locked.at(state.values), cost)
        if cost > left:
            return LookOffer(clue, look.label, False, "more than is left", cost)
        return LookOffer(clue, look.label, True, "", cost)

    def _open(self, scene: CompiledScene, values: Values, spent: Sequence[str]) -> Iterator[str]:
        """The clues that may be looked for: those whose offer is open."""
        left = self._left(scene, spent)
        for clue, look in scene.looks.items():
            if not values[look.slot] and look.source.cost <= left and look.open(values):
                yield clue

    def check(self, program: Program, scene: CompiledScene, state: State, answer: Investigate) -> None:
        if answer.look is None or answer.look in self._open(scene, state.values, state.spent):
            return
        look = scene.looks.get(answer.look)
        if look is None:
            raise IllegalDecision(f"there is nothing called {answer.look!r} to look at here")
        offer = self._offer(answer.look, look, state, self._left(scene, state.spent))
        raise IllegalDecision(f"{offer.says!r} cannot be looked at: {offer.why or 'it is not open here'}")

    def apply(self, work: Work, scene: CompiledScene, answer: Investigate) -> str | None:
        if answer.look is None:
            return work.jump(scene.goto)
        look = scene.looks[answer.look]
        work.values[look.slot] = 1
        work.apply(look.effect)
        work.spent = (*work.spent, answer.look)
        if work.events is not None:
            work.events.append(Told("", look.label))
            work.report(work.state.values, look.heard)
        if any(True for _ in self._open(scene, work.values, work.spent)):
            return None
        return work.jump(scene.goto)

    def outcome(self, work: Work, scene: CompiledScene, answer: Investigate) -> None:
        return None

    def uses(
        self, program: Program, scene: CompiledScene, state: State, answer: Investigate
    ) -> tuple[tuple[str, str], ...]:
        return () if answer.look is None else (("look", answer.look),)

    def walk(self, program: Program, scene: CompiledScene, state: State) -> Iterator[Investigate]:
        for clue in self._open(scene, state.values, state.spent):
            yield Investigate(clue)
        yield Investigate(None)

    def summarise(
        self,
        program: Program,
        scene: CompiledScene,
        state: State,
        answer: Investigate,
        lines: Sequence[int] = (),
        words: str | None = None,
    ) -> Summary:
        label = program.clues[answer.look].label if answer.look else "Left it at that"
        return Summary(scene.ask.at(state.values), label)

    def aggregate(
        self, program: Program, scene: CompiledScene, state: State, votes: Sequence[Investigate]
    ) -> Investigate:
        picked = most_voted([vote.look or "" for vote in votes], [*scene.looks, ""])
        return Investigate(picked or None)


def _source(scene: CompiledScene) -> InvestigateScene:
    assert isinstance(scene.source, InvestigateScene)  # the registry pairs move and scene by their tag
    return scene.source
