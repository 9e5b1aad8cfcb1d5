"""Runs of the sample's scenario, made at the desk without a screen: what a test needs to have happened."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from ladderquest.draft import Draft, Rehearsal
from ladderquest.game import Game, Sitting
from ladderquest.options import open_scratch
from ladderquest.pack.model import Pack
from ladderquest.play import AnyAnswer
from ladderquest.play.moves import Choose, Defend, Investigate, Mark
from ladderquest.saves import PlayerStore, Saves
from ladderquest.tui.rehearsal import RehearsalApp
from tests.cli.terminal import seed_of
from tests.tui.driving import House

TOLD: tuple[AnyAnswer, ...] = (
    Choose("tell"),
    Investigate("quota"),
    Mark(("failure",), 0),
    Defend("full", ("quota",)),
)
"""In the world of the disk: told early, found the cause, and could say why."""


def sitting(pack: Pack, store: PlayerStore, world: str = "disk") -> Sitting:
    """The sample's scenario, begun or gone on with."""
    game = Game(pack, store, now=lambda: datetime(2026, 11, 20, 9, tzinfo=UTC), dice=lambda: 0)
    return game.sit_down("tiny", seed=int(seed_of(world)))


def decide_without_a_screen(house: House, store: PlayerStore, count: int) -> Sitting:
    """Take the first decisions of ``TOLD``."""
    found = sitting(house.pack, store)
    for answer in TOLD[:count]:
        found.wait(found.decide(answer))
    return found


def play_to_the_end_without_a_screen(house: House, store: PlayerStore) -> Sitting:
    """Take all of them."""
    return decide_without_a_screen(house, store, len(TOLD))


def rehearsal_of(
    pack: Path, file: str = "scenarios/phase-1/tiny.yaml", *, watch: bool = True
) -> RehearsalApp:
    """A scenario of a pack (of a copy of the sample, its only one), to be played from its file."""
    draft = Draft(pack / file)
    loaded = draft.load().pack
    assert loaded is not None
    saves = Saves(pack.parent / "saves")
    store = open_scratch(saves, "Ada")
    return RehearsalApp(Rehearsal(draft, loaded, watch=watch), saves, store, seed=int(seed_of("disk")))
