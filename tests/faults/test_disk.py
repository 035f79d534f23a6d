"""A disk that fails at any step: a fault in words, what was saved stays saved, and nothing is half there."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from commission.files import atomic, drafts
from commission.files.imports import Record
from commission.files.session_folder import add_rows, create_session, read_definition
from commission.files.writer import Writer
from commission.rules.fault import Fault, Place, Refused
from tests.files.world import AT, Failing, Recording, a_reader, a_writer, mark, new_session, on, said, values

ERRORS = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EROFS: "read-only",
    errno.EACCES: "read-only",
    errno.EIO: "cannot-write",
}
CREATING = 8
"""The changes it takes to write the first entry of an actor; each later one takes two."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new session."""
    return new_session(tmp_path / "essai")


def refusals(act: Callable[[], object]) -> list[Fault]:
    """The faults of an act that the disk refuses; none if it went through."""
    try:
        act()
    except Refused as refused:
        return list(refused.faults)
    return []


def begun(folder: Path) -> Writer:
    """A writer that has written « 1 »."""
    with on(Recording()):
        writer = a_writer(folder, "m-a", "0000000a", "0000000b", "0000000c")
        writer.append(mark("m-a", "1"), AT)
    return writer


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("step", range(1, CREATING + 3))
def test_whatever_step_of_writing_fails_what_was_saved_is_read(folder: Path, step: int, error: int) -> None:
    saved: list[str] = []
    faults: list[Fault] = []
    disk = Failing(folder, step, error)
    writer = a_writer(folder, "m-a", "0000000a", "0000000b", "0000000c")
    with on(disk):
        for value in ("1", "2", "3"):
            found = refusals(lambda value=value: writer.append(mark("m-a", value), AT))  # type: ignore[misc]
            faults += found
            saved += [] if found else [value]
        writer.close()
    reader = a_reader(folder)
    read = values(reader)
    written = len(read) == 3  # the line was written, only the disk did not confirm it
    code = "not-confirmed" if written else ERRORS[error]
    assert [(each.code, each.place) for each in faults] == [(code, Place("journal/m-a"))]
    assert [value for value in read if value in saved] == saved
    assert len(saved) == 2
    assert disk.failed == "sync" or not written
    assert (reader.faults, reader.notes) == ([], [])


@pytest.mark.parametrize("short", [0, 1, 60])
def test_a_line_taken_only_in_part_is_torn_and_the_next_goes_to_a_new_file(folder: Path, short: int) -> None:
    writer = begun(folder)
    with on(Failing(folder, 1, short=short)):
        faults = refusals(lambda: writer.append(mark("m-a", "2"), AT))
    assert [each.code for each in faults] == ["disk-full"]
    assert writer.append(mark("m-a", "3"), AT).n == 1
    assert writer.name == "0000000b"
    writer.close()
    reader = a_reader(folder)
    assert values(reader) == ["1", "3"]
    assert said(reader.faults) == ([("journal-torn-tail", "journal/m-a/0000000a.jsonl", 3)] if short else [])


def test_a_file_given_up_is_never_taken_up_again(folder: Path) -> None:
    writer = begun(folder)
    with on(Failing(folder, 2, errno.EIO)):
        assert [each.code for each in refusals(lambda: writer.append(mark("m-a", "2"), AT))] == ["not-confirmed"]
    writer.close()
    again = a_writer(folder, "m-a", "0000000b")
    again.append(mark("m-a", "3"), AT)
    assert again.name == "0000000b"
    again.close()


def test_a_header_taken_only_in_part_leaves_no_file(folder: Path) -> None:
    with on(Failing(folder, 4, short=10)) as _:
        writer = a_writer(folder, "m-a", "0000000a", "0000000b")
        assert [each.code for each in refusals(lambda: writer.append(mark("m-a", "1"), AT))] == ["disk-full"]
    assert list((folder / "journal/m-a").iterdir()) == []


def records() -> list[Record]:
    """One member to import."""
    return [Record({"code": "m-b", "name": "Bob"}, {"": Place("t.csv", 2, 1)})]


def everything(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def begin_session(place: Path) -> None:
    """A new session beside the standing one."""
    create_session(place / "neuve", place / "essai.toml", title="Neuve", new_id="0a0b0c0d")


def import_rows(place: Path) -> None:
    """A member more in the standing session."""
    add_rows(place / "essai", "member", records(), seen=read_definition(place / "essai").session_print)


def keep_draft(place: Path) -> None:
    """An observation being typed."""
    drafts.save(place / "essai", "m-a", "D1", "A1", "texte")


def write_export(place: Path) -> None:
    """A file for somebody outside."""
    atomic.replace(place / "classement.csv", b"rang;dossier\r\n" * 1000)


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("act", [begin_session, import_rows, keep_draft, write_export])
def test_whatever_step_fails_the_old_stands_or_the_new(tmp_path: Path, act: Callable[[Path], None], error: int) -> None:
    new_session(tmp_path / "essai")
    before = everything(tmp_path)
    outcomes = []
    for step in range(1, 40):
        disk = Failing(tmp_path, step, error)
        with on(disk):
            faults = refusals(lambda: act(tmp_path))
        if not disk.failed:
            assert faults == []
            break
        outcomes.append(everything(tmp_path) == before)
        assert [each.code for each in faults] == [ERRORS[error] if outcomes[-1] else "not-confirmed"]
        assert list(tmp_path.rglob("*.tmp")) == []
        if outcomes[-1] is False:
            assert disk.failed == "sync_folder"  # the new is there; only the disk did not confirm its name
            break
    assert outcomes[:3] == [True] * len(outcomes[:3])
    assert len(outcomes) >= 3


@pytest.mark.parametrize("short", [0, 3])
def test_a_file_taken_only_in_part_is_written_on_to_its_end_or_refused(tmp_path: Path, short: int) -> None:
    with on(Failing(tmp_path, 2, short=short)):
        atomic.replace(tmp_path / "a.toml", b"12345678")
    assert (tmp_path / "a.toml").read_bytes() == b"12345678"
    assert os.listdir(tmp_path) == ["a.toml"]
