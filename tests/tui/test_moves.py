"""How each move is asked and answered."""

from ladderquest.play.moves import Choose, Defend, Investigate, Mark
from ladderquest.tui.moves import ASKS
from ladderquest.tui.moves.allocate import AllocateAsk
from ladderquest.tui.moves.defend import Brief
from ladderquest.tui.moves.rate import RateAsk
from ladderquest.tui.moves.write import WriteAsk
from ladderquest.tui.screens.scenario import ScenarioScreen
from ladderquest.tui.widgets.artefact import MarkView
from ladderquest.tui.widgets.choices import Choice
from tests.tui.driving import Driver, House
from tests.tui.packs import edited
from tests.tui.stories import TOLD, decide_without_a_screen, sitting


def at(house: House, count: int) -> House:
    """Ada has taken the first decisions of ``TOLD``, and is away."""
    with house.player() as ada:
        decide_without_a_screen(house, ada, count)
    return house


# --- choose ----------------------------------------------------------------------------------------


async def test_choose_shows_what_is_closed_with_its_reason_and_never_picks_it(house: House) -> None:
    async with house.playing() as game:
        await game.shows("· Page the vendor of the disks Nobody pages a vendor without a number")
        assert "Go back to the page" not in game.words, "closed without a reason is not shown"
        await game.press("3")
        assert game.choices.cursor is None
        await game.click(game.choice("Page the vendor"))
        await game.click(game.choice("Page the vendor"))
        assert game.choices.cursor is None
        await game.press("9", "enter")
        assert game.decided == []


async def test_choose_notes_the_time_and_how_often_the_pick_changed(house: House) -> None:
    async with house.playing() as game:
        await game.press("2", "1", "1", "2", "1", "enter")
        await game.shows("▸ Tell Mira")
        run = game.one_screen(ScenarioScreen).sitting.run
        notes = run.notes(game.decided[0].seq)
        assert notes.changes == 3
        assert notes.at == "2026-11-20T09:45:00+00:00"
        assert notes.seconds is not None


# --- investigate -----------------------------------------------------------------------------------


async def test_investigate_looks_once_for_its_price(house: House) -> None:
    async with at(house, 1).playing() as game:
        await game.shows("What do you read? (1 look left)", "1 Disk quota page", "2 Open files of the job")
        await game.shows(
            "· Mira's calendar Mira has to open it first", "4 Leave it at that and go on", "1-4 pick"
        )
        await game.press("3")
        assert game.choices.cursor is None
        await game.decide("Open files of the job")
        await game.shows("▸ Open files of the job", "38 % of the limit", "Clues 1 of 3")
        assert "New clue" not in game.words, "its name stands above it already"
        assert game.decided[-1].answer == Investigate("handles")


async def test_investigate_can_be_left_at_that(house: House) -> None:
    async with at(house, 1).playing() as game:
        await game.decide("Leave it at that and go on")
        await game.read_on()
        await game.shows("The log again, line by line.")
        assert game.decided[-1].answer == Investigate(None)


async def test_investigate_asks_again_while_looks_are_left(house: House) -> None:
    house.pack = edited(("budget: 1", "budget: 3"))
    async with at(house, 1).playing() as game:
        await game.shows("(3 looks left)")
        await game.decide("Disk quota page")
        await game.read_on()
        await game.shows("(2 looks left)", "· Disk quota page already seen")
        await game.press("1")
        assert game.choices.cursor is None
        await game.press("q")
    async with house.playing() as game:
        await game.shows("(2 looks left)", "· Disk quota page already seen")
        await game.decide("Open files of the job")
        await game.read_on()
        await game.shows("The log again, line by line.")


async def test_investigate_says_what_a_look_costs_where_it_is_not_one(house: House) -> None:
    house.pack = edited(("        cost: 1\n", "        cost: 2\n"), ("budget: 1", "budget: 2"))
    async with at(house, 1).playing() as game:
        await game.shows("Open files of the job takes 2 looks")


# --- mark ------------------------------------------------------------------------------------------


async def marking(game: Driver) -> MarkView:
    await game.shows("Which line would you show to Mira?", "Marked 0 of up to 2")
    return game.one(MarkView)


async def test_mark_keeps_its_cursor_in_sight_and_reaches_what_stands_above(house: House) -> None:
    lines = "".join(f"        02:14:0{n % 10} read part {n}\n" for n in range(40))
    house.pack = edited(("        02:14:09 open /data/part-0613\n", lines))
    async with at(house, 2).playing() as game:
        await game.shows("Which line would you show to Mira?", "more below")
        for _ in range(42):
            await game.press("down")
            assert "▸" in game.text
        await game.shows("43▸ 02:14:11 retry")
        for _ in range(42):
            await game.press("up")
            assert "▸" in game.text
        assert "Which line would you show" not in game.text
        await game.press("up")
        await game.shows("Which line would you show to Mira?")


async def test_mark_marks_takes_back_and_hands_in(house: House) -> None:
    async with at(house, 2).playing() as game:
        view = await marking(game)
        assert view.cursor == 0
        await game.press("down", "down", "space")
        await game.shows("3▸●02:14:10 write failed", "Marked 1 of up to 2")
        await game.press("up", "space", "space", "down", "down", "x")
        assert view.marked == [2, 3]
        await game.press("space")
        await game.shows("Marked 1 of up to 2")
        await game.press("enter")
        await game.shows("▸ 02:14:10 write failed: no space left", "She asks about that line and no other.")
        assert game.decided[-1].answer == Mark(("failure",), 0)
        notes = game.one_screen(ScenarioScreen).sitting.run.notes(game.decided[-1].seq)
        assert (notes.lines, notes.changes) == ((3,), 2)


