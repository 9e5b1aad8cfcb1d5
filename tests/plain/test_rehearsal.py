"""A scenario file played line by line: apart from all progress, and followed while it is written."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.terminal import SAMPLE, Run, change, copy_of_sample, seed_of

NAME = "scenarios/phase-1/tiny.yaml"
SEED = ("--seed", seed_of("disk"))


class Typing(io.StringIO):
    """Standard input; a step that is no text is done when its turn comes, before the next line is typed."""

    def __init__(self, *steps: str | Callable[[], None]) -> None:
        super().__init__()
        self._steps = list(steps)

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # as io.TextIOBase has it
        while self._steps:
            step = self._steps.pop(0)
            if isinstance(step, str):
                return f"{step}\n"
            step()
        return ""


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return copy_of_sample(tmp_path).relative_to(tmp_path)


def test_a_file_is_played_without_a_trace(run: Run, pack: Path, tmp_path: Path) -> None:
    said = run("play", pack / NAME, "--plain", *SEED, lines=("tell", "quota", "q"))
    assert (said.code, said.err) == (0, "")
    assert "New clue: Disk quota page" in said.out
    assert said.out.endswith("This was a rehearsal: nothing of it is kept.\n")
    assert not (tmp_path / "saves").exists()
    again = run("play", pack / NAME, "--plain", *SEED, lines=())
    assert "Two pages are open" not in again.out


def test_runs_are_kept_where_saves_says(run: Run, pack: Path, tmp_path: Path) -> None:
    kept = ("--saves", tmp_path / "kept")
    assert run("play", pack / NAME, "--plain", *SEED, *kept, lines=("tell", "q")).out.endswith("is saved.\n")
    assert "The nightly job" in run("runs", *kept).out
    assert "after 1 decision" in run("play", pack / NAME, "--plain", *kept, lines=()).out


def test_a_save_is_told_before_the_next_answer_counts(run: Run, pack: Path) -> None:
    typing = Typing(
        "tell",
        lambda: change(pack, ("Two pages are open", "Three pages are open"), ("budget: 1", "budget: 2")),
        "quota",  # typed before the change was told
        "quota",
        "q",
    )
    said = run("play", pack / NAME, "--plain", "--watch", *SEED, stdin=typing)
    assert (said.code, said.err) == (0, "")
    before, _, after = said.out.partition("Note: Reloaded. Changed: look. You are where you were.")
    assert "Two pages are open" in before
    assert "New clue" not in before
    assert after.index("Three pages are open") < after.index("(2 looks left)") < after.index("New clue")
    assert after.count("New clue: Disk quota page") == 1


def test_a_broken_file_is_told_and_the_answer_counts(run: Run, pack: Path) -> None:
    typing = Typing(
        lambda: change(pack, ("budget: 1", "budget: one")),
        "tell",
        "quota",
        lambda: change(pack, ("budget: one", "budget: 2"), ("- id: tell\n", "- id: told_her\n")),
        "?",
        "q",
    )
    said = run("play", pack / NAME, "--plain", "--watch", *SEED, stdin=typing)
    assert (said.code, said.err) == (0, "")
    out = " ".join(said.out.split())
    assert "Note: Not reloaded: 1 error. You play on with the last sound edition." in out
    assert f"{pack / NAME}:125:13: `budget` must be a whole number from 1 to 9, not 'one'" in out
    assert out.index("Not reloaded") < out.index("You: Tell Mira") < out.index("New clue: Disk quota page")
    assert out.index("New clue") < out.index(
        "no option 'tell' here. You are back at Tuesday, 08:10, 2 decisions"
    )


def test_an_author_has_the_whole_map(run: Run, pack: Path) -> None:
    said = run("play", pack / NAME, "--plain", *SEED, lines=("tell", "m", "?", "q"))
    assert "  1  morning (you came by here); leads to 2 (your way), 3\n" in said.out
    assert "  7  restarted_end\n" in said.out or "  6  restarted_end\n" in said.out
    assert "  m  the map, with all scenes by their ids\n" in said.out


def test_another_id_is_told(run: Run, pack: Path) -> None:
    typing = Typing(lambda: change(pack, ("id: tiny\n", "id: other\n")), "tell", "q")
    said = run("play", pack / NAME, "--plain", "--watch", *SEED, stdin=typing)
    assert "The id is other now. This run is one of tiny, and stays as it is." in " ".join(said.out.split())
    assert "You: Tell Mira" in said.out


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("play", "nowhere.yaml", "--plain"), 2, "There is no file"),
        (("play", "pack/cast.yaml", "--plain"), 1, "this pack cannot be played"),
        (("play", "tiny", "--watch", "--plain", "--pack", SAMPLE), 2, "--watch follows a file"),
        (("play", "--watch", "--plain"), 2, "--watch follows a file"),
        (("play", f"pack/{NAME}", "--plain", "--pack", SAMPLE), 2, "leave --pack out"),
    ],
)
def test_what_cannot_be_played(
    run: Run, pack: Path, words: tuple[str | Path, ...], code: int, says: str
) -> None:
    said = run(*words)
    assert (said.code, said.out) == (code, "")
    assert says in said.err
