"""Conditions, effects and templates: what they come to, and what is said of one that is wrong."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ladderquest.pack.expressions import (
    ExpressionError,
    Quantity,
    Scope,
    check_condition,
    check_effect,
    check_template,
    check_value,
    compile_effect,
    compile_value,
    scope_of,
)
from ladderquest.pack.model import DefendScene, MarkScene, Result
from ladderquest.pack.syntax import names_read, parse_condition, parse_effect, split_template, templates
from tests.play.stories import CAST, MEMORIES, ask, defend, mark, story
from tests.play.trees import Tree, evaluate, flags, numbers, render

SCENARIO = story(ask("desk", "desk", "go"), ask("hall", "desk", "go")).scenario
SCOPE = scope_of(SCENARIO, [member.id for member in CAST], MEMORIES)
SLOTS = {name: slot for slot, name in enumerate(SCOPE.names)}
FLAGS = [name for name, quantity in SCOPE.names.items() if quantity.kind == "flag"]
NUMBERS = [name for name, quantity in SCOPE.names.items() if quantity.kind == "int"]


def come_to(source: str, **values: int) -> int:
    """What a condition or value comes to."""
    slots = {name: slot for slot, name in enumerate(values)}
    return compile_value(parse_condition(source), slots)(tuple(values.values()))


def fault(source: str, scope: Scope = SCOPE, *, effect: bool = False) -> tuple[str, int, str | None]:
    """What is said of a wrong expression: the message, the offset, the suggestion."""
    with pytest.raises(ExpressionError) as caught:
        (check_effect if effect else check_condition)(source, scope)
    assert str(caught.value) == caught.value.message
    return caught.value.message, caught.value.offset, caught.value.suggestion


# --- what they come to -----------------------------------------------------------------------------

quick = settings(max_examples=150, deadline=None, derandomize=True)
VALUES = st.fixed_dictionaries(
    {name: st.integers(0, 1) for name in FLAGS} | {name: st.integers(-20, 20) for name in NUMBERS}
)


@quick
@given(flags(FLAGS, NUMBERS, 3), VALUES)
def test_a_condition_comes_to_what_its_tree_does(tree: Tree, values: dict[str, int]) -> None:
    source = render(tree)
    check_condition(source, SCOPE)
    found = compile_value(parse_condition(source), SLOTS)([values[name] for name in SLOTS])
    assert found == evaluate(tree, values)
    assert found in (0, 1)


@quick
@given(numbers(NUMBERS, 3), VALUES)
def test_a_number_comes_to_what_its_tree_does(tree: Tree, values: dict[str, int]) -> None:
    source = render(tree)
    check_value(source, SCOPE, "int")
    with pytest.raises(ExpressionError):
        check_value(source, SCOPE, "flag")
    assert compile_value(parse_condition(source), SLOTS)([values[n] for n in SLOTS]) == evaluate(tree, values)


@quick
@given(
    st.sampled_from(["days", "nerve", "owes.ops"]),
    st.sampled_from(["=", "+=", "-="]),
    numbers(NUMBERS, 2),
    VALUES,
)
def test_an_effect_changes_one_value_within_its_bounds(
    name: str, op: str, tree: Tree, values: dict[str, int]
) -> None:
    source = f"{name} {op} {render(tree)}"
    check_effect(source, SCOPE)
    now, due = [values[n] for n in SLOTS], list[tuple[int, str]]()
    for write in compile_effect(source, SLOTS, SCOPE.names):
        write(now, due)
    change = evaluate(tree, values)
    wanted = {"=": change, "+=": values[name] + change, "-=": values[name] - change}[op]
    bounds = SCOPE.names[name]
    assert dict(zip(SLOTS, now, strict=True)) == values | {name: min(bounds.high, max(bounds.low, wanted))}
    assert due == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("true or true and false", 1),
        ("(true or true) and false", 0),
        ("not true or true", 1),
        ("not (true or true)", 0),
        ("not 1 > 2", 1),
        ("not not true", 1),
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 3 - 2", 5),
        ("-2 * 3", -6),
        ("2--3", 5),
        ("2 - -3", 5),
        ("1 + 1 == 2", 1),
        ("2 > 1 == true", None),
        ("(2 > 1) == true", 1),
        ("true == not false", None),
        ("true == (not false)", 1),
        ("true != false and 2 >= 2", 1),
        ("  1<2  ", 1),
        ("found", 1),
    ],
)
def test_precedence(source: str, expected: int | None) -> None:
    if expected is None:
        with pytest.raises(ExpressionError):
            parse_condition(source)
    else:
        assert come_to(source) == expected


@pytest.mark.parametrize("op", ["<", "<=", "==", "!=", ">=", ">"])
@pytest.mark.parametrize("x", [1, 2, 3])
def test_a_comparison_with_a_constant_is_a_comparison(op: str, x: int) -> None:
    assert come_to(f"x {op} 2", x=x) == come_to(f"x {op} y", x=x, y=2)


def test_parentheses_go_to_32_levels() -> None:
    deepest = "(" * 31 + "true" + ")" * 31
    assert come_to(deepest) == 1
    message, offset, _ = fault(f"({deepest})")
    assert (message, offset) == ("more than 32 levels of parentheses", 32)


@pytest.mark.parametrize(
    "source", ["days = " + "1 + " * 140 + "1", "told = " + "not " * 140 + "told", "days = 1" + " * -1" * 100]
)
def test_the_longest_effect_is_no_trouble(source: str) -> None:
    assert len(source) <= 600
    check_effect(source, SCOPE)
    values: list[int] = [0] * len(SLOTS)
    for write in compile_effect(source, SLOTS, SCOPE.names):
        write(values, [])
    assert values[SLOTS["days"]] in (0, 1, 5)


def test_a_row_of_minus_signs_is_refused_before_it_is_too_deep() -> None:
    assert fault("days = " + "-" * 580 + "1", effect=True)[:2] == ("one '-' is enough", 8)


# --- names and types -------------------------------------------------------------------------------


def test_the_names_of_a_scenario() -> None:
    assert SCOPE.names == {
        "days": Quantity("int", 3, 0, 5, writable=True),
        "nerve": Quantity("int", 0, -3, 10, writable=True),
        "told": Quantity("flag", writable=True),
        "clue.contract": Quantity("flag", writable=True),
        "clue.log": Quantity("flag", writable=True),
        "clue.wire": Quantity("flag", writable=True),
        "world.hollow": Quantity("flag"),
        "world.solid": Quantity("flag"),
        "world.share": Quantity("int", low=-1_000_000, high=1_000_000),
        "world.quick": Quantity("flag"),
        "owes.product": Quantity("int", high=99, writable=True),
        "owes.ops": Quantity("int", high=99, writable=True),
        "recall.trust": Quantity("int", 1, 0, 5),
        "recall.warned": Quantity("flag"),
        "visits.desk": Quantity("int", high=1_000_000),
        "visits.hall": Quantity("int", high=1_000_000),
    }
    assert SCOPE.later == {"echo", "bill"}
    assert SCOPE.words == {
        "player",
        *("cast.product", "cast.ops", "given.product", "given.ops"),
        "world.site",
    }


def test_a_memory_that_the_scenario_does_not_recall_has_no_name() -> None:
    scope = scope_of(story(ask("desk", "desk", "go"), recalls=("trust",)).scenario, [], MEMORIES)
    assert "recall.warned" not in scope.names
    assert fault("recall.warned", scope)[0] == "unknown name 'recall.warned'"


def test_an_answer_has_names_only_in_its_own_results() -> None:
    marking = mark("m", "m", Result(id="r"))
    defending = defend("d", "d", ["fine", "late"], Result(id="q"), exhibits=("log",))
    scenario = story(marking, defending).scenario
    scope = scope_of(scenario, [], ())
    for scene, good, bad in (
        (marking, "mark.limit and mark.count > 1 and mark.elsewhere == 0", "claim.fine"),
        (defending, "claim.fine and exhibit.log and exhibit.count <= 2", "exhibit.wire"),
    ):
        assert isinstance(scene, MarkScene | DefendScene)
        inside = scope.with_answer(scene, scenario)
        check_condition(f"({good}) and days > 0", inside)
        assert "only in the results of the scene that asks" in fault(good, scope)[0]
        assert "only in the results of the scene that asks" in fault(bad, inside)[0]
    assert fault("mark.limti", scope.with_answer(marking, scenario)) == (
        "'mark.limti' is known only in the results of the scene that asks",
        0,
        "mark.limit",
    )


@pytest.mark.parametrize(
    ("source", "message", "offset", "suggestion"),
    [
        ("dyas > 2", "unknown name 'dyas'", 0, "days"),
        ("told and  clue.contrct", "unknown name 'clue.contrct'", 10, "clue.contract"),
        ("world.holow", "unknown name 'world.holow'", 0, "world.hollow"),
        ("told and world.site", "'world.site' is text, which can only be shown", 9, None),
        ("later.echo > 1", "unknown name 'later.echo'", 0, None),
        ("days", "a condition needs a true/false value here", 0, None),
        ("told + 1 > 2", "'+' needs a whole number here", 0, None),
        ("days > told", "'>' needs a whole number here", 7, None),
        ("told and days", "'and' needs a true/false value here", 9, None),
        ("days or told", "'or' needs a true/false value here", 0, None),
        ("not days", "'not' needs a true/false value here", 4, None),
        ("-told > 1", "'-' needs a whole number here", 1, None),
        ("told == 1", "'==' compares a number with a true/false value", 5, None),
        ("days != true", "'!=' compares a number with a true/false value", 5, None),
        ("1 < days < 3", "compare two things at a time and join with 'and'", 9, None),
        ("days = 2", "'=' assigns; compare with '=='", 5, None),
        ("told and = 2", "'=' assigns; compare with '=='", 9, None),
        ("days >", "expected a name or a number, found the end", 6, None),
        ("", "expected a name or a number, found the end", 0, None),
        ("   ", "expected a name or a number, found the end", 0, None),
        ("days > * 2", "expected a name or a number, found '*'", 7, None),
        ("told or and told", "expected a name or a number, found 'and'", 8, None),
        ("told or (days > 2", "a '(' is not closed", 8, None),
        ("days > 2)", "did not expect ')' here", 8, None),
        ("days > 2 told", "did not expect 'told' here", 9, None),
        ("5days > 2", "did not expect 'days' here", 1, None),
        ("days > 1.5", "'.' means nothing in an expression", 8, None),
        ("days & told", "'&' means nothing in an expression", 5, None),
        ("days > 2  ;told", "did not expect ';' here", 10, None),
        ("days > ٣", "'٣' means nothing in an expression", 7, None),
        ("__import__('os')", '"\'" means nothing in an expression', 11, None),
        ("days > 1000001", "1000001 is larger than 1000000", 7, None),
    ],
)
def test_what_is_said_of_a_wrong_condition(
    source: str, message: str, offset: int, suggestion: str | None
) -> None:
    assert fault(source) == (message, offset, suggestion)


@pytest.mark.parametrize(
    ("source", "message", "offset", "suggestion"),
    [
        ("days -= 1; tld = true", "unknown name 'tld'", 11, "told"),
        ("days = told", "'days' needs a whole number here", 7, None),
        ("told = 1", "'told' needs a true/false value here", 7, None),
        ("told += 1", "'told' is true or false: set it with '='", 0, None),
        ("world.share = 3", "'world.share' cannot be changed by an effect", 0, None),
        ("visits.desk = 3", "'visits.desk' cannot be changed by an effect", 0, None),
        ("recall.trust += 1", "'recall.trust' cannot be changed by an effect", 0, None),
        ("later.eco = 1", "no later block 'eco'", 0, "later.echo"),
        ("later.echo += 1", "write 'later.echo = 2': a number of scenes", 0, None),
        ("later.echo = days", "write 'later.echo = 2': a number of scenes", 0, None),
        ("told = true; later.echo = 0", "later.echo needs at least 1 scene", 26, None),
        ("days", "expected '=', '+=' or '-=' after 'days'", 4, None),
        ("days == 3", "expected '=', '+=' or '-=' after 'days'", 5, None),
        ("3 = days", "expected the name of what changes, found '3'", 0, None),
        ("true = told", "expected the name of what changes, found 'true'", 0, None),
        ("days = ", "expected a name or a number, found the end", 6, None),
        ("days = 1 told = true", "did not expect 'told' here", 9, None),
        ("days = 1;; told = true", "expected the name of what changes, found ';'", 9, None),
        ("mark.limit = true", "'mark.limit' is known only in the results of the scene that asks", 0, None),
    ],
)
def test_what_is_said_of_a_wrong_effect(
    source: str, message: str, offset: int, suggestion: str | None
) -> None:
    assert fault(source, effect=True) == (message, offset, suggestion)


def test_an_effect_is_any_number_of_assignments_in_order() -> None:
    source = "days = 1; days += days; told = days == 2; clue.log = found; later.echo = 2; later.echo = 1;"
    check_effect(source, SCOPE)
    values, due = [0] * len(SLOTS), list[tuple[int, str]]()
    for write in compile_effect(source, SLOTS, SCOPE.names):
        write(values, due)
    changed = {name: values[slot] for name, slot in SLOTS.items() if values[slot]}
    assert changed == {"days": 2, "told": 1, "clue.log": 1}
    assert due == [(2, "echo"), (1, "echo")]
    assert parse_effect("") == parse_effect("  ") == ()


def test_the_names_that_an_expression_reads() -> None:
    tree = parse_condition("not (days > 2 and clue.log) or -days < 1")
    assert list(names_read(tree)) == ["days", "clue.log", "days"]


# --- templates -------------------------------------------------------------------------------------


def test_a_text_is_cut_at_its_templates() -> None:
    text = "{player}: {x}, {cast.a}{ y } {Z} {} {a.b.c}"
    assert split_template(text) == ["", "player", ": ", "x", ", ", "cast.a", "{ y } {Z} {} {a.b.c}"]
    assert list(templates(text)) == [("player", 0), ("x", 10), ("cast.a", 15)]
    assert split_template("plain") == ["plain"]


def test_what_is_said_of_an_unknown_name_in_a_text() -> None:
    assert check_template("{player} {days} {world.site} {cast.ops} {clue.log}", SCOPE) == []
    found = check_template("So {dayz}, {cast.opps}!", SCOPE)
    assert [(e.message, e.offset, e.suggestion) for e in found] == [
        ("unknown name 'dayz' in text", 3, "days"),
        ("unknown name 'cast.opps' in text", 11, "cast.ops"),
    ]


def test_braces_without_a_dot_are_code_in_an_artefact() -> None:
    assert check_template("f'{dayz} {player}'", SCOPE, artefact=True) == []
    found = check_template("f'{dayz} {world.sit}'", SCOPE, artefact=True)
    assert [(e.message, e.suggestion) for e in found] == [("unknown name 'world.sit' in text", "world.site")]


@pytest.mark.parametrize(
    "source", ["days >= 3", "days<3", "clue.log  !=0", "visits.a_1 == 999999", "found >= 1"]
)
def test_the_usual_comparison_is_read_like_any_other(source: str) -> None:
    assert parse_condition(source) == parse_condition(source + " ")  # the space makes it take the long way
