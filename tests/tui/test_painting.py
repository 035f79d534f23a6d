"""What keys put on the terminal line by line is what a whole painting shows: nothing stale stays there."""

from __future__ import annotations

from typing import Any

import pyte
import pytest
from textual._compositor import CompositorUpdate

from commission.tui.app import CommissionApp
from tests.tui.drive import Seated, sitting
from tests.tui.fake_room import aemo_room

GESTURES = (
    "⏎", "3", "⏎", "2↓", "9⏎", "↑↓␛", "1⏎2⏎3⏎1⏎0,5⏎", "uu", "cutile⏎", "nhors sujet⏎", "o", "⌦", "→", "←", "⇥", "v", "↓1⏎↑",
    "v", "/nord-2⏎", "d␛", ":a2 4⏎", "?␛", "3",
)  # fmt: skip
SIZES = [(80, 24), (120, 40), (60, 15), (80, 10), (200, 60), (80, 24)]

Looks = list[list[tuple[str, str, str, bool]]]


class Glass:
    """The terminal of a program under test: everything painted on it, by us or by Textual, is drawn here."""

    def __init__(self, app: CommissionApp) -> None:
        self.app = app
        app._display = self._display  # type: ignore[method-assign]
        self.resized()

    def resized(self) -> None:
        """A terminal of another size is painted whole."""
        self._screen = pyte.Screen(*self.app.size)
        self._display(None, self._whole())

    @property
    def looks(self) -> Looks:
        """Every cell: its character, its colours, bold or not."""
        return looks(self._screen)

    @property
    def wanted(self) -> Looks:
        """The same, of a terminal that is painted whole now."""
        screen = pyte.Screen(*self.app.size)
        pyte.Stream(screen).feed(self._whole().render_segments(self.app.console))
        return looks(screen)

    def _whole(self) -> CompositorUpdate:
        return self.app.screen._compositor.render_full_update()

    def _display(self, _: Any, update: Any) -> None:
        if isinstance(update, CompositorUpdate):
            pyte.Stream(self._screen).feed(update.render_segments(self.app.console))


def looks(screen: pyte.Screen) -> Looks:
    rows = ([screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines))
    return [[(each.data, each.fg, each.bg, each.bold) for each in row] for row in rows]


async def painted(seated: Seated, keys: str, glass: Glass) -> None:
    await seated.keys(keys)
    await seated.pilot.pause(0.05)  # what Textual paints itself, it paints at its next sixtieth of a second
    assert glass.looks == glass.wanted, (keys, seated.screen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 15)], ids=str)
async def test_after_every_key_the_terminal_shows_what_a_whole_painting_shows(size: tuple[int, int]) -> None:
    async with sitting(aemo_room(), size=size) as seated:
        glass = Glass(seated.app)
        for keys in GESTURES:
            await painted(seated, keys, glass)
        await seated.press("f2")
        await painted(seated, "123", glass)
        await seated.press("f8")
        await painted(seated, "↓", glass)


async def test_a_message_in_the_corner_is_not_painted_over() -> None:
    async with sitting(aemo_room(), notifications=True) as seated:
        await seated.keys("⏎")
        glass = Glass(seated.app)
        seated.app.notify("said in the corner", timeout=60)
        await painted(seated, "↓3", glass)
        assert "said in the corner" in "".join(cell[0] for row in glass.looks for cell in row)


async def test_a_mark_on_its_way_shows_so_and_then_as_saved() -> None:
    room = aemo_room()
    async with sitting(room) as seated:
        glass = Glass(seated.app)
        await seated.keys("⏎")
        room.hold()
        await painted(seated, "1⏎", glass)
        assert "… writing" in seated.screen
        room.settle()
        await painted(seated, "", glass)
        assert "✓ saved" in seated.screen


async def test_at_any_size_lines_stay_within_their_widgets() -> None:
    async with sitting(aemo_room()) as seated:
        glass = Glass(seated.app)
        await seated.keys("⏎")
        for size in SIZES:
            await seated.pilot.resize_terminal(*size)
            await seated.pilot.pause(0.05)
            glass.resized()
            await painted(seated, "↓2⏎u", glass)
