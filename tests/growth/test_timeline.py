from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladderquest.growth.timeline import EARLIER, MOST_BUCKETS, MOST_MARKS, buckets, length_of, picture

TODAY = date(2026, 11, 25)
days = st.lists(st.dates(date(1900, 1, 1), date(2200, 1, 1)), max_size=40)


@given(days, days)
def test_every_decision_is_in_one_bucket_and_there_are_twelve_at_most(
    fed: list[date], avoided: list[date]
) -> None:
    found = buckets(fed, avoided, TODAY)
    assert len(found) <= MOST_BUCKETS
    assert sum(each.fed for each in found) == len(fed)
    assert sum(each.avoided for each in found) == len(avoided)


@given(days, days)
def test_the_picture_has_a_row_a_bucket_and_keeps_its_width(fed: list[date], avoided: list[date]) -> None:
    found = buckets(fed, avoided, TODAY)
    lines = picture(found)
    rows = [line for line in lines if "│" in line][1:]
    assert len(rows) == len(found)
    assert len({line.index("│") for line in lines if "│" in line}) <= 1
    for row, bucket in zip(rows, found, strict=True):
        left, _, right = row.partition("│")
        assert ("▮" in left) == (bucket.fed > 0)
        assert ("▯" in right) == (bucket.avoided > 0)
        assert max(left.count("▮"), right.count("▯")) <= MOST_MARKS
        assert not bucket.fed or left.split()[-1] == str(bucket.fed)
        assert not bucket.avoided or right.split()[0] == str(bucket.avoided)
    assert all(len(line) <= 52 for line in lines)


@pytest.mark.parametrize(
    ("back", "length", "rows"),
    [(0, "week", 1), (20, "week", 4), (77, "week", 12), (90, "month", 4), (330, "month", 12),
     (400, "quarter", 5), (1000, "quarter", 12), (4000, "quarter", 12)],
    ids=lambda value: str(value),
)  # fmt: skip
def test_the_length_of_a_row_fits_the_span(back: int, length: str, rows: int) -> None:
    found = buckets([TODAY - timedelta(days=back)], [TODAY], TODAY)
    assert (length_of(found), len(found)) == (length, rows)


def test_what_is_older_than_the_rows_stands_first_as_one() -> None:
    old = [date(2019, 5, 1), date(2020, 5, 1), date(2026, 1, 7)]
    found = buckets(old, [], TODAY)
    assert [found[0].label, found[0].fed, found[-1].label] == [EARLIER, 2, "2026 Q4"]


def test_a_day_after_today_counts_as_today() -> None:
    found = buckets([date(2199, 1, 1)], [TODAY], TODAY)
    assert [(each.label.strip(), each.fed, each.avoided) for each in found] == [("23 Nov", 1, 1)]


def test_the_picture_says_what_its_sides_are_and_what_a_mark_stands_for() -> None:
    found = buckets([TODAY] * 30, [TODAY, TODAY - timedelta(days=7)], TODAY)
    assert picture(found) == [
        "                    fed │ avoided",
        "16 Nov                  │ 1 ▯",
        "23 Nov    ▮▮▮▮▮▮▮▮▮▮ 30 │ 1 ▯",
        "A mark stands for up to 3 decisions.",
    ]
    assert picture(()) == []
