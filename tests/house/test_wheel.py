"""What is built from the tree holds the content, and plays from an empty folder outside the checkout.

Nothing is downloaded: the wheel goes into a virtual environment of its own, which then borrows the
dependencies of ours. Ours is an editable install; its .pth file is not followed from a borrowed folder,
so the `ladderquest` that runs can only be the one from the wheel.
"""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
import yaml

from ladderquest import __version__
from ladderquest.authoring.diagnostics import CODES
from tests.house.tree import ROOT, environment

SCENARIO = "why-this-way"
BIN = "Scripts" if os.name == "nt" else "bin"


def run(*words: str | Path, cwd: Path, said: str = "") -> subprocess.CompletedProcess[str]:
    """Run a program as a stranger would: our variables gone, `said` on its standard input."""
    return subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        input=said,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(COLUMNS="80"),
    )


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    return dist / f"ladderquest-{__version__}-py3-none-any.whl"


@pytest.fixture(scope="module")
def game(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `ladderquest` command of a virtual environment that has the wheel."""
    room = tmp_path_factory.mktemp("room") / "venv"
    venv.create(room, with_pip=False)
    python = room / BIN / "python"
    done = run(
        sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=room
    )
    assert done.returncode == 0, done.stdout + done.stderr
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    theirs = Path(run(python, "-c", where, cwd=room).stdout.strip())
    ours = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (theirs / "borrowed.pth").write_text("\n".join(sorted(ours)) + "\n", encoding="utf-8")
    return room / BIN / "ladderquest"


def under(names: list[str], folder: str) -> set[str]:
    """The files among `names` that stand below `folder`, relative to it."""
    return {
        name.removeprefix(f"{folder}/") for name in names if name.startswith(f"{folder}/") and name[-1] != "/"
    }


def test_the_wheel_and_the_archive_hold_the_whole_content(dist: Path, wheel: Path) -> None:
    content = {path.relative_to(ROOT / "content").as_posix() for path in (ROOT / "content").rglob("*.yaml")}
    assert len(content) > 3
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert content <= under(names, "ladderquest/content")
    pages = {path.name for path in (ROOT / "docs" / "diagnostics").iterdir()}
    assert len(pages) > len(CODES)
    assert pages == under(names, "ladderquest/docs/diagnostics")
    assert not [name for name in names if name.endswith((".json", ".pyc")) and "saves" in name]
    with tarfile.open(dist / f"ladderquest-{__version__}.tar.gz") as archive:
        names = archive.getnames()
    assert content <= under(names, f"ladderquest-{__version__}/content")
    saves = under(names, f"ladderquest-{__version__}/saves")
    assert saves == {"README.md"}


def test_a_wheel_straight_from_the_tree_is_the_same(wheel: Path, tmp_path: Path) -> None:
    """`pip install .` does not go through the source archive, so neither may lack what the other has."""
    done = run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT, cwd=tmp_path
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(tmp_path / wheel.name) as other:
        assert sorted(one.namelist()) == sorted(other.namelist())


def test_the_installed_game_knows_its_version(game: Path, tmp_path: Path) -> None:
    done = run(game, "--version", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert __version__ in done.stdout


def test_the_installed_game_explains_a_code(game: Path, tmp_path: Path) -> None:
    done = run(game, "explain", "LQ302", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"LQ302: {CODES['LQ302'].title}\n")
    assert "What to do\n" in done.stdout


def test_the_installed_game_plays_from_an_empty_folder_and_comes_back(game: Path, tmp_path: Path) -> None:
    empty, saves = tmp_path / "empty", tmp_path / "saves"
    empty.mkdir()
    [path] = (ROOT / "content" / "scenarios").rglob(f"{SCENARIO}.yaml")
    scenario = yaml.safe_load(path.read_text(encoding="utf-8"))
    play = (game, "play", SCENARIO, "--plain", "--seed", "1", "--player", "Test", "--saves", saves)

    begun = run(*play, cwd=empty, said="1\n")
    assert (begun.returncode, begun.stderr) == (0, "")
    assert scenario["title"] in begun.stdout
    assert opening(scenario) in flat(begun.stdout)

    # What was decided is on disk where --saves says, and nowhere else.
    assert list(empty.iterdir()) == []
    listed = run(game, "runs", "--json", "--player", "Test", "--saves", saves, cwd=empty)
    [kept] = json.loads(listed.stdout)["runs"]
    assert (kept["scenario"], kept["decisions"], kept["ending"]) == (SCENARIO, 1, None)

    back = run(*play, cwd=empty)
    assert (back.returncode, back.stderr) == (0, "")
    assert opening(scenario) not in flat(back.stdout)
    assert last_question(back.stdout) == last_question(begun.stdout) != ""


def last_question(told: str) -> str:
    """What plain mode asked last: the two paragraphs before its newest prompt."""
    return "\n\n".join(told.rpartition("\n> ")[0].rstrip().split("\n\n")[-2:])


def opening(scenario: dict[str, object]) -> str:
    """The first sentence or so of the first scene, on one line."""
    scenes = scenario["scenes"]
    assert isinstance(scenes, list)
    text = next(scene for scene in scenes if scene["id"] == scenario["start"])["text"]
    text = text if isinstance(text, str) else text[0]["text"]
    return flat(text.partition("{")[0])[:60]


def flat(text: str) -> str:
    return " ".join(text.split())
