"""The examples of ``docs/diagnostics/``: read from the pages, built into packs, checked.

A page shows excerpts, so that a reader sees only what matters. A ``yaml`` block is laid over the example
pack in ``tests/authoring/pages/``: entries with the same key, or the same ``id``, are merged, everything
else is added or replaced. ``docs/diagnostics/index.md`` says how to read and write them.

``python -m tests.authoring.examples`` renews what is generated in the pages: title, severity, findings, and
the index.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field, replace
from functools import cache
from io import StringIO
from pathlib import Path

import msgspec

from ladderquest.authoring.checking import check_pack
from ladderquest.authoring.diagnostics import CODES, is_adjustable
from ladderquest.authoring.pages import FAMILIES, family_of, pages_root
from ladderquest.commands.findings import Sources, print_findings
from ladderquest.pack.findings import Finding

EXAMPLE = Path(__file__).parent / "pages"
STORY = "scenarios/phase-1/nulls.yaml"
SECTIONS = ["Fails", "Passes", "What to do"]

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_HEADER = re.compile(r"# (?P<name>[\w./-]+\.yaml)(?P<whole>, the whole file)?(?P<latin>, saved as Latin-1)?")
_WITHOUT = re.compile(r"# no (\w+) here")
_AND_SO_ON = re.compile(r" *# and so on up to (\d+)")
_KEY = re.compile(r"([\w.-]+):(?:\s+(.*))?$")
_ITEM = re.compile(r"- (?:\{ *)?((?:id|clue|memory): [\w-]+)(.*)$")
_PICTURES = {0x2400 + code: code for code in range(0x20)} | {0x2421: 0x7F}
"""A picture of a control character (``␉``) stands for the character itself."""


Example = tuple[tuple[str, str], ...]
"""The fenced blocks of one section, in order: (language, text)."""


@dataclass(frozen=True)
class Line:
    """A line of a file; ``shown`` is its number in the block that shows it, None where it is not shown."""

    text: str
    shown: int | None = None


@dataclass
class Entry:
    """A key or a list entry with what belongs to it. ``label`` is None for what cannot be merged."""

    label: str | None
    head: Line
    rest: list[Line] = field(default_factory=list)

    @property
    def item(self) -> bool:
        """Whether it is an entry of a list."""
        return self.head.text.lstrip().startswith("- ")

    @property
    def children(self) -> list[Entry] | None:
        """The entries within, if all of them can be told apart."""
        if self.item:
            indent = len(self.head.text) - len(self.head.text.lstrip())
            inner = replace(self.head, text=self.head.text[:indent] + " " + self.head.text[indent + 1 :])
            found = entries([inner, *self.rest])
        else:
            found = entries(self.rest)
        return found if found and all(child.label for child in found) else None

    @property
    def mergeable(self) -> bool:
        """Whether it is a mapping, or a list of things with ids, over several lines."""
        if self.label is None or self.label == "#":
            return False
        if self.item:
            return "{" not in self.head.text and bool(self.children)
        match = _KEY.match(self.head.text.strip())
        return match is not None and not match[2] and self.children is not None


def entries(lines: list[Line]) -> list[Entry]:
    """Lines as entries that stand side by side, by the indentation of the first of them."""
    first = next((line for line in lines if line.text.strip()), None)
    if first is None:
        return []
    indent = _indent(first)
    found: list[Entry] = []
    for line in lines:
        if (line.text.strip() and _indent(line) <= indent) or not found:
            found.append(Entry(_label(line.text.strip()), line))
        else:
            found[-1].rest.append(line)
    return found


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip(" "))


def _label(text: str) -> str | None:
    without = _WITHOUT.match(text)
    if without:
        return f"no {without[1]}"
    if text.startswith("#"):
        return "#"
    match = _ITEM.match(text) or _KEY.match(text)
    return match[1] if match else None


def merge(base: list[Entry], over: list[Entry]) -> list[Line]:
    """The lines of ``base`` with the entries of ``over`` merged into them."""
    made: list[list[Line]] = []
    labels: list[str | None] = []
    for entry in base:
        made.append([entry.head, *entry.rest])
        labels.append(entry.label)
    seen: set[str] = set()
    for entry in over:
        label, lines = entry.label, [entry.head, *entry.rest]
        if label is not None and label.startswith("no ") and label[3:] in labels:
            made[labels.index(label[3:])] = lines
            continue
        if label is None or label == "#" or label not in labels or label in seen:
            made.append(lines)
            labels.append(label)
            continue
        at = labels.index(label)
        seen.add(label)
        old = base[at]
        if old.mergeable and entry.mergeable:
            inner = merge(old.children or [], entry.children or [])
            if entry.item:  # the dash goes back to where it was
                indent = _indent(entry.head)
                dashed = inner[0].text[:indent] + "-" + inner[0].text[indent + 1 :]
                made[at] = [replace(inner[0], text=dashed), *inner[1:]]
            else:
                made[at] = [entry.head, *inner]
        else:
            made[at] = lines
    return [line for group in made for line in group]


def build(example: Example, root: Path) -> dict[str, list[Line]]:
    """Write the pack that ``example`` is into ``root``; returns the lines of the files that it shows."""
    shutil.copytree(EXAMPLE, root)
    shown: dict[str, list[Line]] = {}
    for language, text in example:
        if language == "files":
            for line in text.splitlines():
                _make(root, line)
        else:
            name, lines, encoding = _lines(text.splitlines(), root)
            shown[name] = lines
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes("".join(f"{line.text}\n" for line in lines).encode(encoding))
    return shown


def _lines(block: list[str], root: Path) -> tuple[str, list[Line], str]:
    """The file that a block means: its name, its lines, its encoding."""
    header = _HEADER.fullmatch(block[0])
    name = header["name"] if header else STORY
    if name == Path(STORY).name:
        name = STORY
    new = list(_continued(Line(text.translate(_PICTURES), n) for n, text in enumerate(block, start=1)))
    encoding = "latin-1" if header and header["latin"] else "utf-8"
    if header and header["whole"]:
        return name, new, encoding
    path = root / (name if (EXAMPLE / name).is_file() else STORY)
    base = [Line(text) for text in path.read_text(encoding="utf-8").splitlines()]
    head, body = (new[:1], new[1:]) if header else ([], new)
    return name, [*head, *merge(entries(base), entries(body))], encoding


def _continued(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, with the list entry before a ``# and so on up to 9`` repeated, its numbers counted up."""
    last: list[str] = []
    for line in lines:
        more = _AND_SO_ON.fullmatch(line.text)
        if more is None:
            last = [line.text] if line.text.lstrip().startswith("- ") else [*last, line.text]
            yield line
            continue
        parts = [re.split(r"(\d+)", text) for text in last]
        assert len(parts[0]) > 1, f"line {line.shown}: the entry above has no number to count up from"
        for step in range(1, int(more[1]) - int(parts[0][1]) + 1):
            for part in parts:  # words and numbers in turn
                counted = (str(int(each) + step) if n % 2 else each for n, each in enumerate(part))
                yield Line("".join(counted), line.shown)


