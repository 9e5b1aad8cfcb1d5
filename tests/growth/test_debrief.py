import re
from collections.abc import Sequence

import msgspec
import pytest

from ladderquest.documents.document import Bullets, Document, Entries, Heading, Paragraph
from ladderquest.documents.text import to_text
from ladderquest.growth.debrief import BET_LOST, Debrief, as_document, debrief
from ladderquest.pack.model import (
    Clue,
    Delayed,
    Edition,
    Ending,
    GotoScene,
    InvestigateScene,
    Jump,
    Look,
    Option,
    Rating,
    Remark,
    WriteScene,
)
from ladderquest.pack.workbook import Criterion
from ladderquest.play import Note, Run
from ladderquest.play.moves import Choose, Investigate, Write
from tests.growth.story import ask, begin, end, ladder, option, play, prose, story


def look_back(run: Run, endings: Sequence[str] = (), worlds: Sequence[str] = ()) -> Debrief:
    return debrief(run, ladder(), endings_seen=endings, worlds_seen=worlds)


def chain(*options: Option, **fields: object) -> Edition:
    """A scene an option: each offers the option, and beside it ``best``, which nothing beats."""
    names = [f"s{place}" for place in range(len(options))] + ["end"]
    scenes = [
        ask(name, after, each, option(f"best{place}", 5), at=f"Hour {name}", recap=f"Recap {name}.")
        for place, (name, after, each) in enumerate(zip(names, names[1:], options, strict=False))
    ]
    return story(*scenes, end(), **fields)


def opened(*options: Option, **fields: object) -> list[str]:
    run = play(chain(*options, **fields), *(each.id for each in options))
    return [decision.answered for decision in look_back(run).opened]


def section(document: Document, title: str) -> list[object]:
    """The parts between the heading ``title`` and the next one of its level; [] if there is none."""
    found: list[object] = []
    inside = False
    for part in document.parts:
        if isinstance(part, Heading) and part.level == 1:
            inside = part.text == title
        elif inside:
            found.append(part)
    return found


# --- which decisions are opened ---------------------------------------------------------------------


def test_the_three_heaviest_are_opened_in_story_order() -> None:
    run = [option("a", 4), option("b", 1), option("c", 5), option("d", 3), option("e", 2)]
    assert opened(*run) == ["Take b", "Take d", "Take e"]


def test_of_equals_the_later_ones_are_opened() -> None:
    assert opened(*(option(name, 3) for name in "abcd")) == ["Take b", "Take c", "Take d"]


def test_a_trap_fed_weighs_as_much_as_a_missed_point_and_one_dodged_half() -> None:
    fed, dodged = option("fed", 5, feeds=["haste"]), option("dodged", 5, dodges=["alone"])
    assert opened(fed, option("x", 5), option("y", 5), option("z", 5)) == ["Take fed", "Take y", "Take z"]
    assert opened(dodged, option("x", 5), option("y", 5), option("z", 5)) == [
        "Take dodged",
        "Take y",
        "Take z",
    ]
    assert opened(dodged, option("x", 4), option("y", 4), option("z", 4)) == ["Take x", "Take y", "Take z"]
    assert opened(fed, option("y", 5, dodges=["alone"]), option("x", 4), option("z", 4)) == [
        "Take fed",
        "Take x",
        "Take z",
    ]


BILL = (Delayed(id="bill", then=prose("The bill came.")),)


def test_what_came_back_weighs_if_it_did_come_back() -> None:
    calm = [option("x", 5), option("y", 5), option("z", 5)]
    soon, late = option("soon", 5, effect="later.bill = 2"), option("late", 5, effect="later.bill = 9")
    assert opened(soon, *calm, later=BILL) == ["Take soon", "Take y", "Take z"]
    assert opened(late, *calm, later=BILL) == ["Take x", "Take y", "Take z"]


def test_fewer_are_opened_where_fewer_are_rated() -> None:
    assert opened(option("a"), option("b", 2), option("c")) == ["Take b"]
    assert opened(option("a"), option("b")) == []


# --- what an opened decision holds ------------------------------------------------------------------


