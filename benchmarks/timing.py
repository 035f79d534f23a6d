"""Clocks: whole processes timed in turn with what they are held against, each begun once the machine is quiet."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PYTHON = sys.executable
COMMISSION = str(Path(sys.executable).with_name("commission"))

QUIET_FOR = 0.25
"""Seconds in which nobody used more than a tenth of the machine, before a run begins."""

NOISY = "COMMISSION_BENCH_NOISY"
"""The variable that, set, begins each run at once: for working on a measure, not for its figure."""


def environment(**more: str) -> dict[str, str]:
    """What every measured process is started with: as on a user's machine, modules are compiled once and kept."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | more


def process_ms(command: Sequence[str], cwd: Path | None = None) -> float:
    """How long a command takes from its start to its end, in milliseconds. Raises CalledProcessError if it fails."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=cwd, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    taken = (time.perf_counter() - start) * 1000
    if done.returncode:
        error = subprocess.CalledProcessError(done.returncode, list(command))
        error.add_note(done.stderr.decode(errors="replace"))
        raise error
    return taken


def in_turn(
    jobs: Mapping[str, Callable[[], float]], rounds: int, *, gated: bool = True, warm_up: int = 1
) -> dict[str, float]:
    """The median of each job over ``rounds`` rounds in which every job runs once, after ``warm_up`` rounds not counted."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for number in range(warm_up + rounds):
        for name, job in jobs.items():
            if gated:
                wait_for_quiet()
            taken = job()
            if number >= warm_up:
                times[name].append(taken)
    return {name: statistics.median(each) for name, each in times.items()}


def wait_for_quiet(at_most: float = 10.0) -> None:
    """Wait until the machine has been idle for ``QUIET_FOR`` seconds; give up waiting after ``at_most``.

    Only Linux tells; elsewhere the run begins at once.
    """
    deadline = time.monotonic() + (0 if NOISY in os.environ else at_most)
    while time.monotonic() < deadline:
        before = _busy_ticks()
        time.sleep(QUIET_FOR)
        if _busy_ticks() - before <= QUIET_FOR * 0.1 * os.sysconf("SC_CLK_TCK") * (os.cpu_count() or 1):
            return


def _busy_ticks() -> int:
    """The ticks that all processors together have spent on work since the machine started; 0 where nobody tells."""
    try:
        words = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()
    except OSError:
        return 0
    user, nice, system, _idle, _waiting, interrupt, soft, *_ = (int(word) for word in words[1:])
    return user + nice + system + interrupt + soft
