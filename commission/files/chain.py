"""One journal file as bytes: every line canonical, numbered and chained to the line before, up to the first break.

A line is sound when it is exactly its own re-encoding, its ``n`` follows, and its ``prev`` is the SHA-256 of the line
before with its newline. What is wrong is named by line; nothing is ever mended, and nothing after a break counts.
"""

from __future__ import annotations

import functools
import re
from hashlib import sha256
from io import BytesIO

import msgspec
from msgspec.structs import replace

from commission.rules.fault import Fault, Place, fault
from commission.rules.text import code_problem
from commission.session.entry import AnyEntry, Entry, Header, ScoringEntry

FORMAT = 1
BLOCK = 1 << 15
"""Bytes checked at a time."""
WRITER = re.compile(r"[0-9a-f]{8}")

_ENCODER = msgspec.json.Encoder()
_USUAL: msgspec.json.Decoder[ScoringEntry] = msgspec.json.Decoder(ScoringEntry)
"""The entries of a session that ranks; a decoder of those of a circuit too would cost every command a millisecond."""
_HEADERS = msgspec.json.Decoder(Header)
_BYTE = re.compile(r"\(byte (\d+)\)")
_WRONG = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class Start(msgspec.Struct, frozen=True):
    """A sound first line: who wrote, the line's SHA-256, its length in bytes."""

    header: Header
    head: str
    size: int


class Stretch(msgspec.Struct, frozen=True):
    """Sound entries that follow each other: the last line's SHA-256, their length in bytes, and what stopped them.

    ``torn`` when bytes without a newline follow. ``disowns`` when the break says that the line *before* the stretch is
    the changed one: the reader must start again from the beginning.
    """

    entries: list[AnyEntry]
    head: str
    size: int
    fault: Fault | None = None
    torn: bool = False
    disowns: bool = False


@functools.cache
def _any() -> msgspec.json.Decoder[AnyEntry]:
    """For entries of every kind: a line that the usual decoder does not know, or that is wrong."""
    return msgspec.json.Decoder(AnyEntry)


def encode(line: Entry | Header) -> bytes:
    """The one spelling of a line, with its newline. Raises ValueError for text that UTF-8 cannot hold."""
    return _ENCODER.encode(line) + b"\n"


def digest(line: bytes) -> str:
    """What the next line's ``prev`` says of this one (newline included)."""
    return sha256(line).hexdigest()


def decode_entry(line: bytes) -> AnyEntry:
    """The entry in a line. Raises msgspec.MsgspecError or UnicodeDecodeError."""
    return _any().decode(line)


def read_start(name: str, data: bytes) -> Start | Fault | None:
    """The first line of a file; None if it has not fully arrived."""
    line = data[: data.find(b"\n") + 1].removesuffix(b"\n")
    if b"\n" not in data:
        return None
    place = Place(name, 1, 1)
    try:
        header = _HEADERS.decode(line)
    except _WRONG as error:
        return fault("journal-bad-header", detail=_detail(error)).at(_place(name, 1, line, error))
    if header.format != FORMAT:
        return fault("journal-format", found=header.format, known=FORMAT).at(place)
    if not WRITER.fullmatch(header.writer):
        return fault("journal-bad-header", detail=f"writer: {header.writer}").at(place)
    if code_problem(header.actor):
        return fault("journal-bad-header", detail=f"actor: {header.actor}").at(place)
    if encode(header) != line + b"\n":
        return fault("journal-not-canonical").at(Place(name, 1, _difference(line, encode(header))))
    return Start(header, digest(line + b"\n"), len(line) + 1)


def follow(name: str, data: bytes, start: Start) -> Stretch:
    """The entries of a whole file after its first line ``start``; on a break, only those before the line at fault."""
    return _follow(name, data, start.size, 0, start.head)


def follow_on(name: str, data: bytes, count: int, head: str) -> Stretch:
    """The entries in ``data``, which comes after ``count`` sound entries whose last line has the SHA-256 ``head``."""
    return _follow(name, data, 0, count, head)


def _follow(name: str, data: bytes, begin: int, count: int, head: str) -> Stretch:
    end = max(data.rfind(b"\n") + 1, begin)
    found = _follow_fast(data, begin, end, count, head) or _follow_slowly(name, data[begin:end], count, head)
    return replace(found, torn=end < len(data))


def _follow_fast(data: bytes, begin: int, end: int, count: int, head: str) -> Stretch | None:
    """The entries of lines that are all sound, block by block so that each stays near the processor; None if one is not."""
    entries: list[AnyEntry] = []
    start, expected = begin, count
    while start < end:
        stop = data.rfind(b"\n", start, start + BLOCK) + 1 or data.find(b"\n", start) + 1
        block = data[start:stop]
        try:
            decoded = _USUAL.decode_lines(block)
            if _ENCODER.encode_lines(decoded) != block:
                return None
        except _WRONG:
            return None
        for entry, line in zip(decoded, BytesIO(block), strict=True):  # its lines take a fifth of splitlines' time
            expected += 1
            if entry.prev != head or entry.n != expected:
                return None
            head = sha256(line).hexdigest()
        entries += decoded
        start = stop
    return Stretch(entries, head, end - begin)


