"""What is due: reviews, checkpoints, actions and the plan in one list."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ladderquest.documents.text import to_text
from ladderquest.growth.due import Due, as_document, in_short, since, summary, what_is_due
from ladderquest.growth.looking_back import RunNotes
from ladderquest.growth.work import Action, AnyKept, Cameback, Draft, PlanEdit, Work, with_entry
from ladderquest.pack.workbook import Comeback
from tests.growth.test_reviews import note, run

STARTED = "2026-11-20T18:00:00+00:00"
NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
TODAY = NOW.date()


def checkpoint(day: int, exercise: str | None) -> Comeback:
    return Comeback(
        id=f"day-{day}",
        day=day,
        title=f"Day {day} thing",
        text="Do it.\n\nMore.",
        exercise=exercise,
        source="s",
    )


COMEBACKS = (
    checkpoint(0, None),
    checkpoint(3, "levels"),
    checkpoint(7, "vision"),
    checkpoint(14, None),
    checkpoint(21, "vision"),
)


def work(*entries: AnyKept) -> Work:
    found = Work()
    for entry in entries:
        found = with_entry(found, entry)
    return found


def due(
    *entries: AnyKept,
    notes: tuple[RunNotes, ...] = (),
    comebacks: tuple[Comeback, ...] = (),
    now: datetime = NOW,
    **more: Any,
) -> Due:
    given: dict[str, Any] = {"started": STARTED, "now": now}
    return what_is_due(work(*entries), notes, comebacks, **(given | more))


def ids(found: Due) -> list[str]:
    return [item.id for item in found.today]


def draft(exercise: str, made: str) -> Draft:
    return Draft(id=f"{exercise}{made}", changed=made, made=made, exercise=exercise, words={})


def action(id_: str, day: str, **fields: Any) -> Action:
    return Action(id=id_, changed="x", text=f"Try {id_}", made="2026-11-21T08:00:00+00:00", due=day, **fields)


# --- checkpoints -------------------------------------------------------------------------------------


def test_checkpoints_count_from_the_day_on_which_the_player_started() -> None:
    found = due(comebacks=COMEBACKS)
    assert [(item.id, item.day, item.overdue) for item in found.today] == [
        ("day-0", date(2026, 11, 20), 7),
        ("day-3", date(2026, 11, 23), 4),
        ("day-7", date(2026, 11, 27), 0),
    ]
    assert [item.id for item in found.upcoming] == ["day-14", "day-21"]
    assert found.today[2].exercise == "vision"
    assert found.today[0].reason == "Day 0: Do it."
    assert found.today[0].text == "Do it.\n\nMore.", "all of it is read where it is done"


def test_a_vision_of_day_7_is_revised_on_day_21_and_both_want_a_draft_of_their_own() -> None:
    entries = (
        Cameback(id="day-0", changed="x"),
        draft("levels", "2026-11-24T09:00:00+00:00"),
        draft("vision", "2026-11-27T20:00:00+00:00"),
    )
    later = NOW + timedelta(days=14)
    assert ids(due(*entries, comebacks=COMEBACKS, now=later)) == ["day-14", "day-21"]
    revised = draft("vision", "2026-12-11T07:00:00+00:00")
    assert ids(due(*entries, revised, comebacks=COMEBACKS, now=later)) == ["day-14"]


def test_a_draft_from_before_its_day_does_not_do_it_and_a_word_does() -> None:
    early = draft("levels", "2026-11-22T09:00:00+00:00")
    assert "day-3" in ids(due(early, comebacks=COMEBACKS))
    said = Cameback(id="day-3", changed="x")
    assert "day-3" not in ids(due(early, said, comebacks=COMEBACKS))
    taken_back = Cameback(id="day-3", changed="y", done=False)
    assert "day-3" in ids(due(early, taken_back, comebacks=COMEBACKS))


def test_the_day_is_that_of_the_players_calendar() -> None:
    auckland = ZoneInfo("Pacific/Auckland")  # they started there on the 21st, at seven in the morning
    now = datetime(2026, 11, 28, 0, 30, tzinfo=auckland)
    found = due(comebacks=COMEBACKS, now=now)
    assert [(item.id, item.day.day) for item in found.today][-1] == ("day-7", 28)
    assert "day-7" not in ids(due(comebacks=COMEBACKS, now=now - timedelta(hours=1)))
    at_night = draft("vision", "2026-11-27T12:00:00+00:00")  # past midnight there
    assert "day-7" not in ids(due(at_night, comebacks=COMEBACKS, now=now))


@pytest.mark.parametrize(
    "started",
    ["", "soon", "2031-01-01T00:00:00+00:00", "2026-11-20T18:00:00"],
    ids=["nothing", "words", "future", "no-zone"],
)
def test_a_start_that_cannot_be_read_or_is_to_come_makes_nothing_due(started: str) -> None:
    assert due(comebacks=COMEBACKS, started=started).today == ()


# --- the rest ----------------------------------------------------------------------------------------


def test_open_actions_and_plan_lines_with_a_day_are_due_on_it() -> None:
    found = due(
        action("a", "2026-11-25"),
        action("b", "2026-11-27"),
        action("c", "2026-12-01"),
        action("d", ""),
        action("e", "soon"),
        action("f", "2026-11-20", state="done"),
        PlanEdit(id="p", changed="x", due="2026-11-26", text="Own words"),
        PlanEdit(id="q", changed="x", due="2026-11-26"),
        PlanEdit(id="r", changed="x", due="2026-11-26", state="dropped"),
        lines={"q": "The rule's words"},
    )
    assert [(item.kind, item.id, item.title, item.overdue) for item in found.today] == [
        ("action", "a", "Try a", 2),
        ("plan", "p", "Own words", 1),
        ("plan", "q", "The rule's words", 1),
        ("action", "b", "Try b", 0),
    ]
    assert [item.id for item in found.upcoming] == ["c"]


def test_at_most_five_reviews_and_the_others_come_tomorrow_at_the_earliest() -> None:
    weak = tuple(run(f"r{n}", note(f"s{n}"), at=NOW - timedelta(days=9 - n)) for n in range(8))
    found = due(notes=weak)
    assert [item.id for item in found.of("review")] == [f"tiny/s{n}" for n in range(5)]
    assert [item.id for item in found.upcoming] == ["tiny/s5", "tiny/s6", "tiny/s7"]
    assert {item.day for item in found.upcoming} == {TODAY + timedelta(days=1)}
    assert found.today[0].reason == "Decided on 18 November; worth a second look."


# --- in words ----------------------------------------------------------------------------------------


def test_the_list_reads() -> None:
    weak = run("r1", note(at="Monday, 09:40"), at=NOW - timedelta(days=4))
    found = due(action("a", "2026-11-27"), notes=(weak,), comebacks=COMEBACKS)
    text = to_text(as_document(found, TODAY))
    assert "Due today: one review, three checkpoints and one action." in text
    assert "since 24 November  Tiny · Monday, 09:40" in text
    assert "today              Try a" in text
    assert "4 December   Day 14 thing" in text
    assert since(found.today[0], TODAY) == "since 20 November"


def test_nothing_due_says_what_comes_next_or_where_reviews_come_from() -> None:
    assert summary(due(action("a", "2026-12-01"))) == "Nothing is due today. Next: Try a."
    assert "stories that you have played to an end" in summary(due())


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (4, "Tuesday"), (30, "27 December"), (-1, "since yesterday")],
    ids=["today", "tomorrow", "weekday", "far", "yesterday"],
)
def test_days_are_told_as_people_say_them(days: int, words: str) -> None:
    found = due(action("a", (TODAY + timedelta(days=days)).isoformat()))
    assert since((*found.today, *found.upcoming)[0], TODAY) == words


def test_one_line_for_the_ladder_never_gets_too_long() -> None:
    weak = tuple(run(f"r{n}", note(f"s{n}"), at=NOW - timedelta(days=4)) for n in range(2))
    found = due(notes=weak, comebacks=COMEBACKS)
    assert in_short(found) == "2 reviews · Day 0 thing · Day 3 thing · Day 7 thing"
    assert in_short(found, 40) == "2 reviews · Day 0 thing · 2 more"
    assert in_short(found, 5) == "4 things"
    assert in_short(due()) == ""
    assert in_short(due(action("a", "2026-11-27"))) == "Try a"
    for room in range(12, 70):
        assert len(in_short(found, room)) <= room
