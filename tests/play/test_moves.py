"""Each move: what is on offer, what is refused and why, what follows, how it reads, how votes are counted."""

import pytest

from ladderquest.pack.model import Block, Claim, Look, Option, Remark, Result, Scene
from ladderquest.play import (
    AnyAnswer,
    Assessment,
    IllegalDecision,
    Note,
    Program,
    Run,
    State,
    advance,
    assess,
    explain,
    legal,
    walk,
)
from ladderquest.play.engine import summarise
from ladderquest.play.moves import (
    MOVES,
    Choose,
    ChooseOffer,
    Defend,
    DefendOffer,
    Investigate,
    InvestigateOffer,
    Mark,
    MarkOffer,
    Offer,
    Summary,
    Write,
    WriteOffer,
)
from ladderquest.play.state import Changed, Entered, Found, Heard, Owed, Told
from tests.play.stories import (
    HASHES,
    ask,
    begin,
    defend,
    end,
    look_at,
    mark,
    opened,
    option,
    prose,
    rated,
    story,
    take,
    to,
    value,
    write,
)


def refusal(program: Program, state: State, answer: AnyAnswer) -> str:
    with pytest.raises(IllegalDecision) as caught:
        advance(program, state, answer)
    return str(caught.value)


def votes(program: Program, state: State, *given: AnyAnswer) -> AnyAnswer:
    """What these votes come to; it must be on offer itself."""
    scene = program.scene(state.scene)
    answer: AnyAnswer = MOVES[scene.tag].aggregate(program, scene, state, given)
    advance(program, state, answer)
    return answer


def worth(program: Program, state: State, answer: AnyAnswer) -> Assessment:
    found = assess(program, state, answer)
    assert found is not None
    return found


# --- choose ----------------------------------------------------------------------------------------

CHOOSE = ask(
    "a",
    "end",
    option("wait", says="Wait, {days} left", rating=rated(2)),
    option("ship", when="days >= 9", locked="Only {days} days left", rating=rated(5)),
    option("secret", when="clue.log"),
    option(
        "tell",
        effect="days -= 2; told = true; clue.log = found; owes.product += 1",
        rating=rated(("told", 1), 4),
        then=prose("{days} left."),
        heard=(
            Remark(who="ops", says="Told? {told}", when="told"),
            Remark(who="ops", says="No.", when="not told"),
        ),
        why=prose("Because {days}."),
        goto=to(("told", "b"), "end"),
    ),
)


def test_options_are_offered_in_author_order_and_closed_ones_say_why_or_do_not_show() -> None:
    program, state, _ = opened(CHOOSE, ask("b", "end", "go"), end())
    assert legal(program, state) == ChooseOffer(
        (
            Offer("wait", "Wait, 3 left"),
            Offer("ship", "Take ship", False, "Only 3 days left"),
            Offer("secret", "Take secret", False, ""),
            Offer("tell", "Take tell"),
        )
    )
    offer = legal(program, state)
    assert isinstance(offer, ChooseOffer)
    assert [o.id for o in offer.options if o.shown] == ["wait", "ship", "tell"]
    assert list(walk(program, state)) == [Choose("wait"), Choose("tell")]


def test_a_choice_that_is_not_open_is_refused_with_its_reason() -> None:
    program, state, _ = opened(CHOOSE, ask("b", "end", "go"), end())
    assert refusal(program, state, Choose("ship")) == "option 'ship' cannot be taken: Only 3 days left"
    assert refusal(program, state, Choose("secret")) == "option 'secret' cannot be taken: it is not open here"
    assert refusal(program, state, Choose("fly")) == "there is no option 'fly' here"
    assert refusal(program, state, Mark(("limit",))) == "scene 'a' asks to choose, not to mark"


def test_what_follows_from_a_choice_is_told_in_order_and_after_its_effect() -> None:
    program, state, _ = opened(CHOOSE, ask("b", "end", "go"), end())
    after, events = advance(program, state, Choose("tell"))
    assert events == (
        Told("1 left.", "Take tell", "Because 1."),
        Changed("Days", 3, 1),
        Found("log", "The log", "Red."),
        Owed("product", 1),
        Heard("ops", "Told? 1"),
        Entered("b", "", "Scene b."),
    )
    assert after.scene == "b"
    assert explain(program, state, Choose("tell")) == "Because 1."
    assert explain(program, state, Choose("wait")) == ""
    assert summarise(program, state, Choose("wait")) == Summary("", "Wait, 3 left")


