"""What can still make a difference: states that differ in nothing else go on alike, and are one to a search.

Left out of a state are numbers that nothing reads from its scene on, counts of visits beyond the largest that
a condition compares them with, the number of the turn (only how far off a delayed block is matters), and the
order in which looks were taken. Ratings and texts decide nothing, so what only they read is left out too.
"""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import islice, product
from math import prod
from typing import Any

import msgspec

from ladderquest.pack.expressions import MOST_VISITS, Test
from ladderquest.pack.model import (
    AllocateScene,
    Block,
    ChooseScene,
    DefendScene,
    EndingScene,
    GotoScene,
    InvestigateScene,
    Jump,
    MarkScene,
    Rating,
    Remark,
    Scene,
    WriteScene,
)
from ladderquest.pack.syntax import (
    COMPARISONS,
    Binary,
    Constant,
    Named,
    Node,
    Unary,
    names_read,
    parse_condition,
    parse_effect,
    templates,
)
from ladderquest.play import Program, State

__all__ = ["Recalls", "Relevance"]

Recalls = Mapping[str, int]
"""What earlier scenarios left behind: memory id -> value."""

Kept = tuple[tuple[int, ...], tuple[tuple[Test, int], ...]]
"""What tells the states of a scene apart: slots, and counts of visits with the largest that matters."""

MOST_COUNTERS = 64
"""Counts of visits that are looked at one by one. States of a story with more are told apart by all their
numbers as they are: that is quicker than reading so many, and never takes two states for one, but the search
may have more states to look at."""

MOST_OPENINGS = 10_000
"""Combinations of memories that a search starts from, in each world."""

MOST_VALUES = 101
"""Values of one memory that are tried one by one, where no condition says which of them are alike."""

_DECIDE_NOTHING = (Block, Rating, Remark)
_ANSWERS = ("mark.", "claim.", "exhibit.")  # set while a decision is worked out, and 0 in every state


