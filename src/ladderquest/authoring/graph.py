"""A scenario as a graph: scenes, the ways between them, what comes back, and the way that a run took."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from ladderquest.pack.model import (
    AnsweredScene,
    ChooseScene,
    EndingScene,
    InvestigateScene,
    Jumps,
    Option,
    Outcome,
    Result,
    Scenario,
    Scene,
    WriteScene,
)
from ladderquest.play import Run, Step, assess
from ladderquest.play.moves import Choose
from ladderquest.play.state import Entered, Event

__all__ = ["Edge", "Graph", "Node", "Passage", "Return", "graph_of", "outcomes", "path_of"]

_LATER = re.compile(r"\blater\.([a-z][a-z0-9_]*)\s*=\s*([0-9]+)")


class Node(msgspec.Struct, frozen=True):
    """A scene. ``move`` is its tag (``goto`` and ``ending`` included), ``title`` its time and place line as
    the author wrote it, or the title of the ending; ``looks`` are the clues that can be looked for here."""

    id: str
    move: str
    title: str
    looks: tuple[str, ...] = ()


class Edge(msgspec.Struct, frozen=True):
    """A way from one scene to another. ``by`` is the option or result that takes it ("" where a scene goes
    on by itself), ``says`` the option's caption, ``offered`` the condition under which that can be had, and
    ``when`` the one under which it leads this way (``else`` for the last of several)."""

    source: str
    target: str
    by: str = ""
    says: str = ""
    offered: str = ""
    when: str = ""


class Return(msgspec.Struct, frozen=True):
    """A delayed block: set off in scene ``source`` (by ``by``), it comes back ``scenes`` entries later, in
    one of ``targets``."""

    block: str
    source: str
    by: str
    scenes: int
    targets: tuple[str, ...]


class Graph(msgspec.Struct, frozen=True):
    """Nodes and edges in the order of the file."""

    start: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    returns: tuple[Return, ...]


class Passage(msgspec.Struct, frozen=True):
    """A step of a run from scene to scene. ``by`` is the option or result that led there, "" if unknown."""

    source: str
    target: str
    by: str = ""

    def along(self, edge: Edge) -> bool:
        """Whether this step went along ``edge``, as far as can be told."""
        return (self.source, self.target) == (edge.source, edge.target) and self.by in ("", edge.by)


def graph_of(scenario: Scenario) -> Graph:
    """The graph of a sound scenario."""
    titles = {ending.id: ending.title for ending in scenario.endings}
    edges = tuple(dict.fromkeys(edge for scene in scenario.scenes for edge in _edges(scene)))
    return Graph(
        start=scenario.start,
        nodes=tuple(_node(scene, titles) for scene in scenario.scenes),
        edges=edges,
        returns=tuple(_returns(scenario, edges)),
    )


def _node(scene: Scene, titles: dict[str, str]) -> Node:
    title = titles.get(scene.ending, scene.ending) if isinstance(scene, EndingScene) else scene.at or ""
    looks = tuple(look.clue for look in scene.looks) if isinstance(scene, InvestigateScene) else ()
    return Node(scene.id, str(scene.__struct_config__.tag), title, looks)


def outcomes(scene: Scene) -> Sequence[Option | Result]:
    """The options or results of a scene; none where it has no such thing."""
    if isinstance(scene, ChooseScene):
        return scene.options
    return scene.results if isinstance(scene, AnsweredScene) else ()


def _edges(scene: Scene) -> Iterator[Edge]:
    if isinstance(scene, EndingScene):
        return
    found = outcomes(scene)
    for outcome in found:
        says = outcome.says if isinstance(outcome, Option) else ""
        for target, when in _ways(outcome.goto or scene.goto):
            yield Edge(scene.id, target, outcome.id, says, outcome.when or "", when)
    if not found:
        for target, when in _ways(scene.goto):
            yield Edge(scene.id, target, when=when)


def _ways(jumps: Jumps) -> Iterator[tuple[str, str]]:
    for jump in jumps:
        yield jump.to, jump.when or ("else" if len(jumps) > 1 else "")


# --- what comes back ---------------------------------------------------------------------------------


def _returns(scenario: Scenario, edges: Sequence[Edge]) -> Iterator[Return]:
    onward: dict[str, list[str]] = {}
    for edge in edges:
        onward.setdefault(edge.source, []).append(edge.target)
    declared = {block.id for block in scenario.later}
    for scene in scenario.scenes:
        for by, effect, first in _effects(scene):
            for block, count in _LATER.findall(effect):
                if block in declared:
                    targets = _after(first, int(count), onward)
                    yield Return(block, scene.id, by, int(count), targets)


def _effects(scene: Scene) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(by what, effect, scenes that may be entered next) of everything in a scene that has an effect."""
    goto = () if isinstance(scene, EndingScene) else tuple(jump.to for jump in scene.goto)
    found: list[Outcome] = [*outcomes(scene)]
    onward = tuple(jump.to for outcome in found for jump in outcome.goto)
    yield "", scene.enter, (*onward, *goto)
    for outcome in found:
        yield outcome.id, outcome.effect, tuple(jump.to for jump in outcome.goto) or goto
    if isinstance(scene, WriteScene):
        yield "", scene.effect, goto
    if isinstance(scene, InvestigateScene):
        for look in scene.looks:
            yield look.clue, look.effect, goto


def _after(first: Iterable[str], entries: int, onward: dict[str, list[str]]) -> tuple[str, ...]:
    """The scenes that may be the n-th to be entered, whatever the conditions on the way."""
    level = dict.fromkeys(first)
    for _ in range(entries - 1):
        following = dict.fromkeys(target for scene in level for target in onward.get(scene, ()))
        if following == level:
            break  # round and round
        level = following
    return tuple(level)


# --- the way of a run --------------------------------------------------------------------------------


def path_of(run: Run) -> tuple[Passage, ...]:
    """The way that the live path of ``run`` took, scene by scene; scenes passed through included."""
    found: list[Passage] = []
    scenes = _entered(run.opening)
    found += [Passage(a, b) for a, b in pairwise(scenes)]
    for step in run.steps:
        scenes = [step.before.scene, *_entered(step.events)]
        by = _by(run, step)
        for place, (source, target) in enumerate(pairwise(scenes)):
            found.append(Passage(source, target, "" if place else by))
    return tuple(found)


def _entered(events: Iterable[Event]) -> list[str]:
    return [event.scene for event in events if isinstance(event, Entered)]


def _by(run: Run, step: Step) -> str:
    answer = step.decided.answer
    if isinstance(answer, Choose):
        return answer.option
    worth = assess(run.program, step.before, answer)
    return worth.outcome if worth is not None else ""
