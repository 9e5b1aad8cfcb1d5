"""What is kept beside the runs: read once, changed at once, and as safe as a run."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import msgspec
import pytest

from ladderquest.growth.work import (
    Action,
    Card,
    Draft,
    Evidence,
    EvidenceDraft,
    PageDraft,
    PlanEdit,
    Reviewed,
    Waiver,
    Work,
)
from ladderquest.saves import NewerSave, SaveFailed, Saves
from ladderquest.saves.inspect import inspect_player
from ladderquest.saves.layout import SCHEMA
from ladderquest.saves.transfer import backup_called, restore_player
from ladderquest.saves.work import WorkFile
from tests.saves.faults import DAMAGES, Damage, broken, change
from tests.saves.tiny import EVIDENCE, TIME, Playing, error_of

ENTRIES = (
    EVIDENCE,
    Waiver(id="p2-on-call", changed=TIME, reason="We have no pagers here."),
    Action(id="a1", changed=TIME, text="Read thirty chats.", made="2026-11-20", due="2026-11-27", seq=4),
    Draft(id="d1", changed=TIME, exercise="vision", made=TIME, words={"text": "In five years ..."}),
    PageDraft(id="01k/desk/0", changed=TIME, run="01k", text="Half a page\n\nof mine"),
    EvidenceDraft(
        id="new/p1-explained", changed=TIME, entry="e2", items=("p1-explained",), words={"did": "Half"}
    ),
    Card(
        id="the-desk/desk",
        changed=TIME,
        scenario="the-desk",
        scene="desk",
        run="01k",
        seq=3,
        due=TIME,
        memory={"stability": 2.5, "step": None},
        reviews=(Reviewed(TIME, {"stay": 4}, 3),),
    ),
    PlanEdit(id="gate/p1-explained", changed=TIME, place=1, state="done", note="It was read."),
)


def test_every_kind_of_entry_comes_back_as_it_was(saves: Saves) -> None:
    with saves.create("Ada") as ada:
        ada.work.keep(*ENTRIES).result()
        kept = ada.work.read()
    with saves.open(ada.player) as again:
        assert again.work.read() == kept
        assert {entry.id for entry in ENTRIES} == {
            key for field in msgspec.structs.asdict(kept).values() for key in field
        }
        assert again.notices == []


def test_an_entry_is_replaced_as_a_whole_and_can_be_taken_away(saves: Saves) -> None:
    with saves.create("Ada") as ada:
        ada.work.keep(msgspec.structs.replace(EVIDENCE, link="https://example.org/1", people="Mara"))
        ada.work.keep(EVIDENCE)
        ada.work.keep(ENTRIES[1]).result()
        ada.work.drop(Waiver, "p2-on-call").result()
    with saves.open(ada.player) as again:
        assert again.work.read() == Work(evidence={"e1": EVIDENCE})


def test_entries_are_kept_and_taken_away_in_one_write(saves: Saves, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PageDraft(id="1", changed=TIME, run="01k", text="Half")
    with saves.create("Ada") as ada:
        ada.work.keep(page).result()
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", broken(errno.ENOSPC))
            ada.work.keep(EVIDENCE, drop=[(PageDraft, "1"), (PageDraft, "none such")]).exception()
        assert WorkFile(ada.folder).read() == Work(page_drafts={"1": page})
        ada.work.keep(drop=[(PageDraft, "none such")]).result()
        assert WorkFile(ada.folder).read() == Work(evidence={"e1": EVIDENCE}) == ada.work.read()


def test_a_table_of_another_version_stays_as_it_is(saves: Saves) -> None:
    """Why a new kind needs no new layout: an older version writes back what it does not know."""
    with saves.create("Ada") as ada:
        ada.work.keep(EVIDENCE).result()
    path = ada.folder / "work.json"
    row = {"id": "x", "changed": TIME, "text": "from tomorrow"}
    change(path, lambda tables: tables.update(letters={"1": row}))
    with saves.open(ada.player) as again:
        assert again.notices == []
        again.work.keep(ENTRIES[1])
        again.work.drop(Evidence, "e1").result()
    assert json.loads(path.read_bytes())["letters"] == {"1": row}
    with saves.open(ada.player) as again:
        assert again.work.read() == Work(waivers={ENTRIES[1].id: ENTRIES[1]})
        assert again.notices == []


def test_a_file_from_before_there_were_drafts_takes_them_in(saves: Saves) -> None:
    page, form = ENTRIES[4], ENTRIES[5]
    with saves.create("Ada") as ada:
        ada.work.keep(*ENTRIES[:4], *ENTRIES[6:]).result()
    path = ada.folder / "work.json"
    assert not {"page_drafts", "evidence_drafts"} & json.loads(path.read_bytes()).keys()
    with saves.open(ada.player) as again:
        kept = again.work.read()
        assert (kept.page_drafts, kept.evidence_drafts) == ({}, {})
        again.work.keep(page, form).result()
    with saves.open(ada.player) as again:
        assert again.work.read() == msgspec.structs.replace(
            kept, page_drafts={page.id: page}, evidence_drafts={form.id: form}
        )
        assert again.notices == []
        assert json.loads(path.read_bytes())["meta"]["1"]["schema"] == SCHEMA


def test_of_a_draft_that_was_written_on_in_two_copies_the_newer_one_stays(saves: Saves) -> None:
    page, form = ENTRIES[4], ENTRIES[5]
    later = "2026-11-21T09:00:00+01:00"
    newer_page = msgspec.structs.replace(page, changed=later, text="A whole page")
    newer_form = msgspec.structs.replace(form, changed=later, words={"did": "Whole"})
    other = PageDraft(id="01m/desk/0", changed=TIME, run="01m", text="Another run's")
    with saves.create("Ada") as ada, saves.create("Ada, elsewhere") as elsewhere:
        ada.work.keep(page, newer_form).result()
        elsewhere.work.keep(newer_page, form, other).result()
        assert ada.merge(elsewhere.folder).result().kept == 2
        assert elsewhere.merge(ada.folder).result().kept == 1
        both = Work(page_drafts={page.id: newer_page, other.id: other}, evidence_drafts={form.id: newer_form})
        assert ada.work.read() == elsewhere.work.read() == both
        assert ada.merge(elsewhere.folder).result().kept == 0


def test_a_restore_brings_back_a_draft(saves: Saves) -> None:
    page, form = ENTRIES[4], ENTRIES[5]
    with saves.create("Ada") as ada:
        Playing(ada).until(3)
        ada.work.keep(page, form).result()
        ada.back_up("test").result()
        ada.work.keep(drop=[(PageDraft, page.id), (EvidenceDraft, form.id)]).result()
    (card,) = saves.players()
    came = restore_player(saves, card, backup_called(ada.folder, "newest"))
    assert came.merged.kept == 2
    with saves.open(card.id) as again:
        assert again.work.read() == Work(page_drafts={page.id: page}, evidence_drafts={form.id: form})


def test_texts_are_cleaned_where_they_enter(saves: Saves) -> None:
    with saves.create("Ada") as ada:
        ada.work.keep(msgspec.structs.replace(EVIDENCE, did="red \x1b[31m\u202eflag")).result()
        assert ada.work.read().evidence["e1"].did == "red [31mflag"


def test_what_could_not_be_saved_is_saved_with_the_next_change(
    saves: Saves, monkeypatch: pytest.MonkeyPatch
) -> None:
    with saves.create("Ada") as ada:
        ada.work.read()
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", broken(errno.ENOSPC))
            failed = ada.work.keep(EVIDENCE)
            assert isinstance(failed.exception(), SaveFailed)
            assert "space" in error_of(failed)
        assert "e1" in ada.work.read().evidence
        ada.work.keep(ENTRIES[1]).result()
    with saves.open(ada.player) as again:
        assert again.work.read().evidence == {"e1": EVIDENCE}
        assert set(again.work.read().waivers) == {"p2-on-call"}


def test_nothing_is_kept_where_another_window_has_the_player(saves: Saves) -> None:
    with saves.create("Ada") as ada:
        ada.work.keep(EVIDENCE).result()
        with saves.open(ada.player) as second:
            assert second.work.read().evidence == {"e1": EVIDENCE}
            assert "another window" in error_of(second.work.keep(ENTRIES[1]))


def backed_up(saves: Saves) -> Path:
    """Ada, with evidence that is in a backup; closed. Returns her work file."""
    with saves.create("Ada") as ada:
        Playing(ada).until(3)
        ada.work.keep(EVIDENCE).result()
        ada.back_up("test").result()
    return ada.folder / "work.json"


@DAMAGES
def test_damage_is_set_aside_and_the_backup_comes_back(damage: Damage, saves: Saves) -> None:
    path = backed_up(saves)
    damage(path)
    assert inspect_player(path.parent).problems != []
    with saves.open(path.parent.name) as ada:
        assert ada.work.read().evidence == {"e1": EVIDENCE}
        (told,) = ada.notices
        assert "could not be read" in told
        assert "They are as in the backup of" in told
    assert len(list(path.parent.glob("work.json.damaged-*"))) == 1
    with saves.open(path.parent.name) as again:
        assert again.work.read().evidence == {"e1": EVIDENCE}
        assert again.notices == []
    assert inspect_player(path.parent).problems == []


def test_a_file_that_is_gone_is_missed(saves: Saves) -> None:
    path = backed_up(saves)
    path.unlink()
    with saves.open(path.parent.name) as ada:
        assert ada.work.read().evidence == {"e1": EVIDENCE}
        assert "the file is missing" in ada.notices[0]


def test_without_a_backup_they_begin_anew_and_the_damaged_file_stays(saves: Saves) -> None:
    with saves.create("Ada") as ada:
        ada.work.keep(EVIDENCE).result()
    path = ada.folder / "work.json"
    raw = path.read_bytes()[:-40]
    path.write_bytes(raw)
    with saves.open(ada.player) as again:
        assert again.work.read() == Work()
        assert "No backup has them" in again.notices[0]
        again.work.keep(ENTRIES[1]).result()
    (aside,) = path.parent.glob("work.json.damaged-*")
    assert aside.read_bytes() == raw


def test_an_entry_of_another_shape_is_damage(saves: Saves) -> None:
    path = backed_up(saves)
    change(path, lambda tables: tables["evidence"]["1"].update(items="all"))
    with saves.open(path.parent.name) as ada:
        assert ada.work.read().evidence == {"e1": EVIDENCE}
        assert "an entry that is none" in ada.notices[0]


def test_a_newer_file_is_left_alone_and_named(saves: Saves) -> None:
    path = backed_up(saves)
    change(path, lambda tables: tables["meta"]["1"].update(schema=SCHEMA + 1, version="9.1.0"))
    raw = path.read_bytes()
    with saves.open(path.parent.name) as ada:
        with pytest.raises(NewerSave, match=r"9\.1\.0"):
            ada.work.read()
        with pytest.raises(NewerSave, match=r"9\.1\.0"):
            ada.work.keep(ENTRIES[1])
    assert path.read_bytes() == raw


def test_a_restore_brings_back_what_was_taken_away_and_keeps_what_is_newer(saves: Saves) -> None:
    path = backed_up(saves)
    newer = msgspec.structs.replace(ENTRIES[1], changed="2026-11-21T09:00:00+01:00")
    with saves.open(path.parent.name) as ada:
        ada.work.drop(Evidence, "e1")
        ada.work.keep(newer).result()
    (card,) = saves.players()
    came = restore_player(saves, card, backup_called(path.parent, "newest"))
    assert came.merged.kept == 1
    with saves.open(card.id) as again:
        assert again.work.read() == Work(evidence={"e1": EVIDENCE}, waivers={newer.id: newer})


def test_looking_back_reads_a_run_once(saves: Saves, monkeypatch: pytest.MonkeyPatch) -> None:
    with saves.create("Ada") as ada:
        game = Playing(ada)
        game.begin()
        assert ada.look_back() == []
        game.decide("leave").result()
        (notes,) = ada.look_back()
        assert (notes.run, notes.title, notes.ending) == (game.run_id, "The desk", "gone")
    with saves.open(ada.player) as again, monkeypatch.context() as patch:
        patch.setattr(
            "ladderquest.saves.lookback.load_run", lambda *_args, **_how: pytest.fail("it was read")
        )
        assert again.look_back() == [notes]


@DAMAGES
def test_a_cache_that_cannot_be_read_is_made_again(damage: Damage, saves: Saves) -> None:
    with saves.create("Ada") as ada:
        game = Playing(ada)
        game.begin()
        game.decide("leave").result()
        notes = ada.look_back()
    damage(ada.folder / "looked-back.json")
    with saves.open(ada.player) as again:
        assert again.look_back() == notes
        assert again.notices == []
