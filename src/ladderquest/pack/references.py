"""Checks what one scenario names: scenes, endings, clues, artefacts, people, traps and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ladderquest.pack.base import SCHEMA
from ladderquest.pack.context import Context, Report
from ladderquest.pack.convert import Path
from ladderquest.pack.findings import excerpt
from ladderquest.pack.model import (
    AllocateScene,
    AnsweredScene,
    ChooseScene,
    Claim,
    DefendScene,
    EndingScene,
    GotoScene,
    InvestigateScene,
    Jump,
    Jumps,
    Look,
    MarkScene,
    Option,
    Outcome,
    Rating,
    Remarks,
    Result,
    Scenario,
    Scene,
    WriteScene,
)
from ladderquest.pack.text import nearest

__all__ = ["check_references", "check_schema", "effects_of"]

_LATER = re.compile(r"\blater\.([a-z][a-z0-9_]*)")
_MOST_RESOURCES = 2
_RESERVED_VARIABLES = frozenset({"and", "or", "not", "true", "false", "found", "player"})


def check_schema(report: Report, schema: int) -> None:
    """Notes a file that is written for another version of the format."""
    if schema != SCHEMA:
        report.add("LQ209", ("schema",), f"this file has schema {schema}; this version reads schema {SCHEMA}")


def check_references(report: Report, scenario: Scenario, context: Context) -> None:
    """Notes everything that ``scenario`` names and that does not exist, exists twice or does not fit."""
    check_schema(report, scenario.schema)
    report.unique(_declared(scenario))
    _Scenes(report, scenario, context).check()
    _check_variables(report, scenario)
    _check_worlds(report, scenario)
    _check_reserved(report, scenario)
    _check_later(report, scenario)
    _check_circles(report, scenario)
    memories = None if context.memories is None else [memory.id for memory in context.memories]
    for index, name in enumerate(scenario.practises):
        report.known(("practises", index), name, context.gates, "gate item")
    for index, name in enumerate(scenario.recalls):
        report.known(("recalls", index), name, memories, "memory")
    report.unique(
        ((("remembers", index, "memory"), entry.memory) for index, entry in enumerate(scenario.remembers)),
        "is remembered already",
    )
    for index, entry in enumerate(scenario.remembers):
        report.known(("remembers", index, "memory"), entry.memory, memories, "memory")


def _check_circles(report: Report, scenario: Scenario) -> None:
    """Scenes that ask nothing must not lead round to one another: nothing could end the walk."""
    passing = [scene for scene in scenario.scenes if isinstance(scene, GotoScene)]
    ways = {scene.id: [jump.to for jump in scene.goto] for scene in passing}
    for index, scene in enumerate(scenario.scenes):
        seen: set[str] = set()
        ahead = list(ways.get(scene.id, ()))
        while ahead:
            name = ahead.pop()
            if name == scene.id:
                told = f"{scene.id!r} leads back to itself with nothing asked on the way; let a scene ask"
                report.add("LQ315", ("scenes", index, "goto"), told)
                break
            if name not in seen:
                seen.add(name)
                ahead += ways.get(name, ())


def _declared(scenario: Scenario) -> Iterator[tuple[Path, str]]:
    """Every id that the scenario declares, with its path."""
    for field in ("variables", "worlds", "clues", "artefacts", "later", "endings"):
        for index, entry in enumerate(getattr(scenario, field)):
            yield (field, index, "id"), entry.id
    for index, artefact in enumerate(scenario.artefacts):
        for number, place in enumerate(artefact.places):
            yield ("artefacts", index, "places", number, "id"), place.id
    for index, scene in enumerate(scenario.scenes):
        yield ("scenes", index, "id"), scene.id
        for field in ("options", "claims", "results"):
            for number, entry in enumerate(getattr(scene, field, ())):
                yield ("scenes", index, field, number, "id"), entry.id


def _check_variables(report: Report, scenario: Scenario) -> None:
    resources = 0
    for index, variable in enumerate(scenario.variables):
        path = ("variables", index)
        report.bounds(path, variable.initial, variable.min, variable.max)
        resources += variable.label is not None
        if variable.label is not None and resources > _MOST_RESOURCES:
            report.add(
                "LQ309",
                (*path, "label"),
                f"players can watch {_MOST_RESOURCES} resources; leave out the `label`",
            )


def _kind_of(value: int | bool | str) -> str:
    if isinstance(value, bool):
        return "true or false"
    return "a whole number" if isinstance(value, int) else "text"


def _check_worlds(report: Report, scenario: Scenario) -> None:
    for index, world in enumerate(scenario.worlds[1:], start=1):
        first = scenario.worlds[0]
        path = ("worlds", index, "facts")
        for name in first.facts:
            if name not in world.facts:
                report.add(
                    "LQ308",
                    path,
                    f"world `{world.id}` needs the fact `{name}`, as `{first.id}` has it",
                )
        for name, value in world.facts.items():
            if name not in first.facts:
                report.add(
                    "LQ308",
                    (*path, name),
                    f"world `{first.id}` does not have the fact `{name}`; every world needs the same facts",
                    nearest(name, first.facts),
                )
            elif _kind_of(value) != _kind_of(first.facts[name]):
                wanted = _kind_of(first.facts[name])
                report.add("LQ308", (*path, name), f"`{name}` is {wanted} in world `{first.id}`")


def _check_reserved(report: Report, scenario: Scenario) -> None:
    worlds = {world.id for world in scenario.worlds}
    taken: list[tuple[Path, str]] = [
        (("variables", index, "id"), variable.id)
        for index, variable in enumerate(scenario.variables)
        if variable.id in _RESERVED_VARIABLES
    ]
    taken += [
        (("worlds", index, "facts", fact), fact)
        for index, world in enumerate(scenario.worlds)
        for fact in world.facts
        if fact in worlds
    ]
    taken += [
        (("artefacts", index, "places", number, "id"), place.id)
        for index, artefact in enumerate(scenario.artefacts)
        for number, place in enumerate(artefact.places)
        if place.id in ("count", "elsewhere")
    ]
    taken += [(("clues", index, "id"), "count") for index, c in enumerate(scenario.clues) if c.id == "count"]
    for path, name in taken:
        report.add("LQ314", path, f"`{name}` means something else in expressions; choose another id")


def effects_of(scenario: Scenario) -> Iterator[str]:
    """Every effect of a scenario."""
    for block in scenario.later:
        yield block.effect
    for scene in scenario.scenes:
        yield scene.enter
        yield getattr(scene, "effect", "")
        for field in ("options", "results", "looks"):
            for entry in getattr(scene, field, ()):
                yield entry.effect


def _check_later(report: Report, scenario: Scenario) -> None:
    if not scenario.later:
        return
    used = {name for effect in effects_of(scenario) if "later" in effect for name in _LATER.findall(effect)}
    for index, block in enumerate(scenario.later):
        if block.id and block.id not in used:
            report.add(
                "LQ310", ("later", index, "id"), f"no effect sets `later.{block.id}`", severity="warning"
            )


class _Scenes:
    """Checks what scenes name."""

    def __init__(self, report: Report, scenario: Scenario, context: Context) -> None:
        self.report = report
        self.scenario = scenario
        self.context = context
        self.scenes = frozenset(scene.id for scene in scenario.scenes)
        self.clues = frozenset(clue.id for clue in scenario.clues)
        self.artefacts = {artefact.id: artefact for artefact in scenario.artefacts}
        self.endings = frozenset(ending.id for ending in scenario.endings)

    def check(self) -> None:
        scenario, report = self.scenario, self.report
        if scenario.scenes:
            report.known(("start",), scenario.start, self.scenes, "scene")
            for index, scene in enumerate(scenario.scenes):
                self._scene(("scenes", index), scene)
        named = {scene.ending for scene in scenario.scenes if isinstance(scene, EndingScene)}
        # an ending that is misspelt in its scene is one mistake, not two
        reached = named | {nearest(name, self.endings) for name in named - self.endings}
        for index, ending in enumerate(scenario.endings):
            if ending.id and scenario.scenes and ending.id not in reached:
                report.add("LQ305", ("endings", index, "id"), f"no scene ends in {excerpt(ending.id)!r}")
        for index, block in enumerate(scenario.later):
            self._remarks(("later", index, "heard"), block.heard)

    def _scene(self, path: Path, scene: Scene) -> None:
        for index, name in enumerate(scene.artefacts):
            self.report.known((*path, "artefacts", index), name, self.artefacts, "artefact")
        if isinstance(scene, EndingScene):
            if scene.ending and self.endings and scene.ending not in self.endings:
                message = f"{excerpt(scene.ending)!r} is not declared under `endings`"
                self.report.add("LQ305", (*path, "ending"), message, nearest(scene.ending, self.endings))
            return
        self._jumps((*path, "goto"), scene.goto)
        match scene:
            case ChooseScene():
                for index, option in enumerate(scene.options):
                    self._locked((*path, "options", index), option)
                    self._outcome((*path, "options", index), option, scene.goto)
                options = [option.id for option in scene.options]
                for index, variant in enumerate(scene.variants):
                    for name in variant.says:
                        self.report.known((*path, "variants", index, "says", name), name, options, "option")
            case InvestigateScene():
                self._looks(path, scene)
            case MarkScene() | DefendScene() | AllocateScene():
                self._asked(path, scene)
            case WriteScene():
                self.report.unique(
                    ((*path, "rubric", n, "id"), line.id) for n, line in enumerate(scene.rubric)
                )
                self._remarks((*path, "heard"), scene.heard)
            case _:
                pass

    def _looks(self, path: Path, scene: InvestigateScene) -> None:
        self.report.unique(
            (((*path, "looks", i, "clue"), look.clue) for i, look in enumerate(scene.looks)),
            "has a look in this scene already",
        )
        for index, look in enumerate(scene.looks):
            where = (*path, "looks", index)
            self.report.known((*where, "clue"), look.clue, self.clues, "clue")
            self._locked(where, look)
            self._remarks((*where, "heard"), look.heard)

    def _asked(self, path: Path, scene: AnsweredScene) -> None:
        if isinstance(scene, AllocateScene):
            self._items(path, scene)
        elif isinstance(scene, MarkScene):
            self.report.known((*path, "artefact"), scene.artefact, self.artefacts, "artefact")
            artefact = self.artefacts.get(scene.artefact)
            if artefact is not None and not artefact.places:
                self.report.add("LQ306", (*path, "artefact"), f"`{artefact.id}` has no `places` to mark")
        else:
            for index, claim in enumerate(scene.claims):
                self._locked((*path, "claims", index), claim)
            for index, name in enumerate(scene.exhibits):
                self.report.known((*path, "exhibits", index), name, self.clues, "clue")
        self._cases((*path, "results"), scene.results)
        for index, result in enumerate(scene.results):
            self._outcome((*path, "results", index), result, scene.goto)

    def _items(self, path: Path, scene: AllocateScene) -> None:
        self.report.unique(((*path, "items", n, "id"), item.id) for n, item in enumerate(scene.items))
        for number, item in enumerate(scene.items):
            where = (*path, "items", number)
            most = scene.total if item.most is None else item.most
            if list(item.steps) != sorted(set(item.steps)) or not item.steps:
                self.report.add("LQ307", (*where, "steps"), "`steps` go up, and there is one at least")
            elif item.least > most:
                self.report.add("LQ307", (*where, "least"), f"`least` is {item.least} and `most` is {most}")
            elif item.steps[-1] > most:
                told = f"nobody can get to {item.steps[-1]}: {most} is the most"
                self.report.add("LQ307", (*where, "steps", len(item.steps) - 1), told)
        least = sum(item.least for item in scene.items)
        most = sum(scene.total if item.most is None else item.most for item in scene.items)
        if scene.items and not least <= scene.total <= most:
            told = f"the items take {least} to {most}, and `total` is {scene.total}: nobody can answer that"
            self.report.add("LQ307", (*path, "total"), told)

    def _outcome(self, path: Path, outcome: Outcome, onward: Jumps) -> None:
        if not outcome.goto and not onward:
            self.report.add("LQ303", path, "no way on: this entry needs a `goto`, or its scene does")
        self._jumps((*path, "goto"), outcome.goto)
        self._cases((*path, "rating"), outcome.rating)
        for field, links in (("feeds", outcome.feeds), ("dodges", outcome.dodges)):
            for index, link in enumerate(links):
                self.report.known((*path, field, index, "trap"), link.trap, self.context.traps, "trap")
        for index, name in enumerate(outcome.shows):
            self.report.known((*path, "shows", index), name, self.context.signals, "signal")
        self._remarks((*path, "heard"), outcome.heard)

    def _jumps(self, path: Path, jumps: Jumps) -> None:
        self._cases(path, jumps)
        for index, jump in enumerate(jumps):
            if jump.to not in self.scenes:
                self.report.known((*path, index, "to"), jump.to, self.scenes, "scene")

    def _remarks(self, path: Path, remarks: Remarks) -> None:
        for index, remark in enumerate(remarks):
            self.report.known((*path, index, "who"), remark.who, self.context.cast, "member of the cast")

    def _cases(self, path: Path, cases: Sequence[Jump | Rating | Result]) -> None:
        """Where the first entry that holds counts: the last always must, and only the last may always."""
        for index, case in enumerate(cases):
            last = index == len(cases) - 1
            if last and case.when is not None:
                self.report.add(
                    "LQ304",
                    (*path, index, "when"),
                    "the last entry must not have a `when`, so that one always counts",
                )
            elif not last and case.when is None:
                self.report.add(
                    "LQ304", (*path, index), "the entries after this one never count; give it a `when`"
                )

    def _locked(self, path: Path, entry: Option | Look | Claim) -> None:
        if entry.locked is not None and entry.when is None:
            self.report.add("LQ313", (*path, "locked"), "`locked` says why something is shut; add the `when`")
