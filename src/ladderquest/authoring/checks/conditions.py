"""Conditions that cannot come to anything else: never holding, or always."""

from __future__ import annotations

from typing import Any

from ladderquest.authoring.subject import Subject
from ladderquest.authoring.values import FALSE, TRUE
from ladderquest.pack.convert import Path
from ladderquest.pack.findings import excerpt

__all__ = ["check"]

_OFFERS = ("options", "looks", "claims", "results")
_FIRST_COUNTS = ("goto", "rating", "results", "actions")


def check(subject: Subject) -> None:
    """Notes every ``when`` that has one outcome wherever it is read. Options, looks, claims and results that
    are never open are for ``reachability`` to tell."""
    for path, may in sorted(subject.possible.conditions.items(), key=lambda each: str(each[0])):
        if may == FALSE | TRUE:
            continue
        if may == TRUE:
            said = "always holds here"
            if path[-3] in _FIRST_COUNTS:
                told = f"{said}, so that the entries after this one never count"
            else:
                told = f"{said}; leave the `when` out, or mend it"
            subject.notes.add("LQ406", path, f"{_quoted(subject, path)} {told}")
        elif path[-3] not in _OFFERS:
            why = "cannot hold here" if may == FALSE else "never counts: an entry before it always holds"
            subject.notes.add(
                "LQ405", path, f"{_quoted(subject, path)} {why}; mend it, or take the entry out"
            )


def _quoted(subject: Subject, path: Path) -> str:
    """The condition at ``path`` as it is written; for a variable it is its ``shown``."""
    value: Any = subject.scenario
    for step in path:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return repr(excerpt(str(value), 60))
