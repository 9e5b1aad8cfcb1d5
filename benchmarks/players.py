"""A player with a past: runs made by a random walk through the real scenarios."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

from ladderquest.game import Game
from ladderquest.pack.loader import content_root, load_pack
from ladderquest.play import Note, walk
from ladderquest.saves.players import Saves


def make_player(folder: Path, *, runs: int, seed: int = 1) -> None:
    """Put a player called ``veteran`` with this many runs under ``folder``; the last one is still open."""
    pack = load_pack(content_root()).pack
    if pack is None:
        raise SystemExit("the pack has errors: run `ladderquest check`")
    dice = random.Random(seed)
    store = Saves(folder).create("veteran")
    moment = datetime(2026, 1, 5, 20, 0, tzinfo=UTC)
    game = Game(pack, store, now=lambda: moment, dice=lambda: dice.randrange(2**32))
    for number in range(runs):
        sitting = game.begin(dice.choice(pack.scenarios).id)
        while not sitting.run.ended:
            answers = walk(sitting.run.program, sitting.run.state)
            sitting.wait(sitting.decide(dice.choice(answers), Note(at=game.stamp(), seconds=20.0)))
            if number == runs - 1 and len(sitting.run.steps) > 2:
                break
    store.close()
