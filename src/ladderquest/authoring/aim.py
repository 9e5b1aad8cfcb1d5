"""Looking for a state in which one condition holds at one scene: best first, by what is still lacking."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import heappop, heappush, heappushpop

from ladderquest.pack.syntax import COMPARISONS, Binary, Constant, Named, Node, Unary
from ladderquest.play import State

__all__ = ["aimed", "lacking"]

_WEIGHT = 3  # a step of a variable that is lacking weighs as much as three scenes on the way
_FIRST = 12

Values = tuple[int, ...]
Reader = Callable[[Values], int]
"""What something comes to in the values of a state."""
ReaderOf = Callable[[str], Reader]


def lacking(node: Node, truth: bool, named: ReaderOf) -> Reader:
    """A function that tells how far a condition is from coming to ``truth``: 0 where it does, else about how
    many steps of its variables are missing. ``named`` gives the reader of a name."""
    match node:
        case Constant() | Named():
            flag = _value(node, named)
            return (lambda v: int(not flag(v))) if truth else (lambda v: int(bool(flag(v))))
        case Unary():
            return lacking(node.operand, not truth, named)
        case Binary() if node.op in COMPARISONS:
            return _gap(node, truth, named)
    assert isinstance(node, Binary)
    left, right = lacking(node.left, truth, named), lacking(node.right, truth, named)
    if (node.op == "and") == truth:
        return lambda v: left(v) + right(v)
    return lambda v: min(left(v), right(v))


def _gap(node: Binary, truth: bool, named: ReaderOf) -> Reader:
    left, right = _value(node.left, named), _value(node.right, named)
    op = node.op
    if op in ("==", "!="):
        if (op == "==") == truth:
            return lambda v: abs(left(v) - right(v))
        return lambda v: int(left(v) == right(v))
    if op in (">", ">="):
        left, right, op = right, left, "<" if op == ">" else "<="
    if not truth:
        left, right, op = right, left, "<=" if op == "<" else "<"
    more = int(op == "<")
    return lambda v: max(0, left(v) - right(v) + more)


def _value(node: Node, named: ReaderOf) -> Reader:
    match node:
        case Constant():
            value = node.value
            return lambda _: value
        case Named():
            return named(node.name)
        case Unary(op="-"):
            inner = _value(node.operand, named)
            return lambda v: -inner(v)
        case Binary() if node.op in _ARITHMETIC:
            apply, left, right = _ARITHMETIC[node.op], _value(node.left, named), _value(node.right, named)
            return lambda v: apply(left(v), right(v))
        case _:  # a condition in the place of a value
            lack = lacking(node, True, named)
            return lambda v: int(lack(v) == 0)


_ARITHMETIC: dict[str, Callable[[int, int], int]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def _most_promising(states: Iterable[State], lack: Reader, distances: Mapping[str, int]) -> list[State]:
    """The ``_FIRST`` states with the lowest cost. ``states`` come nearest first: once that many cost less
    than the way alone from the next one, nobody looks at the rest of a long story."""
    best: list[tuple[int, int, State]] = []  # the dearest first
    for count, state in enumerate(states):
        away = distances[state.scene]
        entry = (-away - _WEIGHT * lack(state.values), -count, state)
        if len(best) < _FIRST:
            heappush(best, entry)
        elif away >= -best[0][0]:
            break
        else:
            heappushpop(best, entry)
    return [state for _, _, state in sorted(best, reverse=True)]


def aimed(
    states: Iterable[State],
    lack: Reader,
    distances: Mapping[str, int],
    steps: Callable[[State], Iterator[State]],
    most: int,
) -> bool:
    """Whether a state was found in which nothing is lacking, at the scene that ``distances`` leads to.

    Such a state is expanded as well. Goes on from the most promising of ``states`` by ``steps`` (which makes
    every state that may come next), and expands ``most`` of them."""
    ahead: list[tuple[int, int, State]] = []
    known: set[tuple[str, Values]] = set()

    def cost(state: State) -> int:
        return _WEIGHT * lack(state.values) + distances[state.scene]

    def arrive(state: State) -> None:
        key = state.scene, state.values
        if state.scene in distances and state.ending is None and key not in known:
            known.add(key)
            heappush(ahead, (cost(state), len(known), state))

    for state in _most_promising(states, lack, distances):
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
