"""Everything that is wrong with a pack, in one run: what keeps it from being played, and what its players
would run into.

What was found in a scenario is kept by its content, together with the facts that the checks across the pack
need, so that after an edit only the edited scenario is looked at again.
"""

from __future__ import annotations

import functools
import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from ladderquest.authoring.checks import conditions, reachability
from ladderquest.authoring.checks.readings import ReadingFigures
from ladderquest.authoring.diagnostics import adjusted
from ladderquest.authoring.facts import ScenarioFacts
from ladderquest.authoring.rules import check_across, check_beside, check_rules
from ladderquest.authoring.subject import Subject, subject_of
from ladderquest.pack.building import Files, read_files
from ladderquest.pack.cache import Cache, key_of, revision_of
from ladderquest.pack.context import context_of
from ladderquest.pack.convert import Converted
from ladderquest.pack.files import MANIFEST, SHARED, Gathered
from ladderquest.pack.findings import Finding
from ladderquest.pack.loader import Layer, base_of, layer_of, read_scenario_file
from ladderquest.pack.model import Pack, Scenario
from ladderquest.pack.readings import gather_readings, read_readings

__all__ = ["Checked", "check_file", "check_pack"]


class Checked(msgspec.Struct, frozen=True):
    """What a check came to. Files in the findings are named relative to the pack, which is None where
    something keeps it from being played. ``readings`` is None where no reader has been recorded, or nothing
    can be said of it yet."""

    pack: Pack | None
    findings: tuple[Finding, ...]
    facts: tuple[ScenarioFacts, ...] = ()
    readings: ReadingFigures | None = None


SCENARIO_CHECKS: tuple[Callable[[Subject], None], ...] = (reachability.check, conditions.check)
"""The checks of one scenario, in the order in which they run."""


_OF_BASE = frozenset(SHARED.values()) - {MANIFEST}


class _Reviewed(msgspec.Struct, frozen=True):
    """What was found in one scenario, and what the rest of the pack needs to know of it."""

    findings: tuple[Finding, ...]
    facts: ScenarioFacts


def check_pack(root: Path, cache: Path | None = None) -> Checked:
    """Check the pack in ``root``. Never raises for what is in the files.

    ``cache``: a folder for what need not be worked out again; None keeps nothing."""
    store = Cache(cache)
    layer, read = layer_of(root, store), gather_readings(root)
    parts = [part for name, data in read.data.items() for part in (name, data)]
    key = key_of("checked", _revision(), layer.key, *parts, *map(str, read.findings))
    kept = store.get(key, Checked)
    if kept is None:
        with _seldom_collected():
            kept = _check(layer, read, store)
        store.put(key, kept)
        store.trim(2 * len(layer.gathered.data))
    return kept


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """A check makes millions of objects and hardly a circle among them: to look for circles every 700 objects
    takes a sixteenth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], 100_000) if before[0] else 0, *before[1:])  # 0: somebody switched it off
    try:
        yield
    finally:
        gc.set_threshold(*before)


def check_file(path: Path, pack: Pack) -> list[Finding]:
    """Check one scenario file as if it were the only one of ``pack``. Never raises for what is in it."""
    converted = read_scenario_file(path, context_of(pack))
    found = converted.findings.items
    if converted.value is not None and all(finding.severity != "error" for finding in found):
        _review(converted, msgspec.structs.replace(pack, scenarios=(converted.value,)))
    return _in_order(adjusted(found, pack.manifest.severities))


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: (each.file, each.line, each.column, each.code))


@functools.cache
def _revision() -> str:
    """What the checks depend on beside the pack: their own text, and that of the floors below."""
    package = Path(__file__).resolve().parents[1]
    return revision_of(package / "authoring", package / "play", package / "pack")


def _check(layer: Layer, read: Gathered, store: Cache) -> Checked:
    """``read``: the files of blind readings, which nothing that is played needs."""
    files = read_files(layer.gathered, store, base_of(layer, store))
    found = files.findings  # before the checks add their own
    errors = any(finding.severity == "error" for finding in found)
    readings = [read_readings(data, name) for name, data in read.data.items()]
    sound = files.sound()
    pack = files.shared.pack((*files.below, *(each.value for each in sound if each.value)))
    if pack is None:  # nothing can be said of a scenario without the files that it leans on
        found += [*read.findings, *(each for file in readings for each in file.findings.items)]
        return Checked(None, tuple(_in_order(found)))
    shared = msgspec.json.encode((pack.cast, pack.memories, pack.ladder, pack.manifest.id))
    reviewed = [_reviewed(files, each, pack, shared, store) for each in sound]
    found += [finding for review in reviewed for finding in review.findings]
    facts = tuple(review.facts for review in reviewed)
    figures = None
    if not errors:  # what the scenarios do together is known once all of them can be read
        across = check_across(files, facts, pack)
        # the ladder, the traps and the memories that a pack builds on are covered by its base, or not
        found += [each for each in across if layer.base is None or each.file not in _OF_BASE]
        beside, figures = check_beside(files, readings, pack)
        found += beside
    found += [*read.findings, *(each for file in readings for each in file.findings.items)]
    found = _in_order(adjusted(found, pack.manifest.severities))
    return Checked(None if errors else pack, tuple(found), facts, figures)


def _reviewed(
    files: Files, converted: Converted[Scenario], pack: Pack, shared: bytes, store: Cache
) -> _Reviewed:
    """``shared``: what every scenario of the pack leans on, as the key of what is kept has it."""
    data = files.gathered.data
    name = converted.findings.file
    key = key_of("reviewed", _revision(), name, data[name], shared)
    kept = store.get(key, _Reviewed)
    if kept is None:
        kept = _review(converted, pack, data[name])
        store.put(key, kept)
    return kept


def _review(converted: Converted[Scenario], pack: Pack, data: bytes | None = None) -> _Reviewed:
    """Everything that the checks of one scenario have to say. ``data``: the file's bytes, if it came from the
    cache and was not read."""
    before = len(converted.findings.items)
    subject = subject_of(converted, pack)
    for check in SCENARIO_CHECKS:
        check(subject)
    facts = check_rules(subject, converted, data)
    return _Reviewed(tuple(converted.findings.items[before:]), facts)
