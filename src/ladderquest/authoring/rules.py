"""The house rules, family by family: what holds of one scenario, and what holds of a whole pack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from ladderquest.authoring.checks import (
    across,
    guides,
    hygiene,
    options,
    readings,
    shape,
    telling,
    tone,
    unused,
    worlds,
)
from ladderquest.authoring.checks.readings import ReadingFigures
from ladderquest.authoring.facts import ScenarioFacts, facts_of
from ladderquest.authoring.judging import decisions_of
from ladderquest.authoring.subject import Notes, Subject
from ladderquest.pack.building import Files
from ladderquest.pack.convert import Converted
from ladderquest.pack.files import SHARED
from ladderquest.pack.findings import Finding, Findings
from ladderquest.pack.model import Pack, Scenario
from ladderquest.pack.readings import ReadingsFile

__all__ = ["check_across", "check_beside", "check_rules"]

T = TypeVar("T")


def check_rules(subject: Subject, converted: Converted[Scenario], data: bytes | None) -> ScenarioFacts:
    """Notes what is wrong with one scenario by the rules for decisions and texts; returns what the rest of
    the pack needs to know of it. ``converted`` is its file, ``data`` its bytes unless it has been read."""
    decisions = decisions_of(subject)
    shape.check(subject, decisions)
    options.check(subject, decisions)
    tone.check(subject)
    telling.check(subject, decisions)
    worlds.check(subject, decisions)
    unused.check(subject)
    hygiene.check(subject)
    hygiene.check_characters(converted, data)
    return facts_of(subject, decisions)


def check_across(files: Files, facts: Sequence[ScenarioFacts], pack: Pack) -> list[Finding]:
    """What is wrong with the pack as a whole, and with the characters of the files that its scenarios share.
    ``files`` must be without an error, and ``facts`` hold all of its scenarios."""
    own = {each.value.id: _apart(each) for each in files.scenarios if each.value is not None}
    shared = {field: _apart(getattr(files.shared, field)) for field in SHARED}
    for field, name in SHARED.items():
        hygiene.check_characters(shared[field], files.gathered.data.get(name, b""))
    across.check(
        facts,
        pack.ladder,
        pack.memories,
        {name: Notes(each) for name, each in own.items()},
        {field: Notes(each) for field, each in shared.items()},
    )
    return [found for each in (*own.values(), *shared.values()) for found in each.findings.items]


def check_beside(
    files: Files, read: Sequence[Converted[ReadingsFile]], pack: Pack
) -> tuple[list[Finding], ReadingFigures | None]:
    """What is wrong with the guides, and what blind readers say of the pack; None where there are none. Adds
    to the findings of ``read`` as well."""
    own = {each.value.id: _apart(each) for each in files.scenarios if each.value is not None}
    beside, manifest = _apart(files.shared.guides), _apart(files.shared.manifest)
    guides.check(pack, Notes(beside))
    figures = None
    if read:
        notes = {name: Notes(each) for name, each in own.items()}
        figures = readings.check(read, pack, notes, Notes(manifest))
    apart = [each.findings for each in own.values()]
    apart += [beside.findings, manifest.findings]
    return [found for each in apart for found in each.items], figures


def _apart(converted: Converted[T]) -> Converted[T]:
    """The same file with no findings yet: what the checks of each scenario found may come from the cache, and
    must not decide what is found here."""
    return Converted(converted.value, Findings(converted.findings.file), lambda: converted.reading)
