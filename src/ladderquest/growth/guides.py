"""The guide of a scenario as a document: for the mentor of one engineer, or for whoever leads a room."""

from __future__ import annotations

from ladderquest.documents.document import AnyPart, Bullets, Document, Entries, Heading, Paragraph
from ladderquest.pack.guides import Guide, Stop, Talk
from ladderquest.pack.loader import edition
from ladderquest.pack.model import Pack
from ladderquest.play import Program
from ladderquest.play.moves import MOVES

__all__ = ["guide_document"]


def guide_document(pack: Pack, guide: Guide, whom: str | None = None) -> Document:
    """The guide, or the part of it that is for ``whom`` (``mentor`` or ``room``). Scenes are shown as they
    read at the beginning; no rating is told. Raises ``UnknownId`` if there is no such scenario."""
    program = Program(edition(pack, guide.id))
    parts: list[AnyPart] = [
        Paragraph(
            "This gives the scenario away: it is for those who sit beside the players, not for players.",
            "quiet",
        )
    ]
    if whom != "room":
        parts += _for_mentor(guide)
    if whom != "mentor":
        parts += _for_room(guide, program)
    return Document(f"{program.scenario.title}: a guide", tuple(parts))


def _for_mentor(guide: Guide) -> list[AnyPart]:
    parts: list[AnyPart] = [Heading(1, "The brief"), Paragraph(guide.brief), Heading(1, _one_to_one(guide))]
    at = 0
    for talk in guide.one_to_one:
        parts += [Heading(2, f"{talk.title} ({_span(at, talk.minutes)})"), _entries(talk)]
        at += talk.minutes
    return parts


def _one_to_one(guide: Guide) -> str:
    return f"One to one, {sum(talk.minutes for talk in guide.one_to_one)} minutes"


def _entries(talk: Talk) -> Entries:
    rows = (("Ask", talk.ask), ("Listen for", talk.listen))
    return Entries(tuple((label, text) for label, text in rows if text.strip()))


def _for_room(guide: Guide, program: Program) -> list[AnyPart]:
    minutes = guide.opening_minutes + sum(stop.minutes for stop in guide.room) + guide.close_minutes
    parts: list[AnyPart] = [
        Heading(1, f"With a room, {minutes} minutes"),
        Heading(2, f"Opening ({_span(0, guide.opening_minutes)})"),
        Paragraph(guide.opening),
    ]
    at = guide.opening_minutes
    for number, stop in enumerate(guide.room, start=1):
        parts += _stop(stop, number, at, program)
        at += stop.minutes
    return [*parts, Heading(2, f"Close ({_span(at, guide.close_minutes)})"), Paragraph(guide.close)]


def _stop(stop: Stop, number: int, at: int, program: Program) -> list[AnyPart]:
    """One stop; of a scene that there is not (``check`` tells) only what the guide says."""
    source = program.sources.get(stop.scene)
    where = stop.scene
    parts: list[AnyPart] = []
    if source is not None and source.__struct_config__.tag in MOVES:
        scene, values = program.scene(stop.scene), program.initial
        where = scene.at.at(values) or where
        recap = program.text(source.recap or "").at(values)
        if recap.strip():
            parts.append(Paragraph(recap))
        answers = [outcome.caption(values) for outcome in scene.outcomes.values()]
        answers = [claim.says.at(values) for claim in scene.claims.values()] or answers
        if any(answers):
            parts.append(Bullets(tuple(each for each in answers if each)))
    head = Heading(2, f"Stop {number}: {where} ({_span(at, stop.minutes)})")
    told = (
        ("Between the votes", stop.prompt),
        ("They will argue", stop.argue),
        ("The fewer", stop.minority),
    )
    return [head, *parts, Entries(told)]


def _span(start: int, minutes: int) -> str:
    """``minutes 6 to 15``."""
    return f"minutes {start} to {start + minutes}"
