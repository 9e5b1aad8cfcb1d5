"""Other processes: one that is killed while it saves, and one that comes second."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ladderquest.saves import PlayerStore, Saves
from tests.saves.tiny import HASHES, Playing, edition

ROOT = Path(__file__).resolve().parents[2]
KILLS = 5


@contextmanager
def writing(saves: Saves, player: str, run_id: str) -> Iterator[subprocess.Popen[str]]:
    """A process that goes on with a run; killed at the end at the latest."""
    command = [sys.executable, "-m", "tests.saves.writing", str(saves.root), player, run_id]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONUTF8": "1"},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def lines(process: subprocess.Popen[str]) -> Iterator[int]:
    assert process.stdout is not None
    return map(int, process.stdout)


def test_whatever_was_acknowledged_survives_a_kill(saves: Saves, ada: PlayerStore) -> None:
    run_id = ada.new_run_id()
    ada.close()
    acknowledged = 0
    for kill in range(KILLS):
        with writing(saves, ada.player, run_id) as process:
            told = lines(process)
            for _ in range(11 + 37 * kill):  # the second segment begins on the way
                acknowledged = next(told)
            process.kill()
            acknowledged = max([acknowledged, *told])  # what it said before it died
        with saves.open(ada.player) as store:
            records = store.load(run_id).records
            assert len(records) >= acknowledged
            assert [record.seq for record in records] == list(range(len(records)))
            assert store.load(run_id).edition == edition()
            assert store.runs[0].records == len(records)
            assert all("cut off while it was saving" in notice for notice in store.notices)
            assert list(store.folder.rglob("*.tmp")) == []
    assert acknowledged > 400


def test_a_second_process_looks_while_the_first_one_plays(saves: Saves, ada: PlayerStore) -> None:
    run_id = ada.new_run_id()
    ada.close()
    with writing(saves, ada.player, run_id) as process:
        told = lines(process)
        for _ in range(40):
            first = next(told)
            with saves.open(ada.player) as store:
                assert store.read_only
                assert store.notices == [store.notices[0]]
                records = store.load(run_id).records
                assert len(records) >= first
                assert store.runs[0].records >= first
    with saves.open(ada.player) as store:
        assert not store.read_only


def test_the_process_that_comes_second_is_read_only(saves: Saves, ada: PlayerStore) -> None:
    game = Playing(ada)
    game.begin().result()
    with writing(saves, ada.player, game.run_id) as process:
        assert process.communicate()[0] == "read-only\n"
    game.decide().result()
    assert list(ada.load(game.run_id).records) == game.run.records
    assert ada.load(game.run_id).edition == edition()
    assert (ada.folder / "scenarios" / f"{HASHES[0]}-{HASHES[1]}.json").exists()


def test_of_two_processes_that_start_at_once_one_writes(saves: Saves, ada: PlayerStore) -> None:
    run_id = ada.new_run_id()
    ada.close()
    for _ in range(3):
        with writing(saves, ada.player, run_id) as one, writing(saves, ada.player, run_id) as two:
            assert one.stdout is not None
            assert two.stdout is not None
            said = {process: process.stdout.readline() for process in (one, two) if process.stdout}
            (writer,) = [process for process, line in said.items() if line != "read-only\n"]
            (looker,) = [process for process in said if process is not writer]
            assert looker.communicate()[0] == ""
            told = lines(writer)
            acknowledged = [next(told) for _ in range(20)][-1]
            writer.kill()
            acknowledged = max([acknowledged, *told])
        with saves.open(ada.player) as store:
            assert not store.read_only
            records = store.load(run_id).records
            assert len(records) >= acknowledged
            assert all("cut off while it was saving" in notice for notice in store.notices)
