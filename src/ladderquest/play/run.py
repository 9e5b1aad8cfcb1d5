"""``Run``: the one mutable object. It holds a journal and the state that the journal replays to.

Every face drives it the same way: ask what is on offer, ``propose`` a decision (nothing changes yet), put
the proposal's records on disk, ``commit`` it, show its events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from ladderquest.play import engine
from ladderquest.play.journal import (
    Annotated,
    AnyRecord,
    Decided,
    JournalError,
    Migrated,
    Rewound,
    Started,
    header,
    live_path,
)
from ladderquest.play.moves import AnyAnswer, AnyOffer, IllegalDecision, Summary
from ladderquest.play.program import Program
from ladderquest.play.state import Event, State, Told


class Note(msgspec.Struct, frozen=True):
    """What a face observed about a decision; becomes an ``Annotated`` record."""

    at: str | None = None
    seconds: float | None = None
    changes: int | None = None
    lines: tuple[int, ...] | None = None
    words: str | None = None
    talk: bool | None = None
    confidence: int | None = None


class Checkpoint(msgspec.Struct, frozen=True):
    """A place to go back to: before a question. ``seq`` is 0 for the opening."""

    seq: int
    scene: str
    at: str
    digest: str


class Step(msgspec.Struct, frozen=True):
    """A decision on the live path with the states around it."""

    decided: Decided
    before: State
    after: State
    events: tuple[Event, ...]


class Proposal(msgspec.Struct, frozen=True):
    """Something about to happen to a run: the records to save first, and what follows from them."""

    records: tuple[AnyRecord, ...]
    state: State
    events: tuple[Event, ...]
    steps: tuple[Step, ...]


class Run:
    """One playing of a scenario. ``records`` is its journal, ``state`` where it stands."""

    def __init__(
        self,
        program: Program,
        records: Iterable[AnyRecord],
        opening: tuple[State, tuple[Event, ...]],
        steps: Iterable[Step],
    ) -> None:
        self.program = program
        self.records: list[AnyRecord] = list(records)
        self.opening_state, self.opening = opening
        self.steps: list[Step] = list(steps)

    # --- making one ------------------------------------------------------------------------------

    @classmethod
    def begin(
        cls,
        program: Program,
        hashes: tuple[str, str],
        *,
        seed: int,
        recalls: Mapping[str, int] | None = None,
        world: str | None = None,
        at: str | None = None,
    ) -> Run:
        """A new run, with its header (and, if ``at`` is given, the time) as its first records."""
        opening = engine.start(program, seed=seed, recalls=recalls, world=world)
        wanted = {name: int(value) for name, value in (recalls or {}).items()}
        started = Started(
            seq=0,
            scenario=program.scenario.id,
            rules=hashes[0],
            text=hashes[1],
            seed=seed,
            world=program.world(opening[0].values),
            recalls={name: wanted[name] for name in program.scenario.recalls if name in wanted},
            digest=engine.digest(program, opening[0]),
        )
        records: list[AnyRecord] = [started]
        if at is not None:
            records.append(Annotated(seq=1, of=0, at=at))
        return cls(program, records, opening, ())

    @classmethod
    def load(
        cls, program: Program, hashes: tuple[str, str], records: Sequence[AnyRecord]
    ) -> tuple[Run, Migrated | None]:
        """Replay a journal. Where the scenario was edited (``hashes`` differ from the journal's), or a
        decision no longer stands, the run goes back to the newest checkpoint that does, and the
        ``Migrated`` record that says so is returned and already part of the journal. Raises
        ``JournalError`` if the journal does not hold together in itself."""
        path, started = live_path(records), header(records)
        rules, text, world = _edition_of(records)
        known = {w.id for w in program.scenario.worlds}
        opening = engine.start(
            program, seed=started.seed, recalls=started.recalls, world=world if world in known else None
        )
        steps, because = _replay(program, opening[0], path)
        if world not in known:
            steps, because = [], f"the world {world!r} is no longer part of the scenario"
        run = cls(program, records, opening, steps)
        if (rules, text) == hashes and not because:
            return run, None
        migrated = Migrated(
            seq=len(records),
            rules=hashes[0],
            text=hashes[1],
            world=program.world(opening[0].values),
            to=steps[-1].decided.seq if steps else 0,
            because=because,
            digest=engine.digest(program, run.state),
        )
        run.records.append(migrated)
        return run, migrated

    # --- reading it ------------------------------------------------------------------------------

    @property
    def started(self) -> Started:
        """The header."""
        return header(self.records)

    @property
    def state(self) -> State:
        """Where the run stands."""
        return self.steps[-1].after if self.steps else self.opening_state

    @property
    def ended(self) -> bool:
        """Whether the live path has reached an ending."""
        return self.state.ending is not None

    def offer(self) -> AnyOffer | None:
        """What the current scene asks; None at an ending."""
        return engine.legal(self.program, self.state)

    def resources(self) -> list[tuple[str, int, int]]:
        """(label, what is left, what there was at the start) of the resources that players see now."""
        values = self.state.values
        shown = (resource for resource in self.program.resources if resource.shown(values))
        return [(resource.label, values[resource.slot], resource.full) for resource in shown]

    def shown_order(self, n: int) -> tuple[int, ...]:
        """The permutation in which the current scene's ``n`` options are shown on this visit."""
        scene = self.state.scene
        # a look stays in its visit; a jump back to the same scene is a new one
        visit = 1 + sum(
            step.before.scene == scene and step.before.turn != step.after.turn for step in self.steps
        )
        return engine.order(self.started.seed, scene, visit, n)

    def checkpoints(self) -> list[Checkpoint]:
        """Every place to go back to, oldest first; the newest is before the latest decision."""
        found = []
        seq, before = 0, engine.digest(self.program, self.opening_state)
        for step in self.steps:
            if not step.before.spent:
                scene = self.program.scene(step.before.scene)
                found.append(Checkpoint(seq, step.before.scene, scene.at.at(step.before.values), before))
            seq, before = step.decided.seq, step.decided.digest
        return found

    def summary(self, step: Step) -> Summary:
        """A decision in words, with the lines that were marked and the words that were written if they were
        noted."""
        notes = self.notes(step.decided.seq)
        return engine.summarise(
            self.program, step.before, step.decided.answer, notes.lines or (), notes.words
        )

    def visits(self) -> list[list[Step]]:
        """The steps of the live path, those that went on in the same visit of a scene together."""
        found: list[list[Step]] = []
        for step in self.steps:
            if step.before.spent:
                found[-1].append(step)
            else:
                found.append([step])
        return found

    def visit_summary(self, visit: Sequence[Step]) -> Summary:
        """All decisions of one visit in words."""
        # stopping after a look is no news; stopping without one is
        telling = [step for step in visit if any(isinstance(event, Told) for event in step.events)]
        said = [self.summary(step) for step in telling or visit]
        return Summary(said[0].asked, "; ".join(each.answered for each in said))

    def clues(self) -> list[tuple[str, str]]:
        """(name of the source, what it says) of every clue in hand, in the order of the scenario."""
        program, values = self.program, self.state.values
        return [
            (clue.label, program.clue_text(clue.id, values))
            for clue, slot in zip(program.clues.values(), program.clue_slots, strict=True)
            if values[slot]
        ]

    def notes(self, seq: int) -> Note:
        """Everything annotated to record ``seq``, later annotations over earlier ones."""
        fields: dict[str, object] = {}
        for record in self.records:
            if isinstance(record, Annotated) and record.of == seq:
                given = {name: getattr(record, name) for name in Note.__struct_fields__}
                fields |= {name: value for name, value in given.items() if value is not None}
        return msgspec.convert(fields, Note)

    # --- changing it -----------------------------------------------------------------------------

    def propose(self, answer: AnyAnswer, note: Note | None = None) -> Proposal:
        """What would follow from ``answer``. Raises ``IllegalDecision``; the run stays as it is."""
        before = self.state
        after, events = engine.advance(self.program, before, answer)
        decided = Decided(
            seq=len(self.records),
            scene=before.scene,
            answer=answer,
            digest=engine.digest(self.program, after),
        )
        records: tuple[AnyRecord, ...] = (decided,)
        if note is not None and note != Note():
            records = (decided, _annotation(decided.seq + 1, decided.seq, note))
        step = Step(decided, before, after, events)
        return Proposal(records, after, events, (*self.steps, step))

    def propose_rewind(self, seq: int) -> Proposal:
        """What would follow from going back to the checkpoint ``seq``. Raises ``IllegalDecision`` if there
        is none; whether the player may is for ``growth`` to say."""
        if all(checkpoint.seq != seq for checkpoint in self.checkpoints()):
            raise IllegalDecision(f"there is no checkpoint {seq} to go back to")
        steps = tuple(step for step in self.steps if step.decided.seq <= seq)
        state = steps[-1].after if steps else self.opening_state
        events = steps[-1].events if steps else self.opening
        return Proposal((Rewound(seq=len(self.records), to=seq),), state, events, steps)

    def propose_note(self, of: int, note: Note) -> Proposal:
        """An annotation to an existing record. Raises ``IllegalDecision`` if there is no such record."""
        if not 0 <= of < len(self.records):
            raise IllegalDecision(f"there is no record {of} to annotate")
        record = _annotation(len(self.records), of, note)
        return Proposal((record,), self.state, (), tuple(self.steps))

    def commit(self, proposal: Proposal) -> None:
        """Take over a proposal whose records are safe. Raises ``JournalError`` for one that is not next."""
        if not proposal.records or proposal.records[0].seq != len(self.records):
            raise JournalError("this proposal does not follow the newest record of the run")
        self.records.extend(proposal.records)
        if len(proposal.steps) == len(self.steps) + 1:
            self.steps.append(proposal.steps[-1])  # a decision, which costs the same in the longest run
        else:
            self.steps = list(proposal.steps)


def _annotation(seq: int, of: int, note: Note) -> Annotated:
    return Annotated(seq=seq, of=of, **msgspec.structs.asdict(note))


def _edition_of(records: Sequence[AnyRecord]) -> tuple[str, str, str]:
    """(rules hash, text hash, world) that the newest part of a journal was played on."""
    for record in reversed(records):
        if isinstance(record, Migrated | Started):
            return record.rules, record.text, record.world
    raise JournalError("the journal has no header")


def _replay(program: Program, state: State, path: Sequence[Decided]) -> tuple[list[Step], str]:
    """The steps of a path as far as they stand, and why the next one does not ("" if all do)."""
    steps: list[Step] = []
    because = ""
    for decided in path:
        if state.scene not in program.sources or decided.scene != state.scene:
            because = f"scene {decided.scene!r} is no longer reached there"
            break
        try:
            after, events = engine.advance(program, state, decided.answer)
        except (IllegalDecision, engine.StoryError) as error:
            because = f"in scene {decided.scene!r}, {error}"
            break
        if engine.digest(program, after) != decided.digest:
            because = f"what follows from the decision in scene {decided.scene!r} is different now"
            break
        steps.append(Step(decided, state, after, events))
        state = after
    if because:
        # a run never resumes in the middle of a look: go back to before the question
        while steps and steps[-1].after.spent:
            steps.pop()
    return steps, because
