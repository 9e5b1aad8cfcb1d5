"""Which names a scenario reads and which it changes, without parsing anything a second time.

Expressions have no text in quotes, so that whatever looks like a name in one that is sound is a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ladderquest.pack.model import (
    AllocateScene,
    ChooseScene,
    Claim,
    DefendScene,
    InvestigateScene,
    Look,
    MarkScene,
    Option,
    Outcome,
    Prose,
    Remarks,
    Scenario,
    Scene,
    WriteScene,
)

__all__ = ["changed_by", "names_in", "read_and_changed", "templates_in"]

_NAME = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?")
_CHANGE = re.compile(r"\s*([a-z_][a-z0-9_.]*)\s*(?:=|\+=|-=)(?!=)\s*")
_TEMPLATE = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\}")
_WORDS = frozenset({"and", "or", "not", "true", "false", "found"})


def names_in(condition: str) -> set[str]:
    """The names that a condition or value reads."""
    return set(_NAME.findall(condition)) - _WORDS


def templates_in(text: str) -> set[str]:
    """The names in braces that a text shows."""
    return set(_TEMPLATE.findall(text)) if "{" in text else set()


def changed_by(effect: str) -> Iterator[tuple[str, set[str]]]:
    """(name, names that its new value is made of) of every assignment. That ``x += 1`` starts from what ``x``
    was does not count as reading it."""
    for part in effect.split(";"):
        found = _CHANGE.match(part)
        if found is not None:
            yield found.group(1), names_in(part[found.end() :])


class _Names:
    """Collects what is read, what is shown in text, and what is changed."""

    def __init__(self) -> None:
        self.read: set[str] = set()
        self.changed: set[str] = set()
        self._seen: set[str] = set()

    def when(self, *conditions: str | None) -> None:
        for condition in conditions:
            if condition is not None and condition not in self._seen:
                self._seen.add(condition)
                self.read |= names_in(condition)

    def text(self, *texts: str | None) -> None:
        for text in texts:
            if text and "{" in text:
                self.read |= templates_in(text)

    def prose(self, prose: Prose) -> None:
        for block in prose:
            self.when(block.when)
            self.text(block.text)

    def artefact(self, prose: Prose) -> None:
        """Of braces without a dot an artefact shows what is written: code is full of them."""
        for block in prose:
            self.when(block.when)
            self.read |= {name for name in templates_in(block.text) if "." in name}

    def remarks(self, remarks: Remarks) -> None:
        for remark in remarks:
            self.when(remark.when)
            self.text(remark.says)

    def effect(self, effect: str) -> None:
        if effect and effect not in self._seen:
            self._seen.add(effect)
            for name, read in changed_by(effect):
                self.changed.add(name)
                self.read |= read

    def lock(self, entry: Option | Look | Claim) -> None:
        self.when(entry.when)
        self.text(entry.locked)

    def outcome(self, outcome: Outcome) -> None:
        for entries in (outcome.rating, outcome.feeds, outcome.dodges, outcome.goto):
            if entries:
                self.when(*_whens(entries))
        self.effect(outcome.effect)
        self.prose(outcome.then)
        self.remarks(outcome.heard)
        self.prose(outcome.why)

    def scene(self, scene: Scene) -> None:
        self.text(scene.at, scene.recap, getattr(scene, "ask", None))
        self.prose(scene.text)
        self.prose(scene.known)
        self.effect(scene.enter)
        self.when(*_whens(getattr(scene, "goto", ())))
        match scene:
            case ChooseScene():
                for option in scene.options:
                    self.text(option.says)
                    self.lock(option)
                    self.outcome(option)
                for variant in scene.variants:
                    self.text(variant.recap, *variant.says.values())
            case InvestigateScene():
                for look in scene.looks:
                    self.changed.add(f"clue.{look.clue}")
                    self.lock(look)
                    self.effect(look.effect)
                    self.remarks(look.heard)
            case MarkScene() | DefendScene() | AllocateScene():
                if isinstance(scene, AllocateScene):
                    self.text(scene.unit, *(item.says for item in scene.items))
                for claim in scene.claims if isinstance(scene, DefendScene) else ():
                    self.text(claim.says)
                    self.lock(claim)
                for result in scene.results:
                    self.when(result.when)
                    self.outcome(result)
            case WriteScene():
                self.text(*scene.hints)
                self.prose(scene.model)
                self.outcome(scene.result)
            case _:
                pass


def _whens(entries: Sequence[object]) -> Iterable[str | None]:
    return (getattr(entry, "when", None) for entry in entries)


def read_and_changed(scenario: Scenario) -> tuple[set[str], set[str]]:
    """The names that anything in the scenario reads or shows, and those that an effect or a look changes."""
    names = _Names()
    for variable in scenario.variables:
        names.when(variable.shown)
    for world in scenario.worlds:
        names.prose(world.reveals)
    for clue in scenario.clues:
        names.prose(clue.text)
    for artefact in scenario.artefacts:
        names.artefact(artefact.text)
    for block in scenario.later:
        names.effect(block.effect)
        names.prose(block.then)
        names.remarks(block.heard)
    for scene in scenario.scenes:
        names.scene(scene)
    names.prose(scenario.actions)
    for entry in scenario.remembers:
        names.when(entry.is_)
    return names.read, names.changed
