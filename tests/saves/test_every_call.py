"""Every call to the system fails once, in everything that is done to saves; nothing acknowledged is lost."""

import errno
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ladderquest.play import AnyRecord, Run
from ladderquest.saves import PlayerStore, Saves, SavesError, Settings
from ladderquest.saves.runs import SEGMENT
from tests.saves.failing import Failing
from tests.saves.tiny import EVIDENCE, HASHES, Playing

MOST = 400
"""Calls that no single operation comes near to: a loop that gets here does not end."""
INK = Settings(theme="ink")


class Bench(NamedTuple):
    """A player who is open, and a run of theirs as it stands on the disk."""

    saves: Saves
    store: PlayerStore
    game: Playing


def create(bench: Bench) -> list[AnyRecord]:
    bench.saves.create("Bo").close()
    return []


def reopen(bench: Bench) -> list[AnyRecord]:
    bench.saves.open(bench.store.player).close()
    return []


def load(bench: Bench) -> list[AnyRecord]:
    assert list(bench.store.load(bench.game.run_id).records) == bench.game.run.records
    return []


def begin(bench: Bench) -> list[AnyRecord]:
    Playing(bench.store, seed=8).begin().result()
    return []


def append(bench: Bench) -> list[AnyRecord]:
    taken = list(bench.game.take())
    bench.game.append(taken).result()
    return taken


def update(bench: Bench) -> list[AnyRecord]:
    bench.store.update(settings=INK).result()
    return []


def keep(bench: Bench) -> list[AnyRecord]:
    bench.store.work.keep(EVIDENCE).result()
    return []


def look_back(bench: Bench) -> list[AnyRecord]:
    assert len(bench.store.look_back()) <= 1
    return []


def end(bench: Bench) -> list[AnyRecord]:
    """The ending, and the index with it, which nobody waits for before the player is closed."""
    taken = list(bench.game.take("leave"))
    bench.game.append(taken).result()
    bench.store.close()
    return taken


def players(bench: Bench) -> list[AnyRecord]:
    assert [card.name for card in bench.saves.players() if not card.problem] in ([], ["Ada"])
    return []


class Case(NamedTuple):
    """Something that is done: to a run of so many records, to a player who is open or closed before."""

    act: Callable[[Bench], list[AnyRecord]]
    records: int = 5
    closed: bool = False
    cut_off: bool = False
    new_day: bool = False
    ended: bool = False


CASES = {
    "create": Case(create),
    "list": Case(players),
    "open": Case(reopen, closed=True),
    "open on a new day": Case(reopen, closed=True, new_day=True),
    "open after a kill": Case(reopen, closed=True, cut_off=True),
    "load": Case(load),
    "begin": Case(begin),
    "append": Case(append),
    "append that seals": Case(append, records=SEGMENT),
    "append to a run with segments": Case(append, records=2 * SEGMENT + 3),
    "update": Case(update),
    "keep": Case(keep),
    "look back": Case(look_back, ended=True),
    "end and close": Case(end),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], tuple[Path, str, list[AnyRecord]]]:
    """The saves of Ada with a run of so many records, made once: folder, run id, records."""
    kept: dict[int, tuple[Path, str, list[AnyRecord]]] = {}

    def make(records: int) -> tuple[Path, str, list[AnyRecord]]:
        if records not in kept:
            folder = tmp_path_factory.mktemp("made") / "saves"
            with Saves(folder).create("Ada") as store:
                game = Playing(store).until(records)
            kept[records] = folder, game.run_id, game.run.records
        return kept[records]

    return make


def set_up(case: Case, made: tuple[Path, str, list[AnyRecord]], folder: Path) -> Bench:
    source, run_id, records = made
    shutil.copytree(source, folder)
    saves = Saves(folder)
    (card,) = saves.players()
    if case.cut_off:
        runs = folder / card.id / "runs"
        (runs / f".{run_id}.json.0a1b2c3d.tmp").write_bytes(b"half")
        with saves.open(card.id) as store:  # the index is behind the journal
            game = resumed(store, run_id, records)
            stale = (store.folder / "player.json").read_bytes()
            game.decide().result()
            records = list(game.run.records)
        (store.folder / "player.json").write_bytes(stale)
        (runs / f".{run_id}.json.0a1b2c3d.tmp").write_bytes(b"half")
    store = saves.open(card.id)
    game = resumed(store, run_id, records)
    store.load(run_id)  # behind the backup of the day
    if case.ended:
        game.decide("leave").result()
    if case.new_day:
        shutil.rmtree(store.folder / "backups")
    if case.closed:
        store.close()
        if case.cut_off:
            (folder / card.id / "player.json").write_bytes(stale)
            (folder / card.id / "runs" / ".player.json.0a1b2c3d.tmp").write_bytes(b"half")
    return Bench(saves, store, game)


