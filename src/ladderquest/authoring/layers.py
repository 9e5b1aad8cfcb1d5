"""Where the scenes of a graph stand on a map: in layers from the start down, so that ways lead downwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ladderquest.authoring.graph import Graph

__all__ = ["Cell", "Layers", "layers_of"]

_SWEEPS = 4


@dataclass(frozen=True)
class Cell:
    """A place in a layer: a scene, or a point that a long way to ``scene`` passes (``through``)."""

    scene: str
    layer: int
    through: bool = False


@dataclass(frozen=True)
class Layers:
    """Cells from top to bottom and from left to right. ``links`` lead from a layer to the next one, each with
    the scenes that it comes from; ``back`` holds the ways that lead up or round, by scene."""

    rows: tuple[tuple[Cell, ...], ...]
    links: dict[tuple[Cell, Cell], frozenset[str]] = field(default_factory=dict)
    back: dict[str, tuple[str, ...]] = field(default_factory=dict)


def layers_of(graph: Graph) -> Layers:
    """Every scene below all that lead to it, and no lower. The same graph always has the same layers."""
    onward: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for edge in graph.edges:
        if edge.target not in onward[edge.source]:
            onward[edge.source].append(edge.target)
    order, back = _sorted([graph.start, *onward], onward)
    depth = dict.fromkeys(order, 0)
    for scene in order:
        for target in onward[scene]:
            if target not in back.get(scene, ()):
                depth[target] = max(depth[target], depth[scene] + 1)
    rows: list[list[Cell]] = [[] for _ in range(1 + max(depth.values()))]
    for scene in order:
        rows[depth[scene]].append(Cell(scene, depth[scene]))
    links: dict[tuple[Cell, Cell], frozenset[str]] = {}
    for scene in order:
        for target in onward[scene]:
            if target not in back.get(scene, ()):
                _link(scene, target, depth, rows, links)
    _arrange(rows, links)
    return Layers(tuple(map(tuple, rows)), links, {scene: tuple(ways) for scene, ways in back.items()})


def _sorted(
    roots: Iterable[str], onward: Mapping[str, Sequence[str]]
) -> tuple[list[str], dict[str, list[str]]]:
    """Scenes so that each comes before those it leads to; and the ways for which that cannot be."""
    done: list[str] = []
    state: dict[str, bool] = {}  # False while a scene is on the way, True when all behind it is done
    back: dict[str, list[str]] = {}
    for root in roots:
        if root in state:
            continue
        state[root] = False
        stack = [(root, iter(onward[root]))]
        while stack:  # by hand: a story of thousands of scenes is deeper than Python's own stack
            scene, ways = stack[-1]
            target = next(ways, None)
            if target is None:
                state[scene] = True
                done.append(scene)
                stack.pop()
            elif target not in state:
                state[target] = False
                stack.append((target, iter(onward[target])))
            elif not state[target]:
                back.setdefault(scene, []).append(target)
    return done[::-1], back


def _link(
    scene: str,
    target: str,
    depth: Mapping[str, int],
    rows: list[list[Cell]],
    links: dict[tuple[Cell, Cell], frozenset[str]],
) -> None:
    """Lead from a scene to another, layer by layer; long ways to one scene share their points."""
    here = Cell(scene, depth[scene])
    for layer in range(depth[scene] + 1, depth[target] + 1):
        there = Cell(target, layer, through=layer < depth[target])
        if there.through and there not in rows[layer]:
            rows[layer].append(there)
        links[here, there] = links.get((here, there), frozenset()) | {scene}
        here = there


def _arrange(rows: list[list[Cell]], links: Iterable[tuple[Cell, Cell]]) -> None:
    """Order every layer by where its neighbours stand, down and up a few times: fewer ways cross."""
    above: dict[Cell, list[Cell]] = {}
    below: dict[Cell, list[Cell]] = {}
    for source, target in links:
        above.setdefault(target, []).append(source)
        below.setdefault(source, []).append(target)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        neighbours = above if down else below
        for layer in range(1, len(rows)) if down else range(len(rows) - 2, -1, -1):
            fixed = rows[layer - 1] if down else rows[layer + 1]
            place = {cell: (index + 0.5) / len(fixed) for index, cell in enumerate(fixed)}
            own = {cell: (index + 0.5) / len(rows[layer]) for index, cell in enumerate(rows[layer])}
            mean = {
                cell: sum(place[each] for each in neighbours[cell]) / len(neighbours[cell])
                if cell in neighbours
                else own[cell]
                for cell in rows[layer]
            }
            rows[layer].sort(key=mean.__getitem__)
