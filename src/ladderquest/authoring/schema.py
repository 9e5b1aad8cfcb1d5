"""JSON Schema (2020-12) of the files of a pack, for editors: from the structs of the model, with the short
forms that ``pack.converters`` accepts beside them.

A schema knows one file. What a file names in others, and what an expression means, is for ``check``.
"""

from __future__ import annotations

from typing import Any

from msgspec import inspect

from ladderquest.authoring.keys import Key, docstring, keys_of, options_of, unwrapped
from ladderquest.pack.base import SCHEMA, Line
from ladderquest.pack.files import SHARED
from ladderquest.pack.model import Scenario
from ladderquest.pack.readings import READINGS, ReadingsFile
from ladderquest.pack.shared import KINDS as SHARED_KINDS

__all__ = ["DIALECT", "FOLDER", "KINDS", "file_schema", "modeline", "schema_name"]

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = "schema"
"""Where in a pack its schemas lie, a file a kind."""

_SCENARIO = "scenario"
_CALLED = {"manifest": "pack"}  # by the name of the file, which is what authors see
KINDS: dict[str, type] = {
    _SCENARIO: Scenario,
    **{_CALLED.get(name, name): kind for name, kind in SHARED_KINDS.items()},
    READINGS: ReadingsFile,
}
"""Kind of file -> what such a file holds."""

_LINE = inspect.type_info(Line)
_ONE_LINE = r"^[^\n]*\n?$"  # a block of one line ends in a break that is dropped
_ONE_LINE_FILLED = r"^[^\n]*\S[^\n]*\n?$"
_LARGEST = 10**15 - 1  # what the converters read as a whole number has 15 digits at most


def file_schema(kind: str) -> Schema:
    """The schema of the files of ``kind``. Raises ``KeyError`` for a kind that is not in ``KINDS``."""
    struct = KINDS[kind]
    made = _Maker()
    root = made.schema(inspect.type_info(struct))
    return {
        "$schema": DIALECT,
        "title": f"LadderQuest: {kind}",
        "description": docstring(struct),
        **root,
        "$defs": dict(sorted(made.structs.items())),
    }


def schema_name(name: str) -> str | None:
    """The name of the schema for a file of a pack (relative to it, with ``/``); None for other files."""
    for field, shared in SHARED.items():
        if name == shared:
            return f"{_CALLED.get(field, field)}.json"
    folders = {"scenarios/": _SCENARIO, f"{READINGS}/": READINGS}
    return next((f"{kind}.json" for folder, kind in folders.items() if name.startswith(folder)), None)


def modeline(name: str) -> str:
    """The first line of a file of a pack, by which editors find its schema. Raises ``ValueError`` for a file
    that has none."""
    schema = schema_name(name)
    if schema is None:
        raise ValueError(f"{name!r} is no file of a pack that has a schema")
    up = "../" * name.count("/")
    return f"# yaml-language-server: $schema={up}{FOLDER}/{schema}"


class _Maker:
    """Makes schemas of types; a struct that is met twice gets one definition."""

    def __init__(self) -> None:
        self.structs: dict[str, Schema] = {}

    def schema(self, info: inspect.Type, required: bool = False) -> Schema:
        """The schema for values of ``info``; ``required`` text and lists must hold something."""
        one_line = info == _LINE
        info, told = unwrapped(info)
        said: Schema = {"description": told} if told else {}
        match info:
            case inspect.StrType():
                return {**said, **_text(info, one_line, required)}
            case inspect.IntType():
                return {**said, **_number(info)}
            case inspect.BoolType():
                return {**said, "type": "boolean"}
            case inspect.VarTupleType():
                return {**said, **self._several(info, required)}
            case inspect.DictType():
                return {
                    **said,
                    "type": "object",
                    "propertyNames": self.schema(info.key_type),
                    "additionalProperties": self.schema(info.value_type),
                }
            case inspect.LiteralType():
                return {**said, "enum": list(info.values)}
            case inspect.StructType():
                return {**said, **self._struct(info)}
            case inspect.UnionType():
                return {**said, **self._union(info, required)}
        raise TypeError(f"no schema for {info!r}")

    def _several(self, info: inspect.VarTupleType, required: bool) -> Schema:
        """A list; a list of one may be written as the thing itself."""
        item = self.schema(info.item_type, required=True)
        many: Schema = {"type": "array", "items": item}
        if required:
            many["minItems"] = 1
        return {"anyOf": [item, many]}

    def _union(self, info: inspect.UnionType, required: bool) -> Schema:
        members = options_of(info)
        if len(members) == 1:
            return self.schema(members[0], required)
        if all(isinstance(member, inspect.StructType) for member in members):
            return {"anyOf": [self.schema(member) for member in members]}
        if any(isinstance(member, inspect.StrType) for member in members):
            return {"type": ["integer", "boolean", "string", "number"]}
        return {**_number(inspect.IntType()), "type": ["integer", "boolean"]}

    def _struct(self, info: inspect.StructType) -> Schema:
        name = info.cls.__name__
        if name not in self.structs:
            self.structs[name] = {}  # known already while its own fields are made
            self.structs[name] = self._mapping(info)
        reference = {"$ref": f"#/$defs/{name}"}
        shorthand = getattr(info.cls, "shorthand", None)
        if shorthand is None:
            return reference
        short = next(field for field in info.fields if field.encode_name == shorthand)
        return {"anyOf": [self.schema(short.type, required=True), reference]}

    def _mapping(self, info: inspect.StructType) -> Schema:
        properties: Schema = {}
        keys = keys_of(info)
        required = [key.name for key in keys if key.required]
        if info.tag_field:
            properties[info.tag_field] = {"const": info.tag}
            # a scene that asks nothing is told by what it has
            if info.tag not in required:
                required.insert(0, info.tag_field)
        for key in keys:
            properties[key.name] = self._value(key)
        return {
            "description": docstring(info.cls),
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def _value(self, key: Key) -> Schema:
        made: Schema = {"const": SCHEMA} if key.name == "schema" else self.schema(key.type, key.required)
        form = made.get("description")
        if key.purpose:
            made = {**made, "description": f"{key.purpose} ({form})" if form else key.purpose}
        if key.required:
            return made
        if key.default is not None:
            made = {**made, "default": key.default}
        # a key that may be left out may also stand there without a value
        return _or_nothing(made)


def _or_nothing(schema: Schema) -> Schema:
    """``schema``, or no value at all."""
    kind = schema.get("type")
    if kind is not None:
        return {**schema, "type": [*([kind] if isinstance(kind, str) else kind), "null"]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    return {"anyOf": [schema, {"type": "null"}]}


def _text(info: inspect.StrType, one_line: bool, required: bool) -> Schema:
    """Text. What an editor takes for a number or a flag is text as well where text is wanted."""
    made: Schema = {"type": "string"}
    if info.pattern:
        made["pattern"] = info.pattern
    else:
        made["type"] = ["string", "number", "boolean"]
        if one_line:
            made["pattern"] = _ONE_LINE_FILLED if required else _ONE_LINE
        elif required:
            made["pattern"] = r"\S"
    if info.max_length is not None:
        made["maxLength"] = info.max_length
    return made


def _number(info: inspect.IntType) -> Schema:
    return {
        "type": "integer",
        "minimum": -_LARGEST if info.ge is None else info.ge,
        "maximum": _LARGEST if info.le is None else info.le,
    }
