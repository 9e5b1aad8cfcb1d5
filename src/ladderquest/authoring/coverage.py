"""What walks through a scenario got to, and what there would have been to get to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ladderquest.pack.convert import Path
from ladderquest.pack.expressions import Test
from ladderquest.pack.model import ChooseScene, GotoScene, Scenario, Scene, TrapLinks, WriteScene
from ladderquest.pack.syntax import parse_effect
from ladderquest.play import AnyAnswer, Event, Program, State, advance, follow
from ladderquest.play.compiled import CompiledScene
from ladderquest.play.moves import MOVES, Choose, Defend, Investigate, Move, Work
from ladderquest.play.state import Entered, Found, Returned

__all__ = ["KINDS", "Element", "Recorder", "Tally", "elements", "reached"]

KINDS = (
    "scenes", "moves", "options", "looks", "claims", "results", "clues", "traps fed", "traps dodged",
    "delayed blocks", "endings",
)  # fmt: skip
"""What is counted, in the order in which it is reported."""


class Element(NamedTuple):
    """Something to get to. ``scene`` is "" for what belongs to no scene; ``path`` leads to it in the file."""

    kind: str
    scene: str
    id: str
    path: Path


class Tally:
    """How often everything happened in one world: decisions for ``given`` and ``came``, runs for ``fed``,
    ``dodged`` and ``ended``, otherwise how often it was met."""

    def __init__(self) -> None:
        self.entered: dict[str, int] = {}
        self.given: dict[tuple[str, AnyAnswer], int] = {}
        self.came: dict[tuple[str, str], int] = {}
        self.fed: dict[str, int] = {}
        self.dodged: dict[str, int] = {}
        self.returned: dict[str, int] = {}
        self.found: dict[str, int] = {}
        self.ended: dict[str, int] = {}
        self.runs = 0


def _more(counts: dict[Any, int], key: Any) -> None:
    counts[key] = counts.get(key, 0) + 1


_Links = tuple[tuple[Test, str], ...]


class Recorder:
    """Takes steps through a program and tallies what they touch.

    Most steps need no events: the state after them says where they led. Events are asked for only where a
    step may pass through scenes that ask nothing, or set off delayed blocks."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._told: dict[str, bool] = {}
        self._weighed: dict[str, tuple[CompiledScene, Move[Any, Any, Any]] | None] = {}
        self._links: dict[tuple[str, str], tuple[_Links, _Links]] = {}
        self._clues = tuple(zip(program.clues, program.clue_slots, strict=True))
        self.fed: set[str] = set()
        self.dodged: set[str] = set()

    def opened(self, tally: Tally, events: Sequence[Event]) -> None:
        """Tally what was met on the way to the first question."""
        self._listen(tally, events)

    def step(self, tally: Tally, state: State, answer: AnyAnswer) -> State:
        """The state after an answer. Raises what ``advance`` does."""
        scene = state.scene
        self._count(tally, state, answer)
        told = self._told.get(scene)
        if told is None:
            told = self._told[scene] = self._must_listen(self._program.sources[scene])
        if told or state.due:
            return self.told_step(tally, state, answer, counted=True)[0]
        after = follow(self._program, state, answer)
        if after.turn != state.turn:
            _more(tally.entered, after.scene)
        if self._clues and after.values != state.values:
            for clue, slot in self._clues:
                if after.values[slot] and not state.values[slot]:
                    _more(tally.found, clue)
        return after

    def told_step(
        self, tally: Tally, state: State, answer: AnyAnswer, *, counted: bool = False
    ) -> tuple[State, tuple[Event, ...]]:
        """The same with the events. ``counted``: the answer is in the tally already."""
        if not counted:
            self._count(tally, state, answer)
        after, events = advance(self._program, state, answer)
        self._listen(tally, events)
        return after, events

    def closed(self, tally: Tally, ending: str | None = None) -> None:
        """Enter into the tally what was fed and dodged since the last time, and how it ended."""
        for trap in self.fed:
            _more(tally.fed, trap)
        for trap in self.dodged:
            _more(tally.dodged, trap)
        if self.fed or self.dodged:
            self.fed, self.dodged = set(), set()
        if ending is not None:
            _more(tally.ended, ending)

    def _count(self, tally: Tally, state: State, answer: AnyAnswer) -> None:
        scene = state.scene
        _more(tally.given, (scene, answer))
        try:
            weighed = self._weighed[scene]
        except KeyError:
            weighed = self._weighed[scene] = self._to_weigh(scene)
        if weighed is not None:
            self._weigh(tally, weighed, state, answer)

    def _to_weigh(self, scene_id: str) -> tuple[CompiledScene, Move[Any, Any, Any]] | None:
        """Where the answer alone does not tell what it comes to, or where a trap may be in it."""
        scene = self._program.scene(scene_id)
        links = any(each.source.feeds or each.source.dodges for each in scene.outcomes.values())
        if not scene.outcomes or (isinstance(scene.source, ChooseScene | WriteScene) and not links):
            return None
        return scene, MOVES[scene.tag]

    def _weigh(
        self,
        tally: Tally,
        weighed: tuple[CompiledScene, Move[Any, Any, Any]],
        state: State,
        answer: AnyAnswer,
    ) -> None:
        scene, move = weighed
        work = Work(self._program, state)
        outcome = move.outcome(work, scene, answer)
        if outcome is None:
            return
        _more(tally.came, (state.scene, outcome.source.id))
        links = self._links.get((state.scene, outcome.source.id))
        if links is None:
            source = outcome.source
            links = self._compiled(source.feeds), self._compiled(source.dodges)
            self._links[state.scene, source.id] = links
        for into, found in zip((self.fed, self.dodged), links, strict=True):
            for test, trap in found:
                if test(work.values):
                    into.add(trap)

    def _compiled(self, links: TrapLinks) -> tuple[tuple[Test, str], ...]:
        return tuple((self._program.test(link.when), link.trap) for link in links)

    def _must_listen(self, scene: Scene) -> bool:
        targets = [self._program.sources[jump] for jump in _targets(scene)]
        return any(isinstance(target, GotoScene) for target in targets) or any(
            part.name.startswith("later.")
            for effect in (*_effects(scene), *(target.enter for target in targets))
            for part in parse_effect(effect)
        )

    def _listen(self, tally: Tally, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, Entered):
                _more(tally.entered, event.scene)
            elif isinstance(event, Returned):
                _more(tally.returned, event.block)
            elif isinstance(event, Found):
                _more(tally.found, event.clue)


