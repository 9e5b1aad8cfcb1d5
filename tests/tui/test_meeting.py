"""The promotion meeting, from the phase that it ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ladderquest.growth.meeting import GATES
from ladderquest.saves import Settings
from ladderquest.tui.screens.debrief import DebriefScreen
from ladderquest.tui.screens.meeting import MeetingScreen
from ladderquest.tui.screens.phase import PhaseScreen
from tests.tui.driving import Driver, House
from tests.tui.looking_back import HASTE, played
from tests.tui.stories import TOLD, decide_without_a_screen
from tests.tui.test_pictures import NIGHT, PAPER, SMALL, lead


async def to_the_meeting(game: Driver) -> MeetingScreen:
    await game.press("1", "m")
    return await game.comes(MeetingScreen)


async def read_to_the_end(game: Driver) -> str:
    """Everything that was on the screen on the way."""
    read = game.words
    for _ in range(40):
        if game.one_screen(MeetingScreen).at_the_end:
            return read
        await game.press("space")
        read += " " + game.words
    raise AssertionError(f"it does not end:\n{game.text}")


async def test_it_opens_when_every_story_of_the_phase_is_played(house: House) -> None:
    ada = house.player()
    async with house.opened(ada) as game:
        await game.press("1")
        await game.comes(PhaseScreen)
        await game.shows("It opens when you have played “The nightly job” to an ending.")
        assert "m meeting" not in game.words
        await game.press("m")
        assert isinstance(game.app.screen, PhaseScreen)
        assert "It opens when you have played" in game.notices[-1]
    ada = house.player()
    played(house, ada, TOLD)
    async with house.opened(ada) as game:
        await game.press("1")
        await game.shows("The promotion meeting is open: m.", "the gates stay where they are", "m meeting")


async def test_a_phase_without_stories_or_without_a_meeting_says_nothing(house: House) -> None:
    async with house.opened(house.player()) as game:
        await game.press("2")
        await game.comes(PhaseScreen)
        assert "meeting" not in game.words
        await game.press("m")
        assert isinstance(game.app.screen, PhaseScreen)


async def test_it_is_read_line_by_line_and_quotes_the_player(house: House) -> None:
    ada = house.player()
    played(house, ada, TOLD)
    async with house.opened(ada) as game:
        await to_the_meeting(game)
        await game.shows("Friday, 15:00", "On the table lies what Ada decided.", "space go on")
        await game.press("space")
        await game.shows("We read it as it stands.")
        await game.press("space")
        first = game.words
        await game.press("space")
        assert game.words.startswith(first.partition("space go on")[0].rstrip()), "the answer stands below"
        read = await read_to_the_end(game)
        assert "Tell Mira what you know before you know the cause" in read
        assert "Then it is a yes." in read
        await game.shows("What was quoted", "gates have not moved: they open with evidence")


async def test_b_goes_back_and_space_on_again(house: House) -> None:
    ada = house.player()
    played(house, ada, TOLD)
    async with house.opened(ada) as game:
        await to_the_meeting(game)
        await game.press("b")  # there is nothing before the beginning
        await game.shows("On the table lies")
        await read_to_the_end(game)
        await game.press("b")
        await game.shows("Then it is a yes.", "May I go?")
        assert " ".join(GATES.split()[:4]) not in game.words
        await game.press("space")
        await game.shows("What was quoted")
        await game.press("space")
        await game.shows("What was quoted")


async def test_what_was_quoted_leads_to_its_debrief(house: House) -> None:
    ada = house.player()
    played(house, ada, HASTE)
    async with house.opened(ada) as game:
        await to_the_meeting(game)
        read = await read_to_the_end(game)
        assert 'Once it went this way: "Restart the job now and read the log while it runs".' in read
        await game.press("1", "enter")
        await game.comes(DebriefScreen)
        await game.press("q")
        await game.comes(MeetingScreen)


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_back_to_the_phase(house: House, key: str) -> None:
    ada = house.player()
    played(house, ada, TOLD)
    async with house.opened(ada) as game:
        await to_the_meeting(game)
        await game.press(key)
        await game.comes(PhaseScreen)


async def test_g_leads_to_the_gate_of_the_phase_where_there_are_gates(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[tuple[str, str]] = []
    ada = house.player()
    played(house, ada, TOLD)
    monkeypatch.setattr("ladderquest.tui.screens.meeting.PLACES", {"gates": None})
    async with house.opened(ada) as game:
        await to_the_meeting(game)
        await read_to_the_end(game)
        await game.shows("g gates")
        monkeypatch.setattr(game.app, "go", lambda place, about: went.append((place, about)))
        await game.press("g")
    assert went == [("gates", "phase-1")]


async def test_a_story_left_in_the_middle_again_keeps_the_meeting_open(house: House) -> None:
    ada = house.player()
    played(house, ada, TOLD)
    decide_without_a_screen(house, ada, 1)
    async with house.opened(ada) as game:
        await to_the_meeting(game)


@pytest.mark.parametrize("theme", [NIGHT, PAPER])
@pytest.mark.parametrize("spaces", [0, 4, 30])
def test_picture(house: House, snap_compare: Callable[..., bool], spaces: int, theme: str) -> None:
    store = house.player()
    store.update(settings=Settings(theme=theme, reduced_motion=True)).result()
    played(house, store, TOLD)
    app = house.app(store)
    keys = "1 m" + " space" * spaces
    assert snap_compare(app, terminal_size=SMALL, run_before=lambda pilot: lead(pilot, keys))
