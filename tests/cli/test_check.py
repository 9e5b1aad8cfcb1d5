"""``check``: findings with their place, for people and for programs."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import ROOT, SAMPLE, Run, copy_of_sample

LINE = re.compile(r"(?P<file>\S+):(?P<line>\d+):(?P<column>\d+): (?P<severity>\w+): .+ \[LQ\d{3}\]")
BROKEN = (("goto: look", "goto: lok"), ("cause: the loader", "cuase: the loader"))
SOUND = ROOT / "tests" / "authoring" / "pages"
STORY = "scenarios/phase-1/nulls.yaml"


def copy_of_sound(folder: Path) -> Path:
    """A pack with nothing to find in it."""
    return Path(shutil.copytree(SOUND, folder / "sound"))


def told(out: str) -> list[str]:
    """The lines that tell of findings, without the places under them, the summary and what explains them."""
    return [line for line in out.splitlines()[:-2] if not line.startswith(" ")]


def test_a_sound_pack(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    said = run("check", "tests/authoring/pages", "--strict")
    assert said == (0, "tests/authoring/pages: 1 scenario, nothing wrong\n", "")


def test_the_content_that_comes_along_has_no_error(run: Run) -> None:
    said = run("check")
    assert said.code == 0, said.out
    assert ": error: " not in said.out


def test_all_findings_come_in_one_run_sorted_with_their_place(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = copy_of_sample(tmp_path, *BROKEN)
    (pack / "cast.yaml").write_text("cast: []\nrest: 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    said = run("check", "pack")
    lines = told(said.out)
    assert (said.code, said.err) == (1, "")
    found = [LINE.fullmatch(line) for line in lines]
    assert None not in found
    places = [(m["file"], int(m["line"]), int(m["column"])) for m in found if m]
    assert places == sorted(places)
    assert {file for file, _, _ in places} == {
        "pack/cast.yaml",
        "pack/meetings.yaml",
        "pack/scenarios/phase-1/tiny.yaml",
    }
    source = (pack / "scenarios" / "phase-1" / "tiny.yaml").read_text(encoding="utf-8").splitlines()
    where = next(place for place, line in zip(places, lines, strict=True) if "(did you mean look?)" in line)
    assert source[where[1] - 1][where[2] - 1 :].startswith("lok")
    assert said.out.splitlines()[-2] == f"pack: {len(lines)} errors"
    worst = re.search(r"error: .*\[(LQ\d+)\]$", said.out, re.MULTILINE)
    assert worst
    assert said.out.splitlines()[-1] == f"`ladderquest explain {worst[1]}` says more about a code."


def test_a_broken_scenario_hides_nothing_of_the_others(run: Run, tmp_path: Path) -> None:
    pack = copy_of_sound(tmp_path)
    story = (pack / STORY).read_text(encoding="utf-8")
    ahead, behind = pack / "scenarios" / "phase-1" / "a.yaml", pack / STORY
    ahead.write_text(
        story.replace("id: nulls", "id: ahead", 1).replace("goto: ", "goto: no_", 1), encoding="utf-8"
    )
    behind.write_text(
        story.replace("minutes:", "later:\n  - {id: never, then: Hm.}\nminutes:", 1), encoding="utf-8"
    )
    said = run("check", pack)
    assert said.code == 1
    assert any("a.yaml" in line and "[LQ302]" in line for line in told(said.out))
    assert any("nulls.yaml" in line and "[LQ310]" in line for line in told(said.out))


def test_the_place_is_shown_under_the_finding(run: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path, ("goto: look\n\n", "goto: lok\n\n"))
    lines = run("check", pack).out.splitlines()
    at = next(number for number, line in enumerate(lines) if "[LQ302]" in line)
    number = re.search(r":(\d+):\d+: error", lines[at])
    assert number
    assert lines[at + 1].lstrip().startswith(f"{number[1]} | ")
    source, caret = lines[at + 1].partition("| ")[2], lines[at + 2].partition("| ")[2]
    assert source[caret.index("^") :][: caret.count("^")] == "lok"


@pytest.mark.parametrize(
    ("line", "shown", "under"),
    [
        ("goto: " + "x" * 200, "goto: " + "x" * 66, "x" * 66),
        ("text: " + "y" * 120 + "  {nobody.here} and more of it" + "z" * 200, "…", "nobody.here"),
        ("title: 値段 {nobody.here}", "値段 {nobody.here}", "nobody.here"),
        ("title: \x1b[31m {nobody.here}", "[31m {nobody.here}", "nobody.here"),
    ],
)
def test_long_wide_and_hostile_lines_stay_within_80_cells(line: str, shown: str, under: str) -> None:
    from ladderquest.commands.findings import pointed
    from ladderquest.pack.findings import Finding
    from ladderquest.pack.text import width

    column = line.index(under[:11]) + 1
    finding = Finding(code="LQ403", severity="error", file="f", line=7, column=column, message="m")
    source, caret = pointed(finding, line)
    assert max(width(source), width(caret)) <= 80
    assert "\x1b" not in source
    assert shown in source
    before = caret.index("^")
    cells = 0
    for index, character in enumerate(source):
        if cells == before:
            assert source[index:].startswith(under[:11])
        cells += width(character)


def test_findings_for_programs(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = copy_of_sample(tmp_path, ("goto: look\n\n", "goto: lok\n\n"))
    monkeypatch.chdir(tmp_path)
    said = run("check", "pack", "--json")
    findings = json.loads(said.out)
    assert said.code == 1
    slip = next(each for each in findings if each["suggestion"] == "look")
    assert list(slip) == ["code", "severity", "file", "line", "column", "message", "suggestion"]
    assert (slip["file"], slip["severity"], slip["code"]) == (
        "pack/scenarios/phase-1/tiny.yaml", "error", "LQ302",
    )  # fmt: skip
    assert pack.is_dir()


def test_a_sound_pack_has_no_findings_for_programs(run: Run) -> None:
    assert json.loads(run("check", SOUND, "--json").out) == []


def test_a_warning_is_a_failure_only_where_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    pack = copy_of_sound(tmp_path)
    (pack / "scenarios" / "phase-1" / "other.yml").write_text("id: other\n", encoding="utf-8")
    said = run("check", pack)
    assert said.code == 0
    assert ": warning: " in said.out
    assert said.out.splitlines()[-2].endswith("1 scenario, 1 warning")
    assert run("check", pack, "--strict").code == 1


@pytest.mark.parametrize(
    ("severity", "code", "left"),
    [("off", 0, "nothing wrong"), ("note", 0, "1 note"), ("error", 1, "1 error")],
)
def test_a_pack_says_how_serious_a_finding_is(
    run: Run, tmp_path: Path, severity: str, code: int, left: str
) -> None:
    pack = copy_of_sound(tmp_path)
    (pack / "scenarios" / "phase-1" / "other.yml").write_text("id: other\n", encoding="utf-8")
    with (pack / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write(f"severities: {{LQ115: {severity}}}\n")
    said = run("check", pack)
    assert said.code == code
    assert f": 1 scenario, {left}\n" in said.out or f": {left}\n" in said.out


def test_what_was_found_is_kept_beside_the_saves_and_told_again(run: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path)
    first = run("check", pack)
    assert not (tmp_path / "saves").exists()  # a check makes no folders
    (tmp_path / "saves").mkdir()
    assert run("check", pack) == first
    assert list((tmp_path / "saves" / ".cache").iterdir())
    assert run("check", pack) == first
    (pack / "scenarios" / "phase-1" / "other.yml").write_text("id: other\n", encoding="utf-8")
    assert "other.yml" in run("check", pack).out


def test_a_file_inside_a_pack_is_told_about_alone(run: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path, *BROKEN)
    (pack / "cast.yaml").write_text("cast: []\nrest: 1\n", encoding="utf-8")
    tiny = run("check", pack / "scenarios" / "phase-1" / "tiny.yaml")
    cast = run("check", pack / "scenarios" / ".." / "cast.yaml")
    traps = run("check", pack / "ladder" / "traps.yaml")
    assert (tiny.code, cast.code, traps.code) == (1, 1, 0)
    assert {line.partition(".yaml:")[0][-4:] for line in told(tiny.out)} == {"tiny"}
    assert {line.partition(".yaml:")[0][-4:] for line in told(cast.out)} == {"cast"}
    assert "nothing wrong" in traps.out


def test_a_file_that_lies_nowhere_is_checked_beside_the_content(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "tiny.yaml"
    shutil.copy(SAMPLE / "scenarios" / "phase-1" / "tiny.yaml", file)
    said = run("check", file)
    assert said.code == 1  # the content's cast has other people
    lines = told(said.out)
    assert lines
    assert all(line.startswith(f"{file}:") for line in lines)
    assert any("'tomas'" in line for line in lines)


def test_a_path_that_is_not_there_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    said = run("check", tmp_path / "nothing")
    assert (said.code, said.out) == (2, "")
    assert said.err == f'ladderquest: There is no file or folder "{tmp_path / "nothing"}" to check.\n'
    assert run("check", " ").code == 2


@pytest.mark.parametrize(
    "bytes_",
    [b"", b"\xff\xfe\x00", b"- " * 4000, b"a: &x [*x]\n", b"\x1b]52;c;x\x07: 1\n"],
    ids=["empty", "UTF-16", "nested", "alias", "escape"],
)
def test_a_file_that_is_no_scenario_gives_findings(run: Run, tmp_path: Path, bytes_: bytes) -> None:
    file = tmp_path / "odd.yaml"
    file.write_bytes(bytes_)
    said = run("check", file)
    assert said.code == 1
    assert "\x1b" not in said.out + said.err
    assert [line for line in told(said.out) if not LINE.fullmatch(line)] == []
