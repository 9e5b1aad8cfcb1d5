"""``export``: a report in a file or on standard output, and every way in which that fails."""

from __future__ import annotations

import errno
import io
import os
import zipfile
from pathlib import Path

import pytest
from icalendar import Calendar

from ladderquest.growth.work import Action
from ladderquest.saves import Saves
from tests.cli.terminal import SAMPLE, Run, Said, seed_of

ENDED = ("1", "tell", "quota", "3", "full a", "q")
FORMATS = ("text", "markdown", "html", "docx", "xlsx")
PACK = ("--pack", SAMPLE)


@pytest.fixture
def finished(play: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, after Ada has finished a story."""
    assert play(*ENDED, seed=seed_of("disk")).code == 0
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def failed(said: Said, code: int) -> str:
    """The one sentence that was said."""
    assert (said.code, said.out) == (code, "")
    assert said.err.count("\n") == 1
    assert said.err.rstrip().endswith((".", ")"))
    assert not said.err.rstrip().endswith("..")
    return said.err


def test_without_a_file_it_is_text_on_standard_output(run: Run, finished: Path) -> None:
    said = run("export", "debrief", *PACK)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("The nightly job\n===============\n")
    assert run("export", "debrief", *PACK, "--format", "markdown").out.startswith("# The nightly job\n")
    assert run("export", "debrief", *PACK, "-o", "-", "--format", "html").out.startswith("<!DOCTYPE html>")
    assert list(finished.iterdir()) == []


@pytest.mark.parametrize("name", FORMATS)
def test_the_name_of_the_file_says_the_format(name: str, run: Run, finished: Path) -> None:
    extension = {"text": "txt", "markdown": "md"}.get(name, name)
    said = run("export", "debrief", *PACK, "-o", f"mine.{extension}")
    assert (said.code, said.out, said.err) == (0, f"Written: mine.{extension}\n", "")
    assert [path.name for path in finished.iterdir()] == [f"mine.{extension}"]
    raw = (finished / f"mine.{extension}").read_bytes()
    assert zipfile.is_zipfile(io.BytesIO(raw)) == (name in ("docx", "xlsx"))
    assert run("export", "debrief", *PACK, "-o", "other", "--format", name).code == 0
    assert len((finished / "other").read_bytes()) > 500


def test_an_office_format_without_a_file_gets_a_name_of_its_own(run: Run, finished: Path) -> None:
    said = run("export", "debrief", *PACK, "--format", "docx")
    (path,) = finished.iterdir()
    assert path.name.startswith("debrief-ada-20")
    assert said.out == f"Written: {path.name}\n"
    assert zipfile.is_zipfile(path)
    assert "exists already" in failed(run("export", "debrief", *PACK, "--format", "docx"), 2)


def test_a_run_is_named_by_its_beginning(run: Run, finished: Path) -> None:
    assert run("export", "debrief", "0", *PACK).out.startswith("The nightly job")
    assert "no run begins with 'zz'" in failed(run("export", "debrief", "zz", *PACK), 2)
    assert run("play", "tiny", "--plain", *PACK, "--player", "Ada", lines=("q",)).code == 0
    assert "2 runs begin with '0'" in failed(run("export", "debrief", "0", *PACK), 2)
    assert run("export", "debrief", *PACK).code == 0


def test_nothing_is_written_over_but_by_force(run: Run, finished: Path) -> None:
    file = finished / "x.html"
    file.write_text("mine", encoding="utf-8")
    assert "without --force" in failed(run("export", "debrief", *PACK, "-o", file), 2)
    assert file.read_text(encoding="utf-8") == "mine"
    assert run("export", "debrief", *PACK, "-o", file, "--force").code == 0
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in finished.iterdir()] == ["x.html"]


def test_a_link_stays_a_link(run: Run, finished: Path) -> None:
    (finished / "real.txt").write_text("old", encoding="utf-8")
    (finished / "link.txt").symlink_to("real.txt")
    assert run("export", "debrief", *PACK, "-o", "link.txt", "--force").code == 0
    assert (finished / "link.txt").is_symlink()
    assert (finished / "real.txt").read_text(encoding="utf-8").startswith("The nightly job")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("debrief", "-o", "."), '"." is a folder: name a file in it.'),
        (("debrief", "-o", "folder.md"), '"folder.md" is a folder: name a file in it.'),
        (("debrief", "-o", "nowhere/x.md"), "there is no such folder."),
        (("debrief", "-o", "file.txt/x.md"), "a part of this path is a file, not a folder."),
        (("debrief", "-o", "x" * 300 + ".md"), "the name is too long."),
        (("debrief", "-o", "report"), "end it in one of .txt, .md, .html, .docx, .xlsx, .csv, .ics."),
        (("debrief", "-o", " "), "-o names no file;"),
        (("debrief", "-o", "a\0b.md"), "-o names no file;"),
        (
            ("debrief", "--format", "csv"),
            "cannot be csv: there is no table in it; there is text, markdown",
        ),
        (("debrief", "-o", "x.ics"), "this cannot be ics: there is no date in it; there is text, markdown"),
        (("debrief", "--format", "pdf"), "there is no format 'pdf'"),
        (("dates", "more"), "dates takes nothing more, and there is 'more'."),
        (("debrife",), "there is no WHAT 'debrife' (did you mean debrief?)"),
        (("debrief", "--player", "Bda"), '(did you mean "Ada"?)'),
    ],
    ids=lambda value: None if isinstance(value, tuple) else value[:20],
)
def test_a_slip_is_one_sentence(words: tuple[str, ...], said: str, run: Run, finished: Path) -> None:
    (finished / "folder.md").mkdir()
    (finished / "file.txt").touch()
    assert said in failed(run("export", *words, *PACK), 2)
    assert sorted(path.name for path in finished.iterdir()) == ["file.txt", "folder.md"]


def test_nothing_to_export_is_said_with_another_code(run: Run, finished: Path, tmp_path: Path) -> None:
    assert "no exercise is written yet" in failed(run("export", "exercises", *PACK), 1)
    assert "nothing of yours has a day yet" in failed(run("export", "dates", *PACK, "-o", "x.ics"), 1)
    run("play", "tiny", "--plain", *PACK, "--player", "Ben", lines=("tell", "q"))
    assert "no story is finished yet" in failed(run("export", "debrief", *PACK, "--player", "Ben"), 1)
    assert "has not ended yet" in failed(run("export", "debrief", "0", *PACK, "--player", "Ben"), 1)
    nobody = ("--saves", tmp_path / "nobody")
    assert "nobody has played here yet" in failed(run("export", "debrief", *PACK, *nobody), 1)
    assert list(finished.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "permission denied"), (errno.EIO, "input/output")],
    ids=["full", "denied", "broken"],
)
def test_a_disk_that_takes_nothing_leaves_nothing_behind(
    number: int, said: str, run: Run, finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    (finished / "x.txt").write_text("mine", encoding="utf-8")
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fail)
        told = failed(run("export", "debrief", *PACK, "-o", "x.txt", "--force"), 2)
    assert f'"x.txt" cannot be written: {said}' in told
    assert [path.name for path in finished.iterdir()] == ["x.txt"]
    assert (finished / "x.txt").read_text(encoding="utf-8") == "mine"


def test_who_takes_the_name_meanwhile_keeps_it(
    run: Run, finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def meanwhile(handle: int) -> None:
        (finished / "x.txt").write_text("theirs", encoding="utf-8")
        sync(handle)

    with monkeypatch.context() as racing:
        racing.setattr(os, "fsync", meanwhile)
        assert "exists already" in failed(run("export", "debrief", *PACK, "-o", "x.txt"), 2)
    assert (finished / "x.txt").read_text(encoding="utf-8") == "theirs"
    assert [path.name for path in finished.iterdir()] == ["x.txt"]


def test_a_system_without_hard_links_writes_it_all_the_same(
    run: Run, finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    with monkeypatch.context() as poor:
        poor.setattr(os, "link", no_links)
        assert run("export", "debrief", *PACK, "-o", "x.txt").code == 0
        assert "exists already" in failed(run("export", "debrief", *PACK, "-o", "x.txt"), 2)
    assert [path.name for path in finished.iterdir()] == ["x.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_device_is_written_to_and_not_replaced(run: Run, finished: Path) -> None:
    assert run("export", "debrief", *PACK, "-o", "/dev/null", "--format", "html").code == 0
    assert Path("/dev/null").is_char_device()
    assert "the disk is full" in failed(
        run("export", "debrief", *PACK, "-o", "/dev/full", "--format", "html"), 2
    )


def test_what_has_a_day_goes_into_a_calendar_and_a_table(run: Run, finished: Path, tmp_path: Path) -> None:
    saves = Saves(tmp_path / "saves")
    key = saves.players()[0].id
    with saves.open(key) as store:
        action = Action(id="a1", changed="", text="=Ask Zoë", made="", due="2099-01-01")
        store.work.keep(action).result()
    calendar, table = finished / "mine.ics", finished / "mine.csv"
    for _ in range(2):  # the second calendar takes the place of the first
        assert run("export", "dates", *PACK, "-o", calendar, "--force").code == 0
        events = Calendar.from_ical(calendar.read_bytes().decode()).walk("VEVENT")
        found = [(str(event["UID"]), str(event["SUMMARY"])) for event in events]
        assert (f"{key}-action-a1@ladderquest", "=Ask Zoë") in found
    assert run("export", "dates", *PACK, "-o", table).code == 0
    raw = table.read_bytes()
    assert raw.startswith("\ufeffDay,What,Note\r\n".encode())
    assert "2099-01-01,'=Ask Zoë,You set yourself this.\r\n".encode() in raw
    # a program that reads a pipe would take the mark for a letter of the first name
    assert run("export", "dates", *PACK, "--format", "csv").out.startswith("Day,What,Note")
