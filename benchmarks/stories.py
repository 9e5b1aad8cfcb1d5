"""The branching stories that engines are compared on, as neutral data: ``python -m benchmarks.stories -h``.

A story is nested dictionaries, ready for JSON:

story     schema, id, title, seed, start (scene id), variables, scenes, defects
variable  name, type ("int" or "bool"), initial, and for whole numbers min and max
scene     id, title, text (paragraphs), choices
choice    id, text, when (a condition or None), effects, feedback, goto (scene id or "END")
condition {"all": [...]}, {"any": [...]}, {"not": condition}, {"visited": scene id} (the current entry
          counts), or {"var", "op", "value"}
effect    {"op": "add" (clamped to the bounds) or "set", "var", "value"}
defect    kind and the id of the scene or choice that was spoilt on purpose

Stories of any size come from a seed by splitmix64, so that every implementation of the same steps writes
the same story. The order in which numbers are drawn is part of the format.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from copy import deepcopy
from typing import Any, TypeVar

T = TypeVar("T")
Story = dict[str, Any]

SCHEMA = "lq-neutral-story/1"
END = "END"
LETTERS = "abc"
NUMBERS = ("trust", "scope", "craft", "energy", "influence", "clarity", "debt", "reach")
FLAGS = ("has_mentor", "wrote_rfc", "on_call", "pushed_back", "shipped_eval", "burned_out")
CHANGES = (-2, -1, 1, 1, 2)
REACH = (1, 4, 12)
"""How many scenes ahead the choices of a scene may lead; the first always to the next one."""
NEVER = {"var": NUMBERS[0], "op": ">", "value": 10}

WHO = (
    "Your manager",
    "The product lead",
    "A staff engineer",
    "The data platform team",
    "A new hire",
    "The research group",
    "An anxious customer",
    "The on-call rota",
)
DOES = (
    "asks you to retrain",
    "wants to ship",
    "questions the need for",
    "quietly depends on",
    "has benchmarked",
    "cannot reproduce",
    "is blocked by",
    "wants a date for",
)
WHAT = (
    "the ranking model",
    "the nightly feature job",
    "the evaluation harness",
    "the labelling budget",
    "the latency target",
    "the fine-tuning run",
    "the drift alert",
    "the retrieval index",
)
WHY = (
    "before the quarterly review",
    "although nobody owns the metric",
    "because a dashboard turned red",
    "after a demo went better than planned",
    "while two people are on leave",
    "since the spec says so",
)
SENTENCE = (WHO, DOES, WHAT, WHY)
CAPTIONS = (
    "Ask which decision the number feeds",
    "Optimise the path you were given",
    "Propose a smaller experiment first",
    "Write a one-page alternative",
    "Pair with the person who disagrees",
    "Escalate with data attached",
    "Do it quickly and move on",
    "Say no and name the trade-off",
)
ECHOES = (
    "The room goes quiet, then somebody takes notes.",
    "It works, and nobody asks why it was needed.",
    "You learn what the spec was hiding.",
    "The task is done; the problem is not.",
)

_WORD = 2**64


class Source:
    """splitmix64: numbers of 64 bits from a seed."""

    def __init__(self, seed: int) -> None:
        self.state = seed % _WORD

    def below(self, most: int) -> int:
        """A number from 0 to ``most`` - 1."""
        self.state = (self.state + 0x9E3779B97F4A7C15) % _WORD
        mixed = (self.state ^ self.state >> 30) * 0xBF58476D1CE4E5B9 % _WORD
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB % _WORD
        return (mixed ^ mixed >> 31) % most

    def one_of(self, things: Sequence[T]) -> T:
        return things[self.below(len(things))]

    def sentence(self) -> str:
        return " ".join(self.one_of(part) for part in SENTENCE) + "."


def scene_id(number: int) -> str:
    """The id of the scene with this number, from 0."""
    return f"s{number:05d}"


def make_story(scenes: int, seed: int = 1, *, endless: bool = False, defects: int = 0) -> Story:
    """A story of ``scenes`` scenes (at least 10). ``endless`` ones have no end; ``defects`` plants that many
    of each kind: a scene that nothing leads to, a choice that can never be taken, a dead end."""
    if scenes < 10:
        raise ValueError("a story needs at least 10 scenes")
    source = Source(seed)
    made = [_scene(source, number, scenes, endless) for number in range(scenes)]
    planted = _spoil(made, defects)
    numbers = [{"name": n, "type": "int", "initial": 3, "min": 0, "max": 10} for n in NUMBERS]
    flags = [{"name": n, "type": "bool", "initial": False} for n in FLAGS]
    return {
        "schema": SCHEMA,
        "id": f"bench_{scenes}",
        "title": f"Bench story, {scenes} scenes",
        "seed": seed,
        "start": scene_id(0),
        "variables": numbers + flags,
        "scenes": made,
        "defects": planted,
    }


def _scene(source: Source, number: int, scenes: int, endless: bool) -> Story:
    choices = [_choice(source, number, place, scenes, endless) for place in range(3)]
    text = [f"{source.sentence()} {source.sentence()}", source.sentence()]
    return {"id": scene_id(number), "title": f"Scene {number}", "text": text, "choices": choices}


def _choice(source: Source, number: int, place: int, scenes: int, endless: bool) -> Story:
    last = number == scenes - 1
    if last:
        target = (scene_id(0), scene_id(scenes // 2), scene_id(0) if endless else END)[place]
    else:
        steps = [1, *(1 + source.below(reach) for reach in REACH[1:])]  # both are drawn, whichever is used
        target = scene_id(min(scenes - 1, number + steps[place]))
    free = place == 0 or last or (place == 1 and source.below(2) == 0)
    return {
        "id": f"{scene_id(number)}_{LETTERS[place]}",
        "text": f"{source.one_of(CAPTIONS)} ({LETTERS[place]})",
        "when": None if free else _condition(source, number),
        "effects": _effects(source),
        "feedback": f"{source.one_of(ECHOES)} {source.sentence()}",
        "goto": target,
    }


def _condition(source: Source, number: int) -> Story:
    kind = source.below(10)
    if kind < 5:
        return _compare(source.one_of(NUMBERS), source.one_of((">=", "<")), 2 + source.below(6))
    if kind < 7:
        return _compare(source.one_of(FLAGS), "==", bool(source.below(2)))
    if kind == 7 and number > 0:
        return {"visited": scene_id(max(0, number - 1 - source.below(20)))}
    enough = _compare(source.one_of(NUMBERS), ">=", 1 + source.below(4))
    return {"all": [enough, {"not": _compare(source.one_of(FLAGS), "==", True)}]}


def _compare(name: str, op: str, value: int | bool) -> Story:
    return {"var": name, "op": op, "value": value}


def _effects(source: Source) -> list[Story]:
    found: list[Story] = [{"op": "add", "var": source.one_of(NUMBERS), "value": source.one_of(CHANGES)}]
    if source.below(3) == 0:
        found.append({"op": "set", "var": source.one_of(FLAGS), "value": bool(source.below(2))})
    return found


def _spoil(scenes: list[Story], each: int) -> list[Story]:
    """Plant ``each`` defects of every kind, spread over the scenes; returns what was planted where."""
    planted = []
    count = len(scenes)
    for number in range(each):
        place = (number + 1) * count // (each + 1)
        spoilt = scenes[place]["choices"][2]
        spoilt["when"] = dict(NEVER)
        planted.append({"kind": "impossible_choice", "at": spoilt["id"]})
        for kind, when in (("orphan_scene", None), ("dead_end", NEVER)):
            name = f"{kind}{number}"
            extra = deepcopy(scenes[place]) | {"id": name}
            for letter, choice in zip(LETTERS, extra["choices"], strict=True):
                choice |= {"id": f"{name}_{letter}", "when": when and dict(when)}
            scenes.append(extra)
            planted.append({"kind": kind, "at": name})
        scenes[place - 1]["choices"][1] |= {"goto": f"dead_end{number}", "when": None}
    return planted


def main(arguments: Sequence[str] | None = None) -> None:
    """Write one story as JSON."""
    parser = argparse.ArgumentParser(description="Write a branching story as neutral JSON.")
    parser.add_argument("--scenes", type=int, required=True, help="how many, at least 10")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--endless", action="store_true", help="no end: the last scene loops")
    parser.add_argument("--defects", type=int, default=0, help="plant this many of each kind")
    given = parser.parse_args(arguments)
    if given.scenes < 10:
        parser.error("--scenes must be at least 10")
    story = make_story(given.scenes, given.seed, endless=given.endless, defects=given.defects)
    json.dump(story, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
