"""Export, import, restore: a player moves to another machine, and nothing that is there is written over."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ladderquest.growth.work import Evidence
from ladderquest.saves import NewerSave, PlayerStore, Saves, SavesError, Settings
from ladderquest.saves.backups import backups_of
from ladderquest.saves.bundle import LIST, read_bundle
from ladderquest.saves.errors import DamagedFile
from ladderquest.saves.transfer import (
    Exported,
    backup_called,
    export_player,
    import_player,
    restore_player,
)
from tests.saves.faults import empty, live
from tests.saves.tiny import Playing


def exported(saves: Saves, path: Path) -> Exported:
    (card,) = saves.players()
    return export_player(saves, card, path)


@pytest.fixture
def there(tmp_path: Path) -> Saves:
    """Another machine."""
    return Saves(tmp_path / "there")


def test_a_player_goes_on_elsewhere(saves: Saves, game: Playing, there: Saves, tmp_path: Path) -> None:
    assert exported(saves, tmp_path / "ada.zip").left_out == []
    assert (tmp_path / "ada.zip").stat().st_mode & 0o777 == 0o600
    came = import_player(there, tmp_path / "ada.zip")
    assert (came.player, came.name, came.new) == (game.store.player, "Ada", True)
    assert came.merged.added == [game.run_id]
    with there.open(came.player) as store:
        assert store.notices == []
        assert store.profile.settings == Settings(theme="ink")
        assert store.runs == [game.summary]
        loaded = store.load(game.run_id)
        assert list(loaded.records) == game.run.records
        assert loaded.edition is not None
        game.store = store
        game.decide().result()
    export_player(there, there.players()[0], tmp_path / "back.zip")
    back = import_player(saves, tmp_path / "back.zip")
    assert (back.new, back.merged.continued) == (False, [game.run_id])
    with saves.open(game.store.player) as store:
        assert list(store.load(game.run_id).records) == game.run.records


def test_importing_twice_changes_nothing(saves: Saves, game: Playing, there: Saves, tmp_path: Path) -> None:
    exported(saves, tmp_path / "ada.zip")
    import_player(there, tmp_path / "ada.zip")
    again = import_player(there, tmp_path / "ada.zip")
    assert (again.new, again.merged.same, again.merged.changed) == (False, [game.run_id], [])


def test_a_run_played_on_in_two_places_becomes_two(
    saves: Saves, game: Playing, there: Saves, tmp_path: Path
) -> None:
    exported(saves, tmp_path / "ada.zip")
    import_player(there, tmp_path / "ada.zip")
    with saves.open(game.store.player) as store:
        here = Playing(store, game.run_id)
        while len(here.run.records) < 5:
            here.take()
        here.decide("leave").result()
    with there.open(game.store.player) as store:
        game.store = store
        game.decide().result()
        game.decide().result()
    export_player(there, there.players()[0], tmp_path / "back.zip")
    came = import_player(saves, tmp_path / "back.zip")
    ((run_id, apart),) = came.merged.apart
    assert run_id == game.run_id
    with saves.open(game.store.player) as store:
        assert list(store.load(run_id).records) == here.run.records
        assert list(store.load(apart).records) == game.run.records
        assert sorted(run.decisions for run in store.runs) == [4, 5]


def test_into_another_player_and_under_another_name(
    saves: Saves, game: Playing, there: Saves, tmp_path: Path
) -> None:
    exported(saves, tmp_path / "ada.zip")
    with there.create("Ada") as other:
        mine = Playing(other, seed=3).until(3)
    with pytest.raises(SavesError, match='There is a player called "Ada" already'):
        import_player(there, tmp_path / "ada.zip")
    assert import_player(there, tmp_path / "ada.zip", name="Ada L.").name == "Ada L."
    with pytest.raises(SavesError, match="leave --into out"):
        import_player(there, tmp_path / "ada.zip", into="Ada")
    with pytest.raises(SavesError, match="leave --name out"):
        import_player(there, tmp_path / "ada.zip", name="Eve")
    elsewhere = Saves(tmp_path / "elsewhere")
    with elsewhere.create("Bea") as bea:
        Playing(bea, seed=4).until(3)
    came = import_player(elsewhere, tmp_path / "ada.zip", into="bea")
    assert (came.name, came.new, came.merged.added) == ("Bea", False, [game.run_id])
    with elsewhere.open(bea.player) as store:
        assert len(store.runs) == 2
        assert store.profile.settings == Settings()
    assert mine.run_id not in came.merged.added
    with pytest.raises(SavesError, match="there is no player"):
        import_player(elsewhere, tmp_path / "ada.zip", into="Nobody")


def test_a_player_who_is_open_elsewhere_is_not_changed(saves: Saves, game: Playing, tmp_path: Path) -> None:
    exported(saves, tmp_path / "ada.zip")
    with saves.open(game.store.player), pytest.raises(SavesError, match="another window"):
        import_player(saves, tmp_path / "ada.zip")


def test_an_export_is_never_written_over_something(saves: Saves, game: Playing, tmp_path: Path) -> None:
    (tmp_path / "ada.zip").write_text("mine")
    with pytest.raises(SavesError, match="exists already"):
        exported(saves, tmp_path / "ada.zip")
    assert (tmp_path / "ada.zip").read_text() == "mine"


def test_what_is_damaged_is_left_out_and_told(
    saves: Saves, game: Playing, there: Saves, tmp_path: Path
) -> None:
    with saves.open(game.store.player) as store:
        other = Playing(store, seed=8).until(3)
    empty(live(game))
    (told,) = exported(saves, tmp_path / "ada.zip").left_out
    assert "cannot be read: it is empty" in told
    assert import_player(there, tmp_path / "ada.zip").merged.added == [other.run_id]


# --- restore -----------------------------------------------------------------------------------------


def test_a_backup_brings_back_what_is_gone_and_keeps_what_is_newer(saves: Saves, game: Playing) -> None:
    with saves.open(game.store.player) as store:
        store.load(game.run_id)  # behind the backup of the day
        store.update(settings=Settings(theme="paper")).result()
        later = Playing(store, seed=8).until(3)
    live(game).unlink()
    (card,) = saves.players()
    backup = backup_called(game.store.folder, "newest")
    came = restore_player(saves, card, backup)
    assert came.merged.added == [game.run_id]
    with saves.open(card.id) as store:
        assert sorted(run.run for run in store.runs) == sorted([game.run_id, later.run_id])
        assert store.profile.settings == Settings(theme="ink")
    assert sorted(each.why for each in backups_of(game.store.folder)) == ["", "before-restore"]


def test_a_backup_is_called_by_its_day(saves: Saves, game: Playing) -> None:
    with pytest.raises(SavesError, match="no backup of this player yet"):
        backup_called(game.store.folder, "newest")
    saves.open(game.store.player).close()
    (backup,) = backups_of(game.store.folder)
    for wanted in ("newest", "2026-11-20", "20261120T094512Z"):
        assert backup_called(game.store.folder, wanted) == backup
    with pytest.raises(SavesError, match="There are some of 2026-11-20"):
        backup_called(game.store.folder, "2026-11-21")


# --- files that are no export ------------------------------------------------------------------------


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return out.getvalue()


def test_a_file_that_was_cut_or_changed_is_never_taken_for_whole(
    saves: Saves, game: Playing, tmp_path: Path
) -> None:
    path = exported(saves, tmp_path / "ada.zip").path
    raw, whole = path.read_bytes(), read_bundle(path)
    dice = random.Random(5)
    odd = [raw[:length] for length in range(0, len(raw), 7)]
    odd += [
        raw[:at] + bytes([raw[at] ^ 1 << dice.randrange(8)]) + raw[at + 1 :] for at in range(0, len(raw), 3)
    ]
    for each in odd:
        path.write_bytes(each)
        try:
            assert read_bundle(path) == whole  # a bit of the archive that means nothing
        except DamagedFile:
            continue


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("../../evil.json", b"{}", "which is no file of a player"),
        ("/etc/passwd", b"{}", "which is no file of a player"),
        ("runs/../player.json", b"{}", "which is no file of a player"),
        ("player.json", b"{}", "a file in it is missing, or not what was exported"),
    ],
)
def test_a_file_that_does_not_belong_is_refused(
    name: str, raw: bytes, said: str, saves: Saves, game: Playing, there: Saves, tmp_path: Path
) -> None:
    path = exported(saves, tmp_path / "ada.zip").path
    with zipfile.ZipFile(path) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    path.write_bytes(zipped(files | {name: raw}))
    with pytest.raises(DamagedFile, match=said):
        import_player(there, path)
    assert there.players() == []


# Named by hand: a zip holds the time at which it was made, and a test's name must not.
@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"PK", id="two letters"),
        pytest.param(b"not a zip at all", id="text"),
        pytest.param(zipped({}), id="zip of nothing"),
        pytest.param(zipped({LIST: b"["}), id="broken list"),
        pytest.param(zipped({LIST: b"{}"}), id="empty list"),
    ],
)
def test_something_else_is_refused(raw: bytes, there: Saves, tmp_path: Path) -> None:
    path = tmp_path / "odd.zip"
    path.write_bytes(raw)
    with pytest.raises(DamagedFile):
        import_player(there, path)
    with pytest.raises(SavesError):
        import_player(there, tmp_path / "nothing.zip")
    with pytest.raises(SavesError):
        import_player(there, tmp_path)


def test_an_export_of_a_newer_version_is_named(
    saves: Saves, game: Playing, there: Saves, tmp_path: Path
) -> None:
    path = exported(saves, tmp_path / "ada.zip").path
    with zipfile.ZipFile(path) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    told = json.loads(files[LIST]) | {"schema": 9, "version": "9.1.0"}
    path.write_bytes(zipped(files | {LIST: msgspec.json.encode(told)}))
    with pytest.raises(NewerSave, match=r"install LadderQuest 9\.1\.0"):
        import_player(there, path)


# --- any two copies ----------------------------------------------------------------------------------


@given(
    steps=st.lists(
        st.sampled_from(
            ["here", "there", "new here", "new there", "keep here", "keep there", "move", "move back"]
        ),
        max_size=8,
    )
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_decision_is_lost_however_two_copies_are_merged(
    steps: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("two")
    one, two = Saves(folder / "one"), Saves(folder / "two")
    with one.create("Ada") as ada:
        Playing(ada, seed=1).until(3)
    player = ada.player
    export_player(one, one.players()[0], folder / "first.zip")
    import_player(two, folder / "first.zip")
    seen: dict[str, list[tuple[object, ...]]] = {"one": [], "two": []}
    kept: dict[str, dict[str, Evidence]] = {"one": {}, "two": {}}
    for number, step in enumerate(steps):
        saves, where = (two, "two") if "there" in step else (one, "one")
        if step.startswith("move"):
            source, target = (one, two) if step == "move" else (two, one)
            path = folder / f"{number}.zip"
            export_player(source, next(c for c in source.players() if c.id == player), path)
            import_player(target, path)
            seen["two" if step == "move" else "one"] += seen["one" if step == "move" else "two"]
            kept["two" if step == "move" else "one"] |= newest(kept["one"], kept["two"])
        elif step.startswith("keep"):
            with saves.open(player) as store:
                kept[where] |= keep_one(store, number)
        else:
            with saves.open(player) as store:
                records = play_on(store, new=step.startswith("new"), seed=number + 2)
            seen[where].append(records)
    for saves, where in ((one, "one"), (two, "two")):
        with saves.open(player) as store:
            assert store.notices == []
            held = [store.load(run.run).records for run in store.runs]
            assert store.work.read().evidence == kept[where]
        for records in seen[where]:
            assert any(each[: len(records)] == records for each in held)


def newest(one: dict[str, Evidence], two: dict[str, Evidence]) -> dict[str, Evidence]:
    """Of every entry the one that was changed last."""
    return {
        entry: max((each[entry] for each in (one, two) if entry in each), key=lambda each: each.changed)
        for entry in one | two
    }


def keep_one(store: PlayerStore, number: int) -> dict[str, Evidence]:
    """Keep a new entry, or the first one as it was changed just now."""
    known = store.work.read().evidence
    name = "e1" if number % 2 and "e1" in known else f"e{number}"
    changed = f"2026-11-20T09:{number:02}:00+01:00"
    entry = Evidence(id=name, changed=changed, items=("p1-explained",), day="2026-11-19", did=f"{number}")
    store.work.keep(entry).result()
    return {name: entry}


def play_on(store: PlayerStore, *, new: bool, seed: int) -> tuple[object, ...]:
    """Play one decision of a new run, or of the first one; returns the records there are then."""
    if new:
        game = Playing(store, seed=seed).until(3)
        return tuple(game.run.records)
    run_id = store.runs[0].run
    game = Playing(store, run_id, seed=1)
    loaded = store.load(run_id).records
    while len(game.run.records) < len(loaded):
        game.take()
    game.decide().result()
    return tuple(game.run.records)
