"""The moves a scene can ask for: one module each, and this registry.

Adding a move: its scene in ``pack.model``, a module here, and one module in each face (``tui.moves``,
``plain.moves``). A test fails while a face lacks one."""

from __future__ import annotations

from typing import Any

from ladderquest.play.moves.allocate import Allocate, AllocateMove, AllocateOffer, ShareOffer
from ladderquest.play.moves.base import MOST_TRIED, Answer, IllegalDecision, Move, Offer, Summary, Work
from ladderquest.play.moves.choose import Choose, ChooseMove, ChooseOffer
from ladderquest.play.moves.defend import Defend, DefendMove, DefendOffer
from ladderquest.play.moves.investigate import Investigate, InvestigateMove, InvestigateOffer, LookOffer
from ladderquest.play.moves.mark import Mark, MarkMove, MarkOffer
from ladderquest.play.moves.rate import Rate, RateMove, RateOffer
from ladderquest.play.moves.write import Write, WriteMove, WriteOffer

__all__ = [
    "MOST_TRIED", "MOVES", "Allocate", "AllocateOffer", "Answer", "AnyAnswer", "AnyOffer", "Choose",
    "ChooseOffer", "Defend", "DefendOffer", "IllegalDecision", "Investigate", "InvestigateOffer",
    "LookOffer", "Mark", "MarkOffer", "Move", "Offer", "Rate",
    "RateOffer", "ShareOffer", "Summary", "Work", "Write", "WriteOffer",
]  # fmt: skip

AnyAnswer = Choose | Investigate | Mark | Defend | Allocate | Write | Rate
AnyOffer = ChooseOffer | InvestigateOffer | MarkOffer | DefendOffer | AllocateOffer | WriteOffer | RateOffer

MOVES: dict[str, Move[Any, Any, Any]] = {
    move.tag: move
    for move in (
        ChooseMove(),
        InvestigateMove(),
        MarkMove(),
        DefendMove(),
        AllocateMove(),
        WriteMove(),
        RateMove(),
    )
}
"""Every move by the tag that scenes and answers carry. ``rate`` is asked over a ``choose`` scene, outside of
stories: no scene carries its tag."""
