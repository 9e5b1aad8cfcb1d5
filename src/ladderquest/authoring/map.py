"""The map of a scenario with the way that a run took: drawn, and as a list to be read line by line."""

from __future__ import annotations

from functools import cached_property

from ladderquest.authoring.drawing import Box, Span, draw
from ladderquest.authoring.graph import Node, graph_of, path_of
from ladderquest.authoring.layers import Layers, layers_of
from ladderquest.play import Decided, Run
from ladderquest.play.state import Entered

__all__ = ["RunMap"]

_UNKNOWN = "?"
_ENDING = "an ending"
_HERE = "▸ "
_ROUND = "↺ "
_MOST = 40


class RunMap:
    """``run`` on its scenario. With ``whole`` everything is shown as its author named it; else scenes that
    the run has not come to, on any road, are there without a word of what they are."""

    def __init__(self, run: Run, *, whole: bool) -> None:
        self._run = run
        self._whole = whole
        self._graph = graph_of(run.program.scenario)
        path = path_of(run)
        self._went = {(each.source, each.target) for each in path}
        opening = run.opening_state.scene
        self._taken = {opening, *(scene for way in self._went for scene in way)}
        left = {record.scene for record in run.records if isinstance(record, Decided)}
        self._known = self._taken | (left & set(run.program.sources))
        self._at = self._times()

    @cached_property
    def _layers(self) -> Layers:
        return layers_of(self._graph)

    @property
    def seen(self) -> tuple[int, int]:
        """How many scenes the run has come to, and how many there are."""
        return len(self._known), len(self._graph.nodes)

    def drawn(self, width: int) -> list[list[Span]]:
        """The map in characters, ``width`` cells wide if it can be."""
        boxes = {node.id: self._box(node) for node in self._graph.nodes}
        return draw(self._layers, boxes, lambda source, target: (source, target) in self._went, width)

    def listed(self) -> list[tuple[str, str]]:
        """(number, what it is and where it leads) of every scene, from the start down."""
        scenes = [cell.scene for row in self._layers.rows for cell in row if not cell.through]
        numbers = {scene: number for number, scene in enumerate(scenes, start=1)}
        nodes = {node.id: node for node in self._graph.nodes}
        ways: dict[str, dict[str, None]] = {scene: {} for scene in scenes}
        for edge in self._graph.edges:
            ways[edge.source][edge.target] = None
        found = []
        for scene in scenes:
            told = ", ".join(self._way(scene, target, numbers) for target in ways[scene])
            says = self._label(nodes[scene]).removeprefix(_HERE)
            mark = "you came by here" if scene in self._taken else "seen on a road you left"
            about = f"{says} ({mark})" if scene in self._known else says
            found.append((str(numbers[scene]), f"{about}; leads to {told}" if told else about))
        return found

    def _way(self, scene: str, target: str, numbers: dict[str, int]) -> str:
        return f"{numbers[target]} (your way)" if (scene, target) in self._went else str(numbers[target])

    # --- words -----------------------------------------------------------------------------------

    def _times(self) -> dict[str, str]:
        """What stood over each scene, or how it began, when the run came to it last."""
        events = [*self._run.opening, *(event for step in self._run.steps for event in step.events)]
        entered = [event for event in events if isinstance(event, Entered)]
        return {event.scene: event.at or _beginning(event.text) for event in entered}

    def _box(self, node: Node) -> Box:
        ending = node.move == "ending"
        role = "taken" if node.id in self._taken else "known"
        if not self._whole and node.id not in self._known:
            return Box(_ENDING if ending else _UNKNOWN, "unknown", ending)
        back = self._layers.back.get(node.id, ())
        shown = [target for target in back if self._whole or (node.id, target) in self._went]
        notes = [_ROUND + self._name(target) for target in shown]
        if self._whole and node.title:
            notes.insert(0, node.title)
        return Box(self._label(node), role, ending, tuple(notes))

    def _label(self, node: Node) -> str:
        here = node.id == self._run.state.scene and not self._run.ended
        return (_HERE if here else "") + self._name(node.id, node)

    def _name(self, scene: str, node: Node | None = None) -> str:
        if self._whole:
            return scene
        if scene not in self._known:
            return _ENDING if node is not None and node.move == "ending" else _UNKNOWN
        if node is not None and node.move == "ending":
            return node.title
        if scene in self._at:
            return self._at[scene]
        program, values = self._run.program, self._run.state.values
        compiled = program.scene(scene)
        return compiled.at.at(values) or _beginning(compiled.text.at(values))


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _MOST else words[: _MOST - 1].rsplit(" ", 1)[0] + "…"
