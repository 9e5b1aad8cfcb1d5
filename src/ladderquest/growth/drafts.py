"""What was begun and is not handed in: the page of a story, the form of an entry of evidence.

A draft belongs to one place. A page's is that moment of that run at which it was asked for: as soon as the
run goes on, goes back or ends, nothing asks for its draft any more. A form's is what the entry was begun
from, so that a second visit finds it; the entry that comes of it has its id from the start, so that a draft
which a merge brings back is known to be kept already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from ladderquest.growth.days import day_of
from ladderquest.growth.evidence import FIELDS, Typed
from ladderquest.growth.exercises import day_told
from ladderquest.growth.moments import moment
from ladderquest.growth.summary import RunSummary
from ladderquest.growth.work import Evidence, EvidenceDraft, Kept, PageDraft, Work
from ladderquest.pack.text import clean
from ladderquest.play import Decided, Run, Started, on_a_page
from ladderquest.play.journal import Rewound

Dropped = tuple[type[Kept], str]
"""An entry that is to go: its kind and its id."""


class Begun(NamedTuple):
    """An entry that is about to be written: the entry as it is kept, how that stands in a form, and the id of
    the form."""

    entry: Evidence
    typed: Typed
    form: str


# --- pages -------------------------------------------------------------------------------------------


def page_of(run_id: str, run: Run) -> str:
    """The id of the page that a run asks for now, "" if it asks for none.

    All that the run went through is part of it, ways back included: two copies of a player may have gone
    different ones. Notes are not, and an edit of the scenario that leaves the run where it is leaves the page
    as well."""
    if not on_a_page(run.program, run.state):
        return ""
    turns = [each for each in run.records if isinstance(each, Decided | Rewound | Started)]
    path = [step.decided.seq for step in run.steps]
    went = blake2b(msgspec.json.encode((turns, path)), digest_size=8).hexdigest()
    return f"{run_id}/{run.state.scene}/{went}"


def spent(work: Work, runs: Iterable[RunSummary]) -> Iterator[Dropped]:
    """The drafts that nothing will ask for: of runs that have ended, of entries that are kept, or gone."""
    ended = {summary.run for summary in runs if summary.ending is not None}
    for page in work.page_drafts.values():
        if page.run in ended:
            yield PageDraft, page.id
    for draft in work.evidence_drafts.values():
        if is_spent(draft, work):
            yield EvidenceDraft, draft.id


def of_run(work: Work, run_id: str) -> Iterator[Dropped]:
    """All pages of one run."""
    return ((PageDraft, page.id) for page in work.page_drafts.values() if page.run == run_id)


# --- evidence ----------------------------------------------------------------------------------------


def form_of(entry: Evidence, origin: str = "") -> str:
    """The id of the form in which an entry is written: that of an entry that is kept; of a new one, what it
    was begun from, which are its items unless ``origin`` says better."""
    return entry.id if entry.changed else f"new/{origin or '+'.join(entry.items)}"


def is_spent(draft: EvidenceDraft, work: Work) -> bool:
    """Whether the entry that a new one was to become is kept, or the one that was edited is gone."""
    return (draft.entry in work.evidence) != (draft.id == draft.entry)


def same(one: Typed, other: Typed) -> bool:
    """Whether two forms say the same."""
    return one.items == other.items and all(
        clean(getattr(one, field.name)).strip() == clean(getattr(other, field.name)).strip()
        for field in FIELDS
    )


def evidence_draft(begun: Begun, typed: Typed, today: date, stamp: str) -> EvidenceDraft:
    """The form as it stands. A day is kept as the one that it is today: ``yesterday`` would be another one
    tomorrow."""
    words = {field.name: getattr(typed, field.name) for field in FIELDS}
    words["day"] = _day(typed.day, today)
    return EvidenceDraft(id=begun.form, changed=stamp, entry=begun.entry.id, items=typed.items, words=words)


def taken_up(begun: Begun, work: Work) -> tuple[Begun, EvidenceDraft | None]:
    """What is begun, with the id that its draft has for the entry; and the draft, if there is one."""
    draft = work.evidence_drafts.get(begun.form)
    if draft is None or is_spent(draft, work):
        return begun, None
    return begun._replace(entry=msgspec.structs.replace(begun.entry, id=draft.entry)), draft


def typed_of(draft: EvidenceDraft) -> Typed:
    """The form as it stood."""
    return Typed(items=draft.items, **{field.name: draft.words.get(field.name, "") for field in FIELDS})


def _day(typed: str, today: date) -> str:
    try:
        return day_of(clean(typed).strip(), today).isoformat()
    except ValueError:
        return typed


# --- in words ----------------------------------------------------------------------------------------


def page_told(stamp: str) -> str:
    """Where the words on a page come from."""
    return f"Here is what you had written by {day_told(stamp)}. It is not handed in yet."


def form_told(draft: EvidenceDraft, entry: Evidence) -> str:
    """Where the words in a form come from."""
    not_yet = "The entry does not have it yet." if entry.changed else "It is not kept as an entry yet."
    told = f"Here is what you had typed by {day_told(draft.changed)}. {not_yet}"
    newer = (moment(entry.changed) or 0.0) > (moment(draft.changed) or 0.0)
    return f"{told} The entry was changed after that." if newer else told
