"""The command line: listing, showing, health, mistakes."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from ladderquest import __version__
from ladderquest.cli import build_parser, main
from ladderquest.commands.play import has_screen
from ladderquest.options import Options
from tests.cli.terminal import SAMPLE, Run, copy_of_sample, seed_of

DISK = seed_of("disk")
ENDED = ("tell", "quota", "3", "full a")


def listed(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("runs", "--json").out)
    return found


# --- runs and show -----------------------------------------------------------------------------------


def test_runs_of_nobody(run: Run) -> None:
    assert run("runs").out == "Nobody has played here yet. `ladderquest` begins.\n"
    assert listed(run) == {"player": None, "runs": []}
    assert run("show", "01").err == "ladderquest: Nobody has played here yet, so there is no run to show.\n"


def test_runs_are_listed_for_people_and_for_programs(run: Run, play: Run) -> None:
    play(*ENDED, seed=DISK)
    play("tell", seed=seed_of("loader"))
    found = listed(run)
    assert found["player"]["name"] == "Ada"
    ended, going = found["runs"]
    assert set(ended) == {
        "run", "scenario", "title", "phase", "decisions", "at", "ending", "ending_title", "world",
        "started_at", "touched_at",
    }  # fmt: skip
    assert (ended["scenario"], ended["decisions"], ended["ending"], ended["world"]) == (
        "tiny", 4, "explained", "disk",
    )  # fmt: skip
    assert (going["decisions"], going["ending"], going["world"]) == (1, None, None)
    first, second = run("runs").out.splitlines()
    assert first.startswith(ended["run"])
    assert first.endswith("4 decisions  ended: A morning that others can follow")
    assert second.startswith(going["run"])
    assert "1 decision " in second


def test_show_retells_a_run_and_replays_its_state(run: Run, play: Run) -> None:
    play(*ENDED, "t 1", seed=DISK)
    run_id = listed(run)["runs"][0]["run"]
    found = json.loads(run("show", run_id, "--json").out)
    assert found["run"] == run_id
    assert found["scenario"] == {"id": "tiny", "title": "The nightly job", "phase": 1}
    assert found["started"]["seed"] == int(DISK)
    assert found["started"]["world"] == "disk"
    assert [each["scene"] for each in found["decisions"]] == ["morning", "look", "point", "stand"]
    assert found["decisions"][3]["answer"] == {"move": "defend", "claim": "full", "exhibits": ["quota"]}
    values = found["state"]["values"]
    assert values["hours"] == 1
    assert values["told"] is True
    assert values["owes.mira"] == 0
    assert values["clue.quota"] is True
    assert found["state"]["ending"] == "explained"
    assert not [name for name in values if name.startswith(("mark.", "claim.", "exhibit."))]

    text = run("show", run_id[:12]).out
    assert f"The nightly job (tiny), run {run_id} of Ada" in text
    assert "World: disk" in text
    assert "Tell Mira what you know before you know the cause  [talk]" in text
    assert "ended: explained" in text
    assert "hours           1" in text


def test_show_keeps_quiet_about_the_world_of_a_run_that_goes_on(run: Run, play: Run) -> None:
    play("tell", seed=DISK)
    run_id = listed(run)["runs"][0]["run"]
    text = run("show", run_id).out
    assert "hours           3" in text
    assert "world" not in text.lower()


def test_show_changes_nothing(run: Run, play: Run, tmp_path: Path) -> None:
    play("tell", seed=DISK)
    run_id = listed(run)["runs"][0]["run"]
    files = sorted(path for path in (tmp_path / "saves").rglob("runs/*.json"))
    before = [path.read_bytes() for path in files]
    run("show", run_id)
    assert [path.read_bytes() for path in files] == before


def test_a_beginning_that_fits_two_runs_is_not_enough(run: Run, play: Run) -> None:
    play("tell", seed=DISK)
    play("tell", seed=seed_of("loader"))
    said = run("show", "01")
    assert said.code == 2
    assert said.err == "ladderquest: 2 runs begin with '01'; give more of the id.\n"


def test_unknown_ids_suggest_the_nearest(run: Run, play: Run) -> None:
    play("tell", seed=DISK)
    run_id = listed(run)["runs"][0]["run"]
    slip = run_id[:5] + run_id[6:]
    said = run("show", slip)
    assert (said.code, said.out) == (2, "")
    assert f"Ada has no run '{slip}' (did you mean {run_id}?)" in said.err
    said = run("play", "tinny", "--plain", "--pack", SAMPLE)
    assert (said.code, said.out) == (2, "")
    assert said.err == "ladderquest: there is no scenario 'tinny' (did you mean tiny?)\n"
    said = run("runs", "--player", "Adda")
    assert (said.code, said.out) == (2, "")
    assert said.err == 'ladderquest: There is no player "Adda" (did you mean "Ada"?).\n'


def test_a_slip_in_a_scenario_makes_no_player(run: Run, tmp_path: Path) -> None:
    run("play", "tinny", "--plain", "--pack", SAMPLE, "--player", "Ada")
    assert not (tmp_path / "saves").exists()


# --- folders that are not what they should be ----------------------------------------------------------


@pytest.mark.parametrize("command", [("play", "tiny", "--plain"), ("runs",), ("show", "01")])
def test_saves_that_cannot_be_written_are_one_sentence(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    pack = ("--pack", str(SAMPLE)) if command[0] == "play" else ()
    said = run(*command, *pack, "--saves", tmp_path / "file" / "saves")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("ladderquest: cannot write to")
    assert said.err.count("\n") == 1
    assert "--saves DIR" in said.err


def test_an_empty_folder_name_is_one_sentence(run: Run) -> None:
    assert "--saves names no folder" in run("runs", "--saves", "").err
    assert "--pack names no folder" in run("play", "tiny", "--plain", "--pack", " ").err


def test_a_pack_that_is_not_there_is_one_sentence(run: Run, tmp_path: Path) -> None:
    said = run("play", "tiny", "--plain", "--pack", tmp_path / "nowhere")
    assert said.code == 2
    assert "There is no folder" in said.err
    assert said.err.count("\n") == 1


def test_a_broken_pack_gives_findings_and_makes_no_player(run: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path, ("goto: look", "goto: lok"))
    said = run("play", "tiny", "--plain", "--pack", pack)
    assert (said.code, said.out) == (1, "")
    assert "this pack cannot be played" in said.err
    assert "scenarios/phase-1/tiny.yaml:" in said.err
    assert "(did you mean look?)" in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "saves").exists()


# --- doctor --------------------------------------------------------------------------------------------


def test_the_doctor_reports_for_programs(run: Run, play: Run, tmp_path: Path) -> None:
    play("tell", seed=DISK)
    said = run("doctor", "--pack", SAMPLE, "--json")
    report = json.loads(said.out)
    assert said.code == 0
    assert set(report) == {
        "ladderquest", "python", "platform", "packages", "program", "terminal", "pack", "saves", "problems",
    }  # fmt: skip
    assert report["ladderquest"] == __version__
    assert report["packages"]["textual"]
    what = {"id": "sample", "title": "The sample pack", "version": "1", "base": None}
    counts = {"scenarios": 1, "errors": 0, "warnings": 0}
    assert report["pack"] == {"path": str(SAMPLE), **what, **counts}
    assert report["saves"] == {
        "path": str(tmp_path / "saves"), "exists": True, "writable": True, "players": 1, "damaged": [],
        "problem": None,
    }  # fmt: skip
    assert report["terminal"]["columns"] == 80
    assert report["terminal"]["is_terminal"] is False
    assert report["problems"] == []


def test_the_doctor_makes_no_folder(run: Run, tmp_path: Path) -> None:
    said = run("doctor", "--pack", SAMPLE)
    assert said.code == 0
    assert "not there yet, writable, 0 players" in said.out
    assert "All is well." in said.out
    assert not (tmp_path / "saves").exists()


def test_the_doctor_finds_what_is_wrong(run: Run, play: Run, tmp_path: Path) -> None:
    play("tell", seed=DISK)
    [profile] = (tmp_path / "saves").glob("*/player.json")
    profile.write_text("{", encoding="utf-8")
    pack = copy_of_sample(tmp_path, ("goto: look", "goto: lok"))
    said = run("doctor", "--pack", pack)
    assert said.code == 1
    assert "Problem: The pack has 2 errors" in said.out
    assert "Problem: Ada: " in said.out
    assert "1 player, 1 damaged" in said.out
    (tmp_path / "file").touch()
    said = run("doctor", "--pack", SAMPLE, "--saves", tmp_path / "file")
    assert said.code == 1
    assert "Problem: Nothing can be saved in" in said.out


# --- the rest ------------------------------------------------------------------------------------------


def test_the_version(run: Run) -> None:
    assert run("--version") == (0, f"ladderquest {__version__}\n", "")


@pytest.mark.parametrize("command", ["play", "runs", "show", "check", "autoplay", "doctor", "completion"])
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    said = run(command, "--help")
    assert (said.code, said.err) == (0, "")
    assert f"ladderquest {command}" in said.out.partition("example")[2]
    assert "\x1b" not in said.out
    assert command in run("--help").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("chekc",), "there is no command 'chekc' (did you mean check?)"),
        (("xyzzy",), "there is no command 'xyzzy'; there is play, runs"),
        (("show",), "the following arguments are required: RUN"),
        (("play", "--seed", "-1"), "argument --seed"),
        (("play", "--seed", "x"), "a seed is a whole number from 0 up"),
        (("play", "--sede", "1"), "--sede"),
        (("completion", "bas"), "there is no shell 'bas' (did you mean bash?)"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_code_2(run: Run, words: tuple[str, ...], sentence: str) -> None:
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("ladderquest: ")
    assert sentence in said.err
    assert "--help" in said.err
    assert said.err.count("\n") == 1


def test_hostile_arguments_come_out_clean(run: Run) -> None:
    for words in (
        ("play", "\x1b]52;c;x\x07", "--plain", "--pack", str(SAMPLE)),
        ("\x1b[2J",),
        ("check", "\x1b[2J"),
        ("autoplay", "\x1b[2J"),
    ):
        said = run(*words)
        assert said.code == 2
        assert not set(said.out + said.err) & set("\x1b\x07")


def test_options_may_stand_before_the_command(run: Run, play: Run) -> None:
    play("tell", seed=DISK)
    play("tell", seed=DISK, player="Ben")
    assert json.loads(run("--player", "Ada", "runs", "--json").out)["player"]["name"] == "Ada"
    assert (
        json.loads(run("--player", "Ada", "runs", "--player", "Ben", "--json").out)["player"]["name"] == "Ben"
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_the_commands(run: Run, shell: str) -> None:
    said = run("completion", shell)
    assert said.code == 0
    assert "doctor" in said.out
    assert "--saves" in said.out or "saves" in said.out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_help_has_colours_on_a_terminal_that_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def helped(**environ: str) -> str:
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.delenv("NO_COLOR", raising=False)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        shown = Terminal()
        monkeypatch.setattr(sys, "stdout", shown)
        assert main(["play", "--help"]) == 0
        return shown.getvalue()

    assert "\x1b[" in helped()
    assert "\x1b" not in helped(NO_COLOR="1")
    assert "\x1b" not in helped(TERM="dumb")


@pytest.mark.parametrize(
    ("environ", "screen"),
    [
        ({"TERM": "xterm"}, True),
        ({}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "LADDERQUEST_PLAIN": "1"}, False),
    ],
)
def test_when_the_app_can_be_drawn(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], screen: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert has_screen(environ) is screen
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert has_screen(environ) is False


def test_on_a_terminal_the_app_opens_with_what_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[Options] = []

    def opened(options: Options) -> int:
        asked.append(options)
        return 0

    monkeypatch.setattr("ladderquest.tui.app.run", opened, raising=False)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("LADDERQUEST_PLAIN", raising=False)
    folders = ["--pack", str(SAMPLE), "--saves", str(tmp_path)]
    assert main(["play", "tiny", "--seed", "7", "--player", "Ada", *folders]) == 0
    assert main(folders) == 0
    assert asked == [Options(SAMPLE, tmp_path, "Ada", "tiny", 7), Options(SAMPLE, tmp_path)]


def test_every_option_has_a_value_when_it_is_not_given() -> None:
    from ladderquest.cli import _UNSET

    known = {action.dest for action in build_parser()._actions} - {"help", "version", "command"}
    assert known <= _UNSET.keys()


def test_ctrl_c_before_anything_is_open_leaves_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("ladderquest.commands.dispatch.dispatch", interrupted)
    assert run("runs") == (130, "", "")


def test_ctrl_c_saves_and_leaves_with_130(run: Run, play: Run) -> None:
    class Interrupted(io.StringIO):
        def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
            line = super().readline() if size is None or size < 0 else super().readline(size)
            if not line:
                raise KeyboardInterrupt
            return line

    said = run("play", "tiny", "--plain", "--pack", SAMPLE, "--seed", DISK, stdin=Interrupted("tell\n"))
    assert (said.code, said.err) == (130, "")
    assert said.out.endswith("Saved. `ladderquest play tiny` comes back to this line.\n")
    assert listed(run)["runs"][0]["decisions"] == 1
