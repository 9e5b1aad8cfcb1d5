"""What the checks across a pack need to know of each scenario: small, and kept with its findings.

Places are paths (by YAML keys and indexes), not lines: a file from the cache is read again only if something
is to be said about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ladderquest.authoring.judging import Decision, Judged
from ladderquest.authoring.subject import Subject
from ladderquest.pack.convert import Path
from ladderquest.pack.model import ChooseScene, Outcome

__all__ = ["DecisionFacts", "ScenarioFacts", "facts_of"]


class DecisionFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One rated decision. ``longest`` is how often (0 to 1, over its sampled states) somebody who always
    picks the longest option picks a best one; None where it is no ``choose``. ``wins`` has, for every posture
    that was on offer beside another, the share of those states in which it was best."""

    scene: str
    longest: float | None
    wins: dict[str, float]


class ScenarioFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One scenario. ``feeds`` has every trap that a rated answer can feed, with how many links do and the
    first place that says so; ``right`` those whose behaviour is a best answer in some sampled state."""

    id: str
    phase: int
    order: int
    decisions: tuple[DecisionFacts, ...] = ()
    practises: tuple[str, ...] = ()
    feeds: dict[str, tuple[int, Path]] = {}
    right: tuple[str, ...] = ()
    recalls: tuple[str, ...] = ()
    remembers: tuple[str, ...] = ()


def facts_of(subject: Subject, decisions: Sequence[Decision]) -> ScenarioFacts:
    """What the rest of the pack needs to know of a scenario."""
    scenario = subject.scenario
    return ScenarioFacts(
        id=scenario.id,
        phase=scenario.phase,
        order=scenario.order,
        decisions=tuple(_decision(each) for each in decisions if each.judged),
        practises=scenario.practises,
        feeds=_feeds(subject),
        right=tuple(sorted(_right(decisions))),
        recalls=scenario.recalls,
        remembers=tuple(entry.memory for entry in scenario.remembers),
    )


def _feeds(subject: Subject) -> dict[str, tuple[int, Path]]:
    found: dict[str, tuple[int, Path]] = {}
    for index, scene in enumerate(subject.scenario.scenes):
        for field in ("options", "results"):
            outcomes: Sequence[Outcome] = getattr(scene, field, ())
            for number, outcome in enumerate(outcomes):
                for place, link in enumerate(outcome.feeds if outcome.rating else ()):
                    trap, path = link.trap, ("scenes", index, field, number, "feeds", place, "trap")
                    count, first = found.get(trap, (0, path))
                    found[trap] = count + 1, first
    return found


def _right(decisions: Iterable[Decision]) -> set[str]:
    """The traps whose behaviour is right somewhere: an answer that can feed the trap is a best one there, and
    does not feed it."""
    found: set[str] = set()
    for decision in decisions:
        for judged in decision.judged:
            best = judged.best
            for each in judged.standings:
                if each.id in best:
                    found |= {link.trap for link in each.outcome.source.feeds} - each.feeds
    return found


def _decision(decision: Decision) -> DecisionFacts:
    longest = None
    if isinstance(decision.scene, ChooseScene):
        hits = [_longest(judged) for judged in decision.judged]
        longest = sum(hits) / len(hits)
    offered: dict[str, int] = {}
    best: dict[str, int] = {}
    for judged in decision.judged:
        open_ = {each.id for each in judged.standings}
        if len({_posture(each) for each in decision.outcomes if each.id in open_}) == 1:
            continue  # where all go at it the same way, it is no wonder that one of them wins
        for count, outcomes in (
            (offered, open_),
            (best, judged.best),
        ):
            for posture in {_posture(each) for each in decision.outcomes if each.id in outcomes} - {""}:
                count[posture] = count.get(posture, 0) + 1
    wins = {posture: best.get(posture, 0) / count for posture, count in sorted(offered.items())}
    return DecisionFacts(scene=decision.scene.id, longest=longest, wins=wins)


def _posture(outcome: Outcome) -> str:
    return outcome.posture or ""


def _longest(judged: Judged) -> float:
    """How likely the longest option is a best one; of several that are equally long, each as likely."""
    lengths = {each.id: len(each.outcome.caption(judged.state.values)) for each in judged.standings}
    most = max(lengths.values())
    picked = [option for option, length in lengths.items() if length == most]
    return len(judged.best.intersection(picked)) / len(picked)
