"""The command line in this process, beside packs and saves that mean no good."""

import functools
import shutil
from pathlib import Path

import pytest

from ladderquest.pack.text import clean
from tests.cli.conftest import run as run
from tests.cli.terminal import Run, Said
from tests.hostile.packs import hostile_pack
from tests.hostile.payloads import obeyed


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hostile pack, made once."""
    return hostile_pack(tmp_path_factory.mktemp("made") / "pack")


@pytest.fixture
def pack(made: Path, tmp_path: Path) -> Path:
    """A copy of it, in a folder whose name is hostile as well."""
    return Path(shutil.copytree(made, tmp_path / "p\x1b]2;owned\x07\u202e\x9b31mack"))


@pytest.fixture
def harmless(run: Run) -> Run:
    """``run``: nothing may come out that a terminal obeys, and nothing but a sentence may happen."""

    @functools.wraps(run)
    def running(*words: str | Path, lines: tuple[str, ...] = ()) -> Said:
        said = run(*words, lines=lines)
        told = [ascii(clean(str(word)))[:60] for word in words]
        assert obeyed(said.out) == [], told
        assert obeyed(said.err) == [], told
        assert said.code in (0, 1, 2), told
        assert "Traceback" not in said.err, told
        return said

    return running
