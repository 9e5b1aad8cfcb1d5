"""The reference of the format, for people: ``reference.md`` with its blanks filled in.

The blanks are comments, one a line: what a struct is and its keys, the files of a pack, an example. Keys,
kinds and bounds come from the structs, examples from the content that comes along, so neither can get old.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import dedent, fill
from typing import NamedTuple

from msgspec import inspect

from ladderquest.authoring.keys import Key, docstring, keys_of, options_of, unwrapped
from ladderquest.authoring.schema import KINDS
from ladderquest.pack import ladder, model
from ladderquest.pack.base import Condition, Effect, Line, Name, Slug
from ladderquest.pack.codex import Link, Milestones
from ladderquest.pack.files import LARGEST_FILE, SHARED
from ladderquest.pack.loader import content_root
from ladderquest.pack.readings import READINGS, BlindGuess, BlindReading, Taken

__all__ = ["Example", "examples", "format_reference", "structs"]

_HERE = Path(__file__).parent
_PAGE = _HERE / "reference.md"
_BLANK = re.compile(r"^<!-- (\w+): (.*) -->$", re.MULTILINE)
_CHOICES = re.compile(r"\^\(([a-z|]+)\)\$")

_KINDS_OF_TEXT = [
    (inspect.type_info(Condition), "[condition](#conditions)"),
    (inspect.type_info(Effect), "[effect](#effects)"),
    (inspect.type_info(Line), "line"),
    (inspect.type_info(Name), "id"),
    (inspect.type_info(Slug), "long id"),
    (inspect.type_info(Link), "[link](#the-codex)"),
]
_WIDTH = 118
_PARTS = {
    model.Block: "[text](#text-that-depends)",
    model.Rating: "[rating](#ratings-and-ways-on)",
    model.Jump: "[way on](#ratings-and-ways-on)",
    model.TrapLink: "[traps](#traps-and-remarks)",
    model.Remark: "[remarks](#traps-and-remarks)",
    model.Delayed: "[delayed block](#delayed)",
    model.Remember: "[remembered value](#remember)",
    ladder.GateItem: "[gate item](#gate-item)",
    BlindReading: "[reading](#reading)",
    BlindGuess: "[guess](#guess)",
    Taken: "[step](#a-stated-path)",
    Milestones: "[sets of milestones](#milestones)",
}
_SEVERAL = (model.Block, model.Rating, model.Jump, model.TrapLink, model.Remark, Milestones)


class Example(NamedTuple):
    """A part of a file of the content: the struct that it shows, the file, and the lines of it."""

    struct: type
    file: str
    text: str


def format_reference() -> str:
    """The page, as Markdown."""
    known = {struct.__name__: struct for struct in structs()}

    def filled(blank: re.Match[str]) -> str:
        what, words = blank.groups()
        if what == "about":
            return fill(docstring(known[words]), _WIDTH, break_long_words=False, break_on_hyphens=False)
        if what == "keys":
            return "\n".join(_table(known[words]))
        if what == "files":
            return "\n".join(_files())
        if what == "example":
            example = _example(known, words)
            return f"```yaml\n# {example.file}\n{example.text}\n```"
        raise ValueError(f"{_PAGE.name}: no such blank: {blank[0]}")

    text = _BLANK.sub(filled, _PAGE.read_text(encoding="utf-8"))
    return text.replace("{largest}", f"{LARGEST_FILE // 1024**2} MB")


def structs() -> list[type]:
    """Every struct that a file of a pack can hold, and those that they are built on."""
    found: dict[type, None] = {}
    for kind in KINDS.values():
        for struct in _within(inspect.type_info(kind)):
            for each in reversed(struct.__mro__):
                if each.__module__ != "ladderquest.pack.base" and hasattr(each, "__struct_fields__"):
                    found[each] = None
    return [each for each in found if each.__module__.startswith("ladderquest.")]


def examples() -> list[Example]:
    """Every example of the page, in its order."""
    known = {struct.__name__: struct for struct in structs()}
    text = _PAGE.read_text(encoding="utf-8")
    return [_example(known, blank[2]) for blank in _BLANK.finditer(text) if blank[1] == "example"]


def _within(info: inspect.Type) -> Iterator[type]:
    info, _ = unwrapped(info)
    match info:
        case inspect.StructType():
            yield info.cls
            for field in info.fields:
                yield from _within(field.type)
        case inspect.UnionType():
            for each in info.types:
                yield from _within(each)
        case inspect.VarTupleType():
            yield from _within(info.item_type)


# --- tables ------------------------------------------------------------------------------------------


def _table(struct: type) -> list[str]:
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    rows = [f"| {_name(key)} | {_value(key)} | {key.purpose} |" for key in keys_of(info, own=True)]
    if info.tag_field and info.tag not in info.cls.__struct_fields__:
        rows.insert(0, f"| **`{info.tag_field}`** | `{info.tag}` | The move. |")
    return ["| key | value | what it is for |", "|---|---|---|", *rows]


def _name(key: Key) -> str:
    return f"**`{key.name}`**" if key.required else f"`{key.name}`"


def _value(key: Key) -> str:
    told = _kind(key.type)
    if key.default is not None:
        told += f" ({_written(key.default)} if left out)"
    return told


def _written(value: int | str) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _kind(info: inspect.Type) -> str:
    """A type in an author's words, with its bounds."""
    for text, words in _KINDS_OF_TEXT:
        if info == text:
            return words
    info, _ = unwrapped(info)
    match info:
        case inspect.StrType():
            choices = _CHOICES.fullmatch(info.pattern or "")
            if choices:
                return ", ".join(f"`{word}`" for word in choices[1].split("|"))
            return "text" if info.max_length is None else "[expression](#conditions)"
        case inspect.IntType():
            if info.ge is None or info.le is None:
                return "whole number"
            return f"{info.ge} to {info.le}"
        case inspect.BoolType():
            return "flag"
        case inspect.VarTupleType():
            return _several(info.item_type)
        case inspect.DictType():
            return f"a mapping of {_kind(info.key_type)} to {_kind(info.value_type)}"
        case inspect.UnionType():
            members = options_of(info)
            if len(members) == 1:
                return _kind(members[0])
            if any(isinstance(each, inspect.StructType) for each in members):
                return "[scene](#scenes)"
            plain = {inspect.IntType: "whole number", inspect.BoolType: "flag", inspect.StrType: "text"}
            return " or ".join(plain[type(each)] for each in members)
        case inspect.StructType():
            name = info.cls.__name__.lower()
            return _PARTS.get(info.cls) or f"[{name}](#{name})"
    raise TypeError(f"no words for {info!r}")


