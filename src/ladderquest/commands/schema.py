"""``schema``: what an editor, or with ``--markdown`` a person, needs to know of the files of a pack."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from ladderquest.authoring.reference import format_reference
from ladderquest.authoring.schema import KINDS, file_schema
from ladderquest.commands.output import complain, from_here
from ladderquest.pack.text import clean, nearest

USAGE = 2


def schema(arguments: Namespace) -> int:
    """Print the schema of ``arguments.kind``, or write it (with ``--all`` all of them) to ``--output``; with
    ``--markdown`` the reference of all kinds."""
    kind: str | None = arguments.kind
    output: str | None = arguments.output
    if output is not None and (not output.strip() or "\0" in output):
        complain("-o names nothing. Give it a file, or with --all a folder.")
        return USAGE
    if arguments.markdown:
        if kind is not None or arguments.all:
            complain("--markdown tells of every kind of file: name none, and leave out --all.")
            return USAGE
        return _told(format_reference(), output)
    if arguments.all:
        if kind is not None or output is None:
            complain("--all writes every schema: name no kind, and give a folder, as in `--all -o schema`.")
            return USAGE
        return _write({Path(output) / f"{each}.json": _text(each) for each in KINDS})
    kind = kind or next(iter(KINDS))
    if kind not in KINDS:
        close = nearest(kind, KINDS)
        hint = f" (did you mean {close}?)" if close else f"; there is {', '.join(KINDS)}"
        complain(f"there is no kind of file {clean(kind, lines=False)!r}{hint}")
        return USAGE
    return _told(_text(kind), output)


def _told(text: str, output: str | None) -> int:
    if output is None:
        print(text, end="")
        return 0
    return _write({Path(output): text})


def _text(kind: str) -> str:
    return json.dumps(file_schema(kind), indent=1) + "\n"


def _write(files: dict[Path, str]) -> int:
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            complain(f"{from_here(path)} cannot be written: {error.strerror or 'unknown reason'}.")
            return USAGE
        print(f"Written: {from_here(path)}")
    return 0
