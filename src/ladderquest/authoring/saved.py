"""Runs that somebody may have saved, and where they land when the scenario is edited under them.

Nothing here guesses. The runs are made by the engine, decision by decision, on the old edition; where they
land is what ``Run.load`` says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from itertools import count

import msgspec

from ladderquest.pack.cache import hashes
from ladderquest.pack.expressions import answer_names
from ladderquest.pack.model import AllocateScene, AnsweredScene, Edition, Memory, Share
from ladderquest.play import AnyAnswer, AnyRecord, Program, Run, StoryError, draw, walk

__all__ = ["Landing", "land", "saved_runs"]

LONGEST = 100
"""Decisions of one run; a story may go in circles."""

Hashes = tuple[str, str]


class Landing(msgspec.Struct, frozen=True):
    """Where a run goes back to: how many of its decisions stand and how many do not, the scene, and why."""

    kept: int
    lost: int
    scene: str
    because: str


def saved_runs(edition: Edition, decisions: int) -> list[Run]:
    """Runs in progress, made until they have taken ``decisions`` together, and at least one for each world
    with each extreme of what can be carried in. The answer taken least often is taken next, so that all
    are; ties are drawn, always the same.

    A run stands for every save on its way, since a replay does not look ahead. Finished runs stay with
    what they were played on, so the decision that would end one is left out."""
    program, telling, known = Program(edition), Program(_told_apart(edition)), hashes(edition)
    worlds = [world.id for world in edition.scenario.worlds]
    starts = [(world, carried) for carried in _carried(edition) for world in worlds]
    used: Counter[tuple[str, AnyAnswer]] = Counter()
    runs: list[Run] = []
    made = 0
    for seed in count():
        world, carried = starts[seed % len(starts)]
        made += 1
        with suppress(StoryError):  # one that breaks off before it asks anything was never saved
            run = Run.begin(program, known, seed=seed, recalls=carried, world=world)
            _play(run, telling, used, seed)
            runs.append(run)
            made += len(run.steps)
        if made >= decisions and seed + 1 >= len(starts):
            return runs
    raise AssertionError  # count() does not end


def _play(run: Run, telling: Program, used: Counter[tuple[str, AnyAnswer]], seed: int) -> None:
    while len(run.steps) < LONGEST:
        state = run.state
        answers = walk(telling, state)
        if not answers:
            return
        least = min(used[state.scene, answer] for answer in answers)
        rare = [answer for answer in answers if used[state.scene, answer] == least]
        answer = rare[draw(seed, f"walk {len(run.steps)}", len(rare))]
        used[state.scene, answer] += 1
        try:
            proposal = run.propose(answer)
        except StoryError:  # the old scenario breaks off there, so that no save lies beyond
            return
        if proposal.state.ending is not None:
            return
        run.commit(proposal)


def _carried(edition: Edition) -> list[dict[str, int]]:
    """Nothing from earlier scenarios, the least of everything, and the most."""
    memories = [memory for memory in edition.memories if memory.id in edition.scenario.recalls]
    found = [{}, *({memory.id: _bounds(memory)[end] for memory in memories} for end in (0, 1))]
    return found if memories else found[:1]


def _bounds(memory: Memory) -> tuple[int, int]:
    return (0, 1) if isinstance(memory.initial, bool) else (memory.min, memory.max)


def _told_apart(edition: Edition) -> Edition:
    """The edition in which ``walk`` gives every answer that results see. Answers that the old
    scenario did not tell apart may be different ones to the new: a result that names all that an answer is
    made of makes them so. Of what can be split, the amounts on either side of a step and at both ends."""
    scenes = []
    for scene in edition.scenario.scenes:
        if isinstance(scene, AnsweredScene):
            naming = " ".join(answer_names(scene, edition.scenario))
            first = msgspec.structs.replace(scene.results[0], contested=naming)
            scene = msgspec.structs.replace(scene, results=(first, *scene.results[1:]))
        if isinstance(scene, AllocateScene):
            items = tuple(_at_the_edges(item, scene.total) for item in scene.items)
            scene = msgspec.structs.replace(scene, items=items)
        scenes.append(scene)
    scenario = msgspec.structs.replace(edition.scenario, scenes=tuple(scenes))
    return msgspec.structs.replace(edition, scenario=scenario)


def _at_the_edges(item: Share, total: int) -> Share:
    most = total if item.most is None else min(item.most, total)
    edges = {item.least + 1, most, *item.steps, *(step + 1 for step in item.steps)}
    steps = tuple(sorted(edge for edge in edges if 0 < edge <= most))
    return msgspec.structs.replace(item, steps=steps)


def land(program: Program, known: Hashes, records: Sequence[AnyRecord]) -> Landing | None:
    """Where the run of these records goes back to in ``program``, whose edition has the hashes ``known``;
    None if it stays where it is."""
    run, migrated = Run.load(program, known, records)
    if migrated is None or not migrated.because:
        return None
    before = sum(record.__struct_config__.tag == "decided" for record in records)
    return Landing(len(run.steps), before - len(run.steps), run.state.scene, migrated.because)
