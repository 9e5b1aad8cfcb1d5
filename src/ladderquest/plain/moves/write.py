"""How ``write`` is asked: lines, until a line that is a single dot; a line that is ``hint`` opens a hint."""

from __future__ import annotations

from ladderquest.plain.console import Console, number
from ladderquest.plain.moves.base import Asker, NotUnderstood, Reading
from ladderquest.play import Run
from ladderquest.play.moves import Write, WriteOffer
from ladderquest.play.words import TOO_LONG, count_words, is_too_long, kept, words_told

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
            f"{hints}`{AWAY}` throws the page away."
        )

    def read(self, run: Run, offer: WriteOffer, line: str) -> Reading:
        raise NotUnderstood(self.how(run, offer))

    def is_text(self, line: str) -> bool:
        """A sentence may begin with a b; with a number behind it, it is the way back."""
        words = line.split()
        return len(words) > 1 and number(words[1]) is None

    def read_on(self, console: Console, run: Run, offer: WriteOffer, line: str) -> Reading:
        """Read lines until the page is handed in. Raises ``NotUnderstood`` where it is thrown away."""
        lines: list[str] = []
        opened, warned = 0, False
        while True:
            if line == AWAY:
                raise NotUnderstood(AWAY_TOLD)
            if line == HAND_IN:
                if any(lines) or warned:
                    break
                warned = True
                console.say(EMPTY)
            elif line.lower() == HINT:
                console.say(_hint(offer, opened))
                opened += 1
            else:
                lines.append(line)
            line = console.ask()
        text = "\n".join(lines)
        if is_too_long(text):
            console.say(TOO_LONG)
        words = kept(text)
        console.say(f"Handed in: {words_told(count_words(words))}.")
        return Reading(Write(), words=words)


def _hint(offer: WriteOffer, opened: int) -> str:
    if not offer.hints:
        return "There are no hints here."
    if opened >= len(offer.hints):
        return f"That was the last of {len(offer.hints)} hints."
    return f"Hint {opened + 1} of {len(offer.hints)}. {offer.hints[opened]}"
