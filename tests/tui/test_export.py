"""A document saved to a file, from the app."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from ladderquest.saves import PlayerStore
from ladderquest.tui.screens.debrief import DebriefScreen
from ladderquest.tui.screens.export import ExportPanel
from ladderquest.tui.widgets.choices import Choices
from tests.tui.driving import Driver, House
from tests.tui.stories import play_to_the_end_without_a_screen

NAME = "debrief-tiny-ada-2026-11-20"


@pytest.fixture
def ada(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PlayerStore:
    store = house.player()
    play_to_the_end_without_a_screen(house, store)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return store


async def panel(game: Driver) -> ExportPanel:
    await game.press("1", "enter")
    await game.comes(DebriefScreen)
    await game.press("o")
    return await game.comes(ExportPanel)


def there() -> list[str]:
    return sorted(path.name for path in Path.cwd().iterdir())


def put(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def content(name: str) -> str:
    return Path(name).read_text(encoding="utf-8")


def where(name: str) -> str:
    """The whole path, as a screen has it that wraps it."""
    return str(Path.cwd() / name).replace(" ", "")


async def test_enter_writes_the_whole_debrief_and_says_where(house: House, ada: PlayerStore) -> None:
    async with house.opened(ada) as game:
        await panel(game)
        await game.shows("1 text: plain text", "3 html: a page for a browser", f"{NAME}.txt")
        assert "csv" not in game.words, "there is no table in it"
        await game.press("2", "enter")
        await game.shows(f"{NAME}.md", "enter saves; tab goes back to the formats")
        await game.press("enter")
        await game.shows("Written: ")
        assert where(f"{NAME}.md") in game.words.replace(" ", "")
        text = content(f"{NAME}.md")
        assert text.startswith("# The nightly job\n")
        assert "To talk about" not in text
        assert there() == [f"{NAME}.md"]
        await game.press("escape")
        await game.comes(DebriefScreen)


async def test_a_changed_name_stays_when_the_format_changes(house: House, ada: PlayerStore) -> None:
    async with house.opened(ada) as game:
        await panel(game)
        await game.press("tab")
        field = game.one(Input)
        assert field.has_focus
        field.value = "mine.txt"
        await game.press("tab")
        assert game.one(Choices).has_focus
        await game.press("4", "enter", "enter")
        await game.shows("Written: ")
        assert there() == ["mine.docx"]


async def test_what_is_there_is_written_over_when_that_was_asked_for_twice(
    house: House, ada: PlayerStore
) -> None:
    put(f"{NAME}.txt", "mine")
    async with house.opened(ada) as game:
        await panel(game)
        await game.press("enter", "enter")
        await game.shows("exists already", "Enter once more writes over it")
        assert content(f"{NAME}.txt") == "mine"
        await game.press("enter")
        await game.shows("Written: ")
        assert content(f"{NAME}.txt").startswith("The nightly job")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere/x.txt", "there is no such folder"),
        ("", "names no file"),
        (".", "is a folder: name a file in it"),
    ],
    ids=["nowhere", "nothing", "folder"],
)
async def test_what_cannot_be_written_is_said_and_can_be_mended(
    house: House, ada: PlayerStore, name: str, said: str
) -> None:
    async with house.opened(ada) as game:
        await panel(game)
        await game.press("enter")
        game.one(Input).value = name
        await game.press("enter")
        await game.shows(said)
        assert there() == []
        game.one(Input).value = "x.txt"
        await game.press("enter")
        await game.shows("Written: ")
        assert there() == ["x.txt"]


async def test_the_clipboard_is_never_said_to_have_worked(house: House, ada: PlayerStore) -> None:
    async with house.opened(ada) as game:
        await panel(game)
        await game.press("c")
        await game.shows("Not every terminal takes it, and none says whether it did")
        assert game.app.clipboard.startswith("The nightly job\n")
        assert there() == []


@pytest.mark.parametrize("key", ["q", "escape"])
async def test_back_to_the_debrief_with_nothing_written(house: House, ada: PlayerStore, key: str) -> None:
    async with house.opened(ada) as game:
        await panel(game)
        await game.press(key)
        await game.comes(DebriefScreen)
        assert there() == []
