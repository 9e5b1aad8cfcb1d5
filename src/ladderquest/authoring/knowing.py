"""What players could not know: two worlds walked side by side, as long as nothing that is read differs.

Both start alike but for the facts of their world, and get the same answers. While every text, offer and
artefact on the way reads the same in both, a player cannot tell which of them is the real one. So whatever is
found here is a witness: these answers lead to this decision, and nothing before it tells the worlds apart.

What this cannot see: it does not try every road. Each scene is gone on from in ``PAIRS_A_SCENE`` pairs of
states at most, the least visited scene first; a difference that shows after rarer roads only is missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from heapq import heappop, heappush
from itertools import combinations, islice

from ladderquest.authoring.effort import Effort
from ladderquest.play import (
    Event,
    IllegalDecision,
    Program,
    State,
    StoryError,
    advance,
    legal,
    start,
    walk,
)
from ladderquest.play.state import Entered

__all__ = ["Pair", "alike", "openings"]

PAIRS_A_SCENE = 16
"""From how many pairs of states of one scene the walks go on; shared evenly where there are more than two
worlds, but never fewer than ``LEAST_A_SCENE`` for each two."""
LEAST_A_SCENE = 4
MOST_PAIRS = 2_000
"""How many pairs are visited in one scenario at most."""
MOST_WORLDS = 64
MOST_WORK = 100_000
"""Units of ``effort`` for that; what a pair takes is many times as much."""

Step = tuple[State, tuple[Event, ...]]
Pair = tuple[State, State]
"""Two states that a player cannot tell apart, in two worlds."""


def alike(program: Program) -> Iterator[Pair]:
    """Pairs of states at a question, each of two worlds that nothing has told apart so far."""
    twos = list(combinations([opening for _, opening in openings(program, MOST_WORLDS)], 2))
    share = max(LEAST_A_SCENE, PAIRS_A_SCENE // max(1, len(twos)))
    effort, work, left = Effort(program), MOST_WORK, MOST_PAIRS
    for one, other in twos:
        for pair in _walk(program, one, other, share):
            yield pair
            left -= 1
            work -= effort.of(pair[0].scene)
            if left <= 0 or work <= 0:
                return


def openings(program: Program, most: int) -> Iterator[tuple[str, Step]]:
    """The openings of the first worlds, without those in which the story breaks off at once."""
    for world in islice(program.scenario.worlds, most):
        with suppress(IllegalDecision, StoryError):
            yield world.id, start(program, seed=0, world=world.id)


def _walk(program: Program, one: Step, other: Step, share: int) -> Iterator[Pair]:
    visits: dict[str, int] = {}
    known: set[Pair] = set()
    ahead: list[tuple[int, int, Pair]] = []

    def arrive(one: Step, other: Step) -> None:
        pair = one[0], other[0]
        if pair not in known and pair[0].ending is None and _same(program, one, other):
            known.add(pair)
            heappush(ahead, (visits.get(pair[0].scene, 0), len(known), pair))

    arrive(one, other)
    while ahead:
        rank, number, pair = heappop(ahead)
        count = visits.get(pair[0].scene, 0)
        if rank < count:  # its scene was visited since: others come first
            heappush(ahead, (count, number, pair))
            continue
        if count >= share:
            return  # the least visited scene has had its share
        visits[pair[0].scene] = count + 1
        yield pair
        for answer in walk(program, pair[0]):
            try:
                arrive(advance(program, pair[0], answer), advance(program, pair[1], answer))
            except (IllegalDecision, StoryError):
                continue  # an answer that only one world has tells them apart, or is told about elsewhere


def _same(program: Program, one: Step, other: Step) -> bool:
    """Whether everything that is read on the way, and what is then asked, is the same for both."""
    if one[0].scene != other[0].scene or one[1] != other[1]:
        return False
    passed = [event.scene for event in one[1] if isinstance(event, Entered)] or [one[0].scene]
    if any(
        program.artefact_lines(artefact, one[0].values) != program.artefact_lines(artefact, other[0].values)
        for scene in passed
        for artefact in program.sources[scene].artefacts
    ):
        return False
    return legal(program, one[0]) == legal(program, other[0])
