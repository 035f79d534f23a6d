"""The table of sheets: members down, dossiers across, headings and names always in sight. Drawn line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, cast

from textual import events
from textual.message import Message

from commission.tui import safe
from commission.tui.desk_progress import HANDED, OUT, Row
from commission.tui.safe import BLANK, Line, Span, line
from commission.tui.shell import Acting
from commission.tui.widgets.lines import Lines
from commission.words import Words

ROLES = {HANDED: "good", OUT: "muted", "✗": "bad", "✗!": "bad", "?": "warn", "✓?": "warn", "✗?": "warn"}
NAMES = 30
"""Cells that names take at most; a third of a narrow screen at most, too."""


class Shown(Protocol):
    """What a matrix can show: rows of signs under these columns."""

    @property
    def columns(self) -> list[str]:
        """What stands above the signs."""

    def rows(self, w: Words) -> list[Row]:
        """The rows, one sign a column."""


class Matrix(Lines, can_focus=True):
    """Shows a ``Progress``, or another table of signs, with a cursor on one cell.

    Tells ``Moved``, and ``Taken`` on Enter or a second click.
    """

    DEFAULT_CSS = "Matrix { height: 1fr; }"

    @dataclass
    class Moved(Message):
        """The cursor stands on another sheet."""

    @dataclass
    class Taken(Message):
        """The sheet under the cursor was chosen."""

    def __init__(self, words: Words, *, id: str | None = None, first: str = "") -> None:
        super().__init__(id=id)
        self.words, self.first = words, first or words.say("Member")
        self.rows: list[Row] = []
        self.codes: list[str] = []
        self.row, self.column = 0, 0
        self.top, self.left = 0, 0

    @property
    def member(self) -> str:
        """The member under the cursor; empty if there is none."""
        return self.rows[self.row].member if self.rows else ""

    @property
    def dossier(self) -> str:
        """The dossier under the cursor; empty if there is none."""
        return self.codes[self.column] if self.codes else ""

    def fill(self, shown: Shown) -> None:
        """Show this lot, the cursor on the same member and dossier where they are there."""
        member, dossier = self.member, self.dossier
        self.rows = shown.rows(self.words)
        self.codes = list(shown.columns)
        stops = self._stops()
        self.row = next((n for n in stops if self.rows[n].member == member), stops[0] if stops else 0)
        self.column = self.codes.index(dossier) if dossier in self.codes else 0
        self.redraw()

    def redraw(self) -> None:
        """Show the part around the cursor."""
        width, height = self.size.width, self.size.height
        if not width or not height:
            return
        shown = self._columns(width)
        self._follow(height - 1, shown)
        rows = range(self.top, min(len(self.rows), self.top + height - 1))
        self.show([self._heading(width, shown), *(self._line(n, width, shown) for n in rows)])

    def _follow(self, height: int, shown: int) -> None:
        above = self.row - 1 if self.row and self.rows[self.row - 1].kind == "group" else self.row
        self.top = max(0, min(self.top, above, len(self.rows) - height), self.row - height + 1)
        self.left = max(0, min(self.left, self.column, len(self.codes) - shown), self.column - shown + 1)

    def _names(self, width: int) -> int:
        longest = max((safe.width(each.label) for each in self.rows if each.member), default=10)
        return min(longest, NAMES, max(10, width * 3 // 10))

    def _cells(self) -> int:
        return min(12, max([5, *(safe.width(each) + 1 for each in self.codes)]))

    def _columns(self, width: int) -> int:
        """How many dossiers fit beside the names and the figures."""
        return max(1, (width - self._names(width) - 12) // self._cells())

    def _heading(self, width: int, shown: int) -> Line:
        """The dossiers in sight, with arrows where others lie beyond."""
        names, cells = self._names(width), self._cells()
        spans = [Span("  " + safe.fit(self.first, names))]
        spans.append(Span("‹ " if self.left else "  ", "key"))
        for code in self.codes[self.left : self.left + shown]:
            here = code == self.dossier
            spans.append(Span(safe.fit(safe.clip(code, cells - 1), cells), "group-title" if here else ""))
        spans.append(Span("› " if self.left + shown < len(self.codes) else "  ", "key"))
        return line(*spans, fill="group")

    def _line(self, number: int, width: int, shown: int) -> Line:
        row = self.rows[number]
        names, cells = self._names(width), self._cells()
        body = 2 + names + 2 + cells * min(shown, len(self.codes))
        groups = [safe.width(each.label) + 2 for each in self.rows if each.kind == "group"]
        gap = max(0, min(max(groups, default=0), width - 10) - body)
        if row.kind == "group":
            label = safe.fit(f" {row.label}", body + gap)
            return line(Span(label, "strong"), Span(f"  {safe.fit(row.figures, 6, right=True)}", "strong"))
        here = number == self.row
        spans = [Span("▸ " if here else "  ", "key"), Span(safe.fit(row.label, names)), Span("  ")]
        for place, sign in enumerate(row.signs[self.left : self.left + shown], self.left):
            under = here and place == self.column
            cell = f"[{sign}]" if under else f" {sign} "
            spans.append(Span(safe.fit(cell, cells), "key" if under else ROLES.get(sign, "muted")))
        spans.append(Span(" " * gap + f"  {safe.fit(row.figures, 6, right=True)}", "muted"))
        return line(*spans, fill="cursor" if here else "")

    def _stops(self) -> list[int]:
        return [n for n, row in enumerate(self.rows) if row.kind == "member"]

    def move(self, down: int, across: int) -> None:
        """Move the cursor; it stops at the edges."""
        stops = self._stops()
        if not stops:
            return
        place = stops.index(self.row) if self.row in stops else 0
        self.row = stops[max(0, min(place + down, len(stops) - 1))]
        self.column = max(0, min(self.column + across, len(self.codes) - 1))
        self.redraw()
        self.post_message(self.Moved())

    async def on_key(self, event: events.Key) -> None:
        """Keys that move, and those of the screen, each carried out before the next."""
        screen = cast("Acting[Any]", self.screen)
        page = max(1, self.size.height - 3)
        moves = {
            "up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1), "pageup": (-page, 0),
            "pagedown": (page, 0), "home": (-len(self.rows), 0), "end": (len(self.rows), 0),
        }  # fmt: skip
        if self.app.screen is screen and event.key in moves:
            event.stop()
            self.move(*moves[event.key])
        elif await screen.take(event):
            event.stop()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there; on the sheet under the cursor it chooses it."""
        width = self.size.width
        number = self.top + event.y - 1
        column = self.left + max(0, event.x - self._names(width) - 4) // self._cells()
        if number not in self._stops() or event.y == 0:
            return
        column = min(column, len(self.codes) - 1)
        if (number, column) == (self.row, self.column):
            self.post_message(self.Taken())
            return
        self.row, self.column = number, max(0, column)
        self.redraw()
        self.post_message(self.Moved())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.move(1, 0)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.move(-1, 0)

    def on_resize(self) -> None:
        """Another size shows another part."""
        super().on_resize()
        self.redraw()


def blank(lines: list[Line], height: int) -> list[Line]:
    """These lines, cut or filled to this height."""
    return [*lines, *[BLANK] * height][:height]
