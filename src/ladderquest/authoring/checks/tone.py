"""Words that tell which answer is meant to be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ladderquest.authoring.subject import Subject
from ladderquest.pack.convert import Path
from ladderquest.pack.model import (
    ChooseScene,
    DefendScene,
    InvestigateScene,
    Option,
    Outcome,
    Scenario,
    WriteScene,
)

__all__ = ["check"]

_JUDGES = re.compile(r"\b(?:just|blindly|lazily|properly|simply)\b", re.IGNORECASE)
_ABOVE = re.compile(r"\b(?:all|none|both|any) of the above\b", re.IGNORECASE)
# "all 40", "rebuild it all" and "every day" are amounts, not attitudes.
_ABSOLUTE = re.compile(
    r"\b(?:always|never|everything|everybody|everyone|nobody|nothing|none|immediately|completely|entirely"
    r"|(?<!it )(?<!them )all(?! of the above| (?:the )?(?:\d+|two|three|four|five|six|seven|eight|nine)\b)"
    r"|every(?! (?:\d|other|second|minute|hour|day|night|morning|week|month|quarter|year)))\b",
    re.IGNORECASE,
)
_HINTS = ("just", "blindly", "lazily", "properly", "simply", "of the above")  # cheaper to look for first
_WEAK = 2

Told = tuple[Path, str]


def check(subject: Subject) -> None:
    """Notes words that judge, in whatever is said of an answer, and absolutes that only weak options have."""
    for path, text in _texts(subject.scenario):
        small = text.lower()
        if not any(hint in small for hint in _HINTS):
            continue
        for found in (*_JUDGES.finditer(text), *_ABOVE.finditer(text)):
            word = found.group()
            told = f"{word!r} judges; say what is done and let the reader weigh it"
            if " " in word:
                told = f"{word!r} is no action; say what is done"
            subject.notes.add("LQ602", path, told, None, found.start())
    for index, scene in enumerate(subject.scenario.scenes):
        if isinstance(scene, ChooseScene):
            _absolutes(subject, ("scenes", index, "options"), scene.options)


def _absolutes(subject: Subject, path: Path, options: Sequence[Option]) -> None:
    """An absolute gives an option away if the option is never rated above 2 and none that can be has one.

    The rating that an option has where it is rated best counts, whatever was sampled: somebody who reads only
    the options sees the same words in every state."""
    rated = [(index, option) for index, option in enumerate(options) if option.rating]
    better = [option for _, option in rated if max(each.is_ for each in option.rating) > _WEAK]
    if not better or any(_ABSOLUTE.search(option.says) for option in better):
        return
    for index, option in rated:
        found = _ABSOLUTE.search(option.says)
        if found is not None and option not in better:
            told = f"only weak options say {found.group()!r} or the like: an absolute gives them away"
            subject.notes.add("LQ602", (*path, index, "says"), told, None, found.start())


def _texts(scenario: Scenario) -> Iterator[Told]:
    """Every text that an answer is read in: what it says, what follows, what was heard, and why."""
    for index, scene in enumerate(scenario.scenes):
        path: Path = ("scenes", index)
        for field in ("options", "results"):
            outcomes: Sequence[Outcome] = getattr(scene, field, ())
            for number, outcome in enumerate(outcomes):
                yield from _of_outcome((*path, field, number), outcome)
        if isinstance(scene, WriteScene):
            yield from _of_outcome(path, scene.result)
        if isinstance(scene, DefendScene):
            for number, claim in enumerate(scene.claims):
                yield (*path, "claims", number, "says"), claim.says
        if isinstance(scene, InvestigateScene):
            for number, look in enumerate(scene.looks):
                for place, remark in enumerate(look.heard):
                    yield (*path, "looks", number, "heard", place, "says"), remark.says


def _of_outcome(path: Path, outcome: Outcome) -> Iterator[Told]:
    if isinstance(outcome, Option):
        yield (*path, "says"), outcome.says
    for field, prose in (("then", outcome.then), ("why", outcome.why)):
        for number, block in enumerate(prose):
            yield (*path, field, number, "text"), block.text
    for number, remark in enumerate(outcome.heard):
        yield (*path, "heard", number, "says"), remark.says
