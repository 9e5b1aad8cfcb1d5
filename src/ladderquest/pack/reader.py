"""A YAML file as nodes that know where they stand.

Built from PyYAML's events, not its values: half the time, a position for every node, and the place to
refuse what PyYAML would accept. Plain scalars stay text; what they mean is for the schema to say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import Any, ClassVar

import msgspec
import yaml

from ladderquest.pack.files import LARGEST_FILE, too_large
from ladderquest.pack.findings import Findings, excerpt

__all__ = ["Broken", "Mapping", "Node", "Reading", "Scalar", "Sequence", "read"]

MOST_NODES = 1_000_000
DEEPEST = 60
_MOST_TAB_FINDINGS = 20

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
_BREAK = re.compile("\r\n?|\n")  # libyaml counts U+0085 and U+2028 as well; editors do not
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_OF_YAML = "tag:yaml.org,2002:"  # what ``!!`` stands for in a tag
_TABBED_LINE = re.compile("^( *)[^\t\r\n]*?(\t)", re.MULTILINE)


class Node(msgspec.Struct, eq=False, gc=False):
    """A value in a file. ``at`` is the index of its first character."""

    at: int
    kind: ClassVar[str] = "nothing"


class Broken(Node, eq=False, gc=False):
    """Stands where something was refused; a finding says what."""


class Scalar(Node, eq=False, gc=False):
    """Text as written. ``style`` is ``""`` (plain), ``'``, ``"``, ``|`` or ``>``."""

    text: str
    style: str
    kind: ClassVar[str] = "text"


class Sequence(Node, eq=False, gc=False):
    """A list."""

    items: list[Node] = []
    kind: ClassVar[str] = "a list"


class Mapping(Node, eq=False, gc=False):
    """Keys and values in the order of the file; ``keys`` holds the index of each key. ``whole`` is False
    if a key was refused, so that nobody can say which ones are missing."""

    items: dict[str, Node] = {}
    keys: dict[str, int] = {}
    whole: bool = True
    kind: ClassVar[str] = "a mapping"


class Reading:
    """A file that has been read. ``root`` is None if nothing could be made of it."""

    def __init__(self, file: str) -> None:
        """``file``: path for the findings."""
        self.file = file
        self.text = ""
        self.root: Node | None = None
        self.findings = Findings(file)

    @cached_property
    def _starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(found.end() for found in _BREAK.finditer(self.text))]
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))][:-1]

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, both from 1, of the character at ``index``."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def line_start(self, line: int) -> int:
        """Index of the first character of a line, counted from 1; of the last line if there are fewer."""
        return self._starts[min(line, len(self._starts)) - 1]

    def add(self, code: str, index: int, message: str, suggestion: str | None = None) -> None:
        """Note an error at the character at ``index``."""
        self.findings.add(code, self.place(index), message, suggestion)


class _Refused(Exception):
    """Reading on makes no sense; the finding is already noted."""


def read(data: bytes, file: str) -> Reading:
    """The nodes of a file and all that is wrong with its syntax. Never raises, whatever ``data`` is."""
    reading = Reading(file)
    if len(data) > LARGEST_FILE:
        reading.add("LQ102", 0, too_large(len(data)))
        return reading
    try:
        reading.text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        reading.text = data[: error.start].decode("utf-8").removeprefix("\ufeff")  # for the position
        reading.add(
            "LQ101", len(reading.text), f"byte {data[error.start]:#04x} is not UTF-8; save the file as UTF-8"
        )
        return reading
    try:
        reading.root = _Builder(reading).build(_prepared(reading))
    except _Refused:
        pass
    except yaml.YAMLError as error:
        _explain(reading, error)
    return reading


def _prepared(reading: Reading) -> str:
    """The text with forbidden characters noted and replaced one for one, so that reading can go on."""
    text = reading.text
    for found in _FORBIDDEN.finditer(text):
        reading.add(
            "LQ112",
            found.start(),
            f"control character U+{ord(found.group()):04X}; remove it",
        )
        if len(reading.findings.items) >= _MOST_TAB_FINDINGS:
            break
    if reading.findings.items:
        text = _FORBIDDEN.sub("\ufffd", text)
    if "\t" not in text:
        return text
    indented = False
    for count, found in enumerate(_TABBED_LINE.finditer(text)):
        if count < _MOST_TAB_FINDINGS:
            reading.add("LQ111", found.start(2), "a tab; use spaces")
        indented = indented or found.start(2) == found.end(1)
    if indented:
        raise _Refused  # without its indentation the file has no structure to speak of
    return text.replace("\t", " ")


def _events(text: str) -> Iterator[Any]:
    """PyYAML's events, without the detour of asking before each whether there is one."""
    loader = _LOADER(text)
    try:
        while True:
            event = loader.get_event()
            yield event
            if type(event) is yaml.StreamEndEvent:
                return
    finally:
        loader.dispose()


class _Next:
    """What a collection that is being read expects, unless it is the value of a key. Plain objects: a member
    of an ``Enum`` takes longer to look up, and this is asked of every value of a file."""


_ENTRY, _KEY = _Next(), _Next()
_NOTHING = _Next()  # the value of a key that was refused
_Expected = str | _Next | None
"""The key whose value comes next, or a ``_Next``; None outside of everything."""


