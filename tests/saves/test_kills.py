"""The game is killed while it saves: ``benchmarks/faults.py`` in short. Nothing shown as saved is lost."""

import pytest

from benchmarks.faults import KINDS, Tally, campaign, histories

KILLS = {"plain": 6, "app": 4, "writer": 8}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_shown_as_saved_survives_a_kill(kind: str) -> None:
    (tally,) = campaign(KILLS[kind], 7, {kind: KINDS[kind]})
    assert tally.kills == KILLS[kind]
    assert tally.acknowledged > 0
    assert (tally.lost, tally.told, tally.wrong) == (0, 0, []), str(tally)


def test_what_is_lost_is_counted() -> None:
    (tally,) = campaign(1, 7, {"liar": lambda saves, pack, dice: 5})
    assert (tally.acknowledged, tally.lost) == (5, 5)
    assert "5 lost" in str(tally)
    assert isinstance(tally, Tally)


@pytest.mark.parametrize("runs", [1, 20])
def test_two_thousand_decisions_are_all_there(runs: int) -> None:
    assert histories(2000, runs) == []
