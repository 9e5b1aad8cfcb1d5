"""Pages of the ladder itself: levels, phases, gate items, traps and their families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ladderquest.documents.document import AnyPart, Bullets, Entries, Heading, Paragraph, Table
from ladderquest.growth.codex.page import Draft, Writer, ref
from ladderquest.growth.phrases import capitalised, listed, short
from ladderquest.pack.ladder import Family, GateItem, Level, Phase, Trap
from ladderquest.pack.model import Outcome, Pack, Scenario
from ladderquest.pack.workbook import Exercise

__all__ = ["EVIDENCE", "gate_title", "ladder_pages", "level_of_phase", "traps_in"]

EVIDENCE = "Only evidence from your work ticks these; playing does not."
_TITLE = 72


def ladder_pages(pack: Pack) -> Iterator[Draft]:
    """A page for each of them, in the ladder's order."""
    for level in pack.ladder.levels:
        yield _level(level, pack)
    for phase in pack.ladder.phases:
        yield _phase(phase, pack)
        for item in phase.gate:
            yield _gate(item, phase, pack)
    stories = {scenario.id: traps_in(scenario) for scenario in pack.scenarios}
    for family in pack.ladder.families:
        yield _family(family, pack)
    for trap in pack.ladder.traps:
        yield _trap(trap, pack, [id_ for id_, traps in stories.items() if trap.id in traps])


def traps_in(scenario: Scenario) -> set[str]:
    """The traps that some answer of a scenario feeds or dodges."""
    return {
        link.trap
        for scene in scenario.scenes
        for field in ("options", "results")
        for outcome in getattr(scene, field, ())
        if isinstance(outcome, Outcome)
        for link in (*outcome.feeds, *outcome.dodges)
    }


def level_of_phase(pack: Pack, phase: int) -> Level | None:
    """The level that one leaves in a phase: the first in phase 1, and so on."""
    levels = pack.ladder.levels
    return levels[phase - 1] if 1 <= phase <= len(levels) else None


def gate_title(item: GateItem) -> str:
    """A gate item in one line."""
    return short(item.text, _TITLE)


def _level(level: Level, pack: Pack) -> Draft:
    writer = Writer(pack)
    writer.cite(level.source)
    shown = {signal.dimension: "" for signal in pack.ladder.signals}
    for signal in pack.ladder.signals:
        if signal.level == level.id:
            shown[signal.dimension] += f"{'; ' if shown[signal.dimension] else ''}you {signal.did}"
    parts: list[AnyPart] = [
        Entries(
            (
                ("Usual time", writer.text(level.tenure)),
                ("What leads on", writer.text(level.unlocks)),
                ("Where people stay", writer.text(level.plateau)),
            )
        )
    ]
    told = tuple(
        (capitalised(dimension), f"{capitalised(text)}.") for dimension, text in shown.items() if text
    )
    if told:
        parts += [Heading(2, "How decisions show it"), Entries(told)]
        writer.cite("ours", field="signals")
    here = [phase.id for phase in pack.ladder.phases if level_of_phase(pack, phase.id) == level]
    links = [
        *((ref("phase", phase), "Phase that leads on from it") for phase in here),
        *((ref("grade", grade.id), "Grade") for grade in pack.codex.grades if grade.level == level.id),
        *(
            (ref("milestones", each.id), "To do before it")
            for each in pack.codex.milestones
            if each.level == level.id
        ),
        *((ref("trap", trap.id), "Trap met at it") for trap in pack.ladder.traps if level.id in trap.levels),
    ]
    return writer.page("level", level.id, level.title, level.unlocks, parts, links)


