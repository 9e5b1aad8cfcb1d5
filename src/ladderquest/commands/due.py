"""``due``: what waits for a player today, and what comes next."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from typing import Any

from ladderquest.commands.output import print_json, tell_notices
from ladderquest.commands.where import options_of
from ladderquest.desk.desk import sit_at_desk
from ladderquest.desk.due import due_at
from ladderquest.documents.text import to_text
from ladderquest.growth.due import Due, DueItem, as_document
from ladderquest.options import find_player, make_game, open_pack, open_saves


def due(arguments: Namespace) -> int:
    """List what is due. Always 0: that something waits is no failure."""
    options = options_of(arguments)
    pack = open_pack(options)
    store = find_player(open_saves(options), options.player)
    if store is None:
        if arguments.json:
            print_json([])
        else:
            print("Nobody has played here yet. `ladderquest` begins.")
        return 0
    with store:
        desk = sit_at_desk(make_game(pack, store))
        found = due_at(desk)
        tell_notices(store.notices)
    if arguments.json:
        print_json(_fields(found))
    else:
        sys.stdout.write(to_text(as_document(found, desk.today)))
    return 0


def _fields(found: Due) -> list[dict[str, Any]]:
    return [_item(item) for item in found.today]


def _item(item: DueItem) -> dict[str, Any]:
    """An item for programs; ``overdue`` is in days."""
    return {
        "kind": item.kind,
        "id": item.id,
        "title": item.title,
        "day": date.isoformat(item.day),
        "overdue": item.overdue,
        "reason": item.reason,
    }
