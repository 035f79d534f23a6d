"""A process with the screens loaded and nothing running: the programs of the tests are forked from it, each in a terminal.

Starting Python and Textual costs a second; a fork costs nothing. It serves one request after the other on the socket it
was started with: a line ``{"argv": …}`` forks a program and answers with its number and the other side of its terminal,
``{"wait": pid}`` answers with how it ended, or that it goes on after so many seconds.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import pty
import signal
import socket
import sys
import termios
import time
from typing import Any, TextIO


def serve(line: socket.socket) -> None:
    """Answer until the test run has gone."""
    for module in WARM:
        importlib.import_module(module)
    for request in line.makefile():
        asked = json.loads(request)
        if "wait" in asked:
            line.send(json.dumps({"status": _status(asked["wait"], asked["seconds"])}).encode())
            continue
        pid, screen = pty.fork()
        if pid == 0:
            line.close()
            be(asked)
        socket.send_fds(line, [json.dumps({"pid": pid}).encode()], [screen])
        os.close(screen)


WARM = ("commission.tui.app", "commission.tui.screens.desk", "commission.cli.screens", "commission.cli.score", "click")
"""What every program of a test needs; nothing of it starts a thread."""


def _status(pid: int, seconds: float) -> int | None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return status
        time.sleep(0.002)
    return None


def be(asked: dict[str, Any]) -> None:
    """Become the program asked for. Never returns."""
    code = 99
    try:
        os.environ.clear()
        os.environ.update(asked["env"])
        os.chdir(asked["cwd"])
        rows, columns = asked["size"]
        termios.tcsetwinsize(0, (rows, columns))
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for name, number, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
            stream = _stream(number, mode)
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        if asked["before"]:
            module, _, function = asked["before"].partition(":")
            getattr(importlib.import_module(module), function)()
        from commission.cli.main import main

        code = main(asked["argv"])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _stream(number: int, mode: str) -> TextIO:
    raw = io.FileIO(number, mode, closefd=False)
    buffer = io.BufferedReader(raw) if mode == "r" else io.BufferedWriter(raw)
    return io.TextIOWrapper(buffer, encoding="utf-8", errors="strict", line_buffering=True)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
