"""What a run comes to in short, and what it leaves behind."""

from typing import Any

import msgspec
import pytest

from ladderquest.growth.summary import (
    RunSummary,
    endings_seen,
    last_touched,
    recalled,
    summarise_ahead,
    summarise_run,
)
from ladderquest.pack.model import Ending, GotoScene, Jump, Memory, Remember, Variable
from ladderquest.play import Note, Program, Run
from ladderquest.play.moves import Choose
from tests.growth.story import ask, end, option, prose, story

LATE = option("late", 2, feeds=("haste", "alone"), goto=(Jump(to="finish"),), effect="trust = 9")
SCENES = (
    ask("a", "b", option("well", 4, dodges=("alone",)), option("badly", 1, feeds=("haste",)), at="Monday"),
    ask("b", "end", option("done", 3, feeds=("haste",)), LATE, option("plain"), at="Tuesday {trust}"),
    end(),
    end("finish", "late"),
)
FIELDS: dict[str, Any] = {
    "endings": (Ending(id="done", title="Done and dusted"), Ending(id="late", title="Too late")),
    "variables": (Variable(id="trust", initial=3, max=20),),
    "remembers": (Remember(memory="faith", is_="trust"),),
}


def program(*scenes: Any) -> Program:
    edition = story(*(scenes or SCENES), **FIELDS)
    memories = (Memory(id="faith", initial=0, about="", max=5),)
    return Program(msgspec.structs.replace(edition, memories=memories), "Ada")


def begun() -> Run:
    return Run.begin(program(), ("r", "t"), seed=1, world="storm", at="2026-11-20T09:00:00+01:00")


def take(run: Run, *options: str) -> Run:
    for option_id in options:
        run.commit(run.propose(Choose(option_id), Note(at=f"2026-11-20T10:00:{len(run.records):02}+01:00")))
    return run


def test_a_run_that_has_just_begun() -> None:
    assert summarise_run("r1", begun()) == RunSummary(
        run="r1",
        scenario="small",
        title="A small story",
        phase=1,
        world="storm",
        records=2,
        decisions=0,
        at="Monday",
        started_at="2026-11-20T09:00:00+01:00",
        touched_at="2026-11-20T09:00:00+01:00",
    )


def test_a_run_at_its_end() -> None:
    assert summarise_run("r1", take(begun(), "badly", "late")) == RunSummary(
        run="r1",
        scenario="small",
        title="A small story",
        phase=1,
        world="storm",
        records=6,
        decisions=2,
        ending="late",
        ending_title="Too late",
        finished=True,
        endings_seen=("late",),
        started_at="2026-11-20T09:00:00+01:00",
        touched_at="2026-11-20T10:00:04+01:00",
        remembered={"faith": 5},
        feeds={"haste": 2, "alone": 1},
    )


def test_only_the_live_path_counts_but_every_ending_was_seen() -> None:
    run = take(begun(), "badly", "late")
    run.commit(run.propose_rewind(0))
    summary = summarise_run("r1", take(run, "well"))
    assert (summary.at, summary.decisions, summary.records) == ("Tuesday 3", 1, 9)
    assert (summary.ending, summary.finished, summary.endings_seen) == (None, True, ("late",))
    assert (summary.feeds, summary.dodges, summary.remembered) == ({}, {"alone": 1}, {})
    summary = summarise_run("r1", take(run, "done"))
    assert (summary.ending, summary.endings_seen) == ("done", ("late", "done"))
    assert summary.feeds == {"haste": 1}
    run.commit(run.propose_rewind(run.checkpoints()[-1].seq))
    assert endings_seen(take(run, "plain")) == ["late", "done"]


def moved(run: Run, *scenes: Any) -> Run:
    new, migrated = Run.load(program(*scenes), ("r2", "t2"), run.records)
    assert migrated is not None
    return new


def test_an_ending_of_before_an_edit_is_still_seen_if_the_way_there_is_the_same() -> None:
    run = take(begun(), "badly", "late")
    run.commit(run.propose_rewind(0))
    assert endings_seen(
        moved(take(run, "well"), *SCENES[:2], msgspec.structs.replace(end(), at="Now"), SCENES[3])
    ) == ["late"]


