"""What a check is given: one sound scenario, with its program, its walked states, and where to report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ladderquest.authoring.diagnostics import CODES
from ladderquest.pack.context import Report
from ladderquest.pack.convert import Converted, Path
from ladderquest.pack.ladder import Ladder
from ladderquest.pack.model import Scenario
from ladderquest.play import Program, State

__all__ = ["Notes", "Subject"]


class Notes:
    """Where the findings of one file go. A code brings its own severity."""

    def __init__(self, converted: Converted[Any]) -> None:
        """``converted``: the file; its findings are added to."""
        self._converted = converted
        self._report = Report(converted)

    def add(
        self,
        code: str,
        path: Path,
        message: str,
        suggestion: str | None = None,
        offset: int | None = None,
    ) -> None:
        """Note that ``message`` is true of the value at ``path``, ``offset`` characters into it."""
        self._report.add(code, path, message, suggestion, offset, CODES[code].severity)

    def line(self, path: Path) -> int:
        """The line of the value at ``path``."""
        return self._report.line(path)

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column of the value at ``path``."""
        return self._converted.place(path)


@dataclass(frozen=True)
class Subject:
    """One scenario without an error of its own.

    ``samples`` holds states that were really reached, scene id -> states, of every scene that asks
    something, in every world that gets there; the same ones at every run."""

    scenario: Scenario
    program: Program
    ladder: Ladder
    notes: Notes
    samples: dict[str, list[State]] = field(default_factory=dict)
