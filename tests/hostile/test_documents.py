"""Every format that a document can be written in, found in the package: a new one is among them by itself."""

from __future__ import annotations

import importlib
import io
import pkgutil
import zipfile
from collections.abc import Callable, Iterator
from typing import get_args

import pytest

import ladderquest.documents
from ladderquest.documents.document import (
    AnyPart,
    Bullets,
    Document,
    Entries,
    Heading,
    Paragraph,
    Role,
    Table,
)
from tests.hostile.payloads import ARABIC, HEBREW, LONG, PAYLOADS, obeyed

Writer = Callable[[Document], str | bytes]
NO_FORMATS = {"document", "prose", "reader"}
"""Modules of the package that are no format: what a document is, how prose is made ready for one, and how one
is read."""


def formats() -> dict[str, Writer]:
    """Every format by name: the module ``documents.text`` has ``to_text``, and so with all of them."""
    found = {}
    for module in pkgutil.iter_modules(ladderquest.documents.__path__):
        if module.name not in NO_FORMATS:
            loaded = importlib.import_module(f"ladderquest.documents.{module.name}")
            found[module.name] = getattr(loaded, f"to_{module.name}")
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


@pytest.mark.parametrize("name", formats())
def test_no_format_lets_a_payload_through(name: str) -> None:
    write = formats()[name]
    for what, payload in [*PAYLOADS.items(), ("10,000 letters", LONG), ("half a character", "a\ud83db")]:
        text = f"{payload} {HEBREW} {ARABIC}"
        for part in parts(text):
            said = (
                "\n".join(texts_in(write(Document(text, (part,))))).replace("\r\n", "\n").replace("\t", " ")
            )
            assert obeyed(said) == [], (what, type(part).__name__)
            assert HEBREW in said, (what, type(part).__name__)
            assert ARABIC in said, (what, type(part).__name__)


def test_the_formats_are_found() -> None:
    assert "text" in formats()
