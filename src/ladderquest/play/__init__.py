"""The pure engine. Everything a face needs comes from here: no clock, no files, no Textual."""

from ladderquest.play.engine import (
    Assessment,
    StoryError,
    advance,
    assess,
    digest,
    draw,
    explain,
    follow,
    legal,
    on_a_page,
    order,
    scene_text,
    start,
    summarise,
    uses,
    walk,
    walks_all,
)
from ladderquest.play.journal import AnyRecord, Decided, JournalError, Migrated, Started
from ladderquest.play.moves import AnyAnswer, AnyOffer, IllegalDecision
from ladderquest.play.program import Program
from ladderquest.play.run import Checkpoint, Note, Proposal, Run, Step
from ladderquest.play.state import Event, State

__all__ = [
    "AnyAnswer", "AnyOffer", "AnyRecord", "Assessment", "Checkpoint", "Decided", "Event",
    "IllegalDecision", "JournalError", "Migrated", "Note", "Program", "Proposal", "Run", "Started",
    "State", "Step", "StoryError", "advance", "assess", "digest", "draw", "explain", "follow", "legal",
    "on_a_page", "order", "scene_text", "start", "summarise", "uses", "walk", "walks_all",
]  # fmt: skip