async def test_mark_has_a_limit(house: House) -> None:
    async with at(house, 2).playing() as game:
        view = await marking(game)
        await game.press("space", "down", "space", "down", "space")
        await game.shows("Marked 2 of up to 2")
        assert game.notices == ["Up to 2 marks: take one back to mark another."]
        assert view.marked == [0, 1]


async def test_mark_does_not_take_an_empty_hand(house: House) -> None:
    async with at(house, 2).playing() as game:
        await marking(game)
        await game.press("enter")
        await game.settled()
        assert game.notices == ["Space marks the line under the cursor; then hand in."]
        assert len(game.decided) == 2


async def test_mark_steps_over_empty_lines_and_stops_at_the_ends(house: House) -> None:
    house.pack = edited(("        02:14:09 open", "\n\n        02:14:09 open"))
    async with at(house, 2).playing() as game:
        view = await marking(game)
        await game.press("up")
        assert view.cursor == 0
        await game.press("j")
        assert view.cursor == 3
        await game.press("k")
        assert view.cursor == 0
        await game.press(*["down"] * 9)
        assert view.cursor == len(view.lines) - 1


async def test_mark_by_mouse(house: House) -> None:
    async with at(house, 2).playing() as game:
        view = await marking(game)
        await game.click(view, at=(10, 3))
        assert (view.cursor, view.marked) == (2, [])
        await game.click(view, at=(10, 3))
        assert view.marked == [2]
        await game.click(view, at=(10, 0))
        assert (view.cursor, view.marked) == (2, [2]), "the heading is no line"


# --- defend ----------------------------------------------------------------------------------------


async def defending(game: Driver) -> Brief:
    await game.shows("What do you say, and what do you put beside it?", "What you attach, up to 1")
    return game.one(Brief)


async def test_defend_holds_one_claim_and_attaches(house: House) -> None:
    async with at(house, 3).playing() as game:
        brief = await defending(game)
        await game.shows("· It is fixed There was no time to fix anything")
        await game.press("3")
        assert (brief.claim, brief.attached) == (None, [])
        await game.press("2", "1")
        assert (brief.claim, brief.attached) == (0, [])
        await game.shows("▸ 1● ")
        await game.press("4")
        await game.shows("▸ 4● ")
        await game.press("enter")
        await game.shows("Lena writes it down as you said it.")
        assert game.decided[-1].answer == Defend("full", ("quota",))
        assert game.one_screen(ScenarioScreen).sitting.run.notes(game.decided[-1].seq).changes == 1


async def test_defend_with_the_arrows_and_space(house: House) -> None:
    async with at(house, 3).playing() as game:
        brief = await defending(game)
        await game.press("down", "space", "down", "down", "space")
        assert (brief.claim, brief.attached) == (0, [3])
        await game.press("space")
        assert brief.attached == []
        await game.press("enter")
        await game.shows("Lena asks how you know.")
        assert game.decided[-1].answer == Defend("full", ())


async def test_defend_asks_for_the_claim_that_is_missing(house: House) -> None:
    async with at(house, 3).playing() as game:
        await defending(game)
        await game.press("4", "enter")
        await game.shows("Pick what you say first: its number, or space.")
        assert len(game.decided) == 3


async def test_defend_attaches_no_more_than_its_limit(house: House) -> None:
    house.pack = edited(("budget: 1", "budget: 2"))
    with house.player() as ada:
        story = sitting(house.pack, ada)
        for answer in (TOLD[0], Investigate("quota"), Investigate("handles"), TOLD[2]):
            story.wait(story.decide(answer))
    async with house.playing() as game:
        brief = await defending(game)
        await game.press("4", "5")
        assert brief.attached == [3]
        assert game.notices == ["Attach at most 1; take one back first."]
        await game.press("4", "5")
        assert brief.attached == [4]


async def test_defend_with_nothing_to_attach_says_so(house: House) -> None:
    with house.player() as ada:
        story = sitting(house.pack, ada)
        for answer in (Choose("tell"), Investigate(None), TOLD[2]):
            story.wait(story.decide(answer))
    async with house.playing() as game:
        await game.shows("You have nothing to attach")


async def test_defend_by_mouse(house: House) -> None:
    async with at(house, 3).playing() as game:
        brief = await defending(game)
        await game.click(game.choice("The disk was full"))
        await game.click(game.choice("Disk quota page"))
        assert (brief.claim, brief.attached) == (0, [3])
        await game.click(game.choice("Disk quota page"))
        assert brief.attached == []


# --- all of them -----------------------------------------------------------------------------------


async def test_every_move_shows_its_keys_and_a_click_on_them_does_what_they_do(house: House) -> None:
    seen = []
    async with house.playing() as game:
        for picks, label in (("1", "decide"), ("1", "look"), ("space", "hand in"), ("1", "hand in")):
            seen.append(type(game.ask))
            await game.press(picks)
            if label == "hand in" and picks == "space":
                await game.click_key("mark")
                await game.click_key("mark")
            await game.click_key(label)
            await game.read_on()
        assert len(game.decided) == 4
    elsewhere = {AllocateAsk, RateAsk, WriteAsk}  # test_allocate.py, test_due.py, test_write.py
    assert set(seen) == {ask for ask in ASKS.values() if isinstance(ask, type)} - elsewhere


async def test_what_is_decided_is_greyed_and_answers_no_more(house: House) -> None:
    async with house.playing() as game:
        await game.press("1")
        game.ask.settle(True)
        await game.press("2", "enter", "down")
        assert game.choices.cursor == 0
        assert game.decided == []
        assert all(
            row.styles.opacity < 1 for row in game.app.screen.query(Choice) if not row.has_class("here")
        )
