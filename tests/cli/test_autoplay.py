"""``autoplay``: the report, for people and for programs, and what becomes of odd input."""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any, cast

import pexpect
import pyte
import pytest

from tests.cli.terminal import ROOT, SAMPLE, Run, change, copy_of_sample
from tests.house.tree import environment

TINY = Path("scenarios") / "phase-1" / "tiny.yaml"
SHORT = "  - id: short\n"
SHUT = """\
  - id: shut
    move: choose
    text: Nobody is there.
    options:
      - {id: knock, says: Knock, when: hours > 7, goto: short}
      - {id: wait_there, says: Wait, when: hours > 6 and told, goto: short}

"""
TO_SHUT = ("        goto: look\n      - id: page", "        goto: shut\n      - id: page")
STUCK = ((SHORT, SHUT + SHORT), TO_SHUT)
LOST = (
    ("  - {id: restarted, title", "  - {id: lost, title: Lost}\n  - {id: restarted, title"),
    (SHORT, "  - {id: lost_end, ending: lost, text: It is gone.}\n\n" + SHORT),
    (
        "goto: [{when: hours <= 0, to: short}",
        "goto: [{when: hours > 7, to: lost_end}, {when: hours <= 0, to: short}",
    ),
)


def told(run: Run, *words: str | Path) -> Any:
    """What ``autoplay --json`` says; nothing may be said besides."""
    said = run("autoplay", *words, "--json")
    assert said.err == ""
    report = json.loads(said.out)
    assert (said.code == 1) == (report["failures"] > 0)
    return report


def line_of(pack: Path, text: str) -> tuple[int, int]:
    """Line and column at which ``text`` stands in the scenario."""
    lines = (pack / TINY).read_text(encoding="utf-8").splitlines()
    return next((at, line.index(text) + 1) for at, line in enumerate(lines, start=1) if text in line)


@pytest.mark.parametrize("walker", ["random", "least-used", "exhaustive"])
def test_the_content_that_comes_along_plays_without_a_failure(run: Run, walker: str) -> None:
    report = told(run, "--walker", walker, "--runs", "60")
    assert (report["failures"], report["walker"]) == (0, walker)
    assert len(report["scenarios"]) >= 2
    for scenario in report["scenarios"]:
        assert scenario["ended"] == 60
        assert scenario["minutes"]["off"] is False
        if walker == "exhaustive":
            assert scenario["exhausted"] is True
            assert [each for each in scenario["coverage"] if each["missing"]] == []
            assert all(each["exact"] and each["shortest"]["steps"] for each in scenario["endings"])