def _make(root: Path, line: str) -> None:
    """What a line of a ``files`` block asks for."""
    name, _, what = (part.strip() for part in line.partition("  "))
    path = root / name
    path.parent.mkdir(exist_ok=True)
    size = re.fullmatch(r"([\d,]+) bytes", what)
    if what == "missing":
        path.unlink()
    elif what.startswith("-> "):
        path.unlink(missing_ok=True)
        path.symlink_to(what[3:])
    elif what == "a folder":
        path.unlink(missing_ok=True)
        path.mkdir()
    elif size:
        path.write_bytes(b"#" * int(size[1].replace(",", "")))
    else:
        assert not what, f"{line!r}: a file can be 'missing', '-> target', 'a folder' or '9,000 bytes'"
        shutil.copyfile(EXAMPLE / STORY, path)


@cache
def findings_of(example: Example) -> tuple[list[Finding], str]:
    """What a check of the example finds, lines counted as the blocks show them, and that in print.

    Raises ``AssertionError`` for a finding on a line that is not shown."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "pack"
        shown = build(example, root)
        found = [_as_shown(finding, shown) for finding in check_pack(root).findings]
    with redirect_stdout(StringIO()) as printed:
        print_findings(found, _Shown(shown))
    return found, printed.getvalue()


def _as_shown(finding: Finding, shown: dict[str, list[Line]]) -> Finding:
    lines = shown.get(finding.file)
    if lines is None:
        return finding

    def number(line: int) -> int:
        there = lines[min(line, len(lines)) - 1]
        assert there.shown is not None, f"{finding} is on a line that is not shown: {there.text!r}"
        return there.shown

    message = re.sub(r"(?<=\bline )\d+", lambda match: str(number(int(match[0]))), finding.message)
    return msgspec.structs.replace(finding, line=number(finding.line), message=message)


class _Shown(Sources):
    """The lines as the blocks show them."""

    def __init__(self, shown: dict[str, list[Line]]) -> None:
        super().__init__({})
        self._shown = shown

    def line(self, finding: Finding) -> str | None:
        for line in self._shown.get(finding.file, []):
            if line.shown == finding.line:
                return line.text.translate({code: picture for picture, code in _PICTURES.items()})
        return None


# --- pages -------------------------------------------------------------------------------------------


@dataclass
class Page:
    """A page in its parts. ``about`` is everything between the severity and the first section."""

    about: str
    sections: dict[str, str]

    def example(self, section: str) -> Example:
        """The blocks of a section that are files."""
        return tuple((m[1], m[2]) for m in _FENCE.finditer(self.sections[section]) if m[1] != "text")


def parsed(text: str) -> Page:
    """A page in its parts; what is generated is left out."""
    chunks = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    about = re.sub(r"\A(?:# .*\n|Severity: .*\n|\n)*", "", chunks[0])
    sections = dict(zip(chunks[1::2], chunks[2::2], strict=True))
    return Page(about.strip("\n"), {name: body.strip("\n") + "\n" for name, body in sections.items()})


def renewed(code: str, text: str) -> str:
    """The page as it should be: title, severity and findings as the program has them."""
    page, meant = parsed(text), CODES[code]
    _, printed = findings_of(page.example("Fails"))
    fails = _FENCE.sub(lambda m: "" if m[1] == "text" else m[0], page.sections["Fails"]).rstrip("\n")
    end = page.sections["What to do"].rstrip("\n")
    end = re.sub(r"\n*^In `pack.yaml`, [^`]*`severities: .*\Z", "", end, flags=re.MULTILINE | re.DOTALL)
    if is_adjustable(code):
        end += f"\n\n{_adjusting(code)}"
    return (
        f"# {code}: {meant.title}\n\nSeverity: {meant.severity}\n\n{page.about}\n\n"
        f"## Fails\n\n{fails}\n\n```text\n{printed}```\n\n"
        f"## Passes\n\n{page.sections['Passes'].strip()}\n\n## What to do\n\n{end.strip()}\n"
    )


def _adjusting(code: str) -> str:
    return (
        f"In `pack.yaml`, the line `severities: {{{code}: off}}` drops these findings;\n"
        "`note`, `warning` and `error` in its place make them that serious."
    )


def listing() -> str:
    """The generated part of ``docs/diagnostics/index.md``: every code by family."""
    parts = []
    for title, codes in families():
        rows = [f"| [{code}]({code}.md) | {CODES[code].title} | {CODES[code].severity} |" for code in codes]
        parts.append(
            "\n".join([f"## {title}", "", "| code | what it says | severity |", "|---|---|---|", *rows])
        )
    return "\n\n".join(parts) + "\n"


def families() -> Iterator[tuple[str, list[str]]]:
    """The title of each family with its codes."""
    for family, title in FAMILIES.items():
        yield f"{family}xx: {title}", [code for code in sorted(CODES) if family_of(code) == family]


MARK = "<!-- From here on generated: python -m tests.authoring.examples -->\n"


def renewed_index(text: str) -> str:
    """The index with its list of codes as it should be."""
    return f"{text.partition(MARK)[0]}{MARK}\n{listing()}"


def main() -> None:
    """Renew what is generated in the pages of the codes given, or in all."""
    folder = pages_root()
    for path in sorted(folder.glob("LQ*.md")):
        if not sys.argv[1:] or path.stem in sys.argv[1:]:
            path.write_text(renewed(path.stem, path.read_text(encoding="utf-8")), encoding="utf-8")
    index = folder / "index.md"
    index.write_text(renewed_index(index.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
