"""What the checks across a pack need to know of each scenario: small, and kept with its findings."""

from __future__ import annotations

import msgspec

__all__ = ["DecisionFacts", "ScenarioFacts"]

Place = tuple[int, int]
"""Line and column, both from 1."""


class DecisionFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One ``choose``. ``longest`` is the share (0 to 1) of its sampled states in which an option that is best
    there is the longest of those on offer; ``offered`` and ``best`` count sampled states by posture: in how
    many it was on offer, and in how many it was best."""

    scene: str
    place: Place
    longest: float
    offered: dict[str, int]
    best: dict[str, int]


class ScenarioFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One scenario. ``traps`` are those that an answer can feed, each with the first place that says so;
    ``right`` those of them whose behaviour is the best answer in some sampled state."""

    id: str
    phase: int
    order: int
    place: Place
    decisions: tuple[DecisionFacts, ...] = ()
    practises: tuple[str, ...] = ()
    traps: dict[str, Place] = {}
    dodges: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    recalls: tuple[str, ...] = ()
    remembers: tuple[str, ...] = ()
