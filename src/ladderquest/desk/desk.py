"""``Desk``: everything that there is to know of a player at one moment, for ``growth`` to make sense of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from ladderquest.game import Game
from ladderquest.growth.looking_back import RunNotes
from ladderquest.growth.work import Work


@dataclass(frozen=True)
class Desk:
    """A player's game with what they keep and what their finished runs have to say, as of ``now`` (with the
    zone that the player is in)."""

    game: Game
    work: Work
    notes: tuple[RunNotes, ...]
    now: datetime

    @property
    def today(self) -> date:
        """The day, as the player's calendar has it."""
        return self.now.date()

    def again(self) -> Desk:
        """The same a moment later, after a change. Does not wait for the disk."""
        return replace(self, work=self.game.store.work.read(), now=self.game.now())


def sit_at_desk(game: Game) -> Desk:
    """Read all that is needed; waits for the disk. Raises ``SavesError``."""
    return Desk(game, game.store.work.read(), tuple(game.store.look_back()), game.now())
