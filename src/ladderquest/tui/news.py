"""What a player is told beside the story: words in the corner, and news that stay until they are read."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

NOT_SAVED = "Not saved"


class News:
    """What waits to be said in ``app``; nothing is said while ``quiet`` holds."""

    def __init__(self, app: App[None], quiet: Callable[[], bool]) -> None:
        self.words: list[str] = []
        self.entries: list[tuple[str, str]] = []
        self._app = app
        self._quiet = quiet

    def tell(self, heading: str, text: str) -> None:
        """Say something that the player has to know, in a panel that stays until it is read."""
        self.entries.append((heading, text))
        self.speak()

    def take(self, notices: list[str]) -> None:
        """Take over what the saves have to say; ``speak`` says it."""
        self.entries += [("", notice) for notice in notices]
        notices.clear()

    def forget(self, text: str) -> None:
        """Do not say this after all."""
        self.entries = [entry for entry in self.entries if entry[1] != text]

    def speak(self) -> None:
        """Say what waits: the words in the corner, the rest in a panel. What stands in the panel in front is
        not said again: what could not be saved is tried more than once."""
        if self._quiet():
            return
        words, self.words = self.words, []
        entries, self.entries = self.entries, []
        for word in words:
            self._app.notify(word, timeout=15, severity="warning", markup=False)
        if entries:
            from ladderquest.tui.panels import NewsPanel

            front = self._app.screen
            said = front.entries if isinstance(front, NewsPanel) else []
            new = [entry for entry in entries if entry not in said]
            if new:
                self._app.push_screen(NewsPanel("About your saves", new))
