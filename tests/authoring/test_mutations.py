"""Damaged files: the short form of ``benchmarks.mutations``, and stories that made checks work without end.

Nothing is timed here: how much a check may work is counted, in choices and in states."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.mutating import mutated
from benchmarks.mutations import Base, attempt, bases_in, lines_of, wrong_with
from ladderquest.authoring.checking import check_file
from ladderquest.authoring.explore import MOST_OPENINGS, Explored, explore
from ladderquest.authoring.flow import possible
from ladderquest.pack.loader import edition, load_pack
from ladderquest.pack.reader import read
from ladderquest.play import Program, StoryError, advance, start, walk, walks_all
from ladderquest.play.engine import MOST_DUE
from ladderquest.play.moves import MOST_TRIED, Choose
from tests.authoring.writing import LAST, found, pack_of
from tests.pack.packs import SAMPLE, TINY

BLOCKS = 6
EACH = 25
MOST_STEPS = 120_000
"""Choices that a check of one scenario makes at most."""


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> list[Base]:
    return bases_in(tmp_path_factory.mktemp("bases"))


@pytest.mark.parametrize("block", range(BLOCKS))
def test_damaged_files_give_findings_that_can_be_used(bases: list[Base], block: int) -> None:
    for seed in range(block * EACH, (block + 1) * EACH):
        outcome = attempt(bases, seed)
        assert not outcome.trouble, f"seed {seed}"
        whole = outcome.base.root / outcome.base.name
        assert whole.read_bytes() == outcome.base.data  # it was put back


def test_a_seed_makes_one_file(bases: list[Base]) -> None:
    data = [base.data for base in bases]
    made = [mutated(data, seed % len(data), seed) for seed in range(60)]
    assert made == [mutated(data, seed % len(data), seed) for seed in range(60)]
    assert len(set(made)) > 50


TEXT = (SAMPLE / TINY).read_text(encoding="utf-8")
PIECES = st.sampled_from(
    ("- ", ": ", "{", "}", "[", "]", ", ", "&a ", "*a ", "!x ", "|\n", ">\n", "#", "'", '"', "\n", "  ", "\t",
     "? ", "---\n", "id: a", "when: ", "goto: x\n", "scenes:\n", "worlds: ", "\x1b",
     "\u202e", "\ufeff", "\r", "%")
)  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), PIECES, st.integers(0, 30)), min_size=1, max_size=6))
@settings(max_examples=120, deadline=None, derandomize=True)
def test_pieces_of_yaml_anywhere_are_findings_or_fine(edits: list[tuple[int, str, int]]) -> None:
    text = TEXT
    for at, piece, gone in edits:
        text = text[:at] + piece + text[at + gone :]
    lines = lines_of(text.encode())
    for finding in read(text.encode(), TINY).findings.items:
        assert not wrong_with(finding, lines)


ODD = (
    "not " * 99 + "told", "(" * 200, "1 < 2 < 3", "told and", "-" * 400, "hours == " + "9" * 390,
    "hours" * 80, "hours * 1000000 * 1000000 * 1000000 * 1000000 > 0 - 1000000", "world.cause",
    "later.ticket",
    " and ".join(["hours >= 0"] * 28), "(" * 31 + "hours > 1" + ")" * 31, "mark.count > 0", "told = 1",
)  # fmt: skip
CONDITIONS = st.text("abd ()<=>!+-*.;0149'\"{}\n\u202e\u00e9", max_size=60) | st.sampled_from(ODD)


@given(CONDITIONS, CONDITIONS)
@settings(max_examples=80, deadline=None, derandomize=True)
def test_any_text_in_the_place_of_an_expression_is_a_finding_or_fine(when: str, effect: str) -> None:
    def quoted(text: str) -> str:
        return '"' + "".join(f"\\u{ord(letter):04x}" for letter in text) + '"'

    old = "when: clue.quota and hours >= 2"
    text = TEXT.replace(old, f"when: {quoted(when)}\n        effect: {quoted(effect)}")
    assert text != TEXT
    pack = load_pack(SAMPLE).pack
    assert pack is not None
    lines = lines_of(text.encode())
    with TemporaryDirectory() as folder:  # hypothesis and ``tmp_path`` do not go together
        path = Path(folder) / "tiny.yaml"
        path.write_text(text, encoding="utf-8")
        for finding in check_file(path, pack):
            assert not wrong_with(finding, lines)


# --- stories that never end --------------------------------------------------------------------------


def explored(root: Path) -> tuple[Program, Explored]:
    loaded = load_pack(root)
    assert loaded.pack is not None, loaded.findings
    program = Program(edition(loaded.pack, "tiny"))
    return program, explore(program, possible(program).targets)


def test_an_opening_at_which_nothing_is_open_is_not_tried_for_ever(tmp_path: Path) -> None:
    """The sets say that the option may be open; it is not, so that no walk ever makes a choice."""
    body = f"""\
variables:
  - {{id: days, initial: 3, max: 5}}
scenes:
  - id: desk
    move: choose
    text: Sit.
    options: [{{id: go, says: Go, when: days * days == days + days, goto: last}}]
{LAST}"""
    root = pack_of(tmp_path, body)
    assert explored(root)[1].steps == 0
    assert "LQ503" in {each.code for each in found(root)}


def _marking(places: int) -> str:
    lines = "\n".join(f"      line {n:03} of it" for n in range(places + 5))
    marks = "\n".join(f"      - {{id: p{n}, at: line {n:03} of}}" for n in range(places))
    tests = [" and ".join(f"mark.p{k}" for k in range(n, n + 3)) for n in range(places - 2)]
    results = "\n".join(f"      - {{id: r{n}, when: {test}}}" for n, test in enumerate(tests))
    return f"""\
