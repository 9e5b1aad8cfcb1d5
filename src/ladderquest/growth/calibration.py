"""How sure a player was, beside how it went: counts for each stated confidence, never one number for them.

A decision was *as good as anything on offer* when nothing within reach was rated higher. Being right eight
times of ten at "80 %" is what the word says; being right ten times of ten at "40 %" is worth knowing, too.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ladderquest.documents.document import AnyPart, Bullets, Paragraph, Table
from ladderquest.growth.looking_back import DecisionNote
from ladderquest.growth.phrases import counted

LEAST_DECISIONS = 3
"""Decisions at one confidence below which nothing is said about it."""

ANSWERS: dict[int, str] = {
    20: "a guess",
    40: "more doubt than not",
    60: "more sure than not",
    80: "quite sure",
    95: "as good as certain",
}
"""What can be answered to "how sure are you?": per cent -> in words."""

ASKED = "How sure are you that nothing else on offer here is better?"

WIDEST = 20
"""Marks that the longest bar of the plot has."""

_HIT, _MISS = "▮", "▯"


class Stated(msgspec.Struct, frozen=True):
    """All decisions at one confidence: how many, and how many of them were as good as anything on offer."""

    percent: int
    decisions: int
    best: int


class Calibration(msgspec.Struct, frozen=True):
    """``stated``: by confidence, lowest first, where there are ``LEAST_DECISIONS`` or more. ``asked``: how
    many decisions have a confidence at all."""

    stated: tuple[Stated, ...]
    asked: int


def calibration(decisions: Iterable[DecisionNote]) -> Calibration:
    """Count them. A confidence that is none of ``ANSWERS`` counts with the nearest, of two with the lower;
    one below 0 or above 100 is left out."""
    found: dict[int, list[bool]] = {percent: [] for percent in ANSWERS}
    for decision in decisions:
        if decision.confidence is not None and 0 <= decision.confidence <= 100:
            found[_nearest(decision.confidence)].append(decision.rating >= decision.best)
    return Calibration(
        stated=tuple(
            Stated(percent, len(each), sum(each))
            for percent, each in found.items()
            if len(each) >= LEAST_DECISIONS
        ),
        asked=sum(map(len, found.values())),
    )


def _nearest(confidence: int) -> int:
    return min(ANSWERS, key=lambda percent: (abs(percent - confidence), percent))


def told(stated: Stated) -> str:
    """``When you said 80 %, 5 of 7 were as good as anything on offer.``"""
    were = "was" if stated.best == 1 else "were"
    return (
        f"When you said {stated.percent} %, {stated.best} of {stated.decisions} {were} as good as "
        "anything on offer."
    )


def plot(found: Calibration) -> list[str]:
    """A line a confidence: per cent, a bar of a mark for every decision, the counts. Where there are more
    than ``WIDEST``, a mark stands for several."""
    most = max((each.decisions for each in found.stated), default=0)
    unit = max(1, -(-most // WIDEST))
    lines = []
    for each in found.stated:
        best = -(-each.best // unit)
        bar = _HIT * best + _MISS * (max(best, -(-each.decisions // unit)) - best)
        lines.append(f"{each.percent:>3} %  {bar:<{min(most, WIDEST)}}  {each.best} of {each.decisions}")
    if lines:
        lines.append(f"{_HIT} as good as anything on offer")
        lines.append(f"{_MISS} something better was on offer")
    if unit > 1:
        lines.append(f"A mark stands for up to {unit} decisions.")
    return lines


def calibration_parts(found: Calibration, *, table: bool = False) -> list[AnyPart]:
    """Plot and words, for a page or a report; with ``table`` the counts as a table as well. Nothing where
    nobody was asked."""
    if not found.asked:
        return []
    if not found.stated:
        said = counted(found.asked) if found.asked > 1 else "one decision"
        told_ = "Once" if found.asked == 1 else f"For {said} decisions"
        return [
            Paragraph(
                f"{told_} you said how sure you were. It is told from {counted(LEAST_DECISIONS)} decisions "
                "at the same confidence.",
                "quiet",
            )
        ]
    parts: list[AnyPart] = [Paragraph("\n".join(f"  {line}" for line in plot(found)))]
    parts.append(Bullets(tuple(map(told, found.stated))))
    if table:
        rows = tuple((f"{each.percent} %", str(each.decisions), str(each.best)) for each in found.stated)
        parts.append(Table(("You said", "Decisions", "As good as anything on offer"), rows))
    return parts
