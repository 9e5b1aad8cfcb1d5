"""What differs between two editions, by the ids that authors gave, and editions with some of it.

Entries of lists are matched by id, never by position. A difference can be taken over alone: that is how
``edits`` finds out which of many edits moves a run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Literal

import msgspec

from ladderquest.pack.model import Edition

__all__ = ["GONE", "Change", "Ids", "YamlPath", "combined", "differences", "located", "similar"]

Ids = tuple[str, ...]
"""Where something is, by keys and ids: ``("scenario", "scenes", "desk", "options", "wait", "effect")``."""

YamlPath = tuple[str | int, ...]
"""Where something is in its file, by keys and indexes: ``("scenes", 3, "options", 1, "effect")``."""

GONE: Any = msgspec.UNSET
"""Stands for a value that one of the editions does not have."""

_WITH_ID = (
    "cast memories variables worlds clues artefacts places later endings scenes options results claims items "
    "rubric"
)
_KEYS = {"looks": "clue", "remembers": "memory"} | dict.fromkeys(_WITH_ID.split(), "id")
"""Lists whose entries have an identity, and the key that it is under."""

_NAMES = "recalls"  # a list of ids alone


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference. ``old`` and ``new`` are the values as JSON knows them; a scene that asks another
    move is one ``changed``, and so is a field. ``order`` is about the entries of a list."""

    kind: Literal["added", "removed", "changed", "order"]
    path: Ids
    old: Any = GONE
    new: Any = GONE


def differences(old: Edition, new: Edition) -> list[Change]:
    """Everything that differs, in the order of the new edition: with all of it, the old one is the new."""
    return list(_between(msgspec.to_builtins(old), msgspec.to_builtins(new), ()))


def combined(old: Edition, new: Edition, taken: Collection[Change]) -> Edition:
    """The old edition with the differences ``taken`` from the new one. It may be one that no loader would
    let pass, such as with a way to a scene that is not there. Raises ``msgspec.ValidationError`` where it is
    not even an edition."""
    chosen = {(change.path, change.kind) for change in taken}
    mixed = _mixed(msgspec.to_builtins(old), msgspec.to_builtins(new), (), chosen)
    return msgspec.convert(mixed, Edition)


def located(edition: Edition, ids: Ids) -> tuple[YamlPath, bool]:
    """The place of something in its file, without the ``scenario`` in front, and whether it is there.
    Where it is not, the place is that of the nearest thing around it."""
    node: Any = msgspec.to_builtins(edition)
    found: list[str | int] = []
    for step in ids:
        if isinstance(node, tuple):
            index = next((n for n, entry in enumerate(node) if _id(entry, str(found[-1])) == step), None)
            if index is None:
                return _in_file(found), False
            found.append(index)
            node = node[index]
        elif isinstance(node, dict) and step in node:
            found.append(step)
            node = node[step]
        else:
            return _in_file([*found, step]), False
    return _in_file(found), True


def similar(one: Any, other: Any) -> float:
    """How much of two entries is the same, ids aside: 0 to 1."""
    left, right = set(_leaves(one)), set(_leaves(other))
    return len(left & right) / max(1, len(left | right))


def _in_file(path: Sequence[str | int]) -> YamlPath:
    return tuple(path[1:] if path and path[0] == "scenario" else path)


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, entry in value.items():
            if name != "id":
                yield from _leaves(entry, name)
    elif isinstance(value, tuple):
        for entry in value:
            yield from _leaves(entry, key)
    else:
        yield key, value


def _id(entry: Any, key: str) -> Any:
    return entry[_KEYS[key]] if isinstance(entry, dict) else entry


def _by_id(entries: Any, key: str) -> dict[str, Any] | None:
    """The entries of a list by their ids; None if they have none."""
    if entries is GONE or not entries:
        return {}
    if key == _NAMES or isinstance(entries[0], dict):
        return {_id(entry, key): entry for entry in entries}
    return None


