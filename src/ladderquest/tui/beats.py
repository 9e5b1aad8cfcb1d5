"""Events made into what is read at once: a passage, a consequence, or the next question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ladderquest.play.state import Changed, Entered, Event, Found, Heard, Owed, Returned, Told


@dataclass
class Consequence:
    """What a decision came to: told and changed at once, heard a beat later."""

    told: Told | None = None
    returned: list[Returned] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to read."""
        told = self.told and (self.told.text or self.told.said)
        return not (told or self.returned or self.changed or self.found or self.owed or self.heard)


@dataclass
class Passage:
    """A scene passed through: its text, and nothing to answer."""

    entered: Entered


@dataclass
class Question:
    """The scene where the story stands now: it asks something, or it is an ending."""

    entered: Entered


Beat = Consequence | Passage | Question


def beats(events: Sequence[Event]) -> list[Beat]:
    """The beats of a decision's events, in order. What comes back is a consequence of its own."""
    found: list[Beat] = []
    current = Consequence()
    for event in events:
        if isinstance(event, Told | Returned | Entered):
            if not current.empty:
                found.append(current)
            current = Consequence()
        if isinstance(event, Told):
            current.told = event
        elif isinstance(event, Returned):
            current.returned.append(event)
        elif isinstance(event, Changed):
            current.changed.append(event)
        elif isinstance(event, Found):
            current.found.append(event)
        elif isinstance(event, Owed):
            current.owed.append(event)
        elif isinstance(event, Heard):
            current.heard.append(event)
        elif isinstance(event, Entered):
            found.append(Question(event) if event.last else Passage(event))
    if not current.empty:
        found.append(current)
    return found
