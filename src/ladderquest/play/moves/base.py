"""What a move is: one module answers every question about it, so that nothing else asks for its kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import combinations, islice
from math import comb
from typing import ClassVar, Generic, TypeVar

import msgspec

from ladderquest.pack.expressions import Values, Write
from ladderquest.play.compiled import CompiledOutcome, CompiledRemark, CompiledScene, Jumps, Offer
from ladderquest.play.program import Program
from ladderquest.play.state import Changed, Event, Found, Heard, Owed, State, Told


class IllegalDecision(Exception):
    """A decision that may not be taken here; the message says why, in one sentence."""


class Answer(msgspec.Struct, frozen=True, gc=False, tag_field="move", forbid_unknown_fields=True):
    """Base of what a player answers; every move has its own."""


class Summary(msgspec.Struct, frozen=True, gc=False):
    """A decision in words, for the path and the debrief: what was asked and what was answered."""

    asked: str
    answered: str


class Work:
    """The scratch on which one decision is worked out: values to change, things to come, events.

    ``events`` is None where nobody listens: then no text is read either."""

    __slots__ = ("due", "events", "program", "spent", "state", "values")

    def __init__(self, program: Program, state: State, events: list[Event] | None = None) -> None:
        self.program = program
        self.state = state
        self.values = list(state.values)
        self.due: list[tuple[int, str]] = []
        self.spent = state.spent
        self.events = events

    def set_answer(self, scene: CompiledScene, answers: dict[str, int]) -> None:
        """Put the answer where the results' conditions read it."""
        for name, slot in scene.answer.items():
            self.values[slot] = answers.get(name, 0)

    def follow(self, outcome: CompiledOutcome, said: Callable[[Values], str]) -> str:
        """Apply an outcome; returns the id of the scene it leads to. ``said`` is the caption of the decision
        as it read before, everything else is read after the effect."""
        after, events, values = outcome.consequence(self.program), self.events, self.values
        for write in after.effect:
            write(values, self.due)
        if events is not None:
            before = self.state.values
            events.append(Told(after.then.at(values), said(before), after.why.at(values)))
            self.report(before, after.heard)
        return self.jump(after.goto)

    def apply(self, effect: Sequence[Write]) -> None:
        """Run assignments on the values."""
        for write in effect:
            write(self.values, self.due)

    def report(self, before: Values, heard: Sequence[CompiledRemark] = ()) -> None:
        """Add the events for everything visible that differs from ``before``, then what was heard."""
        program, values, events = self.program, self.values, self.events
        if events is None:
            return
        for resource in program.resources:
            was, now = before[resource.slot], values[resource.slot]
            if was != now and resource.shown(values):
                events.append(Changed(resource.label, was, now))
        for slot in program.clue_slots:
            if values[slot] and not before[slot]:
                clue = program.clue_in(slot)
                events.append(Found(clue.id, clue.label, program.clue_text(clue.id, values)))
        for who, slot in program.owed_slots:
            if values[slot] != before[slot]:
                events.append(Owed(who, values[slot] - before[slot]))
        for remark in heard:
            if remark.test(values):
                events.append(Heard(remark.who, remark.says.at(values)))

    def jump(self, goto: Jumps) -> str:
        """The first target whose condition holds. The loader has made sure that one always does."""
        if isinstance(goto, str):
            return goto
        for way in goto:
            if way.test(self.values):
                return way.to
        raise IllegalDecision("the story does not say where to go on from here")


__all__ = [
    "MOST_TRIED",
    "Answer",
    "IllegalDecision",
    "Move",
    "Offer",
    "Summary",
    "Work",
    "most_voted",
]

MOST_TRIED = 2_000
"""Answers that ``walk`` looks at in one state: 30 places of which 5 can be marked make 174,000."""

SceneT = TypeVar("SceneT")
AnswerT = TypeVar("AnswerT", bound=Answer)
OfferT = TypeVar("OfferT")


