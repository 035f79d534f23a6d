"""Fields a person types text into: what is pasted is made harmless before it stands there; nothing blinks."""

from __future__ import annotations

from textual import events
from textual.widgets import Input, TextArea

from commission.tui import safe


class Field(Input):
    """One line of text."""

    def __init__(
        self, value: str = "", *, id: str | None = None, password: bool = False, suggester: object | None = None
    ) -> None:
        super().__init__(safe.plain(value), id=id, password=password, suggester=suggester)  # type: ignore[arg-type]
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        event.text = safe.plain(event.text)


class Notes(TextArea):
    """Several lines of text, wrapped."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(safe.paragraphs(text), id=id, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        if event.key in {"enter", "ctrl+j"}:
            event.prevent_default()  # the box decides what they do

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = safe.paragraphs(event.text)
