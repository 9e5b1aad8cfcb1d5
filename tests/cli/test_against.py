"""``check --against``: edits of real packs, in folders and in revisions, and saves that were really made."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from ladderquest.pack.loader import load_pack
from tests.cli.terminal import ROOT, Run, Said, change, copy_of_sample, seed_of

TINY = Path("scenarios") / "phase-1" / "tiny.yaml"
LINE = re.compile(
    r"(?P<file>\S+):(?P<line>\d+):(?P<column>\d+): (?P<verdict>ends|back|safe): (?P<sentence>.+)"
)

RENAMED = (
    ("- id: look\n", "- id: pages\n"),
    ("goto: look\n", "goto: pages\n"),
    ("{to: look}", "{to: pages}"),
)
TWO_PAGES = "    text: Two pages are open, and time for one.\n"
TELL = "says: Tell Mira what you know before you know the cause"
GONE_FIRST, GONE_LAST = "      - id: tell\n", "      - id: page\n"

WAIT = "      - {id: wait, says: Wait for ten, rating: 2, then: Ten.}\n"
MORNING_ENDS, MORNING_BEGINS = "    goto: look\n\n", "      - id: restart\n"
FLAG, QUOTA = "  - {id: told, initial: false}\n", "{clue: quota, effect: hours -= 1"
NINE: dict[str, tuple[tuple[tuple[str, str], ...], str, str, str]] = {
    # edit: (replacements, what is printed of it, what stands where it is, what a player is told)
    "paragraph": (
        ((TWO_PAGES, "    text:\n      - Two pages are open.\n      - It is getting late.\n"),),
        "safe: `text` of scene 'look' was changed: every save stays where it is", "- Two pages", "",
    ),
    "variable": (
        (
            (FLAG, FLAG + "  - {id: mood, initial: 3}\n"),
            (QUOTA, f"{QUOTA}; mood += 1"),
        ),
        "safe: variable 'mood' was added: every save stays where it is", "{id: mood", "",
    ),
    "option below": (
        ((MORNING_ENDS, WAIT + MORNING_ENDS),),
        "safe: option 'wait' in scene 'morning' was added: every save stays where it is", "{id: wait", "",
    ),
    "option above": (
        ((MORNING_BEGINS, WAIT + MORNING_BEGINS),),
        "safe: option 'wait' in scene 'morning' was added: every save stays where it is", "{id: wait", "",
    ),
    "reworded option": (
        ((TELL, "says: Write to Mira before you know the cause"),),
        "safe: `says` of option 'tell' in scene 'morning' was changed: every save stays where it is",
        "Write to Mira", "",
    ),
    "removed option": (
        (("<tell>", ""),),
        "ends: option 'tell' in scene 'morning' was removed: saves go back to the opening ('morning'), ",
        "id: tell", "in scene 'morning', there is no option 'tell' here",
    ),
    "renamed scene": (
        RENAMED,
        "ends: scene 'look' looks as if it were renamed to 'pages': saves go back to the opening",
        "id: pages", "what follows from the decision in scene 'morning' is different now",
    ),
    "deleted scene": (
        (("<look>", ""), ("goto: look\n", "goto: point\n"), ("{to: look}", "{to: point}")),
        "ends: scene 'look' was removed: saves go back to the opening ('morning'), ",
        "id: look", "what follows from the decision in scene 'morning' is different now",
    ),
    "changed condition": (
        ((TELL, f"{TELL}\n        when: hours >= 5"),),
        "ends: `when` of option 'tell' in scene 'morning' was nothing and is `hours >= 5`: saves go back ",
        "hours >= 5", "in scene 'morning', option 'tell' cannot be taken: it is not open here",
    ),
}  # fmt: skip


def cut(pack: Path, first: str, last: str) -> None:
    """Takes what stands between two texts out of the sample's scenario, the first of them with it."""
    text = (pack / TINY).read_text(encoding="utf-8")
    before, _, rest = text.partition(first)
    (pack / TINY).write_text(before + last + rest.partition(last)[2], encoding="utf-8")