def resumed(store: PlayerStore, run_id: str, records: list[AnyRecord]) -> Playing:
    game = Playing(store, run_id)
    game.run, _ = Run.load(game.program, HASHES, records)
    return game


def same_again(bench: Bench, case: Case, kept: list[AnyRecord]) -> None:
    """What failed is done again, now that the system works: with the same records if it had any."""
    if case.act in (append, end):
        bench.game.append(bench.game.run.records[len(kept) :]).result()
    elif case.act in (begin, update, keep):
        case.act(bench)
    elif case.act is create:
        if bench.saves.find("Bo") is None:
            create(bench)
        assert [card.problem for card in bench.saves.players() if card.name == "Bo"] == [""]


def check(bench: Bench, acknowledged: list[AnyRecord], told: str, *, kept: bool) -> None:
    """Whatever was acknowledged is there, nobody is told of damage, and nothing lies about."""
    with bench.saves.open(bench.store.player) as store:
        records = list(store.load(bench.game.run_id).records)
        assert records[: len(acknowledged)] == acknowledged, told
        assert records == bench.game.run.records[: len(records)], told
        assert all("cut off while it was saving" in notice for notice in store.notices), told
        assert store.work.read().evidence in ([{"e1": EVIDENCE}] if kept else [{}, {"e1": EVIDENCE}]), told
        summary = next(run for run in store.runs if run.run == bench.game.run_id)
        assert summary.records == len(records), told
    odd = [path for path in bench.store.folder.rglob("*") if ".tmp" in path.name or ".damaged-" in path.name]
    assert odd == [], told
    with bench.saves.open(bench.store.player) as store:
        assert store.notices == [], told


def attempt(
    case: Case, made: tuple[Path, str, list[AnyRecord]], folder: Path, **how: Any
) -> tuple[list[str], bool]:
    """One try with one failure. Returns what failed, and whether the player was told so."""
    with pytest.MonkeyPatch.context() as patch:
        failing = Failing(folder, patch)
        bench = set_up(case, made, folder)
        kept = list(bench.game.run.records)
        told = False
        failing.arm(**how)
        try:
            acknowledged = kept + case.act(bench)
        except SavesError as error:
            acknowledged, told = kept, bool(str(error).strip())
        except BaseException as error:
            error.add_note(f"after a failure of {failing.failed}")
            raise
        failing.rest()
        what = f"after a failure of {failing.failed}"
        try:
            if told and not case.closed:
                same_again(bench, case, kept)
                acknowledged = list(bench.game.run.records)
            bench.store.close()
            check(bench, acknowledged, what, kept=case.act is keep)
        except BaseException as error:
            error.add_note(what)
            raise
        return failing.failed, told


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("name", CASES)
def test_whichever_call_fails_nothing_acknowledged_is_lost(
    name: str, lasting: bool, made: Callable[[int], tuple[Path, str, list[AnyRecord]]], tmp_path: Path
) -> None:
    case = CASES[name]
    tellings = 0
    for number in count(1):
        assert number < MOST
        failed, told = attempt(
            case, made(case.records), tmp_path / f"{number}" / "saves", at=number, lasting=lasting
        )
        tellings += told
        if not failed:
            break
    assert number > 3  # it did ask the system for something
    assert tellings > 0 or name in ("list", "look back")  # a player less, or a cache that is made again


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_the_reason_is_told(
    call: str, number: int, made: Callable[[int], tuple[Path, str, list[AnyRecord]]], tmp_path: Path
) -> None:
    failed, told = attempt(CASES["append"], made(5), tmp_path / "saves", at=1, error=number, only=(call,))
    assert len(failed) == 1
    assert told