def test_a_choice_is_rated_before_its_effect_and_against_what_was_open() -> None:
    program, state, _ = opened(CHOOSE, ask("b", "end", "go"), end())
    told = worth(program, state, Choose("tell"))
    assert (told.outcome, told.rating, told.best) == ("tell", 4, 4)
    assert worth(program, state, Choose("wait")).best == 4
    assert not told.lost_bet


def test_an_option_without_a_rating_is_not_rated() -> None:
    program, state, _ = opened(ask("a", "end", "go", option("well", rating=rated(3))), end())
    assert assess(program, state, Choose("go")) is None
    assert worth(program, state, Choose("well")).best == 3


def test_votes_for_options_are_counted_and_ties_go_to_author_order() -> None:
    program, state, _ = opened(CHOOSE, ask("b", "end", "go"), end())
    assert votes(program, state, Choose("tell"), Choose("wait"), Choose("tell")) == Choose("tell")
    assert votes(program, state, Choose("tell"), Choose("wait")) == Choose("wait")


# --- investigate -----------------------------------------------------------------------------------


def test_looks_have_a_cost_and_what_is_closed_says_why() -> None:
    looks = (
        Look(clue="contract", cost=2),
        Look(clue="log", when="told", locked="Nobody told you, {player}"),
        Look(clue="wire", cost=3, when="told"),
    )
    program, state, _ = opened(look_at("a", "end", *looks), end())
    offer = legal(program, state)
    assert isinstance(offer, InvestigateOffer)
    assert (offer.ask, offer.budget, offer.left) == ("Look where?", 2, 2)
    assert [(o.id, o.says, o.open, o.why, o.shown, o.cost, o.taken) for o in offer.looks] == [
        ("contract", "The contract", True, "", True, 2, False),
        ("log", "The log", False, "Nobody told you, Ada", True, 1, False),
        ("wire", "The wire", False, "", False, 3, False),
    ]
    assert list(walk(program, state)) == [Investigate("contract"), Investigate()]
    assert refusal(program, state, Investigate("log")) == (
        "'The log' cannot be looked at: Nobody told you, Ada"
    )
    assert (
        refusal(program, state, Investigate("wire")) == "'The wire' cannot be looked at: it is not open here"
    )
    assert refusal(program, state, Investigate("attic")) == "there is nothing called 'attic' to look at here"


def test_looks_are_taken_one_at_a_time_and_the_finding_is_shown_before_the_next() -> None:
    looks = (
        Look(clue="contract", effect="days -= 1", heard=(Remark(who="ops", says="Read it?"),)),
        Look(clue="log"),
        Look(clue="wire"),
    )
    program, state, _ = opened(look_at("a", "end", *looks, budget=2), end())
    state, events = advance(program, state, Investigate("contract"))
    assert events == (
        Told("", "The contract"),
        Changed("Days", 3, 2),
        Found("contract", "The contract", "It says 2."),
        Heard("ops", "Read it?"),
    )
    assert (state.scene, state.spent, state.turn) == ("a", ("contract",), 1)
    offer = legal(program, state)
    assert isinstance(offer, InvestigateOffer)
    assert (offer.left, offer.looks[0].why, offer.looks[0].taken) == (1, "already seen", True)
    assert refusal(program, state, Investigate("contract")) == (
        "'The contract' cannot be looked at: already seen"
    )
    state, events = advance(program, state, Investigate("wire"))  # the last of the budget
    assert isinstance(events[-2], Entered)
    assert (state.scene, state.spent) == ("end", ())


def test_looking_ends_by_itself_when_nothing_more_can_be_paid() -> None:
    looks = (Look(clue="contract", cost=2), Look(clue="log", cost=2), Look(clue="wire", cost=1, when="told"))
    program, state, _ = opened(look_at("a", "b", *looks, budget=3), ask("b", "a", "back"), end())
    offer = legal(program, state)
    assert isinstance(offer, InvestigateOffer)
    state, _ = advance(program, state, Investigate("contract"))
    assert state.scene == "b"
    state, _ = advance(program, state, Choose("back"))
    again = legal(program, state)
    assert isinstance(again, InvestigateOffer)
    assert again.left == 3  # a new visit has its own budget
    assert [o.why for o in again.looks] == ["already seen", "", ""]


