"""The exhaustive walker: every state that can be told apart, nearest first.

Where it comes to an end, what it has not met is proved never to happen, its ways to the endings are the
shortest there are, and states from which no ending can be reached any more are known.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Hashable

from ladderquest.authoring.coverage import Recorder
from ladderquest.authoring.relevance import Relevance
from ladderquest.authoring.walkers import (
    EVERY,
    Kind,
    Limits,
    Progress,
    Walked,
    Way,
    nothing,
    stuck_message,
)
from ladderquest.play import AnyAnswer, IllegalDecision, Program, State, StoryError, start, walk, walks_all

__all__ = ["search"]

_MOST_NAMED = 8


def search(program: Program, limits: Limits, progress: Progress = nothing) -> Walked:
    """Look at every state, world by world, until none is left or ``limits.choices`` are spent."""
    walked = Walked(program)
    relevance = Relevance(program)
    walked.exhausted = relevance.complete and walks_all(program)
    worlds = [world.id for world in program.scenario.worlds]
    for at, world in enumerate(worlds):
        share = (limits.choices - walked.choices) // (len(worlds) - at)
        one = _World(program, relevance, walked, world)
        if not one.search(share, lambda: progress(walked.choices / limits.choices)):
            walked.exhausted = False
    progress(1.0)
    return walked


class _World:
    """The states of one world. A state is known by its number; ``_before`` and ``_by`` say from which one
    and by which answer it was met first."""

    def __init__(self, program: Program, relevance: Relevance, walked: Walked, world: str) -> None:
        self._program = program
        self._relevance = relevance
        self._walked = walked
        self._world = world
        self._tally = walked.tallies[world]
        self._recorder = Recorder(program)
        self._known: dict[Hashable, int] = {}
        self._before = array("q")
        self._by: list[AnyAnswer | None] = []
        self._recalls: dict[int, dict[str, int]] = {}
        self._scenes: list[str] = []
        self._waiting: deque[tuple[int, State]] = deque()
        self._from, self._to = array("q"), array("q")
        self._over: list[int] = []

    def search(self, choices: int, tick: Callable[[], None]) -> bool:
        """Whether every state was looked at with at most ``choices`` choices."""
        walked = self._walked
        last = walked.choices + choices
        for recalls in self._relevance.openings():
            self._open(recalls)
        while self._waiting:
            number, state = self._waiting.popleft()
            if state.ending is not None:
                self._over.append(number)
                continue
            offered = walk(self._program, state)
            if not offered:
                self._fail("stuck", number, None, stuck_message(state.scene))
            for answer in offered:
                if walked.choices >= last:
                    return False
                walked.choices += 1
                if walked.choices % EVERY == 0:
                    tick()
                self._step(number, state, answer)
        self._report_circles()
        return True

    def _open(self, recalls: dict[str, int]) -> None:
        try:
            state, events = start(self._program, seed=0, recalls=recalls, world=self._world)
        except (StoryError, IllegalDecision) as error:
            way = Way(self._world, recalls, ())
            self._walked.fail(_kind(error), self._program.scenario.start, None, str(error), way)
            return
        self._recorder.opened(self._tally, events)
        key = self._relevance.key(state)
        if key not in self._known:
            self._recalls[len(self._by)] = recalls
            self._meet(key, state, -1, None)

    def _meet(self, key: Hashable, state: State, before: int, by: AnyAnswer | None) -> int:
        """A state that was not known; its number."""
        number = len(self._by)
        self._known[key] = number
        self._before.append(before)
        self._by.append(by)
        self._scenes.append(state.scene)
        self._walked.states += 1
        if state.ending is not None:
            self._walked.end(state.ending, self._way(number))
            self._recorder.closed(self._tally, state.ending)
        self._waiting.append((number, state))
        return number

    def _step(self, number: int, state: State, answer: AnyAnswer) -> None:
        recorder, tally = self._recorder, self._tally
        try:
            after = recorder.step(tally, state, answer)
        except (StoryError, IllegalDecision) as error:
            self._fail(_kind(error), number, answer, str(error))
            return
        finally:
            recorder.closed(tally)
        key = self._relevance.key(after)
        known = self._known.get(key)
        if known is None:
            known = self._meet(key, after, number, answer)
        self._from.append(number)
        self._to.append(known)

    def _way(self, number: int, last: AnyAnswer | None = None) -> Way:
        answers = [] if last is None else [last]
        while True:
            by = self._by[number]
            if by is None:
                answers.reverse()
                return Way(self._world, self._recalls[number], tuple(answers))
            answers.append(by)
            number = self._before[number]

    def _fail(self, kind: Kind, number: int, answer: AnyAnswer | None, message: str) -> None:
        self._over.append(number)  # what leads here only is not endless as well
        self._walked.fail(kind, self._scenes[number], answer, message, self._way(number, answer))

    # --- states without an ending -----------------------------------------------------------------

    def _report_circles(self) -> None:
        """Note where runs get to a state from which no ending can be reached, and none of the other
        failures either: the decisions that lead there from states that still had one."""
        lost = self._lost()
        if not lost:
            return
        among = sorted({self._scenes[number] for number in lost})
        named = ", ".join(among[:_MOST_NAMED]) + (", …" if len(among) > _MOST_NAMED else "")
        message = f"from here on no ending can be reached; the run goes round in: {named}"
        for number in sorted(lost):
            before = self._before[number]
            if before < 0 or before not in lost:
                scene = self._scenes[number]
                self._walked.fail("endless", scene, None, message, self._way(number))

    def _lost(self) -> set[int]:
        """The states that neither an ending nor a failure can be reached from."""
        sources: dict[int, list[int]] = {}
        for source, target in zip(self._from, self._to, strict=True):
            sources.setdefault(target, []).append(source)
        good = set(self._over)
        waiting = list(good)
        while waiting:
            for source in sources.get(waiting.pop(), ()):
                if source not in good:
                    good.add(source)
                    waiting.append(source)
        return set(range(len(self._by))) - good


def _kind(error: StoryError | IllegalDecision) -> Kind:
    return "circle" if isinstance(error, StoryError) else "no-way-on"
