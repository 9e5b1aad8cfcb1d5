"""The files that every scenario leans on, and what holds between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import msgspec

from ladderquest.pack.base import Struct
from ladderquest.pack.codex import (
    Article,
    Codex,
    Dimension,
    Figure,
    Grade,
    Milestones,
    Rank,
    Roadblock,
    Shelf,
)
from ladderquest.pack.context import Context, Report
from ladderquest.pack.convert import Converted, Path
from ladderquest.pack.guides import Guide
from ladderquest.pack.ladder import Family, Ladder, Level, Phase, Placement, Signal, Source, Trap
from ladderquest.pack.meeting_checks import check_meetings
from ladderquest.pack.meetings import MeetingsFile
from ladderquest.pack.model import Manifest, Member, Memory, Pack, Scenario
from ladderquest.pack.reference_checks import check_reference
from ladderquest.pack.references import check_schema
from ladderquest.pack.workbook import Comeback, Exercise, Workbook

__all__ = ["KINDS", "Shared", "values_of"]


class CastFile(Struct, frozen=True, kw_only=True):
    """``cast.yaml``."""

    cast: tuple[Member, ...]


class MemoriesFile(Struct, frozen=True, kw_only=True):
    """``memories.yaml``; a pack may have none."""

    memories: tuple[Memory, ...] = ()


class SourcesFile(Struct, frozen=True, kw_only=True):
    """``ladder/sources.yaml``."""

    sources: tuple[Source, ...]


class LevelsFile(Struct, frozen=True, kw_only=True):
    """``ladder/levels.yaml``."""

    levels: tuple[Level, ...]


class PhasesFile(Struct, frozen=True, kw_only=True):
    """``ladder/phases.yaml``."""

    phases: tuple[Phase, ...]


class TrapsFile(Struct, frozen=True, kw_only=True):
    """``ladder/traps.yaml``."""

    families: tuple[Family, ...]
    traps: tuple[Trap, ...]


class SignalsFile(Struct, frozen=True, kw_only=True):
    """``ladder/signals.yaml``; a ladder may have none."""

    signals: tuple[Signal, ...] = ()


class DimensionsFile(Struct, frozen=True, kw_only=True):
    """``ladder/dimensions.yaml``; a pack may have none, like all that follow."""

    dimensions: tuple[Dimension, ...] = ()


class GradesFile(Struct, frozen=True, kw_only=True):
    """``ladder/grades.yaml``."""

    grades: tuple[Grade, ...] = ()


class ManagementFile(Struct, frozen=True, kw_only=True):
    """``ladder/management.yaml``."""

    ranks: tuple[Rank, ...] = ()


class MilestonesFile(Struct, frozen=True, kw_only=True):
    """``ladder/milestones.yaml``."""

    milestones: tuple[Milestones, ...] = ()


class RoadblocksFile(Struct, frozen=True, kw_only=True):
    """``ladder/roadblocks.yaml``."""

    roadblocks: tuple[Roadblock, ...] = ()


class FiguresFile(Struct, frozen=True, kw_only=True):
    """``ladder/figures.yaml``."""

    figures: tuple[Figure, ...] = ()


class ShelvesFile(Struct, frozen=True, kw_only=True):
    """``codex/shelves.yaml``."""

    shelves: tuple[Shelf, ...] = ()


class ArticlesFile(Struct, frozen=True, kw_only=True):
    """``codex/articles.yaml``."""

    articles: tuple[Article, ...] = ()


class ExercisesFile(Struct, frozen=True, kw_only=True):
    """``exercises/exercises.yaml``."""

    exercises: tuple[Exercise, ...] = ()


class ComebacksFile(Struct, frozen=True, kw_only=True):
    """``comebacks.yaml``."""

    comebacks: tuple[Comeback, ...] = ()


class GuidesFile(Struct, frozen=True, kw_only=True):
    """``guides.yaml``: what mentors and facilitators need of the scenarios."""

    guides: tuple[Guide, ...] = ()


KINDS: dict[str, type[Struct]] = {
    "manifest": Manifest,
    "cast": CastFile,
    "memories": MemoriesFile,
    "placement": Placement,
    "sources": SourcesFile,
    "levels": LevelsFile,
    "phases": PhasesFile,
    "traps": TrapsFile,
    "signals": SignalsFile,
    "dimensions": DimensionsFile,
    "grades": GradesFile,
    "management": ManagementFile,
    "milestones": MilestonesFile,
    "roadblocks": RoadblocksFile,
    "figures": FiguresFile,
    "shelves": ShelvesFile,
    "articles": ArticlesFile,
    "exercises": ExercisesFile,
    "comebacks": ComebacksFile,
    "meetings": MeetingsFile,
    "guides": GuidesFile,
}
"""Field of ``Shared`` -> what its file holds."""

_MOST_LISTED = 12


def values_of(pack: Pack) -> dict[str, Struct]:
    """What the shared files of ``pack`` hold, by the fields of ``Shared``; ``Shared.pack`` the other way."""
    ladder = pack.ladder
    return {
        "manifest": pack.manifest,
        "cast": CastFile(cast=pack.cast),
        "memories": MemoriesFile(memories=pack.memories),
        "placement": pack.placement,
        "sources": SourcesFile(sources=ladder.sources),
        "levels": LevelsFile(levels=ladder.levels),
        "phases": PhasesFile(phases=ladder.phases),
        "traps": TrapsFile(families=ladder.families, traps=ladder.traps),
        "signals": SignalsFile(signals=ladder.signals),
        "dimensions": DimensionsFile(dimensions=pack.codex.dimensions),
        "grades": GradesFile(grades=pack.codex.grades),
        "management": ManagementFile(ranks=pack.codex.ranks),
        "milestones": MilestonesFile(milestones=pack.codex.milestones),
        "roadblocks": RoadblocksFile(roadblocks=pack.codex.roadblocks),
        "figures": FiguresFile(figures=pack.codex.figures),
        "shelves": ShelvesFile(shelves=pack.codex.shelves),
        "articles": ArticlesFile(articles=pack.codex.articles),
        "exercises": ExercisesFile(exercises=pack.workbook.exercises),
        "comebacks": ComebacksFile(comebacks=pack.workbook.comebacks),
        "meetings": MeetingsFile(meetings=pack.meetings),
        "guides": GuidesFile(guides=pack.guides),
    }


@dataclass(frozen=True)
class Shared:
    """The shared files of one pack. A file that nothing could be made of has no ``value``."""

    manifest: Converted[Manifest]
    cast: Converted[CastFile]
    memories: Converted[MemoriesFile]
    placement: Converted[Placement]
    sources: Converted[SourcesFile]
    levels: Converted[LevelsFile]
    phases: Converted[PhasesFile]
    traps: Converted[TrapsFile]
    signals: Converted[SignalsFile]
    dimensions: Converted[DimensionsFile]
    grades: Converted[GradesFile]
    management: Converted[ManagementFile]
    milestones: Converted[MilestonesFile]
    roadblocks: Converted[RoadblocksFile]
    figures: Converted[FiguresFile]
    shelves: Converted[ShelvesFile]
    articles: Converted[ArticlesFile]
    exercises: Converted[ExercisesFile]
    comebacks: Converted[ComebacksFile]
    meetings: Converted[MeetingsFile]
    guides: Converted[GuidesFile]

    @property
    def files(self) -> list[Converted[Any]]:
        """All of them, in the order of ``files.SHARED``."""
        return [getattr(self, field.name) for field in fields(self)]

    @property
    def context(self) -> Context:
        """What scenario files may name."""
        memories, phases = self.memories.value, self.phases.value
        return Context(
            cast=_ids(self.cast, "cast"),
            memories=None if memories is None else memories.memories,
            traps=_ids(self.traps, "traps"),
            signals=_ids(self.signals, "signals"),
            gates=None if phases is None else frozenset(name for _, name in _gate_items(phases)),
        )

    def pack(self, scenarios: Iterable[Scenario]) -> Pack | None:
        """The pack, unless one of the files came to nothing."""
        cast, memories, traps = self.cast.value, self.memories.value, self.traps.value
        phases, signals, sources = self.phases.value, self.signals.value, self.sources.value
        levels, manifest, placement = self.levels.value, self.manifest.value, self.placement.value
        if not (cast and memories and traps and phases and signals and sources and levels):
            return None
        if not (manifest and placement):
            return None
        ladder = Ladder(
            sources=sources.sources,
            levels=levels.levels,
            phases=phases.phases,
            families=traps.families,
            traps=traps.traps,
            signals=signals.signals,
        )
        return Pack(
            manifest=manifest,
            cast=cast.cast,
            memories=memories.memories,
            ladder=ladder,
            placement=placement,
            scenarios=tuple(scenarios),
            codex=Codex(**_held(self, Codex)),
            workbook=Workbook(**_held(self, Workbook)),
            meetings=self.meetings.value.meetings if self.meetings.value else (),
            guides=self.guides.value.guides if self.guides.value else (),
        )

    def check(self) -> None:
        """Notes everything that the files name and that does not exist, exists twice or does not fit."""
        sources = _ids(self.sources, "sources")
        levels = _ids(self.levels, "levels")
        if self.manifest.value:
            check_schema(Report(self.manifest), self.manifest.value.schema)
        self._check_ids()
        if self.memories.value:
            report = Report(self.memories)
            for index, memory in enumerate(self.memories.value.memories):
                report.bounds(("memories", index), memory.initial, memory.min, memory.max)
        if self.levels.value:
            report = Report(self.levels)
            for index, level in enumerate(self.levels.value.levels):
                report.known(("levels", index, "source"), level.source, sources, "source")
        if self.signals.value:
            report = Report(self.signals)
            for index, signal in enumerate(self.signals.value.signals):
                report.known(("signals", index, "level"), signal.level, levels, "level")
        if self.traps.value:
            _check_traps(Report(self.traps), self.traps.value, levels, sources)
        if self.phases.value:
            traps = self.context.traps
            report = Report(self.phases)
            for index, phase in enumerate(self.phases.value.phases):
                report.known(("phases", index, "source"), phase.source, sources, "source")
                for number, trap in enumerate(phase.traps):
                    report.known(("phases", index, "traps", number), trap, traps, "trap")
        if self.placement.value:
            report = Report(self.placement)
            report.known(("source",), self.placement.value.source, sources, "source")
            _check_routes(report, self.placement.value, self.phases.value)
        check_reference([file for file in self.files if file.value is not None])
        if self.meetings.value:
            check_meetings(Report(self.meetings), self.meetings.value, self.context)

    def _check_ids(self) -> None:
        for converted in self.files:
            if converted.value is None:
                continue
            report = Report(converted)
            for field in msgspec.structs.fields(converted.value):
                entries = getattr(converted.value, field.name)
                if isinstance(entries, tuple) and entries and hasattr(entries[0], "id"):
                    report.unique(
                        ((field.name, index, "id"), str(entry.id)) for index, entry in enumerate(entries)
                    )
        if self.phases.value:
            Report(self.phases).unique(_gate_items(self.phases.value))


def _held(shared: Shared, kind: type[Struct]) -> dict[str, Any]:
    """The fields of ``kind``, each from the file that has it. A file that came to nothing has said so, and
    keeps the pack from being played."""
    found: dict[str, Any] = {}
    for file in shared.files:
        for field in kind.__struct_fields__:
            if hasattr(file.value, field):
                found[field] = getattr(file.value, field)
    return found


def _ids(file: Converted[Any], field: str) -> frozenset[str] | None:
    return None if file.value is None else frozenset(entry.id for entry in getattr(file.value, field))


def _gate_items(file: PhasesFile) -> Iterable[tuple[Path, str]]:
    for index, phase in enumerate(file.phases):
        for number, item in enumerate(phase.gate):
            yield ("phases", index, "gate", number, "id"), item.id


def _check_traps(
    report: Report, file: TrapsFile, levels: frozenset[str] | None, sources: frozenset[str] | None
) -> None:
    families = [family.id for family in file.families]
    for index, trap in enumerate(file.traps):
        path = ("traps", index)
        report.known((*path, "family"), trap.family, families, "family")
        report.known((*path, "source"), trap.source, sources, "source")
        for number, level in enumerate(trap.levels):
            report.known((*path, "levels", number), level, levels, "level")


def _check_routes(report: Report, placement: Placement, file: PhasesFile | None) -> None:
    """Every count of yes answers, none to all, must lead along exactly one route."""
    led: dict[int, int] = {}
    phases = None if file is None else {phase.id for phase in file.phases}
    most = len(placement.questions)
    for index, route in enumerate(placement.routes):
        path = ("routes", index)
        if not 0 <= route.least <= route.most <= most:
            report.add(
                "LQ312", path, f"a route goes from `least` to `most`, both within 0 to {most} (the questions)"
            )
            continue
        for count in range(route.least, route.most + 1):
            if led.setdefault(count, index) != index:
                report.add("LQ312", path, f"a count of {count} is on an earlier route already")
                break
        for number, phase in enumerate(route.phases):
            if phases is not None and phase not in phases:
                report.add("LQ302", (*path, "phases", number), f"there is no phase {phase}")
    missing = [str(count) for count in range(most + 1) if count not in led]
    if missing and placement.questions and placement.routes:
        listed = ", ".join(missing[:_MOST_LISTED])
        more = f" and {len(missing) - _MOST_LISTED} more" if len(missing) > _MOST_LISTED else ""
        report.add("LQ312", ("routes",), f"no route for a count of {listed}{more}")
