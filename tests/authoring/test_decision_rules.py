"""The rules for decisions and scenarios: each broken by one edit of a pack that keeps them all."""

from pathlib import Path

import pytest

from ladderquest.authoring.checking import check_pack
from tests.authoring.house_pack import STEADY, copy_of_house, found_after, place_of, places
from tests.pack.packs import edit

RESTART = "Restart the job now and read its log while it runs"
RERUN_RATING = "[{when: clue.handles and world.loader, is: 5}, {is: 2}]"


def test_the_pack_that_every_test_breaks_keeps_all_rules(tmp_path: Path) -> None:
    checked = check_pack(copy_of_house(tmp_path))
    assert [str(finding) for finding in checked.findings] == []
    assert checked.pack is not None


# --- how options stand beside one another -------------------------------------------------------------


def test_an_option_that_is_far_longer_than_the_shortest(tmp_path: Path) -> None:
    longer = f"{RESTART}, and have a look at the table as well"
    root, found = found_after(tmp_path, (RESTART, longer))
    assert places(found, "LQ601") == [place_of(root, STEADY, longer)]
    assert "88 characters here and 56 in `tell`" in str(found)


def test_options_that_are_never_on_offer_together_may_differ_in_length(tmp_path: Path) -> None:
    """Two variants of one option, of which each world shows one."""
    short = "      - id: restart\n        says: Restart the job now and read its log while it runs\n"
    root, found = found_after(
        tmp_path,
        ("says: Ask Tomáš to clear the disk before the job is run again", "says: Ask Tomáš to clear it all"),
    )
    assert places(found, "LQ601") == [place_of(root, STEADY, "Run the job again now, with half")]
    edit(
        root,
        STEADY,
        "        says: Ask Tomáš to clear it all\n",
        "        says: Ask him to clear it\n        when: hours > 4\n",
    )
    found = list(check_pack(root).findings)
    assert places(found, "LQ601") == []
    assert short in (root / STEADY).read_text(encoding="utf-8")


def test_too_few_options(tmp_path: Path) -> None:
    root, found = found_after(tmp_path, (f"says: {RESTART}\n", f"says: {RESTART}\n        when: hours < 3\n"))
    assert places(found, "LQ612") == [place_of(root, STEADY, "- id: restart\n")]


def test_an_option_that_is_shut_with_its_reason_counts_as_offered(tmp_path: Path) -> None:
    shut = f"says: {RESTART}\n        when: told\n        locked: Nobody restarts it before eight\n"
    _, found = found_after(tmp_path, (f"says: {RESTART}\n", shut))
    assert places(found, "LQ612") == []


def test_ratings_that_hardly_differ(tmp_path: Path) -> None:
    root, found = found_after(
        tmp_path,
        ("        rating: 3\n        feeds: lone-wolf\n", "        rating: 4\n        feeds: lone-wolf\n"),
    )
    assert places(found, "LQ603") == [place_of(root, STEADY, "- id: restart\n")]


def test_ratings_that_hardly_differ_in_one_state_only(tmp_path: Path) -> None:
    """What is known decides which cases count; here two of three agree once the quota was read."""
    root, found = found_after(
        tmp_path, ("{when: clue.quota, is: 1}, {is: 3}]", "{when: clue.quota, is: 2}, {is: 3}]")
    )
    assert places(found, "LQ603") == [place_of(root, STEADY, "- id: rerun")]
    assert "in some state" in next(each.message for each in found if each.code == "LQ603")


def test_a_choice_without_an_option_that_feeds_a_trap(tmp_path: Path) -> None:
    root, found = found_after(
        tmp_path,
        ("        feeds: execution-speed\n", ""),
        ("        feeds: lone-wolf\n", ""),
    )
    assert places(found, "LQ606") == [place_of(root, STEADY, "- id: restart\n")]


# --- words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (RESTART, "Just restart the job now and read its log as it runs", "Just"),
        ("It runs. {cast.tomas} sends a thumb.", "It simply runs.", "simply"),
        ("heard that it runs. He would ask until when.", "asks whether you restarted it blindly.", "blindly"),
        ("Restarting answers the mail and", "Done properly, restarting answers the mail and", "properly"),
        ("The disk was full and the table is not complete", "The disk was lazily kept and is full", "lazily"),
        (RESTART, "Restart the job now and do all of the above while it runs", "all of the above"),
    ],
)
def test_a_word_that_judges(tmp_path: Path, old: str, new: str, word: str) -> None:
    root, found = found_after(tmp_path, (old, new))
    assert places(found, "LQ602") == [place_of(root, STEADY, new, word)]


def test_words_that_only_hold_one_are_no_offence(tmp_path: Path) -> None:
    _, found = found_after(tmp_path, (RESTART, "Adjust the job now, and read its log while it runs"))
    assert places(found, "LQ602") == []


@pytest.mark.parametrize("says", ["Restart the job now and never read its log while it runs",
                                  "Restart the job now and send all logs while it runs"])  # fmt: skip
