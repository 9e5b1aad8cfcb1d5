"""What a face asks of the trap log and of the promotion meetings."""

from __future__ import annotations

from ladderquest.desk.desk import Desk
from ladderquest.game import Game, GameError
from ladderquest.growth.meeting import Held, hold, meeting_of, missing
from ladderquest.growth.phrases import listed
from ladderquest.growth.progress import PhaseProgress
from ladderquest.growth.trap_log import TrapLog, trap_log

GATES_STAY = "In the story you may be promoted; the gates stay where they are."


def log_of(desk: Desk) -> TrapLog:
    """The trap log of the player."""
    return trap_log(desk.notes, desk.game.pack.ladder, desk.now)


def meeting_at(desk: Desk, phase: int) -> Held:
    """The meeting that ends a phase. Raises ``GameError`` with a sentence where there is none yet."""
    game = desk.game
    meeting = meeting_of(game.pack, phase)
    rung = next((each for each in game.ladder() if each.phase.id == phase), None)
    if rung is None:
        raise GameError(f"There is no phase {phase}.")
    if meeting is None or not rung.scenarios:
        raise GameError(f"Phase {phase} has no promotion meeting in this pack.")
    if missing(rung):
        raise GameError(meeting_told(game, rung))
    return hold(meeting, desk.notes, game.pack, game.store.profile.name)


def meeting_told(game: Game, rung: PhaseProgress, how: str = "") -> str:
    """Whether the meeting of a phase can be held, and what is missing, in a sentence; "" where the pack has
    none. ``how`` says how one gets there."""
    if meeting_of(game.pack, rung.phase.id) is None or not rung.scenarios:
        return ""
    left = missing(rung)
    if not left:
        return f"The promotion meeting is open{f': {how}' if how else ''}. {GATES_STAY}"
    more = f"“{left[0]}”" if len(left) == 1 else listed([f"“{title}”" for title in left])
    return f"A promotion meeting ends this phase. It opens when you have played {more} to an ending."
