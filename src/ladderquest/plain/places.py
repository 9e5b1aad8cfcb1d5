"""Where one can go from the ladder, line by line: a letter and a sentence for each."""

from __future__ import annotations

from ladderquest.game import Game
from ladderquest.plain.console import Console

PLACES: dict[str, str] = {
    "d": "what is due: reviews, checkpoints, actions (`d 1` does the first)",
}
"""Letter -> what is there, most useful first."""


def visit(letter: str, rest: str, console: Console, game: Game) -> None:
    """Go to the place with this letter; ``rest`` is what was typed behind it. Raises ``SavesError``,
    ``InputEnded``, and ``LookupError`` for a letter that leads nowhere."""
    match letter:
        case "d":
            from ladderquest.plain.due import DueList

            DueList(console, game).visit(rest)
        case _:
            raise LookupError(f"there is no place {letter!r} ({rest!r}) for {game} at {console}")
