"""Which of many edits it was that moved a run, and what each does to runs that another moves first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec

from ladderquest.authoring.differences import Change, Ids, combined
from ladderquest.authoring.saved import Landing, land
from ladderquest.authoring.wording import DECLARED, Kind
from ladderquest.pack.model import Edition
from ladderquest.play import IllegalDecision, Program, Run, StoryError
from ladderquest.play.state import Entered

__all__ = ["WORST", "Found", "Moved", "Trial", "Verdict", "attribute"]

Verdict = Literal["ends", "back", "safe"]
WORST: tuple[Verdict, ...] = ("ends", "back", "safe")

_MOST_KINDS = 60  # of ways in which runs move; an edition that differs everywhere has thousands
_MOST_SAMPLES = 40
_MOST_HIDDEN = 100  # edits that are looked at where another one moves their runs before

_BROKEN = (LookupError, StopIteration, ValueError, msgspec.MsgspecError, IllegalDecision, StoryError)
"""What a story says that was edited half: an id leads nowhere. No loader lets such a one pass."""


class Found(msgspec.Struct):
    """An edit while its verdict is being looked for."""

    kind: Kind
    changes: tuple[Change, ...]
    said: str
    may: bool
    landing: Landing | None = None
    rank: int = len(WORST) - 1

    @property
    def path(self) -> Ids:
        """What it is about."""
        return self.changes[0].path

    @property
    def scenes(self) -> set[str]:
        """The scenes that it is in; none if it is of the whole scenario."""
        paths = [change.path for change in self.changes]
        return {path[2] for path in paths if len(path) > 2 and path[1] == "scenes"}

    def moves(self, landing: Landing) -> None:
        """Take note of a save that this edit moves; the worst is kept."""
        rank = 0 if landing.kept == 0 else 1
        if self.landing is None or (rank, -landing.lost) < (self.rank, -self.landing.lost):
            self.rank, self.landing = rank, landing


class Trial:
    """Editions with some of the edits. What was declared anew is in all of them, since an edit may need it;
    so is all that has no saves."""

    def __init__(self, old: Edition, new: Edition, everything: Sequence[Change]) -> None:
        self.old, self.new = old, new
        self.always = [c for c in everything if c.kind == "added" and c.path[-2] in DECLARED]

    def program(self, edits: Iterable[Found]) -> Program:
        """Raises one of ``_BROKEN``."""
        changes = [change for each in edits for change in each.changes]
        return Program(combined(self.old, self.new, [*self.always, *changes]))


class Moved(NamedTuple):
    """A run that moves, where to, and how many of its decisions matter: up to the end of a visit."""

    run: Run
    landing: Landing
    until: int

    @classmethod
    def of(cls, run: Run, landing: Landing) -> Moved:
        """A run that the new edition moves."""
        return cls(run, landing, _visit_end(run, landing.kept))


def attribute(trial: Trial, found: Sequence[Found], moved: Sequence[Moved]) -> None:
    """Find for every way in which runs move an edit that does it, and for every edit a run that it moves."""
    witnesses = _witnesses(moved)
    entered = [_entered(witness) for witness in witnesses]
    suspects = [each for each in found if each.may] or found
    explained: set[int] = set()
    for number, suspect in enumerate(suspects):
        scenes = suspect.scenes
        chosen = [w for w, been in zip(witnesses, entered, strict=True) if not scenes or scenes & been]
        if number < _MOST_HIDDEN:
            chosen += _takers(scenes, moved)
        try:
            program = trial.program([suspect]) if chosen else None
        except _BROKEN:
            continue
        for each in chosen:
            assert program is not None
            alone = _alone(program, each)
            if alone is None or alone.kept < each.landing.kept:
                continue  # or another edit makes up for it
            if alone.kept == each.landing.kept:
                explained.add(id(each.run))
                suspect.moves(each.landing)
            elif alone.because:
                suspect.moves(alone)  # another edit moves this run before it gets there
    for witness in witnesses:
        if id(witness.run) not in explained:
            _tipping(trial, suspects, witness).moves(witness.landing)


def _alone(program: Program, moved: Moved) -> Landing | None:
    """Where a run lands on an edition with one edit. Where that makes no story, it is the place at which
    the run comes to what is missing, with nothing to say why."""
    steps = moved.run.steps
    try:
        landing = _landing(program, moved, moved.until)
    except _BROKEN:
        kept = bisect_left(range(moved.until), True, key=lambda n: _breaks(program, moved, n + 1))
        while kept and steps[kept - 1].after.spent:
            kept -= 1
        return Landing(kept, len(steps) - kept, moved.landing.scene, "")
    return landing and msgspec.structs.replace(landing, lost=len(steps) - landing.kept)


def _landing(program: Program, moved: Moved, decisions: int) -> Landing | None:
    return land(program, ("", ""), moved.run.records[: 1 + decisions])  # a header, then decisions


def _breaks(program: Program, moved: Moved, decisions: int) -> bool:
    """Whether the first decisions of a run are enough to come to what is missing."""
    try:
        _landing(program, moved, decisions)
    except _BROKEN:
        return True
    return False


def _visit_end(run: Run, decisions: int) -> int:
    """How many decisions there are to the end of the visit after the first ``decisions``."""
    ends = (n for n in range(decisions + 1, len(run.steps)) if not run.steps[n - 1].after.spent)
    return next(ends, len(run.steps))


def _witnesses(moved: Sequence[Moved]) -> list[Moved]:
    """One run for every way in which runs move: the one that loses most."""
    kinds: dict[tuple[str, str, bool], Moved] = {}
    for each in sorted(moved, key=lambda each: -each.landing.lost):
        landing = each.landing
        kinds.setdefault((landing.scene, landing.because, landing.kept == 0), each)
    return list(kinds.values())[:_MOST_KINDS]


def _entered(moved: Moved) -> set[str]:
    """The scenes that a run came to before it moved."""
    run = moved.run
    events = [*run.opening, *(event for step in run.steps[: moved.until] for event in step.events)]
    return {event.scene for event in events if isinstance(event, Entered)}


def _takers(scenes: set[str], moved: Sequence[Moved]) -> list[Moved]:
    """Some runs with every answer that was given in these scenes: another edit may hide what the edit of a
    scene does to them."""
    found: dict[object, Moved] = {}
    if scenes:
        for each in moved:
            for number, step in enumerate(each.run.steps):
                key = (step.before.scene, step.decided.answer)
                if step.before.scene in scenes and key not in found:
                    found[key] = each._replace(until=_visit_end(each.run, number))
    return list(found.values())[:_MOST_SAMPLES]


def _tipping(trial: Trial, suspects: Sequence[Found], moved: Moved) -> Found:
    """The edit with which, together with those before it, the run moves."""

    def moves(number: int) -> bool:
        try:
            return _landing(trial.program(suspects[: number + 1]), moved, moved.until) is not None
        except _BROKEN:
            return False

    return suspects[min(bisect_left(range(len(suspects)), True, key=moves), len(suspects) - 1)]
