"""``python -m benchmarks.mutations --count 10000 --seed 1``: does bad input ever break the loader or a check?

Damages one file of a pack at a time (see ``mutating``), loads and checks the pack, and puts the file back.
The processor is asked, not the clock: other programs slow a check down and do not make it work more.
Counts what gave findings; prints every exception and everything that took longer than ``--seconds`` of the
processor, with the seed that makes it again: ``--count 1 --seed N --keep FILE`` writes that file out.
"""

from __future__ import annotations

import argparse
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from types import FrameType
from typing import NamedTuple

from benchmarks.mutating import mutated
from benchmarks.neutral import write_pack
from benchmarks.stories import make_story
from ladderquest.authoring.checking import check_file, check_pack
from ladderquest.authoring.diagnostics import CODES
from ladderquest.authoring.template import new_scenario
from ladderquest.pack.findings import Finding
from ladderquest.pack.loader import load_pack
from ladderquest.pack.model import Pack

__all__ = ["Base", "Outcome", "attempt", "bases_in", "lines_of", "main", "wrong_with"]

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests" / "pack" / "sample"
CONTENT = ROOT / "content"
SCENES = 40
PATIENCE = 10  # times ``--seconds``, after which a check is given up
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAK = re.compile("\r\n?|\n")


class Base(NamedTuple):
    """A sound pack, and the file in it that is damaged. ``weight``: how often it is its turn."""

    root: Path
    name: str
    data: bytes
    pack: Pack
    weight: int


class Outcome(NamedTuple):
    """What came of one damaged file. ``seconds`` of the processor, for ``check_pack`` alone."""

    seed: int
    base: Base
    data: bytes
    findings: Sequence[Finding]
    seconds: float
    trouble: str


class _TooLong(BaseException):
    """Raised by the timer; no ``except Exception`` stops it."""


def bases_in(folder: Path) -> list[Base]:
    """Copies of the packs that there are, below ``folder``: the sample, a neutral story, and the content, one
    scenario in each copy: a check of them all takes as long as all of theirs."""
    sample = Path(shutil.copytree(SAMPLE, folder / "sample"))
    story = write_pack(folder / "story", make_story(SCENES))
    written = _content_without_stories(folder / "written")
    text, _ = new_scenario(_sound(written), "first")
    (written / "scenarios" / "first.yaml").write_text(text, encoding="utf-8")
    roots = [(sample, 200), (story, 100), (written, 40)]
    for path in sorted(CONTENT.glob("scenarios/**/*.yaml")):
        root = _content_without_stories(folder / path.stem)
        shutil.copy(path, root / "scenarios")
        roots.append((root, 12))
    found = []
    for root, weight in roots:
        pack = _sound(root)
        for path in sorted(root.rglob("*.yaml")):
            name = path.relative_to(root).as_posix()
            shared = not name.startswith("scenarios/")
            if shared and root not in (sample, story, written):
                continue  # as in the first copy of the content
            found.append(Base(root, name, path.read_bytes(), pack, 1 if shared else weight))
    return found


def _content_without_stories(root: Path) -> Path:
    shutil.copytree(CONTENT, root, ignore=shutil.ignore_patterns("scenarios"))
    (root / "scenarios").mkdir()
    return root


def _sound(root: Path) -> Pack:
    loaded = load_pack(root)
    if loaded.pack is None:
        raise SystemExit(
            "\n".join([f"the pack {root.name} is not sound itself:", *map(str, loaded.findings)])
        )
    return loaded.pack


def lines_of(data: bytes) -> list[str]:
    """The lines of a file as editors count them."""
    return _BREAK.split(data.decode("utf-8", "replace").removeprefix("\ufeff"))


def wrong_with(finding: Finding, lines: Sequence[str] | None) -> str:
    """What a finding lacks to be one that people and programs can use; "" for nothing. ``lines``: of its
    file, where that is known."""
    if finding.code not in CODES:
        return f"unknown code {finding.code}"
    if finding.severity not in ("error", "warning", "note"):
        return f"severity {finding.severity!r}"
    for said in (finding.message, finding.file, finding.suggestion or ""):
        if _UNPRINTABLE.search(said):
            return f"characters that do not belong into a line: {said!r}"
    if not finding.message.strip() or len(finding.message) > 1_000:
        return f"a message of {len(finding.message)} characters"
    if finding.line < 1 or finding.column < 1:
        return f"line {finding.line}, column {finding.column}"
    if lines is None:
        return ""
    if finding.line > len(lines) or finding.column > len(lines[finding.line - 1]) + 1:
        return f"line {finding.line}, column {finding.column} is outside the file"
    return ""


