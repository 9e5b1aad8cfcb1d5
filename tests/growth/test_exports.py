"""Written work with its versions, and everything that has a day."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from ladderquest.documents.document import Dated, Dates, Document
from ladderquest.documents.text import to_text
from ladderquest.growth.due import what_is_due
from ladderquest.growth.exports import dates, exercises
from ladderquest.growth.looking_back import DecisionNote, RunNotes
from ladderquest.growth.work import Action, Cameback, Draft, PlanEdit, Work
from ladderquest.pack.workbook import Comeback, Criterion, Exercise, Part, Workbook

# 25 November, a quarter to one in the morning: in UTC it is still the 24th
NOW = datetime(2026, 11, 25, 0, 45, tzinfo=timezone(timedelta(hours=2)))
STAMP = "2026-11-24T22:45:00+00:00"
RUBRIC = (Criterion(id="figure", text="A figure", strong="one that holds", fair="one", missing="none"),)
VISION = Exercise(
    id="vision", title="Five years", phase=0, minutes=5, about="A.", hints=(), model="M.", rubric=RUBRIC,
    parts=(Part(id="where", ask="Where are you?"), Part(id="why", ask="Why there?")), source="here",
)  # fmt: skip
BOOK = Workbook(exercises=(VISION,))


def draft(id_: str, made: str, where: str, **fields: object) -> Draft:
    return Draft(id=id_, changed=made, exercise="vision", made=made, words={"where": where}, **fields)  # type: ignore[arg-type]


def kept(*drafts: Draft) -> Work:
    return Work(drafts={each.id: each for each in drafts})


def written(work: Work) -> str:
    made = exercises(work, BOOK, "Ada", NOW)
    assert made is not None
    return to_text(made)


def test_every_version_is_there_oldest_first_with_its_scores() -> None:
    first = draft("b", "2026-11-10T10:00:00+00:00", "Here.\nStill.", scores={"figure": "fair"})
    second = draft("a", STAMP, "There.")
    said = written(kept(second, first))
    assert said.startswith("Written work of Ada\n")
    for before, after in (
        ("Five years", "Version 1, 2026-11-10"),
        ("Version 1", "Where are you?"),
        ("Where are you?", "Here.\n\nStill."),
        ("Still.", "fair  A figure: one"),
        ("fair  A figure", "Version 2, 2026-11-25"),
        ("Version 2", "There."),
    ):
        assert said.index(before) < said.index(after), after
    assert "Why there?" not in said


def test_what_is_being_written_comes_last_and_is_no_version() -> None:
    said = written(
        kept(draft("vision/open", "2026-11-01T10:00:00+00:00", "Half"), draft("a", STAMP, "Whole"))
    )
    assert said.index("Version 1, 2026-11-25") < said.index("Being written, 2026-11-01")


def test_an_exercise_that_the_pack_has_no_more_keeps_its_words() -> None:
    gone = Draft(id="x", changed=STAMP, exercise="gone", made="broken", words={"p": "Words"})
    said = written(kept(gone))
    for text in ("gone (not in this pack any more)", "Version 1\n", "Words"):
        assert text in said


def test_nothing_written_is_nothing() -> None:
    assert exercises(Work(), BOOK, "Ada", NOW) is None
    assert exercises(kept(draft("a", STAMP, "")), BOOK, "Ada", NOW) is None


def made(
    work: Work, *comebacks: Comeback, started: str = STAMP, notes: tuple[RunNotes, ...] = ()
) -> Document | None:
    lines = {"ask": "Ask for the figures."}
    due = what_is_due(work, notes, comebacks, started=started, now=NOW, lines=lines)
    return dates(due, player="Ada", key="k1", today=NOW.date())


def days(document: Document | None) -> list[tuple[str, str, str]]:
    assert document is not None
    found = [each for part in document.parts if isinstance(part, Dates) for each in part.dates]
    return [(each.day, each.id, each.title) for each in found]


def action(id_: str, due: str, **fields: object) -> Action:
    given = {"text": "Ask Mira", "made": STAMP, "due": due, **fields}
    return Action(id=id_, changed=STAMP, **given)  # type: ignore[arg-type]


def comeback(day: int, exercise: str | None = None) -> Comeback:
    return Comeback(id=f"day-{day}", day=day, title=f"Day {day}", text="T.", exercise=exercise, source="here")


def test_everything_open_with_a_day_in_order_with_ids_that_stay() -> None:
    weak = DecisionNote(
        seq=1, scene="first", asked="What now?", answered="Ship it", rating=1, best=5, at="Monday",
        on="2026-11-25T08:00:00+00:00", options=3, reviewable=True, feeds=("undocumented",),
    )  # fmt: skip
    notes = RunNotes(
        run="r", scenario="tiny", title="The nightly job", phase=1, world="disk", ending="gone",
        finished_on="2026-11-25T08:00:00+00:00", decisions=(weak,),
    )  # fmt: skip
    plan = {
        "ask": PlanEdit(id="ask", changed=STAMP, due="2026-11-26"),
        "own": PlanEdit(id="own", changed=STAMP, due="2026-11-29", text="My own", own=True),
        "done": PlanEdit(id="done", changed=STAMP, due="2026-11-26", state="done"),
    }
    work = Work(
        actions={
            "a": action("a", "2026-11-20"), "b": action("b", "2026-12-01"), "c": action("c", ""),
            "d": action("d", "2026-12-01", state="dropped"), "e": action("e", "soon"),
        },
        plan=plan,
    )  # fmt: skip
    found = made(work, comeback(3), notes=(notes,))
    assert days(found) == [
        ("2026-11-20", "k1-action-a", "Ask Mira"),
        ("2026-11-26", "k1-plan-ask", "Ask for the figures."),
        ("2026-11-26", "k1-review-tiny/first", "The nightly job · Monday"),
        ("2026-11-28", "k1-comeback-day-3", "Day 3"),
        ("2026-11-29", "k1-plan-own", "My own"),
        ("2026-12-01", "k1-action-b", "Ask Mira"),
    ]
    assert "Overdue" in to_text(found or Document("", ()))


def test_a_day_to_come_back_is_counted_in_the_players_zone_and_done_by_its_exercise_or_a_word() -> None:
    assert days(made(Work(), comeback(0), comeback(7))) == [
        ("2026-11-25", "k1-comeback-day-0", "Day 0"),
        ("2026-12-02", "k1-comeback-day-7", "Day 7"),
    ]
    early = kept(draft("a", "2026-11-24T20:00:00+00:00", "x"))
    assert len(days(made(early, comeback(0, "vision")))) == 1
    assert made(kept(draft("a", STAMP, "x")), comeback(0, "vision")) is None
    said = Cameback(id="day-0", changed=STAMP)
    assert made(Work(camebacks={"day-0": said}), comeback(0)) is None
    assert made(Work(), comeback(0), started="") is None


def test_a_long_text_is_short_in_the_title_and_whole_in_the_note() -> None:
    long = "Ask Mira for the figures. " + "And then ask again. " * 20
    found = made(Work(actions={"a": action("a", "2026-12-01", text=long, note="She said yes.")}))
    assert found is not None
    (dated,) = (each for part in found.parts if isinstance(part, Dates) for each in part.dates)
    assert isinstance(dated, Dated)
    assert len(dated.title) <= 90
    assert dated.note.startswith(long.strip())