def test_a_look_that_costs_too_much_says_so_and_one_may_stop_at_any_time() -> None:
    program, state, _ = opened(
        look_at("a", "end", Look(clue="log", cost=2), Look(clue="wire", cost=2), "contract", budget=3), end()
    )
    state, _ = advance(program, state, Investigate("log"))
    assert refusal(program, state, Investigate("wire")) == (
        "'The wire' cannot be looked at: more than is left"
    )
    stopped, events = advance(program, state, Investigate())
    assert stopped.ending == "done"
    assert [type(event) for event in events][:1] == [Entered]
    assert assess(program, state, Investigate()) is None
    assert explain(program, state, Investigate()) == ""
    assert summarise(program, state, Investigate()) == Summary("Look where?", "Left it at that")
    assert summarise(program, state, Investigate("contract")).answered == "The contract"


def test_a_look_may_open_another() -> None:
    looks = (Look(clue="log", effect="told = true"), Look(clue="wire", cost=0, when="told"))
    program, state, _ = opened(look_at("a", "end", *looks, budget=1), end())
    state, _ = advance(program, state, Investigate("log"))
    assert state.scene == "a"
    assert list(walk(program, state)) == [Investigate("wire"), Investigate()]


def test_votes_for_looks_are_counted_and_stopping_is_the_last_of_equals() -> None:
    program, state, _ = opened(look_at("a", "end", "log", "wire"), end())
    assert votes(program, state, Investigate(), Investigate("wire")) == Investigate("wire")
    assert votes(program, state, Investigate("wire"), Investigate("log")) == Investigate("log")
    assert votes(program, state, Investigate(), Investigate(), Investigate("log")) == Investigate()


# --- mark ------------------------------------------------------------------------------------------

BOTH = Result(id="both", when="mark.limit and mark.call", rating=rated(5), then=prose("Both."))
ONE = Result(
    id="one",
    when="mark.limit",
    rating=rated(("mark.elsewhere > 0", 2), 4),
    effect="nerve += mark.count; days -= mark.elsewhere",
    then=prose("{mark.count} marked."),
)
NONE = Result(id="none", rating=rated(1))


def marking(limit: int = 3) -> tuple[Program, State]:
    program, state, _ = opened(mark("a", "end", BOTH, ONE, NONE, limit=limit), end())
    return program, state


def test_marking_offers_the_lines_as_they_read_now() -> None:
    program, state = marking()
    offer = legal(program, state)
    assert isinstance(offer, MarkOffer)
    assert (offer.ask, offer.artefact, offer.limit) == ("Which lines?", "diff", 3)
    assert offer.lines[3] == "  log({limit})"  # braces without a dot are code
    assert offer.places == {0: "limit", 1: "limit", 2: "call"}


def test_a_place_of_several_lines_counts_once() -> None:
    program, state = marking()
    offer = legal(program, state)
    assert isinstance(offer, MarkOffer)
    assert offer.answer([0, 1]) == Mark(("limit",))
    assert offer.answer([4, 1, 3]) == Mark(("limit",), 2)
    assert offer.answer([2, 0, 1]) == Mark(("call", "limit"))
    after, events = advance(program, state, offer.answer([0, 1]))
    assert value(program, after, "nerve") == 1
    assert events[0] == Told("1 marked.", "- limit = 8")


def test_marks_come_to_the_first_result_that_holds_and_are_forgotten_afterwards() -> None:
    program, state = marking()
    assert worth(program, state, Mark(("call", "limit"))).outcome == "both"
    assert worth(program, state, Mark(("limit",), 1)).outcome == "one"
    assert worth(program, state, Mark((), 1)).outcome == "none"
    after, events = advance(program, state, Mark(("limit",), 2))
    assert events[:2] == (Told("3 marked.", "- limit = 8 · 2 other lines"), Changed("Days", 3, 1))
    assert value(program, after, "nerve") == 3
    assert value(program, after, "mark.limit") == value(program, after, "mark.count") == 0


