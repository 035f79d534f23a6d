"""TOML 1.0 files as people write them: read whole, numbers kept exact, every fault with its line and column."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from commission.files import opener
from commission.rules.fault import Fault, Place, Refused, fault

if TYPE_CHECKING:
    from commission.files.toml_places import Places

LARGEST = 5_000_000
"""Bytes; a grid of 200 criteria has 15 000."""

LONGEST = 40
"""Digits before or after the decimal point that a number may have."""

_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_BOM = b"\xef\xbb\xbf"


class Loaded(msgspec.Struct, frozen=True):
    """A TOML file as read: its table, the SHA-256 of its bytes in hexadecimal, and the bytes themselves."""

    path: Path
    table: dict[str, Any]
    sha256: str
    data: bytes


def load(path: Path) -> Loaded:
    """The file at ``path``. Raises Refused with one located fault.

    ``missing-file``, ``is-folder``, ``cannot-read``, ``file-too-big``, ``has-bom``, ``not-utf8``, ``number-with-comma`` or
    ``toml-syntax``.
    """
    with opener.reading(path):
        data = opener.disk.read(path)
    return parse(path, data)


def parse(path: Path, data: bytes) -> Loaded:
    """What ``load`` gives for a file that holds these bytes."""
    if len(data) > LARGEST:
        raise Refused(fault("file-too-big", limit=LARGEST // 1_000_000).at(Place(str(path))))
    if data.startswith(_BOM):
        raise Refused(fault("has-bom").at(Place(str(path), 1, 1)))
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line, column = _position(data, error.start)
        found = f"0x{data[error.start]:02X}"
        raise Refused(fault("not-utf8", found=found).at(Place(str(path), line, column))) from None
    try:
        table = tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        raise Refused(_syntax(str(error), path, text)) from None
    except _Extreme as error:
        line, column = _position(data, data.find(str(error).encode()))
        raise Refused(fault("toml-extreme", found=str(error)).at(Place(str(path), line, column))) from None
    except (RecursionError, ValueError):  # nested a thousand deep; an integer of 5 000 digits
        raise Refused(fault("toml-extreme", found="").at(Place(str(path)))) from None
    return Loaded(path, table, hashlib.sha256(data).hexdigest(), data)


class _Extreme(Exception):
    """A number whose exact value would fill the memory: ``1e999999999``."""


def _decimal(text: str) -> Decimal:
    """An exact number, as far as one can be meant: forty digits on either side."""
    try:
        value = Decimal(text)
    except ArithmeticError:
        raise _Extreme(text) from None
    if value.is_finite() and not -LONGEST < value.adjusted() < LONGEST:
        raise _Extreme(text)
    return value


def _position(data: bytes, offset: int) -> tuple[int, int]:
    """Line and column, in characters from 1, of a byte; what stands before it in its line is decoded as far as it can."""
    start = data.rfind(b"\n", 0, offset) + 1
    return data.count(b"\n", 0, offset) + 1, len(data[start:offset].decode(errors="replace")) + 1


def _syntax(message: str, path: Path, text: str) -> Fault:
    """tomllib's message as a fault: until Python 3.14 the place stands only in its last words."""
    match = _WHERE.search(message)
    detail = message[: match.start()] if match else message
    if match and match[1]:
        place = Place(str(path), int(match[1]), int(match[2]))
    else:
        place = Place(str(path), text.count("\n") + 1, len(text) - text.rfind("\n"))
    from commission.files.plainer import comma_in  # sound files have nothing to tell

    lines = text.split("\n")
    return (comma_in(lines[place.line - 1]) or fault("toml-syntax", detail=detail)).at(place)


def locate(faults: Iterable[Fault], path: Path, data: bytes) -> list[Fault]:
    """These faults, each at the line and column of its key path in a file with these bytes; in the file's order.

    A value that the file does not hold (a missing key) is reported on the table that should hold it.
    """
    wanted = list(faults)
    if not wanted:
        return []
    from commission.files.toml_places import Places, places

    try:
        known = places(data)
    except RecursionError:  # a key of a thousand parts: its fault is told all the same, without its line
        known = Places({}, {})
    located = [each if each.place else each.at(Place(str(path), *_nearest(known, each))) for each in wanted]
    return sorted(located, key=lambda each: (each.place.line, each.place.column) if each.place else (0, 0))


def _nearest(known: Places, found: Fault) -> tuple[int, int]:
    """The place of the longest known beginning of a key path; the file's first line if nothing of it is there."""
    where = found.where
    if found.code in {"unknown-key", "key-of-the-top"} and where in known.keys:
        return known.keys[where]
    for length in range(len(where), 0, -1):
        if where[:length] in known.values:
            return known.values[where[:length]]
    return 1, 1
