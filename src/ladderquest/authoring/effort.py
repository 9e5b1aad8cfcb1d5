"""What it takes to look at one state, so that the checks can bound their work by counting, not by a clock.

A unit is about what one option of a small scenario takes. The bounds themselves stand where the work is done.
"""

from __future__ import annotations

from ladderquest.pack.model import MarkScene
from ladderquest.play import Program
from ladderquest.play.moves import MOST_TRIED, MOVES

__all__ = ["Effort"]

_A_STATE = 16
_SLOTS_A_UNIT = 16  # a state is copied whole
_TRIED = ("mark", "defend", "allocate")
_AN_ANSWER = 16
_LINES_A_UNIT = 8
_TRYING = 2  # where an answer is put in, name by name, and the first result that holds looked for
_NAMES_A_UNIT = 8


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

    def of_all_answers(self, scene: str) -> int:
        """Units for one state of ``scene`` from which every answer is followed or judged."""
        return self.of(scene) + self._tries(scene) * (len(self._program.initial) // _SLOTS_A_UNIT)

    def _tries(self, scene_id: str) -> int:
        scene = self._program.scene(scene_id)
        if scene.tag not in MOVES:
            return 0
        return min(MOST_TRIED, MOVES[scene.tag].tries(self._program, scene))

    def _weigh(self, scene_id: str) -> int:
        scene = self._program.scene(scene_id)
        units = _A_STATE + len(self._program.initial) // _SLOTS_A_UNIT
        tries = self._tries(scene_id)
        if scene.tag not in _TRIED:
            return units + tries
        units += _AN_ANSWER + tries * (_TRYING + len(scene.answer) // _NAMES_A_UNIT)
        if isinstance(scene.source, MarkScene):
            units += self._reading(scene.source)
        return units

    def _reading(self, scene: MarkScene) -> int:
        """Units for an artefact: its lines are read, and its places looked for where it reads otherwise."""
        artefact = self._program.artefacts[scene.artefact]
        lines = sum(block.text.count("\n") + 1 for block in artefact.text)
        shifting = any("{" in block.text for block in artefact.text)
        looking = lines * len(artefact.places) // _LINES_A_UNIT if shifting else 0
        return lines // _LINES_A_UNIT + looking
