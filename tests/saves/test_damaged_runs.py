"""A damaged journal is set aside and goes on from what is intact; nothing else is touched."""

import shutil
from collections.abc import Callable
from typing import Any

import pytest

from ladderquest.play import Run
from ladderquest.saves import NewerSave, PlayerStore, SaveFailed, Saves, SavesError
from ladderquest.saves.layout import SCHEMA
from tests.saves.faults import DAMAGES, STAMP, Damage, change, edit_records, empty, garble, live
from tests.saves.tiny import HASHES, Playing, edition, error_of


@DAMAGES
def test_a_damaged_run_is_set_aside_and_the_rest_goes_on(damage: Damage, saves: Saves, game: Playing) -> None:
    with saves.open(game.store.player) as store:
        other = Playing(store, seed=8).until(3)
    shutil.rmtree(store.folder / "backups")
    damage(live(game))
    aside = live(game).with_name(f"{game.run_id}.json.{STAMP}")
    with saves.open(store.player) as again:
        with pytest.raises(SavesError):
            again.load(game.run_id)
        told = again.notices[0]
        assert told.startswith('A run of "The desk" could not be read: it ')
        assert told.endswith(f'Set aside: "{aside}". Nothing of it could be kept.')
        assert again.runs == [other.summary]
        assert list(again.load(other.run_id).records) == other.run.records
        assert len(again.notices) == 1
    assert aside.exists()
    assert not live(game).exists()
    with saves.open(store.player) as third:
        assert third.notices == []
        assert third.runs == [other.summary]


@DAMAGES
def test_a_run_goes_on_from_its_intact_segments(damage: Damage, saves: Saves, ada: PlayerStore) -> None:
    game = Playing(ada).until(105)
    ada.close()
    damage(live(game))
    with saves.open(ada.player) as store:
        loaded = store.load(game.run_id)
        assert list(loaded.records) == game.run.records[:100]
        assert loaded.edition == edition()
        assert len(store.notices) == 1
        assert store.notices[0].endswith("It goes on from its first 100 records.")
        assert store.runs[0].records == 100
        game.store = store
        game.run, _ = Run.load(game.program, HASHES, loaded.records)
        game.decide().result()
        assert list(store.load(game.run_id).records) == game.run.records
    with saves.open(ada.player) as again:
        assert again.notices == []
        assert again.runs == [game.summary]


@DAMAGES
def test_what_comes_after_a_damaged_segment_is_kept_but_not_used(
    damage: Damage, saves: Saves, ada: PlayerStore
) -> None:
    game = Playing(ada).until(205)
    ada.close()
    damage(live(game, ".0002"))
    with saves.open(ada.player) as store:
        assert len(store.load(game.run_id).records) == 100
        names = {path.name.removeprefix(game.run_id) for path in live(game).parent.iterdir()}
        assert names == {".0001.json", f".0002.json.{STAMP}", f".json.{STAMP}"}
        assert all(name in store.notices[0] for name in names if STAMP in name)


def test_a_segment_that_is_missing_ends_the_journal(saves: Saves, ada: PlayerStore) -> None:
    game = Playing(ada).until(205)
    ada.close()
    live(game, ".0001").unlink()
    with saves.open(ada.player) as store:
        assert store.runs == []
        assert "segment 1 before it is missing" in store.notices[0]
        assert "Nothing of it could be kept" in store.notices[0]


def test_a_run_whose_files_are_gone_is_told(saves: Saves, game: Playing) -> None:
    live(game).unlink()
    with saves.open(game.store.player) as store:
        assert store.runs == []
        assert store.notices == [
            f'A run of "The desk" is gone: its file {game.run_id}.json is missing from the saves.'
        ]
    with saves.open(game.store.player) as again:
        assert again.notices == []


def test_a_run_that_the_index_does_not_know_is_taken_in(saves: Saves, game: Playing) -> None:
    def forget(tables: Any) -> None:
        tables["runs"] = {}

    change(game.store.folder / "player.json", forget)
    with saves.open(game.store.player) as store:
        assert store.runs == [game.summary]
        assert store.notices == []


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda rows: rows.pop("3"), id="a gap"),
        pytest.param(lambda rows: rows.pop("0"), id="no header"),
        pytest.param(lambda rows: rows["3"].update(seq="3"), id="a number that is text"),
        pytest.param(lambda rows: rows["3"].update(record="dreamt"), id="an unknown record"),
        pytest.param(lambda rows: rows["3"].update(extra=1), id="an unknown field"),
        pytest.param(lambda rows: rows.clear(), id="nothing"),
        pytest.param(
            lambda rows: rows.update({"4": {"record": "rewound", "seq": 4, "to": 99}}), id="a rewind"
        ),
    ],
)
def test_records_that_do_not_hold_together_are_damage(
    edit: Callable[[dict[str, Any]], None], saves: Saves, game: Playing
) -> None:
    change(live(game), edit_records(edit))
    with saves.open(game.store.player) as store:
        assert store.runs == []
        assert store.notices[0].startswith('A run of "The desk" could not be read: ')


def test_damage_that_only_saving_meets_is_told_there(saves: Saves, game: Playing) -> None:
    with saves.open(game.store.player) as store:
        game.store = store
        empty(live(game))
        future = game.decide()
        assert isinstance(future.exception(), SaveFailed)
        assert "Nothing was saved: " in error_of(future)
        assert "it is empty" in error_of(future)
        assert live(game).read_bytes() == b""


def test_a_newer_run_is_left_alone_and_named(saves: Saves, game: Playing) -> None:
    change(live(game), lambda tables: tables["meta"]["1"].update(schema=SCHEMA + 1, version="12.1.0"))
    before = live(game).read_bytes()
    with saves.open(game.store.player) as store:
        assert "install LadderQuest 12.1.0 or newer" in store.notices[0]
        assert store.runs == [game.summary]
        with pytest.raises(NewerSave):
            store.load(game.run_id)
        game.store = store
        assert "install LadderQuest 12.1.0" in error_of(game.decide())
    assert live(game).read_bytes() == before


def test_a_journal_of_a_newer_kind_is_left_alone(saves: Saves, game: Playing) -> None:
    change(live(game), edit_records(lambda rows: rows["0"].update(schema=12)))
    before = live(game).read_bytes()
    with saves.open(game.store.player) as store:
        assert "which cannot read it" in store.notices[0]
        with pytest.raises(NewerSave):
            store.load(game.run_id)
    assert live(game).read_bytes() == before


def test_damage_in_the_middle_of_a_session_is_not_written_over(ada: PlayerStore) -> None:
    game = Playing(ada).until(105)
    garble(live(game))
    loaded = ada.load(game.run_id)
    assert list(loaded.records) == game.run.records[:100]
    assert len(ada.notices) == 1
    game.run, _ = Run.load(game.program, HASHES, loaded.records)
    game.decide().result()
    assert list(ada.load(game.run_id).records) == game.run.records
    assert ada.runs == [game.summary]
