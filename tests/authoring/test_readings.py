"""Blind readings: what is wrong in the files, and what they say against the key."""

from pathlib import Path

import pytest

from ladderquest.authoring.checking import check_pack
from ladderquest.authoring.checks.readings import ReadingFigures
from ladderquest.pack.files import LARGEST_FILE
from ladderquest.pack.loader import load_pack
from tests.authoring.reading_packs import (
    AT_NOON,
    NULLS,
    READ,
    file_of,
    found_in,
    guess,
    laid_over,
    pack_with,
    place_in,
    reading,
)

TOLD = "      - {scene: noon, took: [tell]}\n"
ELSEWHERE = "    path:\n      - {scene: desk, took: [export]}\n"


# --- the files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        (file_of().replace("nulls", "nuls"), "LQ302", "nuls"),
        (file_of([reading(decision="nooon")]), "LQ302", "nooon"),
        (file_of([reading(decision="line")]), "LQ302", "line"),
        (file_of([reading(world="laate")]), "LQ302", "laate"),
        (file_of([reading(known="[exports]", path=ELSEWHERE)]), "LQ302", "exports"),
        (file_of([reading(path=AT_NOON.replace("desk", "desc"))]), "LQ302", "desc}"),
        (file_of([reading(ratings="{rerunn: 2}")]), "LQ302", "2}"),
        (file_of([reading(ratings="{rerun: 6}")]), "LQ204", "6}"),
        (file_of([reading(ratings="{rerun: good}")]), "LQ203", "good"),
        (file_of([], [guess(option="tel")]), "LQ302", "tel}"),
        (file_of([], [guess(decision="desk")]), "LQ302", "desk"),
        (file_of([reading().replace("    world: late\n", "")]), "LQ202", "decision: noon"),
        ("scenario: nulls\n", "LQ202", "scenario"),
        ("scenario: nulls\nabout: *here\n", "LQ105", "*here"),
    ],
    ids=[
        "scenario", "decision", "no choose", "world", "clue", "scene", "option", "six", "word", "guess",
        "of desk", "no world", "no about", "alias",
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_place(tmp_path: Path, text: str, code: str, part: str) -> None:
    found = [each for each in found_in(tmp_path, text) if each.file == READ]
    assert [each.code for each in found] == [code]
    line, column = place_in(text, part)
    assert (found[0].line, found[0].severity) == (line, "error")
    assert code == "LQ302" or found[0].column == column


@pytest.mark.parametrize(("slip", "meant"), [("nooon", "noon"), ("laate", "late")])
def test_what_was_probably_meant_is_said(tmp_path: Path, slip: str, meant: str) -> None:
    text = file_of([reading(decision=slip)] if meant == "noon" else [reading(world=slip)])
    assert [each.suggestion for each in found_in(tmp_path, text)] == [meant]


def test_nobody_is_asked_twice(tmp_path: Path) -> None:
    text = file_of([reading(), reading("Bo"), reading()], [guess(), guess(option="hold")])
    assert [(each.code, each.line) for each in found_in(tmp_path, text)] == [("LQ301", 20), ("LQ301", 24)]


def test_the_pack_is_played_whatever_is_in_them(tmp_path: Path) -> None:
    root = pack_with(tmp_path, "\x1b][")
    (root / "readings" / "large.yaml").write_bytes(b"#" * (LARGEST_FILE + 1))
    checked = check_pack(root)
    assert {each.file for each in checked.findings} == {READ, "readings/large.yaml"}
    assert checked.pack is not None
    loaded = load_pack(root)
    assert loaded.pack is not None
    assert loaded.findings == []
    assert (loaded.own, len(loaded.pack.scenarios)) == (1, 1)


def test_what_is_wrong_in_them_is_said_of_a_broken_pack_too(tmp_path: Path) -> None:
    root = pack_with(tmp_path, "scenario: [\n")
    (root / "cast.yaml").write_text("cast: [\n", encoding="utf-8")
    assert {each.file for each in check_pack(root).findings} >= {READ, "cast.yaml"}


# --- readers and the key -----------------------------------------------------------------------------


def differing(folder: Path, text: str) -> list[str]:
    return [each.message for each in found_in(folder, text) if each.code == "LQ803"]


def test_a_mean_that_is_two_away_is_told_at_the_option(tmp_path: Path) -> None:
    text = file_of([reading("Ada", "{tell: 1}"), reading("Bo", "{tell: 3}"), reading("Cy", "{rerun: 3}")])
    found = found_in(tmp_path, text)
    assert [(each.code, each.file, each.severity) for each in found] == [("LQ803", NULLS, "warning")]
    line = (tmp_path / "read" / NULLS).read_text(encoding="utf-8").splitlines()[found[0].line - 1]
    assert line.strip() == "- {when: clue.export, is: 3}"
    assert found[0].message == (
        "readers rate `tell` 2.0 on average (2 of them, world `late`), and the key says 4"
    )


def test_less_than_two_is_no_finding(tmp_path: Path) -> None:
    text = file_of([reading("Ada", "{tell: 2}"), reading("Bo", "{tell: 3}")])
    assert differing(tmp_path, text) == []


def test_the_key_is_that_of_the_stated_path_and_world(tmp_path: Path) -> None:
    late = reading("Ada", "{rerun: 5, hold: 2}", path=ELSEWHERE, known="[export]")
    assert differing(tmp_path / "a", file_of([late])) == []
    renamed = late.replace("world: late", "world: renamed")
    assert len(differing(tmp_path / "b", file_of([late, renamed]))) == 2


def test_the_worst_situation_of_an_option_is_told(tmp_path: Path) -> None:
    mild = reading("Ada", "{rerun: 4}")
    worse = reading("Ada", "{rerun: 5}", world="renamed", path=ELSEWHERE, known="[export]")
    (told,) = differing(tmp_path, file_of([mild, worse]))
    assert "world `renamed`" in told
    assert "5.0 on average" in told


def test_what_is_contested_may_differ(tmp_path: Path) -> None:
    root = pack_with(tmp_path, file_of([reading("Ada", "{tell: 1}")]))
    story = root / NULLS
    text = story.read_text(encoding="utf-8")
    old = "        dodges: lone-wolf\n        effect: told = true\n"
    assert text.count(old) == 1
    contested = f"        contested: Whether two causes help.\n{old}"
    story.write_text(text.replace(old, contested), encoding="utf-8")
    checked = check_pack(root)
    assert checked.findings == ()
    assert checked.readings is not None
    assert checked.readings.far == 0


# --- readings that do not fit ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (reading(path=""), "leads to `desk`, not to `noon`"),
        (reading(path=AT_NOON.replace("desk", "noon")), "the story is at `desk` there"),
        (reading(path=AT_NOON.replace("}", ", took: [fill]}")), "at `desk` "),
        (reading(path=ELSEWHERE), "finds `export`; the reader was told of no clue"),
        (reading(known="[export]"), "finds no clue; the reader was told of `export`"),
        (
            reading(path=AT_NOON.replace("}", ", took: [export, nulls, export]}")),
            "at `desk` ",
        ),
        (
            reading(path=f"{AT_NOON}      - {{scene: noon}}\n"),
            "it took nothing",
        ),
        (
            reading(path=f"{AT_NOON}{TOLD}      - {{scene: line, took: [no]}}\n"),
            "at `line` ",
        ),
    ],
    ids=["none", "elsewhere", "no look", "clue", "no clue", "looks", "nothing", "mark"],
)  # fmt: skip
def test_a_path_that_does_not_fit_counts_for_nothing(tmp_path: Path, entry: str, says: str) -> None:
    root = pack_with(tmp_path, file_of([entry]))
    checked = check_pack(root)
    assert [(each.code, each.severity) for each in checked.findings] == [("LQ806", "warning")]
    assert says in checked.findings[0].message
    assert checked.readings is not None
    assert checked.readings.ratings == 0


