"""A pack that builds on another: its files hold only what differs.

A mapping replaces the fields that it names. In a list whose entries have ids (levels, gate items, the cast)
an entry replaces the fields that it names of the entry with its id; one with a new id is added behind the
entry that stands before it here, at the end if none does, and must be complete. Any other list is replaced
as a whole. Nothing is ever taken away: scenarios of the base go on naming what they name.

A base is checked by itself, so whatever is wrong after the laying over is the overlay's, and has its place
in the overlay's file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import Any, TypeVar, cast, get_args, get_origin

import msgspec

from ladderquest.pack.base import Struct
from ladderquest.pack.context import Report
from ladderquest.pack.convert import Converted, Path
from ladderquest.pack.converters import BROKEN, converter_of, fields_of, respelt
from ladderquest.pack.files import MANIFEST, SHARED, Gathered
from ladderquest.pack.findings import Finding, Findings, excerpt
from ladderquest.pack.model import Pack
from ladderquest.pack.reader import Mapping, Node, Reading, Sequence, read
from ladderquest.pack.scalars import is_null, wrong
from ladderquest.pack.shared import Shared, values_of
from ladderquest.pack.text import nearest

__all__ = ["Base", "Overlaid", "check_overlay", "lay_over", "overlaid_files"]

T = TypeVar("T", bound=Struct)


@dataclass(frozen=True)
class Base:
    """What a pack builds on. ``pack`` is None if it cannot be used, and ``problem`` says why, unless the
    manifest's own findings do. ``findings``: what is wrong in the base, named so that it can be found."""

    id: str
    pack: Pack | None = None
    problem: str = ""
    suggestion: str | None = None
    findings: tuple[Finding, ...] = ()


class Overlaid(Converted[T]):
    """A file of the base with the overlay's laid over it. Places are places in the overlay's file; of what
    it does not say, that of the nearest thing above that it does."""

    def says(self, path: Path) -> bool:
        """Whether the overlay's file itself says what is at ``path``."""
        return self._follow(path)[1]

    def _node(self, path: Path) -> Node | None:
        return self._follow(path)[0]

    def _follow(self, path: Path) -> tuple[Node | None, bool]:
        """The node for ``path``, whose indexes count the entries of ``value``, and whether it is the very
        one."""
        node, value = self.reading.root, cast(Any, self.value)
        for step in path:
            further: Node | None = None
            if isinstance(step, str):
                value = getattr(value, step, None)
                further = node.items.get(step) if isinstance(node, Mapping) else None
            elif isinstance(value, tuple) and step < len(value):
                value = value[step]
                if isinstance(node, Sequence):
                    further = _entry_of(node, step, value)
            if further is None:
                return node, False
            node = further
        return node, node is not None


def _entry_of(node: Sequence, index: int, value: Any) -> Node | None:
    """The entry in the overlay's file that ``value`` is from, which is at ``index`` of the result."""
    if not hasattr(value, "id"):
        return node.items[index] if index < len(node.items) else None
    for item in node.items:
        if isinstance(item, Mapping) and getattr(item.items.get("id"), "text", None) == str(value.id):
            return item
    return None


def overlaid_files(gathered: Gathered, base: Base) -> dict[str, Converted[Any]]:
    """The shared files of a pack on ``base``, but for its manifest, by the fields of ``Shared``."""
    below = values_of(base.pack) if base.pack is not None else {}
    files: dict[str, Converted[Any]] = {}
    for field, name in SHARED.items():
        data = gathered.data.get(name)
        if name == MANIFEST:
            continue
        if data is None:
            files[field] = Overlaid(below.get(field), Findings(name), partial(Reading, name))
        elif field in below:
            files[field] = lay_over(read(data, name), below[field])
        else:  # nothing can be said of it but whether it is YAML
            reading = read(data, name)
            files[field] = Converted(None, reading.findings, partial(read, data, name))
    return files


def lay_over(reading: Reading, base: T) -> Overlaid[T]:
    """``base`` with what the file says laid over it. Findings go to ``reading.findings``."""
    value = None if reading.root is None else _Layer(reading).struct(reading.root, base, "the file")
    return Overlaid(value, reading.findings, lambda: reading)


def check_overlay(shared: Shared, base: Pack) -> None:
    """Notes what an overlay must not change of its base, or not alone."""
    if isinstance(shared.cast, Overlaid) and shared.cast.value:
        before = {member.id: member for member in base.cast}
        report = Report(shared.cast)
        for index, member in enumerate(shared.cast.value.cast):
            old, path = before.get(member.id), ("cast", index)
            if old and old.given and member.name != old.name and not shared.cast.says((*path, "given")):
                told = f"colleagues would still say {excerpt(old.given)!r}; add the `given` that goes with it"
                report.add("LQ202", (*path, "name"), told)
    if shared.memories.value:
        rules = {memory.id: memory for memory in base.memories}
        report = Report(shared.memories)
        for index, memory in enumerate(shared.memories.value.memories):
            known = rules.get(memory.id)
            for field in ("initial", "min", "max") if known else ():
                if repr(getattr(memory, field)) != repr(getattr(known, field)):
                    told = (
                        f"scenarios of the base count on its `{field}`; give a memory of your own another id"
                    )
                    report.add("LQ204", ("memories", index, field), told)