def test_the_best_of_the_marks_is_found_even_within_one_result() -> None:
    program, state, _ = opened(
        mark("a", "end", Result(id="any", rating=rated(("mark.call and mark.count == 1", 5), 1))), end()
    )
    assert worth(program, state, Mark((), 1)).best == 5
    assert worth(program, state, Mark(("call",))).rating == 5
    program, state, _ = opened(
        mark("a", "b", Result(id="any", goto=to(("mark.call", "end"), "b"))), ask("b", "end", "go"), end()
    )
    assert {advance(program, state, answer)[0].scene for answer in walk(program, state)} == {"b", "end"}


def test_marks_that_cannot_be_are_refused() -> None:
    program, state = marking()
    assert refusal(program, state, Mark()) == "mark 1 to 3 lines, not 0"
    assert refusal(program, state, Mark(("call", "limit"), 2)) == "mark 1 to 3 lines, not 4"
    assert refusal(program, state, Mark(("call", "limit"), -1)) == "mark 1 to 3 lines, not 1"
    assert refusal(program, state, Mark(("limit", "call"))) == (
        "the places marked must be sorted, each named once"
    )
    assert refusal(program, state, Mark(("call", "call"))) == (
        "the places marked must be sorted, each named once"
    )
    assert (
        refusal(program, state, Mark(("sign",))) == "there is no place 'sign' to mark here"
    )  # not shown yet
    assert refusal(program, state, Mark((), 3)) == "there are not 3 other lines to mark here"
    advance(program, state, Mark((), 2))


def test_a_line_that_shows_later_can_be_marked_then() -> None:
    program, state, _ = opened(
        ask("a", "b", option("tell", effect="told = true")),
        mark("b", "end", Result(id="signed", when="mark.sign", rating=rated(5)), NONE),
        end(),
    )
    state, _ = advance(program, state, Choose("tell"))
    offer = legal(program, state)
    assert isinstance(offer, MarkOffer)
    assert offer.lines[-1] == "  seen by Ada"
    assert worth(program, state, offer.answer([5])).rating == 5


def test_marks_in_words_are_the_lines_if_somebody_noted_them() -> None:
    program, state = marking()
    answer = Mark(("call", "limit"), 1)
    assert summarise(program, state, answer) == Summary(
        "Which lines?", "retry(limit) · - limit = 8 · 1 other line"
    )
    assert summarise(program, state, answer, [2, 3, 5]).answered == "+ limit = 80 · retry(limit) · done()"
    assert summarise(program, state, answer, [99]).answered.endswith("1 other line")


def test_votes_for_marks_are_those_of_at_least_half_and_ties_go_to_author_order() -> None:
    program, state = marking(limit=1)
    call, limit, other = Mark(("call",)), Mark(("limit",)), Mark((), 1)
    assert votes(program, state, call, limit) == limit  # declared first
    assert votes(program, state, call, call, limit) == call
    assert votes(program, state, other, other, other, call) == call  # what is no place says nothing
    assert votes(program, state, other, other) == other
    program, state = marking(limit=2)
    both = Mark(("call", "limit"))
    assert votes(program, state, both, limit) == both
    assert votes(program, state, both, limit, limit) == limit


# --- defend ----------------------------------------------------------------------------------------

FIND = option("find", effect="clue.log = found; clue.wire = found")
RIGHT = Result(id="right", when="claim.late and exhibit.log", rating=rated(5), then=prose("They nod."))
WRONG = Result(id="wrong", when="claim.late", rating=rated(("exhibit.count == 0", 1), 2))
REST = Result(id="rest", rating=rated(3), then=prose("With {exhibit.count}."))
CLAIMS = ("fine", "late", Claim(id="lost", says="It is lost.", when="nerve > 5", locked="You lack nerve"))


def defending(limit: int = 2, exhibits: tuple[str, ...] = ()) -> tuple[Program, State]:
    program, state, _ = opened(
        ask("a", "b", FIND),
        defend("b", "end", CLAIMS, RIGHT, WRONG, REST, limit=limit, exhibits=exhibits),
        end(),
    )
    return program, advance(program, state, Choose("find"))[0]


