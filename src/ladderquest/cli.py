"""The command line: what can be asked for, and what becomes of mistakes.

Only what parsing needs is imported here: ``--version`` and ``--help`` load neither the app, the store nor
the content. Exit codes: 0 fine, 1 something was found, 2 wrong usage, 130 after ctrl+c.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, TextIO

from ladderquest import __version__
from ladderquest.arguments import (
    USAGE,
    Commands,
    Parser,
    add_command,
    count_of,
    examples,
    formatter,
    seed_of,
    shared_options,
)
from ladderquest.parsers import add_codex, add_due, add_export, add_guide, add_rate, add_saves

INTERRUPTED = 130

_DESCRIPTION = "A workbook game for the terminal: scenes from the working life of AI/ML engineers."
_COMMANDS = "command"


def build_parser(words: Sequence[str] | None = None) -> Parser:
    """Everything that can be asked for, or as much of it as these ``words`` can ask for: every start waits
    for it, and all of it takes as long as a tenth of what the game adds to an empty app."""
    parser = Parser(
        prog="ladderquest",
        description=_DESCRIPTION,
        epilog=examples("ladderquest", "ladderquest play why-this-way", "ladderquest check content"),
        formatter_class=formatter,
        parents=shared_options("--player", "--saves", "--pack", "--plain"),
    )
    parser.add_argument("--version", action="version", version=f"ladderquest {__version__}")
    # with prog given, argparse does not ask for a formatter, which would load rich for every start
    commands = parser.add_subparsers(
        title="commands", dest=_COMMANDS, metavar=_COMMANDS, prog="ladderquest", parser_class=Parser
    )
    for name in _ADDED if words is None else _asked_for(words):
        _ADDED[name](commands)
    return parser


def _add_play(commands: Commands) -> None:
    parser = add_command(
        commands,
        "play",
        "go straight to a scenario, or back into it",
        ("--player", "--saves", "--pack", "--plain"),
        "ladderquest play why-this-way",
        "ladderquest play why-this-way --plain --seed 7 --player Ada",
        "ladderquest play drafts/two-days-in.yaml --watch",
    )
    parser.add_argument(
        "scenario",
        nargs="?",
        metavar="ID-or-FILE",
        help="id of a scenario, or a scenario file to try, whose runs are thrown away at the end (unless "
        "--saves says where to keep them); none opens the ladder",
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="follow the file: every save is played at once, at the same scene",
    )
    parser.add_argument(
        "--seed", type=seed_of, metavar="N", help="draw the same facts again: a whole number from 0 up"
    )


def _add_runs(commands: Commands) -> None:
    add_command(
        commands,
        "runs",
        "list your runs, newest last",
        ("--player", "--saves", "--json"),
        "ladderquest runs",
        "ladderquest runs --player Ada --json",
    )


def _add_show(commands: Commands) -> None:
    parser = add_command(
        commands,
        "show",
        "retell a run decision by decision",
        ("--player", "--saves", "--json"),
        "ladderquest show 01k",
        "ladderquest show 01k --json",
    )
    parser.add_argument("run", metavar="RUN", help="id of a run, or as much of its beginning as is clear")


def _add_check(commands: Commands) -> None:
    parser = add_command(
        commands,
        "check",
        "check a pack, or one scenario file",
        ("--json",),
        "ladderquest check",
        "ladderquest check content --strict",
        "ladderquest check content/scenarios/phase-1/why-this-way.yaml",
        "ladderquest check content --against HEAD~1",
    )
    parser.add_argument("path", nargs="?", metavar="PATH", help="folder or id of a pack, or a file")
    parser.add_argument("--strict", action="store_true", help="warnings count as errors for the exit code")
    parser.add_argument(
        "--coverage", action="store_true", help="list which gate items and traps the scenarios are about"
    )
    parser.add_argument(
        "--against",
        metavar="OLD",
        help="say what edits since OLD (a folder, a git revision, or for a file the file as it was) do to "
        "players' saves",
    )


def _add_packs(commands: Commands) -> None:
    add_command(
        commands,
        "packs",
        "list the packs that can be played here, and how they are",
        ("--pack", "--json"),
        "ladderquest packs",
        "ladderquest packs --pack ../acme --json",
    )


def _add_explain(commands: Commands) -> None:
    parser = add_command(
        commands,
        "explain",
        "say what a code of check means, and what to do",
        ("--json",),
        "ladderquest explain LQ302",
        "ladderquest explain",
    )
    parser.add_argument("code", nargs="?", metavar="CODE", help="as LQ302 or 302; none lists all of them")


def _add_graph(commands: Commands) -> None:
    parser = add_command(
        commands,
        "graph",
        "draw a scenario as a Mermaid flowchart",
        ("--player", "--saves", "--pack"),
        "ladderquest graph why-this-way",
        "ladderquest graph drafts/two-days-in.yaml -o two-days-in.mmd",
        "ladderquest graph --run 01k",
    )
    parser.add_argument(
        "scenario",
        nargs="?",
        metavar="FILE-or-ID",
        help="a scenario file, or the id of a scenario",
    )
    parser.add_argument("--run", metavar="RUN", help="draw thick the way that a saved run took")
    parser.add_argument("-o", "--output", metavar="FILE", help="file to write (standard output, if none)")


def _add_new(commands: Commands) -> None:
    parser = add_command(
        commands,
        "new",
        "write a small complete scenario to start from",
        ("--pack",),
        "ladderquest new scenario two-days-in",
        'ladderquest new scenario two-days-in --phase 2 --title "Two days in" --pack mypack',
        "ladderquest new scenario two-days-in -o drafts",
    )
    parser.add_argument("what", choices=("scenario",), metavar="what", help="scenario")
    parser.add_argument("id", metavar="ID", help="its id: lower-case words, joined by -")
    parser.add_argument("--phase", type=int, metavar="N", help="phase of the ladder (the first, if none)")
    parser.add_argument("--title", metavar="T", help="its title (made of the id, if none)")
    parser.add_argument(
        "-o", "--output", metavar="DIR", help="folder for the file (that of its phase in the pack, if none)"
    )


def _add_schema(commands: Commands) -> None:
    parser = add_command(
        commands,
        "schema",
        "print the JSON Schema of a kind of file, for editors",
        (),
        "ladderquest schema",
        "ladderquest schema cast -o cast.schema.json",
        "ladderquest schema --all -o content/schema",
        "ladderquest schema --markdown -o format.md",
    )
    parser.add_argument(
        "kind",
        nargs="?",
        metavar="KIND",
        help="scenario (if none is named), or pack, cast, memories, placement, sources, levels, phases, "
        "traps, signals, dimensions, grades, management, milestones, roadblocks, figures, shelves, articles, "
        "exercises, comebacks, meetings, guides, readings",
    )
    parser.add_argument("--all", action="store_true", help="all of them, as files in the folder of -o")
    parser.add_argument("--markdown", action="store_true", help="the reference of the format, to read")
    parser.add_argument("-o", "--output", metavar="PATH", help="file to write; with --all, a folder")


def _add_autoplay(commands: Commands) -> None:
    parser = add_command(
        commands,
        "autoplay",
        "play scenarios by themselves: what is reached, how they end, what goes wrong",
        ("--pack", "--json"),
        "ladderquest autoplay",
        "ladderquest autoplay why-this-way --walker exhaustive",
        "ladderquest autoplay content --walker least-used --runs 300 --seed 7 --json",
    )
    parser.add_argument(
        "path",
        nargs="?",
        metavar="PATH",
        help="folder or id of a pack, a scenario file, or the id of a scenario (the whole pack, if none)",
    )
    parser.add_argument(
        "--walker",
        choices=("random", "least-used", "exhaustive"),
        default="random",
        metavar="walker",
        help="random (as chance has it), least-used (what is rare first) or exhaustive (every state)",
    )
    parser.add_argument(
        "--runs", type=count_of, default=1_000, metavar="N", help="runs of each scenario at most (1,000)"
    )
    parser.add_argument(
        "--choices", type=count_of, default=200_000, metavar="N", help="choices in each at most (200,000)"
    )
    parser.add_argument("--seed", type=seed_of, default=0, metavar="N", help="other chances (0)")
    parser.add_argument("--strict", action="store_true", help="what was not reached is a failure too")


def _add_doctor(commands: Commands) -> None:
    add_command(
        commands,
        "doctor",
        "say what is installed, where things are and whether they are sound",
        ("--saves", "--pack", "--json"),
        "ladderquest doctor",
    )


def _add_completion(commands: Commands) -> None:
    parser = add_command(
        commands,
        "completion",
        "print the completion script of a shell",
        (),
        'eval "$(ladderquest completion bash)"',
        "ladderquest completion zsh > ~/.zfunc/_ladderquest",
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), metavar="shell", help="bash, zsh or fish")


_ADDED: dict[str, Callable[[Commands], None]] = {
    "play": _add_play,
    "runs": _add_runs,
    "show": _add_show,
    "codex": add_codex,
    "due": add_due,
    "check": _add_check,
    "explain": _add_explain,
    "graph": _add_graph,
    "new": _add_new,
    "schema": _add_schema,
    "autoplay": _add_autoplay,
    "packs": _add_packs,
    "export": add_export,
    "guide": add_guide,
    "rate": add_rate,
    "saves": add_saves,
    "doctor": _add_doctor,
    "completion": _add_completion,
}
"""Every command by its name, in the order of the help."""


_WITH_VALUE = ("--player", "--saves", "--pack")


def _asked_for(words: Sequence[str]) -> Sequence[str]:
    """The one command that ``words`` name, if it is clear which; else all of them, since help and mistakes
    list them, and so does a completion script."""
    rest = iter(words)
    for word in rest:
        if word in _WITH_VALUE:
            next(rest, None)
        elif word in _ADDED and word != "completion":
            return [word]
        elif word not in ("--plain", "--version") and word.partition("=")[0] not in _WITH_VALUE:
            return list(_ADDED)
    return []


_UNSET: dict[str, Any] = {
    "player": None,
    "saves": None,
    "pack": None,
    "plain": False,
    "json": False,
    "scenario": None,
    "seed": None,
    "watch": False,
    "against": None,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Do what ``argv`` (without the program's name) asks for; returns the exit code."""
    _mend_streams()
    try:
        words = sys.argv[1:] if argv is None else argv
        parser = build_parser(words)
        arguments = parser.parse_args(words, argparse.Namespace(**_UNSET, parser=parser))
        from ladderquest.commands.dispatch import dispatch

        code = dispatch(arguments)
        sys.stdout.flush()
    except SystemExit as leaving:  # of argparse: help, version, usage
        return leaving.code if isinstance(leaving.code, int) else USAGE
    except BrokenPipeError:
        return _drop_output()
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _mend_streams() -> None:
    """A terminal that cannot show a character shows a question mark, and none of them stops the game."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _forgive(stream)


def _forgive(stream: TextIO | None) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _drop_output() -> int:
    """Whoever read the output has left. What comes at exit goes nowhere, without a word."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
