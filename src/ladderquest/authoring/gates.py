"""Which gate items the scenarios of a pack practise, and which traps they put in reach."""

from __future__ import annotations

from collections.abc import Sequence

from ladderquest.authoring.facts import ScenarioFacts
from ladderquest.documents.document import AnyPart, Document, Heading, Paragraph, Table
from ladderquest.pack.ladder import Ladder, Phase

__all__ = ["coverage_table"]

NOWHERE = "none"
_EARLY = (1, 2)
WANTED_EARLY, WANTED = 2, 1
"""How many scenarios practise a gate item: two in Phases 1 and 2, one after."""
WANTED_TRAP = 2
"""How many scenarios put a trap in reach."""


def coverage_table(facts: Sequence[ScenarioFacts], ladder: Ladder) -> Document:
    """The whole coverage of a pack: gate items by phase, then traps by family, each with the scenarios."""
    ordered = sorted(facts, key=lambda each: (each.phase, each.order, each.id))
    parts: list[AnyPart] = [Paragraph(_summary(ordered, ladder))]
    for phase in ladder.phases:
        parts += [Heading(1, f"Phase {phase.id}: {phase.title}"), _gate(phase, ordered)]
    parts.append(Heading(1, "Traps"))
    for family in ladder.families:
        rows = tuple(
            (
                trap.id,
                _times(trap.id, ordered),
                "yes" if any(trap.id in each.right for each in ordered) else "no",
            )
            for trap in ladder.traps
            if trap.family == family.id
        )
        header = ("trap", "in reach of", "right somewhere")
        parts += [Heading(2, family.title), Table(header, rows)] if rows else []
    return Document("What the scenarios cover", tuple(parts))


def _gate(phase: Phase, facts: Sequence[ScenarioFacts]) -> Table:
    rows = ((item.id, ", ".join(_practising(item.id, facts)) or NOWHERE) for item in phase.gate)
    return Table(("gate item", "practised by"), tuple(rows))


def _practising(item: str, facts: Sequence[ScenarioFacts]) -> list[str]:
    return [each.id for each in facts if item in each.practises]


def _times(trap: str, facts: Sequence[ScenarioFacts]) -> str:
    """The scenarios with an answer that feeds the trap, and how many of their answers do."""
    named = [(each.id, each.feeds[trap][0]) for each in facts if trap in each.feeds]
    return ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in named) or NOWHERE


def _summary(facts: Sequence[ScenarioFacts], ladder: Ladder) -> str:
    items = [
        (len(_practising(item.id, facts)), WANTED_EARLY if phase.id in _EARLY else WANTED)
        for phase in ladder.phases
        for item in phase.gate
    ]
    traps = [sum(trap.id in each.feeds for each in facts) for trap in ladder.traps]
    practised = sum(count > 0 for count, _ in items)
    enough = sum(count >= wanted for count, wanted in items)
    reached, often = sum(count > 0 for count in traps), sum(count >= WANTED_TRAP for count in traps)
    one = len(facts) == 1
    scenarios, puts = ("1 scenario practises", "puts") if one else (f"{len(facts)} scenarios practise", "put")
    return (
        f"{scenarios} {practised} of {len(items)} gate items ({enough} as often as wanted: by two "
        f"scenarios in Phases 1 and 2, by one after) and {puts} {reached} of {len(traps)} traps in reach "
        f"({often} in {WANTED_TRAP} scenarios or more)."
    )
