"""What happened, told in lines: consequences, scenes, artefacts, what is left."""

from __future__ import annotations

from collections.abc import Iterable

from ladderquest.documents.prose import heard_line
from ladderquest.plain.console import Console, menu
from ladderquest.play import Event, Run, explain
from ladderquest.play.state import Changed, Ended, Entered, Found, Heard, Owed, Returned, Told


def tell(console: Console, run: Run, events: Iterable[Event], *, explain: bool) -> None:
    """Print what the newest decision (or the opening) led to, in order. ``explain`` adds the explanation
    right after its consequence, before the story goes on."""
    why = ""
    before: Event | None = None
    for event in events:
        if isinstance(event, Returned | Entered) and why:
            console.passage(f"Why: {why}")
            why = ""
        if isinstance(event, Told):
            console.gap()
            console.say(f"You: {run.summary(run.steps[-1]).answered}")
            console.passage(event.text)
            why = event.why if explain else ""
        elif isinstance(event, Entered):
            scene(console, event)
        elif isinstance(event, Returned):
            console.passage(event.text)
        else:
            if not (isinstance(event, Changed | Owed) and isinstance(before, Changed | Owed)):
                console.gap()
            console.say(_sentence(run, event))
        before = event
    if why:
        console.passage(f"Why: {why}")


def scene(console: Console, entered: Entered) -> None:
    """Print a scene: its time and place, its text."""
    console.passage(entered.at)
    console.passage(entered.text)


def _sentence(run: Run, event: Changed | Found | Owed | Heard | Ended) -> str:
    cast = run.program.cast
    if isinstance(event, Changed):
        return f"{event.label}: {event.before} -> {event.after}"
    if isinstance(event, Found):
        return f"New clue: {event.label}\n\n{event.text}"
    if isinstance(event, Owed):
        says = "will remember this" if event.more > 0 else "has what you promised"
        return f"{cast[event.who].name} {says}."
    if isinstance(event, Heard):
        return heard_line(cast[event.who].name, event.says)
    return f"The end: {event.title}"


def artefacts(console: Console, run: Run, ids: Iterable[str]) -> None:
    """Print artefacts with their lines numbered; a line is never wrapped, since its number counts it."""
    for artefact_id in ids:
        artefact = run.program.artefacts[artefact_id]
        lines = run.program.artefact_lines(artefact_id, run.state.values)
        console.gap()
        console.say(f"{artefact.title} ({artefact.kind})")
        column = len(str(len(lines)))
        for place, line in enumerate(lines, start=1):
            console.line(f"  {place:>{column}}  {line}")


def show_map(console: Console, run: Run, *, whole: bool) -> None:
    """Print every scene and where it leads; with ``whole`` as its author named it, else without a word of
    what the run has not come to."""
    from ladderquest.authoring.map import RunMap  # nobody needs it before the ending

    console.say(
        "The scenes, from the start down." + ("" if whole else " A ? is one that you have not come to.")
    )
    console.gap()
    menu(console, RunMap(run, whole=whole).listed())


def clues(console: Console, run: Run) -> None:
    """Print what has been found out."""
    found = run.clues()
    if not found:
        console.say("You have found no clue yet.")
    for label, text in found:
        console.gap()
        console.say(f"{label}\n\n{text}")


def last_decision(console: Console, run: Run) -> None:
    """Print the newest decision and why it is worth what it is worth."""
    if not run.steps:
        console.say("There is nothing to explain before the first decision.")
        return
    step = run.steps[-1]
    why = explain(run.program, step.before, step.decided.answer)
    console.say(f"You: {run.summary(step).answered}")
    console.passage(f"Why: {why}" if why else "There is nothing to explain about this one.")


def open_here(run: Run, more: str | None = None) -> list[str]:
    """The ids of what lies open in the current scene, ``more`` (what is to be marked) included."""
    ids = [*run.program.sources[run.state.scene].artefacts, *([more] if more else [])]
    return list(dict.fromkeys(ids))


def resources(run: Run) -> str:
    """What is left to spend and how many clues are in hand, on one line; "" if a scenario has neither."""
    parts = []
    for label, left, full in run.resources():
        parts.append(f"{label} {left}" + (f" of {full}" if left <= full else ""))
    if run.program.clues:
        parts.append(f"Clues {len(run.clues())} of {len(run.program.clues)}")
    return "".join(f"{part}. " for part in parts).rstrip()
