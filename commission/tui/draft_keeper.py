"""Keeps an observation while it is typed, off the screen's thread: only the latest text matters, and the disk may be slow."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from commission.files.drafts import Draft
from commission.live.room import Room
from commission.rules.fault import Refused


class DraftKeeper:
    """One thread that writes the latest draft, or forgets it."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._wake = threading.Condition()
        self._latest: Callable[[], None] | None = None
        self._busy = False
        self._stopped = False
        self._thread: threading.Thread | None = None

    def found(self) -> Draft | None:
        """The observation that was being typed when this member's screen last stopped."""
        return self._room.draft()

    def keeper(self, dossier: str, code: str) -> Callable[[str], None]:
        """What keeps the text of this cell."""
        return lambda text: self._do(lambda: self._room.save_draft(dossier, code, text))

    def drop(self) -> None:
        """Forget the draft: it was written or given up."""
        self._do(self._room.clear_draft)

    def settle(self) -> None:
        """Wait until the latest is on the disk."""
        with self._wake:
            self._wake.wait_for(lambda: self._latest is None and not self._busy, timeout=5)

    def stop(self) -> None:
        """Write what is left, then end."""
        self.settle()
        with self._wake:
            self._stopped = True
            self._wake.notify_all()

    def _do(self, job: Callable[[], None]) -> None:
        with self._wake:
            self._latest = job
            self._wake.notify_all()
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="draft", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._latest is not None or self._stopped)
                job, self._latest = self._latest, None
                if job is None:
                    return
                self._busy = True
            try:
                with suppress(Refused):  # a disk that refuses refuses the observation too, and says so then
                    job()
            finally:
                with self._wake:
                    self._busy = False
                    self._wake.notify_all()
