"""Where one can go from the ladder, line by line: a letter and a sentence for each."""

from __future__ import annotations

from ladderquest.game import Game
from ladderquest.plain.console import Console

PLACES: dict[str, str] = {
    "t": "the trap log; `t 3` opens its third trap, `t all` all of it, `t meeting 1` the meeting of phase 1",
    "p": "plan: what to do next, and why (`p ?` for more)",
    "x": "the codex: x lists its parts, x WORDS searches, x trap:ai-crutch opens a page",
    "g": "the gates: what each phase asks for, your evidence, and what to try at work",
    "e": "written work: exercises, and what you wrote (`e 3` opens the third)",
    "d": "what is due: reviews, checkpoints, actions (`d 1` does the first)",
}
"""Letter -> what is there, most useful first."""


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
