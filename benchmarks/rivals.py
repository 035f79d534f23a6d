"""The same ranking as a user would otherwise get it: a workbook recalculated by LibreOffice Calc, a pandas script.

Neither belongs to the program: where one is not installed, its measure says so. Each rival's totals are compared with
ours before anything is timed, so that all three do the same work.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from benchmarks.generated import Generated

PANDAS_PYTHON = "COMMISSION_BENCH_PANDAS_PYTHON"
"""The variable that names an interpreter which has pandas."""

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""A workbook that was written by a program holds no results: without this setting LibreOffice shows its zeros."""


class Spreadsheet:
    """A workbook with a sheet for each member, and one in front that brings them together by formulas."""

    def __init__(self, session: Generated, folder: Path) -> None:
        self.folder, self.book = folder, folder / "marks.xlsx"
        self.result = folder / "marks.csv"
        folder.mkdir(parents=True)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
        self.command = [
            shutil.which("soffice") or "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--convert-to", "csv", "--outdir", str(folder), str(self.book)),
        ]
        _write_book(session, self.book)

    def totals(self) -> dict[str, float]:
        """Each dossier's total after one conversion, which also makes the profile that later ones start with."""
        subprocess.run(self.command, check=True, capture_output=True)
        return _totals(self.result.read_text(encoding="utf-8"))


class PandasScript:
    """The marks in a CSV, a line each, and the script that ranks them."""

    def __init__(self, session: Generated, folder: Path) -> None:
        folder.mkdir(parents=True)
        table = folder / "marks.csv"
        with table.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(("member", "dossier", "code", "value"))
            writer.writerows(session.marks)
        script = Path(__file__).with_name("pandas_rank.py")
        self.command = [os.environ[PANDAS_PYTHON], str(script), str(table)]

    def totals(self) -> dict[str, float]:
        """Each dossier's total after one run."""
        done = subprocess.run(self.command, check=True, capture_output=True, text=True)
        return _totals(done.stdout)


def has_spreadsheet() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def has_pandas() -> bool:
    """Whether an interpreter with pandas is named."""
    return bool(os.environ.get(PANDAS_PYTHON))


def _totals(text: str) -> dict[str, float]:
    return {row["dossier"]: float(row["total"]) for row in csv.DictReader(io.StringIO(text))}


def _write_book(session: Generated, path: Path) -> None:
    values = {(member, dossier, code): float(value) for member, dossier, code, value in session.marks}
    subs = session.call.subs
    codes = [sub.code for sub in subs]
    with xlsxwriter.Workbook(str(path)) as book:
        front = book.add_worksheet("ranking")
        for member in session.members:
            sheet = book.add_worksheet(member)
            sheet.write_row(0, 0, ["dossier", *codes])
            for row, dossier in enumerate(session.dossiers, 1):
                sheet.write_row(row, 0, [dossier, *(values[member, dossier, code] for code in codes)])
        criteria = [criterion.code for criterion in session.call.criteria]
        front.write_row(0, 0, ["dossier", *codes, *criteria, "total", "rank"])
        for row, dossier in enumerate(session.dossiers, 1):
            front.write(row, 0, dossier)
            for column, formula in enumerate(_formulas(session, row, len(session.dossiers)), 1):
                front.write_formula(row, column, formula)


def _formulas(session: Generated, row: int, rows: int) -> list[str]:
    """A dossier's means over all the members' sheets, its subtotals, its total and its rank."""
    members, subs = session.members, session.call.subs
    line = row + 1
    formulas = [
        f"=AVERAGE({members[0]}:{members[-1]}!{xl_col_to_name(column)}{line})" for column in range(1, len(subs) + 1)
    ]
    start = 1
    for criterion in session.call.criteria:
        end = start + len(criterion.subs)
        formulas.append(f"=SUM({xl_col_to_name(start)}{line}:{xl_col_to_name(end - 1)}{line})")
        start = end
    total = xl_col_to_name(len(subs) + len(session.call.criteria) + 1)
    first, last = xl_col_to_name(len(subs) + 1), xl_col_to_name(len(subs) + len(session.call.criteria))
    formulas.append(f"=SUM({first}{line}:{last}{line})")
    formulas.append(f"=RANK({total}{line},{total}$2:{total}${rows + 1})")
    return formulas
