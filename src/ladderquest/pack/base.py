"""What every struct of the format is built from: ids, lines, conditions, and the base class."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

SCHEMA = 1
"""Version of the format; part of every cache key and every compiled scenario."""

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
"""An id that expressions may name (variable, clue, world, scene, place, claim, memory, cast)."""

Slug = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$", max_length=60)]
"""An id that no expression names (scenario, option, trap, gate item, signal, ending)."""

Condition = Annotated[str, Meta(description="expression that is true or false", max_length=400)]
Effect = Annotated[str, Meta(description="assignments, separated by ';'", max_length=600)]
Line = Annotated[str, Meta(description="text on one line", max_length=300)]
Calculator = Annotated[str, Meta(pattern=r"^(ab)$")]
"""Which calculator lies beside something: ``ab``, of two rates compared."""


Names = tuple[Name, ...]
Slugs = tuple[Slug, ...]


class Struct(
    msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Base of every struct of the format: immutable, unknown fields refused.

    ``kw_only`` is not inherited by msgspec, so every struct says it again."""
