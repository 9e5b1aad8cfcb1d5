"""What is wrong with a pack, in one sentence each, with a place and a code that stays.

``LQ1xx`` syntax and files, ``LQ2xx`` schema, ``LQ3xx`` references, ``LQ4xx`` expressions and templates.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from ladderquest.pack.text import clean

__all__ = ["TITLES", "Finding", "Findings", "PackError", "Severity"]

Severity = Literal["error", "warning", "note"]

TITLES: dict[str, str] = {
    "LQ101": "the file is not UTF-8",
    "LQ102": "the file is too large",
    "LQ103": "nested too deeply",
    "LQ104": "not valid YAML",
    "LQ105": "anchor or alias",
    "LQ106": "tag",
    "LQ107": "a key is given twice",
    "LQ108": "a key is not a word",
    "LQ109": "more than one document",
    "LQ110": "the file is empty",
    "LQ111": "tab",
    "LQ112": "control character",
    "LQ113": "a file is missing or cannot be read",
    "LQ114": "a link leaves the pack",
    "LQ115": "the file is not read",
    "LQ116": "the pack that this one builds on cannot be used",
    "LQ201": "unknown key",
    "LQ202": "a key is missing",
    "LQ203": "wrong kind of value",
    "LQ204": "a value is not allowed",
    "LQ205": "text is too long",
    "LQ206": "text has more than one line",
    "LQ207": "a scene has no known move",
    "LQ208": "nothing is there",
    "LQ209": "another version of the format",
    "LQ301": "an id is used twice",
    "LQ302": "an id leads nowhere",
    "LQ303": "no way on",
    "LQ304": "a list of cases is not complete, or has cases that never count",
    "LQ305": "endings and scenes that end disagree",
    "LQ306": "a place does not point at one line",
    "LQ307": "bounds do not fit",
    "LQ308": "worlds declare different facts",
    "LQ309": "too many resources",
    "LQ310": "a delayed block is never set off",
    "LQ311": "two scenarios have one id",
    "LQ312": "routes do not cover every count once",
    "LQ313": "locked without a condition",
    "LQ314": "an id that expressions use for something else",
    "LQ315": "scenes that ask nothing lead in a circle",
    "LQ401": "a condition is wrong",
    "LQ402": "an effect is wrong",
    "LQ403": "a replacement in text is wrong",
    "LQ404": "a remembered value is wrong",
}
"""Every code with what it stands for."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong. ``line`` and ``column`` count characters from 1; ``suggestion`` is the
    word that was probably meant."""

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    message: str
    suggestion: str | None = None

    def __str__(self) -> str:
        """``file:line:column: message (did you mean …?)``, one line, safe to print."""
        hint = f" (did you mean {self.suggestion}?)" if self.suggestion else ""
        return f"{self.file}:{self.line}:{self.column}: {self.message}{hint}"


class Findings:
    """Collects the findings of one file."""

    def __init__(self, file: str) -> None:
        """``file``: path as authors know it, relative to the pack."""
        self.file = clean(file, lines=False)
        self.items: list[Finding] = []

    def add(
        self,
        code: str,
        place: tuple[int, int],
        message: str,
        suggestion: str | None = None,
        severity: Severity = "error",
    ) -> None:
        """Note what is wrong at ``place`` (line, column)."""
        self.items.append(
            Finding(
                code=code,
                severity=severity,
                file=self.file,
                line=place[0],
                column=place[1],
                message=clean(message, lines=False),
                suggestion=suggestion and excerpt(suggestion, 60),
            )
        )

    @property
    def places(self) -> set[tuple[int, int]]:
        """Where something is wrong already, as (line, column)."""
        return {(finding.line, finding.column) for finding in self.items}


class PackError(Exception):
    """A pack or a file of it cannot be used; ``findings`` says why."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """``findings``: at least one, in the order of the files."""
        self.findings = tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))


def excerpt(text: str, most: int = 40) -> str:
    """``text`` as a message may quote it: clean, on one line, at most ``most`` characters."""
    text = clean(text, lines=False)
    return text if len(text) <= most else text[: most - 1] + "…"
