"""A table from any spreadsheet is the same rows of text, and every cell knows its line and column."""

from __future__ import annotations

import io
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from commission.files import tables
from commission.files.tables import Row, Table, read_table, text_of
from commission.rules.fault import Place, fault
from commission.rules.number import exact_text, parse_decimal
from tests.files.world import refused

TEXT = "dossier;candidat;note\nD1;Association « L'été »;6,5\n\n;;\nD2;  Œuvre\u00a0;7\n"
ROWS = (Row(2, ("D1", "Association « L'été »", "6,5")), Row(5, ("D2", "Œuvre", "7")))


def table(tmp_path: Path, data: bytes, name: str = "table.csv") -> Table:
    """The table in a file of these bytes."""
    (tmp_path / name).write_bytes(data)
    return read_table(tmp_path / name)


def wrong(tmp_path: Path, data: bytes) -> tuple[str, int, int]:
    """The first fault of a file of these bytes."""
    with refused() as faults:
        table(tmp_path, data)
    assert faults[0].place
    assert faults[0].place.file == str(tmp_path / "table.csv")
    return faults[0].code, faults[0].place.line, faults[0].place.column


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_any_spreadsheet_s_csv_gives_the_same_rows(tmp_path: Path, encoding: str, separator: str, newline: str) -> None:
    text = TEXT.replace("6,5", '"6,5"').replace(";", separator).replace("\n", newline)
    read = table(tmp_path, text.encode(encoding))
    assert (read.header, read.header_line, read.rows) == (("dossier", "candidat", "note"), 1, ROWS)
    assert read.place(5, 3) == Place(str(tmp_path / "table.csv"), 5, 3)


def test_the_line_in_which_excel_names_its_separator_is_no_row(tmp_path: Path) -> None:
    read = table(tmp_path, b"sep=|\r\na|b,c\r\n1|2\r\n")
    assert (read.header, read.header_line, read.rows) == (("a", "b,c"), 2, (Row(3, ("1", "2")),))


def test_a_cell_may_hold_lines_quotes_and_separators(tmp_path: Path) -> None:
    read = table(tmp_path, b'\n\na;b\n"x\ny";"d\xc3\xa9 ""z"";"\n1;2\n')
    assert (read.header_line, read.rows) == (3, (Row(4, ("x\ny", 'dé "z";')), Row(6, ("1", "2"))))


def test_short_rows_are_filled_and_long_ones_named(tmp_path: Path) -> None:
    assert table(tmp_path, b"a;b;;\n1;;;;\n").rows == (Row(2, ("1", "")),)
    with refused() as faults:
        table(tmp_path, b"a;b\n1;2;3\n1;2\n1;2;;4\n")
    name = str(tmp_path / "table.csv")
    assert faults == [
        fault("row-too-long", found="3", columns=2).at(Place(name, 2, 3)),
        fault("row-too-long", found="4", columns=2).at(Place(name, 4, 4)),
    ]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", ("empty-table", 1, 1)),
        (b"\n ; \n", ("empty-table", 1, 1)),
        (b'a;b\n1;"2\n3;4\n', ("csv-syntax", 2, 1)),
        (b"a;b\n\x001;2\n", ("not-a-table", 0, 0)),
        (b"a;b\n\x81;\xff\n", ("not-a-table", 0, 0)),
        (b"PK\x03\x04 and nothing of a workbook", ("bad-workbook", 0, 0)),
        (b"\xd0\xcf\x11\xe0 and nothing of a workbook", ("bad-workbook", 0, 0)),
    ],
)
def test_what_is_no_table_says_so(tmp_path: Path, data: bytes, found: tuple[str, int, int]) -> None:
    assert wrong(tmp_path, data) == found


def test_a_table_too_big_to_be_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LARGEST", 4)
    assert wrong(tmp_path, b"a;b\n1") == ("file-too-big", 0, 0)


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with refused() as faults:
        read_table(tmp_path / "rien.csv")
    assert faults == [fault("missing-file").at(Place(str(tmp_path / "rien.csv")))]


def workbook(*sheets: list[list[object]]) -> bytes:
    """An XLSX file with these sheets."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for rows in sheets:
            sheet = book.add_worksheet()
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(line, column, cell, moment)
                    elif isinstance(cell, date):
                        sheet.write_datetime(line, column, cell, day)
                    else:
                        sheet.write(line, column, cell)
    return stream.getvalue()


def test_a_workbook_gives_the_same_rows_whatever_its_file_is_called(tmp_path: Path) -> None:
    rows: list[list[object]] = [["dossier", "note", "le"], ["D1", 6.5, datetime(2025, 8, 26, 16, 30)]]
    rows += [[], ["D2", 7, date(2025, 8, 26)], ["007", 0.1, True]]
    read = table(tmp_path, workbook([], rows, [["autre"]]), "export.csv")
    assert read.header == ("dossier", "note", "le")
    assert read.rows == (
        Row(2, ("D1", "6.5", "2025-08-26T16:30:00")),
        Row(4, ("D2", "7", "2025-08-26")),
        Row(5, ("007", "0.1", "true")),
    )


def test_a_table_that_begins_further_down_keeps_its_lines_and_columns(tmp_path: Path) -> None:
    read = table(tmp_path, workbook([[], [], [None, "a"], [None, "x"]]), "t.xlsx")
    assert (read.header, read.header_line, read.rows) == (("", "a"), 3, (Row(4, ("", "x")),))


def test_an_empty_workbook_is_an_empty_table(tmp_path: Path) -> None:
    assert wrong(tmp_path, workbook([])) == ("empty-table", 1, 1)


def test_without_the_extra_a_workbook_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with refused() as faults:
        table(tmp_path, workbook([["a"]]), "t.xlsx")
    command = "pip install 'commission[tableur]'"
    assert faults == [fault("xlsx-needs-extra", command=command).at(Place(str(tmp_path / "t.xlsx")))]


@given(st.integers(0, 10**8), st.integers(0, 6))
def test_a_number_of_a_workbook_is_the_decimal_that_was_typed(digits: int, places: int) -> None:
    typed = f"{digits // 10**places}.{digits % 10**places:0{places}d}" if places else str(digits)
    assert text_of(float(typed)) == exact_text(parse_decimal(typed))


@pytest.mark.parametrize(
    ("cell", "text"),
    [(1e22, "10000000000000000000000"), (1e-7, "0.0000001"), (-0.5, "-0.5"), (0.1 + 0.2, "0.30000000000000004")],
)
def test_a_number_is_never_rounded_on_the_way(cell: float, text: str) -> None:
    assert text_of(cell) == text
