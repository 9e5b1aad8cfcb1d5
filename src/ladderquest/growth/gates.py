"""Gates: what each phase asks for before one moves on, and what a player has to show for it.

Only evidence counts. What practised an item is told beside it, as practice; an item that does not apply
leaves the count, with its reason. Phase 4 has signs of working at that level in place of a gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from ladderquest.growth.looking_back import RunNotes
from ladderquest.growth.phrases import counted, listed
from ladderquest.growth.work import Evidence, Work
from ladderquest.pack.ladder import Ladder, Phase
from ladderquest.pack.model import Pack, Scenario

Standing = Literal["gap", "evidence", "waived"]

SIGNS = 4
"""The phase whose list is one of signs: its source names no exit from it."""

NO_TICK = "Only evidence from your work counts here; what you have played is practice."
GONE = "gone"
"""Key of the section for items that the pack does not have any more."""


class GateLine(msgspec.Struct, frozen=True, kw_only=True):
    """One item. ``entries`` are newest first; ``waived`` is the reason why it does not apply, "" where it
    does; ``practised`` are titles of stories played to an end; ``group`` says by when a milestone is due."""

    item: str
    text: str
    entries: tuple[Evidence, ...] = ()
    waived: str = ""
    practised: tuple[str, ...] = ()
    group: str = ""

    @property
    def standing(self) -> Standing:
        """Where it stands. An item that does not apply counts no evidence, and keeps it."""
        if self.waived:
            return "waived"
        return "evidence" if self.entries else "gap"

    def words(self) -> str:
        """What there is to say of it beside its text, on one line."""
        found = [self.group] if self.group else []
        if self.waived:
            found.append(f"does not apply: {self.waived}")
        elif len(self.entries) == 1:
            found.append(f"1 entry, of {self.entries[0].day}")
        elif self.entries:
            found.append(f"{len(self.entries)} entries, the newest of {self.entries[0].day}")
        else:
            found.append("no evidence yet")
        if self.practised:
            found.append(f"practised in {listed(self.practised)}")
        return " · ".join(found)


class Count(msgspec.Struct, frozen=True):
    """``evidenced`` of ``asked`` items have evidence; ``waived`` more do not apply. ``signs``: they are
    signs, and no gate."""

    evidenced: int
    asked: int
    waived: int = 0
    signs: bool = False

    def words(self) -> tuple[str, str]:
        """In words, and in few: ``gate 2 of 4 with evidence``, ``gate 2 of 4``."""
        name = "signs" if self.signs else "gate"
        if not self.asked:
            return (f"{name}: nothing applies",) * 2
        few = f"{name} {self.evidenced} of {self.asked}"
        return (f"{few} with evidence" if self.evidenced else few), few

    def sentence(self) -> str:
        """As a sentence, with what does not apply."""
        if not self.asked:
            return "Nothing here applies to you."
        shown = f"{self.evidenced} of {self.asked} with evidence"
        if not self.waived:
            return f"{shown}."
        return f"{shown}; {counted(self.waived)} {'does' if self.waived == 1 else 'do'} not apply."


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """A section: the gate of a phase (``phase`` is its number), what leads toward a level, or what is left of
    items that are gone. ``name`` is what it is called in a word or two, ``title`` what stands over it."""

    key: str
    name: str
    title: str
    lines: tuple[GateLine, ...]
    phase: int | None = None

    @property
    def count(self) -> Count:
        """How many have evidence."""
        standing = [line.standing for line in self.lines]
        return Count(
            standing.count("evidence"),
            len(standing) - standing.count("waived"),
            standing.count("waived"),
            self.phase == SIGNS,
        )

    def gaps_first(self) -> tuple[GateLine, ...]:
        """The items to show: what has no evidence yet, then what has, then what does not apply; each in the
        order of the ladder."""
        order = ("gap", "evidence", "waived")
        return tuple(sorted(self.lines, key=lambda line: order.index(line.standing)))


def gates(pack: Pack, work: Work, notes: Iterable[RunNotes]) -> tuple[Gate, ...]:
    """Every section with what this player has: the phases, what leads toward a level, and what evidence names
    that the pack has no more."""
    evidence = by_item(work)
    practice = practised(pack.scenarios, notes)
    found = [_of_phase(phase, evidence, work, practice) for phase in _phases(pack.ladder)]
    found += _toward(pack, evidence, work)
    known = {line.item for gate in found for line in gate.lines}
    lost = [
        GateLine(item=item, text=f"'{item}', an item that this pack does not have", entries=entries)
        for item, entries in evidence.items()
        if item not in known
    ]
    if lost:
        found.append(Gate(key=GONE, name="Gone", title="Evidence for items that are gone", lines=tuple(lost)))
    return tuple(found)


def counts(ladder: Ladder, work: Work) -> dict[int, Count]:
    """Phase -> how many items of its gate have evidence; for a place that has room for no more."""
    evidence = by_item(work)
    return {phase.id: _of_phase(phase, evidence, work, {}).count for phase in _phases(ladder) if phase.gate}


def by_item(work: Work) -> dict[str, tuple[Evidence, ...]]:
    """Gate item -> its entries, the newest day first; of one day, the one made last."""
    found: dict[str, list[Evidence]] = {}
    for entry in newest_first(work.evidence.values()):
        for item in entry.items:
            found.setdefault(item, []).append(entry)
    return {item: tuple(entries) for item, entries in found.items()}


def newest_first(entries: Iterable[Evidence]) -> list[Evidence]:
    """The journal's order: the newest day first; of one day, the one made last."""
    return sorted(entries, key=lambda entry: (entry.day, entry.id), reverse=True)


