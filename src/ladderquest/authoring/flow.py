"""Where a story may go: the scenes of one world, each with what every name may stand for there.

The sets of a scene are joined over all ways into it until nothing changes any more. Whatever is not possible
in the result is impossible in every run of that world; what is possible is still only that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from ladderquest.authoring.steps import OF_ANSWERS, Possible, Steps
from ladderquest.authoring.values import DUE, MUST, SEEN, WIDEST, Domain, Env, Sets, joined
from ladderquest.authoring.ways import acyclic
from ladderquest.pack.model import World
from ladderquest.play import Program

__all__ = ["possible"]

_MOST_FLOWS = 8  # of more worlds, several are taken together: what is possible in one of them is possible
_PATIENCE = 60  # ways into one scene, after which sets that still grow are taken to be full


def possible(program: Program) -> Possible:
    """What the runs of a program can perhaps get to, in any of its worlds."""
    note = Possible()
    worlds = program.scenario.worlds
    some = 1 + (len(worlds) - 1) // _MOST_FLOWS
    for first in range(0, len(worlds), some):
        flow = _Flow(program, worlds[first : first + some])
        flow.run()
        flow.record(note)
    return note


class _Flow:
    """The analysis of one world of a program, or of several at once where there are very many.
    ``run`` it, then ``record`` what is possible."""

    def __init__(self, program: Program, worlds: Sequence[World]) -> None:
        self._program = program
        self._scenario = scenario = program.scenario
        self._worlds = worlds
        asked = [scene.id for scene in scenario.scenes if f"visits.{scene.id}" in program.counters]
        bits = {scene: 1 << n for n, scene in enumerate(asked)}
        self._sets = Sets(_domains(program, worlds), bits, acyclic(scenario.scenes) & set(asked))
        self._steps = Steps(scenario, self._sets, bits)
        self._at: dict[str, Env] = {}

    # --- the fixed point -------------------------------------------------------------------------

    def run(self) -> None:
        """Work out what may hold at the door of every scene."""
        ahead: list[tuple[int, str]] = []
        times: dict[str, int] = {}

        def arrive(scene: str, env: Env) -> None:
            known = self._at.get(scene)
            after = env if known is None else joined(known, env)
            if after == known:
                return
            times[scene] = times.get(scene, 0) + 1
            if known is not None and times[scene] > _PATIENCE:
                after = self._sets.widened(known, after)
            self._at[scene] = after
            heappush(ahead, (self._steps.index[scene], scene))

        arrive(self._scenario.start, self._opening())
        while ahead:
            _, scene = heappop(ahead)
            while ahead and ahead[0][1] == scene:
                heappop(ahead)
            ways = self._steps.ways(self._scenario.scenes[self._steps.index[scene]], self._at[scene], None)
            # options without a condition or an effect arrive with the very same sets: once is enough
            for target, env in {(target, id(env)): (target, env) for target, env in ways}.values():
                arrive(target, env)

    def _opening(self) -> Env:
        program, sets = self._program, self._sets
        env: Env = {SEEN: 0, MUST: 0, DUE: 0}
        for name, quantity in program.quantities.items():
            domain = sets.domains[name]
            if name.startswith("visits.") or name.startswith(OF_ANSWERS) or domain.width > WIDEST:
                continue
            env[name] = domain.full if name.startswith("recall.") else domain.only(quantity.initial)
        for name, facts in _facts(program, self._worlds):
            domain = sets.domains[name]
            if domain.width <= WIDEST:
                env[name] = 0
                for value in facts:
                    env[name] |= domain.only(value)
        return env

    # --- the result ------------------------------------------------------------------------------

    def record(self, note: Possible) -> None:
        """Add to ``note`` what is possible in this world. ``run`` comes first."""
        everywhere: Env | None = None
        note.ends.clear()
        for scene in self._scenario.scenes:
            env = self._at.get(scene.id)
            if env is None:
                continue
            for _, after in self._steps.ways(scene, env, note):
                everywhere = after if everywhere is None else joined(everywhere, after)
        for env in note.ends:
            everywhere = env if everywhere is None else joined(everywhere, env)
        if everywhere is not None:
            self._elsewhere(joined(everywhere, self._opening()), note)

    def _elsewhere(self, env: Env, note: Possible) -> None:
        """What is read at more than one place: with whatever may hold anywhere."""
        scenario, steps = self._scenario, self._steps
        for index, variable in enumerate(scenario.variables):
            steps.when(("variables", index, "shown"), variable.shown, env, note)
        for index, clue in enumerate(scenario.clues):
            steps.texts(("clues", index, "text"), clue.text, env, note)
        for index, artefact in enumerate(scenario.artefacts):
            steps.texts(("artefacts", index, "text"), artefact.text, env, note)
        for index, world in enumerate(scenario.worlds):
            if world in self._worlds:
                steps.texts(("worlds", index, "reveals"), world.reveals, env, note)
        rest: Env | None = env
        for index, block in enumerate(scenario.actions):  # the first that holds is shown
            if block.when is None:
                break
            if rest is None:
                note.condition(("actions", index, "when"), 0)
            else:
                steps.when(("actions", index, "when"), block.when, rest, note)
                rest = steps.unless(block.when, rest)


def _domains(program: Program, worlds: Sequence[World]) -> dict[str, Domain]:
    """The bounds of every name but the visits; the facts of ``worlds`` are what they are."""
    domains = {
        name: Domain(quantity.low, quantity.high)
        for name, quantity in program.quantities.items()
        if not name.startswith("visits.")
    }
    for name, facts in _facts(program, worlds):
        if program.quantities[name].kind == "int":
            domains[name] = Domain(min(facts), max(facts))
    return domains


def _facts(program: Program, worlds: Sequence[World]) -> Iterator[tuple[str, set[int]]]:
    """Every ``world.`` name with its values in ``worlds``."""
    ids = {world.id for world in worlds}
    for name in program.quantities:
        if name.startswith("world."):
            fact = name.removeprefix("world.")
            if fact in worlds[0].facts:
                yield name, {int(world.facts[fact]) for world in worlds}
            else:
                yield name, {int(fact in ids), int(ids == {fact})}
