"""``choose``: pick one of several options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ladderquest.pack.model import ChooseScene
from ladderquest.play.compiled import CompiledOutcome, CompiledScene
from ladderquest.play.moves.base import Answer, IllegalDecision, Move, Offer, Summary, Work, most_voted
from ladderquest.play.program import Program
from ladderquest.play.state import State


class Choose(Answer, frozen=True, tag="choose"):
    """The id of the option picked."""

    option: str


class ChooseOffer(msgspec.Struct, frozen=True, gc=False):
    """The options, in author order."""

    options: tuple[Offer, ...]


class ChooseMove(Move[ChooseScene, Choose, ChooseOffer]):
    """See the module."""

    tag = "choose"
    answers = Choose

    def legal(self, program: Program, scene: CompiledScene, state: State) -> ChooseOffer:
        values = state.values
        return ChooseOffer(tuple([outcome.offer(values) for outcome in scene.outcomes.values()]))

    def check(self, program: Program, scene: CompiledScene, state: State, answer: Choose) -> None:
        outcome = scene.outcomes.get(answer.option)
        if outcome is None:
            raise IllegalDecision(f"there is no option {answer.option!r} here")
        if not outcome.open(state.values):
            reason = outcome.locked.at(state.values) or "it is not open here"
            raise IllegalDecision(f"option {answer.option!r} cannot be taken: {reason}")

    def apply(self, work: Work, scene: CompiledScene, answer: Choose) -> str:
        outcome = scene.outcomes[answer.option]
        return work.follow(outcome, outcome.caption)

    def outcome(self, work: Work, scene: CompiledScene, answer: Choose) -> CompiledOutcome:
        return scene.outcomes[answer.option]

    def uses(
        self, program: Program, scene: CompiledScene, state: State, answer: Choose
    ) -> tuple[tuple[str, str], ...]:
        return (("option", answer.option),)

    def walk(self, program: Program, scene: CompiledScene, state: State) -> Iterator[Choose]:
        values = state.values
        return iter([Choose(id_) for id_, outcome in scene.outcomes.items() if outcome.open(values)])

    def summarise(
        self,
        program: Program,
        scene: CompiledScene,
        state: State,
        answer: Choose,
        lines: Sequence[int] = (),
        words: str | None = None,
    ) -> Summary:
        return Summary("", scene.outcomes[answer.option].caption(state.values))

    def aggregate(
        self, program: Program, scene: CompiledScene, state: State, votes: Sequence[Choose]
    ) -> Choose:
        return Choose(most_voted([vote.option for vote in votes], list(scene.outcomes)))
