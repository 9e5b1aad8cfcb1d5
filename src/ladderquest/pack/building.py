"""From bytes to a pack: every file converted and checked, every finding in one run.

Apart from ``loader``, so that a pack that is known from the cache is there without a parser.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, TypeVar

from ladderquest.pack.cache import Cache, KeptPack, file_key
from ladderquest.pack.context import Context, Report
from ladderquest.pack.convert import Converted, convert
from ladderquest.pack.files import MANIFEST, SHARED, Gathered
from ladderquest.pack.findings import Finding, Findings
from ladderquest.pack.model import Manifest, Scenario
from ladderquest.pack.overlay import Base, check_overlay, overlaid_files
from ladderquest.pack.places import check_places
from ladderquest.pack.reader import Reading, read
from ladderquest.pack.references import check_references
from ladderquest.pack.shared import KINDS, Shared
from ladderquest.pack.wording import check_wording

__all__ = ["build", "build_scenario", "manifest_of"]

T = TypeVar("T")


def build(gathered: Gathered, store: Cache, base: Base | None = None) -> KeptPack:
    """The pack that the files make, on ``base`` if they build on one, unless there is an error among the
    findings."""
    files: dict[str, Any] = {} if base is None else overlaid_files(gathered, base)
    for field, name in SHARED.items():
        if field not in files:
            files[field] = _converted(gathered, name, KINDS[field], store)
    shared = Shared(**files)
    names = SHARED.values()
    scenarios = [_converted(gathered, name, Scenario, store) for name in gathered.data if name not in names]
    shared.check()
    below = () if base is None else _check_base(shared, base)
    context = shared.context
    for converted in scenarios:
        _check(converted, context)
    _check_scenario_ids(scenarios, {scenario.id: f"the pack {base.id}" for scenario in below if base})
    found = [*gathered.findings, *(base.findings if base else ())]
    for file in (*shared.files, *scenarios):
        found += _in_order(file.findings.items)
    own = [file.value for file in scenarios if file.value]
    return KeptPack(None if _errors(found) else shared.pack((*below, *own)), tuple(found))


def manifest_of(gathered: Gathered, store: Cache) -> Manifest | None:
    """What ``pack.yaml`` says, if anything can be made of it."""
    return _converted(gathered, MANIFEST, Manifest, store).value


def build_scenario(data: bytes, name: str, context: Context) -> tuple[Scenario | None, list[Finding]]:
    """One scenario, unless there is an error among the findings, checked against the pack of ``context``."""
    converted = convert(read(data, name), Scenario)
    _check(converted, context)
    found = _in_order(converted.findings.items)
    return None if _errors(found) else converted.value, found


def _converted(gathered: Gathered, name: str, kind: type[T], store: Cache) -> Converted[T]:
    """A file as a struct, from the cache if nothing was wrong with it."""
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
