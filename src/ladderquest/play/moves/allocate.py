"""``allocate``: split a fixed amount between items, all of it; what comes of it shows later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product
from math import prod
from statistics import median_low

import msgspec

from ladderquest.pack.expressions import Values
from ladderquest.pack.model import AllocateScene, Share
from ladderquest.play.compiled import CompiledScene
from ladderquest.play.moves.base import MOST_TRIED, Answer, IllegalDecision, Summary, Work
from ladderquest.play.moves.results import ResultMove
from ladderquest.play.program import Program
from ladderquest.play.state import State


class Allocate(Answer, frozen=True, tag="allocate"):
    """(item, amount) of every item, sorted by its id; the amounts add up to the scene's total."""

    shares: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, amounts: Mapping[str, int]) -> Allocate:
        """The answer with these amounts by item."""
        return cls(tuple(sorted(amounts.items())))


class ShareOffer(msgspec.Struct, frozen=True, gc=False):
    """An item with the least and the most that can be given to it."""

    id: str
    says: str
    least: int
    most: int


class AllocateOffer(msgspec.Struct, frozen=True, gc=False):
    """What is asked, how much of what there is to give away, and the items in author order."""

    ask: str
    total: int
    unit: str
    items: tuple[ShareOffer, ...]

    def problem(self, amounts: Mapping[str, int]) -> str:
        """What keeps these amounts from being an answer, in one sentence; "" if nothing does."""
        for item in self.items:
            if not item.least <= amounts.get(item.id, 0) <= item.most:
                return f"{item.says} takes {item.least} to {item.most} {self.unit}"
        given = sum(amounts.values())
        if given > self.total:
            return f"that is {given} {self.unit}, and there are {self.total}"
        if given < self.total:
            return f"{self.total - given} of {self.total} {self.unit} are not given to anything yet"
        return ""


class AllocateMove(ResultMove[AllocateScene, Allocate, AllocateOffer]):
    """See the module."""

    tag = "allocate"
    answers = Allocate

    def legal(self, program: Program, scene: CompiledScene, state: State) -> AllocateOffer:
        source, values = _source(scene), state.values
        items = tuple(
            ShareOffer(item.id, program.text(item.says).at(values), item.least, _most(item, source.total))
            for item in source.items
        )
        return AllocateOffer(scene.ask.at(values), source.total, source.unit, items)

    def check(self, program: Program, scene: CompiledScene, state: State, answer: Allocate) -> None:
        ids = [item.id for item in _source(scene).items]
        named = [item for item, _ in answer.shares]
        if named != sorted(ids):
            raise IllegalDecision(f"give every one of {', '.join(sorted(ids))} its amount, once, by name")
        problem = self.legal(program, scene, state).problem(dict(answer.shares))
        if problem:
            raise IllegalDecision(problem)

    def named(self, scene: CompiledScene, answer: Allocate) -> dict[str, int]:
        given = dict(answer.shares)
        return {f"share.{item.id}": reached(item, given.get(item.id, 0)) for item in _source(scene).items}

    def said(self, work: Work, scene: CompiledScene, answer: Allocate, values: Values) -> str:
        return _told(work.program, scene, values, answer)

    def walk(self, program: Program, scene: CompiledScene, state: State) -> Iterator[Allocate]:
        source = _source(scene)
        ladders = tuple((item.id, tuple(spans(item, source.total))) for item in source.items)
        return self.classes(program, scene, state, _every(source.total, ladders))

    def tries(self, program: Program, scene: CompiledScene) -> int:
        return prod(len(item.steps) + 1 for item in _source(scene).items)

    def summarise(
        self,
        program: Program,
        scene: CompiledScene,
        state: State,
        answer: Allocate,
        lines: Sequence[int] = (),
        words: str | None = None,
    ) -> Summary:
        return Summary(scene.ask.at(state.values), _told(program, scene, state.values, answer))

    def aggregate(
        self, program: Program, scene: CompiledScene, state: State, votes: Sequence[Allocate]
    ) -> Allocate:
        """The medians, scaled to the total by largest remainder; ties go to author order."""
        if not votes:
            raise ValueError("no votes to count")
        source = _source(scene)
        medians = {
            item.id: median_low(dict(vote.shares).get(item.id, 0) for vote in votes) for item in source.items
        }
        return Allocate.of(_scaled(source, medians))


def _source(scene: CompiledScene) -> AllocateScene:
    assert isinstance(scene.source, AllocateScene)  # the registry pairs move and scene by their tag
    return scene.source


def _most(item: Share, total: int) -> int:
    return total if item.most is None else min(item.most, total)


def reached(item: Share, amount: int) -> int:
    """The highest step of an item that an amount reaches, or 0: what the story sees of it."""
    return max((step for step in item.steps if step <= amount), default=0)


def _told(program: Program, scene: CompiledScene, values: Values, answer: Allocate) -> str:
    given, source = dict(answer.shares), _source(scene)
    parts = [f"{program.text(item.says).at(values)}: {given.get(item.id, 0)}" for item in source.items]
    return f"{' · '.join(parts)} ({source.unit})"


def spans(item: Share, total: int) -> list[range]:
    """The amounts between one step and the next, step by step."""
    least, most = item.least, _most(item, total)
    starts = [least, *(step for step in item.steps if least < step <= most)]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], most + 1], strict=True)]


@lru_cache(maxsize=32)
def _every(total: int, ladders: tuple[tuple[str, tuple[range, ...]], ...]) -> tuple[Allocate, ...]:
    """An answer for every way to take a span of each item, as far as ``classes`` tries; items by their ids.
    Kept, since walks come to a scene thousands of times."""
    found = (_filled(total, ladders, taken) for taken in product(*(each for _, each in ladders)))
    return tuple(islice((answer for answer in found if answer is not None), MOST_TRIED))


def _filled(
    total: int, ladders: tuple[tuple[str, tuple[range, ...]], ...], taken: Sequence[range]
) -> Allocate | None:
    """An answer with every item within its span: as low as can be, and the rest to the first that have room.
    None where no answer has them all."""
    amounts = {name: span.start for (name, _), span in zip(ladders, taken, strict=True)}
    left = total - sum(amounts.values())
    for (name, _), span in zip(ladders, taken, strict=True):
        more = max(0, min(left, len(span) - 1))
        amounts[name] += more
        left -= more
    return Allocate.of(amounts) if left == 0 else None


def _scaled(source: AllocateScene, wanted: Mapping[str, int]) -> dict[str, int]:
    """Amounts in proportion to ``wanted`` that add up to the total and keep within every item's bounds."""
    total, sum_ = source.total, sum(wanted.values())
    shares = {
        item.id: (wanted[item.id] * total / sum_ if sum_ else total / len(source.items))
        for item in source.items
    }
    amounts = {
        item.id: min(max(int(shares[item.id]), item.least), _most(item, total)) for item in source.items
    }
    order = {item.id: place for place, item in enumerate(source.items)}
    while (left := total - sum(amounts.values())) != 0:
        step = 1 if left > 0 else -1
        room = [
            item.id for item in source.items if item.least <= amounts[item.id] + step <= _most(item, total)
        ]
        # whoever is furthest from their share in the direction that is needed
        best = max(room, key=lambda name: (step * (shares[name] - amounts[name]), -order[name]))
        amounts[best] += step
    return amounts
