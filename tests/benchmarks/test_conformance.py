"""The engine understands the neutral stories as the reference player does."""

import json
import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import Any

import pytest

from benchmarks.conformance import load, play
from benchmarks.dice import dice
from benchmarks.neutral import SCENARIO_FILE, condition, emit, write_pack
from benchmarks.stories import SCHEMA, Story, make_story
from ladderquest.pack.loader import load_pack
from tests.house.tree import ROOT

REFERENCE = ROOT.parent / "shared" / "conformance"


def played(story: Story, folder: Path, choices: int, seed: int) -> tuple[str, int, int, int, int]:
    program = load(write_pack(folder / "pack", story), folder / "cache")
    found = play(program, choices, seed)
    return (found["hash"], found["ended"], found["stuck"], found["scenes"], found["choices"])


# As published beside the reference player: 20,000 choices, seed 1.
@pytest.mark.parametrize(
    ("scenes", "defects", "expected"),
    [
        (50, 0, ("3afe9cc78f26b5b8", 394, 0, 50, 150)),
        (500, 0, ("54625643f761734a", 42, 0, 500, 1469)),
        (500, 5, ("551c4a70d1e67be7", 19, 118, 505, 1462)),
    ],
)
def test_the_published_digests(scenes: int, defects: int, expected: tuple[Any, ...], tmp_path: Path) -> None:
    assert played(make_story(scenes, defects=defects), tmp_path, 20_000, 1) == expected


# What the reference player prints for 3,000 choices.
@pytest.mark.parametrize(
    ("story", "dice_seed", "expected"),
    [
        (make_story(25, 3), 10, ("499e09ed0ea51eb1", 85, 0, 25, 74)),
        (make_story(25, 3, endless=True), 10, ("1103cc5d3bda8b67", 0, 0, 25, 70)),
        (make_story(25, 2**40, defects=2), 2**40 + 7, ("219fb271409544bb", 95, 93, 27, 70)),
        (make_story(120, 3, defects=2), 10, ("fb6dd5d66faa67d0", 13, 33, 122, 343)),
        (make_story(120, 2**40, endless=True), 2**40 + 7, ("eb69b0254840a50c", 0, 0, 120, 343)),
    ],
    ids=lambda value: value["id"] if isinstance(value, dict) else None,
)
def test_other_seeds_and_sizes(
    story: Story, dice_seed: int, expected: tuple[Any, ...], tmp_path: Path
) -> None:
    assert played(story, tmp_path, 3_000, dice_seed) == expected


@pytest.mark.skipif(not (REFERENCE / "gen.py").is_file(), reason="the reference does not stand beside us")
@pytest.mark.parametrize(
    ("scenes", "seed", "endless", "defects"), [(10, 1, False, 0), (77, 9, True, 3), (300, 2**63, False, 5)]
)
def test_the_stories_are_those_of_the_reference(scenes: int, seed: int, endless: bool, defects: int) -> None:
    spec = util.spec_from_file_location("reference_stories", REFERENCE / "gen.py")
    assert spec is not None
    assert spec.loader is not None
    reference = util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    theirs = json.dumps(reference.make_story(scenes, seed, endless, defects))
    assert json.dumps(make_story(scenes, seed, endless=endless, defects=defects)) == theirs


def test_the_dice_are_frozen() -> None:
    roll = dice(1)
    assert [roll(1_000) for _ in range(6)] == [67, 833, 787, 821, 403, 352]


def test_a_story_needs_ten_scenes() -> None:
    with pytest.raises(ValueError, match="at least 10"):
        make_story(9)


# --- the emitter -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"var": "trust", "op": "!=", "value": -2}, "trust != -2"),
        ({"var": "on_call", "op": "==", "value": True}, "on_call == true"),
        ({"visited": "s1"}, "visits.s1 > 0"),
        ({"all": []}, "true"),
        ({"any": []}, "false"),
        (
            {"any": [{"visited": "s1"}, {"not": {"all": [{"visited": "s2"}, {"visited": "s3"}]}}]},
            "(visits.s1 > 0 or not ((visits.s2 > 0 and visits.s3 > 0)))",
        ),
    ],
)
def test_conditions(tree: Any, expected: str) -> None:
    assert condition(tree) == expected


def small_story(**choice: Any) -> Story:
    """One scene with one choice that ends, and ``choice`` instead of its own fields."""
    made: Story = {
        "id": "a_go",
        "text": "Go",
        "when": None,
        "effects": [],
        "feedback": "Gone.",
        "goto": "END",
    }
    variables = [
        {"name": "trust", "type": "int", "initial": 3, "min": 0, "max": 10},
        {"name": "the_end", "type": "bool", "initial": False},
    ]
    scenes = [{"id": "a", "title": "A", "text": ["One.", "Two."], "choices": [made | choice]}]
    head = {"schema": SCHEMA, "id": "small", "title": "Small", "start": "a"}
    return {**head, "variables": variables, "scenes": scenes}


def test_every_id_and_condition_has_a_line_of_its_own() -> None:
    text = emit(small_story(when={"var": "trust", "op": "<", "value": 5}))
    lines = text.splitlines()
    for line in ("  - id: a", "      - id: a_go", "        when: trust < 5"):
        assert lines.count(line) == 1


def test_texts_arrive_as_they_were(tmp_path: Path) -> None:
    awkward = 'yes: "#1" \\ {1} — é, it\'s'
    pack = load_pack(write_pack(tmp_path, small_story(text=awkward, feedback="null"))).pack
    assert pack is not None
    scene = pack.scenarios[0].scenes[0]
    assert [block.text for block in scene.text] == ["One.\n\nTwo."]
    option = getattr(scene, "options")[0]  # noqa: B009 - of one kind of scene only
    assert (option.says, option.then[0].text) == (awkward, "null")


def test_an_id_of_ours_gives_way_to_one_of_the_story(tmp_path: Path) -> None:
    assert [str(finding) for finding in load_pack(write_pack(tmp_path, small_story())).findings] == []
    assert "goto: the_end_x" in (tmp_path / SCENARIO_FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("choice", "reason"),
    [
        ({"text": "Ask {trust}"}, "would be replaced"),
        ({"effects": [{"op": "set", "var": "trust", "value": 11}]}, "outside 0 to 10"),
    ],
)
def test_what_our_format_cannot_say_is_refused(choice: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        emit(small_story(**choice))


# --- the command -------------------------------------------------------------------------------------


def conformance(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "benchmarks" / "conformance.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_prints_the_keys_of_the_reference(tmp_path: Path) -> None:
    story = tmp_path / "story.json"
    story.write_text(json.dumps(make_story(25, 3)), encoding="utf-8")
    ran = conformance(str(story), "--choices", "3000", "--seed", "10")
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert (found["hash"], found["ended"]) == ("499e09ed0ea51eb1", 85)
    assert sorted(found) == sorted(
        ["hash", "ended", "stuck", "scenes", "choices", "choices_per_s", "load_s", "reload_s"]
    )


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        ("{", 2, "cannot be read as JSON"),
        ('{"schema": "other/1"}', 2, "no story of the schema"),
        (json.dumps(small_story(goto="nowhere")), 1, "there is no scene"),
    ],
)
def test_the_command_says_what_is_wrong_with_a_story(
    text: str, code: int, reason: str, tmp_path: Path
) -> None:
    story = tmp_path / "story.json"
    story.write_text(text, encoding="utf-8")
    ran = conformance(str(story))
    assert ran.returncode == code
    assert reason in ran.stderr
    assert "Traceback" not in ran.stderr
