"""What the scenes of a program are compiled to: texts, outcomes, looks and claims with their closures.

What is needed to show a scene is compiled when it is first entered; what only a decision or its debrief
asks for (an effect, a consequence, a rating) when it is first asked for. Most options of a long story are
never taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from ladderquest.pack.expressions import (
    Counter,
    Place,
    Test,
    Values,
    Write,
    answer_names,
    answers_read,
    read_counter,
)
from ladderquest.pack.model import (
    AnsweredScene,
    ChooseScene,
    DefendScene,
    EndingScene,
    GotoScene,
    InvestigateScene,
    Look,
    Option,
    Result,
    Scene,
    WriteScene,
)

if TYPE_CHECKING:
    from ladderquest.play.program import Program


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


NOTHING = Text(constant="")


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


class CompiledJump(msgspec.Struct, frozen=True, eq=False, gc=False):
    """Where the story goes on if ``test`` holds."""

    test: Test
    to: str


Jumps = str | tuple[CompiledJump, ...]
"""The one scene that the story goes on at, or ways of which the first that holds counts."""


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


class CompiledOutcome(msgspec.Struct, eq=False, gc=False):
    """An outcome with its closures; ``source`` is as the author wrote it. Caption and ``locked`` are empty
    for a result; ``onward`` is where its scene goes on, if it does not say so itself.

    There are many of them, so they are kept from the garbage collector: none may know its program."""

    source: Option | Result
    open: Test
    locked: Text
    onward: Jumps
    _offered: Offer | None
    """What is on offer while it is open, if that always reads the same."""
    _says: Text
    """Its words, if they do not."""
    _consequence: Consequence | None = None
    _worth: Worth | None = None

    def offer(self, values: Values) -> Offer:
        """An option as it can be picked now."""
        if self.open(values):
            return self._offered or Offer(self.source.id, self._says.at(values))
        return Offer(self.source.id, self.caption(values), False, self.locked.at(values))

    def caption(self, values: Values) -> str:
        """What an option says now."""
        return self._offered.says if self._offered is not None else self._says.at(values)

    def consequence(self, program: Program) -> Consequence:
        """What follows from it; compiled when it first comes about."""
        found = self._consequence
        if found is None:
            source = self.source
            found = self._consequence = Consequence(
                program.effect(source.effect),
                program.text(source.then),
                program.remarks(source.heard),
                program.text(source.why),
                program.jumps(source.goto) or self.onward,
            )
        return found

    def worth(self, program: Program) -> Worth:
        """What it is worth; compiled when somebody first asks."""
        found = self._worth
        if found is None:
            test, source = program.test, self.source
            found = self._worth = Worth(
                rating=tuple([(test(rating.when), rating.is_) for rating in source.rating]),
                feeds=tuple([(test(link.when), link.trap) for link in source.feeds]),
                dodges=tuple([(test(link.when), link.trap) for link in source.dodges]),
            )
        return found


class CompiledDelayed(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A block that comes due."""

    effect: tuple[Write, ...]
    then: Text
    heard: tuple[CompiledRemark, ...]


