"""Fields a person types text into: what is pasted is made harmless before it stands there; nothing blinks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, TextArea

from commission.tui import safe
from commission.tui.shell import Acting


def by_key(bindings: Iterable[BindingType]) -> dict[str, str]:
    """The action of each key that these bindings name."""
    known = [each for each in bindings if isinstance(each, Binding)]
    return {key: each.action for each in known for key in each.key.split(",")}


async def in_order(field: Widget, event: events.Key, own: dict[str, str]) -> None:
    """Carry out, now, a key that types nothing: for the screen if it has an act for it, else for the field itself.

    Left to themselves such keys go on from queue to queue before they are carried out, while letters are taken at once:
    of keys that arrive together the letters would overtake. Once another screen is in front, every key goes there.
    """
    screen = cast("Acting[Any]", field.screen)
    if field.app.screen is screen and event.is_printable:
        return
    if not await screen.take(event):
        if event.key not in own:
            return
        await field.app.run_action(own[event.key], field)
    event.stop()
    event.prevent_default()


LINE_KEYS = by_key(Input.BINDINGS)
NOTES_KEYS = by_key(TextArea.BINDINGS)


class Field(Input):
    """One line of text."""

    def __init__(
        self, value: str = "", *, id: str | None = None, password: bool = False, suggester: object | None = None
    ) -> None:
        super().__init__(safe.plain(value), id=id, password=password, suggester=suggester)  # type: ignore[arg-type]
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        await in_order(self, event, LINE_KEYS)

    def _on_paste(self, event: events.Paste) -> None:
        event.text = safe.plain(event.text)


class Notes(TextArea):
    """Several lines of text, wrapped."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(safe.paragraphs(text), id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        await in_order(self, event, NOTES_KEYS)

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = safe.paragraphs(event.text)
