"""The sheet a member types into: rows of a ``Scoring``, scrolled so that the cursor and its criterion's head are seen."""

from __future__ import annotations

from typing import Any, cast

from textual import events

from commission.tui import sheet_lines
from commission.tui.messages import RowClicked
from commission.tui.safe import Line, Span, line
from commission.tui.scoring import Scoring
from commission.tui.sheet_lines import Columns, Facts
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
        self._kept: dict[int, tuple[Facts, dict[str, Line]]] = {}

    def redraw(self, *, follow: bool = True) -> None:
        """Show the sheet as it stands now; ``follow`` scrolls to the cursor."""
        height, width = self.size.height, self.size.width
        if not height or not width:
            return
        rows = len(self.scoring.rows)
        if follow:
            self._follow(height)
        self.top = max(0, min(self.top, rows - height))
        at = self._columns(width - (rows > height))
        shown = list(range(self.top, min(rows, self.top + height)))
        if shown and self._pinned():
            shown[0] = self._group_at(self.top)
        self.show([self._row(index, at, bar) for index, bar in zip(shown, self._bar(height, rows), strict=False)])

    def _row(self, index: int, at: Columns, bar: str) -> Line:
        """The line of this row, as it was drawn last where it says the same, with its piece of the scroll bar."""
        if self.scoring.rows[index].kind in {"end", "computed"}:  # they follow other rows, or other dossiers
            return _with_bar(sheet_lines.row_line(self.scoring, index, at, self.words), bar)
        says = sheet_lines.facts(self.scoring, index)
        if index not in self._kept or self._kept[index][0] != says:
            self._kept[index] = (says, {})
        drawn = self._kept[index][1]
        if bar not in drawn:
            drawn[bar] = _with_bar(sheet_lines.row_line(self.scoring, index, at, self.words), bar)
        return drawn[bar]

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
        return self.top > 0 and self.size.height > 3 and self.scoring.rows[self.top].kind in {"cell", "computed"}

    def _group_at(self, index: int) -> int:
        """Where the head of the group of this row is."""
        return next(n for n in range(index, -1, -1) if self.scoring.rows[n].kind == "group")

    def _follow(self, height: int) -> None:
        index = self.scoring.index
        margin = 1 if height > 3 else 0
        if index - margin < self.top:
            self.top = index - margin
        elif index + margin >= self.top + height:
            self.top = index + margin - height + 1

    def _columns(self, width: int) -> Columns:
        """The columns, measured once for all that is published and this width: not the whole grid at each key."""
        made_for = (self.scoring.room.definition, self.scoring.view, self.size)
        if made_for != self._measured_for:
            self._measured_for, self._measured = made_for, sheet_lines.columns(self.scoring, width, self.words)
            self._kept.clear()
        return self._measured

    def _bar(self, height: int, rows: int) -> list[str]:
        """The scroll bar, from the top; nothing where the whole sheet is seen."""
        if rows <= height:
            return [""] * height
        size = max(1, height * height // rows)
        start = (height - size) * self.top // max(1, rows - height)
        return ["█" if start <= y < start + size else "│" for y in range(height)]

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


def _with_bar(drawn: Line, bar: str) -> Line:
    """The line with its piece of the scroll bar in the last column."""
    return line(*drawn.spans, Span(bar, "bar-thumb" if bar == "█" else "muted"), fill=drawn.fill) if bar else drawn
