"""What one key changes, put on the terminal in one go.

Left to itself, Textual hands each changed widget from queue to queue, waits for its next sixtieth of a second, and asks
every widget for every line to find those that changed: several times what the key itself takes. Here the lines that
changed go to the terminal as soon as they are known, if nothing lies over them and nothing is about to move. Otherwise,
and whenever it paints for a reason of its own, Textual paints: it asks the same widgets for the same lines.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from rich.console import Console, RenderableType
from rich.control import Control
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from commission.tui.widgets.lines import Lines

OVER = "-textual-system"
"""The class of what Textual lays over a screen: messages in a corner, explanations under the mouse."""

YIELD = 0.00005
"""Seconds, the shortest the system knows, for the thread that writes to the terminal: it would else wait for all that
Textual does after a key."""


@contextmanager
def at_once(screen: Screen[Any]) -> Iterator[None]:
    """What ``Lines`` of this screen are given to show in this block is on its way to the terminal at the end of it."""
    changed: dict[Lines, Sequence[int]] = {}
    Lines.changed = changed
    try:
        yield
    finally:
        Lines.changed = None
        places = _places(screen) if changed else {}
        if changed and places.keys() >= changed.keys():
            _paint(screen.app, _Update([(widget, places[widget], rows) for widget, rows in changed.items()]))
        else:
            for widget, rows in changed.items():
                widget.paint_soon(rows)


def _paint(app: App[Any], update: _Update) -> None:
    app._display(app.screen, cast("RenderableType", update))
    time.sleep(YIELD)


def _places(screen: Screen[Any]) -> dict[Widget, Region]:
    """Where on the terminal each widget may be painted over now."""
    app, found = screen.app, dict[Widget, Region]()
    if app.screen is not screen or app._batch_count or app.is_inline or screen._layout_required:
        return {}
    for widget, (region, clip) in screen._compositor.visible_widgets.items():
        if widget._layout_required or widget.has_class(OVER):
            return {}
        if clip.contains_region(region):
            found[widget] = region
    return found


class _Update(CompositorUpdate):
    """Changed lines, written where they belong as Textual writes an update of its own."""

    def __init__(self, changed: Sequence[tuple[Lines, Region, Sequence[int]]]) -> None:
        self._changed = changed

    def render_segments(self, console: Console) -> str:
        """The sequences that paint them. A widget may have been given more lines than it has room for."""
        return "".join(
            f"{Control.move_to(place.x, place.y + row).segment.text}{widget.render_line(row).render(console)}"
            for widget, place, rows in self._changed
            for row in rows
            if row < place.height
        )
