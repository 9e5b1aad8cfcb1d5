"""Where one can go from the ladder, line by line: a letter and a sentence for each."""

from __future__ import annotations

from ladderquest.game import Game
from ladderquest.plain.console import Console

PLACES: dict[str, str] = {
    "t": "the trap log; `t 3` opens its third trap, `t all` all of it, `t meeting 1` the meeting of phase 1",
}
"""Letter -> what is there, most useful first."""


def visit(letter: str, rest: str, console: Console, game: Game) -> None:
    """Go to the place with this letter; ``rest`` is what was typed behind it. Raises ``SavesError``,
    ``InputEnded``, and ``LookupError`` for a letter that leads nowhere."""
    match letter:
        case "t":
            from ladderquest.plain.traps import visit_traps

            visit_traps(rest, console, game)
        case _:
            raise LookupError(f"there is no place {letter!r} ({rest!r}) for {game} at {console}")
