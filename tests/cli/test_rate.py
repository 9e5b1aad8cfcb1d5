"""``rate``: what is asked and shown, what is written down, and what of others stays as it is."""

import re
import shutil
from pathlib import Path

import pytest

from ladderquest.authoring.checking import check_pack
from ladderquest.pack.readings import ReadingsFile, read_readings
from tests.authoring.examples import EXAMPLE
from tests.authoring.reading_packs import READ, file_of, guess, reading
from tests.cli.terminal import Run

NUMBERS = ("3",) * 200


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "own"))


def held(path: Path) -> ReadingsFile:
    converted = read_readings(path.read_bytes(), path.name)
    assert converted.findings.items == []
    assert converted.value is not None
    return converted.value


def readers_of(value: ReadingsFile) -> set[str]:
    return {each.reader for each in value.readings} | {each.reader for each in value.guesses}


def test_everything_is_asked_once_and_fits_the_scenario(run: Run, pack: Path) -> None:
    said = run("rate", "nulls", "--pack", pack, "--reader", "Ada", lines=NUMBERS)
    assert (said.code, said.err) == (0, "")
    value = held(pack / READ)
    assert value.scenario == "nulls"
    assert readers_of(value) == {"Ada"}
    assert [each.decision for each in value.guesses] == ["noon", "two_o_clock"]
    assert {(each.decision, each.world) for each in value.readings} == {
        (decision, world) for decision in ("noon", "two_o_clock") for world in ("late", "renamed")
    }
    codes = {each.code for each in check_pack(pack).findings}
    assert codes <= {"LQ803", "LQ804", "LQ805"}  # every path can be played, every id is there
    again = run("rate", "nulls", "--pack", pack, "--reader", "Ada")
    assert "Nothing is left for Ada to rate here." in again.out
    assert held(pack / READ) == value


def test_the_guesses_come_before_any_situation_and_the_key_never(run: Run, pack: Path) -> None:
    out = run("rate", "nulls", "--pack", pack, "--reader", "Ada", lines=NUMBERS).out
    before, _, after = out.partition("Situation 1 of 4: Wednesday, 09:20")
    assert "Options 2 of 2" in before
    assert "Noon is noon" not in before
    assert "Noon is noon" in after
    shown = " ".join(out.split())
    pack_text = (pack / "scenarios/phase-1/nulls.yaml").read_text(encoding="utf-8")
    for told in re.findall(r"(?:why|then): (.+)", pack_text):
        assert told[:40] not in shown
    assert "renamed" not in shown  # the name of a world, which says what is true in it


def test_a_situation_has_the_papers_and_the_clues(run: Run, pack: Path) -> None:
    out = run("rate", "nulls", "--pack", pack, "--reader", "Ada", lines=NUMBERS).out
    assert "What you have found out:" in out
    assert "Last night it finished at 06:40" in out
    assert "Hours left: " in out
    assert "Decided before:" in out


def test_the_options_are_shuffled_for_each_reader(run: Run, pack: Path, tmp_path: Path) -> None:
    firsts = set()
    for name in ("Ada", "Bo", "Cy", "Di", "Ed", "Flo"):
        out = run("rate", "nulls", "--pack", pack, "--reader", name, "-o", tmp_path / f"{name}.yaml").out
        firsts.add(re.findall(r"^  1  (.+)$", out, re.MULTILINE)[0])
    assert len(firsts) > 1


def test_one_world_only(run: Run, pack: Path) -> None:
    run("rate", "nulls", "--pack", pack, "--reader", "Ada", "--world", "renamed", lines=NUMBERS)
    assert {each.world for each in held(pack / READ).readings} == {"renamed"}


def test_what_was_given_is_kept_and_it_goes_on_from_there(run: Run, pack: Path) -> None:
    said = run(
        "rate",
        "nulls",
        "--pack",
        pack,
        lines=("", "reader 1", "Ada", "x", "", "9", "2", "s", "?", "5", "1", "s", "4", "q"),
    )
    assert said.code == 0
    assert "There is no option 'x' here" in said.out
    assert "There is no option '9' here" in said.out
    assert said.out.count("Situation 1 of 4") == 2
    value = held(pack / READ)
    assert [each.decision for each in value.guesses] == ["noon"]
    assert [sorted(each.ratings.values()) for each in value.readings] == [[1, 4, 5]]
    more = run("rate", "nulls", "--pack", pack, "--reader", "Ada", lines=("0", "6", "five", "5"))
    assert more.out.count("is no rating") == 3 or "There is no option '0' here" in more.out
    assert "Situation 1 of 3" in run("rate", "nulls", "--pack", pack, "--reader", "Ada", lines=("1",)).out


def test_a_rating_in_the_middle_of_a_situation_is_thrown_away_with_it(run: Run, pack: Path) -> None:
    run("rate", "nulls", "--pack", pack, "--reader", "Ada", lines=("s", "s", "3", "3"))
    assert not (pack / READ).exists()


