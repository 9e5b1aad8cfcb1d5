"""``check --against``: what the edits of a pack do to the saves that players have, worst first."""

from __future__ import annotations

import os
from argparse import Namespace
from collections import Counter
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from ladderquest.authoring.edits import WORST, Comparison, Edit, Verdict, compare_packs
from ladderquest.commands.output import complain, counted, from_here, print_json
from ladderquest.commands.revision import RevisionError, check_out
from ladderquest.draft import Draft
from ladderquest.pack.cache import Cache
from ladderquest.pack.convert import Converted
from ladderquest.pack.files import MANIFEST, SHARED, exists, is_file, is_folder
from ladderquest.pack.findings import Findings, excerpt
from ladderquest.pack.installed import pack_around
from ladderquest.pack.loader import layer_of, load_pack
from ladderquest.pack.model import Pack
from ladderquest.pack.reader import Mapping, Scalar, read
from ladderquest.pack.text import clean

FOUND, USAGE = 1, 2
_DOES: dict[Verdict, tuple[str, str]] = {
    "ends": ("ends a run", "end runs"),
    "back": ("sends players back", "send players back"),
    "safe": ("keeps every save where it is", "keep every save where it is"),
}


class _Unfit(Exception):
    """There is nothing to compare; the message is one sentence."""


class _Place(NamedTuple):
    """Where an edit can be seen."""

    file: str
    line: int
    column: int


def against(arguments: Namespace, path: Path) -> int:
    """Compare the pack in ``path``, or the one scenario of a file, with ``arguments.against``: a folder, a
    revision of the repository that the pack lies in, or for a file the file as it was. Exit code 1 if an edit
    moves a save."""
    try:
        with TemporaryDirectory(prefix="ladderquest-") as folder:
            return _compare(arguments, path, Path(folder))
    except (_Unfit, RevisionError) as error:
        complain(str(error))
        return USAGE


def _compare(arguments: Namespace, path: Path, folder: Path) -> int:
    only = None
    new: _Side
    old: _Side
    if is_file(path) and is_file(Path(arguments.against)):
        new, old = _File(path), _File(Path(arguments.against))
    else:
        root, file = (path, None) if is_folder(path) else _root_of(path)
        new = _Side(root, from_here(root))
        old = _old(root, arguments.against, folder)
        only = None if file is None else new.scenario_in(file)
    found = compare_packs(old.pack, new.pack, only)
    counts = Counter(edit.verdict for comparison in found for edit in comparison.edits)
    listed = [
        (comparison, [(_place(edit, comparison, old, new), edit) for edit in comparison.edits])
        for comparison in found
    ]
    if arguments.json:
        scenarios = [_fields(comparison, edits) for comparison, edits in listed]
        totals = {verdict: counts[verdict] for verdict in WORST}
        print_json({"path": from_here(path), "against": old.name, **totals, "scenarios": scenarios})
    else:
        for comparison, edits in listed:
            for place, edit in edits:
                print(f"{place.file}:{place.line}:{place.column}: {edit.verdict}: {edit.sentence}")
            print(_summary(comparison))
        print(f"{from_here(path)} against {old.name}: {_total(counts)}")
    return FOUND if counts["ends"] or counts["back"] else 0


# --- the two packs -----------------------------------------------------------------------------------


class _Side:
    """One of the two packs with its files."""

    def __init__(self, root: Path, name: str, prefix: str | None = None) -> None:
        """``name``: what to call it; ``prefix``: what stands before the names of its files, if they cannot
        be opened where they were read. Raises ``_Unfit`` for a pack that does not load."""
        self.root, self.name, self._prefix = root, name, prefix
        if not is_file(root / MANIFEST):
            raise _Unfit(f"{name} is no pack: there is no {MANIFEST} in it.")
        loaded = load_pack(root)
        if loaded.pack is None:
            error = next(finding for finding in loaded.findings if finding.severity == "error")
            raise _Unfit(f"{name} has mistakes, so it cannot be compared; the first is {error}")
        self.pack: Pack = loaded.pack
        self._files: dict[str, Converted[Any]] | None = None

    def scenario_in(self, file: Path) -> str:
        """The id of the scenario in a file of this pack. Raises ``_Unfit`` for another file."""
        inside = clean(file.relative_to(self.root).as_posix(), lines=False)  # as findings name it
        found = [
            id_
            for id_, each in self._by_id().items()
            if each.findings.file == inside and inside not in SHARED.values()
        ]
        if not found:
            raise _Unfit(f"{from_here(file)} is no scenario; give a scenario file, or the folder of a pack.")
        return found[0]

    def place(self, file: str, path: tuple[str | int, ...]) -> _Place:
        """Where a value stands: in the file of the scenario ``file``, or in ``cast`` or ``memories``."""
        found = self._by_id()[file]
        name = found.findings.file
        shown = from_here(self.root / name) if self._prefix is None else self._prefix + name
        return _Place(shown, *found.place(path))

    def _by_id(self) -> dict[str, Converted[Any]]:
        if self._files is None:
            data = self._bytes()
            self._files = {}
            for name in data:
                reading = read(data[name], name)
                root = reading.root.items.get("id") if isinstance(reading.root, Mapping) else None
                if name not in SHARED.values() and isinstance(root, Scalar):
                    self._files[clean(root.text)] = Converted(
                        None, Findings(name), partial(read, data[name], name)
                    )
            for shared in ("cast", "memories"):
                name = SHARED[shared]
                self._files[f"{shared}/"] = Converted(
                    None, Findings(name), partial(read, data.get(name, b""), name)
                )
        return self._files

    def _bytes(self) -> dict[str, bytes]:
        return layer_of(self.root, Cache(None)).gathered.data


