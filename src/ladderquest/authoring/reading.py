"""How long a run takes to read and decide, estimated from its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ladderquest.play import Event, Program, State, legal
from ladderquest.play.moves import Offer, WriteOffer
from ladderquest.play.state import Entered, Found, Heard, Returned, Told

__all__ = ["SECONDS_A_DECISION", "SECONDS_A_PAGE", "WORDS_A_MINUTE", "Reading", "minutes"]

WORDS_A_MINUTE = 200
"""Adults read English non-fiction silently at 238 words a minute, most of them at 175 to 300, and those with
English as a second language more slowly (Brysbaert, How many words do we read per minute?, Journal of Memory
and Language 109, 2019). Diffs, logs and reports are no easy prose, so the estimate stays below the mean."""

SECONDS_A_DECISION = 15
"""An assumption, as nobody has measured it here: time to weigh the options, beyond reading them."""


SECONDS_A_PAGE = 120
"""An assumption as well: time to write the few sentences that a ``write`` asks for."""


def minutes(words: int, decisions: int, pages: int = 0) -> float:
    """What a run takes of so many words and decisions, ``pages`` of which are written."""
    return words / WORDS_A_MINUTE + (decisions * SECONDS_A_DECISION + pages * SECONDS_A_PAGE) / 60


class Reading:
    """The words that a player reads in one run: scenes, consequences, remarks, clues, what comes back, each
    artefact once, and what is asked and offered; and how many pages are asked for. Explanations are for those
    who ask, and not counted."""

    def __init__(self, program: Program, lengths: dict[str, int]) -> None:
        """``lengths``: what is known of texts already, shared between readings."""
        self._program = program
        self._lengths = lengths
        self._opened: set[str] = set()
        self.words = 0
        self.pages = 0

    def read(self, before: State | None, after: State, events: Iterable[Event]) -> None:
        """One step; ``before`` is None at the opening of the run."""
        for event in events:
            for text in _texts(event):
                self._count(text)
            if isinstance(event, Entered):
                for artefact in self._program.sources[event.scene].artefacts:
                    self._open(artefact, after)
        if after.ending is None and (before is None or before.turn != after.turn):
            for text in self._asked(after):
                self._count(text)

    def _count(self, text: str) -> None:
        known = self._lengths.get(text)
        if known is None:
            known = self._lengths[text] = len(text.split())
        self.words += known

    def _open(self, artefact: str, state: State) -> None:
        if artefact not in self._opened:
            self._opened.add(artefact)
            self._count("\n".join(self._program.artefact_lines(artefact, state.values)))

    def _asked(self, state: State) -> Iterator[str]:
        offer = legal(self._program, state)
        assert offer is not None  # the run has not ended
        self.pages += isinstance(offer, WriteOffer)
        yield getattr(offer, "ask", "")
        artefact = getattr(offer, "artefact", None)
        if artefact is not None:
            self._open(artefact, state)
        for entries in msgspec.structs.astuple(offer):
            if isinstance(entries, tuple):
                for entry in entries:
                    if isinstance(entry, Offer) and entry.shown:
                        yield entry.says
                        yield entry.why


def _texts(event: Event) -> tuple[str, ...]:
    match event:
        case Entered():
            return (event.at, event.text)
        case Told():
            return (event.text,)
        case Found():
            return (event.label, event.text)
        case Heard():
            return (event.says,)
        case Returned():
            return (event.text,)
        case _:
            return ()
