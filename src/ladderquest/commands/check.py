"""``check``: everything that is wrong with a pack or a scenario file, in one run."""

from __future__ import annotations

import os
from argparse import Namespace
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from ladderquest.commands.output import complain, counted, from_here, print_json
from ladderquest.pack.context import context_of
from ladderquest.pack.files import SHARED
from ladderquest.pack.findings import Finding, Severity
from ladderquest.pack.loader import content_root, load_pack, load_scenario_file

FOUND, USAGE = 1, 2
_MANIFEST = "pack.yaml"
_SCENARIOS = "scenarios"
_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Checked(NamedTuple):
    """What a check came to. ``scenarios``: how many could be read; None where there are errors."""

    findings: list[Finding]
    scenarios: int | None


def check(arguments: Namespace) -> int:
    """Check ``arguments.path``; exit code 1 if there is an error among the findings."""
    given: str | None = arguments.path
    if given is not None and ("\0" in given or not given.strip()):
        complain("PATH names nothing. Give it a folder or a file, as in `ladderquest check content`.")
        return USAGE
    path = content_root() if given is None else Path(given)
    if not path.exists():
        complain(f'There is no file or folder "{from_here(path)}" to check.')
        return USAGE
    if arguments.against is not None:
        from ladderquest.commands.against import against

        return against(arguments, path)
    checked = _pack(path) if path.is_dir() else _file(path)
    findings = sorted(checked.findings, key=lambda each: (each.file, each.line, each.column, each.code))
    counts = Counter(finding.severity for finding in findings)
    if arguments.json:
        totals = {f"{severity}s": counts[severity] for severity in _SEVERITIES}
        listed = [_fields(finding) for finding in findings]
        print_json({"path": from_here(path), "scenarios": checked.scenarios, **totals, "findings": listed})
    else:
        for finding in findings:
            print(_line(finding))
        print(_summary(path, checked.scenarios, counts))
    return FOUND if counts["error"] else 0


def _pack(root: Path) -> Checked:
    """Check a pack."""
    loaded = load_pack(root)
    scenarios = None if loaded.pack is None else len(loaded.pack.scenarios)
    return Checked([_named(finding, root / finding.file) for finding in loaded.findings], scenarios)


def _file(path: Path) -> Checked:
    """Check one file: as a part of the pack that it lies in, or else beside the pack that comes with the
    program."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  a link keeps its name, and '..' goes
    root = next((folder for folder in whole.parents if (folder / _MANIFEST).is_file()), content_root())
    loaded = load_pack(root)
    if whole.is_relative_to(root):
        inside = whole.relative_to(root)
        if inside.parts[0] == _SCENARIOS or inside.as_posix() in SHARED.values():
            own = [finding for finding in loaded.findings if finding.file == inside.as_posix()]
            sound = not any(finding.severity == "error" for finding in own)
            return Checked([_named(finding, path) for finding in own], int(sound) if sound else None)
    if loaded.pack is None:  # nothing can be said of the file before the pack beside it is sound
        return Checked([_named(finding, root / finding.file) for finding in loaded.findings], None)
    alone = load_scenario_file(path, context_of(loaded.pack))
    return Checked([_named(each, path) for each in alone.findings], None if alone.scenario is None else 1)


def _named(finding: Finding, path: Path) -> Finding:
    return msgspec.structs.replace(finding, file=from_here(path))


def _line(finding: Finding) -> str:
    hint = f" (did you mean {finding.suggestion}?)" if finding.suggestion else ""
    place = f"{finding.file}:{finding.line}:{finding.column}"
    return f"{place}: {finding.severity}: {finding.message}{hint} [{finding.code}]"


def _fields(finding: Finding) -> dict[str, Any]:
    return {
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message,
        "suggestion": finding.suggestion,
    }


def _summary(path: Path, scenarios: int | None, counts: Counter[Severity]) -> str:
    found = [counted(counts[severity], severity) for severity in _SEVERITIES if counts[severity]]
    parts = [", ".join(found) or "nothing wrong"]
    if scenarios is not None:
        parts.insert(0, counted(scenarios, "scenario"))
    return f"{from_here(path)}: {', '.join(parts)}"