def full_story() -> Edition:
    rich = option(
        "rush",
        2,
        feeds=["haste", "gone-from-the-ladder"],
        dodges=["alone"],
        effect="later.bill = 2; owes.priya += 1",
        then=prose("It went\nout.\n\nNobody said more."),
        heard=(Remark(who="mira", says="heard that it is out."),),
        why=prose("Speed was asked for."),
        contested="Whether Friday was fixed.",
    )
    first = ask(
        "s0",
        "s1",
        rich,
        option("wait", 4),
        at="Monday",
        recap="{cast.priya} asks for it.",
        known=prose("Known: the date. Not known: the size."),
    )
    return story(first, ask("s1", "end", option("again", 4, feeds=["haste"])), end(), later=BILL)


def test_an_opened_decision_says_what_it_was_about_and_not_again_what_followed() -> None:
    decision, second = look_back(play(full_story(), "rush", "again")).opened
    assert (decision.at, decision.recap) == ("Monday", "Priya asks for it.")
    assert decision.answered == "Take rush"
    assert decision.known == "Known: the date. Not known: the size."
    assert decision.why == "Speed was asked for."
    assert decision.contested == "Whether Friday was fixed."
    assert [note.title for note in decision.fed] == ["The haste trap"]
    assert [note.unlocks for note in decision.avoided] == ["What opens alone."]
    assert (second.at, second.answered) == ("Monday", "Take again")


def test_a_trap_is_explained_once_and_named_each_time() -> None:
    text = to_text(as_document(look_back(play(full_story(), "rush", "again"))))
    assert text.count("Fed: The haste trap") == 2
    assert text.count("How haste pulls.") == 1
    assert text.count("Where haste is fine.") == 1
    assert "Avoided: The alone trap" in text
    assert "Good engineers differ here. Whether Friday was fixed." in text


def test_the_document_reads_in_order() -> None:
    document = as_document(look_back(play(full_story(), "rush", "again")))
    assert document.title == "A small story"
    assert [part.text for part in document.parts if isinstance(part, Heading)] == [
        "Done and dusted",
        "How it went",
        "Two decisions that shaped it",
        "First · Monday",
        "Second · Monday",
        "What was true",
        "Roads not taken",
        "Promises",
        "This week",
    ]
    assert section(document, "Done and dusted") == [Paragraph("It is over.\n\nThe lamp is off.")]
    brief = as_document(look_back(play(full_story(), "rush", "again")), last_text=False)
    assert section(brief, "Done and dusted") == []
    assert brief.parts[1:] == document.parts[2:]
    assert section(document, "What was true") == [Paragraph("It was calm.")]
    assert section(document, "This week") == [Paragraph("Ask one person.", "accent")]


def bet(world: str, *looks: str) -> Debrief:
    """A hand on which ``go`` is as good as ``hold``, unless one has seen the clue and it stormed."""
    ratings = (Rating(is_=1, when="clue.weather and world.storm"), Rating(is_=4))
    look = InvestigateScene(
        id="look", text=(), ask="Look?", budget=1, looks=(Look(clue="weather"),), goto=(Jump(to="s"),)
    )
    hand = ask("s", "end", option("go", ratings=ratings), option("hold", 4))
    edition = story(look, hand, end(), clues=(Clue(id="weather", label="Weather", text=prose("Hm.")),))
    answers = [Investigate(each) for each in looks] or [Investigate(None)]
    return look_back(play(edition, *answers, Choose("go"), world=world))


def test_a_good_bet_that_lost_is_called_one() -> None:
    lost = bet("storm")
    assert [decision.bet for decision in lost.opened] == [BET_LOST]
    assert Paragraph(BET_LOST, "accent") in as_document(lost).parts
    assert [decision.bet for decision in bet("calm").opened] == [""], "the bet was won"
    assert [decision.bet for decision in bet("storm", "weather").opened] == [""], "it was known to be bad"


def test_no_rating_and_no_verdict_leaks() -> None:
    def digits(rating: int) -> str:
        run = play(story(ask("s", "end", option("a", rating), option("b", 5)), end()), "a")
        found = look_back(run)
        return to_text(as_document(found)) + msgspec.json.encode(found).decode()

    texts = {digits(rating) for rating in range(1, 6)}
    assert len(texts) == 1, "the debrief reads the same whatever the rating was"
    text = to_text(as_document(look_back(play(full_story(), "rush", "again"))))
    assert not re.search(r"\d", text)
    assert not re.search(r"\b(wrong|correct|score|points?|rating|best)\b", text, re.IGNORECASE)


# --- the timeline -----------------------------------------------------------------------------------


