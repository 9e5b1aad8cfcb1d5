"""Pictures of the screens, compared with those beside this file (`make snapshots` renews them: look at each).

They are of the sample pack, so that no edit of the content changes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from ladderquest.saves import Settings
from ladderquest.tui.app import LadderQuestApp
from ladderquest.tui.screens import players
from tests.cli.terminal import change, copy_of_sample
from tests.pack.pages import EDITS
from tests.tui.driving import Driver, House
from tests.tui.packs import edited
from tests.tui.stories import decide_without_a_screen, play_to_the_end_without_a_screen, rehearsal_of

SMALL, WIDE, BROAD = (80, 24), (120, 40), (160, 50)
NIGHT, PAPER = "ladder-night", "ladder-paper"


class Picture(NamedTuple):
    """``decided`` decisions of the story have been taken (None: no run); ``keys`` lead to the screen; with
    ``in_story`` the app opens in the story."""

    name: str
    size: tuple[int, int]
    theme: str
    keys: str = ""
    decided: int | None = None
    in_story: bool = False
    placed: bool = True


PICTURES = [
    Picture("placement", SMALL, NIGHT, placed=False),
    Picture("placement-case", SMALL, PAPER, "y enter", placed=False),
    Picture("placement-result", WIDE, PAPER, "n y *two_of_them enter y *a_system enter n n", placed=False),
    Picture("home", SMALL, NIGHT, decided=2),
    Picture("home", WIDE, PAPER, decided=4),
    Picture("settings", SMALL, PAPER, "s"),
    Picture("phase", SMALL, PAPER, "1", decided=4),
    Picture("traps", WIDE, NIGHT, "1 t"),
    Picture("choose", SMALL, NIGHT, "2", in_story=True),
    Picture("choose", WIDE, PAPER, "down", in_story=True),
    Picture("choose", BROAD, NIGHT, "1", in_story=True),
    Picture("investigate", SMALL, PAPER, "2", decided=1, in_story=True),
    Picture("mark", SMALL, NIGHT, "down down space up", decided=2, in_story=True),
    Picture("mark", WIDE, PAPER, "down space", decided=2, in_story=True),
    Picture("defend", SMALL, PAPER, "1 4", decided=3, in_story=True),
    Picture("consequence", SMALL, PAPER, "2 enter", in_story=True),
    Picture("consequence-heard", SMALL, NIGHT, "2 enter space", in_story=True),
    Picture("consequence-explained", WIDE, NIGHT, "1 enter e", in_story=True),
    Picture("going-back", SMALL, NIGHT, "1 enter b", decided=4),
    Picture("debrief", SMALL, NIGHT, "1 enter", decided=4),
    Picture("debrief-opened", WIDE, PAPER, "1 enter space", decided=4),
    Picture("map", SMALL, NIGHT, "1 enter m", decided=4),
    Picture("map", WIDE, PAPER, "1 enter m", decided=4),
    Picture("help", SMALL, NIGHT, "?", decided=2, in_story=True),
    Picture("too-small", (40, 10), PAPER, in_story=True),
]


@pytest.fixture(autouse=True)
def _version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The players' screen shows the version: a release must not need new pictures."""
    monkeypatch.setattr(players, "__version__", "0.0.0")


async def lead(pilot: Pilot[None], keys: str) -> None:
    """Press keys (a ``*`` writes its word), and stop what blinks."""
    assert isinstance(pilot.app, LadderQuestApp)
    driver = Driver(pilot.app, pilot)
    await driver.settled()
    for key in keys.split():
        if key.startswith("*"):
            await driver.write(key[1:].replace("_", " "))
        else:
            await driver.press({"?": "question_mark"}.get(key, key))
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False
    await pilot.pause()
    await driver.settled()


@pytest.mark.parametrize(
    "picture", PICTURES, ids=lambda p: f"{p.name}-{p.size[0]}x{p.size[1]}-{p.theme.partition('-')[2]}"
)
def test_picture(house: House, snap_compare: Callable[..., bool], picture: Picture) -> None:
    store = house.player(placed=picture.placed)
    store.update(settings=Settings(theme=picture.theme, reduced_motion=True)).result()
    if picture.decided == 4:
        play_to_the_end_without_a_screen(house, store)
    elif picture.decided is not None:
        decide_without_a_screen(house, store, picture.decided)
    app = house.app(store, scenario="tiny" if picture.in_story else None)
    assert snap_compare(app, terminal_size=picture.size, run_before=lambda pilot: lead(pilot, picture.keys))


@pytest.mark.parametrize(
    ("size", "theme", "keys"),
    [(SMALL, NIGHT, "ctrl+t"), (SMALL, PAPER, "ctrl+t enter I t enter b"), (WIDE, PAPER, "enter w")],
    ids=["read", "written", "wide"],
)
def test_picture_of_a_page(
    house: House, snap_compare: Callable[..., bool], size: tuple[int, int], theme: str, keys: str
) -> None:
    house.pack = edited(*EDITS)
    store = house.player()
    store.update(settings=Settings(theme=theme, reduced_motion=True)).result()
    app = house.app(store, scenario="tiny")
    assert snap_compare(app, terminal_size=size, run_before=lambda pilot: lead(pilot, keys))


@pytest.mark.parametrize(
    ("size", "theme", "broken", "keys"),
    [
        (SMALL, NIGHT, ("budget: 1", "budget: one"), "2"),
        (SMALL, PAPER, None, "2 enter space space space m"),
        (WIDE, NIGHT, None, "m"),
    ],
    ids=["trouble", "whole-map-small", "whole-map-wide"],
)
def test_picture_of_a_rehearsal(
    tmp_path: Path,
    snap_compare: Callable[..., bool],
    size: tuple[int, int],
    theme: str,
    broken: tuple[str, str] | None,
    keys: str,
) -> None:
    pack = copy_of_sample(tmp_path)
    app = rehearsal_of(pack)
    app.game.store.update(settings=Settings(theme=theme, reduced_motion=True)).result()
    app.apply_settings()
    if broken is not None:
        change(pack, broken)

    async def prepare(pilot: Pilot[None]) -> None:
        await lead(pilot, keys)
        if broken is not None:
            await Driver(app, pilot).shows("Not reloaded: 1 error.")

    assert snap_compare(app, terminal_size=size, run_before=prepare)


@pytest.mark.parametrize("names", [(), ("Grace", "Ada")], ids=["nobody", "two"])
def test_picture_of_the_players(
    house: House, snap_compare: Callable[..., bool], names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in names:
        house.player(name).close()
    cards = sorted(house.saves.players(), key=lambda card: card.name)
    monkeypatch.setattr(house.saves, "players", lambda: cards)  # else whoever was written last comes first
    assert snap_compare(house.app(), terminal_size=SMALL, run_before=lambda pilot: lead(pilot, ""))
