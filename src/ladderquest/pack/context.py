"""What a check of one file knows: where to report, and what the rest of the pack declares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ladderquest.pack.convert import Converted, Path
from ladderquest.pack.findings import Severity, excerpt
from ladderquest.pack.model import Memory, Pack
from ladderquest.pack.text import nearest

__all__ = ["Context", "Report", "context_of"]

_MOST_GUESSES = 200  # a file with more unknown names than this has another problem than spelling


@dataclass(frozen=True)
class Context:
    """Ids that scenario files may name. None: that file is broken, so nothing can be said against it."""

    cast: frozenset[str] | None
    memories: tuple[Memory, ...] | None
    traps: frozenset[str] | None
    signals: frozenset[str] | None
    gates: frozenset[str] | None


def context_of(pack: Pack) -> Context:
    """The context that a sound pack gives to a further scenario file."""
    ladder = pack.ladder
    return Context(
        cast=frozenset(member.id for member in pack.cast),
        memories=pack.memories,
        traps=frozenset(trap.id for trap in ladder.traps),
        signals=frozenset(signal.id for signal in ladder.signals),
        gates=frozenset(item.id for phase in ladder.phases for item in phase.gate),
    )


class Report:
    """Notes findings of one file by the path of the value. What conversion has said of a value is enough:
    nothing is added at the same place."""

    def __init__(self, converted: Converted[Any]) -> None:
        """``converted``: the file; its findings are added to."""
        self._converted = converted
        self._said = converted.findings.places
        self._guesses = 0

    def add(
        self,
        code: str,
        path: Path,
        message: str,
        suggestion: str | None = None,
        offset: int | None = None,
        severity: Severity = "error",
    ) -> None:
        """Note that ``message`` is true of the value at ``path``, ``offset`` characters into it."""
        if self._said and self._converted.place(path) in self._said:
            return
        place = self._converted.place(path, offset)
        self._converted.findings.add(code, place, message, suggestion, severity)

    def line(self, path: Path) -> int:
        """The line of the value at ``path``."""
        return self._converted.place(path)[0]

    def known(self, path: Path, name: str, known: Iterable[str] | None, what: str) -> None:
        """Note it if ``name`` is not one of ``known``; an empty name is noted already."""
        if name and known is not None and name not in (names := frozenset(known)):
            self._guesses += 1
            close = nearest(name, sorted(names)) if self._guesses <= _MOST_GUESSES else None
            self.add("LQ302", path, f"there is no {what} {excerpt(name)!r}", close)

    def unique(self, entries: Iterable[tuple[Path, str]], said: str = "is an id already") -> None:
        """Note every name that an earlier entry has."""
        first: dict[str, Path] = {}
        for path, name in entries:
            if name and name in first:
                line = self.line(first[name])
                self.add("LQ301", path, f"{excerpt(name)!r} {said}, on line {line}")
            else:
                first[name] = path

    def bounds(self, path: Path, initial: int | bool, least: int, most: int) -> None:
        """Note what is wrong with a variable's or memory's bounds."""
        if isinstance(initial, bool):
            if (least, most) != (0, 100):
                self.add("LQ307", (*path, "initial"), "true/false values have no `min` and `max`")
        elif least > most:
            self.add("LQ307", (*path, "min"), f"`min` is {least} and `max` is {most}")
        elif not least <= initial <= most:
            self.add("LQ307", (*path, "initial"), f"`initial` is {initial}, outside {least} to {most}")
