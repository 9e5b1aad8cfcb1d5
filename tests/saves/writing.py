"""A process that plays and says so, for the tests that kill it or look at it from outside.

``python -m tests.saves.writing SAVES PLAYER RUN`` goes on with the run for ever (or begins it) and prints
the number of records after each save that was acknowledged. It prints "read-only" if it may not write."""

import sys
from pathlib import Path

from ladderquest.play import Note, Run
from ladderquest.play.moves import Choose
from ladderquest.saves import Saves
from tests.saves.tiny import HASHES, Playing


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(folder: str, player: str, run_id: str) -> None:
    with Saves(Path(folder)).open(player) as store:
        if store.read_only:
            say("read-only")
            return
        game = Playing(store, run_id)
        if any(summary.run == run_id for summary in store.runs):
            game.run, _ = Run.load(game.program, HASHES, store.load(run_id).records)
        else:
            game.begin().result()
        while True:
            proposal = game.run.propose(Choose(option="stay"), Note(seconds=1.0))
            game.run.commit(proposal)
            game.append(proposal.records).result()
            say(len(game.run.records))


if __name__ == "__main__":
    main(*sys.argv[1:])
