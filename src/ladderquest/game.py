"""The desk between a face and the floors below: one player, one pack, and the runs between them.

``Game`` answers what a home screen asks. ``Sitting`` is one run with its place in the saves: it makes
sure that a decision is on disk before anybody sees what follows from it. Both faces use exactly this.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from ladderquest.growth.progress import (
    PhaseProgress,
    ScenarioProgress,
    ladder_progress,
    may_rewind,
    scenario_progress,
    to_go_on,
    unseen_seed,
)
from ladderquest.growth.summary import RunSummary, recalled, summarise_ahead, summarise_run
from ladderquest.pack.cache import hashes
from ladderquest.pack.installed import SHIPPED
from ladderquest.pack.loader import UnknownId, edition
from ladderquest.pack.model import Edition, Pack, Scenario
from ladderquest.pack.text import clean, nearest
from ladderquest.play import AnyAnswer, IllegalDecision, Note, Program, Proposal, Run, assess, on_a_page
from ladderquest.play.journal import AnyRecord, live_path
from ladderquest.saves.errors import SavesError
from ladderquest.saves.profile import PlacementAnswer, PlacementResult, Settings
from ladderquest.saves.store import PlayerStore

if TYPE_CHECKING:
    from ladderquest.growth.debrief import Debrief
    from ladderquest.growth.placement import Placed, Reply

NAME = "LadderQuest"
FORWARD = "A first run goes forward; going back opens when you have reached an ending."


class GameError(Exception):
    """Something a player asked for cannot be done; the message is one sentence for them."""


class Pending(NamedTuple):
    """A proposal on its way to the disk. ``saved`` resolves when it is safe, or fails with the reason."""

    proposal: Proposal
    saved: Future[None]


class Sitting:
    """A run that is being played. ``notice`` says what happened to it on opening, if anything did;
    ``moved`` that it took the run to another place, so that the notice has to be read."""

    def __init__(
        self,
        game: Game,
        run_id: str,
        run: Run,
        edition_: Edition,
        *,
        notice: str = "",
        moved: bool = False,
    ) -> None:
        self.game = game
        self.run_id = run_id
        self.run = run
        self.edition = edition_
        self.notice = notice
        self.moved = moved
        self._summary: RunSummary | None = None
        self._ahead: tuple[Proposal, RunSummary] | None = None

    @property
    def scenario(self) -> Scenario:
        """The scenario as this run plays it."""
        return self.edition.scenario

    @property
    def may_rewind(self) -> bool:
        """Whether the player may go back to a checkpoint now."""
        progress = self.game.progress_of(self.scenario)
        finished = bool(progress.endings_seen) or self.run.ended
        return may_rewind(finished, self.game.store.profile.settings.rewind_always)

    def asks_how_sure(self, answer: AnyAnswer) -> bool:
        """Whether the player wants to be asked how sure they are before this answer counts: by their setting,
        and where an answer is rated."""
        if not self.game.store.profile.settings.ask_confidence:
            return False
        try:
            return assess(self.run.program, self.run.state, answer) is not None
        except IllegalDecision:
            return False  # deciding says so

    def decide(self, answer: AnyAnswer, note: Note | None = None) -> Pending:
        """Propose a decision and send it to the disk. Raises ``IllegalDecision`` or ``GameError``."""
        return self._send(self.run.propose(answer, note))

    def rewind(self, seq: int) -> Pending:
        """Go back to a checkpoint. Raises ``GameError`` if the player may not, ``IllegalDecision`` if it is
        not there."""
        if not self.may_rewind:
            raise GameError(FORWARD)
        return self._send(self.run.propose_rewind(seq))

    def annotate(self, seq: int, note: Note) -> Pending:
        """Note something about a decision, such as a wish to talk about it."""
        return self._send(self.run.propose_note(seq, note))

    def settle(self, pending: Pending) -> None:
        """Take over what has been saved."""
        self.run.commit(pending.proposal)
        ahead, self._ahead = self._ahead, None
        self._summary = ahead[1] if ahead is not None and ahead[0] is pending.proposal else None

    def wait(self, pending: Pending) -> Proposal:
        """Wait for the disk, then settle. Raises ``SaveFailed`` with the run as it was."""
        pending.saved.result()
        self.settle(pending)
        return pending.proposal

    def debrief(self) -> Debrief:
        """The story retold. Raises ``GameError`` before the ending."""
        if not self.run.ended:
            raise GameError("The debrief opens at the ending.")
        from ladderquest.growth.debrief import debrief  # the first frame of the game does not wait for it

        progress = self.game.progress_of(self.scenario)
        return debrief(
            self.run,
            self.game.pack.ladder,
            endings_seen={*progress.endings_seen, str(self.run.state.ending)},
            worlds_seen={*progress.worlds_seen, self.run.program.world(self.run.state.values)},
        )

    def _send(self, proposal: Proposal) -> Pending:
        self.game.must_write()
        # the summary is that of the run as it will be; the run itself changes when the disk has it
        summary = summarise_ahead(self.run_id, self.run, proposal, self._summary)
        self._ahead = proposal, summary
        saved = self.game.store.append(self.run_id, proposal.records, summary)
        if on_a_page(self.run.program, proposal.state):
            self.game.store.work.look_ahead()  # for what was begun there; behind the decision, nobody waits
        return Pending(proposal, saved)


class Game:
    """One player at one pack. ``now`` gives the time with its zone, ``dice`` a fresh seed."""

    def __init__(
        self, pack: Pack, store: PlayerStore, *, now: Callable[[], datetime], dice: Callable[[], int]
    ) -> None:
        self.pack = pack
        self.store = store
        self.now = now
        self.dice = dice

    def stamp(self) -> str:
        """The time now, as annotations carry it: ISO 8601 to the second, with zone."""
        return self.now().isoformat(timespec="seconds")

    def must_write(self) -> None:
        """Raises ``GameError`` where nothing can be saved, with why: mostly another window has the player."""
        if self.store.read_only:
            raise GameError(self.store.refused)

    # --- what there is ---------------------------------------------------------------------------

    def title(self) -> str:
        """The name of the game, and of the pack if it is not the one that comes along."""
        manifest = self.pack.manifest
        return NAME if manifest.id == SHIPPED else f"{NAME}: {manifest.title}"

    def ladder(self) -> list[PhaseProgress]:
        """Every phase with its scenarios as this player has them."""
        return ladder_progress(self.pack, self.store.runs)

    def progress_of(self, scenario: Scenario) -> ScenarioProgress:
        """What this player has made of one scenario."""
        return scenario_progress(scenario, self.store.runs)

    def to_go_on(self) -> RunSummary | None:
        """The open run touched last, if any."""
        return to_go_on(self.store.runs)

    def scenario(self, scenario_id: str) -> Scenario:
        """A scenario of the pack. Raises ``UnknownId`` with the nearest."""
        for scenario in self.pack.scenarios:
            if scenario.id == scenario_id:
                return scenario
        raise UnknownId(scenario_id, nearest(scenario_id, [s.id for s in self.pack.scenarios]))

    def next_scenario(self) -> Scenario | None:
        """The first scenario that is new, from the phase of the placement upwards, then from the start."""
        placement = self.store.profile.placement
        first = placement.phase if placement else 1
        rungs = sorted(self.ladder(), key=lambda rung: (rung.phase.id < first, rung.phase.id))
        return next((s.scenario for rung in rungs for s in rung.scenarios if s.standing == "new"), None)

    # --- what is kept ----------------------------------------------------------------------------

    def keep_placement(self, replies: Sequence[Reply], placed: Placed, phase: int) -> Future[None]:
        """Keep the replies with their examples, the count, and the phase chosen. They hold at once; the
        Future tells when they are safe."""
        self.must_write()
        answers = {r.question: PlacementAnswer(yes=r.yes, example=clean(r.example)) for r in replies}
        result = PlacementResult(answers=answers, count=placed.count, phase=phase, at=self.stamp())
        return self.store.update(placement=result)

    def keep_settings(self, settings: Settings) -> Future[None]:
        """Keep changed settings. They hold at once; the Future tells when they are safe."""
        self.must_write()
        return self.store.update(settings=settings)

    # --- playing ---------------------------------------------------------------------------------

    def sit_down(self, scenario_id: str, *, seed: int | None = None) -> Sitting:
        """Go on with the open run of a scenario, or begin a new one. A given ``seed`` goes on only with a
        run of that seed. A run whose scenario was taken out of the pack goes on as it was begun."""
        try:
            progress = self.progress_of(self.scenario(scenario_id))
        except UnknownId:
            left = to_go_on([run for run in self.store.runs if run.scenario == scenario_id])
            if left is None:
                raise
            return self.open(left.run)
        summary = progress.run
        if summary is not None and progress.standing == "open":
            sitting = self.open(summary.run)
            if seed is None or sitting.run.started.seed == seed:
                return sitting
        return self.begin(scenario_id, seed=seed)

    def begin(self, scenario_id: str, *, seed: int | None = None) -> Sitting:
        """A new run. Without a ``seed`` it shows a world that this player has not finished yet."""
        self.must_write()
        scenario = self.scenario(scenario_id)
        progress = self.progress_of(scenario)
        if seed is None:
            seed = unseen_seed(scenario, progress.worlds_seen, self.dice())
        played = edition(self.pack, scenario_id)
        hashed = hashes(played)
        program = Program(played, self.store.profile.name)
        run = Run.begin(program, hashed, seed=seed, recalls=recalled(self.store.runs), at=self.stamp())
        run_id = self.store.new_run_id()
        self.store.begin(run_id, tuple(run.records), played, hashed, summarise_run(run_id, run)).result()
        self._look_ahead(run)
        return Sitting(self, run_id, run, played, notice=_again(progress))

    def open(self, run_id: str) -> Sitting:
        """An existing run. A run in progress moves to the scenario as it is now; a finished one stays as
        it was played. Raises ``UnknownId``, ``GameError`` or the store's own errors."""
        summary = next((each for each in self.store.runs if each.run == run_id), None)
        if summary is None:
            raise UnknownId(run_id, nearest(run_id, [each.run for each in self.store.runs]))
        loaded = self.store.load(run_id)
        current = self._current(summary, loaded.edition)
        hashed = hashes(current)
        program = Program(current, self.store.profile.name)
        run, migrated = Run.load(program, hashed, loaded.records)
        self._look_ahead(run)
        if migrated is None:
            return Sitting(self, run_id, run, current)
        if not self.store.read_only:
            self.store.adopt(current, hashed).result()
            self.store.append(run_id, (migrated,), summarise_run(run_id, run)).result()
        return Sitting(
            self, run_id, run, current, notice=_moved(loaded.records, run, migrated.because), moved=True
        )

    def _look_ahead(self, run: Run) -> None:
        """Read what was begun on the page that a run stands at, if it stands at one: a story that is opened
        waits for the disk anyway. What is wrong with it is said by who asks for it."""
        if on_a_page(run.program, run.state):
            with suppress(SavesError):
                self.store.work.read()

    def _current(self, summary: RunSummary, played: Edition | None) -> Edition:
        if played is None or summary.ending is None:
            try:
                return edition(self.pack, summary.scenario)
            except UnknownId:
                if played is None:
                    raise
        return played  # finished, or taken out of the pack since: it stays as it was played


def _again(progress: ScenarioProgress) -> str:
    """What a player is told who begins a story that they have finished before."""
    seen, there = len(progress.endings_seen), len(progress.scenario.endings)
    return f"A new run. So far you have seen {seen} of {there} endings of this story." if seen else ""


def _moved(records: tuple[AnyRecord, ...], run: Run, because: str) -> str:
    """What a player is told when a scenario was edited under a run."""
    if not because:
        return ""
    lost = len(live_path(records)) - len(run.steps)
    where = run.program.scene(run.state.scene).at.at(run.state.values) or "the opening"
    count = f"{lost} decision{'s' if lost != 1 else ''}"
    return (
        f"This scenario was edited since you played: {because}. You are back at {where}, {count} earlier; "
        "the old branch is kept."
    )
