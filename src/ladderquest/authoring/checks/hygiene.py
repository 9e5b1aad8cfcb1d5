"""Text that a terminal of 80 columns cannot show as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from unicodedata import category, name

import msgspec

from ladderquest.authoring.diagnostics import CODES
from ladderquest.authoring.subject import Notes, Subject
from ladderquest.pack.convert import Converted, Path
from ladderquest.pack.model import (
    AllocateScene,
    AnsweredScene,
    ChooseScene,
    DefendScene,
    InvestigateScene,
    Prose,
    Scenario,
    WriteScene,
)
from ladderquest.pack.reader import Mapping, Node, Reading, Scalar, Sequence
from ladderquest.pack.text import hidden, width
from ladderquest.play import Program

__all__ = ["check", "check_characters"]

COLUMN = 72
"""Cells of the column that all text stands in."""
TITLE_LINE = 76
"""Cells for the title of a scenario and the `at` of a scene, which share a line."""
LONGEST_LABEL = 32
"""Cells for the label of a resource; two of them share a line with their bars."""
LONGEST_ANSWER = 2 * (COLUMN - 4)
"""Cells for an option or a claim: two lines beside its number."""
LONGEST_NAME = 6
"""So many wide letters in a row pass for a name."""

_LONG_WORD = re.compile(rf"\S{{{COLUMN + 1},}}")
_TEMPLATE = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)\}")
_PERHAPS_WIDE = re.compile(
    "[\u1100-\u11ff\u2300-\ufaff\ufe0f\ufe30-\ufe6f\uff00-\uffef\U00010000-\U0010ffff]"
)
_ESCAPE = re.compile(rb"\\[uUxNLP_]")
_EMOJI_SIGN = "\ufe0f"

Line = tuple[Path, str]


# --- widths ------------------------------------------------------------------------------------------


def check(subject: Subject) -> None:
    """Notes lines, labels and words that do not fit where they are shown. Names are put in for their
    templates; a number counts as three digits."""
    scenario, program, notes = subject.scenario, subject.program, subject.notes
    for index, artefact in enumerate(scenario.artefacts):
        for number, block in enumerate(artefact.text):
            _lines(notes, program, ("artefacts", index, "text", number, "text"), block.text)
    for path, text, most, what in _captions(scenario):
        cells = width(_filled(program, text))
        if cells > most:
            notes.add("LQ901", path, f"{cells} cells, and {most} is the most for {what}")
    title = width(scenario.title)
    for index, scene in enumerate(scenario.scenes):
        cells = width(_filled(program, scene.at or ""))
        if title + cells > TITLE_LINE:
            told = f"{cells} cells beside a title of {title}: {TITLE_LINE} is the most for both"
            notes.add("LQ901", ("scenes", index, "at"), told)
    for path, text in _texts(scenario):
        found = _LONG_WORD.search(text)
        if found is not None:
            told = f"a word of {len(found.group())} characters, and a line has {COLUMN}; it will be cut"
            notes.add("LQ901", path, told, None, found.start())


def _lines(notes: Notes, program: Program, path: Path, text: str) -> None:
    """An artefact is shown line by line, as it is."""
    at = 0
    for line in text.split("\n"):
        cells = width(_filled(program, line, artefact=True))
        if cells > COLUMN:
            told = f"this line has {cells} cells, and {COLUMN} is the most; break it as such a file would"
            notes.add("LQ901", path, told, None, at + (0 if "{" in line else min(COLUMN, len(line) - 1)))
        at += len(line) + 1


def _filled(program: Program, text: str, *, artefact: bool = False) -> str:
    """The text as it may read, with the longest of what a fact of the worlds can be."""
    if "{" not in text:
        return text

    def fill(found: re.Match[str]) -> str:
        word = found.group(1)
        kind, _, rest = word.partition(".")
        if artefact and not rest and word != "player":
            return found.group()
        if kind in ("cast", "given") and rest in program.cast:
            member = program.cast[rest]
            return (kind == "given" and member.given) or member.name
        if kind == "world":
            return max((str(world.facts.get(rest, "")) for world in program.scenario.worlds), key=width)
        return program.player if word == "player" else "100"

    return _TEMPLATE.sub(fill, text)


def _captions(scenario: Scenario) -> Iterator[tuple[Path, str, int, str]]:
    """What has to fit on a line, or on two: (path, text, cells, what it is)."""
    for index, variable in enumerate(scenario.variables):
        yield ("variables", index, "label"), variable.label or "", LONGEST_LABEL, "the label of a resource"
    for index, clue in enumerate(scenario.clues):
        yield ("clues", index, "label"), clue.label, LONGEST_ANSWER, "the name of a source"
    for index, artefact in enumerate(scenario.artefacts):
        yield ("artefacts", index, "title"), artefact.title, COLUMN, "the title of an artefact"
    for index, ending in enumerate(scenario.endings):
        yield ("endings", index, "title"), ending.title, COLUMN, "the title of an ending"
    for index, scene in enumerate(scenario.scenes):
        if isinstance(scene, ChooseScene):
            for number, option in enumerate(scene.options):
                yield ("scenes", index, "options", number, "says"), option.says, LONGEST_ANSWER, "an option"
            for number, variant in enumerate(scene.variants):
                for name, says in variant.says.items():
                    path: Path = ("scenes", index, "variants", number, "says", name)
                    yield path, says, LONGEST_ANSWER, "an option"
        if isinstance(scene, AllocateScene):
            for number, item in enumerate(scene.items):
                yield ("scenes", index, "items", number, "says"), item.says, COLUMN // 2, "an item"
        if isinstance(scene, DefendScene):
            for number, claim in enumerate(scene.claims):
                yield ("scenes", index, "claims", number, "says"), claim.says, LONGEST_ANSWER, "a claim"


def _texts(scenario: Scenario) -> Iterator[Line]:
    """Whatever is shown as running text."""
    for index, world in enumerate(scenario.worlds):
        yield from _prose(("worlds", index, "reveals"), world.reveals)
    for index, clue in enumerate(scenario.clues):
        yield from _prose(("clues", index, "text"), clue.text)
    for index, block in enumerate(scenario.later):
        yield from _prose(("later", index, "then"), block.then)
    for index, scene in enumerate(scenario.scenes):
        path: Path = ("scenes", index)
        yield from _prose((*path, "text"), scene.text)
        yield from _prose((*path, "known"), scene.known)
        if isinstance(scene, ChooseScene | AnsweredScene):
            field = "options" if isinstance(scene, ChooseScene) else "results"
            for number, outcome in enumerate(getattr(scene, field)):
                yield from _prose((*path, field, number, "then"), outcome.then)
                yield from _prose((*path, field, number, "why"), outcome.why)
                for place, remark in enumerate(outcome.heard):
                    yield (*path, field, number, "heard", place, "says"), remark.says
        elif isinstance(scene, InvestigateScene):
            for number, look in enumerate(scene.looks):
                for place, remark in enumerate(look.heard):
                    yield (*path, "looks", number, "heard", place, "says"), remark.says
        elif isinstance(scene, WriteScene):
            yield from (((*path, "hints", number), hint) for number, hint in enumerate(scene.hints))
            yield from _prose((*path, "model"), scene.model)
            yield from _prose((*path, "then"), scene.then)
            for place, remark in enumerate(scene.heard):
                yield (*path, "heard", place, "says"), remark.says
    yield from _prose(("actions",), scenario.actions)


def _prose(path: Path, prose: Prose) -> Iterator[Line]:
    for index, block in enumerate(prose):
        yield (*path, index, "text"), block.text


# --- characters --------------------------------------------------------------------------------------


def check_characters(converted: Converted[Any], data: bytes | None) -> None:
    """Notes characters of a file that are wider than a cell, or that nobody sees.

    ``data``: the file's bytes; None if it has been read. A file without such characters is not read again."""
    if converted.value is None:
        return
    if not (written := msgspec.json.encode(converted.value)).isascii():
        found = _PERHAPS_WIDE.findall(written.decode())
        if any(character == _EMOJI_SIGN or width(character) > 1 for character in set(found)):
            _wide(converted)
    if data is None or _may_hide(data):
        _hidden(converted)


