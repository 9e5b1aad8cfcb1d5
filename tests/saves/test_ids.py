import time

import pytest

from ladderquest.saves.ids import is_id, new_id


def test_ids_sort_by_when_they_were_made_even_if_the_clock_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [""]
    for moment in (5_000, 5_000, 6_000, 10, 10, 7_000):
        monkeypatch.setattr(time, "time_ns", lambda moment=moment: moment * 1_000_000)
        made.append(new_id(made[-1]))
    assert made == sorted(made)
    assert len(set(made)) == 7
    assert all(map(is_id, made[1:]))


def test_two_ids_of_the_same_moment_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 5)
    assert len({new_id() for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "text", ["", "..", "../../etc/passwd", "0" * 17, "0" * 19, "i" * 18, "A" * 18, "0" * 18 + "\n"]
)
def test_nothing_else_passes_for_an_id(text: str) -> None:
    assert not is_id(text)