def test_a_report_for_people(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    said = run("autoplay", "tests/pack/sample", "--walker", "exhaustive", "--runs", "100")
    assert (said.code, said.err) == (0, "")
    lines = [line.strip() for line in said.out.splitlines()]
    file = f"tests/pack/sample/{TINY}"
    assert lines[0] == f"The nightly job (tiny), {file}"
    assert "state space exhausted: 40 states, 148 choices; what was not reached never is" in lines
    assert f"{file}:131:16: can never be reached: look calendar of scene look" in lines
    assert "never in loader  feeding execution-speed" in lines
    assert "Shortest way to explained: A morning that others can follow" in lines
    assert "2  look     quota: Disk quota page" in lines
    assert lines[-1] == "1 scenario, no failure; everything reached in 0 of 1"
    assert max(len(line) for line in said.out.splitlines() if file not in line) <= 80


def test_the_same_arguments_give_the_same_report_and_another_seed_another(run: Run) -> None:
    words = ("autoplay", SAMPLE, "--runs", "40")
    first, again, other = run(*words), run(*words), run(*words, "--seed", "7")
    assert first == again
    assert first.out.replace("seed 0", "") != other.out.replace("seed 7", "")
    assert run(*words, "--json") == run(*words, "--json")


def test_a_report_for_programs(run: Run) -> None:
    report = told(run, SAMPLE, "--runs", "30", "--choices", "500", "--seed", "3")
    assert set(report) == {"walker", "seed", "limits", "failures", "scenarios"}
    assert (report["seed"], report["limits"]) == (3, {"runs": 30, "choices": 500})
    (scenario,) = report["scenarios"]
    assert set(scenario) == {
        "file", "scenario", "title", "walker", "seed", "states", "searched", "exhausted", "choices", "runs",
        "ended", "cut", "decisions", "minutes", "coverage", "endings", "traps", "failures",
    }  # fmt: skip
    assert (scenario["runs"], scenario["choices"], scenario["states"]) == (
        {"disk": 15, "loader": 15},
        120,
        None,
    )
    options = next(each for each in scenario["coverage"] if each["kind"] == "options")
    assert (options["reached"], options["total"]) == (2, 4)
    page = options["missing"][0]
    assert page == {
        "id": "page", "scene": "morning", "line": 104, "column": 13, "verdict": "undecided",
        "missing": ["disk", "loader"],
    }  # fmt: skip
    for ending in scenario["endings"]:
        assert sum(ending["runs"].values()) > 0
        assert set(ending["shortest"]["steps"][0]) == {"scene", "answer", "said"}


@pytest.mark.parametrize("walker", ["random", "least-used", "exhaustive"])
def test_a_scene_without_an_answer_is_told_with_its_place_and_the_way(
    run: Run, tmp_path: Path, walker: str
) -> None:
    pack = copy_of_sample(tmp_path, *STUCK)
    report = told(run, pack, "--walker", walker, "--runs", "50")
    (failure,) = report["scenarios"][0]["failures"]
    assert (failure["kind"], failure["scene"], failure["answer"]) == ("stuck", "shut", "")
    assert (failure["line"], failure["column"] - len("id: ")) == line_of(pack, "id: shut")
    assert [step["answer"] for step in failure["way"]["steps"]] == ["tell"]
    said = run("autoplay", pack, "--walker", walker, "--runs", "50")
    assert said.code == 1
    where = f"{pack / TINY}:{failure['line']}:{failure['column']}"
    assert f"{where}: stuck: nothing can be answered in scene 'shut', and it is no ending" in said.out
    assert said.out.rstrip().endswith("1 scenario, 1 failure; everything reached in 0 of 1")


def test_an_ending_that_cannot_be_reached_is_proved_by_the_search_alone(run: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path, *LOST)
    verdicts = {}
    for walker in ("random", "exhaustive"):
        (scenario,) = told(run, pack, "--walker", walker, "--runs", "50")["scenarios"]
        endings = next(each for each in scenario["coverage"] if each["kind"] == "endings")
        (lost,) = endings["missing"]
        assert (lost["id"], lost["line"], lost["column"]) == ("lost", *line_of(pack, "lost, title"))
        verdicts[walker] = lost["verdict"]
        assert next(each for each in scenario["endings"] if each["id"] == "lost")["shortest"] is None
    assert verdicts == {"random": "undecided", "exhaustive": "never"}
    assert run("autoplay", pack, "--runs", "50").code == 0
    assert run("autoplay", pack, "--runs", "50", "--strict").code == 1


def test_a_search_that_was_stopped_says_so(run: Run) -> None:
    said = run("autoplay", SAMPLE, "--walker", "exhaustive", "--choices", "22")
    assert "stopped early" in said.out
    assert "can never be reached" not in said.out
    assert "cut off by the limit of choices" in said.out
    (scenario,) = told(run, SAMPLE, "--walker", "exhaustive", "--choices", "22")["scenarios"]
    assert (scenario["exhausted"], scenario["searched"]) == (False, 22)


# --- what is played ----------------------------------------------------------------------------------


def test_a_file_of_a_pack_a_lone_file_and_an_id(run: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path)
    twin = (pack / TINY).read_text(encoding="utf-8").replace("id: tiny\n", "id: twin\n")
    (pack / "scenarios" / "twin.yaml").write_text(twin, encoding="utf-8")
    both = [each["scenario"] for each in told(run, pack, "--runs", "2")["scenarios"]]
    assert sorted(both) == ["tiny", "twin"]
    (one,) = told(run, pack / "scenarios" / ".." / "scenarios" / "twin.yaml", "--runs", "2")["scenarios"]
    assert one["scenario"] == "twin"
    content = ROOT / "content" / "scenarios" / "phase-1" / "why-this-way.yaml"
    (listed,) = told(run, "why-this-way", "--runs", "2")["scenarios"]
    alone = tmp_path / "mine.yaml"
    shutil.copy(content, alone)
    (lone,) = told(run, alone, "--runs", "2")["scenarios"]
    assert lone.pop("file") == str(alone)
    assert listed.pop("file").endswith("why-this-way.yaml")
    assert lone == listed


def test_an_id_belongs_to_the_pack_that_is_meant(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = copy_of_sample(tmp_path)
    assert [each["scenario"] for each in told(run, "--pack", pack, "--runs", "2")["scenarios"]] == ["tiny"]
    (one,) = told(run, "tiny", "--pack", pack, "--runs", "2")["scenarios"]
    assert one["scenario"] == "tiny"
    both = run("autoplay", pack, "--pack", pack)
    assert (both.code, both.out) == (2, "")
    assert both.err.endswith('pack" is a path: leave one out.\n')
    monkeypatch.setenv("LADDERQUEST_PACK", str(pack))
    (one,) = told(run, "tiny", "--runs", "2")["scenarios"]
    assert one["scenario"] == "tiny"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nothing/here.yaml", 'ladderquest: There is no file or folder "nothing/here.yaml" to play.'),
        ("why-this-wya", "ladderquest: there is no scenario 'why-this-wya' (did you mean why-this-way?)"),
        (" ", "ladderquest: PATH names nothing. Give it a folder, a file or the id of a scenario."),
    ],
)
def test_a_path_that_names_nothing_is_wrong_usage(run: Run, path: str, said: str) -> None:
    assert run("autoplay", path) == (2, "", f"{said}\n")


