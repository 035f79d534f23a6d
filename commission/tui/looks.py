"""What the pieces of a line look like in each theme. A role is a sense before it is a colour: the text says the same.

Not in the style sheet: a style sheet would be matched anew for every role of every widget at each change of focus.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from rich.style import Style
from textual.theme import Theme


class Look(NamedTuple):
    """Colours by their name in the theme, and how the letters stand."""

    color: str = ""
    background: str = ""
    bold: bool = False
    italic: bool = False
    reverse: bool = False


LOOKS = {
    "muted": Look("muted"),
    "strong": Look(bold=True),
    "key": Look("accent", bold=True),
    "code": Look(bold=True),
    "mark": Look("primary", bold=True),
    "sign": Look("accent", bold=True),
    "edit": Look(bold=True, reverse=True),
    "warn": Look("warning"),
    "good": Look("success"),
    "bad": Look("error", bold=True),
    "quick": Look("accent", bold=True, reverse=True),
    "end": Look(italic=True),
    "cursor": Look("row-text", "row"),
    "group": Look("", "panel"),
    "group-title": Look(bold=True),
    "bar": Look("bar-text", "bar"),
    "bar-strong": Look(bold=True),
    "rule": Look("", "panel"),
    "rule-title": Look(bold=True),
    "status": Look("", "panel"),
    "notice": Look("", "surface"),
}
"""Role → look."""


@functools.cache
def _styles(colours: tuple[tuple[str, str], ...]) -> dict[str, Style]:
    by_name = dict(colours)

    def style(look: Look) -> Style:
        colour, background = by_name.get(look.color), by_name.get(look.background)
        bold, italic, reverse = look.bold or None, look.italic or None, look.reverse or None
        return Style(color=colour, bgcolor=background, bold=bold, italic=italic, reverse=reverse)

    return {role: style(look) for role, look in LOOKS.items()}


def styles(theme: Theme) -> dict[str, Style]:
    """The style of every role in a theme."""
    names = ("primary", "accent", "warning", "error", "success", "surface", "panel")
    colours = {name: str(getattr(theme, name) or "") for name in names} | theme.variables
    return _styles(tuple(sorted((name, colour) for name, colour in colours.items() if colour.startswith("#"))))
