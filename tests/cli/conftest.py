from pathlib import Path

import pytest

from tests.cli.terminal import SAMPLE, Run, Said, runner


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(tmp_path, monkeypatch, capsys)


@pytest.fixture
def play(run: Run) -> Run:
    """``play(*lines)``: the sample's scenario in plain mode, as Ada; every call goes on from the last."""

    def playing(*lines: str, seed: str | None = None, pack: Path = SAMPLE, player: str = "Ada") -> Said:
        chosen = () if seed is None else ("--seed", seed)
        return run("play", "tiny", "--plain", "--pack", pack, "--player", player, *chosen, lines=lines)

    return playing
