"""Where to start: five questions about evidence. A yes counts with its case, and only with it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ladderquest.growth.phrases import counted
from ladderquest.pack.ladder import Placement, Route
from ladderquest.pack.text import clean, nearest, width

LEAST_WORDS = 2
"""A case has at least so many words; fewer name nothing that somebody else could recognise."""

_UNSPACED = 4


class Reply(msgspec.Struct, frozen=True):
    """An answer to one placement question: ``yes``, and the concrete case behind it ("" if none)."""

    question: str
    yes: bool
    example: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is a yes with a case."""
        return self.yes and _words(self.example) >= LEAST_WORDS


class Placed(msgspec.Struct, frozen=True):
    """Where the replies lead. ``counted`` and ``uncounted`` hold question ids in the placement's order: yeses
    with their case, and yeses without. ``says`` tells how it was counted; ``route.says`` where it leads."""

    count: int
    counted: tuple[str, ...]
    uncounted: tuple[str, ...]
    route: Route
    says: str


def place(placement: Placement, replies: Iterable[Reply]) -> Placed:
    """Count the replies and find the route. Raises ``ValueError``, in one sentence, for a question that does
    not exist, is answered twice or not at all, and for a count that the pack routes nowhere."""
    known = [question.id for question in placement.questions]
    given: dict[str, Reply] = {}
    for reply in replies:
        if reply.question not in known:
            guess = nearest(reply.question, known)
            hint = f"did you mean {guess!r}?" if guess else f"the questions are {', '.join(known)}"
            raise ValueError(f"placement has no question {reply.question!r}: {hint}")
        if reply.question in given:
            raise ValueError(f"placement question {reply.question!r} is answered twice: keep one answer")
        given[reply.question] = reply
    missing = [question for question in known if question not in given]
    if missing:
        raise ValueError(f"placement needs all {len(known)} answers: {', '.join(missing)} still to come")
    with_case = tuple(question for question in known if given[question].counts)
    without = tuple(q for q in known if given[q].yes and not given[q].counts)
    count = len(with_case)
    route = next((r for r in placement.routes if r.least <= count <= r.most), None)
    if route is None:
        raise ValueError(f"this pack's placement has no route for {count} answers: add one to its routes")
    return Placed(count, with_case, without, route, _says(count, len(known), len(without)))


def sentence_for(reply: Reply) -> str:
    """What to say at once to a yes that lacks its case; "" for every other reply."""
    if not reply.yes or reply.counts:
        return ""
    if _words(reply.example):
        return (
            "One word is too short for a case. Say what it was in two words or more, or leave it: it then "
            "counts as a no."
        )
    return (
        "A yes needs its case: what it was, in two words or more. Without one it counts as a no, which only "
        "says where to start."
    )


def _says(count: int, questions: int, without: int) -> str:
    heading = {0: "No yes with a case", questions: f"All {counted(questions)} with a case"}
    says = f"{heading.get(count, f'{counted(count).capitalize()} of {counted(questions)} with a case')}."
    if without == 1:
        says += " One yes came without its case and counts as a no."
    elif without:
        says += f" {counted(without).capitalize()} yeses came without their case and count as a no."
    return says + " You can start somewhere else whenever you like."


def _words(text: str) -> int:
    """Words that hold a letter or a digit. Scripts that put no spaces between words are not asked to: four
    wide characters in a row pass for two words."""
    found = 0
    for word in clean(text, lines=False).split():
        if any(character.isalnum() for character in word):
            found += 2 if width(word) - len(word) >= _UNSPACED else 1
    return found
