"""The pages that the app shows, each imported when somebody goes there; and where one can go from the ladder:
a key and a word for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ladderquest.desk.desk import Desk
    from ladderquest.game import Sitting
    from ladderquest.saves.players import PlayerCard
    from ladderquest.tui.page import Page


class Place(NamedTuple):
    """A place: its key on the home screen, the word in the key bar, and what it is."""

    key: str
    word: str
    about: str


PLACES: dict[str, Place] = {
    "due": Place("d", "due", "what is due: reviews, checkpoints, actions"),
    "gates": Place("g", "gates", "what each phase asks for, and your evidence"),
    "traps": Place("t", "traps", "the trap log: where your decisions fed or avoided a trap"),
    "plan": Place("p", "plan", "the plan: what to do next, and why"),
    "write": Place("e", "write", "written work: exercises, and what you wrote"),
    "codex": Place("x", "codex", "look something up"),
}
"""Every place by its name, most useful first."""


def page_of(place: str, about: str, desk: Desk) -> Page:
    """The page of a place; ``about`` says what to open there ("" for its first page). Raises ``LookupError``
    for a place that is none."""
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


def home_page(phase: int | None) -> Page:
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


def sitting_page(sitting: Sitting, *, played_now: bool = False) -> Page:
    """A story, or what it came to."""
    if sitting.run.ended:
        from ladderquest.tui.screens.debrief import DebriefScreen

        return DebriefScreen(sitting, played_now=played_now)
    from ladderquest.tui.screens.scenario import ScenarioScreen

    return ScenarioScreen(sitting)
