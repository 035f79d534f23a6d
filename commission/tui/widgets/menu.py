"""A list to choose from: sessions, members, dossiers, actions, lines found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from textual import events

from commission.tui.messages import Picked, Pointed
from commission.tui.safe import Line, Span, cut, line
from commission.tui.shell import Acting
from commission.tui.widgets.lines import Lines


class Item(NamedTuple):
    """One row. Without ``id`` it is a heading that cannot be chosen. ``search``: what a filter looks in."""

    id: str
    line: Line
    search: str = ""


class Menu(Lines, can_focus=True):
    """Rows with a cursor; tells ``Pointed`` and ``Picked``."""

    def __init__(self, *, id: str | None = None, marker: str = "▸") -> None:
        super().__init__(id=id)
        self.items: list[Item] = []
        self.index = 0
        self.top = 0
        self.marker = marker

    @property
    def chosen(self) -> str:
        """The id of the row under the cursor; empty if there is none."""
        return self.items[self.index].id if self.items else ""

    def fill(self, items: Sequence[Item], chosen: str = "") -> None:
        """Show these rows, the cursor on ``chosen`` or on the first row that can be chosen."""
        self.items = list(items)
        stops = self._stops()
        wanted = [n for n in stops if chosen and self.items[n].id == chosen]
        self.index = (wanted or stops or [0])[0]
        self.redraw()

    def redraw(self) -> None:
        """Show the rows around the cursor."""
        height = self.size.height
        if not height:
            return
        above = max(0, self.index - 1) if self.index and not self.items[self.index - 1].id else self.index
        if above < self.top:
            self.top = above
        elif self.index >= self.top + height:
            self.top = self.index - height + 1
        self.top = max(0, min(self.top, len(self.items) - height))
        shown = range(self.top, min(len(self.items), self.top + height))
        self.show([self._row(n) for n in shown])

    def _row(self, number: int) -> Line:
        item = self.items[number]
        if not item.id:
            return cut(item.line, self.size.width)
        here = number == self.index
        marker = Span(f"{self.marker if here else ' '} ", "key")
        row = line(marker, *item.line.spans, fill="cursor" if here else item.line.fill)
        return cut(row, self.size.width)

    def move(self, by: int) -> None:
        """Move the cursor by this many rows that can be chosen; stops at both ends."""
        stops = self._stops()
        if not stops:
            return
        place = stops.index(self.index) if self.index in stops else 0
        self.point(stops[max(0, min(place + by, len(stops) - 1))])

    def point(self, index: int) -> None:
        """Put the cursor on this row, if it can be chosen."""
        if 0 <= index < len(self.items) and self.items[index].id:
            self.index = index
            self.redraw()
            self.post_message(Pointed(self.chosen))

    def pick(self) -> None:
        """Choose the row under the cursor."""
        if self.chosen:
            self.post_message(Picked(self.chosen))

    def _stops(self) -> list[int]:
        return [n for n, item in enumerate(self.items) if item.id]

    def steer(self, key: str) -> bool:
        """Obey a key that moves the cursor; False if it is none of those."""
        page = max(1, self.size.height - 1)
        far = len(self.items)
        moves = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "home": -far, "end": far}
        if key not in moves:
            return False
        self.move(moves[key])
        return True

    async def take(self, event: events.Key) -> bool:
        """Carry out a key that moves, or one of the screen; False if it is none of those."""
        screen = cast("Acting[Any]", self.screen)
        return (self.app.screen is screen and self.steer(event.key)) or await screen.take(event)

    async def on_key(self, event: events.Key) -> None:
        """Keys that move, and those of the screen, each carried out before the next."""
        if await self.take(event):
            event.stop()

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        self.point(self.top + event.y)
        if self.items and self.index == self.top + event.y:
            self.pick()

    def on_resize(self) -> None:
        """Another height shows other rows."""
        super().on_resize()
        self.redraw()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.move(-1)
