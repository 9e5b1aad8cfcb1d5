"""The smallest Textual app that does what the screens of LadderQuest do: show, react, change screen."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static


class Other(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Static("second screen")


class Hello(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        ("down", "count(1)", ""),
        ("up", "count(-1)", ""),
        ("n", "other", ""),
        ("q", "leave", ""),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def compose(self) -> ComposeResult:
        yield Static("hello world")

    def action_count(self, step: int) -> None:
        self.count += step
        self.query_one(Static).update(f"hello world {self.count}")

    def action_other(self) -> None:
        self.push_screen(Other())

    def action_leave(self) -> None:
        self.pop_screen()


if __name__ == "__main__":
    Hello().run()
