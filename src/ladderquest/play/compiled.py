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

from ladderquest.pack.expressions import Test, Values, Write, answer_names
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

    @property
    def constant(self) -> str | None:
        """The whole text, if it always reads the same."""
        return self._constant

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


Jumps = Sequence[tuple[Test, str]]
"""(condition, scene) pairs; the first that holds counts."""


class CompiledOutcome:
    """An outcome with its closures; ``source`` is as the author wrote it. ``onward`` is where its scene
    goes on, for an outcome that does not say so itself."""

    def __init__(self, program: Program, source: Option | Result, onward: Jumps) -> None:
        self._program = program
        self._onward = onward
        self.source = source
        self.open = program.test(source.when)

    @cached_property
    def says(self) -> Text:
        """The caption of an option."""
        return self._program.text(self.source.says if isinstance(self.source, Option) else "")

    @cached_property
    def locked(self) -> Text:
        """Why an option is closed."""
        return self._program.text((self.source.locked if isinstance(self.source, Option) else "") or "")

    @cached_property
    def effect(self) -> tuple[Write, ...]:
        """What it changes."""
        return self._program.effect(self.source.effect)

    @cached_property
    def then(self) -> Text:
        """What is told at once."""
        return self._program.text(self.source.then)

    @cached_property
    def heard(self) -> tuple[CompiledRemark, ...]:
        """What colleagues took from it."""
        return self._program.remarks(self.source.heard)

    @cached_property
    def why(self) -> Text:
        """Why it is rated as it is."""
        return self._program.text(self.source.why)

    @cached_property
    def rating(self) -> tuple[tuple[Test, int], ...]:
        """(condition, rating) pairs; the first that holds counts."""
        return tuple((self._program.test(rating.when), rating.is_) for rating in self.source.rating)

    @cached_property
    def feeds(self) -> tuple[tuple[Test, str], ...]:
        """(condition, trap) pairs; all that hold count."""
        return tuple((self._program.test(link.when), link.trap) for link in self.source.feeds)

    @cached_property
    def dodges(self) -> tuple[tuple[Test, str], ...]:
        """The same for traps that were avoided."""
        return tuple((self._program.test(link.when), link.trap) for link in self.source.dodges)

    @cached_property
    def goto(self) -> Jumps:
        """Where the story goes on."""
        return self._program.jumps(self.source.goto) or self._onward


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

    def __init__(self, program: Program, source: Scene) -> None:
        self._program = program
        self.source = source
        self.tag = str(source.__struct_config__.tag)
        self.passing = isinstance(source, GotoScene)
        self.ending = source.ending if isinstance(source, EndingScene) else None
        self.at = program.text(source.at or "")
        self.text = program.text(source.text)
        self.enter = program.effect(source.enter)
        self.visits = program.slots.get(f"visits.{source.id}")
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
