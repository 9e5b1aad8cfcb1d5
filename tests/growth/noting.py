"""Notes of finished runs, made by hand: what players decided, without a story to play."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from ladderquest.growth.looking_back import DecisionNote, RunNotes
from ladderquest.pack.loader import load_pack
from ladderquest.pack.model import Pack
from tests.cli.terminal import ROOT


@cache
def content() -> Pack:
    """The pack that the game comes with."""
    found = load_pack(ROOT / "content").pack
    assert found is not None
    return found


def decision(seq: int, answered: str = "", **fields: Any) -> DecisionNote:
    """A decision of rating 3 of 5 on a Monday, unless told."""
    given = {"rating": 3, "best": 5, "at": f"Monday, 09:{seq:02}", "options": 4, **fields}
    return DecisionNote(
        seq=seq, scene=f"scene{seq}", asked="", answered=answered or f"Do thing {seq}", **given
    )


def run(run_id: str, decisions: Sequence[DecisionNote], **fields: Any) -> RunNotes:
    """A finished run of a story of Phase 1 that is named after it, on 2 November 2026, unless told."""
    given = {
        "scenario": f"story-{run_id}",
        "title": f"Story {run_id}",
        "phase": 1,
        "world": "calm",
        "ending": "done",
        "finished_on": "2026-11-02T10:00:00+01:00",
        "shows": tuple(each.shows for each in decisions),
        **fields,
    }
    return RunNotes(run=run_id, decisions=tuple(decisions), **given)
