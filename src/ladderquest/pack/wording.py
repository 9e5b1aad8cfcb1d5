"""Checks every condition, effect and template of a scenario against the names that it may use."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ladderquest.pack.context import Context, Report
from ladderquest.pack.convert import Path
from ladderquest.pack.expressions import (
    ExpressionError,
    Kind,
    Scope,
    check_condition,
    check_effect,
    check_template,
    check_value,
    scope_of,
)
from ladderquest.pack.model import (
    AllocateScene,
    AnsweredScene,
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

__all__ = ["check_wording"]


def check_wording(report: Report, scenario: Scenario, context: Context) -> None:
    """Notes every expression and template of ``scenario`` that is wrong, at the character where it is."""
    if context.cast is None or context.memories is None:
        return
    scope = scope_of(scenario, sorted(context.cast), context.memories)
    wording = _Wording(report, scope)
    for index, variable in enumerate(scenario.variables):
        wording.condition(("variables", index, "shown"), variable.shown)
    for index, world in enumerate(scenario.worlds):
        wording.prose(("worlds", index, "reveals"), world.reveals)
    for index, clue in enumerate(scenario.clues):
        wording.prose(("clues", index, "text"), clue.text)
    for index, artefact in enumerate(scenario.artefacts):
        wording.prose(("artefacts", index, "text"), artefact.text, artefact=True)
    for index, block in enumerate(scenario.later):
        path: Path = ("later", index)
        wording.effect((*path, "effect"), block.effect)
        wording.prose((*path, "then"), block.then)
        wording.remarks((*path, "heard"), block.heard)
    for index, scene in enumerate(scenario.scenes):
        _check_scene(wording, ("scenes", index), scene, scenario)
    wording.prose(("actions",), scenario.actions)
    kinds = {memory.id: isinstance(memory.initial, bool) for memory in context.memories}
    for index, entry in enumerate(scenario.remembers):
        if entry.memory in kinds:
            wording.value(("remembers", index, "is"), entry.is_, flag=kinds[entry.memory])


def _check_scene(wording: _Wording, path: Path, scene: Scene, scenario: Scenario) -> None:
    for field in ("at", "recap", "ask"):
        wording.line((*path, field), getattr(scene, field, None))
    wording.prose((*path, "text"), scene.text)
    wording.effect((*path, "enter"), scene.enter)
    wording.prose((*path, "known"), scene.known)
    match scene:
        case ChooseScene():
            for index, option in enumerate(scene.options):
                where = (*path, "options", index)
                wording.line((*where, "says"), option.says)
                wording.lock(where, option)
                wording.outcome(where, option)
            for index, variant in enumerate(scene.variants):
                where = (*path, "variants", index)
                wording.line((*where, "recap"), variant.recap)
                for name, caption in variant.says.items():
                    wording.line((*where, "says", name), caption)
        case InvestigateScene():
            for index, look in enumerate(scene.looks):
                where = (*path, "looks", index)
                wording.lock(where, look)
                wording.effect((*where, "effect"), look.effect)
                wording.remarks((*where, "heard"), look.heard)
        case MarkScene() | DefendScene() | AllocateScene():
            if isinstance(scene, AllocateScene):
                wording.line((*path, "unit"), scene.unit)
                for index, item in enumerate(scene.items):
                    wording.line((*path, "items", index, "says"), item.says)
            if isinstance(scene, DefendScene):
                for index, claim in enumerate(scene.claims):
                    where = (*path, "claims", index)
                    wording.line((*where, "says"), claim.says)
                    wording.lock(where, claim)
            inside = wording.within(scene, scenario)
            for index, result in enumerate(scene.results):
                inside.condition((*path, "results", index, "when"), result.when)
                inside.outcome((*path, "results", index), result)
        case WriteScene():
            for index, hint in enumerate(scene.hints):
                wording.line((*path, "hints", index), hint)
            wording.prose((*path, "model"), scene.model)
            wording.outcome(path, scene.result)
        case _:
            pass
    wording.conditions((*path, "goto"), [jump.when for jump in getattr(scene, "goto", ())])


class _Wording:
    """Checks texts against one scope; what was checked once is remembered."""

    def __init__(self, report: Report, scope: Scope) -> None:
        self.report = report
        self.scope = scope
        self._checked: dict[tuple[str, str], ExpressionError | None] = {}

    def within(self, scene: AnsweredScene, scenario: Scenario) -> _Wording:
        """The same, for the results of a scene that asks for an answer."""
        return _Wording(self.report, self.scope.with_answer(scene, scenario))

    def condition(self, path: Path, source: str | None) -> None:
        if source is not None:
            self._note("LQ401", path, source, lambda text: check_condition(text, self.scope))

    def conditions(self, path: Path, sources: Iterable[str | None]) -> None:
        for index, source in enumerate(sources):
            if source is not None:
                self.condition((*path, index, "when"), source)

    def effect(self, path: Path, source: str) -> None:
        if source:
            self._note("LQ402", path, source, lambda text: check_effect(text, self.scope))

    def value(self, path: Path, source: str, *, flag: bool) -> None:
        if source:
            kind: Kind = "flag" if flag else "int"
            self._note("LQ404", path, source, lambda text: check_value(text, self.scope, kind), kind)

    def line(self, path: Path, text: str | None, *, artefact: bool = False) -> None:
        if text and "{" in text:
            for error in check_template(text, self.scope, artefact=artefact):
                self.report.add("LQ403", path, error.message, error.suggestion, error.offset)

    def prose(self, path: Path, prose: Prose, *, artefact: bool = False) -> None:
        for index, block in enumerate(prose):
            if block.when is not None:
                self.condition((*path, index, "when"), block.when)
            if "{" in block.text:
                self.line((*path, index, "text"), block.text, artefact=artefact)

    def remarks(self, path: Path, remarks: Remarks) -> None:
        for index, remark in enumerate(remarks):
            if remark.when is not None:
                self.condition((*path, index, "when"), remark.when)
            if "{" in remark.says:
                self.line((*path, index, "says"), remark.says)

    def lock(self, path: Path, entry: Option | Look | Claim) -> None:
        self.condition((*path, "when"), entry.when)
        self.line((*path, "locked"), entry.locked)

    def outcome(self, path: Path, outcome: Outcome) -> None:
        for field in ("rating", "feeds", "dodges", "goto"):
            entries = getattr(outcome, field)
            if entries:
                self.conditions((*path, field), [entry.when for entry in entries])
        self.effect((*path, "effect"), outcome.effect)
        self.prose((*path, "then"), outcome.then)
        self.remarks((*path, "heard"), outcome.heard)
        self.prose((*path, "why"), outcome.why)

    def _note(self, code: str, path: Path, source: str, check: Callable[[str], None], kind: str = "") -> None:
        key = (code + kind, source)
        if key not in self._checked:
            self._checked[key] = _mistake(check, source)
        mistake = self._checked[key]
        if mistake is not None:
            self.report.add(code, path, mistake.message, mistake.suggestion, mistake.offset)


def _mistake(check: Callable[[str], None], source: str) -> ExpressionError | None:
    try:
        check(source)
    except ExpressionError as error:
        return error
    return None
