"""A clock that goes back, or stands somewhere beyond the calendar: nothing is lost, and order is kept."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ladderquest.play import Note
from ladderquest.saves import PlayerStore, Saves, ids
from tests.saves.faults import empty, live
from tests.saves.tiny import Playing, content

LONG_AGO = datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC)


def go_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "now", lambda: LONG_AGO)
    monkeypatch.setattr(time, "time_ns", lambda: int(LONG_AGO.timestamp()) * 1_000_000_000)


def test_runs_and_players_keep_their_order(
    saves: Saves, ada: PlayerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [Playing(ada, seed=seed).until(3) for seed in range(2)]
    go_back(monkeypatch)
    after = [Playing(ada, seed=seed).until(3) for seed in range(2, 4)]
    ada.close()
    with saves.open(ada.player) as again:
        after.append(Playing(again, seed=5).until(3))
        assert [run.run for run in again.runs] == [game.run_id for game in before + after]
        assert len({run.run for run in again.runs}) == 5
        for game in before + after:
            assert list(again.load(game.run_id).records) == game.run.records
    with saves.create("Bo") as bo:
        assert bo.player > ada.player


def test_a_run_goes_on_behind_its_own_future(
    saves: Saves, ada: PlayerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = Playing(ada).until(3)
    game.decide(note=Note(at="2026-11-20T09:45:00+01:00")).result()
    go_back(monkeypatch)
    game.decide(note=Note(at=LONG_AGO.isoformat())).result()
    ada.close()
    with saves.open(ada.player) as again:
        assert again.notices == []
        assert list(again.load(game.run_id).records) == game.run.records
        assert again.runs == [game.summary]
        assert again.runs[0].touched_at == LONG_AGO.isoformat()


def test_what_is_set_aside_twice_at_the_same_time_is_kept_twice(
    saves: Saves, ada: PlayerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    games = [Playing(ada, seed=seed).until(3) for seed in range(2)]
    ada.close()
    go_back(monkeypatch)
    for game in games:
        empty(live(game))
    (ada.folder / "player.json").write_bytes(b"one")
    saves.open(ada.player).close()
    (ada.folder / "player.json").write_bytes(b"two")
    saves.open(ada.player).close()
    aside = [raw for name, raw in content(ada.folder).items() if ".damaged-19991231T235959Z" in name]
    assert sorted(aside) == [b"", b"", b"one", b"two"]


@pytest.mark.parametrize("moment", [-(10**9), 0, 4 * 10**9, 10**12])
def test_a_file_from_another_age_has_its_place_in_the_list(
    moment: int, saves: Saves, game: Playing, tmp_path: Path
) -> None:
    with saves.create("Bo"):
        pass
    for path in (game.store.folder, game.store.folder / "player.json", game.store.folder / "runs"):
        os.utime(path, (moment, moment))
    kept = (game.store.folder / "player.json").stat().st_mtime
    cards = {card.name: card for card in saves.players()}
    assert cards.keys() == {"Ada", "Bo"}
    touched = datetime.fromisoformat(cards["Ada"].touched)
    in_calendar = kept < datetime.max.replace(tzinfo=UTC).timestamp()
    assert touched == datetime.fromtimestamp(kept if in_calendar else 0, UTC) or abs(
        touched - datetime.fromtimestamp(kept, UTC)
    ) < timedelta(seconds=1)
    assert saves.open(game.store.player).runs == [game.summary]
