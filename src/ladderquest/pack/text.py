"""Text from outside: cleaning it, measuring it, and guessing what was meant.

Everything that this program did not write goes through ``clean`` where it enters, so that nothing
behind the door has to think of escape sequences or of letters that cannot be seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["clean", "hidden", "is_clean", "names_after", "nearest", "width"]

_NAME = re.compile(rb"[a-z0-9_]+")
_IN_A_WORD = re.compile(rb"(?<!\\)[A-Za-z0-9_]\Z")  # a line break in JSON is a backslash and an n
_TAB = "    "
_MOST_MARKS = 4
_MANY = 500
_PART = 65_536

_SUSPECT = re.compile(r"[^\n\x20-\x7e]")
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
# Ordinary right-to-left letters and the visible Arabic number signs stay. Format characters that change
# the order of text or that nobody sees go, and so do fillers that pass for letters.
_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # zero width; bidi marks, overrides and isolates
    "\u3164\ufeff\uffa0\ufff0-\ufffb"  # fillers, byte order mark, interlinear annotation
    "\ufffe\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # tags, variation selectors supplement
    "]"
)
_ESCAPE = re.compile(rb"\\[bfrtu]")
_REAL_ESCAPE = re.compile(rb"(?<!\\)(?:\\\\)*\\[bfrtu]")  # and no backslash of the text's own before a letter
_LONG_FOREIGN_RUN = re.compile(f"[^\x00-\x7f]{{{_MOST_MARKS + 1},}}")


def clean(text: str, *, lines: bool = True) -> str:
    """``text`` without anything that a terminal obeys or a reader cannot see, in NFC.

    Line breaks of every kind become ``\\n`` (a space with ``lines=False``), tabs become four spaces,
    and a base character keeps at most four combining marks. Cleaning twice changes nothing."""
    if _SUSPECT.search(text):
        text = _BREAKS.sub("\n", text).replace("\t", _TAB)
        text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
        if _LONG_FOREIGN_RUN.search(text):
            text = _fewer_marks(text)
    return text if lines else text.replace("\n", " ")


def is_clean(written: bytes) -> bool:
    """Whether ``clean`` would leave every text alone in what is ``written`` as JSON: nothing is in it that
    goes, neither as it is nor as one of the escapes in which JSON can hide it. Never true by mistake;
    false by mistake where a line begins with an accent, which costs no more than going through text by text.

    So that what this program wrote need not be gone through text by text. Only the parts that hold more than
    ASCII are looked at closely: 5 MB of a long story take 3 ms, where all of it would take 120."""
    if _ESCAPE.search(written) and _REAL_ESCAPE.search(written):
        return False
    if b"\x7f" in written:
        return False  # JSON itself refuses the other controls
    start = 0
    while start < len(written):
        end = written.find(b'"', start + _PART) + 1 or len(written)  # what is cut at a quote reads the same
        part = written[start:end]
        if not part.isascii() and clean(text := part.decode("utf-8", "replace")) != text:
            return False
        start = end
    return True


def hidden(text: str) -> list[int]:
    """Where in ``text`` the characters are that nobody sees, and that ``clean`` takes out."""
    return [found.start() for found in _UNSEEN.finditer(text)] if _SUSPECT.search(text) else []


def _fewer_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def width(text: str) -> int:
    """Cells that one line of ``text`` takes in a terminal: 2 for wide East Asian characters, 0 for
    combining marks and controls."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cc", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def names_after(written: bytes, *prefixes: bytes) -> set[str]:
    """The names that stand behind any of ``prefixes``, as in ``visits.intro``, in what ``msgspec.json`` has
    ``written``; a prefix that is only the end of a longer word does not count.

    A search for fixed bytes reads 5 MB in 2 ms, a pattern with alternatives in 60."""
    found = set()
    for prefix in prefixes:
        before, *pieces = written.split(prefix)
        for after in pieces:
            name = _NAME.match(after)
            if name and not _IN_A_WORD.search(before[-2:]):
                found.add(name.group().decode())
            before = after
    return found


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that ``word`` was probably meant to be, if any is close."""
    from difflib import get_close_matches

    names = list(known)
    if len(names) > _MANY:  # a slip leaves the start or the end of a word as it was
        names = [name for name in names if name[:3] == word[:3] or name[-3:] == word[-3:]]
    folded = {name.casefold(): name for name in reversed(names)}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None
