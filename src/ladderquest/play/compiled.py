"""What the scenes of a program are compiled to: texts, outcomes, looks and claims with their closures.

What is needed to show a scene is compiled when it is first entered; what only a decision or its debrief
asks for (an effect, a consequence, a rating) when it is first asked for. Most options of a long story are
never taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from ladderquest.pack.expressions import Counter, Place, Test, Values, Write, answer_names, read_counter
from ladderquest.pack.model import (
    ChooseScene,
    Claim,
    DefendScene,
    Delayed,
    EndingScene,
    GotoScene,
    InvestigateScene,
    Jump,
    Look,
    MarkScene,
    Option,
    Result,
    Scene,
)

if TYPE_CHECKING:
    from ladderquest.play.program import Program

_ANSWERED = re.compile(rb"\b(?:mark|claim|exhibit)\.[a-z0-9_]+")


class Fact(msgspec.Struct, frozen=True, gc=False):
    """A fact that is text: (slot of the world, what it is there) for each world."""

    worlds: tuple[tuple[int, str], ...]


Word = str | Place | Fact
"""A literal, the place of a number, or a textual fact."""


class Text(msgspec.Struct, frozen=True, eq=False, gc=False):
    """Prose with conditions and templates, compiled. ``at(values)`` is the text as it reads now.

    ``blocks`` are (condition, words) pairs, ``joint`` what stands between those that hold; ``constant`` is
    the whole text where neither depends on anything."""

    blocks: tuple[tuple[Test, tuple[Word, ...]], ...] = ()
    joint: str = "\n\n"
    constant: str | None = None

    def at(self, values: Values) -> str:
        """The blocks that hold; "" where none does."""
        if self.constant is not None:
            return self.constant
        return self.joint.join(
            "".join(_word(part, values) for part in parts) for test, parts in self.blocks if test(values)
        )

    def first(self, values: Values) -> str:
        """The first block that holds; "" where none does."""
        if self.constant is not None:
            return self.constant
        for test, parts in self.blocks:
            if test(values):
                return "".join(_word(part, values) for part in parts)
        return ""


def _word(part: Word, values: Values) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, int):
        return str(int(values[part]))
    if isinstance(part, Counter):
        return str(read_counter(part)(values))
    return next((text for slot, text in part.worlds if values[slot]), "")


class Offer(msgspec.Struct, frozen=True, gc=False):
    """Something that may be picked. ``why`` says why it is closed; closed without a reason is not shown."""

    id: str
    says: str
    open: bool = True
    why: str = ""

    @property
    def shown(self) -> bool:
        """Whether players see it."""
        return self.open or bool(self.why)


class CompiledResource(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A variable that players see while ``shown`` holds; ``full`` is what it started with."""

    label: str
    slot: int
    full: int
    shown: Test


