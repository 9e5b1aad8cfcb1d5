"""Nothing of the four sources is missing, and nothing stands in the pack that is in none of them:
``sources.yaml`` beside this file says of each fact where it lives."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from ladderquest.pack.codex import Article, Entry, Shelf
from ladderquest.pack.loader import content_root, load_pack
from ladderquest.pack.model import Pack
from ladderquest.pack.reference_checks import FIGURE
from tests.authoring.files import file_value

TABLE: dict[str, dict[str, list[tuple[str, str, str]]]] = file_value(Path(__file__).with_name("sources.yaml"))
SECTIONS = [(source, section) for source, sections in TABLE.items() for section in sections]
OURS = "ours"


class Place(NamedTuple):
    """What stands somewhere, figures put in, and the sources that are named there."""

    text: str
    sources: frozenset[str]


@cache
def pack() -> Pack:
    loaded = load_pack(content_root())
    assert loaded.pack is not None, [str(finding) for finding in loaded.findings]
    return loaded.pack


def strings(value: Any) -> Iterator[str]:
    """Every text in a value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from strings(each)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from strings(getattr(value, name))


def text_of(value: Any) -> str:
    says = {figure.id: figure.says for figure in pack().codex.figures}
    return " ".join(FIGURE.sub(lambda found: says[found[1]], " ".join(strings(value))).split())


@cache
def places() -> dict[str, Place]:
    ladder, codex, placement = pack().ladder, pack().codex, pack().placement
    found: dict[str, Place] = {}

    def add(name: str, value: Any, *sources: str) -> None:
        assert name not in found
        found[name] = Place(text_of(value), frozenset(sources))

    groups: dict[str, tuple[Any, ...]] = {
        "level": ladder.levels, "trap": ladder.traps, "figure": codex.figures,
        "roadblock": codex.roadblocks, "management": codex.ranks, "dimension": codex.dimensions,
    }  # fmt: skip
    for kind, several in groups.items():
        for each in several:
            add(f"{kind}:{each.id}", each, each.source)
    for phase in ladder.phases:
        add(f"phase:{phase.id}", phase, phase.source)
        for row in phase.contrasts:
            add(f"phase:{phase.id}/{row.dimension}", row, phase.source)
        for item in phase.gate:
            add(f"gate:{item.id}", item, phase.source)
    for group in codex.milestones:
        add(f"milestones:{group.id}", group, group.source)
        for milestone in group.items:
            add(f"milestones:{group.id}/{milestone.id}", milestone, group.source)
    for grade in codex.grades:
        for field, source in grade.sources.items():
            add(f"grade:{grade.id}.{field}", getattr(grade, field), source)
    for shelf in codex.shelves:
        add(f"shelf:{shelf.id}", shelf.about, shelf.source)
        for entry in shelf.entries:
            add(f"shelf:{shelf.id}/{entry.id}", entry, entry.source or shelf.source)
    for article in codex.articles:
        add(f"article:{article.id}", article, *article.sources)
    add("placement:intro", placement.intro, placement.source)
    for question in placement.questions:
        add(f"placement:{question.id}", question, placement.source)
    for route in placement.routes:
        add(f"placement:{route.least}-{route.most}", route, placement.source)
    return found


@pytest.mark.parametrize(("source", "section"), SECTIONS, ids=lambda name: re.sub(r"\W+", "-", name))
def test_every_fact_stands_where_the_table_says(source: str, section: str) -> None:
    wrong = [
        (fact, place, says)
        for fact, place, says in TABLE[source][section]
        if place not in places() or says not in places()[place].text or source not in places()[place].sources
    ]
    assert wrong == [], "no such place, or not those words there, or another source is named there"


def test_every_source_has_its_rows() -> None:
    assert {source.id for source in pack().ladder.sources} == {*TABLE, OURS}


def test_no_fact_stands_in_the_table_twice() -> None:
    for sections in TABLE.values():
        rows = [(place, says) for section in sections.values() for _, place, says in section]
        assert len(rows) == len(set(rows))


def test_nothing_stands_in_the_pack_that_no_row_accounts_for() -> None:
    """The other way round: what claims a source is in that source's list. The text that introduces a shelf
    may be ours."""
    named = {place for sections in TABLE.values() for rows in sections.values() for _, place, _ in rows}
    introductions = {f"shelf:{shelf.id}" for shelf in pack().codex.shelves}
    unaccounted = {
        name for name, place in places().items() if place.sources != {OURS} and name not in named
    } - introductions
    assert unaccounted == set()


