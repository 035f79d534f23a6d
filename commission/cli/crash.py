"""The last resort: what a person sees when the program itself is at fault. No name, no mark, no traceback."""

from __future__ import annotations

import os
import threading
import traceback
from collections.abc import Callable
from pathlib import Path

import commission
from commission.words import Words

PACKAGE = Path(commission.__file__).parent


def report(error: BaseException, words: Words) -> list[str]:
    """One line that says where it happened and how to report it; the traceback too under ``COMMISSION_DEBUG=1``.

    An exception's message may hold what a member typed, so only its type is told.
    """
    line = words.say(
        "The program stopped on a fault of its own ({kind}, {where}). What was saved is saved. To report it, send this "
        "line to whoever maintains commission; COMMISSION_DEBUG=1 shows the detail, names and marks included",
        kind=type(error).__name__,
        where=where(error),
    )
    if os.environ.get("COMMISSION_DEBUG") == "1":
        return [*"".join(traceback.format_exception(error)).splitlines(), line]
    return [line]


def where(error: BaseException) -> str:
    """``cli/rank.py:42``: the last line of our own code that was running; empty if there was none."""
    found = "–"
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(PACKAGE):
            found = f"{path.relative_to(PACKAGE).as_posix()}:{frame.lineno}"
    return found


def watch_threads(tell: Callable[[str], None], words: Words) -> None:
    """Let a thread that stops be told in the same line."""

    def told(what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            for line in report(what.exc_value, words):
                tell(line)

    threading.excepthook = told
