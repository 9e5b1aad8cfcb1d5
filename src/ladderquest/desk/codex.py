"""The codex as a player has it: what they have played to an end may be told of, and their level is known."""

from __future__ import annotations

from ladderquest.game import Game
from ladderquest.growth.codex import Index, Rung, build, placed_at, rungs

__all__ = ["codex_of", "rungs_of"]


def codex_of(game: Game) -> Index:
    """All pages. Takes a few milliseconds; reads nothing from the disk."""
    finished = {run.scenario for run in game.store.runs if run.endings_seen}
    return build(game.pack, finished)


def rungs_of(game: Game) -> tuple[tuple[Rung, ...], int]:
    """What can be compared, and which of it the placement of the player leads to (the first, if none)."""
    placement, known = game.store.profile.placement, rungs(game.pack)
    return known, placed_at(game.pack, placement.phase if placement else None, known)
