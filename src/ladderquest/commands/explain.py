"""``explain``: what a code of ``check`` means, with an example, and what to do."""

from __future__ import annotations

import shutil
from argparse import Namespace
from typing import Any

from ladderquest.authoring.diagnostics import CODES, is_adjustable
from ladderquest.authoring.pages import FAMILIES, document_of, family_of, meant, page_of
from ladderquest.commands.output import complain, print_json
from ladderquest.documents.text import NARROWEST, to_text
from ladderquest.pack.findings import excerpt
from ladderquest.pack.text import nearest

USAGE = 2
_WIDEST = 80


def explain(arguments: Namespace) -> int:
    """Print the page of ``arguments.code``, or the list of codes."""
    if arguments.code is None:
        _list(json=arguments.json)
        return 0
    code = meant(arguments.code)
    if code is None:
        said = excerpt(arguments.code.strip())
        close = nearest(said if said[:2].upper() == "LQ" else f"LQ{said}", CODES)
        hint = f" (did you mean {close}?)" if close else ""
        complain(f'there is no code "{said}"{hint}; `ladderquest explain` lists them.')
        return USAGE
    try:
        page = page_of(code)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        complain(f"the page of {code} ({CODES[code].title}) cannot be read: {reason}.")
        return USAGE
    if arguments.json:
        print_json({**_fields(code), "page": page})
    else:
        columns = shutil.get_terminal_size((_WIDEST, 24)).columns
        print(to_text(document_of(page), max(NARROWEST, min(_WIDEST, columns))), end="")
    return 0


def _list(*, json: bool) -> None:
    """All codes with their titles, a family after the other."""
    if json:
        print_json({"codes": [_fields(code) for code in sorted(CODES)]})
        return
    for family, about in FAMILIES.items():
        print(f"{family}xx: {about}")
        print()
        for code in sorted(CODES):
            if family_of(code) == family:
                print(f"  {code}  {CODES[code].severity:7}  {CODES[code].title}")
        print()
    print("`ladderquest explain CODE` prints the page of one.")


def _fields(code: str) -> dict[str, Any]:
    return {
        "code": code,
        "title": CODES[code].title,
        "severity": CODES[code].severity,
        "adjustable": is_adjustable(code),
    }
