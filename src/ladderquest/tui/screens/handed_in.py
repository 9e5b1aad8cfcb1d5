"""What was handed in: one's own words, the model answer, and a rubric to score oneself by."""

from __future__ import annotations

from concurrent.futures import Future

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from ladderquest.desk.writing import score, time_version
from ladderquest.game import GameError
from ladderquest.growth.exercises import SCORES, Standing, standing, to_time, unscored
from ladderquest.growth.work import Draft, Score
from ladderquest.growth.workbook import version_document
from ladderquest.pack.workbook import Criterion, Exercise
from ladderquest.tui.beside import hints_beside, open_calculator, open_versions
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.document import DocumentView
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose


class HandedInScreen(Page):
    """The newest version of an exercise."""

    ABOUT = (
        "What you handed in, and a model answer below it: one good way, not the only one. r scores your "
        "version by the rubric, a line at a time: strong, fair or missing, with a description of each. Only "
        "you see the score, and you can give it anew.\n\n"
        "n writes a new version, which begins with these words; this one stays. v reads two versions side by "
        "side, with what changed. t times you where it is to be said aloud; c is the calculator where there "
        "is one."
    )
    BINDINGS = [
        Binding("space", "page(1)", "read on", show=False, id="handed_in.page_down"),
        Binding("down,j", "line(1)", "down", show=False, id="handed_in.down"),
        Binding("up,k", "line(-1)", "up", show=False, id="handed_in.up"),
        Binding("r", "rubric", "score it", show=False, id="handed_in.rubric"),
        Binding("n", "again", "new version", show=False, id="handed_in.again"),
        Binding("v", "versions", "versions", show=False, id="handed_in.versions"),
        Binding("t", "speak", "time yourself", show=False, id="handed_in.speak"),
        Binding("c", "calculator", "calculator", show=False, id="handed_in.calculator"),
        Binding("q,escape,b", "leave", "back", show=False, id="handed_in.leave"),
    ]

    def __init__(self, exercise: Exercise, numbers: dict[str, str] | None = None) -> None:
        """``numbers`` are what stands in the calculator."""
        super().__init__()
        self.exercise = exercise
        self.numbers = {} if numbers is None else numbers

    @property
    def found(self) -> Standing:
        """How the exercise stands now."""
        return standing(self.exercise, self.house.game.store.work.read())

    @property
    def version(self) -> Draft:
        """The version that is shown."""
        return self.found.versions[-1]

    def compose_page(self) -> ComposeResult:
        """The whole document in one column."""
        yield TitleLine(self.exercise.title, "handed in")
        with Column(id="text"), Vertical(classes="column"):
            yield self._document()

    def _document(self) -> DocumentView:
        found = self.found
        return DocumentView(version_document(found, len(found.versions) - 1))

    def hints(self) -> list[Hint]:
        """Read, score, write again."""
        found = [Hint("space", "read on", "page(1)", spare=True)]
        if self.exercise.rubric:
            found.append(Hint("r", "score it", "rubric"))
        found.append(Hint("n", "new version", "again"))
        found += hints_beside(self.found, 2)
        return [*found, Hint("q", "back", "leave"), HELP]

    def action_line(self, lines: int) -> None:
        """Scroll by a line."""
        self.query_one("#text", Column).scroll_relative(y=lines, animate=False)

    async def _redraw(self) -> None:
        column = self.query_one("#text", Column)
        at, holder = column.scroll_y, column.query_one(".column")
        await holder.remove_children()
        await holder.mount(self._document())
        column.scroll_to(y=at, animate=False)

    # --- scoring ---------------------------------------------------------------------------------

    def action_rubric(self) -> None:
        """Score it: from the first line that has no score, else all of it anew."""
        rubric = self.exercise.rubric
        left = unscored(self.exercise, self.version)
        places = [place for place, each in enumerate(rubric) if not left or each.id in left]
        if places and self._may_write():
            self._ask(places)

    def _ask(self, places: list[int]) -> None:
        criterion = self.exercise.rubric[places[0]]
        told = f"{places[0] + 1} of {len(self.exercise.rubric)}"

        def answered(given: Score | None) -> None:
            if given is None:
                return
            self._keep(score(self.house.game, self.version, criterion.id, given))
            if places[1:]:
                self._ask(places[1:])

        self.app.push_screen(CriterionPanel(criterion, self.version.scores.get(criterion.id), told), answered)

    def _may_write(self) -> bool:
        try:
            self.house.game.must_write()
        except GameError as error:
            self.notify(str(error), severity="warning", markup=False)
            return False
        return True

    def _keep(self, saved: Future[None]) -> None:
        self.house.errands.when_saved(saved)
        self.call_later(self._redraw)

    # --- what lies beside it ---------------------------------------------------------------------

    def action_again(self) -> None:
        """Write a new version."""
        from ladderquest.tui.screens.exercise import ExerciseScreen

        if self._may_write():
            self.app.switch_screen(ExerciseScreen(self.exercise))

    def action_versions(self) -> None:
        """This version and those before it."""
        open_versions(self.app, self.found)

    def action_speak(self) -> None:
        """Say it aloud against the clock: the parts without a time, else all of them anew."""
        if self.exercise.speak and self._may_write():
            self._speak(to_time(self.exercise, self.version))

    def _speak(self, places: list[int]) -> None:
        from ladderquest.tui.screens.speaking import SpeakingPanel

        part = self.exercise.parts[places[0]]

        def spoken(seconds: int | None) -> None:
            if seconds is None:
                return
            self._keep(time_version(self.house.game, self.version, part.id, seconds))
            if places[1:]:
                self._speak(places[1:])

        self.app.push_screen(SpeakingPanel(self.exercise, part, self.version), spoken)

    def action_calculator(self) -> None:
        """The calculator."""
        open_calculator(self.app, self.exercise, self.numbers)

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss()


class CriterionPanel(ModalScreen[Score | None]):
    """One line of a rubric. Returns the score that the player gives, or None."""

    BINDINGS = [Binding("escape,q,r", "cancel", "close", show=False, id="criterion.cancel")]

    def __init__(self, criterion: Criterion, given: Score | None, place: str) -> None:
        super().__init__()
        self.criterion = criterion
        self.given = given
        self.place = place

    def compose(self) -> ComposeResult:
        """What is looked at, and how each answer to it looks."""
        each = self.criterion
        items = [Item("Strong", each.strong), Item("Fair", each.fair), Item("Missing", each.missing)]
        with Vertical(classes="panel"):
            yield Prose(f"{self.place}: {each.text}", classes="strong")
            with VerticalScroll(classes="panel-body", can_focus=False):
                yield Choices(items, cursor=SCORES.index(self.given) if self.given else 0)
            yield Prose("1-3 pick, enter scores; q stops, and what is scored stays", classes="quiet close")

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Return it."""
        self.dismiss(SCORES[event.index])

    def action_cancel(self) -> None:
        """No score."""
        self.dismiss(None)
