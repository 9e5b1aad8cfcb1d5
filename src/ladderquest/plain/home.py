"""Line-mode home: who is playing, where to start, the ladder to pick from."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ladderquest.game import NAME, Game, GameError, Sitting
from ladderquest.growth.progress import PhaseProgress, ScenarioProgress
from ladderquest.plain.console import Clock, Console, menu, number
from ladderquest.plain.disk import wait
from ladderquest.plain.placement import Placing
from ladderquest.plain.places import PLACES
from ladderquest.plain.session import EVERYTHING, NOTHING_CHANGED, Session, saved
from ladderquest.plain.settings import SETTINGS, switched
from ladderquest.plain.visiting import visit
from ladderquest.saves.errors import SavesError

if TYPE_CHECKING:
    from ladderquest.draft import Rehearsal

_COMMANDS = [
    ("l", "the ladder, once more"),
    ("w", "where to start: the five questions about evidence"),
    ("s", "settings"),
    ("q", "leave (so does the end of the input)"),
]
_LEAVE = ("q", "quit", "exit")


class Home:
    """One player at a console, between scenarios and in them."""

    def __init__(
        self, console: Console, game: Game, clock: Clock, *, rehearsal: Rehearsal | None = None
    ) -> None:
        """``clock`` measures how long decisions take, ``rehearsal`` follows the file that is played."""
        self.console = console
        self.game = game
        self.clock = clock
        self.rehearsal = rehearsal
        self._sitting: Sitting | None = None
        self._told = 0

    def greet(self, *, created: bool) -> None:
        """Say who is playing, and what they should know of their saves."""
        name = self.game.store.profile.name
        self.console.say(f"New player: {name}." if created else f"Player: {name}.")
        if self.game.title() != NAME:
            self.console.say(f"{self.game.title()}.")
        self._tell_notices()

    def left(self) -> str:
        """What is said when the player is gone before a word of goodbye."""
        if self.rehearsal is not None:
            return self.rehearsal.goodbye
        if self._sitting is not None:
            return saved(self._sitting)
        return NOTHING_CHANGED if self.game.store.refused else EVERYTHING

    def play(self, scenario_id: str, *, seed: int | None) -> bool:
        """One scenario, from where it stands; whether it was played to an ending. Raises ``UnknownId``,
        ``GameError``, ``SavesError``, ``InputEnded``."""
        self._sitting = sitting = self.game.sit_down(scenario_id, seed=seed)
        self._tell_notices()
        session = Session(self.console, sitting, self.clock, rehearsal=self.rehearsal)
        session.play()
        self._sitting = None
        return session.sitting.run.ended

    def stay(self, *, seed: int | None) -> None:
        """Placement for newcomers, then the ladder, again and again. Raises ``InputEnded``."""
        store = self.game.store
        if store.profile.placement is None and not store.runs and not store.read_only:
            self._place()
        self._show_ladder()
        while True:
            line = self.console.ask()
            if line.lower() in _LEAVE or not self._do(line, seed):
                return

    # --- what can be done ------------------------------------------------------------------------

    def _do(self, line: str, seed: int | None) -> bool:
        """What ``line`` asks for; whether to stay."""
        scenarios, place = self._scenarios(), number(line)
        word, _, rest = line.partition(" ")
        line, word = line.lower(), word.lower()
        if line == "" and (upcoming := self._upcoming()) is not None:
            return self._enter(upcoming[0], seed)
        if place is not None and 1 <= place <= len(scenarios):
            return self._enter(scenarios[place - 1].scenario.id, seed)
        if line == "l":
            self._show_ladder()
        elif line == "w":
            self._place()
        elif word == "s":
            self._settings(rest.strip())
        elif word in PLACES:
            self._try(lambda: visit(word, rest.strip(), self.console, self.game))
            self._tell_notices()
        elif line in ("?", "help", "h"):
            self.console.say("Answer with the number of a scenario to play it.")
            menu(self.console, [*PLACES.items(), *_COMMANDS])
            self.console.gap()
        else:
            last = len(scenarios)
            self.console.say(f"There is no {line!r} here: answer with a number from 1 to {last}, or `?`.")
        return True

    def _enter(self, scenario_id: str, seed: int | None) -> bool:
        try:
            ended = self.play(scenario_id, seed=seed)
        except (GameError, SavesError) as error:
            self._sitting = None
            self.console.say(str(error))
            return True
        if ended:
            self._show_ladder()
        return ended

    def _place(self) -> None:
        try:
            self.game.must_write()
        except GameError as error:  # better before five questions than after them
            self.console.say(str(error))
        else:
            Placing(self.console, self.game).ask()

    def _settings(self, which: str) -> None:
        """List the settings, or switch the one with this number."""
        place = number(which)
        if place is not None and 1 <= place <= len(SETTINGS):
            settings = switched(self.game.store.profile.settings, place - 1)
            self._try(lambda: wait(self.console, self.game.keep_settings(settings)))
        elif which:
            self.console.say(f"There is no setting {which!r}: the numbers run from 1 to {len(SETTINGS)}.")
        settings = self.game.store.profile.settings
        self.console.gap()
        entries = [
            (str(each), f"{says}: {'on' if getattr(settings, name) else 'off'}")
            for each, (name, says) in enumerate(SETTINGS.items(), start=1)
        ]
        menu(self.console, entries)
        self.console.say("`s 1` switches the first.")
        self.console.gap()

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except (GameError, SavesError) as error:
            self.console.say(str(error))

    # --- what is shown ---------------------------------------------------------------------------

    def _scenarios(self) -> list[ScenarioProgress]:
        return [each for rung in self.game.ladder() for each in rung.scenarios]

    def _upcoming(self) -> tuple[str, str] | None:
        """What an empty line does: the id of a scenario, and in words."""
        going = self.game.to_go_on()
        if going is not None:
            return going.scenario, f"goes on with {going.title}{f', {going.at}' if going.at else ''}"
        fresh = self.game.next_scenario()
        return None if fresh is None else (fresh.id, f"begins {fresh.title}")

    def _show_ladder(self) -> None:
        console, place = self.console, 0
        console.gap()
        console.say("The ladder")
        for rung in self.game.ladder():
            console.gap()
            console.say(f"Phase {rung.phase.id}: {rung.phase.title}")
            entries = []
            for each in rung.scenarios:
                place += 1
                about = f"{each.scenario.title} ({_standing(each)}). {each.scenario.summary}"
                entries.append((str(place), about))
            menu(console, entries or [("-", "no scenarios yet")])
            self._tell_meeting(rung)
        console.gap()
        upcoming = self._upcoming()
        if upcoming is not None:
            console.say(f"An empty line {upcoming[1]}.")
        console.say("Answer with a number to play, `?` for more, `q` to leave.")
        console.gap()

    def _tell_meeting(self, rung: PhaseProgress) -> None:
        if self.game.pack.meetings:
            from ladderquest.desk.traps import meeting_told

            told = meeting_told(self.game, rung, f"`t meeting {rung.phase.id}`")
            if told:
                console = self.console
                console.gap()
                console.say(told)

    def _tell_notices(self) -> None:
        """What the store has to say that has not been said yet."""
        notices = self.game.store.notices
        for notice in notices[self._told :]:
            self.console.passage(f"Note: {notice}")
        self._told = len(notices)


def _standing(progress: ScenarioProgress) -> str:
    minutes = f"{progress.scenario.minutes} minutes"
    if progress.standing == "open" and progress.run is not None:
        return f"open at {progress.run.at}" if progress.run.at else "open"
    if progress.standing == "done":
        seen, all_ = len(progress.endings_seen), len(progress.scenario.endings)
        return f"done, {seen} of {all_} endings seen"
    return f"new, {minutes}"
