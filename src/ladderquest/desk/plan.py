"""The plan of one player: made from what is known of them now, and what they change of it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from datetime import date

import msgspec

from ladderquest.desk.desk import Desk
from ladderquest.documents.document import Document
from ladderquest.game import GameError
from ladderquest.growth.days import due_day
from ladderquest.growth.plan import HORIZONS, Plan, PlanLine, as_document, plan
from ladderquest.growth.plan_rules import Known
from ladderquest.growth.work import PlanEdit, State
from ladderquest.pack.text import clean
from ladderquest.saves import ids

LONGEST = 600
"""Characters of a line or a note."""


def plan_of(desk: Desk) -> Plan:
    """The plan as of now."""
    placement, notes = desk.game.store.profile.placement, desk.notes
    last = max(notes, key=lambda run: run.finished_on, default=None)
    phases = [phase.id for phase in desk.game.pack.ladder.phases]
    played = last.phase if last is not None and last.phase in phases else min(phases, default=1)
    unproven = [
        question
        for question, answer in (placement.answers if placement else {}).items()
        if answer.yes and not answer.example
    ]
    return plan(
        Known(
            pack=desk.game.pack,
            phase=placement.phase if placement else played,
            placed=placement is not None,
            unproven=tuple(unproven),
            notes=desk.notes,
            work=desk.work,
            today=desk.today,
        )
    )


def plan_document(desk: Desk) -> Document:
    """The plan to export. An empty one says so."""
    store = desk.game.store
    return as_document(plan_of(desk), store.profile.name, desk.today, key=store.player)


def problem_of(text: str, *, what: str = "line") -> str:
    """What is wrong with the words for a line or a note, in one sentence; "" if nothing is."""
    words = clean(text).strip()
    if what == "line" and not words:
        return "A line of the plan needs words: say what you will do."
    if len(words) > LONGEST:
        return f"That is {len(words):,} characters, and a {what} holds {LONGEST}: keep the first step."
    return ""


def day_problem(text: str, today: date) -> str:
    """What is wrong with a day for a line, as people type it (see ``days.due_day``); "" if nothing is."""
    try:
        due_day(text, today)
    except ValueError as error:
        return str(error)
    return ""


def change(
    desk: Desk,
    line: PlanLine,
    *,
    text: str | None = None,
    horizon: str | None = None,
    due: str | None = None,
    state: State | None = None,
    note: str | None = None,
) -> Future[None]:
    """Change what is given of a line. Raises ``GameError`` for words that do not fit."""
    desk.game.must_write()
    for words, what in ((text, "line"), (note, "note")):
        if words is not None and (problem := problem_of(words, what=what)):
            raise GameError(problem)
    if due is not None and (problem := day_problem(due, desk.today)):
        raise GameError(problem)
    if horizon is not None and horizon not in HORIZONS:
        raise GameError(f"there is no {horizon!r} in a plan: choose {', '.join(HORIZONS)}.")
    edit = _edit(desk, line)
    new_state: State = state if state is not None else edit.state
    new_text = clean(text).strip() if text is not None else edit.text
    if new_state != "open" and new_text is None:
        new_text = line.text  # the rule that made it may have no reason any more: the words stay
    edit = msgspec.structs.replace(
        edit,
        changed=desk.game.stamp(),
        text=new_text,
        horizon=horizon if horizon is not None else edit.horizon,
        due=_kept_day(due, desk.today) if due is not None else edit.due,
        state=new_state,
        note=clean(note).strip() if note is not None else edit.note,
    )
    return desk.game.store.work.keep(edit)


def shift(desk: Desk, lines: Sequence[PlanLine], line: PlanLine, by: int) -> Future[None]:
    """Move a line up (``by`` below 0) or down among the open ``lines`` of its horizon."""
    desk.game.must_write()
    ordered = [each for each in lines if each.horizon == line.horizon]
    at = [each.id for each in ordered].index(line.id)
    ordered.insert(min(max(at + by, 0), len(ordered) - 1), ordered.pop(at))
    now = desk.game.stamp()
    edits = [
        msgspec.structs.replace(_edit(desk, each), changed=now, place=place)
        for place, each in enumerate(ordered)
    ]
    return desk.game.store.work.keep(*edits)


def add(desk: Desk, text: str, horizon: str = "week", due: str = "", note: str = "") -> Future[None]:
    """Add a line of one's own. Raises ``GameError``."""
    line = PlanLine(id=f"own:{ids.new_id('')}", horizon=horizon, text="", reason="", own=True)
    return change(desk, line, text=text, horizon=horizon, due=due, note=note)


def _kept_day(text: str, today: date) -> str:
    day = due_day(text, today)
    return day.isoformat() if day is not None else ""


def _edit(desk: Desk, line: PlanLine) -> PlanEdit:
    """What was changed of a line so far."""
    return desk.work.plan.get(line.id) or PlanEdit(id=line.id, changed="", own=line.own)
