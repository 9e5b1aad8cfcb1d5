"""Written work: where an exercise stands, what opens when, and how its versions differ.

One writes first. Hints open one at a time; the model answer opens behind one's own words, and the rubric with
it. What is handed in becomes a version and stays; a new one begins with the words of the last. What is still
being written is a ``Draft`` too, with an id of its own, so that it survives whatever ends the writing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from msgspec.structs import replace

from ladderquest.growth.days import MONTHS
from ladderquest.growth.moments import moment
from ladderquest.growth.phrases import capitalised, counted, listed
from ladderquest.growth.work import Draft, Score, Work, open_id
from ladderquest.pack.workbook import Exercise, Part, Workbook
from ladderquest.play.words import count_words, kept, words_told

Name = Literal["new", "drafted", "written", "scored"]
SCORES: tuple[Score, ...] = ("strong", "fair", "missing")


@dataclass(frozen=True)
class Standing:
    """An exercise as one player has it: ``versions`` oldest to newest, ``begun`` what is being written, None
    if nothing is."""

    exercise: Exercise
    versions: tuple[Draft, ...]
    begun: Draft | None

    @property
    def newest(self) -> Draft | None:
        """The version handed in last."""
        return self.versions[-1] if self.versions else None

    @property
    def name(self) -> Name:
        """``new``, ``drafted`` (nothing handed in yet), ``written`` (not scored to the end) or ``scored``."""
        if self.newest is None:
            return "drafted" if self.begun is not None else "new"
        return "scored" if not unscored(self.exercise, self.newest) else "written"


def standing(exercise: Exercise, work: Work) -> Standing:
    """How one exercise stands."""
    of_it = [draft for draft in work.drafts.values() if draft.exercise == exercise.id]
    versions = sorted((each for each in of_it if not each.is_open), key=_when)
    begun = work.drafts.get(open_id(exercise.id))
    return Standing(exercise, tuple(versions), begun if begun is not None and not is_empty(begun) else None)


def by_phase(workbook: Workbook, work: Work) -> list[Standing]:
    """All exercises, phase by phase; those that fit every phase (0) first."""
    ordered = sorted(workbook.exercises, key=lambda exercise: exercise.phase)
    return [standing(exercise, work) for exercise in ordered]


def comeback_days(exercise: Exercise, workbook: Workbook) -> tuple[int, ...]:
    """The days after the start on which it comes back."""
    return tuple(sorted({each.day for each in workbook.comebacks if each.exercise == exercise.id}))


# --- writing -----------------------------------------------------------------------------------------


def is_empty(draft: Draft) -> bool:
    """Whether there is nothing in it to keep."""
    return not (any(draft.words.values()) or draft.hints or draft.seconds or draft.shown)


def draft_of(found: Standing, stamp: str) -> Draft:
    """What to write on with: the draft that is open, or a new one, which begins with the words of the newest
    version and has its hints open. ``stamp`` is the moment, ISO 8601 with zone."""
    if found.begun is not None:
        return found.begun
    name, newest = found.exercise.id, found.newest
    words, hints = (dict(newest.words), newest.hints) if newest is not None else ({}, 0)
    return Draft(id=open_id(name), changed=stamp, exercise=name, made=stamp, words=words, hints=hints)


def text_of(part: Part, draft: Draft) -> str:
    """What stands on the page of a part: the words so far, or how it starts."""
    return draft.words.get(part.id) or part.starter.strip()


def with_words(draft: Draft, part: str, text: str, stamp: str) -> Draft:
    """``draft`` with the words of one part, clean and no longer than a page holds (``play.words``)."""
    return replace(draft, words={**draft.words, part: kept(text)}, changed=stamp)


def missing(exercise: Exercise, draft: Draft) -> tuple[Part, ...]:
    """The parts without words of one's own: empty, or as they started."""
    return tuple(
        part
        for part in exercise.parts
        if not draft.words.get(part.id, "").strip() or draft.words[part.id] == kept(part.starter)
    )


