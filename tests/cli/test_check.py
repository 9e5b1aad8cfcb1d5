"""``check``: findings with their place, for people and for programs."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import ROOT, SAMPLE, Run, copy_of_sample

LINE = re.compile(r"(?P<file>\S+):(?P<line>\d+):(?P<column>\d+): (?P<severity>\w+): .+ \[LQ\d{3}\]")
BROKEN = (("goto: look", "goto: lok"), ("cause: the loader", "cuase: the loader"))


def test_a_sound_pack(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert run("check", "tests/pack/sample") == (0, "tests/pack/sample: 1 scenario, nothing wrong\n", "")


def test_the_content_that_comes_along_is_sound(run: Run) -> None:
    said = run("check")
    assert said.code == 0, said.out
    assert "nothing wrong" in said.out


def test_all_findings_come_in_one_run_sorted_with_their_place(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = copy_of_sample(tmp_path, *BROKEN)
    (pack / "cast.yaml").write_text("cast: []\nrest: 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    said = run("check", "pack")
    *lines, summary = said.out.splitlines()
    assert (said.code, said.err) == (1, "")
    found = [LINE.fullmatch(line) for line in lines]
    assert None not in found
    places = [(m["file"], int(m["line"]), int(m["column"])) for m in found if m]
    assert places == sorted(places)
    assert {file for file, _, _ in places} == {"pack/cast.yaml", "pack/scenarios/phase-1/tiny.yaml"}
    source = (pack / "scenarios" / "phase-1" / "tiny.yaml").read_text(encoding="utf-8").splitlines()
    where = next(place for place, line in zip(places, lines, strict=True) if "(did you mean look?)" in line)
    assert source[where[1] - 1][where[2] - 1 :].startswith("lok")
    assert summary == f"pack: {len(lines)} errors"


def test_findings_for_programs(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = copy_of_sample(tmp_path, ("goto: look\n\n", "goto: lok\n\n"))
    monkeypatch.chdir(tmp_path)
    said = run("check", "pack", "--json")
    report = json.loads(said.out)
    assert said.code == 1
    assert set(report) == {"path", "scenarios", "errors", "warnings", "notes", "findings"}
    assert (report["path"], report["scenarios"], report["errors"]) == ("pack", None, len(report["findings"]))
    slip = next(each for each in report["findings"] if each["suggestion"] == "look")
    assert set(slip) == {"file", "line", "column", "severity", "code", "message", "suggestion"}
    assert (slip["file"], slip["severity"], slip["code"]) == (
        "pack/scenarios/phase-1/tiny.yaml", "error", "LQ302",
    )  # fmt: skip
    assert pack.is_dir()


def test_a_warning_alone_is_no_failure(run: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path)
    (pack / "scenarios" / "phase-1" / "other.yml").write_text("id: other\n", encoding="utf-8")
    said = run("check", pack)
    assert said.code == 0
    assert ": warning: " in said.out
    assert said.out.rstrip().endswith("1 scenario, 1 warning")


def test_a_file_inside_a_pack_is_told_about_alone(run: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path, *BROKEN)
    (pack / "cast.yaml").write_text("cast: []\nrest: 1\n", encoding="utf-8")
    tiny = run("check", pack / "scenarios" / "phase-1" / "tiny.yaml")
    cast = run("check", pack / "scenarios" / ".." / "cast.yaml")
    traps = run("check", pack / "ladder" / "traps.yaml")
    assert (tiny.code, cast.code, traps.code) == (1, 1, 0)
    assert {line.partition(".yaml:")[0][-4:] for line in tiny.out.splitlines()[:-1]} == {"tiny"}
    assert {line.partition(".yaml:")[0][-4:] for line in cast.out.splitlines()[:-1]} == {"cast"}
    assert "nothing wrong" in traps.out


def test_a_file_that_lies_nowhere_is_checked_beside_the_content(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tiny.yaml"
    shutil.copy(SAMPLE / "scenarios" / "phase-1" / "tiny.yaml", file)
    said = run("check", file)
    assert said.code == 1  # the content's cast has other people
    *lines, _ = said.out.splitlines()
    assert lines
    assert all(line.startswith(f"{file}:") for line in lines)
    assert any("'tomas'" in line for line in lines)


def test_a_path_that_is_not_there_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    said = run("check", tmp_path / "nothing")
    assert (said.code, said.out) == (2, "")
    assert said.err == f'ladderquest: There is no file or folder "{tmp_path / "nothing"}" to check.\n'
    assert run("check", " ").code == 2


@pytest.mark.parametrize(
    "bytes_", [b"", b"\xff\xfe\x00", b"- " * 4000, b"a: &x [*x]\n", b"\x1b]52;c;x\x07: 1\n"]
)
def test_a_file_that_is_no_scenario_gives_findings(run: Run, tmp_path: Path, bytes_: bytes) -> None:
    file = tmp_path / "odd.yaml"
    file.write_bytes(bytes_)
    said = run("check", file)
    assert said.code == 1
    assert "\x1b" not in said.out + said.err
    assert [line for line in said.out.splitlines()[:-1] if not LINE.fullmatch(line)] == []
