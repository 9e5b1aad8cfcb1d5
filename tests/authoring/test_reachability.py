"""Scenes, options, results and endings that no run gets to, states with no way on, and what is undecided."""

from pathlib import Path

import pytest

from tests.authoring.writing import LAST, found, pack_of, quoted

CLUES = """\
clues:
  - {id: quota, label: The quota, text: It is full.}
  - {id: files, label: The files, text: They are open.}
"""

DESK = """\
  - id: desk
    move: choose
    text: Sit.
"""

# name: (the scenario, [(code, what stands at the place, words of the message)])
CASES: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "nothing leads there": (
        """\
scenes:
  - {id: desk, text: You sit., goto: last}
  - {id: attic, text: Dust., goto: last}
"""
        + LAST,
        [
            ("LQ501", "attic", "no `goto` leads to it"),
        ],
    ),
    "the way stays closed": (
        """\
variables:
  - {id: days, initial: 3, max: 5}
scenes:
  - id: desk
    text: You sit.
    goto: [{when: days > 5, to: attic}, {to: last}]
  - {id: attic, text: Dust., goto: cellar}
  - {id: cellar, text: Damp., goto: last}
"""
        + LAST,
        [
            ("LQ405", "days > 5", "cannot hold here"),
            (
                "LQ501",
                "attic",
                "from `desk` (nor `cellar` behind",
            ),
        ],
    ),
    "a circle that nothing enters": (
        """\
scenes:
  - {id: desk, text: You sit., goto: last}
  - {id: east, move: choose, text: East., options: [{id: go-west, says: West, goto: west}]}
  - {id: west, move: choose, text: West., options: [{id: go-east, says: East, goto: east}]}
"""
        + LAST,
        [
            ("LQ501", "east", "(nor `west` behind it)"),
        ],
    ),
    "an ending": (
        """\
endings:
  - {id: over, title: Over}
  - {id: better, title: Better}
variables:
  - {id: told, initial: false}
scenes:
  - id: desk
    text: You sit.
    goto: [{when: told, to: best}, {to: last}]
  - {id: best, ending: better, text: It is better.}
"""
        + LAST,
        [
            ("LQ504", "better", "scene `best` cannot be reached"),
            ("LQ405", "told", "cannot hold"),
        ],
    ),
    "an option": (
        """\
variables:
  - {id: days, initial: 3, max: 5}
scenes:
  - id: desk
    move: choose
    text: You sit.
    goto: last
    options:
      - {id: wait, says: Wait, effect: days -= 1}
      - {id: pay, says: Pay, when: days > 3}
"""
        + LAST,
        [
            ("LQ502", "days > 3", "`pay` is never on offer: 'days > 3' cannot hold here, whatever is chosen"),
        ],
    ),
    "an option of every state": (
        """\
variables:
  - {id: rang, initial: false}
  - {id: wrote, initial: false}
scenes:
  - id: desk
    move: choose
    text: You sit.
    goto: hall
    options:
      - {id: ring, says: Ring, effect: rang = true}
      - {id: write, says: Write, effect: wrote = true}
  - id: hall
    move: choose
    text: Hm.
    goto: last
    options:
      - {id: leave, says: Leave}
      - {id: both, says: Both, when: rang and wrote}
"""
        + LAST,
        [
            ("LQ502", "rang and wrote", "every state that there is was visited"),
        ],
    ),
    "a look that costs too much": (
        CLUES
        + """\
scenes:
  - id: desk
    move: investigate
    text: You sit.
    ask: Where?
    budget: 1
    goto: last
    looks:
      - {clue: quota}
      - {clue: files, cost: 2}
"""
        + LAST,
        [
            ("LQ502", "files", "costs too much"),
        ],
    ),
    "a claim and a result": (
        CLUES
        + """\
scenes:
  - id: desk
    move: defend
    text: You sit.
    ask: Why?
    goto: last
    claims:
      - {id: full, says: The disk}
      - {id: leak, says: Files, when: clue.files}
    results:
      - {id: shown, when: exhibit.quota}
      - {id: said}
"""
        + LAST,
        [
            ("LQ502", "clue.files", "`leak` is never on offer"),
            ("LQ505", "exhibit.quota", "no answer comes to `shown`"),
        ],
    ),
    "nothing to answer, ever": (
        """\
scenes:
  - {id: desk, move: choose, text: Sit., options: [{id: on, says: On, goto: hall}]}
  - id: hall
    move: choose
    text: Hm.
    goto: last
    options:
      - {id: a, says: A, when: visits.hall > 9}
      - {id: b, says: B, when: visits.desk > 1}
"""
        + LAST,
        [
            ("LQ503", "hall", "not one of its options can be open"),
            ("LQ504", "over", "`last` cannot be reached"),
        ],
    ),
    "nothing to answer in one state": (
        """\
variables:
  - {id: days, initial: 2, max: 5}
scenes:
  - id: desk
    move: choose
    text: Sit.
    goto: desk
    options:
      - {id: wait, says: Wait a day, when: days > 0, effect: days -= 1}
      - {id: go, says: Go now, when: days == 2, goto: last}
"""
        + LAST,
        [
            (
                "LQ503",
                "desk",
                'nothing can be answered in `desk` after "Wait a day", "Wait a day" (world `',
            ),
        ],
    ),
    "a block that never comes due": (
        """\
later:
  - {id: echo, then: It comes back.}
scenes:
  - {id: desk, move: choose, text: Sit., goto: last,
     options: [{id: on, says: On, effect: later.echo = 3}]}
"""
        + LAST,
        [
            ("LQ508", "echo", "`echo` never comes due"),
        ],
    ),
    "conditions with one outcome": (
        """\
variables:
  - {id: days, initial: 3, max: 5, label: Days, shown: days < 9}
scenes:
  - id: desk
    text:
      - {when: days <= 5, text: You sit.}
      - {when: world.share == 4, text: Never.}
    goto: [{when: days == 3, to: last}, {when: days > 3, to: hall}, {to: hall}]
  - {id: hall, text: Hm., goto: last}
"""
        + LAST,
        [
            ("LQ406", "days < 9", "always holds here; leave"),
            ("LQ406", "days <= 5", "always holds here; leave"),
            ("LQ405", "world.share == 4", "cannot hold here"),
            ("LQ406", "days == 3", "so that the entries after this one never count"),
            ("LQ405", "days > 3", "never counts: an entry before it always holds"),
            ("LQ501", "hall", "every way to it stays closed"),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_no_run_gets_to(name: str, tmp_path: Path) -> None:
    body, expected = CASES[name]
    root = pack_of(tmp_path, body)
    findings = found(root, "LQ1", "LQ2", "LQ3", "LQ4", "LQ5")
    told = [(finding.code, quoted(root, finding), finding.message) for finding in findings]
    assert len(told) == len(expected), told
    for code, at, words in expected:
        assert any(c == code and q.startswith(at) and words in m for c, q, m in told), (code, at, told)


def test_what_is_neither_proved_nor_met_is_a_note(tmp_path: Path) -> None:
    """A product of two numbers is beyond the sets, and 10,000 openings are beyond the walks."""
    days = "".join(f"  - {{id: v{n}, initial: 0, max: 9}}\n" for n in range(6))
    steps = "".join(f"      - {{id: up{n}, says: Up, effect: v{n} += 1}}\n" for n in range(6))
    steps += "".join(f"      - {{id: down{n}, says: Down, effect: v{n} -= 1}}\n" for n in range(6))
    odd = " and ".join(f"v{n} * v{n} == {n * n + 2}" for n in range(6))
    steps += f"      - {{id: odd, says: Odd, when: {odd}}}\n      - {{id: off, says: Off, goto: last}}\n"
    body = f"variables:\n{days}scenes:\n{DESK}    goto: desk\n    options:\n{steps}{LAST}"
    notes = found(pack_of(tmp_path, body), "LQ5")
    assert [(note.code, note.severity) for note in notes] == [("LQ506", "note")]
    assert "option `odd` was not met in" in notes[0].message
    assert "not ruled out" in notes[0].message


def test_a_sound_story_has_nothing_to_say(tmp_path: Path) -> None:
    body = (
        "variables:\n  - {id: days, initial: 3, max: 5}\n"
        "scenes:\n  - id: desk\n    move: choose\n    text: Sit.\n    options:\n"
        "      - {id: wait, says: Wait, when: days > 0, effect: days -= 1, goto: desk}\n"
        "      - {id: off, says: Off, goto: last}\n" + LAST
    )
    assert found(pack_of(tmp_path, body), "LQ4", "LQ5") == []


def test_a_story_that_breaks_off_before_it_asks_is_a_finding(tmp_path: Path) -> None:
    """A run passes through a hundred scenes that ask nothing, and no more."""
    chain = "".join(f"  - {{id: s{n}, text: On., goto: s{n + 1}}}\n" for n in range(120))
    chain += f"  - {{id: s120, text: On., goto: last}}\n{LAST}"
    told = found(pack_of(tmp_path, f"scenes:\n  - {{id: desk, text: Sit., goto: s0}}\n{chain}"), "LQ5")
    broken = [finding for finding in told if finding.code == "LQ507"]
    assert [finding.severity for finding in broken] == ["error"]
    assert "more than 100 scenes in a row ask nothing" in broken[0].message
    assert {finding.code for finding in told} <= {"LQ506", "LQ507"}
