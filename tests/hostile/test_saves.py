"""Saves that somebody edited by hand, or got from somebody: whatever stands in them comes in clean."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import SAMPLE, Run, seed_of
from tests.hostile.payloads import HEBREW, LONG, PAYLOADS, UNSEEN
from tests.hostile.test_words import ALL

COMMANDS: tuple[tuple[str | Path, ...], ...] = (
    ("runs",), ("runs", "--json"), ("show", "0"), ("show", "0", "--json"), ("graph", "--run", "0"),
    ("doctor",), ("doctor", "--json"), ("play", "tiny", "--plain", "--pack", SAMPLE),
)  # fmt: skip

Edit = Callable[[str], str]


@pytest.fixture
def saves(run: Run, tmp_path: Path) -> Path:
    """What a player leaves behind in the middle of a story, with a placement."""
    evidence = ("y", "The loader of May", *"nnnn")
    run("--plain", "--pack", SAMPLE, "--player", HEBREW, lines=(*evidence, "q"))
    run("play", "tiny", "--plain", "--pack", SAMPLE, "--seed", seed_of("disk"), lines=("tell", "quota", "q"))
    return tmp_path / "saves"


def edited(value: Any, edit: Edit) -> Any:
    """Plain values with an edit made to every text in them, keys too that are not the number of a row."""
    if isinstance(value, dict):
        return {key if key.isdecimal() else edit(key): edited(each, edit) for key, each in value.items()}
    if isinstance(value, list):
        return [edited(each, edit) for each in value]
    return edit(value) if isinstance(value, str) else value


def edit_all(saves: Path, edit: Edit, *, escaped: bool = True) -> int:
    """Make an edit in every file of ours; how many there were. The names of tables stay: without them there
    is nothing to read. ``escaped``: as JSON escapes, which hide it from whoever looks at the bytes."""
    files = [path for path in saves.rglob("*.json") if ".cache" not in path.parts]
    for path in files:
        tables = json.loads(path.read_text(encoding="utf-8"))
        # the layout without a checksum, which anybody can write
        tables["meta"]["1"].update(schema=1)
        del tables["meta"]["1"]["sum"]
        known = {name: {row: _row(each, edit) for row, each in rows.items()} for name, rows in tables.items()}
        path.write_text(json.dumps(known, ensure_ascii=escaped), encoding="utf-8")
    return len(files)


def _row(row: dict[str, Any], edit: Edit) -> dict[str, Any]:
    """The keys of a row are fields of ours, and stay."""
    return {key: edited(each, edit) if key != "version" else each for key, each in row.items()}


@pytest.mark.parametrize(
    "unseen", [UNSEEN, "\b\f", "\x7f"], ids=["escapes by number", "short escapes", "as it is"]
)
def test_what_is_not_seen_is_gone_and_nothing_is_lost(unseen: str, harmless: Run, saves: Path) -> None:
    before = harmless("show", "0").out
    assert edit_all(saves, lambda text: f"{unseen}{text}", escaped=unseen != "\x7f") == 3
    assert harmless("show", "0").out == before
    for line in COMMANDS:
        said = harmless(*line, lines=("p", "q"))
        assert said.code == 0, (line, said)
        assert "set aside" not in said.err
    assert "You are back where you left, after 2 decisions." in said.out
    assert HEBREW in harmless("runs", "--json").out.encode().decode("unicode_escape")


@pytest.mark.parametrize("escaped", [True, False])
def test_what_is_seen_stays_text(escaped: bool, harmless: Run, saves: Path) -> None:
    def edit(text: str) -> str:
        return f"{ALL}{text}" if " " in text or text == HEBREW else text

    edit_all(saves, edit, escaped=escaped)
    for line in COMMANDS:
        harmless(*line, lines=("p", "q"))


@pytest.mark.parametrize(
    "payload", [ALL, LONG, "\b\r\f", "\ud83d"], ids=["all", "long", "short escapes", "half"]
)
def test_what_no_text_is_left_of_is_damage_that_is_told_clean(
    payload: str, harmless: Run, saves: Path
) -> None:
    edit_all(saves, lambda text: f"{payload}{text}")
    for line in COMMANDS:
        harmless(*line, lines=("q",))


def test_the_name_comes_back_clean_from_the_runs(harmless: Run, saves: Path) -> None:
    edit_all(saves, lambda text: f"{text}\u202e\b" if text == HEBREW else text)
    (profile,) = saves.glob("*/player.json")
    profile.write_text("{" + "".join(PAYLOADS.values()), encoding="utf-8")
    elsewhere = saves.rename(saves.with_name("s\x1b]2;owned\x07\u202e\x9b31maves"))
    assert HEBREW in harmless("doctor", "--saves", elsewhere).out
    said = harmless("play", "tiny", "--plain", "--pack", SAMPLE, "--saves", elsewhere, lines=("q",))
    told = " ".join(said.out.split())
    assert f"The profile of {HEBREW} could not be read" in told
    assert "s]2;owned31maves" in told.replace(" ", "")


def test_a_pack_is_not_taken_from_a_cache_that_is_not_clean(harmless: Run, saves: Path) -> None:
    kept = [path for path in (saves / ".cache").iterdir() if b"The nightly job" in path.read_bytes()]
    assert kept
    for bait in (rb"\u001b]52;c;Tk9QRQ\u0007", rb"\b\r", "\u202e\x9b31m".encode(), b"\x7f"):
        for path in kept:
            data = (
                path.read_bytes().partition(b"\n")[2].replace(b"The nightly job", bait + b"The nightly job")
            )
            path.write_bytes(blake2b(data, digest_size=16).hexdigest().encode() + b"\n" + data)
        said = harmless("play", "tiny", "--plain", "--pack", SAMPLE, lines=("q",))
        assert said.out.startswith(f"Player: {HEBREW}.")
        assert "]52" not in said.out


def test_a_pack_is_taken_from_a_cache_as_it_was_put(harmless: Run, saves: Path) -> None:
    """Or the test above would pass with a cache that is never read."""
    for path in (saves / ".cache").iterdir():
        data = path.read_bytes().partition(b"\n")[2].replace(b"The nightly job", b"The daily job")
        path.write_bytes(blake2b(data, digest_size=16).hexdigest().encode() + b"\n" + data)
    said = harmless("play", "tiny", "--plain", "--pack", SAMPLE, "--seed", "1", lines=("q",))
    assert "The daily job" in said.out