def _several(item: inspect.Type) -> str:
    one = _kind(item)
    if isinstance(item, inspect.StructType) and item.cls in _SEVERAL:
        return one
    return "list of " + re.sub(r"^(\[?)([^]]+)", lambda found: found[1] + _plural(found[2]), one)


def _plural(words: str) -> str:
    for end, several in (("y", "ies"), ("lf", "lves"), ("ss", "sses"), ("criterion", "criteria")):
        if words.endswith(end):
            return words.removesuffix(end) + several
    return f"{words}s"


def _files() -> list[str]:
    rows = ["| file | what it holds |", "|---|---|"]
    told = {
        "manifest": "what this pack is: [the manifest](#packyaml)",
        "cast": "[the people](#castyaml)",
        "memories": "[what scenarios leave for later ones](#memoriesyaml)",
        "placement": "[the questions that place a new player](#placementyaml)",
        "management": "[the ranks](#managementyaml) of the management track",
        "shelves": "the [shelves](#shelvesyaml) of the codex",
        "articles": "the [articles](#articlesyaml) of the codex",
        "exercises": "[the written work](#exercisesyaml)",
        "comebacks": "[what players come back for](#comebacksyaml)",
        "meetings": "the [promotion meetings](#meetingsyaml)",
        "guides": "the [guides](#guidesyaml) for mentors and facilitators",
    }
    for kind, name in SHARED.items():
        rows.append(f"| `{name}` | {told.get(kind) or f'the [{kind}](#{kind}yaml) of the ladder'} |")
    return [
        *rows,
        "| `scenarios/phase-N/ID.yaml` | [a scenario](#a-scenario) each, in any folder there |",
        "| `readings/ID.yaml` | what [blind readers](#blind-readings) made of a scenario each |",
    ]


# --- examples ----------------------------------------------------------------------------------------


def _example(known: dict[str, type], words: str) -> Example:
    """``Struct, file, path, keys to keep``; the path by keys and ids, empty for the whole file."""
    struct, file, path, *keep = [part.strip() for part in words.split(",")]
    source = _HERE / file if file == "scenario.yaml" else content_root() / file
    lines = [
        line for line in source.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("# ")
    ]
    for step in path.split("/") if path else ():
        lines = _inside(lines, step)
    if keep:
        lines = _kept(lines, keep)
    shown = file if file.startswith(READINGS) else file.rpartition("/")[2]  # a scenario has the same name
    return Example(known[struct], shown, dedent("\n".join(lines)).strip())


def _inside(lines: Sequence[str], step: str) -> list[str]:
    """The lines of the entry ``step``: of a key, or of an entry of a list that begins with it."""
    entry = re.compile(rf"( *)(?:- (?=\{{?\w+: {step}(?:\W|$))|(?:- )?{step}:(?: |$))")
    found = [(match.end(1), at) for at, line in enumerate(lines) if (match := entry.match(line))]
    if not found:
        raise ValueError(f"{_PAGE.name}: there is no {step!r} where an example is to be cut")
    indent, at = min(found)
    head = lines[at]
    if head.lstrip().startswith(f"- {step}:"):
        indent, head = indent + 2, f"{' ' * (indent + 2)}{head.lstrip()[2:]}"
    further = range(at + 1, len(lines))
    end = next((n for n in further if lines[n].strip() and _indent(lines[n]) <= indent), len(lines))
    return [head, *lines[at + 1 : end]]


def _kept(lines: Sequence[str], keep: Sequence[str]) -> list[str]:
    """Only some keys of an entry; ``looks 2`` keeps two entries of the list ``looks``."""
    most = {key: int(count or 0) for key, _, count in (each.partition(" ") for each in keep)}
    item = lines[0].lstrip().startswith("- ")
    indent = _indent(lines[0]) + 2 * item
    plain = [" " * indent + lines[0].lstrip()[2:], *lines[1:]] if item else lines
    made: list[str] = []
    left = 0
    taken = False
    for line in plain:
        if line.strip() and _indent(line) == indent:
            key = line.strip().partition(":")[0]
            taken, left = key in most, most.get(key, 0) or len(plain)
        elif taken and line.lstrip().startswith("- ") and _indent(line) == indent + 2:
            left -= 1
        if taken and left >= 0:
            made.append(line)
    if item:
        made[0] = f"{' ' * (indent - 2)}- {made[0].lstrip()}"
    return made


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