def missing_told(exercise: Exercise, draft: Draft) -> str:
    """What stands between a draft and being handed in, as a sentence; "" if nothing does."""
    gaps = missing(exercise, draft)
    if not gaps:
        return ""
    if len(exercise.parts) == 1:
        return "There are no words of your own yet: write first, then hand in."
    numbers = [str(place) for place, part in enumerate(exercise.parts, start=1) if part in gaps]
    parts = f"Part {numbers[0]} has" if len(numbers) == 1 else f"Parts {listed(numbers)} have"
    return f"{parts} no words of your own yet: write something there, then hand in."


def with_seconds(draft: Draft, part: str, seconds: int, stamp: str) -> Draft:
    """``draft`` with how long a part took aloud: a second at least."""
    return replace(draft, seconds={**draft.seconds, part: max(1, seconds)}, changed=stamp)


def to_time(exercise: Exercise, draft: Draft) -> list[int]:
    """The places (from 0) of the parts to say aloud next: those that were not timed, else all of them."""
    places = range(len(exercise.parts))
    return [place for place in places if exercise.parts[place].id not in draft.seconds] or [*places]


def hints_left(exercise: Exercise, draft: Draft) -> int:
    """How many hints are still closed."""
    return max(0, len(exercise.hints) - draft.hints)


def with_a_hint(exercise: Exercise, draft: Draft, stamp: str) -> Draft:
    """``draft`` with the next hint open; the same where all are."""
    return replace(draft, hints=min(len(exercise.hints), draft.hints + 1), changed=stamp)


def hint_told(exercise: Exercise, place: int) -> str:
    """A hint (``place`` counts from 0) with its number."""
    return f"Hint {place + 1} of {len(exercise.hints)}. {exercise.hints[place]}"


def model_is_open(found: Standing, draft: Draft) -> bool:
    """Whether the model answer may be read: behind a version, or where the player asked for it before."""
    return bool(found.versions) or draft.shown


def handed_in(draft: Draft, version_id: str, stamp: str) -> tuple[Draft, Draft]:
    """The version that a draft becomes, and the emptied draft: kept rather than dropped, or a merge with
    another copy of the player would bring its words back. Both belong into one write."""
    version = replace(draft, id=version_id, made=stamp, changed=stamp, scores={})
    return version, replace(draft, words={}, hints=0, seconds={}, shown=False, changed=stamp)


# --- scoring -----------------------------------------------------------------------------------------


def unscored(exercise: Exercise, version: Draft) -> tuple[str, ...]:
    """The ids of the criteria without a score."""
    return tuple(each.id for each in exercise.rubric if each.id not in version.scores)


def with_score(version: Draft, criterion: str, score: Score, stamp: str) -> Draft:
    """``version`` with one criterion scored."""
    return replace(version, scores={**version.scores, criterion: score}, changed=stamp)


# --- in words ----------------------------------------------------------------------------------------


def day_told(stamp: str) -> str:
    """``7 November 2026``; a stamp that is none as it stands."""
    try:
        day = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def time_told(seconds: int) -> str:
    """``1 second``, ``52 seconds``."""
    return f"{seconds} second{'s' if seconds != 1 else ''}"


def aloud_told(seconds: int, target: int) -> str:
    """How long it took aloud against how long it should: both numbers, and what lies between them."""
    said = f"It took {time_told(seconds)} aloud; {target} were asked for"
    if seconds > target:
        return f"{said}: {seconds - target} over."
    return f"{said}: {target - seconds} to spare." if seconds < target else f"{said}: to the second."


def spoken_told(exercise: Exercise, draft: Draft) -> str:
    """How long every part took aloud."""
    timed = [draft.seconds.get(part.id, 0) for part in exercise.parts]
    if not any(timed):
        return "Not said aloud with the clock yet."
    if len(timed) == 1:
        return aloud_told(timed[0], exercise.speak)
    told = [f"part {place} {_took(each)}" for place, each in enumerate(timed, start=1)]
    return f"Aloud, {time_told(exercise.speak)} asked for: {listed(told)}."


def _took(seconds: int) -> str:
    return f"in {seconds}" if seconds else "not timed"


