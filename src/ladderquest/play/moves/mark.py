"""``mark``: point at up to a few lines of an artefact.

An answer names the places that the author declared; lines that are no place are counted, since they can
matter only by their number. (Which lines they were is an annotation for those who read the path.)"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from ladderquest.pack.expressions import Values
from ladderquest.pack.model import MarkScene
from ladderquest.play.compiled import CompiledScene
from ladderquest.play.moves.base import (
    Answer,
    IllegalDecision,
    Summary,
    Work,
    selected,
    selections,
)
from ladderquest.play.moves.results import ResultMove
from ladderquest.play.program import Program
from ladderquest.play.state import State


class Mark(Answer, frozen=True, tag="mark"):
    """The ids of the places marked, sorted, and how many other lines were."""

    places: tuple[str, ...] = ()
    elsewhere: int = 0


class MarkOffer(msgspec.Struct, frozen=True, gc=False):
    """What is asked, of which artefact, how many marks at most; ``lines`` as they read now and
    ``places`` by line index from 0."""

    ask: str
    artefact: str
    limit: int
    lines: tuple[str, ...]
    places: dict[int, str]

    def answer(self, marked: Sequence[int]) -> Mark:
        """The answer for marked line indexes. A place of several lines counts once."""
        found = {self.places[line] for line in marked if line in self.places}
        return Mark(tuple(sorted(found)), sum(line not in self.places for line in marked))


class MarkMove(ResultMove[MarkScene, Mark, MarkOffer]):
    """See the module."""

    tag = "mark"
    answers = Mark

    def legal(self, program: Program, scene: CompiledScene, state: State) -> MarkOffer:
        source = _source(scene)
        return MarkOffer(
            scene.ask.at(state.values),
            source.artefact,
            source.limit,
            program.artefact_lines(source.artefact, state.values),
            program.places(source.artefact, state.values),
        )

    def check(self, program: Program, scene: CompiledScene, state: State, answer: Mark) -> None:
        source = _source(scene)
        places = set(program.places(source.artefact, state.values).values())
        unknown = sorted(set(answer.places) - places)
        if unknown:
            raise IllegalDecision(f"there is no place {unknown[0]!r} to mark here")
        if list(answer.places) != sorted(set(answer.places)):
            raise IllegalDecision("the places marked must be sorted, each named once")
        count = len(answer.places) + answer.elsewhere
        if answer.elsewhere < 0 or not 1 <= count <= source.limit:
            raise IllegalDecision(f"mark 1 to {source.limit} lines, not {count}")
        if answer.elsewhere > self._others(program, source, state):
            raise IllegalDecision(f"there are not {answer.elsewhere} other lines to mark here")

    def _others(self, program: Program, source: MarkScene, state: State) -> int:
        """How many lines are no place."""
        lines = program.artefact_lines(source.artefact, state.values)
        return len(lines) - len(program.places(source.artefact, state.values))

    def named(self, scene: CompiledScene, answer: Mark) -> dict[str, int]:
        counts = {"mark.count": len(answer.places) + answer.elsewhere, "mark.elsewhere": answer.elsewhere}
        return {f"mark.{place}": 1 for place in answer.places} | counts

    def said(self, work: Work, scene: CompiledScene, answer: Mark, values: Values) -> str:
        return self.summarise(work.program, scene, work.state, answer).answered

    def walk(self, program: Program, scene: CompiledScene, state: State) -> Iterator[Mark]:
        source = _source(scene)
        places = sorted(set(program.places(source.artefact, state.values).values()))
        others = self._others(program, source, state)
        asked = {name.removeprefix("mark.") for name in scene.asked}
        every = (
            Mark(chosen, elsewhere)
            for chosen in selections(places, asked, source.limit)
            for elsewhere in range(not chosen, min(source.limit - len(chosen), others) + 1)
        )
        return self.classes(program, scene, state, every)

    def tries(self, program: Program, scene: CompiledScene) -> int:
        source = _source(scene)
        places = [place.id for place in program.artefacts[source.artefact].places]
        named = sum(f"mark.{place}" in scene.asked for place in places)
        counts = selected(named, len(places) - named, source.limit)
        return sum(count * (source.limit - size + 1) for size, count in enumerate(counts))

    def summarise(
        self,
        program: Program,
        scene: CompiledScene,
        state: State,
        answer: Mark,
        lines: Sequence[int] = (),
        words: str | None = None,
    ) -> Summary:
        source = _source(scene)
        shown = program.artefact_lines(source.artefact, state.values)
        first: dict[str, str] = {}
        for index, place in program.places(source.artefact, state.values).items():
            first.setdefault(place, _tidy(shown[index]))
        marked = [_tidy(shown[line - 1]) for line in lines if 0 < line <= len(shown)]
        if not marked:
            marked = [first.get(place, place) for place in answer.places]
            if answer.elsewhere:
                marked.append(f"{answer.elsewhere} other line{'s' if answer.elsewhere > 1 else ''}")
        return Summary(scene.ask.at(state.values), " · ".join(marked))

    def aggregate(self, program: Program, scene: CompiledScene, state: State, votes: Sequence[Mark]) -> Mark:
        if not votes:
            raise ValueError("no votes to count")
        source = _source(scene)
        limit = source.limit
        tally = Counter(place for vote in votes for place in vote.places)
        places = [place.id for place in program.artefacts[source.artefact].places if tally[place.id]]
        ranked = sorted(places, key=lambda place: -tally[place])
        wanted = [place for place in ranked[:limit] if 2 * tally[place] >= len(votes)] or ranked[:1]
        return Mark(tuple(sorted(wanted))) if wanted else Mark((), 1)


def _tidy(line: str) -> str:
    return " ".join(line.split())


def _source(scene: CompiledScene) -> MarkScene:
    assert isinstance(scene.source, MarkScene)  # the registry pairs move and scene by their tag
    return scene.source