def test_an_absolute_that_only_the_weak_option_has(tmp_path: Path, says: str) -> None:
    root, found = found_after(tmp_path, (RESTART, says))
    assert places(found, "LQ602") == [place_of(root, STEADY, says, "never" if "never" in says else "all")]


ALONE = "Read the log alone until the cause is clear, then report"


@pytest.mark.parametrize(
    "edits",
    [
        [("read its log while it runs", "read all 812 lines as it runs")],
        [("read its log while it runs", "read its log every minute")],
        [("read its log while it runs", "never read its log"), ("know so far, before", "never saw before")],
        [(ALONE, "Never report before the cause is clear from the log")],
    ],
    ids=["an amount", "a frequency", "a good option has one too", "the option is not weak"],
)
def test_absolutes_that_give_nothing_away(tmp_path: Path, edits: list[tuple[str, str]]) -> None:
    _, found = found_after(tmp_path, *edits)
    assert places(found, "LQ602") == []


# --- worlds ------------------------------------------------------------------------------------------


def test_a_scenario_in_which_the_worlds_change_next_to_nothing(tmp_path: Path) -> None:
    root, found = found_after(
        tmp_path,
        (RERUN_RATING, "2"),
        ("[{when: clue.quota and world.disk, is: 5}, {when: clue.quota, is: 1}, {is: 3}]", "3"),
        ("          - {when: clue.quota and world.disk or clue.handles and world.loader, is: 1}\n", ""),
    )
    assert places(found, "LQ604") == [place_of(root, STEADY, "- id: disk")]
    assert "only in `stand`" in next(each.message for each in found if each.code == "LQ604")


def test_a_rating_by_the_world_that_no_clue_tells(tmp_path: Path) -> None:
    rating = "[{when: told, is: 1}, {when: hours > 3 and world.loader, is: 5}, {is: 2}]"
    root, found = found_after(
        tmp_path,
        (
            "        rating: 2\n        feeds: execution-speed\n",
            f"        rating: {rating}\n        feeds: execution-speed\n",
        ),
    )
    assert places(found, "LQ605") == [place_of(root, STEADY, rating, "world.loader")]


def test_a_trap_by_the_world_that_no_clue_tells(tmp_path: Path) -> None:
    link = "        feeds: {trap: execution-speed, when: world.loader}\n"
    root, found = found_after(tmp_path, ("        feeds: execution-speed\n", link))
    assert places(found, "LQ605") == [place_of(root, STEADY, link, "world.loader")]


def test_a_result_by_the_world_that_no_clue_tells(tmp_path: Path) -> None:
    root, found = found_after(
        tmp_path, ("        when: mark.failure\n", "        when: mark.failure and world.disk\n")
    )
    assert places(found, "LQ605") == [place_of(root, STEADY, "mark.failure and world.disk", "world.disk")]


def test_a_rating_by_the_world_once_something_read_tells(tmp_path: Path) -> None:
    """A line of the text says which world it is, without a clue."""
    rating = "        rating: [{when: world.loader, is: 1}, {is: 2}]\n        feeds: execution-speed\n"
    edits = (("        rating: 2\n        feeds: execution-speed\n", rating),)
    _, found = found_after(tmp_path / "silent", *edits)
    assert places(found, "LQ605")
    telling = (
        "      - The job that has your name on it failed.\n",
        "      - It failed at {world.share} %.\n",
    )
    _, found = found_after(tmp_path / "telling", *edits, telling)
    assert places(found, "LQ605") == []


HANDLES = """\
    text:
      - {when: world.disk, text: Forty files were open at two.}
      - {when: world.loader, text: "At two, 1,024 files were open."}
"""


def test_a_rating_by_a_variable_that_the_world_has_set(tmp_path: Path) -> None:
    """The world reaches the rating by a detour; the rating is where it ends."""
    root, found = found_after(
        tmp_path,
        ("        effect: told = true\n", "        effect: told = world.disk\n"),
        (RERUN_RATING, "[{when: told and clue.handles, is: 5}, {is: 2}]"),
        ("    budget: 1\n", "    budget: 1\n    at: 08:20\n"),
        (HANDLES, "    text: Forty files were open at two.\n"),
    )
    assert place_of(root, STEADY, "told and clue.handles") in places(found, "LQ605")


# --- what is told ------------------------------------------------------------------------------------


def test_a_decision_without_a_recap(tmp_path: Path) -> None:
    root, found = found_after(
        tmp_path, ("    recap: A log of three lines. Which of them does a colleague need to see?\n", "")
    )
    assert places(found, "LQ608") == [place_of(root, STEADY, "- id: point", "point")]


def test_a_recap_of_more_than_60_words(tmp_path: Path) -> None:
    recap = " ".join(f"word{number}" for number in range(1, 63))
    old = "A log of three lines. Which of them does a colleague need to see?"
    root, found = found_after(tmp_path, (old, recap))
    assert places(found, "LQ609") == [place_of(root, STEADY, recap, "word61")]
    _, found = found_after(tmp_path / "sixty", (old, recap.partition(" word61")[0]))
    assert places(found, "LQ609") == []


