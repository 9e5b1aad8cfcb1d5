"""The comparison of saves, on short histories."""

import pytest

from benchmarks import saving
from benchmarks.saving import Cost, measure


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [
        (1.24, "1.24 x  within 1 ± 0.25"),
        (1.26, "1.26 x  OUTSIDE 1 ± 0.25"),
        (0.7, "0.70 x  OUTSIDE 1 ± 0.25"),
    ],
)
def test_a_ratio_says_whether_it_keeps_its_budget(seconds: float, verdict: str) -> None:
    assert str(Cost("ours", 100, seconds, 1.0, 0.25)).endswith(verdict)
    assert str(Cost("another", 100, seconds, 1.0)).endswith(f"{seconds:.2f} x")


def test_every_side_saves_after_every_history(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "HISTORIES", (1, 5, 20))
    monkeypatch.setattr(saving, "RUNS", 4)
    costs = measure(2)
    assert [(cost.name, cost.history) for cost in costs if cost.spread is not None] == [
        ("ours, in one run", 5),
        ("ours, in one run", 20),
        ("ours, in 4 runs", 20),
    ]
    assert [cost.history for cost in costs if cost.spread is None] == [1, *[1, 5, 20] * 3]
    assert costs[0].seconds == costs[0].against > 0
