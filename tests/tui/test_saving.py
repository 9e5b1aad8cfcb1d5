"""A decision is on disk before anybody sees what follows from it; what cannot be saved is said."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

import pytest

from ladderquest.growth.summary import RunSummary
from ladderquest.play import AnyRecord
from ladderquest.saves import PlayerStore, SaveFailed
from ladderquest.tui.panels import HelpPanel, NewsPanel
from ladderquest.tui.screens.debrief import DebriefScreen
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from tests.saves.faults import garble
from tests.tui.driving import House
from tests.tui.packs import edited
from tests.tui.stories import decide_without_a_screen, play_to_the_end_without_a_screen

CONSEQUENCE = "Then I look at the table, and you at the job."


class SlowDisk:
    """Stands before a store: takes what is to be appended, and waits for a word."""

    def __init__(self, store: PlayerStore, monkeypatch: pytest.MonkeyPatch) -> None:
        self.waiting: list[tuple[Future[None], tuple[Any, ...]]] = []
        self._append = store.append
        monkeypatch.setattr(store, "append", self.append)

    def append(self, run_id: str, records: Sequence[AnyRecord], summary: RunSummary) -> Future[None]:
        saved: Future[None] = Future()
        self.waiting.append((saved, (run_id, records, summary)))
        return saved

    def write(self) -> None:
        """Save what waits, and say so."""
        saved, given = self.waiting.pop(0)
        self._append(*given).result()
        saved.set_result(None)

    def refuse(self) -> None:
        """Lose what waits, and say so."""
        self.waiting.pop(0)[0].set_exception(SaveFailed("cannot save: the disk is full. Free some space."))


async def test_what_follows_waits_for_the_disk_and_the_keys_do_not(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = house.player()
    async with house.opened(ada, scenario="tiny") as game:
        disk = SlowDisk(ada, monkeypatch)
        await game.pick("Tell Mira")
        await game.pilot.press("enter")
        await game.until(lambda: bool(disk.waiting), "the save")
        assert game.app.screen.busy  # type: ignore[attr-defined]
        assert game.decided == []
        assert CONSEQUENCE not in game.words

        await game.pilot.press("question_mark")
        await game.until(lambda: isinstance(game.app.screen, HelpPanel), "help")
        await game.pilot.press("q", "enter", "space", "2", "enter", "b")
        await game.pilot.pause()
        assert len(disk.waiting) == 1, "the question is answered"
        assert isinstance(game.app.screen, ScenarioScreen), "and nobody leaves before it is saved"
        assert CONSEQUENCE not in game.words

        disk.write()
        await game.shows(CONSEQUENCE)
        assert len(game.decided) == 1


async def test_a_save_that_failed_opens_the_question_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = house.player()
    async with house.opened(ada, scenario="tiny") as game:
        disk = SlowDisk(ada, monkeypatch)
        await game.pick("Tell Mira")
        await game.pilot.press("enter")
        await game.until(lambda: bool(disk.waiting), "the save")
        assert game.choices.has_class("decided")
        disk.refuse()
        await game.comes(NewsPanel)
        assert game.news == [
            "Not saved: cannot save: the disk is full. Free some space. "
            "Nothing before it is lost: decide again when it can be saved."
        ]
        await game.press("q")
        assert not game.choices.has_class("decided")
        assert CONSEQUENCE not in game.words

        await game.pick("Restart")
        await game.pilot.press("enter")
        await game.until(lambda: bool(disk.waiting), "the second save")
        disk.write()
        await game.shows("It runs.")
        assert [each.answer.option for each in game.decided] == ["restart"]  # type: ignore[union-attr]


@pytest.mark.parametrize("move", ["investigate", "mark", "defend"])
async def test_every_question_opens_again(house: House, monkeypatch: pytest.MonkeyPatch, move: str) -> None:
    ada = house.player()
    decide_without_a_screen(house, ada, ("investigate", "mark", "defend").index(move) + 1)
    async with house.opened(ada, scenario="tiny") as game:
        disk = SlowDisk(ada, monkeypatch)
        keys = ["space" if move == "mark" else "1", "enter"]
        await game.pilot.press(*keys)
        await game.until(lambda: bool(disk.waiting), "the save")
        disk.refuse()
        await game.comes(NewsPanel)
        await game.press("q")
        await game.pilot.press("enter")
        await game.until(lambda: bool(disk.waiting), "the second save")
        before = len(game.decided)
        disk.write()
        await game.until(lambda: len(game.decided) > before, "the decision")
        await game.shows("▸")


async def test_going_back_waits_for_the_disk_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = house.player()
    play_to_the_end_without_a_screen(house, ada)
    decide_without_a_screen(house, ada, 1)
    async with house.opened(ada, scenario="tiny") as game:
        disk = SlowDisk(ada, monkeypatch)
        await game.pilot.press("b", "enter")
        await game.until(lambda: bool(disk.waiting), "the save")
        await game.shows("What do you read?")
        disk.refuse()
        await game.comes(NewsPanel)
        await game.press("q")
        await game.shows("What do you read?")
        await game.pilot.press("b", "enter")
        await game.until(lambda: bool(disk.waiting), "the second save")
        disk.write()
        await game.shows("forwards a mail")


async def test_the_real_disk_refuses_in_a_sentence(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async with house.playing() as game:
        store = game.app.game.store
        runs = store.folder / "runs"
        runs.rename(store.folder / "away")
        runs.write_text("in the way")
        await game.decide("Tell Mira")
        assert len(game.news) == 1
        assert "Nothing before it is lost" in game.news[0]
        await game.press("q")
        runs.unlink()
        (store.folder / "away").rename(runs)
        await game.decide("Tell Mira")
        await game.shows(CONSEQUENCE)


async def test_a_second_window_looks_and_saves_nothing(house: House) -> None:
    with house.player() as first:
        decide_without_a_screen(house, first, 1)
        async with house.opened(house.player()) as game:
            await game.comes(HomeScreen)
            await game.shows(
                "This player is open in another window, so this one can look but not save. "
                "Close the other one and start again to play here."
            )
            assert game.notices == []
            await game.press("enter")
            await game.comes(ScenarioScreen)
            await game.decide("Disk quota page")
            assert "this one can look but not save" in game.notices[-1]
            await game.press("1")
            assert game.choices.cursor == 0, "the question is open as before"
            await game.press("q", "s", "enter")
            assert "this one can look but not save" in game.notices[-1]
            await game.shows("Explain as I go: no")
            said = len(game.notices)
            await game.press("q", "w")
            assert isinstance(game.app.screen, HomeScreen), "better before five questions than after them"
            assert len(game.notices) == said + 1
            await game.press("1", "q")
            await game.shows("This player is open in another window")
        assert [run.decisions for run in first.runs] == [1]


async def test_a_second_window_cannot_begin_the_story_it_was_opened_with(house: House) -> None:
    with house.player() as first:
        async with house.opened(house.player(), scenario="tiny") as game:
            await game.comes(HomeScreen)
            assert any("this one can look but not save" in notice for notice in game.notices)
        assert first.runs == []


async def test_a_second_window_of_a_finished_story_marks_nothing_and_goes_nowhere(house: House) -> None:
    with house.player() as first:
        play_to_the_end_without_a_screen(house, first)
        async with house.opened(house.player()) as game:
            await game.press("1", "enter")
            await game.comes(DebriefScreen)
            for keys in (("t", "enter"), ("b", "enter"), ("n",)):
                said = len(game.notices)
                await game.press(*keys)
                assert "this one can look but not save" in game.notices[-1]
                assert len(game.notices) == said + 1
                assert isinstance(game.app.screen, DebriefScreen)


async def test_a_story_that_was_edited_under_a_run_says_how_far_it_went_back(house: House) -> None:
    with house.player() as ada:
        decide_without_a_screen(house, ada, 3)
    house.pack = edited(("clue: quota, effect: hours -= 1", "clue: quota, effect: hours -= 2"))
    async with house.playing() as game:
        assert len(game.news) == 1
        assert game.news[0].startswith("This scenario was edited since you played: ")
        assert "2 decisions earlier; the old branch is kept." in game.news[0]
        await game.press("q")
        await game.shows("What do you read?")


async def test_damage_is_told_and_the_rest_is_there(house: House) -> None:
    with house.player() as ada:
        decide_without_a_screen(house, ada, 2)
    (ada.folder / "player.json").write_text("{")
    async with house.opened(house.saves.open(ada.player)) as game:
        [told] = game.news
        assert told.startswith("The profile of Ada could not be read: ")
        assert told.endswith("The settings and the placement were not: please give them again.")
        await game.press("q")
        await game.shows("Go on: The nightly job")


async def test_a_window_that_cannot_save_for_another_reason_says_which(house: House) -> None:
    ada = house.player()
    decide_without_a_screen(house, ada, 1)
    ada.close()
    (ada.folder / "lock").unlink(missing_ok=True)
    (ada.folder / "lock").mkdir()
    async with house.opened(house.saves.open(ada.player)) as game:
        await game.shows("cannot write to", "Until then you can look, but nothing is saved.")
        await game.press("enter")
        await game.decide("Disk quota page")
        assert "Until then you can look, but nothing is saved." in game.notices[-1]


async def test_damage_found_when_a_story_is_opened_stays_until_it_is_read(house: House) -> None:
    with house.player() as ada:
        decide_without_a_screen(house, ada, 2)
        run_id = ada.runs[0].run
    garble(ada.folder / "runs" / f"{run_id}.json")  # as long as before: only reading it tells
    async with house.opened(house.saves.open(ada.player)) as game:
        await game.press("enter")
        await game.comes(NewsPanel)
        assert game.news[0].startswith('A run of "The nightly job" could not be read: ')
        assert len(game.news) == 1
        await game.press("q")
        await game.comes(HomeScreen)
        await game.shows("Begin: The nightly job")


async def test_more_news_than_fit_are_read_to_the_end(house: House) -> None:
    with house.player() as ada:
        for _ in range(6):
            play_to_the_end_without_a_screen(house, ada)
    files = sorted((ada.folder / "runs").glob("*.json"))
    for file in files:
        file.write_bytes(b"")
    async with house.opened(house.saves.open(ada.player)) as game:
        panel = await game.comes(NewsPanel)
        assert len(game.news) == len(files) > 5
        assert files[-1].stem not in game.words, "it does not fit"
        for _ in range(30):
            if game.app.screen is not panel:
                break
            last = "".join("".join(line.split()) for line in game.lines(panel.query_one(".panel-body")))
            await game.press("space")
        assert files[-1].stem in last
        assert isinstance(game.app.screen, HomeScreen)


async def test_everything_is_saved_when_the_app_closes_in_the_middle(house: House) -> None:
    async with house.playing() as game:
        await game.decide("Tell Mira")
        await game.pilot.press("ctrl+q")
        await game.pilot.pause()
        assert game.app.return_code == 0
    with house.player() as ada:
        assert not ada.read_only
        assert [run.decisions for run in ada.runs] == [1]
