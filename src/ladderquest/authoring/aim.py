"""Looking for a state in which one condition holds at one scene: best first, by what is still lacking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import heappop, heappush, nsmallest

from ladderquest.pack.syntax import COMPARISONS, Binary, Constant, Named, Node, Unary
from ladderquest.play import State

__all__ = ["aimed", "lack"]

_WEIGHT = 3  # a step of a variable that is lacking weighs as much as three scenes on the way
_FIRST = 12

Slots = Mapping[str, int]


def lack(node: Node, truth: bool, values: tuple[int, ...], slots: Slots) -> int:
    """How far a condition is from coming to ``truth``: 0 where it does, else about how many steps of its
    variables are missing."""
    match node:
        case Constant() | Named():
            return int(bool(_value(node, values, slots)) != truth)
        case Unary():
            return lack(node.operand, not truth, values, slots)
        case Binary() if node.op in COMPARISONS:
            return _gap(node, truth, values, slots)
    assert isinstance(node, Binary)
    left, right = lack(node.left, truth, values, slots), lack(node.right, truth, values, slots)
    return left + right if (node.op == "and") == truth else min(left, right)


def _gap(node: Binary, truth: bool, values: tuple[int, ...], slots: Slots) -> int:
    left, right = _value(node.left, values, slots), _value(node.right, values, slots)
    op = node.op
    if op in ("==", "!="):
        return abs(left - right) if (op == "==") == truth else int(left == right)
    if op in (">", ">="):
        left, right, op = right, left, "<" if op == ">" else "<="
    if not truth:
        left, right, op = right, left, "<=" if op == "<" else "<"
    return max(0, left - right + (op == "<"))


def _value(node: Node, values: tuple[int, ...], slots: Slots) -> int:
    match node:
        case Constant():
            return node.value
        case Named():
            return values[slots[node.name]]
        case Unary(op="-"):
            return -_value(node.operand, values, slots)
        case Binary(op="+"):
            return _value(node.left, values, slots) + _value(node.right, values, slots)
        case Binary(op="-"):
            return _value(node.left, values, slots) - _value(node.right, values, slots)
        case Binary(op="*"):
            return _value(node.left, values, slots) * _value(node.right, values, slots)
        case _:  # a condition in the place of a value
            return int(lack(node, True, values, slots) == 0)


def aimed(
    states: Iterable[State],
    wanted: Node,
    slots: Slots,
    distances: Mapping[str, int],
    steps: Callable[[State], Iterator[State]],
    most: int,
) -> bool:
    """Whether a state was found in which ``wanted`` holds at the scene that ``distances`` leads to.

    Such a state is expanded as well. Goes on from the most promising of ``states`` by ``steps`` (which makes
    every state that may come next), and expands ``most`` of them."""
    ahead: list[tuple[int, int, State]] = []
    known: set[tuple[str, tuple[int, ...]]] = set()

    def cost(state: State) -> int:
        return _WEIGHT * lack(wanted, True, state.values, slots) + distances[state.scene]

    def arrive(state: State) -> None:
        key = state.scene, state.values
        if state.scene in distances and state.ending is None and key not in known:
            known.add(key)
            heappush(ahead, (cost(state), len(known), state))

    for state in nsmallest(_FIRST, (each for each in states if each.scene in distances), key=cost):
        arrive(state)
    for _ in range(most):
        if not ahead:
            return False
        price, _, state = heappop(ahead)
        for after in steps(state):
            arrive(after)
        if price == 0:
            return True
    return False
