"""Pictures of written work (`make snapshots` renews them: look at each)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from ladderquest.growth.work import Draft
from ladderquest.saves import Settings
from ladderquest.tui.app import LadderQuestApp
from tests.growth.workbooks import BOOK, version
from tests.tui.conftest import sample
from tests.tui.driving import Driver, house_at

SMALL, WIDE = (80, 24), (120, 40)
NIGHT, PAPER = "ladder-night", "ladder-paper"
LONG = " ".join(["The rota of four teams reads one page, and I wrote it."] * 9)
FIRST = version(
    7,
    words={"work": LONG, "why": "I built it."},
    seconds={"work": 71, "why": 40},
    scores={"concrete": "fair"},
)
SECOND = version(
    21,
    words={"work": f"{LONG} Now they edit it themselves.", "why": "I built it, and I gave it away."},
    seconds={"work": 58},
    hints=1,
    scores={"concrete": "strong", "mine": "fair"},
)


class Picture(NamedTuple):
    """``keys`` lead to the screen from the list of exercises, with ``kept`` written before."""

    name: str
    size: tuple[int, int]
    theme: str
    keys: str = ""
    kept: tuple[Draft, ...] = ()


PICTURES = [
    Picture("exercises", SMALL, NIGHT, "", (FIRST,)),
    Picture("exercises", SMALL, PAPER),
    Picture("writing", SMALL, NIGHT, "enter enter *Search_for_four_teams ctrl+t"),
    Picture("writing", SMALL, PAPER, "enter right ctrl+t ctrl+t ctrl+s"),
    Picture("handed-in", SMALL, NIGHT, "enter", (FIRST, SECOND)),
    Picture("handed-in", SMALL, PAPER, "enter space space", (FIRST, SECOND)),
    Picture("rubric", SMALL, PAPER, "enter r", (FIRST,)),
    Picture("rubric", SMALL, NIGHT, "enter r 2 enter", (FIRST,)),
    Picture("versions", SMALL, NIGHT, "enter v", (FIRST, SECOND)),
    Picture("versions", WIDE, PAPER, "enter v", (FIRST, SECOND)),
    Picture("aloud", SMALL, NIGHT, "enter t space", (FIRST,)),
    Picture("aloud", SMALL, PAPER, "enter t space space", (FIRST,)),
    Picture("calculator", SMALL, NIGHT, "c"),
    Picture("calculator", SMALL, PAPER, "c up 5 5 up 1 0 0 0 up 4 0 up 1 0 0 0 down down down pageup pageup"),
]


async def lead(pilot: Pilot[None], keys: str) -> None:
    """Open the exercises and press keys; a ``*`` writes its word."""
    assert isinstance(pilot.app, LadderQuestApp)
    driver = Driver(pilot.app, pilot)
    await driver.settled()
    for key in ["e", *keys.split()]:
        if key.startswith("*"):
            await driver.press(*("space" if letter == "_" else letter for letter in key[1:]))
        else:
            await driver.press(key)
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False  # on a slow machine a picture would have it in either state
    await pilot.pause()
    await driver.settled()


@pytest.mark.parametrize(
    "picture", PICTURES, ids=lambda p: f"{p.name}-{p.size[0]}x{p.size[1]}-{p.theme.partition('-')[2]}"
)
def test_picture(tmp_path: Path, snap_compare: Callable[..., bool], picture: Picture) -> None:
    house = house_at(tmp_path, msgspec.structs.replace(sample(), workbook=BOOK))
    store = house.player()
    store.update(settings=Settings(theme=picture.theme, reduced_motion=True)).result()
    store.work.keep(*picture.kept).result()
    app = house.app(store)
    assert snap_compare(app, terminal_size=picture.size, run_before=lambda pilot: lead(pilot, picture.keys))
