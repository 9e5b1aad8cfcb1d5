"""Damaged editions, odd folders and what interrupted writes leave."""

from typing import Any

import pytest

from ladderquest.saves import NewerSave, PlayerStore, Saves
from tests.saves.faults import DAMAGES, STAMP, Damage, change, edit_records, empty, live
from tests.saves.tiny import HASHES, Playing, edition


@DAMAGES
def test_a_damaged_edition_is_set_aside_and_can_be_saved_again(
    damage: Damage, saves: Saves, game: Playing
) -> None:
    path = game.store.folder / "scenarios" / f"{HASHES[0]}-{HASHES[1]}.json"
    damage(path)
    with saves.open(game.store.player) as store:
        loaded = store.load(game.run_id)
        assert list(loaded.records) == game.run.records
        assert loaded.edition is None
        aside = path.with_name(f"{path.name}.{STAMP}")
        (told,) = store.notices
        assert told.startswith(
            'The scenario "the-desk" as it was when this run was played could not be read: it '
        )
        assert told.endswith(f'set aside as "{aside}". The run goes on with the scenario as it is now.')
        assert aside.exists()
        store.adopt(edition(), HASHES).result()
        assert store.load(game.run_id).edition == edition()
        assert store.runs == [game.summary]


def test_a_run_without_its_edition_still_has_a_card(saves: Saves, game: Playing) -> None:
    (game.store.folder / "scenarios" / f"{HASHES[0]}-{HASHES[1]}.json").unlink()
    empty(game.store.folder / "player.json")
    with saves.open(game.store.player) as store:
        (card,) = store.runs
        assert (card.run, card.scenario, card.records, card.decisions) == (game.run_id, "the-desk", 5, 3)
        store.adopt(edition(), HASHES).result()
    with saves.open(game.store.player) as again:
        assert again.runs == [game.summary]


@pytest.mark.parametrize("effect", ["days +", "weeks += 1", "days += 2"])
def test_an_edition_that_is_not_what_was_saved_is_damage(effect: str, saves: Saves, game: Playing) -> None:
    path = game.store.folder / "scenarios" / f"{HASHES[0]}-{HASHES[1]}.json"

    def edit(tables: Any) -> None:
        tables["edition"]["1"]["scenario"]["scenes"][0]["options"][0]["effect"] = effect

    change(path, edit)
    with saves.open(game.store.player) as store:
        assert store.load(game.run_id).edition is None
        assert "what it holds is not what was saved" in store.notices[0]
        assert not path.exists()


@pytest.mark.parametrize("hashes", [("../../../x", "y" * 16), ("a" * 16, "b" * 16), ("", "")])
def test_a_journal_that_names_an_edition_that_is_not_there_can_go_on(
    hashes: tuple[str, str], saves: Saves, game: Playing
) -> None:
    change(live(game), edit_records(lambda rows: rows["0"].update(rules=hashes[0], text=hashes[1])))
    with saves.open(game.store.player) as store:
        assert [run.records for run in store.runs] == [5]
        loaded = store.load(game.run_id)
        assert len(loaded.records) == 5
        assert loaded.edition is None
        assert "could not be read: its file is missing" in store.notices[0]


def test_an_edition_of_a_newer_format_is_left_alone(saves: Saves, game: Playing) -> None:
    path = game.store.folder / "scenarios" / f"{HASHES[0]}-{HASHES[1]}.json"
    change(path, lambda tables: tables["edition"]["1"]["scenario"].update(schema=99, novelty=1))
    before = path.read_bytes()
    with saves.open(game.store.player) as store, pytest.raises(NewerSave):
        store.load(game.run_id)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["runs", "scenarios"])
def test_a_file_in_place_of_a_folder_is_set_aside(name: str, saves: Saves, ada: PlayerStore) -> None:
    ada.close()
    (ada.folder / name).rmdir()
    (ada.folder / name).write_text("odd")
    with saves.open(ada.player) as store:
        assert store.notices == [
            f'"{ada.folder / name}" should be a folder. What was there is now "{ada.folder / name}.{STAMP}".'
        ]
        Playing(store).begin().result()
        assert len(store.runs) == 1


def test_what_an_interrupted_write_left_is_cleared(saves: Saves, game: Playing) -> None:
    for place in ("", "runs", "scenarios"):
        (game.store.folder / place / ".player.json.0a1b.tmp").write_text("half")
    with saves.open(game.store.player) as store:
        assert store.notices == [
            "The last session was cut off while it was saving. The unfinished piece was cleared away."
        ]
        store.load(game.run_id)  # behind the backup of the day
        assert list(store.folder.rglob("*.tmp")) == []
        assert store.runs == [game.summary]
