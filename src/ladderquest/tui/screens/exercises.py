"""The exercises: what there is to write, and how each one stands."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from ladderquest.desk.writing import all_standings
from ladderquest.game import Game
from ladderquest.growth.exercises import Standing, comeback_days, standing, standing_told
from ladderquest.growth.phrases import listed
from ladderquest.pack.workbook import Exercise
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.widgets.choices import Choice, Choices, Item
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose

ANY_PHASE = "For every phase"


def page_for(game: Game, exercise: Exercise) -> Page:
    """The page to write on, or what was handed in where nothing new is begun."""
    from ladderquest.tui.screens.exercise import ExerciseScreen
    from ladderquest.tui.screens.handed_in import HandedInScreen

    found = standing(exercise, game.store.work.read())
    if found.newest is None or found.begun is not None:
        return ExerciseScreen(exercise)
    return HandedInScreen(exercise)


class Shelf(Choices):
    """A list with a heading over each group: ``heads`` are (heading, how many stand under it)."""

    def __init__(self, items: list[Item], heads: list[tuple[str, int]], *, cursor: int) -> None:
        super().__init__(items, cursor=cursor)
        self._heads = heads

    def compose(self) -> ComposeResult:
        """Each group under its heading."""
        rows = [Choice(index, item) for index, item in enumerate(self.items)]
        for heading, count in self._heads:
            yield Prose(heading, classes="accent close head")
            yield from rows[:count]
            rows = rows[count:]


class ExercisesScreen(Page):
    """All exercises of the pack, phase by phase. Made anew whenever one comes back to it."""

    CSS_PATH: ClassVar[str] = "exercises.tcss"
    ABOUT = (
        "Written work: you write first, in your own words. Hints open one at a time. When every part has "
        "words of yours you hand it in; a model answer then stands beside them, with a rubric to score "
        "yourself by. Nobody else reads it, and nobody else scores it.\n\n"
        "What you hand in is kept as a version. Come back on another day and write a new one: both stay, and "
        "you can read them side by side. Enter opens the exercise under the pointer."
    )
    BINDINGS = [
        Binding("c", "calculator", "calculator", show=False, id="exercises.calculator"),
        Binding("space", "page(1)", "page down", show=False, id="exercises.page_down"),
        Binding("q,escape,b", "leave", "back", show=False, id="exercises.leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Standing] = []
        self._at = 0
        self._away = False

    @property
    def has_calculator(self) -> bool:
        """Whether an exercise of this pack comes with the calculator."""
        return any(each.exercise.calculator for each in self.found)

    def compose_page(self) -> ComposeResult:
        """The list."""
        self.found = all_standings(self.house.game)
        yield TitleLine("Written work", self.house.game.store.profile.name)
        with Column(id="text"), Vertical(classes="column"):
            yield from self._list()

    def _list(self) -> ComposeResult:
        if not self.found:
            yield Prose("There are no exercises in this pack.", classes="quiet")
            return
        items = [self._item(each) for each in self.found]
        heads: list[tuple[str, int]] = []
        for each in self.found:
            heading = f"Phase {each.exercise.phase}" if each.exercise.phase else ANY_PHASE
            count = heads.pop()[1] if heads and heads[-1][0] == heading else 0
            heads.append((heading, count + 1))
        if self.has_calculator:
            items.append(Item("Calculator", "People, power, interval and p value of an A/B test", key="c"))
            heads.append(("Beside them", 1))
        yield Shelf(items, heads, cursor=min(self._at, len(items) - 1))

    def _item(self, found: Standing) -> Item:
        exercise = found.exercise
        days = [str(day) for day in comeback_days(exercise, self.house.game.pack.workbook) if day]
        facts = [standing_told(found), f"{exercise.minutes} minutes"]
        if days:
            facts.append(f"comes back on day {listed(days)}")
        return Item(exercise.title, " · ".join(facts))

    def on_mount(self) -> None:
        """The keyboard goes to the list."""
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        for shelf in self.query(Shelf):
            shelf.focus(scroll_visible=False)

    def on_screen_suspend(self) -> None:
        """Something lies over it, and may change how things stand."""
        self._away = True

    async def on_screen_resume(self) -> None:
        """Show how things stand now."""
        if not self._away:
            return
        self._away = False
        self.found = all_standings(self.house.game)
        holder = self.query_one("#text > .column")
        await holder.remove_children()
        await holder.mount(*self._list())
        self._take_keyboard()

    def hints(self) -> list[Hint]:
        """Open, calculate, leave."""
        found = (
            [Hint("↑↓", "move", spare=True), Hint("enter", "open", "focused.decide")] if self.found else []
        )
        if self.has_calculator:
            found.append(Hint("c", "calculator", "calculator"))
        return [*found, Hint("q", "back", "leave"), HELP]

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Open it."""
        self._at = event.index
        if event.index < len(self.found):
            self.house.go("write", self.found[event.index].exercise.id)
        else:
            self.action_calculator()

    def action_calculator(self) -> None:
        """The calculator."""
        if self.has_calculator:
            from ladderquest.tui.screens.calculator import CalculatorScreen

            self.app.push_screen(CalculatorScreen())

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss()
