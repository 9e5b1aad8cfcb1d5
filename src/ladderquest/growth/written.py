"""What a player wrote in a story, beside a model answer and the questions to compare the two by.

There is no verdict here: nobody but the player reads the one against the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from ladderquest.documents.document import AnyPart, Entries, Heading, Paragraph
from ladderquest.pack.model import WriteScene
from ladderquest.play import Run

EMPTY = "You left the page empty."


class Question(msgspec.Struct, frozen=True):
    """A line of a rubric as a question to oneself, with what a strong, a fair and a missing answer look
    like."""

    text: str
    strong: str
    fair: str
    missing: str


class Written(msgspec.Struct, frozen=True):
    """Something that the player wrote in decision ``seq``, word for word ("" for a page left empty), beside
    the model answer as it reads for this run."""

    seq: int
    at: str
    asked: str
    words: str
    model: str
    questions: tuple[Question, ...]


def written(run: Run, times: Mapping[int, str]) -> tuple[Written, ...]:
    """Every page of the live path, oldest first; what nobody noted is left out. ``times`` has the newest time
    line before each decision."""
    program, found = run.program, []
    for step in run.steps:
        scene = program.sources[step.before.scene]
        words = run.notes(step.decided.seq).words
        if isinstance(scene, WriteScene) and words is not None:
            page = Written(
                seq=step.decided.seq,
                at=times[step.decided.seq],
                asked=run.summary(step).asked,
                words=words,
                model=program.text(scene.model).at(step.before.values).strip(),
                questions=tuple(Question(c.text, c.strong, c.fair, c.missing) for c in scene.rubric),
            )
            found.append(page)
    return tuple(found)


def written_told(pages: Iterable[Written]) -> list[AnyPart]:
    """The words as they were written, what they can be compared with, and the questions."""
    parts: list[AnyPart] = []
    for page in pages:
        parts += [Heading(2, page.at)] if page.at else []
        parts += [Paragraph(page.asked, "quiet")] if page.asked else []
        parts.append(Paragraph(_lines(page.words), "quote") if page.words.strip() else Paragraph(EMPTY))
        parts += [Paragraph("One way to write it, for this run:", "quiet"), Paragraph(page.model)]
        if page.questions:
            parts.append(Paragraph("Questions to read your own words by. Nobody counts them.", "quiet"))
        for question in page.questions:
            points = (("Strong", question.strong), ("Fair", question.fair), ("Missing", question.missing))
            parts += [Paragraph(question.text, "accent"), Entries(points)]
    return parts


def _lines(words: str) -> str:
    """Words in which every line stays a line: in a document, a single line break would be a space."""
    return "\n\n".join(line for line in words.split("\n") if line.strip())