class Relevance:
    """What matters in one program. ``complete`` is False where the memories have more combinations than are
    tried, so that a search cannot prove anything."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._thresholds: dict[str, set[int] | None] = {}
        self._trees: dict[str, Node] = {}
        self.complete = True
        self._bit = {name: 1 << at for at, name in enumerate(program.quantities)}
        live = self._live()
        kept = {mask: self._kept_of(mask) for mask in set(live.values())}
        self._kept = {scene: kept[mask] for scene, mask in live.items()}
        first = live[program.scenario.start]
        self.memories = self._memories()
        self._matter = [m for m in self.memories if first & self._bit[f"recall.{m}"]]
        if prod(len(self.memories[memory]) for memory in self._matter) > MOST_OPENINGS:
            self.complete = False

    # --- what the search is told ------------------------------------------------------------------

    def key(self, state: State) -> Hashable:
        """Two states with the same key have the same future."""
        slots, counters = self._kept[state.scene]
        values = state.values
        if len(counters) > MOST_COUNTERS:
            packed: Hashable = values
        else:
            packed = _packed([values[slot] for slot in slots], [min(read(values), m) for read, m in counters])
        due = tuple(sorted((when - state.turn, block) for when, block in state.due)) if state.due else ()
        spent = tuple(sorted(state.spent)) if state.spent else ()
        return (state.scene, packed, due, spent)

    def openings(self) -> Iterator[dict[str, int]]:
        """What to recall: every combination of values that makes a difference, the usual one first."""
        choices = [self.memories[memory] for memory in self._matter]
        for values in islice(product(*choices), MOST_OPENINGS):
            yield dict(zip(self._matter, values, strict=True))

    def _memories(self) -> dict[str, tuple[int, ...]]:
        """Memory id -> values that stand for all others, the initial one first."""
        found = {}
        for name, quantity in self._program.quantities.items():
            if not name.startswith("recall."):
                continue
            low, high = quantity.low, quantity.high
            thresholds = self._thresholds.get(name, set())
            if thresholds is not None:
                around = {c + step for c in thresholds for step in (-1, 0, 1)}
                values = {low, high, *(v for v in around if low <= v <= high)}
            elif high - low < MOST_VALUES:
                values = set(range(low, high + 1))
            else:
                values = {low, high}
                self.complete = False
            usual_first = dict.fromkeys([quantity.initial, *sorted(values)])
            found[name.removeprefix("recall.")] = tuple(usual_first)
        return found

    # --- working it out ---------------------------------------------------------------------------

    def _live(self) -> dict[str, int]:
        """Scene id -> bits of the slots that matter from there on."""
        scenes = self._program.scenario.scenes
        later = [w for block in self._program.scenario.later for w in self._writes(block.effect)]
        writes = {scene.id: [w for e in _effects(scene) for w in self._writes(e)] + later for scene in scenes}
        live = {scene.id: self._bits(self._reads(scene)) for scene in scenes}
        onward = {scene.id: list(dict.fromkeys(_targets(scene))) for scene in scenes}
        back: dict[str, list[str]] = {scene.id: [] for scene in scenes}
        for scene_id, targets in onward.items():
            for target in targets:
                back[target].append(scene_id)
        waiting = dict.fromkeys(reversed(list(live)))
        while waiting:
            scene_id = next(iter(waiting))
            del waiting[scene_id]
            bits = live[scene_id]
            for target in onward[scene_id]:
                bits |= live[target]
            bits = _with_sources(bits, writes[scene_id])
            if bits != live[scene_id]:
                live[scene_id] = bits
                waiting.update(dict.fromkeys(back[scene_id]))
        return live

    def _bits(self, names: Iterable[str]) -> int:
        bits = 0
        for name in names:
            bits |= self._bit.get(name, 0)
        return bits

    def _kept_of(self, mask: int) -> Kept:
        slots, counters = [], []
        for name, bit in self._bit.items():
            if not mask & bit or name.startswith(_ANSWERS):
                continue
            if name.startswith("visits."):
                compared = self._thresholds.get(name)
                most = max(compared) + 1 if compared else MOST_VISITS
                counters.append((self._program.test(name), most))
            else:
                slots.append(self._program.slots[name])
        return tuple(slots), tuple(counters)

    def _writes(self, effect: str) -> list[tuple[int, int]]:
        """(bit written, bits that it is worked out from) of every assignment."""
        found = []
        for part in parse_effect(effect):
            self._note(part.value)
            found.append((self._bits([part.name]), self._bits(names_read(part.value))))
        return found

    def _reads(self, scene: Scene) -> Iterator[str]:
        """The names that decide what can be answered here, what it comes to, and where it leads."""
        for condition in _conditions(scene):
            tree = self._trees.get(condition)
            if tree is None:
                tree = self._trees[condition] = parse_condition(condition)
                self._note(tree)
            yield from names_read(tree)
        match scene:
            case ChooseScene() | AllocateScene() | WriteScene() | GotoScene() | EndingScene():
                pass
            case InvestigateScene():
                yield from (f"clue.{look.clue}" for look in scene.looks)
            case DefendScene():
                yield from (f"clue.{clue}" for clue in scene.exhibits or tuple(self._program.clues))
            case MarkScene():
                yield from self._shown(scene.artefact)

    def _shown(self, artefact: str) -> Iterator[str]:
        """What decides which lines of an artefact show."""
        for block in self._program.artefacts[artefact].text:
            if block.when is not None:
                tree = parse_condition(block.when)
                self._note(tree)
                yield from names_read(tree)
            for name, _ in templates(block.text):
                self._thresholds[name] = None
                yield name

    def _note(self, node: Node) -> None:
        """Note what names are compared with; None for a name that is used in any other way."""
        match node:
            case (
                Binary(op=op, left=Named(name=name), right=Constant(value=value))
                | Binary(op=op, left=Constant(value=value), right=Named(name=name))
            ) if op in COMPARISONS:
                known = self._thresholds.setdefault(name, set())
                if known is not None:
                    known.add(value)
            case Binary(left=left, right=right):
                for side in (left, right):
                    self._note_side(side)
            case Unary(operand=operand):
                self._note_side(operand)
            case Named():
                self._note_side(node)

    def _note_side(self, node: Node) -> None:
        if not isinstance(node, Named):
            self._note(node)
        elif (quantity := self._program.quantities.get(node.name)) is not None and quantity.kind == "flag":
            self._thresholds.setdefault(node.name, set())  # there is nothing between its two values
        else:
            self._thresholds[node.name] = None


def _packed(values: list[int], counts: list[int]) -> bytes:
    values += counts
    try:
        return bytes(values)
    except ValueError:  # not all from 0 to 255
        return array("q", values).tobytes()


def _with_sources(bits: int, writes: list[tuple[int, int]]) -> int:
    """``bits`` with everything that what they stand for is worked out from."""
    before = -1
    while before != bits:
        before = bits
        for target, sources in writes:
            if target & bits:
                bits |= sources
    return bits


def _structs(value: Any) -> Iterator[msgspec.Struct]:
    """``value`` and all structs in it that decide something."""
    if isinstance(value, tuple):
        for entry in value:
            yield from _structs(entry)
    elif isinstance(value, msgspec.Struct) and not isinstance(value, _DECIDE_NOTHING):
        yield value
        for name in value.__struct_fields__:
            yield from _structs(getattr(value, name))


def _conditions(scene: Scene) -> Iterator[str]:
    for part in _structs(scene):
        condition = getattr(part, "when", None)
        if condition is not None:
            yield condition


def _effects(scene: Scene) -> Iterator[str]:
    for part in _structs(scene):
        for name in ("enter", "effect"):
            effect = getattr(part, name, "")
            if effect:
                yield effect


def _targets(scene: Scene) -> Iterator[str]:
    return (part.to for part in _structs(scene) if isinstance(part, Jump))
