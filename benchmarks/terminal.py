"""A program in a real pseudo-terminal, with a clock on the last byte it writes after a key.

"Last byte" is the arrival of the last chunk before the program falls silent for ``GAP`` seconds: what a person waits
for is the whole answer, and a program that paints in two steps is timed to the end of the second.
"""

from __future__ import annotations

import os
import pty
import select
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from benchmarks.timing import environment

GAP = 0.15
"""Seconds of silence that end an answer. A key's answer is complete well before; nothing in our screens blinks."""

PATIENCE = 30.0
"""Seconds after which a program that shows nothing is given up."""


class Silent(Exception):
    """The program did not show what was waited for; carries the end of what it did write."""


class Terminal:
    """A running program and the screen side of its terminal. Leave the ``with`` block to end it."""

    def __init__(self, command: Sequence[str], columns: int, rows: int, cwd: Path | None = None) -> None:
        self.seen = bytearray()
        self._screen, program = pty.openpty()
        termios.tcsetwinsize(program, (rows, columns))
        known = environment(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8")
        for name in ("COLUMNS", "LINES"):  # Textual would believe them rather than the terminal
            known.pop(name, None)
        self._begun = time.perf_counter()
        self._process = subprocess.Popen(
            command, cwd=cwd, env=known, stdin=program, stdout=program, stderr=program, start_new_session=True
        )
        os.close(program)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._screen)

    def painted(self, wanted: str, gap: float = GAP) -> float:
        """Milliseconds from the start to the last byte of the first screen that holds ``wanted``. Raises Silent."""
        return self._answered(self._begun, wanted, gap)

    def press(self, keys: str, gap: float = GAP) -> float:
        """Milliseconds from these keys to the last byte of their answer. Raises Silent if nothing comes."""
        while self._chunk(0):  # what came since the last answer belongs to no key
            continue
        self.seen.clear()
        start = time.perf_counter()
        os.write(self._screen, keys.encode())
        return self._answered(start, "", gap)

    def _answered(self, start: float, wanted: str, gap: float) -> float:
        sought, last = wanted.encode(), 0.0
        while True:
            complete = last and (not sought or sought in self.seen)
            chunk = self._chunk(gap if complete else PATIENCE)
            if chunk:
                last = time.perf_counter()
                self.seen += chunk
            elif complete:
                return (last - start) * 1000
            else:
                raise Silent(f"{wanted!r} not seen; the last that came: {bytes(self.seen[-2000:])!r}")

    def _chunk(self, seconds: float) -> bytes:
        if not select.select([self._screen], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self._screen, 1 << 16)
        except OSError:  # how Linux says that the program has closed its side
            return b""
