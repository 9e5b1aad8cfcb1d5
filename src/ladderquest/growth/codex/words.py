"""The words of all pages: which page says what, how prominently."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from ladderquest.documents.document import AnyPart, Bullets, Entries, Heading, Paragraph, Table
from ladderquest.documents.prose import paragraphs
from ladderquest.growth.codex.page import Page

__all__ = ["ABOUT", "NAMED", "TEXT", "TITLE", "Words", "fold", "lines_of"]

TITLE, NAMED, ABOUT, TEXT = 8, 6, 3, 1
"""What a word is worth, by where a page has it."""

_WORD = re.compile(r"\w+")
_LEAST_MISTYPED = 5


def fold(text: str) -> list[str]:
    """The words of a text as they are compared: without case and accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return _WORD.findall(plain)


def lines_of(parts: Iterable[AnyPart]) -> Iterator[str]:
    """What parts say, a paragraph, an item or a row at a time."""
    for part in parts:
        match part:
            case Heading(_, text):
                yield text
            case Paragraph(text):
                yield from (" ".join(each.split()) for each in paragraphs(text))
            case Bullets(items):
                yield from items
            case Entries(entries):
                yield from (f"{label}: {text}" if label else text for label, text in entries)
            case Table(_, rows):
                yield from (" · ".join(cell for cell in row if cell) for row in rows)


class Words:
    """An index from a word to pages, so that a search at every key does not read all pages. ``pages`` are
    numbered as they came."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.pages = tuple(pages)
        self._worth: dict[str, dict[int, int]] = {}
        for number, page in enumerate(self.pages):
            for worth, texts in (
                (TITLE, (page.title,)),
                (NAMED, page.names),
                (ABOUT, (page.about,)),
                (TEXT, lines_of(page.parts)),
            ):
                for text in texts:
                    for word in fold(text):
                        self._worth.setdefault(word, {}).setdefault(number, worth)
        self._sorted = sorted(self._worth)
        self._spaceless = [word for word in self._sorted if not word.isascii()]
        self._mistyped = [word for word in self.prominent if len(word) >= _LEAST_MISTYPED]

    @property
    def prominent(self) -> list[str]:
        """The words of titles and names."""
        return [word for word in self._sorted if max(self._worth[word].values()) >= NAMED]

    def having(self, word: str) -> dict[int, int]:
        """Page -> what ``word`` (folded, perhaps only its beginning) is worth there; a whole word counts one
        more. Where no page has it and it is long enough, the titles and names with one slip in it."""
        found = self._beginning(word)
        if not found and len(word) >= _LEAST_MISTYPED:
            for meant in self._mistyped:
                if _one_slip(word, meant):
                    _add(found, self._worth[meant])
        return found

    def _beginning(self, word: str) -> dict[int, int]:
        found: dict[int, int] = {}
        for each in self._sorted[bisect_left(self._sorted, word) :]:
            if not each.startswith(word):
                break
            _add(found, self._worth[each], extra=each == word)
        if not word.isascii():  # scripts that put no spaces between words: anywhere within one
            for each in self._spaceless:
                if word in each:
                    _add(found, self._worth[each])
        return found


def _add(found: dict[int, int], worth: dict[int, int], *, extra: int = 0) -> None:
    for number, each in worth.items():
        found[number] = max(found.get(number, 0), each + extra)


def _one_slip(typed: str, meant: str) -> bool:
    """Whether ``typed`` is the beginning of ``meant`` (or all of it) with one letter wrong, missing, too many
    or swapped with the next."""
    pairs = enumerate(zip(typed, meant, strict=False))
    at = next((place for place, (one, other) in pairs if one != other), min(len(typed), len(meant)))
    rest, wanted = typed[at:], meant[at:]
    swapped = len(wanted) > 1 and rest[:2] == wanted[1::-1] and wanted[2:].startswith(rest[2:])
    wrong, missing = wanted[1:].startswith(rest[1:]), wanted[1:].startswith(rest)
    return swapped or wrong or missing or wanted.startswith(rest[1:])
