"""Files of a pack as an editor sees them: values by the core schema of YAML 1.2, and back to text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from ladderquest.authoring.schema import KINDS, file_schema, schema_name
from ladderquest.pack.convert import convert
from ladderquest.pack.reader import Mapping, Node, Scalar, Sequence, read
from tests.cli.terminal import ROOT, SAMPLE

CONTENT = ROOT / "content"
Path_ = tuple[str | int, ...]
NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?")


def value_of(node: Node | None) -> Any:
    """What an editor's parser makes of a node."""
    if isinstance(node, Mapping):
        return {key: value_of(entry) for key, entry in node.items.items()}
    if isinstance(node, Sequence):
        return [value_of(entry) for entry in node.items]
    assert isinstance(node, Scalar)
    if node.style:
        return node.text
    if node.text in ("", "~", "null"):
        return None
    if node.text in ("true", "false"):
        return node.text == "true"
    if NUMBER.fullmatch(node.text):
        return float(node.text) if "." in node.text else int(node.text)
    return node.text


def file_value(path: Path) -> Any:
    reading = read(path.read_bytes(), path.name)
    assert not reading.findings.items
    return value_of(reading.root)


def pack_files() -> list[tuple[Path, str]]:
    """Every file of the content and of the sample, with its name in its pack."""
    return [
        (path, path.relative_to(root).as_posix())
        for root in (CONTENT, SAMPLE)
        for path in sorted(root.rglob("*.yaml"))
    ]


def kind_of(name: str) -> str:
    """The kind of a file of a pack."""
    found = schema_name(name)
    assert found is not None, name
    return found.removesuffix(".json")


@cache
def validator(kind: str) -> jsonschema.Draft202012Validator:
    schema = file_schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def mistakes(kind: str, value: Any) -> list[str]:
    """What the converters say of a value: the codes of their findings."""
    text = json.dumps(value, ensure_ascii=False)  # JSON is YAML
    reading = read(text.encode(), f"{kind}.yaml")
    return [finding.code for finding in convert(reading, KINDS[kind]).findings.items]


def places(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The path of everything in a value but itself."""
    entries: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        entries = list(value.items())
    elif isinstance(value, list):
        entries = list(enumerate(value))
    for key, entry in entries:
        yield (*path, key)
        yield from places(entry, (*path, key))


def changed(value: Any, path: Path_, new: Any) -> Any:
    """A copy with ``new`` at ``path``; without what stands there if ``new`` is Ellipsis."""
    copy = json.loads(json.dumps(value))
    holder = copy
    for step in path[:-1]:
        holder = holder[step]
    if new is ...:
        del holder[path[-1]]
    else:
        holder[path[-1]] = new
    return copy
