"""Hypothesis strategies: whole random stories, ways to play them, and answers of any sort."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from ladderquest.pack.model import (
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
    TrapLink,
)
from ladderquest.play import AnyAnswer, Program, Run, walk
from ladderquest.play.moves import Choose, Defend, Investigate, Mark
from tests.play.stories import HASHES, story, take
from tests.play.trees import flags, numbers, render

SCENES = tuple(f"s{n}" for n in range(8))
CLUES = ("contract", "log", "wire")
PLACES = ("call", "limit", "sign")
CLAIMS = ("c0", "c1")
FLAGS = ("told", "clue.contract", "clue.log", "clue.wire", "world.hollow", "world.quick", "recall.warned")
NUMBERS = ("days", "nerve", "visits.s0", "visits.s1", "world.share", "owes.product", "recall.trust")
MARK_FLAGS, MARK_NUMBERS = tuple(f"mark.{p}" for p in PLACES), ("mark.count", "mark.elsewhere")
DEFEND_FLAGS = (*(f"claim.{c}" for c in CLAIMS), *(f"exhibit.{c}" for c in CLUES))

_RARELY = st.integers(0, 3).map(lambda n: n == 0)
_CONDITION = flags(FLAGS, NUMBERS, 2).map(render)
_MARK_CONDITION = flags(MARK_FLAGS + FLAGS[:2], MARK_NUMBERS + NUMBERS[:1], 1).map(render)
_DEFEND_CONDITION = flags(DEFEND_FLAGS + FLAGS[:2], ("exhibit.count", *NUMBERS[:1]), 1).map(render)

_ASSIGNMENT = st.one_of(
    st.tuples(st.sampled_from(["days", "nerve", "owes.product"]), st.sampled_from(["=", "+=", "-="])).flatmap(
        lambda left: numbers(NUMBERS, 1).map(lambda tree: f"{left[0]} {left[1]} {render(tree)}")
    ),
    flags(FLAGS, NUMBERS, 1).map(lambda tree: f"told = {render(tree)}"),
    st.sampled_from(CLUES).map(lambda clue: f"clue.{clue} = found"),
    st.tuples(st.sampled_from(["echo", "bill"]), st.integers(1, 3)).map(lambda b: f"later.{b[0]} = {b[1]}"),
)
_EFFECT = st.lists(_ASSIGNMENT, max_size=2).map("; ".join)
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
        self.count = draw(st.integers(3, 8))

    def story(self) -> Edition:
        scenes = [self.scene(n) for n in range(self.count - 1)]
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
        kinds = [self.choose, self.choose, self.investigate, self.mark, self.defend, self.by_way, self.ending]
        return self.draw(st.sampled_from(kinds if n else kinds[:-1]))(n)

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

    def results(self, n: int, condition: st.SearchStrategy[str]) -> tuple[Result, ...]:
        count = self.draw(st.integers(1, 3))
        whens = [self.draw(condition) for _ in range(count - 1)]
        return tuple(
            Result(id=f"s{n}-r{k}", when=when, **self.outcome(condition))
            for k, when in enumerate([*whens, None])
        )

    def mark(self, n: int) -> Scene:
        results, limit = self.results(n, _MARK_CONDITION), self.draw(st.integers(1, 4))
        return MarkScene(
            **self.base(n), ask="Which?", artefact="diff", limit=limit, results=results, goto=self.jumps()
        )

    def defend(self, n: int) -> Scene:
        claims = (Claim(id="c0", says="So {days}"), Claim(id="c1", says="Or so", **self.closed()))
        return DefendScene(
            **self.base(n),
            ask="What?",
            claims=claims,
            results=self.results(n, _DEFEND_CONDITION),
            limit=self.draw(st.integers(1, 3)),
            exhibits=self.draw(st.sampled_from([(), ("log", "contract")])),
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
    return st.lists(st.integers(0, 99), max_size=10)


def answers() -> st.SearchStrategy[AnyAnswer]:
    """Answers of any sort, few of which fit any scene."""
    ids = [f"s{n}-o{k}" for n in range(4) for k in range(3)]
    return st.one_of(
        st.sampled_from([*ids, "", "nothing"]).map(Choose),
        st.sampled_from([*CLUES, None, "nothing"]).map(Investigate),
        st.builds(Mark, _some([*PLACES, "nothing"]), st.integers(-1, 5)),
        st.builds(Defend, st.sampled_from([*CLAIMS, "nothing"]), _some([*CLUES, "nothing"])),
    )


def _some(ids: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of ``ids``, mostly as they should be: sorted, each once."""
    chosen = st.lists(st.sampled_from(ids), max_size=4)
    return st.one_of(chosen.map(lambda found: tuple(sorted(set(found)))), chosen.map(tuple))


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
