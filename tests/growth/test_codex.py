"""The codex: pages of a pack that lead to each other, a search through them, levels side by side."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from ladderquest.documents.document import Table
from ladderquest.documents.text import to_text
from ladderquest.growth.codex import (
    KINDS,
    Index,
    Page,
    UnknownRung,
    as_document,
    build,
    comparison,
    find,
    placed_at,
    rung_named,
    rungs,
    search,
    suggestions,
)
from ladderquest.pack.codex import Codex
from ladderquest.pack.loader import load_pack
from ladderquest.pack.model import Pack
from ladderquest.pack.reference_checks import LINKED
from ladderquest.pack.text import width
from tests.cli.terminal import ROOT, SAMPLE
from tests.pack.reference import load_with_reference


@cache
def shipped() -> Pack:
    """What the game comes with."""
    loaded = load_pack(ROOT / "content")
    assert loaded.pack is not None
    return loaded.pack


@cache
def small() -> Pack:
    """One of everything."""
    with TemporaryDirectory() as folder:
        return load_with_reference(Path(folder))


@cache
def bare() -> Pack:
    """A pack without anything to look up beside its ladder."""
    loaded = load_pack(SAMPLE)
    assert loaded.pack is not None
    return loaded.pack


PACKS = {"shipped": shipped, "small": small, "bare": bare}
every_pack = pytest.mark.parametrize("name", PACKS)


def page(name: str, index: Index | None = None) -> Page:
    return (index or build(small())).pages[name]


def said(page: Page) -> str:
    return " ".join(to_text(as_document(page), 100).split())


# --- pages ---------------------------------------------------------------------------------------


@every_pack
def test_every_link_leads_to_a_page_by_its_title_and_each_once(name: str) -> None:
    index = build(PACKS[name]())
    for each in index.pages.values():
        targets = [link.to for link in each.links]
        assert len(set(targets)) == len(targets)
        assert each.to not in targets
        for link in each.links:
            assert index.pages[link.to].title == link.title
            assert link.what


@every_pack
def test_every_page_can_be_reached_from_the_parts(name: str) -> None:
    index = build(PACKS[name]())
    reached: set[str] = set()
    ahead = [group.to for group in index.groups]
    while ahead:
        to = ahead.pop()
        if to not in reached:
            reached.add(to)
            ahead += [link.to for link in index.pages[to].links]
    assert reached == index.pages.keys()


@every_pack
def test_everything_that_a_text_of_the_pack_links_to_has_a_page(name: str) -> None:
    pack = PACKS[name]()
    index = build(pack)
    seen = [
        *(link for shelf in pack.codex.shelves for link in shelf.see),
        *(link for shelf in pack.codex.shelves for entry in shelf.entries for link in entry.see),
        *(link for article in pack.codex.articles for link in article.see),
    ]
    assert [link for link in seen if link not in index.pages and link != "phase:0"] == []


def test_there_is_a_word_for_every_kind_of_page_that_a_link_may_name() -> None:
    assert set(LINKED) <= KINDS.keys()


@every_pack
@pytest.mark.parametrize("wide", [40, 57, 72, 80, 100])
def test_every_page_fits_its_width_and_names_no_figure_by_its_id(name: str, wide: int) -> None:
    for each in build(PACKS[name]()).pages.values():
        text = to_text(as_document(each), wide)
        assert max(map(width, text.splitlines())) <= wide, each.to
        assert "{figure." not in text, each.to
        assert "\n" not in each.title + each.about
        assert each.about, each.to
        assert each.sources or each.kind in ("group", "source", "scenario"), each.to


def test_a_pack_without_a_reference_shelf_has_the_pages_of_its_ladder() -> None:
    kinds = {each.kind for each in build(bare()).pages.values()}
    assert kinds == {"group", "level", "phase", "gate", "family", "trap", "scenario", "source"}


def test_a_trap_leads_to_where_it_lives_and_to_what_it_can_come_up_in() -> None:
    trap = page("trap:lone-wolf")
    assert {link.to: link.what for link in trap.links} == {
        "family:alone-or-waiting": "Family",
        "phase:1": "Phase where it lives",
        "scenario:tiny": "Story in which it can come up",
        "exercise:one-question": "Exercise",
        "level:junior": "Level at which it is met",
        "level:mid": "Level at which it is met",
        "shelf:companies": "Shelf",
        "article:reasons": "Article",
    }
    told = said(trap)
    assert "How it works Asking has looked like weakness before." in told
    assert "When it is right Everybody who knows is asleep" in told
    assert "Met at Junior and Mid" in told
    assert "Source: Notes for the sample pack, 2026." in told


def test_a_gate_item_leads_to_what_practises_it() -> None:
    links = {link.to: link.what for link in page("gate:ask-early").links}
    assert links["scenario:tiny"] == "Story that practises it"
    assert links["exercise:one-question"] == "Exercise that practises it"
    assert "Only evidence from your work ticks it" in said(page("gate:ask-early"))


def test_a_story_tells_nothing_that_would_give_it_away() -> None:
    scenario = small().scenarios[0]
    text = to_text(as_document(page("scenario:tiny")))
    for secret in (
        *(ending.title for ending in scenario.endings),
        *(block.text for world in scenario.worlds for block in world.reveals),
        *(trap.title for trap in small().ladder.traps),
    ):
        assert secret not in text
    assert not any(link.to.startswith("trap:") for link in page("scenario:tiny").links)
    assert "Its traps stand here when you have played it to an end." in " ".join(text.split())


def test_a_story_that_was_played_to_an_end_leads_to_its_traps() -> None:
    played = page("scenario:tiny", build(small(), {"tiny"}))
    assert {link.to for link in played.links if link.to.startswith("trap:")} == {
        "trap:lone-wolf",
        "trap:execution-speed",
    }
    assert "stand here when" not in said(played)


def test_an_exercise_says_what_it_asks_and_keeps_its_hints_and_its_model() -> None:
    told = said(page("exercise:one-question"))
    assert "Whom would you ask?" in told
    assert "Five minutes to write; said aloud, 60 seconds." in told
    assert "secret" not in told
    assert "It is short." not in told


def test_a_figure_stands_in_the_text_and_its_source_below() -> None:
    grade, management = page("grade:l3"), page("management:track")
    assert "Experience 0 to 2 years" in said(grade)
    assert grade.sources == (
        "Notes for the sample pack, 2026 (experience, scope, autonomy, impact)",
        "Other notes, undated",
    )
    assert "5 to 8 people" in said(management)
    assert "Years of an L3 0 to 2 years" in said(page("source:other-notes"))


def test_a_figure_that_is_not_there_stays_as_it_was_written() -> None:
    pack = structs.replace(small(), codex=structs.replace(small().codex, figures=()))
    assert "{figure.years}" in said(page("article:reasons", build(pack)))


def test_an_article_is_read_as_markdown() -> None:
    text = to_text(as_document(page("article:reasons"), links=False))
    assert "What helps\n----------\n\n- Ask early, in one sentence.\n- Write it down.\n" in text
    assert "level  what\n-----  -------\nMid    reasons\n" in text


def test_a_table_of_a_shelf_is_one_and_entries_of_a_list_have_pages() -> None:
    index = build(small())
    table = next(part for part in page("shelf:years", index).parts if isinstance(part, Table))
    assert table == Table(("", "Band"), (("Junior", "0 to 2 years"), ("Mid", "longer")))
    assert "entry:years.junior" not in index.pages
    assert "Known for Long reviews." in said(page("entry:companies.zurich-works", index))
    assert "Zürich Works" in said(page("shelf:companies", index))


def test_grades_lead_to_their_neighbours() -> None:
    links = {link.to: link.what for link in page("grade:l4").links}
    assert links["grade:l3"] == "Grade below"
    assert links["grade:l5"] == "Grade above"
    assert links["level:mid"] == "Level"


# --- search --------------------------------------------------------------------------------------


def hits(words: str, index: Index | None = None) -> list[str]:
    return [hit.page.to for hit in search(index or build(small()), words)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("fastest", "trap:execution-speed"),
        ("hands fastest", "trap:execution-speed"),
        ("FAST han", "trap:execution-speed"),
        ("zurich", "entry:companies.zurich-works"),
        ("ZÜRICH", "entry:companies.zurich-works"),
        ("zu\u0308rich", "entry:companies.zurich-works"),
        ("lone-wolf", "trap:lone-wolf"),
        ("manager", "management:track"),
        ("long reviews", "shelf:companies"),
        ("nightly", "scenario:tiny"),
    ],
)
def test_words_in_any_order_and_form_find_their_page(words: str, first: str) -> None:
    assert hits(words)[:1] == [first]


@pytest.mark.parametrize("typed", ["fastast", "fstest", "fasttest", "fasetst", "fasterst", "fastset"])
def test_one_slip_in_a_longer_word_of_a_title_is_forgiven(typed: str) -> None:
    assert hits(typed) == hits("fastest") != []


@pytest.mark.parametrize("typed", ["fxstxst", "hxnd", "xyz", "gest", ""])
def test_two_slips_and_short_words_are_not(typed: str) -> None:
    assert "trap:execution-speed" not in hits(typed)


def test_a_title_weighs_more_than_a_name_than_the_line_about_a_page_than_its_text() -> None:
    found = hits("junior")
    assert found[0] == "level:junior"
    assert found.index("phase:1") < found.index("shelf:years") < found.index("trap:lone-wolf")


def test_a_page_needs_all_words() -> None:
    assert "trap:lone-wolf" in hits("asking weakness")
    assert hits("asking weakness fastest") == []
    assert hits("... !") == []


def test_a_hit_shows_the_line_that_has_the_words() -> None:
    (hit,) = search(build(small()), "weakness")
    assert hit.line == "How it works: Asking has looked like weakness before."
    assert search(build(small()), "fastest hands")[0].line == "Expects speed to be enough."


def test_a_long_line_is_cut_around_the_word() -> None:
    index = build(shipped())
    for hit in search(index, "review"):
        assert width(hit.line) <= 150
    lines = [hit.line for hit in search(index, "reviewer")]
    assert any(line.startswith("… ") for line in lines)
    assert all("reviewer" in line.casefold() for line in lines if line.startswith("… "))


def test_scripts_without_spaces_are_found_within_a_word() -> None:
    article = structs.replace(small().codex.articles[0], title="なぜこの設計か")
    pack = structs.replace(small(), codex=structs.replace(small().codex, articles=(article,)))
    assert hits("設計", build(pack)) == ["article:reasons"]


@every_pack
def test_every_page_is_found_by_its_title_by_its_name_and_by_its_id(name: str) -> None:
    index = build(PACKS[name]())
    for each in index.pages.values():
        assert each.to in [hit.page.to for hit in search(index, each.title, most=1000)], each.to
        assert find(index, each.to).page == each
        found = find(index, each.id)
        assert found.page is not None or each.to in [hit.page.to for hit in found.hits]


@given(st.text(max_size=40))
def test_no_words_make_a_search_fail(words: str) -> None:
    index = build(small())
    assert len(search(index, words)) <= 30
    find(index, words)
    suggestions(index, words)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("trap:lone-wolf", "trap:lone-wolf"),
        (" TRAP:Lone-Wolf ", "trap:lone-wolf"),
        ("trap lone-wolf", "trap:lone-wolf"),
        ("phase 2", "phase:2"),
        ("lone-wolf", "trap:lone-wolf"),
        ("The nightly job", "scenario:tiny"),
        ("traps", "group:traps"),
        ("weakness", "trap:lone-wolf"),
    ],
)
def test_what_is_meant_is_opened(words: str, found: str) -> None:
    page = find(build(small()), words).page
    assert page is not None
    assert page.to == found


def test_where_nothing_is_found_the_nearest_is_proposed() -> None:
    index = build(small())
    assert suggestions(index, "lone wolfes")[0].to == "trap:lone-wolf"
    assert [each.to for each in suggestions(index, "compenyes")] == [
        "shelf:companies",
        "entry:companies.zurich-works",
    ]
    assert suggestions(index, "§§§") == ()


# --- side by side --------------------------------------------------------------------------------


def table_of(pack: Pack, *words: str) -> Table:
    known = rungs(pack)
    (table,) = [
        part
        for part in comparison([known[rung_named(word, known)] for word in words]).parts
        if isinstance(part, Table)
    ]
    return table


@pytest.mark.parametrize(
    "words",
    [("l3", "l4"), ("L3", "L4"), ("junior", "Mid"), ("grade:l3", "Engineer II"), ("level:junior", "l4")],
)
def test_grades_are_named_by_id_grade_level_or_title(words: tuple[str, str]) -> None:
    assert table_of(small(), *words).header == ("", "L3: Engineer I", "L4: Engineer II")


def test_grades_stand_side_by_side_by_their_fields() -> None:
    rows = {row[0]: row[1:] for row in table_of(small(), "l3", "l4").rows}
    assert rows["Level"] == ("Junior", "Mid")
    assert rows["Scope"] == ("One task.", "One feature.")
    assert rows["Experience"] == ("0 to 2 years", "-")
    assert rows["Blocker"] == ("-", "Waits to be told.")
    assert "Blocker" not in [row[0] for row in table_of(small(), "l3", "l5").rows]


def test_a_comparison_fits_two_at_72_and_three_at_114_columns() -> None:
    known = rungs(shipped())
    for at in range(len(known) - 2):
        for many, wide in ((2, 72), (3, 114)):
            lines = to_text(comparison(known[at : at + many]), wide).splitlines()
            assert max(map(width, lines)) <= wide
            assert any(line.startswith("Autonomy  ") for line in lines), "it stands in columns"


def test_levels_are_compared_where_there_are_no_grades() -> None:
    rows = {row[0]: row[1:] for row in table_of(bare(), "junior", "mid").rows}
    assert rows["Where people stay"] == ("Shipping what nobody can explain.", "Being quick at tickets.")


def test_one_cannot_stand_beside_itself_alone_nor_four_together() -> None:
    known = rungs(small())
    for many in (known[:1], [*known, known[0]], []):
        with pytest.raises(ValueError, match="cannot stand side by side: name 2 or 3"):
            comparison(many)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("l33", "did you mean l3?"),
        ("junor", "did you mean junior?"),
        ("§", "there is l3, l4 and l5."),
        ("", ""),
    ],
)
def test_an_unknown_level_is_one_sentence(word: str, hint: str) -> None:
    with pytest.raises(UnknownRung, match="There is no level ") as raised:
        rung_named(word, rungs(small()))
    assert str(raised.value).endswith(hint)


@pytest.mark.parametrize(("phase", "at"), [(1, 0), (2, 1), (None, 0), (0, 0), (9, 0)])
def test_a_placement_leads_to_a_level(phase: int | None, at: int) -> None:
    assert placed_at(small(), phase, rungs(small())) == at


def test_in_the_shipped_pack_every_phase_has_its_own_level() -> None:
    known = rungs(shipped())
    titles = [known[placed_at(shipped(), phase.id, known)].level for phase in shipped().ladder.phases]
    assert titles == ["junior", "mid", "senior", "staff"]


def test_three_hundred_pages_are_searched_through_an_index_that_is_made_once() -> None:
    shelf = small().codex.shelves[1]
    entries = tuple(
        structs.replace(shelf.entries[0], id=f"e-{number}", title=f"Company {number} of many")
        for number in range(300)
    )
    pack = structs.replace(small(), codex=Codex(shelves=(structs.replace(shelf, entries=entries),)))
    index = build(pack)
    assert index.words is index.words
    assert hits("many 299", index)[0] == "entry:companies.e-299"
    assert len(search(index, "company")) == 30
