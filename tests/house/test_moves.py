"""A move is known everywhere or nowhere: in the format, in the engine and in both faces."""

from typing import get_args

from ladderquest.pack.model import EndingScene, GotoScene, Scene
from ladderquest.plain.moves import ASKERS
from ladderquest.play import AnyAnswer, AnyOffer
from ladderquest.play.moves import MOVES
from ladderquest.tui.moves import ASKS


def test_every_move_of_the_format_is_played_and_asked_by_both_faces() -> None:
    asking = set(get_args(Scene)) - {GotoScene, EndingScene}
    tags = {str(scene.__struct_config__.tag) for scene in asking}
    assert len(tags) == len(asking) > 3
    outside = {"rate"}  # asked over a choice, in reviews: no scene of a story carries it
    assert set(MOVES) == tags | outside
    assert set(ASKERS) == set(MOVES)
    assert set(ASKS) == set(MOVES)


def test_every_move_has_its_own_answer_and_offer() -> None:
    assert {answer.__struct_config__.tag for answer in get_args(AnyAnswer)} == set(MOVES)
    assert len(get_args(AnyOffer)) == len(MOVES)
