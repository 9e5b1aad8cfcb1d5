"""The journal of a run: append-only records, from which everything else is derived.

``seq`` counts the records of one run from 0. The *live path* is what remains of the decisions after the
rewinds and migrations: ``live_path`` folds it. A *checkpoint* is a place between decisions to which a
run can go back: the seq of the decision before it (0 for the opening) and the digest of the state there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ladderquest.play.moves import AnyAnswer

JOURNAL_SCHEMA = 1


class Record(msgspec.Struct, frozen=True, tag_field="record", forbid_unknown_fields=True):
    """Base of the records. ``seq`` is its place in the journal."""

    seq: int


class Started(Record, frozen=True, tag="started"):
    """The header: which edition, which seed, and so which world; what was carried in; ``digest`` of the
    opening state."""

    scenario: str
    rules: str
    text: str
    seed: int
    world: str
    recalls: dict[str, int]
    digest: str
    schema: int = JOURNAL_SCHEMA


class Decided(Record, frozen=True, tag="decided"):
    """A decision: what was answered in which scene, and the digest of the state after it."""

    scene: str
    answer: AnyAnswer
    digest: str


class Rewound(Record, frozen=True, tag="rewound"):
    """The run went back to the checkpoint after record ``to``; the branch left behind stays on record."""

    to: int


class Migrated(Record, frozen=True, tag="migrated"):
    """The scenario was edited while the run was in progress: it goes on in the new edition, from the
    checkpoint after record ``to``; ``because`` says in words why not from where it stood ("" if it does)."""

    rules: str
    text: str
    world: str
    to: int
    because: str
    digest: str


class Annotated(Record, frozen=True, tag="annotated", omit_defaults=True):
    """Something about record ``of`` that the story does not depend on. ``at`` is a time with its zone,
    ``seconds`` how long the decision took, ``changes`` how often the answer changed before it was given,
    ``lines`` the artefact lines marked, ``words`` what was written, ``talk`` a wish to discuss it,
    ``confidence`` how sure the player was before any feedback, in per cent."""

    of: int
    at: str | None = None
    seconds: float | None = None
    changes: int | None = None
    lines: tuple[int, ...] | None = None
    words: str | None = None
    talk: bool | None = None
    confidence: int | None = None


AnyRecord = Started | Decided | Rewound | Migrated | Annotated


class JournalError(Exception):
    """A journal that does not hold together; the message says where and why."""


def live_path(records: Iterable[AnyRecord]) -> list[Decided]:
    """The decisions that stand, oldest first. Raises ``JournalError`` for gaps and impossible rewinds."""
    path: list[Decided] = []
    for place, record in enumerate(records):
        if record.seq != place:
            raise JournalError(f"record {place} of the journal is numbered {record.seq}: some are missing")
        if (place == 0) != isinstance(record, Started):
            raise JournalError("a journal starts with one header")
        if isinstance(record, Decided):
            path.append(record)
        elif isinstance(record, Rewound | Migrated):
            if record.to != 0 and all(decided.seq != record.to for decided in path):
                raise JournalError(f"record {place} goes back to {record.to}, which is not on the live path")
            path = [decided for decided in path if decided.seq <= record.to]
    return path


def header(records: Sequence[AnyRecord]) -> Started:
    """The header of a journal. Raises ``JournalError`` if it has none."""
    if not records or not isinstance(records[0], Started):
        raise JournalError("the journal has no header")
    return records[0]
