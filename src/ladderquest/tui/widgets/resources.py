"""The line above the keys: what is left to spend, and how many clues are in hand."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content
from textual.widgets import Static

WIDEST_BAR = 10


class Resource(NamedTuple):
    """A resource as shown: its label, what is left, and what it started with."""

    label: str
    left: int
    full: int


class ResourceLine(Static):
    """At most two resources, then the clues. Small ones get a bar; every one gets its number."""

    DEFAULT_CSS = """
    ResourceLine { dock: bottom; height: 2; margin-bottom: 1; padding: 1 3 0 3; }
    """

    def show(self, resources: list[Resource], clues: tuple[int, int], more: bool) -> None:
        """Show these values. ``clues`` is (found, in all); ``more`` says that there is text below."""
        parts: list[Content | str] = []
        for resource in resources:
            parts += [(Content.styled(f"{resource.label} ", "$quiet")), *self._bar(resource), "   "]
        if clues[1]:
            parts.append(
                Content.assemble(("Clues ", "$quiet"), str(clues[0]), (f" of {clues[1]}", "$quiet"), "   ")
            )
        if more:
            parts.append(Content.styled("▾ more below", "$accent"))
        self.update(Content.assemble(*parts), layout=False)

    def _bar(self, resource: Resource) -> list[Content]:
        full = max(resource.full, resource.left)
        if not 0 < full <= WIDEST_BAR:
            return [Content.styled(str(resource.left), "bold")]
        bar = "▮" * resource.left + "▯" * (full - resource.left)
        return [Content.styled(bar, "$accent"), Content(f" {resource.left}")]
