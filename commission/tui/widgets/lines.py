"""A widget that shows lines and redraws only those that changed: what keeps a key press cheap on a large screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from commission.tui import looks, safe
from commission.tui.safe import BLANK, Line


class Lines(Widget):
    """Shows what ``show`` was given last. One screen line each, cut or padded to the widget's width."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: list[Line] = []
        self._strips: dict[Line, Strip] = {}
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
        changed = [y for y in range(rows) if self._at(y, before) != self._at(y, self._lines)]
        for first, last in _runs(changed):
            self.refresh(Region(0, first, self.size.width, last - first + 1))

    def render_line(self, y: int) -> Strip:
        """Called by Textual for each line it wants on the screen."""
        line = self._at(y, self._lines)
        strip = self._strips.get(line)
        if strip is None:
            if len(self._strips) > 500:
                self._strips.clear()
            if not self._strips:
                self._base, self._roles = self.rich_style, looks.styles(self.app.current_theme)
            strip = self._strips[line] = safe.strip(line, self.size.width, self._style)
        return strip

    def notify_style_update(self) -> None:
        """The theme may have changed."""
        self._strips.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Strips are as wide as the widget was, and its page was laid out for the sizes its pieces had."""
        self._strips.clear()
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
