"""Random expressions as trees: what they should read like, and what they should come to.

A tree is a number, a flag, a name, or a tuple of an operator and its operands. ``render`` writes it with no
more parentheses than the grammar needs, so that a wrong precedence shows as a wrong value."""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from hypothesis import strategies as st

Tree: TypeAlias = int | bool | str | tuple[Any, ...]

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_LEVEL = {"or": 1, "and": 2, "not": 3, **dict.fromkeys(COMPARE, 4), "+": 5, "-": 5, "*": 6, "minus": 7}
_ATOM = 8


def evaluate(tree: Tree, values: Mapping[str, int]) -> int:
    """What a tree comes to, worked out the slow and obvious way."""
    if isinstance(tree, str):
        return values[tree]
    if not isinstance(tree, tuple):
        return int(tree)
    op, *operands = tree
    found = [evaluate(operand, values) for operand in operands]
    if op == "not":
        return int(found[0] == 0)
    if op == "minus":
        return -found[0]
    left, right = found
    if op in COMPARE:
        return int(COMPARE[op](left, right))
    return {
        "and": min(left, right),
        "or": max(left, right),
        "+": left + right,
        "-": left - right,
        "*": left * right,
    }[op]


def render(tree: Tree, least: int = 0) -> str:
    """A tree as source; in parentheses if it binds less than ``least``."""
    if isinstance(tree, bool):
        return "true" if tree else "false"
    if not isinstance(tree, tuple):
        return str(tree)
    op, *operands = tree
    level = _LEVEL[op]
    if op == "not":
        text = f"not {render(operands[0], level)}"
    elif op == "minus":
        text = f"-{render(operands[0], _ATOM)}"
    else:
        # a chain goes on to the left; two comparisons in a row are refused
        left = render(operands[0], level + (op in COMPARE))
        text = f"{left} {op} {render(operands[1], level + 1)}"
    return f"({text})" if level < least else text


def numbers(names: Sequence[str], depth: int = 2) -> st.SearchStrategy[Tree]:
    """Trees that come to a whole number."""
    leaf: st.SearchStrategy[Tree] = st.one_of(st.integers(0, 12), st.sampled_from(names))
    if depth == 0:
        return leaf
    inner = numbers(names, depth - 1)
    return st.one_of(
        leaf,
        st.tuples(st.just("minus"), inner),
        st.tuples(st.sampled_from("+-*"), inner, inner),
    )


def flags(flag_names: Sequence[str], names: Sequence[str], depth: int = 2) -> st.SearchStrategy[Tree]:
    """Trees that are true or false."""
    leaf: st.SearchStrategy[Tree] = st.one_of(st.sampled_from(flag_names), st.booleans())
    if depth == 0:
        return leaf
    inner, number = flags(flag_names, names, depth - 1), numbers(names, depth - 1)
    return st.one_of(
        leaf,
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(["and", "or"]), inner, inner),
        st.tuples(st.sampled_from(["==", "!="]), inner, inner),
        st.tuples(st.sampled_from(sorted(COMPARE)), number, number),
    )
