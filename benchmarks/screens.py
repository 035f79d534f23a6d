"""What a member waits for: the first screen, and each key of the score sheet, through a real pseudo-terminal."""

from __future__ import annotations

import shutil
import statistics
import time
from collections import defaultdict
from functools import partial
from pathlib import Path

from benchmarks.report import Row
from benchmarks.terminal import Terminal
from benchmarks.timing import COMMISSION, HERE, PYTHON, ROOT, in_turn

DEMO = ROOT / "sessions" / "demo-aemo-ih-2025"
DONE, ON_LIST = "m-talvern", "nord-4"
"""A member of the example whose last sheet is handed in, and what tells that their list of dossiers is painted."""
UNDER_WAY, ON_SHEET = "m-dornelic", "sud-3"
"""One whose last entry is on a sheet still open: the program goes straight to that line."""
SMALL, LARGE = (80, 24), (200, 60)
UP, DOWN, HOME, ENTER = "\x1b[A", "\x1b[B", "\x1b[H", "\r"
LINES = 20
"""How far down a sheet of 21 lines a round goes: its last Enter would ask whether to go on to the next dossier."""


def example(folder: Path) -> Path:
    """A copy of the example session to write in."""
    copy = folder / "demo-copy"
    shutil.copytree(DEMO, copy, ignore=shutil.ignore_patterns("exports"))
    return copy


def first_screen_rows(folder: Path, rounds: int, warm_up: int = 1) -> list[Row]:
    """From the start of the process to the last byte of the first screen, beside the least that Textual can show."""
    session = example(folder)

    def ours(member: str, shown: str) -> float:
        with Terminal([COMMISSION, "score", str(session), "--as", member], *SMALL) as terminal:
            return terminal.painted(shown)

    def bare() -> float:
        with Terminal([PYTHON, str(HERE / "apps" / "bare.py")], *SMALL) as terminal:
            return terminal.painted("ready to score")

    jobs = {"list": partial(ours, DONE, ON_LIST), "sheet": partial(ours, UNDER_WAY, ON_SHEET), "bare": bare}
    times = in_turn(jobs, rounds, warm_up=warm_up)
    rival, size = "a Textual app with one Static", f"{SMALL[0]}×{SMALL[1]}"
    return [
        Row(f"first screen, the dossiers, {size}", rival, times["list"], times["bare"], at_most=1.5),
        Row(f"first screen, the sheet, {size}", rival, times["sheet"], times["bare"], at_most=1.5),
    ]


def key_rows(folder: Path, rounds: int, size: tuple[int, int], lines: int = LINES) -> list[Row]:
    """An arrow, a digit and Enter down a sheet, and the same edit in Textual's table, one after the other on each line.

    Raises ValueError if fewer marks than Enters came to the disk: then something else was timed.
    """
    session = example(folder)
    times: dict[str, list[float]] = defaultdict(list)
    already = _marks_on_disk(session)
    expected = already + (rounds + 1) * lines
    with (
        Terminal([COMMISSION, "score", str(session), "--as", UNDER_WAY], *size) as sheet,
        Terminal([PYTHON, str(HERE / "apps" / "marks_table.py")], *size) as table,
    ):
        sheet.painted(ON_SHEET)
        sheet.press(HOME)
        table.painted("applicant")
        for number in range(rounds + 1):
            counted = times if number else defaultdict(list)  # the first round warms both up
            for line in range(lines):
                _one_line(sheet, table, str((number + line) % 2), counted)
            sheet.press(UP * lines)
        _wait_for_marks(session, expected)
    if (found := _marks_on_disk(session)) != expected:
        raise ValueError(f"{expected - already} marks were entered, {found - already} are on disk")
    return _key_rows(f"{size[0]}×{size[1]}", {name: statistics.median(each) for name, each in times.items()})


def _one_line(sheet: Terminal, table: Terminal, digit: str, times: dict[str, list[float]]) -> None:
    """The arrow goes where Enter will go: both scroll where the sheet must scroll."""
    times["arrow"].append(sheet.press(DOWN))
    sheet.press(UP)
    times["digit"].append(sheet.press(digit))
    times["enter"].append(sheet.press(ENTER))
    times["table"].append(table.press(ENTER))


def _wait_for_marks(session: Path, expected: int) -> None:
    """A disk that others keep busy may take a moment more than the screen does."""
    deadline = time.monotonic() + 10
    while _marks_on_disk(session) < expected and time.monotonic() < deadline:
        time.sleep(0.05)


def _marks_on_disk(session: Path) -> int:
    return sum(path.read_bytes().count(b'"kind":"mark"') for path in (session / "journal").rglob("*.jsonl"))


def _key_rows(size: str, times: dict[str, float]) -> list[Row]:
    return [
        Row(f"Enter, {size}", "an arrow key", times["enter"], times["arrow"], at_most=3),
        Row(f"a digit, {size}", "an arrow key", times["digit"], times["arrow"], at_most=1.5),
        Row(f"Enter, {size}", "the same edit in a DataTable", times["enter"], times["table"], at_least=20),
    ]
