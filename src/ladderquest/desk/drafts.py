"""Drafts at the desk: a page of a story and a form of evidence in a player's hands, and what is kept when.

What is written holds at once; ``keep`` sends it to the disk. It goes from there when it is handed in, kept as
an entry, or dropped by who wrote it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from ladderquest.game import Game, Sitting
from ladderquest.growth import drafts
from ladderquest.growth.drafts import Begun, Dropped
from ladderquest.growth.evidence import Typed
from ladderquest.growth.work import AnyKept, EvidenceDraft, PageDraft
from ladderquest.play.words import kept

if TYPE_CHECKING:
    from ladderquest.desk.desk import Desk


class HalfWritten(ABC):
    """What both have in common: words that are owed to the disk."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.last: Future[None] | None = None
        """The newest save, which may be under way."""
        self._owed = False

    @property
    def refused(self) -> str:
        """Why nothing can be kept, in a sentence for the player; "" where it can be."""
        return self.game.store.refused

    def keep(self) -> Future[None] | None:
        """Send what was changed to the disk, or once more what could not be saved; None where there is
        nothing. Raises ``GameError`` and ``SavesError``."""
        last = self.last
        failed = last is not None and last.done() and last.exception() is not None
        if not (self._owed or failed):
            return None
        self.game.must_write()
        self._owed = False
        self.last = self._save()
        return self.last

    def _exchange(self, gone: Iterable[Dropped], draft: AnyKept | None) -> Future[None] | None:
        """Put a draft in place of what is gone, with all that nothing will ask for any more."""
        work = self.game.store.work
        every = [*gone, *drafts.spent(work.read(), self.game.store.runs)]
        if draft is not None:
            return work.keep(draft, drop=every)
        return work.keep(drop=every) if every else None

    @property
    @abstractmethod
    def is_begun(self) -> bool:
        """Whether anything stands there that waits for who leaves it."""

    @abstractmethod
    def _save(self) -> Future[None] | None:
        """Send it there as it stands; None where nothing stands there, and nothing did."""


class StoryPage(HalfWritten):
    """The page that a story asks for, at the moment at which it does. ``told`` says where the words come from
    that stand there at first; "" for an empty page."""

    def __init__(self, sitting: Sitting) -> None:
        """Raises ``SavesError`` where what was kept cannot be read."""
        super().__init__(sitting.game)
        self.run_id = sitting.run_id
        self.id = drafts.page_of(sitting.run_id, sitting.run)
        draft = sitting.game.store.work.read().page_drafts.get(self.id)
        self.text = draft.text if draft is not None else ""
        self.told = drafts.page_told(draft.changed) if draft is not None else ""

    @property
    def is_begun(self) -> bool:
        """Whether anything stands on it."""
        return bool(self.text)

    def write(self, text: str) -> None:
        """The words are these now."""
        words = kept(text)
        if words != self.text:
            self.text, self._owed = words, True

    def done(self) -> Future[None] | None:
        """The page is handed in, or the run has gone on otherwise: no page of it is kept any more."""
        self.text, self._owed, self.last = "", False, None
        return self._exchange(self._before, None)

    @property
    def _before(self) -> list[Dropped]:
        return list(drafts.of_run(self.game.store.work.read(), self.run_id))

    def _save(self) -> Future[None] | None:
        page = PageDraft(id=self.id, changed=self.game.stamp(), run=self.run_id, text=self.text)
        return self._exchange(self._before, page if self.text else None)


def page_of(sitting: Sitting) -> StoryPage | None:
    """The page that is asked for now, if one is. Raises ``SavesError``."""
    return StoryPage(sitting) if drafts.page_of(sitting.run_id, sitting.run) else None


class EvidenceForm(HalfWritten):
    """The form of an entry of evidence. ``typed`` is how it stands; ``told`` says where that comes from, if
    the entry was begun before."""

    def __init__(self, desk: Desk, begun: Begun) -> None:
        super().__init__(desk.game)
        self.desk = desk
        self.begun, draft = drafts.taken_up(begun, desk.game.store.work.read())
        self.typed = drafts.typed_of(draft) if draft is not None else begun.typed
        self.told = drafts.form_told(draft, begun.entry) if draft is not None else ""

    @property
    def is_begun(self) -> bool:
        """Whether anything stands there that did not stand there before it was typed."""
        return not drafts.same(self.typed, self.begun.typed)

    def write(self, typed: Typed) -> None:
        """This stands there now."""
        if not drafts.same(typed, self.typed):
            self.typed, self._owed = typed, True

    def hand_in(self) -> Future[None]:
        """Keep it as an entry; the draft goes in the same write. Raises ``ValueError`` and ``GameError``."""
        from ladderquest.desk.gates import keep_evidence  # a page does not wait for it

        saved = keep_evidence(self.desk, self.begun.entry, self.typed, form=self.begun.form)
        self._owed, self.last = False, None
        return saved

    def drop(self) -> Future[None] | None:
        """Forget what was typed. Raises ``GameError``."""
        self.game.must_write()
        self._owed, self.last = False, None
        return self._exchange(self._before, None)

    @property
    def _before(self) -> list[Dropped]:
        there = self.begun.form in self.game.store.work.read().evidence_drafts
        return [(EvidenceDraft, self.begun.form)] if there else []

    def _save(self) -> Future[None] | None:
        game = self.game
        draft = drafts.evidence_draft(self.begun, self.typed, game.now().date(), game.stamp())
        return self._exchange(self._before, draft if self.is_begun else None)