def _parts(scene: Scene) -> Iterator[Any]:
    """The scene, its options, looks and results."""
    yield scene
    for name in ("options", "looks", "results"):
        yield from getattr(scene, name, ())


def _targets(scene: Scene) -> Iterator[str]:
    for part in _parts(scene):
        yield from (jump.to for jump in getattr(part, "goto", ()))


def _effects(scene: Scene) -> Iterator[str]:
    for part in _parts(scene):
        yield getattr(part, "effect", "")


# --- what there is ---------------------------------------------------------------------------------

_LISTS = (("options", "id"), ("looks", "clue"), ("claims", "id"), ("results", "id"))


def elements(scenario: Scenario) -> list[Element]:
    """Everything in a scenario that a run can get to, kind by kind and in the order of the file."""
    found: dict[tuple[str, str, str], Element] = {}

    def add(kind: str, scene: str, id_: str, *path: str | int) -> None:
        found.setdefault((kind, scene, id_), Element(kind, scene, id_, path))

    for at, scene in enumerate(scenario.scenes):
        here = ("scenes", at)
        add("scenes", "", scene.id, *here, "id")
        if scene.__struct_config__.tag not in ("goto", "ending"):
            add("moves", "", str(scene.__struct_config__.tag), *here, "move")
        for name, id_field in _LISTS:
            for index, part in enumerate(getattr(scene, name, ())):
                add(name, scene.id, getattr(part, id_field), *here, name, index, id_field)
                for field in ("feeds", "dodges"):
                    for link, each in enumerate(getattr(part, field, ())):
                        kind = "traps fed" if field == "feeds" else "traps dodged"
                        add(kind, "", each.trap, *here, name, index, field, link, "trap")
    for name, kind in (("clues", "clues"), ("later", "delayed blocks"), ("endings", "endings")):
        for index, part in enumerate(getattr(scenario, name)):
            add(kind, "", part.id, name, index, "id")
    return sorted(found.values(), key=lambda each: KINDS.index(each.kind))


def reached(tally: Tally, program: Program) -> dict[tuple[str, str, str], int]:
    """(kind, scene, id) of all that a tally got to -> how often."""
    found: dict[tuple[str, str, str], int] = {}

    def add(kind: str, scene: str, id_: str, count: int) -> None:
        found[kind, scene, id_] = found.get((kind, scene, id_), 0) + count

    plain: tuple[tuple[str, Mapping[str, int]], ...] = (
        ("scenes", tally.entered), ("clues", tally.found), ("traps fed", tally.fed),
        ("traps dodged", tally.dodged), ("delayed blocks", tally.returned), ("endings", tally.ended),
    )  # fmt: skip
    for kind, counts in plain:
        for id_, count in counts.items():
            add(kind, "", id_, count)
    for (scene, answer), count in tally.given.items():
        add("moves", "", program.scene(scene).tag, count)
        if isinstance(answer, Investigate):
            if answer.look is not None:
                add("looks", scene, answer.look, count)
        elif isinstance(answer, Defend):
            add("claims", scene, answer.claim, count)
        elif isinstance(answer, Choose):
            add("options", scene, answer.option, count)
    for (scene, outcome), count in tally.came.items():
        if not isinstance(program.sources[scene], ChooseScene):
            add("results", scene, outcome, count)
    return found
