"""A finished run, looked back on: what happened, what shaped it, what was true, what to do with it.

The debrief describes decisions. It holds no rating, no total and no verdict: a face can show all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from ladderquest.documents.document import AnyPart, Bullets, Document, Entries, Heading, Paragraph, Role
from ladderquest.growth.calibration import Calibration, calibration, calibration_parts
from ladderquest.growth.level_words import LevelWords, count_signals, level_words
from ladderquest.growth.looking_back import look_back
from ladderquest.growth.phrases import capitalised, counted, listed, short
from ladderquest.growth.shaping import Shaping, shaping, shown
from ladderquest.growth.written import Written, written, written_told
from ladderquest.pack.ladder import Ladder
from ladderquest.play import Program, Run, Step, explain, scene_text
from ladderquest.play.state import Entered, Owed, Returned

_CAME_BACK = 150
_CAPTION = 90

BET_LOST = (
    "A good bet that lost: with what you had in hand, nothing else on offer was better. What you had not "
    "seen made another choice the better one here. Next time, with the same in hand, it is still a good bet."
)


class Moment(msgspec.Struct, frozen=True):
    """One line of the timeline: a decision, or all looks of one visit. ``seq`` is its (first) record, ``at``
    the newest time line that the story had shown, ``came_back`` what earlier decisions brought right after
    it, in short."""

    seq: int
    at: str
    asked: str
    answered: str
    came_back: tuple[str, ...]


class Talk(msgspec.Struct, frozen=True):
    """A decision that one may want to talk about; ``wanted`` if the player has said so."""

    seq: int
    caption: str
    wanted: bool


class TrapNote(msgspec.Struct, frozen=True):
    """A trap that a decision fed or avoided, from the ladder."""

    id: str
    title: str
    mechanism: str
    unlocks: str
    right_when: str


class Opened(msgspec.Struct, frozen=True):
    """A decision that shaped the ending, opened. Every text may be "".

    What followed was read once already, and is not told again; ``bet`` says that a good bet lost,
    ``contested`` what good engineers differ on."""

    seq: int
    at: str
    recap: str
    asked: str
    answered: str
    known: str
    why: str
    bet: str
    contested: str
    fed: tuple[TrapNote, ...]
    avoided: tuple[TrapNote, ...]


class Roads(msgspec.Struct, frozen=True):
    """What the story has and what the player has seen of it, this run included. Endings not seen have no
    title here."""

    endings: int
    seen_endings: tuple[str, ...]
    truths: int
    seen_truths: int


class Promises(msgspec.Struct, frozen=True):
    """Names of those whom the player made a promise: still owed at the end, and kept."""

    owed: tuple[str, ...]
    kept: tuple[str, ...]


class Debrief(msgspec.Struct, frozen=True):
    """Everything that a face shows after an ending. ``decisions`` are those one can ask to talk about."""

    scenario: str
    ending: str
    last_text: str
    timeline: tuple[Moment, ...]
    opened: tuple[Opened, ...]
    written: tuple[Written, ...]
    truth: str
    roads: Roads
    promises: Promises
    level_words: tuple[LevelWords, ...]
    action: str
    practised: tuple[str, ...]
    decisions: tuple[Talk, ...]
    calibration: Calibration


def debrief(
    run: Run, ladder: Ladder, *, endings_seen: Collection[str], worlds_seen: Collection[str]
) -> Debrief:
    """Look back on a run that has ended. ``endings_seen`` and ``worlds_seen`` are those of all the player's
    runs of this scenario; this run's own count in any case. Raises ``ValueError`` before an ending.

    The decisions opened are the three heaviest by ``shaping.Shaping.weight``, in story order."""
    program, state = run.program, run.state
    if state.ending is None:
        raise ValueError("this run has not ended yet: play it to an ending first")
    visits, times, noted = run.visits(), _times(run), look_back("", run)
    timeline = tuple(_moment(run, visit, times) for visit in visits)
    signals = count_signals((shown(program, step) for step in run.steps), ladder)
    items = {item.id: item.text for phase in ladder.phases for item in phase.gate}
    return Debrief(
        scenario=program.scenario.title,
        ending=program.endings[state.ending].title,
        last_text=scene_text(program, state).text.strip(),
        timeline=timeline,
        opened=tuple(_opened(run, each, times, ladder) for each in shaping(run)),
        written=written(run, times),
        truth=program.reveals(program.world(state.values), state.values).strip(),
        roads=_roads(program, {*endings_seen, state.ending}, {*worlds_seen, program.world(state.values)}),
        promises=_promises(run),
        level_words=level_words(signals, ladder),
        action=program.action(state.values).strip(),
        practised=tuple(items[item] for item in program.scenario.practises if item in items),
        decisions=tuple(_talk(run, visit, moment) for visit, moment in zip(visits, timeline, strict=True)),
        calibration=calibration(noted.decisions if noted is not None else ()),
    )


def _times(run: Run) -> dict[int, str]:
    """Record of each decision -> the newest time line shown before it. Not every scene has one."""
    times: dict[int, str] = {}
    newest, events = "", run.opening
    for step in run.steps:
        newest = next((e.at for e in reversed(events) if isinstance(e, Entered) and e.at), newest)
        times[step.decided.seq] = newest
        events = step.events
    return times


def _moment(run: Run, visit: Sequence[Step], times: Mapping[int, str]) -> Moment:
    first = visit[0]
    summary = run.visit_summary(visit)
    events = [event for step in visit for event in step.events]
    return Moment(
        seq=first.decided.seq,
        at=times[first.decided.seq],
        asked=summary.asked,
        answered=summary.answered,
        came_back=_texts(event for event in events if isinstance(event, Returned)),
    )


def _talk(run: Run, visit: Sequence[Step], moment: Moment) -> Talk:
    caption = f"{moment.at}: {moment.answered}" if moment.at else moment.answered
    wanted = any(run.notes(step.decided.seq).talk for step in visit)
    return Talk(moment.seq, short(caption, _CAPTION), wanted)


def _opened(run: Run, shaped: Shaping, times: Mapping[int, str], ladder: Ladder) -> Opened:
    step, worth, program = shaped.step, shaped.worth, run.program
    scene, values = program.scene(step.before.scene), step.before.values
    summary = run.summary(step)
    return Opened(
        seq=step.decided.seq,
        at=times[step.decided.seq],
        recap=program.text(scene.source.recap or "").at(values).strip(),
        asked=summary.asked,
        answered=summary.answered,
        known=scene.known.at(values).strip(),
        why=explain(program, step.before, step.decided.answer).strip(),
        bet=BET_LOST if worth.lost_bet else "",
        contested=worth.contested or "",
        fed=_notes(worth.feeds, ladder),
        avoided=_notes(worth.dodges, ladder),
    )


def _texts(returned: Iterable[Returned]) -> tuple[str, ...]:
    return tuple(short(event.text, _CAME_BACK) for event in returned if event.text.strip())


def _notes(traps: Iterable[str], ladder: Ladder) -> tuple[TrapNote, ...]:
    """The ladder's words on traps. A run stays pinned to its edition while the ladder may move on, so a trap
    that is gone is left out."""
    known = {trap.id: trap for trap in ladder.traps}
    return tuple(
        TrapNote(trap.id, trap.title, trap.mechanism, trap.unlocks, trap.right_when)
        for trap in (known[each] for each in traps if each in known)
    )


def _roads(program: Program, endings: set[str], worlds: set[str]) -> Roads:
    scenario = program.scenario
    return Roads(
        endings=len(scenario.endings),
        seen_endings=tuple(ending.title for ending in scenario.endings if ending.id in endings),
        truths=len(scenario.worlds),
        seen_truths=sum(world.id in worlds for world in scenario.worlds),
    )


def _promises(run: Run) -> Promises:
    """Owed is what stands open at the end; kept is what was promised at some point and is open no more."""
    events = [*run.opening, *(event for step in run.steps for event in step.events)]
    made = {event.who for event in events if isinstance(event, Owed) and event.more > 0}
    values, program = run.state.values, run.program
    open_ = [who for who, slot in program.owed_slots if values[slot] > 0]
    kept = [who for who, _ in program.owed_slots if who in made and who not in open_]
    return Promises(
        tuple(program.cast[who].name for who in open_), tuple(program.cast[who].name for who in kept)
    )


# --- on paper --------------------------------------------------------------------------------------


def as_document(found: Debrief, *, last_text: bool = True) -> Document:
    """The debrief to read, print or export. Sections without content are left out; so is the ``last_text``
    of the story, if asked, for a reader who has it still before their eyes."""
    parts: list[AnyPart] = [Heading(1, found.ending)]
    if last_text:
        parts += _paragraphs((found.last_text, ""))
    sections: list[tuple[str, list[AnyPart]]] = [
        ("How it went", _timeline(found.timeline)),
        (_shaped_it(len(found.opened)), _decisions(found.opened)),
        ("What you wrote", written_told(found.written)),
        ("What was true", [Paragraph(found.truth)] if found.truth else []),
        ("Roads not taken", _roads_told(found.roads)),
        ("Promises", _promises_told(found.promises)),
        ("In a committee's words", _level_words_told(found.level_words)),
        ("How sure you were", calibration_parts(found.calibration)),
        ("This week", [Paragraph(found.action, "accent")] if found.action else []),
        ("What this was practice for", _practised_told(found.practised)),
        ("To talk about", _bullets(talk.caption for talk in found.decisions if talk.wanted)),
    ]
    for title, section in sections:
        if section:
            parts += [Heading(1, title), *section]
    return Document(found.scenario, tuple(parts))


def _timeline(moments: Iterable[Moment]) -> list[AnyPart]:
    """A time line is said once; what follows at the same time has a dot."""
    lines: list[tuple[str, str]] = []
    at = ""
    for moment in moments:
        asked = moment.asked
        joint = "" if not asked else " " if asked[-1] in ".?!:" else ": "
        lines.append((moment.at if moment.at != at else "·", asked + joint + moment.answered))
        lines += [("", f"Came back: {text}") for text in moment.came_back]
        at = moment.at
    return [Entries(tuple(lines))] if lines else []


def _shaped_it(count: int) -> str:
    if count == 1:
        return "The decision that shaped it"
    return f"{capitalised(counted(count))} decisions that shaped it"


def _decisions(opened: Sequence[Opened]) -> list[AnyPart]:
    parts: list[AnyPart] = []
    explained: set[str] = set()
    ordinals = ("First", "Second", "Third") if len(opened) > 1 else ("",)
    for ordinal, decision in zip(ordinals, opened, strict=False):
        when = " · ".join(text for text in (ordinal, decision.at) if text)
        parts += [Heading(2, when)] if when else []
        parts += _paragraphs(
            (decision.recap, "quiet"),
            (decision.asked, "quiet"),
            (f"You decided: {decision.answered}", "accent"),
            (decision.known and f"What could be known: {decision.known}", ""),
            (decision.why, ""),
            (decision.bet, "accent"),
            (decision.contested and f"Good engineers differ here. {decision.contested}", ""),
        )
        fed = [(Paragraph(f"Fed: {note.title}", "trap"), note) for note in decision.fed]
        avoided = [(Paragraph(f"Avoided: {note.title}", "dodge"), note) for note in decision.avoided]
        for place, (heading, note) in enumerate([*fed, *avoided]):
            parts.append(heading)
            if place == 0:  # one explanation a decision: more of them are not read
                parts += _explained(note, explained)
    return parts


def _paragraphs(*texts: tuple[str, Role]) -> list[AnyPart]:
    return [Paragraph(text, role) for text, role in texts if text]


def _explained(note: TrapNote, explained: set[str]) -> list[AnyPart]:
    """A trap is explained where it is first met; after that its name is enough."""
    if note.id in explained:
        return []
    explained.add(note.id)
    points = (
        ("How it works", note.mechanism),
        ("What unlocks it", note.unlocks),
        ("When it is right", note.right_when),
    )
    return [Entries(points)]


def _roads_told(roads: Roads) -> list[AnyPart]:
    endings, truths = _number(roads.endings, "ending"), _number(roads.truths, "truth")
    seen, seen_truths = len(roads.seen_endings), roads.seen_truths
    if seen == roads.endings and seen_truths == roads.truths:
        return [Paragraph(f"This story has {endings} and {truths}, and you have seen them all.")]
    text = f"This story has {endings} and {truths}; you have seen {counted(seen)} and {counted(seen_truths)}."
    return [Paragraph(text), *(_bullets(roads.seen_endings) if seen > 1 else ())]


def _number(count: int, what: str) -> str:
    return f"{counted(count)} {what}{'' if count == 1 else 's'}"


def _promises_told(promises: Promises) -> list[AnyPart]:
    owed, kept = listed(promises.owed), listed(promises.kept)
    return _paragraphs(
        (owed and f"You still owe {owed} something that you promised.", ""),
        (kept and f"What you promised {kept}, you kept.", ""),
    )


def _level_words_told(words: Iterable[LevelWords]) -> list[AnyPart]:
    told = _bullets(each.says for each in words)
    intro = "Of what you decided here. This describes decisions; it does not describe you."
    return [Paragraph(intro, "quiet"), *told] if told else []


def _practised_told(items: Sequence[str]) -> list[AnyPart]:
    if not items:
        return []
    note = "Playing ticks none of these: only evidence from your work does."
    return [*_bullets(items), Paragraph(note, "quiet")]


def _bullets(items: Iterable[str]) -> list[AnyPart]:
    found = tuple(items)
    return [Bullets(found)] if found else []
