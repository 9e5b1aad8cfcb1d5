"""An entry of the evidence journal as it is filled in: what each field asks for, and what is wrong with what
was typed there, a sentence a field."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from ladderquest.growth.days import day_of
from ladderquest.growth.work import Evidence
from ladderquest.pack.text import clean

MOST = 4_000
"""Characters that fit into a field."""

NO_ITEM = "It names no gate item yet: choose at least one that it is evidence for."
NOTHING_DONE = "Say what you did, or what came of it: one of the two is what makes it evidence."


class Asked(NamedTuple):
    """A field of an entry: its name in ``Typed``, its label, what to write there, and whether that may take
    several lines."""

    name: str
    label: str
    asks: str
    lines: bool = False


FIELDS = (
    Asked("day", "Day", "when it happened: 2026-01-31, today, yesterday"),
    Asked("context", "Context", "what was going on, and why it mattered", lines=True),
    Asked("role", "My role", "what was yours to do, and what was not", lines=True),
    Asked("did", "What I did", "in the order in which it happened", lines=True),
    Asked("outcome", "Outcome or number", "what changed, by how much, who says so", lines=True),
    Asked("link", "Link", "https://… to a pull request, a document, a dashboard"),
    Asked("people", "People", "who was there and would say the same"),
)
"""Every field, in the order in which it is asked for."""


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it stands in a form: ids of gate items, and every field as it was typed."""

    items: tuple[str, ...]
    day: str = ""
    context: str = ""
    role: str = ""
    did: str = ""
    outcome: str = ""
    link: str = ""
    people: str = ""


def as_typed(entry: Evidence) -> Typed:
    """A kept entry, to be edited."""
    return Typed(items=entry.items, **{field.name: getattr(entry, field.name) for field in FIELDS})


def problem(name: str, typed: str, today: date) -> str:
    """What is wrong with what was typed into one field, in a sentence; "" if nothing is."""
    text = clean(typed).strip()
    if len(text) > MOST:
        return (
            f"This is {len(text):,} characters long, and {MOST:,} fit. Keep what proves it, and put a link "
            "to the rest."
        )
    if name == "day":
        try:
            day_of(text, today)
        except ValueError as error:
            return str(error)
    return _link_problem(text) if name == "link" else ""


def problems(typed: Typed, today: date) -> dict[str, str]:
    """Field -> what is wrong with it, in the order of the form (``items`` first); empty for an entry that can
    be kept."""
    found = {"items": "" if typed.items else NO_ITEM}
    found |= {field.name: problem(field.name, getattr(typed, field.name), today) for field in FIELDS}
    if not (typed.did.strip() or typed.outcome.strip()):
        found["did"] = found["did"] or NOTHING_DONE
    return {name: sentence for name, sentence in found.items() if sentence}


def evidence_of(typed: Typed, before: Evidence, *, today: date, changed: str) -> Evidence:
    """``before`` with what was typed in place of its fields; everything else of it stays, ``id``, ``run`` and
    ``seq`` too. Raises ``ValueError`` with the first sentence of ``problems``, if there is any."""
    for sentence in problems(typed, today).values():
        raise ValueError(sentence)
    texts = {
        field.name: clean(getattr(typed, field.name).strip(), lines=field.lines).strip() for field in FIELDS
    }
    texts["day"] = day_of(typed.day, today).isoformat()
    return msgspec.structs.replace(before, items=tuple(dict.fromkeys(typed.items)), changed=changed, **texts)


def _link_problem(link: str) -> str:
    if not link:
        return ""
    if link.casefold().startswith("www."):
        return f"A link begins with https:// or http://: type https://{_start(link)}."
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    sound = parts.scheme in ("http", "https") and any(character.isalnum() for character in host)
    if sound and not any(character.isspace() for character in link):
        return ""
    return (
        f"'{_start(link)}' is no link: paste one that begins with https:// or http:// and names a host, as "
        "in https://example.org/pull/7, or leave it empty."
    )


def _start(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST // 100 else line[: MOST // 100] + "…"
