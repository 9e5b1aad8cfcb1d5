"""The calculator of an A/B test, line by line: a line gives one number by its name, and all follows."""

from __future__ import annotations

from ladderquest.growth.calculator import FIELDS, Lines, after_told, before_told, start_values
from ladderquest.plain.console import Console, menu, number

BACK = ("q", "b", "back", "quit")
_HOW = "`2 0.5` gives the second number, `2` alone empties it; an empty line shows everything; `q` goes back."


def calculate(console: Console, given: dict[str, str]) -> None:
    """Until the player goes back. ``given`` is what was given before, by field, and changes with what is
    given now. Raises ``InputEnded``."""
    given.update({**start_values(), **given})
    _show(console, given)
    while True:
        line = console.ask().lower()
        if line in BACK:
            return
        word, _, value = line.partition(" ")
        place = number(word)
        if line and (place is None or not 1 <= place <= len(FIELDS)):
            console.say(f"There is no number {word!r} here: they run from 1 to {len(FIELDS)}. {_HOW}")
            continue
        if place is None:
            _show(console, given)
        else:
            given[FIELDS[place - 1].id] = value.strip()
            _results(console, given)


def _show(console: Console, given: dict[str, str]) -> None:
    console.gap()
    entries = [
        (str(place), f"{field.label}: {given[field.id] or 'empty'} ({field.rule})")
        for place, field in enumerate(FIELDS, start=1)
    ]
    menu(console, entries)
    _results(console, given)
    console.say(_HOW)
    console.gap()


def _results(console: Console, given: dict[str, str]) -> None:
    for heading, lines in (("Before the test", before_told(given)), ("After it", after_told(given))):
        if lines:
            console.gap()
            console.say(heading)
            _lines(console, lines)
    console.gap()


def _lines(console: Console, lines: Lines) -> None:
    for label, text in lines:
        console.say(f"{label}: {text}" if label else text)
