"""The way so far: the decisions of the live path, numbered from 1 as the player counts them."""

from __future__ import annotations

from dataclasses import dataclass

from ladderquest.play import Run, Step
from ladderquest.play.state import Told


@dataclass(frozen=True)
class Decision:
    """One decision, or all looks of one visit: they count as one. ``seq`` is its first record, ``back`` the
    checkpoint before it."""

    seq: int
    back: int
    at: str
    says: str


def decisions(run: Run) -> list[Decision]:
    """The decisions of the live path, oldest first. There is a checkpoint before each of them."""
    visits: list[list[Step]] = []
    for step in run.steps:
        if step.before.spent:
            visits[-1].append(step)
        else:
            visits.append([step])
    return [
        Decision(visit[0].decided.seq, checkpoint.seq, checkpoint.at, _says(run, visit))
        for visit, checkpoint in zip(visits, run.checkpoints(), strict=True)
    ]


def _says(run: Run, visit: list[Step]) -> str:
    # stopping after a look is no news; stopping without one is
    telling = [step for step in visit if any(isinstance(event, Told) for event in step.events)]
    said = [run.summary(step) for step in telling or visit]
    asked = said[0].asked
    return f"{asked} {'; '.join(each.answered for each in said)}".strip()


def captions(run: Run) -> list[tuple[str, str]]:
    """(number, caption) of every decision."""
    return [
        (str(place), f"{each.at}: {each.says}" if each.at else each.says)
        for place, each in enumerate(decisions(run), start=1)
    ]
