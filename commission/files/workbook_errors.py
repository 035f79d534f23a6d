"""The cells of a workbook that hold a spreadsheet's error (#DIV/0!, #N/A): its reader gives them out as empty ones.

An empty cell means "not scored", so that a formula gone wrong would clear a mark without a word.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import NamedTuple
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=\"e\"[^>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_NAME = re.compile(rb"\br=\"([A-Z]+)([0-9]+)\"")
_VALUE = re.compile(rb"<(?:\w+:)?v>(.*?)</")
_ODS_ERROR = b'calcext:value-type="error"'


class ErrorCell(NamedTuple):
    """Where an error stands, counted from 1 (0 where the format does not say it), and what it is called."""

    line: int
    column: int
    text: str


def error_cells(data: bytes, sheet: str) -> list[ErrorCell]:
    """The errors on the sheet of this name in an XLSX; one for a whole ODS that holds any; none in an older XLS."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if "content.xml" in parts.namelist():
                return [ErrorCell(0, 0, "#N/A")] if _ODS_ERROR in parts.read("content.xml") else []
            return [_error(*found) for found in _CELL.findall(parts.read(_part(parts, sheet)))]
    except (KeyError, zipfile.BadZipFile, ElementTree.ParseError):
        return []


def _part(parts: zipfile.ZipFile, sheet: str) -> str:
    """The name inside the file of the part that holds this sheet. Raises KeyError."""
    book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
    ids = {each.get("name"): each.get(_RELATION) for each in book.iter(f"{_MAIN}sheet")}
    relations = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    target = targets[ids[sheet]]
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _error(attributes: bytes, content: bytes) -> ErrorCell:
    name, value = _NAME.search(attributes), _VALUE.search(content)
    text = value[1].decode(errors="replace") if value else ""
    if not name:
        return ErrorCell(0, 0, text)
    column = 0
    for letter in name[1]:
        column = column * 26 + letter - ord("A") + 1
    return ErrorCell(int(name[2]), column, text)
