"""Every format that a document can be written in, found in the package: a new one is among them by itself."""

from __future__ import annotations

import importlib
import io
import pkgutil
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from inspect import signature
from typing import get_args

import pytest

import ladderquest.documents
from ladderquest.documents.document import (
    AnyPart,
    Bullets,
    Dated,
    Dates,
    Document,
    Entries,
    Heading,
    Paragraph,
    Role,
    Table,
)
from ladderquest.documents.formats import FORMATS, misfit
from tests.hostile.payloads import ARABIC, HEBREW, LONG, PAYLOADS, obeyed

Writer = Callable[[Document], str | bytes]
NO_FORMATS = {"document", "prose", "reader", "formats"}
"""Modules of the package that are no format: what a document is, how prose is made ready for one, how one is
read, and the list of the formats."""
NOW = datetime(2026, 11, 25, 18, 30, tzinfo=UTC)


def formats() -> dict[str, Writer]:
    """Every format by name: the module ``documents.text`` has ``to_text``, and so with all of them."""
    found = {}
    for module in pkgutil.iter_modules(ladderquest.documents.__path__):
        if module.name not in NO_FORMATS:
            loaded = importlib.import_module(f"ladderquest.documents.{module.name}")
            write = getattr(loaded, f"to_{module.name}")
            found[module.name] = partial(write, now=NOW) if "now" in signature(write).parameters else write
    return found


def parts(text: str) -> tuple[AnyPart, ...]:
    """Every part that there is, with ``text`` everywhere in it."""
    found: tuple[AnyPart, ...] = (
        Heading(1, text),
        Heading(2, text),
        *(Paragraph(f"{text}\n\n  {text}\n{text}", role) for role in get_args(Role)),
        Bullets((text, f"{text} {text}")),
        Entries(((text, text), ("", text))),
        Table((text, text), ((text, text), (text, ""))),
        Table((text,) * 30, ((text,) * 30,)),
        Dates((Dated(text, "2026-11-25", text, f"{text}\n\n  {text}"), Dated("x", "2026-11-26", text))),
    )
    assert {type(part) for part in found} == set(get_args(AnyPart))
    return found


def texts_in(made: str | bytes) -> Iterator[str]:
    """What can be read in a written document; an office format is an archive of files."""
    if isinstance(made, str):
        yield made
    elif zipfile.is_zipfile(io.BytesIO(made)):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    yield archive.read(name).decode("utf-8")
    else:
        yield made.decode("utf-8")


def lines_of(said: str) -> str:
    """Line breaks as they are here; a line that a calendar has folded is one line."""
    return re.sub("\r\n ", "", said).replace("\r\n", "\n").replace("\t", " ")


@pytest.mark.parametrize("name", formats())
def test_no_format_lets_a_payload_through(name: str) -> None:
    write = formats()[name]
    # what an office format brings along whatever is in it (styles, a theme) is read once
    frame = [] if FORMATS[name].wants else list(texts_in(write(Document("", ()))))
    assert obeyed(lines_of("\n".join(frame))) == []
    known = set(frame)
    for what, payload in [*PAYLOADS.items(), ("10,000 letters", LONG), ("half a character", "a\ud83db")]:
        text = f"{payload} {HEBREW} {ARABIC}"
        for part in parts(text):
            document = Document(text, (part,))
            if misfit(document, FORMATS[name]):
                continue  # a table that needs one, a calendar that needs a date
            said = lines_of("\n".join(text for text in texts_in(write(document)) if text not in known))
            assert obeyed(said) == [], (what, type(part).__name__)
            assert HEBREW in said, (what, type(part).__name__)
            assert ARABIC in said, (what, type(part).__name__)


def test_the_formats_are_found() -> None:
    assert formats().keys() == FORMATS.keys()
    for name, write in formats().items():
        texts = "\n".join(texts_in(write(Document("T", parts("x")))))
        assert "x" in texts, name
