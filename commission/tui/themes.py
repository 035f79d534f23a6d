"""Colours: dark, light, high contrast. State is always a word and a sign besides; a theme may lose every colour."""

from __future__ import annotations

from textual.theme import Theme

from commission.words import N_

DARK = Theme(
    "commission-dark",
    primary="#7aa2d6",
    secondary="#9ab",
    accent="#e0b050",
    warning="#e0b050",
    error="#f0787a",
    success="#7fc98a",
    foreground="#dfe3e8",
    background="#14181d",
    surface="#1b2026",
    panel="#262d35",
    dark=True,
    variables={"muted": "#98a3af", "row": "#2c4058", "row-text": "#ffffff", "bar": "#24415f", "bar-text": "#ffffff"},
)
LIGHT = Theme(
    "commission-light",
    primary="#1d5a9e",
    secondary="#456",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#b3261e",
    success="#1d6b30",
    foreground="#1a1d21",
    background="#ffffff",
    surface="#f6f7f9",
    panel="#e6eaef",
    dark=False,
    variables={"muted": "#59636e", "row": "#cfe2f7", "row-text": "#000000", "bar": "#1d5a9e", "bar-text": "#ffffff"},
)
CONTRAST = Theme(
    "commission-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    warning="#ffff00",
    error="#ff9090",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
    variables={"muted": "#ffffff", "row": "#00208a", "row-text": "#ffffff", "bar": "#ffffff", "bar-text": "#000000"},
)
THEMES = (DARK, LIGHT, CONTRAST)
NAMES = {
    DARK.name: N_("Dark colours"),
    LIGHT.name: N_("Light colours"),
    CONTRAST.name: N_("High contrast"),
}
"""What each is called on the screen."""
