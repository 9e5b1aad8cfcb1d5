"""The pages that the app shows, each imported when somebody goes there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ladderquest.desk.desk import Desk
    from ladderquest.game import Sitting
    from ladderquest.saves.players import PlayerCard
    from ladderquest.tui.page import Page
    from ladderquest.tui.screens.home import HomeScreen


def page_of(place: str, about: str, desk: Desk) -> Page:
    """The page of one of the ``PLACES``, or the meeting of a phase; ``about`` says what to open there ("" for
    its first page). Raises ``LookupError`` for a place that is none."""
    match place:
        case "traps":
            from ladderquest.tui.screens.traps import traps_page

            return traps_page(desk, about)
        case "meeting":  # from the phase that it ends
            from ladderquest.desk.traps import meeting_at
            from ladderquest.tui.screens.meeting import MeetingScreen

            return MeetingScreen(meeting_at(desk, int(about)), int(about))
        case "plan":
            from ladderquest.tui.screens.plan import PlanScreen

            return PlanScreen(desk)
        case "codex":
            from ladderquest.tui.screens.codex import codex_page

            return codex_page(about, desk)
        case "gates":
            from ladderquest.tui.screens.gates import GatesScreen

            return GatesScreen(desk, about)
        case "write":
            return exercise_page(desk, about)
        case "due":
            from ladderquest.tui.screens.due import DueScreen

            return DueScreen(desk)
        case _:
            raise LookupError(f"there is no place {place!r} ({about!r}) at the desk of {desk.now}")


def exercise_page(desk: Desk, about: str) -> Page:
    """An exercise, to write on or to read what was handed in; all of them where ``about`` is none."""
    from ladderquest.tui.screens.exercises import ExercisesScreen, page_for

    exercise = next((each for each in desk.game.pack.workbook.exercises if each.id == about), None)
    return ExercisesScreen() if exercise is None else page_for(desk.game, exercise)


# --- pages of their own ----------------------------------------------------------------------------


def players_page(cards: list[PlayerCard]) -> Page:
    """Who plays."""
    from ladderquest.tui.screens.players import PlayersScreen

    return PlayersScreen(cards)


def placement_page() -> Page:
    """The five questions."""
    from ladderquest.tui.screens.placement import PlacementScreen

    return PlacementScreen()


def home_page(phase: int | None) -> HomeScreen:
    """The ladder; ``phase`` puts the pointer there."""
    from ladderquest.tui.screens.home import HomeScreen

    return HomeScreen(phase)


def phase_page(phase: int) -> Page:
    """One rung."""
    from ladderquest.tui.screens.phase import PhaseScreen

    return PhaseScreen(phase)


def opening_page(title: str, begin: Callable[[], None]) -> Page:
    """What stands there while a story is opened at the start."""
    from ladderquest.tui.screens.opening import OpeningScreen

    return OpeningScreen(title, begin)


def sitting_page(sitting: Sitting, *, played_now: bool = False, over: bool = False) -> Page:
    """A story, or what it came to; ``over`` the page in front, that may be."""
    if sitting.run.ended:
        from ladderquest.tui.screens.debrief import DebriefScreen

        return DebriefScreen(sitting, played_now=played_now, over=over)
    from ladderquest.tui.screens.scenario import ScenarioScreen

    return ScenarioScreen(sitting)