def test_a_defence_offers_claims_and_what_was_found() -> None:
    program, state = defending()
    assert legal(program, state) == DefendOffer(
        "What do you say?",
        (
            Offer("fine", "It is fine"),
            Offer("late", "It is late"),
            Offer("lost", "It is lost.", False, "You lack nerve"),
        ),
        (Offer("log", "The log"), Offer("wire", "The wire")),
        2,
    )


def test_a_scene_may_narrow_what_can_be_attached() -> None:
    program, state, _ = opened(
        ask("a", "b", FIND), defend("b", "end", CLAIMS, REST, exhibits=("wire", "contract")), end()
    )
    state, _ = advance(program, state, Choose("find"))
    offer = legal(program, state)
    assert isinstance(offer, DefendOffer)
    assert [o.id for o in offer.exhibits] == ["wire"]
    assert "'log' cannot be attached" in refusal(program, state, Defend("fine", ("log",)))


def test_the_right_claim_on_the_wrong_exhibit_comes_to_another_result() -> None:
    program, state = defending()
    assert worth(program, state, Defend("late", ("log",))).outcome == "right"
    assert worth(program, state, Defend("late", ("log", "wire"))).outcome == "right"
    wrong = worth(program, state, Defend("late", ("wire",)))
    assert (wrong.outcome, wrong.rating, wrong.best) == ("wrong", 2, 5)
    assert worth(program, state, Defend("late")).rating == 1
    assert worth(program, state, Defend("fine", ("log",))).outcome == "rest"


def test_a_defence_is_told_and_forgotten() -> None:
    program, state = defending()
    after, events = advance(program, state, Defend("fine", ("log", "wire")))
    assert events[0] == Told("With 2.", "It is fine")
    names = ("claim.fine", "exhibit.log", "exhibit.wire", "exhibit.count")
    assert [value(program, after, name) for name in names] == [0, 0, 0, 0]
    assert summarise(program, state, Defend("fine", ("log", "wire"))) == Summary(
        "What do you say?", "It is fine. With: The log, The wire"
    )
    assert summarise(program, state, Defend("late")).answered == "It is late. With nothing attached."


def test_a_defence_that_cannot_be_is_refused() -> None:
    program, state = defending(limit=1)
    unsorted = "the exhibits must be sorted, each named once"
    assert refusal(program, state, Defend("none")) == "there is no claim 'none' here"
    assert refusal(program, state, Defend("lost")) == "claim 'lost' cannot be made: You lack nerve"
    assert refusal(program, state, Defend("late", ("contract",))) == (
        "exhibit 'contract' cannot be attached: it has not been found"
    )
    assert refusal(program, state, Defend("late", ("wire", "log"))) == unsorted
    assert refusal(program, state, Defend("late", ("log", "log"))) == unsorted
    assert refusal(program, state, Defend("late", ("log", "wire"))) == "attach at most 1 exhibits, not 2"


def test_a_walk_of_a_defence_knows_every_claim_and_result_and_rating() -> None:
    program, state = defending()
    found = [(a, worth(program, state, a)) for a in walk(program, state) if isinstance(a, Defend)]
    assert {(a.claim, w.outcome, w.rating) for a, w in found} == {
        ("fine", "rest", 3),
        ("late", "wrong", 1),
        ("late", "wrong", 2),
        ("late", "right", 5),
    }


def test_votes_for_a_defence_are_counted_among_those_who_make_the_same_claim() -> None:
    program, state = defending(limit=1)
    log, wire = Defend("late", ("log",)), Defend("late", ("wire",))
    assert votes(program, state, log, wire) == log  # declared first
    assert votes(program, state, log, wire, wire, Defend("fine", ("log",))) == wire
    assert votes(program, state, log, Defend("fine")) == Defend("fine")
    assert votes(program, state, log, Defend("late"), Defend("late")) == Defend("late")


# --- write -----------------------------------------------------------------------------------------

PAGE = write(
    "a",
    "b",
    effect="days -= 1; told = true; owes.product += 1",
    then=prose("{days} left."),
    heard=(Remark(who="ops", says="It says nothing.", when="told"),),
)


