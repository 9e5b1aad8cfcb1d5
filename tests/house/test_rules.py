"""The house rules that a machine can check: sizes, addresses, pins, links, changelog fragments."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT, environment, files

MOST_LINES = {"module": 400, "class": 250, "function": 60}


def sizes(path: Path) -> Iterator[tuple[str, str, int]]:
    """Kind, name and length in lines of the module at `path` and of every class and function in it."""
    source = path.read_text(encoding="utf-8")
    yield "module", path.name, len(source.splitlines())
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            kind = "class" if isinstance(node, ast.ClassDef) else "function"
            yield kind, node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_sizes_of_a_known_module(tmp_path: Path) -> None:
    module = tmp_path / "known.py"
    module.write_text("class A:\n    def b(self):\n        return 1\n\n\nC = 2\n", encoding="utf-8")
    assert list(sizes(module)) == [("module", "known.py", 6), ("class", "A", 3), ("function", "b", 2)]


def test_nothing_has_grown_past_what_a_reader_can_hold() -> None:
    modules = [path for path in files() if path.parts[0] == "src" and path.suffix == ".py"]
    assert modules
    too_long = [
        f"{path}: {kind} {name} has {lines} lines, {MOST_LINES[kind]} at most"
        for path in modules
        for kind, name, lines in sizes(ROOT / path)
        if lines > MOST_LINES[kind]
    ]
    assert too_long == []


# Folders of one person's machine. In content a log may name the home of somebody who does not exist.
ABSOLUTE = re.compile(r"(?<![\w.~/-])/(?:home|Users|root|work)/[\w.-]+")
ABSOLUTE_IN_CONTENT = re.compile(r"(?<![\w.~/-])/(?:root|work)/[\w.-]+")
# Where packages come from is set up on the machine, never in the tree.
INDEX = re.compile(r"index-ur[l]|find-link[s]|trusted-hos[t]|://[^\s/]*pyp[i]|://\S*/simpl[e]\b")


@pytest.mark.parametrize(
    ("line", "guilty"),
    [  # with | for / and _ for -, so that this file does not report itself
        ("see |home|ada|notes", True),
        ("cd |root|x", True),
        ("__index_url x", True),
        ("https:||pypi.example|x", True),
        ("https:||mirror.example|simple|", True),
        ("docs|home|index.md", False),
        ("~|work|x and .|work|x", False),
        ("https:||example.org|work|x", False),
        ("pip install ladderquest", False),
    ],
)
def test_what_counts_as_an_address(line: str, guilty: bool) -> None:
    line = line.replace("|", "/").replace("_", "-")
    assert bool(ABSOLUTE.search(line) or INDEX.search(line)) is guilty


def test_no_file_names_a_machine_or_where_packages_come_from() -> None:
    named = []
    for path in files():
        text = (ROOT / path).read_bytes().decode("utf-8", errors="replace")
        absolute = ABSOLUTE_IN_CONTENT if path.parts[0] == "content" else ABSOLUTE
        for number, line in enumerate(text.splitlines(), start=1):
            if absolute.search(line) or INDEX.search(line):
                named.append(f"{path}:{number}: {line.strip()[:100]}")
    assert named == []


def wanted() -> list[Requirement]:
    """Everything that pyproject.toml asks for: to build, to run and to develop."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
    ]
    return [Requirement(line) for line in lines]


def pins() -> dict[str, str]:
    """Normalised package name -> version, of constraints.txt. A line of any other form is an error."""
    found: dict[str, str] = {}
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pin = re.fullmatch(r"([A-Za-z0-9][\w.-]*)==([\w.]+)", line)
            assert pin, f"constraints.txt: {line!r} is not of the form name==version"
            found[canonicalize_name(pin[1])] = pin[2]
    return found


def test_every_requirement_is_pinned_to_a_version_that_it_allows() -> None:
    pinned = pins()
    adrift = [
        f"{need}: pinned to {pinned.get(canonicalize_name(need.name))}"
        for need in wanted()
        if not need.specifier.contains(pinned.get(canonicalize_name(need.name), "0"), prereleases=False)
    ]
    assert adrift == []


LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s#]+)(?:#[^)\s]*)?\)")


def test_links_between_documents_lead_somewhere() -> None:
    documents = [
        path
        for path in files()
        # what is made of the text in src/ lies in docs/, and its links lead from there
        if path.suffix == ".md" and path.parts[0] not in {"content", "changelog.d", "src"}
    ]
    assert Path("README.md") in documents
    lost = [
        f"{path}: {target}"
        for path in documents
        for target in LINK.findall((ROOT / path).read_text(encoding="utf-8"))
        if "://" not in target and not (ROOT / path.parent / target).exists()
    ]
    assert lost == []


def test_decision_records_are_short_numbered_and_listed() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [record.name[:4] for record in records] == [f"{n:04}" for n in range(1, len(records) + 1)]
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 40, record.name
        assert f"decisions/{record.name}" in index
        headings = [line for line in text.splitlines() if line.startswith("## ")]
        assert headings == ["## Context", "## Decision", "## Consequence"], record.name


def test_changelog_fragments_can_be_read() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "towncrier", "build", "--draft", "--version", "0.0.0", "--date", "2000-01-01"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=environment(),
    )
    assert done.returncode == 0, done.stderr
    for path in files():
        if path.parts[0] == "changelog.d" and path.name != "README.md":
            assert re.fullmatch(r"(\d+|\+[\w-]+)\.(added|changed|fixed|removed)(\.\d+)?\.md", path.name), path
            first = (ROOT / path).read_text(encoding="utf-8").split()
            assert " ".join(first[:3]) in " ".join(done.stdout.split()), f"{path} is missing from the draft"
