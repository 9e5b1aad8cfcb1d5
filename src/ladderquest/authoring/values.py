"""What names may stand for: sets of whole numbers, and what conditions and effects make of them.

Everything here errs on one side. A set holds every value that the name can have there, and perhaps more; so
what comes out as impossible is impossible, and what comes out as possible may still never happen.

A set is an ``int`` used as bits: bit ``i`` stands for ``low + i`` of the name's ``Domain``. Names with more
values than ``WIDEST`` have no set; of them only the bounds are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from ladderquest.pack.syntax import COMPARISONS, Assignment, Binary, Constant, Named, Node, Unary

__all__ = ["DUE", "FALSE", "MUST", "SEEN", "TRUE", "Domain", "Env", "Sets", "joined"]

WIDEST = 4096
_MOST_SHIFTS = 64

FALSE, TRUE = 1, 2
"""The bits of what a condition may come to."""

Env = dict[str, int]
"""Name -> its set, and three sets of another kind: ``SEEN`` and ``MUST`` hold the scenes that may and that
must have been entered, ``DUE`` the delayed blocks that may be waiting."""
SEEN, MUST, DUE = "@seen", "@must", "@due"


class Domain(NamedTuple):
    """The values of a name, both bounds included. If ``open``, the highest stands for all above it too."""

    low: int
    high: int
    open: bool = False

    @property
    def width(self) -> int:
        """How many values there are."""
        return self.high - self.low + 1

    @property
    def full(self) -> int:
        """The set of all of them."""
        return (1 << self.width) - 1

    def only(self, value: int) -> int:
        """The set of one value, clamped to the bounds."""
        return 1 << (min(self.high, max(self.low, value)) - self.low)

    def between(self, low: int, high: int) -> int:
        """The set of the values from ``low`` to ``high``, each clamped to the bounds."""
        first = min(self.high, max(self.low, low)) - self.low
        last = min(self.high, max(self.low, high)) - self.low
        return ((1 << (last - first + 1)) - 1) << first


def joined(one: Env, other: Env) -> Env:
    """What may hold where two ways meet. Both know the same names."""
    if one == other:
        return one
    both = {name: mask | other[name] for name, mask in one.items()}
    both[MUST] = one[MUST] & other[MUST]
    return both


@lru_cache(maxsize=8192)
def _passing(domain: Domain, op: str, value: int, truth: bool) -> int:
    """The values for which ``value of name op value`` can be ``truth``."""
    low, high = domain.low, domain.high
    if op in ("==", "!="):
        alike = 1 << (value - low) if low <= value <= high else 0
        wanted = alike if (op == "==") == truth else domain.full & ~alike
    else:
        if op in (">", ">="):
            first, last = (value + (op == ">"), high) if truth else (low, value - (op == ">="))
        else:
            first, last = (low, value - (op == "<")) if truth else (value + (op == "<="), high)
        first, last = max(first, low), min(last, high)
        wanted = ((1 << (last - first + 1)) - 1) << (first - low) if first <= last else 0
    if domain.open and value >= high:
        wanted |= 1 << (high - low)  # the last bit is that and more: nobody knows
    return wanted


_SWAPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


class Sets:
    """Conditions and effects over the names of one scenario in one world.

    ``domains`` has every name but the visits; ``visits`` gives the bit of every scene in ``SEEN`` and
    ``MUST``, ``once`` holds the scenes that cannot be entered twice."""

    def __init__(
        self, domains: Mapping[str, Domain], visits: Mapping[str, int], once: Iterable[str] = ()
    ) -> None:
        self.domains = dict(domains)
        self._visits = {f"visits.{scene}": bit for scene, bit in visits.items()}
        once = frozenset(once)
        two = Domain(0, 2, open=True)
        for scene in visits:
            self.domains[f"visits.{scene}"] = Domain(0, 1) if scene in once else two

    def widened(self, before: Env, after: Env) -> Env:
        """``after``, with every set that has grown since ``before`` taken to be full: so it ends sooner."""
        return {
            name: mask if name.startswith("@") or mask == before[name] else self.domains[name].full
            for name, mask in after.items()
        }

    # --- reading ---------------------------------------------------------------------------------

    def of(self, name: str, env: Env) -> int | None:
        """The set of a name; None if it is too wide for one."""
        mask = env.get(name)
        if mask is None and name in self._visits:
            bit = self._visits[name]
            if not env[SEEN] & bit:
                return 1
            return self.domains[name].full & (~1 if env[MUST] & bit else -1)
        return mask

    def interval(self, node: Node, env: Env) -> tuple[int, int]:
        """Bounds of what an expression may come to, both included. An open end is an ``infinite`` number."""
        match node:
            case Constant():
                return node.value, node.value
            case Named():
                domain = self.domains[node.name]
                mask = self.of(node.name, env)
                if mask is None:
                    return domain.low, domain.high
                least = domain.low + (mask & -mask).bit_length() - 1
                most = domain.low + mask.bit_length() - 1
                return least, _INFINITE if domain.open and most == domain.high else most
            case Unary(op="-"):
                low, high = self.interval(node.operand, env)
                return -high, -low
            case Binary() if node.op in _ARITHMETIC:
                return _ARITHMETIC[node.op](self.interval(node.left, env), self.interval(node.right, env))
            case _:
                may = self.may(node, env)
                return int(not may & FALSE), int(bool(may & TRUE))

    def may(self, node: Node, env: Env) -> int:
        """What a condition may come to: ``FALSE``, ``TRUE`` or both as bits."""
        return self.can(node, False, env) * FALSE | self.can(node, True, env) * TRUE

    def can(self, node: Node, truth: bool, env: Env) -> bool:
        """Whether there is anything that ``refined`` would come to, without working it out."""
        match node:
            case Unary():
                return self.can(node.operand, not truth, env)
            case Binary() if node.op not in COMPARISONS:
                if (node.op == "and") == truth:
                    left = self.refined(node.left, truth, env)
                    return left is not None and self.can(node.right, truth, left)
                if self.can(node.left, truth, env):
                    return True
                rest = self.refined(node.left, not truth, env)
                return rest is not None and self.can(node.right, truth, rest)
        return self.refined(node, truth, env) is not None

    def refined(self, node: Node, truth: bool, env: Env) -> Env | None:
        """What may hold if the condition is ``truth``; None if it cannot be. ``env`` stays as it is."""
        match node:
            case Constant():
                return env if bool(node.value) == truth else None
            case Named():
                return self._narrowed(node.name, TRUE if truth else FALSE, env)
            case Unary():
                return self.refined(node.operand, not truth, env)
            case Binary() if node.op in COMPARISONS:
                return self._compared(node, truth, env)
        assert isinstance(node, Binary)
        if (node.op == "and") == truth:  # both sides have to come to ``truth``
            left = self.refined(node.left, truth, env)
            return None if left is None else self.refined(node.right, truth, left)
        first = self.refined(node.left, truth, env)
        rest = self.refined(node.left, not truth, env)
        second = None if rest is None else self.refined(node.right, truth, rest)
        if first is None or second is None:
            return first or second
        return joined(first, second)

    def _compared(self, node: Binary, truth: bool, env: Env) -> Env | None:
        left, right, op = node.left, node.right, node.op
        if isinstance(left, Constant):
            left, right, op = right, left, _SWAPPED[op]
        known = isinstance(left, Named) and self.of(left.name, env) is not None
        if known and isinstance(left, Named) and isinstance(right, Constant):
            wanted = _passing(self.domains[left.name], op, right.value, truth)
            return self._narrowed(left.name, wanted, env)
        (low, high), (least, most) = self.interval(left, env), self.interval(right, env)
        if op in ("==", "!="):
            alike, apart = low <= most and least <= high, not low == high == least == most
            return env if (alike if (op == "==") == truth else apart) else None
        if not truth:
            op = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}[op]
        fits = {"<": low < most, "<=": low <= most, ">": high > least, ">=": high >= least}[op]
        return env if fits else None

    def _narrowed(self, name: str, wanted: int, env: Env) -> Env | None:
        mask = self.of(name, env)
        if mask is None:
            return env
        left = mask & wanted
        if not left:
            return None
        if left == mask:
            return env
        narrowed = dict(env)
        bit = self._visits.get(name)
        if bit is None:
            narrowed[name] = left
        elif left == 1:
            narrowed[SEEN] &= ~bit
        elif not left & 1:
            narrowed[MUST] |= bit
        return narrowed

    # --- writing ---------------------------------------------------------------------------------

    def apply(self, effect: Iterable[Assignment], env: Env, later: Mapping[str, int]) -> Env:
        """What may hold after an effect. ``later`` gives the bit of every delayed block in ``DUE``."""
        after = dict(env)
        for part in effect:
            if part.name.startswith("later."):
                after[DUE] |= later[part.name.removeprefix("later.")]
            elif part.name in after:  # a name without a set stays anything within its bounds
                after[part.name] = self._assigned(part, after)
        return after

    def _assigned(self, part: Assignment, env: Env) -> int:
        domain = self.domains[part.name]
        if isinstance(part.value, Constant) and part.op != "=":  # the usual effect
            step = part.value.value if part.op == "+=" else -part.value.value
            return _shifted(env[part.name], step, domain)
        low, high = self.interval(part.value, env)
        if part.op == "=":
            if isinstance(part.value, Named) and self.domains[part.value.name] == domain:
                same = self.of(part.value.name, env)
                return domain.full if same is None else same
            return domain.between(low, high)
        if part.op == "-=":
            low, high = -high, -low
        if high - low > _MOST_SHIFTS:
            least, most = self.interval(Named(part.name, 0), env)
            return domain.between(least + low, most + high)
        mask = 0
        for step in range(low, high + 1):
            mask |= _shifted(env[part.name], step, domain)
        return mask


_INFINITE = 10**12
Bounds = tuple[int, int]


def _products(one: Bounds, other: Bounds) -> Bounds:
    found = [a * b for a in one for b in other]
    return min(found), max(found)


_ARITHMETIC = {
    "+": lambda one, other: (one[0] + other[0], one[1] + other[1]),
    "-": lambda one, other: (one[0] - other[1], one[1] - other[0]),
    "*": _products,
}


def _shifted(mask: int, step: int, domain: Domain) -> int:
    """The set after ``step`` is added to every value; what leaves the bounds is clamped to them."""
    width = domain.width
    if step >= 0:
        mask <<= min(step, width)
        over = mask >> width
        return (mask & ~(over << width)) | 1 << (width - 1) if over else mask
    step = min(-step, width)
    under = mask & ((1 << step) - 1)
    return mask >> step | 1 if under else mask >> step
