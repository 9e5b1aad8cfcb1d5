"""Maps: what is drawn can be read back, the way of a run stands out, and nothing unseen is told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladderquest.authoring.drawing import Box, Span, draw
from ladderquest.authoring.graph import Edge, Graph, Node, graph_of, path_of
from ladderquest.authoring.layers import layers_of
from ladderquest.authoring.map import RunMap
from ladderquest.pack.cache import hashes
from ladderquest.pack.loader import edition
from ladderquest.pack.model import Scenario
from ladderquest.pack.text import width
from ladderquest.play import Program, Run
from tests.authoring.files import CONTENT
from tests.authoring.test_graph import played
from tests.tui.conftest import pack_at, sample

GLYPHS = " ╴╸╷┐┑╻┒┓╶─╾┌┬┭┎┰┱╺╼━┍┮┯┏┲┳╵┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋"
STEPS = ((0, -1), (1, 0), (0, 1), (-1, 0))  # up, right, down, left
UP, RIGHT, DOWN, LEFT = range(4)
Place = tuple[int, int]


class Drawn:
    """A drawing, read as a person does: boxes by their text, and lines followed with a finger."""

    def __init__(self, lines: list[list[Span]]) -> None:
        self.characters: dict[Place, str] = {}
        self.ways: dict[Place, tuple[int, ...]] = {}
        for y, spans in enumerate(lines):
            x = 0
            for text, role in spans:
                for character in text:
                    self.characters[x, y] = character
                    if role in ("way", "went"):
                        self.ways[x, y] = strengths(character)
                    x += 1
        self.text = "\n".join("".join(text for text, _ in spans) for spans in lines)

    def strong(self) -> set[Place]:
        return {place for place, strokes in self.ways.items() if 2 in strokes}

    def box(self, place: Place) -> str:
        """The text in the box whose frame is at ``place``."""
        x, y = place
        while self.characters.get((x, y)) not in tuple("┏┌╭┗└╰"):
            x -= 1
        y = (
            y
            if self.characters[x, y] in "┏┌╭"
            else next(row for row in range(y - 1, -1, -1) if self.characters.get((x, row), "") in "┏┌╭")
        )
        words = []
        while self.characters.get((x, y + 1), "") in tuple("┃│╎"):
            y += 1
            end = next(c for c in range(x + 1, 999) if self.characters[c, y] in "┃│╎")
            words.append("".join(self.characters[c, y] for c in range(x + 1, end)).strip())
        return " ".join(words)

    def leads(self) -> set[tuple[str, str]]:
        """Every pair of boxes that a line leads from and to."""
        found = set()
        for (x, y), strokes in self.ways.items():
            above = (x, y - 1)
            if strokes[UP] and above in self.characters and above not in self.ways:
                if self.characters[above] == " ":
                    continue
                found |= {(self.box(above), self.box(end)) for end in self.ends((x, y))}
        return found

    def ends(self, start: Place) -> Iterator[Place]:
        """Where lines from below a box come down on another one."""
        seen, waiting = set(), [(start, DOWN)]
        while waiting:
            place, heading = waiting.pop()
            if (place, heading) in seen:
                continue
            seen.add((place, heading))
            strokes = self.ways.get(place)
            if strokes is None:
                if heading == DOWN:
                    yield place
                continue
            back = (heading + 2) % 4
            # a line that is not taken up here passes below the one that is drawn
            onward = [d for d in range(4) if strokes[d] and d != back] if strokes[back] else [heading]
            for direction in onward:
                step = STEPS[direction]
                waiting.append(((place[0] + step[0], place[1] + step[1]), direction))


def strengths(character: str) -> tuple[int, ...]:
    number = GLYPHS.index(character)
    return number // 27, number // 9 % 3, number // 3 % 3, number % 3


def scenarios() -> list[Scenario]:
    return [*sample().scenarios, *pack_at(CONTENT).scenarios]


def boxes(graph: Graph) -> dict[str, Box]:
    """Numbers as labels, which are never cut."""
    return {n.id: Box(str(place), "known", n.move == "ending") for place, n in enumerate(graph.nodes)}


def ways(graph: Graph) -> set[tuple[str, str]]:
    """The edges that are drawn, by the numbers of their scenes: those that do not lead back."""
    back, number = layers_of(graph).back, {node.id: str(place) for place, node in enumerate(graph.nodes)}
    return {
        (number[edge.source], number[edge.target])
        for edge in graph.edges
        if edge.target not in back.get(edge.source, ())
    }


def read_back(graph: Graph, columns: int) -> None:
    drawn = Drawn(draw(layers_of(graph), boxes(graph), lambda *_: False, columns))
    assert drawn.leads() == ways(graph), drawn.text
    assert not drawn.strong()


@pytest.mark.parametrize("columns", [76, 116])
@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.id)
def test_a_drawing_can_be_read_back(scenario: Scenario, columns: int) -> None:
    graph = graph_of(scenario)
    read_back(graph, columns)
    lines = draw(layers_of(graph), boxes(graph), lambda *_: False, columns)
    assert max(width("".join(text for text, _ in line)) for line in lines) <= columns


@st.composite
def graphs(draw_: st.DrawFn) -> Graph:
    count = draw_(st.integers(2, 9))
    names = [f"n{number}" for number in range(count)]
    edges = [Edge(names[draw_(st.integers(0, n - 1))], names[n]) for n in range(1, count)]
    more = draw_(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=6))
    edges += [Edge(*each) for each in more]
    nodes = tuple(Node(name, "choose", "") for name in names)
    return Graph(names[0], nodes, tuple(dict.fromkeys(edges)), ())


@given(graph=graphs())
@settings(max_examples=200, deadline=None)
def test_any_graph_can_be_read_back(graph: Graph) -> None:
    layers = layers_of(graph)
    cells = [cell for row in layers.rows for cell in row]
    assert sorted(cell.scene for cell in cells if not cell.through) == sorted(node.id for node in graph.nodes)
    assert len(set(cells)) == len(cells)
    assert all(target.layer == source.layer + 1 for source, target in layers.links)
    read_back(graph, 100)


def test_a_story_of_thousands_of_scenes_has_layers_too() -> None:
    names = [f"n{number}" for number in range(3000)]
    edges = tuple(Edge(a, b) for a, b in pairwise(names))
    layers = layers_of(Graph("n0", tuple(Node(name, "goto", "") for name in names), edges, ()))
    assert len(layers.rows) == 3000


# --- with a run --------------------------------------------------------------------------------------


def test_the_way_of_the_run_is_thick_and_nothing_else_is() -> None:
    run = played()
    drawn = Drawn(RunMap(run, whole=True).drawn(76))
    went = {(step.source, step.target) for step in path_of(run)}
    leads = drawn.leads()
    thick = {(a.split()[0], b.split()[0]) for a, b in leads if (a.split()[0], b.split()[0]) in went}
    assert thick == went
    for name in ("morning", "look", "point", "stand", "explained_end"):
        assert f"┃ {name}" in drawn.text
    for name in ("short", "restarted_end"):
        assert f"│ {name}" in drawn.text
    # where no way was taken, no line is thick
    lines = drawn.text.split("\n")
    row = next(y for y, line in enumerate(lines) if "restarted_end" in line)
    column = lines[row].index("restarted_end")
    assert not [place for place in drawn.strong() if place[1] == row - 2 and place[0] < column]


def test_nothing_unseen_is_told() -> None:
    run = played()
    map_ = RunMap(run, whole=False)
    text = "\n".join("".join(text for text, _ in line) for line in map_.drawn(76))
    listed = "\n".join(" ".join(entry) for entry in map_.listed())
    assert map_.seen == (5, 7)
    for told in (text, listed):
        words = " ".join(told.split())
        assert "Tuesday, 08:10" in words
        for secret in ("Green again", "Ten o'clock", "restarted", "short"):
            assert secret not in words
        assert "an ending" in words
        assert "?" in words
    assert "3 The log again, line by line. (you came by here); leads to 4 (your way)" in listed


def test_roads_that_were_left_are_known_and_thin() -> None:
    run = played()
    run.commit(run.propose_rewind(0))
    map_ = RunMap(run, whole=False)
    assert map_.seen == (4, 7)  # an ending that was left is nowhere in the decisions
    drawn = Drawn(map_.drawn(76))
    assert not drawn.strong()
    assert "┃ ▸ Tuesday, 08:10 ┃" in drawn.text
    assert "│ Two pages are open" in drawn.text
    assert (
        "2",
        "Two pages are open, and time for one. (seen on a road you left); leads to 5, 3",
    ) in map_.listed()


def test_ways_round_and_back_are_told_in_the_box() -> None:
    scenario = next(scenario for scenario in scenarios() if scenario.id == "why-this-way")
    program = Program(edition(pack_at(CONTENT), scenario.id), "Ada")
    run = Run.begin(program, hashes(program.edition), seed=1)
    text = "\n".join("".join(text for text, _ in line) for line in RunMap(run, whole=True).drawn(76))
    assert "↺ train" in text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("handover", ["handov…"]),
        ("two words here", ["two", "words", "here"]),
        ("a b c d e f g h i j k l m n o p", 3),
    ],
)
def test_texts_are_cut_to_their_box(text: str, lines: list[str] | int) -> None:
    nodes = (Node("a", "choose", ""), *(Node(f"b{number}", "choose", "") for number in range(6)))
    graph = Graph("a", nodes, tuple(Edge("a", node.id) for node in nodes[1:]), ())
    labels = {node.id: Box(text, "known") for node in nodes}
    drawn = Drawn(draw(layers_of(graph), labels, lambda *_: False, 76))
    row = drawn.text.split("\n")[-1 - (lines if isinstance(lines, int) else len(lines)) - 1 :]
    cells = [line.split("│")[1].strip() for line in row if "│" in line]
    if isinstance(lines, list):
        assert cells == lines
    else:
        assert len(cells) == lines
        assert cells[-1].endswith("…")
