"""Checks of the promotion meetings: who speaks is there, what is named exists, everybody gets an end."""

from __future__ import annotations

from collections.abc import Sequence

from ladderquest.pack.context import Context, Report
from ladderquest.pack.convert import Path
from ladderquest.pack.meetings import (
    QUOTED,
    SLOT,
    SLOTS,
    Closing,
    Exchange,
    Meeting,
    MeetingsFile,
    Voice,
)
from ladderquest.pack.text import nearest

__all__ = ["LEAST_QUIET", "check_meetings"]

LEAST_QUIET = 5
"""Exchanges that any player can get: as many as the shortest meeting has."""

_NEEDS = {"fed": "trap", "dodged": "trap", "shown": "signal", "only": "signal"}
_HAS = {
    "quote": QUOTED,
    "scenario": (*QUOTED, "kept", "owed"),
    "when": QUOTED,
    "whom": ("kept", "owed"),
    "times": ("fed", "dodged", "shown", "only"),
}
"""Slot -> what an exchange has to be about for it; a closing has no quote of its own."""


def check_meetings(report: Report, file: MeetingsFile, context: Context) -> None:
    """Notes what is wrong with the meetings, given the ids that the pack has."""
    report.unique(
        ((("meetings", index, "phase"), str(meeting.phase)) for index, meeting in enumerate(file.meetings)),
        "is the phase of a meeting already",
    )
    for index, meeting in enumerate(file.meetings):
        _check_meeting(report, ("meetings", index), meeting, context)


def _check_meeting(report: Report, path: Path, meeting: Meeting, context: Context) -> None:
    for number, who in enumerate(meeting.present):
        report.known((*path, "present", number), who, context.cast, "person in the cast")
    said = ((*path, "exchanges", number, "id") for number in range(len(meeting.exchanges)))
    report.unique(zip(said, (each.id for each in meeting.exchanges), strict=True))
    ends = ((*path, "closings", number, "id") for number in range(len(meeting.closings)))
    report.unique(zip(ends, (each.id for each in meeting.closings), strict=True))
    _check_text(report, (*path, "opening"), meeting.opening, ("player",))
    _check_lines(report, (*path, "lines"), meeting.lines, meeting, ("player",))
    for number, exchange in enumerate(meeting.exchanges):
        where = (*path, "exchanges", number)
        needs = _NEEDS.get(exchange.about)
        if needs and getattr(exchange, needs) is None:
            report.add("LQ202", where, f"what is about `{exchange.about}` needs `{needs}`")
        _check_names(report, where, exchange, context)
        slots = ["player", *(slot for slot, about in _HAS.items() if exchange.about in about)]
        _check_lines(report, (*where, "lines"), exchange.lines, meeting, slots)
        if len(exchange.lines) == 1:
            report.add("LQ202", (*where, "lines"), "an exchange needs an answer by somebody else")
    for number, closing in enumerate(meeting.closings):
        where = (*path, "closings", number)
        _check_names(report, where, closing, context)
        slots = {"fed": ["times"], "owed": ["whom", "scenario"]}.get(closing.about, [])
        _check_lines(report, (*where, "lines"), closing.lines, meeting, ["player", *slots])
    quiet = sum(exchange.about == "quiet" for exchange in meeting.exchanges)
    if quiet < LEAST_QUIET:
        told = f"a meeting needs {LEAST_QUIET} exchanges about `quiet`, for players of whom little is known"
        report.add("LQ304", (*path, "exchanges"), f"{told}; there are {quiet}")
    if not any(closing.about == "quiet" for closing in meeting.closings):
        report.add("LQ304", (*path, "closings"), "a meeting needs a closing about `quiet`, for all others")


def _check_names(report: Report, path: Path, entry: Exchange | Closing, context: Context) -> None:
    report.known((*path, "trap"), entry.trap or "", context.traps, "trap")
    report.known((*path, "whom"), entry.whom or "", context.cast, "person in the cast")
    if isinstance(entry, Exchange):
        report.known((*path, "signal"), entry.signal or "", context.signals, "signal")


def _check_lines(
    report: Report, path: Path, lines: Sequence[Voice], meeting: Meeting, slots: Sequence[str]
) -> None:
    before = ""
    for number, line in enumerate(lines):
        where = (*path, number)
        report.known((*where, "who"), line.who, meeting.present, "person in this meeting")
        if line.who == before:
            report.add("LQ204", (*where, "who"), f"{line.who!r} has spoken last; let somebody else answer")
        before = line.who
        _check_text(report, (*where, "says"), line.says, slots)


def _check_text(report: Report, path: Path, text: str, slots: Sequence[str]) -> None:
    for found in SLOT.finditer(text):
        if found[1] not in SLOTS:
            told = f"unknown name {found[1]!r} in text"
            report.add("LQ403", path, told, nearest(found[1], SLOTS), offset=found.start())
        elif found[1] not in slots:
            told = f"there is no {found[0]} here; what can be shown depends on `about`"
            report.add("LQ403", path, told, offset=found.start())
