"""``write``: write freely, and go on.

The story never depends on what was written, so an answer holds none of it: the words are an annotation of the
decision, as times and marked lines are. The model answer and the rubric wait for the debrief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ladderquest.pack.model import WriteScene
from ladderquest.play.compiled import CompiledOutcome, CompiledScene
from ladderquest.play.moves.base import Answer, Move, Summary, Work
from ladderquest.play.program import Program
from ladderquest.play.state import State
from ladderquest.play.words import count_words, opening_words, words_told

NOT_NOTED = "Wrote an answer"
NOTHING_WRITTEN = "Left the page empty"


class Write(Answer, frozen=True, tag="write"):
    """Handed in; what was written is no part of it."""


class WriteOffer(msgspec.Struct, frozen=True, gc=False):
    """What is asked, and the hints, to be opened one at a time."""

    ask: str
    hints: tuple[str, ...]


class WriteMove(Move[WriteScene, Write, WriteOffer]):
    """See the module."""

    tag = "write"
    answers = Write
    on_a_page = True

    def legal(self, program: Program, scene: CompiledScene, state: State) -> WriteOffer:
        values = state.values
        hints = tuple([program.text(hint).at(values) for hint in _source(scene).hints])
        return WriteOffer(scene.ask.at(values), hints)

    def check(self, program: Program, scene: CompiledScene, state: State, answer: Write) -> None:
        """There is nothing that an answer could get wrong."""

    def apply(self, work: Work, scene: CompiledScene, answer: Write) -> str:
        return work.follow(self.outcome(work, scene, answer), lambda _: NOT_NOTED)

    def outcome(self, work: Work, scene: CompiledScene, answer: Write) -> CompiledOutcome:
        return scene.outcomes[scene.source.id]

    def uses(
        self, program: Program, scene: CompiledScene, state: State, answer: Write
    ) -> tuple[tuple[str, str], ...]:
        return ()

    def walk(self, program: Program, scene: CompiledScene, state: State) -> Iterator[Write]:
        yield Write()

    def tries(self, program: Program, scene: CompiledScene) -> int:
        return 1

    def summarise(
        self,
        program: Program,
        scene: CompiledScene,
        state: State,
        answer: Write,
        lines: Sequence[int] = (),
        words: str | None = None,
    ) -> Summary:
        if words is None:
            told = NOT_NOTED
        elif not words.strip():
            told = NOTHING_WRITTEN
        else:
            told = f'Wrote {words_told(count_words(words))}: "{opening_words(words)}"'
        return Summary(scene.ask.at(state.values), told)

    def aggregate(
        self, program: Program, scene: CompiledScene, state: State, votes: Sequence[Write]
    ) -> Write:
        if not votes:
            raise ValueError("no votes to count")
        return Write()


def _source(scene: CompiledScene) -> WriteScene:
    assert isinstance(scene.source, WriteScene)  # the registry pairs move and scene by their tag
    return scene.source
