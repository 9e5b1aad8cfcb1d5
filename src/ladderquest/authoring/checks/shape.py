"""What every scenario has: a size that can be played in a sitting, worlds, endings, things to look at."""

from __future__ import annotations

from collections.abc import Sequence

from ladderquest.authoring.judging import Decision
from ladderquest.authoring.subject import Subject
from ladderquest.pack.convert import Path
from ladderquest.pack.model import EndingScene

__all__ = ["check"]

FEWEST_SCENES, MOST_SCENES = 8, 16
"""Ten to fifteen minutes are that many. Endings count once towards the most: a run comes to one of them."""
FEWEST_WORLDS = FEWEST_ARTEFACTS = 2
FEWEST_ENDINGS = FEWEST_MOVES = 3
_ASKS_NOTHING = ("goto", "ending")


def check(subject: Subject, decisions: Sequence[Decision]) -> None:
    """Notes what the scenario lacks, each thing once."""
    scenario, notes = subject.scenario, subject.notes

    def lacks(path: Path, told: str) -> None:
        notes.add("LQ616", path, told)

    count = len(scenario.scenes)
    endings = sum(isinstance(scene, EndingScene) for scene in scenario.scenes)
    if count < FEWEST_SCENES or count - max(0, endings - 1) > MOST_SCENES:
        lacks(("scenes",), f"{_of(count, 'scene')}: a scenario has {FEWEST_SCENES} to {MOST_SCENES}")
    moves = {str(scene.__struct_config__.tag) for scene in scenario.scenes} - {*_ASKS_NOTHING}
    if len(moves) < FEWEST_MOVES:
        known = ", ".join(sorted(moves)) or "none"
        lacks(
            ("scenes",), f"{_of(len(moves), 'kind')} of move ({known}): a scenario has {FEWEST_MOVES} or more"
        )
    if not decisions:
        lacks(("scenes",), "no answer has a `rating`, so that a debrief has nothing to say")
    for field, fewest, what in (
        ("worlds", FEWEST_WORLDS, "world"),
        ("endings", FEWEST_ENDINGS, "ending"),
        ("artefacts", FEWEST_ARTEFACTS, "artefact"),
    ):
        count = len(getattr(scenario, field))
        if count < fewest:
            told = f"{_of(count, what)}: a scenario has {fewest} or more"
            lacks((field,) if count else ("id",), told)
    for field, what in (
        ("practises", "which gate items it practises"),
        ("actions", "one thing to do at work this week"),
    ):
        if not getattr(scenario, field):
            lacks(("id",), f"`{field}` is missing: {what}")


def _of(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"
