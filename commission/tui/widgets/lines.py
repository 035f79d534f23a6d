"""A widget that shows lines and redraws only those that changed: what keeps a key press cheap on a large screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from commission.tui import looks, safe
from commission.tui.safe import BLANK, Line


class Lines(Widget):
    """Shows what ``show`` was given last. One screen line each, cut or padded to the widget's width."""

    ALLOW_SELECT = False
    changed: ClassVar[dict[Lines, Sequence[int]] | None] = None
    """Where ``painting`` is told which rows changed, while it puts them on the terminal itself."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: list[Line] = []
        self._strips: dict[Line, Strip] = {}
        self._made_for = 0
        self._roles: Mapping[str, Style] = {}
        self._base = Style()

    @property
    def text(self) -> str:
        """What is shown, without styles: one line each."""
        return "\n".join(each.text.rstrip() for each in self._lines)

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines from the top; only those that differ from what is shown are drawn again."""
        before, self._lines = self._lines, list(lines)
        rows = max(len(before), len(self._lines))
        different = [y for y in range(rows) if self._at(y, before) != self._at(y, self._lines)]
        if Lines.changed is None:
            self.paint_soon(different)
        elif different:
            Lines.changed[self] = different

    def paint_soon(self, rows: Sequence[int]) -> None:
        """Let Textual paint these rows when it next does."""
        for first, last in _runs(rows):
            self.refresh(Region(0, first, self.size.width, last - first + 1))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips Textual puts on the screen.

        Textual's own way would lay borders, padding and colours around each line, and filter it, at every key; a line here
        has none of that around it, and is filtered once.
        """
        strips = [self.render_line(y) for y in crop.line_range]
        left, right = crop.column_span
        return strips if (left, right) == (0, self._made_for) else [each.crop(left, right) for each in strips]

    def render_line(self, y: int) -> Strip:
        """Called by Textual for each line it wants on the screen."""
        if self._made_for != self.size.width or len(self._strips) > 500:
            self._forget()
        line = self._at(y, self._lines)
        strip = self._strips.get(line)
        if strip is None:
            if not self._strips:
                self._base, self._roles = self.rich_style, looks.styles(self.app.current_theme)
            strip = safe.strip(line, self._made_for, self._style)
            for each in self.get_line_filters():
                strip = strip.apply_filter(each, self.background_colors[1])
            self._strips[line] = strip
        return strip

    def notify_style_update(self) -> None:
        """The theme may have changed."""
        self._forget()
        super().notify_style_update()

    def _forget(self) -> None:
        """Strips are made anew: they are as wide as the widget was, and coloured as the theme was."""
        self._strips.clear()
        self._made_for = self.size.width

    def on_resize(self) -> None:
        """Its page was laid out for the sizes its pieces had."""
        self.refresh()
        if again := getattr(self.screen, "redraw_soon", None):
            again()

    def _style(self, role: str) -> Style:
        return self._roles.get(role, self._base)

    @staticmethod
    def _at(y: int, lines: Sequence[Line]) -> Line:
        return lines[y] if 0 <= y < len(lines) else BLANK


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """``[1, 2, 3, 7]`` as ``[(1, 3), (7, 7)]``."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
