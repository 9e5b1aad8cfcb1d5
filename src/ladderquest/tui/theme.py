"""The two themes: calm paper and calm night. Colours have roles, and none carries meaning alone."""

from __future__ import annotations

from textual.theme import Theme

NIGHT = Theme(
    name="ladder-night",
    primary="#e0b15e",
    secondary="#9db4c8",
    accent="#e0b15e",
    warning="#e0b15e",
    error="#dd8b73",
    success="#93bd8c",
    foreground="#d9d5cb",
    background="#15171b",
    surface="#1c1f25",
    panel="#23272e",
    dark=True,
    variables={"quiet": "#918d84", "trap": "#dd8b73", "dodge": "#93bd8c", "pick": "#2a2e36"},
)
PAPER = Theme(
    name="ladder-paper",
    primary="#8a5a00",
    secondary="#3d5a73",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#a0431f",
    success="#2f6b3a",
    foreground="#2b2a27",
    background="#f8f5ee",
    surface="#f1ede3",
    panel="#e8e3d6",
    dark=False,
    variables={"quiet": "#6a655b", "trap": "#a0431f", "dodge": "#2f6b3a", "pick": "#e6dfcd"},
)
THEMES = (NIGHT, PAPER)
ROLES = {"quiet": "#918d84", "trap": "#dd8b73", "dodge": "#93bd8c", "pick": "#2a2e36"}
"""What the roles are in a theme that does not know them (the user may choose any of Textual's)."""
