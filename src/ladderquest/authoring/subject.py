"""What a check is given: one sound scenario, with its program, its walked states, and where to report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ladderquest.authoring.diagnostics import CODES
from ladderquest.authoring.explore import Explored, explore
from ladderquest.authoring.flow import possible
from ladderquest.authoring.steps import Possible
from ladderquest.pack.context import Report
from ladderquest.pack.convert import Converted, Path
from ladderquest.pack.ladder import Ladder
from ladderquest.pack.loader import edition
from ladderquest.pack.model import Pack, Scenario
from ladderquest.play import Program, State

__all__ = ["Notes", "Subject", "subject_of"]


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
    """One scenario without an error of its own, what its runs can perhaps get to, and what they did."""

    scenario: Scenario
    program: Program
    ladder: Ladder
    notes: Notes
    possible: Possible
    explored: Explored

    @property
    def samples(self) -> dict[str, list[State]]:
        """States that were really reached, scene id -> states, of every scene that asks something, in every
        world that gets there; the same ones at every run."""
        return self.explored.samples


def subject_of(converted: Converted[Scenario], pack: Pack) -> Subject:
    """A sound file as a subject: analysed and explored. ``pack`` must hold the scenario."""
    scenario = converted.value
    assert scenario is not None  # it is sound
    program = Program(edition(pack, scenario.id))
    found = possible(program)
    return Subject(scenario, program, pack.ladder, Notes(converted), found, explore(program, found.targets))
