"""The only writer to the terminal: text without control characters, in whatever encoding the terminal takes.

A reader that stops early (``| head``) is no fault; a disk that takes nothing more is one. No escape sequence ever leaves
from here.
"""

from __future__ import annotations

import errno
import sys

from commission.rules.text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself would be half the cost of --help
    from typing import TextIO

_JSON_SAFE = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), 0xFEFF)}
_JSON_SAFE |= {code: f"\\u{code:04x}" for code in (*range(0x200B, 0x2010), *range(0x2060, 0x2070))}


class Output:
    """Standard output and standard error of one command. ``closed`` once the reader has gone; ``lost`` says why what was
    to be read could not be written (a full disk), and is empty otherwise.
    """

    def __init__(self, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self._out: TextIO | None = out or sys.stdout
        self._err: TextIO | None = err or sys.stderr
        self.closed, self.lost = False, ""
        for stream in (self._out, self._err):
            # An 8-bit terminal shows a question mark instead of stopping the command.
            if reconfigure := getattr(stream, "reconfigure", None):
                reconfigure(errors="replace")

    @property
    def is_terminal(self) -> bool:
        """Whether a person can answer here: input and output are both a terminal."""
        return sys.stdin is not None and sys.stdin.isatty() and self._out is not None and self._out.isatty()

    @property
    def takes_screens(self) -> bool:
        """Whether screens can be drawn (on standard error) and typed on: their terminal speaks UTF-8."""
        spoken = {(getattr(each, "encoding", None) or "").lower().replace("_", "-") for each in (sys.stdin, self._err)}
        return self.is_terminal and self._err is not None and self._err.isatty() and spoken <= {"utf-8", "utf8"}

    def line(self, text: str = "") -> None:
        """One line, or several, on standard output."""
        self._write(self._out, visible(text) + "\n")

    def error(self, text: str) -> None:
        """One line on standard error."""
        self._write(self._err, visible(text) + "\n")

    def prompt(self, text: str) -> None:
        """A question, without a line end: the answer follows on the same line."""
        self._write(self._out, visible(text))
        self.flush()

    def data(self, text: str) -> None:
        """JSON, exactly, but for characters that could command a terminal: those leave in their ``\\u`` form.

        A file or a program gets the same bytes on every machine: UTF-8, lines ending in a newline alone.
        """
        reconfigure = getattr(self._out, "reconfigure", None)
        if self._out is not None and reconfigure and not self._out.isatty():
            reconfigure(encoding="utf-8", errors="replace", newline="\n")
        self._write(self._out, text.translate(_JSON_SAFE))

    def flush(self) -> None:
        """Give everything to the reader now."""
        self._write(self._out, "")
        for stream in (self._out, self._err):
            if stream is None or stream.closed:
                continue
            try:
                stream.flush()
            except OSError as error:
                self._gone(stream, error)

    def _write(self, stream: TextIO | None, text: str) -> None:
        if stream is None or stream.closed:
            return
        try:
            stream.write(text)
        except OSError as error:
            self._gone(stream, error)

    def _gone(self, stream: TextIO, error: OSError) -> None:
        self.closed = True
        if not isinstance(error, BrokenPipeError):
            self.lost = errno.errorcode.get(error.errno or 0, type(error).__name__)
        try:
            stream.close()  # or the interpreter would flush it once more at its end, and complain
        except OSError:
            return
