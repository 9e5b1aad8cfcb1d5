"""The plan: what to do next, in order, and for each line why it is there.

Lines come from rules that can be read (``plan_rules``), from the player's placement, gates, evidence, traps
and actions, each under an id that stays the same as long as its reason does. What the player changes of a
line is kept by that id (``work.PlanEdit``) and laid over it, so that the plan can be made anew at any time
and loses nothing of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

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
from ladderquest.growth.moments import moment
from ladderquest.growth.phrases import short
from ladderquest.growth.plan_rules import Known, Suggestion, suggestions
from ladderquest.growth.work import PlanEdit, State

HORIZONS: dict[str, str] = {
    "week": "This week",
    "month": "This month",
    "quarter": "This quarter",
    "later": "The quarter after",
}
"""Horizon -> its heading, nearest first."""

_TITLE = 90

NOT_ANY_MORE = "What it was for is no longer so; it stays because you changed it."
OWN = "You added it."


class PlanLine(msgspec.Struct, frozen=True):
    """A line of the plan as it stands. ``see`` is a page of the codex that goes with it, ``suggested`` is
    the rule's text where the player has put their own, else ""; ``due`` is an ISO date or ""."""

    id: str
    horizon: str
    text: str
    reason: str
    see: str = ""
    due: str = ""
    state: State = "open"
    note: str = ""
    own: bool = False
    suggested: str = ""


class Plan(msgspec.Struct, frozen=True):
    """The open lines in order of horizon and place, then what is done and what was dropped, newest first."""

    open: tuple[PlanLine, ...]
    done: tuple[PlanLine, ...]
    dropped: tuple[PlanLine, ...]

    @property
    def lines(self) -> tuple[PlanLine, ...]:
        """All lines."""
        return (*self.open, *self.done, *self.dropped)

    def of(self, horizon: str) -> list[PlanLine]:
        """The open lines of a horizon."""
        return [line for line in self.open if line.horizon == horizon]


def plan(known: Known) -> Plan:
    """The plan of a player, as of ``known.today``."""
    edits = known.work.plan
    made = suggestions(known)
    lines = [_line(each, edits.get(each.id)) for each in made]
    suggested = {each.id for each in made}
    lines += [_left(edit) for edit in edits.values() if edit.id not in suggested and _is_theirs(edit)]
    order = {line.id: place for place, line in enumerate(lines)}
    horizons = list(HORIZONS)

    def place(line: PlanLine) -> tuple[int, int, int]:
        edit = edits.get(line.id)
        moved = edit.place if edit is not None and edit.place is not None else len(order)
        return horizons.index(line.horizon), moved, order[line.id]

    newest = sorted(lines, key=lambda line: _changed(edits.get(line.id)), reverse=True)
    return Plan(
        open=tuple(line for line in sorted(lines, key=place) if line.state == "open"),
        done=tuple(line for line in newest if line.state == "done"),
        dropped=tuple(line for line in newest if line.state == "dropped"),
    )


def _changed(edit: PlanEdit | None) -> float:
    """The moment of the newest change, as a number that zones do not matter to."""
    return (moment(edit.changed) if edit is not None else None) or 0.0


def _line(made: Suggestion, edit: PlanEdit | None) -> PlanLine:
    line = PlanLine(made.id, made.horizon, made.text, made.reason, made.see, made.due)
    if edit is None:
        return line
    text = edit.text if edit.text is not None else made.text
    return msgspec.structs.replace(
        line,
        horizon=edit.horizon if edit.horizon in HORIZONS else made.horizon,
        text=text,
        due=edit.due or made.due,
        state=edit.state,
        note=edit.note,
        suggested=made.text if text != made.text else "",
    )


def _is_theirs(edit: PlanEdit) -> bool:
    """Whether there is something of the player's in an edit whose line no rule makes any more; having been
    moved is not enough."""
    return edit.own or edit.text is not None or bool(edit.note) or bool(edit.due) or edit.state != "open"


def _left(edit: PlanEdit) -> PlanLine:
    return PlanLine(
        id=edit.id,
        horizon=edit.horizon if edit.horizon in HORIZONS else "quarter",
        text=edit.text or "A line that was here before.",
        reason=OWN if edit.own else NOT_ANY_MORE,
        due=edit.due,
        state=edit.state,
        note=edit.note,
        own=edit.own,
    )


# --- on paper --------------------------------------------------------------------------------------


def as_document(made: Plan, player: str, today: date, *, key: str = "") -> Document:
    """The plan to read, print or export. ``key`` is the player's id: two players may share a calendar."""
    parts: list[AnyPart] = [
        Paragraph(f"As of {today.isoformat()}. Every line says why it is there.", "quiet")
    ]
    if not made.open:
        parts.append(Paragraph("Nothing is open. Play a story, or add a line of your own."))
    number = 0
    for horizon, title in HORIZONS.items():
        lines = made.of(horizon)
        if lines:
            parts.append(Heading(1, title))
        for line in lines:
            number += 1
            parts += _told(f"{number}.", line)
    days = [(day, line) for line in made.open if (day := line.due) and is_day(day)]
    if days:
        parts += [Heading(1, "Days"), Dates(tuple(_dated(key, line) for _, line in sorted(days, key=_first)))]
    for title, closed in (("Done", made.done), ("Dropped", made.dropped)):
        if closed:
            parts += [Heading(1, title), Entries(tuple(_closed(closed, number)))]
            number += len(closed)
    return Document(f"Plan of {player}", tuple(parts))


def _first(entry: tuple[str, PlanLine]) -> str:
    return entry[0]


def _dated(key: str, line: PlanLine) -> Dated:
    """A line on its day, under the id that it has among all dates as well."""
    kind, _, rest = line.id.partition(":")
    name = f"action-{rest}" if kind == "action" else f"plan-{line.id}"
    return Dated(f"{key}-{name}", line.due, short(line.text, _TITLE), line.reason)


def _told(label: str, line: PlanLine) -> list[AnyPart]:
    points = [(label, line.text), ("Why", line.reason)]
    points += [("By", line.due)] if line.due else []
    points += [("Note", line.note)] if line.note else []
    return [Entries(tuple(points))]


def _closed(lines: Sequence[PlanLine], before: int) -> Iterable[tuple[str, str]]:
    for number, line in enumerate(lines, start=before + 1):
        yield f"{number}.", line.text
        if line.note:
            yield "", line.note
