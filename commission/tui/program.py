"""What a screen may ask of the program it is part of. The screens know this much of it and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from commission.live.room import Receipt
from commission.tui.receipts import Receipts
from commission.words import Words


class Program(Protocol):
    """The running application, as its screens see it."""

    words: Words
    receipts: Receipts
    opener: Any

    def push_screen(self, screen: Any, callback: Any = None) -> Any:
        """Bring a screen in front; ``callback`` gets its answer."""

    def receipt(self, receipt: Receipt) -> None:
        """Take what became of an act, on any thread."""

    def redraw_page(self) -> None:
        """Draw again what stands in front."""

    def next_theme(self) -> None:
        """The next of the colours."""

    async def show_help(self, screen: Any) -> None:
        """What every key of this screen does."""

    async def show_palette(self, screen: Any) -> None:
        """Every action of this screen, to be searched by name."""

    async def choose_session(self) -> None:
        """Back to the list of sessions."""

    async def at_the_door(self, folder: Path, who: str = "") -> None:
        """Ask who is there, then let them in."""

    async def enter(self, folder: Path, who: str, *, known: bool = False) -> None:
        """Open the session for this member; ``known`` once their code was asked."""

    async def open_sheet(self) -> None:
        """From the dossiers to the sheet."""

    async def close_sheet(self) -> None:
        """From the sheet back to the dossiers."""

    async def pass_on(self) -> None:
        """Hand this computer to the next member."""

    async def leave(self) -> None:
        """Write what is on its way, then end."""
