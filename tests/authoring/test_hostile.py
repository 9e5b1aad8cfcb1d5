"""Bad input gets findings, never a crash: what somebody could put where a scenario or a pack should be."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.mutations import lines_of, wrong_with
from ladderquest.authoring.checking import check_file, check_pack
from ladderquest.pack.files import SHARED
from ladderquest.pack.findings import Finding
from ladderquest.pack.loader import load_pack
from tests.cli.terminal import Run
from tests.house.tree import environment
from tests.pack.packs import SAMPLE, TINY, copy_of_sample

TEXT = (SAMPLE / TINY).read_text(encoding="utf-8")
TEN_MEGABYTES = 10_000_000

BYTES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "LQ110"),
    "nothing but a byte order mark": (b"\xef\xbb\xbf", "LQ110"),
    "nothing but line breaks": (b"\n" * 5_000, "LQ110"),
    "sixty kilobytes of lists in lists": (b"- " * 30_000, "LQ103"),
    "sixty kilobytes of lists in lines": (b"".join(b" " * n + b"-\n" for n in range(340)), "LQ103"),
    "sixty kilobytes of brackets": (b"[" * 60_000, "LQ103"),
    "sixty kilobytes of braces": (b"{a: " * 15_000, "LQ103"),
    "sixty kilobytes of question marks": (b"? " * 30_000, "LQ103"),
    "an alias bomb": (
        b"a0: &a0 lol\n"
        + b"".join(b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 40)),
        "LQ105",
    ),
    "an alias of itself": (b"a: &a [*a]\n", "LQ105"),
    "a merge key": (b"base: &b {id: x}\nother:\n  <<: *b\n", "LQ105"),
    "a key that is given twice": (TEXT.replace("phase: 1\n", "phase: 1\nphase: 2\n").encode(), "LQ107"),
    "every key given twice": ((TEXT + TEXT).encode(), "LQ107"),
    "a scalar of ten megabytes": (b"title: " + b"x" * TEN_MEGABYTES + b"\n", "LQ102"),
    "a long scalar": (TEXT.replace("A job that", "A job that " + "x" * 4_000_000).encode(), "LQ205"),
    "a key of a megabyte": (b"x" * 1_000_000 + b": 1\n", "LQ104"),
    "UTF-16 with its mark": (TEXT.encode("utf-16"), "LQ101"),
    "UTF-16 without a mark": (TEXT.encode("utf-16-le"), "LQ112"),
    "UTF-16, the other way round": (TEXT.encode("utf-16-be"), "LQ112"),
    "UTF-32": (TEXT.encode("utf-32"), "LQ101"),
    "Latin-1": ("title: café\n".encode("latin-1"), "LQ101"),
    "indented with tabs": (TEXT.replace("  ", "\t").encode(), "LQ111"),
    "nothing but tabs": (b"\t" * 60_000, "LQ111"),
    "nothing but NULs": (b"\x00" * 60_000, "LQ112"),
    "escape sequences": (b"\x1b]52;c;aGk=\x07\x1b[2J: \x1b[31m\n", "LQ112"),
    "a lone surrogate": (b"title: \xed\xa0\x80\n", "LQ101"),
    "a program": (bytes(range(256)) * 200, "LQ101"),
    "a thousand documents": (b"---\na: 1\n" * 1_000, "LQ109"),
    "a tag that builds objects": (b"!!python/object/apply:os.system [id]\n", "LQ106"),
    "a million entries": (b"[" + b"a," * 1_100_000 + b"]", "LQ102"),
    "a number without an end": (TEXT.replace("minutes: 5", "minutes: " + "9" * 100_000).encode(), "LQ203"),
}  # fmt: skip


def sensible(findings: list[Finding] | tuple[Finding, ...], data: bytes | None = None) -> None:
    """There are findings, and every one can be printed and leads into its file."""
    assert findings
    lines = None if data is None else lines_of(data)
    assert [
        wrong for each in findings if (wrong := wrong_with(each, lines if each.file == TINY else None))
    ] == []


@pytest.mark.parametrize("what", BYTES)
def test_bytes_that_are_no_scenario_are_findings(what: str, tmp_path: Path) -> None:
    data, code = BYTES[what]
    root = copy_of_sample(tmp_path)
    (root / TINY).write_bytes(data)
    loaded, checked = load_pack(root), check_pack(root)
    assert loaded.pack is None
    assert checked.pack is None
    assert code in {each.code for each in loaded.findings if each.file == TINY}
    assert set(loaded.findings) <= set(checked.findings)
    sensible(checked.findings, data)
    pack = load_pack(SAMPLE).pack
    assert pack is not None
    alone = check_file(root / TINY, pack)
    assert [(each.code, each.line, each.column) for each in alone if each.severity == "error"] == [
        (each.code, each.line, each.column)
        for each in checked.findings
        if each.file == TINY and each.severity == "error"
    ]


@pytest.mark.parametrize("name", SHARED.values())
@pytest.mark.parametrize(
    "data", [b"", b"\x00" * 99, b"- " * 30_000, b"[]\n", b"x\n", "é: 1\n".encode("utf-16")]
)
def test_no_shared_file_can_crash_a_check(name: str, data: bytes, tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    (root / name).parent.mkdir(exist_ok=True)  # the sample has no codex and no exercises
    (root / name).write_bytes(data)
    found = check_pack(root).findings
    sensible(found)
    assert name in {each.file for each in found if each.severity == "error"}


def test_the_command_says_so_in_lines_and_in_json(run: Run, tmp_path: Path) -> None:
    for what, (data, code) in BYTES.items():
        root = copy_of_sample(tmp_path / str(list(BYTES).index(what)))
        (root / TINY).write_bytes(data)
        said, told = run("check", root), run("check", root, "--json")
        assert (said.code, said.err, told.code, told.err) == (1, "", 1, ""), what
        assert f"[{code}]" in said.out, what
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said.out), what
        assert code in {each["code"] for each in json.loads(told.out)}, what


def test_a_process_of_its_own_survives_sixty_kilobytes_of_lists(tmp_path: Path) -> None:
    """In libyaml's own loader they overflow the stack of C, which no test in this process would survive."""
    root = copy_of_sample(tmp_path)
    (root / TINY).write_bytes(b"- " * 30_000)
    done = subprocess.run(
        [sys.executable, "-m", "ladderquest", "check", str(root)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(LADDERQUEST_SAVES=str(tmp_path)),
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "nested more than 60 levels deep" in done.stdout


# --- folders, links and other things with a name -----------------------------------------------------


def _no_folder(root: Path) -> None:
    root.rename(root.with_name("elsewhere"))


def _empty_folder(root: Path) -> None:
    _no_folder(root)
    root.mkdir()


def _a_file(root: Path) -> None:
    _no_folder(root)
    root.write_text("schema: 1\n", encoding="utf-8")


def _manifest_is_a_folder(root: Path) -> None:
    (root / "pack.yaml").unlink()
    (root / "pack.yaml").mkdir()


def _scenarios_is_a_file(root: Path) -> None:
    (root / "scenarios").rename(root / "was")
    (root / "scenarios").write_text("x", encoding="utf-8")


def _ladder_is_a_file(root: Path) -> None:
    (root / "ladder").rename(root / "was")
    (root / "ladder").write_text("x", encoding="utf-8")


def _link_to_itself(root: Path) -> None:
    (root / "scenarios" / "loop.yaml").symlink_to("loop.yaml")


def _links_in_a_circle(root: Path) -> None:
    (root / "scenarios" / "a.yaml").symlink_to("b.yaml")
    (root / "scenarios" / "b.yaml").symlink_to("a.yaml")


def _shared_link_to_itself(root: Path) -> None:
    (root / "cast.yaml").unlink()
    (root / "cast.yaml").symlink_to("cast.yaml")


def _folder_in_itself(root: Path) -> None:
    (root / "scenarios" / "again").symlink_to(root / "scenarios", target_is_directory=True)


def _dangling(root: Path) -> None:
    (root / "scenarios" / "gone.yaml").symlink_to("nowhere.yaml")


def _out_of_the_pack(root: Path) -> None:
    outside = root.with_name("outside.yaml")
    outside.write_text(TEXT, encoding="utf-8")
    (root / "scenarios" / "out.yaml").symlink_to(outside)


def _folder_named_like_a_file(root: Path) -> None:
    (root / "scenarios" / "folder.yaml").mkdir()
    (root / "scenarios" / "folder.yaml" / "x.yaml").write_text("x\n", encoding="utf-8")


def _pipe(root: Path) -> None:
    os.mkfifo(root / "scenarios" / "x.yaml")


def _shared_pipe(root: Path) -> None:
    (root / "memories.yaml").unlink()
    os.mkfifo(root / "memories.yaml")


def _device(root: Path) -> None:
    (root / "scenarios" / "zero.yaml").symlink_to("/dev/zero")


def _very_deep(root: Path) -> None:
    at = root / "scenarios"
    for _ in range(150):
        at /= "deeper"
        at.mkdir()
    (at / "x.yaml").write_text("x\n", encoding="utf-8")


def _named(name: bytes) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        path = os.fsencode(root / "scenarios") + b"/" + name
        try:
            with open(path, "wb") as file:  # noqa: PTH123  names that are no text
                file.write(b"- x\n")
        except OSError:
            pytest.skip("this file system has no such names")

    return make


PLACES: dict[str, tuple[Callable[[Path], None], str]] = {
    "no folder": (_no_folder, "LQ113"),
    "an empty folder": (_empty_folder, "LQ113"),
    "a file instead of a folder": (_a_file, "LQ113"),
    "pack.yaml is a folder": (_manifest_is_a_folder, "LQ113"),
    "scenarios is a file": (_scenarios_is_a_file, "LQ113"),
    "ladder is a file": (_ladder_is_a_file, "LQ113"),
    "a link to itself": (_link_to_itself, "LQ113"),
    "links in a circle": (_links_in_a_circle, "LQ113"),
    "a shared file that is a link to itself": (_shared_link_to_itself, "LQ113"),
    "a folder that is linked into itself": (_folder_in_itself, "LQ114"),
    "a link to nothing": (_dangling, "LQ113"),
    "a link out of the pack": (_out_of_the_pack, "LQ114"),
    "a folder named like a file": (_folder_named_like_a_file, "LQ203"),
    "a pipe": (_pipe, "LQ113"),
    "a shared file that is a pipe": (_shared_pipe, "LQ113"),
    "a device without an end": (_device, "LQ114"),
    "folders 150 deep": (_very_deep, "LQ203"),
    "a name of two lines": (_named(b"two\nlines.yaml"), "LQ113"),
    "a name that clears the screen": (_named(b"\x1b[2J\x1b]52;c;x\x07.yaml"), "LQ113"),
    "a name that is no UTF-8": (_named(b"\xff\xfe\xed\xa0\x80.yaml"), "LQ113"),
    "a name that reads backwards": (_named("\u202elmay.yaml".encode()), "LQ113"),
    "a name of markup": (_named(b"[bold]x[/][red].yaml"), "LQ203"),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes are those of POSIX")
@pytest.mark.parametrize("what", PLACES)
def test_what_is_no_pack_is_findings(what: str, run: Run, tmp_path: Path) -> None:
    make, code = PLACES[what]
    root = copy_of_sample(tmp_path)
    make(root)
    loaded, checked = load_pack(root, tmp_path / "cache"), check_pack(root, tmp_path / "cache")
    assert loaded.pack is None
    assert checked.pack is None
    assert code in {each.code for each in loaded.findings}
    sensible(checked.findings)
    assert check_pack(root, tmp_path / "cache").findings == checked.findings  # from the cache
    if root.is_dir():
        said, told = run("check", root), run("check", root, "--json")
        assert (said.code, said.err, told.code, told.err) == (1, "", 1, "")
        assert f"[{code}]" in said.out
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", said.out)
        assert code in {each["code"] for each in json.loads(told.out)}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes are those of POSIX")
@pytest.mark.parametrize("make", [_link_to_itself, _pipe, _dangling, _folder_named_like_a_file])
def test_one_file_that_cannot_be_read_is_a_finding_or_wrong_usage(
    make: Callable[[Path], None], run: Run, tmp_path: Path
) -> None:
    root = copy_of_sample(tmp_path)
    before = set((root / "scenarios").iterdir())
    make(root)
    (path,) = set((root / "scenarios").iterdir()) - before
    said = run("check", path)
    assert said.code in (1, 2)
    assert "Traceback" not in said.out + said.err
    assert (said.out + said.err).strip()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
@pytest.mark.parametrize("name", ["cast.yaml", TINY, "scenarios", "ladder"])
def test_what_may_not_be_read_is_a_finding(name: str, tmp_path: Path) -> None:
    root = copy_of_sample(tmp_path)
    (root / name).chmod(0)
    try:
        checked = check_pack(root)
    finally:
        (root / name).chmod(0o700)
    assert checked.pack is None
    assert "LQ113" in {each.code for each in checked.findings}
    sensible(checked.findings)
