"""What is due today and what comes next: reviews, come-back checkpoints, actions, lines of the plan.

One list, whatever it comes from. "Today" is a day of the player's calendar, in the zone of ``now``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from ladderquest.documents.document import AnyPart, Document, Entries, Heading, Paragraph
from ladderquest.growth.days import MONTHS, WEEKDAYS, parsed
from ladderquest.growth.looking_back import RunNotes
from ladderquest.growth.moments import instant
from ladderquest.growth.phrases import counted, listed, short
from ladderquest.growth.reviews import Due as DueCard
from ladderquest.growth.reviews import cards, due_cards
from ladderquest.growth.work import Work
from ladderquest.pack.workbook import Comeback

Kind = Literal["review", "comeback", "action", "plan"]
KINDS: tuple[Kind, ...] = ("review", "comeback", "action", "plan")
MOST_UPCOMING = 8
_CAPTION = 90
_REASON = 110
NOTHING = "Nothing is due today."


class DueItem(msgspec.Struct, frozen=True):
    """One thing to do. ``id`` is that of the card, checkpoint, action or line; ``day`` the day on which it is
    or was due, ``overdue`` how many days ago that was (0 from today on); ``reason`` says why it is here.
    ``text`` is all that there is to read before it is done; ``exercise`` is what a checkpoint asks to write,
    "" for nothing."""

    kind: Kind
    id: str
    title: str
    day: date
    overdue: int
    reason: str
    text: str = ""
    exercise: str = ""


class Due(msgspec.Struct, frozen=True):
    """What is due, the longest overdue first, and what is to come, the next first."""

    today: tuple[DueItem, ...]
    upcoming: tuple[DueItem, ...]

    def of(self, kind: Kind) -> tuple[DueItem, ...]:
        """What is due of one kind."""
        return tuple(item for item in self.today if item.kind == kind)


def what_is_due(
    work: Work,
    notes: Sequence[RunNotes],
    comebacks: Sequence[Comeback],
    *,
    started: str,
    now: datetime,
    lines: Mapping[str, str] | None = None,
) -> Due:
    """Everything with a day. ``started`` is when the player began (ISO 8601 with zone), ``lines`` plan line
    id -> its text, for those that the player has not worded themselves."""
    today = now.date()
    ready, waiting = due_cards(cards(work.cards, notes, now), now)
    found = [
        *_reviews(ready, notes, now),
        *_comebacks(work, comebacks, started, now),
        *_actions(work, today),
        *_plan(work, today, lines or {}),
    ]
    # what did not fit into today comes tomorrow at the earliest
    tomorrow = today + timedelta(days=1)
    later = [
        msgspec.structs.replace(item, day=max(item.day, tomorrow), overdue=0)
        for item in _reviews(waiting, notes, now)
    ]
    due = [item for item in found if item.day <= today]
    upcoming = [*later, *(item for item in found if item.day > today)]
    return Due(tuple(sorted(due, key=_order)), tuple(sorted(upcoming, key=_order)))


def _order(item: DueItem) -> tuple[date, int, str]:
    return item.day, KINDS.index(item.kind), item.id


def _reviews(due: Iterable[DueCard], notes: Sequence[RunNotes], now: datetime) -> Iterator[DueItem]:
    by_run = {each.run: each for each in notes}
    for each in due:
        card = each.card
        run = by_run[card.run]
        decision = next((d for d in run.decisions if d.seq == card.seq), None)
        at = decision.at if decision is not None else ""
        last = instant(card.reviews[-1].at) if card.reviews else None
        taken = instant(decision.on if decision is not None else "") or instant(run.finished_on)
        when = last or taken
        told = f" on {_told(when.astimezone(now.tzinfo).date(), now.date())}" if when else ""
        reason = f"Last reviewed{told}." if last else f"Decided{told}; worth a second look."
        yield _item(
            "review", card.id, f"{run.title} · {at}" if at else run.title, each.day, now.date(), reason
        )


def _comebacks(work: Work, comebacks: Sequence[Comeback], started: str, now: datetime) -> Iterator[DueItem]:
    """Day 0 is the day on which the player started. Done by a draft from its day on, or by a word."""
    begun = instant(started)
    if begun is None:
        return
    first = begun.astimezone(now.tzinfo).date()
    drafted: dict[str, date] = {}
    for draft in work.drafts.values():
        made = instant(draft.made)
        if made is not None and not draft.is_open:
            day = made.astimezone(now.tzinfo).date()
            drafted[draft.exercise] = max(day, drafted.get(draft.exercise, day))
    for comeback in comebacks:
        day = first + timedelta(days=comeback.day)
        said = work.camebacks.get(comeback.id)
        written = drafted.get(comeback.exercise) if comeback.exercise else None
        if (said is not None and said.done) or (written is not None and written >= day):
            continue
        reason = f"Day {comeback.day}: {short(comeback.text, _REASON)}"
        item = _item("comeback", comeback.id, comeback.title, day, now.date(), reason)
        exercise = comeback.exercise or ""
        yield msgspec.structs.replace(item, text=comeback.text.strip(), exercise=exercise)


def _actions(work: Work, today: date) -> Iterator[DueItem]:
    for action in work.actions.values():
        day = parsed(action.due)
        if action.state == "open" and day is not None:
            made = instant(action.made)
            reason = (
                f"You set yourself this on {_told(made.date(), today)}." if made else "You set yourself this."
            )
            item = _item("action", action.id, short(action.text, _CAPTION), day, today, reason)
            yield msgspec.structs.replace(item, text=action.text.strip())


def _plan(work: Work, today: date, lines: Mapping[str, str]) -> Iterator[DueItem]:
    for edit in work.plan.values():
        day = parsed(edit.due)
        if edit.state == "open" and day is not None:
            text = edit.text or lines.get(edit.id) or "A line of your plan"
            item = _item("plan", edit.id, short(text, _CAPTION), day, today, "Your plan has it for this day.")
            yield msgspec.structs.replace(item, text=text.strip())


def _item(kind: Kind, id_: str, title: str, day: date, today: date, reason: str) -> DueItem:
    return DueItem(kind, id_, title, day, max(0, (today - day).days), reason)


def _told(day: date, today: date) -> str:
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


# --- in words ----------------------------------------------------------------------------------------


def since(item: DueItem, today: date) -> str:
    """When a thing is due: ``today``, ``since yesterday``, ``since 20 November``, ``Friday``."""
    ahead = (item.day - today).days
    if ahead == 0:
        return "today"
    if ahead < 0:
        return "since yesterday" if ahead == -1 else f"since {_told(item.day, today)}"
    if ahead == 1:
        return "tomorrow"
    return WEEKDAYS[item.day.weekday()] if ahead < 7 else _told(item.day, today)


def in_short(due: Due, room: int = 60) -> str:
    """What is due, on one line of at most ``room`` characters: ``2 reviews · Five-year vision``; "" where
    nothing is."""
    reviews = len(due.of("review"))
    words = [f"{reviews} review{'' if reviews == 1 else 's'}"] if reviews else []
    words += [item.title for item in due.today if item.kind != "review"]
    line = ""
    for place, word in enumerate(words):
        left = len(words) - place
        longer = f"{line} · {word}" if line else word
        rest = f" · {left - 1} more" if left > 1 else ""
        if len(longer) + len(rest) > room:
            more = f"{left} more" if line else f"{left} {'thing' if left == 1 else 'things'}"
            return f"{line} · {more}" if line else more
        line = longer
    return line


def as_document(due: Due, today: date) -> Document:
    """The list to read, print or export."""
    parts: list[AnyPart] = [Paragraph(summary(due), "" if due.today else "quiet")]
    if due.today:
        parts.append(Heading(1, "Today"))
        told = ((since(i, today), i.title, i.reason) for i in due.today)
        lines = [line for when, title, reason in told for line in ((when, title), ("", reason))]
        parts.append(Entries(tuple(lines)))
    if due.upcoming:
        parts.append(Heading(1, "To come"))
        shown = due.upcoming[:MOST_UPCOMING]
        parts.append(Entries(tuple((since(item, today), item.title) for item in shown)))
        more = len(due.upcoming) - len(shown)
        parts += [Paragraph(f"And {counted(more)} more behind them.", "quiet")] if more else []
    return Document("Due", tuple(parts))


def summary(due: Due) -> str:
    """One sentence over the list."""
    if not due.today:
        if due.upcoming:
            return f"{NOTHING} Next: {due.upcoming[0].title}."
        return f"{NOTHING} Reviews come from decisions of stories that you have played to an end."
    names = {"review": "review", "comeback": "checkpoint", "action": "action", "plan": "line of your plan"}
    told = []
    for kind in KINDS:
        count = len(due.of(kind))
        plural = "lines of your plan" if kind == "plan" else f"{names[kind]}s"
        told += [f"{counted(count)} {names[kind] if count == 1 else plural}"] if count else []
    return f"Due today: {listed(told)}."
