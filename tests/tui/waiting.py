"""A player with something due: a story played to a poor end days ago, an action, a checkpoint."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from ladderquest.game import Game
from ladderquest.growth.work import Action
from ladderquest.pack.model import Pack
from ladderquest.pack.workbook import Comeback, Workbook
from ladderquest.play import AnyAnswer, Note
from ladderquest.play.moves import (
    Allocate,
    AllocateOffer,
    Choose,
    Defend,
    Investigate,
    Mark,
    Write,
    WriteOffer,
)
from ladderquest.saves import PlayerStore
from tests.cli.terminal import seed_of

TODAY = datetime(2026, 11, 20, 9, 45, tzinfo=UTC)
"""The day of the tests of the app."""

POORLY: tuple[AnyAnswer, ...] = (
    Choose("restart"),
    Investigate("quota"),
    Mark(("failure",), 0),
    Defend("full", ("quota",)),
)
"""In the world of the disk: the first decision is worth a second look."""

BEFORE: dict[type, AnyAnswer] = {
    WriteOffer: Write(),
    AllocateOffer: Allocate.of({"cause": 2, "table": 1, "told": 2}),
}
"""What comes before it in some packs, and is answered well."""

COMEBACKS = (
    Comeback(id="first", day=0, title="The next milestone", text="Write down one milestone.", source="here"),
    Comeback(id="second", day=7, title="Five years in a minute", text="Say it aloud.", source="here"),
)


def with_checkpoints(pack: Pack) -> Pack:
    """The pack with something to come back for."""
    return msgspec.structs.replace(pack, workbook=Workbook(comebacks=COMEBACKS))


def game_at(pack: Pack, store: PlayerStore, now: datetime = TODAY) -> Game:
    """The player's game at a moment."""
    return Game(pack, store, now=lambda: now, dice=lambda: 0)


def play_poorly(pack: Pack, store: PlayerStore, *, days: int = 3) -> None:
    """Play the sample's story ``days`` ago, and note the time of every decision."""
    game = game_at(pack, store, TODAY - timedelta(days=days))
    sitting = game.sit_down("tiny", seed=int(seed_of("disk")))
    for answer in POORLY:
        while (before := BEFORE.get(type(sitting.run.offer()))) is not None:
            sitting.wait(sitting.decide(before, Note(at=game.stamp())))
        sitting.wait(sitting.decide(answer, Note(at=game.stamp())))
    assert sitting.run.ended


def set_out(store: PlayerStore, text: str = "Ask Dana which gap she sees", *, days: int = 1) -> None:
    """An action that was due ``days`` ago."""
    due = (TODAY - timedelta(days=days)).date().isoformat()
    made = (TODAY - timedelta(days=9)).isoformat()
    store.work.keep(Action(id="gap", changed=made, text=text, made=made, due=due)).result()