@pytest.mark.parametrize("took", ["[fill]", "[seen]"], ids=["places", "result"])
def test_a_step_is_a_place_or_the_result(tmp_path: Path, took: str) -> None:
    path = f"{AT_NOON}{TOLD}      - {{scene: line, took: {took}}}\n"
    text = file_of([reading(ratings="{note: 2}", decision="two_o_clock", path=path)])
    assert found_in(tmp_path, text) == []


# --- guesses and figures -----------------------------------------------------------------------------


def hits(folder: Path, options: list[str]) -> list[str]:
    guesses = [guess(f"r{number}", option) for number, option in enumerate(options)]
    return [each.code for each in found_in(folder, file_of([reading()], guesses))]


def test_guesses_that_hit_too_often(tmp_path: Path) -> None:
    assert hits(tmp_path / "a", ["tell"] * 3 + ["hold"] * 3) == ["LQ804"]
    assert hits(tmp_path / "b", ["tell"] * 2 + ["hold"] * 4) == []
    assert hits(tmp_path / "c", ["tell"] * 5) == []  # five are too few to tell


def test_a_guess_counts_by_the_situations_in_which_it_is_best(tmp_path: Path) -> None:
    late = reading("Ada", "{rerun: 5}", path=ELSEWHERE, known="[export]")
    renamed = late.replace("late", "renamed").replace("rerun: 5", "rerun: 1")
    checked = check_pack(pack_with(tmp_path, file_of([late, renamed, reading()], [guess(option="rerun")])))
    assert checked.findings == ()
    assert checked.readings == ReadingFigures(ratings=6, readers=1, far=0, guesses=1, hits=1 / 3, thin=2)


