"""What edits of a published scenario do to the saves that players have.

Ids, not positions, decide what was edited; the engine decides what becomes of a save. Runs are made on the
old edition and loaded on the new one. Those that move are loaded again on editions with one edit each, so
that each edit answers for what it does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from ladderquest.authoring.differences import (
    GONE,
    Change,
    Ids,
    YamlPath,
    combined,
    differences,
    located,
    similar,
)
from ladderquest.authoring.saved import Landing, land, saved_runs
from ladderquest.authoring.wording import DECLARED, Kind, called, may_move, short
from ladderquest.pack.cache import hashes
from ladderquest.pack.loader import edition
from ladderquest.pack.model import Edition, Pack, Scenario
from ladderquest.play import IllegalDecision, Program, Run, StoryError
from ladderquest.play.state import Entered

__all__ = ["DECISIONS", "WORST", "Comparison", "Edit", "Verdict", "compare", "compare_packs"]

DECISIONS = 4_000
"""How many decisions the runs of one scenario take together, unless told otherwise."""

Verdict = Literal["ends", "back", "safe"]
WORST: tuple[Verdict, ...] = ("ends", "back", "safe")

_ALIKE = 0.6  # from here on an entry that went and one that came are taken for one that was renamed
_MOST_KINDS = 60  # of ways in which runs move; an edition that differs everywhere has thousands
_MOST_SAMPLES = 40

_BROKEN = (LookupError, StopIteration, ValueError, msgspec.MsgspecError, IllegalDecision, StoryError)
"""What a story says that was edited half: an id leads nowhere. No loader lets such a one pass."""


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """One edit and what it does. ``path`` is its place in the new file or, if ``gone``, in the old one;
    ``file`` says which: ``scenario``, or ``cast`` or ``memories`` of the pack. ``lost`` is the most decisions
    that a save loses by it. ``proved`` is false where a save might be moved and none that was tried is."""

    kind: Kind
    verdict: Verdict
    sentence: str
    path: YamlPath = ()
    gone: bool = False
    file: str = "scenario"
    lost: int = 0
    proved: bool = True


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One scenario under its edits, worst first. ``tried`` runs were made on the old edition; ``moved`` of
    them go back on the new one, by ``lost`` decisions at most, then to ``scene``."""

    scenario: str
    edits: tuple[Edit, ...]
    tried: int = 0
    moved: int = 0
    lost: int = 0
    scene: str | None = None

    @property
    def verdict(self) -> Verdict:
        """The worst of the edits."""
        return self.edits[0].verdict if self.edits else "safe"


class _Found(msgspec.Struct):
    """An edit while its verdict is being looked for."""

    kind: Kind
    changes: tuple[Change, ...]
    said: str
    may: bool
    landing: Landing | None = None
    rank: int = len(WORST) - 1

    @property
    def path(self) -> Ids:
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


def compare_packs(
    old: Pack, new: Pack, only: str | None = None, decisions: int = DECISIONS
) -> list[Comparison]:
    """Every scenario that was edited, came or went, the worst first; or ``only`` the one of this id."""
    before, after = {s.id: s for s in old.scenarios}, {s.id: s for s in new.scenarios}
    came = [scenario for scenario in new.scenarios if scenario.id not in before]
    found = []
    for id_, scenario in before.items():
        if id_ not in after:
            other = _alike(scenario, came)
            if only in (None, id_, other):
                found.append(_gone(scenario, other))
        elif only in (None, id_):
            found.append(_in_pack(compare(edition(old, id_), edition(new, id_), decisions), new, id_))
    found += [_new(scenario) for scenario in came if only in (None, scenario.id)]
    found = [comparison for comparison in found if comparison.edits]
    return sorted(found, key=lambda each: (WORST.index(each.verdict), each.scenario))


def compare(old: Edition, new: Edition | None, decisions: int = DECISIONS) -> Comparison:
    """What the edits between two editions of a scenario do to saves, tried out with runs that take
    ``decisions`` decisions together. Without ``new`` the scenario was taken out of the pack."""
    if new is None:
        return _gone(old.scenario)
    everything = differences(old, new)
    if not everything:
        return Comparison(scenario=old.scenario.id, edits=())
    found = list(_edits(everything))
    runs = saved_runs(old, decisions)
    program, known = Program(new), hashes(new)
    landings = [(run, land(program, known, run.records)) for run in runs]
    moved = [(run, landing) for run, landing in landings if landing is not None]
    if moved:
        _attribute(_Trial(old, new, everything), found, moved)
    edits = [_edit(old, new, each, len(runs), len(moved)) for each in found]
    farthest = max((landing for _, landing in moved), key=lambda each: each.lost, default=None)
    return Comparison(
        scenario=old.scenario.id,
        edits=tuple(sorted(edits, key=_badness)),
        tried=len(runs),
        moved=len(moved),
        lost=farthest.lost if farthest else 0,
        scene=farthest.scene if farthest else None,
    )


