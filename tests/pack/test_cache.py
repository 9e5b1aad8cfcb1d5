"""The cache makes loading faster and changes nothing else."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from ladderquest.pack import building, cache
from ladderquest.pack.cache import hashes
from ladderquest.pack.loader import edition, load_pack
from ladderquest.pack.model import Edition
from ladderquest.pack.reader import Reading, read
from tests.pack.packs import SAMPLE, TINY, copy_of_sample, edit


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read anew, in order."""
    names: list[str] = []

    def noting(data: bytes, name: str) -> Reading:
        names.append(name)
        return read(data, name)

    monkeypatch.setattr(building, "read", noting)
    return names


def test_an_unchanged_pack_is_not_read_again(tmp_path: Path, converted: list[str]) -> None:
    first = load_pack(SAMPLE, tmp_path / "cache")
    assert len(converted) == 11
    converted.clear()
    assert load_pack(SAMPLE, tmp_path / "cache") == first
    assert converted == []
    assert first == load_pack(SAMPLE)


def test_a_known_pack_needs_no_parser(tmp_path: Path) -> None:
    load_pack(SAMPLE, tmp_path)
    script = (
        "import sys; from pathlib import Path; from ladderquest.pack.loader import load_pack; "
        "assert load_pack(Path(sys.argv[1]), Path(sys.argv[2])).pack; "
        "sys.exit('yaml' in sys.modules or 'ladderquest.pack.converters' in sys.modules)"
    )
    source = Path(cache.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, SAMPLE, tmp_path],
        env={**os.environ, "PYTHONPATH": str(source)},
        check=False,
    )
    assert done.returncode == 0


def test_only_the_file_that_changed_is_read_again(tmp_path: Path, converted: list[str]) -> None:
    root = copy_of_sample(tmp_path)
    load_pack(root, tmp_path / "cache")
    converted.clear()
    edit(root, "cast.yaml", "name: Lena Park", "name: Lena Parker")
    loaded = load_pack(root, tmp_path / "cache")
    assert converted == ["cast.yaml"]
    assert loaded == load_pack(root)


def test_findings_are_kept_with_their_places(tmp_path: Path, converted: list[str]) -> None:
    root = copy_of_sample(tmp_path)
    load_pack(root, tmp_path / "cache")
    edit(root, "cast.yaml", "id: lena", "id: leena")  # wrong only where unchanged files name her
    broken = load_pack(root, tmp_path / "cache")
    assert {finding.file for finding in broken.findings} == {TINY, "meetings.yaml"}
    assert broken == load_pack(root)
    converted.clear()
    assert load_pack(root, tmp_path / "cache") == broken
    assert converted == []


