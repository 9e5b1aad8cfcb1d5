"""The codex in the app: search, pages, the way back, levels side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs
from textual.widgets import Input

from ladderquest.saves import Settings
from ladderquest.tui.page import TitleLine
from ladderquest.tui.places import PLACES
from ladderquest.tui.screens.codex import CodexPageScreen, CodexScreen
from ladderquest.tui.screens.compare import CompareScreen
from ladderquest.tui.screens.debrief import DebriefScreen
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.phase import PhaseScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from ladderquest.tui.screens.topics import TopicPanel
from tests.pack.packs import SAMPLE
from tests.pack.reference import load_with_reference
from tests.tui.conftest import pack_at
from tests.tui.driving import Driver, House, house_at
from tests.tui.stories import play_to_the_end_without_a_screen
from tests.tui.test_pictures import NIGHT, PAPER, SMALL, WIDE, lead


@pytest.fixture
def library(tmp_path: Path) -> House:
    """A house whose pack has one of everything to look up."""
    return house_at(tmp_path, load_with_reference(tmp_path))


async def codex(game: Driver) -> CodexScreen:
    await game.press("x")
    return await game.comes(CodexScreen)


def title(game: Driver) -> str:
    return game.one(TitleLine).texts[0]


async def test_x_opens_it_and_q_leaves_it(library: House) -> None:
    async with library.opened(library.player()) as game:
        for key in ("q", "escape", "b"):
            screen = await codex(game)
            await game.shows("Levels and tracks", f"{len(screen.index.pages) - 9} pages")
            await game.press(key)
            await game.comes(HomeScreen)


async def test_typing_filters_at_once_and_enter_opens_the_first(library: House) -> None:
    async with library.opened(library.player()) as game:
        await codex(game)
        await game.press("slash")
        await game.shows("enter open the first")
        await game.press(*"fas")
        await game.shows("Trap: The fastest hands", "Expects speed to be enough.")
        assert "Levels and tracks" not in game.words
        await game.press(*"xq")
        await game.shows("No page has all of these words.")
        await game.press("backspace", "backspace")
        await game.shows("Trap: The fastest hands")
        await game.press("enter")
        await game.comes(CodexPageScreen)
        assert title(game) == "The fastest hands"
        await game.press("b")
        await game.comes(CodexScreen)
        assert game.one(Input).value == "fas", "what was found is still there"


async def test_what_is_typed_right_behind_the_slash_is_not_lost(library: House) -> None:
    async with library.opened(library.player()) as game:
        await codex(game)
        await game.pilot.press("slash", *"mid")
        await game.settled()
        assert game.one(Input).value == "mid"


@pytest.mark.parametrize("key", ["escape", "down", "enter"])
async def test_the_keyboard_comes_back_from_the_search_to_the_list(library: House, key: str) -> None:
    async with library.opened(library.player()) as game:
        await codex(game)
        await game.press("slash", key)
        await game.shows("enter open / search m compare q back")
        await game.press("3", "enter")
        await game.comes(CodexPageScreen)
        assert title(game) == "Plateau traps"


async def test_links_are_followed_and_the_way_back_is_the_way_one_came(library: House) -> None:
    async with library.opened(library.player()) as game:
        await codex(game)
        await game.press("3", "enter", "enter")
        await game.comes(CodexPageScreen)
        assert title(game) == "Alone or waiting"
        await game.decide("Trap: Working alone")
        assert title(game) == "Working alone"
        await game.shows("Asking has looked like weakness before.", "trap")
        await game.decide("Phase where it lives")
        assert title(game) == "Phase 1: Junior to mid"
        await game.press("q")
        assert title(game) == "Working alone"
        picked = game.choices.cursor
        assert picked is not None
        assert game.choices.items[picked].text.startswith("Phase where it lives"), (
            "the pointer is where it was"
        )
        await game.press("escape", "b")
        assert title(game) == "Plateau traps"
        await game.press("b")
        await game.comes(CodexScreen)


async def test_the_page_is_read_on_and_the_reader_comes_back_to_the_line(library: House) -> None:
    async with library.opened(library.player(), size=(60, 16)) as game:
        await codex(game)
        await game.press("2", "enter", "1", "enter")
        await game.comes(CodexPageScreen)
        await game.press("pageup", "pageup", "pageup", "pageup", "space")
        assert 'from "it works"' not in game.words
        await game.decide("Gate item: You asked")
        line = game.app.screen.query_one("#text").scroll_y
        assert line == 0, "a new page begins at its first line"
        await game.press("b")
        assert game.app.screen.query_one("#text").scroll_y > 0


async def test_a_story_is_played_from_its_page(library: House) -> None:
    async with library.opened(library.player()) as game:
        await codex(game)
        await game.press("slash", *"nightly", "enter")
        await game.comes(CodexPageScreen)
        await game.shows("Its traps stand here when you have played it to an end.", "⏎ Play this story")
        await game.decide("Gate item that it practises: You asked")
        assert title(game).startswith("You asked")
        await game.press("b", "up", "up", "up", "up", "enter")
        await game.comes(ScenarioScreen)


@pytest.mark.parametrize(
    ("page", "place", "word"),
    [
        ("exercise:one-question", "write", "Write this exercise"),
        ("gate:ask-early", "gates", "Your evidence for it"),
        ("trap:lone-wolf", "traps", "Your decisions that fed or avoided it"),
    ],
    ids=["exercise", "gate", "trap"],
)
async def test_a_page_leads_to_where_one_does_something_about_it(
    library: House, page: str, place: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with library.opened(library.player()) as game:
        # a copy: what is put back into the real one comes last, and the key bar of every later test shows it
        others = {name: each for name, each in PLACES.items() if name != place}
        monkeypatch.setattr("ladderquest.tui.screens.codex.PLACES", others)
        game.app.go("codex", page)
        await game.comes(CodexPageScreen)
        assert word not in game.words, "there is no such place here"
        await game.press("b")
        monkeypatch.setattr("ladderquest.tui.screens.codex.PLACES", PLACES)
        game.app.go("codex", page)
        await game.comes(CodexPageScreen)
        gone: list[tuple[str, str]] = []
        monkeypatch.setattr(game.app, "go", lambda *where: gone.append(where))
        await game.decide(word)
        assert gone == [(place, page.partition(":")[2])]


async def test_a_slash_on_a_page_goes_to_the_search(library: House) -> None:
    async with library.opened(library.player()) as game:
        await codex(game)
        await game.press("1", "enter", "slash")
        screen = await game.comes(CodexScreen)
        assert screen.searching
        assert [type(each) for each in game.app.screen_stack] == [HomeScreen, CodexScreen], (
            "the search was below, and is not laid over itself"
        )


async def test_a_page_opened_from_elsewhere_leads_back_there(library: House) -> None:
    async with library.opened(library.player()) as game:
        await game.press("1")
        await game.comes(PhaseScreen)
        await game.press("x")
        await game.comes(CodexPageScreen)
        assert title(game) == "Phase 1: Junior to mid"
        await game.press("slash", *"mid")
        screen = await game.comes(CodexScreen)
        assert screen.words == "mid"
        await game.press("escape", "q", "b")
        await game.comes(PhaseScreen)


async def test_the_debrief_leads_to_the_traps_that_it_names(library: House) -> None:
    ada = library.player()
    play_to_the_end_without_a_screen(library, ada)
    async with library.opened(ada) as game:
        await game.press("1", "enter")
        debrief = await game.comes(DebriefScreen)
        named = {trap.title for each in debrief.debrief.opened for trap in (*each.fed, *each.avoided)}
        assert named
        await game.press("x")
        panel = await game.comes(TopicPanel)
        assert set(panel.topics.values()) == {*named, "Everything in the codex"}
        await game.press("q")
        await game.comes(DebriefScreen)
        await game.press("x", "enter")
        await game.comes(CodexPageScreen)
        assert title(game) in named
        await game.press("b")
        await game.comes(DebriefScreen)
        await game.press("x")
        await game.decide("Everything in the codex")
        await game.comes(CodexScreen)
        await game.press("q")
        await game.comes(DebriefScreen)


async def test_a_place_that_the_codex_does_not_know_becomes_a_search(library: House) -> None:
    async with library.opened(library.player()) as game:
        game.app.go("codex", "trap:gone")
        screen = await game.comes(CodexScreen)
        assert screen.words == "trap:gone"
        await game.shows("No page has all of these words.")


async def test_levels_stand_side_by_side_from_that_of_the_player(library: House) -> None:
    async with library.opened(library.player()) as game:
        await codex(game)
        await game.press("m")
        await game.comes(CompareScreen)
        await game.until(lambda: title(game) == "L3: Engineer I and ▸ L4: Engineer II", "the first two")
        await game.press("right")
        assert title(game) == "L3: Engineer I and ▸ L5: Senior engineer"
        await game.press("l", "c", "l")
        assert title(game) == "▸ L4: Engineer II and L5: Senior engineer"
        await game.press("h", "left")
        assert title(game) == "▸ L3: Engineer I and L5: Senior engineer"
        await game.press("m")
        await game.comes(CodexScreen)


async def test_a_page_of_a_level_is_compared_with_the_next(library: House) -> None:
    async with library.opened(library.player()) as game:
        await codex(game)
        await game.press("slash", *"level:mid", "enter")
        await game.comes(CodexPageScreen)
        await game.press("m")
        await game.comes(CompareScreen)
        await game.until(lambda: title(game) == "L4: Engineer II and ▸ L5: Senior engineer", "from mid on")


async def test_a_wide_window_has_three_side_by_side(library: House) -> None:
    async with library.opened(library.player()) as game:
        await codex(game)
        await game.press("m")
        await game.comes(CompareScreen)
        await game.resize(120, 40)
        await game.until(lambda: title(game).endswith("and L5: Senior engineer"), "three of them")
        await game.press("c", "left")
        assert title(game) == "L3: Engineer I, L4: Engineer II and ▸ L4: Engineer II"
        await game.resize(80, 24)
        await game.until(lambda: title(game) == "L3: Engineer I and ▸ L4: Engineer II", "two of them")


async def test_a_pack_with_one_level_has_nothing_to_compare(tmp_path: Path) -> None:
    pack = pack_at(SAMPLE)
    ladder = structs.replace(pack.ladder, levels=pack.ladder.levels[:1])
    house = house_at(tmp_path, structs.replace(pack, ladder=ladder))
    async with house.opened(house.player()) as game:
        await codex(game)
        await game.press("m")
        await game.comes(CompareScreen)
        await game.shows("This pack has no levels to compare.")
        await game.press("right", "c", "q")
        await game.comes(CodexScreen)


async def test_the_mouse_opens_and_every_hint_can_be_clicked(library: House) -> None:
    async with library.opened(library.player()) as game:
        await codex(game)
        for _ in range(2):
            await game.click(game.choice("Plateau traps"))
        await game.comes(CodexPageScreen)
        await game.click_key("compare")
        await game.comes(CompareScreen)
        await game.click_key("other column")
        await game.click_key("back")
        await game.comes(CodexPageScreen)
        await game.click_key("search")
        await game.comes(CodexScreen)


class TestPictures:
    """At 80×24 in both themes, and one wide."""

    @pytest.mark.parametrize("theme", [NIGHT, PAPER], ids=["night", "paper"])
    @pytest.mark.parametrize(
        "keys",
        ["x", "x slash *mid", "x slash *reasons enter 2", "x slash *phase_1 enter space", "x m"],
        ids=["first", "found", "page", "table", "compare"],
    )
    def test_small(self, library: House, snap_compare: Callable[..., bool], keys: str, theme: str) -> None:
        self.compare(library, snap_compare, keys, theme, SMALL)

    def test_wide(self, library: House, snap_compare: Callable[..., bool]) -> None:
        self.compare(library, snap_compare, "x m", NIGHT, WIDE)

    def compare(
        self, library: House, snap_compare: Callable[..., bool], keys: str, theme: str, size: tuple[int, int]
    ) -> None:
        store = library.player()
        store.update(settings=Settings(theme=theme, reduced_motion=True)).result()
        app = library.app(store)
        assert snap_compare(app, terminal_size=size, run_before=lambda pilot: lead(pilot, keys))
