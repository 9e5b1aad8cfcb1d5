"""How each move is asked in the app, by its tag."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ladderquest.tui.moves.allocate import AllocateAsk
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.moves.choose import ChooseAsk
from ladderquest.tui.moves.defend import DefendAsk
from ladderquest.tui.moves.investigate import InvestigateAsk
from ladderquest.tui.moves.mark import MarkAsk
from ladderquest.tui.moves.rate import RateAsk
from ladderquest.tui.moves.write import WriteAsk

ASKS: dict[str, Callable[[Any, Any], Ask]] = {
    "choose": ChooseAsk,
    "investigate": InvestigateAsk,
    "mark": MarkAsk,
    "defend": DefendAsk,
    "allocate": AllocateAsk,
    "write": WriteAsk,
    "rate": RateAsk,
}
"""Move tag -> the widget that asks it, made from the run and what is on offer."""