def _badness(edit: Edit) -> tuple[int, int, int]:
    """The worst first; what went before what followed from that, words last."""
    kinds: dict[Kind, int] = {"renamed": 0, "removed": 0, "text": 2}
    return WORST.index(edit.verdict), -edit.lost, kinds.get(edit.kind, 1)


def _in_pack(comparison: Comparison, pack: Pack, id_: str) -> Comparison:
    """People and memories by their places in the pack, which has more of them than an edition."""
    if all(edit.file == "scenario" for edit in comparison.edits):
        return comparison
    some = edition(pack, id_)
    edits = []
    for edit in comparison.edits:
        if edit.file != "scenario":
            file, number, *rest = edit.path
            index = getattr(pack, edit.file).index(getattr(some, edit.file)[number])
            edit = msgspec.structs.replace(edit, path=(file, index, *rest))
        edits.append(edit)
    return msgspec.structs.replace(comparison, edits=tuple(edits))


# --- from differences to edits -----------------------------------------------------------------------


def _edits(everything: Sequence[Change]) -> Iterator[_Found]:
    """The differences as an author would name them: what went and came back under another id is one
    renaming."""
    renamed = {id(gone): came for gone, came in _renamed(everything)}
    came = {id(change) for change in renamed.values()}
    follow = _following(everything, renamed)
    for change in everything:
        if change.path[0] in ("cast", "memories") and change.kind != "changed":
            continue  # of people and memories an edition holds those that are named: naming is the edit
        if id(change) in came or any(change in ways for ways in follow.values()):
            continue
        other = renamed.get(id(change))
        if other is not None:
            said = f"{called(change)} looks as if it were renamed to {other.path[-1]!r}"
            yield _Found("renamed", (other, change, *follow[id(change)]), said, True)
        elif change.kind in ("added", "removed"):
            yield _Found(change.kind, (change,), f"{called(change)} was {change.kind}", may_move(change))
        elif may_move(change):
            yield _Found("changed", (change,), f"{called(change)} {_values(change)}", True)
        else:
            yield _Found("text", (change,), f"{called(change)} was changed", False)


def _following(everything: Sequence[Change], renamed: Mapping[int, Change]) -> dict[int, list[Change]]:
    """The ways that lead to a renamed scene by its new id and differ in nothing else, by the renaming."""
    found: dict[int, list[Change]] = {gone: [] for gone in renamed}
    for gone in everything:
        came = renamed.get(id(gone))
        if came is not None and gone.path[-2] == "scenes":
            for change in everything:
                ways = change.old if change.path[-1] == "goto" and change.old is not GONE else ()
                there = [way | {"to": came.path[-1]} if way["to"] == gone.path[-1] else way for way in ways]
                if ways and tuple(there) == change.new:
                    found[id(gone)].append(change)
    return found


def _values(change: Change) -> str:
    if change.kind == "order" or any(isinstance(v, tuple | dict) for v in (change.old, change.new)):
        return "was changed"
    return f"was {short(change.old)} and is {short(change.new)}"


def _renamed(everything: Sequence[Change]) -> Iterator[tuple[Change, Change]]:
    came = [change for change in everything if change.kind == "added"]
    for change in everything:
        if change.kind != "removed" or change.path[0] != "scenario":
            continue
        beside = [other for other in came if other.path[:-1] == change.path[:-1]]
        best = max(beside, key=lambda other: similar(change.old, other.new), default=None)
        if best is not None and similar(change.old, best.new) >= _ALIKE:
            came.remove(best)
            yield change, best


def _edit(old: Edition, new: Edition, found: _Found, tried: int, moved: int) -> Edit:
    place, there = located(new, found.path)
    if found.changes[0].kind == "removed":
        place, there = located(old, found.path)[0], False
    landing, verdict = found.landing, WORST[found.rank]
    if landing is not None:
        where = (
            f"back to the opening ({landing.scene!r})" if verdict == "ends" else f"to scene {landing.scene!r}"
        )
        what = f"saves go {where}" if verdict == "ends" else f"saves go back {where}"
        lost = f"{landing.lost} decision{'s' if landing.lost != 1 else ''} at most"
        sentence = f"{found.said}: {what}, {lost}: {landing.because}"
    elif found.may:
        was = "was moved by it" if moved else "was moved"
        sentence = f"{found.said}: it might move saves, and none of the {tried} runs tried {was}"
    else:
        sentence = f"{found.said}: every save stays where it is"
    return Edit(
        kind=found.kind,
        verdict=verdict,
        sentence=sentence,
        path=place,
        gone=not there and found.changes[0].kind == "removed",
        file="scenario" if found.path[0] == "scenario" else found.path[0],
        lost=landing.lost if landing else 0,
        proved=landing is not None or not found.may,
    )


# --- which edit it was -------------------------------------------------------------------------------


class _Trial:
    """Editions with some of the edits. What was declared anew is in all of them, since an edit may need it;
    so is all that has no saves."""

    def __init__(self, old: Edition, new: Edition, everything: Sequence[Change]) -> None:
        self.old, self.new = old, new
        self.always = [c for c in everything if c.kind == "added" and c.path[-2] in DECLARED]

    def program(self, edits: Iterable[_Found]) -> Program:
        """Raises one of ``_BROKEN``."""
        changes = [change for each in edits for change in each.changes]
        return Program(combined(self.old, self.new, [*self.always, *changes]))


