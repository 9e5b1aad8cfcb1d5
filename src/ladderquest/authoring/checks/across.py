"""What holds of a whole pack: how often length or a posture gives the answer away, traps that are right
somewhere, and gates, traps and memories that no scenario is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ladderquest.authoring.facts import ScenarioFacts
from ladderquest.authoring.subject import Notes
from ladderquest.pack.convert import Path
from ladderquest.pack.ladder import Ladder
from ladderquest.pack.model import Memory

__all__ = ["check"]

MOST_LONGEST = 0.35
LEAST_CHOICES = 8
"""Fewer choices than this are not judged by length: one of seven is 14 %, so that chance would report."""
MOST_WINS = 0.5
LEAST_OFFERS = 4
"""A posture that is offered in fewer decisions than this is not judged by how often it wins."""
_NEARLY = 1e-9

_MOST_LISTED = 12


def check(
    facts: Sequence[ScenarioFacts],
    ladder: Ladder,
    memories: Sequence[Memory],
    scenarios: Mapping[str, Notes],
    shared: Mapping[str, Notes],
) -> None:
    """Notes what the scenarios do together. ``facts``: of all of them; ``scenarios``: where the findings of
    each go, by its id; ``shared``: the same for ``manifest``, ``memories``, ``phases`` and ``traps``."""
    facts = sorted(facts, key=lambda each: (each.phase, each.order, each.id))
    _lengths(facts, shared["manifest"])
    _postures(facts, shared["manifest"])
    _neighbours(facts, scenarios)
    _right(facts, scenarios)
    _memories(facts, memories, shared["memories"])
    _coverage(facts, ladder, shared)


def _lengths(facts: Sequence[ScenarioFacts], notes: Notes) -> None:
    """Somebody who always takes the longest option must do no better than chance."""
    choices = [
        (each.longest, f"{scenario.id}/{each.scene}")
        for scenario in facts
        for each in scenario.decisions
        if each.longest is not None
    ]
    if len(choices) < LEAST_CHOICES:
        return
    share = sum(longest for longest, _ in choices) / len(choices)
    if share > MOST_LONGEST + _NEARLY:
        worst = sorted(choices, key=lambda each: -each[0])
        named = ", ".join(name for longest, name in worst[:6] if longest > MOST_LONGEST)
        told = (
            f"the best option is the longest in {share:.0%} of {len(choices)} decisions, and "
            f"{MOST_LONGEST:.0%} is the most; most often in {named}"
        )
        notes.add("LQ613", ("id",), told)


def _postures(facts: Sequence[ScenarioFacts], notes: Notes) -> None:
    """Each posture is best in at most half of the decisions where it is offered."""
    shares: dict[str, list[tuple[float, str]]] = {}
    for scenario in facts:
        for decision in scenario.decisions:
            for posture, won in decision.wins.items():
                shares.setdefault(posture, []).append((won, f"{scenario.id}/{decision.scene}"))
    for posture, offers in sorted(shares.items()):
        share = sum(won for won, _ in offers) / len(offers)
        if len(offers) >= LEAST_OFFERS and share > MOST_WINS + _NEARLY:
            named = ", ".join(
                name for won, name in sorted(offers, key=lambda each: -each[0])[:6] if won > MOST_WINS
            )
            told = (
                f"`{posture}` is best in {share:.0%} of the {len(offers)} decisions that offer it, and "
                f"{MOST_WINS:.0%} is the most; most often in {named}"
            )
            notes.add("LQ615", ("id",), told)


def _neighbours(facts: Sequence[ScenarioFacts], scenarios: Mapping[str, Notes]) -> None:
    """Two scenarios in a row of a phase do not reward the same posture most."""
    for before, after in pairwise(facts):
        posture = _leading(after)
        if before.phase == after.phase and posture and posture == _leading(before):
            told = f"`{posture}` is best most often here, and in `{before.id}` before it; reward another"
            scenarios[after.id].add("LQ614", ("id",), told)


def _leading(facts: ScenarioFacts) -> str:
    """The posture that wins most in a scenario; "" where none wins a whole decision, or two win as often."""
    won: dict[str, float] = {}
    for decision in facts.decisions:
        for posture, share in decision.wins.items():
            won[posture] = won.get(posture, 0.0) + share
    ranked = sorted(won.items(), key=lambda each: -each[1])
    if not ranked or ranked[0][1] < 1 or (len(ranked) > 1 and ranked[1][1] > ranked[0][1] - _NEARLY):
        return ""
    return ranked[0][0]


def _right(facts: Sequence[ScenarioFacts], scenarios: Mapping[str, Notes]) -> None:
    """For every trap that can be fed there is a state in which its behaviour is right: an answer with a link
    to it is best there, and does not feed it. At the first place that feeds it."""
    right = {trap for scenario in facts for trap in scenario.right}
    first: dict[str, tuple[str, Path]] = {}
    for scenario in facts:
        for trap, (_, path) in scenario.feeds.items():
            first.setdefault(trap, (scenario.id, path))
    for trap, (scenario_id, path) in first.items():
        if trap not in right:
            told = (
                f"`{trap}` is wrong wherever it is offered; let an answer that can feed it be the best one "
                "in some world, and not feed it there"
            )
            scenarios[scenario_id].add("LQ607", path, told)


def _memories(facts: Sequence[ScenarioFacts], memories: Sequence[Memory], notes: Notes) -> None:
    left = {memory for scenario in facts for memory in scenario.remembers}
    recalled = {memory for scenario in facts for memory in scenario.recalls}
    for index, memory in enumerate(memories):
        lacking = ["remembers"] * (memory.id not in left) + ["recalls"] * (memory.id not in recalled)
        if lacking:
            told = f"no scenario {' or '.join(lacking)} `{memory.id}`"
            notes.add("LQ704", ("memories", index, "id"), told)


def _coverage(facts: Sequence[ScenarioFacts], ladder: Ladder, shared: Mapping[str, Notes]) -> None:
    """One finding a phase and one a family, at the first of what is lacking: a young pack lacks most."""
    practised = {item for scenario in facts for item in scenario.practises}
    for index, phase in enumerate(ladder.phases):
        lacking = [number for number, item in enumerate(phase.gate) if item.id not in practised]
        if lacking:
            told = f"no scenario practises {_listed([phase.gate[number].id for number in lacking])}"
            shared["phases"].add("LQ801", ("phases", index, "gate", lacking[0], "id"), told)
    fed = {trap for scenario in facts for trap in scenario.feeds}
    for family in ladder.families:
        lacking = [
            index
            for index, trap in enumerate(ladder.traps)
            if trap.family == family.id and trap.id not in fed
        ]
        if lacking:
            told = f"no answer in any scenario feeds {_listed([ladder.traps[index].id for index in lacking])}"
            shared["traps"].add("LQ802", ("traps", lacking[0], "id"), told)


def _listed(names: Sequence[str]) -> str:
    quoted = [f"`{name}`" for name in names[:_MOST_LISTED]]
    if len(names) > _MOST_LISTED:
        quoted.append(f"{len(names) - _MOST_LISTED} more")
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
