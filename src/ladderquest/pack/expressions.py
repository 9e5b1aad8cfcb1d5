"""Conditions and effects: names, types and closures for the trees that ``syntax`` parses.

Every name stands for one whole number in a flat list (its *slot*); flags are 0 and 1. Counters of visits,
of which a long scenario has hundreds, share slots. Nothing is ever evaluated as Python, and a mistake is
found when the pack loads, with the offset of the character.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from ladderquest.pack.model import AllocateScene, AnsweredScene, MarkScene, Memory, Scenario
from ladderquest.pack.syntax import (
    LARGEST,
    Assignment,
    Constant,
    ExpressionError,
    Kind,
    Named,
    Node,
    Unary,
    parse_condition,
    parse_effect,
    templates,
)
from ladderquest.pack.text import names_after, nearest

__all__ = [
    "COUNTERS",
    "Counter",
    "ExpressionError",
    "Kind",
    "Place",
    "Quantity",
    "Scope",
    "Test",
    "Values",
    "Write",
    "answer_names",
    "answers_read",
    "check_condition",
    "check_effect",
    "check_template",
    "check_value",
    "compile_effect",
    "compile_value",
    "read_counter",
    "scope_of",
]

Values = Sequence[int]
Test = Callable[[Values], int]
Write = Callable[[list[int], list[tuple[int, str]]], None]

MOST_OWED = 99
MOST_VISITS = 1_000_000

COUNTERS = 16
"""How many counters share a slot: a state with 700 of them is copied at every step."""
_BITS = 20
_MASK = (1 << _BITS) - 1  # holds MOST_VISITS

_COMPARE: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_ARITHMETIC: dict[str, Callable[[int, int], int]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """What a name stands for: its kind, its bounds (both included) and where it starts."""

    kind: Kind
    initial: int = 0
    low: int = 0
    high: int = 1
    writable: bool = False


class Counter(msgspec.Struct, frozen=True, gc=False):
    """The place of a counter that shares its slot with others: the ``number``-th there, from 0."""

    slot: int
    number: int

    def up(self, values: list[int]) -> None:
        """Count one more, up to ``MOST_VISITS``."""
        shift = self.number * _BITS
        if values[self.slot] >> shift & _MASK < MOST_VISITS:
            values[self.slot] += 1 << shift


Place = int | Counter
"""Where the value of a name is: in a slot of its own, or in a part of one."""


@dataclass(frozen=True)
class Scope:
    """The names that may be used in one scenario (and, with ``with_answer``, in one scene's results)."""

    names: dict[str, Quantity]
    later: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    """Names that only text may use: ``cast.product``, ``player``, facts that are text."""
    _extra: dict[str, Quantity] = field(default_factory=dict)

    def quantity(self, name: str) -> Quantity | None:
        """What ``name`` stands for, or None."""
        return self._extra.get(name) or self.names.get(name)

    def known(self) -> list[str]:
        """Every name an expression may read."""
        return [*self._extra, *self.names]

    def with_answer(self, scene: AnsweredScene, scenario: Scenario) -> Scope:
        """This scope with the names of the answer that ``scene`` asks for."""
        return Scope(self.names, self.later, self.words, answer_names(scene, scenario))


def answer_names(scene: AnsweredScene, scenario: Scenario) -> dict[str, Quantity]:
    """The names under which the results of ``scene`` see the answer."""
    flag, count = Quantity("flag"), Quantity("int", high=LARGEST)
    if isinstance(scene, AllocateScene):
        return {f"share.{item.id}": Quantity("int", high=max(item.steps, default=0)) for item in scene.items}
    if isinstance(scene, MarkScene):
        places = [p.id for a in scenario.artefacts if a.id == scene.artefact for p in a.places]
        found = {f"mark.{place}": flag for place in places}
        return {**found, "mark.count": count, "mark.elsewhere": count}
    clues = scene.exhibits or tuple(clue.id for clue in scenario.clues)
    found = {f"claim.{claim.id}": flag for claim in scene.claims}
    return {**found, **{f"exhibit.{clue}": flag for clue in clues}, "exhibit.count": count}


def answers_read(*parts: object) -> frozenset[str]:
    """The names of an answer that stand anywhere in ``parts`` of a scene."""
    written = msgspec.json.encode(parts)
    kinds = ("mark", "claim", "exhibit", "share")
    return frozenset(f"{kind}.{name}" for kind in kinds for name in names_after(written, f"{kind}.".encode()))


def scope_of(scenario: Scenario, cast: Iterable[str], memories: Iterable[Memory]) -> Scope:
    """The scope of a whole scenario. ``cast`` are ids; ``memories`` those that the pack declares."""
    cast = list(cast)
    names: dict[str, Quantity] = {}
    words = {"player", *(f"{part}.{who}" for part in ("cast", "given") for who in cast)}
    for var in scenario.variables:
        if isinstance(var.initial, bool):
            names[var.id] = Quantity("flag", int(var.initial), writable=True)
        else:
            names[var.id] = Quantity("int", var.initial, var.min, var.max, writable=True)
    for clue in scenario.clues:
        names[f"clue.{clue.id}"] = Quantity("flag", writable=True)
    for world in scenario.worlds:
        names[f"world.{world.id}"] = Quantity("flag")
        for fact, value in world.facts.items():
            if isinstance(value, str):
                words.add(f"world.{fact}")
            elif isinstance(value, bool):
                names[f"world.{fact}"] = Quantity("flag")
            else:
                names[f"world.{fact}"] = Quantity("int", low=-LARGEST, high=LARGEST)
    for who in cast:
        names[f"owes.{who}"] = Quantity("int", high=MOST_OWED, writable=True)
    for memory in memories:
        if memory.id in scenario.recalls:
            kind: Kind = "flag" if isinstance(memory.initial, bool) else "int"
            low, high = (0, 1) if kind == "flag" else (memory.min, memory.max)
            names[f"recall.{memory.id}"] = Quantity(kind, int(memory.initial), low, high)
    for scene in scenario.scenes:
        names[f"visits.{scene.id}"] = Quantity("int", high=MOST_VISITS)
    return Scope(names, frozenset(block.id for block in scenario.later), frozenset(words))


def _unknown(name: str, offset: int, scope: Scope) -> ExpressionError:
    if name.startswith(("mark.", "claim.", "exhibit.")):
        return ExpressionError(
            f"{name!r} is known only in the results of the scene that asks",
            offset,
            nearest(name, scope.known()),
        )
    if name in scope.words:
        return ExpressionError(f"{name!r} is text, which can only be shown", offset)
    return ExpressionError(f"unknown name {name!r}", offset, nearest(name, scope.known()))


def _kind(node: Node, scope: Scope) -> Kind:
    if isinstance(node, Constant):
        return node.kind
    if isinstance(node, Named):
        quantity = scope.quantity(node.name)
        if quantity is None:
            raise _unknown(node.name, node.offset, scope)
        return quantity.kind
    if isinstance(node, Unary):
        wanted: Kind = "flag" if node.op == "not" else "int"
        _expect(node.operand, wanted, scope, f"'{node.op}'")
        return wanted
    if node.op in ("and", "or"):
        _expect(node.left, "flag", scope, f"'{node.op}'")
        _expect(node.right, "flag", scope, f"'{node.op}'")
        return "flag"
    if node.op in ("==", "!="):
        left, right = _kind(node.left, scope), _kind(node.right, scope)
        if left != right:
            raise ExpressionError(f"{node.op!r} compares a number with a true/false value", node.offset)
        return "flag"
    _expect(node.left, "int", scope, f"'{node.op}'")
    _expect(node.right, "int", scope, f"'{node.op}'")
    return "flag" if node.op in _COMPARE else "int"


def _expect(node: Node, wanted: Kind, scope: Scope, where: str) -> None:
    if _kind(node, scope) == wanted:
        return
    what = "a true/false value" if wanted == "flag" else "a whole number"
    raise ExpressionError(f"{where} needs {what} here", node.offset)


def check_condition(source: str, scope: Scope) -> None:
    """Raises ``ExpressionError`` unless ``source`` is a true/false expression over ``scope``."""
    _expect(parse_condition(source), "flag", scope, "a condition")


def check_value(source: str, scope: Scope, kind: Kind) -> None:
    """Raises ``ExpressionError`` unless ``source`` is an expression of ``kind`` over ``scope``."""
    _expect(parse_condition(source), kind, scope, "`is`")


def check_effect(source: str, scope: Scope) -> None:
    """Raises ``ExpressionError`` unless every assignment fits what it assigns to."""
    for part in parse_effect(source):
        if part.name.startswith("later."):
            block = part.name.removeprefix("later.")
            if block not in scope.later:
                known = [f"later.{name}" for name in scope.later]
                raise ExpressionError(f"no later block {block!r}", part.offset, nearest(part.name, known))
            if part.op != "=" or not isinstance(part.value, Constant) or part.value.kind != "int":
                raise ExpressionError(f"write '{part.name} = 2': a number of scenes", part.offset)
            if part.value.value < 1:
                raise ExpressionError(f"{part.name} needs at least 1 scene", part.value.offset)
            continue
        quantity = scope.quantity(part.name)
        if quantity is None:
            raise _unknown(part.name, part.offset, scope)
        if not quantity.writable:
            raise ExpressionError(f"{part.name!r} cannot be changed by an effect", part.offset)
        if quantity.kind == "flag" and part.op != "=":
            raise ExpressionError(f"{part.name!r} is true or false: set it with '='", part.offset)
        _expect(part.value, quantity.kind, scope, f"{part.name!r}")


def check_template(source: str, scope: Scope, *, artefact: bool = False) -> list[ExpressionError]:
    """The unknown names in a text. In an artefact, braces without a dot are literal, but for ``{player}``."""
    found = []
    for name, offset in templates(source):
        if artefact and "." not in name and name != "player":
            continue
        if name not in scope.words and scope.quantity(name) is None:
            known = [*scope.words, *scope.known()]
            found.append(ExpressionError(f"unknown name {name!r} in text", offset, nearest(name, known)))
    return found


def read_counter(place: Counter) -> Test:
    """A function from the list of values to what a counter says."""
    slot, shift = place.slot, place.number * _BITS
    return lambda v: v[slot] >> shift & _MASK


def compile_value(node: Node, places: Mapping[str, Place]) -> Test:
    """A function from the list of values to a whole number (flags are 0 and 1)."""
    if isinstance(node, Constant):
        value = node.value
        return lambda _: value
    if isinstance(node, Named):
        place = places[node.name]
        return operator.itemgetter(place) if isinstance(place, int) else read_counter(place)
    if isinstance(node, Unary):
        inner = compile_value(node.operand, places)
        return (lambda v: not inner(v)) if node.op == "not" else (lambda v: -inner(v))
    if node.op in _COMPARE and isinstance(node.left, Named) and isinstance(node.right, Constant):
        place = places[node.left.name]
        if isinstance(place, int):
            return _compare_slot(node.op, place, node.right.value)
        if (node.op, node.right.value) in ((">", 0), (">=", 1)):
            return _has_counted(place)
    left, right = compile_value(node.left, places), compile_value(node.right, places)
    if node.op == "and":
        return lambda v: left(v) and right(v)
    if node.op == "or":
        return lambda v: left(v) or right(v)
    apply = _COMPARE.get(node.op) or _ARITHMETIC[node.op]
    return lambda v: apply(left(v), right(v))


def _has_counted(place: Counter) -> Test:
    """Whether a scene has been entered at all: the usual question."""
    slot, mask = place.slot, _MASK << place.number * _BITS
    return lambda v: v[slot] & mask != 0


def _compare_slot(op: str, slot: int, value: int) -> Test:
    """The common case, spelt out: a comparison of one slot with a constant needs no inner calls."""
    if op == "<":
        return lambda v: v[slot] < value
    if op == "<=":
        return lambda v: v[slot] <= value
    if op == "==":
        return lambda v: v[slot] == value
    if op == "!=":
        return lambda v: v[slot] != value
    if op == ">=":
        return lambda v: v[slot] >= value
    return lambda v: v[slot] > value


def compile_effect(
    source: str, places: Mapping[str, Place], names: Mapping[str, Quantity]
) -> tuple[Write, ...]:
    """One function an assignment; each changes the list of values in place and clamps to the bounds,
    or adds ``(scenes from now, block)`` to the list of what is to come."""
    return tuple([_compile_assignment(part, places, names) for part in parse_effect(source)])


def _compile_assignment(
    part: Assignment, places: Mapping[str, Place], names: Mapping[str, Quantity]
) -> Write:
    value = compile_value(part.value, places)
    if part.name.startswith("later."):
        block = part.name.removeprefix("later.")
        return lambda v, due: due.append((value(v), block))
    slot, low, high = places[part.name], names[part.name].low, names[part.name].high
    assert isinstance(slot, int)  # counters are no effect's to change
    if isinstance(part.value, Constant):
        return _write_constant(slot, part.op, part.value.value, low, high)
    sign = {"=": 0, "+=": 1, "-=": -1}[part.op]

    def assign(v: list[int], _: list[tuple[int, str]]) -> None:
        v[slot] = min(high, max(low, int(value(v))))

    def add(v: list[int], _: list[tuple[int, str]]) -> None:
        n = v[slot] + sign * value(v)
        v[slot] = low if n < low else high if n > high else n

    return add if sign else assign


def _write_constant(slot: int, op: str, value: int, low: int, high: int) -> Write:
    """The common case, spelt out."""
    kept, step = min(high, max(low, value)), value if op == "+=" else -value

    def assign(v: list[int], _: list[tuple[int, str]]) -> None:
        v[slot] = kept

    def add(v: list[int], _: list[tuple[int, str]]) -> None:
        n = v[slot] + step
        v[slot] = low if n < low else high if n > high else n

    return assign if op == "=" else add
