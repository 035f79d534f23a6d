"""Run the measures and print their table: ``python -m benchmarks [MEASURE…] [--rounds N] [--markdown]``.

Exit code 1 if a target is missed. A rival that is not installed is named as not measured, and misses nothing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import report
from benchmarks.commands import help_rows, rank_rows
from benchmarks.growth import growth_rows
from benchmarks.report import Row
from benchmarks.screens import LARGE, SMALL, first_screen_rows, key_rows

Measure = Callable[[Path, int], list[Row]]

MEASURES: dict[str, tuple[Measure, int]] = {
    "screen": (first_screen_rows, 15),
    "keys-small": (partial(key_rows, size=SMALL), 4),
    "keys-large": (partial(key_rows, size=LARGE), 4),
    "help": (lambda _, rounds: help_rows(rounds), 41),
    "rank": (rank_rows, 11),
    "growth": (growth_rows, 3),
}
"""What can be measured, and in how many rounds: a median of fewer would wander."""


def main(arguments: list[str]) -> int:
    """Measure what is asked, all of it by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Times as ratios, and their targets.")
    parser.add_argument("measure", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    parser.add_argument("--rounds", type=int, help="rounds of each measure, instead of its own number")
    parser.add_argument("--markdown", action="store_true", help="print the table as docs/benchmarks.md has it")
    chosen = parser.parse_args(arguments)
    if unknown := [name for name in chosen.measure if name not in MEASURES]:
        parser.error(f"{unknown[0]}: unknown; there are {', '.join(MEASURES)}")
    rows: list[Row] = []
    for name in chosen.measure or MEASURES:
        measure, rounds = MEASURES[name]
        print(f"{name}…", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory(prefix="commission-bench-") as folder:
            rows += measure(Path(folder), chosen.rounds or rounds)
    print(report.markdown(rows) if chosen.markdown else report.table(rows))
    return 1 if any(row.met is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
