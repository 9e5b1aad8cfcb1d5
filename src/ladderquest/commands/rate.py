"""``rate``: a team's own expert rates the options of a scenario without seeing the key."""

from __future__ import annotations

import os
import re
import shutil
from argparse import Namespace
from pathlib import Path

from ladderquest.authoring.rating import Situation, situations
from ladderquest.authoring.recording import CannotAdd, begun, extended
from ladderquest.commands.lines import console_here
from ladderquest.commands.output import complain, counted, from_here
from ladderquest.commands.where import options_of
from ladderquest.options import open_pack
from ladderquest.pack.files import bytes_of, exists, is_folder, too_large
from ladderquest.pack.findings import excerpt
from ladderquest.pack.loader import edition
from ladderquest.pack.readings import READINGS, BlindGuess, BlindReading, ReadingsFile, read_readings
from ladderquest.pack.text import clean, nearest
from ladderquest.plain.console import Console, InputEnded
from ladderquest.plain.rating import Rater, Stopped
from ladderquest.play import Program

USAGE, INTERRUPTED = 2, 130
_LONGEST_NAME = 60
_AUTOMATED = re.compile(r"reader *\d*", re.IGNORECASE)
_ABOUT = (
    "Whoever has a name here rated as an expert, by `ladderquest rate`: the situation and the options in a "
    "shuffled order, never the key."
)


class RateError(Exception):
    """Nothing can be rated, or not into this file; the message is one sentence without its full stop."""


def rate(arguments: Namespace) -> int:
    """Ask, and write down what is said, decision by decision. 2 if nothing can be written, 130 after ctrl+c.
    Raises ``PackError``, ``GameError``, ``UnknownId``."""
    try:
        return _rate(arguments)
    except RateError as error:
        complain(f"{error}.")
        return USAGE


def _rate(arguments: Namespace) -> int:
    output, reader = arguments.output, arguments.reader
    if output is not None and (not output.strip() or "\0" in output):
        raise RateError("-o names no file; give it one, as in -o ada.yaml")
    if reader is not None and not _name(reader):
        raise RateError("--reader names no person; give your name, as in --reader Ada")
    options = options_of(arguments)
    pack = open_pack(options)
    program = Program(edition(pack, arguments.scenario))
    worlds = [world.id for world in program.scenario.worlds]
    if arguments.world is not None and arguments.world not in worlds:
        close = nearest(arguments.world, worlds)
        hint = f" (did you mean {close}?)" if close else f"; there is {', '.join(worlds)}"
        raise RateError(f"there is no world {excerpt(arguments.world)!r} in {arguments.scenario}{hint}")
    found = situations(program, worlds if arguments.world is None else [arguments.world])
    in_pack = output is None
    path = Path(output or options.pack / READINGS / f"{arguments.scenario}.yaml")
    notebook = Notebook(path, arguments.scenario, in_pack=in_pack)
    notebook.read()
    notebook.check_writable()
    console = console_here()
    console.say(f'You rate "{program.scenario.title}". What you give is in {from_here(path)} at once.')
    return _asked(console, program, reader, found, notebook)


def _asked(
    console: Console, program: Program, reader: str | None, found: list[Situation], notebook: Notebook
) -> int:
    code, rater = 0, None
    try:
        name = _name(reader) if reader is not None else _asked_name(console)
        rater = Rater(console, program, name, notebook.add)
        rater.ask(found, notebook.read())
        console.gap()
        if not rater.given:
            console.say(f"Nothing is left for {name} to rate here.")
    except (Stopped, InputEnded):
        console.say("Stopped. The same command goes on from here.")
    except KeyboardInterrupt:
        console.line()
        code = INTERRUPTED
    if rater is not None and rater.given:
        told = f"{counted(rater.given, 'answer')} written: {from_here(notebook.path)}."
        console.say(f"{told} `ladderquest check` compares all readings with the key.")
    return code


def _asked_name(console: Console) -> str:
    """Raises ``InputEnded``, ``Stopped``."""
    console.say("What name shall stand beside your ratings? (q stops)")
    while True:
        word = console.ask()
        if word.lower() == "q":
            raise Stopped
        if _name(word):
            return _name(word)
        console.say("Your name, as in Ada; `reader 1` and the like are automated.")


def _name(word: str) -> str:
    """The name that is meant; "" where nobody is, or one of the automated readers."""
    name = clean(word, lines=False).strip()[:_LONGEST_NAME].strip()
    return "" if _AUTOMATED.fullmatch(name) else name


class Notebook:
    """The file that a reader's words go into. Every line that is in it already stays."""

    def __init__(self, path: Path, scenario: str, *, in_pack: bool) -> None:
        """``in_pack``: whether it lies among the readings of a pack."""
        self.path = path
        self._scenario = scenario
        self._in_pack = in_pack

    def read(self) -> ReadingsFile:
        """What is in it now; nothing if there is no such file. Raises ``RateError``."""
        return self._value(self._text())

    def add(self, given: BlindReading | BlindGuess) -> None:
        """Write one thing more. Raises ``RateError``; then the file is as it was."""
        text = self._text()
        self._value(text)
        try:
            if isinstance(given, BlindReading):
                text = extended(text, [given], [])
            else:
                text = extended(text, [], [given])
        except CannotAdd as error:
            raise RateError(f"{from_here(self.path)} cannot be added to: {error}") from None
        try:
            self._write(text)
        except OSError as error:
            raise self._cannot(error) from None

    def check_writable(self) -> None:
        """Raises ``RateError`` where nothing could be written: better before the questions than after."""
        above = self.path if exists(self.path) else self.path.absolute().parent
        while not exists(above) and above != above.parent:
            above = above.parent
        if not os.access(above, os.W_OK) or (above != self.path and not is_folder(above)):
            where = from_here(self.path)
            raise RateError(f"{where} cannot be written there; name a file of your own with -o")

    def _text(self) -> str:
        if not os.path.lexists(self.path):
            return begun(self._scenario, _ABOUT, in_pack=self._in_pack)
        try:
            data = bytes_of(self.path)
        except (OSError, ValueError) as error:
            told = getattr(error, "strerror", None) or "unknown reason"
            raise RateError(f"{from_here(self.path)} cannot be read: {told}") from None
        if isinstance(data, int):
            raise RateError(f"{from_here(self.path)} cannot be read: {too_large(data)}")
        self._value_of(data)
        return data.decode("utf-8")

    def _value(self, text: str) -> ReadingsFile:
        return self._value_of(text.encode())

    def _value_of(self, data: bytes) -> ReadingsFile:
        converted = read_readings(data, from_here(self.path))
        value, wrong = converted.value, converted.findings.items
        if value is None or wrong:
            raise RateError(f"{wrong[0]}; mend it, or begin another file with -o")
        if value.scenario != self._scenario:
            told = f"it is about {value.scenario}, not about {self._scenario}"
            raise RateError(f"{from_here(self.path)} cannot be added to: {told}")
        return value

    def _write(self, text: str) -> None:
        """A new file beside it first, then that in its place."""
        path = self.path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            made.write_text(text, encoding="utf-8", newline="")
            if exists(path):
                shutil.copymode(path, made)
            made.replace(path)
        finally:
            made.unlink(missing_ok=True)

    def _cannot(self, error: OSError) -> RateError:
        where, why = from_here(self.path), error.strerror or "unknown reason"
        return RateError(f"{where} cannot be written: {why}; what was given before is in it")