def _same(old: Any, new: Any) -> bool:
    return type(old) is type(new) and bool(old == new)  # true is not 1


def _keys(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys([*new, *old]))


def _parts(old: Any, new: Any, key: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Two lists under one key by the ids of their entries; None if they are compared as they are."""
    if key not in _KEYS and key != _NAMES:
        return None
    left, right = _by_id(old, key), _by_id(new, key)
    return None if left is None or right is None else (left, right)


def _whole(old: Any, new: Any) -> bool:
    """Whether an entry is taken over as a whole or not at all: what there is of a scene hangs on its move."""
    return not isinstance(old, dict) or old.get("move") != new.get("move")


def _between(old: dict[str, Any], new: dict[str, Any], path: Ids) -> Iterator[Change]:
    for key in _keys(old, new):
        was, now, here = old.get(key, GONE), new.get(key, GONE), (*path, key)
        lists = _parts(was, now, key)
        if lists is not None:
            yield from _between_lists(*lists, here)
        elif key in ("scenario", "facts"):
            yield from _between({} if was is GONE else was, {} if now is GONE else now, here)
        elif not _same(was, now):
            yield Change(kind="changed", path=here, old=was, new=now)


def _between_lists(old: dict[str, Any], new: dict[str, Any], path: Ids) -> Iterator[Change]:
    for id_ in new:
        if id_ not in old:
            yield Change(kind="added", path=(*path, id_), new=new[id_])
        elif not _whole(old[id_], new[id_]):
            yield from _between(old[id_], new[id_], (*path, id_))
        elif old[id_] != new[id_]:
            yield Change(kind="changed", path=(*path, id_), old=old[id_], new=new[id_])
    for id_ in old:
        if id_ not in new:
            yield Change(kind="removed", path=(*path, id_), old=old[id_])
    if [id_ for id_ in old if id_ in new] != [id_ for id_ in new if id_ in old]:
        yield Change(kind="order", path=path, old=list(old), new=list(new))


Chosen = Collection[tuple[Ids, str]]


def _mixed(old: dict[str, Any], new: dict[str, Any], path: Ids, chosen: Chosen) -> dict[str, Any]:
    mixed = dict(old)
    for key in _keys(old, new):
        was, now, here = old.get(key, GONE), new.get(key, GONE), (*path, key)
        lists = _parts(was, now, key)
        if lists is not None:
            mixed[key] = _mixed_lists(*lists, here, chosen)
        elif key in ("scenario", "facts"):
            mixed[key] = _mixed({} if was is GONE else was, {} if now is GONE else now, here, chosen)
        elif (here, "changed") in chosen:
            mixed[key] = now
    return {key: value for key, value in mixed.items() if value is not GONE}


def _mixed_lists(old: dict[str, Any], new: dict[str, Any], path: Ids, chosen: Chosen) -> list[Any]:
    there: dict[str, Any] = {}
    for id_ in (*old, *(id_ for id_ in new if id_ not in old)):
        here = (*path, id_)
        if id_ not in new:
            if (here, "removed") not in chosen:
                there[id_] = old[id_]
        elif id_ not in old:
            if (here, "added") in chosen:
                there[id_] = new[id_]
        elif _whole(old[id_], new[id_]):
            there[id_] = new[id_] if (here, "changed") in chosen else old[id_]
        else:
            there[id_] = _mixed(old[id_], new[id_], here, chosen)
    first, second = (new, old) if (path, "order") in chosen else (old, new)
    return [there[id_] for id_ in _merged(list(first), list(second)) if id_ in there]


def _merged(first: list[str], second: list[str]) -> list[str]:
    """``first`` with what only ``second`` has, each behind the one before it there."""
    merged = list(first)
    for place, id_ in enumerate(second):
        if id_ not in merged:
            before = second[place - 1] if place else None
            merged.insert(merged.index(before) + 1 if before is not None else 0, id_)
    return merged
