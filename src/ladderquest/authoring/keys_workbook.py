"""What every key of the workbook is for, in an author's words: written work, and the days to come back."""

from __future__ import annotations

__all__ = ["WORKBOOK"]

WORKBOOK: dict[str, dict[str, str]] = {
    "ExercisesFile": {"exercises": "The written work, in the order in which it is listed."},
    "Exercise": {
        "id": "What saves know it by. It never changes once it is published.",
        "title": "What players read in the list.",
        "phase": "The step of the ladder that it belongs to; 0 fits every step.",
        "minutes": "How long it takes.",
        "about": "The set-up, read before anything is written. It says all that is needed.",
        "parts": "What is written, one page each.",
        "hints": "Opened one at a time, by who asks: from a direction to a detail, never the answer.",
        "model": "One strong answer. It opens only behind the player's own words.",
        "rubric": "The questions by which players read their own words.",
        "speak": "How many seconds it should take aloud; 0 where it is not spoken.",
        "calculator": "The calculator that lies beside it.",
        "traps": "Traps (`ladder/traps.yaml`) that it is about.",
        "practises": "Lines of a phase's gate (`ladder/phases.yaml`) that it is about.",
        "source": "Where it comes from, of `ladder/sources.yaml`.",
    },
    "Part": {
        "id": "What saves know the page by.",
        "ask": "What is to be written on it.",
        "starter": "What stands on the page before anything is written.",
    },
    "Criterion": {
        "id": "What saves know the line by.",
        "text": "The question that one asks of one's own words.",
        "strong": "What a strong answer shows, such that it can be pointed at.",
        "fair": "The same of a fair one.",
        "missing": "How it looks where it is missing.",
    },
    "ComebacksFile": {"comebacks": "What players come back for, by the day."},
    "Comeback": {
        "id": "What saves know it by.",
        "day": "How many days after the player started; 0 is the first day.",
        "title": "What is due, in a line.",
        "text": "What to do, and why on that day.",
        "exercise": "The written work that it is done with. Without one, the player says when it is done.",
        "source": "Where it comes from, of `ladder/sources.yaml`.",
    },
}