artefacts:
  - id: log
    kind: log
    title: A log
    text: |
{lines}
    places:
{marks}
scenes:
  - id: desk
    move: mark
    ask: Where?
    artefact: log
    limit: 5
    text: Look.
    results:
{results}
      - {{id: rest}}
    goto: desk2
  - id: desk2
    move: choose
    text: On.
    options: [{{id: on, says: On, goto: last}}, {{id: back, says: Back, goto: desk}}]
{LAST}"""


def test_forty_places_that_all_matter_are_tried_as_far_as_it_goes(tmp_path: Path) -> None:
    """850,000 answers in every state. What was not tried is undecided, never called impossible."""
    program, done = explored(pack_of(tmp_path, _marking(40)))
    state = start(program, seed=0)[0]
    assert len(walk(program, state)) <= MOST_TRIED
    assert not walks_all(program)
    assert not done.all_states
    assert done.steps < MOST_STEPS
    codes = {each.code for each in found(tmp_path / "pack")}
    assert "LQ505" not in codes  # no result is called impossible
    small, done = explored(pack_of(tmp_path / "small", _marking(4)))
    assert walks_all(small)
    assert ("result", "desk", "r1") in done.reached


def test_blocks_that_set_off_two_others_each_break_off_the_story(tmp_path: Path) -> None:
    body = f"""\
later:
  - {{id: one, effect: later.two = 1; later.one = 1}}
  - {{id: two, effect: later.one = 1; later.two = 1}}
scenes:
  - id: desk
    move: choose
    text: Sit.
    options:
      - {{id: stay, says: Stay, effect: later.one = 1, goto: desk}}
      - {{id: go, says: Go, when: visits.desk > 12, goto: last}}
{LAST}"""
    root = pack_of(tmp_path, body)
    (broken,) = (each for each in found(root) if each.code == "LQ507")
    assert f"more than {MOST_DUE} delayed blocks" in broken.message
    program, _ = explored(root)
    state = start(program, seed=0)[0]
    with pytest.raises(StoryError, match="delayed blocks"):
        for _ in range(MOST_DUE):
            state = advance(program, state, Choose("stay"))[0]
            assert len(state.due) <= MOST_DUE


def test_hundreds_of_worlds_and_memories_are_bounded(tmp_path: Path) -> None:
    worlds = "\n".join(f"  - {{id: w{n}, facts: {{share: {n}}}, reveals: It was {n}.}}" for n in range(300))
    body = f"""\
worlds:
{worlds}
recalls: [trust, told_early]
scenes:
  - id: desk
    move: choose
    text: Sit.
    options:
      - {{id: stay, says: Stay, when: world.share > 298 and recall.trust > 4, goto: desk}}
      - {{id: go, says: Go, goto: last}}
{LAST}"""
    root = pack_of(tmp_path, body)
    _, done = explored(root)
    assert len(done.samples["desk"]) <= 300 * 24
    assert done.steps < MOST_STEPS
    assert not done.all_states
    assert not [each for each in found(root) if each.code in ("LQ502", "LQ405")]  # one world has it
    assert MOST_OPENINGS < 300 * 6  # so that not every opening was tried


def test_a_condition_that_holds_in_none_of_hundreds_of_worlds_is_found(tmp_path: Path) -> None:
    worlds = "\n".join(f"  - {{id: w{n}, facts: {{share: {n}}}, reveals: It was {n}.}}" for n in range(300))
    body = f"""\
worlds:
{worlds}
scenes:
  - {{id: desk, text: Sit., goto: [{{when: world.share > 299, to: attic}}, {{to: last}}]}}
  - {{id: attic, text: Dust., goto: last}}
{LAST}"""
    codes = [each.code for each in found(pack_of(tmp_path, body))]
    assert "LQ405" in codes
    assert "LQ501" in codes


def _looks(count: int) -> Iterator[str]:
    yield "clues:"
    yield from (f"  - {{id: c{n}, label: Clue {n}, text: It says {n}.}}" for n in range(count))
    yield "scenes:"
    yield "  - {id: desk, move: investigate, ask: Where?, budget: 9, text: Look., goto: last, looks: ["
    yield from (f"      {{clue: c{n}, cost: 0}}," for n in range(count))
    yield "    ]}"


def test_thirty_looks_that_cost_nothing_are_not_taken_in_every_order(tmp_path: Path) -> None:
    root = pack_of(tmp_path, "\n".join(_looks(30)) + "\n" + LAST)
    _, done = explored(root)
    assert {("look", "desk", f"c{n}") for n in range(30)} <= done.reached
    assert done.steps < MOST_STEPS
    assert not done.all_states


HUGE = 999_999_999_999_999


@pytest.mark.parametrize("count", [1, 300])
def test_bounds_as_wide_as_they_go_are_fine(count: int, tmp_path: Path) -> None:
    variables = "\n".join(f"  - {{id: v{n}, initial: 0, min: -{HUGE}, max: {HUGE}}}" for n in range(count))
    body = f"""\
variables:
{variables}
scenes:
  - id: desk
    move: choose
    text: Sit.
    options:
      - {{id: more, says: More, effect: v0 += 1000000 * 1000000; v0 -= v0 * v0 * v0, goto: desk}}
      - {{id: go, says: Go, when: v0 * v0 * v0 * v0 >= 0 or v0 > 1000000 * 1000000, goto: last}}
{LAST}"""
    root = pack_of(tmp_path, body)
    _, done = explored(root)
    assert ("option", "desk", "go") in done.reached
    assert not [each for each in found(root) if each.severity == "error"]