def size(path: str) -> int:
    """How many things there are, by ``kind`` or ``kind:id`` of what holds them."""
    if path.startswith("phase:") or path.startswith("milestones:") or path.startswith("shelf:"):
        return sum(name.startswith(f"{path}/") for name in places())
    return sum(re.match(rf"{path}:[^/.]*$", name) is not None for name in places())


@pytest.mark.parametrize(
    ("path", "count"),
    {
        "level": 5, "trap": 23, "roadblock": 5, "management": 5, "phase": 4, "gate": 17, "milestones": 2,
        "phase:1": 3, "phase:2": 3, "phase:3": 4, "phase:4": 4,
        "milestones:senior-early": 4, "milestones:senior-late": 4,
        "shelf:bridges": 4, "shelf:patterns": 7, "shelf:companies": 5, "shelf:software-and-ai": 7,
        "shelf:tracks": 3, "shelf:management-or-not": 5, "shelf:habits": 5, "shelf:skill-stack": 4,
        "shelf:questions": 7, "dimension": 4, "shelf:tenures": 6, "shelf:steps": 3, "shelf:pay": 4,
    }.items(),
    ids=str,
)  # fmt: skip
def test_lists_are_as_long_as_in_the_sources(path: str, count: int) -> None:
    assert size(path) == count


def test_gates_have_four_four_five_and_four_lines() -> None:
    assert [len(phase.gate) for phase in pack().ladder.phases] == [4, 4, 5, 4]


def test_grades_go_from_l3_to_l8_and_leave_empty_what_no_source_says() -> None:
    grades = pack().codex.grades
    assert [grade.grade for grade in grades] == ["L3", "L4", "L5", "L6", "L7", "L8+"]
    told = {"scope", "autonomy", "impact", "influence", "experience", "title"}
    more = {"reach", "project", "differentiator", "blocker"}
    for grade in grades:
        filled = {name for name in told | more if getattr(grade, name)}
        assert filled == set(grade.sources) == (told if grade.id == "l8" else told | more)
        assert grade.sources["influence"] == OURS


# --- figures -----------------------------------------------------------------------------------------


def written() -> dict[str, str]:
    """The texts that name figures, as they stand in the files: the codex without the figures themselves, and
    without the milestones, whose months are their own."""
    codex = pack().codex
    held = {
        name: getattr(codex, name)
        for name in codex.__struct_fields__
        if name not in ("figures", "milestones")
    }
    return {
        f"{name}:{each.id}": " ".join(" ".join(strings(each)).split())
        for name, several in held.items()
        for each in several
    }


def test_every_figure_is_named_by_another_text() -> None:
    named = {found for text in written().values() for found in FIGURE.findall(text)}
    assert named == {figure.id for figure in pack().codex.figures}


def test_a_figure_is_quoted_once() -> None:
    again = [
        (figure.says, name)
        for figure in pack().codex.figures
        for name, text in written().items()
        if re.search(rf"(?<!\w){re.escape(figure.says)}(?!\w)", text, re.IGNORECASE)
    ]
    assert again == [], "name it as {figure.<id>}"


def test_the_years_of_a_level_are_those_of_the_figures() -> None:
    """``levels.yaml`` is shown where figures are not looked up, so its years stand there once more."""
    says = {figure.id: figure.says for figure in pack().codex.figures}
    grades = {grade.level: grade.id for grade in pack().codex.grades}
    for level in pack().ladder.levels:
        figures = says[f"tenure-{level.id}"], says[f"experience-{grades[level.id]}"]
        assert re.findall(r"\d+", level.tenure) == re.findall(r"\d+", " ".join(figures))


def test_amounts_and_shares_stand_among_the_figures_only() -> None:
    amount = re.compile(r"\$\s?\d|\d\s?%")
    assert [name for name, text in written().items() if amount.search(text)] == []


# --- form --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shelf", pack().codex.shelves, ids=lambda shelf: shelf.id)
def test_a_shelf_is_filled_and_a_table_has_the_same_columns_in_every_row(shelf: Shelf) -> None:
    columns: Callable[[Entry], list[str]] = lambda entry: [point.label for point in entry.points]  # noqa: E731
    assert all(entry.text or entry.points for entry in shelf.entries)
    if shelf.table:
        assert all(not entry.text and columns(entry) == columns(shelf.entries[0]) for entry in shelf.entries)


@pytest.mark.parametrize("article", pack().codex.articles, ids=lambda article: article.id)
def test_an_article_keeps_to_the_markdown_that_can_be_shown(article: Article) -> None:
    assert not re.search(r"[*`<>]|\]\(|^#(?!# )", article.text, re.MULTILINE)
    for paragraph in article.text.split("\n\n"):
        assert len(paragraph.split()) < 90 or paragraph.startswith(("-", "|"))
    assert article.see
