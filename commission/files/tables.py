"""Tables from a spreadsheet, CSV or workbook, as rows of text whose every cell knows its line and column.

A workbook gives binary floats: ``text_of`` is the one place where such a number becomes decimal text, by its shortest
exact spelling (6.5 stays "6.5"), and no float leaves this file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import msgspec

from commission.files import opener
from commission.files.workbook_errors import error_cells
from commission.rules.fault import Fault, Place, Refused, fault

LARGEST = 50_000_000
"""Bytes."""
SEPARATORS = ";\t,"
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How XLSX and ODS (a zip), and the older XLS, begin: the content decides, never the file's name."""


class Row(NamedTuple):
    """One row under the header: its line in the file, its cells in the order of the header, spaces around them gone."""

    line: int
    cells: tuple[str, ...]


class Table(msgspec.Struct, frozen=True):
    """A file's rows and its header. A column is counted as a spreadsheet does: A is 1."""

    path: Path
    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]

    def place(self, line: int, column: int = 1) -> Place:
        """A cell, for a fault."""
        return Place(str(self.path), line, column)


def read_table(path: Path) -> Table:
    """The table in a CSV file or on the first sheet that holds anything of a workbook. Blank rows are left out.

    Raises Refused: as any unreadable file, ``empty-table``, ``csv-syntax``, ``not-a-table``, ``bad-workbook``,
    ``xlsx-needs-extra``, ``title-row``, and every ``cell-error`` or ``row-too-long``.
    """
    with opener.reading(path):
        data = opener.disk.read(path)
    if len(data) > LARGEST:
        raise Refused(fault("file-too-big", limit=LARGEST // 1_000_000).at(Place(str(path))))
    lines = _workbook(path, data) if data.startswith(WORKBOOKS) else _csv(path, data)
    rows = [(line, cells) for line, cells in lines if any(cells)]
    if not rows:
        raise Refused(fault("empty-table").at(Place(str(path), 1, 1)))
    (header_line, header), *under = rows
    if under and sum(map(bool, header)) == 1 < sum(map(bool, under[0][1])):
        title = next(index for index, cell in enumerate(header) if cell)
        raise Refused(fault("title-row", found=header[title]).at(Place(str(path), header_line, title + 1)))
    width = max(index + 1 for index, cell in enumerate(header) if cell)
    faults: list[Fault] = []
    for line, cells in under:
        beyond = next((index for index, cell in enumerate(cells) if cell and index >= width), None)
        if beyond is not None:
            wrong = fault("row-too-long", found=cells[beyond], columns=width)
            faults.append(wrong.at(Place(str(path), line, beyond + 1)))
    if faults:
        raise Refused(*faults)
    kept = tuple(Row(line, (*cells[:width], *[""] * (width - len(cells)))) for line, cells in under)
    return Table(path, tuple(header[:width]), header_line, kept)


Lines = list[tuple[int, Sequence[str]]]


def _csv(path: Path, data: bytes) -> Lines:
    csv.field_size_limit(LARGEST)  # a long observation is no fault: the whole file is limited already
    text = _text(path, data)
    first = 1
    if declared := re.match(r"sep=(.)\r?\n", text):  # Excel writes and obeys this line
        separator, text, first = declared[1], text[declared.end() :], 2
    else:
        separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: Lines = []
    start = first
    try:
        for cells in reader:
            lines.append((start, [cell.strip() for cell in cells]))
            start = reader.line_num + first
    except csv.Error:
        raise Refused(fault("csv-syntax").at(Place(str(path), start, 1))) from None
    return lines


def _separator(text: str) -> str:
    """The separator that cuts the first line with anything in it into the most cells."""
    lines = (line for line in text.splitlines() if line.strip(SEPARATORS + " "))
    first = next(lines, "")
    return max(SEPARATORS, key=lambda each: len(next(csv.reader([first], delimiter=each))))


def _text(path: Path, data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else what a French Excel writes."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1252"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(fault("not-a-table").at(Place(str(path))))


def _workbook(path: Path, data: bytes) -> Lines:
    try:
        import python_calamine
    except ImportError:
        command = "pip install 'commission[tableur]'"
        raise Refused(fault("xlsx-needs-extra", command=command).at(Place(str(path)))) from None
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if rows:
                if wrong := [fault("cell-error", found=cell.text).at(Place(str(path), cell.line, cell.column))
                             for cell in error_cells(data, name)]:  # fmt: skip
                    raise Refused(*wrong)
                return [(line, [text_of(cell) for cell in row]) for line, row in enumerate(rows, 1)]
    except (python_calamine.CalamineError, OSError, ValueError):
        raise Refused(fault("bad-workbook").at(Place(str(path)))) from None
    return []


def text_of(cell: object) -> str:
    """A workbook's cell as text. The only edge where a float of a foreign file becomes a decimal string, exactly."""
    if isinstance(cell, float):
        exact = Decimal(repr(cell))
        return format(exact.to_integral_value() if exact == exact.to_integral_value() else exact, "f")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell).strip()
