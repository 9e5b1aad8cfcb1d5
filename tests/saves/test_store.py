"""One player, open: everything that was saved comes back, in order, once."""

import asyncio
import errno
import os
import threading
from concurrent.futures import Future

import pytest
from tinydb import TinyDB

from ladderquest.growth.summary import summarise_run
from ladderquest.play import Note, Run
from ladderquest.play.journal import Annotated
from ladderquest.play.moves import Choose
from ladderquest.saves import (
    PlacementAnswer,
    PlacementResult,
    PlayerStore,
    SaveFailed,
    Saves,
    SavesError,
    Settings,
)
from tests.saves.faults import broken, files_read, replaced, watch_for
from tests.saves.tiny import EDITED, HASHES, TIME, Playing, content, edition, error_of

PLACEMENT = PlacementResult(
    answers={
        "docs": PlacementAnswer(yes=True, example="The import\nof March"),
        "rollout": PlacementAnswer(yes=False),
    },
    count=1,
    phase=1,
    at=TIME,
)


def test_a_reopened_player_is_the_same(saves: Saves, ada: PlayerStore) -> None:
    game = Playing(ada)
    game.begin().result()
    game.decide(note=Note(at=TIME, seconds=3.0, words="two\nlines"))
    game.decide("leave").result()
    ada.update(settings=Settings(rewind_always=True, theme="ink"), placement=PLACEMENT).result()
    runs, profile = ada.runs, ada.profile
    ada.close()
    with saves.open(ada.player) as again:
        assert again.profile == profile
        assert again.profile.placement == PLACEMENT
        assert again.runs == runs == [game.summary]
        assert again.notices == []
        assert not again.read_only
        loaded = again.load(game.run_id)
        assert loaded.edition == edition()
        assert list(loaded.records) == game.run.records
        run, migrated = Run.load(game.program, HASHES, loaded.records)
        assert migrated is None
        assert run.state == game.run.state


def test_fifty_saves_handed_in_at_once_arrive_in_order(saves: Saves, ada: PlayerStore) -> None:
    game, done = Playing(ada), list[int]()
    futures = [game.begin(), *(game.decide() for _ in range(50))]

    def note(future: Future[None]) -> None:
        done.append(futures.index(future))

    for future in futures:
        future.add_done_callback(note)
    ada.close()
    assert done == list(range(51))
    with saves.open(ada.player) as again:
        assert list(again.load(game.run_id).records) == game.run.records
        assert again.runs == [game.summary]


def test_a_decision_and_its_note_are_one_write(ada: PlayerStore, monkeypatch: pytest.MonkeyPatch) -> None:
    game = Playing(ada).until(3)
    ada.update().result()  # whatever the writer still had to do is done
    targets = replaced(monkeypatch)
    game.decide(note=Note(seconds=1.5)).result()
    ada.load(game.run_id)
    assert targets == [ada.folder / "runs" / f"{game.run_id}.json"]


def test_an_index_that_was_never_written_is_made_again(saves: Saves, ada: PlayerStore) -> None:
    game = Playing(ada).until(5)
    ada.update().result()
    stale = (ada.folder / "player.json").read_bytes()
    game.decide().result()
    game.decide("leave").result()
    ada.close()
    assert (ada.folder / "player.json").read_bytes() != stale
    (ada.folder / "player.json").write_bytes(stale)  # as a kill between the two writes leaves it
    with saves.open(ada.player) as again:
        assert again.runs == [game.summary]
        assert again.runs[0].ending == "gone"
        assert again.notices == []
    with saves.open(ada.player) as third:
        assert third.runs == [game.summary]


