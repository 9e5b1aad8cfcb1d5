"""A scenario of three scenes and somebody who plays it: what the tests of saves have to save."""

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from ladderquest.growth.summary import RunSummary, summarise_run
from ladderquest.growth.work import Evidence
from ladderquest.pack.base import SCHEMA
from ladderquest.pack.cache import hashes
from ladderquest.pack.model import (
    Block,
    ChooseScene,
    Edition,
    Ending,
    EndingScene,
    Jump,
    Member,
    Option,
    Scenario,
    Variable,
    World,
)
from ladderquest.play import AnyRecord, Note, Program, Run
from ladderquest.play.moves import Choose
from ladderquest.saves import PlayerStore

TIME = "2026-11-20T09:45:00+01:00"
EVIDENCE = Evidence(
    id="e1", changed=TIME, items=("p1-explained",), day="2026-11-19", did="Wrote down why the overlap is 40."
)
"""Something to keep."""


def prose(text: str) -> tuple[Block, ...]:
    return (Block(text=text),)


def edition(title: str = "The desk") -> Edition:
    """Wait at the desk as often as you like, then leave. Nothing in it is hostile but long."""
    stay = Option(id="stay", says="Stay", effect="days += 1", goto=(Jump(to="desk"),))
    leave = Option(id="leave", says="Leave", goto=(Jump(to="door"),))
    return Edition(
        scenario=Scenario(
            schema=SCHEMA,
            id="the-desk",
            title=title,
            phase=1,
            order=1,
            minutes=5,
            summary="Stay or leave.",
            start="desk",
            worlds=(
                World(id="calm", reveals=prose("It was calm."), facts={"share": 10}),
                World(id="storm", reveals=prose("It was not."), facts={"share": 90}),
            ),
            endings=(Ending(id="gone", title="Gone home"),),
            scenes=(
                ChooseScene(id="desk", at="Monday, {player}", text=prose("A desk."), options=(stay, leave)),
                EndingScene(id="door", text=prose("Outside."), ending="gone"),
            ),
            variables=(Variable(id="days", initial=0, max=100_000),),
        ),
        cast=(Member(id="mara", name="Mara", role="Lead", wants="Calm", worries="Storms"),),
        memories=(),
    )


HASHES = hashes(edition())
EDITED = hashes(edition("The desk, edited"))


class Playing:
    """One run being played: every method saves what it does to ``store`` and returns the Future."""

    def __init__(self, store: PlayerStore, run_id: str | None = None, seed: int = 7) -> None:
        self.store = store
        self.run_id = run_id or store.new_run_id()
        self.program = Program(edition(), store.profile.name)
        self.run = Run.begin(self.program, HASHES, seed=seed, at=TIME)

    @property
    def summary(self) -> RunSummary:
        return summarise_run(self.run_id, self.run)

    def begin(self) -> Future[None]:
        return self.store.begin(self.run_id, self.run.records, edition(), HASHES, self.summary)

    def decide(self, option: str = "stay", note: Note | None = None) -> Future[None]:
        return self.append(self.take(option, note))

    def take(self, option: str = "stay", note: Note | None = None) -> Sequence[AnyRecord]:
        """Decide without saving; returns the records."""
        proposal = self.run.propose(Choose(option=option), note)
        self.run.commit(proposal)
        return proposal.records

    def append(self, records: Sequence[AnyRecord]) -> Future[None]:
        return self.store.append(self.run_id, records, self.summary)

    def until(self, records: int) -> "Playing":
        """Begin, then decide one record at a time until there are so many, all of them saved."""
        last = self.begin()
        while len(self.run.records) < records:
            last = self.decide()
        last.result()
        return self


def content(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but locks, by relative path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def error_of(future: Future[Any]) -> str:
    """What a failed save tells."""
    error = future.exception()
    assert error is not None
    return str(error)
