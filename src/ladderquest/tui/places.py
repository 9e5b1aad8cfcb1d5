"""Where one can go from the ladder: a key and a word for each. ``pages`` knows what is there."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A place: its key on the home screen, the word in the key bar, and what it is."""

    key: str
    word: str
    about: str


PLACES: dict[str, Place] = {
    "due": Place("d", "due", "what is due: reviews, checkpoints, actions"),
    "gates": Place("g", "gates", "what each phase asks for, and your evidence"),
    "traps": Place("t", "traps", "the trap log: where your decisions fed or avoided a trap"),
    "plan": Place("p", "plan", "the plan: what to do next, and why"),
    "write": Place("e", "write", "written work: exercises, and what you wrote"),
    "codex": Place("x", "codex", "look something up"),
}
"""Every place by its name, most useful first."""
