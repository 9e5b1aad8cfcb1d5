"""A file as a struct of the model, with the place of everything in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from ladderquest.pack.converters import BROKEN, converter_of
from ladderquest.pack.findings import Findings
from ladderquest.pack.reader import Mapping, Node, Reading, Scalar, Sequence
from ladderquest.pack.text import clean

__all__ = ["Converted", "Path", "convert"]

T = TypeVar("T")
Path = tuple[str | int, ...]
"""Where a value is, by YAML keys and indexes: ``("scenes", 3, "options", 1, "when")``."""


class Converted(Generic[T]):
    """A file as a struct. ``value`` is None if not even stand-ins could complete it."""

    def __init__(self, value: T | None, findings: Findings, reading: Callable[[], Reading]) -> None:
        """``findings``: of this file, to be added to. ``reading`` is called only when a position is asked
        for: a file that came from the cache has not been read."""
        self.value = value
        self.findings = findings
        self._read = reading

    @cached_property
    def reading(self) -> Reading:
        """The file's nodes."""
        return self._read()

    def place(self, path: Path, offset: int | None = None) -> tuple[int, int]:
        """Line and column of the value at ``path``, or of the nearest thing above it that exists.

        ``offset`` counts characters into the text there; it is dropped where the text does not stand
        in the file as it is (escapes, folded lines)."""
        node = self._node(path)
        if node is None:
            return 1, 1
        at = node.at
        if offset is not None and isinstance(node, Scalar):
            at = _inside(node, offset, self.reading)
        return self.reading.place(at)

    def _node(self, path: Path) -> Node | None:
        node = self.reading.root
        for step in path:
            if isinstance(node, Mapping) and step in node.items:
                node = node.items[str(step)]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            # Otherwise a short form: the value stands where its list or its mapping would.
        return node


def _inside(node: Scalar, offset: int, reading: Reading) -> int:
    """The index in the file of the character at ``offset`` of a scalar; of the scalar if it is not there."""
    if clean(node.text) != node.text:
        return node.at
    if node.style == "|":
        before = node.text[:offset]
        line = before.count("\n")
        start = reading.line_start(reading.place(node.at)[0] + 1 + line)
        wanted = node.text.split("\n")[line]
        indent = reading.text.find(wanted, start) - start
        return node.at if indent < 0 else start + indent + offset - (before.rfind("\n") + 1)
    start = node.at + (1 if node.style in ("'", '"') else 0)
    return start + offset if reading.text.startswith(node.text, start) else node.at


def convert(reading: Reading, kind: type[T]) -> Converted[T]:
    """The file as a ``kind``, a struct of the model. Findings go to ``reading.findings``."""
    value: Any = None
    if reading.root is not None:
        value = converter_of(cast(Any, kind))(reading.root, reading, "the file")
    return Converted(None if value is BROKEN else value, reading.findings, lambda: reading)
