"""Changes to the structure of a file, for ``mutating``: its values as lists, mappings and scalars.

Half of them know nothing of the format, and mostly leave a file that is refused. The others keep to it, so
that what comes out gets as far as the checks that play it: more of everything, bounds as wide as they go,
conditions and effects over the names that there are, ways that lead anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from benchmarks.soup import Names, condition, effect, soup, spoilt
from ladderquest.pack.reader import Mapping, Node, Scalar, Sequence, read

__all__ = ["restructured"]

TWIN = "\0twin"  # what is behind a key so that one mapping can hold it twice; gone from the text
HUGE = 999_999_999_999_999
_ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    5,
    4096,
    10**9,
    HUGE,
    -HUGE,
    10**40,
    "",
    " ",
    "~",
    "x",
    "2024-01-01",
    "no",
    [],
    {},
    [[]],
    [{}],
    {"a": 1},
    "é" * 400,
    "\u202eabc",
    "a\nb",
    "\x1b]52;c;x\x07",
    "{player",
    "{world.x}",
    "{cast.nobody} {player} {hours}",
    "word " * 5_000,
    "x" * 100_000,
    "\U0001f600" * 90,
    "[/]",
    "\ud7ff\uffff",
    "a\u0301" * 50 + "\u0301" * 500,
    "{" * 3_000,
    "a." * 3_000,
    " " * 20_000,
    "a\n" * 3_000,
    "-" * 400,
)
_COUNTS = (2, 3, 8, 40, 300)
_MANY = 40_000  # scalars that a file may have after something was multiplied


def restructured(dice: Random, data: bytes, changes: int, wild: bool) -> bytes:
    """``data`` with so many changes to its values, within the format unless ``wild``; as it is
    where it cannot be read as values."""
    root = read(data, "base.yaml").root
    if root is None:
        return data
    holder = [_plain(root)]
    for _ in range(changes):
        dice.choice(_WILD if wild else _WITHIN)(dice, holder)
    text = json.dumps(holder[0], ensure_ascii=False, indent=dice.choice((None, 1, 1)))
    return text.replace(json.dumps(TWIN)[1:-1], "").encode("utf-8", "surrogatepass")


def _plain(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {key: _plain(entry) for key, entry in node.items.items()}
    if isinstance(node, Sequence):
        return [_plain(entry) for entry in node.items]
    if not isinstance(node, Scalar) or (not node.style and node.text in ("", "~", "null")):
        return None
    if not node.style and node.text in ("true", "false"):
        return node.text == "true"
    return int(node.text) if not node.style and node.text.isascii() and node.text.isdigit() else node.text


Place = tuple[Any, Any]
"""Something that holds values, and the key or index of one of them."""


def _places(value: Any) -> Iterator[Place]:
    ahead = [value]
    while ahead:
        at = ahead.pop()
        keys = list(at) if isinstance(at, dict) else range(len(at)) if isinstance(at, list) else ()
        for key in keys:
            yield at, key
            ahead.append(at[key])


def _copy(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _size(value: Any) -> int:
    return sum(1 for _ in _places(value))


def _any(dice: Random, holder: list[Any]) -> Place:
    return dice.choice(list(_places(holder)))


def _under(dice: Random, holder: list[Any], *keys: str) -> Place | None:
    """A place with one of these keys, or None."""
    found = [place for place in _places(holder) if place[1] in keys]
    return dice.choice(found) if found else None


# --- without knowledge of the format -----------------------------------------------------------------


def _odd(dice: Random, holder: list[Any]) -> None:
    owner, key = _any(dice, holder)
    owner[key] = _copy(dice.choice(_ODD))


def _graft(dice: Random, holder: list[Any]) -> None:
    owner, key = _any(dice, holder)
    other, where = _any(dice, holder)
    if _size(other[where]) < _MANY // 8:
        owner[key] = _copy(other[where])


def _graft_of_its_kind(dice: Random, holder: list[Any]) -> None:
    owner, key = _any(dice, holder)
    found = _under(dice, holder, key) if isinstance(key, str) else None
    if found is not None:
        owner[key] = _copy(found[0][found[1]])


def _drop(dice: Random, holder: list[Any]) -> None:
    owner, key = _any(dice, holder)
    if owner is not holder:
        del owner[key]


def _twin(dice: Random, holder: list[Any]) -> None:
    owner, key = _any(dice, holder)
    if isinstance(owner, dict):
        owner[key + TWIN] = _copy(owner[key])
    elif owner is not holder:
        owner.insert(key, _copy(owner[key]))


def _nest(dice: Random, holder: list[Any]) -> None:
    owner, key = _any(dice, holder)
    for _ in range(dice.choice((1, 2, 20, 55, 70))):
        owner[key] = [owner[key]] if dice.random() < 0.7 else {"id": owner[key]}


def _shuffle(dice: Random, holder: list[Any]) -> None:
    owner, key = _any(dice, holder)
    if isinstance(owner[key], list):
        dice.shuffle(owner[key])


def _rename(dice: Random, holder: list[Any]) -> None:
    """One id here, or everywhere; to another that there is, or to nothing that there is."""
    found = _under(dice, holder, "id", "start", "goto", "to", "clue", "artefact", "ending", "who", "trap")
    if found is None:
        return
    old = found[0][found[1]]
    other = _under(dice, holder, "id")
    new = dice.choice(
        ("world", "count", "visits", "x" * 40, "x" * 60, "Nobody", other and other[0][other[1]])
    )
    found[0][found[1]] = new
    if dice.random() < 0.3 and isinstance(old, str):
        for owner, key in list(_places(holder)):
            if owner[key] == old:
                owner[key] = new


def _misspell(dice: Random, holder: list[Any]) -> None:
    owner, key = _any(dice, holder)
    if isinstance(owner, dict):
        owner[dice.choice((key + "s", key[:-1], key.upper(), "x" * 5_000, "", "\u200b"))] = owner.pop(key)


# --- within the format -------------------------------------------------------------------------------


def _more(dice: Random, holder: list[Any]) -> None:
    """An entry again and again, each with an id of its own."""
    found = [
        (o, k) for o, k in _places(holder) if isinstance(o[k], list) and o[k] and isinstance(o[k][0], dict)
    ]
    if not found:
        return
    owner, key = dice.choice(found)
    entries = owner[key]
    pattern = dice.choice([entry for entry in entries if isinstance(entry, dict)])
    count = min(dice.choice((*_COUNTS, 2_000)), _MANY // (_size(pattern) + 1))
    for number in range(count):
        copy = _copy(pattern)
        for name in ("id", "clue"):
            if isinstance(copy.get(name), str):
                copy[name] = f"{copy[name][:30]}_{number}"
        entries.insert(dice.choice((0, len(entries))), copy)


def _bounds(dice: Random, holder: list[Any]) -> None:
    variables = holder[0].get("variables") if isinstance(holder[0], dict) else None
    if not isinstance(variables, list) or not variables:
        return
    for entry in variables if dice.random() < 0.5 else [dice.choice(variables)]:
        if isinstance(entry, dict) and not isinstance(entry.get("initial"), bool):
            wide = dice.choice((1, 100, 4_094, 4_095, 4_096, 60_000, 1_000_000, HUGE))
            entry.update(initial=dice.choice((0, 1, wide)), min=dice.choice((0, -wide)), max=wide)


def _variables(dice: Random, holder: list[Any]) -> None:
    if isinstance(holder[0], dict):
        wide = dice.choice((1, 9, 4_095, 1_000_000))
        some = [
            {"id": f"v{n}", "initial": dice.choice((0, False))} for n in range(dice.choice((*_COUNTS, 2_000)))
        ]
        for entry in some:
            if entry["initial"] is not False:
                entry["max"] = wide
        known = holder[0].get("variables")
        holder[0]["variables"] = (known if isinstance(known, list) else []) + some


def _recalls(dice: Random, holder: list[Any]) -> None:
    """Memories of the pack, as many as there are; those of the sample know trust."""
    if isinstance(holder[0], dict) and "scenes" in holder[0]:
        known = ["chunks_documented", "kept_word_tomasz", "vectors_versioned", "friday_written_up"]
        if "trust" in json.dumps(holder[0].get("recalls")):
            known = ["trust", "told_early"]
        holder[0]["recalls"] = known[: dice.randint(1, len(known))]


def _number(dice: Random, holder: list[Any]) -> None:
    found = _under(dice, holder, "budget", "limit", "cost", "order", "minutes", "phase", "schema", "initial")
    if found is not None:
        found[0][found[1]] = dice.choice((0, 1, 2, 3, 4, 5, 9, 10, 60, -1, HUGE))


def _expressions(dice: Random, holder: list[Any]) -> None:
    """Conditions, values or effects instead of others, or where there were none."""
    names = Names(holder[0])
    depth = dice.choice((1, 2, 4))
    for _ in range(dice.choice((1, 1, 3, 12, 60))):
        field = dice.choice(("when", "when", "when", "effect", "enter"))
        found = _under(dice, holder, field)
        owner = None if found is None or dice.random() < 0.3 else found[0]
        if owner is None:
            like = {"when": ("then", "feeds", "says"), "effect": ("then",), "enter": ("options", "looks")}
            other = _under(dice, holder, *like[field])
            if other is None or not isinstance(other[0], dict):
                return
            owner = other[0]
        if field == "when":
            owner[field] = condition(dice, names, depth)
            owner[field] = owner[field] if len(owner[field]) <= 400 else condition(dice, names, 1)
        else:
            owner[field] = "; ".join(effect(dice, names)[:600].split("; ")[:-1]) or effect(dice, names)


def _wild_expression(dice: Random, holder: list[Any]) -> None:
    names = Names(holder[0])
    field = dice.choice(("when", "effect", "enter", "is", "shown"))
    found = _under(dice, holder, field) or _any(dice, holder)
    old = str(found[0][found[1]])
    found[0][found[1]] = dice.choice((soup(dice, names), spoilt(dice, old), condition(dice, names, 5)))


def _ways(dice: Random, holder: list[Any]) -> None:
    """Ways that lead anywhere: to the scene itself, back, or on."""
    scenes = holder[0].get("scenes") if isinstance(holder[0], dict) else None
    ids = [s["id"] for s in scenes or () if isinstance(s, dict) and isinstance(s.get("id"), str)]
    if not ids:
        return
    one = dice.choice(ids)
    for owner, key in list(_places(holder)):
        if key in ("goto", "to") and dice.random() < 0.3:
            owner[key] = one if dice.random() < 0.5 else dice.choice(ids)


def _delays(dice: Random, holder: list[Any]) -> None:
    """Delayed blocks that set off one another."""
    if not isinstance(holder[0], dict) or "scenes" not in holder[0]:
        return
    count = dice.choice((1, 2, 10, 60))
    names = Names(holder[0])
    names.later = [f"later.b{n}" for n in range(count)]
    known = holder[0].get("later")
    chain = []
    for n in range(count):
        parts = [f"later.b{(n + 1) % count} = {dice.choice((1, 1, 3))}", *effect(dice, names).split("; ")]
        chain.append({"id": f"b{n}", "effect": "; ".join(parts[:6])})
    holder[0]["later"] = (known if isinstance(known, list) else []) + chain
    found = _under(dice, holder, "effect")
    if found is not None:
        found[0][found[1]] = "; ".join(f"{name} = 1" for name in names.later[:20])


def _marking(dice: Random, holder: list[Any]) -> None:
    """An artefact with many places, all of which can be marked together."""
    artefacts = holder[0].get("artefacts") if isinstance(holder[0], dict) else None
    if not isinstance(artefacts, list) or not artefacts or not isinstance(artefacts[0], dict):
        return
    count = dice.choice((2, 9, 30, 200))
    entries = [each for each in artefacts if isinstance(each, dict)]
    asked = _under(dice, holder, "artefact")
    entry = next((each for each in entries if asked and each.get("id") == asked[0]["artefact"]), entries[0])
    more = "\n".join(f"line {n} of it" for n in range(count + dice.choice((0, 1, 500))))
    old, text = entry.get("places"), entry.get("text")
    entry["text"] = [*(text if isinstance(text, list) else [text]), more]
    entry["places"] = [
        *(old if isinstance(old, list) else []),
        *({"id": f"p{n}", "at": f"line {n} of"} for n in range(count)),
    ]
    for owner, key in list(_places(holder)):
        if key == "artefact":
            owner["limit"] = dice.choice((1, 3, 5))
            results = owner.get("results")
            if isinstance(results, list) and results and isinstance(results[0], dict):
                results[0]["when"] = " and ".join(f"mark.p{n}" for n in range(min(count, 20)))


_Changes = tuple[Callable[[Random, list[Any]], None], ...]
_WITHIN: _Changes = (
    _more,
    _more,
    _bounds,
    _variables,
    _recalls,
    _number,
    _expressions,
    _expressions,
    _expressions,
    _ways,
    _delays,
    _marking,
    _shuffle,
)
_WILD: _Changes = (
    *_WITHIN,
    _odd,
    _odd,
    _odd,
    _graft,
    _graft_of_its_kind,
    _graft_of_its_kind,
    _drop,
    _drop,
    _twin,
    _nest,
    _rename,
    _rename,
    _misspell,
    _wild_expression,
    _wild_expression,
)
