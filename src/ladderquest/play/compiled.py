"""What the scenes of a program are compiled to: texts, outcomes, looks and claims with their closures."""

from __future__ import annotations

import msgspec

from ladderquest.pack.expressions import Test, Values, Write
from ladderquest.pack.model import Look, Option, Result, Scene


class Fact(msgspec.Struct, frozen=True):
    """A fact that is text: (slot of the world, what it is there) for each world."""

    worlds: tuple[tuple[int, str], ...]


Word = str | int | Fact
"""A literal, the slot of a number, or a textual fact."""


class Text:
    """Prose with conditions and templates, compiled. ``at(values)`` is the text as it reads now.

    ``blocks`` are (condition, words) pairs, ``joint`` what stands between those that hold; ``constant`` is
    the whole text where neither depends on anything."""

    __slots__ = ("_blocks", "_constant", "_joint")

    def __init__(
        self,
        blocks: tuple[tuple[Test, tuple[Word, ...]], ...],
        joint: str = "\n\n",
        constant: str | None = None,
    ) -> None:
        self._blocks = blocks
        self._joint = joint
        self._constant = constant

    def at(self, values: Values) -> str:
        """The blocks that hold; "" where none does."""
        if self._constant is not None:
            return self._constant
        return self._joint.join(
            "".join(_word(part, values) for part in parts) for test, parts in self._blocks if test(values)
        )

    def first(self, values: Values) -> str:
        """The first block that holds; "" where none does."""
        if self._constant is not None:
            return self._constant
        for test, parts in self._blocks:
            if test(values):
                return "".join(_word(part, values) for part in parts)
        return ""


def _word(part: Word, values: Values) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, int):
        return str(int(values[part]))
    return next((text for slot, text in part.worlds if values[slot]), "")


class CompiledResource(msgspec.Struct, frozen=True):
    """A variable that players see while ``shown`` holds; ``full`` is what it started with."""

    label: str
    slot: int
    full: int
    shown: Test


class CompiledRemark(msgspec.Struct, frozen=True):
    """What somebody heard, if ``test`` holds."""

    test: Test
    who: str
    says: Text


class CompiledOutcome(msgspec.Struct, frozen=True):
    """An outcome with its closures; ``source`` is as the author wrote it."""

    source: Option | Result
    open: Test
    says: Text
    locked: Text
    effect: tuple[Write, ...]
    then: Text
    heard: tuple[CompiledRemark, ...]
    why: Text
    rating: tuple[tuple[Test, int], ...]
    feeds: tuple[tuple[Test, str], ...]
    dodges: tuple[tuple[Test, str], ...]
    goto: tuple[tuple[Test, str], ...]


class CompiledDelayed(msgspec.Struct, frozen=True):
    """A block that comes due."""

    effect: tuple[Write, ...]
    then: Text
    heard: tuple[CompiledRemark, ...]


class CompiledLook(msgspec.Struct, frozen=True):
    """A look with its closures."""

    source: Look
    open: Test
    locked: Text
    effect: tuple[Write, ...]
    heard: tuple[CompiledRemark, ...]


class CompiledClaim(msgspec.Struct, frozen=True):
    """A claim with its closures."""

    open: Test
    says: Text
    locked: Text


class CompiledScene(msgspec.Struct, frozen=True):
    """A scene with its closures. ``outcomes`` are the options or results, by id and in author order."""

    source: Scene
    tag: str
    at: Text
    text: Text
    known: Text
    enter: tuple[Write, ...]
    visits: int | None
    goto: tuple[tuple[Test, str], ...]
    outcomes: dict[str, CompiledOutcome]
    looks: dict[str, CompiledLook]
    claims: dict[str, CompiledClaim]
    answer: tuple[str, ...]
    """Names of the answer's slots, for ``mark`` and ``defend``."""
