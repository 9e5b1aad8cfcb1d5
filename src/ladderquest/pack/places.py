"""Checks that every place of an artefact points at lines that can be told apart."""

from __future__ import annotations

import re
from bisect import bisect_left

from ladderquest.pack.context import Report
from ladderquest.pack.convert import Path
from ladderquest.pack.findings import excerpt
from ladderquest.pack.model import Artefact, Scenario

__all__ = ["check_places"]

_WORLD_TEST = re.compile(r"\s*(not\s+)?world\.([a-z][a-z0-9_]*)\s*")


def check_places(report: Report, scenario: Scenario) -> None:
    """Notes every quotation that no line holds, or that two lines hold in one and the same world."""
    worlds = [world.id for world in scenario.worlds]
    for index, artefact in enumerate(scenario.artefacts):
        if artefact.places:
            _check_artefact(report, ("artefacts", index, "places"), artefact, worlds)


def _check_artefact(report: Report, path: Path, artefact: Artefact, worlds: list[str]) -> None:
    every = [_lines(artefact, world, worlds) for world in worlds] or [_lines(artefact, None, worlds)]
    showing = [_Showing(lines) for lines in {tuple(lines): lines for lines in every}.values()]
    owners: dict[tuple[int, int], str] = {}
    for index, place in enumerate(artefact.places):
        for number, quotation in enumerate(place.at):
            if not quotation.strip():
                continue
            where = (*path, index, "at", number)
            found = [lines.holding(quotation) for lines in showing]
            if not any(found):
                report.add("LQ306", where, f"no line of `{artefact.id}` holds {excerpt(quotation)!r}")
                continue
            most = max(map(len, found))
            if most > 1:
                report.add(
                    "LQ306",
                    where,
                    f"{most} lines of `{artefact.id}` hold {excerpt(quotation)!r}; quote enough of one",
                )
                continue
            for line in set().union(*found):
                other = owners.setdefault(line, place.id)
                if other != place.id:
                    report.add("LQ306", where, f"this line is part of the place `{other}` already")
                    break


class _Showing:
    """Lines that may show together, as one text: a search in it is much faster than one in every line."""

    def __init__(self, lines: dict[tuple[int, int], str]) -> None:
        self._at = list(lines)
        self._text = "\n".join(lines.values())
        self._ends = [found.start() for found in re.finditer("\n", self._text)]

    def holding(self, quotation: str) -> set[tuple[int, int]]:
        """The lines that hold ``quotation``, by (block, line)."""
        found: set[tuple[int, int]] = set()
        if "\n" in quotation:
            return found
        at = self._text.find(quotation)
        while at >= 0:
            line = bisect_left(self._ends, at)
            found.add(self._at[line])
            if line == len(self._ends):
                break
            at = self._text.find(quotation, self._ends[line])
        return found


def _lines(artefact: Artefact, world: str | None, worlds: list[str]) -> dict[tuple[int, int], str]:
    """The lines that may show together in ``world``, by (block, line). Blocks with a condition on anything
    else than the world count as shown: nobody can promise that they are not."""
    lines = {}
    for number, block in enumerate(artefact.text):
        test = _WORLD_TEST.fullmatch(block.when) if block.when else None
        if test is not None and test.group(2) in worlds:
            shows = (test.group(2) == world) != bool(test.group(1))
            if not shows:
                continue
        for index, line in enumerate(block.text.split("\n")):
            lines[number, index] = line
    return lines