class Move(ABC, Generic[SceneT, AnswerT, OfferT]):
    """One kind of question a scene can ask.

    ``SceneT`` is its scene in the format, ``AnswerT`` what players answer, ``OfferT`` what is offered.
    ``tag`` is what scenes and answers carry, ``answers`` the class of ``AnswerT``."""

    tag: str
    answers: type[AnswerT]
    on_a_page: ClassVar[bool] = False
    """Whether it is answered in words on a page, which can be left half written."""

    @abstractmethod
    def legal(self, program: Program, scene: CompiledScene, state: State) -> OfferT:
        """Everything on offer, in author order, with the reason for what is closed."""

    @abstractmethod
    def check(self, program: Program, scene: CompiledScene, state: State, answer: AnswerT) -> None:
        """Raises ``IllegalDecision`` with the reason if ``answer`` is not on offer."""

    @abstractmethod
    def apply(self, work: Work, scene: CompiledScene, answer: AnswerT) -> str | None:
        """Work out a checked answer; returns the next scene, or None to stay in this one."""

    @abstractmethod
    def outcome(self, work: Work, scene: CompiledScene, answer: AnswerT) -> CompiledOutcome | None:
        """The outcome that a checked answer comes to, or None where nothing is rated."""

    @abstractmethod
    def uses(
        self, program: Program, scene: CompiledScene, state: State, answer: AnswerT
    ) -> tuple[tuple[str, str], ...]:
        """What the author wrote of the scene that a checked answer uses, as (kind, id): its option, its look,
        its claim, the result that it comes to."""

    @abstractmethod
    def walk(self, program: Program, scene: CompiledScene, state: State) -> Iterator[AnswerT]:
        """Legal answers, one of every class that the scenario can tell apart."""

    def tries(self, program: Program, scene: CompiledScene) -> int:
        """How many answers ``walk`` has to look at in a state of ``scene``, at most. Of more than
        ``MOST_TRIED`` it looks at the first ``MOST_TRIED``."""
        return len(scene.outcomes) + len(scene.looks) + 1

    @abstractmethod
    def summarise(
        self,
        program: Program,
        scene: CompiledScene,
        state: State,
        answer: AnswerT,
        lines: Sequence[int] = (),
        words: str | None = None,
    ) -> Summary:
        """The decision in words. ``state`` is the one in which it was taken; ``lines`` are the numbers
        (from 1) of the artefact lines that were marked, ``words`` what was written, where somebody noted
        them."""

    @abstractmethod
    def aggregate(
        self, program: Program, scene: CompiledScene, state: State, votes: Sequence[AnswerT]
    ) -> AnswerT:
        """Many answers made one, without chance: ties go to author order. ``ValueError`` without votes."""


def selections(ids: Sequence[str], asked: Container[str], most: int) -> Iterator[tuple[str, ...]]:
    """Sorted selections of up to ``most`` of the sorted ``ids``, smaller first. Ids that are not ``asked``
    about by name stand for one another: of them only the first so many are taken. Thirty places of which
    three are asked about make dozens of answers instead of a hundred thousand."""
    named = [each for each in ids if each in asked]
    idle = [each for each in ids if each not in asked]
    for count in range(most + 1):
        every = (
            tuple(sorted((*picked, *idle[:rest])))
            for rest in range(min(count, len(idle)) + 1)
            for picked in combinations(named, count - rest)
        )
        yield from sorted(islice(every, MOST_TRIED))  # more are not tried, and may not fit into memory


def selected(named: int, idle: int, most: int) -> list[int]:
    """How many ``selections`` there are of every size from 0 to ``most``: of so many ids that are asked
    about, and so many that are not."""
    sizes = range(most + 1)
    return [sum(comb(named, size - rest) for rest in range(min(size, idle) + 1)) for size in sizes]


def most_voted(ids: Sequence[str], order: Sequence[str]) -> str:
    """The id voted for most often; of equals, the one that comes first in ``order``."""
    if not ids:
        raise ValueError("no votes to count")
    return max(order, key=ids.count)
