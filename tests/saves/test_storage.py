"""One file: whole or untouched, whatever the system does."""

import errno
import json
import os
import stat
import time
from pathlib import Path

import pytest
from tinydb import TinyDB

from ladderquest import __version__
from ladderquest.saves import DamagedFile, NewerSave, SaveFailed
from ladderquest.saves import storage as storage_module
from ladderquest.saves.layout import SCHEMA
from ladderquest.saves.storage import open_tables
from tests.saves.faults import broken, replaced


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file.json"


@pytest.fixture
def saved(path: Path) -> TinyDB:
    """A file with one document, and its TinyDB."""
    db, _ = open_tables(path)
    db.table("things").insert({"word": "one"})
    return db


def test_any_tinydb_reads_what_is_written(path: Path, saved: TinyDB) -> None:
    with TinyDB(path) as plain:
        assert plain.table("things").all() == [{"word": "one"}]
        assert plain.table("meta").all() == [
            {"schema": SCHEMA, "version": __version__, "sum": path.read_bytes()[-36:-4].decode()}
        ]


def test_only_the_owner_can_read_it(path: Path, saved: TinyDB) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_not_there_is_empty_and_stays_away_until_written(path: Path) -> None:
    db, _ = open_tables(path)
    assert db.table("things").all() == []
    assert not path.exists()


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_a_call_that_fails_leaves_the_old_file_and_the_next_try_works(
    call: str, path: Path, saved: TinyDB, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, call, broken(errno.ENOSPC))
        with pytest.raises(SaveFailed, match=r'cannot save to ".*file.json": the disk is full\. Free some'):
            saved.table("things").insert({"word": "two"})
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["file.json"]
    assert saved.table("things").all() == [{"word": "one"}]
    saved.table("things").insert({"word": "two"})
    assert open_tables(path)[0].table("things").all() == [{"word": "one"}, {"word": "two"}]


def test_a_disk_that_takes_a_few_bytes_at_a_time_gets_all_of_them(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:3]))
    open_tables(path)[0].table("things").insert({"word": "a long one"})
    assert open_tables(path)[0].table("things").all() == [{"word": "a long one"}]


def test_the_disk_fills_up_in_the_middle_of_a_file(
    path: Path, saved: TinyDB, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, write, left = path.read_bytes(), os.write, [10]

    def little(handle: int, data: memoryview) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, "full")
        left[0] -= 5
        return write(handle, data[:5])

    monkeypatch.setattr(os, "write", little)
    with pytest.raises(SaveFailed, match="the disk is full"):
        saved.table("things").insert({"word": "two"})
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), {1, 2}, object(), Path("x")],
    ids=["nan", "inf", "set", "object", "path"],
)
def test_what_json_cannot_say_is_refused_before_the_disk_is_touched(
    value: object, path: Path, saved: TinyDB, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", broken(errno.EIO))  # would be the error if the disk came first
        with pytest.raises(SaveFailed, match=r"file.json\" was not saved: "):
            saved.table("things").insert({"word": value})
    assert path.read_bytes() == before
    assert saved.table("things").all() == [{"word": "one"}]


def test_several_changes_together_are_one_write_or_none(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db, storage = open_tables(path)
    targets = replaced(monkeypatch)
    with storage.together():
        db.table("things").insert({"word": "one"})
        db.table("others").insert({"word": "two"})
    assert targets == [path]
    before = path.read_bytes()

    def interrupted() -> None:
        with storage.together():
            db.table("things").insert({"word": "three"})
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    assert path.read_bytes() == before
    assert db.table("things").all() == [{"word": "one"}]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it is empty"),
        (b"  \n", "it is empty"),
        (b'{"meta": {"1": {"sch', "it breaks off or is garbled"),
        (b'{"meta": {"1": {"schema": 1, "x": NaN}}}', "it breaks off or is garbled"),
        (b"\xff\xfe\x00", "it breaks off or is garbled"),
        (b"[" * 100_000, "it does not hold tables"),
        (b'{"meta":{"1":{"x":' + b"[" * 100_000, "it breaks off or is garbled"),
        (b"[1, 2]", "it does not hold tables"),
        (b'{"meta": 5}', "it does not hold tables"),
        (b"{}", "it is not a save of LadderQuest"),
        (b'{"meta": {"1": {"schema": "1"}}}', "it is not a save of LadderQuest"),
        (b'{"meta": {"1": {"schema": true}}}', "it is not a save of LadderQuest"),
        (b'{"meta": {"1": {"schema": 1}}, "things": {"one": {}}}', "it is not a save of LadderQuest"),
    ],
)
def test_what_cannot_be_understood_is_damage_and_never_a_new_file(
    raw: bytes, reason: str, path: Path
) -> None:
    path.write_bytes(raw)
    with pytest.raises(DamagedFile) as caught:
        open_tables(path)[0].table("things").insert({"word": "one"})
    assert caught.value.path == path
    assert caught.value.reason.startswith(reason)
    assert path.read_bytes() == raw


def test_a_folder_in_place_of_the_file_is_damage(path: Path) -> None:
    path.mkdir()
    with pytest.raises(DamagedFile, match="it is a folder"):
        open_tables(path)[0].table("things").all()


def test_a_newer_file_is_refused_with_the_version_to_install(path: Path) -> None:
    raw = json.dumps({"meta": {"1": {"schema": SCHEMA + 1, "version": "9.1.0"}}, "new": {}}).encode()
    path.write_bytes(raw)
    with pytest.raises(
        NewerSave, match=r"saved by LadderQuest 9\.1\.0.*install LadderQuest 9\.1\.0 or newer"
    ):
        open_tables(path)[0].table("things").insert({"word": "one"})
    assert path.read_bytes() == raw


def test_text_from_a_file_is_cleaned_where_it_enters(path: Path) -> None:
    word = "a\x1b]52;c;aGk=\x07b\u202ec"
    path.write_text(json.dumps({"meta": {"1": {"schema": 1}}, "things": {"1": {word: [word]}}}))
    assert open_tables(path)[0].table("things").all() == [{"a]52;c;aGk=bc": ["a]52;c;aGk=bc"]}]


def test_windows_is_asked_again_while_somebody_has_the_file_open(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, refusals = os.replace, [2]
    pauses: list[float] = []

    def busy(source: Path, target: Path) -> None:
        if refusals[0]:
            refusals[0] -= 1
            raise PermissionError(errno.EACCES, "in use")
        replace(source, target)

    monkeypatch.setattr(storage_module, "_TRIES", 3)
    monkeypatch.setattr(time, "sleep", pauses.append)
    monkeypatch.setattr(os, "replace", busy)
    open_tables(path)[0].table("things").insert({"word": "one"})
    assert len(pauses) == 2
    refusals[0] = 3
    with pytest.raises(SaveFailed, match="permission denied"):
        open_tables(path)[0].table("things").insert({"word": "two"})
    assert open_tables(path)[0].table("things").all() == [{"word": "one"}]
