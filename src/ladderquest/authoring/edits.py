"""What edits of a published scenario do to the saves that players have.

Ids, not positions, decide what was edited; the engine decides what becomes of a save. Runs are made on the
old edition and loaded on the new one. Those that move are loaded again on editions with one edit each, so
that each edit answers for what it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ladderquest.authoring.attribution import WORST, Found, Moved, Trial, Verdict, attribute
from ladderquest.authoring.differences import (
    GONE,
    Change,
    YamlPath,
    differences,
    located,
    similar,
)
from ladderquest.authoring.saved import land, saved_runs
from ladderquest.authoring.wording import Kind, called, may_move, short
from ladderquest.pack.cache import hashes
from ladderquest.pack.loader import edition
from ladderquest.pack.model import Edition, Pack, Scenario
from ladderquest.play import Program

__all__ = ["DECISIONS", "WORST", "Comparison", "Edit", "Verdict", "compare", "compare_packs"]

DECISIONS = 4_000
"""How many decisions the runs of one scenario take together, unless told otherwise."""

_ALIKE = 0.6  # from here on an entry that went and one that came are taken for one that was renamed


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
    moved = [Moved.of(run, landing) for run, landing in landings if landing is not None]
    if moved:
        attribute(Trial(old, new, everything), found, moved)
    edits = [_edit(old, new, each, len(runs), len(moved)) for each in found]
    farthest = max((each.landing for each in moved), key=lambda each: each.lost, default=None)
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


def _edits(everything: Sequence[Change]) -> Iterator[Found]:
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
            yield Found("renamed", (other, change, *follow[id(change)]), said, True)
        elif change.kind in ("added", "removed"):
            yield Found(change.kind, (change,), f"{called(change)} was {change.kind}", may_move(change))
        elif may_move(change):
            yield Found("changed", (change,), f"{called(change)} {_values(change)}", True)
        else:
            yield Found("text", (change,), f"{called(change)} was changed", False)


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


def _edit(old: Edition, new: Edition, found: Found, tried: int, moved: int) -> Edit:
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
