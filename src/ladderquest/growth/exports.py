"""What is taken away that no other part writes down: all written work, and everything that has a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from ladderquest.documents.document import (
    AnyPart,
    Dated,
    Dates,
    Document,
    Entries,
    Heading,
    Paragraph,
)
from ladderquest.growth.due import Due, DueItem
from ladderquest.growth.moments import day_in
from ladderquest.growth.phrases import short
from ladderquest.growth.work import Draft, Work
from ladderquest.pack.workbook import Exercise, Workbook

_TITLE = 90


def exercises(work: Work, workbook: Workbook, player: str, now: datetime) -> Document | None:
    """Everything that was written, every version of it, in the order of the pack; then what belongs to
    exercises that the pack has no more. None where nothing was. ``now`` has the player's zone."""
    parts: list[AnyPart] = []
    left = {id_: draft for id_, draft in work.drafts.items() if any(draft.words.values())}
    for exercise in workbook.exercises:
        versions = _versions(left.values(), exercise.id)
        if versions:
            parts += [Heading(1, exercise.title), *_written(versions, exercise, now)]
        left = {id_: draft for id_, draft in left.items() if draft.exercise != exercise.id}
    for gone in dict.fromkeys(draft.exercise for draft in left.values()):
        parts += [Heading(1, f"{gone} (not in this pack any more)")]
        parts += _written(_versions(left.values(), gone), None, now)
    return Document(f"Written work of {player}", tuple(parts)) if parts else None


def _versions(drafts: Iterable[Draft], exercise: str) -> list[Draft]:
    """Oldest first; what is being written last."""
    found = [draft for draft in drafts if draft.exercise == exercise]
    return sorted(found, key=lambda draft: (draft.is_open, draft.made, draft.id))


def _written(versions: Sequence[Draft], exercise: Exercise | None, now: datetime) -> Iterator[AnyPart]:
    for number, draft in enumerate(versions, start=1):
        when = day_in(draft.made, now.tzinfo)
        day = f", {when:%Y-%m-%d}" if when else ""
        being_written = draft.is_open
        yield Heading(2, f"Being written{day}" if being_written else f"Version {number}{day}")
        asked = {part.id: part.ask for part in exercise.parts} if exercise else {}
        for part in [*asked, *(part for part in draft.words if part not in asked)]:
            words = draft.words.get(part, "")
            if words.strip():
                yield Paragraph(asked.get(part, part), "quiet")
                yield Paragraph(_lines(words))
        scored = _scored(draft, exercise)
        if scored:
            yield Entries(scored)


def _lines(words: str) -> str:
    """Words in which every line stays a line of its own: in a document a single line break is a space."""
    return "\n\n".join(line for line in words.split("\n") if line.strip())


def _scored(draft: Draft, exercise: Exercise | None) -> tuple[tuple[str, str], ...]:
    """How the player scored it, a line of the rubric each, with what that score says."""
    rubric = exercise.rubric if exercise else ()
    marks = [(each, draft.scores[each.id]) for each in rubric if each.id in draft.scores]
    return tuple((mark, f"{each.text}: {getattr(each, mark)}") for each, mark in marks)


# --- days ------------------------------------------------------------------------------------------


def dates(due: Due, *, player: str, key: str, today: date) -> Document | None:
    """Everything open that has a day, overdue and to come. None where there is nothing. ``key`` is the
    player's id, so that two players may share a calendar."""
    found = [
        Dated(f"{key}-{item.kind}-{item.id}", item.day.isoformat(), short(item.title, _TITLE), _note(item))
        for item in (*due.today, *due.upcoming)
    ]
    in_order = sorted(found, key=lambda each: (each.day, each.id))
    overdue = tuple(each for each in in_order if each.day < today.isoformat())
    ahead = tuple(each for each in in_order if each.day >= today.isoformat())
    parts: list[AnyPart] = [Heading(1, "Overdue"), Dates(overdue)] if overdue else []
    parts += [Heading(1, "From today on"), Dates(ahead)] if ahead else []
    return Document(f"Dates of {player}", tuple(parts)) if parts else None


def _note(item: DueItem) -> str:
    """Why it is there, and its whole text where the title is not."""
    whole = item.text if item.text.strip() != item.title else ""
    return "\n\n".join(text for text in (whole, item.reason) if text)
