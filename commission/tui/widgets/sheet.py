"""The sheet a member types into: rows of a ``Scoring``, scrolled so that the cursor and its criterion's head are seen."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

from textual import events

from commission.tui import sheet_lines
from commission.tui.board import Row
from commission.tui.messages import RowClicked
from commission.tui.safe import BLANK, Line, Span, line
from commission.tui.scoring import Scoring
from commission.tui.sheet_lines import Columns
from commission.tui.shell import Acting
from commission.tui.widgets.lines import Lines
from commission.words import Words


class SheetView(Lines, can_focus=True):
    """Draws a sheet; keys and clicks go to its screen as they are, one after the other."""

    def __init__(self, scoring: Scoring, words: Words, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.scoring, self.words = scoring, words
        self.top = 0
        self._measured_for: tuple[object, ...] = ()
        self._measured = Columns(0, 0, 0, 0)

    def redraw(self, *, follow: bool = True) -> None:
        """Show the sheet as it stands now; ``follow`` scrolls to the cursor."""
        height, width = self.size.height, self.size.width
        if not height or not width:
            return
        rows = len(self.scoring.rows)
        if follow:
            self._follow(height)
        self.top = max(0, min(self.top, rows - height))
        scrolls = rows > height
        at = self._columns(width - scrolls)
        shown = range(self.top, min(rows, self.top + height))
        lines = [sheet_lines.row_line(self.scoring, index, at, self.words) for index in shown]
        if lines and self._pinned():
            lines[0] = sheet_lines.group_line(self.scoring, self._group_of(self.top), at, self.words)
        lines += [BLANK] * (height - len(lines))
        self.show([_with_bar(each, self._bar(y, height, rows)) for y, each in enumerate(lines)] if scrolls else lines)

    def scroll_by(self, rows: int) -> None:
        """Look further down or up, the cursor staying where it is."""
        self.top += rows
        self.redraw(follow=False)

    @property
    def page(self) -> int:
        """How many rows a page key goes."""
        return max(1, self.size.height - 2)

    def _pinned(self) -> bool:
        """Whether the first line shows the head of its group, which has scrolled away."""
        return self.top > 0 and self.size.height > 3 and self.scoring.rows[self.top].kind == "cell"

    def _group_of(self, index: int) -> Row:
        return next(row for row in reversed(self.scoring.rows[: index + 1]) if row.kind == "group")

    def _follow(self, height: int) -> None:
        index = self.scoring.index
        margin = 1 if height > 3 else 0
        if index - margin < self.top:
            self.top = index - margin
        elif index + margin >= self.top + height:
            self.top = index + margin - height + 1

    def _columns(self, width: int) -> Columns:
        """The columns, measured once for each width: measuring the whole grid at each key would take half of its time."""
        made_for = (self.scoring.room.definition, self.scoring.view, width)
        if made_for != self._measured_for:
            self._measured_for, self._measured = made_for, sheet_lines.columns(self.scoring, width, self.words)
        return self._measured

    def _bar(self, y: int, height: int, rows: int) -> Span:
        """The piece of the scroll bar beside this line."""
        size = max(1, height * height // rows)
        start = (height - size) * self.top // max(1, rows - height)
        return Span("█", "bar-thumb") if start <= y < start + size else Span("│", "muted")

    async def on_key(self, event: events.Key) -> None:
        """Every key, in the order it came: the screen decides."""
        event.stop()
        event.prevent_default()
        await cast("Acting[Any]", self.screen).take(event)

    def on_click(self, event: events.Click) -> None:
        """A row was clicked."""
        index = self.top + event.y
        if index < len(self.scoring.rows):
            self.post_message(RowClicked(index))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel."""
        event.stop()
        self.scroll_by(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel."""
        event.stop()
        self.scroll_by(-3)


@lru_cache(1000)
def _with_bar(drawn: Line, bar: Span) -> Line:
    """The line with its piece of the scroll bar, in the last column."""
    return line(*drawn.spans, bar, fill=drawn.fill)