def edit(pack: Path, *changes: tuple[str, str]) -> None:
    for old, new in changes:
        if old == "<tell>":
            cut(pack, GONE_FIRST, GONE_LAST)
        elif old == "<look>":
            cut(pack, "  - id: look\n", "  - id: point\n")
        else:
            change(pack, (old, new))


def two(folder: Path, *changes: tuple[str, str]) -> tuple[Path, Path]:
    """A pack, and an edited copy of it."""
    old = copy_of_sample(folder / "old")
    new = copy_of_sample(folder / "new")
    edit(new, *changes)
    return old, new


@pytest.mark.parametrize(("changes", "printed", "begins", "notice"), NINE.values(), ids=NINE)
def test_each_of_nine_edits_is_safe_or_reported_and_a_save_proves_it(
    run: Run,
    play: Run,
    tmp_path: Path,
    changes: tuple[tuple[str, str], ...],
    printed: str,
    begins: str,
    notice: str,
) -> None:
    old, new = two(tmp_path, *changes)
    loaded = load_pack(new)
    assert loaded.pack is not None, loaded.findings
    assert "Two pages are open" in play("tell", seed=seed_of("disk"), pack=old).out
    said = run("check", new, "--against", old)
    place = the_line(said, printed)
    assert said.code == any(f": {verdict}: " in said.out for verdict in ("back", "ends"))
    text = Path(place["file"]).read_text(encoding="utf-8").splitlines()
    assert text[int(place["line"]) - 1][int(place["column"]) - 1 :].startswith(begins)
    again = play(pack=new)
    told = " ".join(again.out.split())
    assert ("This scenario was edited since you played" in told) == bool(notice)
    assert notice in told
    assert ("Two pages are open" in told) == (not notice)


def the_line(said: Said, printed: str) -> re.Match[str]:
    """The one line of the output that tells this."""
    found = [LINE.fullmatch(line) for line in said.out.splitlines()]
    fitting = [m for m in found if m and f"{m['verdict']}: {m['sentence']}".startswith(printed)]
    assert len(fitting) == 1, said.out + said.err
    return fitting[0]


@pytest.mark.parametrize("printed", [each[1] for each in NINE.values()], ids=NINE)
def test_the_page_about_edits_shows_what_is_printed(printed: str) -> None:
    page = (ROOT / "docs" / "edits.md").read_text(encoding="utf-8")
    assert printed.rstrip(", ") in page


# --- what is told, and how -----------------------------------------------------------------------------

LATER = (("      - {clue: quota, effect: hours -= 1}", "      - {clue: quota, effect: hours -= 2}"),)


def test_the_worst_comes_first_and_each_scenario_has_a_summary(run: Run, tmp_path: Path) -> None:
    old, new = two(tmp_path, *LATER, (TELL, "says: Write to Mira"))
    said = run("check", new, "--against", old)
    *lines, summary, total = said.out.splitlines()
    assert (said.code, said.err) == (1, "")
    assert [m["verdict"] for m in map(LINE.fullmatch, lines) if m] == ["back", "safe"]
    assert re.fullmatch(
        r"tiny: 2 edits; saves in progress go back at most 2 decisions, to scene 'look' "
        r"\(\d+ of \d+ runs tried\)",
        summary,
    )
    assert total.endswith("1 edit sends players back, 1 edit keeps every save where it is")


def test_the_same_for_programs(run: Run, tmp_path: Path) -> None:
    old, new = two(tmp_path, *LATER)
    said = run("check", new, "--against", old, "--json")
    report = json.loads(said.out)
    assert said.code == 1
    assert (report["ends"], report["back"], report["safe"]) == (0, 1, 0)
    [scenario] = report["scenarios"]
    assert (scenario["scenario"], scenario["verdict"], scenario["scene"]) == ("tiny", "back", "look")
    assert 0 < scenario["moved"] < scenario["tried"]
    [edited] = scenario["edits"]
    assert (edited["verdict"], edited["kind"], edited["lost"], edited["proved"]) == (
        "back",
        "changed",
        2,
        True,
    )
    assert edited["file"].endswith("tiny.yaml")


