"""Fields a person types text into: what is pasted is made harmless before it stands there; nothing blinks."""

from __future__ import annotations

from typing import Any, cast

from textual import events
from textual.widget import Widget
from textual.widgets import Input, TextArea

from commission.tui import safe
from commission.tui.shell import Acting


async def to_screen_first(field: Widget, event: events.Key, keys: frozenset[str]) -> None:
    """Let the screen have these keys at once, and every key once another screen has come in front.

    A key goes through the queue of its field before it reaches the screen: those typed fast after Enter would otherwise
    still be taken by a field that Enter has just closed.
    """
    screen = cast("Acting[Any]", field.screen)
    if (field.app.screen is not screen or event.key in keys) and await screen.take(event):
        event.stop()
        event.prevent_default()


class Field(Input):
    """One line of text."""

    def __init__(
        self, value: str = "", *, id: str | None = None, password: bool = False, suggester: object | None = None
    ) -> None:
        super().__init__(safe.plain(value), id=id, password=password, suggester=suggester)  # type: ignore[arg-type]
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        await to_screen_first(self, event, frozenset({"enter", "escape"}))

    def _on_paste(self, event: events.Paste) -> None:
        event.text = safe.plain(event.text)


class Notes(TextArea):
    """Several lines of text, wrapped."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(safe.paragraphs(text), id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        await to_screen_first(self, event, frozenset({"enter", "ctrl+j", "escape"}))

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = safe.paragraphs(event.text)
