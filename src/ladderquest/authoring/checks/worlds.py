"""What the worlds change: which answers are best, and nothing that nobody could know."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ladderquest.authoring.effort import Effort
from ladderquest.authoring.judging import Decision, Judged, Standing, standing, standings
from ladderquest.authoring.knowing import alike, openings
from ladderquest.authoring.subject import Subject
from ladderquest.pack.convert import Path
from ladderquest.pack.model import Rating, Result, TrapLink
from ladderquest.pack.references import effects_of
from ladderquest.play import AnyAnswer, Program, State, walk

__all__ = ["check"]

LEAST_DECISIONS = 2
MOST_WORLDS = 16
"""Worlds whose facts are put into a state of another."""
MOST_COMPARED = 12_000
MOST_WORK = 200_000
"""Times that this is done in one scenario, and units of ``effort`` for it."""
_WORLD = re.compile(r"\bworld\.[a-z_][a-z0-9_]*")

Case = Rating | TrapLink | Result


def check(subject: Subject, decisions: Sequence[Decision]) -> None:
    """Notes a scenario in which the worlds change next to nothing, and ratings that depend on what a player
    could not know."""
    if len(subject.scenario.worlds) > 1 and decisions:
        _differ(subject, decisions)
        if _reads_the_world(subject, decisions):
            _fair(subject, decisions)


# --- what is wise differs ----------------------------------------------------------------------------


def _differ(subject: Subject, decisions: Sequence[Decision]) -> None:
    """In two decisions at least, what is best in some state is not what is best in another world."""
    drawn = {world: opening[0].values for world, opening in openings(subject.program, MOST_WORLDS)}
    facts = {slot for name, slot in subject.program.slots.items() if name.startswith("world.")}
    sampled = [decision for decision in decisions if decision.judged]
    share = max(1, len(sampled) * len(drawn))
    effort = Effort(subject.program)
    differing = [
        each.scene.id
        for each in sampled
        if _differs(
            subject.program,
            each,
            drawn,
            facts,
            min(MOST_COMPARED, MOST_WORK // effort.of_all_answers(each.scene.id)) // share,
        )
    ]
    if len(sampled) >= LEAST_DECISIONS > len(differing):
        only = f"only in `{differing[0]}`" if differing else "in no decision"
        told = (
            f"the best answer differs between the worlds {only}; let it differ in {LEAST_DECISIONS} or more"
        )
        subject.notes.add("LQ604", ("worlds",), told)


def _differs(
    program: Program, decision: Decision, drawn: dict[str, tuple[int, ...]], facts: set[int], most: int
) -> bool:
    """Whether the world decides what is best: in a sampled state with the facts of another world put in; or,
    where what was found has been written into variables, because nothing that is best in one world is ever
    best in another."""
    wise: dict[str, set[AnyAnswer]] = {}
    for judged in decision.judged:
        wise.setdefault(judged.world, set()).update(judged.best_answers)
    for judged in decision.judged[:: 1 + len(decision.judged) // max(1, most)]:
        for world, values in drawn.items():
            if (
                world != judged.world
                and _best_in(program, judged.state, values, facts) != judged.best_answers
            ):
                return True
    sets = list(wise.values())
    return any(not one & other for index, one in enumerate(sets) for other in sets[index + 1 :])


def _best_in(program: Program, state: State, drawn: tuple[int, ...], facts: set[int]) -> frozenset[AnyAnswer]:
    values = tuple(drawn[slot] if slot in facts else value for slot, value in enumerate(state.values))
    elsewhere = State(state.scene, values, state.turn, state.due, state.spent)
    found = standings(program, elsewhere)
    return Judged(elsewhere, "", found).best_answers if found else frozenset()


# --- nobody is rated by what could not be known ------------------------------------------------------


def _reads_the_world(subject: Subject, decisions: Sequence[Decision]) -> bool:
    """Whether a rating can depend on the world at all: a case of it reads ``world.``, or any effect does."""
    cases = (
        case.when or ""
        for decision in decisions
        for outcome in decision.outcomes
        for case in (*outcome.rating, *outcome.feeds, *([outcome] if isinstance(outcome, Result) else ()))
    )
    return any("world." in case for case in cases) or any(
        "world." in effect for effect in effects_of(subject.scenario)
    )


def _fair(subject: Subject, decisions: Sequence[Decision]) -> None:
    """Two states that nothing read so far tells apart must rate every answer the same, and feed the same."""
    rated = {decision.scene.id: decision for decision in decisions}
    told: set[tuple[str, str]] = set()
    for one, other in alike(subject.program):
        decision = rated.get(one.scene)
        if decision is None:
            continue
        program = subject.program
        for answer in dict.fromkeys((*walk(program, one), *walk(program, other))):
            here, against = standing(program, one, answer), standing(program, other, answer)
            if (
                here is None
                or against is None
                or (here.rating, here.feeds) == (against.rating, against.feeds)
            ):
                continue
            what = "feeds" if here.rating == against.rating else "rating"
            if (here.id, what) not in told:
                told |= {(here.id, what), (against.id, what)}
                _unfair(subject, decision, (one, here), (other, against), what)


def _unfair(
    subject: Subject,
    decision: Decision,
    one: tuple[State, Standing],
    other: tuple[State, Standing],
    what: str,
) -> None:
    (state, here), (elsewhere, there) = one, other
    worlds = f"`{subject.program.world(state.values)}` and `{subject.program.world(elsewhere.values)}`"
    if what == "rating":
        how = f"rated {here.rating} or {there.rating} by the world ({worlds})"
    else:
        traps = ", ".join(sorted(here.feeds ^ there.feeds))
        how = f"feeds `{traps}` in one world only ({worlds})"
    path, offset = _culprit(subject.program, decision, here, there, what)
    message = f"`{here.id}` is {how}" if what == "rating" else f"`{here.id}` {how}"
    told = f"{message}, before anything that players read can tell; let it ask for a clue as well"
    subject.notes.add("LQ605", path, told, None, offset)


def _culprit(
    program: Program, decision: Decision, here: Standing, there: Standing, what: str
) -> tuple[Path, int | None]:
    """The condition that reads the world, and where in it: of the result if the worlds lead to two, else of
    the first case of the rating (or trap) that holds in one world and not in the other."""
    source = here.outcome.source
    cases: Sequence[Case] = source.rating if what == "rating" else source.feeds
    path = decision.outcome_path(here.id, what)
    if here.id != there.id:
        cases, path = (
            [each for each in decision.outcomes if isinstance(each, Result)],
            (
                *decision.path,
                decision.field,
            ),
        )
    for index, case in enumerate(cases):
        if case.when is None:
            continue
        test = program.test(case.when)
        found = _WORLD.search(case.when)
        if bool(test(here.values)) != bool(test(there.values)):
            return (*path, index, "when"), found.start() if found else None
    return path, None
