"""``guide``: what is printed for whom, in which form, and what is not told."""

from pathlib import Path

import pytest

from tests.authoring.test_guides import pack_of
from tests.cli.terminal import SAMPLE, Run


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return pack_of(tmp_path)


def test_it_prints_both_parts_with_their_minutes(run: Run, pack: Path) -> None:
    said = run("guide", "nulls", "--pack", pack)
    assert (said.code, said.err) == (0, "")
    for part in (
        "Null since Monday: a guide",
        "It differs with the export.",
        "One to one, 30 minutes",
        "This week (minutes 20 to 30)",
        "Listen for  Whether noon is in it.",
        "With a room, 45 minutes",
        "Stop 1: Wednesday, 09:20 (minutes 5 to 25)",
        "Scores have halved since Monday",
        "- Fill the missing days with the median",
        "Close (minutes 40 to 45)",
    ):
        assert part in said.out, part
    assert max(map(len, said.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("whom", "there", "not_there"),
    [("mentor", "One to one", "With a room"), ("room", "With a room", "The brief")],
)
def test_it_is_for_one_of_them(run: Run, pack: Path, whom: str, there: str, not_there: str) -> None:
    said = run("guide", "nulls", "--pack", pack, "--for", whom)
    assert there in said.out
    assert not_there not in said.out


def test_it_is_written_in_the_format_that_the_name_says(run: Run, pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "nulls.html"
    assert run("guide", "nulls", "--pack", pack, "-o", file).code == 0
    assert "<h2" in file.read_text(encoding="utf-8")
    again = run("guide", "nulls", "--pack", pack, "-o", file)
    assert again.code == 2
    assert "--force" in again.err
    assert run("guide", "nulls", "--pack", pack, "-o", file, "--force").code == 0
    assert run("guide", "nulls", "--pack", pack, "--format", "markdown").out.startswith("# Null since Monday")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("nuls",), 2, "did you mean nulls?"),
        (("nulls", "-o", " "), 2, "-o names no file"),
        (("nulls", "-o", "guide.xyz"), 2, "says no format"),
        (("nulls", "-o", "no/such/folder.txt"), 2, "cannot be written"),
        (("nulls", "--format", "ics"), 2, "this cannot be ics"),
        (("nulls", "--for", "me"), 2, "there is no whom 'me'"),
    ],
    ids=["id", "blank", "format", "folder", "dates", "whom"],
)
def test_what_cannot_be_is_one_sentence(
    run: Run, pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int,
    says: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    said = run("guide", *words, "--pack", pack)
    assert (said.code, said.out) == (code, "")
    assert says in said.err
    assert said.err.count("\n") == 1


def test_a_scenario_without_a_guide(run: Run) -> None:
    said = run("guide", "tiny", "--pack", SAMPLE)
    assert (said.code, said.out) == (1, "")
    assert "there is no guide of tiny yet" in said.err
