"""A player that somebody else has open, that cannot be locked, or whose folder goes away."""

from pathlib import Path

import pytest

from ladderquest.saves import PlayerStore, Saves, Settings, recover
from ladderquest.saves.runs import RunFiles, scan
from tests.saves.tiny import EDITED, Playing, content, edition, error_of


def test_a_second_window_looks_and_does_not_touch(saves: Saves, ada: PlayerStore) -> None:
    game = Playing(ada).until(3)
    ada.update().result()
    game.decide().result()  # the index on disk is behind the journal now
    (ada.folder / "runs" / ".x.tmp").write_text("a write under way")
    before = content(saves.root)
    with saves.open(ada.player) as second:
        assert second.read_only
        assert second.notices == [
            "This player is open in another window, so this one can look but not save. "
            "Close the other one and start again to play here."
        ]
        assert second.runs == [game.summary]
        assert list(second.load(game.run_id).records) == game.run.records
        for future in (
            second.append(game.run_id, game.run.records[-1:], game.summary),
            second.update(settings=Settings(theme="ink")),
            second.adopt(edition(), EDITED),
        ):
            assert error_of(future).startswith("Nothing was saved. This player is open in another window")
    assert content(saves.root) == before
    game.decide().result()
    ada.close()
    with saves.open(ada.player) as third:
        assert not third.read_only


def test_a_closed_player_saves_nothing_and_closes_twice(ada: PlayerStore) -> None:
    game = Playing(ada).until(3)
    ada.close()
    ada.close()
    assert "The player was closed before" in error_of(game.decide())


def test_a_player_that_cannot_be_locked_can_be_looked_at(saves: Saves, ada: PlayerStore) -> None:
    ada.close()
    (ada.folder / "lock").unlink()
    (ada.folder / "lock").mkdir()
    with saves.open(ada.player) as again:
        assert again.read_only
        assert again.profile.name == "Ada"
        assert again.notices[0].startswith(
            f'cannot write to "{ada.folder}": a folder of that name is in the way.'
        )
        assert again.notices[0].endswith("Until then you can look, but nothing is saved.")


def test_a_folder_that_disappears_is_told_and_not_made_again(
    saves: Saves, ada: PlayerStore, tmp_path: Path
) -> None:
    game = Playing(ada).until(3)
    ada.update().result()
    ada.folder.rename(tmp_path / "elsewhere")
    taken = game.take()
    assert "the folder is gone. Put it back" in error_of(game.append(taken))
    assert not ada.folder.exists()
    (tmp_path / "elsewhere").rename(ada.folder)
    game.append(taken).result()
    assert list(ada.load(game.run_id).records) == game.run.records


def test_a_segment_sealed_while_another_window_reads_is_no_damage(
    saves: Saves, ada: PlayerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = Playing(ada).until(100)

    def scan_before_it_is_sealed(folder: Path) -> dict[str, RunFiles]:
        files = scan(folder)
        if len(game.run.records) == 100:
            game.decide().result()
        return files

    with saves.open(ada.player) as second:
        monkeypatch.setattr(recover, "scan", scan_before_it_is_sealed)
        assert list(second.load(game.run_id).records) == game.run.records
        assert len(game.run.records) == 101
        assert len(second.notices) == 1
