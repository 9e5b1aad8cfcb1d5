"""An exercise to write on: one part at a time, hints, and the way to hand it in."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widget import Widget

from ladderquest.desk.writing import Writing
from ladderquest.game import GameError
from ladderquest.growth.exercises import (
    aloud_told,
    hint_told,
    hints_left,
    missing_told,
    model_is_open,
    text_of,
)
from ladderquest.pack.workbook import Exercise, Part
from ladderquest.tui.beside import hints_beside, open_calculator, open_versions
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.panels import TextPanel
from ladderquest.tui.soon import Soon
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.pad import Pad
from ladderquest.tui.widgets.prose import Prose

SHOW_ME = (
    "The model answer opens behind your own words. m once more opens it now, and your version will say that "
    "you read it first."
)
OPEN_BEHIND = "Every part has words of yours. Hand in, and the model answer stands beside them."


def _hint(exercise: Exercise, place: int) -> Prose:
    return Prose(hint_told(exercise, place), classes="quiet")


class ExerciseScreen(Page):
    """One exercise while it is written. Words go to the disk by themselves, and when one leaves."""

    CSS_PATH: ClassVar[str] = "exercise.tcss"
    ABOUT = (
        "Write in your own words; enter begins, tab or escape stops. Left and right go from part to part; "
        "page up shows again what it is about. Ctrl+t opens a hint; only how many were open is kept. Ctrl+s "
        "hands in, once every part has words of yours. The model answer opens then, or with m if you really "
        "want it before.\n\n"
        "Everything you type is kept: leave whenever you like and go on another day. v shows your versions, "
        "t times you where it is to be said aloud, c is the calculator where there is one."
    )
    BINDINGS = [
        Binding("enter", "write", "write", show=False, id="exercise.write"),
        Binding("ctrl+s", "hand_in", "hand in", show=False, id="exercise.hand_in"),
        Binding("ctrl+t", "hint", "open a hint", show=False, id="exercise.hint"),
        Binding("right,n", "part(1)", "next part", show=False, id="exercise.next"),
        Binding("left,p", "part(-1)", "part before", show=False, id="exercise.previous"),
        Binding("m", "model", "model answer", show=False, id="exercise.model"),
        Binding("v", "versions", "versions", show=False, id="exercise.versions"),
        Binding("t", "speak", "time yourself", show=False, id="exercise.speak"),
        Binding("c", "calculator", "calculator", show=False, id="exercise.calculator"),
        Binding("space", "page(1)", "page down", show=False, id="exercise.page_down"),
        Binding("q,escape,b", "leave", "back", show=False, id="exercise.leave"),
    ]

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self.exercise = exercise
        self.place = 0
        self.numbers: dict[str, str] = {}
        self._writing: Writing | None = None
        self._soon = Soon(self, lambda: self.writing.keep())
        self._asked_for_model = False

    @property
    def writing(self) -> Writing:
        """The exercise in the player's hands."""
        if self._writing is None:
            self._writing = Writing(self.house.game, self.exercise)
        return self._writing

    @property
    def part(self) -> Part:
        """The part that is written."""
        return self.exercise.parts[self.place]

    @property
    def pad(self) -> Pad:
        """The page of that part."""
        return self.query_one(Pad)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be kept here."""
        return self.house.game.store.read_only

    # --- what is shown ---------------------------------------------------------------------------

    def compose_page(self) -> ComposeResult:
        """The first part."""
        yield TitleLine(self.exercise.title, self._corner())
        with Column(id="text"), Vertical(classes="column"):
            yield from self._part()

    def first_hints(self) -> list[Hint]:
        """There is no pad yet."""
        return [HELP]

    def on_mount(self) -> None:
        """One reads first: the keyboard stays with the screen."""
        self._settle()

    def _corner(self) -> str:
        count = len(self.exercise.parts)
        return f"part {self.place + 1} of {count}" if count > 1 else f"{self.exercise.minutes} minutes"

    def _part(self) -> list[Widget]:
        exercise, draft = self.exercise, self.writing.draft
        shown: list[Widget] = []
        if self.read_only:
            shown.append(Prose(self.house.game.store.refused, classes="trap"))
        shown.append(Prose(exercise.about))
        if self.place == 0 and self.writing.standing.newest is not None:
            shown.append(Prose("A new version begins with the words of your last one.", classes="quiet"))
        shown.append(Prose(self.part.ask, classes="accent", id="ask"))
        opened = [_hint(exercise, place) for place in range(min(draft.hints, len(exercise.hints)))]
        shown += [Vertical(*opened, id="opened"), Pad(text_of(self.part, draft)), Prose("", id="word")]
        return shown

    def _settle(self) -> None:
        if self.read_only:
            self.pad.settle()
        if seconds := self.writing.draft.seconds.get(self.part.id):
            self.say(aloud_told(seconds, self.exercise.speak))
        self.refresh_hints()

    def say(self, word: str) -> None:
        """A sentence under the page."""
        self.query_one("#word", Prose).say(word)
        self.call_after_refresh(self.query_one("#word").scroll_visible, animate=False)

    def hints(self) -> list[Hint]:
        """Write, hand in, help oneself; what lies beside it."""
        exercise, writing = self.exercise, any(pad.writing for pad in self.query(Pad))
        found = [] if writing or self.read_only else [Hint("enter", "write", "write")]
        if not self.read_only:
            found.append(Hint("^s", "hand in", "hand_in"))
            if left := hints_left(exercise, self.writing.draft):
                found.append(Hint("^t", f"hint ({left})", "hint"))
        if writing:
            return [*found, Hint("tab", "other keys", "focused.put_down"), HELP]
        if len(exercise.parts) > 1:
            found.append(Hint("←→", "part", "part(1)"))
        found.append(Hint("m", "model", "model", spare=True))
        found += hints_beside(self.writing.standing, 1)
        return [*found, Hint("q", "back", "leave"), HELP]

    # --- writing ---------------------------------------------------------------------------------

    def on_pad_changed(self, event: Pad.Changed) -> None:
        """The words hold at once, and go to the disk soon."""
        event.stop()
        self._asked_for_model = False
        self.writing.write(self.part, event.text)
        self._keep_soon()

    def on_descendant_focus(self) -> None:
        """Other keys work on the page."""
        self.pad.scroll_visible(animate=False)
        self.refresh_hints()

    def on_descendant_blur(self) -> None:
        """The keys of the screen work again."""
        self.refresh_hints()

    def _keep_soon(self) -> None:
        if self.writing.owed:
            self._soon.later()

    def put_away(self) -> None:
        """Send the words to the disk, if there are new ones."""
        self._soon.now()

    # --- keys ------------------------------------------------------------------------------------

    def action_write(self) -> None:
        """Write on."""
        if not self.read_only:
            self.pad.take_focus()

    async def action_part(self, step: int) -> None:
        """Another part."""
        place = self.place + step
        if not 0 <= place < len(self.exercise.parts):
            return
        self.put_away()
        self.place = place
        self._asked_for_model = False
        self.query_one(TitleLine).show(self.exercise.title, self._corner())
        holder = self.query_one("#text > .column")
        await holder.remove_children()
        await holder.mount(*self._part())
        self._settle()
        self.call_after_refresh(self._to_the_ask)

    def _to_the_ask(self) -> None:
        """Begin with what is asked; what the exercise is about stands above it."""
        column = self.query_one("#text", Column)
        if self.place:
            column.scroll_to_widget(self.query_one("#ask"), top=True, animate=False, force=True)
        else:
            column.scroll_home(animate=False)

    async def action_hint(self) -> None:
        """The next hint, above the page."""
        if self.read_only or not hints_left(self.exercise, self.writing.draft):
            return
        self.writing.open_hint()
        await self.query_one("#opened").mount(_hint(self.exercise, self.writing.draft.hints - 1))
        self.refresh_hints()
        self._keep_soon()
        self.call_after_refresh(self.pad.scroll_visible, animate=False)

    def action_hand_in(self) -> None:
        """Make a version of it, or go to the part that has no words."""
        from ladderquest.tui.screens.handed_in import HandedInScreen

        try:
            saved = self.writing.hand_in()
        except GameError as error:
            self.say(str(error))
            return
        self.house.errands.when_saved(saved)
        self.app.switch_screen(HandedInScreen(self.exercise, self.numbers))

    def action_model(self) -> None:
        """The model answer: behind one's own words, or at once for who asks twice."""
        if not model_is_open(self.writing.standing, self.writing.draft):
            if not missing_told(self.exercise, self.writing.draft):
                self.say(OPEN_BEHIND)
                return
            if not self._asked_for_model:
                self._asked_for_model = True
                self.say(SHOW_ME)
                return
            self.writing.show_model()
            self._keep_soon()
        self.app.push_screen(TextPanel("A model answer", [("", self.exercise.model)], closes="m"))

    def action_versions(self) -> None:
        """What was handed in before."""
        open_versions(self.app, self.writing.standing)

    def action_speak(self) -> None:
        """Say it aloud against the clock."""
        if self.exercise.speak:
            from ladderquest.tui.screens.speaking import SpeakingPanel

            self.app.push_screen(SpeakingPanel(self.exercise, self.part, self.writing.draft), self._spoken)

    def _spoken(self, seconds: int | None) -> None:
        if seconds is not None and not self.read_only:
            self.writing.spoken(self.part.id, seconds)
            self.say(aloud_told(seconds, self.exercise.speak))
            self._keep_soon()

    def action_calculator(self) -> None:
        """The calculator."""
        open_calculator(self.app, self.exercise, self.numbers)

    def action_leave(self) -> None:
        """Back to where one came from; what was typed is kept."""
        self.put_away()
        self.dismiss()
