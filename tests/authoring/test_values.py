"""Value sets never lose a value that a name can have: everything concrete stays inside them."""

from collections.abc import Callable, Mapping
from itertools import product
from operator import itemgetter

from hypothesis import given, settings
from hypothesis import strategies as st

from ladderquest.authoring.aim import lacking
from ladderquest.authoring.values import DUE, FALSE, MUST, SEEN, TRUE, WIDEST, Domain, Env, Sets
from ladderquest.pack.expressions import Quantity, compile_effect, compile_value
from ladderquest.pack.syntax import parse_condition, parse_effect
from tests.play.trees import evaluate, flags, numbers, render

BOUNDS = {"days": (0, 5), "nerve": (-3, 3), "told": (0, 1), "warned": (0, 1)}
FLAGS, NUMBERS = ("told", "warned"), ("days", "nerve")
DOMAINS = {name: Domain(low, high) for name, (low, high) in BOUNDS.items()}
SLOTS = {name: slot for slot, name in enumerate(BOUNDS)}
QUANTITIES = {
    name: Quantity("flag" if name in FLAGS else "int", 0, low, high, True)
    for name, (low, high) in BOUNDS.items()
}
Chosen = Mapping[str, frozenset[int]]


def chosen() -> st.SearchStrategy[Chosen]:
    """Of every name some of its values, at least one."""
    return st.fixed_dictionaries(
        {name: st.frozensets(st.integers(*bounds), min_size=1, max_size=3) for name, bounds in BOUNDS.items()}
    )


def as_env(values: Chosen) -> Env:
    env: Env = {SEEN: 0, MUST: 0, DUE: 0}
    for name, some in values.items():
        env[name] = sum(DOMAINS[name].only(value) for value in some)
    return env


def reader(name: str) -> Callable[[tuple[int, ...]], int]:
    return itemgetter(SLOTS[name])


def holds(env: Env, name: str, value: int) -> bool:
    return bool(env[name] & DOMAINS[name].only(value))


def concrete(values: Chosen) -> list[dict[str, int]]:
    return [dict(zip(BOUNDS, each, strict=True)) for each in product(*(values[name] for name in BOUNDS))]


@settings(deadline=None, derandomize=True)
@given(flags(FLAGS, NUMBERS, 3), chosen())
def test_what_a_condition_can_come_to_is_never_ruled_out(tree: object, values: Chosen) -> None:
    sets, node, env = Sets(DOMAINS, {}), parse_condition(render(tree)), as_env(values)  # type: ignore[arg-type]
    for each in concrete(values):
        truth = bool(evaluate(tree, each))  # type: ignore[arg-type]
        assert sets.may(node, env) & (TRUE if truth else FALSE)
        narrowed = sets.refined(node, truth, env)
        assert narrowed is not None
        assert all(holds(narrowed, name, value) for name, value in each.items())


@settings(deadline=None, derandomize=True)
@given(numbers(NUMBERS, 3), chosen())
def test_the_bounds_of_a_value_hold_it(tree: object, values: Chosen) -> None:
    low, high = Sets(DOMAINS, {}).interval(parse_condition(render(tree)), as_env(values))  # type: ignore[arg-type]
    assert all(low <= evaluate(tree, each) <= high for each in concrete(values))  # type: ignore[arg-type]


@settings(deadline=None, derandomize=True)
@given(st.data(), chosen())
def test_what_an_effect_makes_of_a_value_is_in_the_set_after_it(data: st.DataObject, values: Chosen) -> None:
    name = data.draw(st.sampled_from(list(BOUNDS)))
    if name in FLAGS:
        source = f"{name} = {render(data.draw(flags(FLAGS, NUMBERS, 2)))}"
    else:
        op = data.draw(st.sampled_from(["=", "+=", "-="]))
        source = f"{name} {op} {render(data.draw(numbers(NUMBERS, 2)))}"
    after = Sets(DOMAINS, {}).apply(parse_effect(source), as_env(values), {})
    writes = compile_effect(source, SLOTS, QUANTITIES)
    for each in concrete(values):
        slots = list(each.values())
        for write in writes:
            write(slots, [])
        assert all(holds(after, n, value) for n, value in zip(each, slots, strict=True)), source


@settings(deadline=None, derandomize=True)
@given(flags(FLAGS, NUMBERS, 3), chosen())
def test_nothing_is_lacking_exactly_where_a_condition_holds(tree: object, values: Chosen) -> None:
    source = render(tree)  # type: ignore[arg-type]
    test, node = compile_value(parse_condition(source), SLOTS), parse_condition(source)
    for each in concrete(values):
        values_ = tuple(each.values())
        assert (lacking(node, True, reader)(values_) == 0) == bool(test(values_))
        assert (lacking(node, False, reader)(values_) == 0) == (not test(values_))


def test_a_name_with_too_many_values_keeps_its_bounds() -> None:
    sets = Sets({"spend": Domain(0, WIDEST), "days": Domain(0, 5)}, {})
    env: Env = {SEEN: 0, MUST: 0, DUE: 0, "days": 1}
    assert sets.may(parse_condition("spend < 0"), env) == FALSE
    assert sets.may(parse_condition("spend <= 4096"), env) == TRUE
    assert sets.may(parse_condition("spend > 17"), env) == FALSE | TRUE
    after = sets.apply(parse_effect("spend += 3; days = 4"), env, {})
    assert "spend" not in after
    assert after["days"] == 1 << 4


def test_visits_are_known_from_where_a_run_has_been() -> None:
    sets = Sets({}, {"desk": 1, "door": 2, "hall": 4}, once=["door"])
    env: Env = {SEEN: 0b011, MUST: 0b001, DUE: 0}
    assert sets.may(parse_condition("visits.desk > 0"), env) == TRUE
    assert sets.may(parse_condition("visits.desk > 1"), env) == FALSE | TRUE
    assert sets.may(parse_condition("visits.desk > 7"), env) == FALSE | TRUE
    assert sets.may(parse_condition("visits.door > 0"), env) == FALSE | TRUE
    assert sets.may(parse_condition("visits.door > 1"), env) == FALSE
    assert sets.may(parse_condition("visits.hall > 0"), env) == FALSE
    been = sets.refined(parse_condition("visits.door > 0"), True, env)
    assert been is not None
    assert sets.may(parse_condition("visits.door == 1"), been) == TRUE
