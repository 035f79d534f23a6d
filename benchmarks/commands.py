"""Commands as whole processes: ``--help`` beside a bare interpreter, ``rank`` beside a spreadsheet and a script."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path

from benchmarks.generated import Generated, Size, generate
from benchmarks.report import Row
from benchmarks.rivals import PANDAS_PYTHON, PandasScript, Spreadsheet, has_pandas, has_spreadsheet
from benchmarks.timing import COMMISSION, PYTHON, in_turn, process_ms

COMMISSION_SIZE = Size(members=15, dossiers=60)


def help_rows(rounds: int) -> list[Row]:
    """``commission --help`` beside ``python -c pass``, the same interpreter."""
    commands = {"help": [COMMISSION, "--help"], "pass": [PYTHON, "-c", "pass"]}
    times = in_turn({name: partial(process_ms, each) for name, each in commands.items()}, rounds)
    return [Row("commission --help", "python -c pass", times["help"], times["pass"], at_most=5)]


def rank_rows(folder: Path, rounds: int, size: Size = COMMISSION_SIZE) -> list[Row]:
    """``commission rank`` on a whole session, chain and canonical form checked, beside each rival that is installed."""
    session = generate(folder / "session", size)
    command = [COMMISSION, "rank", str(session.folder)]
    ours = _our_totals([*command, "--format", "json"])
    commands: dict[str, Sequence[str]] = {"rank": command}
    for name, rival, installed in (
        ("calc", Spreadsheet, has_spreadsheet()),
        ("pandas", PandasScript, has_pandas()),
    ):
        if installed:
            made = rival(session, folder / name)
            _agree(name, made.totals(), ours)
            commands[name] = made.command
    times = in_turn({name: partial(process_ms, each) for name, each in commands.items()}, rounds)
    return _rank_rows(session, times)


def _rank_rows(session: Generated, times: dict[str, float]) -> list[Row]:
    what = f"commission rank, {len(session.members)} × {len(session.dossiers)} × {len(session.call.subs)} marks"
    no_calc = "" if "calc" in times else "not measured: soffice is not installed"
    no_pandas = "" if "pandas" in times else f"not measured: {PANDAS_PYTHON} names no interpreter"
    ours = times["rank"]
    return [
        Row(what, "LibreOffice Calc, headless", ours, times.get("calc"), at_least=7, missing=no_calc),
        Row(what, "a pandas script", ours, times.get("pandas"), at_least=2.5, missing=no_pandas),
    ]


def _our_totals(command: Sequence[str]) -> dict[str, Fraction]:
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    ranked = (each for lot in json.loads(done.stdout)["lots"] for each in lot["ranking"])
    return {each["dossier"]: Fraction(each["total"]["exact"]) for each in ranked}


def _agree(name: str, theirs: dict[str, float], ours: dict[str, Fraction]) -> None:
    """Refuse to time a rival that computes something else: its binary floats may differ by a millionth."""
    if theirs.keys() != ours.keys() or any(abs(theirs[code] - total) > 1e-6 for code, total in ours.items()):
        raise ValueError(f"{name} and commission rank give different totals: they did not do the same job")
