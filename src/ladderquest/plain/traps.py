"""The trap log and the promotion meetings, line by line."""

from __future__ import annotations

from ladderquest.desk.desk import Desk, sit_at_desk
from ladderquest.desk.traps import log_of, meeting_at
from ladderquest.documents.document import AnyPart, Document, Entries, Heading
from ladderquest.documents.text import to_text
from ladderquest.game import Game, GameError
from ladderquest.growth.calibration import calibration_parts
from ladderquest.growth.meeting import Held
from ladderquest.growth.meeting import as_document as meeting_document
from ladderquest.growth.trap_log import (
    NEWEST,
    TrapLog,
    TrapPage,
    as_document,
    count_told,
    level_parts,
    met_told,
    overview_parts,
    trap_parts,
    trend_parts,
)
from ladderquest.plain.console import Console, number


def visit_traps(rest: str, console: Console, game: Game) -> None:
    """Print what ``rest`` asks for: nothing (the list), the number of a trap, ``all``, ``meeting N``. Raises
    ``SavesError``, and ``GameError`` with a sentence for a meeting that cannot be held."""
    desk = sit_at_desk(game)
    log = log_of(desk)
    pages = [page for family in log.families for page in family.traps]
    word, _, which = rest.lower().partition(" ")
    place = number(word)
    if word == "":
        _print(console, _overview(log))
        console.say("`t 3` opens the third of them.")
    elif word == "all":
        _print(console, as_document(log))
    elif word == "meeting":
        _print(console, meeting_document(_meeting(desk, which.strip())))
    elif place is not None and 1 <= place <= len(pages):
        _print(console, _one(log, pages[place - 1]))
    else:
        console.say(f"There is no trap {rest!r}: the numbers run from 1 to {len(pages)}.")
    console.gap()


def _meeting(desk: Desk, which: str) -> Held:
    place = number(which)
    if place is None:
        raise GameError(f"Say of which phase: `t meeting 1`. There is no phase {which!r}.")
    return meeting_at(desk, place)


def _print(console: Console, document: Document) -> None:
    console.gap()
    console.as_it_is(to_text(document, console.width))
    console.gap()


def _overview(log: TrapLog) -> Document:
    """Every family with its traps, numbered through, and what all decisions showed."""
    parts: list[AnyPart] = overview_parts(log)
    place = 0
    for family in log.families:
        lines = []
        for page in family.traps:
            place += 1
            lines.append((str(place), f"{page.trap.title}: {count_told(page.fed, page.avoided)}"))
        parts += [Heading(2, family.family.title), Entries(tuple(lines))]
    level, sure = level_parts(log), calibration_parts(log.calibration)
    parts += [Heading(1, "In a committee's words"), *level] if level else []
    parts += [Heading(1, "How sure you were"), *sure] if sure else []
    return Document("Trap log", tuple(parts))


def _one(log: TrapLog, page: TrapPage) -> Document:
    parts = [*trap_parts(page), *trend_parts(page.met, log.today)]
    if page.met:
        parts.append(Entries(tuple(map(met_told, page.met[:NEWEST]))))
    return Document(page.trap.title, tuple(parts))