def practised(scenarios: Iterable[Scenario], notes: Iterable[RunNotes]) -> dict[str, tuple[str, ...]]:
    """Gate item -> titles of the stories that this player finished and that practise it."""
    finished = {note.scenario for note in notes}
    found: dict[str, tuple[str, ...]] = {}
    for scenario in scenarios:
        for item in scenario.practises if scenario.id in finished else ():
            found[item] = (*found.get(item, ()), scenario.title)
    return found


def item_texts(pack: Pack) -> dict[str, str]:
    """Every item that evidence can be for -> its text, in the order of the ladder."""
    return {line.item: line.text for gate in gates(pack, Work(), ()) for line in gate.lines}


def _phases(ladder: Ladder) -> list[Phase]:
    return sorted(ladder.phases, key=lambda phase: phase.id)


def _of_phase(
    phase: Phase,
    evidence: Mapping[str, tuple[Evidence, ...]],
    work: Work,
    practice: Mapping[str, tuple[str, ...]],
) -> Gate:
    lines = tuple(
        GateLine(
            item=item.id,
            text=item.text,
            entries=evidence.get(item.id, ()),
            waived=_waived(work, item.id),
            practised=practice.get(item.id, ()),
        )
        for item in phase.gate
    )
    name = f"Phase {phase.id}"
    return Gate(key=f"phase-{phase.id}", name=name, title=phase.gate_title, lines=lines, phase=phase.id)


def _toward(pack: Pack, evidence: Mapping[str, tuple[Evidence, ...]], work: Work) -> list[Gate]:
    """The milestones, a section a level."""
    titles = {level.id: level.title for level in pack.ladder.levels}
    lines: dict[str, list[GateLine]] = {}
    for milestones in pack.codex.milestones:
        for each in milestones.items:
            line = GateLine(
                item=each.id,
                text=each.text,
                entries=evidence.get(each.id, ()),
                waived=_waived(work, each.id),
                group=milestones.when,
            )
            lines.setdefault(milestones.level, []).append(line)
    return [
        Gate(key=f"toward-{level}", name=f"Toward {name.lower()}", title=f"Milestones toward {name.lower()}",
             lines=tuple(here))
        for level, here in lines.items()
        for name in [titles.get(level, level)]
    ]  # fmt: skip


def _waived(work: Work, item: str) -> str:
    waiver = work.waivers.get(item)
    return waiver.reason if waiver is not None else ""
