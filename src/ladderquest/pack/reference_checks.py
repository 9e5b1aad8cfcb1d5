"""Checks of what is looked up and written: everything named there must exist.

These files are data of one kind, so one rule serves them all: a field called ``trap`` names a trap, whatever
it is a field of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from ladderquest.pack.base import Struct
from ladderquest.pack.context import Report
from ladderquest.pack.convert import Converted, Path
from ladderquest.pack.files import OPTIONAL, SHARED

__all__ = ["FIGURE", "LINKED", "check_reference"]

FIGURE = re.compile(r"\{figure\.([a-z0-9_-]*)\}")
"""How a text names a figure."""

LINKED = (
    "level", "phase", "gate", "trap", "dimension", "grade", "milestones", "roadblock", "shelf", "article",
    "exercise", "management",
)  # fmt: skip
"""What a link may lead to."""

_FILES = frozenset(SHARED[field] for field in OPTIONAL)
_NAMES = {
    "source": "source", "sources": "source", "trap": "trap", "traps": "trap", "level": "level",
    "phases": "phase", "practises": "gate", "exercise": "exercise",
}  # fmt: skip
_CALLED = {"gate": "gate item", "shelf": "shelf", "management": "page"}


def check_reference(files: Sequence[Converted[Any]]) -> None:
    """Notes what the files of the codex and the workbook name and what does not exist. ``files``: all shared
    files that something could be made of."""
    known = _known(files)
    for file in files:
        if file.findings.file not in _FILES:
            continue
        report = Report(file)
        for path, struct in _structs(file.value, ()):
            _check(report, path, struct, known)


def _known(files: Sequence[Converted[Any]]) -> dict[str, set[str]]:
    """Ids by what they are of."""
    fields = {
        "sources": "source", "levels": "level", "phases": "phase", "traps": "trap", "grades": "grade",
        "dimensions": "dimension",
        "milestones": "milestones", "roadblocks": "roadblock", "figures": "figure", "shelves": "shelf",
        "articles": "article", "exercises": "exercise",
    }  # fmt: skip
    known: dict[str, set[str]] = {"management": {"track"}, "phase": {"0"}, "gate": set()}
    for file in files:
        for field, kind in fields.items():
            if not hasattr(file.value, field):
                continue  # what came to nothing has no ids: nothing is said against those who name them
            entries = getattr(file.value, field)
            known.setdefault(kind, set()).update(str(entry.id) for entry in entries)
            if kind == "phase":
                known["gate"].update(item.id for phase in entries for item in phase.gate)
    return known


def _check(report: Report, path: Path, struct: Struct, known: dict[str, set[str]]) -> None:
    for field in msgspec.structs.fields(struct):
        value, where = getattr(struct, field.name), (*path, field.encode_name)
        if isinstance(value, tuple) and value and hasattr(value[0], "id"):
            report.unique(((*where, number, "id"), str(each.id)) for number, each in enumerate(value))
        if field.name == "see":
            _check_links(report, where, value, known)
        elif field.name in _NAMES and value is not None:
            kind = _NAMES[field.name]
            for name in value if isinstance(value, dict) else ():  # by field of the struct
                report.known((*where, name), name, struct.__struct_fields__, "field")
            for step, name in _named(value):
                report.known((*where, *step), name, known.get(kind), _CALLED.get(kind, kind))
        for text in [value] if isinstance(value, str) else []:
            for found in FIGURE.finditer(text):
                report.known(where, found[1], known.get("figure"), "figure")


def _check_links(report: Report, path: Path, links: Sequence[str], known: dict[str, set[str]]) -> None:
    for number, link in enumerate(links):
        kind, _, name = link.partition(":")
        report.known((*path, number), kind, LINKED, "kind of page")
        if kind in LINKED:
            report.known((*path, number), name, known.get(kind), _CALLED.get(kind, kind))


def _named(value: Any) -> Iterator[tuple[Path, str]]:
    """The ids that a field holds, each with the rest of its path."""
    if isinstance(value, dict):
        yield from (((key,), str(name)) for key, name in value.items())
    elif isinstance(value, tuple):
        yield from (((number,), str(name)) for number, name in enumerate(value))
    else:
        yield (), str(value)


def _structs(value: Any, path: Path) -> Iterator[tuple[Path, Struct]]:
    if isinstance(value, Struct):
        yield path, value
        for field in msgspec.structs.fields(value):
            yield from _structs(getattr(value, field.name), (*path, field.encode_name))
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _structs(each, (*path, number))
