"""Line-mode home: placement, the ladder, settings."""

import json
from pathlib import Path

import pytest

from ladderquest.saves.players import Saves
from ladderquest.saves.profile import PlacementResult, Settings
from tests.cli.terminal import SAMPLE, Run, Said, seed_of

NO = ("n",) * 5


@pytest.fixture
def home(run: Run) -> Run:
    """``home(*lines)``: plain mode without a scenario, as Ada."""

    def at_home(*lines: str) -> Said:
        return run("--plain", "--pack", SAMPLE, "--player", "Ada", lines=lines)

    return at_home


def placement(tmp_path: Path) -> PlacementResult | None:
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id) as store:
        return store.profile.placement


def settings(tmp_path: Path) -> Settings:
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id) as store:
        return store.profile.settings


def test_placement_asks_for_the_case_behind_a_yes_once_more_and_then_counts_it_as_a_no(
    home: Run, tmp_path: Path
) -> None:
    said = home("y", "", "table", "maybe", "n", "yes", "Search was about speed", "n", "no")
    assert said.code == 0
    assert "Which change was it?" in said.out
    assert "A yes needs its case" in said.out
    assert "Answer with y or n, or `skip`." in said.out
    assert "One of five with a case. One yes came without its case" in said.out
    assert "Kept: you start with phase 1." in said.out
    kept = placement(tmp_path)
    assert kept is not None
    assert (kept.count, kept.phase) == (1, 1)
    assert kept.answers["scoped"].example == "Search was about speed"


def test_where_several_phases_fit_the_player_chooses(home: Run, tmp_path: Path) -> None:
    said = home("y", "the retry budget", "y", "the nightly job", *NO[:3], "3", "two", "2")
    assert "Which one? 1 or 2" in said.out
    assert "Plateau: Being quick at tickets." in said.out
    assert said.out.count("Answer with 1 or 2.") == 2
    kept = placement(tmp_path)
    assert kept is not None
    assert (kept.count, kept.phase) == (2, 2)


def test_placement_can_be_left_for_another_day_and_is_offered_again(home: Run, tmp_path: Path) -> None:
    said = home("skip", "w", *NO)
    assert "Left for another day" in said.out
    assert "Kept: you start with phase 1." in said.out
    assert "1 of 5." not in home("q").out


def test_placement_broken_off_by_the_end_of_input_is_asked_again(home: Run, tmp_path: Path) -> None:
    assert "Everything is saved." in home("n", "n").out
    assert placement(tmp_path) is None
    assert "1 of 5." in home("n").out


def test_the_ladder_comes_back_after_an_ending_with_what_has_been_seen(home: Run) -> None:
    said = home(*NO, "1", "restart", "0", "4", "1", "q", "q")
    before, _, after = said.out.partition("The end: Green again")
    assert "1  The nightly job (new, 5 minutes)." in before
    assert "An empty line begins The nightly job." in before
    assert "1  The nightly job (done, 1 of 2 endings seen)." in after
    assert "Phase 2: Mid to senior\n  -  no scenarios yet" in after
    assert after.rstrip().endswith("> q")


def test_leaving_a_scenario_leaves_the_game_and_an_empty_line_comes_back(home: Run) -> None:
    left = home(*NO, "", "tell", "q", "never read")
    assert left.out.rstrip().endswith("comes back to this line.")
    back = home("")
    assert "1  The nightly job (open)." in back.out
    assert "An empty line goes on with The nightly job." in back.out
    assert "You are back where you left, after 1 decision." in back.out


def test_a_seed_holds_for_what_is_begun(run: Run) -> None:
    said = run("play", "--plain", "--pack", SAMPLE, "--seed", seed_of("loader"), lines=("skip", "1"))
    assert "too many open files" in said.out


def test_settings_are_listed_switched_and_kept(home: Run, tmp_path: Path) -> None:
    said = home("skip", "s", "s 2", "s 4", "s x")
    assert "2  go back at any time, not only after an ending: off" in said.out
    assert "2  go back at any time, not only after an ending: on" in said.out
    assert "There is no setting '4': the numbers run from 1 to 3." in said.out
    assert "There is no setting 'x'" in said.out
    assert settings(tmp_path) == Settings(rewind_always=True)
    assert "You are back before decision 1." in home("skip", "1", "tell", "b 1").out


def test_a_wrong_word_at_home_gets_a_sentence(home: Run) -> None:
    said = home("skip", "2", "dance", "?", "l")
    assert "There is no '2' here: answer with a number from 1 to 1, or `?`." in said.out
    assert "There is no 'dance' here" in said.out
    assert "w  where to start: the five questions about evidence" in said.out
    assert said.out.count("The ladder\n") == 2


def test_without_a_name_the_player_who_was_last_here_plays(run: Run, tmp_path: Path) -> None:
    words = ("play", "tiny", "--plain", "--pack", SAMPLE)
    assert "New player: Ada." in run(*words, "--player", "Ada").out
    assert "Player: Ada." in run(*words).out
    assert "New player: Ben." in run(*words, "--player", "Ben", lines=("tell",)).out
    assert "Player: Ben." in run(*words).out
    assert "Player: Ada." in run(*words, "--player", "ada").out
    assert len(Saves(tmp_path / "saves").players()) == 2


def test_the_first_player_is_called_what_the_system_calls_them(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise OSError("no name")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert "New player: player." in run("--plain", "--pack", SAMPLE).out
    assert json.loads(run("runs", "--json").out)["player"]["name"] == "player"


def test_a_second_window_at_home_says_so_and_asks_nothing_that_cannot_be_kept(
    home: Run, tmp_path: Path
) -> None:
    home("skip")
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id):
        said = home("1", "s 1", "w", *NO)
    assert "Note: This player is open in another window" in said.out
    assert "1 of 5." not in said.out.partition("> w")[0]
    assert " ".join(said.out.split()).count("so this one can look but not save") == 4
    assert settings(tmp_path) == Settings()
    assert placement(tmp_path) is None