Moved = tuple[Run, Landing]


def _attribute(trial: _Trial, found: Sequence[_Found], moved: Sequence[Moved]) -> None:
    """Find for every way in which runs move an edit that does it, and for every edit a run that it moves."""
    witnesses = _witnesses(moved)
    suspects = [each for each in found if each.may] or found
    explained: set[int] = set()
    for suspect in suspects:
        try:
            program = trial.program([suspect])
        except _BROKEN:
            continue
        chosen = [witness for witness in witnesses if _concerns(suspect, witness[0])]
        for run, landing in [*chosen, *_takers(suspect, moved)]:
            alone = _alone(program, run)
            if alone is None or alone.kept < landing.kept:
                continue  # or another edit makes up for it
            if alone.kept == landing.kept:
                explained.add(id(run))
                suspect.moves(landing)
            elif alone.because:
                suspect.moves(alone)  # another edit moves this run before it gets there
    for run, landing in witnesses:
        if id(run) not in explained:
            _tipping(trial, suspects, run).moves(landing)


def _alone(program: Program, run: Run) -> Landing | None:
    """Where a run lands on an edition with one edit. Where that makes no story, it is the place at which
    the run comes to what is missing, with nothing to say why."""
    try:
        return land(program, ("", ""), run.records)
    except _BROKEN:
        kept = bisect_left(range(len(run.steps)), True, key=lambda n: _breaks(program, run, n + 1))
        while kept and run.steps[kept - 1].after.spent:
            kept -= 1
        scene = run.steps[kept].before.scene if kept < len(run.steps) else run.state.scene
        return Landing(kept, len(run.steps) - kept, scene, "")


def _breaks(program: Program, run: Run, decisions: int) -> bool:
    """Whether the first decisions of a run are enough to come to what is missing."""
    try:
        land(program, ("", ""), run.records[: 1 + decisions])  # a header, then decisions
    except _BROKEN:
        return True
    return False


def _witnesses(moved: Sequence[Moved]) -> list[Moved]:
    """One run for every way in which runs move: the one that loses most."""
    kinds: dict[tuple[str, str, bool], Moved] = {}
    for run, landing in sorted(moved, key=lambda each: -each[1].lost):
        kinds.setdefault((landing.scene, landing.because, landing.kept == 0), (run, landing))
    return list(kinds.values())[:_MOST_KINDS]


def _concerns(suspect: _Found, run: Run) -> bool:
    """Whether an edit is of the scenario as a whole, or of a scene in which the run was."""
    return not suspect.scenes or not suspect.scenes.isdisjoint(_entered(run))


def _entered(run: Run) -> set[str]:
    events = [*run.opening, *(event for step in run.steps for event in step.events)]
    return {event.scene for event in events if isinstance(event, Entered)}


def _takers(suspect: _Found, moved: Sequence[Moved]) -> list[Moved]:
    """Some runs with every answer that was given in the scenes of an edit: another edit may hide what it
    does to them."""
    found: dict[object, Moved] = {}
    for run, landing in moved:
        for step in run.steps:
            if step.before.scene in suspect.scenes:
                found.setdefault((step.before.scene, step.decided.answer), (run, landing))
    return list(found.values())[:_MOST_SAMPLES]


def _tipping(trial: _Trial, suspects: Sequence[_Found], run: Run) -> _Found:
    """The edit with which, together with those before it, the run moves."""
    for number, suspect in enumerate(suspects):
        try:
            if land(trial.program(suspects[: number + 1]), ("", ""), run.records) is not None:
                return suspect
        except _BROKEN:
            continue
    return suspects[-1]


# --- whole scenarios ---------------------------------------------------------------------------------


def _alike(scenario: Scenario, came: Sequence[Scenario]) -> str | None:
    """The new scenario that an old one may have become, if any."""
    was = msgspec.to_builtins(scenario)
    share, other = max(((similar(was, msgspec.to_builtins(s)), s.id) for s in came), default=(0.0, ""))
    return other if share >= _ALIKE else None


def _gone(scenario: Scenario, other: str | None = None) -> Comparison:
    if other is not None:
        said = f"scenario {scenario.id!r} looks as if it were renamed to {other!r}"
        then = "saves do not follow; runs in progress go on from the ladder, as they were begun"
    else:
        said = f"scenario {scenario.id!r} was removed"
        then = "runs in progress go on from the ladder, as they were begun, and nobody can begin another"
    edit = Edit(kind="removed", verdict="safe", sentence=f"{said}: {then}", path=("id",), gone=True)
    return Comparison(scenario=scenario.id, edits=(edit,))


def _new(scenario: Scenario) -> Comparison:
    sentence = f"scenario {scenario.id!r} is new: there are no saves of it"
    edit = Edit(kind="added", verdict="safe", sentence=sentence, path=("id",))
    return Comparison(scenario=scenario.id, edits=(edit,))
