"""Whole stories in plain mode, from the prompt to the debrief and back."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ladderquest.saves.players import Saves
from tests.cli.terminal import SAMPLE, Run, change, copy_of_sample, seed_of

DISK, LOADER = seed_of("disk"), seed_of("loader")
TOLD = ("tell", "quota", "3", "full a")
"""Ends explained in the world ``disk``: told early, and the claim stands on what was found."""

SILENT = ("restart", "done", "4", "1")
"""Ends restarted: nothing said, nothing looked at, the wrong line, a claim without anything beside it."""


def last_prompt(out: str) -> str:
    """The question that the output ends with: everything from the last resources to the last prompt."""
    return out[out.rindex("Hours left") : out.rindex("> ")]


def runs(run: Run) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(run("runs", "--json").out)["runs"]
    return listed


def shown(run: Run) -> dict[str, Any]:
    [only] = runs(run)
    found: dict[str, Any] = json.loads(run("show", only["run"], "--json").out)
    return found


def test_two_players_reach_different_endings_through_different_feedback(play: Run) -> None:
    told = play(*TOLD, seed=DISK, player="Ada")
    silent = play(*SILENT, seed=DISK, player="Ben")
    assert (told.code, silent.code, told.err, silent.err) == (0, 0, "", "")

    assert "The end: A morning that others can follow" in told.out
    assert "The end: Green again" in silent.out

    assert "Mira Osei will remember this." in told.out
    assert "Mira Osei has what you promised." in told.out
    assert "38 % of the writes were refused." in told.out
    assert "Tomáš Bednář: Heard that it runs. He would ask until when." in silent.out
    assert 'A ticket arrives: "Is the table of yesterday complete?"' in silent.out

    ours, theirs = (said.out.partition("The end: ")[2] for said in (told, silent))
    assert "Avoided: Working alone" in ours
    assert "Fed: The fastest hands" in theirs
    assert "The fastest hands" not in ours
    assert "Working alone" not in theirs
    assert "You decided: Tell Mira what you know before you know the cause" in ours
    assert "You decided: Restart the job now and read the log while it runs" in theirs


def test_the_calculator_lies_beside_a_story_that_has_one(play: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path, ("start: morning\n", "start: morning\ncalculator: ab\n"))
    counts = ("7 9,480", "8 4,740", "9 9,520", "10 4,950")
    out = play("?", "=", *counts, "q", "=", "q", "tell", seed=DISK, pack=pack).out
    opening, _, rest = out.partition("\n> ")
    assert "`=` opens the calculator of an A/B test." in opening
    assert "  =  the calculator of an A/B test" in rest
    assert "B minus A: +2.00 points, +4.0 % of A's rate" in rest
    again = rest.rpartition("Before the test")[0].rpartition("\n> ")[2]
    assert "B: of them: 4,950" in again, "what was given is there again"
    assert "You: Tell Mira what you know before you know the cause" in rest


def test_a_story_without_a_calculator_does_not_know_the_word(play: Run) -> None:
    out = play("=", "?").out
    assert "calculator" not in out


def test_a_change_is_shown_as_a_change_and_the_story_goes_on_at_the_next_scene(play: Run) -> None:
    out = play("tell", seed=DISK).out
    after = out.partition("You: Tell Mira what you know before you know the cause\n")[2]
    expected = [
        '"Thanks," she writes.',
        "Hours left: 4 -> 3",
        "Mira Osei will remember this.",
        "Mira Osei: Heard that there is no cause yet.",
        "Two pages are open, and time for one.",
        "Hours left 3 of 4. Clues 0 of 3.",
        "What do you read? (1 look left)",
        "  1  Disk quota page",
        "  0  Leave it at that and go on",
        "\n> ",
    ]
    places = [after.find(part) for part in expected]
    assert -1 not in places
    assert places == sorted(places)


def test_a_first_run_hears_nothing_of_ratings_traps_or_reasons_before_the_debrief(play: Run) -> None:
    before = play(*SILENT, seed=DISK).out.partition("The end: ")[0]
    for word in (
        "Working alone",
        "The fastest hands",
        "trap",
        "rating",
        "Junior",
        "senior",
        "Fed",
        "Avoided",
    ):
        assert word not in before
    assert "Restarting answers the mail" not in before
    assert "A retry is what follows a failure." not in before


def test_e_explains_the_last_decision_at_once(play: Run) -> None:
    out = play("e", "restart", "e", seed=DISK).out
    assert "There is nothing to explain before the first decision." in out
    assert "Why: Restarting answers the mail and leaves the cause where it was." in out
    assert play("0", "e").out.count("There is nothing to explain about this one.") == 1


def test_explaining_as_one_goes_puts_the_reason_before_the_next_scene(run: Run, play: Run) -> None:
    play(seed=DISK)
    run("--plain", "--pack", SAMPLE, lines=("skip", "s 1"))
    out = play("restart").out
    assert out.index("Why: Restarting answers") < out.index("Two pages are open")


def test_quit_and_come_back_to_the_same_prompt(run: Run, play: Run) -> None:
    first = play("tell", "p", "?", seed=LOADER)
    assert "The input has ended. Saved. `ladderquest play tiny`" in first.out
    before = first.out.partition("> p")[0] + "> "
    left = play("q")
    assert left.code == 0
    assert "Saved. `ladderquest play tiny` comes back to this line." in left.out
    back = play()
    assert "You are back where you left, after 1 decision." in back.out
    assert last_prompt(before) == last_prompt(left.out) == last_prompt(back.out)
    assert len(runs(run)) == 1


def test_one_comes_back_between_two_looks_too(play: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path, ("budget: 1", "budget: 2"))
    first = play("tell", "quota", seed=DISK, pack=pack)
    assert "What do you read? (1 look left)" in first.out
    assert "  -  Disk quota page (already seen)\n  2  Open files of the job" in first.out
    back = play("c", "2", pack=pack)
    assert last_prompt(first.out) in back.out
    assert "38 % of the writes were refused." in back.out
    assert "Which line would you show to Mira?" in back.out


def test_the_looks_of_one_visit_count_as_one_decision(play: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path, ("budget: 1", "budget: 2"))
    out = play("tell", "quota", "handles", "p", "3", "full a", "b 2", seed=DISK, pack=pack).out
    way = out.partition("> p\n")[2].partition(">")[0]
    assert "2  What do you read? Disk quota page; Open files of the job\n" in way
    assert "What do you read? (2 looks left)" in out.partition("You are back before decision 2.")[2]
    assert "after 1 decision." in play(pack=pack).out


def test_another_seed_begins_another_run(run: Run, play: Run) -> None:
    play("tell", seed=DISK)
    other = play(seed=LOADER)
    assert "You are back" not in other.out
    assert "too many open files" in other.out
    assert len(runs(run)) == 2


@pytest.mark.parametrize(
    ("before", "wrong", "sentence"),
    [
        ((), "7", "There is no option '7' here: the numbers run from 1 to 2."),
        ((), "0", "There is no option '0' here"),
        ((), "tel", "There is no option 'tel' here"),
        ((), "page", "That is closed: Nobody pages a vendor without a number."),
        ((), "1 2", "One number is enough here."),
        ((), "", "Answer with a number from 1 to 2. `?` helps."),
        ((), "9" * 5000, "There is no option"),
        ((), "²", "There is no option '²' here"),
        ((), "b", "There is nothing to go back to: this is the start."),
        (("tell",), "3", "That is closed: Mira has to open it first."),
        (("tell",), "4", "There is no look '4' here: the numbers run from 0 to 3."),
        (("tell",), "1 2", "One look at a time: answer with one number."),
        (("tell",), "b", "A first run goes forward"),
        (("tell",), "b 1", "A first run goes forward"),
        (TOLD[:2], "x", "'x' is no line number."),
        (TOLD[:2], "5", "There is no line 5: the last one is 4."),
        (TOLD[:2], "1 2 3", "That is not possible: mark 1 to 2 lines, not 3."),
        (TOLD[:2], ",", "Answer with the numbers of up to 2 lines of nightly.log"),
        (TOLD[:3], "a", "Nothing lies open here."),
        (TOLD[:3], "a 1", "There is no claim 'a' here"),
        (TOLD[:3], "fixed", "That is closed: There was no time to fix anything."),
        (TOLD[:3], "1 b", "There is no exhibit 'b': there is a."),
        (SILENT[:3], "1 a", "There is nothing to put beside it: answer with the number alone."),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_the_prompt_again_and_is_not_recorded(
    run: Run, play: Run, before: tuple[str, ...], wrong: str, sentence: str
) -> None:
    play(*before, seed=DISK)
    records = shown(run)["records"]
    said = play(wrong)
    tail = " ".join(said.out.partition(f"> {wrong}\n")[2].split())
    assert (said.code, said.err) == (0, "")
    assert " ".join(sentence.split()) in tail
    assert "> The input has ended." in tail
    assert shown(run)["records"] == records


def test_a_mark_counts_the_lines_that_the_artefact_shows(run: Run, play: Run) -> None:
    out = play(*TOLD[:2], "3, 1", seed=DISK).out
    assert "  3  02:14:10 write failed: no space left\n" in out
    decision = shown(run)["decisions"][-1]
    assert decision["answer"] == {"move": "mark", "places": ["failure"], "elsewhere": 1}
    assert decision["lines"] == [1, 3]
    assert "She asks which of them it is." in out


def test_a_decision_is_annotated_with_its_time(run: Run, play: Run) -> None:
    play("tell", seed=DISK)
    [decision] = shown(run)["decisions"]
    assert decision["decided_at"]
    assert decision["seconds"] >= 0
    assert decision["changes"] == 0


def test_commands_show_the_way_the_clues_and_what_lies_open(play: Run) -> None:
    start = play("p", "c", seed=DISK).out
    assert "This is the start: nothing has been decided yet." in start
    assert "You have found no clue yet." in start
    out = play(*TOLD[:2], "p", "c", "a").out
    way = out.rpartition("> p\n")[2].partition(">")[0]
    assert "1  Tuesday, 08:10: Tell Mira what you know before you know the cause" in way
    assert "2  What do you read? Disk quota page" in way
    assert "38 % of the writes were refused." in out.partition("> c\n")[2].partition(">")[0]
    assert "nightly.log (log)\n  1  02:00:01 start" in out.rpartition("> a\n")[2]


def test_after_an_ending_one_can_go_back_and_take_another_road(run: Run, play: Run) -> None:
    out = play(*TOLD, "b", "b 9", "b 3", "4", "1", seed=DISK).out
    assert "There is no decision '9' to go back to" in out
    assert "You are back before decision 3. The road you left is kept." in out
    again = out.partition("You are back before decision 3.")[2]
    assert "The log again, line by line." in again
    assert "She reads it twice and says nothing." in again
    assert "The end: A morning that others can follow" in again  # told, so others can follow
    found = shown(run)
    assert [each["scene"] for each in found["decisions"]] == ["morning", "look", "point", "stand"]
    assert found["decisions"][2]["answer"] == {"move": "mark", "places": ["retry"], "elsewhere": 0}
    assert found["records"] > 2 + 2 * len(found["decisions"])  # the road left is still there


def test_once_an_ending_is_known_going_back_is_open_in_the_next_run(play: Run) -> None:
    play(*TOLD, seed=DISK)
    out = play("tell", "b 1", "restart", seed=DISK).out
    assert "You are back before decision 1." in out
    assert "You: Restart the job now" in out


def test_a_wish_to_talk_is_noted_at_the_ending(run: Run, play: Run) -> None:
    out = play(*TOLD, "t", "t 9", "t 2", "x", "", seed=DISK).out
    assert out.count("Say which: `t` with a number from 1 to 4") == 2
    assert "Noted: you want to talk about decision 2" in out
    assert "The story has ended, so there is no 'x' here" in out
    assert [each["talk"] for each in shown(run)["decisions"]] == [False, True, False, False]


def test_what_cannot_be_saved_is_not_decided_and_can_be_answered_again(
    run: Run, play: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from concurrent.futures import Future

    from ladderquest.saves.errors import SaveFailed
    from ladderquest.saves.store import PlayerStore

    sound = PlayerStore.append

    def full_once(store: PlayerStore, *given: Any) -> Future[None]:
        monkeypatch.setattr(PlayerStore, "append", sound)
        failed: Future[None] = Future()
        failed.set_exception(SaveFailed("the disk is full. Free some space there and try again."))
        return failed

    play(seed=DISK)
    monkeypatch.setattr(PlayerStore, "append", full_once)
    out = play("tell", "restart").out
    assert "Not saved: the disk is full." in out
    assert "Nothing was decided" in out
    assert "You: Tell Mira" not in out
    assert [each["answer"]["option"] for each in shown(run)["decisions"]] == ["restart"]


def test_a_run_moves_to_an_edited_scenario_and_says_so(play: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(tmp_path)
    play(*TOLD[:2], seed=DISK, pack=pack)
    change(pack, ("clue: quota, effect: hours -= 1", "clue: quota, effect: hours -= 2"))
    out = " ".join(play(pack=pack).out.split())
    assert "Note: This scenario was edited since you played" in out
    assert "What do you read? (1 look left)" in out


@pytest.fixture
def locked(tmp_path: Path, play: Run) -> Iterator[None]:
    """Ada has a run, and her saves are open elsewhere."""
    play("tell", seed=DISK)
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id):
        yield


@pytest.mark.usefixtures("locked")
def test_a_second_window_can_look_and_says_why_it_cannot_decide(run: Run, play: Run) -> None:
    said = play("1")
    assert said.code == 0
    assert "Note: This player is open in another window" in said.out
    assert "You are back where you left, after 1 decision." in said.out
    assert "so this one can look but not save" in " ".join(said.out.rpartition("> 1\n")[2].split())
    assert "You: Disk quota page" not in said.out


@pytest.mark.usefixtures("locked")
def test_a_second_window_cannot_begin_a_run(play: Run) -> None:
    said = play(seed=LOADER)
    assert said.code == 2
    assert said.err.startswith("ladderquest: This player is open in another window")
    assert said.err.count("\n") == 1


HOSTILE = "\\e]52;c;x\\a[/]\\u202e\\u200b"


def test_nothing_hostile_reaches_the_terminal(run: Run, play: Run, tmp_path: Path) -> None:
    name = "\x1b]52;c;x\x07[/]\u202e"
    said = play(*TOLD, "t 1", "\x1b[2J", player=name, seed=DISK)
    assert said.code == 0
    assert "New player: ]52;c;x[/]." in said.out
    listed = run("runs")
    for text in (said.out, said.err, listed.out, listed.err):
        assert not set(text) & set("\x1b\x07\x9b\u202e\u200b")


def test_hostile_content_is_either_refused_or_shown_clean(play: Run, run: Run, tmp_path: Path) -> None:
    pack = copy_of_sample(
        tmp_path,
        ("title: The nightly job", f'title: "The nightly {HOSTILE} job"'),
        ("says: Restart the job now", "says: '[/] [bold red] Restart the job now"),
        ("read the log while it runs\n", "read the log while it runs'\n"),
    )
    said = play("restart", pack=pack, seed=DISK)
    checked = run("check", pack)
    for text in (said.out, said.err, checked.out, checked.err):
        assert not set(text) & set("\x1b\x07\x9b\u202e\u200b")
    refused = re.search(r": error: .* \[LQ[1-4]", checked.out) is not None
    assert (said.code == 0) != refused
    if said.code == 0:
        assert "You: [/] [bold red] Restart the job now" in said.out


def test_the_map_tells_at_the_ending_where_one_went_and_nothing_else(play: Run) -> None:
    told = play(*TOLD, "m", seed=DISK).out.partition("The scenes, from the start down.")[2]
    assert "A ? is one that you have not come to." in told
    assert "  1  Tuesday, 08:10 (you came by here); leads to 2 (your way), 3\n" in told
    assert "an ending\n" in told
    assert "Green again" not in told
    assert "There is no option 'm' here" in play("m", seed=DISK, player="Ben").out
