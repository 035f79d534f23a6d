"""What one key changes, put on the terminal in one go.

Left to itself, Textual hands each changed widget from queue to queue, waits for its next sixtieth of a second, and asks
every widget for every line to find those that changed: several times what the key itself takes. Here the lines that
changed go to the terminal as soon as they are known, if nothing lies over them and nothing is about to move. Otherwise,
and whenever it paints for a reason of its own, Textual paints: it asks the same widgets for the same lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.control import Control
from textual._compositor import CompositorUpdate
from textual.screen import Screen

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
            screen.app._display(screen, _Update([(widget, *places[widget], rows) for widget, rows in changed]))
        else:
            for widget, rows in changed:
                widget.paint_soon(rows)


def _places(screen: Screen[Any]) -> dict[Lines, tuple[int, int]]:
    """Where each widget begins on the terminal, column and row, for those that may be painted over now."""
    app, found = screen.app, dict[Lines, tuple[int, int]]()
    if app.screen is not screen or app._batch_count or app.is_inline or screen._layout_required:
        return {}
    for widget, (region, clip) in screen._compositor.visible_widgets.items():
        if widget._layout_required or widget.has_class(OVER):
            return {}
        if isinstance(widget, Lines) and clip.contains_region(region):
            found[widget] = region.offset
    return found


class _Update(CompositorUpdate):
    """Lines of widgets, each where it belongs, as Textual writes an update of its own."""

    def __init__(self, changed: Sequence[tuple[Lines, int, int, Sequence[int]]]) -> None:
        self._changed = changed

    def render_segments(self, console: Console) -> str:
        """The sequences that paint them."""
        return "".join(
            f"{Control.move_to(x, y + row).segment.text}{widget.render_line(row).render(console)}"
            for widget, x, y, rows in self._changed
            for row in rows
        )
