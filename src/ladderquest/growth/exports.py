"""What is taken away that no other part writes down: all written work, and everything that has a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain

from ladderquest.documents.document import (
    AnyPart,
    Dated,
    Dates,
    Document,
    Entries,
    Heading,
    Paragraph,
    is_day,
)
from ladderquest.growth.phrases import short
from ladderquest.growth.work import Draft, Work
from ladderquest.pack.workbook import Comeback, Exercise, Workbook

_TITLE = 90
_BEING_WRITTEN = "/open"
"""How the id of a draft ends that is not handed in yet."""


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
    return sorted(found, key=lambda draft: (draft.id.endswith(_BEING_WRITTEN), draft.made, draft.id))


def _written(versions: Sequence[Draft], exercise: Exercise | None, now: datetime) -> Iterator[AnyPart]:
    for number, draft in enumerate(versions, start=1):
        when = _moment(draft.made, now)
        day = f", {when:%Y-%m-%d}" if when else ""
        being_written = draft.id.endswith(_BEING_WRITTEN)
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


def dates(
    work: Work,
    comebacks: Sequence[Comeback],
    *,
    titles: Mapping[str, str],
    lines: Mapping[str, str],
    player: str,
    key: str,
    started: str,
    now: datetime,
) -> Document | None:
    """Everything open that has a day: actions, lines of the plan, reviews, come-back checkpoints. None where
    there is none.

    ``titles`` names scenarios and ``lines`` lines of the plan by id; ``key`` is the player's id, so that two
    players may share a calendar; ``started`` is when the player began (ISO 8601 with zone), ``now`` has the
    zone of their calendar."""
    all_of_it = chain(
        _actions(work),
        _plan(work, lines),
        _reviews(work, titles, now),
        _comebacks(work, comebacks, started, now),
    )
    in_order = sorted(all_of_it, key=lambda each: (each.day, each.id))
    found = [Dated(f"{key}-{each.id}", each.day, each.title, each.note) for each in in_order]
    today = now.date().isoformat()
    overdue = tuple(each for each in found if each.day < today)
    ahead = tuple(each for each in found if each.day >= today)
    parts: list[AnyPart] = [Heading(1, "Overdue"), Dates(overdue)] if overdue else []
    parts += [Heading(1, "From today on"), Dates(ahead)] if ahead else []
    return Document(f"Dates of {player}", tuple(parts)) if parts else None


def _actions(work: Work) -> Iterator[Dated]:
    for action in work.actions.values():
        if action.state == "open" and is_day(action.due):
            note = "\n\n".join(text for text in (_rest(action.text), action.note) if text)
            yield Dated(f"action-{action.id}", action.due, short(action.text, _TITLE), note)


def _plan(work: Work, lines: Mapping[str, str]) -> Iterator[Dated]:
    for edit in work.plan.values():
        if edit.state == "open" and is_day(edit.due):
            text = edit.text or lines.get(edit.id) or "A line of your plan"
            note = "\n\n".join(text for text in (_rest(text), edit.note) if text)
            yield Dated(f"plan-{edit.id}", edit.due, short(text, _TITLE), note)


def _reviews(work: Work, titles: Mapping[str, str], now: datetime) -> Iterator[Dated]:
    for card in work.cards.values():
        due = _moment(card.due, now)
        if due is not None:
            title = titles.get(card.scenario, card.scenario)
            yield Dated(f"review-{card.id}", due.date().isoformat(), f"Review a decision of {title}")


def _comebacks(work: Work, comebacks: Sequence[Comeback], started: str, now: datetime) -> Iterator[Dated]:
    """Day 0 is the day on which the player started. One is done by its exercise, written on its day or
    later, or by the player's word."""
    begun = _moment(started, now)
    for comeback in comebacks if begun is not None else ():
        assert begun is not None
        day = (begun.date() + timedelta(days=comeback.day)).isoformat()
        said = work.camebacks.get(comeback.id)
        made = [_moment(each.made, now) for each in _versions(work.drafts.values(), comeback.exercise or "")]
        written = any(each is not None and each.date().isoformat() >= day for each in made)
        if not written and not (said is not None and said.done):
            yield Dated(f"comeback-{comeback.id}", day, comeback.title, comeback.text)


def _rest(text: str) -> str:
    """A text that does not fit into a title, to stand whole in the note."""
    return text if short(text, _TITLE) != text.strip() else ""


def _moment(stamp: str, now: datetime) -> datetime | None:
    """A moment in the zone of ``now``; None for what is none."""
    try:
        return datetime.fromisoformat(stamp).astimezone(now.tzinfo)
    except (ValueError, OverflowError):
        return None
