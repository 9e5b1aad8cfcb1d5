"""Who is playing."""

import pytest
from textual.events import Paste
from textual.widgets import Input

from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.placement import PlacementScreen
from ladderquest.tui.screens.players import PlayersScreen
from tests.saves.faults import change
from tests.tui.driving import House


async def test_the_first_player_gives_a_name_and_is_placed(house: House) -> None:
    async with house.opened() as game:
        await game.shows("A story at a time", "What shall we call you?")
        await game.press(*"Qi")
        await game.write("n Hopper")
        await game.press("enter")
        await game.comes(PlacementScreen)
    assert [card.name for card in house.saves.players()] == ["Qin Hopper"]


async def test_what_is_pasted_is_clean_before_it_is_handed_in(house: House) -> None:
    async with house.opened() as game:
        field = game.one(Input)
        for pasted in ("\u202eeo\u200bN\x9b31m", " \x1b]52;c;aGk=\x07נועה\nunseen"):
            field.post_message(Paste(pasted))
            await game.settled()
        assert field.value == "eoN31m ]52;c;aGk=נועה"
        assert field.cursor_position == len(field.value)
        assert not {"\u202e", "\u200b", "\x9b", "\x1b", "\x07"} & set(game.text)


async def test_a_name_needs_a_letter(house: House) -> None:
    async with house.opened() as game:
        await game.press("space", "space", "enter")
        await game.shows("A player needs a name with at least one letter")
        assert isinstance(game.app.screen, PlayersScreen)
        await game.write("x")
        await game.press("enter")
        await game.comes(PlacementScreen)
    assert len(house.saves.players()) == 1


async def test_a_name_is_there_only_once(house: House) -> None:
    house.player("Ada").close()
    async with house.opened() as game:
        await game.press("n")
        await game.write("ADA")
        await game.press("enter")
        await game.shows('There is a player called "Ada" already. Choose another name.')
    assert len(house.saves.players()) == 1


HOSTILE = "[/][@click=app.quit]x[/] \x1b]52;c;aGk=\x07\u202eevil\u200b\U000e0041"
LITERAL = "[/][@click=app.quit]x[/] ]52;c;aGk=evil"


async def test_a_hostile_name_is_only_a_name(house: House) -> None:
    async with house.opened() as game:
        await game.write(HOSTILE)
        await game.press("enter")
        await game.comes(PlacementScreen)
        await game.press("s")
        await game.comes(HomeScreen)
        await game.shows(LITERAL)
        await game.press("u")
        await game.shows(LITERAL)
        await game.click(game.choice(LITERAL), at=(24, 0))
        assert game.app.is_running


async def test_a_player_is_picked_by_number_arrow_or_mouse(house: House) -> None:
    for name in ("Ada", "Grace"):
        house.player(name).close()
    names = [card.name for card in house.saves.players()]
    for how in ("number", "arrow", "mouse"):
        async with house.opened() as game:
            await game.shows("Who is playing?", *names)
            if how == "number":
                await game.press("2", "enter")
            elif how == "arrow":
                await game.press("down", "enter")
            else:
                await game.click(game.choice(names[1]))
                assert isinstance(game.app.screen, PlayersScreen), "one click only picks"
                await game.click(game.choice(names[1]))
            await game.comes(HomeScreen)
            assert game.app.game.store.profile.name == names[1], how


@pytest.mark.parametrize("keys", [("n",), ("2", "enter")])
async def test_somebody_new_beside_others(house: House, keys: tuple[str, ...]) -> None:
    house.player("Ada").close()
    async with house.opened() as game:
        assert "What shall we call you?" not in game.words
        await game.press(*keys)
        await game.shows("What shall we call you?")
        await game.write("Grace")
        await game.press("enter")
        await game.comes(PlacementScreen)
        assert game.app.game.store.profile.name == "Grace"


async def test_a_player_who_cannot_be_read_is_told_of_and_the_others_can_play(house: House) -> None:
    house.player("Grace").close()
    ada = house.player("Ada")
    ada.close()
    (ada.folder / "player.json").write_text("{")
    async with house.opened() as game:
        await game.shows("Grace", "cannot be read")
        await game.click(game.choice("Grace"))
        await game.click(game.choice("Grace"))
        await game.comes(HomeScreen)


async def test_a_player_of_a_newer_version_is_refused_in_a_sentence(house: House) -> None:
    ada = house.player("Ada")
    ada.close()
    change(ada.folder / "player.json", lambda tables: tables["meta"]["1"].update(schema=99))
    async with house.opened() as game:
        await game.press("1", "enter")
        assert "newer" in " ".join(game.news)
        await game.press("q")
        assert isinstance(game.app.screen, PlayersScreen)


async def test_saves_that_cannot_be_written_are_told_of_and_the_name_stays(house: House) -> None:
    async with house.opened() as game:
        house.saves.root.rmdir()
        house.saves.root.write_text("in the way")
        await game.write("Ada")
        await game.press("enter")
        await game.shows("cannot read", "a part of this path is a file, not a folder", "Ada")
        house.saves.root.unlink()
        house.saves.root.mkdir()
        await game.press("enter")
        await game.comes(PlacementScreen)


async def test_q_leaves_the_game(house: House) -> None:
    house.player("Ada").close()
    async with house.opened() as game:
        await game.pilot.press("q")
        await game.pilot.pause()
        assert game.app.return_code == 0
