"""What every decision tells besides its options: the recap, what colleagues heard, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ladderquest.authoring.judging import Decision, Standing
from ladderquest.authoring.subject import Subject
from ladderquest.pack.convert import Path
from ladderquest.pack.model import Outcome
from ladderquest.play import Program, State
from ladderquest.play.moves import Work

__all__ = ["check"]

LONGEST_RECAP, LONGEST_WHY = 60, 80
_WORD = re.compile(r"\S+")


def check(subject: Subject, decisions: Sequence[Decision]) -> None:
    """Notes what the decisions leave untold, or tell at too great a length."""
    for decision in decisions:
        _recap(subject, decision)
        for index, outcome in enumerate(decision.outcomes):
            path = (*decision.path, decision.field, index)
            _heard(subject, decision, path, outcome)
            _why(subject, decision, path, outcome)


def _recap(subject: Subject, decision: Decision) -> None:
    recap = decision.scene.recap
    if not recap or not recap.strip():
        told = (
            f"`{decision.scene.id}` needs a `recap`: what a review says of the situation, without the story"
        )
        subject.notes.add("LQ608", (*decision.path, "id"), told)
        return
    recaps: list[tuple[Path, str]] = [((*decision.path, "recap"), recap)]
    for index, variant in enumerate(getattr(decision.scene, "variants", ())):
        recaps.append(((*decision.path, "variants", index, "recap"), variant.recap))
    for path, text in recaps:
        words = list(_WORD.finditer(text))
        if len(words) > LONGEST_RECAP:
            told = f"the recap has {len(words)} words, and {LONGEST_RECAP} is the most; cut from here"
            subject.notes.add("LQ609", path, told, None, words[LONGEST_RECAP].start())


def _heard(subject: Subject, decision: Decision, path: Path, outcome: Outcome) -> None:
    """Somebody heard something: a remark without a ``when``, or one that held in a sampled state."""
    if any(remark.when is None for remark in outcome.heard):
        return
    if not outcome.heard:
        told = f"nobody hears of `{outcome.id}`; add `heard`: who took what from it, and would ask what next"
        subject.notes.add("LQ610", (*path, "id"), told)
        return
    program = subject.program
    taken = list(_taken(decision, outcome.id))
    if taken and not any(
        remark.test(_after(program, state, standing))
        for state, standing in taken
        for remark in standing.outcome.consequence(subject.program).heard
    ):
        told = f"none of these held in any of the {len(taken)} states that were tried"
        subject.notes.add("LQ610", (*path, "heard"), told)


def _why(subject: Subject, decision: Decision, path: Path, outcome: Outcome) -> None:
    """At most 80 words: of a block, and of the blocks that showed together in a sampled state."""
    if not outcome.why:
        told = f"`{outcome.id}` needs a `why`: the mechanism, in {LONGEST_WHY} words at most"
        subject.notes.add("LQ611", (*path, "id"), told)
        return
    total = 0
    for index, block in enumerate(outcome.why):
        words = list(_WORD.finditer(block.text))
        total += len(words)
        if len(words) > LONGEST_WHY:
            told = f"this has {len(words)} words, and {LONGEST_WHY} is the most; cut from here"
            at = (*path, "why", index, "text")
            subject.notes.add("LQ611", at, told, None, words[LONGEST_WHY].start())
            return
    if total <= LONGEST_WHY or len(outcome.why) == 1:
        return
    program = subject.program
    shown = [
        len(standing.outcome.consequence(program).why.at(_after(program, state, standing)).split())
        for state, standing in _taken(decision, outcome.id)
    ]
    if shown and max(shown) > LONGEST_WHY:
        told = f"{max(shown)} words of this show together, and {LONGEST_WHY} is the most"
        subject.notes.add("LQ611", (*path, "why"), told)


def _taken(decision: Decision, outcome: str) -> Iterator[tuple[State, Standing]]:
    """Every sampled state in which an answer comes to ``outcome``, with that answer."""
    for judged in decision.judged:
        for standing in judged.standings:
            if standing.id == outcome:
                yield judged.state, standing


def _after(program: Program, state: State, standing: Standing) -> tuple[int, ...]:
    """What texts read once the answer was given: after its effect."""
    work = Work(program, state)
    work.values = list(standing.values)
    work.apply(standing.outcome.consequence(program).effect)
    return tuple(work.values)
