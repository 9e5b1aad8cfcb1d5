"""The house rules, family by family: what holds of one scenario, and what holds of a whole pack."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from ladderquest.authoring.checks import across, hygiene, options, shape, telling, tone, unused, worlds
from ladderquest.authoring.facts import ScenarioFacts, facts_of
from ladderquest.authoring.judging import decisions_of
from ladderquest.authoring.subject import Notes, Subject
from ladderquest.pack.building import Files
from ladderquest.pack.convert import Converted
from ladderquest.pack.files import SHARED
from ladderquest.pack.findings import Finding, Findings
from ladderquest.pack.model import Pack, Scenario

__all__ = ["check_across", "check_rules"]

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


def _apart(converted: Converted[T]) -> Converted[T]:
    """The same file with no findings yet: what the checks of each scenario found may come from the cache, and
    must not decide what is found here."""
    return Converted(converted.value, Findings(converted.findings.file), lambda: converted.reading)
