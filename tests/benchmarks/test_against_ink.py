"""The comparison with inkjs, as far as it goes without inkjs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.against_ink import LARGE, SMALL, Row, rows
from benchmarks.ink import emit_ink
from benchmarks.neutral import write_pack
from benchmarks.stories import make_story
from tests.benchmarks.test_conformance import small_story
from tests.house.tree import ROOT


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (Row("play", 90, "inkjs", 10, "choices/s", least=8), "9.00 x  within at least 8 x"),
        (Row("play", 70, "inkjs", 10, "choices/s", least=8), "7.00 x  OUTSIDE at least 8 x"),
        (Row("load", 1, "inkjs", 4, "s", most=0.5), "0.25 x  within at most 0.5 x"),
        (Row("load", 3, "inkjs", 4, "s", most=0.5), "0.75 x  OUTSIDE at most 0.5 x"),
    ],
)
def test_a_row_says_whether_it_keeps_its_budget(row: Row, verdict: str) -> None:
    assert verdict in str(row)


def test_every_budget_has_a_row() -> None:
    kinds = ("ours", "ink", "first", "again", "compile", "load")
    found = {f"{kind} {scenes}": 1.0 for kind in kinds for scenes in (SMALL, LARGE)}
    assert [(row.least, row.most) for row in rows(found)] == [
        (8, None),
        (0.5, None),
        (4, None),
        (None, 0.5),
        (None, 1),
    ]


@pytest.mark.parametrize("missing", ["node", "npm"])
def test_a_missing_program_is_named(missing: str, tmp_path: Path) -> None:
    if missing == "npm":
        (tmp_path / "node").symlink_to(sys.executable)
    command = [sys.executable, str(ROOT / "benchmarks" / "against_ink.py")]
    environment = {**os.environ, "PATH": str(tmp_path)}
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert ran.returncode == 1
    assert ran.stderr.startswith(f"{missing} was not found")
    assert "Traceback" not in ran.stderr


def test_our_side_loads_and_plays(tmp_path: Path) -> None:
    write_pack(tmp_path / "pack", make_story(25, 3))
    told = []
    for task in (["ready"], ["play"]):
        places = [str(tmp_path / "pack"), str(tmp_path / "cache")]
        numbers = ["3000", "10"] if task == ["play"] else []
        command = [sys.executable, "-m", "benchmarks.our_side", *task, *places, *numbers]
        ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        told.append(json.loads(ran.stdout))
    assert told[0]["seconds"] > 0
    assert told[1]["hash"] == "499e09ed0ea51eb1"


def test_ink() -> None:
    when = {"all": [{"any": [{"visited": "a"}, {"var": "trust", "op": "<", "value": 5}]}]}
    effects = [
        {"op": "add", "var": "trust", "value": -2},
        {"op": "set", "var": "the_end", "value": True},
    ]
    story = small_story(when={"all": [*when["all"], {"not": {"visited": "a"}}]}, effects=effects)
    assert emit_ink(story).splitlines() == [
        "VAR trust = 3",
        "VAR the_end = false",
        "-> a",
        "=== a ===",
        "One.",
        "Two. # a",
        "+ {((a > 0 || trust < 5) && not (a > 0))} [Go]",
        "  ~ trust = MAX(0, MIN(10, trust + -2))",
        "  ~ the_end = true",
        "  Gone.",
        "  -> END",
    ]


@pytest.mark.parametrize("text", ["{trust}", "a -> b", "* a", "a // b"])
def test_what_ink_would_take_for_markup_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="markup"):
        emit_ink(small_story(text=text))
