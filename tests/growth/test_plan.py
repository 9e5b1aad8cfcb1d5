"""The plan: every line says why, different players get different plans, nothing of theirs is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladderquest.documents.document import Dates
from ladderquest.documents.text import to_text
from ladderquest.growth.looking_back import DecisionNote, RunNotes
from ladderquest.growth.plan import HORIZONS, Plan, as_document, plan
from ladderquest.growth.plan_rules import Known
from ladderquest.growth.work import Action, Draft, Evidence, PlanEdit, Waiver, Work
from ladderquest.pack.loader import load_pack
from ladderquest.pack.model import Pack

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 25)
NOW = "2026-11-25T10:00:00+01:00"


@pytest.fixture(scope="module")
def pack() -> Pack:
    loaded = load_pack(ROOT / "content")
    assert loaded.pack is not None
    return loaded.pack


def decided(
    answered: str,
    *,
    feeds: tuple[str, ...] = (),
    dodges: tuple[str, ...] = (),
    shows: tuple[str, ...] = (),
    at: str = "Monday, 09:40",
) -> DecisionNote:
    return DecisionNote(
        seq=1, scene="desk", asked="What now?", answered=answered, rating=2 if feeds else 4, best=4, at=at,
        feeds=feeds, dodges=dodges, shows=shows,
    )  # fmt: skip


def played(*decisions: DecisionNote, scenario: str = "why-this-way", day: str = "2026-11-20") -> RunNotes:
    return RunNotes(
        run="01k", scenario=scenario, title="Why this way?", phase=1, world="w", ending="e",
        finished_on=f"{day}T10:00:00+01:00", decisions=decisions, shows=tuple(d.shows for d in decisions),
    )  # fmt: skip


def evidence(*items: str, day: str = "2026-10-01") -> dict[str, Evidence]:
    return {
        f"e-{item}": Evidence(id=f"e-{item}", changed=NOW, items=(item,), day=day, did="It was done.")
        for item in items
    }


def known(pack: Pack, phase: int = 1, *notes: RunNotes, work: Work = Work(), placed: bool = True) -> Known:  # noqa: B008
    return Known(pack=pack, phase=phase, placed=placed, unproven=(), notes=notes, work=work, today=TODAY)


def gate(pack: Pack, phase: int) -> list[str]:
    return [item.id for item in pack.ladder.phases[phase - 1].gate]


def by_id(made: Plan) -> dict[str, str]:
    return {line.id: line.reason for line in made.lines}


# --- the rules --------------------------------------------------------------------------------------


def test_a_trap_that_was_fed_names_the_decision_that_fed_it(pack: Pack) -> None:
    run = played(
        decided("Ship the generated splitter", feeds=("ai-crutch",), at="Monday, 11:00"),
        decided("Merge it as it is", feeds=("ai-crutch",), at="Tuesday, 09:10"),
    )
    (line,) = (line for line in plan(known(pack, 1, run)).open if line.id == "trap:ai-crutch")
    assert line.horizon == "week"
    assert line.text == next(t.unlocks.strip() for t in pack.ladder.traps if t.id == "ai-crutch")
    assert line.reason.startswith(
        'Because in "Why this way?" (Tuesday, 09:10) you chose: "Merge it as it is"'
    )
    assert line.reason.endswith("Once before, it was much the same.")
    assert line.see == "trap:ai-crutch"


def test_a_trap_that_is_mostly_walked_round_is_no_line(pack: Pack) -> None:
    fed, dodged = decided("a", feeds=("undocumented",)), decided("b", dodges=("undocumented",))
    assert "trap:undocumented" in by_id(plan(known(pack, 1, played(fed, dodged))))
    assert "trap:undocumented" not in by_id(plan(known(pack, 1, played(fed, dodged, dodged))))


def test_every_gap_of_the_gate_is_a_line_until_there_is_evidence_or_a_reason(pack: Pack) -> None:
    first, second, *rest = gate(pack, 1)
    assert {f"gate:{item}" for item in gate(pack, 1)} <= by_id(plan(known(pack))).keys()
    work = Work(
        evidence=evidence(first),
        waivers={second: Waiver(id=second, changed=NOW, reason="No such thing here.")},
    )
    lines = by_id(plan(known(pack, 1, work=work)))
    assert {line for line in lines if line.startswith("gate:")} == {f"gate:{item}" for item in rest}
    assert all("No evidence yet for" in lines[f"gate:{item}"] for item in rest)


def test_a_gate_without_a_gap_is_a_conversation(pack: Pack) -> None:
    full = Work(evidence=evidence(*gate(pack, 1)))
    assert "four items have evidence" in by_id(plan(known(pack, 1, work=full)))["packet:1"]
    waived = {item: Waiver(id=item, changed=NOW, reason="no") for item in gate(pack, 1)}
    assert "packet:1" not in by_id(plan(known(pack, 1, work=Work(waivers=waived))))


def test_old_evidence_asks_for_something_newer(pack: Pack) -> None:
    item = gate(pack, 1)[0]
    assert f"newer:{item}" not in by_id(plan(known(pack, 1, work=Work(evidence=evidence(item)))))
    old = Work(evidence=evidence(item, day="2025-11-24"))
    assert "2025-11-24" in by_id(plan(known(pack, 1, work=old)))[f"newer:{item}"]


def test_who_was_not_placed_is_asked_to_be_and_a_yes_wants_its_case(pack: Pack) -> None:
    assert "placement" in by_id(plan(known(pack, placed=False)))
    question = pack.placement.questions[0].id
    unproven = msgspec.structs.replace(known(pack), unproven=(question,))
    assert "named no case" in by_id(plan(unproven))[f"case:{question}"]


def test_an_action_is_a_line_on_its_day(pack: Pack) -> None:
    work = Work(
        actions={
            "a1": Action(
                id="a1",
                changed=NOW,
                text="Ask Mara",
                made="2026-11-20",
                due="2026-12-20",
                scenario="why-this-way",
            ),
            "a2": Action(id="a2", changed=NOW, text="Done already", made="2026-11-20", state="done"),
        }
    )
    made = plan(known(pack, work=work))
    (line,) = (line for line in made.lines if line.id.startswith("action:"))
    assert (line.text, line.due, line.horizon) == ("Ask Mara", "2026-12-20", "month")
    assert "Why this way?" in line.reason


def test_the_dimension_in_which_decisions_stayed_lowest_is_a_step(pack: Pack) -> None:
    low = [decided(f"{n}", shows=("kept",)) for n in range(3)]
    high = [decided(f"{n}", shows=("reframed",)) for n in range(4)]
    lines = by_id(plan(known(pack, 1, played(*low, *high))))
    assert "step:influence/junior" in lines
    assert "three of three decisions" in lines["step:influence/junior"]
    assert not [line for line in lines if line.startswith("step:scope")]
    assert not [line for line in by_id(plan(known(pack, 1, played(*low[:2])))) if line.startswith("step:")]


# --- four players -----------------------------------------------------------------------------------


def contrasting(pack: Pack) -> dict[str, Known]:
    """A newcomer; somebody who ships what they cannot explain; somebody who waits; a senior who polishes."""
    crutch = played(
        decided("Merge the generated code", feeds=("ai-crutch",), shows=("finished",)),
        decided("Tidy it later", feeds=("undocumented",), shows=("kept",)),
        decided("Merge again", feeds=("ai-crutch",), shows=("kept",)),
    )
    waits = played(
        decided("Wait for the ticket", feeds=("waiting-for-direction",), shows=("sought-direction",)),
        decided("Wait for the lead", feeds=("waiting-for-direction",), shows=("sought-direction",)),
        decided("Ask which way", feeds=("feedback-avoidance",), shows=("sought-direction",)),
    )
    polishes = played(
        decided("One more per cent", feeds=("optimise-not-shape",), shows=("as-given",)),
        decided("And one more", feeds=("optimise-not-shape",), shows=("as-given",)),
        decided("Keep it in the team", feeds=("team-bubble",), shows=("kept",)),
    )
    senior = Work(evidence=evidence(*gate(pack, 1), *gate(pack, 2), *gate(pack, 3)[:2]))
    return {
        "newcomer": known(pack, 1, placed=False),
        "crutch": known(pack, 1, crutch, work=Work(evidence=evidence(gate(pack, 1)[0]))),
        "waits": known(pack, 2, waits, work=Work(evidence=evidence(*gate(pack, 1)))),
        "polishes": known(pack, 3, polishes, work=senior),
    }


def test_different_players_get_visibly_different_plans(pack: Pack) -> None:
    plans = {name: plan(each) for name, each in contrasting(pack).items()}
    for name, made in plans.items():
        others = [other for rest, other in plans.items() if rest != name]
        mine = {line.text for line in made.open}
        assert mine
        for other in others:
            shared = mine & {line.text for line in other.open}
            # two players of one phase share its gaps, and little else
            assert len(shared) <= len(gate(pack, contrasting(pack)[name].phase)), (name, shared)
            assert len(mine - {line.text for line in other.open}) >= 2
    first = {name: made.open[0].id for name, made in plans.items()}
    assert first["newcomer"] == "placement"
    assert first["crutch"] == "trap:ai-crutch"
    assert first["waits"] == "trap:waiting-for-direction"
    assert first["polishes"] == "trap:optimise-not-shape"


def test_a_plan_can_be_read_at_one_sitting_and_every_line_has_its_reason(pack: Pack) -> None:
    for each in contrasting(pack).values():
        made = plan(each)
        assert 4 <= len(made.open) <= 24
        assert all(line.reason.strip() and line.text.strip() for line in made.open)
        assert [line.horizon for line in made.open] == sorted(
            (line.horizon for line in made.open), key=list(HORIZONS).index
        )
        text = to_text(as_document(made, "Ada", TODAY), 72)
        assert all(len(line) <= 72 for line in text.splitlines())
        assert "2026-11-25" in text


# --- what the player changes --------------------------------------------------------------------------


def test_a_changed_line_keeps_the_players_words_and_shows_the_rules(pack: Pack) -> None:
    item = f"gate:{gate(pack, 1)[0]}"
    edit = PlanEdit(
        id=item, changed=NOW, text="Ship the ranking.", horizon="week", due="2026-12-01", note="Ask Mara."
    )
    made = plan(known(pack, work=Work(plan={item: edit})))
    (line,) = (line for line in made.open if line.id == item)
    assert (line.text, line.horizon, line.due, line.note) == (
        "Ship the ranking.",
        "week",
        "2026-12-01",
        "Ask Mara.",
    )
    assert line.suggested.startswith("Pick the smallest feature")


def test_a_line_whose_reason_is_gone_stays_if_it_was_changed_and_goes_if_not(pack: Pack) -> None:
    first, second = gate(pack, 1)[:2]
    edits = {
        f"gate:{first}": PlanEdit(
            id=f"gate:{first}", changed=NOW, text="Ship it.", state="done", note="Shipped."
        ),
        f"gate:{second}": PlanEdit(id=f"gate:{second}", changed=NOW, place=0),
    }
    made = plan(known(pack, work=Work(evidence=evidence(first, second), plan=edits)))
    assert [(line.text, line.note) for line in made.done] == [("Ship it.", "Shipped.")]
    assert f"gate:{second}" not in by_id(made)


EDITS = st.builds(
    PlanEdit,
    id=st.sampled_from(
        ["own:1", "own:2", "gate:p1-end-to-end", "gate:p1-degradation", "trap:ai-crutch", "gone:for-good"]
    ),
    changed=st.just(NOW),
    text=st.none() | st.sampled_from(["Mine.", "Mine as well."]),
    horizon=st.none() | st.sampled_from([*HORIZONS, "never"]),
    place=st.none() | st.integers(0, 9),
    due=st.sampled_from(["", "2026-12-01"]),
    state=st.sampled_from(["open", "done", "dropped"]),
    note=st.sampled_from(["", "A note."]),
    own=st.booleans(),
)


@given(edits=st.lists(EDITS, max_size=6), fed=st.booleans(), shown=st.booleans())
def test_no_words_of_the_player_are_lost_however_often_the_plan_is_made_anew(
    pack: Pack, edits: list[PlanEdit], fed: bool, shown: bool
) -> None:
    run = played(decided("Merge it", feeds=("ai-crutch",))) if fed else played(decided("Read it"))
    draft = Draft(id="d", changed=NOW, exercise="scope-test", made=NOW, words={})
    work = Work(
        plan={edit.id: edit for edit in edits},
        evidence=evidence("p1-end-to-end") if shown else {},
        drafts={"d": draft},
    )
    made = plan(known(pack, 1, run, work=work))
    assert made == plan(known(pack, 1, run, work=work))
    lines = {line.id: line for line in made.lines}
    assert len(lines) == len(made.lines)
    for edit in work.plan.values():
        if edit.text is not None:
            assert lines[edit.id].text == edit.text
        if edit.note or edit.due or edit.state != "open":
            line = lines[edit.id]
            assert (line.note, line.state) == (edit.note, edit.state)
            assert line.due == edit.due
    moved = [
        line for line in made.open if work.plan.get(line.id, PlanEdit(id="", changed="")).place is not None
    ]
    for horizon in HORIZONS:
        places = [work.plan[line.id].place for line in moved if line.horizon == horizon]
        assert places == sorted(places, key=lambda place: place or 0)


# --- a plan with nothing in it ----------------------------------------------------------------------


def test_an_empty_plan_says_what_to_do(pack: Pack) -> None:
    bare = msgspec.structs.replace(
        pack,
        scenarios=(),
        codex=type(pack.codex)(),
        workbook=type(pack.workbook)(),
        ladder=msgspec.structs.replace(pack.ladder, phases=()),
    )
    made = plan(known(bare))
    assert made == Plan((), (), ())
    text = to_text(as_document(made, "Ada", TODAY))
    assert "Nothing is open. Play a story, or add a line of your own." in text


def test_days_of_the_plan_go_into_a_calendar_under_ids_that_stay(pack: Pack) -> None:
    item = f"gate:{gate(pack, 1)[0]}"
    work = Work(
        plan={item: PlanEdit(id=item, changed=NOW, due="2026-12-01")},
        actions={"a1": Action(id="a1", changed=NOW, text="Ask Mara", made="2026-11-20", due="2026-11-27")},
    )
    document = as_document(plan(known(pack, work=work)), "Ada", TODAY, key="k1")
    (dates,) = (part for part in document.parts if isinstance(part, Dates))
    assert [(each.day, each.id) for each in dates.dates] == [
        ("2026-11-27", "k1-action-a1"),
        ("2026-12-01", f"k1-plan-{item}"),
    ]
