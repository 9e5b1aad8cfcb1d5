"""What lies beside an exercise or a story, whichever page is open: versions, the clock, the calculator."""

from __future__ import annotations

from typing import Any

from textual.app import App

from ladderquest.growth.exercises import Standing
from ladderquest.pack.model import Scenario
from ladderquest.pack.workbook import Exercise
from ladderquest.tui.widgets.keybar import Hint


def hints_beside(found: Standing, least: int) -> list[Hint]:
    """The keys of what there is; versions from ``least`` of them on."""
    hints = []
    if len(found.versions) >= least:
        hints.append(Hint("v", "versions", "versions"))
    if found.exercise.speak:
        hints.append(Hint("t", "aloud", "speak"))
    if found.exercise.calculator:
        hints.append(Hint("c", "calculator", "calculator"))
    return hints


def open_versions(app: App[Any], found: Standing) -> None:
    """The versions, if there are any."""
    if found.versions:
        from ladderquest.tui.screens.versions import VersionsScreen

        app.push_screen(VersionsScreen(found))


def open_calculator(app: App[Any], about: Exercise | Scenario, numbers: dict[str, str]) -> None:
    """The calculator, if this exercise or scenario has one, with the numbers that were given before."""
    if about.calculator:
        from ladderquest.tui.screens.calculator import CalculatorScreen

        app.push_screen(CalculatorScreen(numbers))
