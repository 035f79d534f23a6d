"""Boxes one only reads: help on this screen, the whole text of a line, what is wrong in the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, cast

from textual import events
from textual.app import ComposeResult

from commission.tui import actions, safe
from commission.tui.actions import Action
from commission.tui.safe import BLANK, Line, Span
from commission.tui.shell import Acting, Dialog, key_label
from commission.tui.widgets.lines import Lines
from commission.words import N_, Words


class Pages(Lines, can_focus=True):
    """Lines that scroll under the keys that move."""

    def __init__(self, make: Callable[[int], Sequence[Line]], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._make = make
        self.top = 0

    def redraw(self) -> None:
        """Show the part that is looked at."""
        lines = list(self._make(self.size.width))
        height = self.size.height
        self.top = max(0, min(self.top, len(lines) - height))
        shown = lines[self.top : self.top + height]
        if height > 1 and self.top + height < len(lines):
            shown[-1] = safe.line(Span(" ↓ …", "muted"))
        self.show(shown)

    def on_resize(self) -> None:
        """Another width wraps otherwise."""
        super().on_resize()
        self.redraw()

    def steer(self, key: str) -> bool:
        """Obey a key that moves; False if it is none of those."""
        page = max(1, self.size.height - 2)
        moves = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "home": -100_000, "end": 100_000}
        if key not in moves:
            return False
        self.top += moves[key]
        self.redraw()
        return True

    async def on_key(self, event: events.Key) -> None:
        """Keys that move, and those of the screen, each carried out before the next."""
        screen = cast("Acting[Any]", self.screen)
        if (self.app.screen is screen and self.steer(event.key)) or await screen.take(event):
            event.stop()

    def on_mouse_scroll_down(self) -> None:
        """The wheel."""
        self.top += 3
        self.redraw()

    def on_mouse_scroll_up(self) -> None:
        """The wheel."""
        self.top -= 3
        self.redraw()


class Reading(Dialog[None]):
    """A title and lines to read; Esc and Enter close it, and so does the key that opened it."""

    ACTIONS: ClassVar[tuple[Action, ...]] = actions.READING

    def __init__(self, title: str, make: Callable[[int], Sequence[Line]]) -> None:
        super().__init__(classes="tall")
        self._title, self._make = title, make

    def heading(self) -> str:
        """The title it was given."""
        return self._title

    def body(self) -> ComposeResult:
        """The lines."""
        yield Pages(self._make, id="pages")

    def on_mount(self) -> None:
        """The keys move at once."""
        self.set_focus(self.query_one(Pages))
        super().on_mount()

    async def take(self, event: events.Key) -> bool:
        """The keys that open such a box close it too."""
        if self.app.screen is self and event.key in {"f1", "question_mark", "q", "d"}:
            await self.do_back()
            return True
        return await super().take(event)


def help_for(screen: Acting[Any]) -> Reading:
    """What every key does on this screen."""
    w = screen.words
    return Reading(w.say("Help"), lambda width: help_lines(screen, width, w))


NOTES = (
    N_(
        "Digits, comma or point type a mark; the unshifted top row of a French keyboard counts as digits in a mark cell."
    ),
    N_("Arrows, Page up, Page down, Home, End and the mouse move; what is typed is written when the cursor leaves."),
    N_(
        "So it is with Tab, v, / and c, and → keeps to the same line of the next dossier; Esc and q drop what is typed."
    ),
    N_(
        "“saved” appears only once the mark is on the disk; a program that is killed loses at most the key being typed."
    ),
)
"""What no single key explains, on the sheet."""


def help_lines(screen: Acting[Any], width: int, w: Words) -> list[Line]:
    """One line an action that has a key: its keys, then what it does."""
    shown = [each for each in screen.available() if any(each.keys)]
    keys = {each.id: " ".join(key_label(key, w) for key in each.keys[:3]) for each in shown}
    column = min(max((safe.width(each) for each in keys.values()), default=0), max(6, width // 3))
    lines: list[Line] = []
    for each in shown:
        wrapped = safe.wrap(w.say(each.help), width - column - 4, 3)
        for place, text in enumerate(wrapped):
            key = safe.fit(keys[each.id] if not place else "", column)
            lines.append(safe.line(" ", Span(key, "key"), "  ", text))
    if getattr(screen, "HELP_NOTES", False):
        for note in NOTES:
            lines += [BLANK, *(safe.line(" ", Span(each, "muted")) for each in safe.wrap(w.say(note), width - 2, 6))]
    return lines


def faults_of(screen: Acting[Any], faults: Sequence[str]) -> Reading:
    """What is wrong in the files, one fault after the other; or that nothing is."""
    w = screen.words

    def lines(width: int) -> list[Line]:
        if not faults:
            return [safe.line(" ", w.say("Nothing is wrong in the files you may read."))]
        wrapped = [safe.wrap(each, width - 3, 8) for each in faults]
        return [safe.line(" " if n else "•", " ", each) for group in wrapped for n, each in enumerate(group)]

    return Reading(w.say("Files of the session"), lines)
