"""Pictures of what is due and of a review, compared with those beside this file (`make snapshots`)."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from textual.pilot import Pilot

from ladderquest.saves import Settings
from tests.tui.conftest import sample
from tests.tui.driving import House
from tests.tui.test_pictures import NIGHT, PAPER, SMALL, WIDE, Picture, lead
from tests.tui.waiting import play_poorly, set_out, with_checkpoints

PICTURES = [
    Picture("due-home", SMALL, NIGHT),
    Picture("due-home", WIDE, PAPER),
    Picture("due", SMALL, NIGHT, "d down"),
    Picture("due", SMALL, PAPER, "d"),
    Picture("due", WIDE, NIGHT, "d"),
    Picture("due-action", SMALL, PAPER, "d 3 enter"),
    Picture("review", SMALL, NIGHT, "d 2 enter 4"),
    Picture("review", SMALL, PAPER, "d 2 enter"),
    Picture("review", WIDE, PAPER, "d 2 enter 2"),
    Picture("review-told", SMALL, NIGHT, "d 2 enter 5 1 enter"),
    Picture("review-told", SMALL, PAPER, "d 2 enter 5 1 enter space"),
]


@pytest.mark.parametrize(
    "picture", PICTURES, ids=lambda each: f"{each.name}-{each.size[0]}x{each.size[1]}-{each.theme[7:]}"
)
def test_picture(picture: Picture, house: House, snap_compare: Callable[..., bool]) -> None:
    house.pack = with_checkpoints(sample())
    store = house.player()
    store.profile = msgspec.structs.replace(
        store.profile,
        created="2026-11-15T09:00:00+00:00",
        settings=Settings(theme=picture.theme, reduced_motion=True),
    )
    play_poorly(house.pack, store)
    set_out(store)

    async def before(pilot: Pilot[None]) -> None:
        await lead(pilot, picture.keys)

    assert snap_compare(house.app(store), terminal_size=picture.size, run_before=before)
