"""What one key changes, put on the terminal in one go.

Left to itself, Textual hands each changed widget from queue to queue, waits for its next sixtieth of a second, and asks
every widget for every line to find those that changed: several times what the key itself takes. Here the lines that
changed go to the terminal as soon as they are known, if nothing lies over them and nothing is about to move. Otherwise,
and whenever it paints for a reason of its own, Textual paints: it asks the same widgets for the same lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.control import Control
from textual._compositor import CompositorUpdate
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from commission.tui.widgets.lines import Changed, Lines

OVER = "-textual-system"
"""The class of what Textual lays over a screen: messages in a corner, explanations under the mouse."""


@contextmanager
def at_once(screen: Screen[Any]) -> Iterator[None]:
    """What ``Lines`` of this screen are given to show in this block is on its way to the terminal at the end of it."""
    changed: Changed = []
    Lines.changed = changed
    try:
        yield
    finally:
        Lines.changed = None
        places = _places(screen)
        if all(widget in places for widget, _ in changed):
            screen.app._display(screen, _Update(changed, places))
        else:
            for widget, rows in changed:
                widget.paint_soon(rows)


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

    def __init__(self, changed: Changed, places: Mapping[Widget, Region]) -> None:
        self._changed, self._places = changed, places

    def render_segments(self, console: Console) -> str:
        """The sequences that paint them. A widget may have been given more lines than it has room for."""
        return "".join(
            f"{Control.move_to(x, y + row).segment.text}{widget.render_line(row).render(console)}"
            for widget, rows in self._changed
            for x, y, _, height in (self._places[widget],)
            for row in rows
            if row < height
        )
