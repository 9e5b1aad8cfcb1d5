"""How ``write`` is asked: lines, until a line that is a single dot; a line that is ``hint`` opens a hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ladderquest.plain.console import Console, InputEnded, number
from ladderquest.plain.moves.base import Asker, NotUnderstood, Reading
from ladderquest.plain.pages import WAITS, done, put_away, written
from ladderquest.play import Run
from ladderquest.play.moves import Write, WriteOffer
from ladderquest.play.words import TOO_LONG, count_words, is_too_long, kept, words_told

if TYPE_CHECKING:
    from ladderquest.desk.drafts import StoryPage

HAND_IN, AWAY, HINT = ".", "..", "hint"
EMPTY = "The page is empty. A second `.` hands it in as it is; or write."
AWAY_TOLD = "The page is thrown away, and nothing was handed in. A new line begins another one."


class WriteAsker(Asker[WriteOffer]):
    """See the module. An empty page is handed in only by who asks for it twice."""

    tag = "write"

    def show(self, console: Console, run: Run, offer: WriteOffer) -> None:
        console.say(offer.ask)
        console.gap()
        console.say(self.how(run, offer))

    def how(self, run: Run, offer: WriteOffer) -> str:
        hints = f"`{HINT}` opens a hint ({len(offer.hints)} in all), " if offer.hints else ""
        return (
            f"Write as many lines as you like. A line with a single `{HAND_IN}` hands them in, "
            f"{hints}`{AWAY}` throws the page away. Where the input ends, the page waits for you."
        )

    def read(self, run: Run, offer: WriteOffer, line: str) -> Reading:
        raise NotUnderstood(self.how(run, offer))

    def is_text(self, line: str) -> bool:
        """A sentence may begin with a b; with a number behind it, it is the way back."""
        words = line.split()
        return len(words) > 1 and number(words[1]) is None

    def read_on(
        self, console: Console, run: Run, offer: WriteOffer, line: str, page: StoryPage | None = None
    ) -> Reading:
        """Read lines, behind those of the ``page``, until it is handed in. Raises ``NotUnderstood`` where it
        is thrown away. What ends the input, or the game, leaves it as it is."""
        lines = page.text.split("\n") if page is not None and page.text else []
        try:
            self._read_lines(console, offer, line, lines, page)
        except (InputEnded, KeyboardInterrupt):
            put_away(console, page, WAITS)
            raise
        text = "\n".join(lines)
        if is_too_long(text):
            console.say(TOO_LONG)
        words = kept(text)
        console.say(f"Handed in: {words_told(count_words(words))}.")
        return Reading(Write(), words=words)

    def _read_lines(
        self, console: Console, offer: WriteOffer, line: str, lines: list[str], page: StoryPage | None
    ) -> None:
        opened, warned = 0, False
        while True:
            if line == AWAY:
                done(console, page)
                raise NotUnderstood(AWAY_TOLD)
            if line == HAND_IN:
                if any(lines) or warned:
                    return
                warned = True
                console.say(EMPTY)
            elif line.lower() == HINT:
                console.say(_hint(offer, opened))
                opened += 1
            else:
                lines.append(line)
                written(page, lines)
            line = console.ask()


def _hint(offer: WriteOffer, opened: int) -> str:
    if not offer.hints:
        return "There are no hints here."
    if opened >= len(offer.hints):
        return f"That was the last of {len(offer.hints)} hints."
    return f"Hint {opened + 1} of {len(offer.hints)}. {offer.hints[opened]}"
