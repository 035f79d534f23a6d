"""A terminal for one program: keys go in as the bytes a keyboard sends, what comes out is drawn as a terminal draws it.

Nothing here waits by the clock: ``until`` reads until the screen shows what is wanted, and fails with the screen as it
stands when that does not come. Like the terminals of today this one draws a frame only once the whole of it has come.
"""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import socket
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyte

from tests.house.source import ROOT

DEADLINE = 30.0
"""Seconds after which what was waited for is not coming; far above what anything here takes on a slow machine."""

Wanted = str | Callable[["Terminal"], bool]
_ASKS_FRAMES, _HAS_FRAMES = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_BEGIN, _END = b"\x1b[?2026h", b"\x1b[?2026l"
_UNREAD = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p")
"""What pyte would print as text: the keyboard protocol and questions to the terminal."""

ENTER, ESCAPE, BACKSPACE, TAB, DELETE = "\r", "\x1b", "\x7f", "\t", "\x1b[3~"
UP, DOWN, RIGHT, LEFT, HOME, END = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F"
F1, F2, F7 = "\x1bOP", "\x1bOQ", "\x1b[18~"


class NotShownError(AssertionError):
    """The screen never showed what was waited for."""


class Terminal:
    """One program and its terminal. ``sent`` is what was typed, ``raw`` every byte that came out."""

    def __init__(self, pid: int, line: int, size: tuple[int, int], ended: Callable[[int], int]) -> None:
        self.pid, self.sent, self.raw = pid, bytearray(), bytearray()
        self.columns, self.rows = size
        self._line, self._ended = line, ended
        self._held = b""
        self._screen = pyte.Screen(*size)
        self._drawing = pyte.ByteStream(self._screen)
        self._status: int | None = None
        self._lines: list[str] = []

    # --- What a person does -----------------------------------------------------------------------------------------

    def type(self, keys: str | bytes) -> Terminal:
        """Type these keys."""
        data = keys.encode() if isinstance(keys, str) else keys
        self.sent += data
        os.write(self._line, data)
        return self

    def until(self, wanted: Wanted, seconds: float = DEADLINE) -> Terminal:
        """Look until the screen shows this. Raises NotShownError with what it shows instead."""
        deadline = time.monotonic() + seconds
        while not self.shows(wanted):
            if not self._read(deadline - time.monotonic()):
                raise NotShownError(f"not shown: {wanted}\n{self.text}\nlast bytes: {bytes(self.raw[-300:])!r}")
        return self

    def until_disk(self, holds: Callable[[], bool]) -> Terminal:
        """Look, at the disk this time, until this holds. Raises NotShownError with the screen."""
        deadline = time.monotonic() + DEADLINE
        while not holds():
            if time.monotonic() > deadline:
                raise NotShownError(f"not on the disk\n{self.text}")
            self.answer(0.01)
        return self

    def shows(self, wanted: Wanted) -> bool:
        """Whether the screen shows this now."""
        return wanted in self.text if isinstance(wanted, str) else wanted(self)

    def answer(self, seconds: float) -> bool:
        """Read what comes next, if anything comes in this time: for a key that may have no answer."""
        return self._read(seconds)

    def resize(self, columns: int, rows: int) -> Terminal:
        """Drag the corner of the window."""
        self.columns, self.rows = columns, rows
        self._screen.resize(rows, columns)
        self._lines = []
        termios.tcsetwinsize(self._line, (rows, columns))
        return self

    # --- What a person sees -----------------------------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        self._lines = self._lines or [line.rstrip() for line in self._screen.display]
        return self._lines

    @property
    def text(self) -> str:
        """The screen."""
        return "\n".join(self.lines)

    # --- How it ends ------------------------------------------------------------------------------------------------

    def ended(self) -> int:
        """Read to the end; the exit code, or minus the signal that ended it."""
        deadline = time.monotonic() + DEADLINE
        while self._read(deadline - time.monotonic()):
            continue
        if time.monotonic() > deadline:
            raise NotShownError(f"the program goes on\n{self.text}")
        return self._wait()

    def kill(self, how: signal.Signals = signal.SIGKILL) -> int:
        """End it from outside; what it had written before still reaches the screen."""
        if self._status is None:
            os.kill(self.pid, how)
        return self.ended()

    def hang_up(self) -> int:
        """Close the window, or lose the line."""
        os.close(self._line)
        self._line = -1
        return self._wait()

    def close(self) -> None:
        """Leave nothing behind, whatever happened."""
        if self._status is None:
            os.kill(self.pid, signal.SIGKILL)
            self._wait()
        if self._line >= 0:
            os.close(self._line)
            self._line = -1

    def _wait(self) -> int:
        if self._status is None:
            self._status = self._ended(self.pid)
        return self._status

    # --- The line -----------------------------------------------------------------------------------------------------

    def _read(self, seconds: float) -> bool:
        """One piece of what comes; False at the end of it, or where nothing comes in time."""
        if self._line < 0 or not select.select([self._line], [], [], max(0.0, seconds))[0]:
            return False
        try:
            data = os.read(self._line, 1 << 16)
        except OSError:  # how Linux says that the program has closed its side
            return False
        self.raw += data
        if _ASKS_FRAMES in data:
            os.write(self._line, _HAS_FRAMES)
        self._draw(data)
        return bool(data)

    def _draw(self, data: bytes) -> None:
        """Draw what is whole; a frame begun waits for its end."""
        self._held += data
        begun = self._held.rfind(_BEGIN)
        whole = len(self._held) if begun < self._held.rfind(_END) or begun < 0 else begun
        if begun < 0 and b"\x1b" in self._held[-12:]:  # half a sequence
            whole = self._held.rfind(b"\x1b")
        ready, self._held = self._held[:whole], self._held[whole:]
        self._lines = []
        self._drawing.feed(_UNREAD.sub(b"", ready))


