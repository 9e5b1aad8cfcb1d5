"""What can be asked for of what a player has: parsers that ``cli`` puts together with its own.

Only what parsing needs is imported here, as in ``cli``.
"""

from __future__ import annotations

from ladderquest.arguments import Commands, Parser, add_command
from ladderquest.desk.exports import EXPORTS
from ladderquest.documents.formats import FORMATS


def add_codex(commands: Commands) -> None:
    """``codex``, with or without a topic."""
    parser = add_command(
        commands,
        "codex",
        "look something up: levels, gates, traps, what there is to read",
        ("--pack", "--json"),
        "ladderquest codex",
        "ladderquest codex trap:ai-crutch",
        "ladderquest codex scope influence",
        "ladderquest codex compare L4 L5",
    )
    parser.add_argument(
        "topic",
        nargs="*",
        metavar="TOPIC",
        help="name of a page, or words to search for (lists the parts, if none); compare with two or three "
        "levels shows them side by side",
    )


def add_due(commands: Commands) -> None:
    """``due``."""
    add_command(
        commands,
        "due",
        "list what is due today: reviews, checkpoints, actions",
        ("--player", "--saves", "--pack", "--json"),
        "ladderquest due",
        "ladderquest due --player Ada --json",
    )


def add_saves(commands: Commands) -> None:
    """``saves``, with commands of its own."""
    parser = add_command(
        commands,
        "saves",
        "list, check, export, import or restore what is saved",
        ("--saves", "--json"),
        "ladderquest saves",
        "ladderquest saves export --player Ada -o ada.zip",
        "ladderquest saves import ada.zip",
        "ladderquest saves restore newest",
    )
    parser.set_defaults(what="list")
    kinds = parser.add_subparsers(title="commands", dest="what", metavar="command", parser_class=Parser)
    add_command(
        kinds,
        "list",
        "list all players with their runs and backups",
        ("--saves", "--json"),
        "ladderquest saves list",
    )
    add_command(
        kinds, "where", "print the folder of the saves", ("--saves", "--json"), "ladderquest saves where"
    )
    add_command(
        kinds,
        "check",
        "read every file of a player, or of all, and say what is wrong; nothing is changed",
        ("--saves", "--player", "--json"),
        "ladderquest saves check",
    )
    _add_moves_of_saves(kinds)


def _add_moves_of_saves(kinds: Commands) -> None:
    export = add_command(
        kinds,
        "export",
        "write a whole player as one file",
        ("--saves", "--player", "--json"),
        "ladderquest saves export",
        "ladderquest saves export --player Ada -o ada.zip",
    )
    export.add_argument("-o", "--output", metavar="FILE", help="file to write, or a folder for it")
    take = add_command(
        kinds,
        "import",
        "take in an exported player; who is here already is merged with, and nothing is written over",
        ("--saves", "--json"),
        "ladderquest saves import ada.zip",
        'ladderquest saves import ada.zip --name "Ada (work)"',
    )
    take.add_argument("file", metavar="FILE", help="what `saves export` wrote")
    take.add_argument("--into", metavar="NAME", help="a player here to merge with, whoever was exported")
    take.add_argument("--name", metavar="NAME", help="another name for a player who is new here")
    restore = add_command(
        kinds,
        "restore",
        "list the backups of a player, or bring back what one of them has",
        ("--saves", "--player", "--json"),
        "ladderquest saves restore",
        "ladderquest saves restore 2026-11-24 --player Ada",
    )
    restore.add_argument(
        "when", nargs="?", metavar="WHEN", help="a backup, a day, or newest (lists them, if none)"
    )


def add_export(commands: Commands) -> None:
    """``export``."""
    parser = add_command(
        commands,
        "export",
        "write a report for others: text, Markdown, HTML, DOCX, XLSX, CSV, calendar",
        ("--player", "--saves", "--pack"),
        "ladderquest export debrief",
        "ladderquest export debrief 01k -o debrief.html",
        "ladderquest export exercises --format docx",
        "ladderquest export dates -o dates.ics",
    )
    reports = "; ".join(f"{name} ({each.what})" for name, each in EXPORTS.items())
    parser.add_argument("what", choices=tuple(EXPORTS), metavar="WHAT", help=reports)
    parser.add_argument(
        "about", nargs="?", metavar="RUN", help="for a debrief: id of a run, or its beginning"
    )
    _add_format(parser)


def add_guide(commands: Commands) -> None:
    """``guide``."""
    parser = add_command(
        commands,
        "guide",
        "print what a mentor or a facilitator needs of a scenario",
        ("--saves", "--pack"),
        "ladderquest guide good-point",
        "ladderquest guide good-point --for room -o good-point.docx",
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="id of a scenario")
    parser.add_argument(
        "--for",
        dest="whom",
        choices=("mentor", "room"),
        metavar="whom",
        help="mentor (the brief, and half an hour with one engineer) or room (the run sheet of 45 minutes); "
        "both, if none",
    )
    _add_format(parser)


def add_rate(commands: Commands) -> None:
    """``rate``."""
    parser = add_command(
        commands,
        "rate",
        "rate the options of a scenario as an expert who does not see the key",
        ("--saves", "--pack"),
        "ladderquest rate good-point",
        'ladderquest rate good-point --reader "Ada (platform)" -o ada.yaml',
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="id of a scenario")
    parser.add_argument(
        "--world", metavar="W", help="id of one world of it (all, one after another, if none)"
    )
    parser.add_argument("--reader", metavar="NAME", help="who rates (asks, if none is given)")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="file to begin or to add to (readings/SCENARIO.yaml in the pack, if none)",
    )


def _add_format(parser: Parser) -> None:
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
        metavar="format",
        help=f"{', '.join(FORMATS)} (what the name of the file says, if none; else text)",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="file to write; - is standard output, which is also where text formats go without it",
    )
    parser.add_argument("--force", action="store_true", help="write over a file that is there already")
