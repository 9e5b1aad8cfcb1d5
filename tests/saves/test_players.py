"""Players: their names, finding them, and folders that cannot be used."""

import errno
import os
import stat
from pathlib import Path

import pytest

from ladderquest.saves import NewerSave, PlayerStore, Saves, SavesError
from ladderquest.saves.ids import is_id
from ladderquest.saves.layout import SCHEMA
from tests.saves.faults import broken, change
from tests.saves.tiny import Playing, content


def test_folders_and_files_are_for_their_owner_only(saves: Saves, ada: PlayerStore) -> None:
    Playing(ada).begin().result()
    ada.close()
    for path in (saves.root, *saves.root.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_folder_is_never_named_after_its_player(saves: Saves) -> None:
    with saves.create("../../Eve") as store:
        assert is_id(store.folder.name)
        assert store.folder.parent == saves.root
        assert store.profile.name == "../../Eve"


def test_players_are_listed_by_when_they_were_touched(saves: Saves) -> None:
    ids = {}
    for name in ("Ada", "Ben", "Cleo"):
        with saves.create(name) as store:
            ids[name] = store.player
    for second, name in enumerate(("Cleo", "Ada", "Ben")):
        folder = saves.root / ids[name]
        for path in (folder / "player.json", folder / "runs"):
            os.utime(path, (1_000 + second, 1_000 + second))
    cards = saves.players()
    assert [card.name for card in cards] == ["Ben", "Ada", "Cleo"]
    assert cards[0].touched == "1970-01-01T00:16:42+00:00"
    assert [card.problem for card in cards] == ["", "", ""]
    assert [card.id for card in cards] == [ids["Ben"], ids["Ada"], ids["Cleo"]]


def test_what_is_no_player_is_not_listed(saves: Saves) -> None:
    (saves.root / "README.md").write_text("hello")
    (saves.root / "backup of mine").mkdir()
    (saves.root / ("0" * 18)).mkdir()  # a creation that a crash cut off
    (saves.root / ("1" * 18)).write_text("")
    assert saves.players() == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Ada\nLovelace", "Ada Lovelace"),
        ("\x1b]52;c;aGk=\x07Ada", "]52;c;aGk=Ada"),
        ("A\u202eda\u200b", "Ada"),
        ("[/]", "[/]"),
        ("عائشة", "عائشة"),
        ("a" * 60, "a" * 60),
    ],
)
def test_names_are_cleaned(typed: str, kept: str, saves: Saves) -> None:
    with saves.create(typed) as store:
        assert store.profile.name == kept
    assert [card.name for card in saves.players()] == [kept]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "needs a name"),
        (" \n ", "needs a name"),
        ("\u202e\u200b\x1b", "needs a name"),
        ("a" * 61, "has 61 letters, and 60 are the most"),
        ("aDA", 'There is a player called "Ada" already'),
        (" \u200bAda", 'There is a player called "Ada" already'),
    ],
)
def test_unfit_names_are_refused_in_a_sentence(
    typed: str, sentence: str, saves: Saves, ada: PlayerStore
) -> None:
    with pytest.raises(SavesError, match=sentence):
        saves.create(typed)
    assert len(saves.players()) == 1


def test_players_are_found_by_name_or_id_and_suggested(saves: Saves, ada: PlayerStore) -> None:
    for wanted in ("Ada", " ADA ", "ada", ada.player, ada.player.upper()):
        card = saves.find(wanted)
        assert card is not None
        assert card.id == ada.player
    assert saves.find("Adda") is None
    assert saves.find("") is None
    assert saves.suggest("Adda") == "Ada"
    assert saves.suggest("Zacharias") is None


def test_a_player_may_keep_their_own_name_in_another_case(saves: Saves, ada: PlayerStore) -> None:
    assert saves.unused_name("ADA", besides=ada.player) == "ADA"


@pytest.mark.parametrize("wanted", ["0" * 18, "../saves", "/etc", "", "x\x1b[2J"])
def test_opening_nobody_is_a_sentence(wanted: str, saves: Saves) -> None:
    with pytest.raises(SavesError, match="there is no player") as caught:
        saves.open(wanted)
    assert "\x1b" not in str(caught.value)


def test_an_empty_folder_is_nobody(saves: Saves) -> None:
    (saves.root / ("0" * 18)).mkdir()
    with pytest.raises(SavesError, match="there is no player"):
        saves.open("0" * 18)


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for root in (tmp_path / "file", tmp_path / "file" / "saves", Path("/dev/null/x")):
        with pytest.raises(SavesError) as caught:
            Saves(root)
        assert str(caught.value).startswith(f'cannot write to "{root}": ')
        assert str(caught.value).endswith("Choose another folder with --saves DIR or LADDERQUEST_SAVES.")


def test_a_folder_that_cannot_be_written_is_one_sentence(
    saves: Saves, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "mkdir", broken(errno.EACCES))
        with pytest.raises(SavesError) as caught:
            saves.create("Ada")
    assert str(caught.value).startswith(f'cannot make the folder "{saves.root}/')
    assert str(caught.value).endswith(
        ": permission denied. Choose another folder with --saves DIR or LADDERQUEST_SAVES."
    )
    assert saves.players() == []


def test_a_newer_player_is_named_and_left_alone(saves: Saves, ada: PlayerStore) -> None:
    Playing(ada).begin().result()
    ada.close()
    file = ada.folder / "player.json"
    change(file, lambda tables: tables["meta"]["1"].update(schema=SCHEMA + 1, version="9.1.0"))
    before = content(saves.root)
    with pytest.raises(NewerSave, match=r"install LadderQuest 9\.1\.0 or newer"):
        saves.open(ada.player)
    (card,) = saves.players()
    assert card.name == "Ada"
    assert "install LadderQuest 9.1.0" in card.problem
    assert content(saves.root) == before
    with pytest.raises(NewerSave):  # the lock was let go: a second try says the same, not "another window"
        saves.open(ada.player)