def test_a_file_under_another_name_is_another_file(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    edit(root, TINY, "minutes: 5", "minutes: 500")
    load_pack(root, tmp_path / "cache")
    (root / TINY).rename(root / "scenarios/moved.yaml")
    assert [f.file for f in load_pack(root, tmp_path / "cache").findings] == ["scenarios/moved.yaml"]


SPOILT: list[Callable[[bytes], bytes]] = [
    lambda data: b"",
    lambda data: data[: len(data) // 2],
    lambda data: b"\x00\xff" * 50,
    lambda data: b"[" * 100_000,
    lambda data: b"{}",
    lambda data: data.replace(b"Mira", b"Mara"),
    lambda data: data.replace(b'"schema":1', b'"schema":"one"'),
]


@pytest.mark.parametrize("spoil", SPOILT)
def test_entries_that_cannot_be_read_are_ignored_and_written_again(
    spoil: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "cache"
    first = load_pack(SAMPLE, folder)
    entries = {path: path.read_bytes() for path in folder.iterdir()}
    for path, data in entries.items():
        path.write_bytes(spoil(data))
    assert load_pack(SAMPLE, folder) == first
    whole = max(entries, key=lambda path: len(entries[path]))
    assert whole.read_bytes() == entries[whole]


@pytest.mark.parametrize("obstacle", ["a file", "a folder for every entry"])
def test_a_cache_that_cannot_be_used_changes_nothing(obstacle: str, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    if obstacle == "a file":
        folder.write_text("not a folder")
    else:
        load_pack(SAMPLE, folder)
        for path in list(folder.iterdir()):
            path.unlink()
            path.mkdir()
    assert load_pack(SAMPLE, folder).pack is not None
    if folder.is_dir():
        assert not [path for path in folder.iterdir() if path.suffix == ".tmp"]


def test_another_version_of_the_program_reads_anew(
    tmp_path: Path, converted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load_pack(SAMPLE, tmp_path / "cache")
    converted.clear()
    monkeypatch.setattr(cache, "__version__", "99")
    load_pack(SAMPLE, tmp_path / "cache")
    assert len(converted) == 11


def test_old_entries_go_when_there_are_far_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_LEAST_KEPT", 50)
    folder = tmp_path / "cache"
    folder.mkdir()
    for number in range(100):
        path = folder / f"{number:03}"
        path.write_text("{}")
        os.utime(path, (number, number))
    load_pack(SAMPLE, folder)
    left = sorted(path.name for path in folder.iterdir() if len(path.name) == 3)
    assert len(list(folder.iterdir())) == 50
    assert left[-1] == "099"
    assert "000" not in left


# --- identity of content -----------------------------------------------------------------------------


def sample_edition(root: Path) -> Edition:
    pack = load_pack(root).pack
    assert pack is not None
    return edition(pack, "tiny")


def test_hashes_are_sixteen_hex_digits_and_the_same_after_a_journey() -> None:
    made = sample_edition(SAMPLE)
    travelled = msgspec.json.decode(msgspec.json.encode(made), type=Edition)
    assert hashes(travelled) == hashes(made)
    for digest in hashes(made):
        assert len(digest) == 16
        int(digest, 16)


TEXTS = [
    (TINY, "title: The nightly job", "title: The nightly jobs"),
    (TINY, "label: Hours left", "label: Hours"),
    (TINY, "It says the same.", "It still says the same."),
    (TINY, "rating: 4", "rating: 5"),
    (TINY, "dodges: lone-wolf", "dodges: execution-speed"),
    (TINY, "shows: asked-first", "shows: shipped-alone"),
    (TINY, "when: hours < 2, says", "when: hours < 1, says"),
    (TINY, "locked: Mira has to open it first", "locked: Mira opens it first"),
    (TINY, "at: retry in 60 s", "at: 02:14:11"),
    (TINY, "at: Tuesday, 08:10", "at: Tuesday, 08:11"),
    ("cast.yaml", "name: Lena Park", "name: Lena Parker"),
]
RULES = [
    (TINY, "hours -= 1; later.ticket = 2", "hours -= 1; later.ticket = 3"),
    (TINY, "enter: hours -= 1", "enter: hours -= 2"),
    (TINY, "initial: 4, max: 8", "initial: 4, max: 9"),
    (TINY, "when: visits.morning > 1", "when: visits.morning > 2"),
    (TINY, "{when: clue.quota, to: point}", "{when: clue.quota, to: stand}"),
    (TINY, "share: 38", "share: 39"),
    (TINY, "budget: 1", "budget: 2"),
    (TINY, "cost: 0", "cost: 1"),
    (TINY, "limit: 2", "limit: 3"),
    (TINY, "id: retry", "id: again_in_60"),
    (TINY, "id: fixed", "id: mended"),
    (TINY, "is: recall.trust + 1", "is: recall.trust + 2"),
    (TINY, "ending: restarted", "ending: explained"),
    ("memories.yaml", "max: 5", "max: 6"),
]


@pytest.mark.parametrize(("name", "old", "new"), TEXTS)
def test_a_change_of_text_changes_the_text_hash_only(name: str, old: str, new: str, tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    edit(root, name, old, new)
    before, after = hashes(sample_edition(SAMPLE)), hashes(sample_edition(root))
    assert after[0] == before[0]
    assert after[1] != before[1]


@pytest.mark.parametrize(("name", "old", "new"), RULES)
def test_a_change_of_the_rules_changes_both_hashes(name: str, old: str, new: str, tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    edit(root, name, old, new)
    if new == "ending: explained":
        edit(root, TINY, "  - {id: restarted, title: Green again}\n", "")
    before, after = hashes(sample_edition(SAMPLE)), hashes(sample_edition(root))
    assert after[0] != before[0]
    assert after[1] != before[1]
