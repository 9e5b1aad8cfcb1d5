"""Where packs are: the one that comes along, and those that are installed as Python packages.

A distribution offers a pack by an entry point of the group ``ladderquest.packs``: its name is the id of the
pack, its value a package whose folder, or whose ``content/``, holds ``pack.yaml``. Nothing of the package is
imported: a pack is data, and code that fails at import must not stop a game. ``importlib.metadata`` is
loaded by the functions that need it, since it costs several times what an interpreter does.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ladderquest.pack.files import MANIFEST, is_file
from ladderquest.pack.findings import excerpt
from ladderquest.pack.text import clean, nearest

if TYPE_CHECKING:
    from importlib.metadata import Distribution

__all__ = [
    "GROUP",
    "SHIPPED",
    "Installed",
    "UnknownPack",
    "content_root",
    "installed_packs",
    "pack_around",
    "pack_root",
]

SHIPPED = "ladderquest"
"""The id of the pack that comes along."""

GROUP = "ladderquest.packs"

_PACKAGE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)


class Installed(NamedTuple):
    """A pack that an installed distribution offers. ``root`` is its folder; None if there is a ``problem``,
    which is one sentence."""

    id: str
    distribution: str
    version: str
    root: Path | None
    problem: str = ""


class UnknownPack(LookupError):
    """No pack can be found by this id. The message is one sentence; ``nearest`` the id probably meant."""

    def __init__(self, message: str, close: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.nearest = close

    def __str__(self) -> str:
        return f"{self.message} (did you mean {self.nearest}?)" if self.nearest else self.message


def content_root() -> Path:
    """The folder of the pack that comes with the program: installed beside it, or in the checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "content"
    return installed if installed.is_dir() else package.parents[1] / "content"


def pack_around(path: Path) -> Path | None:
    """The folder of the pack that a file or a folder lies in, itself included; None if it lies in none."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100  a link keeps its name, and '..' goes
    return next((folder for folder in (whole, *whole.parents) if is_file(folder / MANIFEST)), None)


def pack_root(pack_id: str) -> Path:
    """The folder of the pack that is called ``pack_id``. Raises ``UnknownPack``."""
    if pack_id == SHIPPED:
        return content_root()
    packs = installed_packs()
    found = next((pack for pack in packs if pack.id == pack_id), None)
    if found is None:
        close = nearest(pack_id, [SHIPPED, *(pack.id for pack in packs)])
        raise UnknownPack(f"no pack {excerpt(pack_id)!r} is installed", close)
    if found.root is None:
        raise UnknownPack(f"the installed pack {pack_id!r} cannot be used: {found.problem}")
    return found.root


def installed_packs() -> list[Installed]:
    """Every pack that is offered, sound or not, by id. Never raises for what distributions say."""
    offers = sorted(_offers())
    count = Counter(name for name, _, _, _ in offers)
    packs = []
    for name, distribution, version, value in offers:
        root, problem = None, ""
        if not name:
            problem = value  # what is wrong with the list itself
        elif name == SHIPPED:
            problem = f"{SHIPPED!r} is the id of the pack that comes along; it must be called something else"
        elif count[name] > 1:
            others = sorted(offer[1] for offer in offers if offer[0] == name)
            problem = f"{' and '.join(others)} offer a pack of this id; uninstall all but one"
        else:
            root, problem = _located(value)
        packs.append(Installed(name or "?", distribution, version, root, clean(problem, lines=False)))
    return packs


def _offers() -> Iterator[tuple[str, str, str, str]]:
    """Name, distribution, version and value of every entry point of the group."""
    from importlib.metadata import distributions

    seen = set()
    for distribution in distributions():
        text = None
        with suppress(OSError, ValueError):  # unreadable, or not UTF-8: another package's trouble
            text = distribution.read_text("entry_points.txt")
        if not text or GROUP not in text:  # the lists of all others are not even parsed
            continue
        owner, version = _named(distribution)
        if owner in seen:
            continue  # the same one once more, further down the path
        seen.add(owner)
        for name, value in _entries(text):
            yield excerpt(name, 60), owner, version, value


def _named(distribution: Distribution) -> tuple[str, str]:
    """Name and version, as far as the metadata can be read."""
    name = version = None
    with suppress(OSError, ValueError, KeyError, LookupError):
        name, version = distribution.metadata["Name"], distribution.metadata["Version"]
    return excerpt(str(name or "a package without a name"), 60), excerpt(str(version or "?"))


def _entries(text: str) -> list[tuple[str, str]]:
    """The entry points of our group; one without a name says what is wrong with the list."""
    from configparser import ConfigParser, Error

    parser = ConfigParser(delimiters=("=",), interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[method-assign, assignment]  # names keep their capitals
    try:
        parser.read_string(text)
    except Error:
        return [("", "its entry_points.txt cannot be read")]
    return list(parser.items(GROUP)) if parser.has_section(GROUP) else []


def _located(value: str) -> tuple[Path | None, str]:
    """The folder that an entry point leads to, or what is wrong with it."""
    from importlib.util import find_spec

    said = excerpt(value, 80)
    if not _PACKAGE.fullmatch(value):
        return None, f"its entry point says {said!r}; it must name a package, as in acme_ladderquest"
    top, *inner = value.split(".")
    try:
        spec = find_spec(top)  # of a name without dots, which imports nothing
    except (ImportError, AttributeError, ValueError):
        spec = None
    if spec is None:
        return None, f"its entry point names {said!r}, and there is no such package"
    if spec.submodule_search_locations is None:
        return None, f"its entry point names {said!r}, which is a single file; it must be a package"
    folders = [Path(folder, *inner) for folder in spec.submodule_search_locations]
    for folder in folders:
        for root in (folder, folder / "content"):
            with suppress(OSError):
                if (root / MANIFEST).is_file():
                    return root, ""
    return None, f"there is no {MANIFEST} in the package {said} or in its content/"
