"""What holds of a whole pack: length, postures, traps, memories and coverage."""

from pathlib import Path

import pytest

from ladderquest.authoring.checking import check_pack
from ladderquest.authoring.gates import coverage_table
from ladderquest.documents.text import to_text
from tests.authoring.house_pack import STEADY, again, copy_of_house, found_after, place_of, places
from tests.pack.packs import edit

RIGHT = "[{when: clue.handles and world.loader, is: 5}, {is: 2}]"
NOWHERE = "[{when: clue.handles and world.loader, is: 1}, {is: 2}]"
LONGER = [
    ("know so far, before", "know so far, and before"),
    ("until ten, and tell", "until about ten, and tell"),
]


def test_a_trap_whose_behaviour_is_never_right(tmp_path: Path) -> None:
    root, found = found_after(tmp_path, (RIGHT, NOWHERE))
    assert places(found, "LQ607") == [place_of(root, STEADY, "feeds: execution-speed", "execution-speed")]
    again(root, "other")  # where it is right in another scenario, the pack has what it needs
    edit(root, "scenarios/phase-1/other.yaml", NOWHERE, RIGHT)
    assert places(list(check_pack(root).findings), "LQ607") == []


def test_a_best_answer_that_still_feeds_the_trap_does_not_make_it_right(tmp_path: Path) -> None:
    root, found = found_after(
        tmp_path,
        (
            "feeds: {trap: execution-speed, when: not (clue.handles and world.loader)}",
            "feeds: {trap: execution-speed}",
        ),
    )
    assert places(found, "LQ607") == [place_of(root, STEADY, "feeds: execution-speed", "execution-speed")]


def test_the_longest_option_is_best_too_often(tmp_path: Path) -> None:
    """Eight decisions, in all of which somebody who picks by length does well."""
    root = copy_of_house(tmp_path)
    for old, new in LONGER:
        edit(root, STEADY, old, new)
    for number in (2, 3):
        again(root, f"steady{number}", order=number)
    found = list(check_pack(root).findings)
    assert places(found, "LQ613", "pack.yaml") == []  # six decisions are too few to tell
    again(root, "steady4", order=4)
    found = list(check_pack(root).findings)
    assert places(found, "LQ613", "pack.yaml") == [(2, 5)]
    assert "of 8 decisions" in next(each.message for each in found if each.code == "LQ613")


def test_length_that_tells_nothing(tmp_path: Path) -> None:
    root = copy_of_house(tmp_path)
    edit(root, STEADY, "Read the log alone until the cause", "Read the log alone until the whole cause")
    for number in (2, 3, 4, 5):
        again(root, f"steady{number}", order=number)
    assert places(list(check_pack(root).findings), "LQ613", "pack.yaml") == []


def test_a_posture_that_wins_in_two_scenarios_in_a_row(tmp_path: Path) -> None:
    root = copy_of_house(tmp_path)
    other = again(root, "other")
    third = again(root, "third", ("phase: 1\n", "phase: 2\n"))
    found = list(check_pack(root).findings)
    assert places(found, "LQ614", other) == [place_of(root, other, "id: other", "other")]
    assert "`ask`" in next(each.message for each in found if each.code == "LQ614")
    assert places(found, "LQ614") == []
    assert places(found, "LQ614", third) == []  # another phase is another beginning
    for posture in ("ask", "ship"):
        edit(
            root,
            other,
            f"posture: {posture}\n        rating: {4 if posture == 'ask' else 2}",
            f"posture: push\n        rating: {4 if posture == 'ask' else 2}",
        )
    assert places(list(check_pack(root).findings), "LQ614", other) == []


def test_a_posture_that_wins_too_often(tmp_path: Path) -> None:
    root = copy_of_house(tmp_path)
    again(root, "other", order=3)
    found = list(check_pack(root).findings)
    assert places(found, "LQ615", "pack.yaml") == [(2, 5)]
    assert "`ask` is best in" in next(each.message for each in found if each.code == "LQ615")
    edit(root, STEADY, "        posture: ask\n        rating: 4\n", "        rating: 4\n")
    assert places(list(check_pack(root).findings), "LQ615", "pack.yaml") == []


