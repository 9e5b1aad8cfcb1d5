"""Every word of every command, and every variable that is read, with everything that a word can hold. The
list comes from the parser, so that a new argument is among them by itself."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from ladderquest.cli import build_parser
from tests.cli.terminal import SAMPLE, Run
from tests.hostile.payloads import HEBREW, LONG, PAYLOADS, UNSEEN

ALL = "".join(PAYLOADS.values())
WORDS = {
    "every payload": ALL,
    "a file called so": f"{ALL}.yaml",
    "10,000 letters": LONG,
    "5,000 folders": "d/" * 5_000 + "f.yaml",
    "bytes that are no text": "a\udc9b31mb\udcff",
    "a home of nobody": f"~{HEBREW}{ALL}",
    "an id, but for what is not seen": f"ti{UNSEEN}ny",
}
VARIABLES = (
    "LADDERQUEST_PACK",
    "LADDERQUEST_SAVES",
    "TERM",
    "COLORTERM",
    "NO_COLOR",
    "LOGNAME",
    "HOME",
    "COLUMNS",
)


def commands(
    parser: argparse.ArgumentParser, *path: str
) -> Iterator[tuple[tuple[str, ...], list[argparse.Action]]]:
    """Every command with its arguments, and the commands within it."""
    within = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    yield path, [action for action in parser._actions if action.nargs != 0 and action not in within]
    for action in within:
        for name, each in action.choices.items():
            yield from commands(each, *path, name)


def lines_with(word: str) -> Iterator[list[str]]:
    """A command line for every argument there is, which is ``word`` there."""
    for path, actions in commands(build_parser()):
        needed = [action for action in actions if not action.option_strings]
        for action in actions:
            positions = [word if each is action else _fitting(each) for each in needed]
            given = [each for each in positions if each is not None]
            option = [f"{action.option_strings[-1]}={word}"] if action.option_strings else []
            yield [*path, *option, *given]
    yield [word]
    yield [f"--{word}"]


def _fitting(action: argparse.Action) -> str | None:
    """What may stand there while another argument is tried; None for what may be left out."""
    if action.nargs == "?":
        return None
    return str(next(iter(action.choices))) if action.choices else "tiny"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written by such a name is written here."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LADDERQUEST_PACK", str(SAMPLE))


@pytest.mark.parametrize("what", WORDS)
def test_a_word_of_a_command_is_said_back_clean_if_at_all(what: str, harmless: Run) -> None:
    tried = 0
    for line in lines_with(WORDS[what]):
        harmless(*line)
        tried += 1
    assert tried > 40


def test_a_word_may_hold_the_end_of_a_text(harmless: Run) -> None:
    for line in lines_with("a\0b"):
        harmless(*line)


@pytest.mark.parametrize("variable", VARIABLES)
def test_a_variable_is_said_back_clean_if_at_all(
    variable: str, harmless: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for word in (ALL.replace("\0", ""), LONG, WORDS["bytes that are no text"]):
        monkeypatch.setenv(variable, word)
        for line in (["doctor"], ["doctor", "--json"], ["play", "tiny", "--plain"]):
            harmless(*line, lines=("q",))