def _phase(phase: Phase, pack: Pack) -> Draft:
    writer = Writer(pack)
    writer.cite(phase.source)
    text = writer.text
    rows = tuple((text(each.dimension), text(each.before), text(each.after)) for each in phase.contrasts)
    parts: list[AnyPart] = [
        Paragraph(text(phase.slogan), "quiet"),
        Paragraph(text(phase.about)),
        *([Table(("", phase.before, phase.after), rows)] if rows else []),
        Heading(1, phase.gate_title),
        Bullets(tuple(text(item.text) for item in phase.gate)),
        Paragraph(EVIDENCE, "quiet"),
    ]
    level = level_of_phase(pack, phase.id)
    links = [
        *([(ref("level", level.id), "Level that it leaves")] if level else []),
        *((ref("trap", trap), "Trap that lives here") for trap in phase.traps),
        *((ref("gate", item.id), "Gate item") for item in phase.gate),
        *((ref("scenario", each.id), "Story") for each in _in_order(pack) if each.phase == phase.id),
        *(
            (ref("exercise", each.id), "Exercise")
            for each in pack.workbook.exercises
            if each.phase == phase.id
        ),
    ]
    title = f"Phase {phase.id}: {phase.title}"
    return writer.page("phase", phase.id, title, phase.slogan, parts, links, names=(phase.gate_title,))


def _gate(item: GateItem, phase: Phase, pack: Pack) -> Draft:
    writer = Writer(pack)
    writer.cite(phase.source)
    where = f"{phase.gate_title} (phase {phase.id})."
    parts: list[AnyPart] = [
        Paragraph(writer.text(item.text)),
        *([Entries((("What to do for it", writer.text(item.move)),))] if item.move else []),
        Paragraph(f"{where} Only evidence from your work ticks it; playing does not.", "quiet"),
    ]
    links = [
        (ref("phase", phase.id), "Phase that asks for it"),
        *((ref("scenario", id_), "Story that practises it") for id_ in _practising(item, _in_order(pack))),
        *(
            (ref("exercise", id_), "Exercise that practises it")
            for id_ in _practising(item, pack.workbook.exercises)
        ),
    ]
    return writer.page("gate", item.id, gate_title(item), where, parts, links)


def _practising(item: GateItem, things: Iterable[Scenario | Exercise]) -> list[str]:
    return [thing.id for thing in things if item.id in thing.practises]


def _in_order(pack: Pack) -> list[Scenario]:
    return sorted(pack.scenarios, key=lambda each: (each.phase, each.order, each.id))


def _family(family: Family, pack: Pack) -> Draft:
    writer = Writer(pack)
    traps = [trap for trap in pack.ladder.traps if trap.family == family.id]
    for trap in traps:
        writer.cite(trap.source)
    parts: list[AnyPart] = []
    for trap in traps:
        parts += [Heading(2, trap.title), Paragraph(writer.text(trap.behaviour))]
    about = "; ".join(trap.title for trap in traps)
    links = [(ref("trap", trap.id), "Trap") for trap in traps]
    return writer.page("family", family.id, family.title, about, parts, links)


def _trap(trap: Trap, pack: Pack, stories: list[str]) -> Draft:
    writer = Writer(pack)
    writer.cite(trap.source)
    text, titles = writer.text, {level.id: level.title for level in pack.ladder.levels}
    met = listed([titles[level] for level in trap.levels if level in titles])
    parts: list[AnyPart] = [
        Paragraph(text(trap.behaviour)),
        Entries(
            (
                ("How it works", text(trap.mechanism)),
                ("What unlocks it", text(trap.unlocks)),
                ("When it is right", text(trap.right_when)),
                *([("Met at", met)] if met else []),
            )
        ),
    ]
    links = [
        (ref("family", trap.family), "Family"),
        *(
            (ref("phase", each.id), "Phase where it lives")
            for each in pack.ladder.phases
            if trap.id in each.traps
        ),
        *((ref("scenario", id_), "Story in which it can come up") for id_ in stories),
        *(
            (ref("exercise", each.id), "Exercise")
            for each in pack.workbook.exercises
            if trap.id in each.traps
        ),
        *((ref("level", level), "Level at which it is met") for level in trap.levels),
    ]
    return writer.page("trap", trap.id, trap.title, trap.behaviour, parts, links)
