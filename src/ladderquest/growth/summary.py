"""What a player's home screen needs of a run, without opening its journal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from ladderquest.play import IllegalDecision, Proposal, Run, State, Step, StoryError, advance, assess
from ladderquest.play.journal import Annotated, Decided, Migrated, Rewound


class RunSummary(msgspec.Struct, frozen=True, omit_defaults=True):
    """One run in short. A cache: it is thrown away and made again from the journal whenever they differ.

    ``records`` is the number of records it was made from, ``at`` the time line of the current scene,
    ``ending`` the id of the ending on the live path, ``finished`` whether any ending was ever reached,
    ``feeds`` and ``dodges`` trap id -> times on the live path. Times are ISO 8601 with zone, as annotated."""

    run: str
    scenario: str
    title: str
    phase: int
    world: str
    records: int
    decisions: int
    at: str = ""
    ending: str | None = None
    ending_title: str = ""
    finished: bool = False
    endings_seen: tuple[str, ...] = ()
    started_at: str = ""
    touched_at: str = ""
    remembered: dict[str, int] = {}
    feeds: dict[str, int] = {}
    dodges: dict[str, int] = {}


def summarise_run(run_id: str, run: Run) -> RunSummary:
    """The summary of a run, made from nothing but its journal."""
    scenario, state = run.program.scenario, run.state
    seen = endings_seen(run)
    feeds: dict[str, int] = {}
    dodges: dict[str, int] = {}
    for step in run.steps:
        _count(run, step, feeds, dodges)
    times = [record.at for record in run.records if isinstance(record, Annotated) and record.at]
    scene = run.program.scene(state.scene)
    return RunSummary(
        run=run_id,
        scenario=scenario.id,
        title=scenario.title,
        phase=scenario.phase,
        world=run.program.world(state.values),
        records=len(run.records),
        decisions=len(run.steps),
        at=scene.at.at(state.values),
        ending=state.ending,
        ending_title=run.program.endings[state.ending].title if state.ending else "",
        finished=bool(seen),
        endings_seen=tuple(seen),
        started_at=times[0] if times else "",
        touched_at=times[-1] if times else "",
        remembered=run.program.remembered(state.values) if state.ending else {},
        feeds=feeds,
        dodges=dodges,
    )


def summarise_ahead(run_id: str, run: Run, proposal: Proposal, before: RunSummary | None) -> RunSummary:
    """The summary of ``run`` as ``proposal`` will leave it. ``before`` is its summary as it is now, if that
    is at hand: then a decision costs the same however many there were before it."""
    state = proposal.state
    goes_on = all(isinstance(record, Decided | Annotated) for record in proposal.records)
    if before is None or not goes_on or state.ending is not None:
        opening = run.opening_state, run.opening
        return summarise_run(
            run_id, Run(run.program, [*run.records, *proposal.records], opening, proposal.steps)
        )
    feeds, dodges = dict(before.feeds), dict(before.dodges)
    for step in proposal.steps[len(run.steps) :]:
        _count(run, step, feeds, dodges)
    times = [record.at for record in proposal.records if isinstance(record, Annotated) and record.at]
    return msgspec.structs.replace(
        before,
        records=before.records + len(proposal.records),
        decisions=len(proposal.steps),
        at=run.program.scene(state.scene).at.at(state.values),
        started_at=before.started_at or (times[0] if times else ""),
        touched_at=times[-1] if times else before.touched_at,
        feeds=feeds,
        dodges=dodges,
    )


def _count(run: Run, step: Step, feeds: dict[str, int], dodges: dict[str, int]) -> None:
    """Add what a step fed and dodged."""
    worth = assess(run.program, step.before, step.decided.answer)
    if worth is not None:
        for tally, traps in ((feeds, worth.feeds), (dodges, worth.dodges)):
            for trap in traps:
                tally[trap] = tally.get(trap, 0) + 1


def endings_seen(run: Run) -> list[str]:
    """The ids of all endings that the journal ever reached, branches left behind included, oldest first."""
    if not any(isinstance(record, Rewound | Migrated) for record in run.records):
        return [run.state.ending] if run.state.ending else []
    seen: list[str] = []
    path: list[tuple[int, State]] = [(0, run.opening_state)]
    lost = False
    for record in run.records:
        if isinstance(record, Rewound | Migrated):
            path = [entry for entry in path if entry[0] <= record.to]
            lost = path[-1][0] != record.to
        elif isinstance(record, Decided) and not lost:
            state = _follow(run, path[-1][1], record)
            if state is None:
                lost = True  # a branch of an older edition, which this one cannot follow any further
                continue
            path.append((record.seq, state))
            if state.ending and state.ending not in seen:
                seen.append(state.ending)
    return seen


def _follow(run: Run, state: State, decided: Decided) -> State | None:
    if decided.scene != state.scene:
        return None
    try:
        return advance(run.program, state, decided.answer)[0]
    except (IllegalDecision, StoryError):
        return None


def last_touched(summary: RunSummary) -> tuple[float, str]:
    """What runs are sorted by: when they were touched last, as a moment, since players travel and clocks
    change; without a time they come first. Runs of the same moment are sorted by id."""
    try:
        return datetime.fromisoformat(summary.touched_at).timestamp(), summary.run
    except (ValueError, OverflowError, OSError):
        return float("-inf"), summary.run


def recalled(summaries: Iterable[RunSummary]) -> dict[str, int]:
    """Carried memory: for each scenario its newest finished run counts; memories of later runs win."""
    newest: dict[str, RunSummary] = {}
    for summary in sorted(summaries, key=last_touched):
        if summary.ending is not None:
            newest[summary.scenario] = summary
    found: dict[str, int] = {}
    for summary in sorted(newest.values(), key=last_touched):
        found |= summary.remembered
    return found
