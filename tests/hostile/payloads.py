"""Hostile text of every kind, and how to tell that a terminal was given some of it.

What counts as obeyed is said here once more, from Unicode's own tables: a test that asked ``clean`` would
pass with a broken one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

PAYLOADS = {
    "markup that closes nothing": "[/]",
    "markup that is never closed": "[bold",
    "markup with an action": "[@click=app.quit]x[/]",
    "a colour": "\x1b[38;5;197mred",
    "the clipboard": "\x1b]52;c;Tk9QRQ==\x07",
    "a link": "\x1b]8;;http://nope.invalid\x1b\\link\x1b]8;;\x1b\\",
    "the title of the window": "\x1b]2;owned\x07",
    "a picture": "\x1bPq#0nope\x1b\\",
    "a program's own command": "\x1b_Gnope\x1b\\",
    "a full reset": "\x1bc",
    "C1 colour": "\x9b38;5;197mred",
    "C1 clipboard": "\x9d52;c;Tk9QRQ==\x9c",
    "C1 device control": "\x90qnope\x9c",
    "a line written over": "shown\r\x1b[2K\b\bhidden",
    "the end of a text": "before\x00after",
    "bells and pages": "\x07\x0b\x0c\x7f",
    "a bidi override": "\u202egnp.exe\u202c",
    "bidi isolates": "\u2067turned\u2069\u200f\u061c",
    "zero width": "ze\u200bro\u200d\u2060\ufeff",
    "tags": "tag\U000e0068\U000e0069\U000e007f",
    "fillers": "\u3164\uffa0\u115fblank",
    "fifty marks": "z" + "\u0335" * 50,
    "other line breaks": "one\u2028two\u2029three\x85four",
}
"""Every kind, by what it is. Each has a mark of its own, so that it is known again where it comes out."""

UNSEEN = "\u200b\U000e0041\u202e\u2066\x00"
"""Goes without a trace, so that it may stand in an id, a condition or a file's name."""

HEBREW, ARABIC = "נועה", "مريم"
"""Names that are read from right to left, and that stay as they are."""

LONG = "w" * 10_000

_STAYS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
_TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5")
_SEQUENCE = re.compile(
    r"\x1b(?:"
    r"\[(?P<private>[<=>?]*)(?P<given>[0-?]*)[ -/]*(?P<final>[@-~])"
    r"|(?P<string>[\]PX^_])(?P<said>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|(?P<short>[ -/]*[0-~]))"
)


def obeyed(text: str) -> list[str]:
    """What stands in ``text`` that a terminal obeys or that nobody sees, line breaks apart."""
    found = [
        f"U+{ord(character):04X}"
        for character in text
        if character != "\n"
        and (
            (unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _STAYS)
            or unicodedata.bidirectional(character) in _TURNS
            or character in _FILLERS
            or "\U000e0000" <= character <= "\U000e0fff"
        )
    ]
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) == "Mn" else 0
        if marks == 5:
            found.append(f"five marks on one letter, the last U+{ord(character):04X}")
    return found


class Written(NamedTuple):
    """What a terminal was sent: control sequences by kind, and the text between them."""

    kinds: frozenset[str]
    text: str


def written(raw: bytes) -> Written:
    """Take apart what was sent. A sequence's kind is all of it but for numbers that only say where or in
    which colour; what is said in a string (a title, a clipboard) is part of the kind."""
    text = raw.decode("utf-8", "surrogateescape")
    return Written(frozenset(_kinds(text)), _SEQUENCE.sub("", text).replace("\r", ""))


def _kinds(text: str) -> Iterator[str]:
    for found in _SEQUENCE.finditer(text):
        if found["final"]:
            mode = found["given"] if found["private"] or found["final"] in "hlqt" else ""
            yield f"CSI {found['private']}{mode} {found['final']}"
        elif found["string"]:
            yield f"{found['string']} {found['said']}"
        else:
            yield f"ESC {found['short']}"


MARKS = (
    b"Tk9QRQ==\x07",
    b"\x1b[38;5;197m",
    b"\x1b]52",
    b"\x1b]8;",
    b"\x1b]2;",
    b"\x1bP",
    b"\x1b_",
    b"\x1bc",
    b"\xc2\x9b",
)
"""What would be on the wire if a payload had come through whole. No theme of ours has that colour."""