def test_memories_that_nothing_leaves_or_recalls(tmp_path: Path) -> None:
    root, found = found_after(
        tmp_path,
        ("  - {memory: trust, is: recall.trust + 1}\n", ""),
        ("recalls: [told_early, trust]", "recalls: [trust]"),
        ("      - {when: recall.told_early,", "      - {when: recall.trust > 4,"),
    )
    wanted = [place_of(root, "memories.yaml", f"id: {name}", name) for name in ("told_early", "trust")]
    assert places(found, "LQ704", "memories.yaml") == wanted
    told = [each.message for each in found if each.code == "LQ704"]
    assert told == ["no scenario recalls `told_early`", "no scenario remembers `trust`"]
    assert {each.severity for each in found if each.code == "LQ704"} == {"note"}


def test_gates_and_traps_that_no_scenario_is_about(tmp_path: Path) -> None:
    root, found = found_after(
        tmp_path,
        ("practises: [explain-choice, ask-early, own-problem]", "practises: own-problem"),
        ("        feeds: execution-speed\n", "        feeds: lone-wolf\n"),
        ("feeds: {trap: execution-speed, when: not", "feeds: {trap: lone-wolf, when: not"),
    )
    phases, traps = "ladder/phases.yaml", "ladder/traps.yaml"
    assert places(found, "LQ801", phases) == [place_of(root, phases, "id: explain-choice", "explain-choice")]
    assert places(found, "LQ802", traps) == [place_of(root, traps, "id: execution-speed", "execution-speed")]
    assert "`explain-choice` or `ask-early`" in next(each.message for each in found if each.code == "LQ801")


def test_nothing_is_said_of_the_whole_while_a_part_cannot_be_read(tmp_path: Path) -> None:
    root = copy_of_house(tmp_path)
    other = again(root, "other", ("goto: plan", "goto: plam"))
    codes = {each.code for each in check_pack(root).findings}
    assert codes == {"LQ302"}
    edit(root, other, "goto: plam", "goto: plan")
    assert "LQ614" in {each.code for each in check_pack(root).findings}


def test_what_is_known_from_the_cache_is_told_again(tmp_path: Path) -> None:
    root = copy_of_house(tmp_path / "new")
    again(root, "other")
    cache = tmp_path / "cache"
    first = check_pack(root, cache)
    assert {"LQ614", "LQ615"} <= {each.code for each in first.findings}
    assert check_pack(root, cache) == first
    (root / "scenarios" / "phase-1" / "other.yaml").touch()
    edit(
        root, "pack.yaml", "A company of three people", "A company of 3 people"
    )  # all but this from the cache
    assert check_pack(root, cache).findings == first.findings


@pytest.mark.parametrize("scenarios", [1, 2])
def test_the_table_of_what_is_covered(tmp_path: Path, scenarios: int) -> None:
    root = copy_of_house(tmp_path)
    if scenarios == 2:
        again(root, "other", ("practises: [explain-choice, ask-early, own-problem]", "practises: ask-early"))
    checked = check_pack(root)
    assert checked.pack is not None
    lines = to_text(coverage_table(checked.facts, checked.pack.ladder), 80).splitlines()
    rows = {line.split()[0]: line.split(maxsplit=1)[1] for line in lines if line and "  " in line}
    if scenarios == 2:
        assert rows["explain-choice"] == "steady"
        assert rows["ask-early"] == "steady, other"
        assert rows["lone-wolf"].split() == ["steady", "×2,", "other", "×2", "yes"]
        assert lines[3].startswith("2 scenarios practise 3 of 3 gate items (1 as often as wanted")
    else:
        assert rows["own-problem"] == "steady"
        assert lines[3].startswith("1 scenario practises 3 of 3 gate items (0 as often as wanted")