def test_an_ending_is_in_the_index_before_the_player_is_closed(
    ada: PlayerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = Playing(ada).until(3)
    ada.update().result()
    written = threading.Event()
    watch_for(monkeypatch, ada.folder / "player.json", written)
    game.decide("leave").result()
    assert written.wait(30)
    assert '"ending":"gone"' in (ada.folder / "player.json").read_text()


def test_opening_reads_no_journal_while_all_is_well(
    saves: Saves, ada: PlayerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        game = Playing(ada).until(4)
    ada.update().result()
    game.decide().result()
    ada.close()
    saves.open(ada.player).close()  # which makes the backup of the day
    before = content(saves.root)
    with monkeypatch.context() as patch:
        read = files_read(patch)
        with saves.open(ada.player) as again:
            assert len(again.runs) == 5
        assert read == ["player.json"]
    assert content(saves.root) == before


def test_runs_come_oldest_first(ada: PlayerStore) -> None:
    games = [Playing(ada, seed=seed) for seed in range(4)]
    for game in reversed(games):
        game.begin().result()
    assert [run.run for run in ada.runs] == [game.run_id for game in games]


@pytest.mark.parametrize(
    ("records", "files"),
    [(99, {"": 99}), (100, {"": 100}), (101, {"": 1, ".0001": 100}), (200, {"": 100, ".0001": 100})],
)
def test_a_full_segment_is_sealed(
    records: int, files: dict[str, int], saves: Saves, ada: PlayerStore
) -> None:
    game = Playing(ada).until(records)
    ada.close()
    runs = ada.folder / "runs"
    counts = {}
    for path in runs.iterdir():
        with TinyDB(path) as db:
            counts[path.name.removeprefix(game.run_id).removesuffix(".json")] = len(db.table("records"))
    assert counts == files
    with saves.open(ada.player) as again:
        assert list(again.load(game.run_id).records) == game.run.records
        assert again.runs == [game.summary]
        game.store = again
        game.decide().result()
        assert list(again.load(game.run_id).records) == game.run.records


def test_a_sealed_segment_is_never_written_again(ada: PlayerStore) -> None:
    game = Playing(ada).until(101)
    sealed = ada.folder / "runs" / f"{game.run_id}.0001.json"
    before, inode = sealed.read_bytes(), sealed.stat().st_ino
    for _ in range(300):
        last = game.decide()
    last.result()
    assert (sealed.read_bytes(), sealed.stat().st_ino) == (before, inode)
    assert (ada.folder / "runs" / f"{game.run_id}.0002.json").exists()


def test_a_save_is_never_split_between_two_segments(saves: Saves, ada: PlayerStore) -> None:
    game = Playing(ada).until(99)
    game.decide(note=Note(seconds=1.0)).result()
    game.store.close()
    assert len(game.run.records) == 101
    with saves.open(ada.player) as again:
        assert list(again.load(game.run_id).records) == game.run.records
    (ada.folder / "runs" / f"{game.run_id}.json").unlink()
    with saves.open(ada.player) as again:
        assert len(again.load(game.run_id).records) == 99


@pytest.mark.parametrize("records", [5, 100])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_a_save_that_failed_can_be_tried_again(
    call: str, records: int, saves: Saves, ada: PlayerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = Playing(ada).until(records)
    ada.update().result()
    taken = game.take()
    with monkeypatch.context() as patch:
        patch.setattr(os, call, broken(errno.ENOSPC))
        future = game.append(taken)
        assert "the disk is full. Free some space there and try again." in error_of(future)
        assert isinstance(future.exception(), SaveFailed)
        later = game.append(game.take())
        assert isinstance(later.exception(), SaveFailed)
    assert len(ada.load(game.run_id).records) == records
    assert ada.runs[0].records == records
    game.append(taken).result()
    game.append(game.run.records[-1:]).result()
    assert list(ada.load(game.run_id).records) == game.run.records
    ada.close()
    with saves.open(ada.player) as again:
        assert list(again.load(game.run_id).records) == game.run.records


@pytest.mark.parametrize("records", [5, 100])
def test_a_save_that_failed_after_it_took_effect_is_not_doubled(
    records: int, ada: PlayerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = Playing(ada).until(records)
    ada.update().result()
    taken = game.take(note=Note(seconds=2.0))
    fsync = os.fsync
    with monkeypatch.context() as patch:
        targets = replaced(patch)

        def fails_after_replacing(handle: int) -> None:
            if targets:
                raise OSError(errno.EIO, "Input/output error")
            fsync(handle)

        patch.setattr(os, "fsync", fails_after_replacing)
        assert "input/output error" in error_of(game.append(taken))
    game.append(taken).result()
    game.append(taken).result()
    game.decide().result()
    assert list(ada.load(game.run_id).records) == game.run.records


def test_a_beginning_that_failed_can_be_tried_again(
    ada: PlayerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = Playing(ada)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", broken(errno.EROFS))
        assert "the disk is read-only. Choose another folder" in error_of(game.begin())
    assert ada.runs == []
    game.begin().result()
    game.begin().result()
    assert list(ada.load(game.run_id).records) == game.run.records


def test_records_that_do_not_follow_are_refused(ada: PlayerStore) -> None:
    game = Playing(ada).until(5)
    game.take()
    assert "was not saved, because record 5 before it was not" in error_of(game.decide())
    other = Playing(ada, game.run_id, seed=8)
    assert "is saved already, and differs" in error_of(other.begin())
    assert len(ada.load(game.run_id).records) == 5


def test_not_a_number_is_refused_and_nothing_is_lost(ada: PlayerStore) -> None:
    game = Playing(ada).until(3)
    before = content(ada.folder / "runs")
    assert "was not saved: Out of range float" in error_of(game.decide(note=Note(seconds=float("nan"))))
    assert content(ada.folder / "runs") == before


def test_hostile_words_are_cleaned_on_their_way_in(ada: PlayerStore) -> None:
    game = Playing(ada)
    game.begin().result()
    taken = game.take(note=Note(words="a\x1b]52;c;x\x07b\u202ec"))
    game.append(taken).result()
    game.append(taken).result()  # a retry knows them again
    told = ada.load(game.run_id).records[-1]
    assert isinstance(told, Annotated)
    assert told.words == "a]52;c;xbc"


def test_a_cancelled_wait_does_not_cancel_the_save(ada: PlayerStore) -> None:
    game = Playing(ada)

    async def impatient() -> None:
        waiting = asyncio.wrap_future(game.begin())
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await asyncio.wrap_future(game.decide())

    asyncio.run(impatient())
    assert list(ada.load(game.run_id).records) == game.run.records


def test_a_run_that_moved_to_an_edited_scenario_is_loaded_with_it(saves: Saves, ada: PlayerStore) -> None:
    game = Playing(ada).until(5)
    edited = edition("The desk, edited")
    run, migrated = Run.load(game.program, EDITED, game.run.records)
    assert migrated is not None
    ada.adopt(edited, EDITED).result()
    ada.append(game.run_id, [migrated], summarise_run(game.run_id, run)).result()
    ada.close()
    with saves.open(ada.player) as again:
        loaded = again.load(game.run_id)
        assert loaded.edition == edited
        assert loaded.records[-1] == migrated
        assert again.runs[0].records == 6


def test_an_edition_is_written_once(ada: PlayerStore) -> None:
    Playing(ada).begin().result()
    (path,) = (ada.folder / "scenarios").iterdir()
    assert path.name == f"{HASHES[0]}-{HASHES[1]}.json"
    inode = path.stat().st_ino
    Playing(ada).begin().result()
    assert path.stat().st_ino == inode


@pytest.mark.parametrize("hashes", [("../../x", HASHES[1]), ("a/b/c", HASHES[1]), ("", HASHES[1]), EDITED])
def test_other_hashes_than_its_own_are_a_mistake(hashes: tuple[str, str], ada: PlayerStore) -> None:
    error = ada.adopt(edition(), hashes).exception()
    assert isinstance(error, ValueError)
    assert list((ada.folder / "scenarios").iterdir()) == []


def test_an_id_from_elsewhere_is_a_mistake(ada: PlayerStore) -> None:
    with pytest.raises(ValueError, match="is no run id"):
        Playing(ada, "../x").begin()
    with pytest.raises(SavesError, match="there is no run"):
        ada.load("../x\x1b")


def test_a_setting_that_could_not_be_saved_holds_and_is_saved_later(
    saves: Saves, ada: PlayerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", broken(errno.ENOSPC))
        assert "the disk is full" in error_of(ada.update(settings=Settings(theme="ink")))
    assert ada.profile.settings.theme == "ink"
    ada.update(name="  Ada \x1bL ").result()
    ada.close()
    with saves.open(ada.player) as again:
        assert again.profile.settings.theme == "ink"
        assert again.profile.name == "Ada L"


def test_an_unfit_new_name_changes_nothing(ada: PlayerStore) -> None:
    with pytest.raises(SavesError, match="needs a name"):
        ada.update(name="\u200b")
    assert ada.profile.name == "Ada"


def test_a_run_rewound_from_its_ending_is_open_again_in_the_index(saves: Saves, ada: PlayerStore) -> None:
    game = Playing(ada).until(3)
    game.decide("leave").result()
    proposal = game.run.propose_rewind(0)
    game.run.commit(proposal)
    game.append(proposal.records).result()
    ada.close()
    with saves.open(ada.player) as again:
        assert again.runs == [game.summary]
        assert again.runs[0].ending is None
        assert again.runs[0].finished


def test_what_follows_a_choice_is_played_from_what_was_loaded(saves: Saves, ada: PlayerStore) -> None:
    game = Playing(ada).until(4)
    ada.close()
    with saves.open(ada.player) as again:
        run, _ = Run.load(game.program, HASHES, again.load(game.run_id).records)
        proposal = run.propose(Choose(option="leave"))
        run.commit(proposal)
        again.append(game.run_id, proposal.records, summarise_run(game.run_id, run)).result()
        assert again.runs[0].ending_title == "Gone home"
