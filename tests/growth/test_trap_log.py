from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from ladderquest.documents.text import to_text
from ladderquest.growth.looking_back import RunNotes
from ladderquest.growth.trap_log import (
    NOTHING,
    TrapLog,
    as_document,
    count_told,
    trap_log,
    trend,
)
from tests.growth.noting import decision, run
from tests.growth.story import ladder

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TRAPS = st.lists(st.sampled_from(["alone", "haste", "gone"]), unique=True, max_size=3).map(tuple)
RUNS = st.lists(
    st.lists(st.tuples(TRAPS, TRAPS), max_size=5).map(
        lambda each: [decision(n, feeds=feeds, dodges=dodges) for n, (feeds, dodges) in enumerate(each)]
    ),
    max_size=5,
).map(lambda runs: [run(f"r{n}", each) for n, each in enumerate(runs)])


def log(*notes: RunNotes, now: datetime = NOW) -> TrapLog:
    return trap_log(notes, ladder(), now)


def read(found: TrapLog) -> str:
    return " ".join(to_text(as_document(found)).split())


def test_a_trap_has_its_decisions_newest_first_in_the_players_words() -> None:
    first = run("a", [decision(1, "Keep at it", feeds=("alone",))], finished_on="2026-10-01T09:00:00+00:00")
    second = run("b", [decision(1, dodges=("alone",)), decision(4, "Ring her", dodges=("alone",))])
    page = log(second, first).trap("alone")
    assert [(met.run, met.seq, met.fed) for met in page.met] == [
        ("b", 4, False), ("b", 1, False), ("a", 1, True),
    ]  # fmt: skip
    assert (page.fed, page.avoided) == (1, 2)
    said = read(log(second, first))
    assert "Avoided “Ring her” (Story b · Monday, 09:04 · 2 November 2026)" in said
    assert "Fed “Keep at it” (Story a · Monday, 09:01 · 1 October 2026)" in said
    assert "Your decisions: fed once, avoided twice." in said


def test_a_trap_never_met_is_told_as_that() -> None:
    said = read(log(run("a", [decision(1, feeds=("alone",))])))
    assert "Not met so far: The haste trap." in said
    assert count_told(0, 0) == "not met so far"


def test_counts_are_told_as_counts() -> None:
    assert count_told(3, 5) == "fed 3 times, avoided 5 times"
    assert count_told(0, 1) == "not fed, avoided once"
    assert count_told(2, 0) == "fed twice, not avoided"


def test_a_decision_that_met_two_traps_of_a_family_counts_there_once() -> None:
    found = log(run("a", [decision(1, feeds=("alone", "haste"))]))
    assert [(family.fed, family.avoided) for family in found.families] == [(1, 0)]


@given(RUNS)
def test_nothing_is_lost_and_nothing_is_counted_twice(runs: list[RunNotes]) -> None:
    found = log(*runs)
    for page in found.families[0].traps:
        trap = page.trap.id
        decided = [each for one in runs for each in one.decisions]
        assert page.fed == sum(trap in each.feeds for each in decided)
        assert page.avoided == sum(trap in each.dodges for each in decided)
        over_time = trend(page.met, found.today)
        assert sum(each.fed for each in over_time) == page.fed
    assert to_text(as_document(found))


@given(RUNS)
def test_the_same_runs_in_another_order_make_the_same_log(runs: list[RunNotes]) -> None:
    assert log(*runs) == log(*reversed(runs))


def test_a_day_is_that_of_the_players_calendar() -> None:
    late = run("a", [decision(1, feeds=("alone",), on="2026-11-01T23:30:00-05:00")])
    assert log(late).trap("alone").met[0].day == date(2026, 11, 2)
    away = NOW.astimezone(timezone(timedelta(hours=-8)))
    assert log(late, now=away).trap("alone").met[0].day == date(2026, 11, 1)


def test_a_moment_that_nobody_can_read_is_no_moment() -> None:
    odd = run("a", [decision(1, feeds=("alone",), on="yesterday")], finished_on="")
    assert log(odd).trap("alone").met[0].day is None
    assert trend(log(odd).trap("alone").met, NOW.date()) == ()
    mixed = log(odd, run("b", [decision(1, feeds=("alone",))]))
    assert "1 without a date is not in it." in read(mixed)


def test_without_a_finished_story_it_says_so() -> None:
    assert NOTHING in read(log())


def test_level_words_are_summed_over_all_runs() -> None:
    each = [decision(1, shows=("given",)), decision(2, shows=("reframed",))]
    assert log(run("a", each)).level_words == ()
    assert [words.says for words in log(run("a", each), run("b", each)).level_words] == [
        "Twice you solved the task as it was given, and twice you changed the task before solving it; "
        "committees call the second of these senior-level scope."
    ]


def test_the_document_has_the_trend_as_a_table_too() -> None:
    said = to_text(as_document(log(run("a", [decision(1, feeds=("alone",))]))))
    assert "Week    Fed  Avoided\n------  ---  -------\n2 Nov   1    0" in said
