"""Where the player's reading of a decision and the key part, in words: no total, and nothing is wrong."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ladderquest.documents.document import AnyPart, Document, Entries, Heading, Paragraph
from ladderquest.growth.phrases import counted
from ladderquest.growth.review_scene import ReviewScene
from ladderquest.play import assess, explain
from ladderquest.play.moves import Choose


class OptionReading(msgspec.Struct, frozen=True):
    """One option: how the player and the key rate it, 1 to 5 (``key`` None where it is not rated), what that
    means in words, its explanation, and what good engineers differ on here ("" where they do not)."""

    id: str
    says: str
    mine: int
    key: int | None
    told: str
    why: str
    contested: str
    best: bool


class Reading(msgspec.Struct, frozen=True):
    """A whole review: the options in the order in which they were shown."""

    title: str
    at: str
    recap: str
    options: tuple[OptionReading, ...]

    @property
    def key(self) -> dict[str, int]:
        """Option id -> what the key says of it."""
        return {option.id: option.key for option in self.options if option.key is not None}


def read_review(scene: ReviewScene, ratings: Mapping[str, int]) -> Reading:
    """The player's ``ratings`` (option id -> 1 to 5, one of every open option) beside the key."""
    program, state = scene.pinned.program, scene.pinned.state
    worths = {option.id: assess(program, state, Choose(option.id)) for option in scene.shown}
    keys = [worth.rating for worth in worths.values() if worth is not None]
    best = max(keys, default=None)
    options = []
    for option in scene.shown:
        worth, mine = worths[option.id], ratings[option.id]
        key = worth.rating if worth is not None else None
        options.append(
            OptionReading(
                id=option.id,
                says=option.says,
                mine=mine,
                key=key,
                told=view(mine, key),
                why=explain(program, state, Choose(option.id)).strip(),
                contested=(worth.contested or "") if worth is not None else "",
                best=key is not None and key == best,
            )
        )
    return Reading(title=scene.title, at=scene.at, recap=scene.recap, options=tuple(options))


def view(mine: int, key: int | None) -> str:
    """What the player saw in an option, beside the key, in words."""
    if key is None:
        return "not in the key"
    apart = mine - key
    if not apart:
        return "the same"
    return f"{'' if abs(apart) == 1 else 'much '}{'more' if apart > 0 else 'less'}"


def as_document(reading: Reading) -> Document:
    """The reading to show: what the key sees as best and why, then every option, then where good engineers
    differ."""
    best = [option for option in reading.options if option.best]
    parts: list[AnyPart] = [Paragraph(reading.recap, "quiet")] if reading.recap else []
    for place, option in enumerate(best):
        heading = "What the key sees most in" if place == 0 else "And as much in"
        parts += [Heading(1, heading), Paragraph(option.says, "accent")]
        parts += [Paragraph(option.why)] if option.why else []
    parts.append(Heading(1, "Your reading beside the key's"))
    parts.append(Paragraph("What you saw in each, compared with the key.", "quiet"))
    parts.append(Entries(tuple((option.told, option.says) for option in reading.options)))
    apart = [o for o in reading.options if o.key is not None and abs(o.mine - o.key) > 1 and not o.best]
    for option in apart:
        if option.why:
            parts += [Heading(2, option.says), Paragraph(option.why)]
    contested = [option for option in reading.options if option.contested]
    if contested:
        parts.append(Heading(1, "Where good engineers differ"))
        parts += [Paragraph(f"{option.says}: {_lower(option.contested)}") for option in contested]
    return Document(f"{reading.title}: a review", tuple(parts))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def comes_back(days: int) -> str:
    """When a card is shown again, in words."""
    if days <= 1:
        return "It comes back tomorrow."
    if days < 14:
        return f"It comes back in {counted(days)} days."
    if days < 60:
        return f"It comes back in about {counted(round(days / 7))} weeks."
    return f"It comes back in about {counted(round(days / 30))} months."