class _Builder:
    """Turns events into nodes."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.root: Node | None = None
        self.nodes = 0

    def build(self, text: str) -> Node | None:
        self._collect(text)
        root = self.root
        if root is None or (isinstance(root, Scalar) and not root.style and not root.text):
            self.reading.add("LQ110", 0, "the file is empty")
            return None
        return root

    def _collect(self, text: str) -> None:
        """The one loop that a long file spends its time in: keys, and values of keys, are put in their place
        here, everything else elsewhere."""
        around: list[tuple[Any, _Expected]] = []  # of every open collection: its owner, and what comes there
        owner: Any = None
        expected: _Expected = None
        documents = 0
        for event in _events(text):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._check(event)
                at = event.start_mark.index
                if expected is _KEY:
                    expected = self._key(owner, at, event.value)
                elif type(expected) is str:
                    owner.items[expected] = Scalar(at, event.value, event.style or "")
                    expected = _KEY
                else:
                    expected = self._place(Scalar(at, event.value, event.style or ""), owner, expected)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._check(event)
                node = (Mapping if kind is yaml.MappingStartEvent else Sequence)(event.start_mark.index)
                if len(around) >= DEEPEST:
                    self.reading.add("LQ103", node.at, f"nested more than {DEEPEST} levels deep")
                    raise _Refused
                around.append((owner, self._place(node, owner, expected)))
                owner = node
                expected = _KEY if kind is yaml.MappingStartEvent else _ENTRY
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                owner, expected = around.pop()
            elif kind is yaml.AliasEvent:
                at = event.start_mark.index
                self.reading.add("LQ105", at, f"alias *{excerpt(event.anchor)}; write the value out again")
                expected = self._place(Broken(at), owner, expected)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    at = event.start_mark.index
                    self.reading.add("LQ109", at, "a second document starts here; one file holds one")
                    break

    def _check(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            said = f"more than {MOST_NODES:,} values in one file; split it"
            self.reading.add("LQ102", event.start_mark.index, said)
            raise _Refused
        if event.anchor is not None:
            said = f"anchor &{excerpt(event.anchor)}; anchors are not read, leave it out"
            self.reading.add("LQ105", event.start_mark.index, said)
        if event.tag is not None:
            tag = event.tag.replace(_OF_YAML, "!!", 1) if event.tag.startswith(_OF_YAML) else event.tag
            said = f"tag {excerpt(tag)}; tags are not read, leave it out"
            self.reading.add("LQ106", event.start_mark.index, said)

    def _key(self, owner: Mapping, at: int, key: str) -> _Expected:
        """Notes a key; returns what comes next."""
        if key and key not in owner.keys:
            owner.keys[key] = at
            return key
        if key:
            line, column = self.reading.place(owner.keys[key])
            self.reading.add(
                "LQ107",
                at,
                f"{excerpt(key)!r} is given twice here; the first is on line {line}, column {column}",
            )
        else:
            self.reading.add("LQ108", at, "a key is missing before the ':'")
            owner.whole = False
        return _NOTHING

    def _place(self, node: Node, owner: Any, expected: _Expected) -> _Expected:
        """Puts a value where it belongs; returns what comes after it. A collection or alias where a key
        should be is noted, and the value that follows it has nowhere to go."""
        if owner is None:
            self.root = node
        elif expected is _ENTRY:
            owner.items.append(node)
            return _ENTRY
        elif expected is _KEY:
            if not isinstance(node, Broken):
                self.reading.add("LQ108", node.at, f"{node.kind} cannot be a key; keys are words")
            owner.whole = False
            return _NOTHING
        elif isinstance(expected, str):
            owner.items[expected] = node
        return _KEY if owner is not None else None


_UNCLOSED = "a quote that is opened here is never closed"
_INDENT = "the indentation fits nothing above, or a quote or bracket is not closed"
_LIST = "a list in [brackets] needs a ',' between entries and a ']' at its end"
_BRACES = "a mapping in {braces} needs a ',' between entries and a '}' at its end"

# What libyaml and PyYAML's own parser call it (a part of it), and what an author can do.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (
        "mapping values are not allowed",
        "a ': ' where no key can be; put quotes round text that holds one, or check the indentation",
    ),
    (
        "could not find expected ':'",
        "this line is neither 'key: value' nor part of the text above; check the indentation",
    ),
    ("sequence entries are not allowed", "a '- ' where no list can be; check the indentation"),
    ("did not find expected key", _INDENT),
    ("did not find expected '-'", "the indentation fits nothing above; list entries all start with '- '"),
    ("expected <block end>", _INDENT),
    ("expected ',' or ']'", _LIST),
    ("expected ',' or '}'", _BRACES),
    ("unexpected end of stream", _UNCLOSED),
    ("unexpected document indicator", _UNCLOSED),
    ("found unexpected document separator", _UNCLOSED),
    ("unknown escape", "this escape does not exist; in double quotes write a backslash as \\\\"),
    ("cannot start any token", "text cannot start with this character; put it in quotes"),
    ("alphabetic or numeric", "text cannot start with '*' or '&'; put it in quotes"),
    ("expected <document start>", "the file goes on where it should have ended; check the indentation"),
    ("expected node content", "a value is missing here"),
    ("expected the node content", "a value is missing here"),
)


def _explain(reading: Reading, error: yaml.YAMLError) -> None:
    """Notes a syntax error in words that say what to do, where the mistake starts."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    if context is not None and any(words in problem for words in ("of stream", "found unexpected", "':'")):
        mark = context  # the end of the file is where a quote was missed, not where it is missing
    at = min(mark.index, len(reading.text)) if mark is not None else 0
    for jargon, sentence in _SENTENCES:
        if jargon in problem:
            reading.add("LQ104", at, sentence)
            return
    reading.add("LQ104", at, f"this is not valid YAML: {excerpt(problem, 80)}")
