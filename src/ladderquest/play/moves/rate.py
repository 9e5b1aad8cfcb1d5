"""``rate``: say of every option of a ``choose`` how effective it is, 1 to 5.

For reviews, rooms and homework, never in a story: no scene carries this tag, and nothing follows from an
answer. Where a reading and the key part is for ``growth`` to tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ladderquest.pack.model import ChooseScene
from ladderquest.play.compiled import CompiledOutcome, CompiledScene
from ladderquest.play.moves.base import Answer, IllegalDecision, Move, Offer, Summary, Work
from ladderquest.play.program import Program
from ladderquest.play.state import State

LEAST, MOST = 1, 5
"""The scale: 1 makes it worse, 5 is what an excellent colleague would do."""

ASK = "How effective is each? 1 makes it worse, 5 is the best one could do."
"""What faces ask. A scene that is chosen from has no question of its own."""


class Rate(Answer, frozen=True, tag="rate"):
    """(option id, 1 to 5) of every open option, sorted by id."""

    ratings: tuple[tuple[str, int], ...]

    @property
    def by_option(self) -> dict[str, int]:
        """Option id -> 1 to 5."""
        return dict(self.ratings)


class RateOffer(msgspec.Struct, frozen=True, gc=False):
    """The options in author order, closed ones with their reason: those are not rated."""

    options: tuple[Offer, ...]

    @property
    def rated(self) -> tuple[Offer, ...]:
        """The options to be rated."""
        return tuple(option for option in self.options if option.open)


class RateMove(Move[ChooseScene, Rate, RateOffer]):
    """See the module."""

    tag = "rate"
    answers = Rate

    def legal(self, program: Program, scene: CompiledScene, state: State) -> RateOffer:
        values = state.values
        return RateOffer(tuple([outcome.offer(values) for outcome in scene.outcomes.values()]))

    def check(self, program: Program, scene: CompiledScene, state: State, answer: Rate) -> None:
        _options(scene)
        wanted = [option.id for option in self.legal(program, scene, state).rated]
        given = [option for option, _ in answer.ratings]
        unknown = sorted(set(given) - set(wanted))
        if unknown:
            raise IllegalDecision(f"there is no open option {unknown[0]!r} to rate here")
        missing = [option for option in wanted if option not in given]
        if missing:
            raise IllegalDecision(f"every open option wants a rating, and {missing[0]!r} has none")
        if given != sorted(set(given)):
            raise IllegalDecision("the ratings must be sorted by option, each named once")
        for option, rating in answer.ratings:
            if not LEAST <= rating <= MOST:
                raise IllegalDecision(f"{option!r} is rated {rating}: a rating is {LEAST} to {MOST}")

    def apply(self, work: Work, scene: CompiledScene, answer: Rate) -> str | None:
        raise IllegalDecision("no story asks for ratings: they are for reviews, and lead nowhere")

    def outcome(self, work: Work, scene: CompiledScene, answer: Rate) -> CompiledOutcome | None:
        return None

    def uses(
        self, program: Program, scene: CompiledScene, state: State, answer: Rate
    ) -> tuple[tuple[str, str], ...]:
        return ()

    def walk(self, program: Program, scene: CompiledScene, state: State) -> Iterator[Rate]:
        # nothing depends on ratings, so all answers are of one class: the middle of the scale stands for it
        middle = (LEAST + MOST) // 2
        rated = self.legal(program, scene, state).rated
        return iter([Rate(tuple(sorted((option.id, middle) for option in rated)))])

    def tries(self, program: Program, scene: CompiledScene) -> int:
        return 1

    def summarise(
        self,
        program: Program,
        scene: CompiledScene,
        state: State,
        answer: Rate,
        lines: Sequence[int] = (),
        words: str | None = None,
    ) -> Summary:
        given, values = answer.by_option, state.values
        told = (f"{given[id_]}: {o.caption(values)}" for id_, o in _options(scene).items() if id_ in given)
        return Summary("", " · ".join(told))

    def aggregate(self, program: Program, scene: CompiledScene, state: State, votes: Sequence[Rate]) -> Rate:
        if not votes:
            raise ValueError("no votes to count")
        given: dict[str, list[int]] = {}
        for vote in votes:
            for option, rating in vote.ratings:
                given.setdefault(option, []).append(rating)
        return Rate(tuple((option, lower_median(given[option])) for option in sorted(given)))


def lower_median(ratings: Sequence[int]) -> int:
    """The middle one; of an even number, the lower of the two in the middle."""
    return sorted(ratings)[(len(ratings) - 1) // 2]


def _options(scene: CompiledScene) -> dict[str, CompiledOutcome]:
    if not isinstance(scene.source, ChooseScene):
        raise IllegalDecision(f"scene {scene.source.id!r} has no options to rate")
    return scene.outcomes
