"""What decisions showed, in the words that promotion committees use.

Level words describe decisions, three or more of them, never a person and never one choice. They are
made from counts of signals, so that one run and twenty are told the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from ladderquest.growth.phrases import capitalised, times
from ladderquest.pack.ladder import Ladder, Signal

LEAST_DECISIONS = 3
"""Decisions of one dimension below which nothing is said about it."""


class LevelWords(msgspec.Struct, frozen=True):
    """One sentence about one dimension (scope, autonomy, impact, influence)."""

    dimension: str
    says: str


def count_signals(shown: Iterable[Sequence[str]], ladder: Ladder) -> Counter[str]:
    """Signal id -> decisions that showed it, from the signals of each decision. A decision speaks once in a
    dimension, by its highest signal there; so a count over a dimension is a count of decisions. Counts of
    several runs add up. Signals that the ladder no longer has are left out."""
    known, heights = {signal.id: signal for signal in ladder.signals}, _heights(ladder)
    counts: Counter[str] = Counter()
    for signals in shown:
        highest: dict[str, Signal] = {}
        for signal in (known[each] for each in signals if each in known):
            held = highest.get(signal.dimension)
            if held is None or heights[signal.level] > heights[held.level]:
                highest[signal.dimension] = signal
        counts.update(signal.id for signal in highest.values())
    return counts


def level_words(counts: Mapping[str, int], ladder: Ladder) -> tuple[LevelWords, ...]:
    """A sentence for each dimension with ``LEAST_DECISIONS`` or more, in the ladder's order: "Four times you
    solved the task as it was given, and twice you changed the task before solving it; committees call the
    second senior scope."."""
    dimensions: dict[str, list[Signal]] = {}
    for signal in ladder.signals:
        if counts.get(signal.id, 0) > 0:
            dimensions.setdefault(signal.dimension, []).append(signal)
    return tuple(
        LevelWords(dimension, _sentence(signals, counts, ladder))
        for dimension, signals in dimensions.items()
        if sum(counts[signal.id] for signal in signals) >= LEAST_DECISIONS
    )


def _sentence(signals: list[Signal], counts: Mapping[str, int], ladder: Ladder) -> str:
    heights = _heights(ladder)
    ordered = sorted(signals, key=lambda signal: heights[signal.level])
    told = [f"{times(counts[signal.id])} you {signal.did}" for signal in ordered]
    text = ", ".join(told[:-1]) + f", and {told[-1]}" if len(told) > 1 else told[0]
    top = ordered[-1]
    title = next(level.title for level in ladder.levels if level.id == top.level)
    alike = sum(signal.level == top.level for signal in ordered)
    name = title.lower() if title.replace(" ", "").isalpha() else title
    return capitalised(f"{text}; committees call {_which(alike, len(ordered))} {name}-level {top.dimension}.")


def _which(alike: int, kinds: int) -> str:
    """How to point at the last ``alike`` of ``kinds`` things that were listed."""
    if alike == kinds:
        return {1: "that", 2: "both"}.get(kinds, "all of these")
    if alike == 1:
        return {2: "the second of these", 3: "the third of these"}.get(kinds, "the last")
    return {2: "the last two", 3: "the last three"}.get(alike, "the later ones")


def _heights(ladder: Ladder) -> dict[str, int]:
    return {level.id: height for height, level in enumerate(ladder.levels)}
