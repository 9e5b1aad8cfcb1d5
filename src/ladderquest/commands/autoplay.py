"""``autoplay``: scenarios played by themselves, and what that shows their author."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from ladderquest.authoring.autoplay import Report
from ladderquest.authoring.autoplay import autoplay as play_alone
from ladderquest.authoring.walkers import Limits
from ladderquest.commands.autoplay_report import print_report, print_totals
from ladderquest.commands.bar import Bar
from ladderquest.commands.output import complain, from_here, print_json
from ladderquest.commands.where import folder_of
from ladderquest.pack.building import Files, read_files
from ladderquest.pack.cache import Cache
from ladderquest.pack.context import context_of
from ladderquest.pack.convert import Converted
from ladderquest.pack.files import exists, is_folder
from ladderquest.pack.findings import PackError
from ladderquest.pack.installed import UnknownPack, content_root, pack_around, pack_root
from ladderquest.pack.loader import UnknownId, base_of, edition, layer_of, read_scenario_file
from ladderquest.pack.model import Pack, Scenario
from ladderquest.pack.text import clean, nearest
from ladderquest.play import Program

FOUND, USAGE = 1, 2
_SCENARIOS = "scenarios"


class Target(NamedTuple):
    """A scenario to play, and the file that it came from."""

    pack: Pack
    converted: Converted[Scenario]
    file: Path


class _Wrong(Exception):
    """The path leads to nothing that can be played; the message says why."""


def autoplay(arguments: Namespace) -> int:
    """Play what ``arguments.path`` names; exit code 1 if anything went wrong (with ``--strict`` also if
    something was not reached)."""
    limits = Limits(runs=arguments.runs, choices=arguments.choices, seed=arguments.seed)
    try:
        targets = _targets(arguments.path, arguments.pack)
    except _Wrong as wrong:
        complain(str(wrong))
        return USAGE
    reports: list[tuple[Report, Path]] = []
    with Bar() as bar:
        for at, target in enumerate(targets):
            report = _play(target, arguments, limits, bar, (at, len(targets)))
            reports.append((report, target.file))
            if not arguments.json:
                bar.clear()
                print_report(report, target.file)
    if arguments.json:
        print_json(_for_programs(arguments, reports))
    else:
        print_totals([report for report, _ in reports])
    failed = any(report.failures for report, _ in reports)
    short = arguments.strict and not all(report.whole for report, _ in reports)
    return FOUND if failed or short else 0


def _play(target: Target, arguments: Namespace, limits: Limits, bar: Bar, place: tuple[int, int]) -> Report:
    scenario = target.converted.value
    assert scenario is not None  # the pack is sound
    at, count = place
    return play_alone(
        Program(edition(target.pack, scenario.id)),
        arguments.walker,
        limits,
        target.converted.place,
        lambda share: bar.show(scenario.id, (at + share) / count),
    )


def _for_programs(arguments: Namespace, reports: Sequence[tuple[Report, Path]]) -> dict[str, Any]:
    return {
        "walker": arguments.walker,
        "seed": arguments.seed,
        "limits": {"runs": arguments.runs, "choices": arguments.choices},
        "failures": sum(len(report.failures) for report, _ in reports),
        "scenarios": [{"file": from_here(file), **msgspec.to_builtins(report)} for report, file in reports],
    }


# --- what is meant ---------------------------------------------------------------------------------


def _targets(given: str | None, pack: str | None) -> list[Target]:
    """The scenarios that ``given`` names: a folder, a file, the id of one or of a pack, or None for all of
    the pack that is meant. Raises ``_Wrong``, ``GameError``, ``PackError`` and ``UnknownId``."""
    if given is None:
        return _of_pack(folder_of(pack))
    if "\0" in given or not given.strip():
        raise _Wrong("PATH names nothing. Give it a folder, a file or the id of a scenario.")
    path = Path(given)
    if pack is not None and exists(path):
        raise _Wrong(
            f'--pack says where to look for an id, and "{from_here(path)}" is a path: leave one out.'
        )
    if is_folder(path):
        return _of_pack(path)
    if exists(path):
        return [_of_file(path)]
    if path.name != given or path.suffix:
        raise _Wrong(f'There is no file or folder "{from_here(path)}" to play.')
    return _of_id(given, folder_of(pack))


def _of_pack(root: Path) -> list[Target]:
    files, pack = _sound(root)
    targets = list(_all(files, pack, root))
    if not targets:
        raise _Wrong(f'There is no scenario in "{from_here(root)}" to play.')
    return targets


def _of_id(given: str, root: Path) -> list[Target]:
    """A scenario of the pack in ``root``, or else the pack that is installed under that name."""
    files, pack = _sound(root)
    targets = {each.converted.value.id: each for each in _all(files, pack, root) if each.converted.value}
    if given in targets:
        return [targets[given]]
    try:
        return _of_pack(pack_root(given))
    except UnknownPack:
        raise UnknownId(given, nearest(given, targets)) from None


def _of_file(path: Path) -> Target:
    """A scenario file: as a part of the pack that it lies in, or else beside the content that comes along."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  a link keeps its name, and '..' goes
    root = pack_around(whole) or content_root()
    files, pack = _sound(root)
    if whole.is_relative_to(root):
        inside = whole.relative_to(root)
        for target in _all(files, pack, path.parent):
            if target.converted.findings.file == clean(inside.as_posix(), lines=False):
                return target._replace(file=path)
        if inside.parts[0] != _SCENARIOS and inside.as_posix() in files.gathered.data:
            raise _Wrong(f'"{from_here(path)}" is a part of the pack, and no scenario to play.')
    converted = read_scenario_file(path, context_of(pack))
    findings = sorted(converted.findings.items, key=lambda each: (each.line, each.column))
    if converted.value is None or any(finding.severity == "error" for finding in findings):
        raise PackError(findings)
    return Target(msgspec.structs.replace(pack, scenarios=(converted.value,)), converted, path)


def _sound(root: Path) -> tuple[Files, Pack]:
    """The files of a pack with the place of everything in them. Raises ``PackError``."""
    store = Cache(None)
    layer = layer_of(root, store)
    files = read_files(layer.gathered, store, base_of(layer, store))
    errors = [finding for finding in files.findings if finding.severity == "error"]
    if errors:
        raise PackError(errors)
    pack = files.shared.pack((*files.below, *(each.value for each in files.scenarios if each.value)))
    assert pack is not None  # nothing is wrong with the shared files
    return files, pack


def _all(files: Files, pack: Pack, root: Path) -> Iterator[Target]:
    """Every scenario, in the order in which they are played."""
    order = {scenario.id: at for at, scenario in enumerate(pack.scenarios)}
    sound = [each for each in files.scenarios if each.value is not None]
    sound.sort(key=lambda each: order[each.value.id] if each.value else 0)
    return (Target(pack, each, root / each.findings.file) for each in sound)
