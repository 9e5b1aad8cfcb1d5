"""What is left half written in the app: it is offered where it was left, and nowhere else."""

from __future__ import annotations

import errno
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from ladderquest.growth.work import Action, Work
from ladderquest.saves import PlayerStore, Settings
from ladderquest.saves.work import WorkFile
from ladderquest.tui.asking import WaitPanel
from ladderquest.tui.screens.actions import ActionsScreen
from ladderquest.tui.screens.checkpoints import CheckpointPanel
from ladderquest.tui.screens.evidence import EvidenceScreen
from ladderquest.tui.screens.gates import GatesScreen
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.item import ItemScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from ladderquest.tui.widgets.form import Form
from ladderquest.tui.widgets.pad import Pad
from tests.cli.terminal import change, copy_of_sample
from tests.pack.pages import BEHIND, EDITS
from tests.saves.faults import broken
from tests.saves.faults import change as edit_file
from tests.tui.disk import HeldDisk
from tests.tui.driving import Driver, House
from tests.tui.packs import edited
from tests.tui.stories import rehearsal_of
from tests.tui.test_gates import fill, new_entry

BEGUN = "Here is what you had written by 20 November 2026. It is not handed in yet."
TYPED = "Here is what you had typed by 20 November 2026. It is not kept as an entry yet."


def on_disk(house: House, name: str = "Ada") -> Work:
    """What a game has that is opened now."""
    with house.player(name) as store:
        return store.work.read()


def kept(store: PlayerStore) -> Work:
    """What is on the disk behind a game that is open."""
    return store.ask(lambda: WorkFile(store.folder).read())


def pages(work: Work) -> list[str]:
    return [page.text for page in work.page_drafts.values()]


@asynccontextmanager
async def page(house: House, *edits: tuple[str, str], decide: str = "") -> AsyncIterator[Driver]:
    """The sample, opened at its page, or led to it by a decision."""
    house.pack = edited(*(edits or EDITS))
    async with house.playing() as game:
        if decide:
            await game.decide(decide)
            await game.read_on()
        await game.shows("What do you write before you look?", "enter write")
        yield game


# --- pages -------------------------------------------------------------------------------------------


async def test_a_page_waits_as_it_was_left_and_goes_with_the_answer(house: House) -> None:
    async with page(house) as game:
        await game.press("enter", *"Half", "enter", *"a page", "tab", "q")
        await game.comes(HomeScreen)
        assert game.notices[-1] == "Saved. The nightly job waits at this page, with what you have written."
        await game.press("enter")
        await game.shows(BEGUN, "Half a page", "3 words")
    assert pages(on_disk(house)) == ["Half\na page"]
    async with page(house) as game:
        await game.shows(BEGUN, "Half a page")
        await game.press("enter", *", and the rest", "ctrl+s")
        await game.shows('▸ Wrote 6 words: "Half a page, and the rest"')
        assert pages(kept(game.app.game.store)) == []
    assert on_disk(house) == Work()


async def test_what_stands_on_a_page_is_written_on_at_its_end(house: House) -> None:
    async with page(house) as game:
        await game.press("enter", *"One", "escape", "escape")
        await game.comes(HomeScreen)
        await game.press("enter", "enter", *" two")
        assert game.one(Pad).text == "One two"


async def test_an_empty_page_leaves_nothing_and_says_nothing(house: House) -> None:
    async with page(house) as game:
        await game.press("enter", "x", "backspace", "tab", "q")
        await game.comes(HomeScreen)
        assert game.notices[-1].endswith("waits at this line.")
        await game.press("enter")
        await game.comes(ScenarioScreen)
        assert "Here is what" not in game.words
    assert on_disk(house) == Work()


async def test_a_page_that_is_emptied_again_is_forgotten(house: House) -> None:
    async with page(house) as game:
        await game.press("enter", "x", "tab", "q")
        await game.press("enter", "enter", "backspace", "tab", "q")
        await game.comes(HomeScreen)
    assert on_disk(house) == Work()


