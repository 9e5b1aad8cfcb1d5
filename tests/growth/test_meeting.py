"""The promotion meeting, with the words that the game comes with."""

from __future__ import annotations

import re
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladderquest.documents.text import to_text
from ladderquest.growth.looking_back import DecisionNote, RunNotes
from ladderquest.growth.meeting import GATES, LEAST, MOST, Held, as_document, hold, meeting_of
from ladderquest.pack.meetings import Meeting
from tests.growth.noting import content, decision, run

TRAPS = [trap.id for trap in content().ladder.traps]
SIGNALS = [signal.id for signal in content().ladder.signals]
CAST = [member.id for member in content().cast]


def meeting(phase: int = 1) -> Meeting:
    found = meeting_of(content(), phase)
    assert found is not None
    return found


def held(*notes: RunNotes, phase: int = 1, player: str = "Ada") -> Held:
    return hold(meeting(phase), notes, content(), player)


def words(found: Held) -> str:
    return " ".join(to_text(as_document(found)).split())


def some(of: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(of), unique=True, max_size=3).map(tuple)


DECISIONS = st.builds(
    lambda rating, best, feeds, dodges, shows, contested, move: decision(
        1, rating=min(rating, best), best=best, feeds=feeds, dodges=dodges, shows=shows,
        contested=contested, move=move,
    ),
    st.integers(1, 5), st.integers(1, 5), some(TRAPS), some(TRAPS), some(SIGNALS), st.booleans(),
    st.sampled_from(["choose", "defend", "mark"]),
)  # fmt: skip
PLAYERS = st.lists(
    st.tuples(st.lists(DECISIONS, max_size=8), some(CAST), some(CAST), st.integers(1, 2)), max_size=10
).map(
    lambda runs: [
        run(f"r{n}", _numbered(n, decisions), owed=owed, kept=kept, phase=phase)
        for n, (decisions, owed, kept, phase) in enumerate(runs)
    ]
)


def _numbered(story: int, decisions: list[DecisionNote]) -> list[DecisionNote]:
    """The same, each with a place and words of its own."""
    names = DecisionNote.__struct_fields__
    return [
        DecisionNote(
            **{name: getattr(each, name) for name in names}
            | {"seq": n, "answered": f"Do {n} of story {story}"}
        )
        for n, each in enumerate(decisions)
    ]


@settings(max_examples=60, deadline=None)
@given(PLAYERS, st.integers(1, 2))
def test_any_player_gets_a_meeting_that_keeps_the_rules(notes: list[RunNotes], phase: int) -> None:
    found = held(*notes, phase=phase)
    assert LEAST <= len(found.turns) <= MOST
    assert len({turn.exchange for turn in found.turns}) == len(found.turns)
    quoted = [(each.run, each.seq) for each in found.quoted]
    assert len(set(quoted)) == len(quoted), "a decision is quoted twice"
    made = {(one.run, each.seq): each.answered for one in notes for each in one.decisions}
    for each in found.quoted:
        assert each.quote == made[each.run, each.seq]
        assert f'"{each.quote}' in " ".join(line.says for turn in found.turns for line in turn.lines)
    lines = [*found.before, *(line for turn in found.turns for line in turn.lines), *found.closing]
    assert all(len(list(group)) <= 2 for _, group in groupby(lines, key=lambda line: line.who))
    assert not re.search(r"\{[a-z]*\}", words(found))
    assert words(found).endswith(GATES)


@settings(max_examples=30, deadline=None)
@given(PLAYERS)
def test_the_same_player_gets_the_same_meeting(notes: list[RunNotes]) -> None:
    assert held(*notes) == held(*reversed(notes))


@settings(max_examples=60, deadline=None)
@given(PLAYERS, st.integers(1, 2))
def test_two_quotes_for_and_one_against_where_there_are_such(notes: list[RunNotes], phase: int) -> None:
    """There are such where a trap that the meeting has words for was avoided in two stories, and fed in a
    third; nothing else can take these decisions away."""
    least = [
        run("x1", [decision(1, dodges=("ai-crutch",))], phase=phase),
        run("x2", [decision(1, dodges=("undocumented",))], phase=phase),
        run("x3", [decision(1, feeds=("wrong-problem",))], phase=phase),
    ]
    found = held(*notes, *least, phase=phase)
    quoting = [turn.side for turn in found.turns if turn.quoted is not None]
    assert quoting.count("for") >= 2
    assert quoting.count("against") >= 1


def test_promises_do_not_crowd_out_what_can_be_quoted() -> None:
    both = [decision(1, "Ask her", dodges=("lone-wolf",)), decision(2, "Go on alone", feeds=("lone-wolf",))]
    found = held(run("p", both, owed=("reviewer", "product", "oncall")))
    assert [turn.quoted.quote for turn in found.turns if turn.quoted and turn.side == "against"] == [
        "Go on alone"
    ]


