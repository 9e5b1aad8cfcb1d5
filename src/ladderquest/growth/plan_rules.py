"""The rules that make the lines of a plan, one function a rule, most urgent first.

A rule looks at what is known of a player and says what to do, within which time, and because of what. The
order of the rules is the order of lines within a horizon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import msgspec

from ladderquest.growth.days import parsed
from ladderquest.growth.level_words import LEAST_DECISIONS, count_signals
from ladderquest.growth.looking_back import DecisionNote, RunNotes
from ladderquest.growth.phrases import capitalised, counted, short, times
from ladderquest.growth.work import Work
from ladderquest.pack.ladder import GateItem, Phase, Trap
from ladderquest.pack.model import Pack

MOST_TRAPS, MOST_STORIES, MOST_EXERCISES, MOST_STEPS, MOST_MOVES = 3, 2, 2, 2, 2
"""Lines that one rule makes at most: a plan of forty lines is not one."""

OLD = 365
"""Days after which evidence asks for something newer."""

_CAPTION = 70
_RECENT = 12
"""Decisions that count for what somebody does now: of each trap, the newest so many that met it."""


class Known(msgspec.Struct, frozen=True):
    """What the rules look at. ``phase`` is that of the placement, or else of the story played last;
    ``placed``: whether the five questions were answered; ``unproven``: ids of the yeses without a case."""

    pack: Pack
    phase: int
    placed: bool
    unproven: tuple[str, ...]
    notes: tuple[RunNotes, ...]
    work: Work
    today: date


class Suggestion(msgspec.Struct, frozen=True):
    """A line as a rule makes it. ``id`` stays as long as its reason does."""

    id: str
    horizon: str
    text: str
    reason: str
    see: str = ""
    due: str = ""


def suggestions(known: Known) -> list[Suggestion]:
    """All lines, in the order of the rules; an id comes once, from the first rule that has it."""
    found: dict[str, Suggestion] = {}
    for rule in RULES:
        for each in rule(known):
            found.setdefault(each.id, each)
    return list(found.values())


# --- what is there already -------------------------------------------------------------------------


def actions(known: Known) -> Iterator[Suggestion]:
    """What the player has set out to try at work."""
    titles = {scenario.id: scenario.title for scenario in known.pack.scenarios}
    for action in sorted(known.work.actions.values(), key=lambda each: (each.due or "9999", each.made)):
        if action.state != "open":
            continue
        due = parsed(action.due)
        days = (due - known.today).days if due else None
        horizon = "week" if days is None or days <= 7 else "month" if days <= 31 else "quarter"
        told = f' after playing "{titles[action.scenario]}"' if action.scenario in titles else ""
        yield Suggestion(
            f"action:{action.id}", horizon, action.text, f"You set out to try it{told}.", "", action.due
        )


def packet(known: Known) -> Iterator[Suggestion]:
    """A gate without a gap is a conversation to have."""
    phase = _phase(known)
    if phase is None or not phase.gate or list(_gaps(known, phase)):
        return
    count = sum(any(item.id in entry.items for entry in known.work.evidence.values()) for item in phase.gate)
    if not count:
        return  # all of them waived: there is nothing to show
    yield Suggestion(
        f"packet:{phase.id}",
        "week",
        "Export the promotion packet, take out what is weak, and ask your manager what is missing in it for "
        "them.",
        f'Nothing is left open under "{phase.gate_title}": {_all_of(count)} in your journal.',
        f"phase:{phase.id}",
    )


def _all_of(count: int) -> str:
    return f"{counted(count)} item{' has' if count == 1 else 's have'} evidence"


# --- placement -------------------------------------------------------------------------------------


def placement(known: Known) -> Iterator[Suggestion]:
    """Where nobody knows where to start, that is the first thing; a yes without its case is the second."""
    if not known.placed:
        yield Suggestion(
            "placement",
            "week",
            "Answer the five questions about evidence, with a case for every yes.",
            "You have not been placed yet, so this plan takes the phase of what you played.",
        )
    questions = {question.id: question for question in known.pack.placement.questions}
    for each in known.unproven:
        if each in questions:
            yield Suggestion(
                f"case:{each}",
                "week",
                f"Find the case behind a yes of yours, and put it into the journal: {questions[each].text}",
                "You answered yes in the placement and named no case, so it counted as a no.",
                f"phase:{known.phase}",
            )


# --- traps -----------------------------------------------------------------------------------------


def traps(known: Known) -> Iterator[Suggestion]:
    """The traps that the player's own decisions have fed most, lately: each with its way out, and what goes
    with it."""
    ladder = {trap.id: trap for trap in known.pack.ladder.traps}
    fed = [
        (trap, met) for trap, met in _met(known.notes).items() if trap in ladder and _weight(met, trap) > 0
    ]
    fed.sort(key=lambda each: (-_weight(each[1], each[0]), each[0]))
    blocks = {each.trap: each for each in known.pack.codex.roadblocks}
    for place, (trap_id, met) in enumerate(fed[:MOST_TRAPS]):
        trap, reason = ladder[trap_id], _because(met, trap_id)
        horizon = "week" if place == 0 else "month"
        yield Suggestion(f"trap:{trap_id}", horizon, trap.unlocks.strip(), reason, f"trap:{trap_id}")
        block = blocks.get(trap_id)
        if place == 0 and block is not None:
            yield Suggestion(
                f"roadblock:{block.id}",
                "quarter",
                block.unlocks.strip(),
                f"It goes with the line on {_named(trap)}, which {times(_count(met, trap_id))} had its way.",
                f"roadblock:{block.id}",
            )


Met = list[tuple[RunNotes, DecisionNote]]


def _met(notes: Sequence[RunNotes]) -> dict[str, Met]:
    """Trap id -> the newest decisions that fed or dodged it, oldest first."""
    found: dict[str, Met] = {}
    for run in sorted(notes, key=lambda each: each.finished_on):
        for decision in run.decisions:
            for trap in (*decision.feeds, *decision.dodges):
                found.setdefault(trap, []).append((run, decision))
    return {trap: met[-_RECENT:] for trap, met in found.items()}


def _count(met: Met, trap: str) -> int:
    return sum(trap in decision.feeds for _, decision in met)


def _weight(met: Met, trap: str) -> int:
    """Twice what was fed less what was dodged: somebody who meets a trap and mostly walks round it is not
    told about it. Once is no pattern unless it was never dodged."""
    return 2 * _count(met, trap) - sum(trap in decision.dodges for _, decision in met)


def _because(met: Met, trap: str) -> str:
    fed = [(run, decision) for run, decision in met if trap in decision.feeds]
    run, decision = fed[-1]
    when = f" ({decision.at})" if decision.at else ""
    told = f'Because in "{run.title}"{when} you chose: "{short(decision.answered, _CAPTION)}"'
    others = len(fed) - 1
    return f"{told} {capitalised(times(others))} before, it was much the same." if others else told


def _named(trap: Trap) -> str:
    return f'"{trap.title}"'


# --- gates -----------------------------------------------------------------------------------------


def gates(known: Known) -> Iterator[Suggestion]:
    """Every gap of the gate, with what would fill it."""
    phase = _phase(known)
    if phase is None:
        return
    for item in _gaps(known, phase):
        yield Suggestion(
            f"gate:{item.id}",
            item.within if item.move else "quarter",
            item.move.strip() or f"Collect evidence for: {item.text}",
            f'No evidence yet for "{item.text.strip()}"' + _practised(known, item),
            f"gate:{item.id}",
        )


def _gaps(known: Known, phase: Phase) -> Iterator[GateItem]:
    shown = {item for entry in known.work.evidence.values() for item in entry.items}
    waived = {each.id for each in known.work.waivers.values() if each.reason}
    yield from (item for item in phase.gate if item.id not in shown and item.id not in waived)


def _practised(known: Known, item: GateItem) -> str:
    finished = {run.scenario for run in known.notes}
    there = [each.title for each in known.pack.scenarios if item.id in each.practises and each.id in finished]
    return f' You have practised it in "{there[-1]}", which shows nobody anything yet.' if there else ""


def old_evidence(known: Known) -> Iterator[Suggestion]:
    """Evidence ages."""
    phase = _phase(known)
    for item in phase.gate if phase else ():
        days = [parsed(entry.day) for entry in known.work.evidence.values() if item.id in entry.items]
        newest = max((day for day in days if day), default=None)
        if newest is not None and (known.today - newest).days > OLD:
            yield Suggestion(
                f"newer:{item.id}",
                "later",
                f"Look for a newer case of: {item.text.strip()}",
                f"Your newest evidence for it is of {newest.isoformat()}, more than a year ago.",
                f"gate:{item.id}",
            )


def milestones(known: Known) -> Iterator[Suggestion]:
    """On the way to a level that has milestones: the next of them."""
    phase, levels = _phase(known), [level.id for level in known.pack.ladder.levels]
    if phase is None or phase.id >= len(levels):
        return
    aim = levels[phase.id]  # phase 1 leads to the second level, and so on
    shown = {item for entry in known.work.evidence.values() for item in entry.items}
    for group in known.pack.codex.milestones:
        missing = [item for item in group.items if item.id not in shown] if group.level == aim else []
        for item in missing[:MOST_STEPS]:
            yield Suggestion(
                f"milestone:{item.id}",
                "quarter" if group is known.pack.codex.milestones[0] else "later",
                item.text.strip(),
                f"It is one of the milestones for {group.when}; the journal has nothing for it.",
                f"milestones:{group.id}",
            )


# --- how decisions went ----------------------------------------------------------------------------


def dimensions(known: Known) -> Iterator[Suggestion]:
    """The dimension in which decisions stayed lowest: one step up from the level that they show most."""
    ladder = known.pack.ladder
    counts = count_signals((shown for run in known.notes for shown in run.shows), ladder)
    order = [level.id for level in ladder.levels]
    lowest: list[tuple[int, int, Suggestion]] = []
    for dimension in known.pack.codex.dimensions:
        signals = [signal for signal in ladder.signals if signal.dimension == dimension.id]
        total = sum(counts[signal.id] for signal in signals)
        if total < LEAST_DECISIONS:
            continue
        most = max(signals, key=lambda signal: (counts[signal.id], -order.index(signal.level)))
        step = next((step for step in dimension.steps if step.level == most.level), None)
        if step is not None:
            reason = (
                f"Because in {counted(counts[most.id])} of {counted(total)} decisions that told of "
                f"{dimension.title.lower()} you {most.did}."
            )
            made = Suggestion(
                f"step:{dimension.id}/{most.level}", "month", step.move.strip(), reason,
                f"dimension:{dimension.id}",
            )  # fmt: skip
            lowest.append((order.index(most.level), -counts[most.id], made))
    yield from (made for _, _, made in sorted(lowest, key=lambda each: each[:2])[:1])


# --- what to play, write, do next ------------------------------------------------------------------


def exercises(known: Known) -> Iterator[Suggestion]:
    """Written work that goes with the traps fed or with the phase, and was never written."""
    fed = {trap for trap, met in _met(known.notes).items() if _weight(met, trap) > 0}
    titles = {trap.id: trap.title for trap in known.pack.ladder.traps}
    written = {draft.exercise for draft in known.work.drafts.values() if not draft.is_open}
    found = []
    for exercise in known.pack.workbook.exercises:
        if exercise.id in written:
            continue
        mine = [trap for trap in exercise.traps if trap in fed]
        if mine:
            reason = f'It works on "{titles.get(mine[0], mine[0])}", which your decisions have fed.'
        elif exercise.phase == known.phase:
            reason = f"It belongs to Phase {known.phase}, and you have not written it yet."
        else:
            continue
        text = f'Write "{exercise.title}" ({exercise.minutes} minutes).'
        found.append(
            (not mine, Suggestion(f"write:{exercise.id}", "month", text, reason, f"exercise:{exercise.id}"))
        )
    yield from (made for _, made in sorted(found, key=lambda each: each[0])[:MOST_EXERCISES])


def stories(known: Known) -> Iterator[Suggestion]:
    """Stories that practise what the gate has a gap in, and that were never finished."""
    phase = _phase(known)
    gaps = {item.id: item for item in _gaps(known, phase)} if phase else {}
    finished = {run.scenario for run in known.notes}
    fresh = [each for each in known.pack.scenarios if each.id not in finished and each.phase == known.phase]
    for scenario in sorted(fresh, key=lambda each: each.order)[:MOST_STORIES]:
        mine = [gaps[item] for item in scenario.practises if item in gaps]
        reason = f"It is the next story of Phase {known.phase} that you have not played to an end."
        if mine:
            reason = f'It practises what you have no evidence for yet: "{mine[0].text.strip()}"'
        text = f'Play "{scenario.title}" ({scenario.minutes} minutes).'
        yield Suggestion(f"play:{scenario.id}", "week", text, reason)


def moves(known: Known) -> Iterator[Suggestion]:
    """What the shelves propose to those in this phase."""
    for shelf in known.pack.codex.shelves:
        entries = [each for each in shelf.entries if known.phase in each.phases] if shelf.moves else []
        for entry in entries[:MOST_MOVES]:
            text = entry.text.strip() or entry.title
            reason = f'Of "{shelf.title}", for those in Phase {known.phase}: {entry.title}.'
            yield Suggestion(f"move:{shelf.id}/{entry.id}", "later", text, reason, f"shelf:{shelf.id}")


RULES: tuple[Callable[[Known], Iterator[Suggestion]], ...] = (
    actions, packet, placement, traps, gates, dimensions, stories, exercises, milestones, old_evidence, moves,
)  # fmt: skip


def _phase(known: Known) -> Phase | None:
    return next((phase for phase in known.pack.ladder.phases if phase.id == known.phase), None)
