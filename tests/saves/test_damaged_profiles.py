"""A damaged profile is set aside; the runs bring back what they know, and the player is told what."""

from typing import Any

import pytest

from ladderquest.saves import PlayerStore, Saves, Settings
from tests.saves.faults import DAMAGES, STAMP, Damage, change, empty
from tests.saves.tiny import Playing, content


@DAMAGES
def test_a_damaged_profile_is_set_aside_and_the_runs_come_back(
    damage: Damage, saves: Saves, game: Playing
) -> None:
    path = game.store.folder / "player.json"
    damage(path)
    broken = content(path) if path.is_dir() else path.read_bytes()
    (card,) = saves.players()
    assert card.name == "Ada"
    assert "player.json" in card.problem
    with saves.open(game.store.player) as store:
        assert store.profile.name == "Ada"
        assert store.profile.settings == Settings()
        assert store.runs == [game.summary]
        aside = path.with_name(f"player.json.{STAMP}")
        (told,) = store.notices
        assert told.startswith("The profile of Ada could not be read: it ")
        assert told.endswith(
            f'It was set aside as "{aside}". From their own files 1 run was brought back, and the name. '
            "The settings and the placement were not: please give them again."
        )
        assert (content(aside) if aside.is_dir() else aside.read_bytes()) == broken
    with saves.open(game.store.player) as again:
        assert again.notices == []
        assert again.runs == [game.summary]
        assert again.profile.name == "Ada"


def test_two_damaged_profiles_of_the_same_second_are_both_kept(saves: Saves, game: Playing) -> None:
    path = game.store.folder / "player.json"
    for raw in (b"one", b"two"):
        path.write_bytes(raw)
        saves.open(game.store.player).close()
    kept = sorted(each.read_bytes() for each in path.parent.glob("player.json.damaged-*"))
    assert kept == [b"one", b"two"]


def test_a_missing_profile_is_made_again_from_the_runs(saves: Saves, game: Playing) -> None:
    (game.store.folder / "player.json").unlink()
    (card,) = saves.players()
    assert (card.name, card.problem.startswith("The profile of this player is missing")) == ("Ada", True)
    with saves.open(game.store.player) as store:
        assert store.notices == [
            "The profile of Ada could not be read: it is missing. From their own files 1 run was brought "
            "back, and the name. The settings and the placement were not: please give them again."
        ]
        assert store.runs == [game.summary]


def test_a_player_without_runs_loses_the_name_with_the_profile(saves: Saves, ada: PlayerStore) -> None:
    ada.close()
    empty(ada.folder / "player.json")
    assert [card.name for card in saves.players()] == ["Unreadable player"]
    with saves.open(ada.player) as store:
        assert store.profile.name == "Recovered player"
        assert "From their own files no runs were brought back. The settings" in store.notices[0]


@pytest.mark.parametrize("name", ["", "\u202e", 5, None])
def test_a_profile_without_a_name_is_damage(name: object, saves: Saves, game: Playing) -> None:
    change(game.store.folder / "player.json", lambda t: t["profile"]["1"].update(name=name))
    with saves.open(game.store.player) as store:
        assert store.profile.name == "Ada"
        assert "it holds no profile" in store.notices[0]


def test_the_newest_name_comes_back(saves: Saves, game: Playing) -> None:
    with saves.open(game.store.player) as store:
        store.update(name="Ada L").result()
        game.store = store
        game.decide().result()
    empty(store.folder / "player.json")
    with saves.open(store.player) as again:
        assert again.profile.name == "Ada L"


def test_a_hostile_profile_is_cleaned(saves: Saves, game: Playing) -> None:
    change(game.store.folder / "player.json", lambda t: t["profile"]["1"].update(name="A\x1b[2Jda\u202e"))
    assert [card.name for card in saves.players()] == ["A[2Jda"]
    with saves.open(game.store.player) as store:
        assert store.profile.name == "A[2Jda"


def test_an_entry_that_makes_no_sense_is_made_again(saves: Saves, game: Playing) -> None:
    def edit(tables: Any) -> None:
        (row,) = tables["runs"].values()
        row["summary"]["decisions"] = "many"

    change(game.store.folder / "player.json", edit)
    with saves.open(game.store.player) as store:
        assert store.runs == [game.summary]
        assert store.notices == []


def test_a_second_window_sees_a_damaged_profile_and_leaves_it(saves: Saves, game: Playing) -> None:
    with saves.open(game.store.player) as first:
        first.load(game.run_id)  # behind the backup of the day
        empty(game.store.folder / "player.json")
        before = content(saves.root)
        with saves.open(game.store.player) as second:
            assert second.read_only
            assert second.runs == [game.summary]
            assert "another window" in second.notices[0]
            assert "could not be read: it is empty" in second.notices[1]
            assert "set aside" not in second.notices[1]
        assert content(saves.root) == before
