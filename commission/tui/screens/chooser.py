"""A box that finds: type a few letters, see what is left, Enter takes it. For lines, dossiers and actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input

from commission.rules.text import sort_key
from commission.tui import actions, safe
from commission.tui.actions import Action
from commission.tui.messages import Picked
from commission.tui.safe import Span
from commission.tui.shell import Dialog
from commission.tui.widgets.fields import Field
from commission.tui.widgets.menu import Item, Menu


class Chooser(Dialog[str]):
    """Gives the id of the item taken, or None."""

    ACTIONS: ClassVar[tuple[Action, ...]] = actions.CHOOSER

    def __init__(self, title: str, items: Sequence[Item]) -> None:
        super().__init__(classes="tall")
        self._title, self._items = title, list(items)
        self._query = ""

    def heading(self) -> str:
        """The title it was given."""
        return self._title

    def body(self) -> ComposeResult:
        """A field above what it finds."""
        yield Field(id="query")
        yield Menu(id="found")

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.query_one(Field))
        self.query_one(Menu).fill(self._items)
        super().on_mount()

    @on(Input.Changed)
    def narrow(self) -> None:
        """Show what holds every word typed, whatever accents and case."""
        query = self.query_one(Field).value
        if query == self._query:
            return
        self._query = query
        found = matching(self._items, query)
        if not found:
            found = [Item("", safe.line("  ", Span(self.words.say("Nothing found"), "muted")))]
        self.query_one(Menu).fill(found)

    async def take(self, event: events.Key) -> bool:
        """Arrows move in the list while the field keeps the letters; the list is what was typed before asks for."""
        if self.app.screen is self:
            self.narrow()
            if event.key in {"up", "down", "pageup", "pagedown"}:
                return self.query_one(Menu).steer(event.key)
        return await super().take(event)

    @on(Picked)
    def do_pick(self) -> None:
        """The row under the cursor."""
        if chosen := self.query_one(Menu).chosen:
            self.close(chosen)


def matching(items: Sequence[Item], query: str) -> list[Item]:
    """The items that hold every word of ``query``; those that begin with it come first. Headings leave with a query."""
    words = sort_key(query)[0].split()
    if not words:
        return list(items)
    found = [each for each in items if each.id and all(word in _searched(each) for word in words)]
    return sorted(found, key=lambda each: not _searched(each).startswith(words[0]))


def _searched(item: Item) -> str:
    return sort_key(item.search or item.line.text)[0].strip()
