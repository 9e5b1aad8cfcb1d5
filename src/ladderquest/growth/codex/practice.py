"""Pages of what can be done: stories and exercises. Neither gives anything away."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ladderquest.documents.document import AnyPart, Bullets, Paragraph
from ladderquest.growth.codex.ladder import traps_in
from ladderquest.growth.codex.page import Draft, Writer, ref
from ladderquest.growth.phrases import counted
from ladderquest.pack.model import Pack, Scenario
from ladderquest.pack.workbook import Exercise

__all__ = ["practice_pages"]


def practice_pages(pack: Pack, finished: Collection[str]) -> Iterator[Draft]:
    """A page for each. Of a story that is not among the ``finished`` ones (ids) no trap is told."""
    for exercise in pack.workbook.exercises:
        yield _exercise(exercise, pack)
    for scenario in sorted(pack.scenarios, key=lambda each: (each.phase, each.order, each.id)):
        yield _scenario(scenario, pack, finished=scenario.id in finished)


def _exercise(exercise: Exercise, pack: Pack) -> Draft:
    writer = Writer(pack)
    writer.cite(exercise.source)
    takes = f"{_minutes(exercise.minutes)} to write"
    if exercise.speak:
        takes += f"; said aloud, {exercise.speak} seconds"
    parts: list[AnyPart] = [
        Paragraph(writer.text(exercise.about)),
        Bullets(tuple(writer.text(part.ask) for part in exercise.parts)),
        Paragraph(f"{takes}.", "quiet"),
    ]
    links = [
        *([(ref("phase", exercise.phase), "Phase")] if exercise.phase else []),
        *((ref("gate", item), "Gate item that it practises") for item in exercise.practises),
        *((ref("trap", trap), "Trap that it works on") for trap in exercise.traps),
    ]
    return writer.page("exercise", exercise.id, exercise.title, exercise.about, parts, links)


def _scenario(scenario: Scenario, pack: Pack, *, finished: bool) -> Draft:
    writer = Writer(pack)
    parts = [Paragraph(scenario.summary), Paragraph(f"{_minutes(scenario.minutes)}.", "quiet")]
    if not finished:
        parts.append(Paragraph("Its traps stand here when you have played it to an end.", "quiet"))
    met = traps_in(scenario) if finished else set()
    links = [
        (ref("phase", scenario.phase), "Phase"),
        *((ref("gate", item), "Gate item that it practises") for item in scenario.practises),
        *((ref("trap", trap.id), "Trap that can come up") for trap in pack.ladder.traps if trap.id in met),
    ]
    return writer.page("scenario", scenario.id, scenario.title, scenario.summary, parts, links)


def _minutes(minutes: int) -> str:
    return f"{counted(minutes)} minute{'' if minutes == 1 else 's'}".capitalize()
