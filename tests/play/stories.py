"""Small stories for the tests of the engine, built in Python so that a test shows all that matters to it."""

from collections.abc import Sequence
from typing import Any

from ladderquest.pack.model import (
    Artefact,
    Block,
    ChooseScene,
    Claim,
    Clue,
    DefendScene,
    Delayed,
    Edition,
    Ending,
    EndingScene,
    GotoScene,
    InvestigateScene,
    Jump,
    Look,
    MarkScene,
    Member,
    Memory,
    Option,
    Place,
    Rating,
    Remember,
    Result,
    Scenario,
    Scene,
    Variable,
    World,
    WriteScene,
)
from ladderquest.pack.workbook import Criterion
from ladderquest.play import AnyAnswer, Event, Program, Run, State, advance, start
from ladderquest.play.moves import Choose

HASHES = ("rules", "text")

DIFF = """\
- limit = 8
+ limit = 80
  retry(limit)
  log({limit})
  done()"""


def prose(text: str, when: str | None = None) -> tuple[Block, ...]:
    return (Block(text=text, when=when),)


def to(*targets: str | tuple[str, str]) -> tuple[Jump, ...]:
    """Jumps: a scene id, or (condition, scene id)."""
    return tuple(Jump(to=t) if isinstance(t, str) else Jump(when=t[0], to=t[1]) for t in targets)


def rated(*ratings: int | tuple[str, int]) -> tuple[Rating, ...]:
    """Ratings: a number, or (condition, number)."""
    return tuple(Rating(is_=r) if isinstance(r, int) else Rating(when=r[0], is_=r[1]) for r in ratings)


def option(id_: str, **fields: Any) -> Option:
    fields.setdefault("says", f"Take {id_}")
    return Option(id=id_, **fields)


def ask(id_: str, goto: str | None, *options: Option | str, **fields: Any) -> ChooseScene:
    """A choice; a string is an option without consequence."""
    fields.setdefault("text", prose(f"Scene {id_}."))
    made = tuple(option(o) if isinstance(o, str) else o for o in options)
    return ChooseScene(id=id_, options=made, goto=to(goto) if goto else (), **fields)


def look_at(id_: str, goto: str, *looks: Look | str, budget: int = 2, **fields: Any) -> InvestigateScene:
    made = tuple(Look(clue=look) if isinstance(look, str) else look for look in looks)
    return InvestigateScene(
        id=id_, text=prose("Look."), ask="Look where?", budget=budget, looks=made, goto=to(goto), **fields
    )


def mark(id_: str, goto: str, *results: Result, limit: int = 2, **fields: Any) -> MarkScene:
    return MarkScene(
        id=id_,
        text=prose("A diff."),
        ask="Which lines?",
        artefact="diff",
        limit=limit,
        results=results,
        goto=to(goto),
        **fields,
    )


def defend(
    id_: str, goto: str, claims: Sequence[Claim | str], *results: Result, **fields: Any
) -> DefendScene:
    made = tuple(Claim(id=c, says=f"It is {c}") if isinstance(c, str) else c for c in claims)
    return DefendScene(
        id=id_,
        text=prose("They ask."),
        ask="What do you say?",
        claims=made,
        results=results,
        goto=to(goto),
        **fields,
    )


RUBRIC = (Criterion(id="plain", text="Is it plain?", strong="To all.", fair="To some.", missing="To none."),)


def write(id_: str, goto: str, **fields: Any) -> WriteScene:
    """A page to write on."""
    given: dict[str, Any] = {
        "text": prose("A page."),
        "ask": "What would you put there?",
        "hints": ("Begin with {days}.", "Ask {cast.ops}."),
        "model": prose("In {days} days."),
        "rubric": RUBRIC,
    }
    return WriteScene(id=id_, goto=to(goto), **{**given, **fields})