@pytest.mark.parametrize("tail", ["", "\n\n# the end\n"], ids=["plain", "comment"])
@pytest.mark.parametrize("break_", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_the_lines_of_others_stay(run: Run, pack: Path, tail: str, break_: str) -> None:
    before = "# ours\n" + file_of([reading("Bo"), reading("Cy")], [guess("Bo")]) + tail
    before = before.replace("guesses:", "\n# from the options alone\nguesses:")
    (pack / READ).parent.mkdir()
    (pack / READ).write_text(before.replace("\n", break_), encoding="utf-8", newline="")
    assert run("rate", "nulls", "--pack", pack, "--reader", "Ada", lines=NUMBERS).code == 0
    after = (pack / READ).read_bytes().decode()
    kept = iter(after.splitlines())
    assert all(line in kept for line in before.splitlines())  # in this order
    assert after.count(break_) == after.count("\n")
    value = held(pack / READ)
    assert [each.reader for each in value.readings[:2]] == ["Bo", "Cy"]
    assert [each.reader for each in value.guesses] == ["Bo", "Ada", "Ada"]


@pytest.mark.parametrize("name", ['Ada "the" \\ pager', "null", "7", "# no", "reader: 1", "Łukasz 木"])
def test_any_name_can_stand_there(run: Run, pack: Path, name: str) -> None:
    assert run("rate", "nulls", "--pack", pack, f"--reader={name}", lines=NUMBERS).code == 0
    value = held(pack / READ)
    assert readers_of(value) == {name}
    assert "Nothing is left" in run("rate", "nulls", "--pack", pack, f"--reader={name}").out


def test_a_file_of_ones_own(run: Run, pack: Path, tmp_path: Path) -> None:
    file = tmp_path / "new" / "ada.yaml"
    assert run("rate", "nulls", "--pack", pack, "--reader", "Ada", "-o", file, lines=("1",)).code == 0
    assert held(file).guesses[0].reader == "Ada"
    assert not (pack / "readings").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nuls",), "did you mean nulls?"),
        (("nulls", "--world", "lat"), "did you mean late?"),
        (("nulls", "--world", "zzz"), "there is late, renamed"),
        (("nulls", "--reader", " "), "--reader names no person"),
        (("nulls", "--reader", "Reader 2"), "--reader names no person"),
        (("nulls", "-o", ""), "-o names no file"),
        (("nulls", "-o", "folder"), "cannot be read"),
        (("nulls", "-o", "file/in/it.yaml"), "cannot be written there"),
        (("nulls", "-o", "other.yaml"), "it is about tiny, not about nulls"),
        (("nulls", "-o", "broken.yaml"), "mend it, or begin another file with -o"),
    ],
    ids=["id", "world", "no world", "reader", "automated", "blank", "folder", "file", "other", "broken"],
)
def test_what_cannot_be_is_one_sentence_before_the_first_question(
    run: Run, pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("file").touch()
    Path("other.yaml").write_text("scenario: tiny\nabout: x\n", encoding="utf-8")
    Path("broken.yaml").write_text("scenario: [\n", encoding="utf-8")
    said = run("rate", *words, "--pack", pack)
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        '{scenario: nulls, about: "x"}\n',
        "scenario: nulls\nabout: x\nguesses: [{decision: noon, reader: Bo, option: tell}]\n",
        "scenario: nulls\nabout: x\nguesses:\n  {decision: noon, reader: Bo, option: tell}\n",
    ],
    ids=["braces", "brackets", "one"],
)
def test_a_file_that_cannot_be_added_to_stays_as_it_is(run: Run, pack: Path, text: str) -> None:
    (pack / READ).parent.mkdir()
    (pack / READ).write_text(text, encoding="utf-8")
    said = run("rate", "nulls", "--pack", pack, "--reader", "Ada", lines=NUMBERS)
    assert said.code == 2
    assert "begin another file with -o" in said.err
    assert (pack / READ).read_text(encoding="utf-8") == text
    assert [each.name for each in (pack / READ).parent.iterdir()] == ["nulls.yaml"]


def test_check_tells_the_figures_in_lines_and_for_programs(run: Run, pack: Path) -> None:
    import json

    (pack / READ).parent.mkdir()
    (pack / READ).write_text(file_of([reading()], [guess(), guess("Bo", "hold")]), encoding="utf-8")
    said = run("check", pack)
    assert (
        said.out.splitlines()[-2]
        == "readings: 4 ratings by 1 reader, 0 differ by 2 or more; 50% of guesses hit"
    )
    findings = json.loads(run("check", pack, "--json").out)
    assert any(each["code"] == "LQ805" for each in findings)
    alone = run("check", pack / READ)
    assert (alone.code, "nothing wrong" in alone.out) == (0, True)
    (pack / READ).write_text(file_of([reading(world="no")]), encoding="utf-8")
    assert "[LQ302]" in run("check", pack / READ).out