def test_a_file_that_is_no_scenario_is_not_played(run: Run) -> None:
    said = run("autoplay", SAMPLE / "cast.yaml")
    assert (said.code, said.out) == (2, "")
    assert "is a part of the pack, and no scenario to play." in said.err


def test_a_broken_pack_is_not_played_and_says_why(run: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path, ("goto: look\n\n", "goto: lok\n\n"))
    for path in (pack, pack / TINY):
        said = run("autoplay", path)
        assert (said.code, said.out) == (1, "")
        assert "this pack cannot be played" in said.err
        assert "(did you mean look?)" in said.err
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run("autoplay", empty).code == 1
    odd = tmp_path / "odd.yaml"
    odd.write_bytes(b"- " * 4000)
    assert run("autoplay", odd).code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("--runs", "0"), ("--runs", "-1"), ("--runs", "many"), ("--choices", "1.5"), ("--choices", "9" * 10),
        ("--seed", "-1"), ("--walker", "randon"), ("--walker",),
    ],
)  # fmt: skip
def test_odd_numbers_and_walkers_are_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    said = run("autoplay", *words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("ladderquest: ")
    assert said.err.endswith("(see `ladderquest autoplay --help`)\n")


def test_what_a_scenario_says_cannot_draw_on_the_terminal(run: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path)
    change(pack, ("says: Restart the job now", 'says: "\\e[2J Restart" #'))
    said = run("autoplay", pack, "--runs", "20")
    assert "\x1b" not in said.out + said.err


# --- the bar -----------------------------------------------------------------------------------------


def in_a_terminal(folder: Path, command: str, term: str) -> tuple[bytes, list[str]]:
    """Everything that a command wrote to its terminal, and the screen that it left behind."""
    env = environment(TERM=term, HOME=str(folder), LC_ALL="C.UTF-8")
    for name in ("NO_COLOR", "COLUMNS", "LINES"):
        env.pop(name, None)
    process = pexpect.spawn(
        "/bin/sh", ["-c", command], env=env, cwd=str(folder), dimensions=(24, 80), timeout=60, encoding=None
    )
    raw = cast(bytes, process.read())
    process.close()
    assert process.exitstatus == 0, raw
    screen = pyte.Screen(80, 24)
    pyte.ByteStream(screen).feed(raw)
    return raw, [line.rstrip() for line in screen.display]


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_bar_shows_on_a_terminal_and_leaves_the_line_clean(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m ladderquest autoplay '{SAMPLE}' --runs 400 --json > report.json"
    raw, screen = in_a_terminal(tmp_path, command, "xterm-256color")
    assert b"%  tiny" in raw
    assert screen == [""] * 24
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["failures"] == 0
    raw, screen = in_a_terminal(tmp_path, command, "dumb")
    assert raw == b""


def test_the_example_in_the_documentation_is_what_comes_out(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    command = "autoplay tests/pack/sample --walker exhaustive"
    said = run(*command.split())
    page = (ROOT / "docs" / "autoplay.md").read_text(encoding="utf-8")
    assert f"```console\n$ ladderquest {command}\n{said.out.rstrip()}\n```\n" in page