def environment(**more: str) -> dict[str, str]:
    """What a terminal of today sets, and nothing of the terminal the tests run in."""
    foreign = ("COLUMNS", "LINES", "NO_COLOR", "COMMISSION_", "TEXTUAL_", "LC_", "LANG", "PYTHONIOENCODING", "TERM")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "fr_FR.UTF-8"} | more


class Nursery:
    """Where programs are forked from; see ``nursery.py``."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair()
        command = [sys.executable, "-m", "tests.terminal.nursery", str(theirs.fileno())]
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment(), pass_fds=[theirs.fileno()])
        theirs.close()

    def start(
        self,
        argv: Sequence[str],
        cwd: Path,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        before: str = "",
    ) -> Terminal:
        """``commission ARGV`` in a terminal of this size. ``before`` names a function that spoils something first."""
        known = environment() if env is None else dict(env)
        asked = {"argv": list(argv), "cwd": str(cwd), "size": size[::-1], "env": known, "before": before}
        self._line.sendall(json.dumps(asked).encode() + b"\n")
        told, descriptors, _, _ = socket.recv_fds(self._line, 4096, 1)
        return Terminal(json.loads(told)["pid"], descriptors[0], size, self._end_of)

    def _end_of(self, pid: int) -> int:
        self._line.sendall(json.dumps({"wait": pid, "seconds": DEADLINE}).encode() + b"\n")
        status = json.loads(self._line.recv(4096))["status"]
        if status is None:
            raise NotShownError(f"process {pid} goes on")
        return os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        """End it."""
        self._line.close()
        self._process.wait(DEADLINE)


def started(
    command: Sequence[str], cwd: Path, size: tuple[int, int] = (80, 24), env: Mapping[str, str] | None = None
) -> Terminal:
    """Any command as a process of its own, as a shell in a terminal would start it."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, size[::-1])
    known = environment() if env is None else dict(env)
    process = subprocess.Popen(
        command, cwd=cwd, env=known, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    return Terminal(process.pid, ours, size, lambda _: process.wait(DEADLINE))
