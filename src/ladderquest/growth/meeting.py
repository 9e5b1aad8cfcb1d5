"""The promotion meeting: what the cast says of a player, made of what this player decided.

For each story of the phase the newest finished run counts. The same notes give the same meeting; it holds
no rating and no total, and it moves no gate.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

import msgspec

from ladderquest.documents.document import AnyPart, Bullets, Document, Entries, Heading, Paragraph
from ladderquest.growth.looking_back import DecisionNote, RunNotes
from ladderquest.growth.moments import moment
from ladderquest.growth.phrases import capitalised, times
from ladderquest.growth.progress import PhaseProgress
from ladderquest.pack.ladder import Ladder
from ladderquest.pack.meetings import SLOT, Closing, Exchange, Meeting, Voice
from ladderquest.pack.model import Member, Pack

LEAST, MOST = 5, 8
"""Exchanges of a meeting."""

GATES = "That was the story. The gates have not moved: they open with evidence from your work, and only so."

Side = Literal["for", "against", "split", ""]
_SIDES: dict[str, Side] = {
    "dodged": "for", "shown": "for", "kept": "for", "excellent": "for",
    "fed": "against", "only": "against", "owed": "against",
    "contested": "split", "quiet": "",
}  # fmt: skip
_PLANNED: dict[Side, int] = {"for": 4, "against": 3, "split": 1}
_MUST_QUOTE: dict[Side, int] = {"for": 2, "against": 1}
"""So many of a side quote a decision before a promise may take a place."""
_EXCELLENT = 5
_PROMISES = ("kept", "owed")
_STOPS = (".", "?", "!", "…")
UNDATED = "No time is noted"
"""What stands for the time in a story that tells none."""


class Quoted(msgspec.Struct, frozen=True):
    """A decision that was quoted: where it is, the player's words, the story, and the time in it."""

    run: str
    seq: int
    quote: str
    title: str
    at: str


class Said(msgspec.Struct, frozen=True):
    """A line: who speaks, as colleagues call them, and what they say."""

    who: str
    says: str


class Turn(msgspec.Struct, frozen=True):
    """One exchange as it is held. ``quoted`` is None where it quotes nothing."""

    exchange: str
    side: Side
    lines: tuple[Said, ...]
    quoted: Quoted | None = None


class Held(msgspec.Struct, frozen=True):
    """A whole meeting of one player."""

    title: str
    at: str
    present: tuple[str, ...]
    opening: str
    before: tuple[Said, ...]
    turns: tuple[Turn, ...]
    closing: tuple[Said, ...]
    promoted: bool

    @property
    def quoted(self) -> tuple[Quoted, ...]:
        """What was quoted, in order."""
        return tuple(turn.quoted for turn in self.turns if turn.quoted is not None)


def meeting_of(pack: Pack, phase: int) -> Meeting | None:
    """The meeting that ends a phase, if the pack has one."""
    return next((each for each in pack.meetings if each.phase == phase), None)


def missing(rung: PhaseProgress) -> tuple[str, ...]:
    """Titles of the stories to be played to an ending before the meeting of this phase opens."""
    return tuple(each.scenario.title for each in rung.scenarios if not each.endings_seen)


def opens(pack: Pack, rung: PhaseProgress) -> bool:
    """Whether the meeting of a phase can be held: there is one, there are stories, and all are played."""
    return meeting_of(pack, rung.phase.id) is not None and bool(rung.scenarios) and not missing(rung)


def hold(meeting: Meeting, notes: Collection[RunNotes], pack: Pack, player: str) -> Held:
    """The meeting of ``player``, from the notes of all their runs."""
    newest: dict[str, RunNotes] = {}
    for run in sorted(notes, key=lambda run: (moment(run.finished_on) or 0.0, run.run)):
        if run.phase == meeting.phase:
            newest[run.scenario] = run
    record = _Record(tuple(newest.values()), pack.ladder)
    cast = {member.id: member for member in pack.cast}
    turns = _Choosing(meeting, record, cast, player).turns()
    speaks = any(turn.side == "for" for turn in turns)
    closing, slots = _closing(meeting, record, cast, speaks=speaks)
    return Held(
        title=meeting.title,
        at=meeting.at,
        present=tuple(f"{cast[who].name}, {cast[who].role}" for who in meeting.present),
        opening=_filled(meeting.opening, {"player": player}).strip(),
        before=_said(meeting.lines, cast, {"player": player}),
        turns=turns,
        closing=_said(closing.lines, cast, {"player": player, **slots}),
        promoted=closing.promoted,
    )


# --- what there is to say --------------------------------------------------------------------------

_Decided = tuple[RunNotes, DecisionNote]


