"""The plan in the app: read, changed, put in order; what is changed stays changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from ladderquest.growth.work import PlanEdit
from ladderquest.saves import Settings
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.plan import PlanScreen
from ladderquest.tui.screens.plan_line import LinePanel
from ladderquest.tui.widgets.choices import Choice
from ladderquest.tui.widgets.pad import Pad, Sheet
from tests.tui.driving import Driver, House
from tests.tui.stories import play_to_the_end_without_a_screen


async def at_the_plan(game: Driver) -> None:
    await game.press("p")
    await game.comes(PlanScreen)


def edits(game: Driver) -> dict[str, PlanEdit]:
    return game.app.game.store.work.read().plan


def lines(game: Driver) -> list[str]:
    """The lines as they stand, with the headings between them."""
    return [choice.item.text for choice in game.app.screen.query(Choice)]


async def test_the_plan_says_why_each_line_is_there(house: House) -> None:
    async with house.opened(house.player()) as game:
        await at_the_plan(game)
        await game.shows("This week", "Every line says why it is there")
        assert lines(game)[0] == "This week"
        await game.press("enter")
        await game.shows("Why", "It practises what you have no evidence for yet")
        await game.press("q", "q")
        await game.comes(HomeScreen)


async def test_a_line_is_changed_and_stays_changed(house: House) -> None:
    async with house.opened(house.player()) as game:
        await at_the_plan(game)
        await game.press("e")
        panel = await game.comes(LinePanel)
        panel.query_one("#words").query_one(Sheet).text = "Ask Mira about the retry budget."
        await game.press("tab", *"soonish", "ctrl+s")
        await game.shows("type a date like 2027-01-31")
        await game.press(*["backspace"] * 7, *"2026-11-19", "ctrl+s")
        await game.shows("2026-11-19 is past")
        await game.press(*["backspace"] * 10, *"friday", "ctrl+s")
        await game.comes(PlanScreen)
        await game.shows("Ask Mira about the retry budget.", "By 2026-11-27.")
    async with house.opened(house.player()) as again:
        await at_the_plan(again)
        await again.shows("Ask Mira about the retry budget.", "By 2026-11-27.")


async def test_words_that_were_not_kept_are_asked_about_once(house: House) -> None:
    async with house.opened(house.player()) as game:
        await at_the_plan(game)
        await game.press("a", *"Half a line", "escape")
        await game.shows("This is not kept yet")
        await game.press("escape")
        await game.comes(PlanScreen)
        assert edits(game) == {}
        await game.press("a", "escape")
        await game.comes(PlanScreen)


async def test_a_line_without_words_and_one_with_too_many_are_refused(house: House) -> None:
    async with house.opened(house.player()) as game:
        await at_the_plan(game)
        await game.press("a", "ctrl+s")
        await game.shows("A line of the plan needs words")
        panel = game.one_screen(LinePanel)
        panel.query_one("#words", Pad).query_one(Sheet).text = "word " * 200
        await game.press("ctrl+s")
        await game.shows("a line holds 600: keep the first step.")
        assert panel.query_one("#words", Pad).words == 200


async def test_done_dropped_and_open_again(house: House) -> None:
    async with house.opened(house.player()) as game:
        await at_the_plan(game)
        first, second = (line.id for line in game.one_screen(PlanScreen).plan.open[:2])
        await game.press("space")
        await game.until(lambda: "Done" in lines(game), "the heading of what is done")
        await game.press("1")
        await game.press("x")
        await game.until(lambda: "Dropped" in lines(game), "the heading of what was dropped")
        assert {key: edit.state for key, edit in edits(game).items()} == {first: "done", second: "dropped"}
        screen = game.one_screen(PlanScreen)
        assert screen.pointed is not None
        assert screen.pointed.id == second
        await game.press("space")
        await game.until(lambda: "Dropped" not in lines(game), "the line among the open ones")
        assert edits(game)[second].state == "open"


async def test_lines_move_among_those_of_their_time_and_to_another(house: House) -> None:
    async with house.opened(house.player()) as game:
        await at_the_plan(game)
        screen = game.one_screen(PlanScreen)
        week = [line.id for line in screen.plan.of("week")]
        await game.press("minus")
        await game.until(
            lambda: [line.id for line in screen.plan.of("week")][:2] == week[1::-1], "the new order"
        )
        assert screen.pointed is not None
        assert screen.pointed.id == week[0]
        await game.press("plus")
        await game.until(lambda: [line.id for line in screen.plan.of("week")] == week, "the old order")
        await game.press("h")
        await game.until(lambda: week[0] in [line.id for line in screen.plan.of("month")], "the other time")


async def test_nothing_is_changed_where_another_window_has_the_player(house: House) -> None:
    with house.player(), house.player() as second:
        async with house.opened(second) as game:
            await at_the_plan(game)
            await game.press("space")
            assert "This player is open in another window" in " ".join(game.notices)


@pytest.mark.parametrize("theme", ["ladder-night", "ladder-paper"])
@pytest.mark.parametrize("name", ["plan", "plan-line"])
def test_pictures(name: str, theme: str, house: House, snap_compare: Callable[..., bool]) -> None:
    store = house.player()
    play_to_the_end_without_a_screen(house, store)
    store.update(settings=Settings(theme=theme)).result()
    app = house.app(store)

    async def before(pilot: Pilot[None]) -> None:
        game = Driver(app, pilot)
        await game.settled()
        await at_the_plan(game)
        if name == "plan-line":
            await game.press("e")
            await game.comes(LinePanel)
            for field in app.screen.query(Input):
                field.cursor_blink = False

    assert snap_compare(app, run_before=before, terminal_size=(80, 24))