def by_way(id_: str, *targets: str | tuple[str, str], **fields: Any) -> GotoScene:
    """A scene that asks nothing."""
    return GotoScene(id=id_, text=prose(f"By way of {id_}."), goto=to(*targets), **fields)


def end(id_: str = "end", ending: str = "done", **fields: Any) -> EndingScene:
    return EndingScene(id=id_, text=prose("It is over."), ending=ending, **fields)


CAST = (
    Member(id="product", name="Priya", role="", wants="", worries=""),
    Member(id="ops", name="Omar", role="", wants="", worries=""),
)
MEMORIES = (
    Memory(id="trust", initial=1, about="", min=0, max=5),
    Memory(id="warned", initial=False, about=""),
)
DEFAULTS: dict[str, Any] = {
    "worlds": (
        World(
            id="hollow", reveals=prose("It was hollow."), facts={"share": 10, "quick": True, "site": "north"}
        ),
        World(
            id="solid", reveals=prose("It was solid."), facts={"share": 40, "quick": False, "site": "south"}
        ),
    ),
    "endings": (Ending(id="done", title="Done"), Ending(id="late", title="Too late")),
    "variables": (
        Variable(id="days", initial=3, max=5, label="Days"),
        Variable(id="nerve", initial=0, min=-3, max=10),
        Variable(id="told", initial=False),
    ),
    "clues": (
        Clue(id="contract", label="The contract", text=prose("It says {days}.")),
        Clue(id="log", label="The log", text=prose("Red.")),
        Clue(id="wire", label="The wire", text=prose("Loose.")),
    ),
    "artefacts": (
        Artefact(
            id="diff",
            kind="diff",
            title="The diff",
            text=(Block(text=DIFF), Block(text="  seen by {player}", when="told")),
            places=(
                Place(id="limit", at=("- limit", "+ limit")),
                Place(id="call", at=("retry(",)),
                Place(id="sign", at=("seen by",)),
            ),
        ),
    ),
    "later": (
        Delayed(id="echo", then=prose("It comes back."), effect="days -= 1"),
        Delayed(id="bill", then=prose("The bill: {days}."), effect="owes.product += 1; later.echo = 1"),
    ),
    "recalls": ("trust", "warned"),
    "remembers": (Remember(memory="trust", is_="nerve"), Remember(memory="warned", is_="told")),
}


def story(*scenes: Scene, **fields: Any) -> Edition:
    """An edition that starts in its first scene, with everything above in it unless ``fields`` say else."""
    scenario = Scenario(
        schema=1,
        id="small",
        title="A small story",
        phase=1,
        order=1,
        minutes=1,
        summary="Small.",
        scenes=scenes,
        **({"start": scenes[0].id} | DEFAULTS | fields),
    )
    return Edition(scenario=scenario, cast=CAST, memories=MEMORIES)


def opened(
    *scenes: Scene, world: str = "hollow", recalls: dict[str, int] | None = None, **fields: Any
) -> tuple[Program, State, tuple[Event, ...]]:
    """A story at its opening."""
    program = Program(story(*scenes, **fields), "Ada")
    state, events = start(program, seed=1, world=world, recalls=recalls)
    return program, state, events


def pick(program: Program, state: State, *options: str) -> tuple[State, tuple[Event, ...]]:
    """The state after these options were chosen, and the events of the last one."""
    events: tuple[Event, ...] = ()
    for option_id in options:
        state, events = advance(program, state, Choose(option_id))
    return state, events


def value(program: Program, state: State, name: str) -> int:
    return program.value(state.values, name)


def begin(edition: Edition, hashes: tuple[str, str] = HASHES, world: str | None = "hollow") -> Run:
    return Run.begin(Program(edition, "Ada"), hashes, seed=1, world=world)


def take(run: Run, *answers: AnyAnswer | str) -> Run:
    """The run after these decisions; a string chooses an option."""
    for answer in answers:
        run.commit(run.propose(Choose(answer) if isinstance(answer, str) else answer))
    return run
