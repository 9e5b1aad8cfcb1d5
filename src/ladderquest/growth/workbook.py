"""Written work as documents: an exercise with its versions, two versions beside each other, all of it."""

from __future__ import annotations

from ladderquest.documents.document import AnyPart, Document, Entries, Heading, Paragraph, Table
from ladderquest.growth.exercises import (
    Standing,
    changes_told,
    day_told,
    length,
    scores_told,
    spoken_told,
    standing_told,
    words_of,
)
from ladderquest.growth.phrases import capitalised, counted
from ladderquest.growth.work import Draft
from ladderquest.pack.workbook import Exercise
from ladderquest.play.words import words_told

NOTHING = "Nothing is written here."
SEEN_BEFORE = "The model answer was looked at before this was written."


def as_document(found: Standing) -> Document:
    """An exercise with everything that was written: every version with its scores and what changed, newest
    first, then what is being written. Without the model answer: these are the player's own words."""
    parts: list[AnyPart] = [Paragraph(found.exercise.about), Paragraph(f"{standing_told(found)}.", "quiet")]
    for place in range(len(found.versions) - 1, -1, -1):
        parts += _version(found, place, heading=True)
    if found.begun is not None:
        parts.append(Heading(1, f"Being written since {day_told(found.begun.made)}"))
        parts += _words(found.exercise, found.begun)
    return Document(found.exercise.title, tuple(parts))


def version_document(found: Standing, place: int) -> Document:
    """One version (``place`` counts from 0) as it is compared: the own words, the model answer, the rubric
    with the scores so far."""
    exercise, version = found.exercise, found.versions[place]
    parts = _version(found, place, heading=False)
    parts += [Heading(1, "A model answer"), Paragraph(exercise.model, "quote")]
    if exercise.rubric:
        parts.append(Heading(1, "Your score"))
        parts += _scores(exercise, version)
    return Document(exercise.title, tuple(parts))


def comparison_document(exercise: Exercise, before: Draft, after: Draft) -> Document:
    """Two versions one after the other, part by part, with what changed in words."""
    parts: list[AnyPart] = [Paragraph(" ".join(changes_told(exercise, before, after)), "accent")]
    first, second = day_told(before.made), day_told(after.made)
    if first == second:
        first, second = f"{first}, before", f"{second}, after"
    for ask, old, new in paired(exercise, before, after):
        parts += [
            Heading(2, ask),
            Entries(((first, _lines(old) or NOTHING), (second, _lines(new) or NOTHING))),
        ]
    return Document(exercise.title, tuple(parts))


def paired(exercise: Exercise, before: Draft, after: Draft) -> list[tuple[str, str, str]]:
    """(what was asked, the words before, the words after) for every part that either has."""
    old, new = words_of(exercise, before), words_of(exercise, after)
    count = len(exercise.parts)
    rows = [(ask, text, new[place][1]) for place, (ask, text) in enumerate(old[:count])]
    rows += [(ask, text, "") for ask, text in old[count:] if (ask, text) not in new[count:]]
    return rows + [(ask, text if (ask, text) in old[count:] else "", text) for ask, text in new[count:]]


def _version(found: Standing, place: int, *, heading: bool) -> list[AnyPart]:
    exercise, version = found.exercise, found.versions[place]
    count = len(found.versions)
    told = f"Version {place + 1} of {count}, {day_told(version.made)}"
    facts = [] if heading else [told]
    facts.append(words_told(length(version)))
    if version.hints:
        facts.append(f"{counted(version.hints)} hint{'s' if version.hints > 1 else ''} open")
    parts: list[AnyPart] = [Heading(1, told)] if heading else []
    parts.append(Paragraph(f"{capitalised('; '.join(facts))}.", "quiet"))
    if version.shown:
        parts.append(Paragraph(SEEN_BEFORE, "quiet"))
    if exercise.speak:
        parts.append(Paragraph(spoken_told(exercise, version), "quiet"))
    if place:
        changed = " ".join(changes_told(exercise, found.versions[place - 1], version))
        parts.append(Paragraph(f"Against the version before: {changed}", "quiet"))
    parts += _words(exercise, version)
    if heading and version.scores:
        parts += _scores(exercise, version)
    return parts


def _words(exercise: Exercise, draft: Draft) -> list[AnyPart]:
    parts: list[AnyPart] = []
    for ask, text in words_of(exercise, draft):
        parts += [Paragraph(ask, "accent"), Paragraph(_lines(text) or NOTHING, "" if text else "quiet")]
    return parts


def _lines(words: str) -> str:
    """Words in which every line stays a line: in a document, a single line break would be a space."""
    return "\n\n".join(line for line in words.split("\n") if line.strip())


def _scores(exercise: Exercise, version: Draft) -> list[AnyPart]:
    rows = tuple((each.text, version.scores.get(each.id, "not scored")) for each in exercise.rubric)
    return [Paragraph(f"{scores_told(exercise, version)}.", "quiet"), Table(("Looked at", "Score"), rows)]