def test_a_branch_that_an_edit_cut_off_is_not_followed_any_further() -> None:
    # "round" leads back to the desk, so what follows it would be open in the opening as well
    desk = (option("round", effect="trust += 1"), option("leave", goto=(Jump(to="end"),)))
    before = (ask("desk", "desk", *desk), *SCENES[2:])
    run = Run.begin(program(*before), ("r", "t"), seed=1, world="calm")
    take(run, "round", "round")
    run.commit(run.propose_rewind(1))  # within the branch that will be cut off
    take(run, "leave")
    run.commit(run.propose_rewind(0))
    after = (ask("desk", "desk", desk[1], option("other")), *SCENES[2:])
    assert endings_seen(moved(run, *before)) == ["done"]
    assert endings_seen(moved(run, *after)) == []
    assert summarise_run("r1", take(moved(run, *after), "other")).finished is False


def test_a_branch_that_now_leads_in_a_circle_is_not_followed_either() -> None:
    run = take(begun(), "badly", "late")
    run.commit(run.propose_rewind(0))
    circle = GotoScene(id="finish", text=prose("Round."), goto=(Jump(to="finish"),))
    assert endings_seen(moved(run, *SCENES[:3], circle)) == []


# --- memory ----------------------------------------------------------------------------------------


def finished(run: str, scenario: str, touched: str, ending: str | None = "done", **memory: int) -> RunSummary:
    return RunSummary(
        run=run,
        scenario=scenario,
        title="",
        phase=1,
        world="calm",
        records=1,
        decisions=1,
        ending=ending,
        finished=True,
        touched_at=touched,
        remembered=memory,
    )


def test_the_newest_finished_run_of_each_scenario_is_remembered() -> None:
    runs = [
        finished("1", "one", "2026-11-03T10:00:00+01:00", trust=1, debt=1),
        finished("2", "one", "2026-11-01T10:00:00+01:00", trust=2, calm=2),
        finished("3", "two", "2026-11-02T10:00:00+01:00", calm=3, trust=3),
        finished("4", "two", "2026-11-09T10:00:00+01:00", ending=None, calm=4),
    ]
    assert recalled(runs) == recalled(runs[::-1]) == {"trust": 1, "debt": 1, "calm": 3}
    assert recalled([]) == {}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2026-11-20T10:00:00+01:00", "2026-11-20T10:00:01+01:00"),
        ("2026-10-25T02:50:00+02:00", "2026-10-25T02:10:00+01:00"),  # the clocks were put back
        ("2026-11-20T23:00:00+09:00", "2026-11-20T16:30:00+01:00"),  # somebody flew home
        ("", "2026-11-20T10:00:00+01:00"),
        ("yesterday", "2026-11-20T10:00:00+01:00"),
    ],
)
def test_runs_are_sorted_by_the_moment_they_were_touched(earlier: str, later: str) -> None:
    first, second = finished("b", "one", earlier, trust=1), finished("a", "one", later, trust=2)
    assert last_touched(first) < last_touched(second)
    assert recalled([second, first]) == {"trust": 2}


def test_runs_of_the_same_moment_are_sorted_by_id() -> None:
    first, second = finished("a", "one", ""), finished("b", "one", "")
    assert last_touched(first) < last_touched(second)


@pytest.mark.parametrize(
    "given", [("well",), ("badly", "plain"), ("badly", "done"), ("badly", "late"), ("well", "back", "badly")]
)
def test_a_summary_that_goes_on_from_the_last_one_is_the_same(given: tuple[str, ...]) -> None:
    run = begun()
    summary = summarise_run("r1", run)
    note = Note(at="2026-11-20T11:00:00+01:00")
    for option_id in given:
        going_back = option_id == "back"
        proposal = run.propose_rewind(0) if going_back else run.propose(Choose(option_id), note)
        summary = summarise_ahead("r1", run, proposal, summary)
        run.commit(proposal)
        assert summary == summarise_run("r1", run)
        talk = run.propose_note(0, Note(talk=True))
        summary = summarise_ahead("r1", run, talk, summary)
        run.commit(talk)
        assert summary == summarise_run("r1", run)
