"""Makes the pictures of the documentation from the real app: ``make pictures``.

Each is a screen at 100x30 after the keys below, with time and chance fixed, as SVG without web fonts."""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from ladderquest.pack.loader import content_root, load_pack
from ladderquest.saves.players import Saves
from ladderquest.tui.app import LadderQuestApp

HERE = Path(__file__).parent
SIZE = (100, 30)
FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


async def picture(name: str, keys: list[str], theme: str) -> None:
    """Write one picture: the scenario's screen after ``keys``."""
    pack = load_pack(content_root()).pack
    if pack is None:
        raise SystemExit("the pack has errors: run `ladderquest check`")
    with tempfile.TemporaryDirectory() as folder:
        store = Saves(Path(folder)).create("ada")
        app = LadderQuestApp(
            pack,
            Saves(Path(folder)),
            now=lambda: datetime(2026, 11, 20, tzinfo=UTC),
            dice=lambda: 1,
            store=store,
            scenario="why-this-way",
            seed=1,
        )
        async with app.run_test(size=SIZE) as pilot:
            app.theme = theme
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            (HERE / f"{name}.svg").write_text(FONTS.sub("", app.export_screenshot()), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(picture("scenario", ["down", "down"], "ladder-night"))
