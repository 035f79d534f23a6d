"""What may go wrong inside the program: each function spoils the process it is called in, before the screens open."""

from __future__ import annotations

import signal
from typing import Any

SECRET = "Didier Vaubrun 6,5 Association La Roche Quélorec"
"""What no crash may tell: a name, a mark, an applicant."""


def deaf_to_hang_up() -> None:
    """As under ``nohup``, or where a line is lost and nobody says so."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)


def _fails(*_: Any, **__: Any) -> Any:
    secret = SECRET
    raise ValueError(secret)


def key_fails() -> None:
    """A key that ends in a fault of ours."""
    from commission.tui.cursor import Cursor

    Cursor.step = _fails


def drawing_fails() -> None:
    """A line that cannot be drawn once something was typed."""
    from commission.tui import sheet_lines

    row_line = sheet_lines.row_line

    def drawn(scoring: Any, *more: Any) -> Any:
        return _fails() if scoring.typing.text else row_line(scoring, *more)

    sheet_lines.row_line = drawn


def writing_fails() -> None:
    """A fault of ours on the thread that writes."""
    from commission.files.writer import Writer

    Writer.append = _fails


def looking_fails() -> None:
    """A fault of ours where the same thread looks for what others wrote, as soon as it has nothing to write."""
    from commission.live import room

    room.FIRST_PAUSE = 0.01
    room.Room.watch.__defaults__ = (0.01,)
    room.Room.refresh = _fails


def keeping_fails() -> None:
    """A fault of ours on the thread that keeps the observation being typed."""
    from commission.files import drafts

    drafts.save = _fails


def opening_fails() -> None:
    """A fault of ours while the first screen is made."""
    from commission.tui.app import CommissionApp

    CommissionApp.on_mount = _fails
