"""A widget that shows lines and redraws only those that changed: what keeps a key press cheap on a large screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from commission.tui import safe
from commission.tui.safe import BLANK, Line

ROLES = (
    "muted", "strong", "key", "code", "mark", "sign", "edit", "warn", "good", "bad", "quick", "end",
    "cursor", "group", "group-title", "bar", "bar-strong", "rule", "rule-title", "status", "notice",
)  # fmt: skip
"""What a piece of a line can be; each has a style in ``commission.tcss``."""


class Lines(Widget):
    """Shows what ``show`` was given last. One screen line each, cut or padded to the widget's width."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line--{role}" for role in ROLES}
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: list[Line] = []
        self._strips: dict[Line, Strip] = {}
        self._styles: dict[str, Style] = {}

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
            strip = self._strips[line] = safe.strip(line, self.size.width, self._style)
        return strip

    def notify_style_update(self) -> None:
        """The theme changed."""
        self._forget()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Strips are as wide as the widget."""
        self._forget()

    def _forget(self) -> None:
        self._strips.clear()
        self._styles.clear()

    def _style(self, role: str) -> Style:
        style = self._styles.get(role)
        if style is None:
            known = f"line--{role}" if role in ROLES else ""
            style = self.get_component_rich_style(known, partial=True) if known else self.rich_style
            self._styles[role] = style
        return style

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
