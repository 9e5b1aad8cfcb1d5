"""``investigate``: spend a small budget on looks, one at a time, seeing each finding before the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ladderquest.pack.model import InvestigateScene
from ladderquest.play.compiled import CompiledScene
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


class InvestigateOffer(msgspec.Struct, frozen=True):
    """The looks, in author order, with what is left of the budget."""

    ask: str
    budget: int
    left: int
    looks: tuple[LookOffer, ...]


class InvestigateMove(Move[InvestigateScene, Investigate, InvestigateOffer]):
    """See the module."""

    tag = "investigate"

    def legal(self, program: Program, scene: CompiledScene, state: State) -> InvestigateOffer:
        source = _source(scene)
        left = source.budget - sum(scene.looks[clue].source.cost for clue in state.spent)
        return InvestigateOffer(
            program.text(source.ask).at(state.values),
            source.budget,
            left,
            tuple(self._offer(program, scene, state, clue, left) for clue in scene.looks),
        )

    def _offer(self, program: Program, scene: CompiledScene, state: State, clue: str, left: int) -> LookOffer:
        look, label = scene.looks[clue], program.clues[clue].label
        cost = look.source.cost
        if state.values[program.slots[f"clue.{clue}"]]:
            return LookOffer(clue, label, False, "already seen", cost, True)
        if not look.open(state.values):
            return LookOffer(clue, label, False, look.locked.at(state.values), cost)
        if cost > left:
            return LookOffer(clue, label, False, "more than is left", cost)
        return LookOffer(clue, label, True, "", cost)

    def check(self, program: Program, scene: CompiledScene, state: State, answer: Investigate) -> None:
        if answer.look is None:
            return
        offers = {offer.id: offer for offer in self.legal(program, scene, state).looks}
        offer = offers.get(answer.look)
        if offer is None:
            raise IllegalDecision(f"there is nothing called {answer.look!r} to look at here")
        if not offer.open:
            raise IllegalDecision(f"{offer.says!r} cannot be looked at: {offer.why or 'it is not open here'}")

    def apply(self, work: Work, scene: CompiledScene, answer: Investigate) -> str | None:
        if answer.look is None:
            return work.jump(scene.goto)
        look = scene.looks[answer.look]
        work.values[work.program.slots[f"clue.{answer.look}"]] = 1
        work.apply(look.effect)
        work.spent = (*work.spent, answer.look)
        work.events.append(Told("", work.program.clues[answer.look].label))
        work.report(work.state.values, look.heard)
        after = State(work.state.scene, tuple(work.values), spent=work.spent)
        if any(offer.open for offer in self.legal(work.program, scene, after).looks):
            return None
        return work.jump(scene.goto)

    def outcome(self, work: Work, scene: CompiledScene, answer: Investigate) -> None:
        return None

    def uses(self, work: Work, scene: CompiledScene, answer: Investigate) -> tuple[tuple[str, str], ...]:
        return () if answer.look is None else (("look", answer.look),)

    def walk(self, program: Program, scene: CompiledScene, state: State) -> Iterator[Investigate]:
        for offer in self.legal(program, scene, state).looks:
            if offer.open:
                yield Investigate(offer.id)
        yield Investigate(None)

    def summarise(
        self,
        program: Program,
        scene: CompiledScene,
        state: State,
        answer: Investigate,
        lines: Sequence[int] = (),
    ) -> Summary:
        label = program.clues[answer.look].label if answer.look else "Left it at that"
        return Summary(program.text(_source(scene).ask).at(state.values), label)

    def aggregate(
        self, program: Program, scene: CompiledScene, state: State, votes: Sequence[Investigate]
    ) -> Investigate:
        picked = most_voted([vote.look or "" for vote in votes], [*scene.looks, ""])
        return Investigate(picked or None)


def _source(scene: CompiledScene) -> InvestigateScene:
    assert isinstance(scene.source, InvestigateScene)  # the registry pairs move and scene by their tag
    return scene.source
