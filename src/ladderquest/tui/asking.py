"""Panels that ask for something: a yes, or a few words. They return what was answered, or None."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from ladderquest.game import GameError
from ladderquest.saves.errors import SavesError
from ladderquest.tui.widgets.form import Blank, Form
from ladderquest.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from typing import Any

    from ladderquest.tui.house import House

LOSE = "Leave without keeping what you have typed?"
WAITS = "This is not kept as an entry yet; ^s does that. Shall it wait here for you as it is?"


def house_of(screen: Screen[Any]) -> House:
    """The app, as screens see it."""
    return cast("House", screen.app)


def keep(screen: Screen[Any], act: Callable[[], Future[None]], word: str) -> bool:
    """Send a change to the disk, and say ``word`` (if there is one) when it is safe; whether it was taken.
    What is wrong with it is said at once."""
    try:
        saved = act()
    except (GameError, SavesError, ValueError) as error:
        screen.app.notify(str(error), severity="warning", markup=False)
        return False

    def safe() -> None:
        if word:
            screen.app.notify(word, timeout=3, markup=False)

    house_of(screen).errands.when_saved(saved, safe)
    return True


def may_write(screen: Screen[Any]) -> bool:
    """Whether something can be kept here now; if not, why not is said: better before the words than after."""
    try:
        house_of(screen).game.must_write()
    except GameError as error:
        screen.app.notify(str(error), severity="warning", markup=False)
        return False
    return True


class AskPanel(ModalScreen[bool]):
    """A question with consequences: y does it, n does not."""

    BINDINGS = [
        Binding("y", "answer(True)", "yes", show=False, id="ask.yes"),
        Binding("n,escape,q", "answer(False)", "no", show=False, id="ask.no"),
    ]

    def __init__(self, question: str, yes: str, no: str = "goes back") -> None:
        """``yes`` and ``no`` say what happens then."""
        super().__init__()
        self.question = question
        self.answers = f"y {yes}   n {no}"

    def compose(self) -> ComposeResult:
        """The question and its keys."""
        with Vertical(classes="panel"):
            yield Prose(self.question)
            yield Prose(self.answers, classes="accent close")

    def action_answer(self, yes: bool) -> None:
        """Return it."""
        self.dismiss(yes)


class WaitPanel(ModalScreen[bool | None]):
    """What becomes of words on leaving: True if they wait, False if they are dropped, None to write on."""

    BINDINGS = [
        Binding("y", "answer(True)", "it waits", show=False, id="wait.yes"),
        Binding("d", "answer(False)", "drop it", show=False, id="wait.drop"),
        Binding("n,escape,q", "answer(None)", "go on writing", show=False, id="wait.no"),
    ]

    def compose(self) -> ComposeResult:
        """The question and its keys."""
        with Vertical(classes="panel"):
            yield Prose(WAITS)
            yield Prose("y it waits   d drops it   n goes on writing", classes="accent close")

    def action_answer(self, waits: bool | None) -> None:
        """Return it."""
        self.dismiss(waits)


class WordsPanel(ModalScreen[dict[str, str] | None]):
    """A few fields; returns field -> text, once ``check`` has found nothing wrong with them."""

    BINDINGS = [
        Binding("ctrl+s", "keep", "keep", show=False, id="words.keep"),
        Binding("escape,ctrl+l", "leave", "leave", show=False, id="words.leave"),
    ]

    def __init__(
        self,
        title: str,
        blanks: Sequence[Blank],
        check: Callable[[dict[str, str]], Mapping[str, str]],
        *,
        about: str = "",
    ) -> None:
        super().__init__()
        self.heading = title
        self.blanks = blanks
        self.check = check
        self.about = about

    def compose(self) -> ComposeResult:
        """What it is about, the fields, the keys."""
        with Vertical(classes="panel"):
            yield Prose(self.heading, classes="strong")
            with VerticalScroll(classes="panel-body", can_focus=False):
                if self.about:
                    yield Prose(self.about, classes="quiet")
                yield Form(self.blanks)
            yield Prose("^s keeps it, tab moves, escape or ^l leaves", classes="quiet close")

    def on_mount(self) -> None:
        """Write at once."""
        self.query_one(Form).begin()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line: on to the next, and from the last one all is kept."""
        event.stop()
        if event.input.id == f"{self.blanks[-1].name}-field":
            self.action_keep()
        else:
            self.focus_next()

    def action_keep(self) -> None:
        """Return the words, or say what is wrong with them."""
        form = self.query_one(Form)
        values = form.values
        problems = self.check(values)
        form.tell(problems)
        if not problems:
            self.dismiss(values)

    def action_leave(self) -> None:
        """Leave; what was typed is not thrown away without a question."""
        if not self.query_one(Form).touched:
            self.dismiss(None)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        self.app.push_screen(AskPanel(LOSE, "leaves", "goes on writing"), answered)

    def on_click(self, event: events.Click) -> None:
        """A click beside the panel does nothing: words are in it."""
        event.stop()
