"""Gates, the evidence journal and what to try at work, in the app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

import msgspec
import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from ladderquest.growth.evidence import FIELDS
from ladderquest.growth.work import Action, Evidence, Waiver, Work
from ladderquest.pack.codex import Codex, Milestone, Milestones
from ladderquest.saves import PlayerStore, Settings
from ladderquest.saves.work import WorkFile
from ladderquest.tui.app import LadderQuestApp
from ladderquest.tui.asking import AskPanel, WordsPanel
from ladderquest.tui.screens.actions import ActionsScreen
from ladderquest.tui.screens.debrief import DebriefScreen
from ladderquest.tui.screens.evidence import EvidenceScreen, ItemsPanel
from ladderquest.tui.screens.gates import GatesScreen
from ladderquest.tui.screens.home import HomeScreen
from ladderquest.tui.screens.item import ItemScreen
from ladderquest.tui.screens.journal import JournalScreen
from ladderquest.tui.screens.taking import WhichPanel
from ladderquest.tui.widgets.form import Area, Form
from tests.tui.conftest import sample
from tests.tui.disk import HeldDisk
from tests.tui.driving import Driver, House
from tests.tui.stories import play_to_the_end_without_a_screen

FIRST, SECOND = "explain-choice", "ask-early"
AUCKLAND, HONOLULU = timezone(timedelta(hours=13)), timezone(timedelta(hours=-10))


def entry(id_: str = "1", *items: str, **fields: str | int) -> Evidence:
    given = {"day": "2026-11-03", "did": "Said why, before he asked.", "changed": "now"} | fields
    return msgspec.convert({"id": id_, "items": items or (FIRST,), **given}, Evidence)


def kept(store: PlayerStore) -> Work:
    """What is on the disk."""
    return store.ask(lambda: WorkFile(store.folder).read())


async def fill(game: Driver, **fields: str) -> None:
    """Paste texts into the form in front, as a terminal would hand them over."""
    for name, text in fields.items():
        field = game.app.screen.query_one(f"#{name}-field")
        field.focus()
        await game.settled()
        game.app.post_message(events.Paste(text))
        await game.settled()


async def new_entry(game: Driver, **fields: str) -> EvidenceScreen:
    """The form of a new entry for the first item, filled in."""
    await game.press("g", "n")
    screen = await game.comes(EvidenceScreen)
    await fill(game, **fields)
    return screen


# --- reading ---------------------------------------------------------------------------------------


async def test_gaps_come_first_and_every_section_opens(house: House) -> None:
    store = house.player()
    store.work.keep(entry(), Waiver(id="own-scope", changed="now", reason="x")).result()
    async with house.opened(store) as game:
        await game.press("g")
        screen = await game.comes(GatesScreen)
        await game.shows(
            "Before you move on", "1 of 2 with evidence.", "□", "no evidence yet", "1 entry, of 2026-11-03"
        )
        assert [line.item for line in screen.gate.gaps_first()] == [SECOND, FIRST]
        assert screen.line is not None
        assert screen.line.item == SECOND
        for key, name in (("right", "Phase 2"), ("left", "Phase 1"), ("2", "Phase 2"), ("1", "Phase 1")):
            await game.press(key)
            assert screen.gate.name == name
        await game.press("right", "right", "right")
        assert screen.gate.name == "Phase 2", "there is nothing after the last"


@pytest.mark.parametrize("key", ["q", "b", "escape"])
async def test_back_to_where_one_was(house: House, key: str) -> None:
    store = house.player()
    store.work.keep(entry()).result()
    async with house.opened(store) as game:
        await game.press("g", "down", "enter")
        await game.comes(ItemScreen)
        await game.press(key)
        await game.comes(GatesScreen)
        await game.press("e")
        await game.comes(JournalScreen)
        await game.press("space", "down", "up", key)
        await game.press("a")
        await game.comes(ActionsScreen)
        await game.press(key)
        await game.comes(GatesScreen)
        await game.press(key)
        await game.comes(HomeScreen)


async def test_what_was_played_is_told_as_practice_and_ticks_nothing(house: House) -> None:
    store = house.player()
    play_to_the_end_without_a_screen(house, store)
    async with house.opened(store) as game:
        await game.shows("gate 0 of 2")
        await game.press("g")
        await game.shows("0 of 2 with evidence.", "no evidence yet · practised in The nightly job")
        await game.press("enter")
        await game.shows("Practised in The nightly job; that is no evidence.", "No evidence yet.")


async def test_an_item_shows_each_entry_in_full(house: House) -> None:
    store = house.player()
    store.work.keep(
        entry("1", context="A freeze.", role="Mine.", outcome="40 ms.", link="https://x.org", people="Ada"),
        entry("2", FIRST, SECOND, day="2026-11-04", scenario="tiny"),
    ).result()
    async with house.opened(store) as game:
        await game.press("g", "enter")
        await game.shows(
            "entry 1 of 2", "2026-11-04", "Also for: You asked", "Begun after playing The nightly job."
        )
        await game.press("right", "right")
        await game.shows("entry 2 of 2", "2026-11-03", "A freeze.", "Mine.", "40 ms.", "https://x.org", "Ada")
        await game.press("left")
        await game.shows("entry 1 of 2")


async def test_milestones_have_a_section_and_take_evidence(house: House) -> None:
    level = house.pack.ladder.levels[0]
    item = Milestone(id="shipped", text="Something of yours runs.")
    both = Milestones(id="m", title="M", when="After a year", level=level.id, items=(item,), source="here")
    house.pack = msgspec.structs.replace(sample(), codex=Codex(milestones=(both,)))
    store = house.player()
    async with house.opened(store) as game:
        await game.press("g", "3")
        await game.shows(f"Milestones toward {level.title.lower()}", "After a year · no evidence yet")
        await game.press("n")
        await fill(game, day="today", did="It ships.")
        await game.press("ctrl+s")
        await game.shows("1 of 1 with evidence.")
    with house.player() as again:
        assert [each.items for each in kept(again).evidence.values()] == [("shipped",)]


# --- writing ---------------------------------------------------------------------------------------


async def test_an_entry_is_written_kept_and_told_on_the_ladder(house: House) -> None:
    store = house.player()
    async with house.opened(store) as game:
        await game.shows("gate 0 of 2")
        texts = {field.name: f"The {field.name}." for field in FIELDS}
        await new_entry(game, **texts | {"day": "yesterday", "link": "https://example.org/7"})
        await game.press("ctrl+s")
        screen = await game.comes(GatesScreen)
        await game.shows("1 of 2 with evidence.")
        assert screen.line is not None
        assert screen.line.item == FIRST, "the pointer stays with what was written about"
        assert game.notices[-1] == "The entry is kept."
        await game.press("q")
        await game.shows("gate 1 of 2 with evidence")
        (there,) = kept(store).evidence.values()
        assert (there.items, there.day, there.link) == ((FIRST,), "2026-11-19", "https://example.org/7")
        assert [there.context, there.role, there.did] == ["The context.", "The role.", "The did."]
        assert [there.outcome, there.people] == ["The outcome.", "The people."]


WRONG = {
    "a link that is none": ({"link": "see the wiki"}, "'see the wiki' is no link"),
    "a link without its beginning": ({"link": "www.example.org"}, "type https://www.example.org."),
    "a day to come": ({"day": "2026-11-21"}, "2026-11-21 is still to come: where you are it is 2026-11-20."),
    "no day": ({"day": "soon"}, "'soon' is no day that can be read"),
    "100 kB": ({"context": "x" * 102_400}, "This is 102,400 characters long, and 4,000 fit."),
    "100 kB in lines": ({"role": "line\n" * 20_480}, "This is 102,399 characters long, and 4,000 fit."),
    "100 kB in a line": ({"people": "x" * 102_400}, "This is 102,400 characters long, and 4,000 fit."),
}


@pytest.mark.parametrize("name", WRONG)
async def test_a_wrong_field_is_named_and_nothing_is_lost(house: House, name: str) -> None:
    wrong, says = WRONG[name]
    given = {"day": "2026-11-20", "did": "Said why.", "link": "https://example.org", "people": "Ben"} | wrong
    (field,) = wrong
    store = house.player()
    async with house.opened(store) as game:
        screen = await new_entry(game, **given)
        await game.press("ctrl+s")
        await game.shows(says)
        assert game.app.screen is screen
        focused = game.app.focused
        assert focused is not None
        assert focused.id == f"{field}-field", "the keyboard is where something is wrong"
        values = screen.query_one(Form).values
        assert {each: values[each] for each in given} == given
        assert kept(store).evidence == {}
        widget = screen.query_one(f"#{field}-field")
        if isinstance(widget, Area):
            widget.text = "Short."
        elif isinstance(widget, Input):
            widget.value = {"day": "today"}.get(field, "")
        await game.press("ctrl+s")
        await game.comes(GatesScreen)
        assert len(kept(store).evidence) == 1


async def test_several_wrong_fields_are_all_named_and_the_first_has_the_keyboard(house: House) -> None:
    async with house.opened(house.player()) as game:
        screen = await new_entry(game, day="soon", link="wiki")
        await game.press("ctrl+s")
        wrong = [each.id for each in screen.query(".wrong")]
        assert wrong == ["day-problem", "did-problem", "link-problem"]
        assert game.app.focused is screen.query_one("#day-field")


@pytest.mark.parametrize(
    ("moment", "fits"),
    [
        (datetime(2026, 11, 20, 23, 30, tzinfo=AUCKLAND), "2026-11-20"),
        (datetime(2026, 11, 21, 0, 30, tzinfo=AUCKLAND), "2026-11-21"),
        (datetime(2026, 11, 20, 23, 30, tzinfo=HONOLULU), "2026-11-20"),
    ],
    ids=["half past eleven in Auckland", "half past midnight in Auckland", "half past eleven in Honolulu"],
)
async def test_today_is_the_players_own_day(house: House, moment: datetime, fits: str) -> None:
    store = house.player()
    day = datetime.fromisoformat(f"{fits}T00:00:00")
    async with house.opened(store) as game:
        game.app.game.now = lambda: moment
        await new_entry(game, day=f"{day + timedelta(days=1):%Y-%m-%d}", did="It.")
        await game.press("ctrl+s")
        await game.shows("is still to come")
        game.app.screen.query_one("#day-field", Input).value = "today"
        await game.press("ctrl+s")
        await game.comes(GatesScreen)
        assert [each.day for each in kept(store).evidence.values()] == [fits]
        assert moment.astimezone(UTC).date().isoformat() in {"2026-11-20", "2026-11-21"}


async def test_the_mouse_and_tab_go_through_the_form(house: House) -> None:
    async with house.opened(house.player()) as game:
        screen = await new_entry(game)
        await game.press(*"today", "enter", *"why", "tab", "tab", "tab", *"it", "tab", *"https", "tab")
        values = screen.query_one(Form).values
        assert (values["day"], values["context"], values["outcome"]) == ("today", "why", "it")
        await game.press("shift+tab", "shift+tab")
        assert screen.query_one("#outcome-field").has_focus
        await game.press("enter", *"two")
        assert screen.query_one(Form).values["outcome"] == "it\ntwo"


async def test_one_entry_names_several_items(house: House) -> None:
    store = house.player()
    async with house.opened(store) as game:
        screen = await new_entry(game, day="today", did="Both.")
        screen.query_one("Proves").focus()
        await game.press("enter")
        await game.comes(ItemsPanel)
        await game.shows("What is it evidence for?")
        await game.press("space", "down", "enter", "down", "space", "q")
        await game.shows("■ You asked before", "■ ")
        await game.press("ctrl+s")
        (there,) = kept(store).evidence.values()
        assert there.items == (SECOND, house.pack.ladder.phases[1].gate[0].id)


async def test_an_entry_needs_an_item(house: House) -> None:
    async with house.opened(house.player()) as game:
        screen = await new_entry(game, day="today", did="It.")
        screen.query_one("Proves").focus()
        await game.press("enter", "space", "q", "ctrl+s")
        await game.shows("nothing yet", "It names no gate item yet")
        assert screen.query_one("Proves").has_focus


async def test_an_entry_is_edited_and_keeps_what_was_not_touched(house: House) -> None:
    store = house.player()
    before = entry(context="A freeze.", people="Ben", run="r", scenario="tiny", seq=3)
    store.work.keep(before).result()
    async with house.opened(store) as game:
        await game.press("g", "down", "enter", "e")
        await game.comes(EvidenceScreen)
        await fill(game, outcome="40 ms.")
        await game.press("ctrl+s")
        await game.comes(ItemScreen)
        await game.shows("40 ms.", "A freeze.")
        (there,) = kept(store).evidence.values()
        assert there == msgspec.structs.replace(before, outcome="40 ms.", changed="2026-11-20T09:45:00+00:00")


async def test_an_entry_is_deleted_after_a_question(house: House) -> None:
    store = house.player()
    store.work.keep(entry("1", FIRST, SECOND), entry("2", day="2026-11-04")).result()
    async with house.opened(store) as game:
        await game.press("g", "enter", "right", "x")
        await game.comes(AskPanel)
        await game.shows("Delete the entry of 2026-11-03 for good?", "evidence for 2 items")
        await game.press("n", "x", "y")
        await game.shows("entry 1 of 1")
        assert kept(store).evidence.keys() == {"2"}
        await game.press("x", "y")
        await game.shows("No evidence yet.")
        assert kept(store).evidence == {}


async def test_a_new_entry_is_the_one_that_is_shown(house: House) -> None:
    store = house.player()
    store.work.keep(entry()).result()
    async with house.opened(store) as game:
        await game.press("g", "down", "enter", "n")
        await fill(game, day="2026-01-05", did="Older.")
        await game.press("ctrl+s")
        await game.shows("entry 2 of 2", "Older.")


async def test_an_item_does_not_apply_and_applies_again(house: House) -> None:
    store = house.player()
    async with house.opened(store) as game:
        await game.press("g", "w")
        await game.comes(WordsPanel)
        await game.press("ctrl+s")
        await game.shows("Say why it does not apply")
        await fill(game, reason="No [/] model.")
        await game.press("ctrl+s")
        await game.comes(GatesScreen)
        await game.shows("0 of 1 with evidence; one does not apply.", "does not apply: No [/] model.")
        assert kept(store).waivers[FIRST].reason == "No [/] model."
        await game.press("enter")
        await game.shows("Does not apply: No [/] model.")
        await game.press("w")
        await game.shows("It applies again.")
        await game.press("q")
        await game.shows("0 of 2 with evidence.")


# --- what to try at work ---------------------------------------------------------------------------


async def test_something_to_try_from_first_to_last(house: House) -> None:
    store = house.player()
    async with house.opened(store) as game:
        await game.press("g", "a")
        await game.shows("Nothing yet.")
        await game.press("n", "ctrl+s")
        await game.shows("an action needs its words")
        await fill(game, text="Ask Mira.", due="yesterday")
        await game.press("ctrl+s")
        await game.shows("'yesterday' is no day")
        game.app.screen.query_one("#due-field", Input).value = "in 2 weeks"
        await game.press("enter")
        await game.comes(ActionsScreen)
        await game.shows("Ask Mira.", "by Friday, 2026-12-04")
        await game.press("e")
        await fill(game, text=" Twice.")
        await game.press("ctrl+s")
        await game.shows("Ask Mira. Twice.")
        await game.press("d")
        await fill(game, note="She knew.")
        await game.press("ctrl+s")
        await game.shows("done: She knew.")
        await game.press("d")
        await game.shows("by Friday, 2026-12-04: She knew.")
        await game.press("o", "ctrl+s")
        await game.shows("dropped: She knew.")
        await game.press("v")
        screen = await game.comes(EvidenceScreen)
        values = screen.query_one(Form).values
        assert (values["did"], values["outcome"], values["day"]) == ("Ask Mira. Twice.", "She knew.", "")
        await game.press("escape")
        await game.comes(ActionsScreen)
        await game.press("x", "n")
        assert len(kept(store).actions) == 1
        await game.press("x", "y")
        await game.shows("Nothing yet.")
        assert kept(store).actions == {}


async def test_the_nearest_day_stands_first(house: House) -> None:
    store = house.player()
    given = {"1": ("Later.", "2026-12-01"), "2": ("Some day.", ""), "3": ("Overdue.", "2026-11-19")}
    store.work.keep(
        *(Action(id=id_, changed="", made="", text=text, due=due) for id_, (text, due) in given.items())
    ).result()
    async with house.opened(store) as game:
        await game.press("g", "a")
        screen = await game.comes(ActionsScreen)
        assert [action.text for action in screen.actions] == ["Overdue.", "Later.", "Some day."]
        await game.shows("was for 2026-11-19")


# --- behind a debrief ------------------------------------------------------------------------------


async def test_a_debrief_begins_an_entry_that_remembers_the_run(house: House) -> None:
    store = house.player()
    sitting = play_to_the_end_without_a_screen(house, store)
    async with house.opened(store) as game:
        await game.press("1", "enter", "g")
        await game.comes(WhichPanel)
        await game.press("q")
        await game.comes(DebriefScreen)
        await game.press("g", "2", "enter")
        screen = await game.comes(EvidenceScreen)
        assert not any(screen.query_one(Form).values.values()), "nothing is claimed that nobody wrote"
        await fill(game, day="today", did="Asked on the first day.")
        await game.press("ctrl+s")
        await game.comes(DebriefScreen)
        (there,) = kept(store).evidence.values()
        assert (there.items, there.run, there.scenario) == ((SECOND,), sitting.run_id, "tiny")
        assert there.seq == sitting.run.steps[-1].decided.seq


async def test_a_debrief_keeps_its_action_once(house: House) -> None:
    store = house.player()
    sitting = play_to_the_end_without_a_screen(house, store)
    async with house.opened(store) as game:
        await game.press("1", "enter", "w")
        await game.comes(WordsPanel)
        await game.shows("Ask who reads the table")
        await fill(game, due="friday")
        await game.press("ctrl+s")
        await game.comes(DebriefScreen)
        assert game.notices[-1] == "To try at work: by Friday, 2026-11-27. g and a on the ladder list it."
        await game.press("w")
        await game.shows("2026-11-27")
        await game.press("escape")
        await game.comes(DebriefScreen)
        (there,) = kept(store).actions.values()
        assert (there.due, there.run, there.state) == ("2026-11-27", sitting.run_id, "open")


async def test_a_story_that_practises_nothing_says_where_else_to_go(house: House) -> None:
    scenario = msgspec.structs.replace(sample().scenarios[0], practises=())
    house.pack = msgspec.structs.replace(sample(), scenarios=(scenario,))
    store = house.player()
    play_to_the_end_without_a_screen(house, store)
    async with house.opened(store) as game:
        await game.press("1", "enter", "g")
        assert game.notices == ["This story practises no gate item: g on the ladder opens all of them."]


# --- where nothing can be written, and where it takes long -----------------------------------------


async def test_a_second_window_reads_and_says_before_it_asks_that_it_cannot_write(house: House) -> None:
    store = house.player()
    store.work.keep(entry()).result()
    action = Action(id="1", changed="", made="", text="Ask.")
    store.work.keep(action).result()
    second = house.player()
    assert second.read_only
    async with house.opened(second) as game:
        await game.shows("gate 1 of 2 with evidence")
        await game.press("g")
        screen = await game.comes(GatesScreen)
        for key in "nw":
            await game.press(key)
            assert game.app.screen is screen
        await game.press("down", "enter")
        item = await game.comes(ItemScreen)
        for key in "nexw":
            await game.press(key)
            assert game.app.screen is item
        await game.press("q", "a")
        there = await game.comes(ActionsScreen)
        for key in "nedovx":
            await game.press(key)
            assert game.app.screen is there
        assert set(game.notices) == {second.refused}
    assert kept(store).evidence == {"1": entry()}


async def test_the_ladder_counts_without_waiting_for_the_disk(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = house.player()
    store.work.keep(entry()).result()
    with HeldDisk(monkeypatch) as disk:
        async with house.opened(store) as game:
            await game.shows("gate 1 of 2 with evidence")
            before = [len(line) for line in game.lines()]
            disk.hold()
            await game.press("1", "q")
            assert isinstance(game.app.screen, HomeScreen)
            disk.release()
            await game.shows("gate 1 of 2 with evidence")
            assert [len(line) for line in game.lines()] == before, "nothing has jumped"


async def test_an_entry_holds_while_it_is_still_being_saved(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = house.player()
    with HeldDisk(monkeypatch) as disk:
        async with house.opened(store) as game:
            await new_entry(game, day="today", did="It.")
            disk.hold()
            await game.press("ctrl+s")
            await game.shows("1 of 2 with evidence.")
            assert "The entry is kept." not in game.notices
            disk.release()
            await game.until(lambda: "The entry is kept." in game.notices, "the save")
    with house.player() as again:
        assert len(again.work.read().evidence) == 1


async def test_a_disk_that_refuses_is_said_and_the_entry_is_still_there(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = house.player()
    with HeldDisk(monkeypatch) as disk:
        async with house.opened(store) as game:
            await new_entry(game, day="today", did="It.")
            disk.release(OSError(28, "No space left on device"))
            await game.press("ctrl+s")
            await game.shows("Not saved")
            disk.release()
            await game.press("q")
            await game.shows("1 of 2 with evidence.")
            await game.press("e")
            await game.shows("It.")


async def test_the_counts_stay_on_their_line_in_a_narrow_window(house: House) -> None:
    store = house.player()
    store.work.keep(entry()).result()
    async with house.opened(store, size=(60, 24)) as game:
        await game.shows("gate 1 of 2")
        (line,) = [line for line in game.lines() if "gate 1 of 2" in line]
        assert "0 of 1 played" in line


# --- pictures --------------------------------------------------------------------------------------


class Picture(NamedTuple):
    """The keys that lead from the ladder to a screen."""

    name: str
    keys: str


PICTURES = [
    Picture("gates", "g"),
    Picture("item", "g down enter"),
    Picture("form", "g down enter e ctrl+s"),
    Picture("waive", "g w"),
    Picture("actions", "g a"),
    Picture("journal", "g e"),
]


def written(house: House, theme: str) -> PlayerStore:
    """A player with something of everything."""
    store = house.player()
    store.update(settings=Settings(theme=theme, reduced_motion=True)).result()
    store.work.keep(
        entry(
            context="The index was rebuilt during a freeze.",
            role="Mine alone; the release was not.",
            outcome="Nobody asked again.\nTwo teams copied the note.",
            link="wiki",
            people="Ada, Ben",
        ),
        Action(id="1", changed="", made="", text="Ask who reads the table.", due="2026-11-27"),
        Action(id="2", changed="", made="", text="Write the page.", state="done", note="Two read it."),
        Waiver(id=house.pack.ladder.phases[1].gate[0].id, changed="", reason="No team of mine."),
    ).result()
    return store


async def lead(pilot: Pilot[None], keys: str) -> None:
    """Press the keys, and stop what blinks."""
    assert isinstance(pilot.app, LadderQuestApp)
    game = Driver(pilot.app, pilot)
    await game.settled()
    await game.press(*keys.split())
    for field in [*pilot.app.screen.query(Input), *pilot.app.screen.query(Area)]:
        field.cursor_blink = False
    await game.settled()


@pytest.mark.parametrize("theme", ["ladder-night", "ladder-paper"])
@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_picture(house: House, snap_compare: Callable[..., bool], picture: Picture, theme: str) -> None:
    app = house.app(written(house, theme))
    assert snap_compare(app, terminal_size=(80, 24), run_before=lambda pilot: lead(pilot, picture.keys))
