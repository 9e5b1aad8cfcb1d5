"""A command line in this process: arguments and lines in, exit code and texts out."""

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TextIO

import pytest

from ladderquest.cli import main
from ladderquest.play import draw

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "tests" / "pack" / "sample"
WORLDS = ("disk", "loader")


class Said(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


def seed_of(world: str) -> str:
    """The first seed that draws ``world`` in the sample's scenario."""
    return str(next(seed for seed in range(100) if WORLDS[draw(seed, "world", len(WORLDS))] == world))


def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """``run(*words, lines=..., stdin=...)``: the program, with its saves in ``tmp_path``."""
    for name in ("LADDERQUEST_PLAIN", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LADDERQUEST_SAVES", str(tmp_path / "saves"))

    def run(*words: str | Path, lines: tuple[str, ...] = (), stdin: TextIO | None = None) -> Said:
        given = "".join(f"{line}\n" for line in lines)
        monkeypatch.setattr(sys, "stdin", io.StringIO(given) if stdin is None else stdin)
        code = main([str(word) for word in words])
        return Said(code, *capsys.readouterr())

    return run


def copy_of_sample(folder: Path, *changes: tuple[str, str]) -> Path:
    """The sample pack in ``folder``, with replacements made in its scenario."""
    pack = folder / "pack"
    shutil.copytree(SAMPLE, pack)
    change(pack, *changes)
    return pack


def change(pack: Path, *changes: tuple[str, str]) -> None:
    """Make replacements in the scenario of a copy."""
    file = pack / "scenarios" / "phase-1" / "tiny.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{old!r} is not in the sample any more"
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
