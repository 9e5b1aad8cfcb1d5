"""What it takes to look at one state, so that the checks can bound their work by counting, not by a clock.

A unit is about what one option of a small scenario takes. The bounds themselves stand where the work is done.
"""

from __future__ import annotations

from ladderquest.play import Program
from ladderquest.play.moves import MOST_TRIED, MOVES

__all__ = ["Effort"]

_A_STATE = 8
_SLOTS_A_UNIT = 16  # a state is copied whole
_TRYING = 8  # where an answer is put in, name by name, and the first result that holds looked for
_NAMES_A_UNIT = 6


class Effort:
    """What a state of each scene takes: to find out what can be answered there, and to copy it."""

    def __init__(self, program: Program) -> None:
        """``program``: its scenes are weighed when they are asked for."""
        self._program = program
        self._known: dict[str, int] = {}

    def of(self, scene: str) -> int:
        """Units for one state of ``scene``."""
        known = self._known.get(scene)
        if known is None:
            known = self._known[scene] = self._weigh(scene)
        return known

    def _weigh(self, scene_id: str) -> int:
        scene = self._program.scene(scene_id)
        units = _A_STATE + len(self._program.initial) // _SLOTS_A_UNIT
        if scene.tag in MOVES:
            tries = min(MOST_TRIED, MOVES[scene.tag].tries(self._program, scene))
            units += tries * (_TRYING + len(scene.answer) // _NAMES_A_UNIT if scene.answer else 1)
        return units