def test_what_is_the_same_has_no_edits(run: Run, tmp_path: Path) -> None:
    old, new = two(tmp_path, ("    goto: look\n\n", "    goto: look   # a remark\n\n"))
    said = run("check", new, "--against", old)
    assert (said.code, said.out.splitlines()[-1].rpartition(": ")[2]) == (0, "no edits")


def test_one_file_is_compared_alone(run: Run, tmp_path: Path) -> None:
    old, new = two(tmp_path, *LATER)
    second = (new / TINY).read_text(encoding="utf-8").replace("id: tiny", "id: second", 1)
    (new / TINY).with_name("second.yaml").write_text(second, encoding="utf-8")
    alone = run("check", new / TINY, "--against", old)
    other = run("check", new / "scenarios" / "phase-1" / "second.yaml", "--against", old)
    assert (alone.code, other.code) == (1, 0)
    assert "second" not in alone.out
    assert "scenario 'second' is new: there are no saves of it" in other.out
    assert "tiny:" not in other.out


def test_a_file_in_no_pack_is_compared_with_the_file_as_it_was(run: Run, tmp_path: Path) -> None:
    pages = ROOT / "docs" / "tutorial"
    old = tmp_path / "old.yaml"
    new = tmp_path / "new.yaml"
    text = (pages / "approve-by-four.yaml").read_text(encoding="utf-8")
    old.write_text(text, encoding="utf-8")
    new.write_text(text.replace("      - id: wait\n", "      - id: hold\n"), encoding="utf-8")
    assert run("check", old, "--against", old) == (0, f"{old} against {old}: no edits\n", "")
    said = run("check", new, "--against", old)
    line = text[: text.index("      - id: wait\n")].count("\n") + 1
    assert said.code == 1
    assert said.out.startswith(
        f"{new}:{line}:9: ends: option 'wait' in scene 'mail' looks as if it were renamed"
    )
    assert said.out.endswith("1 edit ends a run\n")
    new.write_text(text.replace("    goto: desk\n", "    goto: desc\n"), encoding="utf-8")
    said = run("check", new, "--against", old)
    assert (said.code, "has mistakes, so it cannot be compared; the first is" in said.err) == (2, True)


def test_a_scenario_under_another_id_and_one_that_is_gone(run: Run, play: Run, tmp_path: Path) -> None:
    old, new = two(tmp_path, ("id: tiny\n", "id: small\n"))
    play("tell", pack=old)
    said = run("check", new, "--against", old)
    line = the_line(said, "safe: scenario 'tiny' looks as if it were renamed to 'small': saves do not follow")
    assert line["file"] == str(old / TINY)
    assert said.code == 0
    assert play("quota", pack=new, player="Ben").code == 2  # nobody can begin it by its old id
    going = run("--plain", "--pack", new, "--player", "Ada", lines=("",))
    assert "An empty line goes on with The nightly job" in going.out
    assert "Two pages are open" in going.out
    assert "edited" not in going.out
    (new / TINY).unlink()
    said = run("check", new, "--against", old)
    the_line(said, "safe: scenario 'tiny' was removed: runs in progress go on from the ladder")


def test_words_of_the_cast_have_their_place_in_their_own_file(run: Run, tmp_path: Path) -> None:
    old, new = two(tmp_path)
    cast = new / "cast.yaml"
    cast.write_text(cast.read_text(encoding="utf-8").replace("Lena Park", "Lena Berg"), encoding="utf-8")
    line = the_line(run("check", new, "--against", old), "safe: `name` of member of the cast 'lena'")
    assert line["file"] == str(cast)
    assert cast.read_text(encoding="utf-8").splitlines()[int(line["line"]) - 1].endswith("Lena Berg")


# --- revisions -----------------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> str:
    told = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *told, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the sample pack in it, committed, then edited."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    folder = tmp_path / "repository"
    pack = copy_of_sample(folder)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    git(folder, "tag", "-a", "v1", "-m", "one")
    edit(pack, *LATER)
    (folder / "notes").write_text("not committed", encoding="utf-8")
    return folder


