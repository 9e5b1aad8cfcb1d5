"""Hypothesis strategies: whole random stories, ways to play them, and answers of every sort."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import msgspec
from hypothesis import strategies as st

from ladderquest.pack.model import (
    AllocateScene,
    Block,
    ChooseScene,
    Claim,
    DefendScene,
    Delayed,
    Edition,
    EndingScene,
    GotoScene,
    InvestigateScene,
    Jump,
    Look,
    MarkScene,
    Option,
    Rating,
    Remark,
    Result,
    Scene,
    Share,
    TrapLink,
    WriteScene,
)
from ladderquest.play import AnyAnswer, Program, Run, State, walk
from ladderquest.play.moves import Allocate, Choose, Defend, Investigate, Mark, Write
from tests.play.stories import HASHES, RUBRIC, story, take
from tests.play.trees import flags, numbers, render

SCENES = tuple(f"s{n}" for n in range(8))
CLUES = ("contract", "log", "wire")
PLACES = ("call", "limit", "sign")
CLAIMS = ("c0", "c1")
FLAGS = ("told", "clue.contract", "clue.log", "clue.wire", "world.hollow", "world.quick", "recall.warned")
NUMBERS = ("days", "nerve", "visits.s0", "visits.s1", "world.share", "owes.product", "recall.trust")
MARK_FLAGS, MARK_NUMBERS = tuple(f"mark.{p}" for p in PLACES), ("mark.count", "mark.elsewhere")
ITEMS = {"demo": (1, 3), "docs": (2,), "tests": (2, 4)}
"""Item -> its steps, of the six that there are to split."""
SHARES = tuple(f"share.{item}" for item in ITEMS)
DEFEND_FLAGS = (*(f"claim.{c}" for c in CLAIMS), "exhibit.contract", "exhibit.log")

_RARELY = st.integers(0, 3).map(lambda n: n == 0)
_CONDITION = flags(FLAGS, NUMBERS, 2).map(render)
_MARK_CONDITION = flags(MARK_FLAGS + FLAGS[:2], MARK_NUMBERS + NUMBERS[:1], 1).map(render)
_DEFEND_CONDITION = flags(DEFEND_FLAGS + FLAGS[:2], ("exhibit.count", *NUMBERS[:1]), 1).map(render)

_SHARE_CONDITION = flags(FLAGS[:2], SHARES + NUMBERS[:1], 1).map(render)

_ASSIGNMENT = st.one_of(
    st.tuples(
        st.sampled_from(["days", "nerve", "owes.product"]),
        st.sampled_from(["=", "+=", "-="]),
        numbers(NUMBERS, 1).map(render),
    ).map(" ".join),
    flags(FLAGS, NUMBERS, 1).map(lambda tree: f"told = {render(tree)}"),
    st.sampled_from(CLUES).map(lambda clue: f"clue.{clue} = found"),
    st.tuples(st.sampled_from(["echo", "bill"]), st.integers(1, 3)).map(lambda b: f"later.{b[0]} = {b[1]}"),
)
_EFFECT = st.lists(_ASSIGNMENT, min_size=1, max_size=2).map("; ".join)
_TEXT = st.sampled_from(
    ["Calm.", "{player} has {days}.", "{cast.product} at {world.site}.", "{world.share} {told}"]
)
_PROSE = st.one_of(
    _TEXT.map(lambda text: (Block(text=text),)),
    st.tuples(_TEXT, _TEXT, _CONDITION).map(lambda t: (Block(text=t[0]), Block(text=t[1], when=t[2]))),
)


class Author:
    """Writes one random story from what ``draw`` gives."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.count = draw(st.integers(4, 8))

    def story(self) -> Edition:
        scenes = [self.scene(n) for n in range(self.count - 1)]
        if self.draw(_RARELY):
            scenes[-1] = self.ending(self.count - 2)
        later = (
            Delayed(id="echo", then=self.draw(_PROSE), effect=self.draw(_EFFECT), heard=self.heard()),
            Delayed(id="bill", then=self.draw(_PROSE), effect=self.draw(_EFFECT)),
        )
        return story(*scenes, self.ending(self.count - 1), later=later)

    def base(self, n: int) -> dict[str, Any]:
        enter = self.draw(_EFFECT) if self.draw(_RARELY) else ""
        return {"id": SCENES[n], "at": f"Day {n}", "text": self.draw(_PROSE), "enter": enter}

    def jumps(self, first: int = 0) -> tuple[Jump, ...]:
        """One or two ways on, the last of them always open, to scenes from number ``first`` on."""
        targets = st.sampled_from(SCENES[first : self.count])
        last = Jump(to=self.draw(targets))
        return (
            (Jump(to=self.draw(targets), when=self.draw(_CONDITION)), last) if self.draw(_RARELY) else (last,)
        )

    def heard(self) -> tuple[Remark, ...]:
        return (
            (Remark(who="ops", says="Hm, {days}.", when=self.draw(_CONDITION)),) if self.draw(_RARELY) else ()
        )

    def outcome(self, condition: st.SearchStrategy[str]) -> dict[str, Any]:
        """The fields that options and results share; ``condition`` is what may decide the rating."""
        rating = (
            Rating(is_=self.draw(st.integers(1, 5)), when=self.draw(condition)),
            Rating(is_=self.draw(st.integers(1, 5))),
        )
        return {
            "rating": rating,
            "feeds": (TrapLink(trap="haste", when=self.draw(condition)),) if self.draw(_RARELY) else (),
            "effect": self.draw(_EFFECT),
            "then": self.draw(_PROSE),
            "why": self.draw(_PROSE),
            "heard": self.heard(),
            "goto": self.jumps() if self.draw(_RARELY) else (),
        }

    def closed(self) -> dict[str, Any]:
        """Open, locked with a reason, or hidden."""
        how = self.draw(st.integers(0, 3))
        found: dict[str, Any] = {} if how < 2 else {"when": self.draw(_CONDITION)}
        return found | ({"locked": "Not with {days} days."} if how == 3 else {})

    def scene(self, n: int) -> Scene:
        kinds = [
            self.mark, self.investigate, self.defend, self.allocate, self.choose, self.by_way, self.write,
        ]  # fmt: skip
        return self.draw(st.sampled_from(kinds))(n)

    def choose(self, n: int) -> Scene:
        options = tuple(
            Option(
                id=f"s{n}-o{k}", says="Do {days}", **self.outcome(_CONDITION), **(self.closed() if k else {})
            )
            for k in range(self.draw(st.integers(1, 4)))
        )
        return ChooseScene(**self.base(n), options=options, goto=self.jumps())

    def investigate(self, n: int) -> Scene:
        looks = tuple(
            Look(
                clue=clue,
                cost=self.draw(st.integers(0, 3)),
                effect=self.draw(_EFFECT),
                heard=self.heard(),
                **self.closed(),
            )
            for clue in CLUES[: self.draw(st.integers(1, 3))]
        )
        budget = self.draw(st.integers(1, 4))
        return InvestigateScene(**self.base(n), ask="Where?", budget=budget, looks=looks, goto=self.jumps())

    def results(self, n: int, condition: st.SearchStrategy[str], counted: str) -> tuple[Result, ...]:
        count = self.draw(st.integers(1, 3))
        whens = [self.draw(condition) for _ in range(count - 1)]
        made = [
            Result(id=f"s{n}-r{k}", when=when, **self.outcome(condition))
            for k, when in enumerate([*whens, None])
        ]
        if self.draw(_RARELY):
            made[-1] = msgspec.structs.replace(made[-1], effect=f"nerve += {counted}")
        return tuple(made)

    def mark(self, n: int) -> Scene:
        results, limit = (
            self.results(n, _MARK_CONDITION, "mark.elsewhere"),
            self.draw(st.sampled_from([4, 3, 2, 1])),
        )
        return MarkScene(
            **self.base(n), ask="Which?", artefact="diff", limit=limit, results=results, goto=self.jumps()
        )

    def defend(self, n: int) -> Scene:
        claims = (Claim(id="c0", says="So {days}"), Claim(id="c1", says="Or so", **self.closed()))
        return DefendScene(
            **self.base(n),
            ask="What?",
            claims=claims,
            results=self.results(n, _DEFEND_CONDITION, "exhibit.count"),
            limit=self.draw(st.integers(1, 3)),
            exhibits=self.draw(st.sampled_from([(), ("log", "contract")])),
            goto=self.jumps(),
        )

    def allocate(self, n: int) -> Scene:
        least = self.draw(st.integers(0, 1))
        items = tuple(
            Share(id=item, says=f"The {item}", steps=steps, least=least) for item, steps in ITEMS.items()
        )
        results = self.results(n, _SHARE_CONDITION, "share.tests")
        return AllocateScene(
            **self.base(n),
            ask="Where?",
            total=6,
            unit="days",
            items=items,
            results=results,
            goto=self.jumps(),
        )

    def write(self, n: int) -> Scene:
        return WriteScene(
            **self.base(n),
            ask="What, with {days}?",
            hints=("Say {told}.",),
            model=self.draw(_PROSE),
            rubric=RUBRIC,
            effect=self.draw(_EFFECT),
            then=self.draw(_PROSE),
            heard=self.heard(),
            goto=self.jumps(),
        )

    def by_way(self, n: int) -> Scene:
        return GotoScene(**self.base(n), goto=self.jumps(n + 1))  # only onwards, so that it is no circle

    def ending(self, n: int) -> Scene:
        return EndingScene(**self.base(n), ending=self.draw(st.sampled_from(["done", "late"])))


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Random valid stories: loops, closed options, delayed effects, all moves. Scene ids are the same in
    all of them, so that any two can be taken for versions of one."""
    return Author(draw).story()


def ways() -> st.SearchStrategy[list[int]]:
    """Which of the answers to give, time after time."""
    return st.lists(st.integers(0, 99), min_size=2, max_size=10)


def _some(ids: Sequence[str], most: int) -> list[tuple[str, ...]]:
    """Every selection of up to ``most``, sorted as it should be, and some as they should not be."""
    found = [chosen for count in range(most + 1) for chosen in combinations(sorted(ids), count)]
    return [*found, (ids[0], ids[0]), (ids[1], ids[0])]


_ANSWERS: list[AnyAnswer] = [
    *(Choose(option) for option in ("", "nothing")),
    Write(),
    *(Investigate(look) for look in (*CLUES, "nothing", None)),
    *(Mark(places, n) for places in _some([*PLACES, "nothing"], 4) for n in range(-1, 7)),
    *(Allocate.of({"demo": a, "docs": b, "tests": 6 - a - b}) for a in range(7) for b in range(-1, 7)),
    *(Allocate.of({"demo": 3, name: 3}) for name in ("tests", "nothing")),
    Allocate.of({"demo": 1, "docs": 1, "tests": 1}),
    Allocate((("tests", 2), ("demo", 2), ("docs", 2))),
    *(Defend(c, shown) for c in (*CLAIMS, "nothing") for shown in _some([*CLUES, "nothing"], 3)),
]


def answers(program: Program, state: State) -> list[AnyAnswer]:
    """Every answer that might fit the scene, and some of every sort that do not."""
    move = program.scene(state.scene).tag
    ids = [f"s{n}-o{k}" for n in range(8) for k in range(4)]
    others = [a for k, a in enumerate(_ANSWERS) if a.__struct_config__.tag == move or k % 20 == 0]
    return [*map(Choose, ids if move == "choose" else ids[:2]), *others]


def states(run: Run) -> list[State]:
    """Where a run has been, once each."""
    return list(dict.fromkeys([run.opening_state, *(step.after for step in run.steps)]))


def play(edition: Edition, seed: int, way: Sequence[int]) -> Run:
    """A run in which each decision is one of those that ``walk`` knows."""
    return go_on(Run.begin(Program(edition, "Ada"), HASHES, seed=seed, recalls={"trust": seed}), way)


def go_on(run: Run, way: Sequence[int]) -> Run:
    for number in way:
        found = walk(run.program, run.state)
        if not found:
            break
        take(run, found[number % len(found)])
    return run