def _may_hide(data: bytes) -> bool:
    """Whether a character that nobody sees stands in the file, or may be written as an escape. A byte order
    mark at the start is the editor's."""
    if _ESCAPE.search(data):
        return True
    return not data.isascii() and bool(hidden(data.decode("utf-8", "replace").removeprefix("\ufeff")))


def _wide(converted: Converted[Any]) -> None:
    for path, text in _strings(converted.value, ()):
        at = _first_wide(text)
        if at is not None:
            told = f"{text[at]!r} is wider than one cell in many terminals; use a word"
            _add(converted, "LQ902", converted.place(path, at), told)


def _add(converted: Converted[Any], code: str, place: tuple[int, int], told: str) -> None:
    converted.findings.add(code, place, told, None, CODES[code].severity)


def _first_wide(text: str) -> int | None:
    """Where the first wide character is, but for a short run of ordinary letters, which may be a name."""
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and width(text[end]) == 2 and category(text[end]) in ("Lo", "Lm"):
            end += 1
        if end - at > LONGEST_NAME:
            return at
        if end == at:
            if text[at] == _EMOJI_SIGN or width(text[at]) > 1:
                return max(0, at - 1) if text[at] == _EMOJI_SIGN else at
            end += 1
        at = end
    return None


@lru_cache(maxsize=128)
def _fields(kind: type) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, field.encode_name) for field in msgspec.structs.fields(kind))


def _strings(value: Any, path: Path) -> Iterator[Line]:
    """Every text in a value of the model, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for attribute, key in _fields(type(value)):
            yield from _strings(getattr(value, attribute), (*path, key))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _strings(entry, (*path, index))
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from _strings(entry, (*path, key))


def _hidden(converted: Converted[Any]) -> None:
    reading = converted.reading
    for scalar in _scalars(reading.root):
        found = hidden(scalar.text)
        if found:
            character = scalar.text[found[0]]
            more = f", and {len(found) - 1} more in this text" if len(found) > 1 else ""
            called = f"U+{ord(character):04X} ({name(character, 'no name').lower()})"
            told = f"{called} is never shown{more}; remove it"
            _add(converted, "LQ903", reading.place(_where(reading, scalar, found[0])), told)


def _where(reading: Reading, scalar: Scalar, index: int) -> int:
    """The index in the file of a character of a scalar; of the scalar if it is written as an escape."""
    start = scalar.at
    if scalar.style == '"':
        start += 1
        return start + index if reading.text.startswith(scalar.text[: index + 1], start) else scalar.at
    return max(start, reading.text.find(scalar.text[index], start))


def _scalars(node: Node | None) -> Iterator[Scalar]:
    ahead = [node]
    while ahead:
        at = ahead.pop()
        if isinstance(at, Scalar):
            yield at
        elif isinstance(at, Mapping):
            ahead += reversed(at.items.values())
        elif isinstance(at, Sequence):
            ahead += reversed(at.items)