class _File(_Side):
    """A scenario file, with the shared files of the pack that it lies in, or of the one that comes along."""

    def __init__(self, path: Path) -> None:
        """Raises ``_Unfit`` for a file that cannot be played."""
        draft = Draft(path)
        loaded = draft.load()
        if loaded.pack is None:
            error = next(finding for finding in loaded.findings if finding.severity == "error")
            raise _Unfit(f"{from_here(path)} has mistakes, so it cannot be compared; the first is {error}")
        self.root, self.name, self.pack = draft.root, from_here(path), loaded.pack
        self._path, self._prefix, self._files = path, None, None

    def _bytes(self) -> dict[str, bytes]:
        whole = os.path.abspath(self._path)  # noqa: PTH100  a link keeps its name, and '..' goes
        return {
            **layer_of(self.root, Cache(None), scenarios=False).gathered.data,
            whole: self._path.read_bytes(),
        }


def _root_of(path: Path) -> tuple[Path, Path]:
    """The pack that a file lies in, and the file. Raises ``_Unfit``."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  a link keeps its name, and '..' goes
    root = pack_around(whole)
    if root is None:
        raise _Unfit(f"{from_here(path)} lies in no pack. Give --against the scenario file as it was.")
    return root, whole


def _old(root: Path, given: str, folder: Path) -> _Side:
    if not given.strip() or "\0" in given:
        raise _Unfit("--against names nothing. Give it a folder, or a git revision such as HEAD~1.")
    path = Path(given)
    if is_folder(path):
        return _Side(path, from_here(path))
    if exists(path):
        raise _Unfit(f"{from_here(path)} is a file; give --against the folder of a pack, or a git revision.")
    check_out(root, given, folder)
    return _Side(folder, excerpt(given), f"{excerpt(given)}:")


def _place(edit: Edit, comparison: Comparison, old: _Side, new: _Side) -> _Place:
    side = old if edit.gone else new
    return side.place(comparison.scenario if edit.file == "scenario" else f"{edit.file}/", edit.path)


# --- telling -----------------------------------------------------------------------------------------


def _summary(comparison: Comparison) -> str:
    """One line for a scenario."""
    said = f"{comparison.scenario}: {counted(len(comparison.edits), 'edit')}; "
    runs = f"{counted(comparison.tried, 'run')} tried"
    if comparison.moved:
        far = f"at most {counted(comparison.lost, 'decision')}, to scene {comparison.scene!r}"
        return f"{said}saves in progress go back {far} ({comparison.moved} of {runs})"
    return f"{said}every save stays where it is" + (f" ({runs})" if comparison.tried else "")


def _total(counts: Counter[Verdict]) -> str:
    parts = [f"{counted(counts[v], 'edit')} {_DOES[v][counts[v] != 1]}" for v in WORST if counts[v]]
    return ", ".join(parts) or "no edits"


def _fields(comparison: Comparison, edits: list[tuple[_Place, Edit]]) -> dict[str, Any]:
    return {
        "scenario": comparison.scenario,
        "verdict": comparison.verdict,
        "tried": comparison.tried,
        "moved": comparison.moved,
        "lost": comparison.lost,
        "scene": comparison.scene,
        "edits": [
            {
                **place._asdict(),
                "verdict": edit.verdict,
                "kind": edit.kind,
                "sentence": edit.sentence,
                "lost": edit.lost,
                "proved": edit.proved,
            }
            for place, edit in edits
        ],
    }