CAREFUL = run("c", [
    decision(1, "Write the page first", rating=5, dodges=("undocumented",), shows=("explained",)),
    decision(2, "Ask Leila with the log in hand", dodges=("lone-wolf",), shows=("sought-direction",)),
    decision(3, "Post the reason first", dodges=("ai-crutch",), shows=("explained",)),
])  # fmt: skip
QUICK = run("q", [
    decision(1, "Ship it by noon", feeds=("execution-speed",), shows=("as-given",)),
    decision(2, "Take the next ticket", feeds=("execution-speed", "wrong-problem"), shows=("as-given",)),
    decision(3, "Merge on green", feeds=("execution-speed",), shows=("finished",)),
], owed=("product",))  # fmt: skip
ALONE = run("a", [
    decision(1, "Search one more night", feeds=("lone-wolf",), shows=("kept",)),
    decision(2, "Rebuild it at home", feeds=("lone-wolf",), shows=("kept",)),
    decision(3, "Read the numbers again", rating=5, shows=("measured",)),
])  # fmt: skip
KEEPS = run("k", [
    decision(1, "Follow the chat to its end", dodges=("wrong-problem",), shows=("followed",)),
    decision(2, "Call the hospital", contested=True, shows=("followed",)),
    decision(3, "Say what would change it", rating=5, shows=("decided-and-told",)),
], kept=("reviewer",), owed=("support",))  # fmt: skip
FOUR = {"careful": CAREFUL, "quick": QUICK, "alone": ALONE, "keeps": KEEPS}
QUIET = run("s", [decision(1), decision(2, feeds=("lone-wolf",))])


def test_four_players_get_four_meetings() -> None:
    meetings = [held(notes) for notes in FOUR.values()]
    chosen = [{turn.exchange for turn in found.turns if turn.side} for found in meetings]
    for n, each in enumerate(chosen):
        for other in chosen[n + 1 :]:
            assert len(each & other) <= len(each) // 2, "two players hear mostly the same"
    assert len({found.closing for found in meetings}) == 4


@pytest.mark.parametrize(
    ("player", "promoted", "closing"),
    [
        ("careful", True, "And the pager."),
        ("quick", False, "Three times it was fast"),
        ("alone", False, "Twice the hard part was done behind a closed door"),
        ("keeps", True, "Joon-ho is still waiting"),
        ("quiet", False, "That is not a no."),
    ],
)
def test_how_it_ends(player: str, promoted: bool, closing: str) -> None:
    found = held({**FOUR, "quiet": QUIET}[player])
    assert found.promoted == promoted
    assert closing in " ".join(line.says for line in found.closing)


def test_an_ending_with_a_promise_left_open_speaks_of_it() -> None:
    assert "is still waiting for what was promised" in words(held(KEEPS))
    assert 'In "Story k" I was promised something. It came.' in words(held(KEEPS))


def test_of_a_story_the_newest_ending_counts() -> None:
    first = run("1", [decision(1, "Guess", feeds=("lone-wolf",))], scenario="same")
    again = run("2", [decision(1, "Ask", dodges=("lone-wolf",))], scenario="same",
                finished_on="2026-11-09T10:00:00+01:00")  # fmt: skip
    assert [each.quote for each in held(again, first).quoted] == ["Ask"]


def test_another_phase_does_not_count() -> None:
    assert held(run("2", [decision(1, dodges=("lone-wolf",))], phase=2)).quoted == ()


def test_lines_of_an_artefact_are_not_the_players_words() -> None:
    marked = run("m", [decision(1, "13:04 embed latest", move="mark", dodges=("wrong-problem",))])
    assert held(marked).quoted == ()


def test_a_quotation_with_a_stop_of_its_own_gets_no_second() -> None:
    said = words(held(run("s", [decision(1, "It is fine.", dodges=("ai-crutch",))])))
    assert '"It is fine."' in said
    assert '"It is fine.".' not in said


def test_a_story_without_times_is_quoted_without() -> None:
    assert "No time is noted." in words(held(run("s", [decision(1, at="", dodges=("ai-crutch",))])))


@pytest.mark.parametrize("phase", [1, 2])
def test_every_trap_of_the_phase_has_a_line_for_and_a_line_against(phase: int) -> None:
    rung = next(each for each in content().ladder.phases if each.id == phase)
    said = {(each.about, each.trap) for each in meeting(phase).exchanges}
    for trap in rung.traps:
        assert {("fed", trap), ("dodged", trap)} <= said, trap


@pytest.mark.parametrize("phase", [1, 2])
def test_nobody_in_the_room_says_the_name_of_a_trap_or_talks_of_levels(phase: int) -> None:
    found = meeting(phase)
    told = [line.says for each in found.exchanges for line in each.lines]
    told += [line.says for each in found.closings for line in each.lines]
    text = " ".join([found.opening, *(line.says for line in found.lines), *told]).lower()
    for trap in content().ladder.traps:
        assert trap.title.lower() not in text
        assert trap.id not in text
    for slang in ("scope", "senior-level", "mid-level", "l4", "l5", "points", "score", "impact", "influence"):
        assert not re.search(rf"\b{slang}\b", text), slang
