"""How findings are shown: to people with the line and a caret under the place, to programs as JSON."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ladderquest.authoring.checks.readings import FAR, ReadingFigures
from ladderquest.commands.output import counted, print_json
from ladderquest.pack.files import bytes_of, is_file
from ladderquest.pack.findings import Finding, Severity
from ladderquest.pack.text import clean, width

__all__ = [
    "SEVERITIES",
    "Sources",
    "pointed",
    "print_findings",
    "print_findings_json",
    "readings_told",
    "summary",
]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
_COLUMNS = 80
_WORD = re.compile(r"[\w.:/-]+|\S")


class Sources:
    """The lines of the files that findings are in, read when they are asked for."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        """``paths``: file as a finding names it -> where it is."""
        self._paths = paths
        self._lines: dict[str, list[str]] = {}

    def line(self, finding: Finding) -> str | None:
        """The line that a finding is on, as it stands; None where there is none to show."""
        if finding.file not in self._lines:
            self._lines[finding.file] = _lines(self._paths.get(finding.file))
        lines = self._lines[finding.file]
        return lines[finding.line - 1] if finding.line <= len(lines) else None


def _lines(path: Path | None) -> list[str]:
    try:
        data = b"" if path is None or not is_file(path) else bytes_of(path)
    except OSError:  # gone or shut since it was read: the sentence has to do
        return []
    if isinstance(data, int):
        return []
    return re.split("\r\n?|\n", data.decode("utf-8", errors="replace").removeprefix("\ufeff"))


def print_findings(findings: Iterable[Finding], sources: Sources) -> None:
    """One line a finding, and under it the place."""
    for finding in findings:
        hint = f" (did you mean {finding.suggestion}?)" if finding.suggestion else ""
        place = f"{finding.file}:{finding.line}:{finding.column}"
        print(f"{place}: {finding.severity}: {finding.message}{hint} [{finding.code}]")
        line = sources.line(finding)
        if line is not None and line.strip():
            print("\n".join(pointed(finding, line)))


def pointed(finding: Finding, line: str) -> tuple[str, str]:
    """The line and the caret line, both of 80 columns at most."""
    number = f"{finding.line:>5} | "
    room = _COLUMNS - len(number)
    column = min(finding.column - 1, len(line))
    found = _WORD.match(line, column)
    before = clean(line[:column], lines=False)
    word = clean(found.group(), lines=False) if found else ""
    rest = clean(line[found.end() if found else column :], lines=False)
    if width(before) + min(width(word), room // 2) > room:  # what stands before it has to give way
        kept = before[-(room // 3) :]
        before = f"…{kept}"
    shown = before + word + rest
    while width(shown) > room:
        shown = shown[: -max(1, (len(shown) - room) // 2 + 1)]
    under = max(1, min(width(word), room - width(before)))
    return f"{number}{shown}".rstrip(), f"{' ' * (len(number) - 2)}| {' ' * width(before)}{'^' * under}"


def print_findings_json(findings: Iterable[Finding]) -> None:
    """A list of objects, one a finding."""
    print_json([_fields(finding) for finding in findings])


def _fields(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "suggestion": finding.suggestion,
    }


def summary(what: str, scenarios: int | None, findings: Sequence[Finding]) -> str:
    """One line: what was checked, how many scenarios can be played, how much was found."""
    counts = Counter(finding.severity for finding in findings)
    found = [counted(counts[severity], severity) for severity in SEVERITIES if counts[severity]]
    parts = [", ".join(found) or "nothing wrong"]
    if scenarios is not None:
        parts.insert(0, counted(scenarios, "scenario"))
    return f"{what}: {', '.join(parts)}"


def readings_told(figures: ReadingFigures) -> str:
    """One line: what blind readers say of a pack."""
    ratings = f"{counted(figures.ratings, 'rating')} by {counted(figures.readers, 'reader')}"
    guesses = "no guesses" if figures.hits is None else f"{figures.hits:.0%} of guesses hit"
    return f"readings: {ratings}, {figures.far} differ by {FAR:.0f} or more; {guesses}"
