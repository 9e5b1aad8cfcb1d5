"""The settings that change plain mode."""

from __future__ import annotations

import msgspec

from ladderquest.saves.profile import Settings

SETTINGS = {
    "explain_as_i_go": "explain every decision right after it",
    "rewind_always": "go back at any time, not only after an ending",
    "ask_confidence": "how sure are you? asked after an answer, before what follows",
}
"""Field of ``Settings`` -> what it does."""


def switched(settings: Settings, place: int) -> Settings:
    """``settings`` with the one at ``place`` (from 0) turned the other way."""
    name = list(SETTINGS)[place]
    return msgspec.structs.replace(settings, **{name: not getattr(settings, name)})
