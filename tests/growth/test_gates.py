"""What there is to show for a gate."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from ladderquest.growth.gates import GONE, Count, by_item, counts, gates, item_texts
from ladderquest.growth.looking_back import RunNotes
from ladderquest.growth.work import Evidence, Waiver, Work, with_entry, without
from ladderquest.pack.codex import Codex, Milestone, Milestones
from ladderquest.pack.loader import load_pack
from ladderquest.pack.model import Pack
from tests.pack.packs import SAMPLE


def pack(*milestones: Milestones) -> Pack:
    """The sample: two gate items in Phase 1, one in Phase 2."""
    found = load_pack(SAMPLE).pack
    assert found is not None
    return msgspec.structs.replace(found, codex=Codex(milestones=milestones))


PACK = pack()
FIRST, SECOND, THIRD = item_texts(PACK)


def entry(id_: str, *items: str, day: str = "2026-11-20") -> Evidence:
    return Evidence(id=id_, changed="now", items=items, day=day, did="It.")


def work(*kept: Evidence | Waiver) -> Work:
    found = Work()
    for each in kept:
        found = with_entry(found, each)
    return found


def waiver(item: str, reason: str = "No model of ours runs.") -> Waiver:
    return Waiver(id=item, changed="now", reason=reason)


def played(scenario: str = "tiny") -> RunNotes:
    return RunNotes("r", scenario, "The nightly job", 1, "disk", "explained", "", ())


def test_a_gap_stays_a_gap_whatever_was_played() -> None:
    first = gates(PACK, Work(), [played()])[0]
    assert {line.standing for line in first.lines} == {"gap"}
    assert first.count == Count(0, 2)
    assert first.lines[0].practised == ("The nightly job",)
    assert "no evidence yet · practised in The nightly job" in first.lines[0].words()
    assert gates(PACK, Work(), [played("another")])[0].lines[0].practised == ()


def test_entries_stand_newest_day_first_and_under_every_item_that_they_name() -> None:
    kept = work(
        entry("1", FIRST, day="2026-01-02"),
        entry("2", FIRST, THIRD, day="2026-03-01"),
        entry("3", FIRST, day="2026-01-02"),
    )
    found = gates(PACK, kept, ())
    assert [each.id for each in found[0].lines[0].entries] == ["2", "3", "1"]
    assert [each.id for each in found[1].lines[0].entries] == ["2"]
    assert found[0].lines[0].words() == "3 entries, the newest of 2026-03-01"
    assert found[1].lines[0].words() == "1 entry, of 2026-03-01"


def test_what_does_not_apply_leaves_the_count_and_keeps_its_evidence() -> None:
    kept = work(entry("1", FIRST), waiver(FIRST))
    (line, other), count = gates(PACK, kept, ())[0].lines, gates(PACK, kept, ())[0].count
    assert (line.standing, other.standing) == ("waived", "gap")
    assert [each.id for each in line.entries] == ["1"]
    assert (count, count.sentence()) == (Count(0, 1, 1), "0 of 1 with evidence; one does not apply.")
    assert "does not apply: No model of ours runs." in line.words()
    again = with_entry(kept, waiver(FIRST, ""))
    assert gates(PACK, again, ())[0].lines[0].standing == "evidence"


def test_gaps_come_first_and_waivers_last() -> None:
    found = gates(PACK, work(entry("1", FIRST)), ())[0]
    assert [line.item for line in found.gaps_first()] == [SECOND, FIRST]
    assert [line.item for line in found.lines] == [FIRST, SECOND]
    waived = gates(PACK, work(waiver(FIRST)), ())[0]
    assert [line.item for line in waived.gaps_first()] == [SECOND, FIRST]


def test_counts_in_words() -> None:
    assert Count(2, 4).words() == ("gate 2 of 4 with evidence", "gate 2 of 4")
    assert Count(0, 4).words() == ("gate 0 of 4", "gate 0 of 4")
    assert Count(1, 4, signs=True).words()[0] == "signs 1 of 4 with evidence"
    assert Count(0, 0, 2).words() == ("gate: nothing applies", "gate: nothing applies")
    assert Count(0, 0, 2).sentence() == "Nothing here applies to you."
    assert Count(1, 2, 2).sentence() == "1 of 2 with evidence; two do not apply."


def test_the_list_of_phase_four_is_one_of_signs() -> None:
    first, second = PACK.ladder.phases
    fourth = msgspec.structs.replace(second, id=4, gate_title="Signs of it")
    ladder = msgspec.structs.replace(PACK.ladder, phases=(fourth, first))
    found = gates(msgspec.structs.replace(PACK, ladder=ladder), Work(), ())
    assert [(gate.phase, gate.count.signs) for gate in found] == [(1, False), (4, True)]
    assert found[1].title == "Signs of it"
    assert counts(ladder, Work())[4].words()[1] == "signs 0 of 1"


def test_milestones_take_evidence_in_a_section_of_their_own() -> None:
    level = PACK.ladder.levels[0]

    def set_of(id_: str, when: str) -> Milestones:
        return Milestones(
            id=id_, title="T", when=when, level=level.id, source="here",
            items=(Milestone(id=f"{id_}-one", text=f"By {when}."),),
        )  # fmt: skip

    both = pack(set_of("early", "year one"), set_of("late", "year three"))
    kept = work(entry("1", "late-one"))
    *phases, toward = gates(both, kept, ())
    assert [line.standing for line in toward.lines] == ["gap", "evidence"]
    assert toward.lines[1].words().startswith("year three · 1 entry")
    assert toward.name == f"Toward {level.title.lower()}"
    assert (toward.count, toward.phase) == (Count(1, 2), None)
    assert phases[0].count.evidenced == 0


def test_evidence_for_an_item_that_is_gone_is_still_there() -> None:
    found = gates(PACK, work(entry("1", FIRST, "left")), ())
    assert found[-1].key == GONE
    assert [line.item for line in found[-1].lines] == ["left"]
    assert [gate.key for gate in gates(PACK, Work(), ())] == ["phase-1", "phase-2"]


items = st.lists(st.sampled_from([FIRST, SECOND, THIRD, "left"]), min_size=1, max_size=4, unique=True)
journals = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=4), st.tuples(items, st.dates().map(str)), max_size=12
)


@given(journals, st.sets(st.sampled_from([FIRST, SECOND, THIRD])))
def test_no_entry_is_ever_out_of_sight_and_the_counts_agree(
    journal: dict[str, tuple[list[str], str]], waived: set[str]
) -> None:
    kept = work(*(entry(id_, *named, day=day) for id_, (named, day) in journal.items()), *map(waiver, waived))
    found = gates(PACK, kept, ())
    shown = {(line.item, each.id) for gate in found for line in gate.lines for each in line.entries}
    assert shown == {(item, id_) for id_, (named, _) in journal.items() for item in named}
    assert counts(PACK.ladder, kept) == {gate.phase: gate.count for gate in found if gate.phase is not None}
    for gate in found:
        assert sorted(line.item for line in gate.gaps_first()) == sorted(line.item for line in gate.lines)
        count = gate.count
        assert count.asked + count.waived == len(gate.lines)
        assert 0 <= count.evidenced <= count.asked
        gaps = [line for line in gate.lines if not line.entries and line.item not in waived]
        assert count.asked - count.evidenced == len(gaps), "a waiver hides no gap but its own"


@given(journals)
def test_taking_an_entry_away_takes_only_that_one(journal: dict[str, tuple[list[str], str]]) -> None:
    kept = work(*(entry(id_, *named, day=day) for id_, (named, day) in journal.items()))
    for gone in journal:
        left = {each.id for entries in by_item(without(kept, Evidence, gone)).values() for each in entries}
        assert left == journal.keys() - {gone}