@cache
def _entries_of(kind: type[Struct]) -> dict[str, type[Struct]]:
    """The fields of a struct that hold entries with ids, and what the entries are."""
    found = {}
    for field in msgspec.structs.fields(kind):
        arguments = get_args(field.type)
        if get_origin(field.type) is tuple and "id" in getattr(arguments[0], "__struct_fields__", ()):
            found[field.encode_name] = arguments[0]
    return found


class _Layer:
    """Lays one file over values. Notes what is wrong, and goes on with what the base has."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def struct(self, node: Node, base: T, name: str) -> T:
        """``base`` with the fields that ``node`` names replaced."""
        if not isinstance(node, Mapping):
            wrong(node, self.reading, name, "a mapping")
            return base
        fields, entries = fields_of(type(base)), _entries_of(type(base))
        values: dict[str, Any] = {}
        for key, entry in self._items(node, type(base)).items():
            field = fields[key]
            value: Any
            if key in entries:
                value = self._entries(entry, getattr(base, field.name), entries[key], f"`{key}`")
            elif is_null(entry) and not field.required:
                continue
            else:
                value = field.convert(entry, self.reading, f"`{key}`")
            if value is not BROKEN:
                values[field.name] = value
        return msgspec.structs.replace(base, **values)

    def _items(self, node: Mapping, kind: type[Struct]) -> dict[str, Node]:
        known = fields_of(kind)
        return node.items if node.items.keys() <= known.keys() else respelt(node, self.reading, list(known))

    def _entries(
        self, node: Node, base: tuple[Struct, ...], kind: type[Struct], name: str
    ) -> tuple[Struct, ...]:
        """The entries of ``base``, with those that ``node`` names replaced, and new ones in their places."""
        if not isinstance(node, Sequence):
            wrong(node, self.reading, name, "a list")
            return base
        result: dict[Any, Struct] = {getattr(entry, "id"): entry for entry in base}  # noqa: B009  of any kind
        first: dict[Any, int] = {}
        before: Any = None
        for item in node.items:
            at, id_ = self._id(item, kind, name)
            if id_ is None:
                continue
            if id_ in first:
                line, _ = self.reading.place(first[id_])
                self.reading.add("LQ301", at, f"{excerpt(str(id_))!r} is an id already, on line {line}")
                continue
            first[id_] = at
            if id_ in result:
                result[id_] = self.struct(item, result[id_], name)
            else:
                made = self._new(item, id_, at, kind, name, list(result))
                if made is None:
                    continue
                result = _inserted(result, before, id_, made)
            before = id_
        return tuple(result.values())

    def _id(self, item: Node, kind: type[Struct], name: str) -> tuple[int, Any]:
        """Where the id of an entry stands, and the id; None if there is none that can be one."""
        if not isinstance(item, Mapping):
            wrong(item, self.reading, name, "a mapping with `id`")
            return item.at, None
        node = self._items(item, kind).get("id")
        if node is None:
            told = f"this entry of {name} needs `id`, which says what it replaces"
            self.reading.add("LQ202", item.at, told)
            return item.at, None
        noted = len(self.reading.findings.items)
        id_ = fields_of(kind)["id"].convert(node, self.reading, "`id`")
        return node.at, id_ if len(self.reading.findings.items) == noted else None

    def _new(
        self, item: Node, id_: Any, at: int, kind: type[Struct], name: str, known: list[Any]
    ) -> Struct | None:
        """An entry that the base does not have, if it is complete."""
        assert isinstance(item, Mapping)
        missing = [f"`{key}`" for key, f in fields_of(kind).items() if f.required and key not in item.items]
        if missing:
            told = f"there is no {excerpt(str(id_))!r} under {name} in the base; a new entry also needs "
            close = nearest(str(id_), map(str, known))
            self.reading.add("LQ302", at, told + ", ".join(missing), close)
            return None
        made = converter_of(kind)(item, self.reading, name)
        return None if made is BROKEN else made


def _inserted(entries: dict[Any, Struct], before: Any, id_: Any, made: Struct) -> dict[Any, Struct]:
    """``entries`` with a new one behind ``before``; at the end for None."""
    if before is None:
        return {**entries, id_: made}
    result: dict[Any, Struct] = {}
    for key, entry in entries.items():
        result[key] = entry
        if key == before:
            result[id_] = made
    return result
