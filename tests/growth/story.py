"""Small stories for the tests of growth: built in Python, so that a test shows all that matters to it."""

from collections.abc import Sequence
from typing import Any

from ladderquest.pack.ladder import Family, GateItem, Ladder, Level, Phase, Signal, Trap
from ladderquest.pack.model import (
    Block,
    ChooseScene,
    Edition,
    Ending,
    EndingScene,
    Jump,
    Member,
    Option,
    Rating,
    Scenario,
    Scene,
    TrapLink,
    World,
)
from ladderquest.play import AnyAnswer, Program, Run
from ladderquest.play.moves import Choose


def prose(text: str, when: str | None = None) -> tuple[Block, ...]:
    return (Block(text=text, when=when),)


def option(
    id_: str,
    rating: int | None = None,
    *,
    ratings: tuple[Rating, ...] = (),
    feeds: Sequence[str] = (),
    dodges: Sequence[str] = (),
    **fields: Any,
) -> Option:
    """An option with a plain rating (or conditional ``ratings``) and unconditional traps."""
    fields.setdefault("says", f"Take {id_}")
    return Option(
        id=id_,
        rating=ratings if rating is None else (Rating(is_=rating),),
        feeds=tuple(TrapLink(trap=trap) for trap in feeds),
        dodges=tuple(TrapLink(trap=trap) for trap in dodges),
        **fields,
    )


def ask(id_: str, goto: str, *options: Option, **fields: Any) -> ChooseScene:
    fields.setdefault("text", prose(f"Scene {id_}."))
    return ChooseScene(id=id_, options=options, goto=(Jump(to=goto),), **fields)


def end(id_: str = "end", ending: str = "done") -> EndingScene:
    return EndingScene(id=id_, text=prose("It is over.\n\nThe lamp is off."), ending=ending)


def story(*scenes: Scene, **fields: Any) -> Edition:
    """An edition that starts in the first scene; two worlds and one ending unless told."""
    worlds = (
        World(id="calm", reveals=prose("It was calm.")),
        World(id="storm", reveals=prose("It stormed.")),
    )
    given: dict[str, Any] = {
        "worlds": worlds,
        "endings": (Ending(id="done", title="Done and dusted"),),
        "actions": prose("Ask one person."),
    }
    scenario = Scenario(
        schema=1,
        id="small",
        title="A small story",
        phase=1,
        order=1,
        minutes=1,
        summary="Small.",
        start=scenes[0].id,
        scenes=scenes,
        **(given | fields),
    )
    cast = tuple(
        Member(id=name.lower(), name=name, role="", wants="", worries="")
        for name in ("Priya", "Mira", "Lena")
    )
    return Edition(scenario=scenario, cast=cast, memories=())


def begin(edition: Edition, world: str = "calm") -> Run:
    return Run.begin(Program(edition, "ada"), ("rules", "text"), seed=1, world=world)


def play(edition: Edition, *answers: AnyAnswer | str, world: str = "calm") -> Run:
    """A run with these decisions; a string picks an option."""
    run = begin(edition, world)
    for answer in answers:
        run.commit(run.propose(Choose(answer) if isinstance(answer, str) else answer))
    return run


def trap(id_: str) -> Trap:
    return Trap(
        id=id_,
        family="all",
        title=f"The {id_} trap",
        behaviour="B.",
        mechanism=f"How {id_} pulls.",
        unlocks=f"What opens {id_}.",
        right_when=f"Where {id_} is fine.",
        levels=("junior",),
        source="here",
    )


def signal(id_: str, level: str, did: str, dimension: str = "scope") -> Signal:
    return Signal(id=id_, dimension=dimension, level=level, did=did)


def ladder() -> Ladder:
    levels = tuple(
        Level(id=title.lower(), title=title, tenure="", unlocks="", plateau="", source="here")
        for title in ("Junior", "Mid", "Senior")
    )
    phase = Phase(
        id=1,
        title="One",
        slogan="",
        about="",
        before="",
        after="",
        contrasts=(),
        gate_title="Before",
        gate=(GateItem(id="explained", text="I explained a choice."), GateItem(id="asked", text="I asked.")),
        traps=("alone",),
        source="here",
    )
    return Ladder(
        sources=(),
        levels=levels,
        phases=(phase,),
        families=(Family(id="all", title="All"),),
        traps=(trap("alone"), trap("haste")),
        signals=(
            signal("given", "junior", "solved the task as it was given"),
            signal("through", "mid", "carried it through"),
            signal("reframed", "senior", "changed the task before solving it"),
            signal("told", "senior", "told the others", "influence"),
        ),
    )
