"""Where a player stands on the ladder: what is new, open and done, and what may be done next."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

import msgspec

from ladderquest.growth.summary import RunSummary, last_touched
from ladderquest.pack.ladder import Phase
from ladderquest.pack.model import Pack, Scenario
from ladderquest.play import draw

Standing = Literal["new", "open", "done"]


class ScenarioProgress(msgspec.Struct, frozen=True):
    """One scenario as a player has it. ``run`` is the run to go on with, or the newest one, or None;
    ``finished`` the newest run that stands at an ending."""

    scenario: Scenario
    standing: Standing
    run: RunSummary | None
    finished: RunSummary | None
    endings_seen: tuple[str, ...]
    worlds_seen: tuple[str, ...]


class PhaseProgress(msgspec.Struct, frozen=True):
    """One rung: its scenarios in order. ``done`` counts those with an ending."""

    phase: Phase
    scenarios: tuple[ScenarioProgress, ...]

    @property
    def done(self) -> int:
        """How many scenarios have been played to an ending."""
        return sum(bool(each.endings_seen) for each in self.scenarios)


def scenario_progress(scenario: Scenario, summaries: Iterable[RunSummary]) -> ScenarioProgress:
    """What a player has made of one scenario. An open run comes before a finished one."""
    runs = sorted((s for s in summaries if s.scenario == scenario.id), key=last_touched)
    going = [s for s in runs if s.ending is None]
    finished = [s for s in runs if s.finished]
    newest = going[-1] if going else runs[-1] if runs else None
    return ScenarioProgress(
        scenario=scenario,
        standing="open" if going else "done" if finished else "new",
        run=newest,
        finished=next((s for s in reversed(runs) if s.ending is not None), None),
        endings_seen=tuple(dict.fromkeys(e for s in runs for e in s.endings_seen)),
        worlds_seen=tuple(dict.fromkeys(s.world for s in finished)),
    )


def ladder_progress(pack: Pack, summaries: Collection[RunSummary]) -> list[PhaseProgress]:
    """All phases in order, with every scenario of the pack."""
    found = []
    for phase in sorted(pack.ladder.phases, key=lambda phase: phase.id):
        scenarios = sorted((s for s in pack.scenarios if s.phase == phase.id), key=lambda s: (s.order, s.id))
        found.append(PhaseProgress(phase, tuple(scenario_progress(s, summaries) for s in scenarios)))
    return found


def to_go_on(summaries: Iterable[RunSummary]) -> RunSummary | None:
    """The open run touched last, if any."""
    going = [summary for summary in summaries if summary.ending is None]
    return max(going, key=last_touched, default=None)


def may_rewind(finished: bool, always: bool) -> bool:
    """A first run goes forward; rewinding opens with an ending (of any run of the scenario), or by the
    player's setting ``always``."""
    return finished or always


def unseen_seed(scenario: Scenario, worlds_seen: Collection[str], first: int) -> int:
    """A seed from ``first`` upwards whose world the player has not played to an end; ``first`` itself once
    all are seen. Playing again then shows another truth instead of the same one."""
    worlds = [world.id for world in scenario.worlds]
    unseen = {index for index, world in enumerate(worlds) if world not in worlds_seen}
    seed = first
    while unseen and draw(seed, "world", len(worlds)) not in unseen:
        seed += 1
    return seed
