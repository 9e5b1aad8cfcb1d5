"""Which decisions shaped an ending, by a rule that can be read and told."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ladderquest.play import Assessment, Program, Run, Step, assess
from ladderquest.play.compiled import CompiledOutcome
from ladderquest.play.moves import MOVES, Work
from ladderquest.play.state import Returned

MOST_OPENED = 3


class Shaping(msgspec.Struct, frozen=True):
    """A rated decision on the live path: the step, what it was worth, and what it set off and came back."""

    step: Step
    worth: Assessment
    returned: tuple[Returned, ...]

    @property
    def weight(self) -> int:
        """How much the decision shaped what followed: two for each point below the best within reach, two
        for each trap fed, one for each trap dodged, and one if something that it set off came back."""
        worth = self.worth
        missed = worth.best - worth.rating
        return 2 * missed + 2 * len(worth.feeds) + len(worth.dodges) + bool(self.returned)


def shaping(run: Run) -> list[Shaping]:
    """The decisions to open, three at most, in story order: the heaviest by ``Shaping.weight``; of equals,
    the later ones. Of several tries in one scene the heaviest counts. Fewer where fewer are rated."""
    rated = []
    for index, step in enumerate(run.steps):
        worth = assess(run.program, step.before, step.decided.answer)
        if worth is not None:
            rated.append(Shaping(step, worth, _returned(run.program, run.steps[index:])))
    scenes: dict[str, int] = {}
    for place in sorted(range(len(rated)), key=lambda place: (rated[place].weight, place), reverse=True):
        scenes.setdefault(rated[place].step.before.scene, place)
    return [rated[place] for place in sorted(list(scenes.values())[:MOST_OPENED])]


def shown(program: Program, step: Step) -> tuple[str, ...]:
    """The signals of a decision, rated or not."""
    outcome, _ = _outcome(program, step)
    return outcome.source.shows if outcome else ()


def _outcome(program: Program, step: Step) -> tuple[CompiledOutcome | None, Work]:
    scene = program.scene(step.before.scene)
    work = Work(program, step.before)
    outcome: CompiledOutcome | None = MOVES[scene.tag].outcome(work, scene, step.decided.answer)
    return outcome, work


def _returned(program: Program, steps: Sequence[Step]) -> tuple[Returned, ...]:
    """What the first of ``steps`` set off by its own effect and came due in it or in those after."""
    outcome, work = _outcome(program, steps[0])
    if outcome is None:
        return ()
    work.apply(outcome.consequence(program).effect)
    found = []
    for entries, block in work.due:
        turn = steps[0].before.turn + max(1, entries)  # as the engine schedules it
        for step in steps:
            if step.before.turn < turn <= step.after.turn:
                found += [e for e in step.events if isinstance(e, Returned) and e.block == block][:1]
    return tuple(found)
