"""Sitting down at the screens in a test: opens the program on a room, types keys, one helper a gesture."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot

from commission.tui.app import CommissionApp
from commission.words import Words
from tests.tui.screen_text import screen_text

NAMES = {
    "⏎": "enter", "␛": "escape", "↑": "up", "↓": "down", "→": "right", "←": "left", "⇥": "tab", "⌫": "backspace",
    "⌦": "delete", ",": "comma", ".": "full_stop", "/": "slash", ":": "colon", "?": "question_mark", " ": "space",
}  # fmt: skip
"""How a test writes a key, and what Textual calls it."""
SIGNS = {",", ".", "/", ":", "?", " "}
"""Those that type something."""


class Seated:
    """A member in front of the program."""

    def __init__(self, app: CommissionApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def keys(self, text: str) -> None:
        """Press these keys, one after the other, each carried out before the next."""
        for each in text:
            self._send(each)
            await self.pilot.pause()

    async def press(self, *names: str) -> None:
        """Press keys by Textual's names, as its own pilot does."""
        await self.pilot.press(*names)

    async def burst(self, text: str) -> None:
        """Everything at once, as a lagging line delivers it: no key waits for the one before to be seen."""
        for each in text:
            self._send(each)
        await self.pilot.pause()
        await self.pilot.pause()

    async def until(self, true: Callable[[], bool]) -> None:
        """Let the program work until this is so; some seconds on a busy machine."""
        for _ in range(400):
            if true():
                return
            await self.pilot.pause(0.02)
        raise AssertionError(self.screen)

    def _send(self, key: str) -> None:
        self.app.post_message(events.Key(NAMES.get(key, key), key if key in SIGNS or key not in NAMES else None))

    @property
    def screen(self) -> str:
        """What the terminal shows."""
        return screen_text(self.app)

    @property
    def lines(self) -> list[str]:
        """The same, line by line."""
        return self.screen.splitlines()


@asynccontextmanager
async def sitting(
    room: Any = None, size: tuple[int, int] = (80, 24), who: str | None = "ana", lang: str = "en", **more: Any
) -> AsyncIterator[Seated]:
    """The program open on this room."""
    known: dict[str, Any] = {"words": Words(lang), **more}
    corner = known.pop("notifications", False)
    if room is not None:
        known["opener"] = lambda folder, who, desk=False: room
    app = CommissionApp(known.pop("folder", Path("essai")), who, **known)
    async with app.run_test(size=size, notifications=corner) as pilot:
        await pilot.pause()
        yield Seated(app, pilot)
