"""Files that are cut off or changed at every byte, or that something else stands in the place of."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ladderquest.saves import Saves, SavesError, Settings
from ladderquest.saves.store import LOCK_FILE
from tests.saves.faults import empty, folder
from tests.saves.tiny import EVIDENCE, HASHES, Playing

SAMPLE = 23
"""Every so many bytes, the damage is not only looked at but put right: that writes, and takes longer."""
BUSY = "open in another window"


class Found(NamedTuple):
    """What is there after damage: what the player is told, or the error that says why nothing opens."""

    told: list[str]
    profile: Any
    records: list[Any]
    runs: list[Any]
    work: Any


def look(saves: Saves, player: str, run_id: str) -> Found:
    """Open the player and the run. Anything but a ``SavesError`` that is raised fails the test."""
    told: list[str] = []
    profile, records, runs, work = None, list[Any](), list[Any](), None
    try:
        with saves.open(player) as store:
            profile = store.profile
            try:
                records = list(store.load(run_id).records)
            except SavesError as error:
                told.append(str(error))
            try:
                work = store.work.read()
            except SavesError as error:
                told.append(str(error))
            told += [notice for notice in store.notices if BUSY not in notice]
            runs = store.runs
    except SavesError as error:
        told.append(str(error))
    assert all(told)
    return Found(told, profile, records, runs, work)


@pytest.fixture
def ten(saves: Saves) -> Playing:
    """A run of ten records by Ada, who has set something; the player is closed."""
    with saves.create("Ada") as store:
        game = Playing(store).until(10)
        store.update(settings=Settings(theme="ink")).result()
        store.work.keep(EVIDENCE).result()
    return game


def file_of(game: Playing, name: str) -> Path:
    return game.store.folder / name.format(run=game.run_id, edition="-".join(HASHES))


FILES = pytest.mark.parametrize("name", ["player.json", "runs/{run}.json", "work.json"])


def cut_at(raw: bytes, place: int) -> bytes:
    return raw[:place]


def flipped_at(raw: bytes, place: int) -> bytes:
    bit = 1 << random.Random(place).randrange(8)
    return raw[:place] + bytes([raw[place] ^ bit]) + raw[place + 1 :]


HOW = pytest.mark.parametrize("damaged", [cut_at, flipped_at])


@FILES
@HOW
def test_a_change_of_any_byte_is_told(
    name: str, damaged: Callable[[bytes, int], bytes], saves: Saves, ten: Playing
) -> None:
    path = file_of(ten, name)
    raw = path.read_bytes()
    player = ten.store.player
    silent = []
    with saves.open(player):  # whoever looks now does so from a second window, and writes nothing
        sound = look(saves, player, ten.run_id)
        assert sound.told == []
        for place in range(len(raw)):
            path.write_bytes(damaged(raw, place))
            found = look(saves, player, ten.run_id)
            unchanged = found[1:] == sound[1:]
            if damaged is cut_at:
                assert found.told, place
            elif not found.told and not unchanged:
                silent.append(place)
        path.write_bytes(raw)
    assert silent == []
    assert look(saves, player, ten.run_id) == sound


@FILES
@HOW
def test_what_is_put_right_stays_right(
    name: str, damaged: Callable[[bytes, int], bytes], saves: Saves, ten: Playing, tmp_path: Path
) -> None:
    raw, player = file_of(ten, name).read_bytes(), ten.store.player
    for place in range(0, len(raw), SAMPLE):
        again = Saves(tmp_path / f"{place}")
        shutil.copytree(saves.root, again.root, dirs_exist_ok=True)
        path = again.root / file_of(ten, name).relative_to(saves.root)
        broken = damaged(raw, place)
        path.write_bytes(broken)
        first = look(again, player, ten.run_id)
        if first.profile is None:  # of a newer version, it seems: left as it is
            assert path.read_bytes() == broken
            continue
        aside = [other.read_bytes() for other in path.parent.glob(f"{path.name}.damaged-*")]
        assert aside in ([], [broken]), place
        second = look(again, player, ten.run_id)
        assert second.profile == first.profile, place
        assert second.records == first.records, place
        assert second.work == first.work, place
        with again.open(player) as store:
            fresh = Playing(store, seed=9).until(3)
        assert look(again, player, fresh.run_id).records == fresh.run.records, place


def link_in_a_circle(path: Path) -> None:
    remove(path)
    path.symlink_to(path.name)


def pipe(path: Path) -> None:
    remove(path)
    os.mkfifo(path)


def file(path: Path) -> None:
    remove(path)
    path.write_text("of somebody")


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


OTHERS: list[Callable[[Path], None]] = [empty, folder, link_in_a_circle, pipe]
PLACES = ["player.json", "runs/{run}.json", "scenarios/{edition}.json", "work.json"]


@pytest.mark.parametrize("damage", OTHERS)
@pytest.mark.parametrize("name", PLACES)
def test_whatever_stands_in_place_of_a_file_is_told_and_set_aside(
    damage: Callable[[Path], None], name: str, saves: Saves, ten: Playing
) -> None:
    with saves.open(ten.store.player) as store:
        other = Playing(store, seed=8).until(3)
    path = file_of(ten, name)
    damage(path)
    assert [card.id for card in saves.players()] == [store.player]
    found = look(saves, store.player, ten.run_id)
    assert any(path.name in told or "could not be read" in told for told in found.told)
    assert [path.name] == [kept.name.partition(".damaged-")[0] for kept in path.parent.glob("*.damaged-*")]
    assert look(saves, store.player, other.run_id).records == other.run.records
    if "runs" not in name:
        assert found.records == ten.run.records
    with saves.open(store.player) as again:
        assert again.notices == []
        fresh = Playing(again, seed=9).until(3)
    assert look(saves, store.player, fresh.run_id).records == fresh.run.records


@pytest.mark.parametrize("damage", [link_in_a_circle, pipe, file])
@pytest.mark.parametrize("name", ["runs", "scenarios"])
def test_whatever_stands_in_place_of_a_folder_is_told_and_set_aside(
    damage: Callable[[Path], None], name: str, saves: Saves, ten: Playing
) -> None:
    path = ten.store.folder / name
    damage(path)
    found = look(saves, ten.store.player, ten.run_id)
    assert any(
        f'"{path}" should be a folder. What was there is now "{path}.damaged-' in t for t in found.told
    )
    with saves.open(ten.store.player) as again:
        assert again.notices == []
        assert again.profile.settings.theme == "ink"
        fresh = Playing(again, seed=9).until(3)
    assert look(saves, again.player, fresh.run_id).records == fresh.run.records


@pytest.mark.parametrize("damage", [link_in_a_circle, folder])
def test_without_a_lock_a_player_can_be_looked_at(
    damage: Callable[[Path], None], saves: Saves, ten: Playing
) -> None:
    damage(ten.store.folder / LOCK_FILE)
    with saves.open(ten.store.player) as store:
        assert store.read_only
        assert "Until then you can look, but nothing is saved." in store.notices[0]
        assert list(store.load(ten.run_id).records) == ten.run.records


def test_a_player_whose_folder_is_a_link_in_a_circle_hides_no_others(saves: Saves, ten: Playing) -> None:
    with saves.create("Bo") as bo:
        pass
    link_in_a_circle(bo.folder)
    assert [card.name for card in saves.players()] == ["Ada"]
    with pytest.raises(SavesError):
        saves.open(bo.player)
    saves.create("Bo").close()
