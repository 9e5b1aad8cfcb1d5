"""Converters from nodes to values, one for each type of the model.

Made once, from what ``msgspec`` knows of the type. A converter notes what is wrong and goes on with a
stand-in of the right kind wherever there is one, so that one run finds everything; ``BROKEN`` is what
comes back where there is none.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from ladderquest.pack.base import Line
from ladderquest.pack.findings import excerpt
from ladderquest.pack.reader import Broken, Mapping, Node, Reading, Scalar, Sequence
from ladderquest.pack.scalars import Converter, flag, is_null, plain_value_of, text_of, whole_number_of, wrong
from ladderquest.pack.text import clean, nearest

__all__ = ["BROKEN", "Field", "converter_of", "fields_of", "respelt"]


class _Broken:
    """What a converter returns if nothing can stand in."""


BROKEN = _Broken()

_LINE = inspect.type_info(Line)


@cache
def converter_of(kind: type) -> Converter:
    """The converter for a struct of the model."""
    return _Maker().converter(inspect.type_info(kind))


@cache
def fields_of(kind: type) -> dict[str, Field]:
    """The fields of a struct by their keys, for whoever fills it in by another rule."""
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    return _Maker().fields(info)


class Field(NamedTuple):
    """A field of a struct, and how its value is read. Of a required field ``default`` is a stand-in."""

    name: str
    key: str
    label: str  # the key as a message names it
    convert: Converter
    required: bool
    default: Any


class _Maker:
    """Makes converters; a struct that is met twice gets one."""

    def __init__(self) -> None:
        self.structs: dict[type, Converter] = {}

    def converter(self, info: inspect.Type, required: bool = False) -> Converter:
        """The converter for values of ``info``; ``required`` text and lists must hold something."""
        one_line = info == _LINE
        while isinstance(info, inspect.Metadata):
            info = info.type
        match info:
            case inspect.StrType():
                return text_of(info, one_line, required)
            case inspect.IntType():
                return whole_number_of(info)
            case inspect.BoolType():
                return flag
            case inspect.VarTupleType():
                item = info.item_type
                return _several(self.converter(item, required=True), _is_struct(item), required)
            case inspect.DictType():
                return _table(self.converter(info.key_type), self.converter(info.value_type))
            case inspect.StructType():
                if info.cls not in self.structs:
                    self.structs[info.cls] = self._struct(info)
                return self.structs[info.cls]
            case inspect.UnionType():
                return self._union(info, required)
        raise TypeError(f"no converter for {info!r}")

    def _union(self, info: inspect.UnionType, required: bool) -> Converter:
        members = [member for member in info.types if not isinstance(member, inspect.NoneType)]
        if len(members) == 1:
            return self.converter(members[0], required)
        if all(isinstance(member, inspect.StructType) for member in members):
            keys = {field.encode_name for member in members for field in member.fields}  # type: ignore[attr-defined]
            return _tagged({member.tag: self.converter(member) for member in members}, keys)  # type: ignore[attr-defined]
        return plain_value_of(any(isinstance(member, inspect.StrType) for member in members))

    def _struct(self, info: inspect.StructType) -> Converter:
        return _mapping(info, self.fields(info))

    def fields(self, info: inspect.StructType) -> dict[str, Field]:
        """The fields of a struct by their keys."""
        fields = {}
        for field in info.fields:
            if field.required:
                default = _stand_in(field.type)
            elif field.default is not msgspec.NODEFAULT:
                default = field.default
            else:
                default = field.default_factory()
            made = self.converter(field.type, field.required)
            fields[field.encode_name] = Field(
                field.name, field.encode_name, f"`{field.encode_name}`", made, field.required, default
            )
        return fields


def _is_struct(info: inspect.Type) -> bool:
    return isinstance(info, inspect.StructType) or (
        isinstance(info, inspect.UnionType) and isinstance(info.types[0], inspect.StructType)
    )


def _stand_in(info: inspect.Type) -> Any:
    while isinstance(info, inspect.Metadata):
        info = info.type
    match info:
        case inspect.StrType():
            return ""
        case inspect.IntType():
            return info.ge or 0
        case inspect.BoolType():
            return False
        case inspect.VarTupleType():
            return ()
        case inspect.UnionType() if any(isinstance(member, inspect.IntType) for member in info.types):
            return 0
    return BROKEN


# --- collections -------------------------------------------------------------------------------------


def _several(item: Converter, structs: bool, required: bool) -> Converter:
    def several(node: Node, reading: Reading, name: str) -> tuple[Any, ...] | _Broken:
        if isinstance(node, Sequence):
            if required and not node.items:
                reading.add("LQ208", node.at, f"{name} is empty; it needs one entry or more")
            entries = node.items
            label = name if structs else f"an entry of {name}"
        elif is_null(node) or isinstance(node, Broken) or (isinstance(node, Mapping) and not structs):
            wrong(node, reading, name, "a list")
            return ()
        else:
            entries = [node]  # the short form of a list of one
            label = name
        values = tuple([item(entry, reading, label) for entry in entries])
        return BROKEN if BROKEN in values else values

    return several


def _table(key: Converter, value: Converter) -> Converter:
    def table(node: Node, reading: Reading, name: str) -> dict[str, Any]:
        if not isinstance(node, Mapping):
            wrong(node, reading, name, "a mapping")
            return {}
        values = {}
        for word, entry in node.items.items():
            key(Scalar(node.keys[word], word, '"'), reading, f"a key of {name}")
            values[clean(word)] = value(entry, reading, excerpt(word))
        return values

    return table


def _mapping(info: inspect.StructType, fields: dict[str, Field]) -> Converter:
    cls: Any = info.cls
    known = [*fields, *([info.tag_field] if info.tag_field else [])]
    all_known = frozenset(known).issuperset
    required = [field for field in fields.values() if field.required]
    needed = frozenset(field.name for field in required).issubset
    how = {field.key: (field.name, field.convert, field.label, field.required) for field in fields.values()}
    shorthand: str | None = getattr(cls, "shorthand", None)
    wanted = "a mapping with " + " and ".join(f"`{field.key}`" for field in required)
    if shorthand:
        wanted = f"text, or {wanted}" if shorthand == "text" else f"one value, or {wanted}"

    def mapping(node: Node, reading: Reading, name: str) -> Any:
        if not isinstance(node, Mapping):
            if shorthand and isinstance(node, Scalar):
                short = fields[shorthand]
                return cls(**{short.name: short.convert(node, reading, name)})
            wrong(node, reading, name, wanted)
            return BROKEN
        items = node.items
        values: dict[str, Any] = {}
        if not all_known(items):
            items = respelt(node, reading, known)
        for key, entry in items.items():
            found = how.get(key)
            if found is None:
                continue
            named, converter, label, must = found
            if not must and is_null(entry):
                continue
            value = converter(entry, reading, label)
            if value is BROKEN:
                return _rest(items, key, fields, reading)
            values[named] = value
        for field in () if needed(values) else required:
            if field.name not in values:
                if field.key not in node.keys and node.whole:
                    what = name if name == "the file" else f"this entry of {name}"
                    reading.add("LQ202", node.at, f"{what} needs `{field.key}`")
                if field.default is BROKEN:
                    return BROKEN
                values[field.name] = field.default
        return cls(**values)

    return mapping


def _rest(items: dict[str, Node], broken: str, fields: dict[str, Field], reading: Reading) -> _Broken:
    """Looks for further errors behind the key that cannot be mended."""
    keys = list(items)
    for key in keys[keys.index(broken) + 1 :]:
        field = fields.get(key)
        if field is not None and not (not field.required and is_null(items[key])):
            field.convert(items[key], reading, field.label)
    return BROKEN


def respelt(node: Mapping, reading: Reading, known: list[str]) -> dict[str, Node]:
    """The entries of ``node`` with unknown keys noted, and read as the key that was probably meant."""
    items = {key: entry for key, entry in node.items.items() if key in known}
    for key, entry in node.items.items():
        if key in known:
            continue
        meant = nearest(key, [word for word in known if word not in node.items]) or nearest(key, known)
        message = f"`{excerpt(key)}` is no key here"
        if " " in key:
            message += "; text with a comma or a ': ' in it needs quotes"
        elif meant is None:
            message += f"; known are {', '.join(known)}"
        reading.add("LQ201", node.keys[key], message, meant)
        if meant is not None and meant not in items:
            items[meant] = entry
            node.keys.setdefault(meant, node.keys[key])
    node.items = items
    return items


_TELLING = ("move", "ending", "goto")


def _tagged(members: dict[str, Converter], keys: set[str]) -> Converter:
    """Scenes, told apart by ``move``; without one, by ``goto`` or ``ending``."""
    moves = [tag for tag in members if tag not in ("goto", "ending")]

    def tagged(node: Node, reading: Reading, name: str) -> Any:
        if not isinstance(node, Mapping):
            wrong(node, reading, name, "a mapping with `id` and `text`")
            return BROKEN
        given: dict[str, Node] = {word: node.items[word] for word in _TELLING if word in node.items}
        if not given:  # perhaps misspelt; that is noted with the other keys
            given = _misspelt(node, keys)
        if "move" not in given:
            tag = next(iter(given), "")
            if not tag:
                wanted = f"a `move` ({', '.join(moves)}), a `goto` or an `ending`"
                reading.add("LQ207", node.at, f"this scene needs {wanted}")
                return BROKEN
        else:
            move = given["move"]
            tag = move.text if isinstance(move, Scalar) else ""
            if tag not in members:
                meant = nearest(tag, moves)
                said = f"{excerpt(tag)!r} is no move" if tag else "`move` must be a word"
                reading.add("LQ207", move.at, f"{said}; the moves are {', '.join(moves)}", meant)
                if meant is None:
                    return BROKEN
                tag = meant
        return members[tag](node, reading, name)

    return tagged


def _misspelt(node: Mapping, keys: set[str]) -> dict[str, Node]:
    unknown = [key for key in node.items if key not in keys]
    for word in _TELLING:
        key = nearest(word, unknown)
        if key is not None:
            return {word: node.items[key]}
    return {}
