"""Written work: what opens when, what is never lost, and how versions differ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladderquest.documents.text import to_text
from ladderquest.growth.exercises import (
    Standing,
    aloud_told,
    by_phase,
    changes_told,
    comeback_days,
    day_told,
    draft_of,
    handed_in,
    hints_left,
    is_empty,
    missing,
    missing_told,
    model_is_open,
    spoken_told,
    standing,
    standing_told,
    text_of,
    to_time,
    unscored,
    with_a_hint,
    with_score,
    with_seconds,
    with_words,
)
from ladderquest.growth.speaking import CELLS, Speaking
from ladderquest.growth.work import AnyKept, Draft, Work, open_id, with_entry
from ladderquest.growth.workbook import (
    as_document,
    comparison_document,
    paired,
    version_document,
)
from ladderquest.play.words import MOST_CHARACTERS
from tests.growth.workbooks import BOOK, NOTE, VISION, version

NOW = "2026-11-25T09:00:00+01:00"
WHOLE = {"work": "Search", "why": "I built it"}


def keeping(*entries: AnyKept) -> Work:
    work = Work()
    for entry in entries:
        work = with_entry(work, entry)
    return work


def vision(*entries: Draft) -> Standing:
    return standing(VISION, keeping(*entries))


def open_draft(**fields: object) -> Draft:
    fresh = draft_of(vision(), NOW)
    return msgspec.structs.replace(fresh, **fields)


# --- where it stands -----------------------------------------------------------------------------------


def test_it_goes_from_new_to_scored() -> None:
    assert vision().name == "new"
    assert standing_told(vision()) == "New"
    begun = vision(open_draft(words={"work": "Search for four teams", "why": ""}))
    assert begun.name == "drafted"
    assert standing_told(begun) == "Begun, 1 of 2 parts, 4 words"
    written = vision(version(7))
    assert written.name == "written"
    assert standing_told(written) == "One version, 7 November 2026; 2 not scored"
    half = vision(version(7), version(21, scores={"mine": "fair"}))
    assert half.name == "written"
    assert standing_told(half) == "Two versions, 21 November 2026; 1 fair, 1 not scored"
    scored = vision(version(7), version(21, scores={"mine": "fair", "concrete": "strong"}))
    assert scored.name == "scored"
    assert standing_told(scored) == "Two versions, 21 November 2026; 1 strong, 1 fair"
    again = vision(*scored.versions, open_draft(words=WHOLE))
    assert again.name == "scored"
    assert standing_told(again).endswith("; a new version begun, 2 of 2 parts, 4 words")


def test_versions_stand_in_the_order_of_their_moments_whatever_the_zone() -> None:
    early = version(1, made="2026-11-20T23:30:00-08:00")
    late = version(2, made="2026-11-21T09:00:00+01:00")
    first = version(3, made="2026-11-21T00:10:00+05:30")
    odd = version(4, made="yesterday")
    found = vision(late, first, early, odd)
    assert [each.id for each in found.versions] == ["v04", "v03", "v01", "v02"]


def test_all_of_a_pack_phase_by_phase_with_their_days() -> None:
    found = by_phase(BOOK, keeping(version(1), version(2, exercise="gone")))
    assert [(each.exercise.id, len(each.versions)) for each in found] == [
        ("vision", 1),
        ("note", 0),
        ("test", 0),
    ]
    assert comeback_days(VISION, BOOK) == (7, 21)
    assert comeback_days(NOTE, BOOK) == ()


# --- writing first -------------------------------------------------------------------------------------


def test_every_part_needs_words_and_its_start_is_none() -> None:
    draft = open_draft()
    assert text_of(VISION.parts[1], draft) == "It needs somebody who"
    assert missing_told(VISION, draft) == (
        "Parts 1 and 2 have no words of your own yet: write something there, then hand in."
    )
    draft = with_words(with_words(draft, "work", " \n ", NOW), "why", "It needs somebody who \n", NOW)
    assert [part.id for part in missing(VISION, draft)] == ["work", "why"]
    draft = with_words(draft, "work", "Search", NOW)
    assert missing_told(VISION, draft).startswith("Part 2 has no words of your own")
    assert missing_told(VISION, with_words(draft, "why", "It needs somebody who stays", NOW)) == ""
    assert missing_told(NOTE, draft_of(standing(NOTE, Work()), NOW)).startswith(
        "There are no words of your own"
    )


def test_hints_open_one_at_a_time_and_stop_at_the_last() -> None:
    draft = open_draft()
    left = []
    for _ in range(4):
        left.append(hints_left(VISION, draft))
        draft = with_a_hint(VISION, draft, NOW)
    assert left == [2, 1, 0, 0]
    assert draft.hints == 2


def test_the_model_answer_opens_behind_a_version_or_for_who_asked() -> None:
    draft = open_draft(words=WHOLE)
    assert not model_is_open(vision(), draft), "words alone are not handed in yet"
    assert model_is_open(vision(), msgspec.structs.replace(draft, shown=True))
    assert model_is_open(vision(version(7)), draft)


def test_a_hundred_thousand_characters_leave_what_a_page_holds() -> None:
    draft = with_words(open_draft(words={"why": "mine"}), "work", "word " * 20_000, NOW)
    assert len(draft.words["work"]) <= MOST_CHARACTERS
    assert draft.words["work"].startswith("word word")
    assert draft.words["why"] == "mine"


def test_what_a_terminal_obeys_is_no_word() -> None:
    draft = with_words(open_draft(), "work", "\x1b]52;c;aGk=\x07Search\u202e", NOW)
    assert draft.words["work"] == "]52;c;aGk=Search"


def test_a_new_version_begins_where_the_last_one_ended() -> None:
    found = vision(version(7, hints=1, seconds={"work": 52}, scores={"mine": "fair"}))
    draft = draft_of(found, NOW)
    assert (draft.id, draft.words, draft.hints) == ("vision/open", found.versions[0].words, 1)
    assert (draft.scores, draft.seconds) == ({}, {})


# --- versions are never lost -----------------------------------------------------------------------------

DOINGS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sampled_from(["work", "why"]), st.text(max_size=30)),
        st.just(("hand in",)),
        st.just(("hint",)),
        st.tuples(
            st.just("score"), st.sampled_from(["concrete", "mine"]), st.sampled_from(["strong", "missing"])
        ),
        st.just(("leave and come back",)),
    ),
    max_size=30,
)


@given(DOINGS)
def test_what_was_handed_in_stays_whatever_is_done(doings: list[tuple[str, ...]]) -> None:
    work, stamp = Work(), datetime(2026, 11, 1, 9, tzinfo=UTC)
    draft = draft_of(standing(VISION, work), stamp.isoformat())
    kept: dict[str, dict[str, str]] = {}
    for number, (act, *said) in enumerate(doings):
        now = (stamp + timedelta(minutes=number)).isoformat()
        found = standing(VISION, work)
        if act == "write":
            draft = with_words(draft, said[0], said[1], now)
            work = with_entry(work, draft)
        elif act == "hint":
            draft = with_a_hint(VISION, draft, now)
            work = with_entry(work, draft)
        elif act == "hand in" and not missing(VISION, draft):
            handed, draft = handed_in(draft, f"v{number:03}", now)
            work = with_entry(with_entry(work, handed), draft)
            kept[handed.id] = dict(handed.words)
            draft = draft_of(standing(VISION, work), now)
        elif act == "score" and found.newest is not None:
            work = with_entry(work, with_score(found.newest, said[0], said[1], now))  # type: ignore[arg-type]
        elif act == "leave and come back":
            words = dict(draft.words)
            draft = draft_of(standing(VISION, work), now)
            if any(words.values()):
                assert draft.words == words, "what was typed is there again"
        found = standing(VISION, work)
        assert {each.id: each.words for each in found.versions} == kept
        assert [each.id for each in found.versions] == sorted(kept)


def test_handing_in_empties_the_page_and_keeps_words_of_parts_that_are_gone() -> None:
    draft = open_draft(words={**WHOLE, "before": "An older part"}, hints=1, seconds={"work": 61}, shown=True)
    handed, emptied = handed_in(draft, "v1", NOW)
    assert handed == Draft(
        id="v1",
        changed=NOW,
        made=NOW,
        exercise="vision",
        words=draft.words,
        hints=1,
        seconds={"work": 61},
        shown=True,
    )
    assert emptied.id == open_id("vision")
    assert is_empty(emptied)
    assert (handed.is_open, emptied.is_open) == (False, True)
    assert vision(handed, emptied).begun is None
    assert "An older part" in to_text(as_document(vision(handed)))


# --- scoring and comparing -----------------------------------------------------------------------------


def test_scores_are_the_players_and_change_nothing_else() -> None:
    first = version(7)
    scored = with_score(with_score(first, "mine", "fair", NOW), "mine", "strong", NOW)
    assert scored.scores == {"mine": "strong"}
    assert unscored(VISION, scored) == ("concrete",)
    assert (scored.words, scored.made, scored.changed) == (first.words, first.made, NOW)


def test_what_changed_between_two_versions_is_told_in_words() -> None:
    before = version(
        7,
        words={"work": "One two three", "why": "I"},
        seconds={"work": 71, "why": 9},
        scores={"mine": "fair"},
    )
    after = version(
        21,
        words={"work": "One two three four five", "why": "I"},
        seconds={"work": 58, "why": 9},
        scores={"mine": "strong"},
        hints=2,
    )
    assert changes_told(VISION, before, after) == [
        "2 words longer: 4, then 6.",
        "Part 2 as before.",
        '"It could only be yours.": fair, then strong.',
        "Part 1 13 seconds shorter aloud.",
        "Two more hints open.",
    ]
    assert changes_told(VISION, after, before)[0] == "2 words shorter: 6, then 4."
    assert changes_told(VISION, before, before) == ["Not a word is different."]
    other = version(22, words={"work": "Three two one", "why": "I"})
    assert changes_told(VISION, before, other)[0] == "As long as before, 4 words, and not the same ones."


def test_two_versions_are_paired_part_by_part_with_what_is_not_asked_any_more() -> None:
    before, after = (
        version(7, words={"work": "a", "old": "gone"}),
        version(21, words={"work": "b", "why": "c"}),
    )
    assert paired(VISION, before, after) == [
        (VISION.parts[0].ask, "a", "b"),
        (VISION.parts[1].ask, "", "c"),
        ("A part that is no longer asked for", "gone", ""),
    ]
    assert len(paired(VISION, before, before)) == 3


def test_the_documents_show_every_version_in_its_lines() -> None:
    first = version(7, words={"work": "Search\nfor four teams", "why": "I built it"}, shown=True)
    second = version(21, seconds={"work": 61}, scores={"mine": "fair"})
    found = vision(first, second, open_draft(words={"work": "Third"}))
    text = to_text(as_document(found))
    for words in ("Version 1 of 2, 7 November 2026", "Version 2 of 2, 21 November 2026", "for four teams"):
        assert words in text
    assert "Aloud, 60 seconds asked for: part 1 in 61 and part 2 not timed." in text
    assert "The model answer was looked at before this was written." in text
    assert "Being written since 25 November 2026" in text
    assert VISION.model not in " ".join(text.split())
    assert "Search\n\nfor four teams" in text, "lines stay lines"
    compared = " ".join(to_text(version_document(found, 1)).split())
    assert VISION.model in compared
    assert "Against the version before: 2 words shorter" in compared
    pair = to_text(comparison_document(VISION, first, second))
    assert "7 November 2026" in pair
    assert "21 November 2026" in pair


def test_a_day_is_told_and_what_is_none_stands_as_it_is() -> None:
    assert day_told("2026-11-07T23:59:00+01:00") == "7 November 2026"
    assert day_told("soon") == "soon"


# --- aloud ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1, "It took 1 second aloud; 60 were asked for: 59 to spare."),
        (60, "It took 60 seconds aloud; 60 were asked for: to the second."),
        (75, "It took 75 seconds aloud; 60 were asked for: 15 over."),
    ],
)
def test_how_long_it_took_stands_against_how_long_it_should(seconds: int, said: str) -> None:
    assert aloud_told(seconds, 60) == said


def test_every_part_has_a_time_of_its_own() -> None:
    draft = open_draft()
    assert spoken_told(VISION, draft) == "Not said aloud with the clock yet."
    assert to_time(VISION, draft) == [0, 1]
    draft = with_seconds(draft, "why", 0, NOW)
    assert draft.seconds == {"why": 1}, "a time is a second at least"
    assert to_time(VISION, draft) == [0]
    draft = with_seconds(draft, "work", 75, NOW)
    assert spoken_told(VISION, draft) == "Aloud, 60 seconds asked for: part 1 in 75 and part 2 in 1."
    assert to_time(VISION, draft) == [0, 1]
    one = msgspec.structs.replace(VISION, parts=VISION.parts[:1])
    assert spoken_told(one, draft) == "It took 75 seconds aloud; 60 were asked for: 15 over."
    again = with_seconds(draft, "work", 60, NOW)
    assert changes_told(one, draft, again) == ["Not a word is different.", "15 seconds shorter aloud."]


@given(st.integers(1, 600), st.integers(-10, 1200))
def test_the_clock_only_runs_down(target: int, gone: int) -> None:
    began = datetime(2026, 11, 25, 9, tzinfo=UTC)
    speaking, now = Speaking(target, began), began + timedelta(seconds=gone)
    assert speaking.seconds(now) == max(0, gone)
    for still in (False, True):
        picture = speaking.picture(now, still=still)
        later = speaking.picture(now + timedelta(seconds=1), still=still)
        assert len(picture) == CELLS
        assert later.count("▮") <= picture.count("▮")
    assert ("over" in speaking.told(now)) == (gone > target)


def test_with_less_motion_the_clock_changes_every_ten_seconds() -> None:
    began = datetime(2026, 11, 25, 9, tzinfo=UTC)
    speaking = Speaking(60, began)
    told = {speaking.told(began + timedelta(seconds=second), still=True) for second in range(60)}
    assert told == {"60 s left", *(f"about {left} s left" for left in (50, 40, 30, 20, 10))}
