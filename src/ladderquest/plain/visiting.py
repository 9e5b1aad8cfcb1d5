"""Going to a place, line by line; its module is imported when somebody does."""

from __future__ import annotations

from ladderquest.game import Game
from ladderquest.plain.console import Console


def visit(letter: str, rest: str, console: Console, game: Game) -> None:
    """Go to the place with this letter; ``rest`` is what was typed behind it. Raises ``SavesError``,
    ``InputEnded``, and ``LookupError`` for a letter that leads nowhere."""
    from ladderquest.desk.desk import sit_at_desk

    match letter:
        case "t":
            from ladderquest.plain.traps import visit_traps

            visit_traps(rest, console, game)
        case "p":
            from ladderquest.plain import plan

            plan.visit(console, sit_at_desk(game), rest)
        case "x":
            from ladderquest.plain.codex import look_up

            look_up(rest, console, game)
        case "g":
            from ladderquest.plain.gates import visit_gates

            visit_gates(rest, console, game)
        case "e":
            from ladderquest.plain.exercises import Exercises

            Exercises(console, game).visit(rest)
        case "d":
            from ladderquest.plain.due import DueList

            DueList(console, game).visit(rest)
        case _:
            raise LookupError(f"there is no place {letter!r} ({rest!r}) for {game} at {console}")
