"""Exercises to write in tests: one with everything, one with nothing, one with the calculator."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from ladderquest.growth.work import Draft
from ladderquest.pack.workbook import Comeback, Criterion, Exercise, Part, Workbook

VISION = Exercise(
    id="vision",
    title="Five years in a minute",
    phase=0,
    minutes=20,
    about="Where your work goes in five years, so that somebody else could retell it.",
    parts=(
        Part(id="work", ask="What do you work on in five years?"),
        Part(id="why", ask="Why does that need you?", starter="It needs somebody who"),
    ),
    hints=("Name the people who use it.", "Leave out the tools."),
    model="In five years the on-call rota of four teams reads one page that I wrote.",
    rubric=(
        Criterion(
            id="concrete",
            text="Somebody else could retell it.",
            strong="A place, people, a thing.",
            fair="A field of work.",
            missing="Adjectives.",
        ),
        Criterion(
            id="mine",
            text="It could only be yours.",
            strong="It rests on what you did.",
            fair="It rests on your title.",
            missing="Anybody could say it.",
        ),
    ),
    speak=60,
    source="sample-notes",
)
NOTE = Exercise(
    id="note",
    title="A note to your manager",
    phase=1,
    minutes=5,
    about="One question, asked in writing.",
    parts=(Part(id="note", ask="What do you ask?"),),
    hints=("Ask about one gap.",),
    model="Which of my gaps do you see, and what would show you that it is closed?",
    rubric=(VISION.rubric[1],),
    source="sample-notes",
)
TEST = Exercise(
    id="test",
    title="Four percent in two days",
    phase=2,
    minutes=10,
    about="The room wants the slide. What may it say?",
    parts=(Part(id="slide", ask="Write the sentence for the slide."),),
    hints=("How many people would it take?",),
    model="The test needs another nine days before anybody can say more.",
    rubric=(VISION.rubric[0],),
    calculator="ab",
    source="sample-notes",
)
BOOK = Workbook(
    exercises=(VISION, NOTE, TEST),
    comebacks=(
        Comeback(
            id="day-7", day=7, title="Vision", text="Write it.", exercise="vision", source="sample-notes"
        ),
        Comeback(
            id="day-21",
            day=21,
            title="Again",
            text="Write it again.",
            exercise="vision",
            source="sample-notes",
        ),
    ),
)


def version(number: int, *, exercise: str = "vision", **fields: object) -> Draft:
    """A version of an exercise, handed in on a day of November."""
    made = f"2026-11-{number:02}T09:00:00+01:00"
    told = {"words": {"work": f"Search {number}", "why": "I built it"}, **fields}
    return msgspec.convert(
        {"id": f"v{number:02}", "changed": made, "made": made, "exercise": exercise, **told}, Draft
    )


def write_book(root: Path) -> None:
    """Put the exercises and the days into a pack on disk (JSON is YAML too)."""
    (root / "exercises").mkdir(exist_ok=True)
    exercises = msgspec.to_builtins(BOOK.exercises)
    comebacks = msgspec.to_builtins(BOOK.comebacks)
    (root / "exercises" / "exercises.yaml").write_text(json.dumps({"exercises": exercises}), encoding="utf-8")
    (root / "comebacks.yaml").write_text(json.dumps({"comebacks": comebacks}), encoding="utf-8")
