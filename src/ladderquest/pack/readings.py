"""What blind readers made of a scenario: ratings without the key, and guesses from the options alone.

A file each in ``readings/``, which nothing that is played ever opens: only who asks for it reads it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from msgspec import Meta

from ladderquest.pack.base import Line, Name, Names, Slug, Slugs, Struct
from ladderquest.pack.convert import Converted, convert
from ladderquest.pack.files import Gathered, gather_folder
from ladderquest.pack.reader import read

__all__ = [
    "READINGS",
    "BlindGuess",
    "BlindReading",
    "ReadingsFile",
    "Taken",
    "gather_readings",
    "read_readings",
]

READINGS = "readings"
"""The folder of a pack in which they lie."""

Stars = Annotated[int, Meta(ge=1, le=5)]


class Taken(Struct, frozen=True, kw_only=True):
    """A step of a stated path: a scene, and what was taken there. Of a ``choose`` that is its option, of an
    ``investigate`` the clues in their order, of a ``mark`` the places, of a ``defend`` the claim and then the
    exhibits, of an ``allocate`` every item with its amount (``tests-3``), of a ``write`` nothing. The id of a
    result will do for any move that has results."""

    scene: Name
    took: Slugs = ()


class BlindReading(Struct, frozen=True, kw_only=True):
    """What one reader thought of every option of a ``choose``, without seeing the key: in one world, after
    one stated path, with the clues that were held then."""

    decision: Name
    world: Name
    path: tuple[Taken, ...] = ()
    known: Names = ()
    reader: Line
    ratings: dict[Slug, Stars]


class BlindGuess(Struct, frozen=True, kw_only=True):
    """Which option one reader took for the best who saw the options alone, without the scene."""

    decision: Name
    reader: Line
    option: Slug


class ReadingsFile(Struct, frozen=True, kw_only=True):
    """A file in ``readings/``: what readers made of one scenario. ``about`` says plainly who they are."""

    scenario: Slug
    about: str
    readings: tuple[BlindReading, ...] = ()
    guesses: tuple[BlindGuess, ...] = ()


def gather_readings(root: Path) -> Gathered:
    """The bytes of every ``readings/**/*.yaml`` of the pack in ``root``; a pack may have none."""
    gathered = Gathered()
    gather_folder(gathered, root, READINGS)
    return gathered


def read_readings(data: bytes, name: str) -> Converted[ReadingsFile]:
    """One file with the place of everything in it. Never raises, whatever ``data`` is."""
    return convert(read(data, name), ReadingsFile)
