"""What a player keeps beside the runs: evidence, actions, written work, reviews, the plan as edited.

Plain data, one struct a kind, each with an ``id`` that is unique in its kind. Everything else (which gate
has a gap, what is due, what the plan says) is derived from it when it is asked for. Days are ISO 8601 dates
as the player's calendar has them, moments are ISO 8601 with zone. Texts are cleaned where they enter.
"""

from __future__ import annotations

from typing import Literal

import msgspec

State = Literal["open", "done", "dropped"]
Score = Literal["strong", "fair", "missing"]


class Kept(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Base of everything kept. ``changed`` is the moment of the newest change: where two copies of a player
    are merged, the newer one of an entry stands."""

    id: str
    changed: str


class Evidence(Kept, frozen=True, kw_only=True):
    """An entry of the evidence journal, for one or more gate items. ``day`` is when it happened; ``run``,
    ``scenario`` and ``seq`` say at which decision it was begun, if at one."""

    items: tuple[str, ...]
    day: str
    context: str = ""
    role: str = ""
    did: str = ""
    outcome: str = ""
    link: str = ""
    people: str = ""
    run: str = ""
    scenario: str = ""
    seq: int = 0


class Waiver(Kept, frozen=True, kw_only=True):
    """A gate item that does not apply; its ``id`` is that of the item. Without a ``reason`` it applies again:
    that a mark was taken away is kept too, or a merge would bring it back."""

    reason: str


class Action(Kept, frozen=True, kw_only=True):
    """Something to try at work. ``due`` is a day, or "" for some day; ``note`` is what came of it."""

    text: str
    made: str
    due: str = ""
    state: State = "open"
    note: str = ""
    run: str = ""
    scenario: str = ""
    seq: int = 0


class Draft(Kept, frozen=True, kw_only=True):
    """One version of an exercise: part id -> words, criterion id -> how the player scored it. ``hints`` is
    how many were open when it was handed in, ``seconds`` how long each part took aloud that was timed;
    ``shown`` that the model answer was looked at before there were own words. What is still being written
    has the id ``<exercise>/open``: it is no version."""

    exercise: str
    made: str
    words: dict[str, str]
    scores: dict[str, Score] = {}
    hints: int = 0
    seconds: dict[str, int] = {}
    shown: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still being written (or was, and is empty now), and so no version."""
        return self.id == open_id(self.exercise)


def open_id(exercise: str) -> str:
    """The id of the draft of an exercise that is being written."""
    return f"{exercise}/open"


class PageDraft(Kept, frozen=True, kw_only=True):
    """What stands on the page of a story and is not handed in. Its ``id`` says at which moment of the ``run``
    (see ``growth.drafts``); it is offered there and nowhere else."""

    run: str
    text: str


class EvidenceDraft(Kept, frozen=True, kw_only=True):
    """An entry of evidence as it stands in its form, not kept yet: field -> what was typed. Its ``id`` is
    that of the form, ``entry`` that of the entry which it becomes."""

    entry: str
    items: tuple[str, ...]
    words: dict[str, str]


class Reviewed(msgspec.Struct, frozen=True, omit_defaults=True):
    """One review of a decision: when, option id -> 1 to 5 as rated, FSRS's 1 (again) to 4 (easy), and how
    sure the player was in per cent, None where that was not asked."""

    at: str
    ratings: dict[str, int]
    grade: int
    confidence: int | None = None


class Card(Kept, frozen=True, kw_only=True):
    """A decision that comes back; ``id`` is ``<scenario>/<scene>``. ``run`` and ``seq`` are the decision that
    it is shown from. ``memory`` is the state of FSRS, as that package writes it; ``due`` a moment."""

    scenario: str
    scene: str
    run: str
    seq: int
    due: str
    memory: dict[str, int | float | str | None]
    reviews: tuple[Reviewed, ...] = ()


class Cameback(Kept, frozen=True, kw_only=True):
    """A come-back checkpoint that the player says is done; ``id`` is that of the checkpoint."""

    done: bool = True


class PlanEdit(Kept, frozen=True, kw_only=True):
    """What the player changed of one line of the plan, by the line's id; an ``own`` line is all theirs.
    ``place`` orders lines before those that nobody moved; ``horizon`` and ``text`` are None where the rule's
    stand."""

    text: str | None = None
    horizon: str | None = None
    place: int | None = None
    due: str = ""
    state: State = "open"
    note: str = ""
    own: bool = False


AnyKept = Evidence | Waiver | Action | Draft | PageDraft | EvidenceDraft | Card | Cameback | PlanEdit


class Work(msgspec.Struct, frozen=True):
    """All that one player keeps, by kind and id."""

    evidence: dict[str, Evidence] = {}
    waivers: dict[str, Waiver] = {}
    actions: dict[str, Action] = {}
    drafts: dict[str, Draft] = {}
    page_drafts: dict[str, PageDraft] = {}
    evidence_drafts: dict[str, EvidenceDraft] = {}
    cards: dict[str, Card] = {}
    camebacks: dict[str, Cameback] = {}
    plan: dict[str, PlanEdit] = {}


KINDS: dict[type[Kept], str] = {
    Evidence: "evidence",
    Waiver: "waivers",
    Action: "actions",
    Draft: "drafts",
    PageDraft: "page_drafts",
    EvidenceDraft: "evidence_drafts",
    Card: "cards",
    Cameback: "camebacks",
    PlanEdit: "plan",
}
"""What is kept -> the field of ``Work`` that holds it."""


def with_entry(work: Work, entry: AnyKept) -> Work:
    """``work`` with an entry added, or in place of the one with its id."""
    field = KINDS[type(entry)]
    return msgspec.structs.replace(work, **{field: {**getattr(work, field), entry.id: entry}})


def without(work: Work, kind: type[Kept], entry_id: str) -> Work:
    """``work`` without an entry."""
    field = KINDS[kind]
    rest = {key: value for key, value in getattr(work, field).items() if key != entry_id}
    return msgspec.structs.replace(work, **{field: rest})
