"""The words for the keys of blind readings and guides (``pack.readings``, ``pack.guides``); see ``keys``."""

from __future__ import annotations

__all__ = ["READINGS"]

_READER = "Who it was, by name or as `reader 1`."
_MINUTES = "How many minutes it takes."

READINGS: dict[str, dict[str, str]] = {
    "GuidesFile": {"guides": "The guides, at most one a scenario."},
    "Guide": {
        "id": "The scenario that it is for.",
        "brief": "The mentor's page, to read beforehand. It gives everything away.",
        "one_to_one": "The conversation, stretch by stretch; 30 minutes together.",
        "opening": "How a room begins.",
        "opening_minutes": _MINUTES,
        "room": "Where a room stops.",
        "close": "How a room ends.",
        "close_minutes": "How many minutes it takes; 45 with the opening and the stops.",
    },
    "Talk": {
        "minutes": _MINUTES,
        "title": "Its heading.",
        "ask": "What to ask.",
        "listen": "What to listen for in the answer.",
    },
    "Stop": {
        "scene": "A scene that a room can vote on: `choose`, `mark`, `defend` or `allocate`.",
        "minutes": _MINUTES,
        "prompt": "What to put to the room between the two votes.",
        "argue": "What rooms are likely to argue about.",
        "minority": "What to draw out of those who are fewer.",
    },
    "ReadingsFile": {
        "scenario": "The scenario that was read.",
        "about": "Who the readers are, plainly: automated, or experts and of what.",
        "readings": "What they rated.",
        "guesses": "What they guessed from the options alone.",
    },
    "BlindReading": {
        "decision": "The scene, a `choose`.",
        "world": "The world that it was read in.",
        "path": "What had been decided before; empty for the first scene.",
        "known": "The clues that were held, which are those that the path finds.",
        "reader": _READER,
        "ratings": "Every option with what it was rated.",
    },
    "Taken": {
        "scene": "The scene.",
        "took": "What was taken there.",
    },
    "BlindGuess": {
        "decision": "The scene, a `choose`.",
        "reader": _READER,
        "option": "The option that was taken for the best.",
    },
}  # fmt: skip
"""Name of a struct -> its own keys -> what each is for."""