class _Record:
    """The decisions that count, oldest first, and what they come to."""

    def __init__(self, runs: Sequence[RunNotes], ladder: Ladder) -> None:
        self.decided: list[_Decided] = [(run, decision) for run in runs for decision in run.decisions]
        self.fed = Counter(trap for _, decision in self.decided for trap in decision.feeds)
        self.dodged = Counter(trap for _, decision in self.decided for trap in decision.dodges)
        self.shown = Counter(signal for _, decision in self.decided for signal in decision.shows)
        self.promises = {
            "owed": {who: run.title for run in runs for who in run.owed},
            "kept": {who: run.title for run in runs for who in run.kept},
        }
        heights = {level.id: height for height, level in enumerate(ladder.levels)}
        signals = {signal.id: signal for signal in ladder.signals}
        tops: dict[str, int] = {}
        for each in self.shown:
            if each in signals:
                dimension, height = signals[each].dimension, heights[signals[each].level]
                tops[dimension] = max(tops.get(dimension, 0), height)
        self.highest = {each for each, s in signals.items() if heights[s.level] >= tops.get(s.dimension, 0)}

    def matching(self, exchange: Exchange) -> list[_Decided]:
        """The decisions that an exchange is about, whether they can be quoted or not."""
        trap, signal = exchange.trap or "", exchange.signal or ""
        match exchange.about:
            case "fed":
                return [each for each in self.decided if trap in each[1].feeds]
            case "dodged":
                return [each for each in self.decided if trap in each[1].dodges]
            case "shown" | "only":
                found = [each for each in self.decided if signal in each[1].shows]
                enough = len(found) > 1 and (exchange.about == "shown" or signal in self.highest)
                return found if enough else []
            case "excellent":
                return [e for e in self.decided if e[1].rating == _EXCELLENT and not e[1].contested]
            case "contested":
                return [each for each in self.decided if each[1].contested]
            case _:
                return []

    def promised(
        self, entry: Exchange | Closing, cast: Mapping[str, Member], told: Collection[str] = ()
    ) -> tuple[str, str] | None:
        """(who, title of the story) of a promise that an entry can speak of, of which nobody has ``told``;
        nobody speaks of themself in the third person."""
        speaking = {line.who for line in entry.lines}
        for who, title in self.promises.get(entry.about, {}).items():
            if who not in cast or f"{entry.about} {who}" in told:
                continue
            if entry.whom == who or (entry.whom is None and who not in speaking):
                return who, title
        return None


class _Choosing:
    """Picks the exchanges, one after the other."""

    def __init__(self, meeting: Meeting, record: _Record, cast: Mapping[str, Member], player: str) -> None:
        self.meeting = meeting
        self.record = record
        self.cast = cast
        self.player = player
        self._left = list(enumerate(meeting.exchanges))
        self._quoted: set[tuple[str, int]] = set()
        self._used: Counter[str] = Counter()

    def turns(self) -> tuple[Turn, ...]:
        """Five to eight: up to four that speak for the player, three against, one over which they differ;
        then more that speak for them, then quiet ones. They take turns."""
        sides: dict[Side, list[Turn]] = {"for": [], "against": [], "split": [], "": []}
        for side, most in _PLANNED.items():
            self._fill(sides, side, most)
        for side in ("for", ""):
            self._fill(sides, side, LEAST - sum(map(len, sides.values())) + len(sides[side]))
        rows = [list(turns) for turns in sides.values()]
        mixed: list[Turn] = []
        while any(rows):
            mixed += [row.pop(0) for row in rows if row]
        return tuple(mixed[:MOST])

    def _fill(self, sides: dict[Side, list[Turn]], side: Side, most: int) -> None:
        while len(sides[side]) < most:
            must_quote = len(sides[side]) < _MUST_QUOTE.get(side, 0)
            turn = (self._next(side, quoting=True) if must_quote else None) or self._next(side)
            if turn is None:
                return
            sides[side].append(turn)

    def _next(self, side: Side, *, quoting: bool = False) -> Turn | None:
        """The next exchange of a side: one whose trap, kind, story and first speaker were used least; of
        those, one that more decisions speak for, and one that names whom a promise was made to; of equals the
        first in the file."""
        best: tuple[tuple[int, ...], int, Exchange, dict[str, str], Quoted | None] | None = None
        for index, exchange in self._left:
            fits = self._fitting(exchange) if _SIDES[exchange.about] == side else None
            if fits is None or (quoting and fits[1] is None):
                continue
            slots, quoted, relevant = fits
            used = self._used
            rank = (
                used[f"trap {exchange.trap}"] if exchange.trap else 0,
                used[f"about {exchange.about}"],
                used[f"story {slots.get('scenario', '')}"],
                -min(relevant, 4),
                exchange.about in _PROMISES and exchange.whom is None,
                used[f"first {exchange.lines[0].who}"],
                index,
            )
            if best is None or rank < best[0]:
                best = rank, index, exchange, slots, quoted
        return None if best is None else self._take(side, *best[1:])

    def _take(
        self, side: Side, index: int, exchange: Exchange, slots: dict[str, str], quoted: Quoted | None
    ) -> Turn:
        self._left.remove((index, exchange))
        if quoted is not None:
            self._quoted.add((quoted.run, quoted.seq))
        self._used.update(
            (f"trap {exchange.trap}", f"about {exchange.about}", f"story {slots.get('scenario', '')}",
             f"first {exchange.lines[0].who}", slots.get("told", ""))
        )  # fmt: skip
        lines = _said(exchange.lines, self.cast, {"player": self.player, **slots})
        return Turn(exchange.id, side, lines, quoted)

    def _fitting(self, exchange: Exchange) -> tuple[dict[str, str], Quoted | None, int] | None:
        """What an exchange would show, the decision it would quote, and how many speak for it; None where
        it does not fit."""
        if exchange.about == "quiet":
            return {}, None, 0
        if exchange.about in _PROMISES:
            promise = self.record.promised(exchange, self.cast, self._used)
            if promise is None:
                return None
            who, title = promise
            told = f"{exchange.about} {who}"
            return {"whom": _called(self.cast[who]), "scenario": title, "told": told}, None, 1
        matching = self.record.matching(exchange)
        found = self._to_quote(exchange, matching)
        if found is None:
            return None
        run, decision = found
        slots = {
            "quote": decision.answered,
            "scenario": run.title,
            "when": decision.at or UNDATED,
            "times": times(len(matching)),
        }
        quoted = Quoted(run.run, decision.seq, decision.answered, run.title, decision.at)
        return slots, quoted, len(matching)

    def _to_quote(self, exchange: Exchange, matching: Sequence[_Decided]) -> _Decided | None:
        """The decision that says it best: a choice before a claim, a story that was quoted less, the one
        that went furthest, the latest. Marked lines are the artefact's words, and not the player's."""
        against = _SIDES[exchange.about] == "against"
        found = [
            (
                (
                    decision.move != "choose",
                    self._used[f"story {run.title}"],
                    decision.rating - decision.best if against else -decision.rating,
                    -place,
                ),
                (run, decision),
            )
            for place, (run, decision) in enumerate(matching)
            if decision.move != "mark" and decision.answered and (run.run, decision.seq) not in self._quoted
        ]
        return min(found, key=lambda each: each[0])[1] if found else None


