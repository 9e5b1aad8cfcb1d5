"""Defects planted into generated stories: every one is found at its own line and column, and whatever else is
called an error really never happens."""

import random
from pathlib import Path

import pytest

from benchmarks.neutral import SCENARIO_FILE, write_pack
from benchmarks.stories import END, Story, make_story
from ladderquest.authoring.checking import check_pack
from ladderquest.pack.findings import Finding

CODES = {"orphan_scene": "LQ501", "impossible_choice": "LQ502", "dead_end": "LQ503"}


def errors_of(story: Story, folder: Path) -> tuple[list[Finding], str]:
    """The errors that a check finds in a story, and the file that it was written to."""
    root = write_pack(folder / "pack", story)
    found = check_pack(root).findings
    return [f for f in found if f.severity == "error"], (root / SCENARIO_FILE).read_text(encoding="utf-8")


def place_of(kind: str, name: str, text: str) -> tuple[str, int, int]:
    """Where the finding belongs: at the id of a scene, and at the condition of an option."""
    lines = text.split("\n")
    at = next(number for number, line in enumerate(lines) if line.strip() == f"- id: {name}")
    wanted = "id: "
    if kind == "impossible_choice":
        wanted = "when: "
        at = next(number for number in range(at, len(lines)) if lines[number].strip().startswith(wanted))
    return CODES[kind], at + 1, lines[at].index(wanted) + len(wanted) + 1


@pytest.mark.parametrize(("scenes", "seed"), [(500, 1), (500, 2), (500, 3), (120, 4), (40, 6)])
def test_every_planted_defect_is_an_error_at_its_own_place(scenes: int, seed: int, tmp_path: Path) -> None:
    story = make_story(scenes, seed, defects=5)
    errors, text = errors_of(story, tmp_path)
    wanted = {place_of(each["kind"], each["at"], text) for each in story["defects"]}
    assert len(wanted) == 15
    found = [(error.code, error.line, error.column) for error in errors]
    assert len(set(found)) == len(found)
    assert wanted <= set(found)
    beyond = set(found) - wanted
    if seed == 1:
        assert beyond == set()
    assert {code for code, _, _ in beyond} <= {"LQ502"}
    never = {name for name in taken_by_chance(story) if place_of("impossible_choice", name, text) in beyond}
    assert never == set()


def taken_by_chance(story: Story) -> set[str]:
    """The ids of the conditional choices that are taken in 60,000 steps at random."""
    dice = random.Random(story["id"])
    info = {v["name"]: v for v in story["variables"]}
    scenes = {scene["id"]: scene for scene in story["scenes"]}
    taken: set[str] = set()
    here, seen, state = END, set[str](), dict[str, int]()
    for _ in range(60_000):
        if here == END:
            here, seen, state = story["start"], set(), {n: v["initial"] for n, v in info.items()}
        seen.add(here)
        open_ = [c for c in scenes[here]["choices"] if holds(c["when"], state, seen)]
        if not open_:
            here = END
            continue
        choice = dice.choice(open_)
        if choice["when"] is not None:
            taken.add(choice["id"])
        for effect in choice["effects"]:
            name, value = effect["var"], effect["value"]
            if effect["op"] == "add":
                value = max(info[name]["min"], min(info[name]["max"], state[name] + value))
            state[name] = value
        here = choice["goto"]
    return taken


def holds(when: Story | None, state: dict[str, int], seen: set[str]) -> bool:
    """Whether a condition of a neutral story holds."""
    if when is None:
        return True
    if "all" in when:
        return all(holds(each, state, seen) for each in when["all"])
    if "not" in when:
        return not holds(when["not"], state, seen)
    if "visited" in when:
        return when["visited"] in seen
    value, other = state[when["var"]], int(when["value"])
    found = {"<": value < other, ">=": value >= other, "==": value == other, ">": value > other}
    return found[str(when["op"])]


def test_a_story_without_a_defect_has_no_error_and_nothing_is_undecided(tmp_path: Path) -> None:
    root = write_pack(tmp_path / "pack", make_story(500))
    found = check_pack(root).findings
    assert [finding for finding in found if finding.severity == "error"] == []
    assert "LQ506" not in {finding.code for finding in found}
