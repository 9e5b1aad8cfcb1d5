import pytest

from ladderquest.growth.placement import Reply, place, sentence_for
from ladderquest.pack.ladder import Placement, Question, Route

IDS = ("tradeoffs", "found", "away", "adopted", "changed")
CASE = "the chunking change, in May"


@pytest.fixture
def placement() -> Placement:
    return Placement(
        intro="Five questions.",
        questions=tuple(Question(id=id_, text=f"{id_}?", example="Which?") for id_ in IDS),
        routes=(
            Route(least=0, most=1, phases=(1,), says="Start with one."),
            Route(least=2, most=3, phases=(2, 3), says="Two or three."),
            Route(least=4, most=5, phases=(3, 4), says="Three or four."),
        ),
        source="here",
    )


def replies(*cases: str | None) -> list[Reply]:
    """One reply a question: None is a no, anything else a yes with that case."""
    given = [*cases, *[None] * (len(IDS) - len(cases))]
    return [Reply(id_, case is not None, case or "") for id_, case in zip(IDS, given, strict=True)]


@pytest.mark.parametrize(
    ("count", "phases"), [(0, (1,)), (1, (1,)), (2, (2, 3)), (3, (2, 3)), (4, (3, 4)), (5, (3, 4))]
)
def test_the_count_of_cases_leads_to_phases(
    placement: Placement, count: int, phases: tuple[int, ...]
) -> None:
    placed = place(placement, replies(*[CASE] * count))
    assert placed.count == count
    assert placed.counted == IDS[:count]
    assert placed.uncounted == ()
    assert placed.route.phases == phases


def test_a_yes_without_its_case_counts_as_a_no_and_says_so(placement: Placement) -> None:
    placed = place(placement, replies(CASE, "", CASE, "Redis", None))
    assert placed.count == 2
    assert placed.counted == ("tradeoffs", "away")
    assert placed.uncounted == ("found", "adopted")
    assert placed.says.startswith("Two of five with a case. Two yeses came without their case")
    assert "One yes came without its case" in place(placement, replies("")).says


def test_how_the_count_is_said_at_its_ends(placement: Placement) -> None:
    assert place(placement, replies()).says.startswith("No yes with a case.")
    assert place(placement, replies(*[CASE] * 5)).says.startswith("All five with a case.")


@pytest.mark.parametrize(
    ("case", "counts"),
    [
        ("", False),
        ("   \n ", False),
        ("yes", False),
        ("- ... !", False),
        ("yes -", False),
        ("\u200b \u202e x", False),  # nothing but one letter can be seen
        ("index rebuild", True),
        ("the\nindex", True),
        ("検索", False),
        ("検索基盤を移行した", True),
    ],
)
def test_what_is_a_case(case: str, counts: bool) -> None:
    assert Reply("found", True, case).counts is counts
    assert not Reply("found", False, case).counts


def test_what_is_said_to_a_yes_without_its_case() -> None:
    assert "needs its case" in sentence_for(Reply("found", True))
    assert "One word is too short" in sentence_for(Reply("found", True, "Redis"))
    assert sentence_for(Reply("found", True, CASE)) == ""
    assert sentence_for(Reply("found", False)) == ""


def test_every_question_is_answered_once(placement: Placement) -> None:
    with pytest.raises(ValueError, match=r"needs all 5 answers: adopted, changed still to come"):
        place(placement, replies()[:3])
    with pytest.raises(ValueError, match=r"no question 'foud': did you mean 'found'\?"):
        place(placement, [Reply("foud", True, CASE)])
    with pytest.raises(ValueError, match=r"no question 'zzz': the questions are tradeoffs, found"):
        place(placement, [Reply("zzz", True, CASE)])
    with pytest.raises(ValueError, match=r"'found' is answered twice"):
        place(placement, [*replies(), Reply("found", True, CASE)])


def test_a_count_without_a_route_is_a_sentence(placement: Placement) -> None:
    gap = Placement(
        intro="", questions=placement.questions, routes=placement.routes[:1], source=placement.source
    )
    with pytest.raises(ValueError, match="no route for 2 answers"):
        place(gap, replies(CASE, CASE))
