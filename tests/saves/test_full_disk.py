"""Disks that are full, read-only or limited: real ones where the system lets us make them."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ladderquest.saves import PlayerStore, SaveFailed, Saves, SavesError
from tests.saves.failing import Failing
from tests.saves.test_processes import ROOT
from tests.saves.tiny import Playing, content, error_of

SMALL = 64 * 1024
LIMIT = 6000
WRITES = ("open", "write", "mkdir", "replace", "rename", "unlink")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """``disk(options)`` mounts a disk of 64 KiB, or mounts it again with other options; its folder."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip(
            "only root on Linux can mount a small disk; a limit of file size and errors stand in for it"
        )
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(options: str) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL},{options}", "none", str(folder)]
        made = subprocess.run(command, capture_output=True, text=True)
        if made.returncode:
            pytest.skip(f"no disk can be mounted here: {made.stderr.strip()}")
        return folder

    yield mount
    if folder.is_mount():
        subprocess.run(["umount", "-l", str(folder)], check=True)


def played_until_full(store: PlayerStore, ballast: Path) -> Playing:
    """A run that went well until the disk was full; all of it but its last decision is saved."""
    game = Playing(store).until(30)
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 1024)
    for _ in range(200):
        future = game.append(game.take())
        if future.exception() is not None:
            assert isinstance(future.exception(), SaveFailed)
            assert "the disk is full. Free some space there and try again." in error_of(future)
            return game
    raise AssertionError("the disk does not become full")


def test_a_disk_that_is_full_loses_nothing_and_play_goes_on_when_there_is_room(
    disk: Callable[[str], Path],
) -> None:
    folder = disk("mode=700")
    saves, ballast = Saves(folder / "saves"), folder / "ballast"
    with saves.create("Ada") as store:
        game = played_until_full(store, ballast)
        saved = game.run.records[:-1]
        assert list(store.load(game.run_id).records) == saved
        with pytest.raises(SavesError, match="the disk is full"):
            saves.create("Bo")
    with saves.open(store.player) as store:  # still full, and closing could not write the index either
        assert list(store.load(game.run_id).records) == saved
        assert store.runs[0].records == len(saved)
        assert store.notices == []
        ballast.unlink()
        game.store = store
        game.append(game.run.records[-1:]).result()
        game.decide().result()
    with saves.open(store.player) as store:
        assert list(store.load(game.run_id).records) == game.run.records
        assert store.notices == []
        assert list(folder.rglob("*.tmp")) == []


def check_that_it_can_only_be_looked_at(saves: Saves, game: Playing) -> None:
    before = content(saves.root)
    with saves.open(game.store.player) as store:
        assert store.read_only
        assert "the disk is read-only. Choose another folder with --saves" in store.notices[0]
        assert store.notices[1:] == []
        assert store.runs == [game.summary]
        assert list(store.load(game.run_id).records) == game.run.records
        assert "the disk is read-only" in error_of(store.append(game.run_id, [], game.summary))
    with pytest.raises(SavesError, match="the disk is read-only"):
        saves.create("Bo")
    assert content(saves.root) == before


def test_a_disk_that_is_read_only_can_be_looked_at(disk: Callable[[str], Path]) -> None:
    saves = Saves(disk("mode=700") / "saves")
    with saves.create("Ada") as store:
        game = Playing(store).until(5)
    disk("remount,ro")
    check_that_it_can_only_be_looked_at(saves, game)
    disk("remount,rw")
    with saves.open(store.player) as store:
        game.store = store
        game.decide().result()


def test_a_disk_that_calls_itself_read_only_can_be_looked_at(saves: Saves, game: Playing) -> None:
    with pytest.MonkeyPatch.context() as patch:
        failing = Failing(saves.root, patch)
        failing.arm(1, lasting=True, error=errno.EROFS, only=WRITES)
        check_that_it_can_only_be_looked_at(saves, game)
    with saves.open(game.store.player) as store:
        assert store.notices == []
        game.store = store
        game.decide().result()


def test_a_limit_of_file_size_stops_play_and_loses_nothing(saves: Saves, ada: PlayerStore) -> None:
    run_id = ada.new_run_id()
    ada.close()
    limited = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({LIMIT}, {LIMIT}));"
        "from tests.saves.writing import main; main(*sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited, str(saves.root), ada.player, run_id],
        capture_output=True,
        text=True,
        cwd=ROOT,
        # Python would cut off what it compiles at the limit as well, and leave it beside the modules
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.stderr.splitlines()[-1].startswith("ladderquest.saves.errors.SaveFailed: cannot save to ")
    assert "the file would be larger than is allowed here. Free some space there" in done.stderr
    acknowledged = int(done.stdout.split()[-1])
    assert acknowledged > 20
    with saves.open(ada.player) as store:
        assert store.notices == []
        assert len(store.load(run_id).records) == acknowledged
        assert store.runs[0].records == acknowledged
