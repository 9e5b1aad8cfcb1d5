"""A map in characters: boxes for scenes, lines for the ways, thick where a run went."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ladderquest.authoring.layers import Cell, Layers
from ladderquest.documents.text import wrap
from ladderquest.pack.text import width as cells

__all__ = ["Box", "Span", "draw"]

Span = tuple[str, str]
"""Text and its role: ``taken``, ``known``, ``unknown`` (boxes and their text), ``way``, ``went``, or ""."""

_GLYPHS = " ╴╸╷┐┑╻┒┓╶─╾┌┬┭┎┰┱╺╼━┍┮┯┏┲┳╵┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋"
"""By strength (0, 1, 2) of the strokes up, right, down and left, as digits of base 3."""
_FRAMES = {"taken": "┏━┓┃┛┗", "known": "┌─┐│┘└", "unknown": "┌╌┐╎┘└", "ending": "╭─╮│╯╰"}
_WIDEST, _NARROWEST, _MOST_LINES = 22, 3, 3
_GAP = 2
_POINT = 5
_BORDERS = 4


@dataclass(frozen=True)
class Box:
    """What stands in the box of a scene. ``role`` is ``taken``, ``known`` or ``unknown``; thick frames are of
    those taken, broken ones of those unknown, round ones of endings."""

    text: str
    role: str
    ending: bool = False
    notes: tuple[str, ...] = ()


@dataclass
class _Placed:
    """A cell with its columns (``left`` to ``right``), its text, and the column that lines come in by."""

    cell: Cell
    lines: list[str]
    left: int = 0
    wide: int = _POINT
    entry: int = -1

    @property
    def right(self) -> int:
        return self.left + self.wide - 1

    @property
    def centre(self) -> int:
        return self.left + self.wide // 2

    @property
    def high(self) -> int:
        return 1 if self.cell.through else len(self.lines) + 2


@dataclass
class _Net:
    """All lines that lead to one cell: the columns they come from, and how strong each is."""

    target: _Placed
    sources: list[tuple[_Placed, int, int]] = field(default_factory=list)
    row: int = 0

    @property
    def reach(self) -> tuple[int, int]:
        columns = [self.target.entry, *(column for _, column, _ in self.sources)]
        return min(columns), max(columns)


class _Lines:
    """The links by either end, and how strong each is drawn: 2 where a run went, else 1."""

    def __init__(self, layers: Layers, went: Callable[[str, str], bool]) -> None:
        self.above: dict[Cell, list[Cell]] = {}
        self.below: dict[Cell, list[Cell]] = {}
        self.strength: dict[tuple[Cell, Cell], int] = {}
        for (source, target), scenes in layers.links.items():
            self.above.setdefault(target, []).append(source)
            self.below.setdefault(source, []).append(target)
            strong = any(went(scene, target.scene) for scene in scenes)
            self.strength[source, target] = 2 if strong else 1


class _Canvas:
    """Characters by place. Strokes that are drawn over one another join where they belong together."""

    def __init__(self) -> None:
        self.texts: dict[tuple[int, int], Span] = {}
        self.strokes: dict[tuple[int, int], dict[_Key, list[int]]] = {}
        self.joints: dict[tuple[int, int], tuple[int, int]] = {}
        self.height = 0

    def write(self, x: int, y: int, text: str, role: str) -> None:
        for character in text:
            self.texts[x, y] = (character, role)
            x += max(1, cells(character))
            if cells(character) == 2:
                self.texts[x - 1, y] = ("", role)
        self.height = max(self.height, y + 1)

    def stroke(self, x: int, y: int, key: _Key, direction: int, strength: int) -> None:
        found = self.strokes.setdefault((x, y), {}).setdefault(key, [0, 0, 0, 0])
        found[direction] = max(found[direction], strength)
        self.height = max(self.height, y + 1)

    def join(self, x: int, y: int, direction: int, strength: int) -> None:
        """A line begins or ends at the frame there."""
        before = self.joints.get((x, y), (direction, 0))
        self.joints[x, y] = (direction, max(strength, before[1]))

    def lines(self) -> list[list[Span]]:
        drawn = dict(self.texts)
        for place, (direction, strength) in self.joints.items():
            flat, role = drawn[place]
            frame = [0, 2, 0, 2] if flat == "━" else [0, 1, 0, 1]
            frame[direction] = strength
            drawn[place] = (_glyph(frame), role)
        for place, strokes in self.strokes.items():
            shown = _shown(strokes)
            drawn.setdefault(place, (_glyph(shown), "went" if 2 in shown else "way"))
        rows: list[dict[int, Span]] = [{} for _ in range(self.height)]
        for (x, y), span in drawn.items():
            rows[y][x] = span
        return [_spans(row) for row in rows]


_Key = int
_UP, _RIGHT, _DOWN, _LEFT = range(4)


def _glyph(strokes: Sequence[int]) -> str:
    up, right, down, left = strokes
    return _GLYPHS[up * 27 + right * 9 + down * 3 + left]


def _shown(strokes: Mapping[_Key, Sequence[int]]) -> Sequence[int]:
    """Where the lines of two nets cross, one passes over the other: the stronger, else the one down."""
    return max(strokes.values(), key=lambda each: (max(each), each[_UP] and each[_DOWN]))


def _spans(row: Mapping[int, Span]) -> list[Span]:
    spans: list[Span] = []
    for x in range(max(row, default=-1) + 1):
        text, role = row.get(x, (" ", ""))
        if spans and spans[-1][1] == role:
            spans[-1] = (spans[-1][0] + text, role)
        else:
            spans.append((text, role))
    return spans


def draw(
    layers: Layers, boxes: Mapping[str, Box], went: Callable[[str, str], bool], width: int
) -> list[list[Span]]:
    """The map as lines of spans, ``width`` cells wide if it can be; a layer of very many scenes is wider.
    ``went`` says whether a run went from one scene to another."""
    lines = _Lines(layers, went)
    rows = [_measured(row, boxes, lines, width) for row in layers.rows]
    wide = max([width, *(_needed(row) for row in rows)])
    placed: dict[Cell, _Placed] = {}
    for row in rows:
        _place(row, placed, lines.above, wide)
        placed |= {each.cell: each for each in row}
    canvas, top = _Canvas(), 0
    for number, row in enumerate(rows):
        floor = top + max(each.high for each in row)
        for each in row:
            if not each.cell.through:
                _frame(canvas, each, boxes[each.cell.scene], top)
        nets = _nets(row, lines, placed)
        channels = _channels(nets)
        for key, net in enumerate(nets):
            _lead(canvas, net, key, top, floor, channels)
        for each in row:
            if each.cell.through:
                _pass(canvas, each, lines, top, floor)
        top = floor + (channels if number + 1 < len(rows) else 0)
    return canvas.lines()


# --- places ------------------------------------------------------------------------------------------


def _measured(row: Sequence[Cell], boxes: Mapping[str, Box], ways: _Lines, width: int) -> list[_Placed]:
    """The cells of a layer with their text, and wide enough for a column of its own for every way on."""
    scenes = [cell for cell in row if not cell.through]
    points = (len(row) - len(scenes)) * _POINT
    room = width - points - _GAP * (len(row) - 1)
    text = min(_WIDEST, max(_NARROWEST, room // max(1, len(scenes)) - _BORDERS))
    found = []
    for cell in row:
        if cell.through:
            found.append(_Placed(cell, []))
            continue
        box = boxes[cell.scene]
        lines = [line for part in (box.text, *box.notes) for line in _cut(part, text)]
        wide = max(_BORDERS + max(map(cells, lines)), 2 * len(ways.below.get(cell, ())) + 1)
        found.append(_Placed(cell, lines, wide=wide))
    return found


def _cut(text: str, width: int) -> list[str]:
    words = (word if cells(word) <= width else _short(word, width) for word in text.split(" "))
    lines = wrap(" ".join(words), width) or [""]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], _short(lines[_MOST_LINES - 1] + " …", width)]
    return lines


def _short(line: str, width: int) -> str:
    while cells(line) > width - 1 and line:
        line = line[:-1]
    return line.rstrip(" …") + "…"


def _needed(row: Sequence[_Placed]) -> int:
    return sum(each.wide for each in row) + _GAP * (len(row) - 1)


def _place(
    row: list[_Placed], placed: Mapping[Cell, _Placed], above: Mapping[Cell, list[Cell]], wide: int
) -> None:
    """Each cell under the middle of those that lead to it, as far as its neighbours leave room."""
    wanted = []
    for each in row:
        centres = [placed[cell].centre for cell in above.get(each.cell, ())]
        centre = sum(centres) / len(centres) if centres else wide / 2
        wanted.append(centre - each.wide // 2)
    edge = 0.0
    lefts = []
    for each, left in zip(row, wanted, strict=True):
        lefts.append(max(edge, left))
        edge = lefts[-1] + each.wide + _GAP
    drift = sum(left - want for left, want in zip(lefts, wanted, strict=True)) / len(row)
    drift = max(0.0, min(drift, lefts[0]))  # what pushed to the right is shared with what stood still
    limit = float(wide)
    for index in range(len(row) - 1, -1, -1):
        row[index].left = int(min(lefts[index] - drift, limit - row[index].wide))
        limit = row[index].left - _GAP


# --- lines -------------------------------------------------------------------------------------------


def _frame(canvas: _Canvas, each: _Placed, box: Box, top: int) -> None:
    kind = "ending" if box.ending and box.role == "known" else box.role
    nw, flat, ne, side, se, sw = tuple(_FRAMES[kind])
    inner = each.wide - 2
    canvas.write(each.left, top, nw + flat * inner + ne, box.role)
    for number, line in enumerate(each.lines, start=1):
        text = f" {line}{' ' * (inner - 2 - cells(line))} "
        canvas.write(each.left, top + number, f"{side}{text}{side}", box.role)
    canvas.write(each.left, top + each.high - 1, sw + flat * inner + se, box.role)


def _nets(row: Iterable[_Placed], lines: _Lines, placed: Mapping[Cell, _Placed]) -> list[_Net]:
    """The lines from a layer to the next one, target by target, each from a column of its own."""
    sources = {each.cell: each for each in row}
    nets: dict[Cell, _Net] = {}
    ports: set[int] = set()
    for cell, source in sources.items():
        targets = sorted(lines.below.get(cell, ()), key=lambda t: placed[t].centre)
        for index, target in enumerate(targets):
            column = _port(source, index, len(targets))
            ports.add(column)
            net = nets.setdefault(target, _Net(placed[target]))
            net.sources.append((source, column, lines.strength[cell, target]))
    found = sorted(nets.values(), key=lambda net: net.target.left)
    for net in found:
        net.target.entry = _entry(net, ports)
    return found


def _port(source: _Placed, index: int, count: int) -> int:
    if source.cell.through:
        return source.entry
    return source.centre + 2 * index - (count - 1)


def _entry(net: _Net, ports: set[int]) -> int:
    """The column by which lines come in: straight from above if that can be, and never in one with a line
    that leads elsewhere."""
    target = net.target
    own = {column for _, column, _ in net.sources}
    edge = 0 if target.cell.through else 1  # a point has no frame to keep clear of
    columns = range(target.left + edge, target.right + 1 - edge)
    straight = [column for column in columns if column in own]
    free = [column for column in columns if column not in ports]
    for found in (straight if len(own) == 1 else [], free, straight):
        if found:
            return min(found, key=lambda column: abs(column - target.centre))
    return target.centre


def _channels(nets: Sequence[_Net]) -> int:
    """Give every net a row on which it runs sideways, away from the others; how many rows that takes."""
    rows: list[list[tuple[int, int]]] = []
    for net in nets:
        low, high = net.reach
        if low == high:
            continue  # straight down
        for number, taken in enumerate(rows):  # noqa: B007  the number of the first row with room
            if all(high + 1 < left or low > right + 1 for left, right in taken):
                break
        else:
            number = len(rows)
            rows.append([])
        rows[number].append((low, high))
        net.row = number
    return max(1, len(rows))


def _lead(canvas: _Canvas, net: _Net, key: _Key, top: int, floor: int, channels: int) -> None:
    entry, bend = net.target.entry, floor + net.row
    for source, column, strength in net.sources:
        start = floor if source.cell.through else top + source.high
        if not source.cell.through:
            canvas.join(column, start - 1, _DOWN, strength)
        for y in range(start, bend):
            canvas.stroke(column, y, key, _UP, strength)
            canvas.stroke(column, y, key, _DOWN, strength)
        canvas.stroke(column, bend, key, _UP, strength)
        left, right = sorted((column, entry))
        for x in range(left, right):
            canvas.stroke(x, bend, key, _RIGHT, strength)
            canvas.stroke(x + 1, bend, key, _LEFT, strength)
    strongest = max(strength for _, _, strength in net.sources)
    canvas.stroke(entry, bend, key, _DOWN, strongest)
    for y in range(bend + 1, floor + channels):
        canvas.stroke(entry, y, key, _UP, strongest)
        canvas.stroke(entry, y, key, _DOWN, strongest)
    if not net.target.cell.through:
        canvas.join(entry, floor + channels, _UP, strongest)


def _pass(canvas: _Canvas, each: _Placed, lines: _Lines, top: int, floor: int) -> None:
    """A line straight through the layer, for a way that leads further down."""
    strength = max(lines.strength[source, each.cell] for source in lines.above[each.cell])
    for y in range(top, floor):
        canvas.stroke(each.entry, y, -1, _UP, strength)
        canvas.stroke(each.entry, y, -1, _DOWN, strength)
