"""The tutorial, followed step by step: its snippets are in its files, its outputs are what is printed."""

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.terminal import ROOT, Run

PAGE = ROOT / "docs" / "tutorial.md"
STATES = ROOT / "docs" / "tutorial"
FINISHED = "approve-by-four.yaml"

STEP = re.compile(
    r'<!-- state: (?P<state>\S+) -->|<!-- edit: "(?P<old>.+)" -> "(?P<new>.+)" -->'
    r"|```(?P<kind>\w+)\n(?P<block>.*?)```",
    re.DOTALL,
)


def steps() -> list[re.Match[str]]:
    return list(STEP.finditer(PAGE.read_text(encoding="utf-8")))


def commands(block: str) -> list[tuple[str, str]]:
    """Each command with what is shown below it."""
    return [(line, shown) for line, shown in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)]


def test_the_files_of_the_tutorial_keep_what_they_promise(run: Run) -> None:
    assert run("check", STATES / FINISHED, "--strict").code == 0
    for early in sorted(STATES.glob("[0-9]-*.yaml")):
        assert run("check", early).code == 0  # it can be played,
        assert run("check", early, "--strict").code == 1  # and is not finished


def test_every_snippet_is_in_the_file_of_its_step() -> None:
    state, found, kinds = "", 0, set()
    for step in steps():
        state = step["state"] or state
        if step["kind"] == "yaml":
            assert step["block"] in (STATES / state).read_text(encoding="utf-8"), step["block"]
            found += 1
        kinds.add(step["kind"])
    assert found > 10
    assert kinds == {None, "yaml", "console"}


def test_the_first_two_files_are_on_the_page_from_top_to_bottom() -> None:
    """Whoever types what the page shows has the file, line by line."""
    text = PAGE.read_text(encoding="utf-8")
    for name in ("1-a-decision.yaml", "2-two-worlds.yaml", "3-a-fair-key.yaml"):
        for line in (STATES / name).read_text(encoding="utf-8").splitlines():
            assert line in text, (name, line)


def test_every_command_prints_what_the_page_shows(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = []
    for step in steps():
        if step["state"]:
            shutil.copy(STATES / step["state"], tmp_path / "afternoon" / FINISHED)
        elif step["old"]:
            file = tmp_path / "afternoon" / FINISHED
            old, new = (step[each].replace(r"\n", "\n") for each in ("old", "new"))
            text = file.read_text(encoding="utf-8")
            assert text.count(old) == 1
            file.write_text(text.replace(old, new), encoding="utf-8")
        elif step["kind"] == "console":
            for line, shown in commands(step["block"]):
                ran.append(line)
                follow(run, tmp_path / "afternoon", line, shown, monkeypatch)
    assert [line.split()[1] for line in ran if line.startswith("ladderquest")] == [
        "new", "play", "check", "play", "check", "explain", "check", "autoplay", "graph", "check",
    ]  # fmt: skip
    assert (
        (tmp_path / "afternoon" / "approve-by-four.mmd").read_text(encoding="utf-8").startswith("flowchart")
    )


def follow(run: Run, folder: Path, line: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do what a line of the page says, in ``folder``."""
    if line == "mkdir afternoon && cd afternoon":
        folder.mkdir()
        monkeypatch.chdir(folder)
        return
    program, *words = line.split()
    if program == "cp":
        shutil.copy(words[0], words[1])
        return
    assert program == "ladderquest"
    if words[0] == "play":
        said = run(*words, "--plain", lines=("1", "q"))
        assert (said.code, said.err) == (0, "")
        assert "> " in said.out
        return
    said = run(*words)
    assert said.err == ""
    agrees(said.out, shown)


def agrees(printed: str, shown: str) -> None:
    """Whether ``shown`` is ``printed``, but for what ``...`` stands for."""
    parts = re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE)
    at = 0
    for number, part in enumerate(parts):
        found = printed.find(part, at)
        assert found >= 0, f"{part}\nis not printed (any more) in\n{printed}"
        assert number or found == 0, "nothing may be left out at the top without ..."
        at = found + len(part)
    assert not parts[-1] or at == len(printed), f"more is printed:\n{printed[at:]}"


def test_what_the_game_says_on_the_way_is_what_the_page_says(run: Run, tmp_path: Path) -> None:
    told = " ".join(PAGE.read_text(encoding="utf-8").split())
    half = tmp_path / FINISHED
    first = (STATES / "1-a-decision.yaml").read_text(encoding="utf-8")
    ending = "  - {id: next-batch, title: Until the next batch}\n"
    half.write_text(first.replace("\n\nscenes:", f"\n{ending}\nscenes:"), encoding="utf-8")
    says = "no scene ends in 'next-batch'"
    assert says in run("check", half).out
    assert says in told
    says = "what follows from the decision in scene 'mail' is different now"
    assert says in run("check", STATES / FINISHED, "--against", STATES / "3-a-fair-key.yaml").out
    assert says in told


def test_words_of_an_option_may_change(run: Run, tmp_path: Path) -> None:
    """The page ends with it."""
    new = tmp_path / FINISHED
    text = (STATES / FINISHED).read_text(encoding="utf-8")
    new.write_text(text.replace("Somebody else wants it.", "There is a queue."), encoding="utf-8")
    said = run("check", new, "--against", STATES / FINISHED)
    assert (said.code, "every save stays where it is" in said.out) == (0, True)
