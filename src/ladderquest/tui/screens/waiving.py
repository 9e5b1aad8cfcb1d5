"""Saying that a gate item does not apply, and taking that back."""

from __future__ import annotations

from collections.abc import Callable

from ladderquest.desk.desk import Desk
from ladderquest.desk.gates import reason_problem, unwaive, waive
from ladderquest.growth.gates import GateLine
from ladderquest.tui.asking import WordsPanel, keep, may_write
from ladderquest.tui.page import Page
from ladderquest.tui.widgets.form import Blank


def change_waiver(screen: Page, desk: Desk, line: GateLine, changed: Callable[[], object]) -> None:
    """Ask why an item does not apply; one that does not applies again at once. ``changed`` is called then."""
    if not may_write(screen):
        return
    if line.waived:
        keep(screen, lambda: unwaive(desk, line.item), "It applies again.")
        screen.call_later(changed)
        return

    def check(values: dict[str, str]) -> dict[str, str]:
        sentence = reason_problem(values["reason"])
        return {"reason": sentence} if sentence else {}

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            keep(screen, lambda: waive(desk, line.item, values["reason"]), "Marked: does not apply.")
            screen.call_later(changed)

    blanks = [Blank("reason", "Why not", "it leaves the count; its evidence stays")]
    screen.app.push_screen(WordsPanel("This does not apply to me", blanks, check, about=line.text), answered)
