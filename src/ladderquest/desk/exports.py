"""What can be taken away: every report by its name, and what builds it.

Nothing of a report is imported before it is asked for: the command line reads the names for its help.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ladderquest.desk.desk import Desk
    from ladderquest.documents.document import Document


class ExportError(Exception):
    """A report cannot be written down; the message is one sentence with what to do."""


class InTheWay(ExportError):
    """There is a file of that name, which nobody has said may be written over."""


class NothingToExport(ExportError):
    """There is no such report yet; the message is one sentence that says what it is made of."""


class Export(NamedTuple):
    """A report: what it is, and what builds it. ``takes`` names what may be given with it, "" for nothing."""

    what: str
    build: Callable[[Desk, str], Document]
    takes: str = ""


def _debrief(desk: Desk, wanted: str) -> Document:
    from ladderquest.growth.debrief import as_document

    runs = desk.game.store.runs
    if wanted:
        runs = [run for run in runs if run.run.startswith(wanted.strip().lower())]
        if len(runs) != 1:
            many = f"{len(runs)} runs begin" if runs else "no run begins"
            raise ExportError(f"{many} with {wanted!r}; `ladderquest runs` lists them")
        if not runs[0].ending:
            raise NothingToExport(f"run {runs[0].run} has not ended yet: play it to an ending first")
    runs = [run for run in runs if run.ending]
    if not runs:
        raise NothingToExport("no story is finished yet, so there is no debrief")
    newest = max(runs, key=lambda run: (run.touched_at, run.run))
    return as_document(desk.game.open(newest.run).debrief())


def _plan(desk: Desk, _: str) -> Document:
    from ladderquest.desk.plan import plan_document

    return plan_document(desk)


def _packet(desk: Desk, _: str) -> Document:
    from ladderquest.desk.gates import packet_of

    return packet_of(desk)


def _journal(desk: Desk, _: str) -> Document:
    from ladderquest.desk.gates import journal_of

    if not desk.work.evidence:
        raise NothingToExport("the evidence journal has no entry yet")
    return journal_of(desk)


def _exercises(desk: Desk, _: str) -> Document:
    from ladderquest.growth.exports import exercises

    game = desk.game
    made = exercises(desk.work, game.pack.workbook, game.store.profile.name, desk.now)
    if made is None:
        raise NothingToExport("no exercise is written yet")
    return made


def _dates(desk: Desk, _: str) -> Document:
    from ladderquest.desk.due import due_at
    from ladderquest.growth.exports import dates

    store = desk.game.store
    made = dates(due_at(desk), player=store.profile.name, key=store.player, today=desk.today)
    if made is None:
        raise NothingToExport("nothing of yours has a day yet")
    return made


def _traps(desk: Desk, _: str) -> Document:
    from ladderquest.desk.traps import log_of
    from ladderquest.growth.trap_log import as_document

    return as_document(log_of(desk))


def _meeting(desk: Desk, wanted: str) -> Document:
    from ladderquest.desk.traps import meeting_at
    from ladderquest.growth.meeting import as_document

    phases = [phase.id for phase in desk.game.pack.ladder.phases]
    if wanted.strip() not in map(str, phases):
        known = ", ".join(map(str, phases))
        raise ExportError(f"say of which phase, as in `ladderquest export meeting 1`; there are {known}")
    return as_document(meeting_at(desk, int(wanted)))


EXPORTS: dict[str, Export] = {
    "plan": Export("what to do next, and why", _plan),
    "packet": Export("your evidence by the gates, to hand in for a promotion", _packet),
    "traps": Export("where your decisions fed or avoided a trap, and what unlocks it", _traps),
    "meeting": Export("the promotion meeting that ends a phase", _meeting, "PHASE"),
    "journal": Export("all evidence by its day, as a table", _journal),
    "debrief": Export("a finished run, retold: the newest, or the one named", _debrief, "RUN"),
    "exercises": Export("written work, with all its versions", _exercises),
    "dates": Export("everything that has a day: actions, reviews, days to come back", _dates),
}
"""Every report by its name."""
