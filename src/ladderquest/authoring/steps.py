"""One scene of a flow: what may hold in it, what may be answered, and what may hold at the next door."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import count, islice, product
from math import prod
from operator import or_

from ladderquest.authoring.values import DUE, FALSE, MUST, SEEN, TRUE, Env, Sets, joined
from ladderquest.pack.convert import Path
from ladderquest.pack.expressions import answer_names, answers_read
from ladderquest.pack.model import (
    AllocateScene,
    AnsweredScene,
    Block,
    ChooseScene,
    DefendScene,
    EndingScene,
    GotoScene,
    InvestigateScene,
    Jumps,
    MarkScene,
    Option,
    Remark,
    Result,
    Scenario,
    Scene,
    WriteScene,
)
from ladderquest.pack.syntax import parse_condition, parse_effect
from ladderquest.play.moves.allocate import reached, spans

__all__ = ["OF_ANSWERS", "Possible", "Steps", "Target"]

Target = tuple[str, str, str]
"""Something that a run may get to: what it is, the scene ("" where it belongs to none), and its id."""

OF_ANSWERS = ("mark.", "claim.", "exhibit.", "share.")
"""How the names begin that only an answer sets."""
_MOST_SPLITS = 500  # ways to split an amount that are looked at one by one
_PATIENCE = 120  # effects of delayed blocks or looks, after which sets that still grow are taken to be full


def _asked(scene: AnsweredScene, scenario: Scenario) -> list[str]:
    """The names of the answer that anything in the scene reads."""
    read = answers_read(scene.results, scene.goto)
    return [name for name in answer_names(scene, scenario) if name in read]


def _marked(scene: MarkScene, names: Sequence[str], sets: Sets) -> Env:
    """What the ``names`` of the answer may be. One line to mark there is always; whether there is none shows
    when it is walked."""
    domains = sets.domains
    counts = {"mark.count": 1, "mark.elsewhere": 0}
    return {
        name: domains[name].between(counts[name], scene.limit) if name in counts else domains[name].full
        for name in names
    }


def _split(scene: AllocateScene, names: Sequence[str], sets: Sets) -> list[Env]:
    """What the ``names`` of the answer may be: every way to split that the story tells apart. Where there are
    too many, each name by itself, so that it is left out that the amounts add up."""
    ladders = [spans(item, scene.total) for item in scene.items]
    found: dict[tuple[int, ...], None] = {}
    for ways in islice(product(*ladders), _MOST_SPLITS + 1):
        if sum(way.start for way in ways) <= scene.total <= sum(way[-1] for way in ways):
            steps = zip(scene.items, ways, strict=True)
            given = {f"share.{item.id}": reached(item, way.start) for item, way in steps}
            found[tuple(given[name] for name in names)] = None
    domains = sets.domains
    if prod(map(len, ladders)) <= _MOST_SPLITS:
        return [
            {name: domains[name].only(step) for name, step in zip(names, steps, strict=True)}
            for steps in found
        ]
    alone = {f"share.{item.id}": {0, *item.steps} for item in scene.items}
    return [{name: reduce(or_, map(domains[name].only, alone[name])) for name in names}]


def _perhaps(source: str, env: Env, after: Env) -> Env:
    """What may hold if an effect has come about, or not; ``after`` is what may hold if it has. The effect
    names what can differ: to compare all names would take most of the time in a story with thousands."""
    touched = {part.name for part in parse_effect(source) if part.name in env} if source else set()
    return {**env, DUE: env[DUE] | after[DUE]} | {name: env[name] | after[name] for name in touched}


class Possible:
    """What a flow found possible. ``targets`` can perhaps be reached; ``conditions`` has, for every condition
    that was met, what it may come to (``values.FALSE`` and ``TRUE`` as bits); ``open`` holds the scenes that
    ask in which something can be answered whatever happened before; ``ends`` what may hold at endings."""

    def __init__(self) -> None:
        self.targets: set[Target] = set()
        self.conditions: dict[Path, int] = {}
        self.open: set[str] = set()
        self.ends: list[Env] = []

    def condition(self, path: Path, may: int) -> None:
        """Note what the condition at ``path`` may come to."""
        self.conditions[path] = self.conditions.get(path, 0) | may


class Steps:
    """What may happen in each scene of one world. With a ``Possible`` to note in, everything that is met on
    the way is noted there."""

    def __init__(self, scenario: Scenario, sets: Sets, visits: dict[str, int]) -> None:
        """``visits``: the bit of every scene that something asks about."""
        self.index = {scene.id: index for index, scene in enumerate(scenario.scenes)}
        self._scenario = scenario
        self._sets = sets
        self._bits = visits
        self._asked = {
            scene.id: _asked(scene, scenario) for scene in scenario.scenes if isinstance(scene, AnsweredScene)
        }
        self._later = {block.id: 1 << n for n, block in enumerate(scenario.later)}

    def _entered(self, scene: Scene, env: Env, note: Possible | None) -> Env:
        """What may hold in a scene: counted, with what may come due, and after its own effect."""
        bit = self._bits.get(scene.id, 0)
        if bit:
            env = {**env, SEEN: env[SEEN] | bit, MUST: env[MUST] | bit}
        if env[DUE]:
            env = self._come_due(env, note)
        return self._after(scene.enter, env)

    def _come_due(self, env: Env, note: Possible | None) -> Env:
        """Any block that waits may come due here, or later."""
        for turn in count():
            before = env
            for index, block in enumerate(self._scenario.later):
                if env[DUE] & self._later[block.id]:
                    after = self._after(block.effect, env)
                    env = _perhaps(block.effect, env, after)
                    if note is not None:
                        where: Path = ("later", index)
                        note.targets.add(("later", "", block.id))
                        self.texts((*where, "then"), block.then, after, note)
                        self.texts((*where, "heard"), block.heard, after, note)
            if env == before:
                break
            if turn * len(self._later) > _PATIENCE:
                env = self._sets.widened(before, env)
        return env

    def _after(self, source: str, env: Env) -> Env:
        return self._sets.apply(parse_effect(source), env, self._later) if source else env

    def ways(self, scene: Scene, env: Env, note: Possible | None) -> Iterator[tuple[str, Env]]:
        """Every scene that may come next, with what may hold at its door."""
        env = self._entered(scene, env, note)
        path: Path = ("scenes", self.index[scene.id])
        if note is not None:
            note.targets.add(("scene", "", scene.id))
            self.texts((*path, "text"), scene.text, env, note)
            self.texts((*path, "known"), scene.known, env, note)
            self.texts((*path, "model"), getattr(scene, "model", ()), env, note)
            if isinstance(scene, InvestigateScene | MarkScene | WriteScene):
                note.open.add(scene.id)  # one can always stop looking, point somewhere, write something
        match scene:
            case EndingScene():
                if note is not None:
                    note.targets.add(("ending", "", scene.ending))
                    note.ends.append(env)
            case GotoScene():
                yield from self._jumps((*path, "goto"), scene.goto, env, note)
            case ChooseScene():
                yield from self._options(path, scene, env, note)
            case InvestigateScene():
                env = self._looks(path, scene, env, note)
                yield from self._jumps((*path, "goto"), scene.goto, env, note)
            case MarkScene():
                answered = env | _marked(scene, self._asked[scene.id], self._sets)
                yield from self._results(path, scene, scene.results, answered, note)
            case AllocateScene():
                for split in _split(scene, self._asked[scene.id], self._sets):
                    yield from self._results(path, scene, scene.results, env | split, note)
            case DefendScene():
                yield from self._claims(path, scene, env, note)
            case WriteScene():
                yield from self._outcome(path, scene.result, scene.goto, env, note)

    def _options(
        self, path: Path, scene: ChooseScene, env: Env, note: Possible | None
    ) -> Iterator[tuple[str, Env]]:
        shut: Env | None = env  # what may hold with every option so far closed
        for index, option in enumerate(scene.options):
            where = (*path, "options", index)
            inside = env if option.when is None else self.when((*where, "when"), option.when, env, note)
            if shut is not None:
                shut = None if option.when is None else self.unless(option.when, shut)
            if inside is None:
                continue
            if note is not None:
                note.targets.add(("option", scene.id, option.id))
            yield from self._outcome(where, option, scene.goto, inside, note)
        if note is not None and shut is None:
            note.open.add(scene.id)

    def _looks(self, path: Path, scene: InvestigateScene, env: Env, note: Possible | None) -> Env:
        """What may hold after any of the looks. Which of them the budget allows together is left out."""
        for turn in count():
            before = env
            for index, look in enumerate(scene.looks):
                where = (*path, "looks", index)
                inside = self.when((*where, "when"), look.when, env, note)
                seen = f"clue.{look.clue}"
                if inside is not None:
                    inside = self.unless(seen, inside)
                if inside is None or look.cost > scene.budget:
                    continue
                after = self._after(look.effect, {**inside, seen: TRUE})
                env = joined(env, after)
                if note is not None:
                    note.targets.add(("look", scene.id, look.clue))
                    self.texts((*where, "heard"), look.heard, after, note)
            if env == before:
                break
            if turn * len(scene.looks) > _PATIENCE:
                env = self._sets.widened(before, env)
        return env

    def _claims(
        self, path: Path, scene: DefendScene, env: Env, note: Possible | None
    ) -> Iterator[tuple[str, Env]]:
        domains = self._sets.domains
        asked = self._asked[scene.id]
        answered: set[tuple[str | None, str]] = set()
        shut: Env | None = env
        for index, claim in enumerate(scene.claims):
            where = (*path, "claims", index)
            inside = self.when((*where, "when"), claim.when, env, note)
            if shut is not None:
                shut = None if claim.when is None else self.unless(claim.when, shut)
            if inside is None:
                continue
            if note is not None:
                note.targets.add(("claim", scene.id, claim.id))
            # claims that no result asks about by name, under one and the same condition, come to the same
            alike = claim.when, claim.id if f"claim.{claim.id}" in asked else ""
            if alike in answered:
                continue
            answered.add(alike)
            answer = dict(inside)
            for name in asked:
                kind, _, what = name.partition(".")
                if kind == "claim":
                    answer[name] = domains[name].only(what == claim.id)
                elif name != "exhibit.count":
                    answer[name] = inside.get(f"clue.{what}", domains[name].full) | 1
            if "exhibit.count" in asked:
                answer["exhibit.count"] = domains["exhibit.count"].between(0, scene.limit)
            yield from self._results(path, scene, scene.results, answer, note)
        if note is not None and shut is None:
            note.open.add(scene.id)

    def _results(
        self,
        path: Path,
        scene: AnsweredScene,
        results: Sequence[Result],
        env: Env,
        note: Possible | None,
    ) -> Iterator[tuple[str, Env]]:
        """The first result whose condition holds counts."""
        rest: Env | None = env
        for index, result in enumerate(results):
            where = (*path, "results", index)
            if rest is None:
                if note is not None and result.when is not None:
                    note.condition((*where, "when"), 0)
                continue
            inside = self.when((*where, "when"), result.when, rest, note)
            rest = None if result.when is None else self.unless(result.when, rest)
            if inside is None:
                continue
            if note is not None:
                note.targets.add(("result", scene.id, result.id))
            for target, after in self._outcome(where, result, scene.goto, inside, note):
                yield target, {name: mask for name, mask in after.items() if not name.startswith(OF_ANSWERS)}

    def _outcome(
        self, path: Path, outcome: Option | Result, onward: Jumps, env: Env, note: Possible | None
    ) -> Iterator[tuple[str, Env]]:
        if note is not None:
            if outcome.rating:
                self._cases((*path, "rating"), [rating.when for rating in outcome.rating], env, note)
            for field, links in (("feeds", outcome.feeds), ("dodges", outcome.dodges)):
                for index, link in enumerate(links):
                    self.when((*path, field, index, "when"), link.when, env, note)
        after = self._after(outcome.effect, env)
        if note is not None:
            self.texts((*path, "then"), outcome.then, after, note)
            self.texts((*path, "why"), outcome.why, after, note)
            self.texts((*path, "heard"), outcome.heard, after, note)
        goto = (*path, "goto") if outcome.goto else (*path[:2], "goto")
        yield from self._jumps(goto, outcome.goto or onward, after, note)

    def _jumps(self, path: Path, jumps: Jumps, env: Env, note: Possible | None) -> Iterator[tuple[str, Env]]:
        rest: Env | None = env
        for index, jump in enumerate(jumps):
            if rest is None:
                if note is not None and jump.when is not None:
                    note.condition((*path, index, "when"), 0)
                continue
            inside = rest if jump.when is None else self.when((*path, index, "when"), jump.when, rest, note)
            if inside is not None:
                yield jump.to, inside
            rest = None if jump.when is None else self.unless(jump.when, rest)

    # --- conditions ------------------------------------------------------------------------------

    def when(self, path: Path, source: str | None, env: Env, note: Possible | None) -> Env | None:
        """What may hold where the condition does; None if it cannot."""
        if source is None:
            return env
        node = parse_condition(source)
        inside = self._sets.refined(node, True, env)
        if note is not None:
            note.condition(path, (inside is not None) * TRUE | self._sets.can(node, False, env) * FALSE)
        return inside

    def unless(self, source: str, env: Env) -> Env | None:
        """What may hold where the condition does not; None if it must."""
        return self._sets.refined(parse_condition(source), False, env)

    def texts(self, path: Path, texts: Sequence[Block | Remark], env: Env, note: Possible) -> None:
        """Notes the conditions of what is read."""
        for index, text in enumerate(texts):
            if text.when is not None:
                self.when((*path, index, "when"), text.when, env, note)

    def _cases(self, path: Path, sources: Sequence[str | None], env: Env, note: Possible) -> None:
        """Conditions of which the first that holds counts."""
        rest: Env | None = env
        for index, source in enumerate(sources):
            if source is None:
                return
            if rest is None:
                note.condition((*path, index, "when"), 0)
                continue
            self.when((*path, index, "when"), source, rest, note)
            rest = self.unless(source, rest)
