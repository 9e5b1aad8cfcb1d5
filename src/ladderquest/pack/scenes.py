"""The format of what happens: texts, outcomes, moves and scenes. ``model`` says how short forms read."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from ladderquest.pack.base import Condition, Effect, Line, Name, Names, Slug, Slugs, Struct
from ladderquest.pack.workbook import Criterion


class Block(Struct, frozen=True, kw_only=True):
    """A stretch of text, shown if ``when`` holds. ``{cast.product}`` (the whole name), ``{given.product}``,
    ``{player}``, ``{hours}`` and ``{world.share}`` are replaced when it is shown."""

    text: str
    when: Condition | None = None

    shorthand: ClassVar[str] = "text"


class Rating(Struct, frozen=True, kw_only=True):
    """How effective an outcome is, 1 to 5, by what could be known. The first that holds counts."""

    is_: Annotated[int, Meta(ge=1, le=5)] = msgspec.field(name="is")
    when: Condition | None = None

    shorthand: ClassVar[str] = "is"


class Jump(Struct, frozen=True, kw_only=True):
    """Where the story goes on. The first that holds counts."""

    to: Name
    when: Condition | None = None

    shorthand: ClassVar[str] = "to"


class TrapLink(Struct, frozen=True, kw_only=True):
    """A trap that an outcome feeds or dodges, if ``when`` holds at the moment of deciding."""

    trap: Slug
    when: Condition | None = None

    shorthand: ClassVar[str] = "trap"


class Remark(Struct, frozen=True, kw_only=True):
    """What a named colleague took from a decision and would ask next."""

    who: Name
    says: str
    when: Condition | None = None


Prose = tuple[Block, ...]
Ratings = tuple[Rating, ...]
Jumps = tuple[Jump, ...]
TrapLinks = tuple[TrapLink, ...]
Remarks = tuple[Remark, ...]


class Variable(Struct, frozen=True, kw_only=True):
    """An integer that clamps to its bounds, or a flag (``initial: false``).

    A variable with a ``label`` is a resource: players see it, at most two in a scenario; with ``shown``
    only while that holds, as long as there is something to spend it on."""

    id: Name
    initial: int | bool
    min: int = 0
    max: int = 100
    label: Line | None = None
    shown: Condition | None = None


class World(Struct, frozen=True, kw_only=True):
    """One way things may really be. The run's seed draws one.

    ``world.<id>`` is a flag in expressions. Every world declares the same ``facts``, named
    ``world.<fact>`` in expressions (whole numbers and flags) and in text (any kind)."""

    id: Name
    reveals: Prose
    facts: dict[Name, int | bool | str] = msgspec.field(default_factory=dict)


class Clue(Struct, frozen=True, kw_only=True):
    """Something that can be found out. The label names the source, never the finding."""

    id: Name
    label: Line
    text: Prose


class Place(Struct, frozen=True, kw_only=True):
    """Somewhere in an artefact that can be marked. ``at`` quotes a part of each of its lines,
    long enough to occur in one line only, so that an edit above does not move it."""

    id: Name
    at: tuple[str, ...]


class Artefact(Struct, frozen=True, kw_only=True):
    """A diff, a log, a clause: text as it looks, line by line."""

    id: Name
    kind: Line
    title: Line
    text: Prose
    places: tuple[Place, ...] = ()


class Delayed(Struct, frozen=True, kw_only=True):
    """A block of effects and text that ``later.<id> = n`` sets off on the n-th scene entry after."""

    id: Name
    then: Prose = ()
    heard: Remarks = ()
    effect: Effect = ""


Posture = Annotated[str, Meta(pattern=r"^(ask|write|push|measure|escalate|ship)$")]
"""How an answer goes at its problem: asks somebody, writes it down, pushes back, measures first, escalates,
or ships it. No posture may keep winning; ``check`` counts."""


class Outcome(Struct, frozen=True, kw_only=True):
    """What follows from a decision. ``then`` is told at once, ``heard`` after it, ``why`` where asked
    for or in the debrief. Ratings, traps and signals are read before the effect, text after it.
    ``posture`` is for ``check`` alone."""

    id: Slug
    posture: Posture | None = None
    rating: Ratings = ()
    feeds: TrapLinks = ()
    dodges: TrapLinks = ()
    shows: Slugs = ()
    effect: Effect = ""
    then: Prose = ()
    heard: Remarks = ()
    why: Prose = ()
    contested: Line | None = None
    goto: Jumps = ()


class Option(Outcome, frozen=True, kw_only=True):
    """One answer of a ``choose``. With ``when`` and ``locked`` it is shown closed, with the reason;
    with ``when`` alone it is not shown until it holds."""

    says: Line
    when: Condition | None = None
    locked: Line | None = None


class Result(Outcome, frozen=True, kw_only=True):
    """What a ``mark``, ``defend`` or ``allocate`` comes to: the first result whose ``when`` holds. The last
    has none."""

    when: Condition | None = None


class Look(Struct, frozen=True, kw_only=True):
    """One thing that ``investigate`` can spend its budget on."""

    clue: Name
    cost: Annotated[int, Meta(ge=0, le=9)] = 1
    effect: Effect = ""
    heard: Remarks = ()
    when: Condition | None = None
    locked: Line | None = None


class Claim(Struct, frozen=True, kw_only=True):
    """Something that ``defend`` can stand on."""

    id: Name
    says: Line
    when: Condition | None = None
    locked: Line | None = None


class SceneBase(Struct, frozen=True, kw_only=True):
    """What every scene has. ``at`` is the time and place line; ``enter`` is applied on entry, before
    the text; ``artefacts`` lie open here. ``recap`` (at most 60 words) and ``known`` (what could and
    could not be known at this point) serve the debrief and the reviews."""

    id: Name
    at: Line | None = None
    text: Prose
    enter: Effect = ""
    artefacts: Names = ()
    recap: str | None = None
    known: Prose = ()


class Variant(Struct, frozen=True, kw_only=True):
    """The situation of a ``choose`` in other words, for a review: same facts, another surface. An option that
    ``says`` leaves out reads as it does in the story."""

    recap: str
    says: dict[Slug, Line] = msgspec.field(default_factory=dict)


class ChooseScene(SceneBase, frozen=True, kw_only=True, tag_field="move", tag="choose"):
    """Pick one option. An option without a ``goto`` takes the scene's. ``variants`` are for reviews."""

    options: tuple[Option, ...]
    goto: Jumps = ()
    variants: tuple[Variant, ...] = ()


