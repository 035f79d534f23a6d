"""Processes that write, fork and die, apart from the test's own: ``python -m tests.faults.scripts NAME FOLDER``.

Each prints, as JSON, the values that it was told were saved.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from commission.rules.fault import Refused
from tests.files.world import AT, a_writer, mark


def run(name: str, folder: Path, timeout: int = 120) -> list[str]:
    """Run one of the scripts below on a session; the values it was told were saved."""
    command = [sys.executable, "-m", f"{__name__}", name, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    assert done.returncode == 0, done.stderr
    return [str(each) for each in json.loads(done.stdout)]


def child(work: Callable[[int], None]) -> tuple[int, int]:
    """A forked child that does ``work`` with the writing end of a pipe; its process and the reading end."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        code = 1
        try:
            os.close(reading)
            work(writing)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    return process, reading


def told(reading: int) -> list[str]:
    """What a child said, line by line, until it ended; a last line cut by its death was not said."""
    with os.fdopen(reading, "rb") as stream:
        return stream.read().decode().split("\n")[:-1]


def ended(process: int) -> None:
    """Wait for a child that must end well."""
    assert os.waitpid(process, 0)[1] == 0


def append_for_ever(folder: Path, actor: str, first: str) -> Callable[[int], None]:
    """Writes one mark after another, saying each once it is saved."""

    def work(writing: int) -> None:
        writer = a_writer(folder, actor)
        number = 0
        while True:
            value = f"{first}.{number}"
            writer.append(mark(actor, value), AT)
            os.write(writing, f"{value}\n".encode())
            number += 1

    return work


def killed(folder: Path) -> list[str]:
    """25 processes, one after the other, each killed at some moment of its writing."""
    import filelock  # noqa: F401 - each child would spend its short life on it
    import platformdirs  # noqa: F401

    chance = random.Random(2025)
    saved: list[str] = []
    for number in range(25):
        process, reading = child(append_for_ever(folder, "m-a", str(number)))
        time.sleep(chance.uniform(0, 0.12))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        saved += told(reading)
    return saved


def twenty_five(folder: Path) -> list[str]:
    """25 processes at once: 20 members, one of them in five places more."""
    actors = [f"m-{number}" for number in range(20)] + ["m-0"] * 5
    children = []
    for place, actor in enumerate(actors):

        def work(writing: int, actor: str = actor, place: int = place) -> None:
            writer = a_writer(folder, actor)
            for number in range(20):
                writer.append(mark(actor, f"{place}.{number}"), AT)
                os.write(writing, f"{place}.{number}\n".encode())
            writer.close()

        children.append(child(work))
    saved = []
    for process, reading in children:
        saved += told(reading)
        ended(process)
    return saved


def one_after_the_other(folder: Path) -> list[str]:
    """A process holds its file while another writes for the same member, then a forked child of it, then itself."""
    writer = a_writer(folder)
    saved = ["1", "2", "3", "4"]
    writer.append(mark("m-a", "1"), AT)

    def another(_: int) -> None:
        its_own = a_writer(folder)
        its_own.append(mark("m-a", "2"), AT)
        assert its_own.path != writer.path
        its_own.close()

    def inherited(_: int) -> None:
        before = writer.path
        writer.append(mark("m-a", "3"), AT)
        assert writer.path != before
        writer.close()

    for work in (another, inherited):
        process, reading = child(work)
        told(reading)
        ended(process)
    begun = writer.path
    writer.append(mark("m-a", "4"), AT)
    assert writer.path == begun
    writer.close()
    return saved


def full(folder: Path) -> list[str]:
    """A system that really stops taking bytes in the middle of a line, then takes them again."""
    writer = a_writer(folder, "m-a")
    saved = []
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
    for number in range(20):
        with suppress(Refused):
            writer.append(mark("m-a", str(number)), AT)
            saved.append(str(number))
    writer.close()
    return saved


if __name__ == "__main__":
    scripts = {each.__name__: each for each in (killed, twenty_five, one_after_the_other, full)}
    sys.stdout.write(json.dumps(scripts[sys.argv[1]](Path(sys.argv[2]))))
