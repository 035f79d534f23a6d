"""Ten times the marks: the time to read, fold and tally them, and the most memory it took, each size in its own process."""

from __future__ import annotations

import gc
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.generated import LOT, Size, generate
from benchmarks.report import Row
from benchmarks.timing import PYTHON, ROOT, environment, wait_for_quiet

SIZES = (Size(20, 24), Size(20, 238), Size(20, 2381))
"""Twenty members on a grid of 21 lines: 10 080, 99 960 and 1 000 020 marks."""

SLACK = 1.25
"""How much dearer a mark may be among ten times as many: growth in a straight line, and room for the caches."""


def growth_rows(folder: Path, rounds: int, sizes: Sequence[Size] = SIZES) -> list[Row]:
    """For each size after the first, the cost of one mark beside its cost in the size before; then the memory."""
    counts: list[int] = []
    times: list[float] = []
    peaks: list[float] = []
    for number, size in enumerate(sizes):
        session = generate(folder / str(number), size)
        counts.append(len(session.marks))
        runs = [_in_a_process(session.folder) for _ in range(rounds)]
        times.append(statistics.median(run["ms"] for run in runs) * 1000 / counts[-1])
        peaks.append(statistics.median(run["peak"] for run in runs))
        del session
    rows = []
    for before, after in zip(range(len(sizes)), range(1, len(sizes)), strict=False):
        what, against = f"one of {counts[after]:,} marks", f"one of {counts[before]:,}"
        rows.append(Row(what, against, times[after], times[before], at_most=SLACK, unit="µs"))
    for before, after in zip(range(len(sizes)), range(1, len(sizes)), strict=False):
        what, against = f"peak memory, {counts[after]:,} marks", f"with {counts[before]:,}"
        grown = counts[after] / counts[before]
        rows.append(Row(what, against, peaks[after], peaks[before], at_most=grown, unit="MB"))
    return rows


def _in_a_process(session: Path) -> dict[str, float]:
    wait_for_quiet()
    command = [PYTHON, "-m", "benchmarks.growth", str(session)]
    done = subprocess.run(command, cwd=ROOT, env=environment(), check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def measure(folder: Path) -> dict[str, float]:
    """Milliseconds from the files to the tally of the lot, and this process's peak memory in megabytes."""
    from commission.live.room import Room
    from commission.result.tally import tally

    gc.disable()  # as every command that answers and ends
    start = time.perf_counter()
    with Room.open(folder, "desk") as room:
        brought = tally(room.state, LOT)
    taken = (time.perf_counter() - start) * 1000
    if any(each.total is None for each in brought.dossiers):
        raise ValueError("a dossier has no total: not every mark was counted")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"ms": taken, "peak": peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
