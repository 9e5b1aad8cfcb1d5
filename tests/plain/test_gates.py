"""Gates, evidence and actions, line by line."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from ladderquest.growth.work import Work
from ladderquest.saves.players import Saves
from tests.cli.terminal import SAMPLE, Run, Said, seed_of

NOW = datetime(2026, 11, 20, 23, 30, tzinfo=timezone(timedelta(hours=13)))
"""Half past eleven at night in Auckland, where it is the 20th still."""

ENTRY = ("today", "A freeze", "", "Said why", "", "", "Ada, Ben")
TO_THE_END = ("tell", "quota", "1", "full a")


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ladderquest.options.now", lambda: NOW)


@pytest.fixture
def gates(run: Run) -> Run:
    """``gates(*lines)``: plain mode at the gates, as Ada; every call goes on from the last."""

    def at_the_gates(*lines: str) -> Said:
        run("--plain", "--pack", SAMPLE, "--player", "Ada", lines=("n",) * 5)
        return run("--plain", "--pack", SAMPLE, "--player", "Ada", lines=("g", *lines, "q", "q"))

    return at_the_gates


def work(tmp_path: Path) -> Work:
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id) as store:
        return store.work.read()


def test_the_list_says_what_has_no_evidence_and_how_to_write_some(gates: Run) -> None:
    said = gates("?", "", "q").out
    assert "0 of 2 with evidence." in said
    assert " ".join(said.split()).count("[no evidence yet]") == 3
    assert "Only evidence from your work counts here" in said
    assert "n 3: a new entry for item 3; n 3 5: one for items 3 and 5" in " ".join(said.split())


def test_an_entry_is_asked_for_field_by_field_and_kept(gates: Run, tmp_path: Path) -> None:
    said = gates("n 1 3", *ENTRY, "1", "l").out
    assert "The entry is kept." in said
    assert "Context     A freeze" in said
    (entry,) = work(tmp_path).evidence.values()
    assert (entry.day, entry.did, entry.people) == ("2026-11-20", "Said why", "Ada, Ben")
    assert len(entry.items) == 2
    assert "1 of 2 with evidence." in said


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ((), "There is no day yet"),
        (("2026-11-21",), "2026-11-21 is still to come: where you are it is 2026-11-20."),
        (("today", "x" * 102_400), "This is 102,400 characters long, and 4,000 fit."),
        (("today", "", "", "", ""), "Say what you did, or what came of it"),
        (("today", "", "", "I did", "", "www.example.org"), "type https://www.example.org."),
        (("today", "", "", "I did", "", "see wiki"), "'see wiki' is no link"),
    ],
    ids=["no day", "tomorrow", "100 kB", "nothing done", "www", "no link"],
)
def test_what_is_wrong_is_said_at_once_and_only_that_is_asked_again(
    gates: Run, tmp_path: Path, wrong: tuple[str, ...], says: str
) -> None:
    right = ("today", "", "", "I did", "I saw", "https://example.org", "")
    given = wrong or ("",)
    said = gates("n 1", *given, *right[len(given) - 1 :]).out
    assert says in " ".join(said.split())
    assert said.count("Day: when it happened") == 1
    (entry,) = work(tmp_path).evidence.values()
    assert (entry.day, entry.link) == ("2026-11-20", "https://example.org")


def test_a_line_may_go_on_in_the_next(gates: Run, tmp_path: Path) -> None:
    gates("n 1", "today", "", "", "First this. \\", "Then that.", "", "", "")
    (entry,) = work(tmp_path).evidence.values()
    assert entry.did == "First this.\nThen that."


def test_an_entry_is_edited_with_what_stands_there_kept_changed_or_emptied(
    gates: Run, tmp_path: Path
) -> None:
    gates("n 1", *ENTRY)
    said = gates("e 1 1 2", "", "-", "", "", "40 ms less", "", "").out
    assert "now: A freeze" in said
    (entry,) = work(tmp_path).evidence.values()
    assert (entry.context, entry.did, entry.outcome) == ("", "Said why", "40 ms less")
    assert len(entry.items) == 2


TYPED = "Here is what you had typed by 20 November 2026."
WAITS = "What you have typed waits in this form."


def test_what_is_left_in_the_middle_waits_in_its_form(gates: Run, run: Run, tmp_path: Path) -> None:
    said = gates("n 1", "yesterday", "A freeze", "/q").out
    assert "`/q` leaves, and what you have typed waits here; `/d` drops it." in " ".join(said.split())
    assert f"Left. {WAITS}" in said
    assert work(tmp_path).evidence == {}
    assert TYPED not in gates("n 2", "/q").out, "another item has a form of its own"
    said = gates("n 1", "", "", "", "Said why", "", "", "", "1").out
    assert f"{TYPED} It is not kept as an entry yet." in " ".join(said.split())
    assert "Evidence for: You explained a choice" in said
    assert "now: 2026-11-19" in said
    assert "now: A freeze" in said
    assert "The entry is kept." in said
    (entry,) = work(tmp_path).evidence.values()
    assert (entry.day, entry.context, entry.did) == ("2026-11-19", "A freeze", "Said why")
    assert work(tmp_path).evidence_drafts == {}
    assert TYPED not in gates("n 1", "/q").out


def test_the_end_of_the_input_leaves_a_form_as_it_is(run: Run, gates: Run, tmp_path: Path) -> None:
    gates()
    said = run(
        "--plain",
        "--pack",
        SAMPLE,
        "--player",
        "Ada",
        lines=("g n 1", "soon", "today", "First. \\", "Then \\"),
    ).out
    assert said.count(WAITS) == 1
    assert "is not kept" not in said
    (draft,) = work(tmp_path).evidence_drafts.values()
    assert (draft.words["day"], draft.words["context"]) == ("2026-11-20", "First.\nThen")


def test_a_form_is_dropped_or_left_with_nothing_in_it(gates: Run, tmp_path: Path) -> None:
    assert "Left: nothing was kept of it." in gates("n 1", "/q").out
    assert "Dropped: nothing was kept of it." in gates("n 1", "today", "A freeze", "/d").out
    assert work(tmp_path) == Work()
    gates("n 1", "today", "/q")
    assert "Dropped" in gates("n 1", "/d").out
    gates("n 1", "today", "/q")
    assert "Left: nothing was kept of it." in gates("n 1", "-", "/q").out, "it was wrong, and emptied"
    assert work(tmp_path) == Work()


def test_an_entry_that_is_edited_stays_as_it_is_until_it_is_kept(gates: Run, tmp_path: Path) -> None:
    gates("n 1", *ENTRY)
    said = gates("e 1 1 2", "", "Another freeze", "/q", "1", "j").out
    assert "Another freeze" not in said.partition("Left. ")[2]
    (entry,) = work(tmp_path).evidence.values()
    assert (entry.context, len(entry.items)) == ("A freeze", 1)
    said = gates("e 1 1 3", *("",) * 7).out
    assert f"{TYPED} The entry does not have it yet." in " ".join(said.split())
    (entry,) = work(tmp_path).evidence.values()
    assert (entry.context, len(entry.items)) == ("Another freeze", 3)
    assert work(tmp_path).evidence_drafts == {}


def test_an_entry_is_deleted_after_a_question(gates: Run, tmp_path: Path) -> None:
    gates("n 1 2", *ENTRY)
    assert "It goes from 1 other item too." in gates("x 1 1", "no").out
    assert len(work(tmp_path).evidence) == 1
    assert "The entry is deleted." in gates("x 1 1", "y").out
    assert work(tmp_path).evidence == {}


def test_an_item_does_not_apply_and_applies_again(gates: Run) -> None:
    said = gates("w 1", "", "We have no model", "l").out
    assert "Say why it does not apply" in said
    assert "[does not apply: We have no model]" in " ".join(said.split())
    assert "0 of 1 with evidence; one does not apply." in said
    assert "It applies again." in gates("w 1").out


def test_the_journal_and_the_packet_are_printed(gates: Run) -> None:
    said = gates("n 1", *ENTRY, "j", "p").out
    assert "Evidence journal of Ada" in said
    assert "Evidence of Ada" in said
    assert "No evidence yet." in said


def test_something_to_try_is_kept_settled_and_turned_into_evidence(gates: Run, tmp_path: Path) -> None:
    said = gates("a", "an", "", "Ask Mira", "yesterday", "friday", "a", "ad 1", "She knew", "a").out
    assert "Nothing to try yet" in said
    assert "an action needs its words" in said
    assert "'yesterday' is no day" in said
    assert "Kept: to try at work, by Friday, 2026-11-27." in " ".join(said.split())
    assert "Ask Mira [by Friday, 2026-11-27]" in said
    assert "Ask Mira [done: She knew]" in said
    assert "now: She knew" in gates("av 1 2", "today", *("",) * 6).out
    (entry,) = work(tmp_path).evidence.values()
    assert (entry.did, entry.outcome) == ("Ask Mira", "She knew")
    said = gates("ad 1", "ae 1", "Ask Lena", "-", "ao 1", "No time", "a", "ax 1", "y", "ax 1").out
    assert "Open again." in said
    assert "Ask Lena [dropped: No time]" in said
    assert "Deleted." in said
    assert work(tmp_path).actions == {}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("n", "Say which item: a number from 1 to 3"),
        ("n 4", "Say which item"),
        ("7", "Say which item"),
        ("e 1", "This item has no entry yet."),
        ("x 1 9", "This item has no entry yet."),
        ("n one", "There is no 'n one' here: `?` says what there is."),
        ("dance", "There is no 'dance' here"),
        ("ad 3", "Nothing to try yet"),
    ],
)
def test_a_wrong_line_gets_a_sentence(gates: Run, line: str, says: str) -> None:
    assert says in gates(line).out


def test_a_debrief_begins_an_entry_and_keeps_its_action(run: Run, tmp_path: Path) -> None:
    words = ("play", "tiny", "--plain", "--pack", SAMPLE, "--player", "Ada", "--seed", seed_of("disk"))
    said = run(*words, lines=(*TO_THE_END, "g", "9", "g", "2", *ENTRY, "w", "", "friday", "w", "/q", "q")).out
    assert "None, then." in said
    assert "The entry is kept." in said
    assert "now: Ask who reads the table" in said
    (entry,) = work(tmp_path).evidence.values()
    assert (entry.scenario, entry.items, entry.context) == ("tiny", ("ask-early",), "A freeze")
    assert entry.run
    assert entry.seq > 0
    (action,) = work(tmp_path).actions.values()
    assert (action.due, action.run) == ("2026-11-27", entry.run)


def test_a_second_window_writes_nothing_and_says_why_before_it_asks(gates: Run, tmp_path: Path) -> None:
    gates("n 1", *ENTRY)
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id):
        said = gates("n 2", "w 1", "an", "1").out
    assert "Day: when" not in said
    assert "Why does it not apply" not in said
    assert "Said why" in said
    assert len(work(tmp_path).evidence) == 1