def attempt(bases: Sequence[Base], seed: int, patience: float = 0) -> Outcome:
    """Damage one file as ``seed`` says, and check its pack. ``patience``: seconds after which that is given
    up; 0 for no limit."""
    which = Random(seed).choices(range(len(bases)), [base.weight for base in bases])[0]
    base = bases[which]
    data = mutated([each.data for each in bases], which, seed)
    path = base.root / base.name
    path.write_bytes(data)
    findings: Sequence[Finding] = ()
    trouble = ""
    since = time.process_time()
    seconds = 0.0
    try:
        signal.signal(signal.SIGVTALRM, _too_long)
        signal.setitimer(signal.ITIMER_VIRTUAL, patience)
        findings = check_pack(base.root).findings
        seconds = time.process_time() - since
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        trouble = "; ".join(_wrong(base, data, path, findings, seed))
    except _TooLong:
        trouble = "".join(traceback.format_exc().splitlines(keepends=True)[-12:])
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        trouble = traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        path.write_bytes(base.data)
    return Outcome(seed, base, data, findings, seconds or time.process_time() - since, trouble)


def _wrong(base: Base, data: bytes, path: Path, findings: Sequence[Finding], seed: int) -> Iterator[str]:
    lines = lines_of(data)
    for finding in findings:
        wrong = wrong_with(finding, lines if finding.file == base.name else None)
        if wrong:
            yield f"{wrong} in {finding}"
    if seed % 4 == 0:  # the other doors say the same
        loaded = load_pack(base.root)
        if (loaded.pack is None) != any(each.severity == "error" for each in loaded.findings):
            yield "a pack with errors, or none without"
        errors = {each for each in loaded.findings if each.severity == "error"}
        if not errors <= set(findings):
            yield f"an error of the loader that the check does not have: {errors - set(findings)}"
        if base.name.startswith("scenarios/"):
            for finding in check_file(path, base.pack):
                wrong = wrong_with(finding, lines)
                if wrong:
                    yield f"{wrong} in {finding}"


def _too_long(_: int, __: FrameType | None) -> None:
    raise _TooLong


def main(arguments: Sequence[str] | None = None) -> int:
    """Damage, check, print; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description="Check packs with one damaged file each.")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first file; the next has the next")
    parser.add_argument("--seconds", type=float, default=2.0, help="of the processor, for one check")
    parser.add_argument("--keep", type=Path, help="write the last damaged file here")
    given = parser.parse_args(arguments)
    outcomes: Counter[str] = Counter()
    slowest: list[Outcome] = []
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        bases = bases_in(Path(name))
        for seed in range(given.seed, given.seed + given.count):
            found = attempt(bases, seed, PATIENCE * given.seconds)
            outcomes[
                "refused" if any(each.severity == "error" for each in found.findings) else "playable"
            ] += 1
            outcomes["findings"] += bool(found.findings)
            slowest = sorted((*slowest, found), key=lambda each: -each.seconds)[:5]
            if found.trouble or found.seconds > given.seconds:
                bad += 1
                where = f"{found.base.root.name}/{found.base.name}"
                print(f"seed {seed}: {found.seconds:.2f} s, {where}\n{found.trouble}".rstrip(), flush=True)
            if given.keep:
                given.keep.write_bytes(found.data)
    print(
        f"{given.count:,} damaged files: {outcomes['findings']:,} gave findings, {outcomes['refused']:,} were"
        f" refused, {outcomes['playable']:,} are still playable;"
        f" {bad} broke something or took over {given.seconds:g} s"
    )
    for each in slowest:
        where = f"{each.base.root.name}/{each.base.name}"
        print(f"  {each.seconds:6.2f} s  seed {each.seed}  {where}, {len(each.data):,} bytes")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
