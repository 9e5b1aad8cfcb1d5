"""The format: what a pack holds once it has been read, checked and frozen.

A pack is a folder of YAML. ``loader`` turns it into these structs. They are plain data: they
round-trip through JSON (``msgspec``), hash the same on every machine and know nothing of how they
are played. Conditions and effects stay text here; ``program`` compiles them.

Short forms that authors may write, and what they become:

=====================  ==================================  =======================================
type here              short form                          long form
=====================  ==================================  =======================================
``Prose``              ``text: one string``                ``text: [{when: ..., text: ...}, ...]``
``Ratings``            ``rating: 3``                       ``rating: [{when: ..., is: 5}, {is: 3}]``
``Jumps``              ``goto: desk``                      ``goto: [{when: ..., to: a}, {to: b}]``
``TrapLinks``          ``feeds: lone-wolf``                ``feeds: [{trap: ..., when: ...}]``
``Remarks``            ``heard: {who: ..., says: ...}``    ``heard: [{who:, says:, when:}, ...]``
``Ids``                ``artefacts: diff``                 ``artefacts: [diff, log]``
=====================  ==================================  =======================================

In a list of *ratings* or *jumps* the first entry whose ``when`` holds counts; in *prose*, *remarks*
and *trap links* every entry whose ``when`` holds does.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from ladderquest.pack.base import Calculator, Line, Name, Names, Slug, Slugs, Struct
from ladderquest.pack.codex import Codex
from ladderquest.pack.guides import Guide
from ladderquest.pack.ladder import Ladder, Placement
from ladderquest.pack.meetings import Meeting
from ladderquest.pack.scenes import (
    AllocateScene,
    AnsweredScene,
    Artefact,
    Block,
    ChooseScene,
    Claim,
    Clue,
    DefendScene,
    Delayed,
    EndingScene,
    GotoScene,
    InvestigateScene,
    Jump,
    Jumps,
    Look,
    MarkScene,
    Option,
    Outcome,
    Place,
    Posture,
    Prose,
    Rating,
    Ratings,
    Remark,
    Remarks,
    Result,
    Scene,
    SceneBase,
    Share,
    TrapLink,
    TrapLinks,
    Variable,
    Variant,
    World,
    WriteScene,
)
from ladderquest.pack.workbook import Workbook

__all__ = [
    "AllocateScene",
    "AnsweredScene",
    "Artefact",
    "Block",
    "ChooseScene",
    "Claim",
    "Clue",
    "DefendScene",
    "Delayed",
    "Edition",
    "Ending",
    "EndingScene",
    "GotoScene",
    "InvestigateScene",
    "Jump",
    "Jumps",
    "Look",
    "Manifest",
    "MarkScene",
    "Member",
    "Memory",
    "Option",
    "Outcome",
    "Pack",
    "Place",
    "Posture",
    "Prose",
    "Rating",
    "Ratings",
    "Remark",
    "Remarks",
    "Remember",
    "Result",
    "Scenario",
    "Scene",
    "SceneBase",
    "Share",
    "TrapLink",
    "TrapLinks",
    "Variable",
    "Variant",
    "Wanted",
    "World",
    "WriteScene",
]


class Ending(Struct, frozen=True, kw_only=True):
    """A declared ending. Players who have not seen it learn only that it exists."""

    id: Slug
    title: Line


class Remember(Struct, frozen=True, kw_only=True):
    """What a finished run carries into later scenarios: the value of ``is`` at its ending."""

    memory: Name
    is_: Annotated[str, Meta(max_length=400)] = msgspec.field(name="is")


class Scenario(Struct, frozen=True, kw_only=True):
    """One scenario file. Ids are unique within it, whatever they name. ``calculator`` names the one that lies
    beside the story while it is played."""

    schema: int
    id: Slug
    title: Line
    phase: Annotated[int, Meta(ge=0, le=4)]
    order: int
    minutes: Annotated[int, Meta(ge=1, le=60)]
    summary: Line
    start: Name
    worlds: tuple[World, ...]
    endings: tuple[Ending, ...]
    scenes: tuple[Scene, ...]
    practises: Slugs = ()
    recalls: Names = ()
    remembers: tuple[Remember, ...] = ()
    variables: tuple[Variable, ...] = ()
    clues: tuple[Clue, ...] = ()
    artefacts: tuple[Artefact, ...] = ()
    later: tuple[Delayed, ...] = ()
    actions: Prose = ()
    calculator: Calculator | None = None


class Member(Struct, frozen=True, kw_only=True):
    """One of the cast. ``given`` is what colleagues call them, ``{given.<id>}`` in text; the whole name if
    there is none."""

    id: Name
    name: Line
    given: Line | None = None
    role: Line
    wants: Line
    worries: Line


class Memory(Struct, frozen=True, kw_only=True):
    """A typed, bounded thing that finished scenarios leave behind for later ones."""

    id: Name
    initial: int | bool
    about: Line
    min: int = 0
    max: int = 100


class Edition(Struct, frozen=True, kw_only=True):
    """A scenario with all that it needs to be played: what a run is pinned to, and what travels."""

    scenario: Scenario
    cast: tuple[Member, ...]
    memories: tuple[Memory, ...]


Wanted = Annotated[str, Meta(pattern=r"^(off|note|warning|error)$")]
"""How serious a finding is to be: ``off`` drops it."""


class Manifest(Struct, frozen=True, kw_only=True):
    """``pack.yaml``: what this pack is. ``base`` is the id of the pack that it builds on: everything there is
    here too, and the files of this one hold only what differs. ``severities`` changes how
    serious findings are, by their code."""

    schema: int
    id: Slug
    title: Line
    version: Line
    company: str
    base: Slug | None = None
    severities: dict[str, Wanted] = msgspec.field(default_factory=dict)


class Pack(Struct, frozen=True, kw_only=True):
    """A whole pack, ready to play."""

    manifest: Manifest
    cast: tuple[Member, ...]
    memories: tuple[Memory, ...]
    ladder: Ladder
    placement: Placement
    scenarios: tuple[Scenario, ...]
    codex: Codex = Codex()
    workbook: Workbook = Workbook()
    guides: tuple[Guide, ...] = ()
    meetings: tuple[Meeting, ...] = ()
