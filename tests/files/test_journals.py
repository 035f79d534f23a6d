"""The journals of a folder: what counts, what is named, what is never opened, and how other machines' lines arrive."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from commission.files import chain
from commission.files.journals import Reader
from commission.rules.fault import Place, fault
from commission.session.entry import Header
from tests.files.world import (
    AT,
    GRID_PRINT,
    ID,
    Recording,
    a_reader,
    a_writer,
    everyone,
    mark,
    new_session,
    on,
    said,
    values,
    write,
)


def elsewhere(path: Path) -> None:
    """This file now looks as if another machine had written it: same bytes, another name that nothing remembers."""
    data = path.read_bytes()
    path.unlink()
    path.with_name(path.name.removesuffix(".jsonl") + " (autre poste).jsonl").write_bytes(data)


def the_other(folder: Path, actor: str = "m-a") -> Path:
    """The only journal file of this actor."""
    (path,) = (folder / "journal" / actor).glob("*.jsonl")
    return path


# --- What counts


def test_every_journal_is_read_by_writer_whatever_the_names(folder: Path) -> None:
    write(folder, "m-b", ["2", "3"], "0000000b")
    path = write(folder, "m-a", ["1"], "0000000a")
    path.rename(path.with_name("copie de sauvegarde.jsonl"))
    reader = a_reader(folder)
    assert [each.name for each in reader.journals] == [
        "journal/m-a/copie de sauvegarde.jsonl",
        "journal/m-b/0000000b.jsonl",
    ]
    assert values(reader) == ["1", "2", "3"]
    assert (reader.faults, reader.notes) == ([], [])


def test_a_code_with_accents_and_capitals_has_a_folder_any_disk_takes(folder: Path) -> None:
    path = write(folder, "Élie B", ["1"])
    assert path.parent.name == "%c3%89lie%20%42"
    assert values(a_reader(folder, lambda actor: actor == "Élie B")) == ["1"]


def test_the_order_of_reading_changes_nothing(folder: Path) -> None:
    for actor, name in (("m-c", "00000003"), ("m-a", "00000002"), ("m-b", "00000001")):
        write(folder, actor, [name[-1]], name)
    assert values(a_reader(folder)) == ["1", "2", "3"]


def test_stray_things_block_nothing(folder: Path) -> None:
    write(folder, "m-a", ["1"], "0000000a")
    journal = folder / "journal"
    (journal / "note.txt").write_text("bonjour", encoding="utf-8")
    (journal / "x.jsonl").write_text("bonjour\n", encoding="utf-8")
    (journal / "m-a" / ".0000000a.jsonl.tmp").write_text("x", encoding="utf-8")
    (journal / "m-a" / "._0000000a.jsonl").write_bytes(b"\0\5\x16\7")
    (journal / "m-a" / "Thumbs.db").write_bytes(b"\0")
    (journal / "m-a" / "dossier.jsonl").mkdir()
    (journal / "m-a" / "dossier.jsonl" / "y.jsonl").write_text("x\n", encoding="utf-8")
    (journal / "m-z").mkdir()
    reader = a_reader(folder)
    assert (values(reader), reader.faults, reader.notes) == (["1"], [], [])


def test_a_file_that_is_no_journal_is_named_and_the_others_count(folder: Path) -> None:
    write(folder, "m-a", ["1"], "0000000a")
    (folder / "journal/m-a/liste.jsonl").write_text('{"a": 1}\n', encoding="utf-8")
    reader = a_reader(folder)
    assert values(reader) == ["1"]
    assert said(reader.faults) == [("journal-bad-header", "journal/m-a/liste.jsonl", 1)]


def test_links_and_pipes_are_not_followed(folder: Path) -> None:
    path = write(folder, "m-a", ["1"], "0000000a")
    (path.parent / "lien.jsonl").symlink_to(path)
    (path.parent / "boucle.jsonl").symlink_to("boucle.jsonl")
    (folder / "journal/m-b").symlink_to("m-a")
    (folder / "journal/m-c").symlink_to(folder / "journal")
    os.mkfifo(path.parent / "tuyau.jsonl")
    reader = a_reader(folder)
    assert (values(reader), len(reader.journals), reader.faults) == (["1"], 1, [])


def test_a_session_without_journals_reads_as_empty(folder: Path) -> None:
    shutil.rmtree(folder / "journal")
    reader = a_reader(folder)
    assert (reader.journals, reader.faults) == ([], [])
    (folder / "journal").write_text("x", encoding="utf-8")
    reader = Reader(folder, everyone)
    assert (reader.read(), reader.faults) == ([], [])


def test_a_journal_of_another_session_does_not_count(folder: Path, tmp_path: Path) -> None:
    other = new_session(tmp_path / "autre")
    path = write(other, "m-a", ["1"], "0000000a")
    shutil.copytree(path.parent, folder / "journal/m-a")
    reader = Reader(folder, everyone, session="another")
    assert reader.read() == []
    wrong = fault("journal-other-session", found=ID, expected="another")
    assert reader.faults == [wrong.at(Place("journal/m-a/0000000a.jsonl", 1, 1))]


# --- Copies and forks


def test_a_copy_that_stopped_earlier_counts_for_nothing(folder: Path) -> None:
    path = write(folder, "m-a", ["1", "2", "3"], "0000000a")
    whole = path.read_bytes()
    short = b"".join(whole.splitlines(keepends=True)[:2])
    (path.parent / "0000000a (1).jsonl").write_bytes(short)
    (path.parent / "a copie.jsonl").write_bytes(whole)
    (path.parent / "entête.jsonl").write_bytes(whole.splitlines(keepends=True)[0])
    reader = a_reader(folder)
    assert (values(reader), reader.faults) == (["1", "2", "3"], [])
    assert len(reader.journals) == 1


def test_two_files_of_one_writer_that_part_ways_count_up_to_there(folder: Path, tmp_path: Path) -> None:
    path = write(folder, "m-a", ["1", "2"], "0000000a")
    before = path.read_bytes()
    other = new_session(tmp_path / "autre")
    for value in ("3", "4"):
        target = (folder if value == "3" else other) / "journal/m-a/0000000a.jsonl"
        target.parent.mkdir(exist_ok=True)
        head = chain.digest(before.splitlines(keepends=True)[-1])
        line = chain.encode(mark("m-a").kind(n=3, at=AT, prev=head, **mark("m-a", value).fields))
        target.write_bytes(before + line)
    shutil.copy(other / "journal/m-a/0000000a.jsonl", path.with_name("0000000a (conflit).jsonl"))
    reader = a_reader(folder)
    assert values(reader) == ["1", "2"]
    assert said(reader.faults) == [("journal-fork", "journal/m-a/0000000a.jsonl", 4)]
    assert reader.faults[0].fields == {
        "writer": "0000000a",
        "other": "journal/m-a/0000000a (conflit).jsonl",
        "kept": 2,
    }


def test_one_name_in_two_hands_counts_for_neither(folder: Path) -> None:
    write(folder, "m-a", ["1"], "0000000a")
    write(folder, "m-b", ["2"], "0000000a")
    reader = a_reader(folder)
    assert values(reader) == []
    assert said(reader.faults) == [("journal-fork", "journal/m-b/0000000a.jsonl", 2)]


def test_no_members_file_hides_the_desks_by_bearing_its_name(folder: Path) -> None:
    write(folder, "desk", ["1"], "0000000a")
    write(folder, "m-b", ["2"], "0000000a")
    reader = a_reader(folder)
    assert {each.header.actor: len(each.entries) for each in reader.journals} == {"desk": 1, "m-b": 1}
    assert reader.heads["0000000a"][1] == next(each.head for each in reader.journals if each.header.actor == "desk")


# --- What is wrong in a file


def broken(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """The file with its lines changed."""
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))


@pytest.mark.parametrize(
    ("change", "code", "line", "kept"),
    [
        (lambda x: [x[0], x[1], x[2].replace(b'"2"', b'"7"'), *x[3:]], "journal-changed", 3, ["1"]),
        (lambda x: [*x[:2], *x[3:]], "journal-missing-line", 3, ["1"]),
        (lambda x: [*x[:3], x[2], *x[3:]], "journal-repeated-line", 4, ["1", "2"]),
        (lambda x: [*x[:2], b"bonjour\n", *x[2:]], "journal-not-json", 3, ["1"]),
        (lambda x: [*x[:2], x[2].replace(b":", b": ", 1), *x[3:]], "journal-not-canonical", 3, ["1"]),
        (lambda x: [each.replace(b"\n", b"\r\n") for each in x], "journal-not-canonical", 1, []),
        (lambda x: x[1:], "journal-bad-header", 1, []),
        (lambda x: [x[0].replace(b'"grid":"6', b'"grid":"7'), *x[1:]], "journal-changed", 1, []),
    ],
)
def test_a_break_is_named_and_what_is_sound_beside_it_counts(
    folder: Path, change: Callable[[list[bytes]], list[bytes]], code: str, line: int, kept: list[str]
) -> None:
    path = write(folder, "m-a", ["1", "2", "3", "4"], "0000000a")
    write(folder, "m-b", ["5"], "0000000b")
    broken(path, change)
    before = path.read_bytes()
    reader = a_reader(folder)
    assert said(reader.faults) == [(code, "journal/m-a/0000000a.jsonl", line)]
    assert values(reader) == [*kept, "5"]
    assert path.read_bytes() == before


def test_a_break_says_how_many_entries_still_count(folder: Path) -> None:
    path = write(folder, "m-a", ["1", "2", "3", "4"], "0000000a")
    broken(path, lambda lines: [*lines[:3], *lines[4:]])
    assert a_reader(folder).faults[0].fields == {"first": 3, "last": 3, "kept": 2}


def test_an_unfinished_line_of_another_machine_has_not_arrived_yet(folder: Path) -> None:
    elsewhere(write(folder, "m-a", ["1", "2"], "0000000a"))
    path = the_other(folder)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    reader = a_reader(folder)
    assert (values(reader), reader.faults) == (["1"], [])
    assert said(reader.notes) == [("journal-not-arrived", "journal/m-a/0000000a (autre poste).jsonl", 3)]
    path.write_bytes(whole)
    assert reader.poll()
    assert (values(reader), reader.faults, reader.notes) == (["1", "2"], [], [])


def test_an_unfinished_line_of_our_own_is_torn_and_left_as_it_is(folder: Path) -> None:
    path = write(folder, "m-a", ["1", "2"], "0000000a")
    path.write_bytes(path.read_bytes()[:-1])
    torn = path.read_bytes()
    reader = a_reader(folder)
    assert said(reader.faults) == [("journal-torn-tail", "journal/m-a/0000000a.jsonl", 3)]
    again = write(folder, "m-a", ["3"], "0000000b")
    assert (again != path, path.read_bytes()) == (True, torn)
    assert values(a_reader(folder)) == ["1", "3"]


def test_what_our_own_process_is_writing_is_not_torn(folder: Path) -> None:
    writer = a_writer(folder)
    writer.append(mark("m-a", "1"), AT)
    assert writer.path
    with writer.path.open("ab") as stream:
        stream.write(b'{"kind":')
    reader = a_reader(folder)
    assert (reader.faults, [each.code for each in reader.notes]) == ([], ["journal-not-arrived"])
    writer.close()


@pytest.mark.parametrize("size", [0, 1, 40])
def test_a_header_that_has_not_arrived_is_only_a_note(folder: Path, size: int) -> None:
    home = folder / "journal/m-a"
    home.mkdir()
    (home / "x.jsonl").write_bytes(chain.encode(Header(1, ID, "m-a", "0000000a", GRID_PRINT))[:size])
    reader = a_reader(folder)
    assert (reader.faults, said(reader.notes)) == ([], [("journal-not-arrived", "journal/m-a/x.jsonl", 1)])


# --- Two worlds


def test_a_journal_that_the_viewer_may_not_read_is_never_touched(folder: Path) -> None:
    write(folder, "m-a", ["1"], "0000000a")
    write(folder, "m-b", ["2"], "0000000b")
    broken(folder / "journal/m-b/0000000b.jsonl", lambda lines: lines[1:])
    disk = Recording()
    with on(disk):
        reader = a_reader(folder, lambda actor: actor in {"m-a", "desk", "presidency"})
        reader.poll()
    assert (values(reader), reader.faults, reader.notes) == (["1"], [], [])
    assert {name for name in disk.touched(folder) if "m-b" in name} == set()


def test_what_others_write_is_no_news_to_who_may_not_read_it(folder: Path) -> None:
    write(folder, "m-a", ["1"], "0000000a")
    reader = a_reader(folder, lambda actor: actor == "m-a")
    write(folder, "m-b", ["2"], "0000000b")
    assert not reader.poll()


def test_a_journal_in_the_wrong_folder_stays_its_author_s(folder: Path) -> None:
    path = write(folder, "m-b", ["2"], "0000000b")
    (folder / "journal/m-a").mkdir()
    path.rename(folder / "journal/m-a/0000000b.jsonl")
    broken(folder / "journal/m-a/0000000b.jsonl", lambda lines: [*lines, b"bonjour\n"])
    reader = a_reader(folder, lambda actor: actor == "m-a")
    assert (reader.journals, reader.faults, reader.notes) == ([], [], [])
    assert values(a_reader(folder)) == ["2"]
