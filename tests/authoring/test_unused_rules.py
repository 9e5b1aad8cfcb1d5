"""What is declared and leads to nothing: each by one edit of a pack in which everything is used."""

from pathlib import Path

import pytest

from tests.authoring.house_pack import STEADY, found_after, place_of, places

MORE_CLUES = "clues:\n  - {id: spare, label: A spare page, text: It is empty.}\n"


IDLE = ("  - {id: told,", "  - {id: idle, initial: 0}\n  - {id: told,")
COUNTED = ("        effect: told = true\n", "        effect: told = true; idle += 1\n")
RETRY = "      - {id: retry, at: retry in 60 s}\n"
RETRY_LINE = "      02:14:11 retry in 60 s\n"
MAIL = "      The job that has your name on it failed.\n\nendings"
MARKED_MAIL = (
    "      The job that has your name on it failed.\n    places: [{id: name, at: your name}]\n\nendings"
)
NARROWED = (
    "    limit: 1\n    results:\n      - id: carried",
    "    limit: 1\n    exhibits: [quota, handles]\n    results:\n      - id: carried",
)
SPARE_LOOK = "      - clue: spare\n      - {clue: handles,"

Edits = list[tuple[str, str]]
CASES: list[tuple[Edits, str, str, str, str]] = [
    ([("clues:\n", MORE_CLUES)], "LQ701", "{id: spare", "spare", "nothing finds `spare`"),
    (
        [("clues:\n", MORE_CLUES), ("      - {clue: handles,", SPARE_LOOK), NARROWED],
        "LQ701", "{id: spare", "spare", "no difference whether `spare` was found",
    ),
    ([IDLE], "LQ702", "{id: idle", "idle", "nothing reads or shows `idle`"),
    (
        [IDLE, (RETRY_LINE, "      {idle}\n" + RETRY_LINE)],
        "LQ702", "{id: idle", "idle", "nothing reads or shows `idle`",
    ),
    ([IDLE, COUNTED], "LQ702", "{id: idle", "idle", "nothing reads or shows `idle`"),
    (
        [IDLE, ("    text: The job is green.\n", "    text: The job is green, {idle} of 7.\n")],
        "LQ703", "{id: idle", "idle", "no effect changes `idle`, so that it is 0 throughout",
    ),
    (
        [("      - {when: recall.told_early, text: Last time you had told them before nine.}\n", "")],
        "LQ704", "[told_early, trust]", "told_early", "nothing reads `recall.told_early`",
    ),
    ([("    artefacts: mail\n", "")], "LQ705", "- id: mail", "mail", "no scene opens `mail`"),
    ([(MAIL, MARKED_MAIL)], "LQ706", "[{id: name", "[", "`mail` is never marked"),
    (
        [("{share: 38}", "{share: 38, size: 40}"), ("{share: 3}", "{share: 3, size: 41}")],
        "LQ707", "size: 40", "40", "nothing reads or shows `world.size`",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "code", "part", "within", "said"), CASES)
def test_something_that_nothing_uses(
    tmp_path: Path, edits: list[tuple[str, str]], code: str, part: str, within: str, said: str
) -> None:
    root, found = found_after(tmp_path, *edits)
    assert places(found, code) == [place_of(root, STEADY, part, within)]
    told = next(each for each in found if each.code == code and each.file == STEADY)
    assert said in told.message
    assert told.severity == ("note" if code == "LQ704" else "warning")


CLEARED = "heard: {who: tomas, %ssays: asks who fills it.}"


@pytest.mark.parametrize(
    "use",
    [
        ("    text: The job is green.\n", "    text: The job is green, {idle}.\n"),
        ("        when: mark.retry\n", "        when: mark.retry and idle < 9\n"),
        ("is: recall.trust + 1}", "is: recall.trust + idle}"),
        (CLEARED % "", CLEARED % "when: idle < 9, "),
        ("effect: told = true; idle += 1\n", "effect: told = true; idle += 1; hours -= idle\n"),
    ],
    ids=["shown", "in a result", "remembered", "in a remark", "in an effect"],
)
def test_every_way_of_reading_a_variable_counts(tmp_path: Path, use: tuple[str, str]) -> None:
    _, found = found_after(tmp_path, IDLE, COUNTED, use)
    assert [each for each in found if each.code in ("LQ702", "LQ703")] == []
