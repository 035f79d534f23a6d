"""A terminal that goes away ends the program, whatever becomes of the signal that says so.

Under ``nohup``, and on some lost lines, SIGHUP never comes: reading then gives nothing, for ever, and the program would
live on unseen, holding its journal and one whole processor.
"""

from __future__ import annotations

import os
import select
import sys
import threading
from collections.abc import Callable

HUNG_UP = 129
"""What a shell says of a program ended by SIGHUP."""


def end_with_terminal(last: Callable[[], None]) -> None:
    """Watch the terminal on a thread of its own; once it is gone do ``last``, then end."""
    if sys.__stdin__ is None or not hasattr(select, "poll"):
        return
    gone = select.poll()
    gone.register(sys.__stdin__.fileno(), 0)

    def watch() -> None:
        if any(what & select.POLLHUP for _, what in gone.poll()):
            last()
            os._exit(HUNG_UP)

    threading.Thread(target=watch, name="terminal", daemon=True).start()
