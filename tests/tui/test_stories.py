"""Whole runs on the screen: what a first run keeps to itself, and that it matters what one does."""

import re

from ladderquest.growth.debrief import as_document
from ladderquest.tui.screens.debrief import DebriefScreen
from ladderquest.tui.screens.scenario import ScenarioScreen
from tests.tui.driving import Driver, House


async def finish(game: Driver, *answers: tuple[str, ...]) -> list[str]:
    """Answer every question with its keys, reading (and explaining) everything; returns what was shown up
    to the debrief."""
    shown = []
    for keys in (*answers, ()):
        for _ in range(30):
            shown.append(game.words)
            screen = game.app.screen
            assert isinstance(screen, ScenarioScreen)
            if screen.stage.ask is not None or "space debrief" in game.words:
                break
            await game.press("space")
        for panel in "cpe":
            await game.press(panel)
            shown.append(game.words)
            await game.press("escape") if game.app.screen.is_modal else None
        for key in keys:
            await game.press(key)
            shown.append(game.words)
    await game.press("space")
    await game.comes(DebriefScreen)
    return shown


CAREFUL = (("1", "enter"), ("1", "enter"), ("down", "down", "space", "enter"), ("1", "4", "enter"))
HASTY = (("2", "enter"), ("4", "enter"), ("space", "enter"), ("1", "enter"))


async def test_a_first_run_names_no_trap_no_level_and_no_rating(house: House) -> None:
    ladder = house.pack.ladder
    words = [trap.title for trap in ladder.traps] + [level.title for level in ladder.levels]
    words += [signal.did for signal in ladder.signals] + [
        "rating",
        "rated",
        "score",
        "trap",
        "dodge",
        "feeds",
    ]
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words), re.IGNORECASE)
    for name, answers in (("Ada", CAREFUL), ("Grace", HASTY)):
        async with house.playing(name=name, size=(120, 40)) as game:
            shown = await finish(game, *answers)
            assert len(shown) > 15
            assert pattern.findall("\n".join(shown)) == []
            assert pattern.search(str(as_document(game.one_screen(DebriefScreen).debrief)))


async def test_two_players_reach_two_endings_by_two_ways(house: House) -> None:
    told, documents = [], []
    for name, answers in (("Ada", CAREFUL), ("Grace", HASTY)):
        async with house.playing(name=name) as game:
            told.append(set(await finish(game, *answers)))
            documents.append(as_document(game.one_screen(DebriefScreen).debrief).parts)
            assert game.app.game.store.runs[-1].world == "disk", "the same facts for both"
            await game.shows({"Ada": "A morning that others can follow", "Grace": "Green again"}[name])
    assert len(told[0] & told[1]) < len(told[0]) / 3, "only the opening and the bare questions are alike"
    assert documents[0][0] != documents[1][0]
    assert "Avoided: Working alone" in str(documents[0])
    assert "Fed: The fastest hands" in str(documents[1])
    assert "Fed: " not in str(documents[0])