async def test_a_crash_loses_seconds_of_a_page(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ladderquest.tui.soon.KEEP_AFTER", 0.01)

    def file() -> str:
        return "".join(path.read_text() for path in tmp_path.glob("saves/*/work.json"))

    async with page(house) as game:
        await game.press("enter", *"Typed")
        await game.until(lambda: '"Typed"' in file(), "the words on the disk")
        await game.press(*" on")
        await game.until(lambda: '"Typed on"' in file(), "what was typed after that")


@pytest.mark.parametrize("key", ["?", "p"])
async def test_what_lies_over_a_page_keeps_it(house: House, key: str) -> None:
    async with page(house) as game:
        await game.press("enter", *"Half", "tab", key)
        assert not isinstance(game.app.screen, ScenarioScreen)
        assert pages(kept(game.app.game.store)) == ["Half"]


async def test_the_last_key_before_the_game_is_left_counts(house: House) -> None:
    async with page(house) as game:
        await game.press("enter", *"Half a pag")
        game.app.screen.query_one(Pad).query_one("Sheet").insert("e")  # type: ignore[attr-defined]
        game.app.leaving.leave()
        await game.until(lambda: not game.app.is_running, "the end")
    assert pages(on_disk(house)) == ["Half a page"]


async def test_nobody_waits_for_the_disk_to_leave_a_page(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with HeldDisk(monkeypatch) as disk:
        async with page(house) as game:
            disk.hold()
            await game.press("enter", *"Half", "tab")
            await game.pilot.press("q")
            await game.until(lambda: isinstance(game.app.screen, HomeScreen), "the ladder")
            disk.release()
    assert pages(on_disk(house)) == ["Half"]


async def test_a_full_disk_is_said_and_the_words_are_saved_with_the_next(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with page(house) as game:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", broken(errno.ENOSPC))
            await game.press("enter", *"Half", "tab", "q")
            assert game.news[0].startswith("Not saved: ")
            await game.press("enter")
        await game.comes(HomeScreen)
        await game.press("enter")
        await game.shows("Half")
        await game.press("enter", *" a page", "tab", "q")
    assert pages(on_disk(house)) == ["Half a page"]


async def test_going_back_drops_the_page_of_who_asks_twice(house: House) -> None:
    with house.player() as ada:
        ada.update(settings=Settings(rewind_always=True)).result()
    async with page(house, *BEHIND, decide="Tell Mira") as game:
        await game.press("enter", *"Half", "tab", "b")
        assert game.notices[-1] == "Going back drops what is on this page. b once more goes back."
        await game.press("b")
        await game.comes(CheckpointPanel)
        await game.press("q")
        assert pages(kept(game.app.game.store)) == ["Half"], "who stays has their page"
        await game.press("b")
        await game.press("enter")
        await game.shows("forwards a mail")
        assert pages(kept(game.app.game.store)) == []
        await game.decide("Tell Mira")
        await game.read_on()
        await game.shows("What do you write before you look?")
        assert game.one(Pad).text == ""
        assert "Here is what" not in game.words


async def test_another_run_has_a_page_of_its_own(house: House) -> None:
    async with page(house) as game:
        await game.press("enter", *"Half", "tab", "q")
        await game.comes(HomeScreen)
        game.app.begin("tiny")
        await game.comes(ScenarioScreen)
        await game.shows("What do you write before you look?")
        assert game.one(Pad).text == ""


async def test_a_second_window_shows_the_page_and_takes_nothing(house: House) -> None:
    async with page(house) as game:
        await game.press("enter", *"Half", "tab", "q")
    with house.player():
        async with house.opened(house.player()) as game:
            await game.press("enter")
            await game.comes(ScenarioScreen)
            await game.shows("this one can look but not save", BEGUN, "Half")
            assert "enter write" not in game.words
            await game.press("enter", "x", "tab")
            assert game.one(Pad).text == "Half"
            await game.press("q")
            await game.comes(HomeScreen)
    assert pages(on_disk(house)) == ["Half"]


async def test_where_nothing_can_be_read_a_page_is_held_back_from_being_lost(house: House) -> None:
    with house.player() as ada:
        ada.work.keep(Action(id="a", changed="now", text="Ask.", made="2026-11-20")).result()
        file = ada.folder / "work.json"
    edit_file(file, lambda tables: tables["meta"]["1"].update(schema=99))
    house.pack = edited(*EDITS)
    async with house.opened(house.player(), scenario="tiny") as game:
        assert "newer" in game.news[0]
        await game.press("enter")
        await game.comes(ScenarioScreen)
        await game.press("enter", *"Half", "tab", "q")
        assert game.notices[-1].startswith("This page cannot be kept: hand it in with ctrl+s")
        await game.press("q")
        await game.comes(HomeScreen)


async def test_a_page_stays_while_its_story_is_edited(tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path, *EDITS)
    async with rehearsal_of(pack).run_test(size=(80, 24), notifications=True) as pilot:
        game = Driver(pilot.app, pilot)  # type: ignore[arg-type]
        await game.shows("What do you write before you look?")
        await game.press("enter", *"Half", "tab")
        change(pack, ("What do you write before you look?", "What do you write first?"))
        await game.shows("What do you write first?", "Half")


# --- evidence ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["escape", "ctrl+l"])
async def test_a_form_waits_or_is_dropped_as_its_writer_says(house: House, key: str) -> None:
    store = house.player()
    async with house.opened(store) as game:
        await new_entry(game)
        await game.press(key)
        await game.comes(GatesScreen)
        await game.press("n")
        screen = await game.comes(EvidenceScreen)
        await fill(game, did="Half a thought", day="yesterday")
        await game.press(key)
        await game.comes(WaitPanel)
        await game.shows("Shall it wait here for you as it is?", "y it waits")
        await game.press("n")
        assert game.app.screen is screen
        await game.press(key, "y")
        await game.comes(GatesScreen)
        assert kept(store).evidence == {}
        await game.press("n")
        screen = await game.comes(EvidenceScreen)
        await game.shows(TYPED, "2026-11-19", "Half a thought")
        assert screen.query_one(Form).values["did"] == "Half a thought"
        await game.press(key, "d")
        await game.comes(GatesScreen)
        assert kept(store) == Work()
        await game.press("n")
        screen = await game.comes(EvidenceScreen)
        assert set(screen.query_one(Form).values.values()) == {""}
        assert "Here is what" not in game.words


async def test_a_form_that_becomes_an_entry_is_not_offered_again(house: House) -> None:
    store = house.player()
    async with house.opened(store) as game:
        await new_entry(game, did="Half a thought")
        await game.press("escape", "y", "n")
        await game.comes(EvidenceScreen)
        await fill(game, day="today")
        await game.press("ctrl+s")
        await game.comes(GatesScreen)
        assert kept(store).evidence_drafts == {}
        (entry,) = kept(store).evidence.values()
        assert entry.did == "Half a thought"
        await game.press("n")
        screen = await game.comes(EvidenceScreen)
        assert set(screen.query_one(Form).values.values()) == {""}


async def test_an_entry_that_is_edited_stays_as_it_is_until_it_is_kept(house: House) -> None:
    store = house.player()
    async with house.opened(store) as game:
        await new_entry(game, day="today", did="Said why.")
        await game.press("ctrl+s", "down", "enter", "e")
        await game.comes(EvidenceScreen)
        await fill(game, outcome="40 ms")
        await game.press("escape", "y")
        await game.comes(ItemScreen)
        assert "40 ms" not in game.words, "what is half written proves nothing"
        (entry,) = kept(store).evidence.values()
        assert entry.outcome == ""
        await game.press("e")
        await game.shows("Here is what you had typed by 20 November 2026. The entry does not have it yet.")
        values = game.one(Form).values
        assert (values["did"], values["outcome"]) == ("Said why.", "40 ms")
        await game.press("ctrl+s")
        await game.comes(ItemScreen)
        await game.shows("40 ms")
        assert kept(store).evidence_drafts == {}


async def test_the_form_of_an_action_waits_for_that_action(house: House) -> None:
    store = house.player()
    store.work.keep(
        Action(id="a", changed="now", text="Ask.", made="2026-11-20"),
        Action(id="b", changed="now", text="Read.", made="2026-11-20"),
    ).result()
    async with house.opened(store) as game:
        await game.press("g", "a", "v")
        screen = await game.comes(EvidenceScreen)
        first = screen.query_one(Form).values["did"]
        await fill(game, outcome="She knew.")
        await game.press("escape", "y")
        await game.comes(ActionsScreen)
        await game.press("down", "v")
        screen = await game.comes(EvidenceScreen)
        assert {screen.query_one(Form).values["did"], first} == {"Ask.", "Read."}
        assert screen.query_one(Form).values["outcome"] == ""
        await game.press("escape", "up", "v")
        await game.shows(TYPED)
        assert game.one(Form).values["outcome"] == "She knew."


async def test_the_items_of_a_form_wait_as_well(house: House) -> None:
    store = house.player()
    async with house.opened(store) as game:
        screen = await new_entry(game)
        screen.query_one("Proves").focus()
        await game.press("enter", "down", "space", "q", "escape", "y", "n")
        screen = await game.comes(EvidenceScreen)
        assert len(screen.items) == 2
        await game.shows(TYPED, "You asked before")


@pytest.mark.parametrize("how", ["leave", "crash"])
async def test_a_form_is_kept_however_the_game_ends(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    if how == "crash":
        monkeypatch.setattr("ladderquest.tui.soon.KEEP_AFTER", 0.01)

    def file() -> str:
        return "".join(path.read_text() for path in tmp_path.glob("saves/*/work.json"))

    async with house.opened(house.player()) as game:
        await new_entry(game, did="Half a thought")
        if how == "crash":
            await game.until(lambda: "Half a thought" in file(), "the words on the disk")
        else:
            game.app.leaving.leave()
            await game.until(lambda: not game.app.is_running, "the end")
    (draft,) = on_disk(house).evidence_drafts.values()
    assert draft.words["did"] == "Half a thought"


async def test_a_form_counts_as_nothing_before_it_is_kept(house: House) -> None:
    store = house.player()
    async with house.opened(store) as game:
        await new_entry(game, day="today", did="Half a thought")
        await game.press("escape", "y")
        await game.comes(GatesScreen)
        await game.shows("0 of 2 with evidence.", "no evidence yet")
        assert "Half a thought" not in game.words
        await game.press("e")
        assert "Half a thought" not in game.words
