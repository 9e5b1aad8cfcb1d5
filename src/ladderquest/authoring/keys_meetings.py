"""The words for the keys of promotion meetings (``pack.meetings``); see ``keys``."""

from __future__ import annotations

__all__ = ["MEETINGS"]

_LINES = "Who says what, in turn."
_TRAP = "The trap that was fed or avoided."
_WHOM = "To whom the promise was made; without it, to anybody but those who speak."

MEETINGS: dict[str, dict[str, str]] = {
    "MeetingsFile": {"meetings": "The meetings, at most one a phase."},
    "Meeting": {
        "id": "Its name.",
        "phase": "The phase that it ends.",
        "title": "Its heading.",
        "at": "Time and place.",
        "present": "Who is there. Nobody else speaks.",
        "opening": "What is told before anybody speaks.",
        "lines": "What is said before it is about the player.",
        "exchanges": "What can be said. Five to eight of them are, by what the player decided.",
        "closings": "How it can end: by the first that fits, a `quiet` one last.",
    },
    "Exchange": {
        "id": "Its name.",
        "about": "What has to be so for it.",
        "trap": _TRAP,
        "signal": "The signal that decisions showed.",
        "whom": _WHOM,
        "lines": f"{_LINES} Somebody else answers.",
    },
    "Closing": {
        "id": "Its name.",
        "about": "What has to be so for it.",
        "trap": f"{_TRAP} Without it, any.",
        "whom": _WHOM,
        "promoted": "Whether the story promotes the player. No gate moves.",
        "lines": _LINES,
    },
    "Voice": {"who": "One of those present.", "says": "What they say; their name is put before it."},
}  # fmt: skip
"""Name of a struct -> its own keys -> what each is for."""
