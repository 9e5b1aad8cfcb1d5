"""Stated paths: from what was taken, scene by scene, to the state that it leads to, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ladderquest.pack.readings import Taken
from ladderquest.play import AnyAnswer, IllegalDecision, Program, State, StoryError, follow, start, uses, walk
from ladderquest.play.moves import Allocate, Choose, Defend, Investigate, Mark, Write

__all__ = ["Astray", "known_in", "led_to", "taken_by"]


class Astray(Exception):
    """A stated path does not go on as it says; ``step`` is its index. The message is a part of a sentence."""

    def __init__(self, step: int, why: str) -> None:
        super().__init__(why)
        self.step = step


def led_to(program: Program, world: str, path: Sequence[Taken]) -> State:
    """The state after ``path`` in ``world``, with nothing brought along from earlier scenarios. Raises
    ``Astray``; ``ValueError`` for a world that does not exist."""
    try:
        state, _ = start(program, seed=0, world=world)
    except StoryError as error:
        raise Astray(0, str(error)) from None
    for step, taken in enumerate(path):
        if state.ending is not None:
            raise Astray(step, f"the story has ended before `{taken.scene}`")
        if state.scene != taken.scene:
            raise Astray(step, f"the story is at `{state.scene}` there, not at `{taken.scene}`")
        try:
            state = _taken(program, state, taken.took)
        except (IllegalDecision, StoryError) as error:
            raise Astray(step, f"at `{taken.scene}` {error}") from None
    return state


def known_in(program: Program, state: State) -> tuple[str, ...]:
    """The clues that are held, in the order of the file."""
    slots = zip(program.clues, program.clue_slots, strict=True)
    return tuple(clue for clue, slot in slots if state.values[slot])


def taken_by(program: Program, state: State, answer: AnyAnswer) -> tuple[str, ...]:
    """How a path states this answer: ``led_to`` takes it for one that comes to the same."""
    match answer:
        case Choose():
            return (answer.option,)
        case Investigate():
            return () if answer.look is None else (answer.look,)
        case Defend():
            return (answer.claim, *answer.exhibits)
        case Allocate():
            return tuple(f"{item}-{amount}" for item, amount in answer.shares)
        case Mark() if not answer.elsewhere:
            return answer.places
        case _:
            return tuple(name for kind, name in uses(program, state, answer) if kind == "result")


def _taken(program: Program, state: State, took: Sequence[str]) -> State:
    scene = program.scene(state.scene)
    if scene.looks:
        return _looked(program, state, took)
    return follow(program, state, _answer(program, state, took))


def _looked(program: Program, state: State, took: Sequence[str]) -> State:
    """The looks one after the other; whoever has seen enough goes on."""
    turn = state.turn
    for clue in took:
        if state.turn != turn:
            raise IllegalDecision(f"nothing is left to look at `{clue}` with")
        state = follow(program, state, Investigate(clue))
    return state if state.turn != turn else follow(program, state, Investigate(None))


def _answer(program: Program, state: State, took: Sequence[str]) -> AnyAnswer:
    """The answer that is meant: itself, or one that comes to the result which is named."""
    scene = program.scene(state.scene)
    if scene.tag == "choose" and len(took) == 1:
        return Choose(took[0])
    if scene.tag == "write" and not took:
        return Write()
    if scene.tag == "allocate" and len(took) > 1:
        return _allocated(took)
    if scene.claims and took and took[0] in scene.claims:
        return Defend(took[0], tuple(sorted(took[1:])))
    for answer in _by_result(program, state, took):
        return answer
    if scene.tag == "mark" and took:
        return Mark(tuple(sorted(took)))
    raise IllegalDecision("nothing comes to what it took" if took else "it took nothing")


def _allocated(took: Sequence[str]) -> Allocate:
    """``tests-3`` is three of whatever there is for the item ``tests``."""
    parts = [each.rpartition("-") for each in took]
    if not all(item and amount.isdecimal() for item, _, amount in parts):
        raise IllegalDecision("an allocation is told as items with their amounts, as in tests-3")
    return Allocate.of({item: int(amount[:6]) for item, _, amount in parts})


def _by_result(program: Program, state: State, took: Sequence[str]) -> Iterator[AnyAnswer]:
    if len(took) == 1:
        for answer in walk(program, state):
            if ("result", took[0]) in uses(program, state, answer):
                yield answer
