"""What was begun belongs to one moment of one run, or to one form, and to nothing else."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from ladderquest.growth.drafts import (
    Begun,
    evidence_draft,
    form_of,
    form_told,
    is_spent,
    page_of,
    page_told,
    same,
    spent,
    taken_up,
    typed_of,
)
from ladderquest.growth.evidence import Typed, as_typed
from ladderquest.growth.summary import RunSummary
from ladderquest.growth.work import Evidence, EvidenceDraft, PageDraft, Work, with_entry
from ladderquest.pack.model import Jump, WriteScene
from ladderquest.play import Program, Run
from ladderquest.play.moves import Write
from tests.growth.story import ask, end, option, play, prose, story

TODAY = date(2026, 11, 20)
MONDAY, FRIDAY = "2026-11-16T09:00:00+00:00", "2026-11-20T09:45:00+00:00"
TWO_WAYS = story(
    ask("fork", "page", option("left"), option("right")),
    WriteScene(id="page", text=prose("A page."), ask="What?", model=(), rubric=(), goto=(Jump(to="next"),)),
    ask("next", "end", option("again", goto=(Jump(to="page"),)), option("stop")),
    end(),
)


def rewound(run: Run, seq: int) -> Run:
    run.commit(run.propose_rewind(seq))
    return run


def test_only_a_question_that_is_written_has_a_page() -> None:
    assert page_of("r", play(TWO_WAYS)) == ""
    assert page_of("r", play(TWO_WAYS, "left")).startswith("r/page/")
    assert page_of("r", play(TWO_WAYS, "left", Write())) == ""
    assert page_of("r", play(TWO_WAYS, "left", Write(), "stop")) == ""


def test_no_two_moments_have_the_same_page() -> None:
    left = play(TWO_WAYS, "left")
    pages = [
        page_of("r", left),
        page_of("s", left),
        page_of("r", play(TWO_WAYS, "right")),
        page_of("r", play(TWO_WAYS, "left", Write(), "again")),
        page_of("r", rewound(play(TWO_WAYS, "left", Write()), 1)),
    ]
    back = rewound(play(TWO_WAYS, "left"), 0)
    back.commit(back.propose(left.steps[0].decided.answer))
    pages.append(page_of("r", back))
    assert "" not in pages
    assert len({*pages}) == len(pages)


def test_an_edit_that_leaves_the_run_where_it_is_leaves_its_page() -> None:
    run = play(TWO_WAYS, "left")
    edited = msgspec.structs.replace(
        TWO_WAYS, scenario=msgspec.structs.replace(TWO_WAYS.scenario, title="A smaller story")
    )
    again, migrated = Run.load(Program(edited, "ada"), ("rules", "other"), run.records)
    assert migrated is not None
    assert page_of("r", again) == page_of("r", run)


# --- forms -------------------------------------------------------------------------------------------


def entry(**fields: Any) -> Evidence:
    return Evidence(**({"id": "e", "changed": MONDAY, "items": ("a",), "day": "2026-11-10"} | fields))


def begun(of: Evidence, origin: str = "") -> Begun:
    return Begun(of, as_typed(of), form_of(of, origin))


def test_a_form_is_known_by_the_entry_or_by_what_a_new_one_was_begun_from() -> None:
    assert form_of(entry()) == "e"
    new = entry(changed="", items=("a", "b"))
    assert form_of(new) == "new/a+b"
    assert form_of(new, "action") == "new/action"


def test_a_draft_is_the_form_as_it_stood_and_names_its_day() -> None:
    new = begun(entry(changed="", day=""))
    typed = Typed(items=("a", "b"), day="yesterday", did="Half a \nthought", link="see")
    draft = evidence_draft(new, typed, TODAY, FRIDAY)
    assert typed_of(draft) == msgspec.structs.replace(typed, day="2026-11-19")
    for day in ("", "soon", "2026-11-21"):
        assert evidence_draft(new, Typed(items=(), day=day), TODAY, FRIDAY).words["day"] == day


def test_a_form_is_taken_up_under_the_id_that_it_was_begun_with() -> None:
    first, second = begun(entry(id="1", changed="")), begun(entry(id="2", changed=""))
    draft = evidence_draft(first, Typed(items=("a",), did="Half"), TODAY, FRIDAY)
    work = with_entry(Work(), draft)
    again, found = taken_up(second, work)
    assert (again.entry.id, found) == ("1", draft)
    assert taken_up(begun(entry(id="3", changed="", items=("b",))), work)[1] is None
    kept = with_entry(work, entry(id="1"))
    assert taken_up(second, kept) == (second, None), "it was kept: a merge has brought the draft back"


@pytest.mark.parametrize(("id_", "there", "is_"), [
    ("new/a", False, False), ("new/a", True, True), ("e", True, False), ("e", False, True),
])  # fmt: skip
def test_a_draft_is_spent_when_a_new_entry_is_kept_or_an_old_one_gone(
    id_: str, there: bool, is_: bool
) -> None:
    draft = EvidenceDraft(id=id_, changed=FRIDAY, entry="e", items=("a",), words={})
    work = with_entry(Work(), draft)
    work = with_entry(work, entry()) if there else work
    assert is_spent(draft, work) is is_
    assert [*spent(work, [])] == ([(EvidenceDraft, id_)] if is_ else [])


def test_the_pages_of_runs_that_have_ended_are_spent() -> None:
    work = Work()
    for run in ("open", "ended", "unknown"):
        work = with_entry(work, PageDraft(id=f"{run}/1", changed=FRIDAY, run=run, text="Half"))
    runs = [
        RunSummary(run=run, scenario="s", title="", phase=1, world="", records=2, decisions=1, ending=ending)
        for run, ending in (("open", None), ("ended", "done"))
    ]
    assert [*spent(work, runs)] == [(PageDraft, "ended/1")]


def test_two_forms_are_the_same_whatever_is_around_the_words() -> None:
    one = Typed(items=("a",), did="x")
    assert same(one, Typed(items=("a",), did=" x\n"))
    assert not same(one, Typed(items=("a", "b"), did="x"))
    assert not same(one, Typed(items=("a",), did="x", people="Ben"))


def test_where_the_words_come_from_is_said_with_the_day() -> None:
    assert page_told(FRIDAY) == "Here is what you had written by 20 November 2026. It is not handed in yet."
    draft = EvidenceDraft(id="e", changed=FRIDAY, entry="e", items=(), words={})
    told = "Here is what you had typed by 20 November 2026. It is not kept as an entry yet."
    assert form_told(draft, entry(changed="")) == told
    told = told.replace("It is not kept as an entry yet.", "The entry does not have it yet.")
    assert form_told(draft, entry()) == told
    later = entry(changed="2026-11-21T09:00:00+00:00")
    assert form_told(draft, later) == f"{told} The entry was changed after that."
