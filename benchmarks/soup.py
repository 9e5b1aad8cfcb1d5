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
_NAMES_OF = {"clues": "clue.", "worlds": "world.", "scenes": "visits.", "cast": "owes.", "variables": ""}
_NUMBERS = (0, 1, 2, 3, 7, 40, 99, 4095, 4096, 1_000_000)


class Names:
    """The names that expressions of a file may use, as far as they show without knowing the format."""

    def __init__(self, tree: Any) -> None:
        """``tree``: the file as lists, mappings and scalars."""
        self.read: list[str] = ["visits.desk", "recall.trust"]
        self.written: list[str] = ["hours"]
        self.later: list[str] = []
        if not isinstance(tree, dict):
            return
        for field, prefix in _NAMES_OF.items():
            for name in _ids(tree.get(field)):
                self.read.append(prefix + name)
                if field in ("clues", "variables"):
                    self.written.append(prefix + name)
        self.later += [f"later.{name}" for name in _ids(tree.get("later"))]
        recalls = tree.get("recalls")
        self.read += [f"recall.{name}" for name in _words(recalls)]
        for world in tree.get("worlds") or () if isinstance(tree.get("worlds"), list) else ():
            facts = world.get("facts") if isinstance(world, dict) else None
            self.read += [f"world.{name}" for name in facts] if isinstance(facts, dict) else []


def _words(value: Any) -> list[str]:
    return [entry for entry in (value if isinstance(value, list) else [value]) if isinstance(entry, str)]


def _ids(entries: Any) -> list[str]:
    if not isinstance(entries, list):
        return []
    return [str(entry["id"]) for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str)]


def _value(dice: Random, names: Names, depth: int) -> str:
    roll = dice.random()
    if depth <= 0 or roll < 0.4:
        return dice.choice(names.read) if dice.random() < 0.7 else str(dice.choice(_NUMBERS))
    if roll < 0.5:
        return "-" + dice.choice(names.read)
    left, right = _value(dice, names, depth - 1), _value(dice, names, depth - 1)
    return f"({left} {dice.choice('+-*')} {right})"


def condition(dice: Random, names: Names, depth: int = 4) -> str:
    """A condition of sound syntax, about as deep as ``depth``."""
    roll = dice.random()
    if depth <= 0 or roll < 0.3:
        if dice.random() < 0.4:
            return dice.choice(names.read)
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
            parts.append(f"{dice.choice(names.later)} = {dice.choice((0, 1, 1, 2, 5, 1_000_000))}")
        else:
            op = dice.choice(("=", "+=", "-="))
            parts.append(f"{dice.choice(names.written)} {op} {_value(dice, names, dice.choice((0, 0, 1, 3)))}")
    return "; ".join(parts)


def soup(dice: Random, names: Names) -> str:
    """Tokens in any order, up to about the longest that a file may have."""
    words: list[str] = []
    for _ in range(dice.choice((1, 3, 8, 40, 200))):
        words.append(dice.choice(names.read) if dice.random() < 0.3 else dice.choice(_TOKENS))
    return dice.choice((" ", "", "  ")).join(words)[: dice.choice((LONGEST, LONGEST, 5_000))]


def spoilt(dice: Random, source: str) -> str:
    """A sound expression with one of its tokens gone, doubled or exchanged."""
    tokens = re.findall(r"\w[\w.]*|\S", source)
    if not tokens:
        return dice.choice(_TOKENS)
    at = dice.randrange(len(tokens))
    tokens[at : at + 1] = dice.choice(([], [tokens[at]] * 2, [dice.choice(_TOKENS)]))
    return " ".join(tokens)