class CompiledRemark(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What somebody heard, if ``test`` holds."""

    test: Test
    who: str
    says: Text


Jumps = Sequence[tuple[Test, str]]
"""(condition, scene) pairs; the first that holds counts."""


class Consequence(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What follows from an outcome."""

    effect: tuple[Write, ...]
    then: Text
    heard: tuple[CompiledRemark, ...]
    why: Text
    goto: Jumps


class Worth(msgspec.Struct, frozen=True, eq=False, gc=False):
    """What an outcome is worth. The first rating that holds counts, and every trap that does."""

    rating: tuple[tuple[Test, int], ...]
    feeds: tuple[tuple[Test, str], ...]
    dodges: tuple[tuple[Test, str], ...]


class CompiledOutcome:
    """An outcome with its closures; ``source`` is as the author wrote it. ``says`` and ``locked`` are empty
    for a result."""

    __slots__ = (
        "_consequence",
        "_offered",
        "_onward",
        "_program",
        "_worth",
        "locked",
        "open",
        "says",
        "source",
    )

    def __init__(self, program: Program, source: Option | Result, onward: Jumps) -> None:
        """``onward``: where its scene goes on, for an outcome that does not say so itself."""
        self._program = program
        self._onward = onward
        self._consequence: Consequence | None = None
        self._worth: Worth | None = None
        self.source = source
        self.open = program.test(source.when)
        self.says = program.text(source.says if isinstance(source, Option) else "")
        self.locked = program.text((source.locked if isinstance(source, Option) else None) or "")
        constant = self.says.constant
        self._offered = None if constant is None else Offer(source.id, constant)

    def offer(self, values: Values) -> Offer:
        """An option as it can be picked now."""
        if self.open(values):
            return self._offered or Offer(self.source.id, self.says.at(values))
        return Offer(self.source.id, self.says.at(values), False, self.locked.at(values))

    @property
    def consequence(self) -> Consequence:
        """Compiled when the outcome first comes about."""
        found = self._consequence
        if found is None:
            program, source = self._program, self.source
            found = self._consequence = Consequence(
                effect=program.effect(source.effect),
                then=program.text(source.then),
                heard=program.remarks(source.heard),
                why=program.text(source.why),
                goto=program.jumps(source.goto) or self._onward,
            )
        return found

    @property
    def worth(self) -> Worth:
        """Compiled when somebody first asks."""
        found = self._worth
        if found is None:
            test, source = self._program.test, self.source
            found = self._worth = Worth(
                rating=tuple([(test(rating.when), rating.is_) for rating in source.rating]),
                feeds=tuple([(test(link.when), link.trap) for link in source.feeds]),
                dodges=tuple([(test(link.when), link.trap) for link in source.dodges]),
            )
        return found


class CompiledDelayed:
    """A block that comes due."""

    def __init__(self, program: Program, source: Delayed) -> None:
        self.effect = program.effect(source.effect)
        self.then = program.text(source.then)
        self.heard = program.remarks(source.heard)


class CompiledLook:
    """A look with its closures. ``slot`` is where its clue is noted, ``label`` names the source."""

    def __init__(self, program: Program, source: Look) -> None:
        self.source = source
        self.slot = program.slots[f"clue.{source.clue}"]
        self.label = program.clues[source.clue].label
        self.open = program.test(source.when)
        self.locked = program.text(source.locked or "")
        self.effect = program.effect(source.effect)
        self.heard = program.remarks(source.heard)


class CompiledClaim:
    """A claim with its closures."""

    def __init__(self, program: Program, source: Claim) -> None:
        self.open = program.test(source.when)
        self.says = program.text(source.says)
        self.locked = program.text(source.locked or "")


class CompiledScene:
    """A scene with its closures. ``outcomes`` are the options or results, by id and in author order;
    ``passing`` scenes ask nothing; ``ending`` is the ending that the scene is, if any."""

    # With a dictionary beside the slots for what is rarely asked for.
    __slots__ = (
        "__dict__", "_program", "at", "ending", "enter", "goto", "outcomes", "passing", "source", "tag",
        "text", "visits",
    )  # fmt: skip

    def __init__(self, program: Program, source: Scene) -> None:
        self._program = program
        self.source = source
        self.tag = str(source.__struct_config__.tag)
        self.passing = isinstance(source, GotoScene)
        self.ending = source.ending if isinstance(source, EndingScene) else None
        self.at = program.text(source.at or "")
        self.text = program.text(source.text)
        self.enter = program.effect(source.enter)
        self.visits = program.counters.get(f"visits.{source.id}")
        self.goto: Jumps = () if isinstance(source, EndingScene) else program.jumps(source.goto)
        outcomes: Sequence[Option | Result] = ()
        if isinstance(source, ChooseScene):
            outcomes = source.options
        elif isinstance(source, MarkScene | DefendScene):
            outcomes = source.results
        self.outcomes = {o.id: CompiledOutcome(program, o, self.goto) for o in outcomes}

    @cached_property
    def known(self) -> Text:
        """What could and could not be known here."""
        return self._program.text(self.source.known)

    @cached_property
    def ask(self) -> Text:
        """The question, where the scene words one."""
        return self._program.text(getattr(self.source, "ask", ""))

    @cached_property
    def looks(self) -> dict[str, CompiledLook]:
        """The looks of an ``investigate``, by clue and in author order."""
        looks = self.source.looks if isinstance(self.source, InvestigateScene) else ()
        return {look.clue: CompiledLook(self._program, look) for look in looks}

    @cached_property
    def claims(self) -> dict[str, CompiledClaim]:
        """The claims of a ``defend``, by id and in author order."""
        claims = self.source.claims if isinstance(self.source, DefendScene) else ()
        return {claim.id: CompiledClaim(self._program, claim) for claim in claims}

    @cached_property
    def answer(self) -> dict[str, int]:
        """Names and slots of the answer, for ``mark`` and ``defend``."""
        if not isinstance(self.source, MarkScene | DefendScene):
            return {}
        slots = self._program.slots
        return {name: slots[name] for name in answer_names(self.source, self._program.scenario)}

    @cached_property
    def told_apart(self) -> tuple[int, ...]:
        """The slots of the answer that more than the choice of a result depends on (a rating, an effect, a
        text, ``goto`` of the scene): answers with the same result and the same values there are one to the
        scenario."""
        results = [msgspec.structs.replace(outcome.source, when=None) for outcome in self.outcomes.values()]
        goto: Sequence[Jump] = getattr(self.source, "goto", ())
        read = {name.decode() for name in _ANSWERED.findall(msgspec.json.encode([results, goto]))}
        return tuple(slot for name, slot in self.answer.items() if name in read)
