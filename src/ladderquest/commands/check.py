"""``check``: everything that is wrong with a pack or a scenario file, in one run."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path
from typing import NamedTuple

import msgspec

from ladderquest.authoring.checking import check_file, check_pack
from ladderquest.authoring.checks.readings import ReadingFigures
from ladderquest.commands.findings import (
    SEVERITIES,
    Sources,
    print_findings,
    print_findings_json,
    readings_told,
    summary,
)
from ladderquest.commands.output import complain, from_here
from ladderquest.commands.where import cache_of, folder_of, named_folder
from ladderquest.pack.files import SHARED, exists, is_folder
from ladderquest.pack.findings import Finding
from ladderquest.pack.installed import UnknownPack, content_root, pack_around
from ladderquest.pack.loader import load_pack
from ladderquest.pack.readings import READINGS
from ladderquest.pack.text import clean

FOUND, USAGE = 1, 2
_FOLDERS = ("scenarios", READINGS)
"""The folders of a pack whose files are checked as a part of it."""


class _Result(NamedTuple):
    """What a check came to. ``scenarios``: how many could be read; None where there are errors. ``paths``:
    where each file is that a finding names. ``readings``: what blind readers say of a whole pack, if any."""

    findings: list[Finding]
    scenarios: int | None
    paths: dict[str, Path]
    readings: ReadingFigures | None = None


def check(arguments: Namespace) -> int:
    """Check ``arguments.path``; exit code 1 if there is an error among the findings (with ``--strict``, or a
    warning)."""
    given: str | None = arguments.path
    if given is not None and ("\0" in given or not given.strip()):
        complain("PATH names nothing. Give it a folder or a file, as in `ladderquest check content`.")
        return USAGE
    try:
        path = folder_of(arguments.pack) if given is None else named_folder(given)
    except UnknownPack as error:
        complain(f'There is no file or folder "{from_here(Path(str(given)))}" to check, and {error}.')
        return USAGE
    if not exists(path):
        complain(f'There is no file or folder "{from_here(path)}" to check.')
        return USAGE
    if arguments.against is not None:
        from ladderquest.commands.against import against

        return against(arguments, path)
    cache = cache_of(arguments)
    if arguments.coverage:
        return _coverage(path, cache)
    result = _pack(path, cache) if is_folder(path) else _file(path, cache)
    if arguments.json:
        print_findings_json(result.findings)
    else:
        print_findings(result.findings, Sources(result.paths))
        print(summary(from_here(path), result.scenarios, result.findings))
        if result.readings is not None:
            print(readings_told(result.readings))
        if result.findings:
            worst = min(result.findings, key=lambda each: SEVERITIES.index(each.severity))
            print(f"`ladderquest explain {worst.code}` says more about a code.")
    serious = ("error", "warning") if arguments.strict else ("error",)
    return FOUND if any(finding.severity in serious for finding in result.findings) else 0


def _coverage(path: Path, cache: Path | None) -> int:
    from ladderquest.commands.coverage import print_coverage

    if not is_folder(path):
        complain(
            "Coverage is a matter of a whole pack. Give the folder of one, as in `ladderquest check content`."
        )
        return USAGE
    return 0 if print_coverage(check_pack(path, cache)) else FOUND


def _pack(root: Path, cache: Path | None) -> _Result:
    checked = check_pack(root, cache)
    scenarios = None if checked.pack is None else len(checked.pack.scenarios)
    told = _told(
        list(checked.findings), scenarios, {each.file: root / each.file for each in checked.findings}
    )
    return told._replace(readings=checked.readings)


def _file(path: Path, cache: Path | None) -> _Result:
    """Check one file: as a part of the pack that it lies in, or else beside the pack that comes with the
    program."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  a link keeps its name, and '..' goes
    root = pack_around(whole) or content_root()
    if whole.is_relative_to(root):
        inside = whole.relative_to(root)
        named = clean(inside.as_posix(), lines=False)  # as findings name it
        if inside.parts[0] in _FOLDERS or inside.as_posix() in SHARED.values():
            own = [finding for finding in check_pack(root, cache).findings if finding.file == named]
            sound = not any(finding.severity == "error" for finding in own)
            return _told(own, 1 if sound else None, {named: path})
    beside = load_pack(root, cache)  # not checked: what its scenarios could do better is not asked here
    if beside.pack is None:  # nothing can be said of the file before the pack beside it is sound
        errors = [finding for finding in beside.findings if finding.severity == "error"]
        return _told(errors, None, {each.file: root / each.file for each in errors})
    alone = check_file(path, beside.pack)
    sound = not any(finding.severity == "error" for finding in alone)
    return _told(alone, 1 if sound else None, {clean(str(path), lines=False): path})


def _told(findings: list[Finding], scenarios: int | None, paths: dict[str, Path]) -> _Result:
    """The same with files named as they are reached from here."""
    names = {name: from_here(path) for name, path in paths.items()}
    named = [msgspec.structs.replace(each, file=names.get(each.file, each.file)) for each in findings]
    return _Result(named, scenarios, {names[name]: path for name, path in paths.items()})
