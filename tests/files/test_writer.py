"""The writer: the line is on the disk before it is said to be, and nobody ever writes in a file of somebody else."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission.files import claims
from commission.files.writer import Writer
from commission.rules.fault import Place, fault
from commission.session.entry import Header, Mark
from tests.files.world import (
    AT,
    GRID_PRINT,
    ID,
    Recording,
    a_reader,
    a_writer,
    mark,
    new_session,
    on,
    refused,
    said,
    values,
    write,
)


def files(folder: Path, actor: str = "m-a") -> list[str]:
    """The names of this actor's journal files."""
    return sorted(path.name for path in (folder / "journal" / actor).glob("*.jsonl"))


def test_an_entry_is_written_as_drafted(folder: Path) -> None:
    writer = a_writer(folder, "m-a", "0000000a")
    assert (writer.name, writer.path, writer.journal) == ("", None, None)
    entry = writer.append(mark("m-a", "6.5"), AT)
    header, line = (folder / "journal/m-a/0000000a.jsonl").read_bytes().splitlines(keepends=True)
    assert isinstance(entry, Mark)
    assert (entry.n, entry.at, entry.value, entry.prev) == (1, AT, "6.5", hashlib.sha256(header).hexdigest())
    assert json.loads(header) == {
        "format": 1, "session": ID, "actor": "m-a", "writer": "0000000a", "grid": GRID_PRINT,
    }  # fmt: skip
    assert json.loads(line)["value"] == "6.5"
    assert writer.name == "0000000a"
    assert writer.journal == a_reader(folder).journals[0]
    writer.close()


def test_a_line_is_on_the_disk_before_append_returns(folder: Path) -> None:
    disk = Recording()
    with on(disk):
        writer = a_writer(folder, "m-a", "0000000a")
        writer.append(mark("m-a", "1"), AT)
        first = disk.steps(folder)
        disk.done.clear()
        writer.append(mark("m-a", "2"), AT)
        second = disk.steps(folder)
        writer.close()
    assert first == [
        "make_folder journal/m-a",
        "sync_folder journal",
        "create journal/m-a/0000000a.jsonl",
        "write journal/m-a/0000000a.jsonl",
        "sync journal/m-a/0000000a.jsonl",
        "sync_folder journal/m-a",
        "write journal/m-a/0000000a.jsonl",
        "sync journal/m-a/0000000a.jsonl",
    ]
    assert second == ["write journal/m-a/0000000a.jsonl", "sync journal/m-a/0000000a.jsonl"]


def test_reopening_ten_times_gives_one_file(folder: Path) -> None:
    for number in range(10):
        write(folder, "m-a", [str(number)])
    assert len(files(folder)) == 1
    reader = a_reader(folder)
    assert values(reader) == [str(number) for number in range(10)]
    assert reader.faults == []


def test_two_screens_of_one_member_write_in_two_files(folder: Path) -> None:
    one, two = a_writer(folder), a_writer(folder)
    one.append(mark("m-a", "1"), AT)
    two.append(mark("m-a", "2"), AT)
    one.append(mark("m-a", "3"), AT)
    assert one.name != two.name
    one.close()
    two.close()
    assert sorted(values(a_reader(folder))) == ["1", "2", "3"]
    write(folder, "m-a", ["4"])
    assert len(files(folder)) == 2


def not_reused(folder: Path, path: Path) -> None:
    """A new entry goes to another file, and this one keeps its bytes."""
    before = path.read_bytes() if path.exists() else b""
    again = write(folder, "m-a", ["9"])
    assert again != path
    assert (path.read_bytes() if path.exists() else b"") == before


def test_a_file_of_another_machine_is_not_written_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(folder, "m-a", ["1"])
    monkeypatch.setattr("platform.node", lambda: "another")
    not_reused(folder, path)


def test_a_copy_of_the_session_elsewhere_is_not_written_on(folder: Path, tmp_path: Path) -> None:
    path = write(folder, "m-a", ["1"])
    shutil.copytree(folder, tmp_path / "copie")
    not_reused(tmp_path / "copie", tmp_path / "copie/journal/m-a" / path.name)


def test_a_file_put_back_from_an_older_copy_is_not_written_on(folder: Path) -> None:
    path = write(folder, "m-a", ["1"])
    older = path.read_bytes()
    assert write(folder, "m-a", ["2"]) == path
    path.write_bytes(older)
    not_reused(folder, path)


def test_a_torn_file_is_not_written_on(folder: Path) -> None:
    path = write(folder, "m-a", ["1", "2"])
    path.write_bytes(path.read_bytes()[:-1])
    not_reused(folder, path)


def test_a_broken_file_is_not_written_on(folder: Path) -> None:
    path = write(folder, "m-a", ["1", "2"])
    path.write_bytes(path.read_bytes().replace(b'"1"', b'"7"'))
    not_reused(folder, path)


def test_a_file_of_another_session_or_grid_is_not_written_on(folder: Path) -> None:
    path = write(folder, "m-a", ["1"])
    for session, grid in (("another", GRID_PRINT), (ID, "7" * 64)):
        writer = Writer(folder, "m-a", session, grid)
        writer.append(mark("m-a", "2"), AT)
        assert writer.path != path
        writer.close()


