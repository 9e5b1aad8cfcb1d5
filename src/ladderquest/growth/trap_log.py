"""The trap log: where a player's decisions fed a trap or avoided it, in their own words, and when.

It counts decisions and says so. There is no score in it and no verdict on anybody; a trap never met is told
as not met. Only runs with an ending are in it, since only those have notes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo

import msgspec

from ladderquest.documents.document import AnyPart, Bullets, Document, Entries, Heading, Paragraph, Table
from ladderquest.growth.calibration import Calibration, calibration, calibration_parts
from ladderquest.growth.level_words import LevelWords, count_signals, level_words
from ladderquest.growth.looking_back import RunNotes
from ladderquest.growth.moments import day_in, moment
from ladderquest.growth.phrases import counted, listed, times
from ladderquest.growth.timeline import Bucket, buckets, length_of, picture
from ladderquest.pack.ladder import Family, Ladder, Trap

NEWEST = 30
"""Decisions of one trap that a page shows; a report has all of them."""

INTRO = (
    "Decisions of yours that fed a trap or avoided it, from the stories that you have played to an ending. "
    "These are counts of decisions. They say nothing about what you are."
)
NOTHING = "No story has been played to an ending yet, so there is nothing to look back on."


class Met(msgspec.Struct, frozen=True):
    """A decision that fed a trap, or avoided it: where it is, what was asked and answered, the story and the
    time in it, and the day on the player's calendar (None if nobody noted it)."""

    run: str
    seq: int
    fed: bool
    title: str
    at: str
    asked: str
    answered: str
    day: date | None


class TrapPage(msgspec.Struct, frozen=True):
    """One trap with the decisions that met it, newest first."""

    trap: Trap
    met: tuple[Met, ...]

    @property
    def fed(self) -> int:
        """Decisions that fed it."""
        return sum(each.fed for each in self.met)

    @property
    def avoided(self) -> int:
        """Decisions that avoided it."""
        return len(self.met) - self.fed


class FamilyPage(msgspec.Struct, frozen=True):
    """A family with its traps, in the ladder's order. A decision that met two of them counts once."""

    family: Family
    traps: tuple[TrapPage, ...]

    @property
    def fed(self) -> int:
        """Decisions that fed any of them."""
        return len(set(_places(self.traps, fed=True)))

    @property
    def avoided(self) -> int:
        """Decisions that avoided any of them."""
        return len(set(_places(self.traps, fed=False)))


class TrapLog(msgspec.Struct, frozen=True):
    """Everything that there is to say. ``stories`` counts the runs that it is made of."""

    stories: int
    families: tuple[FamilyPage, ...]
    level_words: tuple[LevelWords, ...]
    calibration: Calibration
    today: date

    def trap(self, trap_id: str) -> TrapPage:
        """The page of a trap. Raises ``LookupError``."""
        for family in self.families:
            for page in family.traps:
                if page.trap.id == trap_id:
                    return page
        raise LookupError(f"the ladder has no trap {trap_id!r}")


def trap_log(notes: Collection[RunNotes], ladder: Ladder, now: datetime) -> TrapLog:
    """Look through the notes of all finished runs; ``now`` (with the player's zone) says what today is.
    Traps that the ladder no longer has are left out."""
    met: dict[str, list[Met]] = {trap.id: [] for trap in ladder.traps}
    newest = sorted(notes, key=lambda run: (moment(run.finished_on) or 0.0, run.run), reverse=True)
    for run in newest:
        for trap_id, each in _met(run, now.tzinfo):
            if trap_id in met:
                met[trap_id].append(each)
    pages = [TrapPage(trap, tuple(met[trap.id])) for trap in ladder.traps]
    return TrapLog(
        stories=len(notes),
        families=tuple(
            FamilyPage(family, tuple(page for page in pages if page.trap.family == family.id))
            for family in ladder.families
        ),
        level_words=level_words(count_signals((each for run in notes for each in run.shows), ladder), ladder),
        calibration=calibration(decision for run in notes for decision in run.decisions),
        today=now.date(),
    )


def _met(run: RunNotes, zone: tzinfo | None) -> Iterator[tuple[str, Met]]:
    """(trap, how it was met), the newest decision first."""
    for decision in reversed(run.decisions):
        day = day_in(decision.on or run.finished_on, zone)
        for fed, traps in ((True, decision.feeds), (False, decision.dodges)):
            for trap in traps:
                yield (
                    trap,
                    Met(
                        run=run.run,
                        seq=decision.seq,
                        fed=fed,
                        title=run.title,
                        at=decision.at,
                        asked=decision.asked,
                        answered=decision.answered,
                        day=day,
                    ),
                )


