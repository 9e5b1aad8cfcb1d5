"""``defend``: stand on a claim and attach what was found; the two are answered together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ladderquest.pack.expressions import Values
from ladderquest.pack.model import DefendScene
from ladderquest.play.compiled import CompiledScene
from ladderquest.play.moves.base import (
    Answer,
    IllegalDecision,
    Offer,
    Summary,
    Work,
    selected,
    selections,
)
from ladderquest.play.moves.results import ResultMove
from ladderquest.play.program import Program
from ladderquest.play.state import State


class Defend(Answer, frozen=True, tag="defend"):
    """The id of the claim, and the clues attached, sorted."""

    claim: str
    exhibits: tuple[str, ...] = ()


class DefendOffer(msgspec.Struct, frozen=True, gc=False):
    """The claims in author order; the clues that the player holds and may attach, at most ``limit``."""

    ask: str
    claims: tuple[Offer, ...]
    exhibits: tuple[Offer, ...]
    limit: int


class DefendMove(ResultMove[DefendScene, Defend, DefendOffer]):
    """See the module."""

    tag = "defend"
    answers = Defend

    def legal(self, program: Program, scene: CompiledScene, state: State) -> DefendOffer:
        values = state.values
        claims = (
            Offer(id_, c.says.at(values), bool(c.open(values)), "" if c.open(values) else c.locked.at(values))
            for id_, c in scene.claims.items()
        )
        exhibits = tuple(Offer(clue, program.clues[clue].label) for clue in self._held(program, scene, state))
        source = _source(scene)
        return DefendOffer(scene.ask.at(values), tuple(claims), exhibits, source.limit)

    def _held(self, program: Program, scene: CompiledScene, state: State) -> list[str]:
        allowed = _source(scene).exhibits or tuple(program.clues)
        return [clue for clue in allowed if state.values[program.slots[f"clue.{clue}"]]]

    def check(self, program: Program, scene: CompiledScene, state: State, answer: Defend) -> None:
        claim = scene.claims.get(answer.claim)
        if claim is None:
            raise IllegalDecision(f"there is no claim {answer.claim!r} here")
        if not claim.open(state.values):
            reason = claim.locked.at(state.values) or "it is not open here"
            raise IllegalDecision(f"claim {answer.claim!r} cannot be made: {reason}")
        missing = sorted(set(answer.exhibits) - set(self._held(program, scene, state)))
        if missing:
            raise IllegalDecision(f"exhibit {missing[0]!r} cannot be attached: it has not been found")
        if list(answer.exhibits) != sorted(set(answer.exhibits)):
            raise IllegalDecision("the exhibits must be sorted, each named once")
        limit = _source(scene).limit
        if len(answer.exhibits) > limit:
            raise IllegalDecision(f"attach at most {limit} exhibits, not {len(answer.exhibits)}")

    def named(self, scene: CompiledScene, answer: Defend) -> dict[str, int]:
        exhibits = {f"exhibit.{clue}": 1 for clue in answer.exhibits}
        return {f"claim.{answer.claim}": 1, **exhibits, "exhibit.count": len(answer.exhibits)}

    def said(self, work: Work, scene: CompiledScene, answer: Defend, values: Values) -> str:
        return scene.claims[answer.claim].says.at(values)

    def parts(self, answer: Defend) -> tuple[tuple[str, str], ...]:
        return (("claim", answer.claim),)

    def walk(self, program: Program, scene: CompiledScene, state: State) -> Iterator[Defend]:
        held = sorted(self._held(program, scene, state))
        asked = {name.removeprefix("exhibit.") for name in scene.asked}
        every = (
            Defend(claim, exhibits)
            for claim, compiled in scene.claims.items()
            if compiled.open(state.values)
            for exhibits in selections(held, asked, _source(scene).limit)
        )
        return self.classes(program, scene, state, every)

    def tries(self, program: Program, scene: CompiledScene) -> int:
        source = _source(scene)
        exhibits = source.exhibits or tuple(program.clues)
        named = sum(f"exhibit.{clue}" in scene.asked for clue in exhibits)
        return len(source.claims) * sum(selected(named, len(exhibits) - named, source.limit))

    def summarise(
        self,
        program: Program,
        scene: CompiledScene,
        state: State,
        answer: Defend,
        lines: Sequence[int] = (),
        words: str | None = None,
    ) -> Summary:
        attached = ", ".join(program.clues[clue].label for clue in answer.exhibits)
        claim = scene.claims[answer.claim].says.at(state.values)
        with_what = f" With: {attached}" if attached else " With nothing attached."
        stop = "" if claim.endswith((".", "?", "!")) else "."
        return Summary(scene.ask.at(state.values), f"{claim}{stop}{with_what}")

    def aggregate(
        self, program: Program, scene: CompiledScene, state: State, votes: Sequence[Defend]
    ) -> Defend:
        if not votes:
            raise ValueError("no votes to count")
        claim = max(scene.claims, key=[vote.claim for vote in votes].count)
        sided = [vote for vote in votes if vote.claim == claim]
        tally = {c: sum(c in vote.exhibits for vote in sided) for c in self._held(program, scene, state)}
        ranked = sorted((c for c in tally if 2 * tally[c] >= len(sided)), key=lambda c: -tally[c])
        return Defend(claim, tuple(sorted(ranked[: _source(scene).limit])))


def _source(scene: CompiledScene) -> DefendScene:
    assert isinstance(scene.source, DefendScene)  # the registry pairs move and scene by their tag
    return scene.source