def test_a_page_offers_what_is_asked_and_its_hints_and_keeps_the_rest_back() -> None:
    program, state, events = opened(PAGE, ask("b", "end", "go"), end())
    assert legal(program, state) == WriteOffer("What would you put there?", ("Begin with 3.", "Ask Omar."))
    assert walk(program, state) == (Write(),)
    shown = f"{events} {legal(program, state)}"
    assert "In 3 days." not in shown
    assert "Is it plain?" not in shown


def test_one_thing_follows_whatever_was_written_and_it_is_never_rated() -> None:
    program, state, _ = opened(PAGE, ask("b", "end", "go"), end())
    after, events = advance(program, state, Write())
    assert events == (
        Told("2 left.", "Wrote an answer"),
        Changed("Days", 3, 2),
        Owed("product", 1),
        Heard("ops", "It says nothing."),
        Entered("b", "", "Scene b."),
    )
    assert value(program, after, "told") == 1
    assert assess(program, state, Write()) is None
    assert explain(program, state, Write()) == ""
    assert refusal(program, state, Choose("go")) == "scene 'a' asks to write, not to choose"


def test_a_page_in_words_is_its_first_words_if_somebody_noted_them() -> None:
    program, state, _ = opened(PAGE, ask("b", "end", "go"), end())

    def said(words: str | None) -> str:
        return summarise(program, state, Write(), words=words).answered

    assert summarise(program, state, Write()) == Summary("What would you put there?", "Wrote an answer")
    assert said("") == said(" \n ") == "Left the page empty"
    assert said("Stop.") == 'Wrote 1 word: "Stop."'
    assert said("Keep it,\n  for now.") == 'Wrote 4 words: "Keep it, for now."'
    long = said("word " * 40)
    assert long.startswith('Wrote 40 words: "word word')
    assert long.endswith(' word …"')
    assert len(long) < 90


def test_what_is_written_is_kept_beside_the_decision_and_changes_nothing() -> None:
    edition = story(PAGE, ask("b", "end", "go"), end())
    silent, said = begin(edition), begin(edition)
    take(silent, Write())
    words = 'Zwölf Worte,\n\n  "eingerückt" und {days} [/].'
    said.commit(said.propose(Write(), Note(words=words, seconds=90.0)))
    assert said.state == silent.state
    assert said.steps[-1].decided == silent.steps[-1].decided
    assert said.notes(said.steps[-1].decided.seq).words == words
    assert said.visit_summary(said.visits()[-1]).answered.startswith("Wrote 6 words: ")
    again, moved = Run.load(Program(edition, "Ada"), HASHES, said.records)
    assert moved is None
    assert again.state == said.state
    assert again.notes(again.steps[-1].decided.seq).words == words


def test_votes_for_a_page_are_one_page() -> None:
    program, state, _ = opened(PAGE, ask("b", "end", "go"), end())
    assert votes(program, state, Write(), Write()) == Write()


@pytest.mark.parametrize("scene", ["choose", "look", "mark", "defend", "write"])
def test_no_votes_are_no_decision(scene: str) -> None:
    scenes: dict[str, Scene] = {
        "choose": CHOOSE,
        "look": look_at("a", "end", "log"),
        "mark": mark("a", "end", NONE),
        "defend": defend("a", "end", ["fine"], REST),
        "write": PAGE,
    }
    program, state, _ = opened(scenes[scene], ask("b", "end", "go"), end())
    with pytest.raises(ValueError, match="no votes"):
        votes(program, state)


def test_a_story_that_has_ended_asks_nothing() -> None:
    program, state, _ = opened(ask("a", "end", Option(id="go", says="Go")), end())
    state, _ = advance(program, state, Choose("go"))
    assert legal(program, state) is None
    assert walk(program, state) == ()
    assert refusal(program, state, Choose("go")) == "the story has ended"


def test_what_an_effect_hides_and_shows_is_text_after_it() -> None:
    scene = ask("a", "end", option("go", effect="told = true", then=(Block(text="A"), *prose("B", "told"))))
    program, state, _ = opened(scene, end())
    assert advance(program, state, Choose("go"))[1][0] == Told("A\n\nB", "Take go")