def _places(traps: Iterable[TrapPage], *, fed: bool) -> Iterator[tuple[str, int]]:
    return ((each.run, each.seq) for page in traps for each in page.met if each.fed == fed)


# --- in words --------------------------------------------------------------------------------------


def count_told(fed: int, avoided: int) -> str:
    """``fed 3 times, avoided 5``; ``not met``."""
    if not fed and not avoided:
        return "not met so far"
    fed_told = f"fed {_times(fed)}" if fed else "not fed"
    return f"{fed_told}, {'avoided ' + _times(avoided) if avoided else 'not avoided'}"


def _times(number: int) -> str:
    return times(number) if number < 3 else f"{number} times"


def where_told(met: Met) -> str:
    """The story, the time in it, and the day: ``Why this way? · Tuesday, 15:40 · 3 November 2026``."""
    day = f"{met.day.day} {met.day:%B %Y}" if met.day is not None else ""
    return " · ".join(text for text in (met.title, met.at, day) if text)


def trend(met: Sequence[Met], today: date) -> tuple[Bucket, ...]:
    """The decisions over time, those without a day left out."""
    fed = [each.day for each in met if each.fed and each.day is not None]
    avoided = [each.day for each in met if not each.fed and each.day is not None]
    return buckets(fed, avoided, today)


def trend_parts(met: Sequence[Met], today: date, *, table: bool = False) -> list[AnyPart]:
    """The picture of a trend, and what its rows are; with ``table`` the counts as a table, for a reader
    without a fixed-width font. Nothing where no decision has a day."""
    found = trend(met, today)
    if not found:
        return []
    length = length_of(found)
    parts: list[AnyPart] = [
        Paragraph(f"Over time, a row a {length}:", "quiet"),
        Paragraph("\n".join(f"  {line}" for line in picture(found))),
    ]
    if table:
        rows = tuple((each.label.strip(), str(each.fed), str(each.avoided)) for each in found)
        parts.append(Table((length.capitalize(), "Fed", "Avoided"), rows))
    undated = sum(each.day is None for each in met)
    if undated:
        parts.append(Paragraph(f"{undated} without a date {'is' if undated == 1 else 'are'} not in it."))
    return parts


def trap_parts(page: TrapPage) -> list[AnyPart]:
    """What a trap is: one does it, why, what unlocks it, when it is right; and how often it was met."""
    trap = page.trap
    points = (
        ("How it works", trap.mechanism),
        ("What unlocks it", trap.unlocks),
        ("When it is right", trap.right_when),
    )
    told = count_told(page.fed, page.avoided)
    lead = f"{told[0].upper()}{told[1:]}" if not page.met else f"Your decisions: {told}"
    return [Paragraph(trap.behaviour), Entries(points), Paragraph(f"{lead}.", "accent")]


def overview_parts(log: TrapLog) -> list[AnyPart]:
    """What stands before the families: what this is, and what decisions showed in committees' words."""
    if not log.stories:
        return [Paragraph(NOTHING)]
    stories = "one story" if log.stories == 1 else f"{counted(log.stories)} playings of stories"
    return [Paragraph(f"{INTRO} So far: {stories}.", "quiet")]


def level_parts(log: TrapLog) -> list[AnyPart]:
    """Scope, autonomy, impact and influence in level words, from three decisions in one of them."""
    if not log.level_words:
        return []
    note = "Of all that you decided. This describes decisions; it does not describe you."
    return [Paragraph(note, "quiet"), Bullets(tuple(words.says for words in log.level_words))]


def met_told(met: Met) -> tuple[str, str]:
    """A decision as an entry: whether it fed or avoided, and what, exactly, where and when."""
    asked = f"{met.asked} " if met.asked else ""
    return ("Fed" if met.fed else "Avoided"), f"{asked}“{met.answered}” ({where_told(met)})"


def as_document(log: TrapLog) -> Document:
    """The whole log, for printing and export: every family, trap and decision."""
    parts: list[AnyPart] = overview_parts(log)
    level = level_parts(log)
    if level:
        parts += [Heading(1, "In a committee's words"), *level]
    sure = calibration_parts(log.calibration, table=True)
    if sure:
        parts += [Heading(1, "How sure you were"), *sure]
    for family in log.families:
        met = [page for page in family.traps if page.met]
        parts.append(Heading(1, family.family.title))
        for page in met:
            parts += [Heading(2, page.trap.title), *trap_parts(page)]
            parts += trend_parts(page.met, log.today, table=True)
            parts.append(Entries(tuple(map(met_told, page.met))))
        unmet = [page.trap.title for page in family.traps if not page.met]
        if unmet:
            parts.append(Paragraph(f"Not met so far: {listed(unmet)}.", "quiet"))
    return Document("Trap log", tuple(parts))
