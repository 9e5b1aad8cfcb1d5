"""The trap log, the meetings and "how sure are you?" in plain mode."""

from __future__ import annotations

import pytest

from tests.cli.terminal import SAMPLE, Run, Said, seed_of

DISK = seed_of("disk")
TOLD = ("tell", "quota", "3", "full a", "q")
SILENT = ("restart", "done", "4", "1", "q")


@pytest.fixture
def home(run: Run) -> Run:
    """The ladder in plain mode, for a player who has said where they stand."""
    run("--plain", "--pack", SAMPLE, "--player", "Ada", lines=(*"nnnnn", "q"))

    def stay(*lines: str) -> Said:
        return run("--plain", "--pack", SAMPLE, "--player", "Ada", lines=lines)

    return stay


def read(said: Said) -> str:
    assert said.code == 0
    return " ".join(said.out.split())


def test_before_anything_is_played_every_trap_can_be_read(home: Run) -> None:
    said = home("t", "t 2", "q")
    assert "1  Working alone: not met so far" in said.out
    assert "2  The fastest hands: not met so far" in said.out
    assert "No story has been played to an ending yet" in read(said)
    assert "Speed was what got praised first." in said.out


def test_decisions_stand_with_their_trap(home: Run, play: Run) -> None:
    play(*SILENT, seed=DISK)
    said = home("t", "t 2", "t 1", "t all", "q")
    assert "2  The fastest hands: fed once, not avoided" in said.out
    assert (
        "Fed “Restart the job now and read the log while it runs” (The nightly job · Tuesday, 08:10"
        in read(said)
    )
    assert "▮ 1 │" in said.out
    assert "Not met so far: Working alone." in read(said)


@pytest.mark.parametrize("word", ["3", "0", "x", "lone-wolf", "2 2"])
def test_a_wrong_number_gets_a_sentence(home: Run, word: str) -> None:
    said = home(f"t {word}", "q")
    if word != "2 2":
        assert f"There is no trap {word!r}: the numbers run from 1 to 2." in said.out
    assert said.code == 0


def test_the_meeting_waits_for_the_stories_of_its_phase(home: Run, play: Run) -> None:
    before = read(home("t meeting 1", "t meeting", "t meeting 2", "t meeting 9", "q"))
    assert "It opens when you have played “The nightly job” to an ending." in before
    assert "Say of which phase: `t meeting 1`." in before
    assert "Phase 2 has no promotion meeting in this pack." in before
    assert "There is no phase 9." in before
    play(*TOLD, seed=DISK)
    said = read(home("t meeting 1", "q"))
    assert "The promotion meeting is open: `t meeting 1`." in said
    assert "On the table lies what Ada decided." in said
    assert "“Tell Mira what you know before you know the cause” (The nightly job, Tuesday, 08:10)" in said
    assert "The gates have not moved: they open with evidence from your work, and only so." in said


def test_how_sure_is_asked_after_a_rated_answer_and_before_what_follows(
    run: Run, home: Run, play: Run
) -> None:
    assert "3  how sure are you? asked after an answer, before what follows: on" in home("s 3", "q").out
    said = play("restart", "6", "maybe", "4", "quota", "3", "", "full a", "5", "q", seed=DISK)
    asked, _, after = said.out.partition("How sure are you that nothing else on offer here is better?")
    assert "It runs." not in asked
    assert "4  80 %, quite sure" in after
    assert after.count("A number from 1 to 5; an empty line goes on without saying") == 2
    assert after.index("It runs.") > after.index("> 4")
    assert said.out.count("How sure are you") == 3, "a look is not rated"
    assert "For two decisions you said how sure you were." in " ".join(after.split())


def test_an_answer_can_be_taken_back_there(home: Run, play: Run) -> None:
    home("s 3", "q")
    said = play("restart", "b", "tell", "2", "q", seed=DISK)
    assert "Taken back. Answer the question again." in said.out
    assert "It runs." not in said.out
    assert "Then I look at the table" in said.out


@pytest.mark.parametrize("last", [("q",), ()], ids=["q", "end"])
def test_leaving_there_keeps_the_answer(home: Run, play: Run, last: tuple[str, ...]) -> None:
    home("s 3", "q")
    play("restart", *last, seed=DISK)
    assert "after 1 decision." in play("q").out
