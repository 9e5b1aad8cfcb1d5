"""Text of others is text: whatever stands in it is shown as it stands, and nothing obeys it."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ladderquest.pack.loader import load_pack
from ladderquest.pack.model import Pack
from ladderquest.tui.screens.debrief import DebriefScreen
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.phase import PhaseScreen
from ladderquest.tui.screens.placement import PlacementScreen
from tests.cli.terminal import ROOT, SAMPLE
from tests.tui.driving import House

BAIT = "[/][@click=app.quit]x[/]"

TEXTS = (
    "The nightly job",
    "A job that you wrote fails at night",
    "Tuesday, 08:10",
    "Hours left",
    "Disk quota page",
    "of the writes were refused",
    "start, 812 files",
    "nightly.log",
    "A ticket arrives",
    "The table is read at ten",
    "A morning that others can follow",
    "The nightly job failed and the table",
    "The log shows when it failed",
    "forwards a mail with no text in it",
    "Restart the job now",
    "sends a thumb",
    "Heard that it runs",
    "Restarting answers the mail",
    "Nobody pages a vendor",
    "What do you read?",
    "Mira has to open it first",
    "Which line would you show",
    "She asks about that line",
    "What do you say, and what",
    "The disk was full and",
    "There was no time to fix",
    "Lena writes it down",
    "three people can say why",
    "The disk had been full since",
    "Ask who reads the table",
    "Junior to mid",
    "is why",
    "Work that others can follow",
    "It works.",
    "Explaining",
    "You explained a choice",
    "Working alone",
    "The fastest hands",
    "Speed was what got praised",
    "Asking what the work is for",
    "The problem is known",
    "Five questions about",
    "Have you explained a change",
    "Which change was it?",
    "Start with explaining",
    "Tomáš Bednář",
    "Lena Park",
)
"""Beginnings of texts in the sample pack, of every kind; the bait goes in front of each."""


def baited_by(value: Any) -> Any:
    """``value`` of plain Python with the bait in every text."""
    if isinstance(value, dict):
        return {key: baited_by(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [baited_by(each) for each in value]
    if isinstance(value, str):
        for text in TEXTS:
            value = value.replace(text, f"{BAIT}{text}")
    return value


@pytest.fixture
def baited(house: House) -> House:
    house.pack = msgspec.convert(baited_by(msgspec.to_builtins(house.pack)), Pack)
    return house


async def test_nothing_in_a_pack_is_markup(baited: House) -> None:
    seen = ""
    async with baited.opened(baited.player(f"Ada {BAIT}", placed=False)) as game:

        async def look(*keys: str) -> None:
            nonlocal seen
            await game.press(*keys)
            seen += "".join(game.notices)
            game.app.clear_notifications()  # they lie over the text
            await game.settled()
            seen += game.words

        async def read() -> None:
            while game.stage.ask is None and not game.app.game.store.runs[-1].ending:
                await look("space")

        await game.comes(PlacementScreen)
        await look()
        await look("y")
        await look("escape", "n", "n", "n", "n", "n")
        await look("enter")
        await game.comes(HomeScreen)
        await look("1")
        await game.comes(PhaseScreen)
        await look("space", "space")
        await look("t")
        await look("t")
        await look("enter")
        await look("a")
        await look("a")
        await look("q")
        assert f"Saved. {BAIT}The nightly job waits at this line." in seen
        await look("up", "enter")
        await game.pick(f"{BAIT}Restart")
        await look("enter")
        await look("e")
        await look("question_mark")
        await look("q", "space")
        await read()
        await look("1", "enter")
        await read()
        await look("c")
        await look("c", "p")
        await look("p", "e")
        await look("e", "down", "down", "space")
        await look("enter")
        await read()
        await look("1", "4")
        await look("enter")
        await look("space")
        await read()
        await look()
        await look("space")
        await game.comes(DebriefScreen)
        for _ in range(12):
            await look("space")
        await look("m")
        assert "┃" in seen
        await look("q")
        await look("t")
        await look("enter")
        await look("b")
        await look("q", "q")
        await look("1")
        await look("escape", "u")
        assert game.app.is_running
    everything = seen.replace(" ", "")  # a line may break anywhere
    missing = [text for text in TEXTS if f"{BAIT}{text}".replace(" ", "") not in everything]
    assert missing == []
    assert f"Ada {BAIT}" in seen


@pytest.mark.parametrize("column", [1, 12, 20, 24])
async def test_a_click_on_a_bait_catches_nothing(baited: House, column: int) -> None:
    async with baited.playing() as game:
        await game.pilot.click(offset=(3 + column, 2))
        await game.settled()
        await game.click(game.choice(f"{BAIT}Restart"), at=(5 + column, 0))
        assert game.app.is_running
        assert game.choices.cursor == 1


async def test_what_a_terminal_obeys_never_gets_into_a_pack(house: House, tmp_path: Path) -> None:
    root = tmp_path / "pack"
    shutil.copytree(SAMPLE, root)
    file = root / "scenarios/phase-1/tiny.yaml"
    text = file.read_text(encoding="utf-8")
    mail = "{cast.tomas} forwards a mail"
    assert mail in text
    file.write_text(text.replace(mail, "\u202eolleh\u202c \u200bforwards\U000e0041 a mail"), encoding="utf-8")
    loaded = load_pack(root)
    assert loaded.pack is not None
    house.pack = loaded.pack
    async with house.playing() as game:
        await game.shows("olleh forwards a mail with no text in it")
        assert not {"\u202e", "\u202c", "\u200b", "\U000e0041", "\x1b"} & set(game.text)


def test_no_notice_is_read_as_markup() -> None:
    calls = [
        (path.name, node.lineno, {keyword.arg: keyword.value for keyword in node.keywords})
        for path in sorted((ROOT / "src/ladderquest/tui").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "notify"
    ]
    assert len(calls) > 5
    obeyed = [
        (name, line)
        for name, line, given in calls
        if "markup" not in given or ast.literal_eval(given["markup"])
    ]
    assert obeyed == []