@pytest.mark.parametrize("revision", ["HEAD", "v1", "main~0"])
def test_a_revision_of_the_repository_is_compared_with_what_is_there(
    run: Run, repository: Path, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repository, "branch", "-M", "main")
    monkeypatch.chdir(repository)
    monkeypatch.setenv("GIT_DIR", "/nowhere")  # as a hook has it, for another repository
    before = sorted((path, path.stat().st_mtime_ns) for path in repository.rglob("*") if path.is_file())
    said = run("check", "pack", "--against", revision)
    assert said.code == 1, said.err
    line = the_line(
        said, "back: `effect` of look 'quota' in scene 'look' was `hours -= 1` and is `hours -= 2`: "
    )
    assert line["file"] == f"pack/{TINY.as_posix()}"
    assert said.out.splitlines()[-1].startswith(f"pack against {revision}: 1 edit sends players back")
    assert before == sorted(
        (path, path.stat().st_mtime_ns) for path in repository.rglob("*") if path.is_file()
    )


def test_a_pack_at_the_top_of_a_repository_and_what_is_gone_from_it(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = repository / "pack"
    git(pack, "init", "-q")
    git(pack, "add", "-A")
    git(pack, "commit", "-qm", "first")
    edit(pack, *NINE["removed option"][0])
    line = the_line(run("check", pack, "--against", "HEAD"), NINE["removed option"][1])
    assert line["file"] == f"HEAD:{TINY.as_posix()}"
    assert run("check", pack / TINY, "--against", "HEAD").code == 1


# --- what cannot be compared ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "sentence"),
    [
        ("nothing", "'nothing' is no folder, and no revision of the repository."),
        ("--output=x", "'--output=x' is no folder, and no revision can have that name."),
        ("HEAD^{tree}", "'HEAD^{tree}' is no folder, and no revision of the repository."),
        ("", "--against names nothing. Give it a folder, or a git revision such as HEAD~1."),
        ("a\0b", "--against names nothing. Give it a folder, or a git revision such as HEAD~1."),
        ("notes", "notes is a file; give --against the folder of a pack, or a git revision."),
        ("pack/ladder", "pack/ladder is no pack: there is no pack.yaml in it."),
        ("empty", "revision 'empty' has no pack there: no pack.yaml in pack/."),
        (
            "broken",
            "broken has mistakes, so it cannot be compared; the first is scenarios/phase-1/tiny.yaml:",
        ),
    ],
)
def test_what_is_no_old_pack(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch, old: str, sentence: str
) -> None:
    git(repository, "stash", "-q")
    change(repository / "pack", ("goto: look\n\n", "goto: lok\n\n"))
    git(repository, "commit", "-qam", "broken")
    git(repository, "tag", "broken")
    git(repository, "rm", "-rq", "pack")
    git(repository, "commit", "-qm", "empty")
    git(repository, "tag", "empty")
    git(repository, "checkout", "-q", "v1")
    monkeypatch.chdir(repository)
    said = run("check", "pack", f"--against={old}")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"ladderquest: {sentence}")
    assert said.err.count("\n") == 1


def test_what_is_no_new_pack(run: Run, tmp_path: Path) -> None:
    old, new = two(tmp_path, ("goto: look\n\n", "goto: lok\n\n"))
    said = run("check", new, "--against", old)
    assert (said.code, "has mistakes, so it cannot be compared" in said.err) == (2, True)
    said = run("check", old / "cast.yaml", "--against", old)
    assert (said.code, "is no scenario; give a scenario file, or the folder of a pack" in said.err) == (
        2,
        True,
    )
    stray = tmp_path / "stray.yaml"
    stray.write_text("id: stray\n", encoding="utf-8")
    said = run("check", stray, "--against", old)
    assert (said.code, "lies in no pack" in said.err) == (2, True)
    assert run("check", tmp_path / "nowhere", "--against", old).code == 2


def test_without_git_or_a_repository_there_are_no_revisions(
    run: Run, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = copy_of_sample(tmp_path / "outside")
    said = run("check", outside, "--against", "HEAD")
    assert (said.code, "lies in no git repository that can be read" in said.err) == (2, True)
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    said = run("check", repository / "pack", "--against", "HEAD")
    assert said.code == 2
    assert said.err == (
        "ladderquest: 'HEAD' is no folder, and git, which knows revisions, is not installed.\n"
    )
