"""How each move is asked in plain mode, by its tag."""

from __future__ import annotations

from typing import Any

from ladderquest.plain.moves.allocate import AllocateAsker
from ladderquest.plain.moves.base import Asker, NotUnderstood, Reading
from ladderquest.plain.moves.choose import ChooseAsker
from ladderquest.plain.moves.defend import DefendAsker
from ladderquest.plain.moves.investigate import InvestigateAsker
from ladderquest.plain.moves.mark import MarkAsker
from ladderquest.plain.moves.rate import RateAsker
from ladderquest.plain.moves.write import WriteAsker

__all__ = ["ASKERS", "Asker", "NotUnderstood", "Reading"]

ASKERS: dict[str, Asker[Any]] = {
    asker.tag: asker
    for asker in (
        ChooseAsker(),
        InvestigateAsker(),
        MarkAsker(),
        DefendAsker(),
        AllocateAsker(),
        WriteAsker(),
        RateAsker(),
    )
}
"""Every way of asking by the tag of its move."""