def test_a_variant_of_more_than_60_words(tmp_path: Path) -> None:
    recap = " ".join(f"word{number}" for number in range(1, 63))
    goto = "    goto: look\n\n  - id: look"
    root, found = found_after(tmp_path, (goto, f"    variants:\n      - recap: {recap}\n{goto}"))
    assert places(found, "LQ609") == [place_of(root, STEADY, recap, "word61")]


def test_an_option_and_a_result_that_nobody_hears_of(tmp_path: Path) -> None:
    root, found = found_after(
        tmp_path,
        ("        heard: {who: tomas, says: heard that it runs. He would ask until when.}\n", ""),
        ("        heard: {who: mira, says: asks what it tries again.}\n", ""),
    )
    wanted = [place_of(root, STEADY, f"- id: {outcome}\n", outcome) for outcome in ("restart", "after")]
    assert places(found, "LQ610") == wanted


def test_a_remark_that_held_nowhere(tmp_path: Path) -> None:
    """The player is never told by then, and has hours left whatever was done."""
    remark = "heard: {who: tomas, when: told, says: heard that it runs. He would ask until when.}"
    root, found = found_after(
        tmp_path, ("heard: {who: tomas, says: heard that it runs. He would ask until when.}", remark)
    )
    assert places(found, "LQ610") == [place_of(root, STEADY, remark, "{who")]
    _, found = found_after(
        tmp_path / "holds",
        (
            "heard: {who: tomas, says: heard that it runs. He would ask until when.}",
            remark.replace("told", "hours == 3"),
        ),
    )
    assert places(found, "LQ610") == []


def test_an_explanation_that_is_missing_or_too_long(tmp_path: Path) -> None:
    why = " ".join(f"word{number}" for number in range(1, 82))
    root, found = found_after(
        tmp_path,
        ("        why: Restarting answers the mail and leaves the cause where it was.\n", ""),
        ("Saying what is not known yet let somebody else look at the other half.", why),
    )
    wanted = [place_of(root, STEADY, "- id: restart\n", "restart"), place_of(root, STEADY, why, "word81")]
    assert places(found, "LQ611") == wanted


def test_an_explanation_in_blocks_counts_what_shows_together(tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(1, 51))
    old = "        why: Restarting answers the mail and leaves the cause where it was.\n"
    blocks = "        why:\n          - {when: %s, text: %s}\n          - {when: %s, text: %s}\n"
    _, found = found_after(
        tmp_path / "apart", (old, blocks % ("recall.told_early", words, "not recall.told_early", words))
    )
    assert places(found, "LQ611") == []
    root, found = found_after(
        tmp_path / "together", (old, blocks % ("recall.told_early", words, "hours == 3", words))
    )
    assert places(found, "LQ611") == [place_of(root, STEADY, "- {when: recall.told_early, text: word1")]


# --- shape -------------------------------------------------------------------------------------------


ACTIONS = "actions: |\n  Ask who reads the table that your job writes.\n"
TWO_ENDINGS = [
    ("  - {id: late, title: Five past ten}\n", ""),
    ("  - id: late_end\n    ending: late\n", "  - id: late_end\n    ending: restarted\n"),
]


@pytest.mark.parametrize(
    ("edits", "part", "said"),
    [
        (TWO_ENDINGS, "- {id: explained", "2 endings: a scenario has 3 or more"),
        (
            [("practises: [explain-choice, ask-early, own-problem]\n", "")],
            "steady",
            "`practises` is missing",
        ),
        ([(ACTIONS, "")], "steady", "`actions` is missing"),
    ],
)
def test_what_every_scenario_has(tmp_path: Path, edits: list[tuple[str, str]], part: str, said: str) -> None:
    root, found = found_after(tmp_path, *edits)
    assert places(found, "LQ616") == [place_of(root, STEADY, part)]
    assert said in next(each.message for each in found if each.code == "LQ616")


@pytest.mark.parametrize("count", [10, 11])
def test_too_many_scenes_of_which_the_endings_count_once(tmp_path: Path, count: int) -> None:
    targets = [*(f"more{n}" for n in range(1, count)), "look"]
    more = "".join(
        f"  - id: more{n}\n    text: On.\n    goto: {target}\n" for n, target in enumerate(targets)
    )
    root, found = found_after(
        tmp_path, ("  - id: look\n", f"{more}  - id: look\n"), ("    goto: look\n\n", "    goto: more0\n\n")
    )
    wanted = [place_of(root, STEADY, "- id: morning")] if count > 10 else []
    assert places(found, "LQ616") == wanted


def test_a_story_in_which_nothing_is_rated_is_told_so_once(tmp_path: Path) -> None:
    """Without ratings no rule for decisions applies: there is nothing to be fair about."""
    root = copy_of_house(tmp_path)
    lines = (root / STEADY).read_text(encoding="utf-8").splitlines(keepends=True)
    kept, skip = [], False
    for line in lines:
        skip = line.startswith("        rating:") or (skip and line.startswith("          - {"))
        if not skip:
            kept.append(line)
    (root / STEADY).write_text("".join(kept), encoding="utf-8")
    found = [each for each in check_pack(root).findings if each.code.startswith("LQ6")]
    assert [each.code for each in found] == ["LQ616"]
