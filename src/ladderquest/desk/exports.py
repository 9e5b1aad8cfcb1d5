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
    from ladderquest.desk.plan import plan_of
    from ladderquest.growth.exports import dates

    pack, profile = desk.game.pack, desk.game.store.profile
    made = dates(
        desk.work,
        pack.workbook.comebacks,
        titles={scenario.id: scenario.title for scenario in pack.scenarios},
        lines={line.id: line.text for line in plan_of(desk).lines},
        player=profile.name,
        key=desk.game.store.player,
        started=profile.created,
        now=desk.now,
    )
    if made is None:
        raise NothingToExport("nothing of yours has a day yet")
    return made


EXPORTS: dict[str, Export] = {
    "plan": Export("what to do next, and why", _plan),
    "packet": Export("your evidence by the gates, to hand in for a promotion", _packet),
    "journal": Export("all evidence by its day, as a table", _journal),
    "debrief": Export("a finished run, retold: the newest, or the one named", _debrief, "RUN"),
    "exercises": Export("written work, with all its versions", _exercises),
    "dates": Export("everything that has a day: actions, reviews, days to come back", _dates),
}
"""Every report by its name."""