class CompiledLook(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A look with its closures. ``slot`` is where its clue is noted, ``label`` names the source."""

    source: Look
    slot: int
    label: str
    open: Test
    locked: Text
    effect: tuple[Write, ...]
    heard: tuple[CompiledRemark, ...]


class CompiledClaim(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A claim with its closures."""

    open: Test
    says: Text
    locked: Text


class CompiledScene(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A scene with its closures. ``outcomes`` are the options or results, by id and in author order;
    ``passing`` scenes ask nothing; ``ending`` is the ending that the scene is, if any."""

    source: Scene
    tag: str
    passing: bool
    ending: str | None
    visits: Counter | None
    at: Text
    text: Text
    enter: tuple[Write, ...]
    goto: Jumps
    outcomes: dict[str, CompiledOutcome]
    known: Text
    ask: Text
    looks: dict[str, CompiledLook]
    claims: dict[str, CompiledClaim]
    answer: dict[str, int]
    """Names and slots of the answer, where results see it: of those names that are ``asked``."""
    told_apart: tuple[int, ...]
    """Those slots that more than the choice of a result depends on (a rating, an effect, a text, ``goto`` of
    the scene): answers with the same result and the same values there are one to the scenario."""
    asked: frozenset[str]
    """Those names that anything in the scene reads. What it does not ask about by name counts at most."""


_NONE: dict[str, Any] = {}


def compile_scene(program: Program, source: Scene) -> CompiledScene:
    """A scene made ready to be entered."""
    text = program.text
    goto: Jumps = () if isinstance(source, EndingScene) else program.jumps(source.goto)
    outcomes, looks, claims, answer, ask = _NONE, _NONE, _NONE, _NONE, NOTHING
    told_apart: tuple[int, ...] = ()
    asked: frozenset[str] = frozenset()
    if isinstance(source, ChooseScene):
        outcomes = {option.id: _option(program, option, goto) for option in source.options}
    elif isinstance(source, InvestigateScene):
        ask, looks = text(source.ask), _looks(program, source)
    elif isinstance(source, AnsweredScene):
        ask = text(source.ask)
        outcomes = {result.id: _result(program, result, goto) for result in source.results}
        answer = {name: program.slots[name] for name in answer_names(source, program.scenario)}
        told_apart = _told_apart(source, answer)
        asked = answers_read(source.results, source.goto)
        answer = {name: slot for name, slot in answer.items() if name in asked}
        if isinstance(source, DefendScene):
            claims = _claims(program, source)
    elif isinstance(source, WriteScene):
        ask, outcomes = text(source.ask), {source.id: _result(program, source.result, goto)}
    return CompiledScene(
        source=source,
        tag=str(source.__struct_config__.tag),
        passing=isinstance(source, GotoScene),
        ending=source.ending if isinstance(source, EndingScene) else None,
        visits=program.counters.get(f"visits.{source.id}"),
        at=text(source.at or ""),
        text=text(source.text),
        enter=program.effect(source.enter),
        goto=goto,
        outcomes=outcomes,
        known=text(source.known),
        ask=ask,
        looks=looks,
        claims=claims,
        answer=answer,
        told_apart=told_apart,
        asked=asked,
    )


def _option(program: Program, source: Option, onward: Jumps) -> CompiledOutcome:
    says = program.text(source.says)
    locked = NOTHING if source.locked is None else program.text(source.locked)
    if says.constant is None:
        return CompiledOutcome(source, program.test(source.when), locked, onward, None, says)
    offered = Offer(source.id, says.constant)
    return CompiledOutcome(source, program.test(source.when), locked, onward, offered, NOTHING)


def _result(program: Program, source: Result, onward: Jumps) -> CompiledOutcome:
    return CompiledOutcome(source, program.test(source.when), NOTHING, onward, None, NOTHING)


def _looks(program: Program, scene: InvestigateScene) -> dict[str, CompiledLook]:
    return {
        look.clue: CompiledLook(
            source=look,
            slot=program.slots[f"clue.{look.clue}"],
            label=program.clues[look.clue].label,
            open=program.test(look.when),
            locked=program.text(look.locked or ""),
            effect=program.effect(look.effect),
            heard=program.remarks(look.heard),
        )
        for look in scene.looks
    }


def _claims(program: Program, scene: DefendScene) -> dict[str, CompiledClaim]:
    return {
        claim.id: CompiledClaim(
            program.test(claim.when), program.text(claim.says), program.text(claim.locked or "")
        )
        for claim in scene.claims
    }


def _told_apart(scene: AnsweredScene, answer: dict[str, int]) -> tuple[int, ...]:
    results = [msgspec.structs.replace(result, when=None) for result in scene.results]
    read = answers_read(results, scene.goto)
    return tuple(slot for name, slot in answer.items() if name in read)
