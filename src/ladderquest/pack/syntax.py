"""The syntax of conditions, effects and text templates: source to tree, with the offset of every mistake.

Grammar, loosest first::

    condition := or            or      := and {"or" and}       and   := not {"and" not}
    not       := "not" not | comparison                        comparison := sum [op sum]
    sum       := product {("+"|"-") product}                   product := factor {"*" factor}
    factor    := number | "true" | "false" | "found" | name | "-" factor | "(" or ")"
    effect    := assignment {";" assignment}                   assignment := name ("="|"+="|"-=") or
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal

import msgspec

Kind = Literal["int", "flag"]

LARGEST = 1_000_000
DEEPEST = 32
COMPARISONS = frozenset({"<", "<=", "==", "!=", ">=", ">"})

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+)|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?)"
    r"|(?P<mark><=|>=|==|!=|\+=|-=|[-+*<>=();]))"
)
_TEMPLATE = re.compile(r"\{([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?\}")
_USUAL = re.compile(r"([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?) *(<=|>=|==|!=|<|>) *([0-9]{1,6})")
"""A name compared with a number: what most conditions are, read in one go."""
_MOST_KEPT = 4096  # trees; authors repeat themselves, and more than one reader asks
_CONSTANTS = {"true": 1, "false": 0, "found": 1}
_WORDS = frozenset({"and", "or", "not", *_CONSTANTS})


class ExpressionError(Exception):
    """A mistake in an expression, an effect or a template.

    ``offset`` counts characters from the start of the source; ``suggestion`` is the nearest known name."""

    def __init__(self, message: str, offset: int, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.suggestion = suggestion


class Constant(msgspec.Struct, frozen=True, gc=False):
    """A number or a flag."""

    value: int
    kind: Kind
    offset: int


class Named(msgspec.Struct, frozen=True, gc=False):
    """A name that stands for a slot."""

    name: str
    offset: int


class Unary(msgspec.Struct, frozen=True, gc=False):
    """``not x`` or ``-x``."""

    op: str
    operand: Node
    offset: int


class Binary(msgspec.Struct, frozen=True, gc=False):
    """Two operands and ``and``, ``or``, a comparison or an arithmetic sign."""

    op: str
    left: Node
    right: Node
    offset: int


Node = Constant | Named | Unary | Binary


class Assignment(msgspec.Struct, frozen=True, gc=False):
    """``name op value``; ``op`` is ``=``, ``+=`` or ``-=``."""

    name: str
    op: str
    value: Node
    offset: int


class _Parser:
    """Recursive descent over the tokens of one source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = list(_tokens(source))
        self.at = 0
        self.depth = 0

    @property
    def text(self) -> str:
        return self.tokens[self.at][1]

    @property
    def offset(self) -> int:
        return self.tokens[self.at][2]

    def take(self) -> tuple[str, str, int]:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def done(self) -> None:
        if self.tokens[self.at][0] != "end":
            raise ExpressionError(f"did not expect {self.text!r} here", self.offset)

    def disjunction(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionError(f"more than {DEEPEST} levels of parentheses", self.offset)
        node = self._chain(("or",), lambda: self._chain(("and",), self.negation))
        self.depth -= 1
        return node

    def _chain(self, ops: tuple[str, ...], operand: Callable[[], Node]) -> Node:
        node = operand()
        while self.text in ops:
            _, op, offset = self.take()
            node = Binary(op, node, operand(), offset)
        return node

    def negation(self) -> Node:
        offset, count = self.offset, 0
        while self.text == "not":
            self.take()
            count += 1
        node = self.comparison()
        for _ in range(count):
            node = Unary("not", node, offset)
        return node

    def comparison(self) -> Node:
        node = self.sum()
        if self.text in COMPARISONS:
            _, op, offset = self.take()
            node = Binary(op, node, self.sum(), offset)
            if self.text in COMPARISONS:
                raise ExpressionError("compare two things at a time and join with 'and'", self.offset)
        return node

    def sum(self) -> Node:
        return self._chain(("+", "-"), lambda: self._chain(("*",), self.factor))

    def factor(self) -> Node:
        kind, text, offset = self.take()
        if kind == "number":
            if int(text) > LARGEST:
                raise ExpressionError(f"{text} is larger than {LARGEST}", offset)
            return Constant(int(text), "int", offset)
        if kind == "name" and text in _CONSTANTS:
            return Constant(_CONSTANTS[text], "flag", offset)
        if kind == "name" and text not in _WORDS:
            return Named(text, offset)
        if text == "-":
            if self.text == "-":
                raise ExpressionError("one '-' is enough", self.offset)
            return Unary("-", self.factor(), offset)
        if text == "(":
            node = self.disjunction()
            if self.text != ")":
                raise ExpressionError("a '(' is not closed", offset)
            self.take()
            return node
        if text == "=":
            raise ExpressionError("'=' assigns; compare with '=='", offset)
        what = "the end" if kind == "end" else repr(text)
        raise ExpressionError(f"expected a name or a number, found {what}", offset)


def _tokens(source: str) -> Iterator[tuple[str, str, int]]:
    at = 0
    end = len(source.rstrip())
    while at < end:
        match = _TOKEN.match(source, at)
        if match is None:
            place = len(source) - len(source[at:].lstrip())
            raise ExpressionError(f"{source[place]!r} means nothing in an expression", place)
        kind = match.lastgroup or ""
        yield kind, match.group(kind), match.start(kind)
        at = match.end()
    yield "end", "", end


@lru_cache(_MOST_KEPT)
def parse_condition(source: str) -> Node:
    """The syntax tree of a condition or a value. Raises ``ExpressionError``."""
    usual = _USUAL.fullmatch(source)
    if usual is not None and usual[1] not in _WORDS:
        name, op, number = usual.groups()
        return Binary(op, Named(name, 0), Constant(int(number), "int", usual.start(3)), usual.start(2))
    parser = _Parser(source)
    node = parser.disjunction()
    if parser.text == "=":
        raise ExpressionError("'=' assigns; compare with '=='", parser.offset)
    parser.done()
    return node


@lru_cache(_MOST_KEPT)
def parse_effect(source: str) -> tuple[Assignment, ...]:
    """The assignments of an effect, in order; an empty source has none. Raises ``ExpressionError``."""
    parser = _Parser(source)
    found = []
    while parser.tokens[parser.at][0] != "end":
        kind, name, offset = parser.take()
        if kind != "name" or name in _CONSTANTS:
            raise ExpressionError(f"expected the name of what changes, found {name!r}", offset)
        _, op, op_offset = parser.take()
        if op not in ("=", "+=", "-="):
            raise ExpressionError(f"expected '=', '+=' or '-=' after {name!r}", op_offset)
        found.append(Assignment(name, op, parser.disjunction(), offset))
        if parser.text == ";":
            parser.take()
        else:
            parser.done()
    return tuple(found)


def names_read(node: Node) -> Iterator[str]:
    """Every name that an expression reads, in order, with repeats."""
    if isinstance(node, Named):
        yield node.name
    elif isinstance(node, Unary):
        yield from names_read(node.operand)
    elif isinstance(node, Binary):
        yield from names_read(node.left)
        yield from names_read(node.right)


def templates(source: str) -> Iterator[tuple[str, int]]:
    """Every name in braces of a text, with its offset, in order, with repeats."""
    return ((match.group(0)[1:-1], match.start()) for match in _TEMPLATE.finditer(source))


def split_template(source: str) -> list[str]:
    """A text cut at its templates: literal, name, literal, name, ..., literal."""
    parts, at = [], 0
    for match in _TEMPLATE.finditer(source):
        parts += [source[at : match.start()], match.group(0)[1:-1]]
        at = match.end()
    return [*parts, source[at:]]
