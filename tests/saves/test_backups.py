"""Backups: one a day, seven kept, and what comes back from them when a file is damaged."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ladderquest.saves import PlayerStore, Saves, Settings, ids
from ladderquest.saves.backups import backups_of
from ladderquest.saves.bundle import read_bundle
from tests.saves.faults import DAMAGES, Damage, empty, live
from tests.saves.test_migrations import old, schema_of
from tests.saves.tiny import Playing

NOON = datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC)


def at(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    """So many days after noon of the 20th."""
    monkeypatch.setattr(ids, "now", lambda: NOON + timedelta(days=days))


def opened(saves: Saves, game: Playing) -> PlayerStore:
    """The player, open, with the backup of the day behind them."""
    store = saves.open(game.store.player)
    store.load(game.run_id)
    return store


def made(folder: Path) -> list[str]:
    return [backup.id for backup in backups_of(folder)]


def test_one_a_day_and_seven_are_kept(saves: Saves, game: Playing, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(9):
        for hour in (0, 5):
            at(monkeypatch, day + hour / 24)
            opened(saves, game).close()
    assert made(game.store.folder) == [f"202611{day}T120000Z" for day in range(28, 21, -1)]


def test_a_backup_holds_what_the_session_before_left(
    saves: Saves, game: Playing, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, 0)
    before = {path.name: path.read_bytes() for path in game.store.folder.rglob("*.json")}
    with saves.open(game.store.player) as store:
        Playing(store, seed=3).begin().result()
    (backup,) = backups_of(game.store.folder)
    kept = read_bundle(backup.path)
    assert {name.rpartition("/")[2]: raw for name, raw in kept.files.items()} == before
    assert (kept.contents.name, kept.contents.player) == ("Ada", game.store.player)
    assert backup.path.stat().st_mode & 0o777 == 0o600


def test_somebody_who_has_done_nothing_has_nothing_to_back_up(saves: Saves, ada: PlayerStore) -> None:
    ada.close()
    saves.open(ada.player).close()
    assert made(ada.folder) == []


def test_a_clock_that_goes_back_takes_no_backup_away(
    saves: Saves, game: Playing, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(7):
        at(monkeypatch, day)
        opened(saves, game).close()
    at(monkeypatch, -30)
    opened(saves, game).close()
    assert made(game.store.folder)[-1] == "20261021T120000Z"
    assert len(made(game.store.folder)) == 7
    at(monkeypatch, 7)
    opened(saves, game).close()
    assert made(game.store.folder)[0] == "20261127T120000Z"


def test_settings_and_placement_come_back_with_a_lost_profile(saves: Saves, game: Playing) -> None:
    with opened(saves, game) as store:
        store.update(name="Ada L.").result()
        game.store = store
        game.decide().result()
    empty(game.store.folder / "player.json")
    with saves.open(game.store.player) as again:
        assert again.profile.settings == Settings(theme="ink")
        assert again.profile.name == "Ada L."
        assert again.notices[0].endswith(
            "From their own files 1 run was brought back, and the name. The settings and the placement are "
            "those of the backup of 2026-11-20 09:45 UTC."
        )
    with saves.open(game.store.player) as third:
        assert third.profile.settings == Settings(theme="ink")
        assert third.notices == []


def test_a_folder_that_holds_nothing_but_backups_is_a_player(saves: Saves, game: Playing) -> None:
    opened(saves, game).close()
    folder = game.store.folder
    for name in ("runs", "scenarios"):
        shutil.rmtree(folder / name)
    (folder / "player.json").unlink()
    (card,) = saves.players()
    assert (card.name, "The profile of this player is missing" in card.problem) == ("Ada", True)
    with saves.open(card.id) as again:
        assert again.profile.name == "Ada"
        assert again.profile.settings == Settings(theme="ink")
        assert again.runs == [game.summary]
        assert list(again.load(game.run_id).records) == game.run.records
        assert len(again.notices) == 1


@DAMAGES
def test_a_run_comes_back_as_far_as_the_backup_has_it(damage: Damage, saves: Saves, game: Playing) -> None:
    with opened(saves, game) as store:
        game.store = store
        game.decide().result()
        six = list(game.run.records)
    damage(live(game))
    with saves.open(game.store.player) as again:
        loaded = again.load(game.run_id)
        assert list(loaded.records) == six[:5]
        assert again.notices[0].endswith(
            "Its first 5 records are there again, from the backup of 2026-11-20 09:45 UTC."
        )
        assert [run.records for run in again.runs] == [5]
        old_game = Playing(again, game.run_id)
        while len(old_game.run.records) < 5:
            old_game.take()
        old_game.decide().result()
    with saves.open(game.store.player) as third:
        assert third.notices == []
        assert len(third.load(game.run_id).records) == 6


def test_a_segment_comes_back_too(saves: Saves, ada: PlayerStore) -> None:
    game = Playing(ada).until(205)
    ada.close()
    opened(saves, game).close()
    empty(live(game, ".0001"))
    with saves.open(ada.player) as again:
        assert list(again.load(game.run_id).records) == game.run.records
        assert "Its first 205 records are there again" in again.notices[0]


def test_a_damaged_backup_is_passed_over_for_an_older_one(
    saves: Saves, game: Playing, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (0, 1):
        at(monkeypatch, day)
        opened(saves, game).close()
    newest, _ = backups_of(game.store.folder)
    newest.path.write_bytes(newest.path.read_bytes()[:-40])
    empty(game.store.folder / "player.json")
    with saves.open(game.store.player) as again:
        assert "the backup of 2026-11-20 12:00 UTC" in again.notices[0]


def test_a_missing_run_is_told_with_the_backup_that_has_it(saves: Saves, game: Playing) -> None:
    opened(saves, game).close()
    live(game).unlink()
    with saves.open(game.store.player) as again:
        assert again.runs == []
        assert "`ladderquest saves restore` brings it back" in again.notices[0]


def test_a_backup_that_cannot_be_made_stands_in_nobodys_way(
    saves: Saves, game: Playing, monkeypatch: pytest.MonkeyPatch
) -> None:
    (game.store.folder / "backups").write_text("in the way")
    with saves.open(game.store.player) as store:
        game.store = store
        game.decide().result()
        assert store.notices == []


def test_an_older_layout_is_copied_before_anything_is_written_in_the_new_one(tmp_path: Path) -> None:
    saves = old(tmp_path, 1)
    (card,) = saves.players()
    before = {path.name: path.read_bytes() for path in saves.root.rglob("*.json")}
    with saves.open(card.id) as ada:
        ada.update(settings=Settings()).result()
    assert schema_of(ada.folder / "player.json") > 1
    (backup,) = backups_of(ada.folder)
    assert backup.why == "layout-1"
    kept = read_bundle(backup.path)
    assert {name.rpartition("/")[2]: raw for name, raw in kept.files.items()} == before
