"""What a finished run has to say later: its decisions in short, for traps, level words, reviews, the plan.

A cache, like the summaries: made from a journal and nothing else, and thrown away when that has changed. Runs
that have never reached an ending say nothing here: a first run goes forward without ratings and traps.
"""

from __future__ import annotations

import msgspec

from ladderquest.growth.phrases import short
from ladderquest.growth.shaping import shown
from ladderquest.pack.model import ChooseScene
from ladderquest.play import Run, Step, assess
from ladderquest.play.state import Entered, Owed

LONGEST = 160
"""Characters of a caption that are kept: the longest option has fewer."""


class DecisionNote(msgspec.Struct, frozen=True, omit_defaults=True):
    """A rated decision on the live path. ``asked`` and ``answered`` are the player's words to quote, ``at``
    the time line of the story, ``on`` the moment at which it was taken (ISO 8601 with zone, "" if nobody
    noted it). ``rating`` and ``best`` (within reach) are 1 to 5; ``options`` is how many there were to choose
    from, 0 where it was another move; ``move`` is its tag. ``reviewable``: its scene can come back by
    itself."""

    seq: int
    scene: str
    asked: str
    answered: str
    rating: int
    best: int
    at: str = ""
    on: str = ""
    options: int = 0
    move: str = "choose"
    contested: bool = False
    reviewable: bool = False
    lost_bet: bool = False
    confidence: int | None = None
    feeds: tuple[str, ...] = ()
    dodges: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()


class RunNotes(msgspec.Struct, frozen=True, omit_defaults=True):
    """A finished run in short. ``finished_on`` is when it was touched last; ``owed`` and ``kept`` are ids of
    the cast. Decisions in story order."""

    run: str
    scenario: str
    title: str
    phase: int
    world: str
    ending: str
    finished_on: str
    decisions: tuple[DecisionNote, ...]
    shows: tuple[tuple[str, ...], ...] = ()
    """The signals of every decision, rated or not, as ``level_words.count_signals`` counts them."""
    owed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def look_back(run_id: str, run: Run) -> RunNotes | None:
    """The notes of a run; None for one that does not stand at an ending."""
    state, scenario = run.state, run.program.scenario
    if state.ending is None:
        return None
    decisions, at, events = [], "", run.opening
    for step in run.steps:
        at = next((e.at for e in reversed(events) if isinstance(e, Entered) and e.at), at)
        note = _note(run, step, at)
        if note is not None:
            decisions.append(note)
        events = step.events
    all_events = [*run.opening, *(event for step in run.steps for event in step.events)]
    made = {event.who for event in all_events if isinstance(event, Owed) and event.more > 0}
    owed = tuple(who for who, slot in run.program.owed_slots if state.values[slot] > 0)
    times = [on for on in (run.notes(step.decided.seq).at for step in run.steps) if on]
    return RunNotes(
        run=run_id,
        scenario=scenario.id,
        title=scenario.title,
        phase=scenario.phase,
        world=run.program.world(state.values),
        ending=state.ending,
        finished_on=times[-1] if times else "",
        decisions=tuple(decisions),
        shows=tuple(shown(run.program, step) for step in run.steps),
        owed=owed,
        kept=tuple(who for who, _ in run.program.owed_slots if who in made and who not in owed),
    )


def _note(run: Run, step: Step, at: str) -> DecisionNote | None:
    worth = assess(run.program, step.before, step.decided.answer)
    if worth is None:
        return None
    summary, noted = run.summary(step), run.notes(step.decided.seq)
    scene = run.program.scene(step.before.scene)
    source, choose = scene.source, isinstance(scene.source, ChooseScene)
    return DecisionNote(
        seq=step.decided.seq,
        scene=step.before.scene,
        asked=short(summary.asked, LONGEST),
        answered=short(summary.answered, LONGEST),
        rating=worth.rating,
        best=worth.best,
        at=at,
        on=noted.at or "",
        options=len(source.options) if isinstance(source, ChooseScene) else 0,
        move=scene.tag,
        contested=bool(worth.contested),
        reviewable=choose and bool(source.recap),
        lost_bet=worth.lost_bet,
        confidence=noted.confidence,
        feeds=worth.feeds,
        dodges=worth.dodges,
        shows=shown(run.program, step),
    )
