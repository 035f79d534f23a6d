"""A folder that others write in while it is read: what arrives, what vanishes, what acts recorded of the files."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from commission.files.journals import Reader, check_heads
from commission.files.opener import Found
from commission.rules.fault import Place, fault
from tests.files.world import (
    AT,
    Recording,
    a_reader,
    a_writer,
    everyone,
    mark,
    new_session,
    on,
    opening,
    said,
    values,
    write,
)

# --- What arrives


def test_new_lines_are_read_from_where_the_last_reading_stopped(folder: Path) -> None:
    writer = a_writer(folder)
    writer.append(mark("m-a", "1"), AT)
    reader = a_reader(folder)
    assert not reader.poll()
    writer.append(mark("m-a", "2"), AT)
    writer.append(mark("m-a", "3"), AT)
    assert reader.poll()
    assert values(reader) == ["1", "2", "3"]
    assert not reader.poll()
    write(folder, "m-b", ["4"], "ffffffff")
    assert reader.poll()
    assert sorted(values(reader)) == ["1", "2", "3", "4"]
    writer.close()


def test_what_our_own_writer_wrote_is_no_news(folder: Path) -> None:
    writer, reader = a_writer(folder), a_reader(folder)
    for value in ("1", "2"):
        writer.append(mark("m-a", value), AT)
        assert writer.path
        assert writer.journal
        assert writer.stamp
        reader.wrote(writer.path, writer.journal, writer.stamp)
        assert not reader.poll()
    assert values(reader) == ["1", "2"]
    assert reader.heads == a_reader(folder).heads
    writer.close()


def test_a_break_in_what_arrives_is_named(folder: Path) -> None:
    path = write(folder, "m-a", ["1", "2", "3", "4"], "0000000a")
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2]))
    reader = a_reader(folder)
    path.write_bytes(whole.replace(b'"3"', b'"7"'))
    assert reader.poll()
    assert (values(reader), said(reader.faults)) == (["1", "2"], [("journal-changed", "journal/m-a/0000000a.jsonl", 4)])
    path.write_bytes(whole)
    os.utime(path, ns=(0, 0))  # a disk that counts time coarsely could give both writes the same moment
    assert reader.poll()
    assert (values(reader), reader.faults) == (["1", "2", "3", "4"], [])


def test_a_byte_changed_in_a_file_that_did_not_grow_is_named(folder: Path) -> None:
    path = write(folder, "m-a", ["1", "2", "3"], "0000000a")
    reader = a_reader(folder)
    path.write_bytes(path.read_bytes().replace(b'"2"', b'"7"'))
    os.utime(path, ns=(0, 0))
    assert reader.poll()
    assert (values(reader), said(reader.faults)) == (["1"], [("journal-changed", "journal/m-a/0000000a.jsonl", 3)])


def test_a_file_cut_between_two_readings_is_named(folder: Path) -> None:
    path = write(folder, "m-a", ["1", "2", "3"], "0000000a")
    whole = path.read_bytes()
    reader = a_reader(folder)
    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:2]))
    assert reader.poll()
    assert (values(reader), said(reader.faults)) == (["1"], [("journal-shrunk", "journal/m-a/0000000a.jsonl", 3)])
    assert reader.faults[0].fields == {"known": 3, "found": 1}
    assert not reader.poll()
    path.write_bytes(whole)
    assert reader.poll()
    assert reader.faults == []


def test_a_file_rewritten_between_two_readings_is_named(folder: Path, tmp_path: Path) -> None:
    path = write(folder, "m-a", ["1", "2"], "0000000a")
    reader = a_reader(folder)
    forged = write(new_session(tmp_path / "faux"), "m-a", ["1", "7", "7"], "0000000a")
    shutil.copy(forged, path)
    assert reader.poll()
    assert said(reader.faults) == [("journal-rewritten", "journal/m-a/0000000a.jsonl", 3)]


def test_a_file_that_is_gone_is_named_unless_it_only_changed_its_name(folder: Path) -> None:
    path = write(folder, "m-a", ["1"], "0000000a")
    reader = a_reader(folder)
    path.rename(path.with_name("b.jsonl"))
    reader.poll()
    assert (values(reader), reader.faults) == (["1"], [])
    path.with_name("b.jsonl").unlink()
    assert reader.poll()
    assert (values(reader), said(reader.faults)) == ([], [("journal-gone", "journal/m-a/b.jsonl", 0)])


@pytest.mark.parametrize(("error", "reason"), [(errno.EIO, "EIO"), (errno.EACCES, "EACCES")])
def test_a_file_that_cannot_be_read_is_a_fault_and_no_crash(folder: Path, error: int, reason: str) -> None:
    write(folder, "m-a", ["1"], "0000000a")
    write(folder, "m-b", ["2"], "0000000b")

    class Broken(Recording):
        def read(self, path: Path, start: int = 0) -> bytes:
            if path.name == "0000000a.jsonl":
                raise OSError(error, "")
            return super().read(path, start)

    reader = Reader(folder, everyone)
    with on(Broken()):
        reader.read()
    assert values(reader) == ["2"]
    assert reader.faults == [fault("cannot-read", reason=reason).at(Place("journal/m-a/0000000a.jsonl"))]
    assert reader.poll()  # a virus scanner lets go of a file a moment later
    assert (values(reader), reader.faults) == (["1", "2"], [])


def test_a_folder_that_cannot_be_listed_is_a_fault_and_no_crash(folder: Path) -> None:
    class Broken(Recording):
        def list(self, folder: Path) -> list[Found]:
            raise OSError(errno.EACCES, "")

    reader = Reader(folder, everyone)
    with on(Broken()):
        reader.read()
    assert reader.faults == [fault("cannot-read", reason="EACCES").at(Place("journal"))]


# --- What acts recorded of files


def test_heads_that_an_act_recorded_are_compared_with_the_files(folder: Path) -> None:
    path = write(folder, "m-a", ["1", "2"], "0000000a")
    write(folder, "m-b", ["3"], "0000000b")
    desk = a_writer(folder, "desk", "0000000d")
    desk.append(opening(a_reader(folder).heads), AT)
    desk.close()
    assert check_heads(a_reader(folder).journals) == []
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"2"', b'"7"'))
    assert said(check_heads(a_reader(folder).journals)) == [("head-mismatch", "journal/m-a/0000000a.jsonl", 3)]
    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:2]))
    (cut,) = check_heads(a_reader(folder).journals)
    assert (cut.code, cut.place) == ("journal-cut", Place("journal/m-a/0000000a.jsonl", 3, 1))
    assert cut.fields == {"act": "0000000d:1", "known": 2, "found": 1}
    path.unlink()
    (absent,) = check_heads(a_reader(folder).journals)
    assert (absent.code, absent.fields) == ("journal-absent", {"writer": "0000000a", "act": "0000000d:1", "known": 2})


def test_lines_added_after_an_act_are_no_fault(folder: Path) -> None:
    writer = a_writer(folder, "m-a", "0000000a")
    writer.append(mark("m-a", "1"), AT)
    desk = a_writer(folder, "desk", "0000000d")
    desk.append(opening(a_reader(folder).heads), AT)
    writer.append(mark("m-a", "2"), AT)
    writer.close()
    desk.close()
    assert check_heads(a_reader(folder).journals) == []
