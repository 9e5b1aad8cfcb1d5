"""The calculator as people use it: what they write, and what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladderquest.growth.calculator import FIELDS, after_told, before_told, start_values
from tests.hostile.payloads import PAYLOADS

NUMBERS = st.integers(-(10**13), 10**13).map(str)


def before(**given: str) -> dict[str, str]:
    return dict(before_told({**start_values(), **given}))


def after(**given: str) -> dict[str, str]:
    four = {"people_a": "1,000", "hits_a": "40", "people_b": "1000", "hits_b": "55"}
    return dict(after_told({**start_values(), **four, **given}))


def test_it_begins_with_numbers_that_say_something() -> None:
    assert before() == {"To find": "4 % → 4.5 %", "People an arm": "25,551, 51,102 in all"}
    assert after_told(start_values()) == []


@pytest.mark.parametrize("written", ["4", "4 %", "4%", " 4.0 ", "4,0 %", "+4"])
def test_a_rate_is_in_per_cent_with_or_without_the_sign(written: str) -> None:
    assert before(baseline=written) == before()


def test_a_small_number_stays_a_small_per_cent() -> None:
    assert before(baseline="0.04", change="0.01")["To find"] == "0.04 % → 0.05 %"


@pytest.mark.parametrize(
    ("change", "found"),
    [("0.5", "4 % → 4.5 %"), ("10 %", "4 % → 4.4 %"), ("-1", "4 % → 3 %"), ("-50%", "4 % → 2 %")],
)
def test_a_change_is_points_or_with_a_sign_a_share(change: str, found: str) -> None:
    assert before(change=change)["To find"] == found


def test_days_follow_from_traffic_and_power_from_people() -> None:
    assert before(daily="1,000")["Days"] == "52; 56 in whole weeks"
    assert before(daily="1 000")["Days"] == "52; 56 in whole weeks"
    assert before(daily="90000")["Days"] == "1; 7 in whole weeks"
    assert before(people="25551")["With 25,551 an arm"] == "it is found 80 % of the time"
    assert before(people="100,000,000")["With 100,000,000 an arm"] == "it is found 100 % of the time"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"baseline": "140 %"}, "Rate today: '140 %' is no rate: give a per cent between 0 and 100"),
        ({"baseline": "0"}, "is no rate"),
        ({"baseline": "-4"}, "is no rate"),
        ({"baseline": "4e3"}, "'4e3' is no number; write it as 4 or 4.5."),
        ({"baseline": ""}, "Rate today: a number is missing."),
        ({"baseline": "9" * 400}, "is no number"),
        ({"baseline": "nan"}, "is no number"),
        ({"change": "0"}, "no number of people finds a change of zero"),
        ({"change": "0 %"}, "no number of people finds a change of zero"),
        ({"change": "97"}, "4 % would become 101 %; a rate stays between 0 and 100 %."),
        ({"change": "-100 %"}, "4 % would become 0 %"),
        ({"power": "3"}, "it must be higher than the significance"),
        ({"daily": "-5"}, "People a day: '-5' is less than nobody; give 0 or more."),
        ({"daily": "0"}, "With nobody coming there is no test"),
        ({"daily": "1.5"}, "give a whole number, such as 12,000."),
        ({"daily": "1,00"}, "give a whole number"),
        ({"people": "9" * 16}, "more people than there are"),
    ],
    ids=lambda each: each if isinstance(each, str) else "-".join(each),
)
def test_what_cannot_be_used_gets_one_sentence_before(given: dict[str, str], said: str) -> None:
    (told,) = before_told({**start_values(), **given})
    assert told[0] == ""
    assert said in told[1]


def test_what_a_test_has_come_to() -> None:
    assert after() == {
        "Rates": "A 4 %, B 5.5 %",
        "B minus A": "+1.50 points, +37.5 % of A's rate",
        "95 % interval": "-0.38 to +3.41 points by Newcombe",
        "the same by Wald": "-0.36 to +3.36 points",
        "": "Zero lies between them: these numbers fit no difference at all.",
        "p, two-sided": "0.115",
    }
    assert after(alpha="10")["90 % interval"] == "-0.07 to +3.09 points by Newcombe"
    assert after(hits_b="120")["p, two-sided"] == "below 0.0001"
    assert "" not in {label for label, text in after(hits_b="120").items() if "Zero" in text}


def test_where_nobody_did_it_before_there_is_no_share() -> None:
    assert after(hits_a="0")["B minus A"] == "+5.50 points"


def test_few_people_are_told_of() -> None:
    assert after(people_a="20", hits_a="1", people_b="20", hits_b="2")[""].startswith("Fewer than five")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"hits_b": "1,001"}, "B: of them: 1,001 of 1,000 is more than all of them."),
        ({"people_a": "0"}, "A: people: with nobody there is no rate; give 1 or more."),
        ({"people_a": ""}, "A: people: a number is missing."),
        ({"hits_a": "-1"}, "is less than nobody"),
        ({"hits_a": "forty"}, "give a whole number"),
        ({"alpha": "200"}, "is no rate"),
    ],
    ids=lambda each: each if isinstance(each, str) else "-".join(each),
)
def test_what_cannot_be_used_gets_one_sentence_after(given: dict[str, str], said: str) -> None:
    assert said in after(**given)[""]


@given(
    st.dictionaries(
        st.sampled_from([field.id for field in FIELDS]),
        st.one_of(st.text(max_size=20), st.sampled_from([*PAYLOADS.values()]), NUMBERS),
    )
)
def test_whatever_is_written_something_is_said(given: dict[str, str]) -> None:
    values = {**start_values(), **given}
    assert before_told(values)
    assert all(text for _, text in [*before_told(values), *after_told(values)])
