"""From bytes to a pack: every file converted and checked, every finding in one run.

Apart from ``loader``, so that a pack that is known from the cache is there without a parser.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from ladderquest.pack.cache import Cache, KeptPack, file_key
from ladderquest.pack.context import Context, Report
from ladderquest.pack.convert import Converted, convert
from ladderquest.pack.files import LARGEST_FILE, MANIFEST, OPTIONAL, SHARED, Gathered
from ladderquest.pack.findings import Finding, Findings
from ladderquest.pack.model import Manifest, Scenario
from ladderquest.pack.overlay import Base, check_overlay, overlaid_files
from ladderquest.pack.places import check_places
from ladderquest.pack.reader import Reading, read
from ladderquest.pack.references import check_references
from ladderquest.pack.shared import KINDS, Shared
from ladderquest.pack.wording import check_wording

__all__ = ["Files", "build", "manifest_of", "read_files", "read_scenario"]

T = TypeVar("T")

_MOST_KEPT = LARGEST_FILE
"""Bytes of a pack whose nodes are kept: a check that finds something need not read a file twice."""


@dataclass(frozen=True)
class Files:
    """Every file of a pack, converted and checked; each knows the place of everything in it."""

    gathered: Gathered
    shared: Shared
    scenarios: list[Converted[Scenario]]
    below: tuple[Scenario, ...] = ()
    """The scenarios of the pack that this one builds on."""
    of_base: tuple[Finding, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        """All that was found, file by file, in the order of the lines."""
        found = [*self.gathered.findings, *self.of_base]
        for file in (*self.shared.files, *self.scenarios):
            found += _in_order(file.findings.items)
        return found

    def sound(self) -> list[Converted[Scenario]]:
        """The scenario files without an error."""
        return [each for each in self.scenarios if each.value and not _errors(each.findings.items)]


def build(gathered: Gathered, store: Cache, base: Base | None = None) -> KeptPack:
    """The pack that the files make, on ``base`` if they build on one, unless there is an error among the
    findings."""
    files = read_files(gathered, store, base)
    found = files.findings
    own = [file.value for file in files.scenarios if file.value]
    return KeptPack(None if _errors(found) else files.shared.pack((*files.below, *own)), tuple(found))


def read_files(gathered: Gathered, store: Cache, base: Base | None = None) -> Files:
    """Every file converted, laid over ``base`` if there is one, and checked for everything that keeps a pack
    from being played."""
    keep = sum(map(len, gathered.data.values())) <= _MOST_KEPT
    files: dict[str, Any] = {} if base is None else overlaid_files(gathered, base)
    for field, name in SHARED.items():
        if field in files:
            continue
        if field in OPTIONAL and name not in gathered.data:
            files[field] = Converted(KINDS[field](), Findings(name), partial(Reading, name))
        else:
            files[field] = _converted(gathered, name, KINDS[field], store, keep)
    shared = Shared(**files)
    names = SHARED.values()
    scenarios = [
        _converted(gathered, name, Scenario, store, keep) for name in gathered.data if name not in names
    ]
    shared.check()
    below = () if base is None else _check_base(shared, base)
    context = shared.context
    for converted in scenarios:
        _check(converted, context)
    _check_scenario_ids(scenarios, {scenario.id: f"the pack {base.id}" for scenario in below if base})
    return Files(gathered, shared, scenarios, tuple(below), base.findings if base else ())


def manifest_of(gathered: Gathered, store: Cache) -> Manifest | None:
    """What ``pack.yaml`` says, if anything can be made of it."""
    return _converted(gathered, MANIFEST, Manifest, store, True).value


def read_scenario(data: bytes, name: str, context: Context) -> Converted[Scenario]:
    """One scenario file, converted and checked against the pack of ``context``."""
    converted = convert(read(data, name), Scenario)
    _check(converted, context)
    return converted


def _converted(gathered: Gathered, name: str, kind: type[T], store: Cache, keep: bool) -> Converted[T]:
    """A file as a struct, from the cache if nothing was wrong with it. ``keep``: its nodes as well, if it had
    to be read."""
    data = gathered.data.get(name)
    if data is None:
        return Converted(None, Findings(name), partial(Reading, name))
    key = file_key(kind, name, data)
    value = store.get(key, kind)
    if value is None:
        converted = convert(read(data, name), kind)
        if converted.value is None or converted.findings.items:
            return converted
        value = converted.value
        store.put(key, value)
        if keep:
            return converted
    # The nodes are let go: those of 5,000 files would fill the memory, and few are asked for a position.
    return Converted(value, Findings(name), partial(read, data, name))


def _check(converted: Converted[Scenario], context: Context) -> None:
    if converted.value is None:
        return
    report = Report(converted)
    check_references(report, converted.value, context)
    check_places(report, converted.value)
    check_wording(report, converted.value, context)


def _check_base(shared: Shared, base: Base) -> tuple[Scenario, ...]:
    """Notes what is wrong between a pack and its base; returns the scenarios that it brings."""
    if base.problem:
        Report(shared.manifest).add("LQ116", ("base",), base.problem, base.suggestion)
    if base.pack is None:
        return ()
    check_overlay(shared, base.pack)
    return base.pack.scenarios


def _check_scenario_ids(scenarios: Iterable[Converted[Scenario]], first: dict[str, str]) -> None:
    """``first``: ids that are taken, and by what."""
    for converted in scenarios:
        scenario, file = converted.value, converted.findings.file
        if scenario is None or not scenario.id:
            continue
        owner = first.setdefault(scenario.id, file)
        if owner != file:
            message = f"{scenario.id!r} is the id of the scenario in {owner} already"
            Report(converted).add("LQ311", ("id",), message)


def _in_order(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (finding.line, finding.column))


def _errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)