def length(draft: Draft) -> int:
    """How many words it has."""
    return sum(count_words(text) for text in draft.words.values())


def scores_told(exercise: Exercise, version: Draft) -> str:
    """``2 strong, 1 missing``, and what is not scored yet; "" where there is no rubric."""
    given = [version.scores[each.id] for each in exercise.rubric if each.id in version.scores]
    told = [f"{given.count(score)} {score}" for score in SCORES if score in given]
    left = len(exercise.rubric) - len(given)
    return ", ".join([*told, f"{left} not scored"] if left else told)


def standing_told(found: Standing) -> str:
    """How it stands, on one line."""
    said = []
    newest = found.newest
    if newest is not None:
        count = len(found.versions)
        said.append(f"{counted(count)} version{'s' if count > 1 else ''}, {day_told(newest.made)}")
        said.append(scores_told(found.exercise, newest))
    if found.begun is not None:
        done = len(found.exercise.parts) - len(missing(found.exercise, found.begun))
        what = "a new version begun" if newest is not None else "begun"
        said.append(f"{what}, {done} of {len(found.exercise.parts)} parts, {words_told(length(found.begun))}")
    return capitalised("; ".join(each for each in said if each)) or "New"


def changes_told(exercise: Exercise, before: Draft, after: Draft) -> list[str]:
    """What changed between two versions, a sentence each."""
    parts = exercise.parts
    same = [part for part in parts if before.words.get(part.id, "") == after.words.get(part.id, "")]
    more = length(after) - length(before)
    if len(same) == len(parts) and before.words == after.words:
        said = ["Not a word is different."]
    else:
        said = [_length_told(more, length(before), length(after))]
        if same:
            numbers = [str(parts.index(part) + 1) for part in same]
            said.append(f"Part{'s' if len(same) > 1 else ''} {listed(numbers)} as before.")
    for each in exercise.rubric:
        old, new = before.scores.get(each.id), after.scores.get(each.id)
        if old and new and old != new:
            said.append(f'"{each.text}": {old}, then {new}.')
    said += _aloud_changes(exercise, before, after)
    more_hints = after.hints - before.hints
    if more_hints > 0:
        said.append(f"{capitalised(counted(more_hints))} more hint{'s' if more_hints > 1 else ''} open.")
    return said


def _aloud_changes(exercise: Exercise, before: Draft, after: Draft) -> list[str]:
    said = []
    for place, part in enumerate(exercise.parts, start=1):
        old, new = before.seconds.get(part.id), after.seconds.get(part.id)
        if old and new and old != new:
            told = f"{time_told(abs(new - old))} {'shorter' if new < old else 'longer'} aloud."
            said.append(f"Part {place} {told}" if len(exercise.parts) > 1 else told)
    return said


def _length_told(more: int, before: int, after: int) -> str:
    if more == 0:
        return f"As long as before, {words_told(after)}, and not the same ones."
    longer = "longer" if more > 0 else "shorter"
    return f"{capitalised(words_told(abs(more)))} {longer}: {before}, then {after}."


def words_of(exercise: Exercise, draft: Draft) -> list[tuple[str, str]]:
    """(what was asked, the words) for every part; behind them what was written for parts that the exercise
    does not ask for any more."""
    asked = {part.id for part in exercise.parts}
    gone = [text for part, text in draft.words.items() if part not in asked and text]
    return [
        *((part.ask, draft.words.get(part.id, "")) for part in exercise.parts),
        *(("A part that is no longer asked for", text) for text in gone),
    ]


def _when(draft: Draft) -> tuple[float, str]:
    """Sorts by the moment it was handed in; moments of different zones compare as moments."""
    return moment(draft.made) or 0.0, draft.id


def drafts_left(workbook: Workbook, drafts: Mapping[str, Draft]) -> Sequence[Draft]:
    """Written work of exercises that the pack has no more, oldest first."""
    there = {exercise.id for exercise in workbook.exercises}
    return sorted(
        (each for each in drafts.values() if each.exercise not in there and length(each)), key=_when
    )