def test_a_file_replaced_under_our_hands_is_left_and_nothing_is_lost(folder: Path) -> None:
    writer = a_writer(folder, "m-a", "0000000a", "0000000b")
    writer.append(mark("m-a", "1"), AT)
    path = folder / "journal/m-a/0000000a.jsonl"
    shutil.copy(path, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)  # as a synchronising client does
    assert writer.append(mark("m-a", "2"), AT).n == 1
    assert writer.name == "0000000b"
    writer.close()
    reader = a_reader(folder)
    assert (values(reader), reader.faults) == (["1", "2"], [])


def test_a_file_replaced_while_its_line_is_written_is_noticed(folder: Path) -> None:
    path = folder / "journal/m-a/0000000a.jsonl"

    class Racing(Recording):
        def sync(self, descriptor: int) -> None:
            super().sync(descriptor)
            if len(path.read_bytes().splitlines()) == 3:
                shutil.copy(path, path.with_suffix(".new"))
                path.with_suffix(".new").write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
                path.with_suffix(".new").replace(path)

    with on(Racing()):
        writer = a_writer(folder, "m-a", "0000000a", "0000000b")
        writer.append(mark("m-a", "1"), AT)
        writer.append(mark("m-a", "2"), AT)
        writer.close()
    assert values(a_reader(folder)) == ["1", "2"]


def test_a_line_appended_by_somebody_else_makes_us_leave_the_file(folder: Path) -> None:
    writer = a_writer(folder, "m-a", "0000000a", "0000000b")
    writer.append(mark("m-a", "1"), AT)
    with (folder / "journal/m-a/0000000a.jsonl").open("ab") as stream:
        stream.write(b"bonjour\n")
    writer.append(mark("m-a", "2"), AT)
    writer.close()
    reader = a_reader(folder)
    assert (values(reader), said(reader.faults)) == (
        ["1", "2"],
        [("journal-not-json", "journal/m-a/0000000a.jsonl", 3)],
    )


def test_a_session_folder_that_went_away_is_not_made_anew(folder: Path) -> None:
    writer = a_writer(folder)
    shutil.rmtree(folder)
    with refused() as faults:
        writer.append(mark("m-a", "1"), AT)
    assert faults == [fault("missing-folder").at(Place("journal/m-a"))]
    assert not folder.exists()


def test_names_that_are_taken_are_drawn_again(folder: Path) -> None:
    write(folder, "m-a", ["1"], "0000000a")
    path = folder / "journal/m-a/0000000a.jsonl"
    path.write_bytes(path.read_bytes()[:-1])
    assert write(folder, "m-a", ["2"], "0000000a", "0000000b").name == "0000000b.jsonl"
    writer = Writer(folder, "m-a", ID, "7" * 64, name=lambda: "0000000a")
    with refused() as faults:
        writer.append(mark("m-a"), AT)
    assert faults == [fault("cannot-write", reason="EEXIST").at(Place("journal/m-a"))]


@pytest.mark.parametrize("name", ["", "0000000A", "../0000a", "0000000a0", "m:000000"])
def test_a_writer_s_name_is_eight_hexadecimal_digits(folder: Path, name: str) -> None:
    with pytest.raises(ValueError, match="8 hexadecimal"):
        write(folder, "m-a", ["1"], name)


def test_text_that_no_file_can_hold_is_refused_and_the_file_goes_on(folder: Path) -> None:
    writer = a_writer(folder)
    writer.append(mark("m-a", "1"), AT)
    with refused() as faults:
        writer.append(mark("m-a", "2", reason="\ud800"), AT)
    assert faults == [fault("not-text", found="'\\ud800'")]
    writer.append(mark("m-a", "3"), AT)
    writer.close()
    assert (values(a_reader(folder)), len(files(folder))) == (["1", "3"], 1)


def test_one_writer_writes_for_one_actor(folder: Path) -> None:
    with pytest.raises(ValueError, match="m-a does not write for m-b"):
        a_writer(folder).append(mark("m-b"), AT)


def test_without_a_place_for_claims_every_opening_begins_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "places", lambda: [Path("/proc/nowhere"), Path("relative")])
    write(folder, "m-a", ["1"])
    write(folder, "m-a", ["2"])
    assert len(files(folder)) == 2
    assert sorted(values(a_reader(folder))) == ["1", "2"]


def test_claims_lie_outside_the_session_folder(folder: Path) -> None:
    write(folder, "m-a", ["1"])
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == [
        *files(folder),
        "grid.toml",
        "session.toml",
    ]


CHUNKS = st.lists(
    st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=5), max_size=4), max_size=5
)


@given(CHUNKS, st.booleans())
def test_whatever_is_written_is_read_back(chunks: list[list[str]], followed: bool) -> None:
    """In any number of openings; by a reader that follows, or by one that comes after."""
    with TemporaryDirectory() as place:
        folder = new_session(Path(place) / "essai")
        reader = a_reader(folder)
        for chunk in chunks:
            write_all(folder, chunk)
            if followed:
                reader.poll()
        reader.poll()
        assert values(reader) == [text for chunk in chunks for text in chunk]
        assert (reader.faults, reader.notes) == ([], [])
        assert reader.heads == a_reader(folder).heads
        assert all(each.header == Header(1, ID, "m-a", each.writer, GRID_PRINT) for each in reader.journals)


def write_all(folder: Path, texts: list[str]) -> None:
    """One opening in which these values are written; nothing at all for none."""
    writer = a_writer(folder)
    for text in texts:
        writer.append(mark("m-a", text), AT)
    writer.close()
