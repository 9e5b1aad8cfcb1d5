"""What the options of one decision look like beside one another: how many there are, how long, how far apart.

Only what is on offer together counts, in the states that were sampled. A decision that no walk got to is not
judged here; that it is not reached is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from ladderquest.authoring.judging import Decision, Judged
from ladderquest.authoring.subject import Subject
from ladderquest.pack.model import ChooseScene

__all__ = ["check"]

FEWEST, MOST = 3, 5
LEAST_RATINGS = 3


def check(subject: Subject, decisions: Sequence[Decision]) -> None:
    """Notes decisions whose options differ in length, whose ratings do not differ, that offer too few or too
    many, or in which no option feeds a trap."""
    for decision in decisions:
        if not decision.judged:
            continue
        _ratings(subject, decision)
        if isinstance(decision.scene, ChooseScene):
            _lengths(subject, decision)
            _number(subject, decision)
            _traps(subject, decision)


def _lengths(subject: Subject, decision: Decision) -> None:
    """At most 1.4 times as long as the shortest: at the longest option of the worst state."""
    worst: tuple[float, str, int, str, int] | None = None
    for judged in decision.judged:
        lengths = {each.id: len(each.outcome.caption(judged.state.values)) for each in judged.standings}
        longest, shortest = max(lengths, key=lengths.__getitem__), min(lengths, key=lengths.__getitem__)
        most, least = lengths[longest], lengths[shortest]
        if 10 * most > 14 * least and (worst is None or most / max(1, least) > worst[0]):
            worst = most / max(1, least), longest, most, shortest, least
    if worst is not None:
        _, longest, most, shortest, least = worst
        told = (
            f"{most} characters here and {least} in `{shortest}`: at most 1.4 times as long, or length tells"
        )
        subject.notes.add("LQ601", decision.outcome_path(longest, "says"), told)


def _number(subject: Subject, decision: Decision) -> None:
    """Three to five, counting what is shown shut with its reason."""
    counts = {_shown(subject, judged) for judged in decision.judged}
    for count in (min(counts), max(counts)):
        if not FEWEST <= count <= MOST:
            here = "here" if len(counts) == 1 else "here in some states"
            one = "option is" if count == 1 else "options are"
            told = f"{count} {one} on offer {here}; offer {FEWEST} to {MOST}"
            subject.notes.add("LQ612", (*decision.path, decision.field), told)
            return


def _shown(subject: Subject, judged: Judged) -> int:
    scene, values = subject.program.scene(judged.state.scene), judged.state.values
    return sum(bool(each.open(values) or each.locked.at(values)) for each in scene.outcomes.values())


def _ratings(subject: Subject, decision: Decision) -> None:
    """Three different ratings at least, or as many as there are answers if the others are shut. What a
    ``mark`` or ``defend`` can come to grows with what was found, so there the state with the most counts;
    among options, the one with the fewest."""
    spreads = [_spread(judged) for judged in decision.judged]
    choose = isinstance(decision.scene, ChooseScene)
    lacking, spread = max(spreads) if choose else min(spreads)
    if lacking > 0:
        where = "in some state the ratings" if choose and min(spreads)[0] <= 0 else "the ratings"
        told = f"{where} within reach are {' and '.join(map(str, spread))}: three answers need three values"
        subject.notes.add("LQ603", (*decision.path, decision.field), told)


def _spread(judged: Judged) -> tuple[int, list[int]]:
    """How many different ratings are lacking, and those that there are."""
    ratings = sorted({each.rating for each in judged.standings})
    return min(LEAST_RATINGS, len({each.id for each in judged.standings})) - len(ratings), ratings


def _traps(subject: Subject, decision: Decision) -> None:
    if not any(each.feeds for judged in decision.judged for each in judged.standings):
        told = "no option here feeds a trap; let one that tempts feed one"
        subject.notes.add("LQ606", (*decision.path, decision.field), told)