def test_a_guess_of_what_nobody_rated_hits_nothing(tmp_path: Path) -> None:
    checked = check_pack(pack_with(tmp_path, file_of([], [guess()])))
    assert checked.readings == ReadingFigures(ratings=0, readers=0, far=0, guesses=1, hits=None, thin=2)


def test_few_readers_are_a_note_at_the_first_decision(tmp_path: Path) -> None:
    three = [reading(name) for name in ("Ada", "Bo", "Cy")], [guess(name) for name in ("Ada", "Bo", "Cy")]
    root = pack_with(tmp_path, file_of(*three), quiet=False)
    (note,) = check_pack(root).findings
    assert (note.code, note.severity, note.file) == ("LQ805", "note", NULLS)
    assert "`two_o_clock`" in note.message
    assert "`noon`" not in note.message


def test_a_pack_that_nobody_has_read_is_asked_for_nothing(tmp_path: Path) -> None:
    root = pack_with(tmp_path, "", quiet=False)
    (root / READ).unlink()
    checked = check_pack(root)
    assert (checked.findings, checked.readings) == ((), None)


def test_an_edit_of_a_reading_is_seen_through_the_cache(tmp_path: Path) -> None:
    root, cache = pack_with(tmp_path, file_of([reading()])), tmp_path / "cache"
    assert check_pack(root, cache).findings == ()
    (root / READ).write_text(file_of([reading(ratings="{tell: 1}")]), encoding="utf-8")
    first = check_pack(root, cache)
    assert [each.code for each in first.findings] == ["LQ803"]
    assert check_pack(root, cache) == first


def test_what_readers_say_of_a_scenario_of_the_base_is_told_in_the_readings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = laid_over(pack_with(tmp_path, file_of([reading()])), tmp_path, monkeypatch)
    assert check_pack(over).readings is None  # those of the base are the base's
    (over / READ).parent.mkdir()
    text = file_of([reading("Bo", "{tell: 1}")])
    (over / READ).write_text(text, encoding="utf-8")
    checked = check_pack(over)
    assert [(each.code, each.file) for each in checked.findings] == [("LQ803", READ)]
    assert checked.findings[0].line == place_in(text, "{tell: 1}")[0]
    assert checked.readings is not None
    assert checked.readings.far == 1
