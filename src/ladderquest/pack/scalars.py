"""Converters from a single value of a file: text, a whole number, true or false.

A converter notes what is wrong and returns a stand-in of the right kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from msgspec import inspect

from ladderquest.pack.base import Name, Slug
from ladderquest.pack.findings import excerpt
from ladderquest.pack.reader import Broken, Node, Reading, Scalar
from ladderquest.pack.text import clean, nearest

__all__ = ["Converter", "flag", "is_null", "plain_value_of", "text_of", "whole_number_of", "wrong"]

Converter = Callable[[Node, Reading, str], Any]
"""Node, file, and what to call the value in a message -> value."""

_PATTERN_WORDS = {
    inspect.type_info(Name).pattern: "lower-case letters, digits and _, starting with a letter",  # type: ignore[attr-defined]
    inspect.type_info(Slug).pattern: "lower-case words of letters and digits, joined by - or _",  # type: ignore[attr-defined]
}
_CHOICES = re.compile(r"\^\(([a-z|]+)\)\$")
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,15}")
_FLAG_WORDS = ("true", "false", "yes", "no", "on", "off")
_NULLS = frozenset({"", "~", "null"})


def is_null(node: Node) -> bool:
    """Whether there is a key and nothing behind it."""
    return type(node) is Scalar and node.text in _NULLS and not node.style


def wrong(node: Node, reading: Reading, name: str, wanted: str) -> None:
    """Notes a value of the wrong kind."""
    if isinstance(node, Broken):
        return  # said already
    if is_null(node):
        reading.add("LQ208", node.at, f"{name} has no value; it must be {wanted}")
        return
    got = f"{excerpt(node.text)!r}" if isinstance(node, Scalar) else node.kind
    if isinstance(node, Scalar) and node.style in ("'", '"'):
        got += " in quotes"
    reading.add("LQ203", node.at, f"{name} must be {wanted}, not {got}")


def text_of(info: inspect.StrType, one_line: bool, required: bool) -> Converter:
    """For text of that type; ``required`` text must hold something."""
    choices = _CHOICES.fullmatch(info.pattern or "")
    known = choices[1].split("|") if choices else []
    words = f"one of {', '.join(known)}" if known else _PATTERN_WORDS.get(info.pattern, "of another form")
    matches = re.compile(info.pattern).match if info.pattern else None
    most = info.max_length
    wanted = "text on one line" if one_line else "a word" if info.pattern else "text"

    def text(node: Node, reading: Reading, name: str) -> str:
        if type(node) is not Scalar or is_null(node):
            wrong(node, reading, name, wanted)
            return ""
        value = node.text
        if node.style in ("|", ">"):
            value = value.removesuffix("\n")
        value = clean(value)
        if required and not value.strip():
            reading.add("LQ208", node.at, f"{name} is empty")
        elif most is not None and len(value) > most:
            reading.add("LQ205", node.at, f"{name} has {len(value)} characters, and {most} is the most")
        elif matches and not matches(value):
            said = f"{name} must be {words}, not {excerpt(value)!r}"
            reading.add("LQ204", node.at, said, nearest(value, known))
        elif one_line and "\n" in value:
            reading.add("LQ206", node.at, f"{name} must be on one line")
        return value

    return text


def whole_number_of(info: inspect.IntType) -> Converter:
    """For a whole number within the bounds of that type."""
    least, most = info.ge, info.le
    if least is not None and most is not None:
        wanted = f"a whole number from {least} to {most}"
    else:
        wanted = "a whole number"
    stand_in = least or 0

    def whole_number(node: Node, reading: Reading, name: str) -> int:
        if not isinstance(node, Scalar) or node.style or not _WHOLE_NUMBER.fullmatch(node.text):
            wrong(node, reading, name, wanted)
            return stand_in
        value = int(node.text)
        if (least is not None and value < least) or (most is not None and value > most):
            reading.add("LQ204", node.at, f"{name} must be {wanted}, not {value}")
        return value

    return whole_number


def flag(node: Node, reading: Reading, name: str) -> bool:
    """True or false; false stands in."""
    if isinstance(node, Scalar) and not node.style and node.text in ("true", "false"):
        return node.text == "true"
    wrong(node, reading, name, "true or false")
    return False


def plain_value_of(text_allowed: bool) -> Converter:
    """For a whole number or a flag, told apart by how they are written; all else is text, where allowed."""
    wanted = "a whole number, true or false" + (", or text" if text_allowed else "")

    def plain_value(node: Node, reading: Reading, name: str) -> int | bool | str:
        if isinstance(node, Scalar):
            if not node.style and node.text in ("true", "false"):
                return node.text == "true"
            if not node.style and _WHOLE_NUMBER.fullmatch(node.text):
                return int(node.text)
            if text_allowed and not is_null(node):
                return clean(node.text.removesuffix("\n") if node.style in ("|", ">") else node.text)
        wrong(node, reading, name, wanted)
        # what was meant is clear enough to go on with: a flag taken for a number would be wrong all over
        return isinstance(node, Scalar) and node.text.casefold() in _FLAG_WORDS

    return plain_value
