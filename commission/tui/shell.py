"""What every screen shares: its head, its hints, and how a key becomes an act.

A page lists its ``ACTIONS`` and carries each out in a method ``do_ID``; keys, hint bar, palette and help follow from it.
Keys are taken one after the other and, when another screen has come in front meanwhile, handed on to it: a key typed fast
after the one that opens a dialog goes into the dialog, never into a mark.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast
from weakref import WeakSet

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.screen import ModalScreen, Screen

from commission.live.room import Receipt
from commission.tui import actions, safe
from commission.tui.actions import Action
from commission.tui.packing import Piece, ends, pack
from commission.tui.safe import Line, Span
from commission.tui.widgets.lines import Lines
from commission.words import Words

if TYPE_CHECKING:  # a protocol is only read by the type checker, and costs a millisecond of the first screen
    from commission.tui.program import Program

R = TypeVar("R")
meaning_nothing: WeakSet[events.Key] = WeakSet()
"""Keys that the screen they were struck on has no act for: they rise from the widget to its screen all the same, and what
the next key opens meanwhile must not get them."""
SMALL = 16
"""Below this many rows the head is left out and hints take one line."""
SAID = 5
"""Rows that what was just said may take on a screen that is not small: a refusal is read whole, its remedy too."""


class Acting(Screen[R], inherit_bindings=False):
    """A screen whose keys are a table."""

    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
    ]
    AUTO_FOCUS = None
    _redraw_waits = False

    @property
    def commission(self) -> Program:
        """The program this screen is part of."""
        return cast("Program", self.app)

    @property
    def words(self) -> Words:
        """Every sentence, in the language chosen."""
        return self.commission.words

    def available(self) -> Sequence[Action]:
        """The actions of this screen that make sense now."""
        return _known(type(self))

    @classmethod
    def carries_out(cls, action: str) -> bool:
        """Whether this screen knows what to do for the action of this id."""
        return hasattr(cls, f"do_{action}")

    async def take(self, event: events.Key) -> bool:
        """Carry out the action of this key; False if it has none here. In front of another screen: hand it on."""
        if event in meaning_nothing:
            return False
        if self.app.screen is not self:
            self.app.post_message(events.Key(event.key, event.character))
            return True
        action = actions.by_key(self.available(), event.key, event.character)
        if action:
            await self.perform(action.id)
        else:
            meaning_nothing.add(event)
        return action is not None

    async def perform(self, action: str) -> None:
        """Carry out an action by its id."""
        done = getattr(self, f"do_{action}")()
        if inspect.isawaitable(done):
            await done

    async def on_key(self, event: events.Key) -> None:
        """A key that no field of this screen wanted."""
        if await self.take(event):
            event.stop()
            event.prevent_default()

    def redraw(self) -> None:
        """Show everything as it stands now."""

    def redraw_soon(self) -> None:
        """Show everything once the screen has its size; a screen on its way out is left as it is."""
        if not self._redraw_waits:
            self._redraw_waits = True
            self.call_after_refresh(self._redraw_now)

    def _redraw_now(self) -> None:
        self._redraw_waits = False
        self.redraw_whole()

    def redraw_whole(self) -> None:
        """Show everything as it stands now; a screen on its way out, half of whose widgets are gone, is left as it is."""
        if self.is_attached and self.children:
            with suppress(NoMatches):
                self.redraw()

    async def do_palette(self) -> None:
        """Search every action by its name."""
        await self.commission.show_palette(self)

    async def do_help(self) -> None:
        """What every key does here."""
        await self.commission.show_help(self)

    def do_theme(self) -> None:
        """The next theme."""
        self.commission.next_theme()

    async def do_quit(self) -> None:
        """Leave; what is queued is written first."""
        await self.commission.leave()


class Page(Acting[None]):
    """A whole screen: a head line, a body, and two lines of hints of which the first gives way to what was just said."""

    HEADS = 1
    _heights = (-1, -1)

    def compose(self) -> ComposeResult:
        """Head, body, hints, as high as they will be: a height set later lays the whole screen out again."""
        head, hints = Lines(id="head"), Lines(id="hints")
        self._set_heights(head, hints, 1 if self.app.size.height < SMALL else 2)
        yield head
        with Vertical(id="body"):
            yield from self.body()
        yield hints

    def body(self) -> ComposeResult:
        """What stands between head and hints."""
        yield from ()

    def head(self, width: int) -> list[Line]:
        """The lines at the top."""
        return [ends([Span(" "), Span(self.heading(), "bar-strong")], [Span("commission ")], width, "bar")]

    def heading(self) -> str:
        """What this page is, for the line at the top."""
        return ""

    def said(self) -> Span:
        """What was said last; it stands where hints were until the next key."""
        return Span("")

    def redraw(self) -> None:
        """Show everything as it stands now."""
        self.redraw_frame()

    def written(self, receipt: Receipt) -> None:
        """The writer says what became of an act submitted by this page."""
        del receipt
        self.redraw_whole()

    def redraw_frame(self) -> None:
        """Head and hints."""
        width, height = self.app.size
        head, hints = self.query_one("#head", Lines), self.query_one("#hints", Lines)
        lines = self._foot(width, 1 if height < SMALL else 2)
        self._set_heights(head, hints, len(lines))
        head.show(self.head(width)[-self.HEADS :] if head.display else [])
        hints.show(lines)

    def _set_heights(self, head: Lines, hints: Lines, below: int) -> None:
        heads = 0 if self.app.size.height < SMALL else self.HEADS
        if (heads, below) == self._heights:
            return
        self._heights = (heads, below)
        head.display = heads > 0
        head.styles.height = heads
        hints.styles.height = below

    def _foot(self, width: int, rows: int) -> list[Line]:
        said, lines = self.said(), hint_lines(self.available(), width, rows, self.words)
        if not said.text:
            return lines
        wrapped = safe.wrap(said.text, width - 2, rows if self.app.size.height < SMALL else SAID)
        told = [safe.line(" ", Span(each, said.role), fill="notice") for each in wrapped]
        return [*told, *lines][: max(rows, len(told))]

    def on_resize(self) -> None:
        """Another size."""
        self.redraw_soon()

    def on_screen_resume(self) -> None:
        """Back in front."""
        self.redraw_soon()


class Dialog(ModalScreen[R], Acting[R]):
    """A box in front of a page: a title, a body, a line of hints."""

    ACTIONS: ClassVar[tuple[Action, ...]] = actions.DIALOG

    def compose(self) -> ComposeResult:
        """Title, body, hints."""
        with Vertical(id="box") as box:
            box.border_title = safe.content(self.heading())
            yield from self.body()
            yield Lines(id="box-hints")

    def heading(self) -> str:
        """The title of the box."""
        return ""

    def body(self) -> ComposeResult:
        """What stands in the box."""
        yield from ()

    def on_mount(self) -> None:
        """Show the hints once the box has its size."""
        self.redraw_soon()

    def on_resize(self) -> None:
        """Another size."""
        self.redraw_soon()

    def redraw(self) -> None:
        """Show the hints."""
        hints = self.query_one("#box-hints", Lines)
        hints.show(hint_lines(self.available(), hints.size.width, 1, self.words))

    async def do_back(self) -> None:
        """Close without doing anything."""
        self.close(None)

    def close(self, result: R | None) -> None:
        """Close this box, were another in front of it or not."""
        if self.app.screen is self:
            self.dismiss(result)


@cache
def _known(page: type[Acting[Any]]) -> tuple[Action, ...]:
    """Kept: it is asked for at every key, and always the same."""
    return tuple(each for each in page.ACTIONS if page.carries_out(each.id))


def key_label(key: str, w: Words) -> str:
    """What stands on the key."""
    name = actions.key_name(key)
    return w.say(name) if name != key and len(name) > 1 else name


def _weight(action: Action) -> int:
    """What stays in the hint bar: help, leaving and the list of all actions above all, then what stands first."""
    return {"help": 203, "quit": 202, "palette": 201}.get(action.id, 100 - action.hint)


def hint_lines(available: Sequence[Action], width: int, rows: int, w: Words) -> list[Line]:
    """The most useful actions with their keys, on at most ``rows`` lines."""
    return list(_hint_lines(tuple(available), width, rows, w))


@lru_cache(32)
def _hint_lines(available: tuple[Action, ...], width: int, rows: int, w: Words) -> tuple[Line, ...]:
    """Kept: they stand below every key, and seldom change."""
    shown = sorted((each for each in available if each.hint), key=lambda each: each.hint)
    pieces = [
        Piece((Span(key_label(each.keys[0], w), "key"), Span(f" {w.say(each.label)}", "muted")), _weight(each))
        for each in shown
    ]
    return tuple(pack(pieces, width, lines=rows, gap="  "))
