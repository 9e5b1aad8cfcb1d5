"""What is said around a story: its help and keys, what can be looked up in it, a word on leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ladderquest.game import Sitting
from ladderquest.play import Run, explain, on_a_page
from ladderquest.saves.errors import SavesError
from ladderquest.tui.beats import Question
from ladderquest.tui.moves.base import Ask
from ladderquest.tui.news import News
from ladderquest.tui.page import HELP
from ladderquest.tui.panels import TextPanel
from ladderquest.tui.stage import Stage
from ladderquest.tui.widgets.keybar import Hint
from ladderquest.tui.widgets.side import newest_told, path_so_far

if TYPE_CHECKING:
    from ladderquest.desk.drafts import StoryPage
    from ladderquest.tui.screens.scenario import ScenarioScreen

ABOUT = (
    "You are in a story that goes on from what you decide. Pick with a number or the arrows, decide with "
    "enter; a pick that is not decided does not count. What you found out is under c, what lies open "
    "here under a, the way so far under p. Some stories have a calculator: = opens it.\n\n"
    "Where an amount is to be split, up and down choose an item, right gives it one and left takes one "
    "back; a number gives so many. Enter hands in when all of it is given.\n\n"
    "Where you are asked to write, enter puts the keyboard on the page, and tab or escape takes it off "
    "again; ctrl+s (or f2) hands in what is there, ctrl+t (or f3) opens the next hint. A page that is not "
    "handed in waits for you as you left it. What you wrote comes back in the debrief, word for word.\n\n"
    "Every decision is saved before you see what follows. Leave whenever you like: you come back to "
    "the same line. A first run goes forward; once you have reached an ending, b takes you back to any "
    "question, and the road you leave is kept.\n\n"
    'With "how sure are you?" in the settings, you are asked that after an answer and before what '
    "follows: 1 to 5 answers, space goes on without, b lets you change the answer.\n\n"
    "Nothing here is scored. The debrief at the end opens the decisions that mattered; e explains the "
    "last one at once."
)
"""What ``?`` explains in a story."""


def last_decision(run: Run) -> TextPanel:
    """The newest decision explained; there has to be one."""
    step = run.steps[-1]
    why = explain(run.program, step.before, step.decided.answer)
    entry = (run.summary(step).answered, why or "There is nothing to explain about this one.")
    return TextPanel("The last decision", [entry], closes="e")


def clues(run: Run) -> TextPanel:
    """What has been found out."""
    return TextPanel("Clues", run.clues(), closes="c", empty="Nothing found yet.")


def way_so_far(run: Run) -> TextPanel:
    """The way so far, with what followed from the newest decision: it may have been left unread."""
    path = path_so_far(run)
    if path:
        path.append(("And then", newest_told(run)))
    return TextPanel("The way so far", path, closes="p", empty="This is the start.")


def page_of(sitting: Sitting, news: News) -> StoryPage | None:
    """The page that the story asks for now, with what was begun on it. Without one where it asks for none,
    or where nothing can be read, which is said."""
    if not on_a_page(sitting.run.program, sitting.run.state):
        return None
    from ladderquest.desk.drafts import StoryPage  # most questions have none

    try:
        return StoryPage(sitting)
    except SavesError as error:
        news.tell("", str(error))
        return None
    finally:
        news.take(sitting.game.store.notices)
        news.speak()


def holds_back(screen: ScenarioScreen, *, back: bool = False) -> bool:
    """Whether the player is told, once, what they would lose by leaving, or by going ``back``."""
    ask = screen.stage.ask
    if ask is None or screen.busy or screen.stage.how_sure is not None:
        return False
    word = ask.leaving(back=back)
    if word:
        screen.notify(word, timeout=6, markup=False)
    return bool(word)


def word_on_leaving(sitting: Sitting, saved: str, ask: Ask | None) -> str:
    """Where a story goes on that is left now, behind what is ``saved``. ``ask`` is the question in front of
    the player; without one, what followed from the newest decision may be unread."""
    if sitting.game.store.read_only:
        return ""
    title = sitting.scenario.title
    if ask is not None and ask.page is not None and ask.page.text:
        return f"{saved} {title} waits at this page, with what you have written."
    reading = ask is None and not sitting.run.ended
    where = "goes on with the next question; p tells what followed." if reading else "waits at this line."
    return f"{saved} {title} {where}"


def keys(stage: Stage, sitting: Sitting, *, author: bool) -> list[Hint]:
    """The keys of the beat on the stage, most useful first."""
    played = bool(sitting.run.steps)
    if stage.how_sure is not None:
        return [*stage.how_sure.HINTS, Hint("q", "leave", "leave"), HELP]
    if stage.ask is None:
        word = "debrief" if isinstance(stage.beat, Question) else "go on"
        first = [Hint("space", word, "go_on")]
    else:
        first = stage.ask.hints()
        if stage.ask.writing:  # every letter is text
            return [*first, Hint("f1", "help", "help")]
    calculator = stage.ask is not None and sitting.scenario.calculator is not None
    rest = [
        (calculator, Hint("=", "calculator", "calculator")),
        (played, Hint("e", "explain", "explain", spare=calculator)),
        (stage.ask is not None and bool(stage.lying_open()), Hint("a", "artefacts", "artefacts")),
        (stage.ask is not None and bool(sitting.run.clues()), Hint("c", "clues", "clues")),
        (stage.ask is not None and played, Hint("p", "path", "path")),
        (stage.ask is not None and played and sitting.may_rewind, Hint("b", "back", "back")),
        (author, Hint("m", "map", "map")),
        (True, Hint("q", "leave", "leave")),
    ]
    return [*first, *(hint for there, hint in rest if there), HELP]
