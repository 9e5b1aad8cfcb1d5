"""What is checked of promotion meetings; ``sample/meetings.yaml`` keeps every rule."""

from pathlib import Path

import pytest

from ladderquest.pack.loader import load_pack
from tests.pack.packs import brief, copy_of_sample, edit

NAME = "meetings.yaml"


PRESENT = "present: [mira, tomas, lena]"
BROKEN = {
    "trap": ("        trap: lone-wolf\n", "        trap: lone-wolff\n", "LQ302", "lone-wolff"),
    "signal": ("        signal: shipped-alone\n", "        signal: shipped\n", "LQ302", "shipped\n"),
    "whom": ("        whom: mira\n", "        whom: marta\n", "LQ302", "marta"),
    "present": (PRESENT, "present: [mira, tomas, lena, ann]", "LQ302", "ann]"),
    "absent": (PRESENT, "present: [mira, tomas]", "LQ302", "lena, says: We read it"),
    "twice": (
        "{who: tomas, says: I was asleep.}",
        "{who: mira, says: I slept.}",
        "LQ204",
        "mira, says: I slept",
    ),
    "needs": ("        trap: lone-wolf\n", "", "LQ202", "id: told-early"),
    "about": ("        about: excellent\n", "        about: brilliant\n", "LQ204", "brilliant"),
    "slot": ("says: It ran.}", 'says: "It ran {qoute}."}', "LQ403", "{qoute}"),
    "no slot": (
        "says: I have a date.}",
        'says: "I have {quote}"}',
        "LQ403",
        '{quote}"}, {who: tomas, says: A',
    ),
    "closing": ('"yes"\n        about: quiet', '"yes"\n        about: owed', "LQ304", "- id: wait"),
    "id": ("id: quiet-2", "id: quiet-1", "LQ301", "quiet-1, about: quiet, lines: [{who: mira"),
}
"""Old, new, the code, and what stands where the finding is."""


@pytest.mark.parametrize(("old", "new", "code", "at"), BROKEN.values(), ids=BROKEN)
def test_a_finding_stands_where_the_mistake_is(
    tmp_path: Path, old: str, new: str, code: str, at: str
) -> None:
    root = copy_of_sample(tmp_path)
    edit(root, NAME, old, new)
    text = (root / NAME).read_text(encoding="utf-8")
    before = text[: text.index(at)]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    found = [each for each in load_pack(root).findings if each.file == NAME]
    assert (code, *place) in brief(found), [str(each) for each in found]


def test_one_quiet_exchange_fewer_is_too_few(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    edit(root, NAME, "{id: quiet-5, about: quiet,", "{id: quiet-5, about: excellent,")
    (found,) = load_pack(root).findings
    assert found.code == "LQ304"
    assert "needs 5 exchanges about `quiet`" in found.message
    assert "there are 4" in found.message


def test_an_exchange_needs_an_answer(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    edit(root, NAME, "          - {who: tomas, says: I was asleep.}\n", "")
    (found,) = load_pack(root).findings
    assert (found.code, found.message) == ("LQ202", "an exchange needs an answer by somebody else")


def test_a_phase_has_one_meeting(tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    text = (root / NAME).read_text(encoding="utf-8")
    entries = text.partition("\n")[2]
    (root / NAME).write_text(f"{text}{entries.replace('after-the-first', 'another')}", encoding="utf-8")
    (found,) = load_pack(root).findings
    assert found.code == "LQ301"
    assert "is the phase of a meeting already" in found.message
