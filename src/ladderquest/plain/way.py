"""The way so far: the decisions of the live path, numbered from 1 as the player counts them."""

from __future__ import annotations

from dataclasses import dataclass

from ladderquest.play import Run, Step


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
    return [
        Decision(visit[0].decided.seq, checkpoint.seq, checkpoint.at, _says(run, visit))
        for visit, checkpoint in zip(run.visits(), run.checkpoints(), strict=True)
    ]


def _says(run: Run, visit: list[Step]) -> str:
    said = run.visit_summary(visit)
    return f"{said.asked} {said.answered}".strip()


def captions(run: Run) -> list[tuple[str, str]]:
    """(number, caption) of every decision."""
    return [
        (str(place), f"{each.at}: {each.says}" if each.at else each.says)
        for place, each in enumerate(decisions(run), start=1)
    ]