def _closing(
    meeting: Meeting, record: _Record, cast: Mapping[str, Member], *, speaks: bool
) -> tuple[Closing, dict[str, str]]:
    """How it ends, and what that shows; see ``pack.meetings.Closing``. ``speaks``: whether anything does for
    the player."""
    heavy = [trap for trap, fed in record.fed.items() if fed > 1 and fed > record.dodged[trap]]
    for trap in sorted(heavy, key=lambda trap: (record.dodged[trap] - record.fed[trap], trap)):
        ends = [each for each in meeting.closings if each.about == "fed" and each.trap in (trap, None)]
        for end in sorted(ends, key=lambda each: each.trap is None):
            return end, {"times": times(record.fed[trap])}
    for end in meeting.closings:
        if end.about == "little" and not speaks:
            return end, {}
    for end in meeting.closings:
        promise = record.promised(end, cast) if end.about == "owed" else None
        if promise is not None:
            return end, {"whom": _called(cast[promise[0]]), "scenario": promise[1]}
    return next(each for each in meeting.closings if each.about == "quiet"), {}


# --- in words --------------------------------------------------------------------------------------


def _called(member: Member) -> str:
    return member.given or member.name


def _said(lines: Sequence[Voice], cast: Mapping[str, Member], slots: Mapping[str, str]) -> tuple[Said, ...]:
    return tuple(Said(_called(cast[line.who]), _filled(line.says, slots).strip()) for line in lines)


def _filled(text: str, slots: Mapping[str, str]) -> str:
    """``text`` with its slots filled. A quotation with a stop of its own needs no second behind it, and what
    begins a sentence begins large."""
    for slot, said in slots.items():
        if said[-1:] in _STOPS:
            text = text.replace(f'{{{slot}}}".', f'{{{slot}}}"')

    def fill(found: re.Match[str]) -> str:
        said = slots.get(found[1], found[0])
        begins = not text[: found.start()].strip() or text[: found.start()].rstrip('" ')[-1:] in _STOPS
        return capitalised(said) if found[1] == "times" and begins else said

    return SLOT.sub(fill, text)


def as_document(held: Held) -> Document:
    """The meeting to read, print or export."""
    parts: list[AnyPart] = [
        Paragraph(held.at, "quiet"),
        Bullets(held.present),
        Paragraph(held.opening),
    ]
    spoken = (held.before, *(turn.lines for turn in held.turns), held.closing)
    parts += [Entries(tuple((line.who, line.says) for line in lines)) for lines in spoken if lines]
    if held.quoted:
        quoted = [
            f"“{each.quote}” ({', '.join(text for text in (each.title, each.at) if text)})"
            for each in held.quoted
        ]
        parts += [Heading(1, "What was quoted"), Bullets(tuple(quoted))]
    return Document(held.title, (*parts, Paragraph(GATES, "quiet")))
