"""Expressions for ``mutating``: sound ones over the names of a file, and soup of the same tokens."""

from __future__ import annotations

import re
from random import Random
from typing import Any

__all__ = ["Names", "condition", "effect", "soup"]

LONGEST = 400
_TOKENS = (
    "and or not true false found ( ) ( ) - + * < <= == != >= > = += -= ; 0 1 99 1000000 1000001 "
    "world. visits later.x {player} é \u202e . .. ' \" # : 1e9 0x1f __import__ 9" + "9" * 30
).split()
_NUMBERS = (0, 1, 2, 3, 7, 40, 99, 4095, 4096, 1_000_000)


class Names:
    """The names that expressions of a file may use, as far as they show: those that are numbers, those that
    are true or false, those of either kind that an effect may change, and the delayed blocks."""

    def __init__(self, tree: Any) -> None:
        """``tree``: the file as lists, mappings and scalars."""
        entries = tree if isinstance(tree, dict) else {}
        self.numbers: list[str] = []
        self.flags: list[str] = []
        for each in _entries(entries.get("variables")):
            (self.flags if isinstance(each.get("initial"), bool) else self.numbers).append(each["id"])
        self.changed = [list(self.numbers) or ["hours"], list(self.flags) or ["told"]]
        clues = [f"clue.{each['id']}" for each in _entries(entries.get("clues"))]
        self.flags += clues
        self.changed[1] += clues
        worlds = _entries(entries.get("worlds"))
        self.flags += [f"world.{each['id']}" for each in worlds]
        facts = worlds[0].get("facts") if worlds else None
        for name, value in facts.items() if isinstance(facts, dict) else ():
            if isinstance(value, bool | int):
                (self.flags if isinstance(value, bool) else self.numbers).append(f"world.{name}")
        self.numbers += [f"visits.{each['id']}" for each in _entries(entries.get("scenes"))] or [
            "visits.desk"
        ]
        self.flags = self.flags or ["told"]
        recalls = entries.get("recalls")
        for name in recalls if isinstance(recalls, list) else [recalls]:
            if isinstance(name, str):
                (self.numbers if name == "trust" else self.flags).append(f"recall.{name}")
        self.later = [f"later.{each['id']}" for each in _entries(entries.get("later"))]

    def any(self, dice: Random) -> str:
        """A name of any kind."""
        return dice.choice(dice.choice((self.numbers, self.flags)))


def _entries(entries: Any) -> list[dict[str, Any]]:
    """The mappings of a list that have an id."""
    found = entries if isinstance(entries, list) else []
    return [each for each in found if isinstance(each, dict) and isinstance(each.get("id"), str)]


def _value(dice: Random, names: Names, depth: int) -> str:
    roll = dice.random()
    if depth <= 0 or roll < 0.4:
        return dice.choice(names.numbers) if dice.random() < 0.7 else str(dice.choice(_NUMBERS))
    if roll < 0.5:
        return "-" + dice.choice(names.numbers)
    left, right = _value(dice, names, depth - 1), _value(dice, names, depth - 1)
    return f"({left} {dice.choice('+-*')} {right})"


def condition(dice: Random, names: Names, depth: int = 4) -> str:
    """A condition of sound syntax, about as deep as ``depth``."""
    roll = dice.random()
    if depth <= 0 or roll < 0.3:
        if dice.random() < 0.4:
            return dice.choice(names.flags)
        op = dice.choice(("<", "<=", "==", "!=", ">=", ">"))
        return f"{_value(dice, names, depth)} {op} {_value(dice, names, 1)}"
    if roll < 0.4:
        return "not " * dice.choice((1, 1, 2, 40)) + f"({condition(dice, names, depth - 1)})"
    word = dice.choice((" and ", " or "))
    return "(" + word.join(condition(dice, names, depth - 1) for _ in range(dice.randint(2, 5))) + ")"


def effect(dice: Random, names: Names) -> str:
    """An effect of sound syntax; now and then a long one, or a chain of delayed blocks."""
    parts = []
    for _ in range(dice.choice((1, 1, 2, 5, 30))):
        if names.later and dice.random() < 0.3:
            parts.append(f"{dice.choice(names.later)} = {dice.choice((1, 1, 2, 5, 1_000_000))}")
        elif dice.random() < 0.3:
            parts.append(
                f"{dice.choice(names.changed[1])} = {condition(dice, names, dice.choice((0, 0, 2)))}"
            )
        else:
            op = dice.choice(("=", "+=", "-="))
            value = _value(dice, names, dice.choice((0, 0, 1, 3)))
            parts.append(f"{dice.choice(names.changed[0])} {op} {value}")
    return "; ".join(parts)


def soup(dice: Random, names: Names) -> str:
    """Tokens in any order, up to about the longest that a file may have."""
    words = [
        names.any(dice) if dice.random() < 0.3 else dice.choice(_TOKENS)
        for _ in range(dice.choice((1, 3, 8, 40, 200)))
    ]
    return dice.choice((" ", "", "  ")).join(words)[: dice.choice((LONGEST, LONGEST, 5_000))]


def spoilt(dice: Random, source: str) -> str:
    """A sound expression with one of its tokens gone, doubled or exchanged."""
    tokens = re.findall(r"\w[\w.]*|\S", source)
    if not tokens:
        return dice.choice(_TOKENS)
    at = dice.randrange(len(tokens))
    tokens[at : at + 1] = dice.choice(([], [tokens[at]] * 2, [dice.choice(_TOKENS)]))
    return " ".join(tokens)
