"""Saves of older versions: each layout that ever was is kept in ``fixtures``, and opens as it was left."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ladderquest.saves import PlacementAnswer, Saves
from ladderquest.saves.layout import MIGRATIONS, SCHEMA
from tests.saves.tiny import Playing

FIXTURES = Path(__file__).parent / "fixtures"


def old(folder: Path, schema: int) -> Saves:
    """A copy of the saves of a version: Ada with a long run, a finished one and one that went back."""
    return Saves(Path(shutil.copytree(FIXTURES / f"schema-{schema}", folder / "saves")))


def schema_of(path: Path) -> int:
    return int(json.loads(path.read_bytes())["meta"]["1"]["schema"])


def test_every_layout_that_ever_was_has_a_step_and_a_fixture() -> None:
    before = set(range(1, SCHEMA))
    assert set(MIGRATIONS) == before
    assert {int(path.name.removeprefix("schema-")) for path in FIXTURES.iterdir()} == before


@pytest.mark.parametrize("schema", sorted(MIGRATIONS))
def test_an_old_player_opens_as_it_was_left(schema: int, tmp_path: Path) -> None:
    saves = old(tmp_path, schema)
    assert {schema_of(path) for path in saves.root.rglob("*.json")} == {schema}
    (card,) = saves.players()
    with saves.open(card.id) as ada:
        assert ada.notices == []
        assert (ada.profile.name, ada.profile.settings.explain_as_i_go) == ("Ada Lovelace", True)
        assert ada.profile.placement is not None
        assert ada.profile.placement.answers["explained"] == PlacementAnswer(
            True, "The splitter for our articles, in March."
        )
        long, short, back = ada.runs
        assert (long.decisions, short.ending, back.decisions) == (228, "gone", 1)
        records = ada.load(short.run).records
        assert "I would wait for Mara." in str(records)
        game = Playing(ada, long.run, seed=7)
        while len(game.run.records) < 230:
            game.take()
        assert list(ada.load(long.run).records) == game.run.records
        game.decide().result()
    assert (
        schema_of(ada.folder / "player.json") == schema_of(ada.folder / "runs" / f"{long.run}.json") == SCHEMA
    )
    with saves.open(card.id) as again:
        assert [run.decisions for run in again.runs] == [229, 2, 1]
        assert again.notices == []