class InvestigateScene(SceneBase, frozen=True, kw_only=True, tag_field="move", tag="investigate"):
    """Spend up to ``budget`` on looks, one at a time, or stop early; then go on."""

    ask: Line
    budget: Annotated[int, Meta(ge=1, le=9)]
    looks: tuple[Look, ...]
    goto: Jumps


class MarkScene(SceneBase, frozen=True, kw_only=True, tag_field="move", tag="mark"):
    """Point at one to ``limit`` lines of an artefact. Names: ``mark.<place>``, ``mark.count`` (places
    and other lines together) and ``mark.elsewhere`` (lines that are no declared place)."""

    ask: Line
    artefact: Name
    limit: Annotated[int, Meta(ge=1, le=5)]
    results: tuple[Result, ...]
    goto: Jumps = ()


class DefendScene(SceneBase, frozen=True, kw_only=True, tag_field="move", tag="defend"):
    """Choose a claim and attach up to ``limit`` of the clues found. Names: ``claim.<id>``,
    ``exhibit.<clue>`` and ``exhibit.count``. ``exhibits`` narrows which clues can be attached."""

    ask: Line
    claims: tuple[Claim, ...]
    results: tuple[Result, ...]
    exhibits: Names = ()
    limit: Annotated[int, Meta(ge=1, le=3)] = 2
    goto: Jumps = ()


class Share(Struct, frozen=True, kw_only=True):
    """Something that ``allocate`` can give to. Between ``least`` and ``most`` (the total, if that is not
    said) only the ``steps`` make a difference: the story sees the highest one that was reached, or 0."""

    id: Name
    says: Line
    steps: tuple[Annotated[int, Meta(ge=1, le=99)], ...]
    least: Annotated[int, Meta(ge=0, le=99)] = 0
    most: Annotated[int, Meta(ge=1, le=99)] | None = None


class AllocateScene(SceneBase, frozen=True, kw_only=True, tag_field="move", tag="allocate"):
    """Split ``total`` of something (``unit``: days, weeks) between ``items``, all of it. Names:
    ``share.<item>``, the highest of its steps that was reached."""

    ask: Line
    total: Annotated[int, Meta(ge=2, le=99)]
    unit: Line
    items: tuple[Share, ...]
    results: tuple[Result, ...]
    goto: Jumps = ()


AnsweredScene = MarkScene | DefendScene | AllocateScene
"""Scenes whose results see what was answered."""


class WriteScene(SceneBase, frozen=True, kw_only=True, tag_field="move", tag="write"):
    """Write freely. ``hints`` open one at a time; ``model`` and ``rubric`` are kept for the debrief. Nothing
    depends on the words, so one thing follows: ``effect``, ``then`` and ``heard``. It is never rated."""

    ask: Line
    hints: tuple[str, ...] = ()
    model: Prose
    rubric: tuple[Criterion, ...]
    effect: Effect = ""
    then: Prose = ()
    heard: Remarks = ()
    goto: Jumps

    @property
    def result(self) -> Result:
        """What follows, whatever was written."""
        return Result(id=self.id, effect=self.effect, then=self.then, heard=self.heard)


class GotoScene(SceneBase, frozen=True, kw_only=True, tag_field="move", tag="goto"):
    """Text that asks nothing; authors write ``goto`` and no ``move``."""

    goto: Jumps


class EndingScene(SceneBase, frozen=True, kw_only=True, tag_field="move", tag="ending"):
    """The last scene of a road; authors write ``ending`` and no ``move``."""

    ending: Slug


Scene = ChooseScene | InvestigateScene | AnsweredScene | WriteScene | GotoScene | EndingScene