def _follow_slowly(name: str, body: bytes, count: int, head: str) -> Stretch:
    """The entries before the first line that is not sound, and what is wrong with it."""
    lines = [line + b"\n" for line in body.split(b"\n")[:-1]]
    entries: list[AnyEntry] = []
    wrong: Fault | None = None
    for index, line in enumerate(lines):
        wrong = _line_fault(name, count + 2 + index, line, entries)
        if wrong:
            break
    sound = _chained(name, entries, lines[: len(entries)], count, head)
    return sound if sound.fault else replace(sound, fault=wrong)


def _line_fault(name: str, number: int, line: bytes, entries: list[AnyEntry]) -> Fault | None:
    """What is wrong with a line by itself; a sound one goes to ``entries``."""
    try:
        entry = decode_entry(line)
    except msgspec.ValidationError as error:
        if _is_header(line):  # two files put end to end
            return fault("journal-second-header").at(Place(name, number, 1))
        return fault("journal-bad-entry", detail=_detail(error)).at(Place(name, number, 1))
    except _WRONG as error:
        return fault("journal-not-json").at(_place(name, number, line, error))
    canonical = encode(entry)
    if canonical != line:
        return fault("journal-not-canonical").at(Place(name, number, _difference(line, canonical)))
    entries.append(entry)
    return None


def _chained(name: str, entries: list[AnyEntry], lines: list[bytes], count: int, head: str) -> Stretch:
    """The entries up to the first that does not follow the one before."""
    size, expected, first_head, before = 0, count + 1, head, head
    for index, (entry, line) in enumerate(zip(entries, lines, strict=True)):
        if entry.prev != head or entry.n != expected:
            found = _break(name, entries, lines, index, expected, head)
            if not _is_before(found, expected):
                return Stretch(entries[:index], head, size, found)
            if index == 0:
                return Stretch([], first_head, 0, found, disowns=True)
            return Stretch(entries[: index - 1], before, size - len(lines[index - 1]), found)
        before, head = head, sha256(line).hexdigest()
        size += len(line)
        expected += 1
    return Stretch(entries, head, size)


def _is_before(found: Fault, expected: int) -> bool:
    """Whether the line at fault stands before the entry ``expected`` (whose line is ``expected + 1``)."""
    return found.place is not None and found.place.line == expected


def _break(name: str, entries: list[AnyEntry], lines: list[bytes], index: int, expected: int, head: str) -> Fault:
    """Which line is changed, missing or repeated where an entry does not follow the one before."""
    entry = entries[index]
    here = Place(name, expected + 1, 1)
    if entry.prev == head or _alike(entry.prev, head):
        return fault("journal-changed").at(here)
    if entry.n == expected:
        return fault("journal-changed").at(Place(name, expected, 1))
    if entry.n > expected:
        return fault("journal-missing-line", first=expected, last=entry.n - 1).at(here)
    earlier = index - (expected - entry.n)
    if earlier >= 0 and lines[earlier] == lines[index]:
        return fault("journal-repeated-line", number=entry.n + 1).at(here)
    return fault("journal-changed").at(here)


def _alike(prev: str, head: str) -> bool:
    """Whether ``prev`` is ``head`` with a few characters altered: the hash of another line would share only chance ones."""
    return len(prev) != len(head) or sum(a == b for a, b in zip(prev, head, strict=True)) > len(head) // 2


def _detail(error: Exception) -> str:
    return str(error) if isinstance(error, msgspec.MsgspecError) else ""


def _is_header(line: bytes) -> bool:
    try:
        _HEADERS.decode(line)
    except _WRONG:
        return False
    return True


def _place(name: str, number: int, line: bytes, error: Exception) -> Place:
    """Where a line stops being JSON: the parser counts bytes, a person counts characters."""
    match = _BYTE.search(str(error))
    byte = int(match[1]) if match else 0
    try:
        line.decode()
    except UnicodeDecodeError as undecodable:
        byte = undecodable.start
    return Place(name, number, len(line[:byte].decode(errors="replace")) + 1)


def _difference(line: bytes, canonical: bytes) -> int:
    """The column, in characters from 1, of the first byte of ``line`` that is not as it should be."""
    same = next((i for i, (a, b) in enumerate(zip(line, canonical, strict=False)) if a != b), len(canonical) - 1)
    return len(line[:same].decode(errors="replace")) + 1
