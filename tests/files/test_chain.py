"""A journal file line by line: canonical, numbered, chained; whatever is altered in it is named by its line."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.files import chain
from commission.files.chain import Start, Stretch, follow, follow_on, read_start
from commission.rules.fault import Fault, Place
from commission.session.entry import AnyEntry, Header, Mark, Observation

NAME = "journal/m-a/0000000a.jsonl"
HEADER = Header(1, "5e551001", "m-a", "0000000a", "6" * 64)


def a_file(*texts: str) -> list[bytes]:
    """The lines of a sound file: its header, then one observation for each text."""
    lines = [chain.encode(HEADER)]
    for number, text in enumerate(texts, 1):
        prev = hashlib.sha256(lines[-1]).hexdigest()
        made = Observation(n=number, at="t", by="m-a", prev=prev, dossier="D1", code="A1", text=text)
        lines.append(chain.encode(made))
    return lines


def read(data: bytes) -> Stretch:
    """The entries of a whole file with a sound header."""
    start = read_start(NAME, data)
    assert isinstance(start, Start)
    return follow(NAME, data, start)


def found(lines: list[bytes]) -> tuple[str, int, list[str]]:
    """What is wrong with a file of these lines, at which line, and the texts that still count."""
    stretch = read(b"".join(lines))
    assert stretch.fault
    assert stretch.fault.place
    return stretch.fault.code, stretch.fault.place.line, texts(stretch.entries)


def texts(entries: list[AnyEntry]) -> list[str]:
    """The observations, in order."""
    return [each.text for each in entries if isinstance(each, Observation)]


def test_a_sound_file_is_read_whole() -> None:
    lines = a_file("un", "deux", "trois")
    stretch = read(b"".join(lines))
    assert texts(stretch.entries) == ["un", "deux", "trois"]
    assert (stretch.fault, stretch.torn) == (None, False)
    assert stretch.head == hashlib.sha256(lines[-1]).hexdigest()
    assert stretch.size == sum(map(len, lines[1:]))


def test_a_line_is_what_the_standard_library_writes() -> None:
    text = 'é 😀 \u2028 \x7f \x1b " \\ / \t'
    line = chain.encode(
        Mark(n=1, at="t", by="m-a", prev="p", for_="m-b", dossier="D1", code="A1", value="6.5", reason=text)
    )
    written = {"kind": "mark", "n": 1, "at": "t", "by": "m-a", "prev": "p", "for": "m-b"}
    written |= {"dossier": "D1", "code": "A1", "value": "6.5", "reason": text}
    assert line == json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def test_a_changed_line_is_named_and_nothing_from_it_on_counts() -> None:
    lines = a_file("un", "deux", "trois", "quatre")
    lines[2] = lines[2].replace(b"deux", b"DEUX")
    assert found(lines) == ("journal-changed", 3, ["un"])


def test_a_changed_header_leaves_nothing() -> None:
    lines = a_file("un", "deux")
    lines[0] = lines[0].replace(b"m-a", b"m-b")
    stretch = read(b"".join(lines))
    assert stretch.disowns
    assert stretch.fault == Fault("journal-changed", place=Place(NAME, 1, 1))


def test_a_changed_hash_is_named_on_its_own_line() -> None:
    lines = a_file("un", "deux", "trois")
    before = lines[2]
    at = before.index(b'"prev":"') + 8
    lines[2] = before[:at] + (b"0" if before[at : at + 1] != b"0" else b"1") + before[at + 1 :]
    assert found(lines) == ("journal-changed", 3, ["un"])


def test_missing_lines_are_told_from_changed_ones() -> None:
    lines = a_file("un", "deux", "trois", "quatre", "cinq")
    assert found(lines[:2] + lines[4:]) == ("journal-missing-line", 3, ["un"])
    stretch = read(b"".join(lines[:2] + lines[4:]))
    assert stretch.fault
    assert stretch.fault.fields == {"first": 2, "last": 3}


@pytest.mark.parametrize("again", [1, 2])
def test_a_repeated_line_is_told_from_a_changed_one(again: int) -> None:
    lines = a_file("un", "deux")
    assert found([*lines, lines[again]]) == ("journal-repeated-line", 4, ["un", "deux"])
    stretch = read(b"".join([*lines, lines[again]]))
    assert stretch.fault
    assert stretch.fault.fields == {"number": again + 1}


@pytest.mark.parametrize("before", [1, 2, 3])
def test_two_files_put_end_to_end_are_seen(before: int) -> None:
    lines = a_file("un", "deux")
    assert found(lines[:before] + lines) == ("journal-second-header", before + 1, ["un", "deux"][: before - 1])


def test_lines_that_changed_places_are_seen() -> None:
    lines = a_file("un", "deux", "trois", "quatre")
    assert found([*lines[:2], lines[3], lines[2], lines[4]]) == ("journal-missing-line", 3, ["un"])


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        (b"\n", "journal-not-json", 1),
        (b"bonjour\n", "journal-not-json", 1),
        ('{"é":1,}\n'.encode(), "journal-not-json", 8),
        (b'{"kind":"mark","n":3}\n', "journal-bad-entry", 1),
        (b'{"kind":"poem"}\n', "journal-bad-entry", 1),
        (b'{"kind":"observation","n":3,"text":"\xff"}\n', "journal-not-json", 37),
        (b"\xff\n", "journal-not-json", 1),
        (b"\0\n", "journal-not-json", 1),
        (b"[" * 5000 + b"\n", "journal-bad-entry", 1),
    ],
)
def test_a_line_that_is_none_of_ours_stops_the_reading(line: bytes, code: str, column: int) -> None:
    stretch = read(b"".join([*a_file("un", "deux"), line, b"et la suite\n"]))
    assert stretch.fault
    assert (stretch.fault.code, stretch.fault.place) == (code, Place(NAME, 4, column))
    assert texts(stretch.entries) == ["un", "deux"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"text":"deux"', b'"text": "deux"'),
        (b'"text":"deux"', b'"text":"deu\\u0078"'),
        (b'"n":2,', b'"n":2,"n":2,'),
        (b'"deux"}', b'"deux","was":[]}'),
        (b"}\n", b"}\r\n"),
        (b'"n":2,"at":"t"', b'"at":"t","n":2'),
    ],
)
def test_a_line_has_one_spelling(old: bytes, new: bytes) -> None:
    lines = a_file("un", "deux")
    changed = lines[2].replace(old, new)
    stretch = read(b"".join([lines[0], lines[1], changed]))
    assert stretch.fault
    assert stretch.fault.code == "journal-not-canonical"
    assert stretch.fault.place
    assert stretch.fault.place.line == 3
    same = stretch.fault.place.column - 1
    assert changed[:same] == lines[2][:same]
    assert changed[same : same + 1] != lines[2][same : same + 1]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"\n", "journal-bad-header"),
        (b"{}\n", "journal-bad-header"),
        (b"PK\x03\x04\n", "journal-bad-header"),
        (chain.encode(Header(2, "s", "m-a", "0000000a", "")), "journal-format"),
        (chain.encode(Header(1, "s", "m-a", "m:1", "")), "journal-bad-header"),
        (chain.encode(Header(1, "s", "../m-b", "0000000a", "")), "journal-bad-header"),
        (chain.encode(HEADER).replace(b":", b": ", 1), "journal-not-canonical"),
        (chain.encode(HEADER).replace(b"}", b',"x":1}'), "journal-bad-header"),
    ],
)
def test_a_first_line_that_is_no_header_is_named(line: bytes, code: str) -> None:
    wrong = read_start(NAME, line + b"...")
    assert isinstance(wrong, Fault)
    assert wrong.code == code
    assert wrong.place
    assert wrong.place.line == 1


def test_an_unfinished_last_line_is_not_read() -> None:
    lines = a_file("un", "deux")
    stretch = read(lines[0] + lines[1] + lines[2][:-1])
    assert (texts(stretch.entries), stretch.torn, stretch.fault) == (["un"], True, None)
    assert read_start(NAME, lines[0][:-1]) is None


REMARKS = st.lists(st.text(max_size=6), min_size=1, max_size=5)


@given(REMARKS, st.data())
def test_any_changed_byte_is_named_by_its_line(remarks: list[str], data: st.DataObject) -> None:
    """But in the last line, where a sound entry may come of it: ``check_heads`` sees that one."""
    lines = a_file(*remarks)
    whole = b"".join(lines)
    place = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda each: each != whole[place]))
    changed = whole[:place] + bytes([byte]) + whole[place + 1 :]
    line = whole.count(b"\n", 0, place) + 1
    start = read_start(NAME, changed)
    if start is None:
        return  # a lone header that lost its newline: not arrived
    if isinstance(start, Fault):
        assert start.place
        assert (start.place.line, line) == (1, 1)
        return
    stretch = follow(NAME, changed, start)
    if stretch.fault is None:
        assert line == len(lines) or (whole[place : place + 1] == b"\n" and line == len(lines) - 1)
    else:
        assert stretch.fault.place
        assert stretch.fault.place.line == line
        assert len(stretch.entries) <= max(0, line - 2)
    assert texts(stretch.entries)[: line - 2] == remarks[: max(0, line - 2)][: len(stretch.entries)]


def test_a_long_file_is_checked_to_its_last_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "BLOCK", 300)  # one line or two
    remarks = ["x" * (7 * number % 400) for number in range(30)]
    lines = a_file(*remarks)
    assert texts(read(b"".join(lines)).entries) == remarks
    for line in range(1, 30):
        wrong = [*lines[:line], lines[line].replace(b'"D1"', b'"D2"'), *lines[line + 1 :]]
        assert found(wrong) == ("journal-changed", line + 1, remarks[: line - 1])


@given(REMARKS, st.data())
def test_a_file_read_in_any_pieces_gives_the_same(remarks: list[str], data: st.DataObject) -> None:
    whole = b"".join(a_file(*remarks))
    start = read_start(NAME, whole)
    assert isinstance(start, Start)
    entries, head, done, arrived = [], start.head, start.size, start.size
    while arrived < len(whole):
        arrived = data.draw(st.integers(arrived + 1, len(whole)))
        stretch = follow_on(NAME, whole[done:arrived], len(entries), head)
        assert stretch.fault is None
        entries += stretch.entries
        head, done = stretch.head, done + stretch.size
    assert (texts(entries), head) == (remarks, hashlib.sha256(a_file(*remarks)[-1]).hexdigest())


def test_the_journal_can_be_checked_with_common_tools(tmp_path: Path) -> None:
    lines = a_file("un", "deux")
    assert json.loads(lines[2])["prev"] == hashlib.sha256(lines[1]).hexdigest()
    assert list(json.loads(lines[0])) == ["format", "session", "actor", "writer", "grid"]
