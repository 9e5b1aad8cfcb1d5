"""Pages and forms that are left half written, over real saves: what waits where, and until when."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ladderquest.desk.desk import Desk, sit_at_desk
from ladderquest.desk.drafts import EvidenceForm, StoryPage, page_of
from ladderquest.desk.exports import EXPORTS, NothingToExport
from ladderquest.desk.gates import begin_after, begin_evidence, drop_evidence, edit_evidence, evidence_from
from ladderquest.documents.text import to_text
from ladderquest.game import Game, GameError, Sitting
from ladderquest.growth.drafts import Begun
from ladderquest.growth.evidence import Typed
from ladderquest.growth.work import Action, Evidence, Work
from ladderquest.pack.model import Pack
from ladderquest.play import AnyAnswer, Note
from ladderquest.play.moves import Choose, Defend, Investigate, Mark, Write
from ladderquest.saves import PlayerStore, SaveFailed, Saves
from ladderquest.saves.profile import Settings
from ladderquest.saves.work import WorkFile
from tests.pack.pages import BEHIND, EDITS
from tests.saves.faults import broken
from tests.tui.packs import edited

NOW = datetime(2026, 11, 20, 9, 45, tzinfo=UTC)
ITEM, OTHER = "explain-choice", "ask-early"
AFTER: tuple[AnyAnswer, ...] = (Investigate("quota"), Mark(("failure",), 0), Defend("full", ("quota",)))


@pytest.fixture
def saves(tmp_path: Path) -> Saves:
    return Saves(tmp_path / "saves")


@pytest.fixture
def store(saves: Saves) -> Iterator[PlayerStore]:
    with saves.create("Ada") as ada:
        ada.update(settings=Settings(rewind_always=True)).result()
        yield ada


def game_of(store: PlayerStore, pack: Pack | None = None, now: datetime = NOW) -> Game:
    return Game(pack or edited(*BEHIND), store, now=lambda: now, dice=lambda: 0)


def on_disk(store: PlayerStore) -> Work:
    return store.ask(lambda: WorkFile(store.folder).read())


def decide(sitting: Sitting, *answers: AnyAnswer) -> None:
    for answer in answers:
        sitting.wait(sitting.decide(answer, Note(at="2026-11-20T09:45:00+00:00")))


def half(sitting: Sitting, text: str = "Half a page") -> StoryPage:
    """The page that is asked for, with something on it that is kept."""
    page = page_of(sitting)
    assert page is not None
    page.write(text)
    saved = page.keep()
    assert saved is not None
    saved.result()
    return page


def asked(sitting: Sitting) -> str:
    """What stands on the page that is asked for."""
    page = page_of(sitting)
    assert page is not None
    return page.text


# --- pages -------------------------------------------------------------------------------------------


def test_a_page_waits_as_it_was_left(store: PlayerStore, saves: Saves) -> None:
    game = game_of(store)
    sitting = game.sit_down("tiny", seed=1)
    assert page_of(sitting) is None
    decide(sitting, Choose("tell"))
    half(sitting, "Half\n\na page  ")
    store.close()
    with saves.open(store.player) as again:
        page = page_of(game_of(again).sit_down("tiny"))
        assert page is not None
        assert page.text == "Half\n\na page"
        assert page.told == "Here is what you had written by 20 November 2026. It is not handed in yet."
        assert page.keep() is None, "nothing was changed since"


def test_a_page_without_words_is_nothing_to_keep(store: PlayerStore) -> None:
    sitting = game_of(store).sit_down("tiny", seed=1)
    decide(sitting, Choose("tell"))
    page = page_of(sitting)
    assert page is not None
    assert page.keep() is None
    page.write("x")
    page.write(" ")
    assert page.keep() is None
    assert not (store.folder / "work.json").exists()
    half(sitting)
    page.write("")
    half(sitting, "x")
    page = page_of(sitting)
    assert page is not None
    page.write("")
    saved = page.keep()
    assert saved is not None
    saved.result()
    assert on_disk(store).page_drafts == {}
    assert page_of(sitting).told == ""  # type: ignore[union-attr]


def test_the_newest_words_stand_in_place_of_those_before(store: PlayerStore) -> None:
    sitting = game_of(store).sit_down("tiny", seed=1)
    decide(sitting, Choose("tell"))
    half(sitting, "One")
    half(sitting, "Two")
    assert [page.text for page in on_disk(store).page_drafts.values()] == ["Two"]


def test_a_page_that_is_handed_in_waits_no_longer(store: PlayerStore) -> None:
    sitting = game_of(store).sit_down("tiny", seed=1)
    decide(sitting, Choose("tell"))
    page = half(sitting)
    decide(sitting, Write())
    saved = page.done()
    assert saved is not None
    saved.result()
    assert on_disk(store).page_drafts == {}
    assert (page.text, page.keep(), page.done()) == ("", None, None)


def back(sitting: Sitting) -> None:
    sitting.wait(sitting.rewind(0))
    decide(sitting, Choose("tell"))


def other_way(sitting: Sitting) -> None:
    sitting.wait(sitting.rewind(0))
    decide(sitting, Choose("restart"))


def handed_in_and_back(sitting: Sitting) -> None:
    newest = sitting.run.steps[-1].decided.seq
    decide(sitting, Write())
    sitting.wait(sitting.rewind(newest))


def another_run(sitting: Sitting) -> None:
    sitting.run_id = sitting.game.begin("tiny", seed=1).run_id


@pytest.mark.parametrize("went", [back, other_way, handed_in_and_back, another_run])
def test_a_page_never_appears_elsewhere(store: PlayerStore, went: Callable[[Sitting], None]) -> None:
    """The draft is left on the disk, as where the game ended before it could be taken away."""
    sitting = game_of(store).sit_down("tiny", seed=1)
    decide(sitting, Choose("tell"))
    half(sitting)
    went(sitting)
    assert asked(sitting) == ""
    assert len(on_disk(store).page_drafts) == 1
    half(sitting, "New")
    if went is not another_run:
        assert [page.text for page in on_disk(store).page_drafts.values()] == ["New"], "nothing piles up"


def test_what_is_left_of_runs_that_have_ended_goes_with_the_next_draft(store: PlayerStore) -> None:
    game = game_of(store)
    first = game.sit_down("tiny", seed=1)
    decide(first, Choose("tell"))
    half(first, "First")
    decide(first, Write(), *AFTER)
    assert first.run.ended
    second = game.begin("tiny", seed=2)
    decide(second, Choose("tell"))
    assert len(on_disk(store).page_drafts) == 1
    half(second, "Second")
    assert [page.text for page in on_disk(store).page_drafts.values()] == ["Second"]


def test_an_edit_of_the_story_leaves_its_page(store: PlayerStore) -> None:
    sitting = game_of(store).sit_down("tiny", seed=1)
    decide(sitting, Choose("tell"))
    half(sitting)
    other = edited(*BEHIND, ("The nightly job\n", "The nightly job again\n"))
    again = game_of(store, other).sit_down("tiny")
    assert again.scenario.title == "The nightly job again"
    assert asked(again) == "Half a page"


def test_a_story_reads_no_work_before_it_comes_to_a_page(store: PlayerStore) -> None:
    game = game_of(store)
    sitting = game.sit_down("tiny", seed=1)
    assert "work" not in vars(store)
    decide(sitting, Choose("tell"))
    store.ask(lambda: None)
    assert store.work._work is not None, "it is read behind the decision"


def test_what_could_not_be_saved_is_tried_again(store: PlayerStore, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = game_of(store).sit_down("tiny", seed=1)
    decide(sitting, Choose("tell"))
    page = page_of(sitting)
    assert page is not None
    page.write("Half a page")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", broken(errno.ENOSPC))
        failed = page.keep()
        assert failed is not None
        assert isinstance(failed.exception(), SaveFailed)
    saved = page.keep()
    assert saved is not None
    saved.result()
    assert [each.text for each in on_disk(store).page_drafts.values()] == ["Half a page"]
    assert page.keep() is None


def test_another_window_shows_the_page_and_keeps_nothing(store: PlayerStore, saves: Saves) -> None:
    sitting = game_of(store).sit_down("tiny", seed=1)
    decide(sitting, Choose("tell"))
    half(sitting)
    with saves.open(store.player) as second:
        page = page_of(game_of(second).sit_down("tiny"))
        assert page is not None
        assert page.text == "Half a page"
        assert "another window" in page.refused
        page.write("More")
        with pytest.raises(GameError, match="another window"):
            page.keep()


def test_a_hostile_page_is_clean_and_no_longer_than_one(store: PlayerStore) -> None:
    sitting = game_of(store, edited(*EDITS)).sit_down("tiny", seed=1)
    half(sitting, "\x1b[31m[/]\u202e" + "x" * 100_000)
    (page,) = on_disk(store).page_drafts.values()
    assert page.text.startswith("[31m[/]xx")
    assert len(page.text) == 6_000


def test_a_page_that_a_merge_brings_back_is_not_offered_again(store: PlayerStore, saves: Saves) -> None:
    sitting = game_of(store).sit_down("tiny", seed=1)
    decide(sitting, Choose("tell"))
    page = half(sitting)
    with saves.create("Ben") as ben:
        ben.merge(store.folder).result()
    newest = sitting.run.steps[-1].decided.seq
    decide(sitting, Write())
    saved = page.done()
    assert saved is not None
    saved.result()
    store.merge(ben.folder).result()
    assert len(on_disk(store).page_drafts) == 1
    sitting.wait(sitting.rewind(newest))
    assert asked(sitting) == ""
    half(sitting, "New")
    assert [page.text for page in on_disk(store).page_drafts.values()] == ["New"]


# --- evidence ----------------------------------------------------------------------------------------


@pytest.fixture
def desk(store: PlayerStore) -> Desk:
    return sit_at_desk(game_of(store))


def typed(**fields: Any) -> Typed:
    return Typed(**({"items": (ITEM,), "day": "today", "did": "Said why."} | fields))


def left(desk: Desk, begun: Begun, **fields: Any) -> EvidenceForm:
    """A form with something in it that is kept."""
    form = EvidenceForm(desk, begun)
    form.write(typed(**fields))
    saved = form.keep()
    assert saved is not None
    saved.result()
    return form


def test_a_form_waits_as_it_was_left_and_becomes_one_entry(desk: Desk, store: PlayerStore) -> None:
    left(desk, begin_evidence([ITEM]), day="yesterday", outcome="Half", items=(ITEM, OTHER))
    desk.game.now = lambda: NOW + timedelta(days=3)
    again = EvidenceForm(desk, begin_evidence([ITEM]))
    assert again.typed == typed(day="2026-11-19", outcome="Half", items=(ITEM, OTHER))
    assert again.told.startswith("Here is what you had typed by 20 November 2026.")
    assert again.is_begun
    again.write(typed(day="2026-11-19", outcome="Whole"))
    again.hand_in().result()
    work = on_disk(store)
    assert work.evidence_drafts == {}
    assert [(each.day, each.outcome) for each in work.evidence.values()] == [("2026-11-19", "Whole")]
    fresh = EvidenceForm(desk, begin_evidence([ITEM]))
    assert (fresh.typed, fresh.told, fresh.is_begun) == (Typed(items=(ITEM,)), "", False)


def test_what_is_wrong_with_an_entry_leaves_its_draft(desk: Desk, store: PlayerStore) -> None:
    form = left(desk, begin_evidence([ITEM]), day="soon")
    with pytest.raises(ValueError, match="'soon' is no day"):
        form.hand_in()
    assert len(on_disk(store).evidence_drafts) == 1


def test_every_form_has_a_draft_of_its_own(desk: Desk) -> None:
    sitting = desk.game.begin("tiny", seed=1)
    decide(sitting, Choose("tell"), Write(), *AFTER)
    action, other = (Action(id=each, changed="", made="", text="Ask.") for each in "12")
    kept = Evidence(id="e", changed="2026-11-01T09:00:00+00:00", items=(ITEM,), day="2026-11-01")
    desk.game.store.work.keep(kept).result()
    begun: list[Callable[[], Begun]] = [
        lambda: begin_evidence([ITEM]),
        lambda: begin_evidence([OTHER]),
        lambda: begin_after(sitting, [ITEM]),
        lambda: evidence_from(action),
        lambda: evidence_from(other),
        lambda: edit_evidence(kept),
    ]
    for number, each in enumerate(begun):
        left(desk, each(), did=f"Draft {number}")
    assert [EvidenceForm(desk, each()).typed.did for each in begun] == [f"Draft {n}" for n in range(6)]


def test_a_form_that_says_what_it_said_at_first_has_no_draft(desk: Desk, store: PlayerStore) -> None:
    form = EvidenceForm(desk, begin_evidence([ITEM]))
    assert form.keep() is None
    form = left(desk, begin_evidence([ITEM]))
    form.write(Typed(items=(ITEM,)))
    saved = form.keep()
    assert saved is not None
    saved.result()
    assert on_disk(store).evidence_drafts == {}


def test_a_draft_that_is_dropped_is_gone(desk: Desk, store: PlayerStore) -> None:
    form = left(desk, begin_evidence([ITEM]))
    form.write(typed(did="More"))
    saved = form.drop()
    assert saved is not None
    saved.result()
    assert on_disk(store).evidence_drafts == {}
    assert (form.keep(), form.drop()) == (None, None)


def test_an_entry_that_is_deleted_takes_its_draft_along(desk: Desk, store: PlayerStore) -> None:
    kept = Evidence(id="e", changed="2026-11-01T09:00:00+00:00", items=(ITEM,), day="2026-11-01")
    desk.game.store.work.keep(kept).result()
    left(desk, edit_evidence(kept))
    drop_evidence(desk, kept).result()
    assert on_disk(store) == Work()


def test_a_draft_goes_to_another_machine_and_the_newer_one_stays(
    desk: Desk, store: PlayerStore, saves: Saves
) -> None:
    left(desk, begin_evidence([ITEM]), did="Older")
    with saves.create("Ben") as ben:
        there = sit_at_desk(game_of(ben, now=NOW + timedelta(hours=1)))
        left(there, begin_evidence([ITEM]), did="Newer")
        left(there, begin_evidence([OTHER]), did="Other")
    store.merge(ben.folder).result()
    assert EvidenceForm(desk, begin_evidence([ITEM])).typed.did == "Newer"
    assert EvidenceForm(desk, begin_evidence([OTHER])).typed.did == "Other"


def test_a_draft_that_a_merge_brings_back_is_not_offered_again(
    desk: Desk, store: PlayerStore, saves: Saves
) -> None:
    form = left(desk, begin_evidence([ITEM]))
    with saves.create("Ben") as ben:
        ben.merge(store.folder).result()
    form.hand_in().result()
    store.merge(ben.folder).result()
    assert len(store.work.read().evidence_drafts) == 1
    assert EvidenceForm(desk, begin_evidence([ITEM])).told == ""
    left(desk, begin_evidence([OTHER]))
    assert [each.items for each in on_disk(store).evidence_drafts.values()] == [(ITEM,)]
    assert len(on_disk(store).evidence_drafts) == 1


def test_a_draft_of_an_entry_that_was_changed_elsewhere_says_so(desk: Desk) -> None:
    kept = Evidence(id="e", changed="2026-11-01T09:00:00+00:00", items=(ITEM,), day="2026-11-01")
    desk.game.store.work.keep(kept).result()
    left(desk, edit_evidence(kept), did="Mine")
    newer = msgspec.structs.replace(kept, changed="2026-11-21T09:00:00+00:00", did="Theirs")
    form = EvidenceForm(desk, edit_evidence(newer))
    assert form.typed.did == "Mine"
    assert form.told.endswith("The entry was changed after that.")


def test_a_form_in_another_window_keeps_nothing(desk: Desk, store: PlayerStore, saves: Saves) -> None:
    left(desk, begin_evidence([ITEM]), did="Half")
    with saves.open(store.player) as second:
        form = EvidenceForm(sit_at_desk(game_of(second)), begin_evidence([ITEM]))
        assert form.typed.did == "Half"
        form.write(typed(did="More"))
        for act in (form.keep, form.drop, form.hand_in):
            with pytest.raises(GameError, match="another window"):
                act()


# --- what others read ------------------------------------------------------------------------------


@pytest.mark.parametrize("what", EXPORTS)
def test_no_report_has_anything_that_is_half_written(store: PlayerStore, what: str) -> None:
    game = game_of(store)
    ended = game.sit_down("tiny", seed=1)
    decide(ended, Choose("tell"), Write(), *AFTER)
    open_run = game.begin("tiny", seed=1)
    kept = Evidence(id="e", changed="2026-11-01T09:00:00+00:00", items=(ITEM,), day="2026-11-01", did="It.")
    store.work.keep(kept).result()
    before = report(game, what)
    decide(open_run, Choose("tell"))
    half(open_run, "Half a page")
    desk = sit_at_desk(game)
    left(desk, begin_evidence([OTHER]), did="Half a form")
    left(desk, edit_evidence(kept), did="Half an edit")
    after = report(game, what)
    assert "Half a" not in after
    if what in ("packet", "journal", "exercises"):
        assert after == before


def report(game: Game, what: str) -> str:
    try:
        return to_text(EXPORTS[what].build(sit_at_desk(game), "1" if what == "meeting" else ""), 80)
    except NothingToExport as error:
        return str(error)
