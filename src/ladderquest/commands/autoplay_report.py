"""The report of ``autoplay``, for people: what went wrong first, then what was reached, then how it plays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ladderquest.authoring.autoplay import Part, Report, Spread, Told, Wrong
from ladderquest.commands.output import counted, from_here, print_columns
from ladderquest.pack.text import clean, width

__all__ = ["print_report", "print_totals"]

_WIDE = 78
_MOST_LISTED = 12
_FIRST_STEPS, _LAST_STEPS = 4, 16
_HOW = {
    "random": "every answer with the same chance",
    "least-used": "the answer given least often so far",
    "exhaustive": "every state there is",
}


def print_report(report: Report, file: Path) -> None:
    """Print what one scenario came to."""
    where = from_here(file)
    print(f"{report.title} ({report.scenario}), {where}")
    for line in _walked(report):
        print(f"  {line}")
    if report.failures:
        print()
        print(f"  {counted(len(report.failures), 'failure')}")
        for wrong in report.failures:
            _print_wrong(wrong, where)
    print()
    print("  Reached")
    _print_coverage(report, where)
    _print_endings(report)
    _print_traps(report)
    print()
    _print_times(report)
    _print_ways(report)
    print()


def print_totals(reports: Sequence[Report]) -> None:
    """The last line: what it all came to."""
    failures = sum(len(report.failures) for report in reports)
    whole = sum(report.whole for report in reports)
    if len(reports) > 1:  # the reports are long, and what went wrong is not to be lost among them
        for report in reports:
            if report.failures:
                print(f"{report.scenario}: {counted(len(report.failures), 'failure')}")
    wrong = counted(failures, "failure") if failures else "no failure"
    print(f"{counted(len(reports), 'scenario')}, {wrong}; everything reached in {whole} of {len(reports)}")


def _walked(report: Report) -> Iterable[str]:
    yield f"{report.walker}: {_HOW[report.walker]}; seed {report.seed}"
    if report.exhausted:
        yield (
            f"state space exhausted: {report.states:,} states, {report.searched:,} choices; "
            "what was not reached never is"
        )
    elif report.states is not None:
        yield f"stopped early: {report.states:,} states, {report.searched:,} choices;"
        yield "what was not reached is undecided, and --choices N goes further"
    begun = sum(report.runs.values())
    what = "run" if report.states is None else "random run"
    over = "all ended" if report.ended == begun else f"{report.ended:,} ended"
    cut = f", {report.cut:,} cut off by the limit of choices" if report.cut else ""
    worlds = ", ".join(f"{world} {count:,}" for world, count in report.runs.items())
    yield f"{begun:,} {what}{'s' * (begun != 1)}, {report.choices:,} choices ({worlds}); {over}{cut}"


def _print_wrong(wrong: Wrong, where: str) -> None:
    print(f"    {where}:{wrong.line}:{wrong.column}: {wrong.kind}: {wrong.message}")
    times = f"; met {wrong.count:,} times" if wrong.count > 1 else ""
    answered = f", answered {wrong.answer}" if wrong.answer else ""
    print(f"      scene {wrong.scene}{answered}; {_from(wrong.way)}{times}; the shortest way there:")
    _print_steps(wrong.way, "      ")


def _print_coverage(report: Report, where: str) -> None:
    rows = [
        (each.kind, f"{each.reached}/{each.total}", "" if each.missing else "all") for each in report.coverage
    ]
    print_columns(rows, "    ")
    nowhere = {part.id for each in report.coverage if each.kind == "scenes" for part in each.missing}
    for each in report.coverage:
        told = [part for part in each.missing if part.scene not in nowhere]
        for part in told[:_MOST_LISTED]:
            known = "can never be reached" if part.verdict == "never" else "not reached"
            print(f"    {where}:{part.line}:{part.column}: {known}: {_named(each.kind, part)}")
        if len(told) > _MOST_LISTED:
            print(f"    … and {len(told) - _MOST_LISTED} more {each.kind} (--json lists all)")
    partly = [(each.kind, part) for each in report.coverage for part in each.partly]
    if partly:
        print()
        print("  Reached in some worlds only")
        lines = [(_lacking(part), _named(kind, part)) for kind, part in partly]
        print_columns(lines[: 2 * _MOST_LISTED], "    ")
        if len(lines) > 2 * _MOST_LISTED:
            print(f"    … and {len(lines) - 2 * _MOST_LISTED} more (--json lists all)")


def _lacking(part: Part) -> str:
    worlds = ", ".join(part.missing)
    return f"never in {worlds}" if part.verdict == "never" else f"not yet in {worlds}"


def _named(kind: str, part: Part) -> str:
    """``option restart of scene morning``; traps are named after what was done to them."""
    one = {"traps fed": "feeding", "traps dodged": "dodging"}.get(kind, kind.removesuffix("s"))
    return f"{one} {part.id}" + (f" of scene {part.scene}" if part.scene else "")


def _print_endings(report: Report) -> None:
    print()
    print("  Endings, in percent of the runs that ended")
    worlds = list(report.runs)
    total = {world: sum(each.runs[world] for each in report.endings) for world in worlds}
    rows = [("", *worlds, "shortest way")]
    for each in report.endings:
        way = "none found" if each.shortest is None else counted(len(each.shortest.steps), "decision")
        rows.append((each.id, *(_percent(each.runs[w], total[w]) for w in worlds), way))
    _print_table(rows, len(worlds))


def _print_traps(report: Report) -> None:
    if not report.traps:
        return
    print()
    print("  Traps, in percent of the runs that fed / dodged them")
    worlds = list(report.runs)
    rows = [("", *worlds)]
    for each in report.traps:
        cells = (
            f"{_percent(each.fed[w], report.runs[w])} / {_percent(each.dodged[w], report.runs[w])}"
            for w in worlds
        )
        rows.append((each.id, *cells))
    _print_table(rows, len(worlds))


def _print_times(report: Report) -> None:
    if report.decisions is None or report.minutes is None:
        print("  No run came to an ending, so there is nothing to say about its length.")
        return
    found = report.minutes
    print(f"  Length, of {counted(found.runs, 'run')} that ended: shortest, median, longest")
    rows = [
        ("minutes", *_three(found.minutes), f"the file says {found.declared}"),
        ("words", *_three(found.words), f"read at {found.words_a_minute} a minute"),
        ("decisions", *_three(report.decisions), f"of {found.seconds_a_decision} seconds each"),
    ]
    _print_table(rows, 3)
    if found.off:
        print("    The median differs by more than a third from the minutes that the file says.")


def _three(spread: Spread) -> tuple[str, str, str]:
    return f"{spread.least:,.0f}", f"{spread.median:,.0f}", f"{spread.most:,.0f}"


def _print_ways(report: Report) -> None:
    for each in report.endings:
        if each.shortest is not None:
            print()
            how = "shortest way" if each.exact else "shortest way found"
            print(f"  {how[0].upper()}{how[1:]} to {each.id}: {each.title}")
            print(f"    {_from(each.shortest)}")
            _print_steps(each.shortest, "    ")


def _from(way: Told) -> str:
    recalled = ", ".join(f"{name} {value}" for name, value in way.recalls.items())
    return f"world {way.world}" + (f", recalling {recalled}" if recalled else "")


def _print_steps(way: Told, indent: str) -> None:
    if not way.steps:
        print(f"{indent}  at the very start")
        return
    scenes = max(width(step.scene) for step in way.steps)
    left_out = len(way.steps) - _FIRST_STEPS - _LAST_STEPS
    for number, step in enumerate(way.steps, start=1):
        if left_out > 1 and number == _FIRST_STEPS + 1:
            print(f"{indent}     … {left_out:,} more decisions (--json lists all)")
        if left_out <= 1 or not _FIRST_STEPS < number <= len(way.steps) - _LAST_STEPS:
            start = f"{indent}{number:>3}  {step.scene}{' ' * (scenes - width(step.scene))}  {step.answer}: "
            print(f"{start}{_short(clean(step.said, lines=False), _WIDE - width(start))}")


def _short(text: str, room: int) -> str:
    room = max(room, 12)
    if width(text) <= room:
        return text
    while width(text) > room - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _percent(count: int, total: int) -> str:
    if not total:
        return "–"
    if 0 < count < total / 100:
        return "<1"
    return f"{100 * count / total:.0f}"


def _print_table(rows: Sequence[Sequence[str]], right: int) -> None:
    """Columns; the ``right`` ones after the first are set to the right."""
    wide = [max(width(row[at]) for row in rows) for at in range(1, right + 1)]
    set_right = [
        (row[0], *(cell.rjust(cells) for cell, cells in zip(row[1:], wide, strict=False)), *row[right + 1 :])
        for row in rows
    ]
    print_columns(set_right, "    ")
