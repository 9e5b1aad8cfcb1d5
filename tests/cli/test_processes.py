"""The program as a process: streams, signals, locales."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ladderquest.saves.players import Saves
from tests.cli.terminal import SAMPLE, seed_of
from tests.house.tree import environment

DISK = seed_of("disk")
PROGRAM = (sys.executable, "-m", "ladderquest")


def story(tmp_path: Path) -> list[str]:
    """The words that open the sample's scenario, in a world where the disk was full."""
    folders = ("--pack", str(SAMPLE), "--saves", str(tmp_path / "saves"))
    return [*PROGRAM, "play", "tiny", *folders, "--seed", DISK]


def play(tmp_path: Path, said: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Play the sample's scenario in plain mode, chosen by itself: there is no terminal."""
    return subprocess.run(
        story(tmp_path),
        input=said,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(**variables),
    )


def test_a_whole_story_over_three_processes(tmp_path: Path) -> None:
    first = play(tmp_path, "tell\n")
    second = play(tmp_path, "quota\n3\nq\n")
    third = play(tmp_path, "full a\nt 4\nq\n")
    assert [done.returncode for done in (first, second, third)] == [0, 0, 0]
    assert [done.stderr for done in (first, second, third)] == ["", "", ""]
    assert "What do you read? (1 look left)" in first.stdout
    assert "You are back where you left, after 3 decisions." in third.stdout
    assert "The end: A morning that others can follow" in third.stdout
    assert "Noted: you want to talk about decision 4" in third.stdout
    assert "\x1b" not in first.stdout + second.stdout + third.stdout


def test_the_end_of_input_saves_and_leaves_with_0(tmp_path: Path) -> None:
    done = play(tmp_path, "")
    assert (done.returncode, done.stderr) == (0, "")
    assert "The input has ended. Saved." in done.stdout


def test_ctrl_c_at_the_prompt_saves_and_leaves_with_130(tmp_path: Path) -> None:
    words = story(tmp_path)
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(b"tell\n")
        child.stdin.flush()
        out = b""
        while out.count(b"\n> ") < 2:  # the second prompt: the decision is on disk
            piece = os.read(child.stdout.fileno(), 4096)
            assert piece, out
            out += piece
        child.send_signal(signal.SIGINT)
        rest, err = child.communicate(timeout=30)
    assert (child.returncode, err) == (130, b"")
    assert b"Saved. `ladderquest play tiny` comes back to this line." in rest
    assert "after 1 decision." in play(tmp_path, "").stdout


def test_a_killed_process_loses_nothing_that_it_has_shown(tmp_path: Path) -> None:
    words = story(tmp_path)
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(b"tell\n")
        child.stdin.flush()
        out = b""
        while b"You: Tell Mira" not in out:
            piece = os.read(child.stdout.fileno(), 4096)
            assert piece, out
            out += piece
        child.kill()
    back = play(tmp_path, "")
    assert back.returncode == 0
    assert "You are back where you left, after 1 decision." in back.stdout


def test_a_second_process_looks_and_says_why_it_cannot_decide(tmp_path: Path) -> None:
    play(tmp_path, "tell\n")
    saves = Saves(tmp_path / "saves")
    with saves.open(saves.players()[0].id):
        done = play(tmp_path, "1\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Note: This player is open in another window" in done.stdout
    assert "Hours left 3 of 4" in done.stdout
    assert "You: Disk quota page" not in done.stdout


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    play(tmp_path, "tell\n")
    with subprocess.Popen(
        [*PROGRAM, "runs", "--saves", tmp_path / "saves"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as child:
        assert child.stdout is not None
        child.stdout.close()
        assert child.stderr is not None
        assert child.stderr.read() == b""
    assert child.returncode == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_cannot_show_a_letter_shows_a_question_mark(tmp_path: Path, encoding: str) -> None:
    done = subprocess.run(
        story(tmp_path),
        input=b"\xff\xfe\nrestart\n",
        capture_output=True,
        env=environment(PYTHONUTF8="0", PYTHONIOENCODING=encoding),
    )
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding)
    assert re.search(r"Tom.{1,2} Bedn.{1,2} forwards a mail", text)
    assert "Tom?" in text or encoding == "latin-1"
    assert "You: Restart the job now" in text


def test_a_dumb_terminal_is_played_line_by_line(tmp_path: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    program, *words = story(tmp_path)
    child = pexpect.spawn(
        program, words, env=environment(TERM="dumb", COLUMNS="60"), encoding="utf-8", timeout=30
    )
    child.expect("\r\n> ")
    opening = child.before
    child.sendline("tell")
    child.expect("Two pages are open")
    told = child.before
    child.expect("\r\n> ")
    child.sendline("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "\x1b" not in opening + told + child.before
    assert told.count("tell") == 1  # the terminal echoes what is typed; the game does not repeat it
    assert max(map(len, opening.splitlines())) <= 60


def test_nothing_is_loaded_for_the_version_and_no_textual_for_plain_mode(tmp_path: Path) -> None:
    code = (
        "import sys; from ladderquest.cli import main; code = main(sys.argv[1:]);"
        "print([name for name in sys.modules if name.partition('.')[0] in"
        " ('textual', 'rich', 'tinydb', 'yaml', 'msgspec', 'importlib_metadata')], file=sys.stderr)"
    )

    def loaded(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", code, *words], capture_output=True, text=True, env=environment(), input=""
        )
        assert done.returncode == 0, done.stderr
        return done.stderr

    assert loaded("--version") == "[]\n"
    assert loaded("--help") == "[]\n"
    plain = loaded("play", "tiny", "--pack", str(SAMPLE), "--saves", str(tmp_path / "saves"))
    assert "'tinydb'" in plain
    assert "'textual'" not in plain
    assert "'rich'" not in plain
