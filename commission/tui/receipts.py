"""Receipts, on their way from the thread that writes to the page in front."""

from __future__ import annotations

import queue
from collections.abc import Callable
from contextlib import suppress

from commission.live.room import Receipt


class Receipts:
    """What came back and nobody has seen. ``told`` is called on the writer's thread when one comes that nobody waits for."""

    def __init__(self, told: Callable[[], object]) -> None:
        self._told = told
        self._came: queue.SimpleQueue[Receipt] = queue.SimpleQueue()
        self._waited_for = False

    def put(self, receipt: Receipt) -> None:
        """Called on the writer's thread: whoever waits has it at once, and is not kept waiting for a message to be made."""
        self._came.put(receipt)
        if not self._waited_for:
            self._told()

    def take(self, patience: float = 0) -> list[Receipt]:
        """Those that came, waiting so many seconds for the first."""
        taken: list[Receipt] = []
        self._waited_for = True
        with suppress(queue.Empty):
            taken.append(self._came.get(timeout=patience))
        self._waited_for = False
        with suppress(queue.Empty):  # also one that came before this thread said that it waits no more
            while True:
                taken.append(self._came.get_nowait())
        return taken
