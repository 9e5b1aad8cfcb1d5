"""A scenario made ready to play: every name a place in one flat list, every expression a closure.

A ``Program`` belongs to one edition and one player's name. Scenes are compiled when they are first
entered, so that opening a scenario costs the same whatever its length.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

import msgspec

from ladderquest.pack.expressions import (
    COUNTERS,
    Counter,
    Place,
    Quantity,
    Test,
    Values,
    Write,
    answer_names,
    compile_effect,
    compile_value,
    read_counter,
    scope_of,
)
from ladderquest.pack.model import (
    AnsweredScene,
    Block,
    Clue,
    Edition,
    Jump,
    Prose,
    Remark,
    Scene,
)
from ladderquest.pack.syntax import parse_condition, split_template
from ladderquest.pack.text import names_after
from ladderquest.play.compiled import (
    NOTHING,
    CompiledDelayed,
    CompiledJump,
    CompiledRemark,
    CompiledResource,
    CompiledScene,
    Fact,
    Jumps,
    Text,
    Word,
    compile_scene,
)


def _always(_: Values) -> int:
    return 1


class Program:
    """An edition ready to play.

    ``quantities`` has the kind, bounds and initial value of every name that an expression may read.
    ``slots`` maps it to its place in the list of values, and ``counters`` does so for visits, which share
    slots; ``value`` reads either by name. ``initial`` are the values before anything has happened."""

    def __init__(self, edition: Edition, player: str = "you") -> None:
        self.edition = edition
        self.player = player
        self.scenario = scenario = edition.scenario
        self.sources: dict[str, Scene] = {scene.id: scene for scene in scenario.scenes}
        self.cast = {member.id: member for member in edition.cast}
        self._tests: dict[str, Test] = {}
        self.quantities = self._quantities()
        counted = [name for name in self.quantities if name.startswith("visits.")]
        own = [name for name in self.quantities if not name.startswith("visits.")]
        self.slots = {name: slot for slot, name in enumerate(own)}
        self._worlds = [(world.id, self.slots[f"world.{world.id}"]) for world in scenario.worlds]
        self.counters = {
            name: Counter(len(own) + number // COUNTERS, number % COUNTERS)
            for number, name in enumerate(counted)
        }
        shared = -(-len(counted) // COUNTERS)
        self.initial = (*(self.quantities[name].initial for name in own), *(0,) * shared)
        self._places: dict[str, Place] = {**self.slots, **self.counters}
        self.resources = tuple(
            CompiledResource(v.label, self.slots[v.id], int(v.initial), self.test(v.shown))
            for v in scenario.variables
            if v.label is not None
        )
        self.clues = {clue.id: clue for clue in scenario.clues}
        self.artefacts = {artefact.id: artefact for artefact in scenario.artefacts}
        self.endings = {ending.id: ending for ending in scenario.endings}
        self.clue_slots = tuple(self.slots[f"clue.{clue}"] for clue in self.clues)
        self._clues = {self.slots[f"clue.{clue.id}"]: clue for clue in scenario.clues}
        self.owed_slots = tuple((who, self.slots[f"owes.{who}"]) for who in self.cast)
        self._scenes: dict[str, CompiledScene] = {}
        self._effects: dict[str, tuple[Write, ...]] = {}
        self._texts: dict[str, Text] = {}
        self._marked: dict[tuple[str, tuple[str, ...]], dict[int, str]] = {}
        self._later: dict[str, CompiledDelayed] = {}

    def _quantities(self) -> dict[str, Quantity]:
        """Everything an expression may name. Visits are counted only of scenes that something asks about:
        counting all would copy a number a scene at every step."""
        scenario = self.scenario
        scope = scope_of(scenario, self.cast, self.edition.memories)
        asked = {f"visits.{name}" for name in names_after(msgspec.json.encode(scenario), b"visits.")}
        found = {n: q for n, q in scope.names.items() if not n.startswith("visits.") or n in asked}
        for scene in scenario.scenes:
            if isinstance(scene, AnsweredScene):
                found.update(answer_names(scene, scenario))
        return found

    # --- compiling -------------------------------------------------------------------------------

    def test(self, source: str | None) -> Test:
        """The closure of a condition; one that always holds for None. Authors repeat themselves: what was
        compiled once is kept."""
        if source is None:
            return _always
        found = self._tests.get(source)
        if found is None:
            found = self._tests[source] = compile_value(parse_condition(source), self._places)
        return found

    def effect(self, source: str) -> tuple[Write, ...]:
        """The closures of an effect, kept like those of conditions."""
        if not source:
            return ()
        found = self._effects.get(source)
        if found is None:
            found = self._effects[source] = compile_effect(source, self._places, self.quantities)
        return found

    def words(self, text: str, *, artefact: bool = False) -> tuple[Word, ...]:
        """A text cut into literals, slots and textual facts. Unknown names stay as they are written, and so
        do names without a dot in an artefact (code is full of braces), but for ``{player}``."""
        parts: list[Word] = []
        for index, part in enumerate(split_template(text)):
            if index % 2 == 0:
                parts.append(part)
            elif artefact and "." not in part and part != "player":
                parts.append("{" + part + "}")
            else:
                parts.append(self._word(part))
        return tuple(part for part in parts if part != "")

    def _word(self, name: str) -> Word:
        if name == "player":
            return self.player
        kind, _, rest = name.partition(".")
        if kind in ("cast", "given") and rest in self.cast:
            member = self.cast[rest]
            return (kind == "given" and member.given) or member.name
        if name in self._places:
            return self._places[name]
        worlds = self.scenario.worlds
        if kind == "world" and any(rest in world.facts for world in worlds):
            return Fact(tuple((self.slots[f"world.{w.id}"], str(w.facts.get(rest, ""))) for w in worlds))
        return "{" + name + "}"

    def text(self, prose: Prose | str) -> Text:
        """Compiled prose; a plain string is one unconditional block."""
        if not prose:
            return NOTHING
        if not isinstance(prose, str):
            return self._text(prose)
        if "{" not in prose:
            return Text((), "", prose.strip("\n"))
        return self._text((Block(text=prose),))

    def _text(self, prose: Prose, *, artefact: bool = False) -> Text:
        first = prose[0]
        if len(prose) == 1 and first.when is None and "{" not in first.text:
            return Text((), "", first.text.strip("\n"))
        texts = [block.text.strip("\n") for block in prose]
        tests = [self.test(block.when) for block in prose]
        words = [self.words(text, artefact=artefact) for text in texts]
        # blocks of prose are paragraphs; blocks of an artefact are further lines of the same thing
        return Text(tuple(zip(tests, words, strict=True)), "\n" if artefact else "\n\n")

    def remarks(self, remarks: Sequence[Remark]) -> tuple[CompiledRemark, ...]:
        """Compiled remarks."""
        if not remarks:
            return ()
        return tuple([CompiledRemark(self.test(r.when), r.who, self.text(r.says)) for r in remarks])

    def jumps(self, jumps: Sequence[Jump]) -> Jumps:
        """Compiled jumps. Most are one way."""
        if len(jumps) == 1 and jumps[0].when is None:
            return jumps[0].to
        return tuple([CompiledJump(self.test(jump.when), jump.to) for jump in jumps])

    def scene(self, scene_id: str) -> CompiledScene:
        """The compiled scene. ``KeyError`` if there is none: check ids with ``sources`` first."""
        found = self._scenes.get(scene_id)
        if found is None:
            found = self._scenes[scene_id] = compile_scene(self, self.sources[scene_id])
        return found

    def compile(self) -> Program:
        """Compile now whatever a walk through all of it would compile bit by bit; returns the program.

        For those who play a scenario by the million: in the order of the file it takes half as long as in the
        order of a walk, which looks for every part anew in the memory."""
        for scene_id in self.sources:
            for outcome in self.scene(scene_id).outcomes.values():
                outcome.consequence(self)
        return self

    def later(self, block_id: str) -> CompiledDelayed:
        """A compiled delayed block."""
        found = self._later.get(block_id)
        if found is None:
            block = next(block for block in self.scenario.later if block.id == block_id)
            found = self._later[block_id] = CompiledDelayed(
                self.effect(block.effect), self.text(block.then), self.remarks(block.heard)
            )
        return found

    # --- reading ---------------------------------------------------------------------------------

    def reader(self, name: str) -> Test:
        """A function from the values to what a name of ``quantities`` stands for."""
        place = self._places[name]
        return itemgetter(place) if isinstance(place, int) else read_counter(place)

    def value(self, values: Values, name: str) -> int:
        """The value of a name of ``quantities``, as an expression reads it."""
        return int(self.reader(name)(values))

    def clue_in(self, slot: int) -> Clue:
        """The clue whose slot that is."""
        return self._clues[slot]

    def clue_text(self, clue: str, values: Values) -> str:
        """What a clue says, in this state."""
        return self._cached(f"clue {clue}", self.clues[clue].text).at(values)

    def artefact_lines(self, artefact: str, values: Values) -> tuple[str, ...]:
        """The lines of an artefact as they read now: dotted templates filled in, other braces literal."""
        text = self._cached(f"artefact {artefact}", self.artefacts[artefact].text, artefact=True)
        return tuple(text.at(values).split("\n"))

    def places(self, artefact: str, values: Values) -> dict[int, str]:
        """Line index (from 0) -> id of the place on it, for the places whose lines show now."""
        lines = self.artefact_lines(artefact, values)
        found = self._marked.get((artefact, lines))
        if found is None:
            found = self._marked[artefact, lines] = {
                index: place.id
                for index, line in enumerate(lines)
                for place in self.artefacts[artefact].places
                if any(part in line for part in place.at)
            }
        return found

    def world(self, values: Values) -> str:
        """The id of the world that was drawn."""
        for world, slot in self._worlds:
            if values[slot]:
                return world
        raise ValueError("these are no values of this program: no world was drawn")

    def reveals(self, world: str, values: Values) -> str:
        """What a world turns out to have been, for the debrief."""
        prose = next(w.reveals for w in self.scenario.worlds if w.id == world)
        return self._cached(f"world {world}", prose).at(values)

    def action(self, values: Values) -> str:
        """The one thing to do at work this week: the first that holds."""
        return self._cached("actions", self.scenario.actions).first(values)

    def _cached(self, key: str, prose: Prose, *, artefact: bool = False) -> Text:
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = self._text(prose, artefact=artefact) if prose else NOTHING
        return text

    def remembered(self, values: Values) -> dict[str, int]:
        """What a run that ended in ``values`` carries into later scenarios: memory id -> value, clamped."""
        bounds = {
            m.id: (0, 1) if isinstance(m.initial, bool) else (m.min, m.max) for m in self.edition.memories
        }
        found = {}
        for entry in self.scenario.remembers:
            low, high = bounds.get(entry.memory, (0, 1))
            found[entry.memory] = min(high, max(low, int(self.test(entry.is_)(values))))
        return found
