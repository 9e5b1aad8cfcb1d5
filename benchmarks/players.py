"""A player with a past: runs made by a random walk through the real scenarios."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from ladderquest.game import Game
from ladderquest.growth.work import Action, AnyKept, Draft, Evidence, PlanEdit
from ladderquest.pack.loader import content_root, load_pack
from ladderquest.pack.model import Pack
from ladderquest.play import Note, walk
from ladderquest.saves.players import Saves

YEARS = 3
"""What a player's history is spread over, up to today."""


def make_player(folder: Path, *, runs: int, evidence: int = 0, seed: int = 1) -> None:
    """Put a player called ``veteran`` with this many runs under ``folder``; the last one is still open. There
    are so many entries of ``evidence``, and of actions, written work and edits of the plan a tenth of it."""
    pack = load_pack(content_root()).pack
    if pack is None:
        raise SystemExit("the pack has errors: run `ladderquest check`")
    dice = random.Random(seed)
    store = Saves(folder).create("veteran")
    today = datetime.now(UTC).replace(hour=20, minute=0, second=0, microsecond=0)
    moment = today
    game = Game(pack, store, now=lambda: moment, dice=lambda: dice.randrange(2**32))
    for number in range(runs):
        moment = today - timedelta(days=YEARS * 365 * (runs - number) / runs)
        sitting = game.begin(dice.choice(pack.scenarios).id)
        while not sitting.run.ended:
            answers = walk(sitting.run.program, sitting.run.state)
            sitting.wait(sitting.decide(dice.choice(answers), Note(at=game.stamp(), seconds=20.0)))
            if number == runs - 1 and len(sitting.run.steps) > 2:
                break
    if evidence:
        store.work.keep(*_kept(pack, evidence, today.date(), dice)).result()
    store.close()


def _kept(pack: Pack, evidence: int, today: date, dice: random.Random) -> list[AnyKept]:
    """What somebody has written down in three years."""
    items = [item.id for phase in pack.ladder.phases for item in phase.gate]
    found: list[AnyKept] = []
    for number in range(evidence):
        day = today - timedelta(days=YEARS * 365 * (evidence - number) // evidence)
        found.append(
            Evidence(
                id=f"e{number:05}",
                changed=f"{day}T20:00:00+00:00",
                items=tuple(dice.sample(items, dice.choice((1, 1, 2)))),
                day=day.isoformat(),
                context="The retrieval of the assistant, two weeks before the audit. " * 2,
                role="Owner of the index; one other engineer, half of the time.",
                did="Wrote the proposal, compared last month's traffic, moved the index. " * 2,
                outcome=f"p99 from 840 to {dice.randrange(200, 800)} ms; nobody was paged.",
                link=f"https://example.org/changes/{number}",
                people="Mara, Henrik",
            )
        )
    for number in range(evidence // 10):
        day = today - timedelta(days=YEARS * 365 * (evidence // 10 - number) // (evidence // 10))
        stamp = f"{day}T20:00:00+00:00"
        found.append(
            Action(id=f"a{number}", changed=stamp, text="Ask who is paged.", made=f"{day}", state="done")
        )
        words = {"text": "In five years I want to be the one whom four teams ask before they evaluate. " * 4}
        found.append(Draft(id=f"d{number}", changed=stamp, exercise="vision", made=stamp, words=words))
        edit = PlanEdit(
            id=f"own:{number}", changed=stamp, text="Read the runbook aloud.", state="done", own=True
        )
        found.append(edit)
    return found
