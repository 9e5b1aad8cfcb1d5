"""Written work line by line: the list, and one exercise with all that can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from ladderquest.desk.writing import Writing, all_standings, score, time_version
from ladderquest.documents.text import to_text
from ladderquest.game import Game, GameError
from ladderquest.growth.exercises import (
    SCORES,
    aloud_told,
    comeback_days,
    hint_told,
    hints_left,
    missing,
    missing_told,
    model_is_open,
    standing_told,
    text_of,
    to_time,
)
from ladderquest.growth.phrases import listed
from ladderquest.growth.speaking import Speaking
from ladderquest.growth.work import Score
from ladderquest.growth.workbook import comparison_document, version_document
from ladderquest.pack.workbook import Criterion, Exercise, Part
from ladderquest.plain.calculator import calculate
from ladderquest.plain.console import Console, InputEnded, menu, number
from ladderquest.plain.disk import wait
from ladderquest.play.words import TOO_LONG, count_words, is_too_long, words_told
from ladderquest.saves.errors import SavesError

DONE, ANEW = ".", "-"
BACK = ("q", "b", "back", "quit")
SHOW_ME = (
    "The model answer opens behind your own words. `m` once more opens it now, and your version will say "
    "that you read it first."
)
_INITIALS: dict[str, Score] = {score[0]: score for score in SCORES} | {score: score for score in SCORES}


class Exercises:
    """The exercises of a pack at a console. What is typed is kept, whatever ends the writing."""

    def __init__(self, console: Console, game: Game) -> None:
        self.console = console
        self.game = game

    def visit(self, which: str) -> None:
        """All of them, or the one with this number or id. Raises ``SavesError``, ``InputEnded``."""
        console, found = self.console, all_standings(self.game)
        if not found:
            console.say("There are no exercises in this pack.")
            return
        if which == "c" and self._has_calculator():
            calculate(console, {})
            return
        place = number(which)
        exercises = [each.exercise for each in found]
        if place is not None and 1 <= place <= len(exercises):
            Desk(console, self.game, exercises[place - 1]).sit()
            return
        named = next((each for each in exercises if which and each.id == which), None)
        if named is not None:
            Desk(console, self.game, named).sit()
            return
        if which:
            console.say(f"There is no exercise {which!r}: the numbers run from 1 to {len(found)}.")
        self._list()

    def _has_calculator(self) -> bool:
        return any(each.calculator for each in self.game.pack.workbook.exercises)

    def _list(self) -> None:
        console, phase, last = self.console, -1, len(self.game.pack.workbook.exercises)
        column = len(str(last))
        for place, each in enumerate(all_standings(self.game), start=1):
            exercise = each.exercise
            if exercise.phase != phase:
                phase = exercise.phase
                console.gap()
                console.say(f"Phase {phase}" if phase else "For every phase")
            days = [str(day) for day in comeback_days(exercise, self.game.pack.workbook) if day]
            back = f" Comes back on day {listed(days)}." if days else ""
            told = f"{exercise.title} ({exercise.minutes} minutes). {standing_told(each)}.{back}"
            console.item(str(place), told, column)
        console.gap()
        more = ", `e c` the calculator of an A/B test" if self._has_calculator() else ""
        console.say(f"`e 1` opens the first{more}.")
        console.gap()


class Desk:
    """One exercise, until the player goes back."""

    def __init__(self, console: Console, game: Game, exercise: Exercise) -> None:
        self.console = console
        self.game = game
        self.exercise = exercise
        self.writing = Writing(game, exercise)
        self._asked_for_model = False
        self._numbers: dict[str, str] = {}

    def sit(self) -> None:
        """Say what it is, then do what the lines say."""
        console, exercise = self.console, self.exercise
        console.gap()
        console.say(exercise.title)
        console.passage(exercise.about)
        self._parts()
        self._way()
        while True:
            console.gap()
            line = console.ask().lower()
            if line in BACK:
                return
            try:
                self._do(line)
            except (GameError, SavesError) as error:
                console.say(str(error))

    def _do(self, line: str) -> None:
        place = number(line)
        if line != "m":
            self._asked_for_model = False
        if place is not None and 1 <= place <= len(self.exercise.parts):
            self._write(self.exercise.parts[place - 1])
            return
        word, _, rest = line.partition(" ")
        act = dict(self._acts()).get(word)
        if word in ("v", "t") and act is not None:
            (self._versions if word == "v" else self._speak)(rest.strip())
        elif act is not None and not rest:
            act()
        else:
            if line not in ("?", ""):
                self.console.say(f"There is no {line!r} here.")
            self._way()

    def _acts(self) -> list[tuple[str, Callable[[], None]]]:
        found = self.writing.standing
        acts = [("i", self._hand_in), ("m", self._model), ("l", self._parts)]
        if hints_left(self.exercise, self.writing.draft):
            acts.append(("h", self._hint))
        if self.exercise.rubric and found.versions:
            acts.append(("r", self._rubric))
        if found.versions:
            acts.append(("v", lambda: self._versions("")))
        if self.exercise.speak:
            acts.append(("t", lambda: self._speak("")))
        if self.exercise.calculator:
            acts.append(("c", lambda: calculate(self.console, self._numbers)))
        return acts

    def _way(self) -> None:
        words = {
            "i": "hand in",
            "m": "the model answer",
            "l": "the parts once more",
            "h": f"a hint ({hints_left(self.exercise, self.writing.draft)} left)",
            "r": "score your newest version",
            "v": "your newest version against the one before (`v 2`: the second)",
            "t": f"say it aloud, {self.exercise.speak} seconds a part (`t 1`: the first)",
            "c": "the calculator",
        }
        many = len(self.exercise.parts)
        write = ("1", "write") if many == 1 else (f"1-{many}", "write a part")
        self.console.gap()
        menu(
            self.console,
            [write, *((key, words[key]) for key, _ in self._acts()), ("?", "this list"), ("q", "back")],
        )

    # --- writing ---------------------------------------------------------------------------------

    def _parts(self) -> None:
        """What is asked, and how far it is."""
        console, gaps = self.console, missing(self.exercise, self.writing.draft)
        for place, part in enumerate(self.exercise.parts, start=1):
            words = self.writing.draft.words.get(part.id, "")
            told = "nothing of your own yet" if part in gaps else words_told(count_words(words))
            console.passage(f"{place}. {part.ask} ({told})")

    def _write(self, part: Part) -> None:
        """Lines until a single dot, behind what was there; ``-`` begins anew."""
        self.game.must_write()
        console, there = self.console, self.writing.draft.words.get(part.id, "")
        console.passage(part.ask)
        if shown := text_of(part, self.writing.draft):
            console.gap()
            console.as_it_is("\n".join(f"  {line}" for line in shown.split("\n")))
        behind = f" They go behind what is there; a first line `{ANEW}` begins anew." if there else ""
        console.passage(f"Write lines; a single `{DONE}` ends them.{behind}")
        lines = there.split("\n") if there else []
        fresh = True
        try:
            while (line := console.ask()) != DONE:
                lines = [] if line == ANEW and fresh else [*lines, line]
                fresh = False
                self._typed(part, lines)
        except (InputEnded, KeyboardInterrupt):
            self._keep()
            raise
        if is_too_long("\n".join(lines)):
            console.say(TOO_LONG)
        self._keep()
        console.say(f"Kept: {words_told(count_words(self.writing.draft.words.get(part.id, '')))}.")

    def _typed(self, part: Part, lines: list[str]) -> None:
        """Every line is on its way to the disk at once: whatever ends the game, no more is lost."""
        if any(lines):
            self.writing.write(part, "\n".join(lines))
            self.writing.keep()

    def _keep(self) -> None:
        saved = self.writing.keep() or self.writing.last
        if saved is not None:
            wait(self.console, saved)

    def _hint(self) -> None:
        self.game.must_write()
        self.writing.open_hint()
        self.console.passage(hint_told(self.exercise, self.writing.draft.hints - 1))
        self._keep()

    def _hand_in(self) -> None:
        wait(self.console, self.writing.hand_in())
        found = self.writing.standing
        self.console.gap()
        self.console.as_it_is(
            to_text(version_document(found, len(found.versions) - 1), width=self.console.width)
        )
        self.writing = Writing(self.game, self.exercise)
        if self.exercise.rubric:
            self.console.passage("Handed in. `r` scores it by the rubric, `v` shows your versions.")

    def _model(self) -> None:
        if not model_is_open(self.writing.standing, self.writing.draft):
            if not missing_told(self.exercise, self.writing.draft):
                self.console.say("Every part has words of yours: `i` hands in, and the model answer follows.")
                return
            if not self._asked_for_model:
                self._asked_for_model = True
                self.console.say(SHOW_ME)
                return
            self.game.must_write()
            self.writing.show_model()
            self._keep()
        self.console.passage("A model answer")
        self.console.passage(self.exercise.model)

    # --- what was handed in ----------------------------------------------------------------------

    def _rubric(self) -> None:
        """Score every line of the rubric; an empty line leaves one as it is."""
        self.game.must_write()
        for place, criterion in enumerate(self.exercise.rubric, start=1):
            given = self._asked(f"{place} of {len(self.exercise.rubric)}. {criterion.text}", criterion)
            if given == "stop":
                break
            if given is not None:
                version = self.writing.standing.versions[-1]
                wait(self.console, score(self.game, version, criterion.id, given))
        self.console.say(f"{standing_told(self.writing.standing)}.")

    def _asked(self, heading: str, criterion: Criterion) -> Score | Literal["stop"] | None:
        """A score, or None to leave the one that is there."""
        console = self.console
        console.passage(heading)
        menu(console, [("s", f"strong: {criterion.strong}"), ("f", f"fair: {criterion.fair}"),
                       ("m", f"missing: {criterion.missing}")])  # fmt: skip
        while True:
            line = console.ask().lower()
            if line in BACK:
                return "stop"
            if line == "" or line in _INITIALS:
                return _INITIALS.get(line)
            console.say("Answer with s, f or m; an empty line leaves it as it is, `q` stops.")

    def _versions(self, which: str) -> None:
        """A version against the one before it: the one with this number, else the newest."""
        found = self.writing.standing
        count = len(found.versions)
        place = number(which) if which else count
        if place is None or not 1 <= place <= count:
            self.console.say(f"There is no version {which!r}: the numbers run from 1 to {count}.")
            return
        document = (
            comparison_document(self.exercise, *found.versions[place - 2 : place])
            if place > 1
            else version_document(found, 0)
        )
        self.console.gap()
        self.console.as_it_is(to_text(document, width=self.console.width))

    def _speak(self, which: str) -> None:
        """A line starts the clock, a line stops it; for the part with this number, else those that were
        not timed yet, one after the other."""
        found, count = self.writing.standing, len(self.exercise.parts)
        handed = found.newest if found.begun is None and not self.writing.owed else None
        places = to_time(self.exercise, self.writing.draft if handed is None else handed)
        if which:
            place = number(which)
            if place is None or not 1 <= place <= count:
                self.console.say(f"There is no part {which!r}: the numbers run from 1 to {count}.")
                return
            places = [place - 1]
        self.game.must_write()
        for place in places:
            seconds = self._timed(self.exercise.parts[place])
            if seconds is None:
                return
            if handed is None:
                self.writing.spoken(self.exercise.parts[place].id, seconds)
                self._keep()
            else:
                newest = self.writing.standing.versions[-1]
                wait(self.console, time_version(self.game, newest, self.exercise.parts[place].id, seconds))

    def _timed(self, part: Part) -> int | None:
        """How many seconds it took, None where the player leaves it."""
        console, target = self.console, self.exercise.speak
        console.passage(part.ask)
        console.say(f"{target} seconds. An empty line starts the clock, another stops it; `q` leaves it.")
        if console.ask().lower() in BACK:
            return None
        speaking = Speaking(target, self.game.now())
        console.say("Go.")
        if console.ask().lower() in BACK:
            return None
        seconds = max(1, speaking.seconds(self.game.now()))
        console.say(aloud_told(seconds, target))
        return seconds
