"""What every command says of a hostile pack, of runs on it, and of files that are broken on purpose."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from ladderquest.cli import build_parser
from tests.cli.terminal import Run, seed_of
from tests.hostile.packs import FILE, REFUSED, hostile_pack
from tests.hostile.payloads import ARABIC, HEBREW, LONG, PAYLOADS, UNSEEN, obeyed
from tests.hostile.test_words import ALL, commands

NAME = f"{HEBREW} \x1b]52;c;Tk9QRQ==\x07\u202e[/]"
KNOWN_AS = f"{HEBREW} ]52;c;Tk9QRQ==[/]"
STORY = (
    "hint",
    "It failed.",
    f"{ALL}",
    ".",
    "2 1 1",
    "2 1 2",
    "1",
    "p",
    "c",
    "a",
    "e",
    "?",
    "tell",
    "quota",
    "3 x",
    f"{ALL}",
    "3",
    "full a",
    "e",
    "m",
    "p",
    "t 1",
    "b",
)
"""From the first question to behind the debrief, with every command in between."""

TAKEN = ("g", "1", "today", *(ALL,) * 4, f"https://example.org/{ALL[:3]}", ALL, "w", ALL, ALL, "friday")
"""What a debrief leads to at work."""

GATES = (
    "g", "?", "l", f"{ALL}x", "n 1 2", ALL, "today", *(ALL,) * 4, "", ALL, "1", "e 1 1",
    *("",) * 7, "j", "p", "w 1", ALL, "l", "an", ALL, ALL, "", "ad 1", ALL, "a", "q",
)  # fmt: skip
"""At the gates, with every field of an entry, a reason and an action."""

COMMANDS = {path[0] for path, _ in commands(build_parser()) if path}
Lines = list[tuple[str | Path, ...]]


def played(run: Run, pack: Path, *lines: str) -> str:
    """A new player on the pack, through placement and the whole story; what was said."""
    evidence = (f"The loader of May {ALL}".replace("\n", " "), "a case of its own")
    placement = ["y", evidence[0], "y", evidence[1], *"nnn", "1"]
    home = ["?", "s 1", "s 99", f"{ALL}x", "l", "x", f"x {ALL}".replace("\n", " "), "x lone-wolf", "x a"]
    home += ["x compare", "w", "skip", *GATES]
    home += ["d", f"d {ALL}x".replace("\n", " ")]
    home += ["t", "t 1", f"t {ALL}".replace("\n", " "), "t meeting 1"]
    before = run("--plain", "--pack", pack, "--player", NAME, lines=(*placement, *home, "q"))
    story = run(
        "play", "tiny", "--plain", "--pack", pack, "--player", NAME, "--seed", seed_of("disk"),
        lines=(*STORY, *TAKEN, *lines, "q"),
    )  # fmt: skip
    back = run("--plain", "--pack", pack, "--player", NAME, lines=("t", "t 1", "t all", "t meeting 1", "q"))
    assert (before.code, story.code, back.code) == (0, 0, 0)
    assert "What was quoted" in back.out
    return before.out + story.out + back.out


def of_pack(pack: Path, here: Path) -> dict[str, Lines]:
    """Every command with every kind of answer that it has. A test fails while a command is missing."""
    file, old = pack / "scenarios/phase-1" / FILE, here / "old"
    there: dict[str, Lines] = {
        "play": [("play", "tiny", "--plain", "--pack", pack), ("play", file, "--plain")],
        "runs": [("runs",), ("runs", "--json"), ("runs", "--player", NAME), ("runs", "--player", f"x{NAME}")],
        "due": [("due", "--pack", pack), ("due", "--pack", pack, "--json"), ("due", "--player", f"x{NAME}")],
        "show": [("show", "0"), ("show", "0", "--json"), ("show", f"0{ALL}")],
        "codex": [
            ("codex", "--pack", pack), ("codex", "--pack", pack, "--json"), ("codex", ALL, "--pack", pack),
            *(("codex", "--pack", pack, name, *json) for json in ((), ("--json",)) for name in (
                "trap:lone-wolf", "phase:1", "gate:ask-early", "scenario:tiny", "level:mid", "a",
                "source:sample-notes", "family:alone-or-waiting",
            )),
            ("codex", "compare", "junior", "mid", "--pack", pack), ("codex", "compare", ALL, "mid"),
            ("codex", "compare", "junior", "mid", "--pack", pack, "--json"),
        ],
        "check": [
            ("check", pack), ("check", pack, "--json"), ("check", pack, "--coverage"), ("check", file),
            ("check", file, "--json"), ("check", pack, "--against", old), ("check", file, "--against", old),
            ("check", pack, "--against", old, "--json"),
        ],
        "explain": [("explain", ALL), ("explain", ALL, "--json")],
        "graph": [
            ("graph", "tiny", "--pack", pack), ("graph", file), ("graph", "--run", "0"),
            ("graph", file, "-o", here / f"{FILE}.mmd"),
        ],
        "new": [
            ("new", "scenario", "two-days", "--title", f"Two days {ALL}"[:200], "--pack", pack),
            ("new", "scenario", "two-days", "-o", here / FILE),
        ],
        "schema": [
            ("schema", "-o", here / FILE / "schema.json"), ("schema", "--all", "-o", here / f"{FILE}s"),
        ],
        "autoplay": [
            ("autoplay", pack, "--runs", "20"),
            ("autoplay", "tiny", "--pack", pack, "--runs", "20", "--json"),
            ("autoplay", file, "--walker", "least-used", "--runs", "20"),
            ("autoplay", file, "--walker", "exhaustive", "--choices", "2000"),
        ],
        "packs": [("packs", "--pack", pack), ("packs", "--pack", pack, "--json")],
        "doctor": [("doctor", "--pack", pack), ("doctor", "--pack", pack, "--json")],
        "completion": [("completion", shell) for shell in ("bash", "zsh", "fish")],
        "export": [
            *(
                ("export", "debrief", "--pack", pack, "--format", name)
                for name in ("text", "markdown", "html", "csv", "ics")
            ),
            ("export", "debrief", "--pack", pack, "-o", here / f"{FILE}.html"),
            ("export", "debrief", "--pack", pack, "-o", here / f"{FILE}.html"),
            ("export", "debrief", f"0{ALL}", "--pack", pack), ("export", "debrief", ALL, "--pack", pack),
            ("export", "exercises", "--pack", pack), ("export", "dates", "--pack", pack),
            ("export", "dates", ALL, "--pack", pack),
            ("export", "debrief", "--pack", pack, "-o", here / FILE / ALL),
        ],
        "guide": [
            ("guide", "tiny", "--pack", pack), ("guide", "tiny", "--pack", pack, "--for", "room"),
            *(("guide", "tiny", "--pack", pack, "--format", name) for name in ("markdown", "html")),
            ("guide", ALL, "--pack", pack), ("guide", "tiny", "--pack", pack, "-o", here / f"{FILE}g.html"),
        ],
        "rate": [
            ("rate", ALL, "--pack", pack),  # what it asks has a test of its own
            ("rate", "tiny", "--pack", pack, "--reader", NAME, "--world", ALL),
            ("rate", "tiny", "--pack", pack, "--reader", NAME, "-o", here / FILE / ALL),
        ],
        "saves": [
            *(("saves", what, *json) for what in ("list", "check", "where") for json in ((), ("--json",))),
            ("saves", "export", "-o", here / f"{FILE}.zip"), ("saves", "export", "-o", here / f"{FILE}.zip"),
            ("saves", "export", "--json", "-o", here / "plain.zip"),
            *(("saves", "import", here / f"{FILE}.zip", *json) for json in ((), ("--json",))),
            ("saves", "import", here / "plain.zip", "--name", f"x{ALL}"), ("saves", "import", file),
            *(("saves", "restore", *more) for more in ((), ("--json",), ("newest",), (ALL,))),
        ],
    }  # fmt: skip
    return {name: lines for name, lines in there.items() if name in COMMANDS}


def test_a_story_is_told_clean_and_every_name_survives(harmless: Run, pack: Path) -> None:
    said = played(harmless, pack)
    for kept in (
        HEBREW,
        ARABIC,
        KNOWN_AS,
        "[@click=app.quit]x[/]",
        "]52;c;Tk9QRQ==",
        "The end:",
        "You decided:",
    ):
        assert kept in said, kept
    everything = said.replace("\n", "").replace(" ", "")
    for what, payload in PAYLOADS.items():
        mark = "".join(letter for letter in payload if " " < letter <= "~")[:12]
        assert mark in everything, what  # none of them was lost on the way, so none of them was not tried


def test_no_command_is_missing_here(tmp_path: Path) -> None:
    assert of_pack(tmp_path, tmp_path).keys() == COMMANDS


def test_every_command_is_clean(harmless: Run, pack: Path, tmp_path: Path) -> None:
    hostile_pack(tmp_path / "old", file="tiny.yaml")
    played(harmless, pack)
    for lines in of_pack(pack, tmp_path).values():
        for line in lines:
            said = harmless(*line)
            assert said.out + said.err, line
            if "--json" in line and said.out:
                json.loads(said.out)


def test_what_a_reader_sees_and_writes_down_is_clean(harmless: Run, pack: Path) -> None:
    answers = (ALL.replace("\n", " "), "?", *("1",) * 60)
    said = harmless("rate", "tiny", "--pack", pack, "--reader", NAME, lines=answers)
    assert "Situation 1 of" in said.out
    file = pack / "readings" / "tiny.yaml"
    kept = file.read_text(encoding="utf-8")
    assert KNOWN_AS in kept
    assert obeyed(kept) == []
    assert "readings: " in harmless("check", pack).out
    file.write_text(kept.replace("decision: ", f"decision: {UNSEEN}x", 1), encoding="utf-8")
    for line in (
        ("check", pack),
        ("check", pack, "--json"),
        ("check", file),
        ("rate", "tiny", "--pack", pack),
    ):
        harmless(*line)
    bait = "\\e]52;c;Tk9QRQ==\\a\\u202e\\x9b31m"
    file.write_text(f'scenario: "{bait}"\nabout: "{bait}"\n"{bait}": 1\n', encoding="utf-8")
    for line in (("check", pack), ("check", pack, "--json"), ("rate", "tiny", "--pack", pack)):
        assert harmless(*line).code in (1, 2)


def broken(text: str) -> list[str]:
    """A sound file, broken in every way that quotes what it found."""
    bait = "\\e]52;c;Tk9QRQ==\\a\\u202e\\u200b\\x9b31m[/]"
    title = text.index('"title": ') + 9
    start = text.index('"start": ') + 9
    return [
        text[:title] + f'"{bait}", "{bait}key": 1, "title": ' + text[title:],
        text[:title] + "\x1b]52;c;Tk9QRQ==\x07\u202e\x9b31m" + text[title:],
        text[:title] + f"!<{ALL[:3]}\u202e> &\u202ea *\u202ea " + text[title:],
        text[:start] + f'"{bait}", "was": ' + text[start:],
        text.replace('"when": "', f'"when": "{bait} ', 1),
        text.replace('"effect": "', f'"effect": "{bait} = 1; ', 1),
        text.replace('"text": "', f'"text": "{{cast.nobody}} {bait} ', 1),
        text.replace('"move": "choose"', f'"move": "{bait}"', 1),
        f'"{bait}{LONG}": [' + text,
        f"{text}\n\x00\x1b\x9b",
    ]


def test_a_broken_file_is_quoted_clean(harmless: Run, pack: Path) -> None:
    file = pack / "scenarios/phase-1" / FILE
    sound = file.read_text(encoding="utf-8")
    for number, text in enumerate(broken(sound)):
        assert text != sound, number
        file.write_text(text, encoding="utf-8")
        found = harmless("check", file)
        assert found.code == 1, number
        assert "error" in found.out, number
        for line in (("check", pack, "--json"), ("play", "--plain", file), ("graph", file)):
            assert harmless(*line).code == 1, (number, line[0])
    file.write_bytes(sound.encode()[:900] + b"\x9b31m\xff\x1b]52;c;Tk9QRQ==\x07" + sound.encode()[900:])
    assert "UTF-8" in harmless("check", file).out


def test_a_file_of_any_name_is_checked_for_what_is_in_it(harmless: Run, pack: Path) -> None:
    folder = pack / "scenarios/phase-1"
    text = (folder / FILE).read_text(encoding="utf-8")
    twice = folder / FILE.replace("e\u0301", "é")
    twice.write_text(text.replace("id", "\0"), encoding="utf-8")
    assert "two ways" in harmless("check", pack).out
    twice.unlink()
    for name in (REFUSED, "other\udc9b31m.yaml", "a\tb.yaml"):
        other = folder / name
        other.write_text(text, encoding="utf-8")
        assert "characters that nobody sees" in harmless("check", pack).out
        assert harmless("check", other).code == 1
        assert harmless("autoplay", other).code == 1
        assert harmless("check", other, "--against", folder / FILE).code == 0
        assert "Hours left" in harmless("play", "--plain", other).out
        other.unlink()
    assert harmless("autoplay", pack, "--runs", "1").code == 0


def test_an_installed_pack_cannot_be_called_anything(
    harmless: Run, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bait = "\x1b]52;c;Tk9QRQ==\x07\u202e\x9b31m"
    for number, entry in enumerate(
        (f"acme{bait} = acme{bait}", f"sample = acme{bait}", f"other = gone\n{bait}", bait)
    ):
        info = tmp_path / "site" / f"bad{number}-1.dist-info"
        info.mkdir(parents=True)
        metadata = f"Metadata-Version: 2.1\nName: bad{number}{bait}\nVersion: 1{bait}\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[ladderquest.packs]\n{entry}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setenv("LADDERQUEST_PACK", f"acme{bait}")
    said = harmless("packs")
    assert "bad0]52;c;Tk9QRQ==31m" in said.out
    for line in (
        ("packs", "--json"),
        ("check", "sample"),
        ("play", "tiny", "--plain", "--pack", "sample"),
        ("doctor",),
    ):
        harmless(*line)


def test_what_is_wrong_in_a_base_is_told_clean(
    harmless: Run, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "s\x1b]2;owned\x07\u202e\x9b31mite"
    base = Path(shutil.copytree(made, site / "acme_base"))
    (base / "__init__.py").touch()
    with (base / "cast.yaml").open("a", encoding="utf-8") as file:
        file.write("more\n")
    info = site / "acme-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[ladderquest.packs]\nsample = acme_base\n")
    monkeypatch.syspath_prepend(str(site))
    over = tmp_path / "over"
    over.mkdir()
    (over / "pack.yaml").write_text("schema: 1\nid: over\ntitle: T\nversion: '1'\ncompany: C\nbase: sample\n")
    for line in (("check", over), ("check", over, "--json"), ("play", "tiny", "--plain", "--pack", over)):
        said = harmless(*line)
        assert said.code == 1
        assert "cast.yaml" in said.out + said.err
    assert "s]2;owned31mite" in harmless("check", over).out


def test_a_revision_is_told_clean(harmless: Run, pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*words: str) -> None:
        given = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *given, *words], cwd=pack, check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", ALL.replace("\0", ""))
    file = pack / "scenarios/phase-1" / FILE
    text = file.read_text(encoding="utf-8")
    assert "full" in text
    file.write_text(text.replace("full", "filled"), encoding="utf-8")
    said = harmless("check", pack, "--against", "HEAD")
    assert "tiny" in said.out
    assert harmless("check", file, "--against", "HEAD").out
    for revision in (f"HEAD{ALL}", f"HEAD:{FILE}", "--output=x"):
        assert harmless("check", pack, f"--against={revision}").code == 2