def looking() -> Edition:
    clues = tuple(Clue(id=name, label=f"The {name}", text=prose("Hm.")) for name in ("log", "bill", "mail"))
    look = InvestigateScene(
        id="look",
        at="Monday",
        text=(),
        ask="Where do you look?",
        budget=3,
        looks=tuple(Look(clue=clue.id) for clue in clues),
        goto=(Jump(to="way"),),
    )
    way = GotoScene(id="way", at="Tuesday", text=prose("A night."), goto=(Jump(to="s"),))
    late = ask("s", "t", option("a", 3, effect="later.later_bill = 1"))
    later = (Delayed(id="later_bill", then=prose("A long bill came.\n\nMuch more of it.")),)
    return story(look, way, late, ask("t", "end", option("b", 3)), end(), clues=clues, later=later)


def test_the_looks_of_one_visit_are_one_line() -> None:
    run = play(looking(), Investigate("log"), Investigate("mail"), Investigate(None), "a", "b")
    timeline = look_back(run).timeline
    assert [moment.answered for moment in timeline] == ["The log; The mail", "Take a", "Take b"]
    assert [moment.at for moment in timeline] == ["Monday", "Tuesday", "Tuesday"]
    assert timeline[0].asked == "Where do you look?"
    assert section(as_document(look_back(run)), "How it went") == [
        Entries(
            (
                ("Monday", "Where do you look? The log; The mail"),
                ("Tuesday", "Take a"),
                ("", "Came back: A long bill came."),
                ("·", "Take b"),
            )
        )
    ]


def test_looking_at_nothing_is_a_line_too() -> None:
    timeline = look_back(play(looking(), Investigate(None), "a", "b")).timeline
    assert timeline[0].answered == "Left it at that"


def test_only_the_live_path_is_told() -> None:
    run = play(chain(option("a", 2), option("b", 2)), "a", "b")
    run.commit(run.propose_rewind(0))
    for answer in ("best0", "best1"):
        run.commit(run.propose(Choose(answer)))
    assert [moment.answered for moment in look_back(run).timeline] == ["Take best0", "Take best1"]


def test_a_run_that_goes_on_has_no_debrief() -> None:
    with pytest.raises(ValueError, match="has not ended yet"):
        look_back(begin(full_story()))


# --- roads, promises, talk, practice, level words ---------------------------------------------------


def forked() -> Edition:
    endings = (
        Ending(id="done", title="Done"),
        Ending(id="left", title="Left early"),
        Ending(id="far", title="Far"),
    )
    go = ask("s", "end", option("on", 3), option("away", 3, goto=(Jump(to="gone"),)))
    return story(go, end(), end("gone", "left"), end("other", "far"), endings=endings)


def roads(*endings: str, worlds: Sequence[str] = (), take: str = "on") -> list[object]:
    return section(as_document(look_back(play(forked(), take), endings, worlds)), "Roads not taken")


def test_roads_are_counted_and_unseen_endings_stay_nameless() -> None:
    assert roads() == [Paragraph("This story has three endings and two truths; you have seen one and one.")]
    assert roads("done", "left", "an-old-one", worlds=["calm", "storm"]) == [
        Paragraph("This story has three endings and two truths; you have seen two and two."),
        Bullets(("Done", "Left early")),
    ]
    text = to_text(as_document(look_back(play(forked(), "on"))))
    assert "Left early" not in text
    assert "Far" not in text


def test_all_roads_taken() -> None:
    assert roads("done", "far", worlds=["storm"], take="away") == [
        Paragraph("This story has three endings and two truths, and you have seen them all.")
    ]


def test_promises_are_owed_kept_or_never_made() -> None:
    promising = option("a", 3, effect="owes.priya += 1; owes.mira += 1; owes.lena += 1")
    keeping = option("b", 3, effect="owes.mira -= 1")
    edition = chain(promising, keeping)
    kept = look_back(play(edition, "a", "b"))
    assert (kept.promises.owed, kept.promises.kept) == (("Priya", "Lena"), ("Mira",))
    assert section(as_document(kept), "Promises") == [
        Paragraph("You still owe Priya and Lena something that you promised."),
        Paragraph("What you promised Mira, you kept."),
    ]
    assert section(as_document(look_back(play(edition, "best0", "b"))), "Promises") == []


