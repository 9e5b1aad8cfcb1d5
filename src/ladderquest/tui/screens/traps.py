"""The trap log: families, the traps of one, and one trap with the decisions that met it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from ladderquest.desk.desk import Desk
from ladderquest.desk.traps import log_of
from ladderquest.documents.document import AnyPart, Document, Heading
from ladderquest.growth.calibration import calibration_parts
from ladderquest.growth.phrases import counted
from ladderquest.growth.trap_log import (
    NEWEST,
    FamilyPage,
    TrapLog,
    TrapPage,
    count_told,
    level_parts,
    overview_parts,
    trap_parts,
    trend_parts,
    where_told,
)
from ladderquest.tui.page import HELP, Column, Page, TitleLine
from ladderquest.tui.places import PLACES
from ladderquest.tui.widgets.choices import Choices, Item
from ladderquest.tui.widgets.document import DocumentView
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.prose import Prose


def traps_page(desk: Desk, about: str) -> Page:
    """The families; or the trap that ``about`` names, if the ladder has it."""
    log = log_of(desk)
    try:
        return TrapScreen(log, log.trap(about.removeprefix("trap:")))
    except LookupError:
        return TrapsScreen(log)


class TrapPages(Page):
    """What the three have in common: a list, text around it, and the way back."""

    BINDINGS = [
        Binding("space", "page(1)", "read on", show=False, id="traps.page_down"),
        Binding("q,escape,b", "leave", "back", show=False, id="traps.leave"),
    ]

    def on_mount(self) -> None:
        """The keyboard goes to the list; the screen opens at its first line."""
        for choices in self.query(Choices):
            choices.focus(scroll_visible=False)

    def hints(self) -> list[Hint]:
        """Open, read, leave."""
        return [
            Hint("1-9", "pick"),
            Hint("enter", "open", "focused.decide"),
            Hint("space", "read on", "page(1)"),
            Hint("q", "back", "leave"),
            HELP,
        ]

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.app.pop_screen()


def _view(parts: list[AnyPart]) -> ComposeResult:
    if parts:
        yield DocumentView(Document("", tuple(parts)))


class TrapsScreen(TrapPages):
    """The families, and what decisions showed over all runs."""

    ABOUT = (
        "Every story that you have played to an ending, looked through for traps: where a decision of yours "
        "fed one, and where it avoided one. The numbers count decisions. They are not points, and they say "
        "nothing about what you are.\n\n"
        "Enter opens a family, then a trap, then the decision in its debrief. Below the families stands what "
        "your decisions showed in the words of promotion committees, from three decisions on; and, if you "
        "let yourself be asked how sure you are, how that went."
    )

    def __init__(self, log: TrapLog) -> None:
        super().__init__()
        self.found = log

    def compose_page(self) -> ComposeResult:
        """What this is, the families, and what there is to say of all decisions."""
        log = self.found
        yield TitleLine("Trap log", self.house.game.store.profile.name)
        with Column(id="text"), Vertical(classes="column"):
            yield from _view(overview_parts(log))
            yield Choices([_family(each) for each in log.families], cursor=0, classes="airy")
            level, sure = level_parts(log), calibration_parts(log.calibration)
            yield from _view([Heading(1, "In a committee's words"), *level] if level else [])
            yield from _view([Heading(1, "How sure you were"), *sure] if sure else [])

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Open a family."""
        self.app.push_screen(FamilyScreen(self.found, self.found.families[event.index]))


class FamilyScreen(TrapPages):
    """The traps of one family."""

    ABOUT = (
        "The traps of one family, each with how many of your decisions fed it and avoided it. Enter opens a "
        "trap; one that you have not met can be read, too."
    )

    def __init__(self, log: TrapLog, family: FamilyPage) -> None:
        super().__init__()
        self.found = log
        self.family = family

    def compose_page(self) -> ComposeResult:
        """The traps, and the family over time."""
        yield TitleLine(self.family.family.title, "trap log")
        with Column(id="text"), Vertical(classes="column"):
            items = [
                Item(page.trap.title, f"{count_told(page.fed, page.avoided)}") for page in self.family.traps
            ]
            yield Choices(items, cursor=0, classes="airy")
            once = {(each.run, each.seq, each.fed): each for page in self.family.traps for each in page.met}
            yield from _view(trend_parts(list(once.values()), self.found.today))

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """Open a trap."""
        self.app.push_screen(TrapScreen(self.found, self.family.traps[event.index]))


class TrapScreen(TrapPages):
    """One trap: how it works, what unlocks it, and where it was met."""

    ABOUT = (
        "One trap: why it works on good engineers, what unlocks it, when the same behaviour is right. Below "
        "stand your decisions that fed or avoided it, over time and one by one, in your own words. Enter "
        "opens the debrief of the story that a decision is from."
    )
    BINDINGS = [Binding("x", "codex", "codex", show=False, id="trap.codex")]

    def __init__(self, log: TrapLog, trap: TrapPage) -> None:
        super().__init__()
        self.found = log
        self.trap = trap
        self.shown = trap.met[:NEWEST]

    def compose_page(self) -> ComposeResult:
        """The trap, its trend, and the decisions, newest first."""
        trap = self.trap
        yield TitleLine(trap.trap.title, "trap log")
        with Column(id="text"), Vertical(classes="column"):
            yield from _view([*trap_parts(trap), *trend_parts(trap.met, self.found.today)])
            if self.shown:
                items = [
                    Item(f"{'Fed' if met.fed else 'Avoided'}: “{met.answered}”", where_told(met))
                    for met in self.shown
                ]
                yield Choices(items, cursor=0, classes="airy")
            older = len(trap.met) - len(self.shown)
            if older:
                yield Prose(f"And {counted(older)} before these.", classes="quiet")

    def hints(self) -> list[Hint]:
        """Read, open a debrief, look it up, leave."""
        first = [Hint("space", "read on", "page(1)")]
        first += [Hint("enter", "its debrief", "focused.decide")] if self.shown else []
        first += [Hint("x", "codex", "codex")] if "codex" in PLACES else []
        return [*first, Hint("q", "back", "leave"), HELP]

    def on_choices_decided(self, event: Choices.Decided) -> None:
        """The debrief of the story."""
        self.house.open_debrief(self.shown[event.index].run)

    def action_codex(self) -> None:
        """Its page in the codex."""
        if "codex" in PLACES:
            self.house.go("codex", f"trap:{self.trap.trap.id}")


def _family(page: FamilyPage) -> Item:
    met = sum(bool(each.met) for each in page.traps)
    note = count_told(page.fed, page.avoided)
    if met and len(page.traps) > 1:
        note += f"; {counted(met)} of {counted(len(page.traps))} traps met"
    return Item(page.family.title, note)
