"""``new scenario``: where the file goes, and what is never written over."""

import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import ROOT, SAMPLE, Run, copy_of_sample

NAME = "scenarios/phase-1/two-days-in.yaml"


def test_it_goes_into_the_pack_around_the_current_folder_and_passes_check(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = copy_of_sample(tmp_path)
    monkeypatch.chdir(pack / "scenarios")
    said = run("new", "scenario", "two-days-in", "--title", "Two days in")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Written: phase-1/two-days-in.yaml\n")
    checked = run("check", "phase-1/two-days-in.yaml")
    assert (checked.code, checked.out) == (0, "phase-1/two-days-in.yaml: 1 scenario, nothing wrong\n")
    played = run("play", "two-days-in", "--plain", "--pack", pack, lines=("1",))
    assert "Two days in" in played.out


def test_the_schema_is_named_where_there_is_one(run: Run, tmp_path: Path) -> None:
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    assert run("new", "scenario", "two-days-in", "--phase", "2", "--pack", content).code == 0
    path = content / "scenarios" / "phase-2" / "two-days-in.yaml"
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert (path.parent / first.partition("$schema=")[2]).samefile(content / "schema" / "scenario.json")
    sample = copy_of_sample(tmp_path)
    assert run("new", "scenario", "two-days-in", "--pack", sample).code == 0
    assert "yaml-language-server" not in (sample / NAME).read_text(encoding="utf-8")


def test_a_folder_of_ones_own_needs_no_pack(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("new", "scenario", "two-days-in", "-o", "drafts")
    assert said.out.startswith("Written: drafts/two-days-in.yaml\n")
    checked = run("check", "drafts/two-days-in.yaml")
    assert (checked.code, checked.out) == (0, "drafts/two-days-in.yaml: 1 scenario, nothing wrong\n")


def test_nothing_is_written_over(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text("mine", encoding="utf-8")
    said = run("new", "scenario", "mine", "-o", ".")
    assert (said.code, said.out) == (2, "")
    assert said.err == "ladderquest: mine.yaml exists already, and nothing is written over it.\n"
    assert Path("mine.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("scenario", "two-days-in"), "The current folder lies in no pack"),
        (("scenario", "two-days-in", "--pack", "nowhere"), "no folder 'nowhere'"),
        (("scenario", "two-days-in", "--pack", " "), "--pack names no folder"),
        (("scenario", "two-days-in", "-o", " "), "-o names no folder"),
        (("scenario", "Two", "--pack", SAMPLE), "'Two' cannot be the id of a scenario"),
        (("scenario", "tiny", "--pack", SAMPLE), "There is a scenario 'tiny' in this pack already"),
        (("scenario", "../x", "--pack", SAMPLE), "cannot be the id"),
        (("scenario", "two", "--phase", "9", "--pack", SAMPLE), "There is no phase 9"),
        (("scenario", "two", "--phase", "x", "--pack", SAMPLE), "invalid int value"),
        (("scenrio", "two"), "did you mean scenario?"),
        (("scenario",), "ID"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str | Path, ...], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("new", *words)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert said.err.count("\n") == 1


def test_a_broken_pack_is_mended_first(run: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path, ("goto: look", "goto: lok"))
    said = run("new", "scenario", "two-days-in", "--pack", pack)
    assert said.code == 1
    assert "did you mean look?" in said.err
    assert not (pack / NAME).exists()