def test_every_decision_can_be_flagged_and_the_flagged_are_listed() -> None:
    run = play(chain(option("a", 3), option("b", 3)), "a", "b")
    first, second = look_back(run).decisions
    assert (first.caption, first.wanted) == ("Hour s0: Take a", False)
    run.commit(run.propose_note(second.seq, Note(talk=True)))
    found = look_back(run)
    assert [talk.wanted for talk in found.decisions] == [False, True]
    assert section(as_document(found), "To talk about") == [Bullets(("Hour s1: Take b",))]
    run.commit(run.propose_note(second.seq, Note(talk=False)))
    assert section(as_document(look_back(run)), "To talk about") == []


def test_a_look_flagged_while_playing_flags_its_line() -> None:
    run = begin(looking())
    run.commit(run.propose(Investigate("log")))
    run.commit(run.propose(Investigate("mail"), Note(talk=True)))
    for answer in (Investigate(None), Choose("a"), Choose("b")):
        run.commit(run.propose(answer))
    assert [talk.wanted for talk in look_back(run).decisions] == [True, False, False]


def test_gate_items_are_practised_and_never_ticked() -> None:
    edition = chain(option("a", 3), practises=("asked", "gone-from-the-ladder"))
    document = as_document(look_back(play(edition, "a")))
    assert section(document, "What this was practice for") == [
        Bullets(("I asked.",)),
        Paragraph("Playing ticks none of these: only evidence from your work does.", "quiet"),
    ]


def test_level_words_come_from_three_decisions_on_rated_or_not() -> None:
    two = chain(option("a", 3, shows=("given",)), option("b", shows=("given",)))
    assert look_back(play(two, "a", "b")).level_words == ()
    three = chain(*(option(n, r, shows=("given",)) for n, r in (("a", 3), ("b", None), ("c", 4))))
    document = as_document(look_back(play(three, "a", "b", "c")))
    assert section(document, "In a committee's words")[1:] == [
        Bullets(
            ("Three times you solved the task as it was given; committees call that junior-level scope.",)
        )
    ]


# --- what was written -------------------------------------------------------------------------------

PLAIN = Criterion(id="plain", text="Is it plain?", strong="To all.", fair="To some.", missing="To none.")
PAGE = WriteScene(
    id="page",
    at="Hour page",
    text=prose("A page."),
    ask="What would you put there?",
    model=(*prose("To {player}, first."), *prose("Told already.", "visits.page > 1")),
    rubric=(PLAIN,),
    goto=(Jump(to="s"),),
)
WRITING = story(PAGE, ask("s", "end", option("on", 5), option("back", 4, goto=(Jump(to="page"),))), end())


def written(*pages: str | None) -> Run:
    """A run that writes these one after the other (None: nobody noted what)."""
    run = begin(WRITING)
    for place, words in enumerate(pages):
        if place:
            run.commit(run.propose(Choose("back")))
        run.commit(run.propose(Write(), Note(words=words)))
    run.commit(run.propose(Choose("on")))
    return run


def test_what_was_written_comes_back_word_for_word_beside_the_model_of_its_moment() -> None:
    first, second = look_back(written("One.\n\n  Two [/]", "Again")).written
    assert (first.words, second.words) == ("One.\n\n  Two [/]", "Again")
    assert (first.at, first.asked) == ("Hour page", "What would you put there?")
    assert "first." in first.model
    assert "Told already." not in first.model
    assert second.model.endswith("Told already.")
    assert [question.text for question in first.questions] == ["Is it plain?"]


def test_every_line_that_was_written_stays_a_line_on_paper() -> None:
    found = section(as_document(look_back(written("- one\n- two\n\nthree"))), "What you wrote")
    assert Paragraph("- one\n\n- two\n\nthree", "quote") in found
    assert Entries((("Strong", "To all."), ("Fair", "To some."), ("Missing", "To none."))) in found


def test_an_empty_page_is_said_and_one_that_nobody_noted_is_left_out() -> None:
    empty = section(as_document(look_back(written(" "))), "What you wrote")
    assert Paragraph("You left the page empty.") in empty
    assert section(as_document(look_back(written(None))), "What you wrote") == []
    assert look_back(written(None)).written == ()


def test_a_page_that_was_gone_back_from_is_not_looked_at() -> None:
    run = begin(WRITING)
    run.commit(run.propose(Write(), Note(words="Dropped")))
    run.commit(run.propose_rewind(0))
    run.commit(run.propose(Write(), Note(words="Kept")))
    run.commit(run.propose(Choose("on")))
    assert [page.words for page in look_back(run).written] == ["Kept"]
